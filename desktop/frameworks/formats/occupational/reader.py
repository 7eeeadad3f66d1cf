"""Competency-based occupational frameworks in the shape that the Urban Institute publishes: overview, cross-cutting
competencies, work process schedule, detail pages, and blank pages for job functions of the sponsor's own."""

import re
from collections.abc import Sequence
from typing import Final

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import CrossCutting, Framework, HourRange
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import REMOVED, Finding
from desktop.frameworks.formats.occupational import cross_cutting as occupational_cross_cutting
from desktop.frameworks.formats.occupational import detail as occupational_detail
from desktop.frameworks.formats.occupational import functions as occupational_functions
from desktop.frameworks.formats.occupational import head as occupational_head
from desktop.frameworks.formats.occupational import overview as occupational_overview
from desktop.frameworks.formats.occupational import remarks
from desktop.frameworks.formats.occupational import schedule as occupational_schedule
from desktop.frameworks.formats.occupational.cross_cutting import Relevance
from desktop.frameworks.formats.occupational.details import Details
from desktop.frameworks.formats.occupational.functions import Functions
from desktop.frameworks.formats.occupational.head import Head
from desktop.frameworks.formats.occupational.numbering import numbered
from desktop.frameworks.formats.occupational.overview import Overview
from desktop.frameworks.formats.occupational.parts import Section, competency_row, function_row, sections
from desktop.frameworks.formats.occupational.rows import Row, clean, place, rows
from desktop.frameworks.formats.occupational.schedule import Schedule
from desktop.frameworks.reading import Found, Reading

NAME: Final = "occupational-framework"

MOST_ROWS: Final = 20_000
MOST_FUNCTIONS: Final = 200
MOST_COMPETENCIES: Final = 1_000
"""The largest framework seen has fewer than a hundred."""

_LANDMARKS: Final = (
    re.compile(r"\s*work process schedule\b", re.I),
    re.compile(r"\s*cross[- ]cutting competenc", re.I),
    re.compile(r"\s*(?:performance (?:standards|criteria)|related (?:technical )?instruction)\s*:?\s*$", re.I),
    re.compile(r"(?=.*\brapids\s*code).*|.*\bo\*?net\s*code", re.I),
    re.compile(r"\s*job function\b.*\b(?:core ?/ ?optional|ojt|level\s+required)\b", re.I),
    re.compile(r"\s*(?:occupational (?:overview|context|purpose|pathways))\b", re.I),
)
_FUNCTION: Final = re.compile(r"\s*job function\s*\d{1,3}\s*[:.)–-]?", re.I)
_COMPETENCY: Final = re.compile(
    r"\s*(?:(?:core|optional)\s+(?:or optional\s+)?)?competency\s+\d{1,3}\s?[.-]?[a-z]\b", re.I
)


