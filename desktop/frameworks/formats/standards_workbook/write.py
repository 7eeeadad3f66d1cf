"""A framework as the workbook of ApprenticeshipStandards.org."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from desktop.codes import Approach, DurationUnit
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, HourRange, JobFunction, Part, Term, WageStep
from desktop.frameworks.findings import Place
from desktop.frameworks.formats.sheet import book, cells
from desktop.frameworks.formats.sheet.book import Value
from desktop.frameworks.formats.standards_workbook import details, pay, processes
from desktop.frameworks.formats.standards_workbook.details import FACTS, RATIO, UNNAMED, UNTITLED
from desktop.frameworks.formats.standards_workbook.losses import losses
from desktop.frameworks.formats.standards_workbook.tables import (
    COLUMNS,
    DETAILS,
    INSTRUCTION,
    OPTIONS,
    PROCESSES,
    WAGES,
)

__all__ = ["losses", "write"]

Row = dict[str, Value]
_TYPES = {
    Approach.COMPETENCY_BASED: "Competency-based",
    Approach.TIME_BASED: "Time-based",
    Approach.HYBRID: "Hybrid",
}


def write(framework: Framework) -> bytes:
    """The four sheets. What was imported and is unchanged is written as its cells were; RAPIDS codes always with
    their zeros."""
    rows = {
        DETAILS: [_details(framework)],
        PROCESSES: _processes(framework),
        INSTRUCTION: _courses(framework),
        WAGES: _wages(framework),
    }
    return book.book(
        [
            (sheet, [headings, *([row.get(one) for one in headings] for row in rows[sheet])])
            for sheet, headings in ((one, _headings(one, rows[one])) for one in COLUMNS)
        ]
    )


def _headings(sheet: str, rows: Sequence[Row]) -> list[str]:
    """Those of the template, of which some copies have no column National."""
    return [one for one in COLUMNS[sheet] if one != "National" or any(row.get(one) for row in rows)]


def _source(framework: Framework, what: str) -> Any:
    """The cells kept at the import, None where there are none: `origin.raw` may be from another format."""
    raw = framework.origin.raw if framework.origin else ""
    try:
        kept = json.loads(raw) if raw.startswith('{"details"') else {}
    except ValueError:
        return None
    return kept.get(what)


def _details(framework: Framework) -> Row:
    row = _told_details(framework)
    source = _source(framework, "details")
    if not isinstance(source, dict):
        return row
    wanted = _head(row)
    for name in COLUMNS[DETAILS]:
        if name != "RAPIDS Code" and _head({**row, name: source.get(name)}) == wanted:
            told = source.get(name)
            row[name] = _day(told) if name in FACTS[3:] and isinstance(told, str) else told
    read = _head(source)
    # The sum of its parts stands for hours that the source does not give: they are no more given now.
    for kind, told, whole, parts in (
        ("OJT", read.ojt, framework.ojt, [one.ojt for one in framework.job_functions]),
        ("RSI", read.ri, framework.ri, [one.hours for one in framework.courses]),
    ):
        if told == HourRange() and processes.added(parts) == whole:
            row.update({name: source.get(name) for name in (f"Minimum {kind} Hours", f"Maximum {kind} Hours")})
    return row


def _head(row: Mapping[str, Any]) -> details.Head:
    return details.head(row, Place(""), [])


def _told_details(framework: Framework) -> Row:
    occupation = framework.occupation
    row: Row = {
        "Sponsor Name": "" if framework.publisher == UNNAMED else framework.publisher,
        "Occupation Title": "" if occupation.title == UNTITLED else occupation.title,
        "Existing Title": next(iter(occupation.job_titles), ""),
        "Onet Code": next((one.code for one in occupation.onet_codes), ""),
        "RAPIDS Code": occupation.rapids_code,
        "Type": _TYPES[framework.approach],
        "Term (in months)": _term(framework.term),
        "Minimum OJT Hours": _number(framework.ojt.minimum),
        "Maximum OJT Hours": _number(framework.ojt.maximum),
        "Minimum RSI Hours": _number(framework.ri.minimum),
        "Maximum RSI Hours": _number(framework.ri.maximum),
        RATIO: f"{framework.ratio.apprentices}:{framework.ratio.journeyworkers}" if framework.ratio else "",
    }
    if probation := framework.probation:
        is_months = probation.unit is DurationUnit.MONTHS
        row["Probationary Period"] = probation.length if is_months else f"{probation.length} {probation.unit}"
    for fact in framework.facts:
        if fact.about in COLUMNS[DETAILS] and row.get(fact.about) in (None, ""):
            row[fact.about] = _day(fact.lines[0]) if fact.about in FACTS[3:] else "\n".join(fact.lines)
    return row


def _day(told: str) -> Value:
    days = cells.dates(told) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", told) else ()
    # Workbooks count days from 1900 on.
    return days[0] if days and days[0].year > 1900 else told


def _term(term: Term) -> Value:
    if not term.typical and term.minimum is not None and term.maximum is not None:
        return f"{term.minimum}-{term.maximum}"
    return term.expected


def _number(value: float | None) -> Value:
    return int(value) if value is not None and value == int(value) else value


def _range(hours: HourRange) -> Value:
    if hours.minimum is not None and hours.maximum is not None and hours.maximum != hours.minimum:
        return f"{_number(hours.minimum)}-{_number(hours.maximum)}"
    return _number(hours.minimum if hours.minimum is not None else hours.maximum)


def _orders(parts: Sequence[Part], wanted: Sequence[str]) -> list[Value]:
    """The sort orders of the source where they still give this order and these numbers; else the numbers; else
    the positions."""
    ids: list[Value] = [getattr(getattr(one, "origin", None), "id", "") for one in parts]
    for orders in (ids, list(wanted)):
        rows, numbers, _ = processes.numbered(orders)
        if rows == list(range(len(parts))) and numbers == list(wanted):
            return [whole if (whole := cells.whole(one)) is not None else one for one in orders]
    return list(range(1, len(parts) + 1))


def _processes(framework: Framework) -> list[Row]:
    functions = [one for one in framework.job_functions if not one.is_blank or one.competencies]
    titles = _titles(functions)
    rows: list[Row] = []
    for function, order, title in zip(
        functions, _orders(functions, [f.number for f in functions]), titles, strict=True
    ):
        shared: Row = {
            "Work Process Sort Order": order,
            "Work Process Title": title,
            "Work Process Description": function.description,
            "Minimum Hours": _number(function.ojt.minimum),
            "Maximum Hours": _number(function.ojt.maximum),
        }
        rows += [{**shared, **row} for row in _skills(framework, function)]
    return rows


def _titles(functions: Sequence[JobFunction]) -> list[str]:
    """Each unlike the others, for by its title a work process is told: the number is added where it must be."""
    count = Counter(cells.same(one.title) for one in functions)
    return [
        one.title if count[cells.same(one.title)] == 1 and not one.is_blank else f"{one.title} ({one.number})".strip()
        for one in functions
    ]


def _skills(framework: Framework, function: JobFunction) -> list[Row]:
    headings = {one.id: one.title for one in framework.outline if one.under == function.number}
    mark = f"{function.number}."
    labels = [one.code.removeprefix(mark) if one.code.startswith(mark) else "" for one in function.competencies]
    rows: list[Row] = []
    for competency, order in zip(function.competencies, _orders(function.competencies, labels), strict=True):
        texts = {one.level: one.text for one in competency.level_texts}
        rows.append(
            {
                "Work Process Sub Category": headings.get(competency.under),
                "Skill Sort Order": order,
                "Skill Title": competency.title,
                **dict(zip(OPTIONS, _options(framework, texts), strict=False)),
            }
        )
    used = {one.under for one in function.competencies}
    rows += [{"Work Process Sub Category": title} for id_, title in headings.items() if id_ not in used]
    return rows or [{}]


def _options(framework: Framework, texts: Mapping[int, str]) -> list[Value]:
    """What each level looks like for the skill, else the words of the scale; nothing for Journeybook's own."""
    levels = framework.rating_scale.levels[: len(OPTIONS)]
    if any(one.level_texts for one in framework.competencies()):
        return [texts.get(one.level) for one in levels]
    if framework.rating_scale == asking.SCALE:
        return []
    if all(1 <= one.level <= len(OPTIONS) for one in levels):
        words = {one.level: one.word for one in levels}
        return [words.get(level) for level in range(1, len(OPTIONS) + 1)]
    return [one.word for one in levels]


