"""What is appended stays as it was signed, and whatever was done to the file afterwards is found."""

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from desktop import anchors
from desktop.codes import Act
from desktop.database.store import Store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.ledger import entries
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal
from desktop.models.ledger import TRIGGERS
from desktop.services import clock, governing, keys, ledger, ledger_checks, ledger_rows
from tests.conftest import NOW, Cast, Refuses, everything

pytestmark = pytest.mark.usefixtures("quick_keys")
_PASSPHRASE = "four plain words here"


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def cora(store: Store, cast: Cast) -> Iterator[Sitting]:
    """The coordinator, who began the ledger and sits."""
    with store.write(keys.begin, person_id=cast.cora, passphrase=_PASSPHRASE).sitting as sitting:
        yield sitting


def _sign(store: Store, signer: Sitting, level: int = 3) -> int:
    body = {"about": "agreement 1, competency 1a", "apprentice": Personal("Ada Lind"), "level": level}
    return store.write(ledger.append, act=Act.SIGN_OFF, body=body, signer=signer)


def _wrong(store: Store, **more: object) -> dict[str, str]:
    return {row.name: row.sentence for row in store.read(ledger_checks.check_ledger, **more) if not row.ok}


def test_a_record_without_a_ledger_passes(store: Store) -> None:
    assert _wrong(store) == {}
    assert store.read(ledger.anchor) is None


def test_entries_follow_each_other_and_pass_every_check(store: Store, cora: Sitting) -> None:
    first = _sign(store, cora)
    assert [_sign(store, cora) for _ in range(5)] == [first + 1 + more for more in range(5)]
    assert _wrong(store) == {}
    verdict = store.read(ledger.verify)
    assert verdict.is_sound
    assert (verdict.checked, verdict.standing.last) == (first + 5, store.read(ledger.mark))
    assert ledger.verify_aside(store) == verdict


def test_names_stand_beside_the_entry_and_not_in_it(store: Store, cora: Sitting) -> None:
    seq = _sign(store, cora)
    (entry,) = store.read(ledger_rows.numbered, [seq])
    assert b"Ada" not in entry.body
    assert b"Cora" not in entry.body
    kept = {one.text for one in store.read(ledger_rows.texts, after=seq - 1, upto=seq)}
    assert kept == {b"Ada Lind", b"Cora Hale"}


def test_an_act_that_fails_leaves_no_entry(store: Store, cora: Sitting) -> None:
    def half(session: Session) -> None:
        ledger.append(session, act=Act.SIGN_OFF, body={"level": 3}, signer=cora)
        raise KnownError("The disk went away.")

    before = everything(store)
    with pytest.raises(KnownError, match="went away"):
        store.write(half)
    assert everything(store) == before


def test_what_the_database_changed_on_the_way_is_never_committed(
    store: Store, cora: Sitting, monkeypatch: pytest.MonkeyPatch, refuses: Refuses
) -> None:
    real = ledger._row
    monkeypatch.setattr(ledger, "_row", lambda made: real(made) | {"body": made.body.decode().replace("3", "4")})
    refuses("not what was signed", _append, signer=cora)


def test_a_signature_that_does_not_hold_is_never_committed(
    cora: Sitting, monkeypatch: pytest.MonkeyPatch, refuses: Refuses
) -> None:
    monkeypatch.setattr(Sitting, "sign", lambda _self, _digest: bytes(64))
    refuses("not what was signed", _append, signer=cora)


def _append(session: Session, *, signer: Sitting) -> int:
    return ledger.append(session, act=Act.SIGN_OFF, body={"level": 3}, signer=signer)


def test_a_closed_sitting_signs_nothing(cora: Sitting, refuses: Refuses) -> None:
    cora.close()
    refuses("sitting is over", _append, signer=cora)


