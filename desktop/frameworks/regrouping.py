"""Which parts were split into several or merged into one, told by the words that they share."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

PART_OF = 0.6
"""The share of the words of a piece that stand in the whole."""
COVERS = 0.6
"""The share of the words of the whole that its pieces say together."""
LEAST_WORDS = 2
"""Fewer words in common say nothing."""


@dataclass(frozen=True)
class Group(Generic[T]):
    """One part on the one side, two or more on the other."""

    before: tuple[T, ...]
    after: tuple[T, ...]


@dataclass(frozen=True)
class _Found(Generic[T]):
    whole: T
    pieces: tuple[T, ...]
    covered: float
    is_split: bool


def regroup(
    pairs: Sequence[tuple[T, T]],
    left: Sequence[T],
    right: Sequence[T],
    content: Callable[[T], frozenset[str]],
    order: Callable[[T], tuple[str, str]],
) -> list[Group[T]]:
    """Groups among the parts without counterpart and the `pairs` whose texts differ; each part in one group at most,
    and the same groups whichever side stands first. `order` tells parts apart where all else is equal."""
    partner = {id(one): other for pair in pairs for one, other in (pair, pair[::-1])}
    split = _candidates([pair[0] for pair in pairs], left, right, partner, content, order, is_split=True)
    merged = _candidates([pair[1] for pair in pairs], right, left, partner, content, order, is_split=False)
    used: set[int] = set()
    groups = []
    for found in sorted([*split, *merged], key=lambda one: (-len(one.pieces), -one.covered, order(one.whole))):
        ids = {id(one) for one in (found.whole, *found.pieces)}
        if not ids & used:
            used |= ids
            groups.append(
                Group((found.whole,), found.pieces) if found.is_split else Group(found.pieces, (found.whole,))
            )
    return groups


def _candidates(
    paired: Sequence[T],
    alone: Sequence[T],
    loose: Sequence[T],
    partner: dict[int, T],
    content: Callable[[T], frozenset[str]],
    order: Callable[[T], tuple[str, str]],
    *,
    is_split: bool,
) -> Iterator[_Found[T]]:
    """Wholes with at least two pieces, each loose piece with the whole that holds most of it."""
    wholes = [*paired, *alone]
    pieces: dict[int, list[T]] = {}
    for piece in loose:
        holding = [(_held(content(piece), content(whole)), order(whole), whole) for whole in wholes]
        share, _, whole = max(holding, key=lambda one: (one[0], one[1]), default=(0.0, ("", ""), piece))
        if share >= PART_OF:
            pieces.setdefault(id(whole), []).append(piece)
    for whole in wholes:
        found = pieces.get(id(whole), [])
        own = partner.get(id(whole))
        if found and own is not None:
            found = [own, *found]
        said = content(whole)
        covered = len(frozenset[str]().union(*(content(one) for one in found)) & said) / len(said) if said else 0.0
        if len(found) > 1 and covered >= COVERS:
            yield _Found(whole, tuple(sorted(found, key=order)), covered, is_split)


def _held(piece: frozenset[str], whole: frozenset[str]) -> float:
    shared = len(piece & whole)
    return shared / len(piece) if shared >= LEAST_WORDS else 0.0
