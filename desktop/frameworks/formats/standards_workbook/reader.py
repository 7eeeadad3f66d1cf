"""The workbook of ApprenticeshipStandards.org, read and written."""

import json
from collections.abc import Mapping
from typing import Final

from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, HourRange, Occupation, Origin
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.frameworks.formats.standards_workbook import details as standards_workbook_details
from desktop.frameworks.formats.standards_workbook import pay
from desktop.frameworks.formats.standards_workbook import processes as standards_workbook_processes
from desktop.frameworks.formats.standards_workbook import tables as standards_workbook_tables
from desktop.frameworks.formats.standards_workbook.details import UNNAMED, UNTITLED, Head
from desktop.frameworks.formats.standards_workbook.processes import added, in_words
from desktop.frameworks.formats.standards_workbook.tables import DETAILS, INSTRUCTION, PROCESSES, WAGES, Table
from desktop.frameworks.formats.standards_workbook.write import losses, write
from desktop.frameworks.reading import Found, Passed, Reading, Tally
from desktop.sheets import Cell

__all__ = ["NAME", "fits", "losses", "read", "write"]

NAME: Final = "standards-workbook"


def fits(opened: Opened) -> bool:
    """Whether it is a workbook with two of the four sheets, the work processes or the details among them."""
    if opened.form is not Form.WORKBOOK:
        return False
    try:
        tables = standards_workbook_tables.find(opened)
    except KnownError:
        return False
    return len(tables) > 1 and any(len(tables[one].columns) > 2 for one in (DETAILS, PROCESSES) if one in tables)


def read(opened: Opened) -> Reading:
    """Raises KnownError where the workbook says neither what the occupation is nor anything of its work or
    classes."""
    tables = standards_workbook_tables.find(opened) if opened.form is Form.WORKBOOK else {}
    if not any(table.rows for table in tables.values()):
        raise KnownError(
            f"{opened.name} has no row of a standard on any of its sheets.",
            "Fill in the sheets Details and WorkProcesses, and choose it again.",
        )
    found, passed = _read_all(opened, tables)
    return Reading(format=NAME, found=(found,), passed=tuple(passed))


def _read_all(opened: Opened, tables: Mapping[str, Table]) -> tuple[Found, list[Passed]]:
    empty = Table("", {}, (), {})
    findings: list[Finding] = []
    record, place, passed = _details(opened, tables.get(DETAILS, empty))
    head = standards_workbook_details.head(record, place, findings)
    work = standards_workbook_processes.read(tables.get(PROCESSES, empty))
    taught = pay.courses(tables.get(INSTRUCTION, empty))
    paid = pay.wages(tables.get(WAGES, empty))
    onet = standards_workbook_details.onet_codes(head.onet, place, findings)
    title = head.title or UNTITLED
    framework = Framework(
        key=tidy.slug(title, "standard") if head.title else f"standard-{opened.digest[:8]}",
        version=head.version,
        title=title,
        publisher=head.sponsor or UNNAMED,
        origin=_origin(record, paid.records),
        facts=head.facts,
        occupation=Occupation(
            title=title,
            job_titles=(head.job_title,) if head.job_title else (),
            onet_codes=onet,
            rapids_code=head.rapids,
        ),
        approach=head.approach or _likeliest(work),
        term=head.term,
        ojt=_or_sum(head.ojt, [one.ojt for one in work.functions]),
        ri=_or_sum(head.ri, [one.hours for one in taught.courses]),
        probation=head.probation,
        ratio=head.ratio,
        wages=paid.schedule,
        job_functions=work.functions,
        outline=work.outline,
        courses=taught.courses,
        rating_scale=work.scale,
    )
    findings += [*_asked(framework, head, place), *work.findings, *taught.findings, *paid.findings]
    tallies = _tallies(framework, head)
    places: dict[Path, tuple[Place, ...]] = {(): (place,), **work.places, **taught.places}
    passed += [*work.passed, *taught.passed, *_other_columns(tables)]
    return Found(framework, tuple(_once(findings)), tallies, places), passed


def _likeliest(work: standards_workbook_processes.Processes) -> Approach:
    """Hours without skills are counted; skills are signed."""
    has_skills = any(function.competencies for function in work.functions)
    return Approach.TIME_BASED if work.functions and not has_skills else Approach.COMPETENCY_BASED


def _details(opened: Opened, table: Table) -> tuple[Mapping[str, Cell], Place, list[Passed]]:
    """The first row with values; the workbook is of one occupation."""
    filled = [(row, cells) for row, cells in table.rows if table.record(cells)]
    passed = [
        Passed(place := table.place(row, cells), place.excerpt, "a workbook has one row of details")
        for row, cells in filled[1:]
    ]
    if not filled:
        return {}, Place(f"sheet {DETAILS}", excerpt="No row is filled in."), passed
    row, cells = filled[0]
    return table.record(cells), table.place(row, cells), passed


def _or_sum(told: HourRange, parts: list[HourRange]) -> HourRange:
    return told if told != HourRange() else added(parts)


def _origin(record: Mapping[str, Cell], steps: tuple[Mapping[str, Cell], ...]) -> Origin:
    """The cells of the details and of the wage steps as the source has them, where there is room."""
    kept = {"details": _plain(record), "wages": [_plain(one) for one in steps]}
    raw = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
    return Origin(raw=raw if len(raw) <= sheet_cells.TEXT else "")


