"""Any sheet whose columns are mapped to the parts of a framework; plain sheets written."""
