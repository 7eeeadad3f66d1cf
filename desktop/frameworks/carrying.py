"""Carrying a record from one framework to another: confirmed pairs in, the same record under the other one out.

Plain data throughout. Nothing is lost: what no pair names is left out, stays in the answer and is listed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop.codes import HourKind, HourState, PartKind
from desktop.errors import KnownError
from desktop.frameworks.compare import Comparison
from desktop.frameworks.document import Framework, RatingScale

TOTAL_ONLY = ""
"""As a job function to carry to: the hours count in the total, and for no job function."""
LARGEST_WEIGHT = 1000


@dataclass(frozen=True, slots=True)
class Pair:
    """A part of the one framework and what it is in the other; several where it was split. `weights` share out the
    hours of a job function, evenly where there are none."""

    kind: PartKind
    before: str
    after: tuple[str, ...]
    weights: tuple[int, ...] = ()

    def shares(self) -> tuple[int, ...]:
        return self.weights or (1,) * len(self.after)


@dataclass(frozen=True, slots=True)
class Pairs:
    """What the coordinator confirmed. `levels` gives the level of the new scale for each of the old one; a level
    that is not named stays as it is."""

    pairs: tuple[Pair, ...] = ()
    levels: Mapping[int, int] = field(default_factory=dict)

    def find(self, kind: PartKind, code: str) -> Pair | None:
        return next((one for one in self.pairs if one.kind is kind and one.before == code), None)


@dataclass(frozen=True, slots=True)
class RatingAt:
    """A sign-off and the competencies that it counts for; none where it is left out."""

    id: str
    codes: tuple[str, ...]
    level: int


@dataclass(frozen=True, slots=True)
class RequestAt:
    id: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CourseAt:
    """The result of a course and the courses it counts for."""

    id: str
    codes: tuple[str, ...]
    is_passed: bool


@dataclass(frozen=True, slots=True)
class Minutes:
    """Minutes that count for one job function, or for the total alone (None), or not at all."""

    function: str | None
    minutes: int
    is_left_out: bool = False


@dataclass(frozen=True, slots=True)
class HoursAt:
    """One part of an entry as it was logged, and where its minutes count."""

    entry_id: str
    part: int
    kind: HourKind
    state: HourState
    worked_on: date
    at: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True)
class CreditAt:
    id: str
    kind: HourKind
    at: tuple[Minutes, ...]


@dataclass(frozen=True, slots=True)
class Standing:
    """Every record of one agreement, and where it counts under one framework."""

    ratings: tuple[RatingAt, ...] = ()
    requests: tuple[RequestAt, ...] = ()
    courses: tuple[CourseAt, ...] = ()
    hours: tuple[HoursAt, ...] = ()
    credits: tuple[CreditAt, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """What of one part does not come along: how many sign-offs, requests and course results, and how many minutes
    of hours and of credit."""

    kind: PartKind
    code: str
    ratings: int = 0
    requests: int = 0
    courses: int = 0
    minutes: int = 0
    credit: int = 0


def carry(standing: Standing, pairs: Pairs) -> Standing:
    """The same records under the other framework. What was left out before stays left out."""
    to = {kind: {one.before: one for one in pairs.pairs if one.kind is kind} for kind in PartKind}

    def codes(kind: PartKind, found: Iterable[str]) -> tuple[str, ...]:
        known = to[kind]
        return tuple(dict.fromkeys(after for code in found if code in known for after in known[code].after))

    functions = to[PartKind.JOB_FUNCTION]
    return Standing(
        ratings=tuple(
            replace(one, codes=codes(PartKind.COMPETENCY, one.codes), level=pairs.levels.get(one.level, one.level))
            for one in standing.ratings
        ),
        requests=tuple(replace(one, codes=codes(PartKind.COMPETENCY, one.codes)) for one in standing.requests),
        courses=tuple(replace(one, codes=codes(PartKind.COURSE, one.codes)) for one in standing.courses),
        hours=tuple(replace(one, at=_minutes(one.at, functions)) for one in standing.hours),
        credits=tuple(replace(one, at=_minutes(one.at, functions)) for one in standing.credits),
    )


def _minutes(at: Iterable[Minutes], functions: Mapping[str, Pair]) -> tuple[Minutes, ...]:
    sums: dict[tuple[str | None, bool], int] = {}
    for one in at:
        for found in _shared_out(one, functions):
            key = (found.function, found.is_left_out)
            sums[key] = sums.get(key, 0) + found.minutes
    return tuple(Minutes(function, minutes, left) for (function, left), minutes in sums.items() if minutes)


def _shared_out(one: Minutes, functions: Mapping[str, Pair]) -> Iterator[Minutes]:
    if one.is_left_out or one.function is None:
        yield one
        return
    pair = functions.get(one.function)
    if pair is None or not pair.after:
        yield Minutes(None, one.minutes, True)
        return
    for code, minutes in zip(pair.after, apportion(one.minutes, pair.shares()), strict=True):
        if minutes:
            yield Minutes(code if code != TOTAL_ONLY else None, minutes)


def apportion(minutes: int, weights: Sequence[int]) -> tuple[int, ...]:
    """Whole minutes by weight; they sum to `minutes` exactly, and those of a reversal are their negatives."""
    sign = -1 if minutes < 0 else 1
    total, given, before = sum(weights), 0, 0
    found = []
    for weight in weights:
        given += weight
        upto = abs(minutes) * given // total
        found.append(sign * (upto - before))
        before = upto
    return tuple(found)


def left_out(standing: Standing, pairs: Pairs) -> tuple[LeftOut, ...]:
    """What `carry` leaves out of `standing`, by the part it counted for."""
    to = {(one.kind, one.before) for one in pairs.pairs if one.after}
    found: dict[tuple[PartKind, str], LeftOut] = {}

    def add(kind: PartKind, code: str, name: str, many: int) -> None:
        one = found.get((kind, code), LeftOut(kind, code))
        found[kind, code] = replace(one, **{name: getattr(one, name) + many})

    named = (("ratings", PartKind.COMPETENCY), ("requests", PartKind.COMPETENCY), ("courses", PartKind.COURSE))
    for name, kind in named:
        for record in getattr(standing, name):
            if record.codes and not any((kind, code) in to for code in record.codes):
                add(kind, record.codes[0], name, 1)
    timed = (("minutes", standing.hours), ("credit", standing.credits))
    for name, records in timed:
        for minutes in (one for record in records for one in record.at):
            function = minutes.function
            if function is not None and not minutes.is_left_out and (PartKind.JOB_FUNCTION, function) not in to:
                add(PartKind.JOB_FUNCTION, function, name, minutes.minutes)
    return tuple(found.values())


def suggest(comparison: Comparison, *, least: float = 0.0, is_certain: bool = False) -> Pairs:
    """The pairs of a comparison whose texts are at least so much alike; with `is_certain`, without those that only
    their texts speak for."""
    found: dict[tuple[PartKind, str], list[str]] = {}
    for one in comparison.parts:
        if one.before and one.after and one.score >= least and not (is_certain and one.is_suggestion):
            for side in one.before:
                found.setdefault((one.kind, side.code), []).extend(other.code for other in one.after)
    pairs = tuple(Pair(kind, code, tuple(after)) for (kind, code), after in found.items())
    return Pairs(pairs, suggest_levels(comparison.before.rating_scale, comparison.after.rating_scale))


def suggest_levels(before: RatingScale, after: RatingScale) -> dict[int, int]:
    """The level of `after` for each of `before`, so that what completes keeps completing and nothing else does."""
    found = {}
    for one in before.levels:
        completes = one.level >= before.completes_at
        fitting = [two.level for two in after.levels if (two.level >= after.completes_at) is completes]
        below = [level for level in fitting if level <= one.level]
        found[one.level] = max(below) if below else min(fitting, default=after.levels[0].level)
    return found


def inverse(pairs: Pairs, levels: Mapping[int, int]) -> Pairs:
    """The way back: each part goes to all that became it, its hours in even shares."""
    found: dict[tuple[PartKind, str], list[str]] = {}
    for one in pairs.pairs:
        for after in one.after:
            if after != TOTAL_ONLY:
                found.setdefault((one.kind, after), []).append(one.before)
    return Pairs(tuple(Pair(kind, code, tuple(before)) for (kind, code), before in found.items()), levels)


_NAMES = {
    PartKind.COMPETENCY: "competency",
    PartKind.JOB_FUNCTION: "job function",
    PartKind.COURSE: "course",
}


def codes_of(framework: Framework) -> dict[PartKind, dict[str, str]]:
    """The text of each part that records stand under, by its code."""
    functions = framework.titled_functions()
    return {
        PartKind.COMPETENCY: {one.code: one.title for function in functions for one in function.competencies},
        PartKind.JOB_FUNCTION: {one.number: one.title for one in functions},
        PartKind.COURSE: {one.code: one.title for one in framework.courses},
    }


def check(pairs: Pairs, before: Framework, after: Framework) -> None:
    """Raise KnownError where a pair names what is not there, or names something twice."""
    here, there = codes_of(before), codes_of(after)
    seen: set[tuple[PartKind, str]] = set()
    for one in pairs.pairs:
        if one.before not in here[one.kind]:
            raise _unknown(one.kind, one.before, before)
        for code in one.after:
            if code not in there[one.kind] and not (one.kind is PartKind.JOB_FUNCTION and code == TOTAL_ONLY):
                raise _unknown(one.kind, code, after)
        if (one.kind, one.before) in seen or len(set(one.after)) < len(one.after):
            name = f"{_NAMES[one.kind].capitalize()} {one.before}"
            raise KnownError(f"{name} stands twice in the pairs.", "Name all it goes to in one pair.")
        seen.add((one.kind, one.before))
        _check_weights(one)
    scale = after.rating_scale
    for old, new in pairs.levels.items():
        if before.rating_scale.find(old) is None or scale.find(new) is None:
            raise KnownError(f"Level {old} cannot become level {new}.", "Choose levels of both rating scales.")
    for level in before.rating_scale.levels:
        if scale.find(pairs.levels.get(level.level, level.level)) is None:
            raise KnownError(f"The scale of {after.title} has no level {level.level}.", "Say which level it becomes.")


def _check_weights(one: Pair) -> None:
    fits = not one.weights or len(one.weights) == len(one.after)
    if not fits or any(not 0 < weight <= LARGEST_WEIGHT for weight in one.weights):
        raise KnownError(
            f"The hours of {_NAMES[one.kind]} {one.before} cannot be shared out like this.",
            f"Give each part that it goes to a weight from 1 to {LARGEST_WEIGHT}.",
        )


def _unknown(kind: PartKind, code: str, framework: Framework) -> KnownError:
    name = f"{_NAMES[kind]} {code}" if code else f"{_NAMES[kind]} without a code"
    return KnownError(f"There is no {name} in {framework.title} {framework.version}.", "Check the pairs.")
