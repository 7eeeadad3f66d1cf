"""The competencies of the other framework beside one of the first: the likest, the confirmed, then all others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.frameworks.document import Framework
from desktop.frameworks.likeness import Said, likeness, shared_words
from desktop.frameworks.nearest import Suggestion
from desktop.services.crosswalks import ConfirmedPair


@dataclass(frozen=True, slots=True)
class NearRow:
    """A competency of the second framework. `place` is 1 to 5 for a suggestion, 0 for the others."""

    code: str
    text: str
    place: int
    score: float
    shared: tuple[str, ...]
    pair: ConfirmedPair | None


def near_rows(
    text: str, near: Sequence[Suggestion], other: Framework, pairs: Mapping[str, ConfirmedPair]
) -> list[NearRow]:
    """Every competency of `other` once; `pairs` are those confirmed for this one, by their code there."""
    rows = [
        NearRow(one.code, " ".join(one.text.split()), place, one.score, one.shared, pairs.get(one.code))
        for place, one in enumerate(near, start=1)
    ]
    known = {one.code for one in near}
    others = [one for one in other.competencies() if one.code not in known]
    mine = Said(text)
    for one in sorted(others, key=lambda one: one.code not in pairs):
        theirs = Said(one.title)
        score, shared = likeness(mine, theirs), shared_words(mine, theirs)
        rows.append(NearRow(one.code, " ".join(one.title.split()), 0, score, shared, pairs.get(one.code)))
    return rows
