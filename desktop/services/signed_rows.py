"""Signed rows as plain values, and whether they still are what an entry of the ledger says."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from desktop.codes import Act
from desktop.ledger import canonical
from desktop.ledger.canonical import Value
from desktop.ledger.entries import moment_text
from desktop.ledger.personal import MARK
from desktop.ledger.registry import COORDINATED
from desktop.models.base import METADATA, Moment
from desktop.models.signed import ERASED, ROWS, Signed

Plain = str | int | bool | None
_MANY = 500
_SUM_BYTES = 256
"""Sums of hashes this long: with shorter ones, rows could be sought that make up for others."""

_DECIDED = "entry_id IN (SELECT id FROM hour_entry WHERE state <> 'pending')"
_COORDINATED = frozenset(
    {
        *("person", "framework_version", "agreement", "agreement_mentor", "prior_credit", "status_event"),
        *("carry_over", "carried_part", "carried_sign_off", "carried_request", "carried_course", "carried_credit"),
    }
)
_IN_LEDGER = {
    **dict.fromkeys(ROWS, "1 = 1"),
    "hour_entry": "state <> 'pending'",
    "hour_allocation": _DECIDED,
    # Those of hours that were taken back before anybody decided on them are in no entry.
    "carried_hours": "",
}
"""Which rows of a table stand in an entry, as a condition; empty where that cannot be told."""


def read(session: Session, signed: Signed, column: str, values: Sequence[str]) -> list[list[Plain]]:
    """The signed columns of the rows whose `column` is one of `values`, in the order of their keys."""
    table = METADATA.tables[signed.table]
    wanted = [table.c[name] for name in signed.columns]
    place = [signed.columns.index(name) for name in signed.key]
    found: list[list[Plain]] = []
    for some in _some(values):
        query = table.select().with_only_columns(*wanted).where(table.c[column].in_(some))
        found += [[plain(value) for value in row] for row in session.connection().execute(query)]
    return sorted(found, key=lambda row: [(str(type(row[at])), row[at]) for at in place])


def plain(value: Any) -> Plain:
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _some(values: Sequence[str]) -> Iterator[Sequence[str]]:
    return (values[start : start + _MANY] for start in range(0, len(values), _MANY))


@dataclass(slots=True)
class Comparison:
    """What the entries checked so far say of the rows, against the tables. `differing` are the numbers of entries with
    a row that is not as signed, and its table."""

    differing: dict[int, str] = field(default_factory=dict)
    seen: dict[str, set[bytes]] = field(default_factory=lambda: defaultdict(set))
    sums: Counter[str] = field(default_factory=Counter)
    before: Mapping[str, Value] | None = None
    """What the entry says that took over the rows from before anything was signed."""


Entries = Iterable[tuple[int, Mapping[str, Value]]]
"""Numbers and bodies."""
Texts = Mapping[str, str]
"""Personal texts by their hash in hexadecimal."""


def compare(session: Session, comparison: Comparison, entries: Entries, texts: Texts) -> None:
    """Compare the rows that some entries say with those of the tables."""
    said: dict[str, list[tuple[int, list[Value]]]] = defaultdict(list)
    for seq, body in entries:
        what, signer = body["what"], body["signer"]
        assert isinstance(what, dict)
        assert isinstance(signer, dict)
        if body["act"] == Act.TAKEN_OVER and comparison.before is None:
            comparison.before = what
        for table, columns, row in _rows_of(what):
            is_own = _is_signers(ROWS[table], row, signer["id"]) and _may_hold(str(body["act"]), table)
            if columns != list(ROWS[table].columns) or not is_own:
                comparison.differing.setdefault(seq, table)
            else:
                said[table].append((seq, row))
    for table, rows in said.items():
        _compare_table(session, comparison, ROWS[table], rows, texts)


def _is_signers(signed: Signed, row: Sequence[Value], signer: Value) -> bool:
    """Whether a row has as many values as it should, and names as its signer whoever signed the entry."""
    if len(row) != len(signed.columns):
        return False
    return not signed.signer or row[signed.columns.index(signed.signer)] == signer


def _may_hold(act: str, table: str) -> bool:
    """What only a coordinator does is in an entry of an act that only a coordinator signs."""
    return act in COORDINATED or table not in _COORDINATED


def _rows_of(what: Mapping[str, Value]) -> Iterator[tuple[str, Value, list[Value]]]:
    rows = what.get("rows")
    for table, found in rows.items() if isinstance(rows, dict) else ():
        listed = found.get("rows") if isinstance(found, dict) else None
        if table in ROWS and isinstance(found, dict) and isinstance(listed, list):
            for row in listed:
                if isinstance(row, list):
                    yield table, found.get("columns"), row


def _compare_table(
    session: Session, comparison: Comparison, signed: Signed, rows: list[tuple[int, list[Value]]], texts: Texts
) -> None:
    at = signed.columns.index(signed.key[0])
    kept = _kept(session, signed, [str(row[at]) for _seq, row in rows])
    for seq, row in rows:
        said = quoted(signed, [_as_kept(value, texts) for value in row])
        if said in kept:
            # A row that stands in two entries is one, and makes up for no other.
            which, seen = hashlib.sha256(said).digest()[:16], comparison.seen[signed.table]
            if which not in seen:
                seen.add(which)
                comparison.sums[signed.table] += _number(said)
        else:
            comparison.differing.setdefault(seq, signed.table)


def _as_kept(value: Value, texts: Texts) -> Plain:
    if isinstance(value, dict):
        return texts.get(str(value.get(MARK)), ERASED)
    return value if value is None or isinstance(value, str | int) else str(value)


def _kept(session: Session, signed: Signed, keys: Sequence[str]) -> set[bytes]:
    """The rows of the table with these values first in their key, as `quoted` writes them."""
    table = METADATA.tables[signed.table]
    kept: set[bytes] = set()
    if session.connection().dialect.name != "sqlite":
        rows = read(session, signed, signed.key[0], sorted(set(keys)))
        return {quoted(signed, row) for row in rows}
    for some in _some(sorted(set(keys))):
        marks = ", ".join(f":k{place}" for place in range(len(some)))
        query = text(f"SELECT {_expression(signed)} FROM {table.name} WHERE {signed.key[0]} IN ({marks})")  # noqa: S608
        given = {f"k{place}": one for place, one in enumerate(some)}
        kept.update(session.connection().execute(query, given).scalars())
    return kept


def _expression(signed: Signed) -> str:
    """A row to the byte, with the type of each value, and whatever stands in it."""
    return f"CAST({' || char(10) || '.join(f'quote({name})' for name in signed.columns)} AS BLOB)"


def quoted(signed: Signed, row: Sequence[Plain]) -> bytes:
    table = METADATA.tables[signed.table]
    return "\n".join(
        _literal(value, isinstance(table.c[name].type, Moment)) for name, value in zip(signed.columns, row, strict=True)
    ).encode(errors="surrogatepass")


def _literal(value: Plain, is_moment: bool) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, int):
        return str(int(value))
    if is_moment:
        value = value[:-1].replace("T", " ")
    return "'" + value.replace("'", "''") + "'"


def _number(row: bytes) -> int:
    return int.from_bytes(hashlib.shake_256(row).digest(_SUM_BYTES), "big")


def _sum_text(number: int) -> str:
    return (number % (1 << 8 * _SUM_BYTES)).to_bytes(_SUM_BYTES, "big").hex()


def erase(session: Session, body: bytes, hashes: frozenset[str]) -> None:
    """Put ERASED in the place of the personal texts with these hashes, in each row that the entry of `body` says."""
    said = canonical.read(body)
    what = said.get("what") if isinstance(said, dict) else None
    for table, _columns, row in _rows_of(what if isinstance(what, dict) else {}):
        signed = ROWS[table]
        gone = [
            name
            for name, value in zip(signed.columns, row, strict=True)
            if isinstance(value, dict) and value.get(MARK) in hashes
        ]
        if gone:
            kept = METADATA.tables[table]
            is_it = [kept.c[name] == row[signed.columns.index(name)] for name in signed.key]
            session.execute(kept.update().where(*is_it).values(dict.fromkeys(gone, ERASED)))


def tally(session: Session) -> dict[str, dict[str, Any]]:
    """By table, how many rows there are that an entry ought to hold, and the sum of their hashes."""
    found = {}
    for table, condition in _IN_LEDGER.items():
        if condition:
            many, total = 0, 0
            for row in every(session, ROWS[table], condition):
                many, total = many + 1, total + _number(row)
            if many:
                found[table] = {"rows": many, "sum": _sum_text(total)}
    return found


def every(session: Session, signed: Signed, condition: str) -> Iterator[bytes]:
    if session.connection().dialect.name == "sqlite":
        query = text(f"SELECT {_expression(signed)} FROM {signed.table} WHERE {condition}")  # noqa: S608
        return iter(session.connection().execute(query).scalars())
    table = METADATA.tables[signed.table]
    rows = table.select().with_only_columns(*(table.c[name] for name in signed.columns)).where(text(condition))
    return (quoted(signed, [plain(value) for value in row]) for row in session.connection().execute(rows))


def unsigned(session: Session, comparison: Comparison) -> dict[str, int]:
    """How many rows of each table stand in no entry though they ought to, once all entries were compared; negative
    where rows of before are gone. Rows from before anything was signed count by their number and the sum of their
    hashes, and -1 is one of them that was changed."""
    found: dict[str, int] = {}
    sealed = comparison.before.get("tables") if comparison.before else None
    tables = sealed if isinstance(sealed, dict) else {}
    for table, condition in _IN_LEDGER.items():
        if not condition:
            continue
        before = tables.get(table)
        many, total = (before.get("rows"), before.get("sum")) if isinstance(before, dict) else (0, "")
        query = text(f"SELECT count(*) FROM {table} WHERE {condition}")  # noqa: S608
        more = session.connection().execute(query).scalar_one() - len(comparison.seen[table])
        differing = more - (many if isinstance(many, int) else 0)
        if not differing and total:
            there = sum(_number(row) for row in every(session, ROWS[table], condition))
            differing = 0 if _sum_text(there - comparison.sums[table]) == total else -1
        if differing:
            found[table] = differing
    return found


def digest(rows: Iterable[Sequence[Plain]]) -> str:
    """One hash for rows that an entry names but does not list."""
    made = hashlib.sha256()
    for row in rows:
        made.update(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode())
        made.update(b"\n")
    return made.hexdigest()
