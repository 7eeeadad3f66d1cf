"""What waits for whom: their own things only, overdue first, and each with the day it must be done."""

from datetime import UTC, date, datetime, timedelta

import pytest

from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Store
from desktop.services import apprentices, clock, events, home, hour_lists, hours, people, sign_offs
from desktop.services.home import Group, QueueItem
from tests.conftest import BEGINS, TODAY, Cast, lesson, rating, work


def _queue(store: Store, role: Role, person_id: str) -> list[QueueItem]:
    return list(store.read(home.queue, role=role, person_id=person_id))


def _titles(items: list[QueueItem], apprentice: str = "") -> list[str]:
    return [item.title for item in items if item.apprentice.startswith(apprentice)]


def _log(store: Store, agreement: str, day: date, minutes: int = 480, function: str = "1", by: str = "") -> str:
    found = store.write(hours.log, agreement_id=agreement, entries=[work(minutes, day, function)], by=by)
    return found[0]


def _ask(store: Store, agreement: str, by: str, days_ago: int, *codes: str) -> None:
    with clock.stopped_at(datetime.combine(TODAY - timedelta(days=days_ago), datetime.min.time(), UTC)):
        store.write(sign_offs.ask, agreement_id=agreement, codes=codes, by=by, note="", self_level=3)


def test_an_apprentice_has_no_queue(store: Store, cast: Cast) -> None:
    _log(store, cast.adas, TODAY, by=cast.ada)
    assert _queue(store, Role.APPRENTICE, cast.ada) == []


def test_hours_wait_for_the_mentor_of_the_apprentice_and_no_other(store: Store, cast: Cast) -> None:
    _log(store, cast.bens, TODAY - timedelta(days=2), by=cast.ben)
    assert "Approve or return 8 h" in _titles(_queue(store, Role.MENTOR, cast.max))
    assert not _titles(_queue(store, Role.MENTOR, cast.mia), "Ben")


def test_a_stand_in_sees_what_the_mentor_sees(store: Store, cast: Cast) -> None:
    _log(store, cast.adas, TODAY - timedelta(days=2), by=cast.ada)
    own, standing_in = (_titles(_queue(store, Role.MENTOR, one), "Ada") for one in (cast.mia, cast.max))
    assert own == standing_in
    assert own[0] == "Approve or return 8 h"


def test_hours_are_one_line_an_apprentice_with_the_oldest_day(store: Store, cast: Cast) -> None:
    for days in (3, 5):
        _log(store, cast.adas, TODAY - timedelta(days=days), 300, by=cast.ada)
    (item,) = [one for one in _queue(store, Role.MENTOR, cast.mia) if one.page == "hours" and one.due]
    assert item.title == "Approve or return 10 h"
    assert item.due == TODAY - timedelta(days=5) + timedelta(days=home.HOURS_WAIT_DAYS)
    assert item.detail == "Waiting since May 27, 2026 with Mia Hale"
    assert item.agreement_id == cast.adas


@pytest.mark.parametrize(("days", "group"), [(14, Group.WEEK), (15, Group.OVERDUE)])
def test_hours_are_overdue_after_two_weeks(store: Store, cast: Cast, days: int, group: Group) -> None:
    _log(store, cast.adas, TODAY - timedelta(days=days), by=cast.ada)
    (item,) = [one for one in _queue(store, Role.MENTOR, cast.mia) if one.title.startswith("Approve")]
    assert item.group is group


def test_decided_hours_wait_no_more(store: Store, cast: Cast) -> None:
    entry = _log(store, cast.adas, TODAY - timedelta(days=3), by=cast.ada)
    store.write(hours.decide, entry_ids=[entry], state=HourState.APPROVED, by=cast.mia)
    assert not [one for one in _queue(store, Role.MENTOR, cast.mia) if one.title.startswith("Approve")]


def test_an_instructor_is_shown_the_class_hours_they_decide_on_and_no_work(store: Store, cast: Cast) -> None:
    _log(store, cast.adas, TODAY - timedelta(days=3), by=cast.ada)
    assert not _titles(_queue(store, Role.INSTRUCTOR, cast.ines), "Ada")
    store.write(hours.log, agreement_id=cast.adas, entries=[lesson(120, TODAY - timedelta(days=2))], by=cast.ada)
    assert _titles(_queue(store, Role.INSTRUCTOR, cast.ines), "Ada") == ["Approve or return 2 h"]
    assert _titles(_queue(store, Role.MENTOR, cast.mia), "Ada")[0] == "Approve or return 10 h"


def test_a_coordinator_sees_what_is_with_others_only_as_its_limit_comes_near(store: Store, cast: Cast) -> None:
    _log(store, cast.adas, TODAY - timedelta(days=7), by=cast.ada)
    assert "Approve or return 8 h" not in _titles(_queue(store, Role.COORDINATOR, cast.cora))
    _log(store, cast.adas, TODAY - timedelta(days=8), by=cast.ada)
    assert "Approve or return 16 h" in _titles(_queue(store, Role.COORDINATOR, cast.cora))


