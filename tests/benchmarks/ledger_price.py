"""P9: what the ledger costs, each beside the bare work in turn: appending an entry, and checking many."""

import hashlib
import sqlite3
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from sqlmodel import Session

from desktop.codes import Act
from desktop.database.store import Store, create_store
from desktop.ledger.entries import Entry
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal
from desktop.services import keys, ledger, ledger_rows, people

_PRAGMAS = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON"
BODY = {
    "about": "agreement 3, competency 1a",
    "apprentice": Personal("Ada Lind"),
    "comment": Personal("Set up a workstation alone and explained each step"),
    "competency": {"code": "1a", "text": "Troubleshoots hardware, software and network problems of users"},
    "level": 3,
    "meaning": "Observed: can do without help",
    "observed_on": "2026-01-05",
    "shown": "OJT",
}
Pair = tuple[float, float]
"""Milliseconds: ours, and the floor."""


def measure(folder: Path, entries: int) -> tuple[Pair, Pair, Pair]:
    """Appending one entry with its commit; checking `entries` of them; checking the last hundred alone."""
    with create_store(folder / "ledger.db") as store:
        who = {"first_name": "Cora", "last_name": "Hale"}
        cora = store.write(people.start_program, sponsor="S", time_zone="UTC", **who)
        with store.write(keys.begin, person_id=cora, passphrase="four plain words here").sitting as sitting:
            append = _append(store, sitting, folder / "bare.db")
            store.write(_fill, sitting, entries)
        return append, _verify(store), _verify_new(store)


def _fill(session: Session, sitting: Sitting, many: int) -> None:
    for _ in range(many):
        ledger.append(session, act=Act.SIGN_OFF, body=BODY, signer=sitting)


def _append(store: Store, sitting: Sitting, bare: Path) -> Pair:
    insert = _bare_insert(store, bare)
    ours, floor = [], []
    for _ in range(200):
        ours.append(_spent(lambda: store.write(ledger.append, act=Act.SIGN_OFF, body=BODY, signer=sitting)))
        floor.append(_spent(insert))
    return statistics.median(ours), statistics.median(floor)


def _bare_insert(store: Store, path: Path) -> Callable[[], None]:
    """The rows of one entry into the same tables, with a signature and nothing else."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(_PRAGMAS)
    with sqlite3.connect(store.path) as source:
        made = source.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name IN ('ledger_entry', 'personal_text')"
            " AND type IN ('table', 'index') AND sql NOT NULL ORDER BY type DESC"
        )
        for (sql,) in made:
            connection.execute(sql)
    private, body = Ed25519PrivateKey.generate(), "x" * 700
    seq = 0

    def insert() -> None:
        nonlocal seq
        seq += 1
        digest = hashlib.sha256(f"{seq}{body}".encode()).digest()
        row = (seq, digest, body, digest, private.sign(digest), "k" * 64, "sign-off", "2026-01-05 00:00:00.000000")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
        for one in range(3):
            text = (hashlib.sha256(digest + bytes([one])).digest(), seq, bytes(16), "Ada Lind")
            connection.execute("INSERT INTO personal_text VALUES (?, ?, ?, ?)", text)
        connection.execute("COMMIT")

    return insert


def _verify(store: Store) -> Pair:
    entries = store.read(ledger_rows.entries, many=10**9)
    texts = store.read(ledger_rows.texts, after=0, upto=10**9)
    public = next(iter(store.read(ledger.verify, since=store.read(ledger.mark)).standing.keys.values())).public
    ours, floor = [], []
    for _ in range(5):
        ours.append(_spent(lambda: _sound(store)))
        floor.append(_spent(lambda: _bare_check(entries, texts, public)))
    # Nothing but this computer's other work makes either slower than its best.
    return min(ours), min(floor)


def _bare_check(entries: list[Entry], texts: list[ledger_rows.StoredText], public: Ed25519PublicKey) -> None:
    """Hashes and signatures of entries and texts that lie in memory."""
    for one in entries:
        assert hashlib.sha256(one.prev.hex().encode() + b"\n" + one.body).digest() == one.hash
        public.verify(one.sig, one.hash)
    for text in texts:
        assert hashlib.sha256(text.salt + text.text).digest() == text.hash


def _verify_new(store: Store) -> Pair:
    last = store.read(ledger.mark).seq
    (before,) = store.read(ledger_rows.numbered, [last - 100])
    mark = ledger.Mark(before.seq, before.hash, before.recorded_at)
    whole = _spent(lambda: _sound(store))
    return statistics.median(_spent(lambda: store.read(ledger.verify, since=mark)) for _ in range(9)), whole


def _sound(store: Store) -> None:
    assert ledger.verify_aside(store).is_sound


def _spent(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return (time.perf_counter() - begun) * 1000