def test_a_clock_that_was_set_back_is_told_and_both_times_stand(store: Store, cora: Sitting) -> None:
    with clock.stopped_at(NOW + timedelta(hours=3)):
        late = _sign(store, cora)
    early = _sign(store, cora)
    before, after = store.read(ledger_rows.numbered, [late, early])
    assert after.recorded_at == "2026-06-01T19:00:00.000001Z" > before.recorded_at
    body = entries.canonical.read(after.body)
    assert isinstance(body, dict)
    assert body["clock_was_set_back_to"] == "2026-06-01T16:00:00.000000Z"
    assert _wrong(store) == {}


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger_entry SET act = 'event' WHERE seq = 1", "never changed"),
        ("DELETE FROM ledger_entry WHERE seq = 3", "never removed"),
        ("INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE seq = 2", "follows the last"),
        (
            "INSERT OR REPLACE INTO ledger_entry SELECT 4, prev, body, hash, sig, key_id, act, recorded_at"
            " FROM ledger_entry WHERE seq = 2",
            "follows the last",
        ),
        (
            "INSERT INTO ledger_entry SELECT 9, x'00', body, x'00', sig, key_id, act, recorded_at FROM ledger_entry",
            "follow",
        ),
        ("UPDATE personal_text SET text = 'Eve'", "never changed"),
        ("INSERT OR REPLACE INTO personal_text SELECT hash, seq, salt, 'Eve' FROM personal_text", "never replaced"),
    ],
)
def test_the_file_refuses_changes_by_any_program(
    store: Store, cora: Sitting, record: Path, statement: str, words: str
) -> None:
    _sign(store, cora)
    store.close()
    with closing(sqlite3.connect(record)) as connection, pytest.raises(sqlite3.IntegrityError, match=words):
        connection.execute(statement)


