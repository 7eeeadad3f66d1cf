"""Entries of the ledger as they are stored, to the byte. What was tampered with is still read, so that it can be
told; on SQLite the type of each value is compared too, because a byte elsewhere decides it."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import CursorResult
from sqlmodel import Session

from desktop.ledger.entries import Entry

CHUNK = 4000
"""Entries that are read at once; a save waits for them some hundredths of a second."""

_SQLITE_ENTRIES = (
    "SELECT seq, CAST(prev AS BLOB), CAST(body AS BLOB), CAST(hash AS BLOB), CAST(sig AS BLOB), CAST(key_id AS BLOB),"
    " CAST(act AS BLOB), CAST(recorded_at AS BLOB), typeof(prev) || typeof(body) || typeof(hash) || typeof(sig)"
    " || typeof(key_id) || typeof(act) || typeof(recorded_at) FROM ledger_entry"
)
_SQLITE_TYPES = "blobtextblobblobtexttexttext"
_POSTGRESQL_ENTRIES = (
    "SELECT seq, prev, convert_to(body, 'UTF8'), hash, sig, convert_to(key_id, 'UTF8'), convert_to(act, 'UTF8'),"
    " convert_to(to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US'), 'UTF8'), '' FROM ledger_entry"
)
_SQLITE_TEXTS = (
    "SELECT seq, CAST(hash AS BLOB), CASE WHEN typeof(hash) = 'blob' AND typeof(text) = 'text'"
    " AND typeof(salt) = 'blob' THEN salt ELSE x'' END, CAST(text AS BLOB) FROM personal_text"
)
_POSTGRESQL_TEXTS = "SELECT seq, hash, salt, convert_to(text, 'UTF8') FROM personal_text"


class StoredText(NamedTuple):
    """A personal text beside the chain; without salt where its values are of other types than ours."""

    seq: int
    hash: bytes
    salt: bytes
    text: bytes


def entries(session: Session, *, after: int = 0, many: int = CHUNK) -> list[Entry]:
    """The next entries after number `after`."""
    rows = _rows(session, _SQLITE_ENTRIES, _POSTGRESQL_ENTRIES, f"WHERE seq > {after:d} ORDER BY seq LIMIT {many:d}")
    return [_entry(row) for row in rows]


def last(session: Session) -> Entry | None:
    row = _rows(session, _SQLITE_ENTRIES, _POSTGRESQL_ENTRIES, "ORDER BY seq DESC LIMIT 1").first()
    return None if row is None else _entry(row)


def numbered(session: Session, numbers: Sequence[int]) -> list[Entry]:
    """The entries of those numbers that are there, in order."""
    found: list[Entry] = []
    for start in range(0, len(numbers), 500):
        listed = ", ".join(f"{one:d}" for one in sorted(numbers)[start : start + 500])
        rows = _rows(session, _SQLITE_ENTRIES, _POSTGRESQL_ENTRIES, f"WHERE seq IN ({listed}) ORDER BY seq")
        found += [_entry(row) for row in rows]
    return found


def texts(session: Session, *, after: int, upto: int) -> list[StoredText]:
    """The personal texts of the entries after number `after`, up to number `upto`."""
    clause = f"WHERE seq > {after:d} AND seq <= {upto:d} ORDER BY seq, hash"
    rows = _rows(session, _SQLITE_TEXTS, _POSTGRESQL_TEXTS, clause)
    return list(map(StoredText._make, rows))


def _rows(session: Session, sqlite: str, postgresql: str, clause: str) -> CursorResult[Any]:
    connection = session.connection()
    select = sqlite if connection.dialect.name == "sqlite" else postgresql
    return connection.exec_driver_sql(f"{select} {clause}")


def _entry(row: Any) -> Entry:
    seq, prev, body, digest, sig, key_id, act, recorded_at, types = row
    if types not in ("", _SQLITE_TYPES):
        # Nothing has this hash, so the entry is told to be changed.
        digest = b""
    moment = _plain(recorded_at)
    return Entry(seq, prev, body, digest, sig, _plain(key_id), _plain(act), f"{moment.replace(' ', 'T')}Z")


def _plain(raw: bytes) -> str:
    """Text that is ASCII unless it was tampered with; then it is still text, and another one."""
    return raw.decode("latin-1")
