"""OpenSALT workbooks and CSV files of a CASE framework, read and written."""
