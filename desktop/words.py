"""How numbers, dates and names read in sentences, on papers and on the command line (US English)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

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
_CONTROLS = (*range(9), *range(11, 32), *range(0x7F, 0xA0))
_BIDI_AND_ZERO_WIDTH = (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF)
_NO_CHARACTERS = (*range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
_INVISIBLE = dict.fromkeys(_CONTROLS + _BIDI_AND_ZERO_WIDTH + _NO_CHARACTERS)


def clean(text: str) -> str:
    """Without control characters, bidirectional overrides and zero-width characters, which could make a
    name or comment print as another one, and without halves of characters, which no file can hold; blanks at
    the ends removed."""
    return text.translate(_INVISIBLE).strip()


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
