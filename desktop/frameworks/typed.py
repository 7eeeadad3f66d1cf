"""What is typed into a form, as the neutral form has it. Nothing typed is None or an empty text.

Each raises KnownError, in words for beside the field, where the text cannot be taken.
"""

import re
from typing import Final

from pydantic import ValidationError

from desktop.codes import DurationUnit
from desktop.errors import KnownError
from desktop.frameworks.document import HourRange, Occupation, OnetCode, Probation, Ratio
from desktop.frameworks.plain import printable, shortest

LONGEST_LINE: Final = 2_000
LONGEST_TEXT: Final = 20_000
_MOST_HOURS: Final = 100_000
_ONET = re.compile(r"([0-9]{2}-[0-9]{4})([.][0-9]{2})?")
_TAXONOMY: Final = 2019
"""The O*NET-SOC taxonomy of a code typed now."""
_UNITS = {"h": DurationUnit.HOURS, "w": DurationUnit.WEEKS, "m": DurationUnit.MONTHS}


def line(typed: str) -> str:
    """A text that must be there, in one line."""
    found = " ".join(_clean(typed, LONGEST_LINE).split())
    if not found:
        raise KnownError("This is missing.", "Type it.")
    return found


def text(typed: str) -> str:
    return _clean(typed, LONGEST_TEXT).strip()


def lines(typed: str) -> tuple[str, ...]:
    """One part on each line; lines without a letter are passed over."""
    return tuple(line(one) for one in _clean(typed, 100 * LONGEST_TEXT).split("\n") if one.strip())


def whole(typed: str, least: int, most: int) -> int | None:
    found = typed.strip().replace(",", "")
    if not found:
        return None
    if not re.fullmatch(r"[0-9]{1,9}", found) or not least <= int(found) <= most:
        raise KnownError(f"“{_short(typed)}” is not possible here.", f"Type a whole number from {least} to {most:,}.")
    return int(found)


def hours(typed: str) -> float | None:
    found = typed.strip().removesuffix("h").strip().replace(",", "")
    if not found:
        return None
    if not re.fullmatch(r"[0-9]{1,6}([.][0-9]{1,4})?", found) or float(found) > _MOST_HOURS:
        raise KnownError(f"“{_short(typed)}” are no hours.", "Type a number such as 144 or 7.5.")
    if float(found) * 4 % 1:
        raise KnownError("Hours go in steps of a quarter.", "Type a number such as 7.5 or 7.75.")
    return float(found)


def hour_range(minimum: float | None, maximum: float | None) -> HourRange:
    if minimum is not None and maximum is not None and minimum > maximum:
        told = f"{shortest(minimum):,} h at least are more than {shortest(maximum):,} h at most."
        raise KnownError(told, "Change one of them.")
    return HourRange(minimum=minimum, maximum=maximum)


def onet_codes(typed: str, known: tuple[OnetCode, ...] = ()) -> tuple[OnetCode, ...]:
    """Codes with commas or spaces between; those of `known` keep their year and title."""
    by_code = {one.code: one for one in known}
    made: dict[str, OnetCode] = {}
    for one in re.split(r"[,;\s]+", typed.strip()) if typed.strip() else []:
        found = _ONET.fullmatch(one)
        if found is None:
            raise KnownError(f"“{_short(one)}” is no O*NET code.", "Type it like 15-1232.00, with commas between.")
        code = f"{found[1]}{found[2] or '.00'}"
        made[code] = by_code.get(code) or OnetCode(code=code, year=_TAXONOMY)
    return tuple(made.values())


def rapids_code(typed: str) -> str:
    found = typed.strip().upper()
    try:
        return Occupation(title="-", rapids_code=found).rapids_code
    except ValidationError:
        told = f"“{_short(typed)}” is no RAPIDS code."
        raise KnownError(told, "Type four digits and what follows them, such as 1059CB.") from None


def ratio(typed: str) -> Ratio | None:
    """ "1 to 2": apprentices to journeyworkers."""
    if not typed.strip():
        return None
    numbers = [int(one) for one in re.findall(r"[0-9]{1,6}", typed[:100])]
    if len(numbers) != 2 or not all(1 <= one <= 100 for one in numbers):
        raise KnownError(f"“{_short(typed)}” is no ratio.", "Type it like 1 to 2, with numbers from 1 to 100.")
    return Ratio(apprentices=numbers[0], journeyworkers=numbers[1])


def probation(typed: str) -> Probation | None:
    """ "6 months", "26 weeks" or "1,000 hours"."""
    if not typed.strip():
        return None
    found = re.fullmatch(r"([0-9]{1,6}) ?([a-z]{1,10})", typed.strip().replace(",", "").lower()[:40])
    unit = _UNITS.get(found[2][0]) if found else None
    if found is None or unit is None or not 1 <= int(found[1]) <= 10_000:
        raise KnownError(f"“{_short(typed)}” is no length of time.", "Type it like 6 months, 26 weeks or 1,000 hours.")
    return Probation(length=int(found[1]), unit=unit)


def _clean(typed: str, most: int) -> str:
    if len(typed) > most:
        raise KnownError(f"This is longer than {most:,} characters.", "Shorten it.")
    try:
        return printable(typed)
    except ValueError:
        raise KnownError("This holds a character that no paper can print.", "Delete it and type it anew.") from None


def _short(typed: str) -> str:
    return typed.strip() if len(typed.strip()) <= 40 else f"{typed.strip()[:39]}…"
