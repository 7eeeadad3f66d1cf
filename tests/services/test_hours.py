"""Hours: minutes that add up, within 24 h a day, and never changed behind anybody's back."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from functools import partial

import pytest
from sqlmodel import Session, select

from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Store
from desktop.models.hours import CourseResult, HourTotal
from desktop.services import agreements, clock, events, frameworks, hours, people, totals
from desktop.services.hour_totals import NO_FUNCTION
from desktop.services.hours import NewEntry
from desktop.services.progress import progress
from tests.conftest import BEGINS, TODAY, Cast, Refuses, everything, lesson, work

COURSE = "NT-101"


def _log(store: Store, cast: Cast, *entries: NewEntry, by: str | None = None) -> tuple[str, ...]:
    return store.write(hours.log, agreement_id=cast.bens, entries=entries, by=by or cast.ben)


def _decide(store: Store, cast: Cast, *ids: str, state: HourState = HourState.APPROVED, reason: str = "") -> int:
    return store.write(hours.decide, entry_ids=ids, state=state, by=cast.max, reason=reason)


def _kept(store: Store, cast: Cast) -> dict[tuple[str, HourKind, HourState], int]:
    """The totals kept beside Ben's agreement by job function number, once a recount gave the same."""

    def compare(session: Session) -> dict[tuple[str, HourKind, HourState], int]:
        kept = {
            (row.agreement_id, row.job_function, row.kind, row.state): row.minutes
            for row in session.exec(select(HourTotal))
        }
        assert +Counter(kept) == +Counter(totals.count_hours(session))
        numbers = {frameworks.job_function_id(cast.technician, number): number for number in "123456"}
        return {
            (numbers.get(function, function), kind, state): minutes
            for (agreement, function, kind, state), minutes in kept.items()
            if minutes and agreement == cast.bens
        }

    return store.read(compare)


def test_hours_wait_until_somebody_else_approves_them(store: Store, cast: Cast) -> None:
    ids = _log(store, cast, work(480), lesson(90))
    pending, approved = HourState.PENDING, HourState.APPROVED
    assert _kept(store, cast) == {
        ("1", HourKind.OJT, pending): 480,
        (NO_FUNCTION, HourKind.RI, pending): 90,
    }
    assert store.read(progress, agreement_id=cast.bens).ojt.done == 0
    assert _decide(store, cast, *ids) == 2
    assert _kept(store, cast) == {
        ("1", HourKind.OJT, approved): 480,
        (NO_FUNCTION, HourKind.RI, approved): 90,
    }
    assert store.read(progress, agreement_id=cast.bens).ojt.done == 480
    assert _decide(store, cast, *ids) == 0


def test_a_day_is_split_over_job_functions_that_sum_to_it(store: Store, cast: Cast) -> None:
    _log(store, cast, work(450, parts={"1": 200, "2": 205, "6": 45}))
    found = store.read(progress, agreement_id=cast.bens)
    assert [one.ojt.pending for one in found.functions] == [200, 205, 0, 0, 0, 45]
    assert found.ojt.pending == 450


@pytest.mark.parametrize(
    ("entry", "match"),
    [
        (work(0), "not between nothing and 24 h"),
        (work(-60), "not between nothing and 24 h"),
        (work(1441), "not between nothing and 24 h"),
        (work(480, parts={"1": 240, "2": 239}), "sum to 7 h 59 min, but June 1, 2026 has 8 h"),
        (work(480, parts={"1": 500, "2": -20}), "job function 2 is nothing"),
        (work(480, parts={"1": 480, "2": 0}), "job function 2 is nothing"),
        (work(480, parts={}), "name no job function"),
        (work(480, function="9"), "no job function 9"),
        (work(480, course=COURSE), "never class time"),
        (lesson(course="XX-1"), "no course XX-1"),
        (lesson(parts={"1": 60}), "sum to 1 h, but"),
        (work(day=TODAY + timedelta(days=1)), "June 2, 2026 is in the future"),
        (work(day=BEGINS - timedelta(days=1)), "before the agreement began"),
    ],
)
def test_hours_that_cannot_be_are_refused(cast: Cast, refuses: Refuses, entry: NewEntry, match: str) -> None:
    """Nor are the good entries that came with them written."""
    some = [work(day=date(2026, 3, 2)), entry]
    refuses(match, hours.log, agreement_id=cast.bens, entries=some, by=cast.ben)


def test_class_may_name_a_course_or_a_job_function_or_nothing(store: Store, cast: Cast) -> None:
    _log(store, cast, lesson(60, course=COURSE), lesson(60, parts={"2": 60}), lesson(60))
    assert store.read(progress, agreement_id=cast.bens).ri.pending == 180


