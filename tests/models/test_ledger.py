"""What guards the ledger is in the schema, word for word as the check compares it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from desktop.models.ledger import TRIGGERS


def test_the_migrated_schema_has_the_guards_of_the_models_and_no_others(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        found = dict(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))
    guards = {name: sql for name, sql in found.items() if name.startswith(("ledger_entry", "personal_text"))}
    assert guards == TRIGGERS
