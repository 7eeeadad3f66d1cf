"""Entries as they are listed and read: newest first, narrowed down, and still there after tampering."""

import json
import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from desktop.codes import Act, HourState
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import (
    governing,
    hour_decisions,
    hours,
    ledger,
    ledger_lists,
    ledger_reading,
    ledger_rows,
    sign_offs,
)
from desktop.services.ledger_lists import Concerned
from tests.conftest import NOW, Cast, Everyone, drop_guards, rating, work


def _rate(store: Store, cast: Cast, code: str = "1a", **more: object) -> int:
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating(code, **more)], signer_id=cast.mia)
    return store.read(ledger.mark).seq


def test_the_newest_entry_stands_first_with_what_was_done_by_whom_about_what(store: Store, cast: Cast) -> None:
    seq = _rate(store, cast)
    rows = store.read(ledger_lists.newest)
    assert [row.seq for row in rows] == list(range(seq, 0, -1))
    first = rows[0]
    assert (first.act, first.signer, first.about) == ("sign-off", "Mia Hale", "agreement 1, competency 1a")
    assert (first.recorded_at, first.agreement) == (NOW, 1)
    assert rows[-1].agreement is None
    assert store.read(ledger_lists.count) == seq


def test_the_list_is_read_in_parts(store: Store, cast: Cast) -> None:
    whole = store.read(ledger_lists.newest)
    assert len(whole) > 4
    some = store.read(ledger_lists.newest, many=4)
    assert some == whole[:4]
    assert store.read(ledger_lists.newest, before=some[-1].seq) == whole[4:]


def test_the_list_is_narrowed_down_by_act_and_by_the_letters_of_a_name(store: Store, cast: Cast) -> None:
    seq = _rate(store, cast)
    acts = {row.act for row in store.read(ledger_lists.newest, act=Act.KEY_REGISTERED)}
    assert acts == {"key registered"}
    assert [row.seq for row in store.read(ledger_lists.newest, by="mia ha")] == [seq]
    assert store.read(ledger_lists.newest, by="%") == ()
    assert store.read(ledger_lists.newest, by="mia", act=Act.KEY_REGISTERED) == ()


def test_an_entry_says_what_was_signed_in_words_and_names(store: Store, cast: Cast) -> None:
    seq = _rate(store, cast, comment="Showed it twice", day=date(2026, 5, 4))
    found = store.read(ledger_reading.facts, seq=seq)
    assert found is not None
    assert (found.signer, found.said["apprentice"]) == ("Mia Hale", "Ada Lind")
    assert found.said["signed"][0]["competency"] == "1a"
    (part,) = found.parts
    (row,) = part.rows
    assert (part.table, part.more) == ("sign_off", 0)
    assert (row["signer_id"], row["comment"], row["agreement_id"]) == ("Mia Hale", "Showed it twice", "1")
    assert row["competency_id"].startswith("1a ")
    assert "id" not in row
    assert found.concerned == Concerned(cast.adas, 1, "Ada Lind")
    assert found.hash == store.read(ledger.mark).hash.hex()
    assert json.loads(found.written)["seq"] == seq
    assert len(found.fingerprint.split()) == 8


def test_of_many_rows_some_are_shown_and_the_others_counted(
    store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_reading, "SHOWN_ROWS", 2)
    days = [date(2026, 5, day) for day in (4, 5, 6)]
    made = store.write(hours.log, agreement_id=cast.bens, entries=[work(day=day) for day in days], by=cast.ben)
    store.write(hour_decisions.decide, entry_ids=made, state=HourState.APPROVED, by=cast.max)
    found = store.read(ledger_reading.facts, seq=store.read(ledger.mark).seq)
    assert found is not None
    assert (found.parts[0].table, len(found.parts[0].rows), found.parts[0].more) == ("hour_allocation", 2, 1)


def test_what_was_erased_is_told_to_be(store: Store, cast: Cast, everyone: Everyone) -> None:
    seq = _rate(store, cast, comment="Left early")
    texts = store.read(ledger_rows.texts, after=seq - 1, upto=seq)
    comment = next(one.hash for one in texts if one.text == b"Left early")
    cora = everyone.sittings[cast.cora]
    store.write(governing.erase, hashes=[comment], reason="Retention is over", signer=cora)
    found = store.read(ledger_reading.facts, seq=seq)
    assert found is not None
    assert found.parts[0].rows[0]["comment"] == "erased"


@pytest.mark.parametrize(
    "body", ["", "[]", "{", '{"what": 3, "signer": []}', '{"what": {"rows": {"sign_off": {"columns": 1}}}}', "[" * 9999]
)
def test_an_entry_that_was_tampered_with_is_listed_and_read_as_far_as_it_goes(
    store: Store, record: Path, everyone: Everyone, body: str
) -> None:
    store.close()
    drop_guards(record)
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("UPDATE ledger_entry SET body = ?, act = 'x', recorded_at = 'soon', key_id = 'me'", [body])
        connection.commit()
    with open_store(record) as opened:
        opened.signers = everyone
        rows = opened.read(ledger_lists.newest)
        assert {(row.act, row.recorded_at, row.about) for row in rows} == {("x", None, "")}
        found = opened.read(ledger_reading.facts, seq=2)
        assert found is not None
        assert (found.written, found.fingerprint, found.parts) == (body, "", ())


def test_only_coordinators_and_viewers_read_the_ledger(store: Store, cast: Cast, everyone: Everyone) -> None:
    for one, may in ((cast.mia, False), (cast.ada, False), (cast.ines, False), (cast.cora, True)):
        sitting = everyone.sittings[one]
        store.signers = OneSigner(sitting)
        for read in (lambda: store.read(ledger_lists.newest), lambda: store.read(ledger_reading.facts, seq=1)):
            if may:
                assert read()
            else:
                with pytest.raises(KnownError, match="coordinator or a viewer"):
                    read()
