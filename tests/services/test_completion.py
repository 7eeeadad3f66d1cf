"""Completion is certified when everything is done, or with the reason why it is certified all the same."""

import pytest

from desktop.codes import EventKind, Role, Status
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import agreements, apprentices, clock, completion, events, people
from tests.conftest import TODAY, Cast


def test_with_open_conditions_completion_needs_a_reason(store: Store, cast: Cast) -> None:
    before = store.read(events.events, cast.adas)
    event = {"agreement_id": cast.adas, "kind": EventKind.COMPLETED, "happened_on": TODAY, "by": cast.cora}
    with pytest.raises(KnownError, match="open, the first"):
        store.write(completion.record_event, **event)
    assert store.read(events.events, cast.adas) == before
    store.write(completion.record_event, **event, reason="Records on paper, seen by the agency")
    assert store.read(agreements.find, cast.adas).status is Status.COMPLETED
    assert store.read(events.events, cast.adas)[-1].reason == "Records on paper, seen by the agency"


def test_a_complete_record_is_certified_without_a_word(sample: Store) -> None:
    quintero = next(row.agreement_id for row in sample.read(apprentices.listing) if row.name == "Isabel Quintero")
    coordinator = sample.read(people.everyone, role=Role.COORDINATOR)[0].id
    sample.write(events.reverse_event, agreement_id=quintero, by=coordinator, reason="Certified too early")
    completed = sample.write(
        completion.record_event,
        agreement_id=quintero,
        kind=EventKind.COMPLETED,
        happened_on=sample.read(clock.today),
        by=coordinator,
    )
    assert completed
    assert sample.read(agreements.find, quintero).status is Status.COMPLETED


@pytest.mark.parametrize("who", ["mia", "ada"])
def test_only_a_coordinator_records_and_reverses_events(store: Store, cast: Cast, who: str) -> None:
    event = {"agreement_id": cast.adas, "kind": EventKind.SUSPENDED, "happened_on": TODAY, "reason": "Leave"}
    with pytest.raises(KnownError, match="by a coordinator"):
        store.write(completion.record_event, **event, by=getattr(cast, who))
    with pytest.raises(KnownError, match="by a coordinator"):
        store.write(events.reverse_event, agreement_id=cast.adas, by=getattr(cast, who), reason="No")