def test_a_day_has_24_hours_over_all_entries_and_agreements(store: Store, cast: Cast, refuses: Refuses) -> None:
    _log(store, cast, work(1200), lesson(200))
    log = partial(refuses, action=hours.log, by=cast.ben)
    log("would have 24 h 1 min, and 23 h 20 min", agreement_id=cast.bens, entries=[work(41)])
    log("would have 24 h 1 min", agreement_id=cast.bens, entries=[work(20), lesson(21)])
    second = _second_agreement(store, cast)
    log("would have 24 h 1 min", agreement_id=second, entries=[work(41)])
    store.write(hours.log, agreement_id=second, entries=[work(40)], by=cast.ben)
    store.write(hours.log, agreement_id=cast.adas, entries=[work(1440)], by=cast.ada)


def _second_agreement(store: Store, cast: Cast) -> str:
    second = store.write(
        agreements.draft,
        apprentice_id=cast.ben,
        framework_id=cast.generalist,
        employer_id=cast.south,
        mentor_ids=[cast.max],
        begins=BEGINS,
    )
    store.write(events.record_event, agreement_id=second, kind=EventKind.REGISTERED, happened_on=BEGINS)
    return second


def test_hours_returned_or_taken_back_free_their_day(store: Store, cast: Cast) -> None:
    first, second = _log(store, cast, work(720), work(720))
    _decide(store, cast, first, state=HourState.RETURNED, reason="Twice")
    _log(store, cast, work(720))
    store.write(hours.reverse, entry_id=second, by=cast.ben, reason="Other day")
    _log(store, cast, work(720))


def test_hours_are_returned_with_a_reason(store: Store, cast: Cast, refuses: Refuses) -> None:
    (id_,) = _log(store, cast, work())
    decide = partial(refuses, action=hours.decide, entry_ids=[id_], by=cast.max)
    decide("returned with a reason", state=HourState.RETURNED)
    decide("returned with a reason", state=HourState.RETURNED, reason=" \u200b")
    assert _decide(store, cast, id_, state=HourState.RETURNED, reason="Which site?") == 1
    assert _kept(store, cast) == {("1", HourKind.OJT, HourState.RETURNED): 480}
    decide("are returned already", state=HourState.APPROVED)


def test_decisions_are_taken_all_or_none(store: Store, cast: Cast, refuses: Refuses) -> None:
    ids = _log(store, cast, work(60), work(61))
    refuses("not in the record", hours.decide, entry_ids=[*ids, "none"], state=HourState.APPROVED, by=cast.max)
    _decide(store, cast, ids[1])
    some = {"entry_ids": ids, "state": HourState.RETURNED, "reason": "Why"}
    refuses("are approved already", hours.decide, **some, by=cast.max)


def test_nobody_decides_on_their_own_hours_whatever_their_roles(store: Store, cast: Cast, refuses: Refuses) -> None:
    (id_,) = _log(store, cast, work())
    store.write(people.give_role, person_id=cast.ben, role=Role.COORDINATOR)
    refuses("Nobody approves their own", hours.decide, entry_ids=[id_], state=HourState.APPROVED, by=cast.ben)
    _decide(store, cast, id_)
    refuses("taken back by a mentor", hours.reverse, entry_id=id_, by=cast.ben, reason="Mine")


@pytest.mark.parametrize(
    ("who", "may"),
    [("max", {"OJT", "RI"}), ("cora", {"OJT", "RI"}), ("ines", {"RI"}), ("mia", set()), ("ada", set())],
)
def test_who_may_approve(store: Store, cast: Cast, refuses: Refuses, who: str, may: set[str]) -> None:
    ids = dict(zip(HourKind, _log(store, cast, work(), lesson()), strict=True))
    for kind, id_ in ids.items():
        arguments = {"entry_ids": [id_], "state": HourState.APPROVED, "by": getattr(cast, who)}
        if kind in may:
            assert store.write(hours.decide, **arguments) == 1
        else:
            refuses("cannot approve hours of this apprentice", hours.decide, **arguments)


def test_who_may_log(store: Store, cast: Cast, refuses: Refuses) -> None:
    for place, who in enumerate((cast.ben, cast.max, cast.cora)):
        _log(store, cast, work(60 + place), by=who)
    for who, match in (
        (cast.mia, "Mia Hale cannot log"),
        (cast.ada, "Ada Lind cannot log"),
        ("x", "not in the record"),
    ):
        refuses(match, hours.log, agreement_id=cast.bens, entries=[work(60)], by=who)


