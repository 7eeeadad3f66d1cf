"""Work processes and skills of the ApprenticeshipStandards.org workbook: one row for each skill, on which the
columns of its process stand once more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Kind
from desktop.frameworks import asking
from desktop.frameworks.document import (
    Competency,
    Heading,
    HourRange,
    JobFunction,
    Origin,
    RatingScale,
)
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.sheet.sections import is_total
from desktop.frameworks.formats.standards_workbook import options as standards_workbook_options
from desktop.frameworks.formats.standards_workbook.tables import OPTIONS, Table
from desktop.frameworks.reading import Passed
from desktop.sheets import Cell

UNTITLED: Final = "Work process without a title"


@dataclass(slots=True)
class _Skill:
    order: Cell
    title: str
    options: tuple[str, ...]
    category: str
    place: Place


@dataclass(slots=True)
class _Process:
    title: str
    place: Place
    orders: list[Cell] = field(default_factory=list)
    descriptions: list[str] = field(default_factory=list)
    hours: list[tuple[HourRange, Place]] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    skills: list[_Skill] = field(default_factory=list)


@dataclass(slots=True)
class Processes:
    """What the sheet holds; `scale` is the one of its skill answer options, else Journeybook's own."""

    functions: tuple[JobFunction, ...] = ()
    outline: tuple[Heading, ...] = ()
    scale: RatingScale = asking.SCALE
    findings: list[Finding] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)


def numbered(orders: Sequence[Cell]) -> tuple[list[int], list[str], str]:
    """The sequence of positions by sort order, the number of each in that sequence, and what is wrong.

    Sort orders count only where each has its own whole number; else the order of the rows does, from 1.
    """
    found = [sheet_cells.whole(one) for one in orders]
    filled = [one for one in found if one is not None]
    rows = list(range(len(orders)))
    if len(filled) == len(orders) == len(set(filled)):
        rows.sort(key=lambda at: filled[at])
        return rows, [str(filled[at]) for at in rows], ""
    wrong = "repeated" if len(filled) == len(orders) else "blank or not a whole number"
    return rows, [str(at + 1) for at in rows], wrong


def read(table: Table) -> Processes:
    found = Processes()
    processes = _gathered(table, found)
    order, numbers, wrong = numbered([one.orders[0] if one.orders else None for one in processes])
    if wrong:
        found.findings.append(_out_of_order("work processes", wrong, tuple(one.place for one in processes)))
    outline: list[Heading] = []
    functions: list[JobFunction] = []
    unsorted: dict[str, str] = {}
    options: dict[tuple[str, str], tuple[str, ...]] = {}
    for at, number in zip(order, numbers, strict=True):
        process = processes[at]
        headings = _headings(process, number)
        outline += headings.values()
        rows, labels, wrong = numbered([one.order for one in process.skills])
        if wrong:
            unsorted[number] = wrong
        learned: list[Competency] = []
        for row, label in zip(rows, labels, strict=True):
            skill, code = process.skills[row], f"{number}.{label}"
            learned.append(_competency(skill, code, headings))
            options[number, code] = skill.options
            found.places["job_functions", number, "competencies", code] = (skill.place,)
        functions.append(_function(process, number, tuple(learned), found.findings))
        found.places["job_functions", number] = (process.place,)
    if unsorted:
        told = ", ".join(f"{number} ({wrong})" for number, wrong in list(unsorted.items())[:20])
        found.findings.append(_out_of_order(f"skills of work process {told}", "not given once each", ()))
    found.functions, found.outline = tuple(functions), tuple(outline)
    given = standards_workbook_options.given(found.functions, options)
    if given is not None:
        found.functions, found.scale, question = given
        found.findings.append(question)
    return found


def _out_of_order(what: str, wrong: str, places: tuple[Place, ...]) -> Finding:
    return Finding(
        id=f"sort order of {what.split(' of ')[0]}",
        weight=Weight.NOTE,
        about="Sort order",
        says=f"The sort orders of the {what} are {wrong}.",
        taken="The order of the rows",
        places=places[:20],
    )


def _gathered(table: Table, found: Processes) -> list[_Process]:
    """Each process once, by its title; a row without one belongs to the process above it."""
    processes: dict[str, _Process] = {}
    current: _Process | None = None
    for row, cells in table.rows:
        record = table.record(cells)
        place = table.place(row, cells)
        title = sheet_cells.cut(sheet_cells.text(record.get("Work Process Title")), sheet_cells.LINE)
        if not record:
            found.passed.append(Passed(place, place.excerpt, "none of its columns is one of the template"))
            continue
        if is_total(title) and "Skill Title" not in record:
            found.passed.append(Passed(place, place.excerpt, "it is a total of the rows above"))
            continue
        if title or current is None:
            current = processes.setdefault(sheet_cells.same(title), _Process(title, place))
        _add(current, record, place, found)
    return list(processes.values())


def _add(process: _Process, record: dict[str, Cell], place: Place, found: Processes) -> None:
    def told(name: str, most: int = sheet_cells.LINE) -> str:
        return sheet_cells.cut(sheet_cells.text(record.get(name)), most)

    if "Work Process Sort Order" in record or not process.orders:
        process.orders.append(record.get("Work Process Sort Order"))
    if description := told("Work Process Description", sheet_cells.TEXT):
        process.descriptions.append(description)
    if category := told("Work Process Sub Category"):
        process.categories.append(category)
    if {"Minimum Hours", "Maximum Hours"} & record.keys():
        process.hours.append((_hours(record, place, found), place))
    options = tuple(told(name, sheet_cells.TEXT) for name in OPTIONS)
    if title := told("Skill Title"):
        process.skills.append(_Skill(record.get("Skill Sort Order"), title, options, category, place))
    elif any(options):
        found.passed.append(Passed(place, place.excerpt, "it has answers for a skill, but no skill"))


