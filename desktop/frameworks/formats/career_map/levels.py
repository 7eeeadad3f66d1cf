"""Which paragraph belongs to which level, where the page names its levels once and not beside each text.

Nothing is guessed: paragraphs are placed where there are as many as the page, or the pages around it, show
for one competency: a text for each level, or a definition and a text for each level. All others are kept in
order, and the likeliest ways to divide them are offered.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise, product
from typing import Final

from desktop.frameworks.formats.career_map.draft import Draft, Unit, groups, joined, units

MOST_SPLITS: Final = 6


@dataclass(frozen=True, slots=True)
class Split:
    """So many paragraphs to each level, lowest first; the first paragraph may be the definition."""

    counts: tuple[int, ...]
    is_defined: bool = False

    @property
    def key(self) -> str:
        return " ".join(map(str, (*([1] if self.is_defined else []), *self.counts)))


@dataclass(frozen=True, slots=True)
class Placed:
    """What is known of a competency. `open` are the paragraphs that no level could be told for, with the
    likeliest `splits`; `other` is a second way to divide a competency that is placed, of `units`."""

    draft: Draft
    description: str
    texts: dict[int, str]
    open: tuple[Unit, ...] = ()
    splits: tuple[Split, ...] = ()
    units: tuple[Unit, ...] = ()
    taken: Split | None = None
    other: Split | None = None


def place_all(occupations: Sequence[Sequence[Sequence[Draft]]], levels: Sequence[int]) -> list[list[Placed]]:
    """`occupations` hold pages, pages competencies; `levels` is the number of levels of each occupation."""
    shapes = [[_shape_of_page(page, count) for page in pages] for pages, count in zip(occupations, levels, strict=True)]
    own = [_one_of(some) for some in shapes]
    everywhere = _one_of(one for some in shapes for one in some)
    placed: list[list[Placed]] = []
    for at, (pages, count) in enumerate(zip(occupations, levels, strict=True)):
        # Two ways within one occupation settle nothing, whatever other occupations do.
        around = own[at] if own[at] is not None or any(one is not None for one in shapes[at]) else everywhere
        told = []
        for page, shape in zip(pages, shapes[at], strict=True):
            told += [_place(draft, around if shape is None else shape, count) for draft in page]
        placed.append(told)
    return placed


def _one_of(shapes: Iterable[bool | None]) -> bool | None:
    """The shape of all that have one; None where they differ."""
    found = {one for one in shapes if one is not None}
    return found.pop() if len(found) == 1 else None


def _shape_of_page(page: Sequence[Draft], levels: int) -> bool | None:
    """Whether a definition stands before the texts on this page: as more than half of its competencies have it,
    else as those have it whose levels are printed beside them."""
    loose = [len(groups(units(one.items))) for one in page if not one.is_fixed]
    for is_defined in (True, False):
        if len(loose) > 1 and 2 * loose.count(levels + is_defined) > len(loose):
            return is_defined
    return _one_of(bool(one.description) for one in page if one.is_fixed and one.texts)


def _place(draft: Draft, is_defined: bool | None, levels: int) -> Placed:
    if draft.crowded:
        cells = [draft.texts[level] for level in sorted(draft.texts)] + list(draft.crowded)
        first = draft.places[0].first
        found = tuple(Unit(text, first, first) for text in cells)
        return Placed(draft, draft.description, {}, found, splits(found, levels, False))
    if draft.is_fixed:
        return Placed(draft, draft.description, dict(draft.texts))
    found = units(draft.items)
    told = groups(found)
    # Where the lists could be texts of their own and would then fit as well, the page does not decide.
    fits_too = len(found) != len(told) and len(found) in (levels, levels + 1)
    if is_defined is None or len(told) != levels + is_defined or fits_too:
        return Placed(draft, "", {}, found, splits(found, levels, is_defined))
    texts = {level: joined(some) for level, some in enumerate(told[is_defined:])}
    description = joined(told[0]) if is_defined else ""
    taken = Split(tuple(len(some) for some in told[is_defined:]), is_defined)
    return Placed(draft, description, texts, units=found, taken=taken, other=_other(told, is_defined))


def _other(told: Sequence[Sequence[Unit]], is_defined: bool) -> Split | None:
    """Where a list with a line above it was taken for a text of its own, it may go on with the one before."""
    counts = [len(some) for some in told[is_defined:]]
    at = next((at for at, some in enumerate(told[is_defined:]) if at and some[0].begins), None)
    if at is None:
        return None
    counts[at - 1 : at + 1] = [counts[at - 1] + counts[at]]
    return Split((*counts, 0), is_defined)


def splits(found: Sequence[Unit], levels: int, is_defined: bool | None) -> tuple[Split, ...]:
    """The likeliest ways first: with or without a definition as the pages around have it, then as even as can
    be, without levels left empty, and lists kept with the paragraph before them."""
    joins = {at for at, one in enumerate(found) if one.joins}
    plain = [Split(counts) for counts in divided(len(found), levels, joins)]
    under = [Split(counts, True) for counts in divided(len(found) - 1, levels, {at - 1 for at in joins})]
    if is_defined is None:
        is_defined = len(found) == levels + 1
        wanted, others = MOST_SPLITS // 2, MOST_SPLITS // 2
    else:
        wanted, others = MOST_SPLITS - 1, 1
    first, second = (under, plain) if is_defined else (plain, under)
    return (*first[:wanted], *second[:others])


def divided(count: int, levels: int, joins: Iterable[int] = ()) -> list[tuple[int, ...]]:
    """Ways to give `count` paragraphs to the levels in order, the likeliest first."""
    if count < 0:
        return []
    together = set(joins)
    ways = set(_ways(count, levels))

    def unlikely(way: tuple[int, ...]) -> tuple[float, tuple[int, ...]]:
        ends = [sum(way[:at]) for at in range(1, len(way))]
        torn = sum(end in together for end in ends)
        uneven = sum((one - count / levels) ** 2 for one in way) * levels / max(1, count)
        return 3 * way.count(0) + uneven + 0.75 * torn, tuple(-one for one in way)

    return sorted(ways, key=unlikely)


def _ways(count: int, levels: int) -> Iterable[tuple[int, ...]]:
    if count < levels:
        for some in combinations(range(levels), count):
            yield tuple(int(at in some) for at in range(levels))
        return
    for used in {levels, levels - 1}:
        even = [round(at * count / used) for at in range(1, used)]
        # Cells of many competencies have too many ways to try them all.
        moves = product((0, -1, 1), repeat=used - 1) if used <= 6 else [(0,) * (used - 1)]
        for move in moves:
            ends = [0, *(end + step for end, step in zip(even, move, strict=True)), count]
            if all(one < other for one, other in pairwise(ends)):
                yield (*(other - one for one, other in pairwise(ends)), *([0] * (levels - used)))
