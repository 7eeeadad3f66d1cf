"""The ledger and its keys as plain data: what is signed, how, and how it is checked. No database, no clock."""
