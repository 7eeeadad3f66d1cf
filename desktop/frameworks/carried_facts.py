"""The facts of an agreement as they would be under another framework, to measure them before anything is written."""

from collections import defaultdict
from dataclasses import replace
from datetime import date

from desktop.codes import HourKind, HourState
from desktop.frameworks.carrying import Standing
from desktop.frameworks.standing import Credit, DayHours, Facts, HourSum, Rating


def facts_under(facts: Facts, standing: Standing, version: str) -> Facts:
    """`facts` of the framework version `version`, with its records where `standing` puts them."""
    return replace(
        facts,
        hours=_sums(standing),
        days=_days(standing),
        ratings=_ratings(facts, standing, version),
        asked=frozenset(code for one in standing.requests for code in one.codes),
        courses_passed=frozenset(code for one in standing.courses if one.is_passed for code in one.codes),
        credits=tuple(
            Credit(at.function, one.kind, at.minutes) for one in standing.credits for at in one.at if not at.is_left_out
        ),
    )


def _ratings(facts: Facts, standing: Standing, version: str) -> tuple[Rating, ...]:
    told = {one.id: one for one in facts.ratings}
    found = []
    for one in standing.ratings:
        for code in one.codes:
            rating = told[one.id]
            origin = rating.carried_from or f"{rating.code} of version {version}"
            found.append(replace(rating, code=code, level=one.level, carried_from=origin))
    return tuple(found)


def _sums(standing: Standing) -> tuple[HourSum, ...]:
    sums: dict[tuple[str | None, HourKind, HourState], int] = defaultdict(int)
    for one in standing.hours:
        for at in one.at:
            if not at.is_left_out:
                sums[at.function, one.kind, one.state] += at.minutes
    return tuple(HourSum(*key, minutes) for key, minutes in sums.items())


def _days(standing: Standing) -> tuple[DayHours, ...]:
    sums: dict[tuple[date, HourKind], list[int]] = defaultdict(lambda: [0, 0])
    for one in standing.hours:
        if one.state is not HourState.RETURNED:
            minutes = sum(at.minutes for at in one.at if not at.is_left_out)
            sums[one.worked_on, one.kind][one.state is HourState.PENDING] += minutes
    return tuple(DayHours(*key, *minutes) for key, minutes in sorted(sums.items()))
