"""CASE 1.0 and 1.1 packages (JSON), read and written."""
