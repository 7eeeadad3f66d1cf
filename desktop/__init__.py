"""Journeybook: the training record of registered apprentices."""

__version__ = "0.1.0"
