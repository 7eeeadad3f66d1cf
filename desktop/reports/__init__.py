"""Papers: plain rows in, a file out. No database, no window."""
