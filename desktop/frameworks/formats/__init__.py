"""One reader and writer per file format of a framework."""