def _hours(record: dict[str, Cell], place: Place, found: Processes) -> HourRange:
    limits: list[float | None] = []
    for name in ("Minimum Hours", "Maximum Hours"):
        one = sheet_cells.hours(record.get(name))
        if one is None or (one.maximum is not None and record.keys() >= {"Minimum Hours", "Maximum Hours"}):
            says = (
                f"{name} says “{sheet_cells.cut(sheet_cells.text(record.get(name)), 60)}”, which is no number of hours."
            )
            found.findings.append(Finding(f"{name} {place.words}", Weight.NOTE, name, says, "No hours", (place,)))
            one = HourRange()
        elif one.maximum is not None:
            return one
        limits.append(one.minimum)
    least, most = limits
    if least is not None and most is not None and least > most:
        says = f"The minimum of {least:,g} hours is more than the maximum of {most:,g}."
        taken = "As the sheet has them"
        found.findings.append(Finding(f"hours {place.words}", Weight.NOTE, "Hours", says, taken, (place,)))
    return HourRange(minimum=limits[0], maximum=limits[1])


def _function(process: _Process, number: str, learned: tuple[Competency, ...], findings: list[Finding]) -> JobFunction:
    part: Path = ("job_functions", number)
    if not process.title:
        findings.append(
            Finding(
                id=f"{number} title",
                weight=Weight.ERROR,
                about=f"Work process {number}",
                says="The work process has no title.",
                places=(process.place,),
                entry=Entry.TEXT,
                path=(*part, "title"),
                part=part,
            )
        )
    orders = list(dict.fromkeys(map(sheet_cells.text, process.orders)))
    if len(orders) > 1:
        says = f"The work process “{sheet_cells.cut(process.title, 80)}” has the sort orders {', '.join(orders[:5])}."
        about = f"Work process {number}"
        findings.append(Finding(f"{number} sort order", Weight.NOTE, about, says, "One work process", (process.place,)))
    return JobFunction(
        number=number,
        title=process.title or UNTITLED,
        kind=Kind.CORE,
        description=_description(process, part, findings),
        ojt=_one_range(process, part, findings),
        competencies=learned,
        origin=Origin(id=sheet_cells.cut(sheet_cells.text(process.orders[0]), sheet_cells.LINE)),
    )


def _description(process: _Process, part: Path, findings: list[Finding]) -> str:
    texts = list(dict.fromkeys(process.descriptions))
    if len(texts) > 1:
        shown = texts[:5]
        findings.append(
            Finding(
                id=f"{part[1]} description",
                weight=Weight.NOTE,
                about=process.title or UNTITLED,
                says=f"The rows of this work process have {len(texts)} different descriptions.",
                taken="The first",
                places=(process.place,),
                choices=tuple(
                    Choice(str(at), sheet_cells.cut(one, 200), (Change((*part, "description"), one),))
                    for at, one in enumerate(shown, start=1)
                ),
                taken_key="1",
                part=part,
            )
        )
    return texts[0] if texts else ""


def in_words(hours: HourRange) -> str:
    if hours.minimum is not None and hours.maximum is not None:
        return f"{hours.minimum:,g} to {hours.maximum:,g} hours"
    return "no hours" if hours == HourRange() else f"{hours.required:,g} hours"


def added(ranges: Sequence[HourRange]) -> HourRange:
    """The sum: of each limit, where any gives it, the other limit standing in where one does not."""
    filled = [one for one in ranges if one != HourRange()]

    def limit(name: str, other: str) -> float | None:
        if all(getattr(one, name) is None for one in filled):
            return None
        both = ((getattr(one, name), getattr(one, other)) for one in filled)
        return float(min(sheet_cells.MOST_HOURS, sum(first if first is not None else second for first, second in both)))

    return HourRange(minimum=limit("minimum", "maximum"), maximum=limit("maximum", "minimum"))


def _one_range(process: _Process, part: Path, findings: list[Finding]) -> HourRange:
    """The hours of a process are repeated on each of its rows, so that they count once; rows that differ are asked
    about."""
    ranges = list(dict.fromkeys(one for one, _ in process.hours if one != HourRange()))
    if len(ranges) > 1:
        whole = added(ranges)
        choices = [
            Choice(f"as reading {at}", in_words(one), (Change((*part, "ojt"), one.model_dump(mode="json")),))
            for at, one in enumerate(ranges[:10], start=1)
        ]
        words = f"Added up: {in_words(whole)}"
        choices.append(Choice("added up", words, (Change((*part, "ojt"), whole.model_dump(mode="json")),)))
        findings.append(
            Finding(
                id=f"{part[1]} hours",
                weight=Weight.QUESTION,
                about=process.title or UNTITLED,
                says="The rows of this work process give different hours: "
                + "; ".join(in_words(one) for one in ranges[:10])
                + ".",
                taken=in_words(ranges[0]),
                places=tuple(place for _, place in process.hours)[:10],
                choices=tuple(choices),
                taken_key="as reading 1",
                part=part,
            )
        )
    return ranges[0] if ranges else HourRange()


def _headings(process: _Process, number: str) -> dict[str, Heading]:
    """The sub categories of a process, by their titles."""
    return {
        title: Heading(id=f"{number}/{at}", title=title, under=number)
        for at, title in enumerate(dict.fromkeys(process.categories), start=1)
    }


def _competency(skill: _Skill, code: str, headings: dict[str, Heading]) -> Competency:
    return Competency(
        code=code,
        title=skill.title,
        kind=Kind.CORE,
        under=headings[skill.category].id if skill.category else "",
        origin=Origin(id=sheet_cells.cut(sheet_cells.text(skill.order), sheet_cells.LINE)),
    )
