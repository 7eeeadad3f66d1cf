"""The ledger: one row for each act, never changed and never removed. `desktop.ledger` says what stands in it."""

from datetime import datetime

from sqlalchemy import DDL, CheckConstraint, Index, Integer, LargeBinary, Text, event
from sqlmodel import Field, SQLModel

from desktop.models.base import METADATA, moment


class LedgerEntry(SQLModel, table=True):
    """`body` is canonical JSON of what was signed. `act`, `key_id` and `recorded_at` repeat it for lists."""

    __tablename__ = "ledger_entry"
    __table_args__ = (
        CheckConstraint("seq >= 1", name="seq_from_one"),
        CheckConstraint("length(prev) = 32", name="prev_is_a_hash"),
        CheckConstraint("length(hash) = 32", name="hash_is_one"),
        CheckConstraint("length(sig) = 64", name="sig_is_one"),
        Index("ix_ledger_entry_act", "act"),
    )

    seq: int = Field(primary_key=True, sa_type=Integer, sa_column_kwargs={"autoincrement": False})
    prev: bytes = Field(sa_type=LargeBinary, unique=True)
    body: str = Field(sa_type=Text)
    hash: bytes = Field(sa_type=LargeBinary, unique=True)
    sig: bytes = Field(sa_type=LargeBinary)
    key_id: str = Field(max_length=64)
    act: str = Field(max_length=40)
    recorded_at: datetime = moment()


class PersonalText(SQLModel, table=True):
    """A personal text of the entry `seq`, whose body holds its salted hash alone. Erasing removes this row."""

    __tablename__ = "personal_text"
    __table_args__ = (
        CheckConstraint("length(hash) = 32", name="hash_is_one"),
        CheckConstraint("length(salt) = 16", name="salt_is_one"),
    )

    hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    seq: int = Field(foreign_key="ledger_entry.seq", index=True)
    salt: bytes = Field(sa_type=LargeBinary)
    text: str = Field(sa_type=Text)


TRIGGERS = {
    "ledger_entry_no_update": (
        "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry "
        "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed'); END"
    ),
    "ledger_entry_no_delete": (
        "CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry "
        "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never removed'); END"
    ),
    # INSERT OR REPLACE removes rows without asking the trigger above.
    "ledger_entry_appends": (
        "CREATE TRIGGER ledger_entry_appends BEFORE INSERT ON ledger_entry "
        "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry) "
        "OR EXISTS (SELECT 1 FROM ledger_entry WHERE prev = NEW.prev) "
        "OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash) "
        "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger follows the last one'); END"
    ),
    "personal_text_no_update": (
        "CREATE TRIGGER personal_text_no_update BEFORE UPDATE ON personal_text "
        "BEGIN SELECT RAISE(ABORT, 'a signed text is never changed'); END"
    ),
    "personal_text_no_replace": (
        "CREATE TRIGGER personal_text_no_replace BEFORE INSERT ON personal_text "
        "WHEN EXISTS (SELECT 1 FROM personal_text WHERE hash = NEW.hash) "
        "BEGIN SELECT RAISE(ABORT, 'a signed text is never replaced'); END"
    ),
}
"""By name, as SQLite keeps their text; the migration makes the same, and the check compares."""

REFUSAL = """
CREATE OR REPLACE FUNCTION refuse_to_change_what_is_signed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'what is signed is never changed'; END $$
"""
_REFUSED = {"ledger_entry": ("UPDATE OR DELETE", "TRUNCATE"), "personal_text": ("UPDATE", "TRUNCATE")}


def _guard_on_postgresql() -> None:
    """An office's PostgreSQL gets its tables from the models, and its triggers with them."""
    for table, (rows, whole) in _REFUSED.items():
        for number, (what, each) in enumerate(((rows, "ROW"), (whole, "STATEMENT"))):
            guard = (
                f"CREATE TRIGGER {table}_guard_{number} BEFORE {what} ON {table} "
                f"FOR EACH {each} EXECUTE FUNCTION refuse_to_change_what_is_signed()"
            )
            for statement in (REFUSAL, guard):
                made = DDL(statement).execute_if(dialect="postgresql")  # type: ignore[no-untyped-call]
                event.listen(METADATA.tables[table], "after_create", made)


_guard_on_postgresql()
