"""How numbers, dates and names read in sentences, on papers and on the command line (US English)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from unicodedata import category, name, normalize

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_LINE_ENDS = dict.fromkeys(map(ord, "\r\x0b\x0c\x85\u2028\u2029"), "\n")
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x9f"
_DIRECTIONS = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
_WITHOUT_WIDTH = "\xad\u034f\u180e\u200b\u2060-\u2065\u206a-\u206f\ufeff\ufff9-\ufffc\U000e0000-\U000e007f"
_FILLERS = "\u115f\u1160\u17b4\u17b5\u3164\uffa0"
_PLANES = range(0x10000, 0x110001, 0x10000)
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(f"{chr(end - 2)}{chr(end - 1)}" for end in _PLANES)
_JOINERS = "\u200c\u200d"
_UNSEEN = re.compile(f"[{_CONTROLS}{_DIRECTIONS}{_WITHOUT_WIDTH}{_FILLERS}{_NO_CHARACTERS}{_JOINERS}]")
_JOINED = {"Lo", "Mc", "Mn", "So", "Sk"}
"""Letters without cases, vowel signs and pictures: behind them a joiner chooses a shape, so that Persian, Hindi or
Sinhala names are not spelled right without it. Behind Latin, Greek and Cyrillic letters it only hides."""


def clean(text: str) -> str:
    """Without control characters, marks of direction and characters without width, which could make a name or
    comment print as another one, and without halves of characters, which no file can hold; letters composed (NFC),
    every line end \\n, blanks at the ends removed."""
    if text.isascii() and text.isprintable():
        return text.strip()
    kept = without_unseen(normalize("NFC", text)).strip()
    # What was parted by something unseen may be composed now.
    return kept if kept == text else clean(kept)


def without_unseen(text: str) -> str:
    """`text` without what `clean` takes out because nobody sees it."""
    return _UNSEEN.sub(_if_seen, _ended(text))


def unseen(text: str) -> tuple[str, ...]:
    """What `clean` takes out of `text` because nobody sees it, each once, such as "U+202E right-to-left override"."""
    found = dict.fromkeys(one[0] for one in _UNSEEN.finditer(_ended(text)) if not _if_seen(one))
    return tuple(f"U+{ord(one):04X} {name(one, '').lower()}".strip() for one in found)


def _ended(text: str) -> str:
    return text.replace("\r\n", "\n").translate(_LINE_ENDS)


def _if_seen(found: re.Match[str]) -> str:
    """The joiner that stands where it chooses a shape; nothing for all else."""
    at, letter = found.start(), found[0]
    return letter if letter in _JOINERS and at and category(found.string[at - 1]) in _JOINED else ""


def clean_line(text: str) -> str:
    """`clean`, on one line with single blanks."""
    return " ".join(clean(text).split())


def hours(minutes: int) -> str:
    """Minutes as "1,912 h 30 min", "62 h" or "45 min"; a reversal keeps its minus sign."""
    sign, minutes = ("−", -minutes) if minutes < 0 else ("", minutes)
    whole, rest = divmod(minutes, 60)
    if not rest:
        return f"{sign}{whole:,} h"
    return f"{sign}{whole:,} h {rest} min" if whole else f"{sign}{rest} min"


_CLOCK = re.compile(r"([0-9]{1,4})(?::|\s*h\s*)([0-5]?[0-9])(?:\s*(?:m|min))?", re.IGNORECASE)
_DECIMAL = re.compile(r"([0-9]{1,4}(?:[.,][0-9]{1,4})?|[.,][0-9]{1,4})(?:\s*h)?", re.IGNORECASE)
_MINUTES = re.compile(r"([0-9]{1,5})\s*(?:m|min)", re.IGNORECASE)


def minutes_of(text: str) -> int | None:
    """Minutes of "7:30", "7.5", "7,5", "7h30", "7 h 30 min", "7" (hours) or "45 min"; None for anything else."""
    text = clean_line(text)
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if found := _MINUTES.fullmatch(text):
        return int(found[1])
    if found := _DECIMAL.fullmatch(text):
        return round(float(found[1].replace(",", ".")) * 60)
    return None


def long_date(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def short_date(day: date) -> str:
    return f"{_MONTHS[day.month - 1][:3]} {day.day}, {day.year}"


def money(cents: int) -> str:
    return f"${cents // 100:,}.{cents % 100:02d}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "1 competency" or "6 competencies"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(names: Iterable[str]) -> str:
    """ "1i, 2e and 7d"."""
    parts: Sequence[str] = list(names)
    return f"{', '.join(parts[:-1])} and {parts[-1]}" if len(parts) > 1 else "".join(parts)


def initials(name: str) -> str:
    """ "OP" for Owen Park, "LMF" for Lucía Marsh-Ferry."""
    return "".join(part[0].upper() for part in name.replace("-", " ").split() if part[0].isalpha())
