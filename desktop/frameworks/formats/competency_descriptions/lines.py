"""The lines of competency descriptions: which begin a level, by a word and a colon or as a heading of their own, and
which are only the head or foot of a page."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final, NamedTuple

from desktop.frameworks.formats.competency_descriptions.words import LEVEL_WORDS

LONGEST_LABEL: Final = 60
_BULLETS: Final = "-–—•·▪◦●○*o‣"

_NUMBERED = re.compile(
    r"(?:(?:(?:proficiency|performance|skill)\s)?(?:level|stage|tier|degree)\s?|l(?=\d))(?:\d{1,2}|[ivx]{1,4}|[a-e])\b",
    re.I,
)
_DIGIT = re.compile(r"\d{1,2}\s?[.:)=–—-]\s*")
_DASH = re.compile(r"\s[-–—]\s|\s[-–—]$")
_PAGE = re.compile(r"(?:page\s)?[-–—]?\s?\d{1,4}\s?(?:(?:of|/)\s?\d{1,4})?\s?[-–—]?", re.I)
_DIGITS = re.compile(r"\d+")


class Line(NamedTuple):
    """`label` is the word before the colon, folded and as written; empty where the line has none."""

    number: int
    text: str
    indented: bool
    bulleted: bool
    label: str = ""
    word: str = ""
    rest: str = ""
    alone: bool = False
    """Whether the level is a heading of its own, with its text on the lines below."""


def read(raw: Sequence[str]) -> tuple[list[Line], list[Line]]:
    """The lines in order, the empty ones too, and those that are only the head or foot of a page."""
    heads = _headings(raw)
    furniture = _furniture(raw)
    kept: list[Line] = []
    passed: list[Line] = []
    after_page = False
    for number, text in enumerate(raw, start=1):
        one = _line(number, text, heads)
        if number in furniture:
            passed.append(one)
            # A text that a page break parted has no empty line where it goes on.
            after_page = True
            continue
        if after_page and one.text:
            if one.text[:1].islower() and not one.bulleted:
                while kept and not kept[-1].text:
                    kept.pop()
            after_page = False
        kept.append(one)
    return kept, passed


def sounds_like_level(label: str) -> bool:
    """Whether a label is the name of a level: a number behind the word level, or a word that levels have."""
    return bool(_NUMBERED.match(label) or set(re.findall(r"[a-z]+", label.casefold())) & LEVEL_WORDS)


def _furniture(raw: Sequence[str]) -> set[int]:
    """Page numbers that stand alone, and lines that stand three times or more with nothing but a number changed."""
    shapes = Counter(_DIGITS.sub("0", one[:200].strip()) for one in raw)
    found: set[int] = set()
    for number, one in enumerate(raw, start=1):
        text = one[:200].strip()
        shape = _DIGITS.sub("0", text)
        changed = _DIGITS.search(text) and shapes[shape] >= 2 and re.search(r"\bpage\b|\|", text, re.I)
        if text and (_PAGE.fullmatch(text[:40]) or (changed and len(text) <= 120 and not _NUMBERED.match(text))):
            found.add(number)
    return found


def _headings(raw: Sequence[str]) -> dict[str, str]:
    """The names of levels that stand on lines of their own and come back, as first written, by label."""
    said: Counter[str] = Counter()
    words: dict[str, str] = {}
    for one in raw:
        word = _bare(one[:200].strip())[0].strip("#*_: \t")
        if not word or len(word) > LONGEST_LABEL or len(word.split()) > 7 or word.endswith((".", ";", ",")):
            continue
        if _NUMBERED.match(word) or _is_level_word(word):
            said[word.casefold()] += 1
            words.setdefault(word.casefold(), word)
    often = {label: words[label] for label, count in said.items() if count > 1}
    return often if len(often) > 1 else {}


def _is_level_word(word: str) -> bool:
    """A word of levels alone, or with a number before it, or with one word more."""
    digit = _DIGIT.match(word)
    names = re.findall(r"[a-z]+", word[digit.end() if digit else 0 :].casefold())
    return 0 < len(names) <= 2 and bool(set(names) & LEVEL_WORDS)


def _bare(text: str) -> tuple[str, bool]:
    """The text without its bullets, and whether there were any."""
    bare = text
    for _ in range(3):
        if len(bare) > 1 and bare[0] in _BULLETS and bare[1].isspace():
            bare = bare[1:].lstrip()
    bulleted = bare != text or (len(bare) > 1 and bare[0] in "•·▪◦●○‣")
    if not bulleted and len(bare) > 1 and bare[0] in "-–—" and bare[1].isalpha():
        return bare[1:], True
    return bare.lstrip("•·▪◦●○‣ "), bulleted


def _line(number: int, raw: str, heads: dict[str, str]) -> Line:
    text = raw.strip()
    bare, bulleted = _bare(text)
    indented = raw[:1].isspace()
    alone = bare.strip("#*_: \t").casefold() if len(bare) <= 2 * LONGEST_LABEL else ""
    if alone in heads:
        return Line(number, text, indented, bulleted, alone, heads[alone], "", True)
    for before, sign in _signs(bare[: LONGEST_LABEL + 6], bulleted):
        word = " ".join(before.strip('#*_“”" \t').split())
        enumerator = re.match(r"\d{1,2}[.)]\s+", word)
        word = word[enumerator.end() :] if enumerator else word
        most = 7 if _NUMBERED.match(word) else 5
        if not word or len(word.split()) > most or not any(letter.isalpha() for letter in word) or "." in word:
            continue
        rest = bare[len(before) + len(sign) :].strip()
        if rest.startswith(("*", "_")) and bare.startswith(("*", "_")):
            rest = rest.lstrip("*_ ")
        return Line(number, text, indented, bulleted, word.casefold(), word, rest)
    return Line(number, text, indented, bulleted)


def _signs(head: str, bulleted: bool) -> list[tuple[str, str]]:
    """What may be a label, each with the sign behind it: a colon, a dash behind a bullet or the name of a level, or
    a tab behind such a name."""
    found: list[tuple[str, str]] = []
    before, sign, _ = head.partition(":")
    if sign:
        found.append((before, sign))
    for dash in _DASH.finditer(head):
        named = sounds_like_level(head[: dash.start()]) and len(head[: dash.start()].split()) <= 4
        if bulleted or named:
            one = (head[: dash.start()], dash[0])
            between = found[0][0][dash.end() :] if found and len(found[0][0]) > dash.end() else ""
            # The colon stands in the text, unless the name of a level goes on up to it.
            own = _is_level_word(one[0].rpartition(" ")[2].strip('“”"*_')) and not sounds_like_level(between)
            found.insert(0 if own else len(found), one)
            break
    before, tab, _ = head.partition("\t")
    if tab and sounds_like_level(before):
        found.insert(0, (before, tab))
    return found