def _plain(record: Mapping[str, Cell]) -> dict[str, str | int | float]:
    return {
        name: sheet_cells.text(cell)
        if isinstance(cell, bool) or not isinstance(cell, int | float) or sheet_cells.number(cell) is None
        else cell
        for name, cell in record.items()
    }


def _asked(framework: Framework, head: Head, place: Place) -> list[Finding]:
    found = [_no_title(place)] if not head.title else []
    if not head.sponsor:
        found.append(_no_sponsor(place))
    if head.approach is None:
        found.append(asking.approach(framework.approach))
    if framework.term.expected is None:
        found.append(asking.term())
    found += _hour_findings(framework, head)
    competencies = list(framework.competencies())
    if competencies:
        found.append(asking.kinds(framework))
        own = framework.rating_scale == asking.SCALE
        says = "The workbook has no rating scale; Journeybook's own is taken." if own else ""
        found.append(asking.completes_at(framework.rating_scale, *([says] if says else [])))
    elif framework.approach is not Approach.TIME_BASED:
        found.append(_nothing_to_sign(framework))
    return found


def _no_title(place: Place) -> Finding:
    return Finding(
        id="title",
        weight=Weight.ERROR,
        about="Occupation",
        says="The sheet Details does not say which occupation this is.",
        taken=UNTITLED,
        places=(place,),
        entry=Entry.TEXT,
        path=("title",),
        also=(("occupation", "title"),),
    )


def _no_sponsor(place: Place) -> Finding:
    return Finding(
        id="sponsor",
        weight=Weight.NOTE,
        about="Publisher",
        says="The workbook names no sponsor.",
        taken=UNNAMED,
        places=(place,),
        entry=Entry.TEXT,
        path=("publisher",),
    )


def _nothing_to_sign(framework: Framework) -> Finding:
    time = Choice("time-based", "Time-based: by hours", (Change(("approach",), Approach.TIME_BASED.value),))
    return Finding(
        id="nothing to sign",
        weight=Weight.NOTE,
        about="Approach",
        says=f"The standard is {framework.approach}, and the workbook lists no skill that could be signed.",
        taken="As the workbook says; skills can be added",
        choices=(Choice("keep", "As the workbook says; skills can be added"), time),
        taken_key="keep",
    )


def _hour_findings(framework: Framework, head: Head) -> list[Finding]:
    found: list[Finding] = []
    parts = (
        ("OJT hours", "ojt", head.ojt, added([one.ojt for one in framework.job_functions]), "work processes"),
        ("RI hours", "ri", head.ri, added([one.hours for one in framework.courses]), "courses"),
    )
    for name, field, told, whole, what in parts:
        if told == HourRange() and whole == HourRange():
            found.append(asking.training_hours() if field == "ojt" else asking.instruction_hours())
        elif told == HourRange():
            says = f"The sheet Details gives no {name}; the {what} make {in_words(whole)} together."
            found.append(_two_readings(name, field, says, whole, told, "sum"))
        elif whole != HourRange() and not _agree(told, whole):
            says = f"The sheet Details gives {in_words(told)}; the {what} make {in_words(whole)} together."
            found.append(_two_readings(name, field, says, whole, told, "details"))
    return found


def _agree(told: HourRange, whole: HourRange) -> bool:
    """A single figure of either agrees with one of the two limits of the other."""
    one = {value for value in (told.minimum, told.maximum) if value is not None}
    other = {value for value in (whole.minimum, whole.maximum) if value is not None}
    return bool(one & other) if len(one) == 1 or len(other) == 1 else one == other


def _two_readings(name: str, field: str, says: str, whole: HourRange, told: HourRange, taken: str) -> Finding:
    words = {"sum": f"The sum: {in_words(whole)}", "details": f"As on the sheet Details: {in_words(told)}"}
    values = {"sum": whole, "details": told}
    return Finding(
        id=f"{name} in all",
        weight=Weight.NOTE,
        about=name,
        says=says,
        taken=words[taken],
        choices=tuple(
            Choice(key, words[key], (Change((field,), values[key].model_dump(mode="json")),)) for key in words
        ),
        taken_key=taken,
    )


def _tallies(framework: Framework, head: Head) -> tuple[Tally, ...]:
    work = added([one.ojt for one in framework.job_functions])
    classes = added([one.hours for one in framework.courses])
    found = [
        Tally("work processes", len(framework.job_functions)),
        Tally("skills", sum(1 for _ in framework.competencies())),
        Tally("courses", len(framework.courses)),
        Tally("wage steps", len(framework.wages.steps) if framework.wages else 0),
    ]
    hours = (
        ("minimum OJT hours", work.minimum, head.ojt.minimum),
        ("maximum OJT hours", work.maximum, head.ojt.maximum),
        ("minimum RI hours", classes.minimum, head.ri.minimum),
        ("maximum RI hours", classes.maximum, head.ri.maximum),
    )
    found += [Tally(what, made, told) for what, made, told in hours if made is not None]
    return tuple(found)


def _other_columns(tables: Mapping[str, Table]) -> list[Passed]:
    found = []
    for table in tables.values():
        for heading, at in table.others.items():
            told = [sheet_cells.text(cells[at]) for _, cells in table.rows if at < len(cells)]
            if any(told):
                place = Place(f"sheet {table.title}, column {sheet_cells.cut(heading, 60)}")
                found.append(Passed(place, sheet_cells.cut("\n".join(told), 2000), "the template has no such column"))
    return found


def _once(findings: list[Finding]) -> list[Finding]:
    """The first of each id: what is asked twice is answered once."""
    return list({one.id: one for one in reversed(findings)}.values())[::-1]
