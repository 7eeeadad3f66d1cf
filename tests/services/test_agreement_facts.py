"""The facts of an agreement, with its credit and its events, the newest first."""

from datetime import date

import pytest

from desktop.codes import EventKind, HourKind, MentorDuty, Status
from desktop.database.store import Store
from desktop.services import agreement_facts, agreements, events
from desktop.services.agreement_facts import AgreementFacts
from tests.conftest import BEGINS, TODAY, Cast, Refuses


def facts(store: Store, agreement: str) -> AgreementFacts:
    return store.read(agreement_facts.facts_of, agreement_id=agreement)


def test_an_agreement_tells_who_where_and_under_what(store: Store, cast: Cast) -> None:
    found = facts(store, cast.adas)
    assert (found.apprentice, found.employer) == ("Ada Lind", "North Labs")
    assert (found.framework_key, found.begins, found.status) == ("it-generalist", BEGINS, Status.PROBATION)
    assert [(one.name, one.duty) for one in found.mentors] == [
        ("Mia Hale", MentorDuty.MENTOR),
        ("Max Hale", MentorDuty.STAND_IN),
    ]


def test_wage_steps_are_those_of_the_framework_in_their_order(store: Store, cast: Cast) -> None:
    steps = facts(store, cast.bens).wage_steps
    assert steps
    assert [one.cents for one in steps] == sorted(one.cents for one in steps)
    assert not facts(store, cast.adas).wage_steps


def test_credit_names_its_job_function(store: Store, cast: Cast) -> None:
    common = {"agreement_id": cast.bens, "kind": HourKind.OJT, "granted_on": TODAY, "evidence": "Letter"}
    store.write(agreements.grant_credit, minutes=600, job_function="1", **common)
    store.write(agreements.grant_credit, minutes=60, **common)
    assert {(one.job_function, one.minutes) for one in facts(store, cast.bens).credits} == {("1", 600), ("", 60)}


def test_a_reversed_event_keeps_its_place_and_says_why(store: Store, cast: Cast) -> None:
    store.write(
        events.record_event,
        agreement_id=cast.adas,
        kind=EventKind.SUSPENDED,
        happened_on=date(2026, 5, 4),
        by=cast.cora,
        reason="Leave",
    )
    assert facts(store, cast.adas).last_event.kind is EventKind.SUSPENDED
    store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Wrong person")
    found = facts(store, cast.adas)
    assert [one.kind for one in found.events] == [EventKind.REVERSED, EventKind.SUSPENDED, EventKind.REGISTERED]
    suspended = found.events[1]
    assert (suspended.stands, suspended.reversed_why, suspended.recorded_by) == (False, "Wrong person", "Cora Hale")
    assert found.last_event.kind is EventKind.REGISTERED
    assert found.status is Status.PROBATION


def test_an_unknown_agreement_is_refused(refuses: Refuses) -> None:
    refuses("There is no apprentice", agreement_facts.facts_of, agreement_id="nobody")


@pytest.mark.parametrize("status", list(Status))
def test_what_may_happen_next_is_what_is_not_refused(status: Status) -> None:
    ended = {Status.CANCELLED, Status.COMPLETED, Status.TRANSFERRED}
    assert bool(events.possible(status)) is (status not in ended)
    assert EventKind.REVERSED not in events.possible(status)