def test_sign_offs_asked_for_are_one_line_and_go_when_they_are_signed(store: Store, cast: Cast) -> None:
    _ask(store, cast.adas, cast.ada, 20, "1a")
    _ask(store, cast.adas, cast.ada, 2, "1b")
    (item,) = [one for one in _queue(store, Role.MENTOR, cast.mia) if one.page == "sign_offs"]
    assert (item.group, item.title, item.act) == (Group.OVERDUE, "Sign off 1a and 1b", "Start")
    (item,) = [one for one in _queue(store, Role.COORDINATOR, cast.cora) if one.page == "sign_offs"]
    assert item.detail.endswith(", with Mia Hale")
    assert item.act == "Open sign-offs"
    assert not [one for one in _queue(store, Role.MENTOR, cast.max) if one.apprentice.startswith("Ben") and one.due]
    both = [rating("1a"), rating("1b")]
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=both, signer_id=cast.mia)
    assert not [one for one in _queue(store, Role.MENTOR, cast.mia) if one.page == "sign_offs"]


def test_a_suspension_is_told_to_the_agency_within_45_days(store: Store, cast: Cast) -> None:
    with clock.stopped_at(datetime(2026, 4, 10, 16, tzinfo=UTC)):
        store.write(
            events.record_event,
            agreement_id=cast.adas,
            kind=EventKind.SUSPENDED,
            happened_on=date(2026, 4, 10),
            reason="Ill",
            by=cast.cora,
        )
    (item,) = [one for one in _queue(store, Role.COORDINATOR, cast.cora) if "agency" in one.title]
    assert (item.title, item.group, item.due) == ("Tell the agency: suspended", Group.OVERDUE, date(2026, 5, 25))
    assert "29 CFR 29.5(b)(19)" in item.detail
    assert not [one for one in _queue(store, Role.MENTOR, cast.mia) if "agency" in one.title]


def test_a_paused_apprentice_is_not_watched_for_missing_hours(store: Store, cast: Cast) -> None:
    assert f"No hours for {(TODAY - BEGINS).days} days" in _titles(_queue(store, Role.MENTOR, cast.mia), "Ada")
    suspension = {"kind": EventKind.SUSPENDED, "happened_on": TODAY, "reason": "Ill", "by": cast.cora}
    store.write(events.record_event, agreement_id=cast.adas, **suspension)
    assert not [title for title in _titles(_queue(store, Role.MENTOR, cast.mia), "Ada") if title.startswith("No hours")]


def test_hours_of_four_weeks_ago_are_watched_and_yesterdays_not(store: Store, cast: Cast) -> None:
    _log(store, cast.adas, TODAY - timedelta(days=home.QUIET_DAYS), by=cast.ada)
    assert f"No hours for {home.QUIET_DAYS} days" in _titles(_queue(store, Role.MENTOR, cast.mia), "Ada")
    _log(store, cast.adas, TODAY - timedelta(days=1), by=cast.ada)
    assert not [title for title in _titles(_queue(store, Role.MENTOR, cast.mia), "Ada") if title.startswith("No hours")]


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.MENTOR, Role.INSTRUCTOR])
def test_overdue_comes_first_then_the_nearest_day_and_no_line_comes_twice(sample: Store, role: Role) -> None:
    for person in (row for row in sample.read(people.everyone) if row.role is role):
        items = _queue(sample, role, person.id)
        order = list(Group)
        keys = [(order.index(item.group), item.due or date.max) for item in items]
        assert keys == sorted(keys)
        assert len({item.id for item in items}) == len(items)
        assert all((item.group is Group.WATCH) == (item.due is None) for item in items)


def test_each_mentor_of_the_sample_sees_their_own_apprentices_alone(sample: Store) -> None:
    seen: set[str] = set()
    for person in (row for row in sample.read(people.everyone) if row.role is Role.MENTOR):
        own = {row.agreement_id for row in sample.read(apprentices.listing, mentor_id=person.id)}
        items = _queue(sample, Role.MENTOR, person.id)
        assert items
        assert {item.agreement_id for item in items} <= own
        assert {item.employer for item in items} == {person.employer}
        seen |= own
    assert len(seen) == len(sample.read(apprentices.listing))


def test_the_counts_are_what_the_lists_of_the_pages_hold(sample: Store) -> None:
    for person in sample.read(people.everyone):
        if person.role in (Role.APPRENTICE, Role.VIEWER):
            continue
        found = sample.read(home.counts, role=person.role, person_id=person.id)
        mentor_id = person.id if person.role is Role.MENTOR else None
        kind = HourKind.RI if person.role is Role.INSTRUCTOR else None
        assert found["hours"] == len(sample.read(hour_lists.waiting, mentor_id=mentor_id, kind=kind))
        own = {row.agreement_id for row in sample.read(apprentices.listing, mentor_id=mentor_id)}
        assert found["sign_offs"] == sum(one.agreement_id in own for one in sample.read(sign_offs.requests))
