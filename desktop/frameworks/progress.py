"""How far one record stands against a framework: plain facts in, plain answer out.

Whatever door asks, and for whatever day, the answer comes from `measure`.
"""

from collections.abc import Iterable
from dataclasses import replace

from desktop.codes import Approach, HourKind, HourState, Kind
from desktop.frameworks.conditions import unmet_conditions
from desktop.frameworks.document import Competency, Framework, HourRange, JobFunction
from desktop.frameworks.pace import expected_share, project, ready_date
from desktop.frameworks.standing import (
    Amount,
    CompetencyProgress,
    Count,
    Facts,
    FunctionProgress,
    Progress,
    Rating,
)

RI_HOURS_A_YEAR = 144
"""Related instruction recommended for each year of the term: 29 CFR 29.5(b)(4)."""

LEAST_MONTHS = 12
"""Months a competency-based apprentice is registered before completion: 29 CFR 29.5(b)(2)(ii)."""


def measure(framework: Framework, facts: Facts) -> Progress:
    """The progress of `facts` against `framework`. The order of the facts never matters."""
    ratings = _ratings_by_code(facts.ratings)
    functions = tuple(_function(framework, one, facts, ratings) for one in framework.titled_functions())
    ri_minutes, is_recommended = required_ri(framework)
    months = required_months(framework)
    bare = Progress(
        as_of=facts.as_of,
        framework=framework,
        facts=facts,
        functions=functions,
        core=_sum_counts(one.core for one in functions),
        optional=_sum_counts(one.optional for one in functions),
        ojt=_amount(facts, HourKind.OJT, required_ojt(framework)),
        ri=_amount(facts, HourKind.RI, ri_minutes),
        is_ri_recommended=is_recommended,
        months_required=months,
        ready_on=ready_date(facts, months),
        expected=expected_share(framework, facts),
    )
    whole = replace(bare, unmet=unmet_conditions(bare))
    return replace(whole, projection=project(whole))


def required_ojt(framework: Framework) -> int:
    """Minutes of on-the-job training to complete; 0 where the framework counts competencies alone."""
    if framework.approach is Approach.COMPETENCY_BASED:
        return 0
    core = sum(_minutes(one.ojt) for one in framework.titled_functions() if one.kind is Kind.CORE)
    return max(_minutes(framework.ojt), core)


def core_required(framework: Framework) -> int:
    """How many competencies everyone must complete."""
    functions = framework.titled_functions()
    return sum(one.kind is Kind.CORE for function in functions for one in function.competencies)


def required_ri(framework: Framework) -> tuple[int, bool]:
    """Minutes of related instruction to complete, and whether they are only the recommended 144 hours a
    year because neither the framework nor its courses give any."""
    given = _minutes(framework.ri) or sum(_minutes(course.hours) for course in framework.courses)
    if given:
        return given, False
    months = framework.term.expected or LEAST_MONTHS
    return RI_HOURS_A_YEAR * 60 * months // 12, True


def required_months(framework: Framework) -> int:
    """Months that must pass between registration and completion; 0 where hours alone say so.

    Competency-based apprentices stay a year at least: 29 CFR 29.5(b)(2)(ii).
    """
    minimum = framework.term.minimum or 0
    by_approach = {
        Approach.TIME_BASED: 0,
        Approach.HYBRID: minimum,
        Approach.COMPETENCY_BASED: max(minimum, LEAST_MONTHS),
    }
    return by_approach[framework.approach]


def _minutes(hours: HourRange) -> int:
    return round(hours.required * 60)


def _amount(facts: Facts, kind: HourKind, required: int, function: str | None = None) -> Amount:
    """The sums of one kind: of one job function, or of all where `function` is None."""
    by_state = dict.fromkeys(HourState, 0)
    for one in facts.hours:
        if one.kind is kind and function in (None, one.function):
            by_state[one.state] += one.minutes
    granted = (one.minutes for one in facts.credits if one.kind is kind and function in (None, one.function))
    return Amount(
        required=required,
        done=by_state[HourState.APPROVED],
        pending=by_state[HourState.PENDING],
        returned=by_state[HourState.RETURNED],
        credit=sum(granted),
    )


def _ratings_by_code(ratings: Iterable[Rating]) -> dict[str, tuple[Rating, ...]]:
    """Newest first: by the day observed, then by the moment recorded."""
    by_code: dict[str, list[Rating]] = {}
    for one in sorted(ratings, key=lambda r: (r.observed_on, r.recorded_at, r.id), reverse=True):
        by_code.setdefault(one.code, []).append(one)
    return {code: tuple(found) for code, found in by_code.items()}


def _function(
    framework: Framework, function: JobFunction, facts: Facts, ratings: dict[str, tuple[Rating, ...]]
) -> FunctionProgress:
    completes_at = framework.rating_scale.completes_at
    competencies = tuple(
        _competency(one, ratings.get(one.code, ()), one.code in facts.asked, completes_at)
        for one in function.competencies
    )
    counts_hours = framework.approach is not Approach.COMPETENCY_BASED and function.kind is Kind.CORE
    return FunctionProgress(
        function=function,
        core=_count(competencies, Kind.CORE, None),
        optional=_count(competencies, Kind.OPTIONAL, function.choose or 0),
        ojt=_amount(facts, HourKind.OJT, _minutes(function.ojt) if counts_hours else 0, function.number),
        ri=_amount(facts, HourKind.RI, 0, function.number),
        competencies=competencies,
        needs_competencies=framework.approach is not Approach.TIME_BASED,
    )


def _competency(
    competency: Competency, ratings: tuple[Rating, ...], is_asked: bool, completes_at: int
) -> CompetencyProgress:
    standing = [one for one in ratings if not one.reversed_why]
    achieved = max(standing, key=lambda one: one.level, default=None)
    is_complete = achieved is not None and achieved.level >= completes_at
    return CompetencyProgress(competency, is_complete, is_asked and not is_complete, achieved, ratings)


def _count(competencies: Iterable[CompetencyProgress], kind: Kind, required: int | None) -> Count:
    of_kind = [one for one in competencies if one.competency.kind is kind]
    return Count(
        required=len(of_kind) if required is None else required,
        done=sum(one.is_complete for one in of_kind),
        pending=sum(one.is_pending for one in of_kind),
    )


def _sum_counts(counts: Iterable[Count]) -> Count:
    found = tuple(counts)
    return Count(*(sum(getattr(one, name) for one in found) for name in ("required", "done", "pending")))
