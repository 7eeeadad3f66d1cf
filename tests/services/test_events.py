"""What happens to agreements: the status is what the standing events say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import EventKind, Status
from desktop.database.store import Store
from desktop.services import agreements, clock, events, hours, sign_offs
from desktop.services.events import Event
from desktop.services.progress import progress
from tests.conftest import BEGINS, NOW, TODAY, Cast, Refuses, rating, work

MAY = date(2026, 5, 4)


def _record(store: Store, cast: Cast, kind: EventKind, day: date = MAY, **more: object) -> str:
    reason = "Told by letter"
    return store.write(
        events.record_event, agreement_id=cast.adas, kind=kind, happened_on=day, by=cast.cora, reason=reason, **more
    )


def _status(store: Store, cast: Cast) -> Status:
    found = store.read(events.events, cast.adas)
    derived = events.status_after(events.standing_events(found))
    assert store.read(agreements.find, cast.adas).status is derived
    return derived


@pytest.mark.parametrize(
    ("kinds", "status"),
    [
        ([], Status.PROBATION),
        ([EventKind.PROBATION_ENDED], Status.ACTIVE),
        ([EventKind.SUSPENDED], Status.SUSPENDED),
        ([EventKind.SUSPENDED, EventKind.REINSTATED], Status.PROBATION),
        ([EventKind.PROBATION_ENDED, EventKind.SUSPENDED, EventKind.REINSTATED], Status.ACTIVE),
        ([EventKind.SUSPENDED, EventKind.CANCELLED], Status.CANCELLED),
        ([EventKind.CANCELLED], Status.CANCELLED),
        ([EventKind.TRANSFERRED], Status.TRANSFERRED),
        ([EventKind.PROBATION_ENDED, EventKind.COMPLETED], Status.COMPLETED),
    ],
)
def test_the_status_is_read_from_the_events_and_each_reversal_restores_the_one_before(
    store: Store, cast: Cast, kinds: list[EventKind], status: Status
) -> None:
    """All at one stopped moment: the order they were recorded in still tells."""
    before = [_status(store, cast)]
    for kind in kinds:
        _record(store, cast, kind)
        before.append(_status(store, cast))
    assert before.pop() is status
    for expected in reversed(before):
        store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Wrong letter")
        assert _status(store, cast) is expected
    assert len(store.read(events.events, cast.adas)) == 1 + 2 * len(kinds)


def test_events_keep_their_order_when_the_clock_is_set_back(store: Store, cast: Cast) -> None:
    _record(store, cast, EventKind.PROBATION_ENDED)
    with clock.stopped_at(NOW - timedelta(days=2)):
        _record(store, cast, EventKind.SUSPENDED)
    assert _status(store, cast) is Status.SUSPENDED


@pytest.mark.parametrize(
    ("kind", "day", "more", "match"),
    [
        (EventKind.REGISTERED, MAY, {}, "that is probation cannot be registered"),
        (EventKind.REINSTATED, MAY, {}, "cannot be reinstated"),
        (EventKind.REVERSED, MAY, {}, "cannot be reversed"),
        (EventKind.SUSPENDED, MAY, {"reason": " \u200b"}, "never suspended without a reason"),
        (EventKind.CANCELLED, MAY, {"reason": ""}, "never cancelled without a reason"),
        (EventKind.SUSPENDED, TODAY + timedelta(days=1), {}, "June 2, 2026 is in the future"),
        (EventKind.SUSPENDED, BEGINS - timedelta(days=1), {}, "before the last event"),
        (EventKind.EXTENDED, MAY, {}, "needs a later end"),
        (EventKind.EXTENDED, MAY, {"ends": date(2027, 7, 5)}, "needs a later end"),
    ],
)
@pytest.mark.parametrize("name", ["id", "number"])
def test_an_event_that_cannot_have_happened_is_refused(
    cast: Cast, refuses: Refuses, kind: EventKind, day: date, more: dict[str, object], match: str, name: str
) -> None:
    arguments = {"kind": kind, "happened_on": day, "reason": "Told", "by": cast.cora} | more
    agreement_id = cast.adas if name == "id" else "1"
    refuses(match, events.record_event, agreement_id=agreement_id, **arguments)


def test_an_ended_agreement_takes_nothing_more_until_the_end_is_reversed(
    store: Store, cast: Cast, refuses: Refuses
) -> None:
    _record(store, cast, EventKind.CANCELLED)
    signing = {"agreement_id": cast.adas, "ratings": [rating(day=MAY)], "signer_id": cast.mia}
    logging = {"agreement_id": cast.adas, "entries": [work(day=MAY)], "by": cast.ada}
    asking = {"agreement_id": cast.adas, "codes": ["1a"], "by": cast.ada}
    refuses("is cancelled: a sign-off cannot", sign_offs.sign_off, **signing)
    refuses("is cancelled: hours cannot", hours.log, **logging)
    refuses("is cancelled: a request cannot", sign_offs.ask, **asking)
    refuses(
        "cannot be suspended", events.record_event, agreement_id=cast.adas, kind=EventKind.SUSPENDED, happened_on=MAY
    )
    refuses("needs a reason", events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason=" ")
    store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Wrong person")
    store.write(sign_offs.ask, **asking)
    store.write(sign_offs.sign_off, **signing)
    store.write(hours.log, **logging)


def test_an_agreement_without_events_has_none_to_reverse(store: Store, cast: Cast, refuses: Refuses) -> None:
    store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Too early")
    assert _status(store, cast) is Status.DRAFT
    refuses("no event to reverse", events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Again")


def test_a_suspension_closes_its_days_and_no_others(store: Store, cast: Cast, refuses: Refuses) -> None:
    _record(store, cast, EventKind.SUSPENDED, MAY)
    _record(store, cast, EventKind.REINSTATED, date(2026, 5, 18))
    for day in (MAY, date(2026, 5, 17)):
        refuses("was suspended on May", hours.log, agreement_id=cast.adas, entries=[work(day=day)], by=cast.ada)
        signing = {"agreement_id": cast.adas, "ratings": [rating(day=day)], "signer_id": cast.mia}
        refuses("was suspended on May", sign_offs.sign_off, **signing)
    for day in (date(2026, 5, 3), date(2026, 5, 18)):
        store.write(hours.log, agreement_id=cast.adas, entries=[work(day=day)], by=cast.ada)


def test_days_of_a_suspension_move_the_day_of_readiness(store: Store, cast: Cast) -> None:
    before = store.read(progress, agreement_id=cast.adas).ready_on
    _record(store, cast, EventKind.SUSPENDED, MAY)
    assert store.read(progress, agreement_id=cast.adas).facts.paused_days == 28
    _record(store, cast, EventKind.REINSTATED, date(2026, 5, 18))
    found = store.read(progress, agreement_id=cast.adas)
    assert (found.facts.paused_days, found.ready_on) == (14, before + timedelta(days=14))


def test_an_extension_that_is_reversed_gives_the_former_end_back(store: Store, cast: Cast) -> None:
    agreed, first, second = date(2027, 7, 5), date(2027, 10, 1), date(2028, 1, 1)

    def end() -> date | None:
        found = store.read(agreements.find, cast.adas).ends
        assert store.read(progress, agreement_id=cast.adas).facts.ends == found
        return found

    assert end() == agreed
    _record(store, cast, EventKind.EXTENDED, ends=first)
    _record(store, cast, EventKind.EXTENDED, ends=second)
    assert end() == second
    for expected in (first, agreed):
        store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Not granted")
        assert end() == expected


def test_a_past_day_knows_the_end_that_was_agreed_then(store: Store, cast: Cast) -> None:
    days = [datetime(2026, 5, day, 16, tzinfo=UTC) for day in (4, 5, 6, 7)]
    with clock.stopped_at(days[1]):
        _record(store, cast, EventKind.EXTENDED, ends=date(2027, 10, 1))
    with clock.stopped_at(days[2]):
        store.write(events.reverse_event, agreement_id=cast.adas, by=cast.cora, reason="Not granted")
    with clock.stopped_at(days[3]):
        _record(store, cast, EventKind.EXTENDED, ends=date(2028, 1, 1), day=days[3].date())
    ends = [store.read(progress, agreement_id=cast.adas, as_of=day.date()).facts.ends for day in days]
    assert ends == [date(2027, 7, 5), date(2027, 10, 1), date(2027, 7, 5), date(2028, 1, 1)]


_KINDS = st.sampled_from([EventKind.SUSPENDED, EventKind.REINSTATED, EventKind.EXTENDED, EventKind.CANCELLED])


@given(st.lists(st.tuples(_KINDS, st.integers(0, 200)), max_size=8), st.integers(0, 250))
def test_paused_days_are_counted_day_by_day(steps: list[tuple[EventKind, int]], until: int) -> None:
    steps = sorted(steps, key=lambda step: step[1])
    found = [
        Event(str(place), kind, BEGINS + timedelta(days=day), "", NOW, None, None, None)
        for place, (kind, day) in enumerate(steps)
    ]
    paused = 0
    for day in range(until):
        is_paused = False
        for kind, happened in steps:
            if happened <= day and kind is not EventKind.EXTENDED:
                is_paused = kind is EventKind.SUSPENDED
        paused += is_paused
    assert events.paused_days(found, BEGINS + timedelta(days=until)) == paused