def _courses(framework: Framework) -> list[Row]:
    codes = [one.code for one in framework.courses]
    source = [one.origin.id if one.origin else one.code for one in framework.courses]
    told = source if cells.unlike(source) == codes else codes
    return [
        {
            "Course Sort Order": at,
            "Course Name": course.title,
            "Course Description": "\n".join(course.objectives),
            "Course Code": code,
            "Related Training Organization": course.provider,
            "Course Hours": _range(course.hours),
        }
        for at, (course, code) in enumerate(zip(framework.courses, told, strict=True), start=1)
    ]


def _wages(framework: Framework) -> list[Row]:
    if framework.wages is None:
        return []
    source = _source(framework, "wages")
    if isinstance(source, list) and len(source) == len(framework.wages.steps):
        records = [one for one in source if isinstance(one, dict)]
        read = pay.schedule(records, [Place("")] * len(source), [])
        if read.steps == framework.wages.steps:
            return [{name: record.get(name) for name in COLUMNS[WAGES]} for record in records]
    steps = framework.wages.steps
    return [
        {
            "Step Sort Order": at + 1,
            "Step Level Title": step.title,
            "Step OJT Hours": _length(steps, at, "after_ojt_hours"),
            "Step OJT Percentage": _percent(step.percent),
            "Step Duration": _length(steps, at, "after_months"),
            "Step RSI Hours": _length(steps, at, "after_ri_hours"),
        }
        for at, step in enumerate(steps)
    ]


def _length(steps: Sequence[WageStep], at: int, field: str) -> Value:
    """How long the step is: until the next one is reached."""
    here: float | None = getattr(steps[at], field)
    after: float | None = getattr(steps[at + 1], field) if at + 1 < len(steps) else None
    if here is None and at == 0:
        here = 0
    return _number(after - here) if here is not None and after is not None and after >= here else None


def _percent(percent: float | None) -> Value:
    if percent is None:
        return None
    fraction = round(percent / 100, 8)
    return fraction if fraction <= pay.LARGEST_FRACTION else f"{_number(percent)}%"
