"""Courses and wage steps of the ApprenticeshipStandards.org workbook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from desktop.codes import WageUnit
from desktop.frameworks.document import Course, HourRange, Origin, WageSchedule, WageStep
from desktop.frameworks.findings import REMOVED, Change, Choice, Finding, Path, Place, Weight
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.standards_workbook.details import months
from desktop.frameworks.formats.standards_workbook.processes import numbered
from desktop.frameworks.formats.standards_workbook.tables import Table
from desktop.frameworks.reading import Passed
from desktop.sheets import Cell

Record = Mapping[str, Cell]
LARGEST_FRACTION: Final = 2
"""A number of at most this is a percentage as Excel has them: 0.45 for 45 %, whatever the other rows have."""
_NOTED: Final = 20


@dataclass(slots=True)
class Courses:
    courses: tuple[Course, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)


def courses(table: Table) -> Courses:
    found = Courses()
    rows: list[tuple[Record, Place]] = []
    for row, cells in table.rows:
        record, place = table.record(cells), table.place(row, cells)
        if "Course Name" in record or "Course Code" in record:
            rows.append((record, place))
        else:
            found.passed.append(Passed(place, place.excerpt, "it names no course"))
    order, _, wrong = numbered([record.get("Course Sort Order") for record, _ in rows])
    if wrong and rows:
        found.findings.append(_row_order("courses", wrong, [place for _, place in rows]))
    sorted_rows = [rows[at] for at in order]
    wanted = [sheet_cells.text(record.get("Course Code")) for record, _ in sorted_rows]
    codes = sheet_cells.unlike(wanted)
    found.courses = tuple(
        _course(record, place, code, found) for (record, place), code in zip(sorted_rows, codes, strict=True)
    )
    for (_, place), code, told in zip(sorted_rows, codes, wanted, strict=True):
        found.places["courses", code] = (place,)
        if told and code != told:
            found.findings.append(_code_again(told, code, place))
    return found


def _row_order(what: str, wrong: str, places: list[Place]) -> Finding:
    says = f"The sort orders of the {what} are {wrong}."
    about = "Sort order"
    return Finding(f"sort order of {what}", Weight.NOTE, about, says, "The order of the rows", tuple(places[:_NOTED]))


def _code_again(told: str, code: str, place: Place) -> Finding:
    shown = sheet_cells.cut(told, sheet_cells.CODE)
    return Finding(
        id=f"course code {code}",
        weight=Weight.NOTE,
        about=f"Course {shown}",
        says=f"The course code {shown} stands twice or is too long.",
        taken=f"A course of its own, with the code {code}",
        places=(place,),
        choices=(
            Choice("keep", f"A course of its own, with the code {code}"),
            Choice("leave out", "No course of its own", (Change(("courses", code), REMOVED),)),
        ),
        taken_key="keep",
        part=("courses", code),
    )


def _course(record: Record, place: Place, code: str, found: Courses) -> Course:
    told = sheet_cells.text(record.get("Course Hours"))
    hours = sheet_cells.hours(record.get("Course Hours"))
    if hours is None:
        found.findings.append(
            Finding(
                id=f"course hours {code}",
                weight=Weight.NOTE,
                about=f"Course {code}",
                says=f"The hours of course {code} are “{sheet_cells.cut(told, 60)}”, which is no number of hours.",
                taken="No hours",
                places=(place,),
                part=("courses", code),
            )
        )
    return Course(
        code=code,
        title=sheet_cells.cut(sheet_cells.text(record.get("Course Name")), sheet_cells.LINE) or code,
        hours=hours or HourRange(),
        provider=sheet_cells.cut(sheet_cells.text(record.get("Related Training Organization")), sheet_cells.TEXT),
        objectives=objectives(sheet_cells.text(record.get("Course Description"))),
        origin=Origin(id=sheet_cells.cut(sheet_cells.text(record.get("Course Code")), sheet_cells.LINE)),
    )


def objectives(description: str) -> tuple[str, ...]:
    """The description of a course line by line, a line that is too long for one in several."""
    lines: list[str] = []
    for line in description.split("\n"):
        rest = line.strip()
        while rest:
            at = len(rest) if len(rest) <= sheet_cells.LINE else rest.rfind(" ", 1, sheet_cells.LINE)
            at = at if at > 0 else sheet_cells.LINE
            lines.append(rest[:at].strip())
            rest = rest[at:].strip()
    return tuple(lines)


@dataclass(slots=True)
class Wages:
    """`records` are the rows that the steps were read from, in the order of the steps."""

    schedule: WageSchedule | None = None
    records: tuple[Record, ...] = ()
    findings: list[Finding] = field(default_factory=list)


def wages(table: Table) -> Wages:
    rows = [
        (record, table.place(row, cells))
        for row, cells in table.rows
        if (record := table.record(cells)).keys() - {"Step Sort Order"}
    ]
    order, _, wrong = numbered([record.get("Step Sort Order") for record, _ in rows])
    found = Wages(records=tuple(rows[at][0] for at in order))
    if not rows:
        return found
    places = [rows[at][1] for at in order]
    if wrong:
        found.findings.append(_row_order("wage steps", wrong, [place for _, place in rows]))
    found.schedule = schedule(found.records, places, found.findings)
    found.findings.append(_unit(places[0]))
    return found


def _unit(place: Place) -> Finding:
    return Finding(
        id="wage unit",
        weight=Weight.NOTE,
        about="Wage schedule",
        says="The workbook does not say whether wages are by the hour, week, month or year.",
        taken="By the hour",
        places=(place,),
        choices=tuple(
            Choice(one.value, one.value.capitalize(), (Change(("wages", "unit"), one.value),)) for one in WageUnit
        ),
        taken_key=WageUnit.HOURLY.value,
    )


def schedule(records: Sequence[Record], places: Sequence[Place], findings: list[Finding]) -> WageSchedule:
    """Steps in order. The months and hours of a step are its length: each step is reached after those before it."""
    percents = _percents(records, places, findings)
    columns = {
        "after_months": ("Step Duration", [_length(record, "Step Duration") for record in records]),
        "after_ojt_hours": ("Step OJT Hours", [_length(record, "Step OJT Hours") for record in records]),
        "after_ri_hours": ("Step RSI Hours", [_length(record, "Step RSI Hours") for record in records]),
    }
    reached = {
        field_: _reached(field_, heading, lengths, places, findings) for field_, (heading, lengths) in columns.items()
    }
    for heading, lengths in columns.values():
        _note_unread(heading, lengths, records, places, findings)
    return WageSchedule(
        unit=WageUnit.HOURLY,
        steps=tuple(
            WageStep.model_validate(
                {
                    "title": _title(record, at),
                    "percent": percents[at],
                    **{field_: values[at] for field_, values in reached.items()},
                }
            )
            for at, record in enumerate(records)
        ),
    )


def _title(record: Record, at: int) -> str:
    return sheet_cells.cut(sheet_cells.text(record.get("Step Level Title")), sheet_cells.LINE) or f"Step {at + 1}"


def _length(record: Record, heading: str) -> float | None:
    if heading == "Step Duration":
        return months(record.get(heading)) if heading in record else None
    found = sheet_cells.hours(record.get(heading))
    return found.minimum if found is not None and found.maximum is None else None


def _note_unread(
    heading: str,
    lengths: Sequence[float | None],
    records: Sequence[Record],
    places: Sequence[Place],
    findings: list[Finding],
) -> None:
    for at, record in enumerate(records):
        if heading in record and lengths[at] is None:
            told = sheet_cells.cut(sheet_cells.text(record[heading]), 60)
            says = f"{heading} says “{told}” for step {at + 1}, which is not read."
            findings.append(
                Finding(f"{heading} {at + 1}", Weight.NOTE, "Wage schedule", says, "Not given", (places[at],))
            )


def _reached(
    field_: str, heading: str, lengths: Sequence[float | None], places: Sequence[Place], findings: list[Finding]
) -> list[float | int | None]:
    """After what each step is reached; asked about where the figures may be that already: they rise all the way."""
    most = 240 if field_ == "after_months" else sheet_cells.MOST_HOURS
    summed: list[float | int | None] = [None] * len(lengths)
    total: float | None = 0
    if lengths[0] is not None:
        for at, length in enumerate(lengths):
            summed[at] = _kept(total, field_) if total is not None and total <= most else None
            total = None if total is None or length is None else total + length
    given = [_kept(one, field_) for one in lengths]
    filled = [one for one in lengths if one is not None]
    rises = len(filled) == len(lengths) > 1 and all(a < b for a, b in pairwise(filled))
    if not rises:
        return summed
    if filled[0] == 0:
        return given
    findings.append(
        Finding(
            id=f"{heading} of the wage steps",
            weight=Weight.QUESTION,
            about="Wage schedule",
            says=f"{heading} rises from step to step: each may be the length of its step, or all that comes before it.",
            taken="The length of each step",
            places=tuple(places[:_NOTED]),
            choices=(
                Choice("lengths", "The length of each step"),
                Choice(
                    "reached",
                    "What must be reached for each step",
                    tuple(Change(("wages", "steps", str(at), field_), value) for at, value in enumerate(given)),
                ),
            ),
            taken_key="lengths",
        )
    )
    return summed


def _kept(value: float | None, field_: str) -> float | int | None:
    return int(value) if value is not None and field_ == "after_months" else value


def _percents(records: Sequence[Record], places: Sequence[Place], findings: list[Finding]) -> list[float | None]:
    name = "Step OJT Percentage"
    numbers = [sheet_cells.number(record.get(name)) for record in records]
    found: list[float | None] = []
    for at, (record, number) in enumerate(zip(records, numbers, strict=True)):
        measure = sheet_cells.measure(record.get(name))
        value = None
        if number is not None:
            value = number * 100 if number <= LARGEST_FRACTION else number
        elif measure is not None and measure.unit == "%" and measure.high is None:
            value = measure.low
        value = None if value is None else round(value, 6)
        if name in record and (value is None or not 0 < value <= 1000):
            told = sheet_cells.cut(sheet_cells.text(record[name]), 60)
            says = f"{name} says “{told}” for step {at + 1}, which is no percentage."
            findings.append(Finding(f"{name} {at + 1}", Weight.NOTE, "Wage schedule", says, "Not given", (places[at],)))
            value = None
        found.append(value)
    return found