def _without_guards(record: Path, *statements: str) -> None:
    with closing(sqlite3.connect(record)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert connection.execute(statement).rowcount, statement
        for trigger in TRIGGERS.values():
            connection.execute(trigger)
        connection.commit()


@pytest.fixture
def signed(store: Store, cora: Sitting, record: Path) -> Path:
    """A closed record of six entries: the key, the roles, what was there before, three sign-offs."""
    for level in (1, 2, 3):
        _sign(store, cora, level)
    store.close()
    return record


@pytest.mark.parametrize(
    ("statement", "names", "words"),
    [
        (
            "UPDATE ledger_entry SET body = replace(body, '\"level\":2', '\"level\":4') WHERE seq = 5",
            {"ledger"},
            "Entry 5 (sign-off, agreement 1, competency 1a, June 1, 2026) was changed outside Journeybook.",
        ),
        ("UPDATE ledger_entry SET body = CAST(body AS BLOB) WHERE seq = 5", {"ledger"}, "was changed outside"),
        ("UPDATE ledger_entry SET body = x'ff' WHERE seq = 5", {"ledger"}, "Entry 5 was changed outside"),
        ("UPDATE ledger_entry SET hash = zeroblob(32) WHERE seq = 5", {"ledger"}, "was changed outside"),
        ("UPDATE ledger_entry SET sig = zeroblob(64) WHERE seq = 5", {"ledger"}, "does not bear the signature"),
        ("UPDATE ledger_entry SET key_id = upper(key_id) WHERE seq = 5", {"ledger"}, "something else than"),
        ("UPDATE ledger_entry SET act = 'event' WHERE seq = 5", {"ledger"}, "something else than"),
        ("UPDATE ledger_entry SET recorded_at = 'once' WHERE seq = 5", {"ledger"}, "something else than"),
        (
            "UPDATE ledger_entry SET recorded_at = replace(recorded_at, ' ', '!') WHERE seq = 5",
            {"ledger"},
            "something else than",
        ),
        ("DELETE FROM ledger_entry WHERE seq = 3", {"ledger"}, "Entry 3 is missing."),
        ("UPDATE ledger_entry SET seq = 9 WHERE seq = 6", {"ledger"}, "Entry 6 is missing."),
        ("UPDATE personal_text SET text = 'Ada Lynd' WHERE seq = 5 AND text LIKE 'Ada%'", {"signed texts"}, "entry 5."),
        (
            "UPDATE personal_text SET salt = zeroblob(16) WHERE seq = 5",
            {"signed texts"},
            "not what was signed: entry 5.",
        ),
        ("UPDATE personal_text SET seq = 3 WHERE seq = 5", {"signed texts"}, "not what was signed"),
        ("UPDATE personal_text SET text = CAST(text AS BLOB) WHERE seq = 5", {"signed texts"}, "not what was signed"),
        ("DELETE FROM personal_text WHERE seq = 5", {"signed texts"}, "gone that nobody erased: entry 5."),
        ("UPDATE signer_key SET public_key = zeroblob(32)", {"keys"}, "entry 1."),
        ("UPDATE signer_key SET revoked_by = 4", {"keys"}, "entry 1."),
        ("DELETE FROM signer_key", {"keys"}, "entry 1."),
        ("UPDATE person_role SET role = 'coordinator' WHERE role = 'mentor'", {"roles"}, "4 roles differ"),
        ("DELETE FROM person_role WHERE role = 'instructor'", {"roles"}, "1 role differs"),
        ("DROP TRIGGER ledger_entry_no_delete", {"ledger guards"}, "ledger_entry_no_delete"),
        (
            "CREATE TRIGGER odd AFTER INSERT ON ledger_entry BEGIN DELETE FROM personal_text; END",
            {"ledger guards"},
            "odd",
        ),
    ],
)
def test_whatever_another_program_did_is_found(signed: Path, statement: str, names: set[str], words: str) -> None:
    _without_guards(signed, *(() if "TRIGGER" in statement else (statement,)))
    if "TRIGGER" in statement:
        with closing(sqlite3.connect(signed)) as connection:
            connection.execute(statement)
    with open_store(signed) as store:
        wrong = _wrong(store)
        assert wrong.keys() == names
        assert words in " ".join(wrong.values())
        assert store.read(ledger_checks.told, ledger.verify_aside(store)) == store.read(ledger_checks.check_ledger)


def test_nothing_is_signed_after_a_damaged_entry(signed: Path, cast: Cast) -> None:
    _without_guards(signed, "UPDATE ledger_entry SET recorded_at = '2026-06-31 !6:00' WHERE seq = 6")
    with open_store(signed) as store:
        assert _wrong(store).keys() == {"ledger"}
        assert not ledger.verify_aside(store).is_sound
        mia = Sitting(cast.mia, "Mia Hale", keys.keys.new_pair().private)
        with pytest.raises(KnownError, match="Entry 6 of the ledger was changed outside"):
            _sign(store, mia)


def test_dropped_guards_that_are_put_back_are_no_fault(signed: Path) -> None:
    _without_guards(signed)
    with open_store(signed) as store:
        assert _wrong(store) == {}


def test_removed_newest_entries_are_found_by_the_anchor_alone(signed: Path) -> None:
    with open_store(signed) as store:
        known = store.read(ledger.anchor)
        assert known is not None
        assert _wrong(store, anchor=known) == {}
    _without_guards(signed, "DELETE FROM personal_text WHERE seq = 6", "DELETE FROM ledger_entry WHERE seq = 6")
    with open_store(signed) as store:
        assert _wrong(store) == {}
        assert "older than the last one you used here" in _wrong(store, anchor=known)["ledger anchor"]


def test_a_replaced_end_is_found_by_the_anchor(store: Store, cora: Sitting, cast: Cast) -> None:
    _sign(store, cora)
    known = store.read(ledger.anchor)
    assert known is not None
    other = anchors.Anchor(known.record, known.seq, "ab" * 32, known.recorded_at)
    assert "entries were replaced" in _wrong(store, anchor=other)["ledger anchor"]
    _sign(store, cora)
    assert _wrong(store, anchor=known) == {}


def test_new_entries_alone_are_checked_from_a_mark(store: Store, cora: Sitting) -> None:
    _sign(store, cora)
    mark = store.read(ledger.mark)
    for _ in range(3):
        _sign(store, cora)
    for verify in (lambda: store.read(ledger.verify, since=mark), lambda: ledger.verify_aside(store, since=mark)):
        verdict = verify()
        assert verdict.is_sound
        assert (verdict.checked, verdict.standing.last.seq) == (3, mark.seq + 3)
        assert verdict.standing.record == store.read(ledger.record_id)


def test_a_mark_that_is_not_in_the_ledger_is_a_fault(store: Store, cora: Sitting) -> None:
    mark = store.read(ledger.mark)
    for other in (entries.Mark(99, mark.hash), entries.Mark(mark.seq, bytes(32))):
        verdict = store.read(ledger.verify, since=other)
        assert verdict.fault is not None
        assert "not the one that was checked before" in verdict.fault.sentence


def test_long_checks_say_how_far_they_are_and_can_be_stopped(
    store: Store, cora: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_rows.entries, "__kwdefaults__", {"after": 0, "many": 2})
    for _ in range(4):
        _sign(store, cora)
    told: list[tuple[int, int]] = []
    store.read(ledger.verify, report=lambda done, of: told.append((done, of)))
    assert told == [(0, 7), (2, 7), (4, 7), (6, 7), (7, 7)]

    def stop(done: int, _of: int) -> None:
        if done:
            raise Cancelled

    with pytest.raises(Cancelled):
        ledger.verify_aside(store, report=stop)


def _hashes(store: Store, seq: int) -> list[bytes]:
    return [one.hash for one in store.read(ledger_rows.texts, after=seq - 1, upto=seq)]


def test_erased_texts_are_gone_and_the_chain_is_whole(store: Store, cora: Sitting, record: Path) -> None:
    seq = _sign(store, cora)
    store.write(governing.erase, hashes=_hashes(store, seq), reason="Kept for five years", signer=cora)
    assert _hashes(store, seq) == []
    assert _wrong(store) == {}
    last = store.read(ledger.mark)
    store.close()
    _without_guards(record, f"DELETE FROM personal_text WHERE seq = {last.seq}")
    with open_store(record) as again:
        assert _wrong(again).keys() == {"signed texts"}


def test_only_a_coordinator_erases_and_only_what_is_there(
    store: Store, cora: Sitting, cast: Cast, refuses: Refuses
) -> None:
    store.write(keys.register, person_id=cast.mia, passphrase=_PASSPHRASE, by=cora)
    mia = _opened(store, cast.mia, "Mia Hale")
    hashes = _hashes(store, 1)
    refuses("not a coordinator", governing.erase, hashes=hashes, reason="I wish", signer=mia)
    refuses("reason is missing", governing.erase, hashes=hashes, reason=" ", signer=cora)
    refuses("not in the record", governing.erase, hashes=[bytes(32)], reason="Old", signer=cora)
    refuses("not in the record", governing.erase, hashes=[], reason="Old", signer=cora)


def _opened(store: Store, person_id: str, name: str) -> Sitting:
    held = store.read(keys.held, person_id)
    assert held is not None
    private = keys.keys.unlock(held.locked, _PASSPHRASE, held.id)
    assert private is not None
    return Sitting(person_id, name, private)


def _dump(path: Path) -> list[object]:
    """Every value of the ledger, with its type."""
    columns = {
        "ledger_entry": ("seq", "prev", "body", "hash", "sig", "key_id", "act", "recorded_at"),
        "personal_text": ("hash", "seq", "salt", "text"),
    }
    with closing(sqlite3.connect(path)) as connection:
        connection.text_factory = bytes
        return [
            connection.execute(f"SELECT {', '.join(f'{one}, typeof({one})' for one in names)} FROM {table}").fetchall()
            for table, names in columns.items()
        ]


def test_no_flipped_bit_that_changes_an_entry_goes_unseen(signed: Path, tmp_path: Path) -> None:
    """A small version of the long experiment, over the pages of the ledger alone."""
    chance, sound = random.Random(4), signed.read_bytes()
    before = _dump(signed)
    with closing(sqlite3.connect(signed)) as connection:
        pages = [
            page
            for (page,) in connection.execute(
                "SELECT rootpage FROM sqlite_master WHERE type = 'table' AND name IN ('ledger_entry', 'personal_text')"
            )
        ]
        (size,) = connection.execute("PRAGMA page_size").fetchone()
    changed = 0
    for number in range(160):
        raw, page = bytearray(sound), chance.choice(pages)
        raw[(page - 1) * size + chance.randrange(size)] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.db"
        path.write_bytes(raw)
        is_found = _is_found(path)
        try:
            is_changed = _dump(path) != before
        except sqlite3.DatabaseError:
            is_changed = True
        changed += is_changed
        assert is_found or not is_changed
    assert changed > 10


def _is_found(path: Path) -> bool:
    try:
        with open_store(path) as store:
            return bool(_wrong(store))
    except KnownError:
        return True
