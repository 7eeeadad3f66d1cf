"""PartKind differs between two versions of a framework, or between two frameworks.

Parts are matched by their id in the source, then by code and text, then by text alone. A match by text alone is a
suggestion: whoever carries records over confirms it.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from desktop.codes import Kind, PartKind
from desktop.frameworks import details
from desktop.frameworks.details import FieldChange
from desktop.frameworks.document import Competency, Course, Framework, JobFunction
from desktop.frameworks.likeness import Said, best_pairs, closest, likeness, shared_words
from desktop.frameworks.regrouping import Group, regroup


class Change(StrEnum):
    """PartKind became of a part. `DETAILS` are its hours, levels, standards and other fields."""

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


class Matched(StrEnum):
    """Why two parts are taken for one: `TEXT` and `COMPETENCIES` (of a job function) are suggestions."""

    ID = "id"
    CODE = "code"
    SAME_TEXT = "same text"
    TEXT = "text"
    COMPETENCIES = "its competencies"
    NONE = ""


@dataclass(frozen=True, slots=True)
class Side:
    """A part as one framework has it. `function` is the number of the job function it stands in."""

    code: str
    text: str
    kind: Kind | None
    function: str
    position: int


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


def compare(before: Framework, after: Framework) -> Comparison:
    is_version = before.key == after.key
    functions = _match(_functions(before), _functions(after), is_version)
    competencies = _match(_competencies(before), _competencies(after), is_version)
    functions = _by_competencies(functions, competencies)
    courses = _match(_courses(before), _courses(after), is_version)
    homes = {b: a for pair in functions if pair.before and pair.after for b in pair.before for a in pair.after[:1]}
    parts = (
        *_told(PartKind.JOB_FUNCTION, before, after, functions, {}),
        *_told(PartKind.COMPETENCY, before, after, competencies, {b.code: a.code for b, a in homes.items()}),
        *_told(PartKind.COURSE, before, after, courses, {}),
    )
    return Comparison(before, after, details.of_head(before, after), parts)


@dataclass(frozen=True, eq=False)
class _Part:
    """A part made ready to be matched; `raw` is the part of the document."""

    side: Side
    said: Said
    id: str
    raw: Competency | JobFunction | Course

    @property
    def code(self) -> str:
        return self.side.code


@dataclass(frozen=True)
class _Pairing:
    before: tuple[_Part, ...]
    after: tuple[_Part, ...]
    matched: Matched


def _functions(framework: Framework) -> list[_Part]:
    return [
        _Part(Side(one.number, one.title, one.kind, one.number, place), Said(one.title), _id(one), one)
        for place, one in enumerate(framework.titled_functions())
    ]


def _competencies(framework: Framework) -> list[_Part]:
    return [
        _Part(Side(one.code, one.title, one.kind, function.number, place), Said(one.title), _id(one), one)
        for function in framework.titled_functions()
        for place, one in enumerate(function.competencies)
    ]


def _courses(framework: Framework) -> list[_Part]:
    return [
        _Part(Side(one.code, one.title, None, one.job_function or "", place), Said(one.title), _id(one), one)
        for place, one in enumerate(framework.courses)
    ]


def _id(part: Competency | JobFunction | Course) -> str:
    return part.origin.id.strip() if part.origin else ""


def _match(before: Sequence[_Part], after: Sequence[_Part], is_version: bool) -> list[_Pairing]:
    """Every part once: in pairs, regrouped, or alone. The surest signs are taken first."""
    left, right = list(before), list(after)
    pairs: list[_Pairing] = []

    def take(found: Iterable[tuple[_Part, _Part]], matched: Matched) -> None:
        for one, other in found:
            left.remove(one)
            right.remove(other)
            pairs.append(_Pairing((one,), (other,), matched))

    take(list(_equal(left, right, lambda part: part.id)), Matched.ID)
    take(list(_equal(left, right, lambda part: (part.code, part.said.plain))), Matched.CODE)
    take(list(_equal(left, right, lambda part: part.said.plain, is_unique=False)), Matched.SAME_TEXT)
    codes = ([one.code for one in left], [one.code for one in right]) if is_version else None
    found = best_pairs([one.said for one in left], [one.said for one in right], codes)
    likely = [(left[i], right[j]) for i, j in found]
    by_code = [two for two in likely if is_version and two[0].code == two[1].code]
    take(by_code, Matched.CODE)
    take([two for two in likely if two not in by_code], Matched.TEXT)
    return _regrouped(pairs, left, right)


def _equal(
    left: Sequence[_Part], right: Sequence[_Part], sign: Callable[[_Part], object], *, is_unique: bool = True
) -> Iterator[tuple[_Part, _Part]]:
    """Parts with the same sign. Where several on a side have it, they pair in their order, unless `is_unique`."""
    groups: dict[object, tuple[list[_Part], list[_Part]]] = {}
    for place, parts in enumerate((left, right)):
        for part in parts:
            if found := sign(part):
                groups.setdefault(found, ([], []))[place].append(part)
    for some, others in groups.values():
        if not is_unique or len(some) == len(others) == 1:
            yield from zip(some, others, strict=False)


def _regrouped(pairs: list[_Pairing], left: list[_Part], right: list[_Part]) -> list[_Pairing]:
    """PartKind was split or merged taken out of the pairs and the rest."""
    loose = [pair for pair in pairs if pair.before[0].said.plain != pair.after[0].said.plain]
    groups: list[Group[_Part]] = regroup(
        [(pair.before[0], pair.after[0]) for pair in loose], left, right, lambda part: part.said.content, _order
    )
    taken = {id(part) for group in groups for part in (*group.before, *group.after)}
    kept = [pair for pair in pairs if not {id(pair.before[0]), id(pair.after[0])} & taken]
    made = [_Pairing(group.before, group.after, Matched.TEXT) for group in groups]
    made += [_Pairing((one,), (), Matched.NONE) for one in left if id(one) not in taken]
    made += [_Pairing((), (one,), Matched.NONE) for one in right if id(one) not in taken]
    return kept + made


def _order(part: _Part) -> tuple[str, str]:
    return (part.said.plain, part.code)


def _by_competencies(functions: list[_Pairing], competencies: list[_Pairing]) -> list[_Pairing]:
    """Job functions without a counterpart belong together where most competencies of both do."""
    left = {one.before[0].code: one.before[0] for one in functions if not one.after}
    right = {one.after[0].code: one.after[0] for one in functions if not one.before}
    common: dict[tuple[str, str], int] = {}
    for pair in competencies:
        for key in {(b.side.function, a.side.function) for b in pair.before for a in pair.after}:
            if key[0] in left and key[1] in right:
                common[key] = common.get(key, 0) + 1
    found: list[_Pairing] = []
    for (before, after), many in sorted(common.items(), key=lambda item: -item[1]):
        if before in left and after in right and 2 * many > max(_size(left[before]), _size(right[after])):
            found.append(_Pairing((left.pop(before),), (right.pop(after),), Matched.COMPETENCIES))
    taken = {id(part) for pair in found for part in (*pair.before, *pair.after)}
    return [one for one in functions if not {id(p) for p in (*one.before, *one.after)} & taken] + found


def _size(function: _Part) -> int:
    return len(function.raw.competencies) if isinstance(function.raw, JobFunction) else 0


def _told(
    what: PartKind, before: Framework, after: Framework, pairings: list[_Pairing], homes: dict[str, str]
) -> Iterator[PartChange]:
    """The changes of one sort of part, in the order of the later framework."""
    still = _in_order(what, pairings, homes)
    told = [(_place(pairing, before, after), _change(what, pairing, homes, still)) for pairing in pairings]
    return (change for _, change in sorted(told, key=lambda one: one[0]))


def _place(pairing: _Pairing, before: Framework, after: Framework) -> tuple[int, int, int]:
    framework, part = (after, pairing.after[0]) if pairing.after else (before, pairing.before[0])
    numbers = [one.number for one in framework.titled_functions()]
    function = numbers.index(part.side.function) if part.side.function in numbers else len(numbers)
    return (function, part.side.position, 0 if pairing.after else 1)


def _change(what: PartKind, pairing: _Pairing, homes: dict[str, str], still: set[int]) -> PartChange:
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


def _all(parts: tuple[_Part, ...]) -> Said:
    return parts[0].said if len(parts) == 1 else Said(" ".join(part.said.plain for part in parts))


def _of_kind(before: Kind | None, after: Kind | None) -> Change | None:
    if before is after:
        return None
    return Change.TO_OPTIONAL if after is Kind.OPTIONAL else Change.TO_CORE


def _is_moved(what: PartKind, one: _Part, other: _Part, homes: dict[str, str]) -> bool:
    """Whether it stands in another job function than the one that its own became."""
    return what is PartKind.COMPETENCY and homes.get(one.side.function) != other.side.function


def _in_order(what: PartKind, pairings: list[_Pairing], homes: dict[str, str]) -> set[int]:
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


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A competency of the other framework that may say the same; `score` is the likeness of the texts."""

    code: str
    text: str
    function: str
    score: float
    shared: tuple[str, ...]


def suggestions(before: Framework, after: Framework, *, most: int = 5) -> dict[str, tuple[Suggestion, ...]]:
    """The `most` likest competencies of `after` for each code of `before`, the likest first. Equally like ones are
    told apart by the titles of their job functions."""
    mine = {one.number: Said(one.title) for one in before.titled_functions()}
    theirs = {one.number: Said(one.title) for one in after.titled_functions()}
    others = _competencies(after)
    kin = {(a, b): likeness(mine[a], theirs[b]) for a in mine for b in theirs}
    found = {}
    for one in _competencies(before):
        near = closest(one.said, [other.said for other in others], 2 * most)
        near.sort(key=lambda hit: (-(hit[0] + kin[one.side.function, others[hit[1]].side.function] / 10), hit[1]))
        found[one.code] = tuple(_suggestion(one, others[place], score) for score, place in near[:most] if score)
    return found


def _suggestion(one: _Part, other: _Part, score: float) -> Suggestion:
    return Suggestion(
        other.code, other.side.text, other.side.function, round(score, 1), shared_words(one.said, other.said)
    )