def fits(opened: Opened) -> bool:
    """Numbered job functions or coded competencies, and three landmarks of the form besides."""
    if opened.form not in (Form.TEXT, Form.WORD, Form.PDF):
        return False
    try:
        lines, _ = numbered(opened.lines[:MOST_ROWS])
    except KnownError:
        return False
    seen: set[int] = set()
    count = 0
    for line in lines:
        head = line[:300]
        count += bool(_FUNCTION.match(head) or _COMPETENCY.match(head))
        seen |= {at for at, one in enumerate(_LANDMARKS) if at not in seen and one.match(head)}
        if count > 1 and len(seen) > 2:
            return True
    return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where the document names no job function, or is too long for one framework."""
    lines = opened.lines
    if sum(1 for line in lines if line.strip()) > MOST_ROWS:
        raise KnownError(f"{opened.name} has more than {MOST_ROWS:,} lines, too many for one framework.", _SPLIT)
    counted, how = numbered(lines)
    found, left_out = rows(counted, opened.spans)
    parted = sections(found)
    _refuse_too_many(opened.name, parted)
    overview, schedule, detail = _parts(parted)
    cross_cutting, odd = occupational_cross_cutting.read(parted[Section.CROSS_CUTTING])
    head_of_schedule = Overview()
    occupational_overview.read(schedule.head, head_of_schedule, flat=False)
    text = "\n".join(row.text for row in found)
    head = occupational_head.make(overview, head_of_schedule, text)
    head.findings += [remarks.counted_by(how)] if how else []
    functions = occupational_functions.make(overview.functions, schedule.functions, detail.functions)
    if not functions.made:
        raise KnownError(f"{opened.name} names no job function.", "Choose another file, or another format for it.")
    _sum_hours(head, schedule, functions)
    framework = _framework(head, functions, cross_cutting)
    findings = _findings(framework, head, functions, schedule, detail, cross_cutting, found)
    places = {**head.places, **functions.places}
    for at, one in enumerate(cross_cutting):
        places[("cross_cutting", str(at))] = (place(one.line),)
    left_out += [(row.number, row.text) for row in schedule.repeated]
    passed = remarks.passed(head, left_out, [*odd, *schedule.passed, *detail.passed], detail)
    tallies = remarks.tallies(framework, schedule, detail)
    whole = Found(framework, findings, tallies, places)
    return Reading(NAME, (whole,), passed=(*passed, *remarks.gaps(found)), lines=tuple(lines))


_SPLIT: Final = "Choose another file, or split it into one file for each occupation."


def _parts(parted: dict[Section, list[Row]]) -> tuple[Overview, Schedule, Details]:
    overview = Overview()
    flat = not any(len(row.cells) > 1 for row in parted[Section.OVERVIEW] if function_row(row))
    occupational_overview.read(parted[Section.OVERVIEW], overview, flat)
    return (
        overview,
        occupational_schedule.read(parted[Section.SCHEDULE]),
        occupational_detail.read(parted[Section.DETAIL]),
    )


def _refuse_too_many(name: str, parted: dict[Section, list[Row]]) -> None:
    for rows_ in parted.values():
        if sum(1 for row in rows_ if function_row(row)) > MOST_FUNCTIONS:
            raise KnownError(
                f"{name} has more than {MOST_FUNCTIONS} job functions, too many for one framework.", _SPLIT
            )
    competencies = sum(1 for row in parted[Section.DETAIL] if competency_row(row, "1"))
    if max(competencies, len(parted[Section.SCHEDULE])) > MOST_COMPETENCIES:
        told = f"more than {MOST_COMPETENCIES:,} competencies"
        raise KnownError(f"{name} has {told}, too many for one framework.", _SPLIT)


def _sum_hours(head: Head, schedule: Schedule, functions: Functions) -> None:
    """The totals that the schedule prints; else what its head says; else what its core functions make together."""
    for name, ask in (("ojt", asking.training_hours), ("ri", asking.instruction_hours)):
        printed: HourRange | None = getattr(schedule, name)
        total = sum(getattr(one, name).required for one in functions.made if one.kind is Kind.CORE)
        if printed is not None:
            setattr(head, name, printed)
        elif not getattr(head, name).required and 0 < total <= 100_000:
            setattr(head, name, HourRange(minimum=total))
            head.findings.append(remarks.summed_hours(name, total))
        if not getattr(head, name).required:
            head.findings.append(ask())


def _framework(head: Head, functions: Functions, cross_cutting: Sequence[Relevance]) -> Framework:
    slug = re.sub(r"[^a-z0-9]+", "-", clean(head.occupation.title).casefold())[:80].strip("-")
    return Framework(
        key=slug or "framework",
        version=head.version,
        title=head.occupation.title,
        publisher=head.publisher,
        description=head.description,
        facts=tuple(head.facts),
        occupation=head.occupation,
        approach=head.approach,
        term=head.term,
        ojt=head.ojt,
        ri=head.ri,
        required_certifications=head.certifications,
        job_functions=tuple(functions.made),
        cross_cutting=tuple(
            CrossCutting(group=one.group, title=one.title, relevance=max(one.values) if one.values else None)
            for one in cross_cutting
        ),
        rating_scale=asking.SCALE,
    )


def _findings(
    framework: Framework,
    head: Head,
    functions: Functions,
    schedule: Schedule,
    detail: Details,
    cross_cutting: Sequence[Relevance],
    found: Sequence[Row],
) -> tuple[Finding, ...]:
    """Those that may take a part out come last, so that no answer before them misses it."""
    asks_kind = not functions.says_kind and any(True for _ in framework.competencies())
    removing = [one for one in functions.findings if _may_remove(one)]
    return (
        *head.findings,
        remarks.scale(),
        *((asking.kinds(framework),) if asks_kind else ()),
        *remarks.relevance(cross_cutting),
        *remarks.loose_figures(schedule),
        *remarks.illegible(found),
        *remarks.missing_functions(framework),
        *remarks.empty_standards(detail),
        *remarks.missing_levels(detail),
        *remarks.joined_lines(detail),
        *remarks.below_gaps(framework, detail),
        *(one for one in functions.findings if not _may_remove(one)),
        *removing,
    )


def _may_remove(finding: Finding) -> bool:
    return any(change.value == REMOVED for choice in finding.choices for change in choice.changes)
