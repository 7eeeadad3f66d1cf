"""Job functions in detail, cross-cutting competencies, and what the source says about itself."""

from itertools import groupby

from desktop.codes import Approach
from desktop.frameworks.document import Competency, Course, CrossCutting, Framework, JobFunction, RatingScale
from desktop.reports import lines, phrases
from desktop.reports.content import Block, Cell, Column, Fact, Facts, Heading, Note, Row, Table, row
from desktop.reports.rows import SchedulePaper

_RELEVANCE = range(9)
_SLOT_COMPETENCIES = "abcde"
_MARKS = {True: ("X", ""), False: ("", "X"), None: ("", "")}


def detail_blocks(paper: SchedulePaper) -> list[Block]:
    framework = paper.framework
    is_form = paper.apprentice is None
    headings = lines.Headings(framework)
    parts: list[Block] = []
    for function in framework.titled_functions():
        if _has_detail(function, framework, is_form):
            parts += _function(function, framework, is_form, headings)
    if is_form:
        for function in framework.job_functions:
            if function.is_blank:
                parts += _slot(function)
    found: list[Block] = [Heading("Job functions in detail", sheet="Job functions"), *parts] if parts else []
    found += _cross_cutting(framework)
    if is_form:
        found += _occupation(framework)
    found += _source(framework)
    return found


def _has_detail(function: JobFunction, framework: Framework, is_form: bool) -> bool:
    """Whether there is more to say than the outline did. A time-based framework rates no competency, so that its
    form has nothing for the employer to add."""
    if framework.approach is not Approach.TIME_BASED and (is_form or function.competencies):
        return True
    told = any(lines.texts_of(one, framework.rating_scale) for one in function.competencies)
    lists = function.instruction
    has_courses = any(one.job_function == function.number for one in framework.courses)
    return (
        told
        or has_courses
        or bool(function.description or lists.scope or lists.skills or lists.knowledge or lists.tools)
    )


def _function(function: JobFunction, framework: Framework, is_form: bool, headings: lines.Headings) -> list[Block]:
    is_form = is_form and framework.approach is not Approach.TIME_BASED
    marks = [phrases.KINDS[function.kind], *([function.level] if function.level else []), *_hours(function, framework)]
    found: list[Block] = [
        Heading(f"Job function {function.number}: {function.title}", 2),
        Note(" · ".join(marks), small=False),
    ]
    if function.description:
        found.append(Note(function.description, small=False))
    found += _instruction(function, framework, is_form)
    if function.competencies:
        found.append(_competencies(function, framework, is_form, headings))
    return found


def _hours(function: JobFunction, framework: Framework) -> list[str]:
    """The hours that the outline has no column for."""
    ojt = phrases.span(function.ojt) if framework.approach is Approach.COMPETENCY_BASED else ""
    ri = phrases.span(function.ri)
    return [*([f"{ojt} on the job"] if ojt else []), *([f"{ri} of related instruction"] if ri else [])]


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
    empty = 3 if is_form else 0
    cells = (Cell(items=one, ruled=0 if one else empty) for one in (skills, knowledge, tools))
    return Table(columns, (row(*cells),))


def _competencies(function: JobFunction, framework: Framework, is_form: bool, headings: lines.Headings) -> Table:
    """With the marks of the detail pages, or core and optional where the source has no such marks."""
    with_marks = any(one.required is not None or one.level for one in framework.competencies())
    columns = _competency_columns() if with_marks else _plain_columns()
    # The headings above the job function stand in the outline.
    list(headings.above(function, len(columns)))
    rows: list[Row] = []
    for one in function.competencies:
        marks = (one.level, *_MARKS[one.required]) if with_marks else (phrases.KINDS[one.kind],)
        rows += headings.between(one, len(columns))
        rows.append(row(one.code, _standards(one, framework.rating_scale, is_form), *marks))
    return Table(lines.fitted(columns, [one.code for one in function.competencies]), tuple(rows))


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


def _standards(competency: Competency, scale: RatingScale, is_form: bool) -> Cell:
    """The competency with what is said of it, or lines for the employer's performance standards."""
    items = lines.texts_of(competency, scale)
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
    """The relevance of each cross-cutting competency from 0 to 8, marked with X; a list where none has any."""
    if not framework.cross_cutting:
        return []
    heading = Heading("Cross-cutting competencies", sheet="Cross-cutting")
    if all(one.relevance is None for one in framework.cross_cutting):
        return [heading, _described(framework)]
    columns = (
        Column("Relevance", 10),
        *(Column(str(level), 1, "centre", strong=True) for level in _RELEVANCE),
    )
    rows: list[Row] = []
    for group, members in groupby(framework.cross_cutting, key=lambda one: one.group):
        rows.append(row(group, *[""] * len(_RELEVANCE), kind="group", merge=(1, len(_RELEVANCE))))
        for one in members:
            marks = (Cell("X" if one.relevance == level else "", strong=True) for level in _RELEVANCE)
            rows.append(row(Cell(one.title, items=_described_as(one)), *marks))
    return [heading, Table(columns, tuple(rows))]


def _described(framework: Framework) -> Table:
    with_texts = any(one.description.strip() for one in framework.cross_cutting)
    columns = (Column("Cross-cutting competency", 1), *([Column("What it means", 2)] if with_texts else []))
    rows: list[Row] = []
    for group, members in groupby(framework.cross_cutting, key=lambda one: one.group):
        rows.append(row(group, *([""] if with_texts else []), kind="group"))
        rows += [row(one.title, *([one.description] if with_texts else [])) for one in members]
    return Table(columns, tuple(rows))


def _described_as(one: CrossCutting) -> tuple[str, ...]:
    return (one.description,) if one.description.strip() else ()


def _occupation(framework: Framework) -> list[Block]:
    """What the source says of the occupation beside its competencies."""
    found: list[Block] = []
    if framework.description.strip():
        found.append(Note(framework.description, small=False))
    if framework.facts:
        columns = (Column("About", 1, strong=True, small=True), Column("What the source says", 4, small=True))
        found.append(Table(columns, tuple(row(one.about, _listed(one.lines)) for one in framework.facts)))
    return [Heading("About the occupation", sheet="About the occupation"), *found] if found else []


def _listed(texts: tuple[str, ...]) -> Cell:
    return Cell(texts[0]) if len(texts) == 1 else Cell(items=texts)


def _source(framework: Framework) -> list[Block]:
    found: list[Block] = [Heading("What the source says", sheet="What the source says")]
    if framework.notes:
        columns = (Column("About", 1, strong=True, small=True), Column("What the source says", 4, small=True))
        rows = tuple(row(_about(one.about), one.text) for one in framework.notes)
        found.append(Table(columns, rows))
    found += [Note(text, lead) for lead, text in lines.source_notes(framework)]
    return found if len(found) > 1 else []


_FIELD_WORDS = {"rapids_code": "RAPIDS code", "onet_codes": "O*NET codes"}


def _about(about: str) -> str:
    """A field's name as words; a code or a number as it stands."""
    words = _FIELD_WORDS.get(about, about.replace("_", " "))
    return words[:1].upper() + words[1:]
