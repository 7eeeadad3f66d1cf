"""How alike two texts are, and which parts of one list stand for which of another.

A likeness is a number from 0 to 100: the mean of RapidFuzz's `token_set_ratio` and `token_sort_ratio`. It is never
more than a suggestion: scores of wrong first hits lie close to those of right ones.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property

from rapidfuzz import fuzz, utils

from desktop import words

LIKELY = 65.0
"""From here on two texts are suggested as the same thing in other words."""
SAME_CODE = 20.0
"""What a code in common is worth beside the texts, where codes name the same thing."""

# fmt: off
_SMALL = frozenset((
    "a", "an", "and", "any", "are", "as", "at", "be", "by", "can", "for", "from", "has", "have", "how", "if", "in",
    "including", "into", "is", "it", "its", "may", "not", "of", "on", "or", "other", "such", "than", "that", "the",
    "their", "them", "these", "they", "this", "to", "use", "used", "using", "via", "was", "when", "where", "which",
    "will", "with",
))
# fmt: on
_WORD = re.compile(r"\w+(?:['’]\w+)?|[^\w\s]")


@dataclass(frozen=True)
class Said:
    """A text made ready to be compared with many others."""

    text: str

    @cached_property
    def plain(self) -> str:
        """On one line, as it is printed: two texts are the same where these are."""
        return words.clean_line(self.text)

    @cached_property
    def folded(self) -> str:
        return utils.default_process(self.plain)

    @cached_property
    def ordered(self) -> str:
        return " ".join(sorted(self.folded.split()))

    @cached_property
    def content(self) -> frozenset[str]:
        """The words that carry the meaning."""
        return frozenset(self.folded.split()) - _SMALL


def likeness(one: Said, other: Said) -> float:
    if not one.folded or not other.folded:
        return 100.0 if one.plain == other.plain else 0.0
    return (fuzz.token_set_ratio(one.folded, other.folded) + fuzz.ratio(one.ordered, other.ordered)) / 2


def shared_words(one: Said, other: Said) -> tuple[str, ...]:
    """The words that carry the meaning of both, in the order of the first."""
    shared = one.content & other.content
    return tuple(dict.fromkeys(word for word in one.folded.split() if word in shared))


def best_pairs(
    before: Sequence[Said], after: Sequence[Said], codes: tuple[Sequence[str], Sequence[str]] | None = None
) -> Iterator[tuple[int, int]]:
    """Pairs of places, the likest first, each place once; the same whichever list stands first. With `codes` of
    both lists, a code in common speaks for a pair."""
    found = [
        (-score, i + j, abs(i - j), i, j)
        for i, one in enumerate(before)
        for j, other in enumerate(after)
        if one.content & other.content
        and (score := likeness(one, other) + SAME_CODE * (codes is not None and codes[0][i] == codes[1][j])) >= LIKELY
    ]
    used_before: set[int] = set()
    used_after: set[int] = set()
    for _score, _sum, _apart, i, j in sorted(found):
        if i not in used_before and j not in used_after:
            used_before.add(i)
            used_after.add(j)
            yield i, j


def closest(one: Said, others: Iterable[Said], most: int) -> list[tuple[float, int]]:
    """The `most` likest, as (likeness, place), the likest first."""
    scored = ((likeness(one, other), place) for place, other in enumerate(others))
    return sorted(scored, key=lambda found: (-found[0], found[1]))[:most]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words that stand in one text, or in both, in their order."""

    text: str
    is_shared: bool


def word_runs(before: str, after: str) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """Both texts as runs of words that they share and words that only one has."""
    one, other = _WORD.findall(words.clean_line(before)), _WORD.findall(words.clean_line(after))
    matcher = SequenceMatcher(None, [w.casefold() for w in one], [w.casefold() for w in other], autojunk=False)
    left: list[Run] = []
    right: list[Run] = []
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        for runs, some in ((left, one[i:i_end]), (right, other[j:j_end])):
            if some:
                runs.append(Run(_joined(some), tag == "equal"))
    return tuple(left), tuple(right)


def _joined(some: Sequence[str]) -> str:
    """Words with blanks between them, and none before a sign that closes."""
    text = " ".join(some)
    for sign in ",.;:!?)%":
        text = text.replace(f" {sign}", sign)
    return text.replace("( ", "(").replace(" / ", "/").replace(" - ", "-")
