"""Facts in, answer out: laws that hold for any framework and any record."""

import random
from collections import defaultdict
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.codes import Approach, HourKind, HourState, Kind, Role, Status
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework, JobFunction
from desktop.frameworks.progress import core_required, measure, required_months, required_ojt, required_ri
from desktop.frameworks.standing import Amount, Credit, DayHours, Facts, HourSum, Progress, Rating

BEGINS = date(2026, 1, 5)
FRAMEWORKS = st.sampled_from(list(catalogue.shipped()))
laws = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@st.composite
def records(draw: st.DrawFn) -> tuple[Framework, Facts]:
    """A framework that ships, and what may be recorded under it until some day."""
    framework = draw(FRAMEWORKS)
    as_of = BEGINS + timedelta(days=draw(st.integers(0, 900)))
    codes = [one.code for one in framework.competencies()]
    numbers = [one.number for one in framework.titled_functions()]
    days = st.dates(BEGINS, as_of)
    ratings = st.builds(
        Rating,
        id=st.uuids().map(str),
        code=st.sampled_from(codes),
        level=st.integers(0, 4),
        shown=st.sampled_from(HourKind),
        observed_on=days,
        recorded_at=st.just(datetime(2028, 1, 1, tzinfo=UTC)),
        signer=st.just("Mia"),
        role=st.just(Role.MENTOR),
        reversed_why=st.sampled_from(["", "", "", "Wrong"]),
    )
    sums = st.dictionaries(
        st.tuples(st.sampled_from([*numbers, None]), st.sampled_from(HourKind), st.sampled_from(HourState)),
        st.integers(0, 100_000),
        max_size=8,
    )
    per_day = st.dictionaries(
        st.tuples(days, st.sampled_from(HourKind)), st.tuples(st.integers(0, 600), st.integers(0, 600)), max_size=8
    )
    granted = st.builds(Credit, st.sampled_from([*numbers, None]), st.sampled_from(HourKind), st.integers(1, 60_000))
    facts = Facts(
        as_of=as_of,
        begins=BEGINS,
        ends=draw(st.none() | st.dates(BEGINS + timedelta(days=30), BEGINS + timedelta(days=1200))),
        status=draw(st.sampled_from(Status)),
        apprentice="Ada",
        mentor="Mia",
        coordinator="Cora",
        hours=tuple(HourSum(*key, minutes) for key, minutes in draw(sums).items()),
        days=tuple(DayHours(*key, *minutes) for key, minutes in draw(per_day).items()),
        ratings=tuple(draw(st.lists(ratings, max_size=30, unique_by=lambda one: one.id))),
        asked=frozenset(draw(st.sets(st.sampled_from(codes), max_size=5))),
        courses_passed=frozenset(draw(st.sets(st.sampled_from([one.code for one in framework.courses] or [""])))),
        credits=tuple(draw(st.lists(granted, max_size=3))),
        paused_days=draw(st.integers(0, 60)),
    )
    return framework, facts


def complete(framework: Framework) -> Facts:
    """Everything that `framework` asks for, three years after the beginning, and nothing more."""
    hours = [HourSum(None, HourKind.RI, HourState.APPROVED, required_ri(framework)[0])]
    hours += [
        HourSum(one.number, HourKind.OJT, HourState.APPROVED, round(one.ojt.required * 60))
        for one in framework.titled_functions()
    ]
    wanted = [one for one in framework.competencies() if one.kind is Kind.CORE]
    for function in framework.titled_functions():
        optional = [one for one in function.competencies if one.kind is Kind.OPTIONAL]
        wanted += optional[: function.choose or 0]
    ratings = [
        Rating(one.code, one.code, 3, HourKind.OJT, BEGINS, datetime(2026, 1, 6, tzinfo=UTC), "Mia", Role.MENTOR)
        for one in wanted
    ]
    return Facts(
        as_of=BEGINS + timedelta(days=1100),
        begins=BEGINS,
        ends=None,
        status=Status.ACTIVE,
        apprentice="Ada",
        mentor="Mia",
        coordinator="Cora",
        hours=tuple(hours),
        ratings=tuple(ratings),
        courses_passed=frozenset(one.code for one in framework.courses),
    )


def _unmet_minutes(found: Progress) -> int:
    return found.ojt.missing + found.ri.missing + sum(one.ojt.missing for one in found.functions)


