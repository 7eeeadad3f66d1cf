"""The one file that holds the record: connection, upgrades, and the door without Qt."""
