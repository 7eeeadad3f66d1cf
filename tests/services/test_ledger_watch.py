"""Checks beside other work: what is new on opening, everything on request, and the first bad entry with its record."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop import anchors, settings
from desktop.database.store import Store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import clock, ledger, ledger_watch, sign_offs
from desktop.services.ledger_lists import Concerned
from desktop.services.ledger_watch import Found
from tests.conftest import NOW, Cast, Everyone, drop_guards, rating


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "config" / "settings.json")


def _sign(store: Store, cast: Cast, code: str = "1a", comment: str = "") -> int:
    one = rating(code, comment=comment)
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[one], signer_id=cast.mia)
    return store.read(ledger.mark).seq


def _wrong(found: Found | None) -> list[str]:
    assert found is not None
    return [row.sentence for row in found.rows if not row.ok]


def _edit(path: Path, statement: str) -> None:
    drop_guards(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute(statement).rowcount == 1
        connection.commit()


def test_a_sound_record_passes_and_is_remembered_to_have_been_checked(store: Store, cast: Cast) -> None:
    last = _sign(store, cast)
    steps: list[tuple[int, int]] = []
    found = ledger_watch.check_all(store, report=lambda done, of: steps.append((done, of)))
    assert _wrong(found) == []
    assert found.checked == last
    assert {"ledger", "signed records", "file", "hour totals"} <= {row.name for row in found.rows}
    assert steps[-1] == (last, last)
    (mark,) = anchors.checked().values()
    assert (mark.seq, mark.whole_at) == (last, "2026-06-01T16:00:00.000000Z")
    assert store.read(ledger_watch.last_whole) == mark.whole_at


def test_a_small_ledger_is_checked_at_first_and_then_what_is_new(store: Store, cast: Cast) -> None:
    last = store.read(ledger.mark).seq
    assert store.read(ledger_watch.last_whole) == ""
    first = ledger_watch.check_new(store)
    assert first is not None
    assert (first.checked, _wrong(first)) == (last, [])
    assert store.read(ledger_watch.last_whole) == ""
    _sign(store, cast)
    second = ledger_watch.check_new(store)
    assert second is not None
    assert (second.checked, _wrong(second)) == (1, [])
    third = ledger_watch.check_new(store)
    assert third is not None
    assert (third.checked, _wrong(third)) == (0, [])


def test_a_check_of_everything_is_remembered_after_later_ones(store: Store, cast: Cast) -> None:
    ledger_watch.check_all(store)
    _sign(store, cast)
    ledger_watch.check_new(store)
    assert store.read(ledger_watch.last_whole) == "2026-06-01T16:00:00.000000Z"


def test_a_large_ledger_that_was_never_checked_here_waits_until_it_is_asked_for(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ledger_watch, "SMALL", 2)
    assert ledger_watch.check_new(store) is None


def test_a_record_without_a_ledger_has_nothing_new_to_check(unsigned: Store) -> None:
    assert ledger_watch.check_new(unsigned) is None
    assert _wrong(ledger_watch.check_all(unsigned)) == []
    assert anchors.checked() == {}


def test_the_first_bad_entry_is_named_with_the_apprentice_it_is_about(
    store: Store, cast: Cast, everyone: Everyone
) -> None:
    first, second = _sign(store, cast), _sign(store, cast, "1b", "By hand")
    ledger_watch.check_all(store)
    store.close()
    _edit(store.path, "UPDATE sign_off SET comment = 'By heart' WHERE comment = 'By hand'")
    with open_store(store.path) as again:
        again.signers = everyone
        found = ledger_watch.check_all(again)
    assert found.bad is not None
    assert found.bad.row is not None
    assert (found.bad.seq, found.bad.row.about) == (second, "agreement 1, competency 1b")
    assert found.bad.concerned == Concerned(cast.adas, 1, "Ada Lind")
    assert f"Changed outside Journeybook are sign-offs: entry {second}." in _wrong(found)
    assert first < second


def test_what_was_changed_since_the_last_check_is_found_on_opening_and_is_not_forgotten(
    store: Store, cast: Cast, everyone: Everyone
) -> None:
    ledger_watch.check_all(store)
    before = anchors.checked()
    seq = _sign(store, cast)
    store.close()
    _edit(store.path, f"UPDATE ledger_entry SET body = replace(body, '1a', '2a') WHERE seq = {seq}")
    for _time in range(2):
        with open_store(store.path) as again:
            again.signers = everyone
            found = ledger_watch.check_new(again)
        assert found is not None
        assert found.bad is not None
        assert found.bad.seq == seq
        assert anchors.checked() == before


def test_an_entry_that_is_gone_is_named_by_its_number(store: Store, cast: Cast, everyone: Everyone) -> None:
    seq = _sign(store, cast)
    _sign(store, cast, "1b")
    store.close()
    _edit(store.path, f"DELETE FROM ledger_entry WHERE seq = {seq}")
    with open_store(store.path) as again:
        again.signers = everyone
        found = ledger_watch.check_all(again)
    assert found.bad is not None
    assert (found.bad.seq, found.bad.row) == (seq, None)


def test_an_older_copy_of_the_file_is_found_on_opening(store: Store, cast: Cast, everyone: Everyone) -> None:
    store.close()
    older = store.path.read_bytes()
    with clock.stopped_at(NOW), open_store(store.path) as now:
        now.signers = everyone
        _sign(now, cast)
        ledger_watch.check_new(now)
    store.path.write_bytes(older)
    with open_store(store.path) as again:
        again.signers = everyone
        assert "is not the one that was checked before" in " ".join(_wrong(ledger_watch.check_new(again)))


def test_a_check_that_is_stopped_remembers_nothing(store: Store) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        ledger_watch.check_all(store, report=stop)
    assert anchors.checked() == {}


def test_only_coordinators_and_viewers_check_everything(store: Store, cast: Cast, everyone: Everyone) -> None:
    store.signers = OneSigner(everyone.sittings[cast.mia])
    with pytest.raises(KnownError, match="coordinator or a viewer"):
        ledger_watch.check_all(store)
    assert ledger_watch.check_new(store) is not None
