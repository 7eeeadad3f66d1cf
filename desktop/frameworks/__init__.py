"""Competency frameworks as plain data: no database, no window."""
