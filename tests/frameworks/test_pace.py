"""Pace and projected finish, with what holds it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.codes import OPEN_STATUSES, HourKind, HourState, Status
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.pace import add_months, expected_share, ready_date
from desktop.frameworks.progress import measure, required_months, required_ojt
from desktop.frameworks.standing import Credit, DayHours, Facts, HourSum
from tests.frameworks.test_progress import BEGINS, complete, laws, records

TECHNICIAN = catalogue.find("sample-network-technician")
HELP_DESK = catalogue.find("sample-help-desk")
GENERALIST = catalogue.find("it-generalist")


def _minus(facts: Facts, kind: HourKind, minutes: int, function: str | None = None) -> Facts:
    return replace(facts, hours=(*facts.hours, HourSum(function, kind, HourState.APPROVED, -minutes)))


def _worked(facts: Facts, kind: HourKind, minutes_a_week: int, *, pending: bool = False) -> Facts:
    """The same minutes in each of the last twelve weeks."""
    days = tuple(
        DayHours(
            facts.as_of - timedelta(weeks=week),
            kind,
            0 if pending else minutes_a_week,
            minutes_a_week if pending else 0,
        )
        for week in range(12)
    )
    return replace(facts, days=(*facts.days, *days))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 8, 31), 18, date(2028, 2, 29)),
        (date(2026, 3, 30), 0, date(2026, 3, 30)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day: date, months: int, more: int) -> None:
    assert day <= add_months(day, months) <= add_months(day, months + more)


@laws
@given(records())
def test_a_projection_lies_between_its_bounds_and_never_in_the_past(record: tuple[Framework, Facts]) -> None:
    found = measure(*record)
    plan = found.projection
    if found.is_complete or found.facts.status not in OPEN_STATUSES:
        assert plan is None
        return
    assert plan is not None
    assert plan.sentence.endswith(".")
    if plan.finish is None:
        assert plan.earliest is None
        assert plan.latest is None
        return
    assert found.as_of <= plan.earliest <= plan.finish
    assert plan.latest is None or plan.finish <= plan.latest
    assert plan.finish >= min(found.ready_on, plan.finish)
    assert plan.finish >= found.ready_on or plan.finish >= found.as_of >= found.ready_on


@laws
@given(records(), st.integers(1, 100))
def test_the_share_of_the_term_never_falls_as_days_pass(record: tuple[Framework, Facts], days: int) -> None:
    framework, facts = record
    later = replace(facts, as_of=facts.as_of + timedelta(days=days))
    shares = expected_share(framework, facts), expected_share(framework, later)
    assert 0 <= shares[0] <= shares[1] <= 1


def test_the_share_of_the_term_leaves_suspensions_out() -> None:
    facts = replace(complete(GENERALIST), as_of=BEGINS + timedelta(days=100), ends=BEGINS + timedelta(days=200))
    assert expected_share(GENERALIST, facts) == 0.5
    assert expected_share(GENERALIST, replace(facts, paused_days=50)) == 0.25
    assert expected_share(GENERALIST, replace(facts, as_of=BEGINS - timedelta(days=5))) == 0


def test_without_end_and_term_nothing_is_expected() -> None:
    framework = GENERALIST.model_copy(update={"term": type(GENERALIST.term)()})
    assert expected_share(framework, complete(framework)) is None


def test_the_minimum_time_leaves_suspensions_out() -> None:
    facts = complete(GENERALIST)
    assert ready_date(facts, 12) == date(2027, 1, 5)
    assert ready_date(replace(facts, paused_days=10), 12) == date(2027, 1, 15)


def test_the_finish_is_where_the_present_pace_leads() -> None:
    """100 hours short, 10 hours a week: ten weeks."""
    facts = _worked(_minus(complete(HELP_DESK), HourKind.RI, 6000), HourKind.RI, 600)
    plan = measure(HELP_DESK, facts).projection
    assert plan is not None
    assert (plan.finish, plan.binding) == (facts.as_of + timedelta(weeks=10), "ri")
    assert plan.earliest == plan.finish == plan.latest, "the same hours each week leave no doubt"
    assert plan.sentence == "Related instruction finishes last: 10 h a week at present."


def test_hours_that_wait_are_taken_as_coming() -> None:
    short = _minus(complete(HELP_DESK), HourKind.RI, 6000)
    facts = _worked(short, HourKind.RI, 600, pending=True)
    facts = replace(facts, hours=(*facts.hours, HourSum(None, HourKind.RI, HourState.PENDING, 3000)))
    plan = measure(HELP_DESK, facts).projection
    assert plan is not None
    assert plan.finish == facts.as_of + timedelta(weeks=5)


def test_what_does_not_move_cannot_be_projected() -> None:
    plan = measure(HELP_DESK, _minus(complete(HELP_DESK), HourKind.RI, 6000)).projection
    assert plan is not None
    assert (plan.finish, plan.binding) == (None, "ri")
    assert "No finish can be projected" in plan.sentence
    assert "related instruction" in plan.sentence


def test_the_slowest_condition_binds() -> None:
    short = _minus(_minus(complete(HELP_DESK), HourKind.RI, 6000), HourKind.OJT, 6000, "1")
    facts = _worked(_worked(short, HourKind.RI, 600), HourKind.OJT, 300)
    plan = measure(HELP_DESK, facts).projection
    assert plan is not None
    assert (plan.binding, plan.finish) == ("ojt", facts.as_of + timedelta(weeks=20))


def test_a_job_function_short_of_hours_holds_the_finish_though_the_sum_is_there() -> None:
    facts = complete(TECHNICIAN)
    moved = _minus(facts, HourKind.OJT, 6000, "1")
    moved = replace(moved, hours=(*moved.hours, HourSum("2", HourKind.OJT, HourState.APPROVED, 6000)))
    assert measure(TECHNICIAN, moved).ojt.done == required_ojt(TECHNICIAN)
    plan = measure(TECHNICIAN, _worked(moved, HourKind.OJT, 600)).projection
    assert plan is not None
    assert (plan.binding, plan.finish) == ("ojt", facts.as_of + timedelta(weeks=10))
    assert measure(TECHNICIAN, replace(moved, credits=(Credit(None, HourKind.OJT, 6000),))).is_complete


def test_time_alone_can_hold_the_finish() -> None:
    facts = replace(complete(GENERALIST), as_of=BEGINS + timedelta(days=100))
    found = measure(GENERALIST, facts)
    assert found.projection is not None
    assert (found.projection.binding, found.projection.finish) == ("months", found.ready_on)
    assert required_months(GENERALIST) == 12


def test_a_course_that_is_not_passed_is_named_where_all_else_is_there() -> None:
    facts = complete(TECHNICIAN)
    found = measure(TECHNICIAN, replace(facts, courses_passed=facts.courses_passed - {"NT-101"}))
    assert found.projection is not None
    assert (found.projection.binding, found.projection.finish) == ("courses", facts.as_of)
    assert found.projection.sentence.endswith("what holds it: 1 course is not passed yet.")


@pytest.mark.parametrize("status", sorted(set(Status) - OPEN_STATUSES))
def test_nothing_is_projected_for_what_is_not_open(status: Status) -> None:
    facts = replace(_minus(complete(HELP_DESK), HourKind.RI, 60), status=status)
    assert measure(HELP_DESK, facts).projection is None
