"""Competency descriptions: each competency with its definition and what every level of it looks like."""
