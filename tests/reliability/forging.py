"""What someone does to the ledger in the file who knows how it is written, with a key or without."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from desktop.codes import Act
from desktop.ledger import entries
from desktop.ledger.entries import Mark
from desktop.ledger.keys import Sitting
from desktop.models.signed import ROWS


def seq_of(connection: sqlite3.Connection, act: str, place: int = 0) -> int:
    """The number of an entry of that act, from the first one on; from the last one back with a negative place."""
    found = [seq for (seq,) in connection.execute("SELECT seq FROM ledger_entry WHERE act = ? ORDER BY seq", (act,))]
    return int(found[place])


def replace(connection: sqlite3.Connection, seq: int, old: str, new: str) -> None:
    """Other words in a body."""
    body = connection.execute("SELECT body FROM ledger_entry WHERE seq = ?", (seq,)).fetchone()[0]
    assert old in body
    connection.execute("UPDATE ledger_entry SET body = ? WHERE seq = ?", (body.replace(old, new), seq))


def rehash(connection: sqlite3.Connection, since: int, by: Sitting | None = None) -> None:
    """Make all hashes right again from an entry on; with a key sign them anew, as its own."""
    found = connection.execute("SELECT seq, prev, body, sig FROM ledger_entry WHERE seq >= ? ORDER BY seq", (since,))
    before = b""
    for seq, prev, body, sig in found.fetchall():
        before = before or prev
        if by is not None:
            body = entries.canonical.write(json.loads(body) | {"key": by.key_id}).decode()
        digest = entries.hash_of(before, body.encode())
        values = (before, body, digest, by.sign(digest) if by else sig, json.loads(body)["key"], seq)
        connection.execute(
            "UPDATE ledger_entry SET prev = ?, body = ?, hash = ?, sig = ?, key_id = ? WHERE seq = ?", values
        )
        before = digest


def append(
    connection: sqlite3.Connection, by: Sitting, act: Act, what: Mapping[str, Any], *, signer: str = "", at: str = ""
) -> None:
    """An entry more, well made, by someone with a key; in another name and at another time if given."""
    last = connection.execute("SELECT seq, hash, recorded_at FROM ledger_entry ORDER BY seq DESC LIMIT 1").fetchone()
    mark = Mark(last[0], last[1], "" if at else f"{last[2].replace(' ', 'T')}Z")
    now = datetime.fromisoformat(at) if at else datetime(2026, 5, 31, tzinfo=UTC)
    made = entries.make(
        mark, act, {"about": "agreement 1", **what}, {"id": signer or by.person_id}, now, by.key_id, by.sign
    )
    moment = made.recorded_at[:-1].replace("T", " ")
    row = (made.seq, made.prev, made.body.decode(), made.hash, made.sig, made.key_id, made.act, moment)
    connection.execute("INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)


def said(connection: sqlite3.Connection, table: str, id_: str) -> dict[str, Any]:
    """A row of a table as the body of an entry says it, personal texts in plain."""
    signed = ROWS[table]
    query = f"SELECT {', '.join(signed.columns)} FROM {table} WHERE {signed.key[0]} = ?"
    row = [_moment(value) for value in connection.execute(query, (id_,)).fetchone()]
    for name, kind in connection.execute("SELECT name, type FROM pragma_table_info(?)", (table,)):
        if kind == "BOOLEAN" and name in signed.columns:
            row[signed.columns.index(name)] = bool(row[signed.columns.index(name)])
    return {table: {"columns": list(signed.columns), "rows": [row]}}


def _moment(value: object) -> object:
    is_moment = isinstance(value, str) and len(value) == 26 and value[10] == " " and value[19] == "."
    return f"{str(value).replace(' ', 'T')}Z" if is_moment else value


def copied(connection: sqlite3.Connection, table: str, **changes: object) -> str:
    """A row slipped in: one that is there, under a new id and with other values. Returns the id."""
    found = connection.execute(f"SELECT * FROM {table} ORDER BY rowid DESC LIMIT 1")
    names = [one[0] for one in found.description]
    row = dict(zip(names, found.fetchone(), strict=True)) | {ROWS[table].key[0]: f"slipped in {table}"} | changes
    connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(names))})", [row[name] for name in names])
    return str(row[ROWS[table].key[0]])
