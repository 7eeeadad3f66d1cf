"""Why is this not complete? Sentences, and who must act."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given

from desktop.codes import Approach, HourKind, HourState, Status
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.progress import measure
from desktop.frameworks.standing import Credit, Facts, HourSum, Unmet
from tests.frameworks.test_progress import BEGINS, complete, laws, records

TECHNICIAN = catalogue.find("sample-network-technician")
HELP_DESK = catalogue.find("sample-help-desk")
GENERALIST = catalogue.find("it-generalist")


def _unmet(framework: Framework, **changed: object) -> list[Unmet]:
    return list(measure(framework, replace(complete(framework), **changed)).unmet)


def _hours(facts: Facts, *more: HourSum) -> tuple[HourSum, ...]:
    return (*facts.hours, *more)


@laws
@given(records())
def test_each_condition_stands_once_as_a_sentence_with_someone_who_acts(record: tuple[Framework, Facts]) -> None:
    found = measure(*record)
    keys = [one.condition for one in found.unmet]
    assert len(keys) == len(set(keys))
    for one in found.unmet:
        assert one.state in {"missing", "pending", "returned"}
        assert one.who in {"Ada", "Mia", "Cora"}
        assert re.match(r"[A-Z0-9]", one.sentence)
        assert not re.search(r"\b0 h\b|−", one.sentence), "nothing is short of nothing"
        assert one.detail


@laws
@given(records())
def test_what_is_short_is_always_named(record: tuple[Framework, Facts]) -> None:
    """Nothing is complete while hours, competencies, courses or time are missing."""
    found = measure(*record)
    if found.facts.status is Status.COMPLETED:
        assert found.unmet == ()
        return
    needs_competencies = found.framework.approach is not Approach.TIME_BASED
    is_short = (
        found.ojt.missing
        or found.ri.missing
        or (needs_competencies and (found.core.missing or any(one.optional.missing for one in found.functions)))
        or (found.as_of < found.ready_on and found.months_required)
        or {one.code for one in found.framework.courses} - found.facts.courses_passed
    )
    assert found.unmet or not is_short


def test_missing_hours_are_told_without_those_that_wait() -> None:
    facts = complete(HELP_DESK)
    less = HourSum(None, HourKind.RI, HourState.APPROVED, -600)
    waits = HourSum(None, HourKind.RI, HourState.PENDING, 200)
    short, pending = _unmet(HELP_DESK, hours=_hours(facts, less, waits))
    assert (short.condition, short.sentence, short.who) == (
        "ri",
        "6 h 40 min of related instruction are missing",
        "Ada",
    )
    assert short.detail == "138 h of 148 h approved, 3 h 20 min pending"
    assert (pending.condition, pending.sentence, pending.who) == (
        "ri-pending",
        "3 h 20 min of related instruction wait for approval",
        "Mia",
    )
    (pending,) = _unmet(HELP_DESK, hours=_hours(facts, less, replace(waits, minutes=600)))
    assert pending.state == "pending"


def test_returned_hours_hold_the_finish_only_while_hours_are_missing() -> None:
    facts = complete(HELP_DESK)
    returned = HourSum("1", HourKind.OJT, HourState.RETURNED, 90)
    assert _unmet(HELP_DESK, hours=_hours(facts, returned)) == []
    less = HourSum("1", HourKind.OJT, HourState.APPROVED, -60)
    found = {one.condition: one for one in _unmet(HELP_DESK, hours=_hours(facts, less, returned))}
    assert set(found) == {"ojt", "ojt-returned", "ojt-1"}
    assert (found["ojt-returned"].sentence, found["ojt-returned"].who) == (
        "1 h 30 min of on-the-job training were returned",
        "Ada",
    )
    assert found["ojt-1"].sentence == "Job function 1 is 1 h short"


def test_hours_of_one_job_function_do_not_stand_for_another() -> None:
    facts = complete(TECHNICIAN)
    moved = _hours(
        facts, HourSum("1", HourKind.OJT, HourState.APPROVED, -60), HourSum("2", HourKind.OJT, HourState.APPROVED, 60)
    )
    (one,) = _unmet(TECHNICIAN, hours=moved)
    assert (one.condition, one.sentence) == ("ojt-1", "Job function 1 is 1 h short")
    assert _unmet(TECHNICIAN, hours=moved, credits=(Credit("1", HourKind.OJT, 60),)) == []
    assert _unmet(TECHNICIAN, hours=moved, credits=(Credit(None, HourKind.OJT, 60),)) == []
    assert len(_unmet(TECHNICIAN, hours=moved, credits=(Credit(None, HourKind.OJT, 59),))) == 1


def test_competencies_are_named_and_those_asked_for_wait_for_the_mentor() -> None:
    ratings = tuple(one for one in complete(GENERALIST).ratings if one.code not in ("1i", "2e", "7d"))
    missing, waits = _unmet(GENERALIST, ratings=ratings, asked=frozenset({"2e", "1a"}))
    assert (missing.sentence, missing.detail, missing.who) == ("2 core competencies are not shown yet", "1i, 7d", "Ada")
    assert (waits.sentence, waits.detail, waits.who) == ("1 core competency waits for a sign-off", "2e", "Mia")


def test_a_choice_says_how_many_more() -> None:
    ratings = tuple(one for one in complete(TECHNICIAN).ratings if one.code not in ("4d", "4e"))
    (one,) = _unmet(TECHNICIAN, ratings=ratings)
    assert one.sentence == "Job function 4 needs 2 more optional competencies"
    assert one.detail == "0 of 2 chosen so far"


def test_the_minimum_time_is_named_with_its_day() -> None:
    (one,) = _unmet(GENERALIST, as_of=BEGINS + timedelta(days=364))
    assert one.sentence == "12 months registered end on January 5, 2027"
    assert _unmet(GENERALIST, as_of=date(2027, 1, 5)) == []


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.DRAFT, "The agreement is not registered yet"),
        (Status.SUSPENDED, "The agreement is suspended"),
        (Status.CANCELLED, "The agreement was cancelled."),
        (Status.TRANSFERRED, "The agreement was transferred to another sponsor."),
    ],
)
def test_an_agreement_that_is_not_open_is_never_complete(status: Status, sentence: str) -> None:
    (one,) = _unmet(GENERALIST, status=status)
    assert (one.condition, one.sentence, one.who) == ("status", sentence, "Cora")
    assert _unmet(GENERALIST, status=Status.COMPLETED) == []
