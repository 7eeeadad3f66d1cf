"""Everyone sees what is theirs: enforced where the record is read and written, whatever a page offers."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from desktop.codes import EventKind, HourState, Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.ledger.keys import OneSigner
from desktop.services import (
    agreement_facts,
    apprentices,
    clock,
    completion,
    documents,
    events,
    frameworks,
    home,
    hour_lists,
    hours,
    ledger_checks,
    people,
    sign_offs,
)
from desktop.services.progress import progress
from tests.conftest import BEGINS, TODAY, Cast, Everyone, new_signer, rating, work

_READS: tuple[Callable[..., object], ...] = (
    progress,
    agreement_facts.facts_of,
    sign_offs.ratings,
    hour_lists.log_of,
    documents.progress_paper,
    documents.cohort_row,
)


def _only(store: Store, everyone: Everyone, person_id: str) -> None:
    """That person alone is signed in."""
    sitting = everyone.sitting(person_id)
    assert sitting is not None
    store.signers = OneSigner(sitting)


@pytest.mark.parametrize("read", _READS)
@pytest.mark.parametrize(("who", "own", "other"), [("mia", "adas", "bens"), ("ben", "bens", "adas")])
def test_mentors_and_apprentices_read_their_own_agreements_alone(
    store: Store, cast: Cast, everyone: Everyone, read: Callable[..., object], who: str, own: str, other: str
) -> None:
    _only(store, everyone, getattr(cast, who))
    store.read(read, agreement_id=getattr(cast, own))
    with pytest.raises(KnownError, match="not one of your apprentices"):
        store.read(read, agreement_id=getattr(cast, other))


@pytest.mark.parametrize("read", _READS)
def test_nobody_reads_anything_before_they_are_signed_in(store: Store, cast: Cast, read: Callable[..., object]) -> None:
    store.signers = None
    with pytest.raises(KnownError, match="Nobody is signed in"):
        store.read(read, agreement_id=cast.adas)
    with pytest.raises(KnownError, match="Nobody is signed in"):
        store.read(apprentices.listing)


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("cora", {"adas", "bens"}),
        ("ines", {"adas", "bens"}),
        ("mia", {"adas"}),
        ("max", {"adas", "bens"}),
        ("ada", {"adas"}),
    ],
)
def test_lists_hold_what_is_theirs(store: Store, cast: Cast, everyone: Everyone, who: str, seen: set[str]) -> None:
    for id_, by in ((cast.adas, cast.ada), (cast.bens, cast.ben)):
        store.write(hours.log, agreement_id=id_, entries=[work()], by=by)
        store.write(sign_offs.ask, agreement_id=id_, codes=["1a"], by=by)
    _only(store, everyone, getattr(cast, who))
    ids = {getattr(cast, one) for one in seen}
    assert {row.agreement_id for row in store.read(apprentices.listing)} == ids
    assert {row.agreement_id for row in store.read(hour_lists.waiting)} == ids
    assert {row.agreement_id for row in store.read(sign_offs.requests)} == ids
    overview = store.read(home.overview, role=Role.COORDINATOR, person_id=cast.cora)
    assert {row.agreement_id for row in overview.rows} == ids


def _acts(cast: Cast) -> list[tuple[Callable[..., object], dict[str, Any]]]:
    event = {"agreement_id": cast.adas, "kind": EventKind.PROBATION_ENDED, "happened_on": TODAY}
    return [
        (people.add_person, {"first_name": "Zoe", "last_name": "Ames", "role": Role.COORDINATOR}),
        (people.give_role, {"person_id": cast.mia, "role": Role.COORDINATOR}),
        (people.add_employer, {"name": "East"}),
        (frameworks.adopt, {"framework": catalogue.find("sample-help-desk")}),
        (events.record_event, event),
        (completion.record_event, {**event, "by": cast.mia}),
    ]


def test_what_a_coordinator_does_nobody_else_does(store: Store, cast: Cast, everyone: Everyone) -> None:
    for act, arguments in _acts(cast):
        for who in (cast.mia, cast.ada, cast.ines):
            _only(store, everyone, who)
            with pytest.raises(KnownError):
                store.write(act, **arguments)


def test_a_viewer_sees_all_and_writes_nothing(store: Store, cast: Cast, everyone: Everyone) -> None:
    theo = store.write(people.add_person, first_name="Theo", last_name="Grant", role=Role.VIEWER)
    store.write(hours.log, agreement_id=cast.adas, entries=[work(id="one")], by=cast.ada)
    store.signers = OneSigner(new_signer(store, theo))
    assert {row.agreement_id for row in store.read(apprentices.listing)} == {cast.adas, cast.bens}
    acts: list[tuple[Callable[..., object], dict[str, Any]]] = [
        *_acts(cast),
        (sign_offs.sign_off, {"agreement_id": cast.adas, "ratings": [rating()], "signer_id": theo}),
        (hours.log, {"agreement_id": cast.adas, "entries": [work()], "by": theo}),
        (hours.decide, {"entry_ids": ["one"], "state": HourState.APPROVED, "by": theo}),
    ]
    for act, arguments in acts:
        with pytest.raises(KnownError):
            store.write(act, **arguments)


def test_whoever_is_signed_in_acts_as_themselves_alone(store: Store, cast: Cast, everyone: Everyone) -> None:
    _only(store, everyone, cast.mia)
    with pytest.raises(KnownError, match="You are not signed in as Max Hale"):
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.max)
    _only(store, everyone, cast.ada)
    with pytest.raises(KnownError, match="You are not signed in as Mia Hale"):
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.mia)
    with pytest.raises(KnownError, match="Nobody signs for themselves"):
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.ada)


def test_someone_who_is_mentor_and_apprentice_never_signs_for_themselves(store: Store, cast: Cast) -> None:
    for role, employer in ((Role.MENTOR, cast.north), (Role.COORDINATOR, None), (Role.INSTRUCTOR, None)):
        store.write(people.give_role, person_id=cast.ada, role=role, employer_id=employer)
    with pytest.raises(KnownError, match="Nobody signs for themselves"):
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.ada)


def test_a_sign_off_by_a_mentor_of_someone_else_is_found_however_well_it_is_signed(
    store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    rights = sign_offs._Rights(cast.mia, ((BEGINS, None),), is_instructor=False)
    monkeypatch.setattr(sign_offs._Rights, "of", lambda *_arguments: rights)
    store.write(sign_offs.sign_off, agreement_id=cast.bens, ratings=[rating()], signer_id=cast.mia)
    wrong = {row.name: row.sentence for row in store.read(ledger_checks.check_ledger) if not row.ok}
    assert wrong == {"signed records": "Somebody signed as a mentor who is none of that apprentice."}


def test_a_real_record_is_made_no_sample_with_another_tool(store: Store) -> None:
    with closing(sqlite3.connect(store.path)) as connection:
        connection.execute("UPDATE sponsor SET sample_day = '2026-01-01'")
        connection.commit()
    assert not store.read(clock.is_sample)
    assert store.read(clock.today) == TODAY
