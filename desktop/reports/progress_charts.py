"""Hours and competencies over time against the expected pace, from the answer of one record."""

from collections.abc import Iterable
from datetime import date

from desktop.charts import Band, Chart, Mark, Points, Series
from desktop.codes import Approach, HourKind, Kind
from desktop.frameworks.pace import NAMES, add_months
from desktop.frameworks.standing import Progress

MOST_POINTS = 160
"""A line holds no more points than can be told apart on paper."""


def charts(progress: Progress) -> tuple[Chart, ...]:
    """On-the-job hours, hours of related instruction, and core competencies where the approach counts them.

    The projection is drawn for the condition that finishes last: it alone says when the record is complete.
    """
    found = [
        _chart(progress, "ojt", "h", _hours(progress, HourKind.OJT), progress.ojt.required / 60),
        _chart(progress, "ri", "h", _hours(progress, HourKind.RI), progress.ri.required / 60),
    ]
    if progress.framework.approach is not Approach.TIME_BASED:
        found.append(_chart(progress, "core", "signed", _completions(progress), progress.core.required))
    return tuple(found)


def _chart(progress: Progress, condition: str, unit: str, approved: Points, target: float) -> Chart:
    done = approved[-1][1]
    names = {"core": "signed"}
    series = [Series(names.get(condition, "with credit" if approved[0][1] else "approved"), approved)]
    ends = _ends(progress)
    if target and ends is not None:
        series.append(Series("expected", ((progress.facts.begins, 0.0), (ends, target)), "dashed"))
    plan = progress.projection
    band = None
    if plan is not None and plan.binding == condition and plan.finish is not None and target > done:
        start = (progress.as_of, done)
        series.append(Series("projected", (start, (plan.finish, target)), "dotted"))
        if plan.earliest is not None and plan.latest is not None:
            band = Band(
                "8 in 10", (start, (plan.latest, target)), (start, (plan.earliest, target), (plan.latest, target))
            )
    return Chart(
        NAMES[condition],
        unit,
        tuple(series),
        marks=(Mark("today", progress.as_of, done),),
        band=band,
        target=target or None,
    )


def _ends(progress: Progress) -> date | None:
    facts = progress.facts
    if facts.ends is not None:
        return facts.ends
    months = progress.framework.term.expected
    return add_months(facts.begins, months) if months else None


def _hours(progress: Progress, kind: HourKind) -> Points:
    """Approved hours and prior credit, from the beginning to the day of the report."""
    facts = progress.facts
    credit = sum(one.minutes for one in facts.credits if one.kind is kind)
    by_day = ((one.day, one.approved / 60) for one in facts.days if one.kind is kind and one.approved)
    return _cumulated(by_day, facts.begins, facts.as_of, credit / 60)


def _completions(progress: Progress) -> Points:
    """Core competencies on the day each was first shown at a completing level."""
    completes_at = progress.framework.rating_scale.completes_at
    days: list[tuple[date, float]] = []
    for function in progress.functions:
        for one in function.competencies:
            if one.competency.kind is Kind.CORE and one.is_complete:
                shown = (r for r in one.ratings if r.level >= completes_at and not r.reversed_why)
                days.append((min(rating.observed_on for rating in shown), 1.0))
    return _cumulated(days, progress.facts.begins, progress.as_of, 0.0)


def _cumulated(added: Iterable[tuple[date, float]], first: date, last: date, start: float) -> Points:
    by_day: dict[date, float] = {}
    for day, value in added:
        by_day[day] = by_day.get(day, 0.0) + value
    points = [(min([first, *by_day]), start)]
    for day in sorted(by_day):
        points.append((day, points[-1][1] + by_day[day]))
    if points[-1][0] < last:
        points.append((last, points[-1][1]))
    step = -(-len(points) // MOST_POINTS)
    return (*points[:-1:step], points[-1])
