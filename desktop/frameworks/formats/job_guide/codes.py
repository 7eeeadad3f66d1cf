"""How a job number guide writes its numbers.

Every guide has its own way: "12-20 7", "12.20.7", "12-20-7", "1220-7", "A10.3", and levels such as P3 or M1 beside
plain numbers. Which one it is, is told from the document as a whole, since "12-20" alone may be a family or a
family with its level.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Final

LONGEST_HEADING: Final = 200
BULLETS: Final = "-–—•·*▪◦ \t\u00a0"
LEVEL: Final = r"[A-Z]?[0-9]{1,2}"

_TITLE: Final = r"(?=\S)([^\t]+)"
_FEWEST: Final = 3
_RANK = re.compile(
    r"\b(?:i{1,3}|iv|vi{0,2}|senior|junior|lead|principal|manager|director|supervisor|chief|associate|entry"
    r"|intermediate|staff|head|trainee|apprentice|expert|specialist)\b",
    re.IGNORECASE,
)
"""Words that tell the rank of a position in its title."""


@dataclass(frozen=True, slots=True)
class Codes:
    """`within` stands inside the number of a family, empty where nothing does; `joint` between that and the
    level. `category` are lines that head a category."""

    within: str
    joint: str
    colon: bool = False
    position: re.Pattern[str] = field(init=False)
    bare: re.Pattern[str] = field(init=False)
    described: re.Pattern[str] = field(init=False)
    category: re.Pattern[str] = field(init=False)
    inside: re.Pattern[str] = field(init=False)

    def __post_init__(self) -> None:
        part = r"[A-Z]{0,3}[0-9]{1,4}"
        number = (
            rf"{part}{re.escape(self.within)}[0-9]{{1,4}}" if self.within else r"(?:[A-Z]{1,3}[0-9]{1,4}|[0-9]{3,6})"
        )
        joint = r"[ \t]+" if self.joint == " " else re.escape(self.joint)
        level = rf"(?:{joint}({LEVEL}))" + ("?" if self.within else "")
        category = part if self.within else rf"{part}|[A-Z]{{1,3}}"
        dash = r"[ \t]*:[ \t]+" if self.colon else r"[ \t]+[-–—:][ \t]+"
        ways = {
            "position": rf"({number}){level}[ \t]+{_TITLE}",
            "bare": rf"({number}){level}",
            "described": rf"({number})(?:[ \t]+[-–—:]|:)[ \t]+{_TITLE}",
            "category": rf"({category}){dash}{_TITLE}",
            "inside": rf"(?<![\w-]){number}(?![\w-])",
        }
        for name, pattern in ways.items():
            object.__setattr__(self, name, re.compile(pattern))


USUAL: Final = Codes("-", " ")
_WAYS: Final = tuple(
    Codes(within, joint, colon)
    for colon in (False, True)
    for within, joint in (("-", " "), (".", " "), ("-", "-"), (".", "."), ("", "-"), ("", "."))
)


def told(lines: Sequence[str]) -> Codes | None:
    """The way of the document; None where no three numbered positions stand below a numbered category."""
    short = [bare for line in lines if len(line) <= LONGEST_HEADING and may_be(bare := line.strip(BULLETS))]
    for codes in _WAYS:
        first = list(islice(_positions(codes, short), _FEWEST))
        is_usual = codes.within + codes.joint == "- "
        if len(first) >= _FEWEST and (is_usual or _are_levels(list(_positions(codes, short)))):
            return codes
    return None


def may_be(bare: str) -> bool:
    """Whether a line may begin with a number, told at a glance."""
    start = bare[:4]
    return bool(start.strip()) and (any(sign.isdecimal() for sign in start) or bare[:1].isupper())


def _positions(codes: Codes, short: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    """Number, level and title of what has a level, below a category."""
    is_below = False
    for bare in short:
        if codes.category.fullmatch(bare) and not codes.described.fullmatch(bare):
            is_below = True
        elif is_below:
            found = codes.position.fullmatch(bare)
            if found and found[2] and not found[3].startswith(tuple("-–—:.,/")):
                yield found[1], found[2], found[3]


def _are_levels(found: Sequence[tuple[str, str, str]]) -> bool:
    """Whether the last part of the numbers counts levels and not chapters, dates or courses: families have more
    than one, in order, and titles say of many what rank they are."""
    families: dict[str, list[str]] = {}
    for number, level, _ in found:
        families.setdefault(number, []).append(level)
    several = [levels for levels in families.values() if len(set(levels)) > 1]
    ordered = [levels for levels in several if _in_order(levels)]
    ranked = sum(_RANK.search(title) is not None for _, _, title in found)
    return bool(several) and 2 * len(ordered) >= len(several) and 3 * ranked >= len(found)


def _in_order(levels: Sequence[str]) -> bool:
    keys = [(one[:1] if one[:1].isalpha() else "", int(one.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))) for one in levels]
    steps = Counter(before < after for before, after in pairwise(keys) if before[0] == after[0])
    return max(steps.values(), default=1) >= 0.8 * max(1, steps.total())


def category_of(number: str, categories: Iterable[str]) -> str:
    """Which of the categories the number of a family stands in; empty where it is none of them."""
    known = set(categories)
    head = re.split(r"[-.]", number)[0]
    if head in known or head != number:
        return head if head in known else ""
    return max((one for one in known if number.startswith(one)), key=len, default="")


def unwrapped(lines: Sequence[str], codes: Codes) -> list[str]:
    """The same lines by number, save that a position broken over two lines stands whole on the first of them."""
    told_ = list(lines)
    for at, line in enumerate(told_[:-1]):
        below = told_[at + 1].strip()
        if not below or "\t" in line.strip() or "\t" in below or below[:1] in BULLETS or len(below) > LONGEST_HEADING:
            continue
        if len(line) <= LONGEST_HEADING and not is_code(below, codes) and _goes_on(line, codes):
            told_[at], told_[at + 1] = f"{line.rstrip()} {below}", ""
    return told_


def is_code(bare: str, codes: Codes) -> bool:
    if len(bare) > LONGEST_HEADING or not any(sign.isdecimal() for sign in bare[:8]):
        return False
    bare = bare.strip(BULLETS)
    return any(one.fullmatch(bare) for one in (codes.position, codes.described, codes.category))


def _goes_on(line: str, codes: Codes) -> bool:
    """A number without a title, a title that ends in a comma or a small word, or a bullet with a line below."""
    bare = line.lstrip(BULLETS).rstrip()
    if codes.bare.fullmatch(bare):
        return True
    if not codes.position.fullmatch(bare) or bare.endswith((".", ";")):
        return False
    has_bullet = line.strip() != bare
    return has_bullet or bare.endswith((",", "/", "&", "-")) or bare.rpartition(" ")[2] in ("of", "and", "for", "the")
