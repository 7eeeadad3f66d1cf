"""The competencies of another framework that are the likest to each of one framework."""

from dataclasses import dataclass

from desktop.frameworks import matching
from desktop.frameworks.document import Framework
from desktop.frameworks.likeness import Said, closest, likeness, shared_words
from desktop.frameworks.matching import Part


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
    others = matching.competencies(after)
    kin = {(a, b): likeness(mine[a], theirs[b]) for a in mine for b in theirs}
    found = {}
    for one in matching.competencies(before):
        near = closest(one.said, [other.said for other in others], 2 * most)
        near.sort(key=lambda hit: (-(hit[0] + kin[one.side.function, others[hit[1]].side.function] / 10), hit[1]))
        found[one.code] = tuple(_suggestion(one, others[place], score) for score, place in near[:most] if score)
    return found


def _suggestion(one: Part, other: Part, score: float) -> Suggestion:
    return Suggestion(
        other.code, other.side.text, other.side.function, round(score, 1), shared_words(one.said, other.said)
    )