@laws
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_the_facts_never_matters(record: tuple[Framework, Facts], chance: random.Random) -> None:
    framework, facts = record

    def shuffled(some: tuple[object, ...]) -> tuple[object, ...]:
        return tuple(chance.sample(some, len(some)))

    other = replace(
        facts,
        hours=shuffled(facts.hours),
        days=shuffled(facts.days),
        ratings=shuffled(facts.ratings),
        credits=shuffled(facts.credits),
    )
    assert replace(measure(framework, other), facts=facts) == measure(framework, facts)


@laws
@given(records())
def test_totals_equal_a_plain_recount(record: tuple[Framework, Facts]) -> None:
    framework, facts = record
    found = measure(framework, facts)
    sums: dict[tuple[HourKind, HourState], int] = defaultdict(int)
    for one in facts.hours:
        sums[one.kind, one.state] += one.minutes
    for kind, amount in ((HourKind.OJT, found.ojt), (HourKind.RI, found.ri)):
        states = (HourState.APPROVED, HourState.PENDING, HourState.RETURNED)
        assert (amount.done, amount.pending, amount.returned) == tuple(sums[kind, state] for state in states)
        assert amount.credit == sum(one.minutes for one in facts.credits if one.kind is kind)
    best: dict[str, int] = {}
    for one in facts.ratings:
        if not one.reversed_why:
            best[one.code] = max(best.get(one.code, 0), one.level)
    done = {code for code, level in best.items() if level >= framework.rating_scale.completes_at}
    for kind, count in ((Kind.CORE, found.core), (Kind.OPTIONAL, found.optional)):
        codes = {one.code for one in framework.competencies() if one.kind is kind}
        assert (count.done, count.pending) == (len(codes & done), len(codes & facts.asked - done))
    assert found.core.required == core_required(framework)


@laws
@given(records())
def test_the_job_functions_sum_to_the_whole(record: tuple[Framework, Facts]) -> None:
    framework, facts = record
    found = measure(framework, facts)
    given_to_none = sum(
        one.minutes
        for one in facts.hours
        if one.function is None and one.kind is HourKind.OJT and one.state is HourState.APPROVED
    )
    assert sum(one.ojt.done for one in found.functions) + given_to_none == found.ojt.done
    for name in ("required", "done", "pending"):
        assert sum(getattr(one.core, name) for one in found.functions) == getattr(found.core, name)


@laws
@given(records(), st.integers(1, 50_000), st.sampled_from(HourKind), st.integers(0, 6))
def test_more_approved_hours_never_make_more_unmet(
    record: tuple[Framework, Facts], minutes: int, kind: HourKind, place: int
) -> None:
    framework, facts = record
    numbers = [one.number for one in framework.titled_functions()]
    more = HourSum(numbers[place % len(numbers)], kind, HourState.APPROVED, minutes)
    before, after = measure(framework, facts), measure(framework, replace(facts, hours=(*facts.hours, more)))
    assert _unmet_minutes(after) <= _unmet_minutes(before)
    assert {one.condition for one in after.unmet} <= {one.condition for one in before.unmet}


@laws
@given(records(), st.sampled_from([HourState.PENDING, HourState.RETURNED]))
def test_what_waits_or_was_returned_never_counts_as_done(record: tuple[Framework, Facts], state: HourState) -> None:
    framework, facts = record
    bare = replace(facts, hours=tuple(one for one in facts.hours if one.state is not state), asked=frozenset())
    before, after = measure(framework, bare), measure(framework, facts)
    assert _unmet_minutes(after) == _unmet_minutes(before)
    assert (after.core.done, after.optional.done) == (before.core.done, before.optional.done)
    assert after.is_complete == before.is_complete
    assert [one.is_complete for one in after.functions] == [one.is_complete for one in before.functions]


@laws
@given(records(), st.integers(0, 3))
def test_a_further_rating_never_takes_a_completion_away(record: tuple[Framework, Facts], level: int) -> None:
    framework, facts = record
    before = measure(framework, facts)
    later = [replace(one, id=f"{one.id}+", level=level, observed_on=facts.as_of) for one in facts.ratings]
    after = measure(framework, replace(facts, ratings=(*facts.ratings, *later)))
    assert after.core.done >= before.core.done
    assert after.optional.done >= before.optional.done


@laws
@given(records())
def test_a_reversed_rating_counts_for_nothing_but_is_shown(record: tuple[Framework, Facts]) -> None:
    framework, facts = record
    standing = replace(facts, ratings=tuple(one for one in facts.ratings if not one.reversed_why))
    after, before = measure(framework, facts), measure(framework, standing)
    assert (after.core, after.optional, after.unmet) == (before.core, before.optional, before.unmet)
    shown = [one for function in after.functions for part in function.competencies for one in part.ratings]
    assert {one.id for one in shown} == {one.id for one in facts.ratings}


