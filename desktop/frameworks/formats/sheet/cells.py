"""What stands in the cells of a foreign sheet: texts, numbers, hours and dates, however they were typed."""

import math
import re
from datetime import date, datetime, time
from typing import NamedTuple

from desktop.frameworks.document import HourRange
from desktop.frameworks.files import Sheet
from desktop.frameworks.findings import Place
from desktop.sheets import Cell

LINE = 2_000
"""Letters of a `Line` of the neutral form."""
TEXT = 20_000
CODE = 40
MOST_HOURS = 100_000

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")
_BRACKETS = re.compile(r"\([^()]{0,200}\)|\[[^\[\]]{0,200}\]")
_THOUSANDS = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
_MEASURE = re.compile(
    r"([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,9}(?:(?:-|–|—|to)\s{0,9}([0-9]{1,9}(?:\.[0-9]{1,9})?)\s{0,9})?([a-z%]{0,12})\.?"
)


_ABOUT = re.compile(r"^\s{0,9}(?:approx(?:imately)?\.?|about|est(?:imated)?\.?|ca\.|~)\s{0,3}", re.IGNORECASE)
_PLAIN_SPACES = re.compile(r"(?<=\b[1-9])\s(?=[0-9]{3}(?![0-9]))|(?<=\b[1-9][0-9])\s(?=[0-9]{3}(?![0-9]))")
"""Between thousands, as in "2 000"."""


class Measure(NamedTuple):
    """A number or a span of two, and the word behind it in small letters."""

    low: float
    high: float | None
    unit: str


def text(cell: Cell) -> str:
    """The cell in words: a whole number without its ".0", a date as year-month-day, blanks at the ends removed."""
    if cell is None:
        return ""
    if isinstance(cell, str) and cell.isprintable():
        return cell.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float) and math.isfinite(cell) and cell == int(cell):
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, time):
        # Excel takes a ratio of 1:1 for a minute past one.
        return f"{cell.hour}:{cell.minute}"
    found = str(cell).replace("\r\n", "\n").replace("\r", "\n")
    return _UNPRINTABLE.sub("", found).strip()


def cut(whole: str, most: int) -> str:
    return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"


def fold(heading: str) -> str:
    """Letters and digits only, in small letters, and nothing that stands in brackets unless nothing else is left:
    so that "Term (in months)", "TERM" and "[Term]" are one."""
    outside = _BRACKETS.sub(" ", heading)
    kept = "".join(letter for letter in outside.casefold() if letter.isalnum())
    return kept or "".join(letter for letter in heading.casefold() if letter.isalnum())


def same(title: str) -> str:
    """By which two titles are one: neither case nor blanks count."""
    return " ".join(title.casefold().split())


def number(cell: Cell) -> float | None:
    """The number in the cell, None where it holds none; a percent sign or a unit behind it is no number."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float):
        try:
            found = float(cell)
        except OverflowError:
            return None
        return found if math.isfinite(found) else None
    found_measure = measure(cell)
    if found_measure is None or found_measure.unit or found_measure.high is not None:
        return None
    return found_measure.low


def whole(cell: Cell) -> int | None:
    found = number(cell)
    return int(found) if found is not None and found == int(found) and 0 <= found < 1_000_000 else None


def measure(cell: Cell) -> Measure | None:
    """ "1,200 hours" as (1200, None, "hours"), "12-18" as (12, 18, "")."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        found = number(cell)
        return None if found is None or found < 0 else Measure(found, None, "")
    match = _MEASURE.fullmatch(_THOUSANDS.sub("", text(cell).casefold())[:80])
    if match is None:
        return None
    high = float(match[2]) if match[2] else None
    return Measure(float(match[1]), high, match[3])


def quarter(value: float) -> float | None:
    """Hours as the neutral form keeps them, None for more than it holds."""
    found = round(value * 4) / 4
    return found if 0 <= found <= MOST_HOURS else None


def hours(cell: Cell) -> HourRange | None:
    """A single number is the minimum. None where the cell holds something that is no hours."""
    if not text(cell):
        return HourRange()
    found = measure(_PLAIN_SPACES.sub("", _ABOUT.sub("", cell, count=1)) if isinstance(cell, str) else cell)
    if found is None or found.unit not in ("", "h", "hr", "hrs", "hour", "hours"):
        return None
    low = quarter(found.low)
    high = quarter(found.high) if found.high is not None else None
    if low is None or (high is None and found.high is not None):
        return None
    return HourRange(minimum=low, maximum=high)


def dates(cell: Cell) -> tuple[date, ...]:
    """The days that the cell can mean: none, one, or two where 03/04/2020 may begin with the month or the day,
    the month first as in the United States."""
    if isinstance(cell, datetime):
        return (cell.date(),)
    if isinstance(cell, date):
        return (cell,)
    if match := re.fullmatch(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[ T][0-9:.]{1,15})?", text(cell)):
        return _days((int(match[1]), int(match[2]), int(match[3])))
    if match := re.fullmatch(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]([0-9]{4})", text(cell)):
        first, second, year = int(match[1]), int(match[2]), int(match[3])
        return _days((year, first, second), (year, second, first))
    return ()


def _days(*readings: tuple[int, int, int]) -> tuple[date, ...]:
    found: list[date] = []
    for year, month, day in readings:
        try:
            one = date(year, month, day)
        except ValueError:
            continue
        if one not in found:
            found.append(one)
    return tuple(found)


def place(sheet: Sheet | str, row: int, cells: tuple[Cell, ...] = ()) -> Place:
    title = sheet if isinstance(sheet, str) else sheet.title
    shown = "\n".join(filled for filled in map(text, cells) if filled)
    return Place(words=f"sheet {cut(title, 60)}, row {row}", excerpt=cut(shown, TEXT))


def unlike(wanted: list[str], start: str = "C") -> list[str]:
    """Each code once: an empty one gets its position, a repeated one " (2)", and none is too long."""
    taken = {one[:CODE] for one in wanted if one}
    used: set[str] = set()
    found: list[str] = []
    for position, one in enumerate(wanted, start=1):
        code = one[:CODE].strip() or f"{start}{position}"
        turn = 2
        base = code
        while code in used or (code != one[:CODE].strip() and code in taken):
            mark = f" ({turn})"
            code, turn = base[: CODE - len(mark)] + mark, turn + 1
        used.add(code)
        found.append(code)
    return found
