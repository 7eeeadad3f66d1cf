"""What differs between two versions of a framework, or between two frameworks.

Parts are matched by their id in the source, then by code and text, then by text alone. A match by text alone is a
suggestion: whoever carries records over confirms it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop import words
from desktop.codes import Kind, PartKind
from desktop.frameworks import details, matching
from desktop.frameworks.details import FieldChange
from desktop.frameworks.document import Framework
from desktop.frameworks.likeness import Said, likeness, shared_words
from desktop.frameworks.matching import Matched, Pairing, Part, Side


class Change(StrEnum):
    """What became of a part. `DETAILS` are its hours, levels, standards and other fields."""

    SAME = "same"
    REWORDED = "reworded"
    MOVED = "moved"
    RENUMBERED = "renumbered"
    SPLIT = "split"
    MERGED = "merged"
    NEW = "new"
    RETIRED = "retired"
    TO_OPTIONAL = "core to optional"
    TO_CORE = "optional to core"
    DETAILS = "details"


@dataclass(frozen=True, slots=True)
class PartChange:
    """One part on both sides; several on one side where it was split or merged, none where it is new or retired.
    `changes` has the weightiest first; `score` is the likeness of the texts."""

    kind: PartKind
    before: tuple[Side, ...]
    after: tuple[Side, ...]
    changes: tuple[Change, ...]
    matched: Matched = Matched.NONE
    score: float = 0.0
    shared: tuple[str, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    @property
    def is_suggestion(self) -> bool:
        """Nothing but the likeness of texts says that these belong together."""
        regrouped = {Change.SPLIT, Change.MERGED} & set(self.changes)
        return bool(regrouped) or self.matched in (Matched.TEXT, Matched.COMPETENCIES)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Every job function, competency and course of both frameworks once, in the order of the later one with what is
    retired where it stood; `head` is what changed of the framework as a whole."""

    before: Framework
    after: Framework
    head: tuple[FieldChange, ...]
    parts: tuple[PartChange, ...]

    def of(self, kind: PartKind) -> tuple[PartChange, ...]:
        return tuple(one for one in self.parts if one.kind is kind)

    @property
    def is_same(self) -> bool:
        return not self.head and all(one.changes == (Change.SAME,) for one in self.parts)

    def counts(self) -> dict[Change, int]:
        """How many parts have each change, those that occur."""
        return {kind: found for kind in Change if (found := sum(kind in one.changes for one in self.parts))}

    def summary(self) -> str:
        """How many parts have each change, in one line: "40 same, 2 reworded, 1 new"."""
        counted = [f"{many} {change}" for change, many in self.counts().items()]
        head = [f"{words.counted(len(self.head), 'field')} of the framework changed"] if self.head else []
        return ", ".join([*counted, *head])


def compare(before: Framework, after: Framework) -> Comparison:
    is_version = before.key == after.key
    functions = matching.match(matching.functions(before), matching.functions(after), is_version)
    competencies = matching.match(matching.competencies(before), matching.competencies(after), is_version)
    functions = matching.by_competencies(functions, competencies)
    courses = matching.match(matching.courses(before), matching.courses(after), is_version)
    homes = {b: a for pair in functions if pair.before and pair.after for b in pair.before for a in pair.after[:1]}
    parts = (
        *_told(PartKind.JOB_FUNCTION, before, after, functions, {}),
        *_told(PartKind.COMPETENCY, before, after, competencies, {b.code: a.code for b, a in homes.items()}),
        *_told(PartKind.COURSE, before, after, courses, {}),
    )
    return Comparison(before, after, details.of_head(before, after), parts)


def _told(
    what: PartKind, before: Framework, after: Framework, pairings: list[Pairing], homes: dict[str, str]
) -> Iterator[PartChange]:
    """The changes of one sort of part, in the order of the later framework."""
    still = _in_order(what, pairings, homes)
    told = [(_place(pairing, before, after), _change(what, pairing, homes, still)) for pairing in pairings]
    return (change for _, change in sorted(told, key=lambda one: one[0]))


def _place(pairing: Pairing, before: Framework, after: Framework) -> tuple[int, int, int]:
    framework, part = (after, pairing.after[0]) if pairing.after else (before, pairing.before[0])
    numbers = [one.number for one in framework.titled_functions()]
    function = numbers.index(part.side.function) if part.side.function in numbers else len(numbers)
    return (function, part.side.position, 0 if pairing.after else 1)


def _change(what: PartKind, pairing: Pairing, homes: dict[str, str], still: set[int]) -> PartChange:
    sides = tuple(one.side for one in pairing.before), tuple(one.side for one in pairing.after)
    if not pairing.before or not pairing.after:
        return PartChange(what, *sides, (Change.RETIRED if pairing.before else Change.NEW,))
    said = _all(pairing.before), _all(pairing.after)
    shown = PartChange(what, *sides, (), pairing.matched, round(likeness(*said), 1), shared_words(*said))
    if len(pairing.before) + len(pairing.after) > 2:
        return replace(shown, changes=(Change.MERGED if len(pairing.before) > 1 else Change.SPLIT,))
    one, other = pairing.before[0], pairing.after[0]
    fields = details.of_part(one.raw, other.raw)
    changes = [
        Change.REWORDED if one.said.plain != other.said.plain else None,
        _of_kind(one.side.kind, other.side.kind),
        Change.MOVED if _is_moved(what, one, other, homes) or id(one) not in still else None,
        Change.RENUMBERED if one.code != other.code else None,
        Change.DETAILS if fields else None,
    ]
    return replace(shown, changes=tuple(found for found in changes if found) or (Change.SAME,), fields=fields)


def _all(parts: tuple[Part, ...]) -> Said:
    return parts[0].said if len(parts) == 1 else Said(" ".join(part.said.plain for part in parts))


def _of_kind(before: Kind | None, after: Kind | None) -> Change | None:
    if before is after:
        return None
    return Change.TO_OPTIONAL if after is Kind.OPTIONAL else Change.TO_CORE


def _is_moved(what: PartKind, one: Part, other: Part, homes: dict[str, str]) -> bool:
    """Whether it stands in another job function than the one that its own became."""
    return what is PartKind.COMPETENCY and homes.get(one.side.function) != other.side.function


def _in_order(what: PartKind, pairings: list[Pairing], homes: dict[str, str]) -> set[int]:
    """The parts that kept their order among those that stayed in their job function."""
    lists: dict[str, list[tuple[int, int, int]]] = {}
    for pairing in pairings:
        if len(pairing.before) == len(pairing.after) == 1:
            one, other = pairing.before[0], pairing.after[0]
            home = other.side.function if what is PartKind.COMPETENCY else ""
            if what is not PartKind.COMPETENCY or not _is_moved(what, one, other, homes):
                lists.setdefault(home, []).append((other.side.position, one.side.position, id(one)))
    return {found for some in lists.values() for found in _longest_rise(sorted(some))}


def _longest_rise(some: list[tuple[int, int, int]]) -> list[int]:
    """The ids of the longest run whose second numbers rise."""
    best: list[tuple[int, int]] = []
    for place, (_, value, _id) in enumerate(some):
        found = max(((best[k][0], k) for k in range(place) if some[k][1] < value), default=(0, -1))
        best.append((found[0] + 1, found[1]))
    at = max(range(len(best)), key=lambda place: best[place][0], default=-1)
    rise = []
    while at >= 0:
        rise.append(some[at][2])
        at = best[at][1]
    return rise