@pytest.mark.parametrize("key", catalogue.keys())
def test_a_complete_record_has_nothing_unmet_and_nothing_to_project(key: str) -> None:
    framework = catalogue.find(key)
    found = measure(framework, complete(framework))
    assert found.unmet == ()
    assert found.is_complete
    assert found.projection is None
    assert all(one.is_complete for one in found.functions if one.function.kind is Kind.CORE)


@laws
@given(FRAMEWORKS, st.data())
def test_whatever_is_taken_from_a_complete_record_is_missed(framework: Framework, data: st.DataObject) -> None:
    facts = complete(framework)
    shorter = [
        replace(facts, hours=tuple(one for one in facts.hours if one.kind is not HourKind.RI)),
        replace(facts, as_of=BEGINS, ratings=facts.ratings) if required_months(framework) else None,
        replace(facts, status=Status.SUSPENDED),
        replace(facts, status=Status.CANCELLED),
    ]
    if framework.courses:
        shorter.append(replace(facts, courses_passed=facts.courses_passed - {framework.courses[0].code}))
    if framework.approach is not Approach.TIME_BASED:
        place = data.draw(st.integers(0, len(facts.ratings) - 1))
        for rating in (replace(facts.ratings[place], level=2), replace(facts.ratings[place], reversed_why="Wrong")):
            others = (*facts.ratings[:place], *facts.ratings[place + 1 :])
            shorter.append(replace(facts, ratings=(*others, rating)))
    if required_ojt(framework):
        minute = HourSum("1", HourKind.OJT, HourState.APPROVED, -1)
        shorter.append(replace(facts, hours=(*facts.hours, minute)))
    for one in shorter:
        assert one is None or measure(framework, one).unmet


def test_a_time_based_record_is_complete_without_a_single_rating() -> None:
    framework = catalogue.find("sample-help-desk")
    found = measure(framework, replace(complete(framework), ratings=()))
    assert found.is_complete
    assert found.core.done == 0


def test_the_rating_achieved_is_the_highest_and_of_equals_the_latest() -> None:
    framework = catalogue.find("it-generalist")
    recorded = datetime(2026, 5, 1, tzinfo=UTC)
    some = [
        Rating("old", "1a", 3, HourKind.RI, date(2026, 2, 1), recorded, "Mia", Role.MENTOR),
        Rating("new", "1a", 3, HourKind.OJT, date(2026, 3, 1), recorded, "Max", Role.MENTOR),
        Rating("low", "1a", 1, HourKind.OJT, date(2026, 4, 1), recorded, "Max", Role.MENTOR),
        Rating("gone", "1a", 4, HourKind.OJT, date(2026, 4, 1), recorded, "Max", Role.MENTOR, reversed_why="Wrong"),
    ]
    found = measure(framework, replace(complete(framework), ratings=tuple(some)))
    one = found.functions[0].competencies[0]
    assert one.achieved is not None
    assert one.achieved.id == "new"
    assert [rating.id for rating in one.ratings] in (["low", "gone", "new", "old"], ["gone", "low", "new", "old"])
    shown = {where: one.shown(where, 3) for where in HourKind}
    assert {where: rating and rating.id for where, rating in shown.items()} == {"OJT": "new", "RI": "old"}


def test_blank_job_functions_ask_for_nothing() -> None:
    framework = catalogue.find("sample-network-technician")
    blank = framework.job_functions[0].model_copy(update={"number": "7", "title": " "})
    assert blank.is_blank
    codes = tuple(one.model_copy(update={"code": f"x{one.code}"}) for one in blank.competencies)
    blank = JobFunction.model_validate(blank.model_copy(update={"competencies": codes}).model_dump())
    wider = framework.model_copy(update={"job_functions": (*framework.job_functions, blank)})
    facts = complete(framework)
    assert (required_ojt(wider), core_required(wider)) == (required_ojt(framework), core_required(framework))
    assert measure(wider, facts).is_complete


@pytest.mark.parametrize(
    ("amount", "missing"),
    [(Amount(100, 40, 30, 10, 20), 40), (Amount(100, 100), 0), (Amount(100, 90, 900), 10), (Amount(0, 5), 0)],
)
def test_only_what_is_approved_or_credited_makes_less_missing(amount: Amount, missing: int) -> None:
    assert amount.missing == missing
