"""The Details sheet of the ApprenticeshipStandards.org workbook: one row about the occupation and its program."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop.codes import Approach, DurationUnit
from desktop.frameworks import asking
from desktop.frameworks.document import Fact, HourRange, OnetCode, Probation, Ratio, Term
from desktop.frameworks.findings import Change, Choice, Finding, Place, Weight
from desktop.frameworks.formats.sheet import cells
from desktop.sheets import Cell

UNTITLED: Final = "Untitled standard"
UNNAMED: Final = "Sponsor not named"
"""What the framework holds until the coordinator types it; never written to a workbook."""
RATIO: Final = "Ratio of Apprentice to Journeyworker"
FACTS: Final = ("Registration State", "National", "OA or SAA", "Registration Date", "Latest Registration Update")
"""What the neutral form has no field for is kept as facts under the headings of the workbook."""
_DATES: Final = ("Registration Date", "Latest Registration Update")

_ONET = re.compile(r"([0-9]{2})-([0-9]{4})(?:\.([0-9]{2}))?")
_RAPIDS = re.compile(r"([0-9]{1,4})(?:\.0{1,4})?\s{0,3}((?:[A-Z-][A-Z0-9-]{0,7})?)")
_RATIO = re.compile(r"([0-9]{1,3})\s{0,9}[a-z() ]{0,40}?(?::|/|to|per)\s{0,9}([0-9]{1,3})\s{0,9}[a-z() ]{0,40}")
_SUFFIXES = {"CB": Approach.COMPETENCY_BASED, "HY": Approach.HYBRID}


@dataclass(frozen=True, slots=True)
class Head:
    """What the row says; empty or None for what it does not say or what cannot be read, which then is a fact."""

    title: str
    sponsor: str
    job_title: str
    onet: str
    rapids: str
    approach: Approach | None
    term: Term
    ojt: HourRange
    ri: HourRange
    ratio: Ratio | None
    probation: Probation | None
    facts: tuple[Fact, ...]

    @property
    def version(self) -> str:
        """The latest day that the row gives, in year-month-day; "1" where it gives none."""
        days = [one.lines[0] for one in self.facts if one.about in _DATES and re.fullmatch(r"[0-9-]{10}", one.lines[0])]
        return days[-1] if days else "1"


class _Row:
    """The row while it is read; what cannot be read becomes a fact with a note."""

    def __init__(self, record: Mapping[str, Cell], place: Place, findings: list[Finding]) -> None:
        self.record = record
        self.place = place
        self.findings = findings
        self.facts: dict[str, str] = {}

    def text(self, name: str, most: int = cells.LINE) -> str:
        return cells.cut(cells.text(self.record.get(name)), most)

    def unread(self, name: str, wanted: str) -> None:
        self.facts[name] = self.text(name)
        self.note(name, f"{name} says “{self.shown(name)}”, which is not {wanted}.", "Kept as a text only")

    def shown(self, name: str) -> str:
        return cells.cut(self.text(name), 80)

    def note(self, about: str, says: str, taken: str, **more: Any) -> None:
        weight = more.pop("weight", Weight.NOTE)
        self.findings.append(
            Finding(id=about, weight=weight, about=about, says=says, taken=taken, places=(self.place,), **more)
        )


def head(record: Mapping[str, Cell], place: Place, findings: list[Finding]) -> Head:
    """What the Details row says; doubts are added to `findings`."""
    row = _Row(record, place, findings)
    for name in FACTS:
        if row.text(name):
            row.facts[name] = row.text(name)
    rapids = _rapids(row)
    found = Head(
        title=row.text("Occupation Title"),
        sponsor=row.text("Sponsor Name"),
        job_title=row.text("Existing Title"),
        onet=_onet(row),
        rapids=rapids,
        approach=_approach(row, rapids),
        term=_term(row),
        ojt=_hours(row, "OJT", "ojt"),
        ri=_hours(row, "RSI", "ri"),
        ratio=_ratio(row),
        probation=_probation(row),
        facts=(),
    )
    _read_dates(row)
    facts = tuple(Fact(about=name, lines=(row.facts[name],)) for name in sorted(row.facts, key=_order))
    return Head(**{name: getattr(found, name) for name in Head.__slots__ if name != "facts"}, facts=facts)


def _order(name: str) -> tuple[int, str]:
    return (FACTS.index(name), "") if name in FACTS else (len(FACTS), name)


def _onet(row: _Row) -> str:
    if not row.text("Onet Code"):
        return ""
    match = _ONET.fullmatch(row.text("Onet Code"))
    if match is None:
        row.unread("Onet Code", "one O*NET-SOC code such as 13-1071.00")
        return ""
    return f"{match[1]}-{match[2]}.{match[3] or '00'}"


def onet_codes(code: str, place: Place, findings: list[Finding]) -> tuple[OnetCode, ...]:
    """The code in the taxonomy of 2019, with a note: the workbook does not say in which it is."""
    if not code:
        return ()
    years = (2019, 2010)
    findings.append(
        Finding(
            id="O*NET taxonomy",
            weight=Weight.NOTE,
            about="O*NET code",
            says=f"The workbook does not say whether {code} is a code of O*NET-SOC 2019 or of 2010.",
            taken="O*NET-SOC 2019",
            places=(place,),
            choices=tuple(
                Choice(
                    str(year),
                    f"O*NET-SOC {year}",
                    (Change(("occupation", "onet_codes"), [{"code": code, "year": year}]),),
                )
                for year in years
            ),
            taken_key="2019",
        )
    )
    return (OnetCode(code=code, year=2019),)


def _rapids(row: _Row) -> str:
    """Excel drops the zeros at the front: 157 is 0157. The letters behind it tell the approach."""
    told = row.text("RAPIDS Code").upper()
    if not told:
        return ""
    match = _RAPIDS.fullmatch(told)
    if match is None:
        row.unread("RAPIDS Code", "one RAPIDS code such as 0157 or 0824CB")
        return ""
    return match[1].zfill(4) + match[2]


def _approach(row: _Row, rapids: str) -> Approach | None:
    told = row.text("Type").casefold()
    of_code = next((one for mark, one in _SUFFIXES.items() if rapids[4:].startswith(mark)), None)
    found = _named(told)
    if told and len(found) != 1:
        question = asking.approach(of_code or (found[0] if found else Approach.COMPETENCY_BASED), _type_says(row))
        row.findings.append(question)
        return of_code or (found[0] if found else None)
    if not found:
        return of_code
    if of_code not in (None, found[0]):
        words = f"The type is “{row.shown('Type')}”, but the RAPIDS code {rapids} is that of a {of_code} program."
        row.findings.append(asking.approach(found[0], words))
    return found[0]


def _type_says(row: _Row) -> str:
    return f"The type of the program is “{row.shown('Type')}”, which does not name one approach."


def _named(told: str) -> list[Approach]:
    if "hybrid" in told:
        return [Approach.HYBRID]
    found = [Approach.COMPETENCY_BASED] if "competenc" in told else []
    return [*found, Approach.TIME_BASED] if "time" in told or "hour" in told else found


def _months(cell: Cell) -> tuple[int, int | None] | None:
    """Months from "18", "18 months", "1.5 years" or "12-18"; None for anything else."""
    found = cells.measure(cell)
    if found is None or found.unit not in ("", "m", "mo", "mos", "month", "months", "y", "yr", "yrs", "year", "years"):
        return None
    times = 12 if found.unit.startswith("y") else 1
    low, high = found.low * times, None if found.high is None else found.high * times
    if low != int(low) or low > 240 or (high is not None and (high != int(high) or high > 240)):
        return None
    return int(low), None if high is None else int(high)


def months(cell: Cell) -> int | None:
    """Months where the cell holds one length."""
    found = _months(cell)
    return found[0] if found is not None and found[1] is None else None


def _term(row: _Row) -> Term:
    name = "Term (in months)"
    if not row.text(name):
        return Term()
    found = _months(row.record.get(name))
    if found is None:
        row.unread(name, "a number of months")
        return Term()
    low, high = found
    return Term(typical=low or None) if high is None else Term(minimum=low, maximum=high)


def _hours(row: _Row, kind: str, field: str) -> HourRange:
    limits: dict[str, float | None] = {}
    for limit in ("minimum", "maximum"):
        name = f"{limit.capitalize()} {kind} Hours"
        found = cells.hours(row.record.get(name))
        if found is None or found.maximum is not None:
            row.unread(name, "a number of hours")
            found = HourRange()
        limits[limit] = found.minimum
    low, high = limits["minimum"], limits["maximum"]
    if low is not None and high is not None and low > high:
        row.note(
            f"{kind} hours the wrong way round",
            f"The minimum of {low:g} {kind} hours is above the maximum of {high:g}.",
            "As the sheet has them",
            choices=(
                Choice("as written", "As the sheet has them"),
                Choice("swapped", "The other way round", (Change((field,), {"minimum": high, "maximum": low}),)),
            ),
            taken_key="as written",
        )
    return HourRange(minimum=low, maximum=high)


def _ratio(row: _Row) -> Ratio | None:
    told = row.text(RATIO).casefold()
    if not told:
        return None
    match = _RATIO.fullmatch(told)
    if match is None or not (1 <= int(match[1]) <= 100 and 1 <= int(match[2]) <= 100):
        row.unread(RATIO, "one ratio such as 1:1")
        return None
    apprentices, journeyworkers = int(match[1]), int(match[2])
    if apprentices > journeyworkers:
        row.note(
            "Ratio",
            f"The ratio “{row.shown(RATIO)}” allows more apprentices than journeyworkers.",
            f"{apprentices} apprentices to {journeyworkers}",
            choices=(_ratio_choice(apprentices, journeyworkers), _ratio_choice(journeyworkers, apprentices)),
            taken_key=f"{apprentices}:{journeyworkers}",
        )
    return Ratio(apprentices=apprentices, journeyworkers=journeyworkers)


def _ratio_choice(apprentices: int, journeyworkers: int) -> Choice:
    return Choice(
        f"{apprentices}:{journeyworkers}",
        f"Apprentices to journeyworkers as {apprentices} to {journeyworkers}",
        (Change(("ratio",), {"apprentices": apprentices, "journeyworkers": journeyworkers}),),
    )


def _probation(row: _Row) -> Probation | None:
    """A bare number is of months, as the site has it."""
    name = "Probationary Period"
    if not row.text(name):
        return None
    found = cells.measure(row.record.get(name))
    unit = next((unit for unit in DurationUnit if found and found.unit and unit.value.startswith(found.unit)), None)
    length = found.low if found and found.high is None else None
    if found and found.unit in ("", "mo", "mos"):
        unit = DurationUnit.MONTHS
    elif found and found.unit in ("hr", "hrs"):
        unit = DurationUnit.HOURS
    elif found and length is not None and found.unit in ("y", "yr", "yrs", "year", "years"):
        unit, length = DurationUnit.MONTHS, length * 12
    if unit is None or length is None or length != int(length) or length > 10_000:
        row.unread(name, "a length in months, weeks or hours")
        return None
    return Probation(length=int(length), unit=unit) if length else None


def _read_dates(row: _Row) -> None:
    places = sorted(row.facts, key=_order)
    for name in _DATES:
        if name not in row.facts:
            continue
        days = cells.dates(row.record.get(name))
        if not days:
            row.note(name, f"{name} says “{row.shown(name)}”, which is not a date.", "Kept as a text only")
            continue
        row.facts[name] = days[0].isoformat()
        if len(days) > 1:
            path = ("facts", str(places.index(name)), "lines")
            row.note(
                name,
                f"{name} says “{row.shown(name)}”, which may begin with the month or with the day.",
                days[0].isoformat(),
                choices=tuple(
                    Choice(one.isoformat(), one.isoformat(), (Change(path, [one.isoformat()]),)) for one in days
                ),
                taken_key=days[0].isoformat(),
            )
