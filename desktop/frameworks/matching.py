"""Which parts of two frameworks belong together: by their id in the source, then by code and text, then by text."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from desktop.codes import Kind
from desktop.frameworks.document import Competency, Course, Framework, JobFunction
from desktop.frameworks.likeness import Said, best_pairs
from desktop.frameworks.regrouping import Group, regroup


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


@dataclass(frozen=True, eq=False)
class Part:
    """A part made ready to be matched; `raw` is the part of the document."""

    side: Side
    said: Said
    id: str
    raw: Competency | JobFunction | Course

    @property
    def code(self) -> str:
        return self.side.code


@dataclass(frozen=True)
class Pairing:
    before: tuple[Part, ...]
    after: tuple[Part, ...]
    matched: Matched


def functions(framework: Framework) -> list[Part]:
    return [
        Part(Side(one.number, one.title, one.kind, one.number, place), Said(one.title), _id(one), one)
        for place, one in enumerate(framework.titled_functions())
    ]


def competencies(framework: Framework) -> list[Part]:
    return [
        Part(Side(one.code, one.title, one.kind, function.number, place), Said(one.title), _id(one), one)
        for function in framework.titled_functions()
        for place, one in enumerate(function.competencies)
    ]


def courses(framework: Framework) -> list[Part]:
    return [
        Part(Side(one.code, one.title, None, one.job_function or "", place), Said(one.title), _id(one), one)
        for place, one in enumerate(framework.courses)
    ]


def _id(part: Competency | JobFunction | Course) -> str:
    return part.origin.id.strip() if part.origin else ""


def match(before: Sequence[Part], after: Sequence[Part], is_version: bool) -> list[Pairing]:
    """Every part once: in pairs, regrouped, or alone. The surest signs are taken first."""
    left, right = list(before), list(after)
    pairs: list[Pairing] = []

    def take(found: Iterable[tuple[Part, Part]], matched: Matched) -> None:
        for one, other in found:
            left.remove(one)
            right.remove(other)
            pairs.append(Pairing((one,), (other,), matched))

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
    left: Sequence[Part], right: Sequence[Part], sign: Callable[[Part], object], *, is_unique: bool = True
) -> Iterator[tuple[Part, Part]]:
    """Parts with the same sign. Where several on a side have it, they pair in their order, unless `is_unique`."""
    groups: dict[object, tuple[list[Part], list[Part]]] = {}
    for place, parts in enumerate((left, right)):
        for part in parts:
            if found := sign(part):
                groups.setdefault(found, ([], []))[place].append(part)
    for some, others in groups.values():
        if not is_unique or len(some) == len(others) == 1:
            yield from zip(some, others, strict=False)


def _regrouped(pairs: list[Pairing], left: list[Part], right: list[Part]) -> list[Pairing]:
    """What was split or merged taken out of the pairs and the rest."""
    loose = [pair for pair in pairs if pair.before[0].said.plain != pair.after[0].said.plain]
    groups: list[Group[Part]] = regroup(
        [(pair.before[0], pair.after[0]) for pair in loose], left, right, lambda part: part.said.content, _order
    )
    taken = {id(part) for group in groups for part in (*group.before, *group.after)}
    kept = [pair for pair in pairs if not {id(pair.before[0]), id(pair.after[0])} & taken]
    made = [Pairing(group.before, group.after, Matched.TEXT) for group in groups]
    made += [Pairing((one,), (), Matched.NONE) for one in left if id(one) not in taken]
    made += [Pairing((), (one,), Matched.NONE) for one in right if id(one) not in taken]
    return kept + made


def _order(part: Part) -> tuple[str, str]:
    return (part.said.plain, part.code)


def by_competencies(functions: list[Pairing], competencies: list[Pairing]) -> list[Pairing]:
    """Job functions without a counterpart belong together where most competencies of both do."""
    left = {one.before[0].code: one.before[0] for one in functions if not one.after}
    right = {one.after[0].code: one.after[0] for one in functions if not one.before}
    common: dict[tuple[str, str], int] = {}
    for pair in competencies:
        for key in {(b.side.function, a.side.function) for b in pair.before for a in pair.after}:
            if key[0] in left and key[1] in right:
                common[key] = common.get(key, 0) + 1
    found: list[Pairing] = []
    for (before, after), many in sorted(common.items(), key=lambda item: -item[1]):
        if before in left and after in right and 2 * many > max(_size(left[before]), _size(right[after])):
            found.append(Pairing((left.pop(before),), (right.pop(after),), Matched.COMPETENCIES))
    taken = {id(part) for pair in found for part in (*pair.before, *pair.after)}
    return [one for one in functions if not {id(p) for p in (*one.before, *one.after)} & taken] + found


def _size(function: Part) -> int:
    return len(function.raw.competencies) if isinstance(function.raw, JobFunction) else 0