def test_saving_again_with_the_same_ids_logs_once(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = [work(60, id="one"), lesson(60, id="two")]
    assert _log(store, cast, *some) == ("one", "two")
    before = everything(store)
    assert _log(store, cast, *some) == ()
    assert everything(store) == before
    for other in (work(61, id="one"), work(60, BEGINS, id="one"), lesson(60, id="one")):
        refuses("saved already", hours.log, agreement_id=cast.bens, entries=[other], by=cast.ben)
    refuses("saved already", hours.log, agreement_id=cast.adas, entries=[some[0]], by=cast.ada)


def test_a_reversal_takes_the_whole_entry_back_in_its_own_state(store: Store, cast: Cast, refuses: Refuses) -> None:
    ids = _log(store, cast, work(300, parts={"1": 100, "2": 200}), work(60, function="3"), lesson(45))
    _decide(store, cast, ids[0])
    _decide(store, cast, ids[1], state=HourState.RETURNED, reason="Why")
    refuses("needs a reason", hours.reverse, entry_id=ids[0], by=cast.max, reason="")
    for id_ in ids:
        back = store.write(hours.reverse, entry_id=id_, by=cast.max, reason="Wrong week")
        refuses("taken back already", hours.reverse, entry_id=id_, by=cast.max, reason="Again")
        refuses("taken back already", hours.reverse, entry_id=back, by=cast.max, reason="Back")
    assert _kept(store, cast) == {}
    arguments = {"entry_ids": [ids[2]], "state": HourState.APPROVED, "by": cast.max}
    refuses("were taken back", hours.decide, **arguments)


def test_an_apprentice_takes_back_what_is_not_approved(store: Store, cast: Cast, refuses: Refuses) -> None:
    pending, approved = _log(store, cast, work(60), work(61))
    _decide(store, cast, approved)
    refuses("by a mentor or a coordinator", hours.reverse, entry_id=approved, by=cast.ben, reason="Wrong")
    refuses("by a mentor or a coordinator", hours.reverse, entry_id=pending, by=cast.ada, reason="Wrong")
    store.write(hours.reverse, entry_id=pending, by=cast.ben, reason="Wrong")
    assert _kept(store, cast) == {("1", HourKind.OJT, HourState.APPROVED): 61}


def test_a_correction_stands_for_the_entry_and_waits_for_approval(store: Store, cast: Cast, refuses: Refuses) -> None:
    (id_,) = _log(store, cast, work(480))
    _decide(store, cast, id_)
    arguments = {"entry_id": id_, "entry": work(420, function="2"), "by": cast.max, "reason": "Left early"}
    new = store.write(hours.correct, **arguments)
    assert _kept(store, cast) == {("2", HourKind.OJT, HourState.PENDING): 420}
    before = everything(store)
    assert store.write(hours.correct, **arguments) == new
    assert everything(store) == before
    refuses("taken back already", hours.correct, **(arguments | {"entry": work(400)}))
    refuses("not between", hours.correct, entry_id=new, entry=work(0), by=cast.max, reason="Nothing")


def test_a_correction_within_a_full_day_is_possible(store: Store, cast: Cast) -> None:
    (id_,) = _log(store, cast, work(1440))
    store.write(hours.correct, entry_id=id_, entry=work(1440, function="2"), by=cast.ben, reason="Other function")


def test_a_course_is_certified_by_others_and_every_result_stays(store: Store, cast: Cast, refuses: Refuses) -> None:
    whole = {"agreement_id": cast.bens, "course": COURSE, "finished_on": TODAY, "is_passed": False, "by": cast.ines}
    refuses("no course XX-1", hours.record_course, **(whole | {"course": "XX-1"}))
    refuses("certified by its instructor", hours.record_course, **(whole | {"by": cast.ben}))
    refuses("certified by its instructor", hours.record_course, **(whole | {"by": cast.mia}))
    refuses("in the future", hours.record_course, **(whole | {"finished_on": TODAY + timedelta(days=1)}))
    store.write(hours.record_course, **whole)
    assert store.read(progress, agreement_id=cast.bens).facts.courses_passed == frozenset()
    store.write(hours.record_course, **(whole | {"is_passed": True, "grade": " B+ "}))
    assert store.read(progress, agreement_id=cast.bens).facts.courses_passed == {COURSE}
    yesterday = TODAY - timedelta(days=1)
    assert store.read(progress, agreement_id=cast.bens, as_of=yesterday).facts.courses_passed == frozenset()
    query = select(CourseResult.grade)
    assert sorted(store.read(lambda session: session.exec(query).all())) == ["", "B+"]


def test_a_past_day_sees_the_hours_as_they_stood_then(store: Store, cast: Cast) -> None:
    """Logged on the 1st, approved on the 2nd, taken back on the 3rd; worked in April."""

    def live(day: int) -> datetime:
        return datetime(2026, 5, day, 16, tzinfo=UTC)

    with clock.stopped_at(live(1)):
        (id_,) = _log(store, cast, work(480, date(2026, 4, 1)))
    with clock.stopped_at(live(2)):
        _decide(store, cast, id_)
    with clock.stopped_at(live(3)):
        store.write(hours.reverse, entry_id=id_, by=cast.max, reason="Wrong")
    found = [store.read(progress, agreement_id=cast.bens, as_of=date(2026, 5, day)).ojt for day in (1, 2, 3)]
    assert [(one.done, one.pending) for one in found] == [(0, 480), (480, 0), (0, 0)]
    assert store.read(progress, agreement_id=cast.bens, as_of=date(2026, 4, 30)).ojt.pending == 0
