"""When a backup is made, when none is, and what the next start knows of it."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import Session, text

from desktop.codes import Role
from desktop.database.store import Store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.services import backups, clock, keys, ledger, people
from desktop.services.backups import Faulty, Reason
from tests.conftest import NOW, Cast


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


def _add(session: Session, name: str = "Zoe") -> str:
    return people.add_person(session, first_name=name, last_name="Ames", role=Role.INSTRUCTOR)


def _spoil(session: Session) -> None:
    session.execute(text("UPDATE agreement SET status = 'suspended'"))


def _mend(session: Session) -> None:
    session.execute(text("UPDATE agreement SET status = 'probation'"))


def test_a_record_is_backed_up_once_and_again_when_it_changed(store: Store) -> None:
    first = backups.back_up_if_changed(store)
    assert first is not None
    assert backups.back_up_if_changed(store) is None
    store.write(_add)
    second = backups.back_up_if_changed(store)
    assert second is not None
    assert backups.listing(store.path) == (second, first)


def test_opening_and_closing_a_record_does_not_change_it(record: Path) -> None:
    with open_store(record) as store:
        backups.back_up(store)
    with open_store(record) as store:
        store.read(people.everyone)
        assert not backups.is_changed(record)


def test_the_schedule_waits_and_copies_no_record_twice(store: Store) -> None:
    assert backups.back_up_if_due(store) is not None
    store.write(_add)
    assert backups.back_up_if_due(store) is None
    with clock.stopped_at(NOW + backups.EVERY):
        assert backups.back_up_if_due(store) is not None
    with clock.stopped_at(NOW + 10 * backups.EVERY):
        assert backups.back_up_if_due(store) is None


def test_a_backup_from_the_future_does_not_stop_the_schedule(store: Store) -> None:
    with clock.stopped_at(NOW + timedelta(days=400)):
        backups.back_up(store)
    store.write(_add)
    assert backups.back_up_if_due(store) is not None


def test_a_record_that_fails_its_check_keeps_the_good_ones_and_stops_the_schedule(store: Store) -> None:
    good = backups.back_up(store)
    store.write(_spoil)
    with pytest.raises(Faulty, match="The events say another status"):
        backups.back_up_if_changed(store)
    assert backups.listing(store.path) == (good,)
    standing = backups.standing(store.path)
    assert (standing.is_faulty, standing.trouble_at) == (True, NOW)
    assert "The events say another status" in standing.trouble
    with clock.stopped_at(NOW + timedelta(days=100)):
        assert backups.back_up_if_changed(store) is None
        assert backups.back_up_if_due(store) is None
        with pytest.raises(Faulty):
            backups.back_up(store)
        assert backups.listing(store.path) == (good,), "nothing is thinned meanwhile"
        store.write(_mend)
        made = backups.back_up(store)
    assert backups.listing(store.path) == (made, good)
    assert backups.standing(store.path).trouble == ""


def test_nothing_is_taken_into_a_record_that_cannot_be_backed_up(store: Store) -> None:
    store.write(_spoil)
    for _ in range(2):
        with pytest.raises(Faulty):
            backups.back_up_if_changed(store, reason=Reason.IMPORT)


def test_a_disk_that_refuses_is_remembered_until_it_does_not(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(backups.backups, "copy", refuse)
        with pytest.raises(KnownError, match="The disk is full"):
            backups.back_up(store)
    standing = backups.standing(store.path)
    assert (standing.trouble, standing.is_faulty) == ("The disk is full. Free some space.", False)
    backups.back_up_if_changed(store)
    assert backups.standing(store.path).trouble == ""


def test_a_stopped_backup_is_no_trouble(store: Store) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.back_up(store, report=cancel)
    assert backups.standing(store.path) == backups.Standing()


def test_old_backups_are_thinned_but_those_before_upgrade_import_and_restore_stay(store: Store) -> None:
    with clock.stopped_at(NOW - timedelta(days=3000)):
        pinned = [backups.back_up(store, reason=one) for one in (Reason.UPGRADE, Reason.IMPORT, Reason.RESTORE)]
        backups.back_up(store)
    for day in range(60, 0, -1):
        with clock.stopped_at(NOW - timedelta(days=day)):
            backups.back_up(store, reason=Reason.QUIT)
    kept = backups.listing(store.path)
    assert [one for one in pinned if one not in kept] == []
    assert 20 < len(kept) < 35


def test_a_state_that_was_spoiled_is_no_trouble(store: Store) -> None:
    made = backups.back_up(store)
    state = made.path.with_name("state.json")
    for content in ("", "[]", '{"trouble": 5, "tried_at": "yesterday", "is_faulty": "x"}', "{" * 5000):
        state.write_text(content)
        assert backups.standing(store.path) == backups.Standing(newest=made)


def test_each_kept_backup_is_checked_anew(store: Store) -> None:
    good, changed = backups.back_up(store), backups.back_up(store)
    changed.path.write_bytes(changed.path.read_bytes()[:-1] + b"x")
    found = {row.name: row for row in backups.check_backups(store.path)}
    assert found[good.path.name].ok
    assert found[changed.path.name].sentence.endswith("was changed after it was made.")


def test_a_backup_that_agrees_with_its_manifest_and_not_with_itself_is_found(store: Store) -> None:
    store.write(_spoil)
    made = backups.backups.make(store.path, Reason.ASKED)
    (row,) = backups.check_backups(store.path)
    assert (row.name, row.ok) == (made.path.name, False)
    assert "another status" in row.sentence


@pytest.mark.usefixtures("quick_keys")
def test_the_manifest_holds_where_the_ledger_stood(store: Store, cast: Cast) -> None:
    assert (backups.back_up(store).record_id, backups.back_up(store).anchor) == (None, None)
    with store.write(keys.begin, person_id=cast.cora, passphrase="four plain words here").sitting:
        pass
    made, end = backups.back_up(store, reason=Reason.QUIT), store.read(ledger.anchor)
    assert end is not None
    assert (made.record_id, made.anchor) == (end.record, f"{end.seq} {end.hash}")
    assert backups.listing(store.path)[0] == made


@pytest.mark.usefixtures("quick_keys")
@pytest.mark.parametrize("reason", [Reason.ASKED, Reason.QUIT])
def test_a_record_whose_newest_signed_entry_was_changed_is_not_backed_up(
    record: Path, cast: Cast, reason: Reason
) -> None:
    with open_store(record) as store:
        good = backups.back_up(store)
        with store.write(keys.begin, person_id=cast.cora, passphrase="four plain words here").sitting:
            pass
    with closing(sqlite3.connect(record)) as connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE ledger_entry SET recorded_at = '2020-01-01T00:00:00.000000Z'")
        for _name, sql in triggers:
            connection.execute(sql)
        connection.commit()
    with open_store(record) as store:
        with pytest.raises(Faulty, match="ntry"):
            backups.back_up(store, reason=reason)
        assert backups.listing(store.path) == (good,)
