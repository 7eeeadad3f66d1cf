"""Everyone with their roles and the state of their keys, as coordinators see them."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop.codes import Role
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import keys, ledger, people, people_lists
from desktop.services.people_lists import PersonFacts, RoleRow
from tests.conftest import NOW, STARTED, Cast, Everyone, drop_guards

pytestmark = pytest.mark.usefixtures("quick_keys")


def _of(store: Store, person_id: str) -> PersonFacts:
    return next(one for one in store.read(people_lists.everyone) if one.id == person_id)


def test_everyone_stands_there_once_by_name_with_all_roles(store: Store, cast: Cast) -> None:
    store.write(people.give_role, person_id=cast.mia, role=Role.INSTRUCTOR)
    rows = store.read(people_lists.everyone)
    assert [row.name for row in rows] == sorted(row.name for row in rows)
    assert len({row.id for row in rows}) == len(rows) == 6
    assert _of(store, cast.mia).roles == (
        RoleRow(Role.MENTOR, cast.north, "North Labs"),
        RoleRow(Role.INSTRUCTOR, "", ""),
    )
    assert [row.name for row in rows if row.is_apprentice_only] == ["Ada Lind", "Ben Lind"]


def test_a_key_is_told_with_its_entry_and_those_before_it(store: Store, cast: Cast) -> None:
    before = _of(store, cast.mia).key
    assert before is not None
    assert before.since is not None
    assert (before.since.date(), before.revoked_by) == (STARTED.date(), None)
    store.write(keys.reset, person_id=cast.mia, passphrase="four other plain words", reason="Forgotten")
    seq = store.read(ledger.mark).seq
    found = _of(store, cast.mia)
    assert found.key is not None
    assert (found.key.registered_by, found.key.since) == (seq, NOW)
    (_new, old) = found.keys
    assert (old.fingerprint, old.revoked_by, old.until) == (before.fingerprint, seq, NOW)
    store.write(keys.revoke, person_id=cast.mia, reason="Left")
    assert _of(store, cast.mia).key is None
    assert len(_of(store, cast.mia).keys) == 2


def test_nobody_has_a_key_before_signing_is_set_up(unsigned: Store) -> None:
    assert all(row.keys == () for row in unsigned.read(people_lists.everyone))


def test_a_moment_that_was_tampered_with_hides_nobody(store: Store, record: Path, everyone: Everyone) -> None:
    store.close()
    drop_guards(record)
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("UPDATE ledger_entry SET recorded_at = 'soon'")
        connection.commit()
    with open_store(record) as again:
        again.signers = everyone
        assert {row.key.since for row in again.read(people_lists.everyone) if row.key} == {None}


def test_only_coordinators_see_everyone(store: Store, cast: Cast, everyone: Everyone) -> None:
    for one in (cast.mia, cast.ada, cast.ines):
        store.signers = OneSigner(everyone.sittings[one])
        with pytest.raises(KnownError, match="for a coordinator"):
            store.read(people_lists.everyone)


def test_people_are_counted_and_listed_in_groups(store: Store, cast: Cast) -> None:
    store.write(people.give_role, person_id=cast.ben, role=Role.VIEWER)
    store.write(keys.revoke, person_id=cast.max, reason="Left")
    counts = store.read(people_lists.counts)
    assert (counts.people, counts.signers) == (6, 5)
    assert counts.groups == {"staff": 5, "apprentices": 1, "keyless": 1}
    for group, count in counts.groups.items():
        assert len(store.read(people_lists.everyone, group=group)) == count
    assert [row.id for row in store.read(people_lists.everyone, group="apprentices")] == [cast.ada]
    assert [row.id for row in store.read(people_lists.everyone, group="keyless")] == [cast.max]
    assert [row.name for row in store.read(people_lists.everyone, only=cast.mia)] == ["Mia Hale"]
