"""What people write into the cells of an hour file, read as dates, minutes and job functions.

Each reader takes a cell as it stands, and raises KnownError with what is wrong with it.
"""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from desktop import words
from desktop.codes import HourKind
from desktop.errors import KnownError
from desktop.sheets import Cell

NAMES = {
    "apprentice": ("apprentice", "apprentice number", "apprentice no", "apprentice id", "number", "no", "id"),
    "date": ("date", "day", "worked on", "work date", "date worked"),
    "kind": ("kind", "type", "hour type", "training type"),
    "hours": ("hours", "hrs", "time", "duration"),
    "minutes": ("minutes", "mins", "min"),
    "job_function": ("job function", "job functions", "function", "work process", "work processes", "wps"),
    "course": ("course", "course code", "class"),
    "note": ("note", "notes", "comment", "comments", "description", "remark", "remarks"),
}
"""The headings under which a column may stand, in any case, with blanks, hyphens or underscores."""
_KINDS = {"OJT": HourKind.OJT, "OJL": HourKind.OJT, "RI": HourKind.RI, "RSI": HourKind.RI, "RTI": HourKind.RI}
_NUMBER = re.compile(r"\d{1,5}([.,]\d{1,6})?|[.,]\d{1,6}", re.ASCII)
_CLOCK = re.compile(r"(\d{1,3}):([0-5]\d)(:[0-5]\d)?", re.ASCII)
_US_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_SHOWN = 40
"""Letters of a cell that a sentence repeats."""


def headings(cells: Sequence[Cell]) -> dict[str, int]:
    """The place of each column by its name in NAMES. Raises KnownError where one is missing or stands twice."""
    found: dict[str, int] = {}
    for place, cell in enumerate(cells):
        heading = " ".join(re.split(r"[\s_\-.]+", text(cell).casefold())).strip()
        name = next((name for name, headings in NAMES.items() if heading in headings), None)
        if name in found:
            raise KnownError(f"The column “{shown(cell)}” stands twice.", "Delete one of them.")
        if name is not None:
            found[name] = place
    missing = [name for name in ("apprentice", "date", "kind") if name not in found]
    if not {"hours", "minutes"} & found.keys():
        missing.append("hours")
    if missing:
        noun = "columns" if len(missing) > 1 else "column"
        raise KnownError(
            f"The first row does not name the {noun} {words.listed(missing)}.",
            "Name the columns apprentice, date, kind, hours, job function, course and note.",
        )
    return found


def text(cell: Cell) -> str:
    """A cell as its letters; whole numbers without a fraction, as a workbook shows them."""
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return words.clean(str(cell))


def shown(cell: Cell) -> str:
    letters = words.clean_line(text(cell))
    return letters if len(letters) <= _SHOWN else f"{letters[:_SHOWN]}…"


def number(cell: Cell) -> str:
    """The running number of an apprentice, as `agreements.find` takes it."""
    letters = text(cell)
    if not letters:
        raise KnownError("the apprentice is missing")
    return letters


def day(cell: Cell) -> date:
    """A date cell, 2026-07-31, or 7/31/2026."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    letters = text(cell)
    if not letters:
        raise KnownError("the date is missing")
    american = _US_DAY.fullmatch(letters)
    try:
        if american:
            return date(int(american[3]), int(american[1]), int(american[2]))
        return datetime.strptime(letters, "%Y-%m-%d").date()  # noqa: DTZ007  (a day has no zone)
    except ValueError:
        raise KnownError(f"date “{shown(cell)}” is not a day such as 2026-07-31 or 7/31/2026") from None


def kind(cell: Cell) -> HourKind:
    found = _KINDS.get(text(cell).upper())
    if found is None:
        raise KnownError(f"kind “{shown(cell)}” is not OJT or RI" if text(cell) else "the kind is missing")
    return found


def hours(cell: Cell) -> int:
    """Minutes of 7.5, 7:30, or a cell that holds a time."""
    if isinstance(cell, timedelta):
        return round(cell.total_seconds() / 60)
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    letters = text(cell)
    clock = _CLOCK.fullmatch(letters)
    if clock:
        return int(clock[1]) * 60 + int(clock[2])
    if not letters:
        raise KnownError("the hours are missing")
    if isinstance(cell, bool) or not _NUMBER.fullmatch(letters):
        raise KnownError(f"hours “{shown(cell)}” are not a number such as 7.5 or 7:30")
    return round(Decimal(letters.replace(",", ".")) * 60)


def minutes(cell: Cell) -> int:
    letters = text(cell)
    if not re.fullmatch(r"\d{1,5}", letters, re.ASCII):
        raise KnownError(f"minutes “{shown(cell)}” are not a whole number" if letters else "the minutes are missing")
    return int(letters)


def parts(cell: Cell, whole: int) -> dict[str, int]:
    """Minutes by job function: all of `whole` for "3", as split in "1=3.5; 2=4.5", none for nothing."""
    letters = text(cell)
    if "=" not in letters:
        return {letters: whole} if letters else {}
    found: dict[str, int] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[;\n]|,(?!\d)", letters))):
        function, _, amount = (one.strip() for one in part.partition("="))
        if not function or not amount or function in found:
            raise KnownError(f"job function “{shown(cell)}” is not split as in 1=3.5; 2=4.5")
        found[function] = hours(amount)
    return found
