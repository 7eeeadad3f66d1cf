"""Edits of the file of a record by someone who has no key, and whether they are found."""

import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import Session

from desktop.anchors import Anchor
from desktop.database.store import open_store
from desktop.errors import KnownError
from desktop.models.signed import PARTS, ROWS
from desktop.services import checks, ledger, ledger_checks
from desktop.services.signed_rows import _IN_LEDGER

_LEDGER = {
    "ledger_entry": ("seq", "prev", "body", "hash", "sig", "key_id", "act", "recorded_at"),
    "personal_text": ("hash", "seq", "salt", "text"),
    "signer_key": ("id", "person_id", "public_key", "registered_by", "revoked_by"),
    "person_role": ("person_id", "role", "employer_id"),
}
_WHERE = {"person_role": "role <> 'apprentice'"} | {table: where for table, where in _IN_LEDGER.items() if where}
PROTECTED = (
    _LEDGER | {table: signed.columns for table, signed in ROWS.items()} | {one.table: one.columns for one in PARTS}
)
"""What an entry of the ledger holds, or is the ledger itself: columns by table."""

Dump = dict[str, list[tuple[object, ...]]]


def dump(path: Path) -> Dump | None:
    """Every protected value with its type, each table sorted, each index as it leads to the rows, and the guards; None
    where that cannot be read."""
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            connection.text_factory = bytes
            return {table: _rows(connection, table) for table in PROTECTED} | {"triggers": _triggers(connection)}
    except (sqlite3.Error, UnicodeError):
        return None


def differing(before: Dump, after: Dump | None) -> str:
    """The tables in which they differ."""
    return ", ".join(table for table in before if after is None or before[table] != after[table])


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    told = ", ".join(f"typeof({one}), CAST({one} AS BLOB)" for one in PROTECTED[table])
    return sorted(connection.execute(f"SELECT {told} FROM {table} WHERE {_WHERE.get(table, '1 = 1')}"), key=repr)


def _triggers(connection: sqlite3.Connection) -> list[tuple[object, ...]]:
    return sorted(connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"))


class Sees:
    """Whoever runs the checks: everything is read, nothing is signed."""

    viewer = None

    def sitting(self, _person_id: str | None) -> None:
        return None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the checks that a coordinator runs said is wrong, by their names; `crash` is what is no sentence."""

    wrong: dict[str, str]
    crash: str = ""

    @property
    def is_found(self) -> bool:
        return bool(self.wrong) or bool(self.crash)


def verdict(path: Path, anchor: Anchor | None = None) -> Verdict:
    """Open the record as a coordinator does, and run every check, with what the computer remembers if given."""
    return verdicts(path, anchor)[0]


def verdicts(path: Path, *anchors: Anchor | None) -> tuple[Verdict, ...]:
    """The same for several anchors, with one look at the file."""
    try:
        with open_store(path) as store:
            store.signers = Sees()
            return store.read(_check, anchors)
    except KnownError as error:
        return (Verdict({"opening": str(error)}),) * len(anchors)
    except Exception as error:  # noqa: BLE001 - whatever is no sentence is what this looks for
        return (Verdict({}, f"{type(error).__name__}: {str(error)[:200]}"),) * len(anchors)


def _check(session: Session, anchors: Sequence[Anchor | None]) -> tuple[Verdict, ...]:
    """What is remembered of another record is not looked up for this one."""
    found, record = ledger.verify(session), ledger.record_id(session)
    rows = checks.check_database(session)
    told = (ledger_checks.told(session, found, anchor=one if one and one.record == record else None) for one in anchors)
    return tuple(Verdict({row.name: row.sentence for row in (*one, *rows) if not row.ok}) for one in told)


Edit = Callable[[bytearray, random.Random], None]
PAGE = 4096


def _bit(raw: bytearray, chance: random.Random) -> None:
    raw[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)


def _run(raw: bytearray, chance: random.Random) -> None:
    many = chance.randint(2, 64)
    at = chance.randrange(len(raw) - many)
    raw[at : at + many] = chance.randbytes(many)


def _pages(raw: bytearray, chance: random.Random) -> None:
    one, other = (chance.randrange(len(raw) // PAGE) * PAGE for _ in range(2))
    raw[one : one + PAGE], raw[other : other + PAGE] = raw[other : other + PAGE], raw[one : one + PAGE]


def _cut(raw: bytearray, chance: random.Random) -> None:
    del raw[chance.randrange(len(raw)) :]


EDITS: dict[str, tuple[Edit, int]] = {
    "single bits": (_bit, 80),
    "runs of bytes": (_run, 10),
    "swapped pages": (_pages, 5),
    "files cut short": (_cut, 5),
}
"""With how many in a hundred are each."""


def edited(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
    (name,) = chance.choices(list(EDITS), [share for _edit, share in EDITS.values()])
    raw = bytearray(whole)
    EDITS[name][0](raw, chance)
    return name, bytes(raw)


Aim = Callable[[bytes, random.Random], tuple[str, bytes]]


def aimed(values: Sequence[bytes], bits: Sequence[int] = range(8)) -> Aim:
    """Single bits where one of those values stands; the sixth makes small letters large."""

    def edit(whole: bytes, chance: random.Random) -> tuple[str, bytes]:
        value, raw = chance.choice(values), bytearray(whole)
        at, places = whole.find(value), []
        while at >= 0:
            places.append(at)
            at = whole.find(value, at + 1)
        raw[chance.choice(places) + chance.randrange(len(value))] ^= 1 << chance.choice(bits)
        return "single bits", bytes(raw)

    return edit


def values(path: Path, query: str) -> list[bytes]:
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return [value for (value,) in connection.execute(query)]


@contextmanager
def without_guards(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection for someone who works on the file with another tool: the guards are put back as they were."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        guards = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in guards:
            connection.execute(f"DROP TRIGGER {name}")
        yield connection
        kept = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
        for name, sql in guards:
            if name not in kept:
                connection.execute(sql)
        if connection.in_transaction:
            connection.execute("COMMIT")


def columns_of(path: Path) -> list[tuple[str, str]]:
    """Every signed column of every table that has rows."""
    with closing(sqlite3.connect(path)) as connection:
        filled = [table for table in PROTECTED if connection.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()]
    return [(table, column) for table in filled if table not in _LEDGER for column in PROTECTED[table]]


def change(path: Path, table: str, column: str, chance: random.Random) -> str:
    """Another value in one signed column of one row, with the guards back in their place; what stood there and what
    stands there now. Empty where the schema itself refuses all that is tried."""
    where = _WHERE.get(table, "1 = 1")
    with without_guards(path) as connection:
        rows = connection.execute(f"SELECT rowid, {column} FROM {table} WHERE {where}").fetchall()
        rowid, value = chance.choice(rows)
        others = sorted({other for _rowid, other in rows if other not in (None, value)}, key=str)
        for new in (*chance.sample(others, min(3, len(others))), *_like(value)):
            try:
                connection.execute(f"UPDATE {table} SET {column} = ? WHERE rowid = ?", (new, rowid))
            except sqlite3.IntegrityError:
                continue
            return f"{value!r:.60} became {new!r:.60}"
    return ""


def _like(value: object) -> tuple[object, ...]:
    if isinstance(value, int):
        return (1 - value, value + 1, value - 1, float(value) + 0.5)
    if value is None:
        return ("a", 7)
    text = str(value)
    return (f"{text[:-1]}{chr(ord(text[-1]) ^ 1)}" if text else "a", f"{text} ", text.encode(), None)
