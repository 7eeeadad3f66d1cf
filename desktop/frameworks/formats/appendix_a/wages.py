"""The wage schedule of an Appendix A: steps as a table, or a sentence for each."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from desktop.codes import WageUnit
from desktop.frameworks.document import WageSchedule, WageStep
from desktop.frameworks.findings import Change, Choice, Finding, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a.head import Facts
from desktop.frameworks.formats.appendix_a.rows import Line, figure

_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:\.[0-9]{1,2})?)\s?(?:%|percent\b)", re.IGNORECASE)
_MONEY: Final = re.compile(r"\$\s?([0-9]{1,3}(?:,[0-9]{3}){1,2}(?:\.[0-9]{1,2})?|[0-9]{1,7}(?:\.[0-9]{1,2})?)")
_MONTHS: Final = re.compile(
    r"([0-9]{1,3})(?:\s?(?:-|–|to)\s?([0-9]{1,3}))?(?:st|nd|rd|th)?[\s-]{0,2}(months?|years?)\b", re.IGNORECASE
)
_HOURS: Final = re.compile(
    r"([0-9][0-9,]{0,7}(?:\.[0-9]{1,2})?)(?:\s?(?:-|–|to)\s?([0-9][0-9,]{0,7}))?\s?(?:hours|hrs|hour|h)\b(.{0,30})",
    re.IGNORECASE,
)
_BARE_RANGE: Final = re.compile(r"^hours ([0-9][0-9,]{0,7})\s?(?:-|–|to)\s?([0-9][0-9,]{0,7})\b", re.IGNORECASE)
_COMPETENCIES: Final = re.compile(r"([0-9]{1,3}) (?:core )?competenc", re.IGNORECASE)
_UNITS: Final = (
    (WageUnit.HOURLY, re.compile(r"hourly|per hour|/\s?ho?u?r\b|an hour", re.IGNORECASE)),
    (WageUnit.WEEKLY, re.compile(r"weekly|per week|/\s?week|a week", re.IGNORECASE)),
    (WageUnit.MONTHLY, re.compile(r"monthly|per month|/\s?month|a month", re.IGNORECASE)),
    (WageUnit.ANNUALLY, re.compile(r"annual|per year|per annum|/\s?year|a year|salary", re.IGNORECASE)),
)
_MOST_STEPS: Final = 60


@dataclass(frozen=True, slots=True)
class _Step:
    """`spans` where the amounts are how long a period lasts; else they are when it begins."""

    title: str
    percent: float | None
    cents: int | None
    months: int | None
    ojt: float | None
    ri: float | None
    competencies: int | None
    spans: bool


def schedule(facts: Facts) -> tuple[WageSchedule | None, list[Finding]]:
    """None where no line holds a step."""
    lines = facts.lines.get("wages", [])
    intro: list[str] = []
    steps: list[_Step] = []
    for line in lines:
        step = None if not steps and _is_basis(line, intro) else _step(line)
        if step is None or len(steps) == _MOST_STEPS:
            intro.append(line.text[:2000])
        else:
            steps.append(step)
    if not steps:
        return None, []
    told = " ".join(intro)[:8000]
    unit = next((one for one, shape in _UNITS if shape.search(told)), WageUnit.HOURLY)
    basis = _MONEY.search(told)
    made = _begun(steps)
    wages = WageSchedule(unit=unit, journeyworker_cents=_cents(basis), steps=tuple(made))
    place = facts.places.get("wages")
    return wages, [_asked(steps, made, place)] if place and any(one.spans for one in steps) else []


def _step(line: Line) -> _Step | None:
    """None for a line without a percentage or an amount, and for a sentence about the journeyworker."""
    text = " ".join(" ".join(part for cell in line.cells for part in cell)[:1000].split())
    percent, money = _PERCENT.search(text), _MONEY.search(text)
    if percent is None and money is None:
        return None
    if len(line.filled) < 2 and (len(text) > 200 or (percent is None and "journey" in text.lower())):
        return None
    number = float(percent[1]) if percent else None
    if number is not None and not 0 < number <= 1000:
        return None
    return _timed(line, text, number, _cents(money))


def _is_basis(line: Line, before: Sequence[str]) -> bool:
    """The wage of the journeyworker, in a sentence that may go on in the next line."""
    told = f"{before[-1] if before else ''} {line.text[:2000]}"
    return len(line.filled) < 2 and "journey" in told.lower() and _PERCENT.search(line.text[:2000]) is None


def _timed(line: Line, text: str, percent: float | None, cents: int | None) -> _Step:
    hours = [found for found in _HOURS.finditer(text) if figure(found[1].replace(",", "") or "0") <= 100_000]
    ri = next((one for one in hours if re.search(r"related|instruction|\bRT?S?I\b|class", one[3], re.I)), None)
    ojt = next((one for one in hours if one is not ri), None)
    bare = next((found for cell in line.filled for found in [_BARE_RANGE.search(line.cell(cell))] if found), None)
    months = _MONTHS.search(text)
    competencies = _COMPETENCIES.search(text)
    is_range = bool(bare or (ojt and ojt[2]) or (months and months[2]))
    is_after = re.search(r"\bafter\b|\bupon\b|\bcompletion of\b|\bbegin|\bentry\b|\bstart", text, re.I) is not None
    low = (bare or ojt) if not is_after or ojt else None
    scale = 12 if months and months[3].lower().startswith("year") else 1
    return _Step(
        title=_title(line, text),
        percent=percent,
        cents=cents,
        months=min(240, int(months[1]) * scale) if months else None,
        ojt=figure(low[1]) if low else None,
        ri=figure(ri[1]) if ri else None,
        competencies=int(competencies[1]) if competencies else None,
        spans=not is_range and not is_after and bool(months or ojt),
    )


def _title(line: Line, text: str) -> str:
    """The first cell where the step stands in several, else what stands before the figure."""
    if len(line.filled) > 1:
        return tidy.line(line.cell(line.filled[0])) or "Step"
    before = re.split(r"[=:$]|[0-9.]{1,6}\s?%", text, maxsplit=1)[0]
    return tidy.line(before.strip(" -–—.,")) or "Step"


def _cents(found: "re.Match[str] | None") -> int | None:
    if found is None:
        return None
    cents = round(float(found[1].replace(",", "")) * 100)
    return cents if cents <= 100_000_000 else None


def _begun(steps: Sequence[_Step]) -> list[WageStep]:
    """Lengths of periods added up to when each begins, unless they rise from step to step: then they say so
    themselves."""
    if not _are_lengths(steps):
        return [_made(one, one.months, one.ojt) for one in steps]
    months, hours, found = 0, 0.0, []
    has_months = any(one.months for one in steps)
    has_hours = any(one.ojt for one in steps)
    for one in steps:
        found.append(_made(one, min(240, months) if has_months else None, min(100_000, hours) if has_hours else None))
        months += one.months or 0
        hours += one.ojt or 0
    return found


def _are_lengths(steps: Sequence[_Step]) -> bool:
    if not any(one.spans for one in steps):
        return False
    for amounts in ([one.ojt for one in steps], [one.months for one in steps]):
        known = [one for one in amounts if one is not None]
        if len(known) == len(steps) > 1 and all(a < b for a, b in pairwise(known)):
            return False
    return True


def _made(step: _Step, months: int | None, hours: float | None) -> WageStep:
    return WageStep(
        title=step.title,
        percent=step.percent,
        cents=step.cents,
        after_months=months,
        after_ojt_hours=hours,
        after_ri_hours=step.ri,
        after_core_competencies=step.competencies,
    )


def _asked(steps: Sequence[_Step], made: Sequence[WageStep], place: Place) -> Finding:
    plain = [_made(one, one.months, one.ojt) for one in steps]
    summed = _are_lengths(steps)
    lengths = [one.model_dump(mode="json") for one in (made if summed else _summed(steps))]
    return Finding(
        id="wage steps",
        weight=Weight.NOTE,
        about="Wage schedule",
        says="The wage steps give hours or months without saying whether these are the length of a step or its start.",
        taken="The length of each step" if summed else "When each step begins",
        places=(place,),
        choices=(
            Choice("length", "The length of each step", (Change(("wages", "steps"), lengths),)),
            Choice(
                "start",
                "When each step begins",
                (Change(("wages", "steps"), [one.model_dump(mode="json") for one in plain]),),
            ),
        ),
        taken_key="length" if summed else "start",
        part=("wages",),
    )


def _summed(steps: Sequence[_Step]) -> list[WageStep]:
    months, hours, found = 0, 0.0, []
    for one in steps:
        found.append(_made(one, min(240, months), min(100_000, hours)))
        months += one.months or 0
        hours += one.ojt or 0
    return found
