"""Job functions in detail, cross-cutting competencies, and what the source says about itself."""

from itertools import groupby

from desktop.frameworks.document import Competency, Course, Framework, JobFunction
from desktop.reports import phrases
from desktop.reports.content import Block, Cell, Column, Fact, Facts, Heading, Note, Row, Table, row
from desktop.reports.rows import SchedulePaper

_RELEVANCE = range(9)
_SLOT_COMPETENCIES = "abcde"
_MARKS = {True: ("X", ""), False: ("", "X"), None: ("", "")}


def detail_blocks(paper: SchedulePaper) -> list[Block]:
    framework = paper.framework
    is_form = paper.apprentice is None
    found: list[Block] = [Heading("Job functions in detail", sheet="Job functions")]
    for function in framework.titled_functions():
        found += _function(function, framework, is_form)
    if is_form:
        for function in framework.job_functions:
            if function.is_blank:
                found += _slot(function)
    found += _cross_cutting(framework)
    found += _source(framework)
    return found


def _function(function: JobFunction, framework: Framework, is_form: bool) -> list[Block]:
    marks = [phrases.KINDS[function.kind], *([function.level] if function.level else [])]
    found: list[Block] = [
        Heading(f"Job function {function.number}: {function.title}", 2),
        Note(" · ".join(marks), small=False),
    ]
    if function.description:
        found.append(Note(function.description, small=False))
    found += _instruction(function, framework, is_form)
    if function.competencies:
        found.append(_competencies(function, framework, is_form))
    return found


def _instruction(function: JobFunction, framework: Framework, is_form: bool) -> list[Block]:
    """What related instruction covers for the job function, with the courses that teach it."""
    lists = function.instruction
    found: list[Block] = []
    if lists.scope:
        found.append(Note(lists.scope, "Scope", small=False))
    # Above the lists, so that the heading keeps them on its page.
    courses = [one for one in framework.courses if one.job_function == function.number]
    if courses:
        found.append(Note("; ".join(map(_course, courses)) + ".", "Courses", small=False))
    if lists.skills or lists.knowledge or lists.tools or is_form:
        found.append(_lists_table(lists.skills, lists.knowledge, lists.tools, is_form))
    return found


def _course(course: Course) -> str:
    hours = phrases.span(course.hours)
    return f"{course.code} {course.title}" + (f", {hours}" if hours else "")


def _lists_table(skills: tuple[str, ...], knowledge: tuple[str, ...], tools: tuple[str, ...], is_form: bool) -> Table:
    columns = (
        Column("Related instruction: skills", 1),
        Column("Knowledge and understanding", 1),
        Column("Tools and technology", 1),
    )
    lines = 3 if is_form else 0
    cells = (Cell(items=one, ruled=0 if one else lines) for one in (skills, knowledge, tools))
    return Table(columns, (row(*cells),))


def _competencies(function: JobFunction, framework: Framework, is_form: bool) -> Table:
    """With the marks of the detail pages, or core and optional where the source has no such marks."""
    with_marks = any(one.required is not None or one.level for one in framework.competencies())
    rows = []
    for one in function.competencies:
        marks = (one.level, *_MARKS[one.required]) if with_marks else (phrases.KINDS[one.kind],)
        rows.append(row(one.code, _standards(one, is_form), *marks))
    columns = _competency_columns() if with_marks else _plain_columns()
    return Table(columns, tuple(rows))


def _plain_columns() -> tuple[Column, ...]:
    first, second, *_ = _competency_columns()
    return first, second, Column("Core or optional", 96, "centre")


def _competency_columns() -> tuple[Column, ...]:
    return (
        Column("", 34, "centre", strong=True),
        Column("Competency and its performance standards", 520),
        Column("Level", 96, "centre"),
        Column("Required", 66, "centre", strong=True),
        Column("Optional", 66, "centre", strong=True),
    )


def _standards(competency: Competency, is_form: bool) -> Cell:
    """The competency with its performance standards, or lines for the employer's."""
    levels = tuple(f"Level {one.level}: {one.text}" for one in competency.level_texts)
    items = (*competency.performance_standards, *levels)
    return Cell(competency.title, items=items, ruled=2 if is_form and not items else 0)


def _slot(function: JobFunction) -> list[Block]:
    """A blank form for a job function of the sponsor's own."""
    competencies = [
        row(f"{function.number}{letter}", Cell(ruled=2), "", "", "", kind="blank") for letter in _SLOT_COMPETENCIES
    ]
    return [
        Heading(f"Job function {function.number}: of the sponsor’s own", 2),
        Facts(
            (
                Fact("Title", is_wide=True),
                Fact("Core or optional"),
                Fact("Level"),
                Fact("Scope", is_wide=True),
            )
        ),
        _lists_table((), (), (), is_form=True),
        Table(_competency_columns(), tuple(competencies)),
    ]


def _cross_cutting(framework: Framework) -> list[Block]:
    """The relevance of each cross-cutting competency from 0 to 8, marked with X."""
    if not framework.cross_cutting:
        return []
    columns = (
        Column("Relevance", 10),
        *(Column(str(level), 1, "centre", strong=True) for level in _RELEVANCE),
    )
    rows: list[Row] = []
    for group, members in groupby(framework.cross_cutting, key=lambda one: one.group):
        rows.append(row(group, *[""] * len(_RELEVANCE), kind="group", merge=(1, len(_RELEVANCE))))
        for one in members:
            marks = (Cell("X" if one.relevance == level else "", strong=True) for level in _RELEVANCE)
            rows.append(row(one.title, *marks))
    return [Heading("Cross-cutting competencies", sheet="Cross-cutting"), Table(columns, tuple(rows))]


def _source(framework: Framework) -> list[Block]:
    found: list[Block] = [Heading("What the source says", sheet="What the source says")]
    if framework.notes:
        columns = (Column("About", 1, strong=True, small=True), Column("What the source says", 4, small=True))
        rows = tuple(row(_about(one.about), one.text) for one in framework.notes)
        found.append(Table(columns, rows))
    for lead, text in (
        ("Source", framework.source),
        ("Attribution", framework.attribution),
        ("License", framework.licence),
    ):
        if text:
            found.append(Note(text, lead))
    return found if len(found) > 1 else []


_FIELD_WORDS = {"rapids_code": "RAPIDS code", "onet_codes": "O*NET codes"}


def _about(about: str) -> str:
    """A field's name as words; a code or a number as it stands."""
    words = _FIELD_WORDS.get(about, about.replace("_", " "))
    return words[:1].upper() + words[1:]
