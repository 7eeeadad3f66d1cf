"""Pace: what is expected by today, and when the record will be complete if it goes on as it does.

The rate of hours is what was added in the twelve weeks before the day, of competencies in twenty-six (or
since the beginning, at least four). Hours that wait for approval are taken as coming. The finish is the latest
of all conditions.
"""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, sqrt
from statistics import pstdev

from desktop import words
from desktop.codes import OPEN_STATUSES, Approach, HourKind
from desktop.frameworks.document import Framework
from desktop.frameworks.standing import Amount, Facts, Progress, Projection, free_credit

WINDOW_WEEKS = 12
COMPETENCY_WEEKS = 26
LEAST_WEEKS = 4
EIGHT_IN_TEN = 1.2816
"""Standard deviations to both sides of the middle that hold eight of ten cases."""
FARTHEST_DAYS = 366 * 5

NAMES = {
    "ojt": "On-the-job training",
    "ri": "Related instruction",
    "core": "Core competencies",
    "months": "The time registered",
}


@dataclass(frozen=True, slots=True)
class _Track:
    """One condition on its way: what is left, and what a week brings, slow, middle and fast."""

    condition: str
    left: float
    slow: float
    middle: float
    fast: float

    def days(self, rate: float) -> int | None:
        if self.left <= 0:
            return 0
        days = ceil(self.left / rate * 7) if rate > 0 else FARTHEST_DAYS + 1
        return days if days <= FARTHEST_DAYS else None


def add_months(day: date, months: int) -> date:
    """The same day of the month so many months later, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def ready_date(facts: Facts, months: int) -> date:
    """The first day on which `months` have passed since the beginning, suspensions not counted."""
    return add_months(facts.begins, months) + timedelta(days=facts.paused_days)


def expected_share(framework: Framework, facts: Facts) -> float | None:
    """The share of the term that has passed, 0 to 1; None where neither an end nor a term is known."""
    return share_passed(framework, facts.begins, facts.ends, facts.as_of, facts.paused_days)


def share_passed(framework: Framework, begins: date, ends: date | None, as_of: date, paused_days: int) -> float | None:
    """`expected_share` of an agreement of which no more is known, for lists."""
    if ends is None and framework.term.expected:
        ends = add_months(begins, framework.term.expected)
    if ends is None or ends <= begins:
        return None
    passed = (as_of - begins).days - paused_days
    return min(1.0, max(0.0, passed / (ends - begins).days))


def project(progress: Progress) -> Projection | None:
    """The projected finish of an open agreement; None for one that is complete, ended or paused."""
    facts = progress.facts
    if progress.is_complete or facts.status not in OPEN_STATUSES:
        return None
    tracks = _tracks(progress)
    stuck = [one for one in tracks if one.days(one.middle) is None]
    if stuck:
        names = words.listed(NAMES[one.condition].lower() for one in stuck)
        sentence = f"No finish can be projected: too little moved lately in {names}."
        return Projection(None, None, None, stuck[0].condition, sentence)
    wait = max(0, (progress.ready_on - facts.as_of).days)
    if not wait and all(one.left <= 0 for one in tracks):
        held = progress.unmet[0]
        sentence = (
            f"All hours and competencies are recorded; what holds it: {held.sentence[0].lower()}{held.sentence[1:]}."
        )
        return Projection(facts.as_of, facts.as_of, facts.as_of, held.condition, sentence)
    middle = {one.condition: one.days(one.middle) or 0 for one in tracks} | {"months": wait}
    binding = max(middle, key=lambda key: (middle[key], key))
    slow = [one.days(one.slow) for one in tracks]
    latest = None if None in slow else max([wait, *(days for days in slow if days is not None)])
    return Projection(
        finish=facts.as_of + timedelta(days=middle[binding]),
        earliest=facts.as_of + timedelta(days=max([wait, *(one.days(one.fast) or 0 for one in tracks)])),
        latest=None if latest is None else facts.as_of + timedelta(days=latest),
        binding=binding,
        sentence=_binding_sentence(binding, tracks),
    )


def _binding_sentence(binding: str, tracks: list[_Track]) -> str:
    if binding == "months":
        return "The time registered decides: everything else is done before it."
    track = next(one for one in tracks if one.condition == binding)
    rate = f"{track.middle:.1f} a week" if binding == "core" else f"{words.hours(round(track.middle))} a week"
    return f"{NAMES[binding]} {'finish' if binding == 'core' else 'finishes'} last: {rate} at present."


def _tracks(progress: Progress) -> list[_Track]:
    facts = progress.facts
    weeks = _window_weeks(facts, WINDOW_WEEKS)
    tracks = [
        _hour_track("ojt", HourKind.OJT, max(_left(progress.ojt), _left_by_function(progress)), facts, weeks),
        _hour_track("ri", HourKind.RI, _left(progress.ri), facts, weeks),
    ]
    if progress.framework.approach is not Approach.TIME_BASED:
        tracks.append(_competency_track(progress, _window_weeks(facts, COMPETENCY_WEEKS)))
    return tracks


def _window_weeks(facts: Facts, most: int) -> int:
    passed = (facts.as_of - facts.begins).days // 7
    return max(LEAST_WEEKS, min(most, passed))


def _left(amount: Amount) -> int:
    return amount.missing - amount.pending


def _left_by_function(progress: Progress) -> int:
    """Training that job functions still lack, beyond the credit that was given to none of them."""
    short = sum(max(0, _left(one.ojt)) for one in progress.functions)
    return short - free_credit(progress.facts)


def _hour_track(condition: str, kind: HourKind, left: int, facts: Facts, weeks: int) -> _Track:
    by_week: Counter[int] = Counter()
    for day in facts.days:
        back = (facts.as_of - day.day).days
        if day.kind is kind and 0 <= back < weeks * 7:
            by_week[back // 7] += day.approved + day.pending
    series = [by_week[week] for week in range(weeks)]
    middle = sum(series) / weeks
    spread = EIGHT_IN_TEN * pstdev(series) / sqrt(weeks)
    return _Track(condition, left, middle - spread, middle, middle + spread)


def _competency_track(progress: Progress, weeks: int) -> _Track:
    """Core competencies, with the spread of a count: its square root."""
    completes_at = progress.framework.rating_scale.completes_at
    recent = 0
    for function in progress.functions:
        for one in function.competencies:
            days = [r.observed_on for r in one.ratings if r.level >= completes_at and not r.reversed_why]
            recent += bool(days) and (progress.as_of - min(days)).days < weeks * 7
    spread = EIGHT_IN_TEN * sqrt(recent) / weeks
    left = progress.core.missing + sum(one.optional.missing for one in progress.functions)
    return _Track("core", left, recent / weeks - spread, recent / weeks, recent / weeks + spread)
