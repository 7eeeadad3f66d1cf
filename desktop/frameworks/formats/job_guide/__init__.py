"""Job number guides: categories, families and levelled positions."""
