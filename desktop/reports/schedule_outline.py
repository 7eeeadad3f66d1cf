"""The two outlines of the schedule: on-the-job learning, by approach, and related instruction."""

from dataclasses import replace

from desktop import words
from desktop.codes import Approach, HourKind, Kind, PartKind
from desktop.frameworks.document import Competency, Course, HourRange, JobFunction
from desktop.frameworks.standing import Amount, CompetencyProgress, FunctionProgress, Rating
from desktop.reports import differences, lines, phrases
from desktop.reports.content import (
    Block,
    Cell,
    Column,
    Foot,
    Heading,
    Note,
    Row,
    Signatures,
    Table,
    row,
)
from desktop.reports.differences import Differences, Key
from desktop.reports.rows import SchedulePaper

SIGNERS = ("Apprentice, date", "Mentor or journeyworker, date", "Sponsor, date")
_EMPTY_COURSES = 6
Line = tuple[Key | None, Row]
"""A row with the part of the framework that it is about."""


def outline_blocks(paper: SchedulePaper, differ: Differences | None = None) -> list[Block]:
    """On-the-job learning with the columns of the framework's approach, and the signatures."""
    people = phrases.Initials(paper.apprentice.signers if paper.apprentice else ())
    build = {
        Approach.COMPETENCY_BASED: _by_competency,
        Approach.HYBRID: _by_both,
        Approach.TIME_BASED: _by_time,
    }[paper.framework.approach]
    columns, rows = build(paper, people)
    foot: list[Foot] = [differ.legend] if differ else []
    if paper.framework.approach is not Approach.TIME_BASED:
        foot.append(phrases.scale(paper.framework.rating_scale))
        foot.append(Note(_rule(paper, people)))
    foot.append(Signatures(SIGNERS))
    return [
        Heading("On-the-job learning outline", sheet="On-the-job learning"),
        _table(columns, rows, lines.codes_of(paper.framework), differ, tuple(foot)),
    ]


def _table(
    columns: tuple[Column, ...],
    rows: list[Line],
    codes: list[str],
    differ: Differences | None,
    foot: tuple[Foot, ...] = (),
) -> Table:
    """The lines as a table, with a column that marks those that differ where they are compared."""
    columns = lines.fitted(columns, codes)
    found = [one for _, one in rows]
    if differ is not None:
        columns = differences.with_column(columns)
        found = [replace(one, cells=(*one.cells, differ.mark(key))) for key, one in rows]
    return Table(columns, tuple(found), foot)


def _rule(paper: SchedulePaper, people: phrases.Initials) -> str:
    levels = phrases.completing_levels(paper.framework.rating_scale)
    rule = f"Competencies may be completed in any order. A core competency is complete at level {levels}."
    return f"{rule} {people.sentence()}".strip()


class _Rows:
    """The lines of an outline with the source's headings between them."""

    def __init__(self, paper: SchedulePaper, columns: int) -> None:
        self.found: list[Line] = []
        self._headings = lines.Headings(paper.framework)
        self._columns = columns

    def add_function(self, function: JobFunction, found: Row) -> None:
        self.found += [(None, one) for one in self._headings.above(function, self._columns)]
        self.found.append(((PartKind.JOB_FUNCTION, function.number), found))

    def add(self, competency: Competency, found: Row) -> None:
        self.found += [(None, one) for one in self._headings.between(competency, self._columns)]
        self.found.append(((PartKind.COMPETENCY, competency.code), found))


def _titled(paper: SchedulePaper) -> list[tuple[JobFunction, FunctionProgress | None]]:
    if paper.progress is not None:
        return [(one.function, one) for one in paper.progress.functions]
    return [(one, None) for one in paper.framework.titled_functions()]


def _competencies(
    function: JobFunction, progress: FunctionProgress | None
) -> list[tuple[Competency, CompetencyProgress | None]]:
    if progress is not None:
        return [(one.competency, one) for one in progress.competencies]
    return [(one, None) for one in function.competencies]


def _by_competency(paper: SchedulePaper, people: phrases.Initials) -> tuple[tuple[Column, ...], list[Line]]:
    columns = (
        Column("", 34, "centre", strong=True),
        Column("Job function and competencies", 384),
        Column("Core or optional", 70, "centre"),
        Column("On the job (OJT) date and initials", 112, "centre", small=True),
        Column("Related instruction (RI) date and initials", 130, "centre", small=True),
        Column("Level achieved", 66, "centre"),
    )
    completes_at = paper.framework.rating_scale.completes_at
    rows = _Rows(paper, len(columns))
    for function, progress in _titled(paper):
        state = phrases.function_state(progress) if progress else _choice(function)
        kind = Cell(phrases.KINDS[function.kind], strong=True)
        rows.add_function(function, row(*_head(function), kind, state, "", "", kind="group", merge=(3, 5)))
        for competency, standing in _competencies(function, progress):
            on_job = _signed(standing, HourKind.OJT, completes_at, people)
            in_class = _signed(standing, HourKind.RI, completes_at, people)
            rows.add(competency, row(*_named(competency), on_job, in_class, _level(standing)))
    return columns, rows.found


def _by_both(paper: SchedulePaper, people: phrases.Initials) -> tuple[tuple[Column, ...], list[Line]]:
    columns = (
        Column("", 34, "centre", strong=True),
        Column("Work process and competencies", 340),
        Column("Core or optional", 66, "centre"),
        Column("Minimum hours", 74, "end"),
        Column("Maximum hours", 74, "end"),
        Column("Level achieved", 70, "centre"),
        Column("Date and initials", 138, "centre", small=True),
    )
    rows = _Rows(paper, len(columns))
    for function, progress in _titled(paper):
        hours = (_number(function.ojt.minimum), _number(function.ojt.maximum))
        state = phrases.so_far(progress.ojt) if progress else ""
        kind = phrases.KINDS[function.kind]
        rows.add_function(function, row(*_head(function), kind, *hours, state, "", kind="group", merge=(5, 6)))
        for competency, standing in _competencies(function, progress):
            achieved = _achieved(standing, people)
            rows.add(competency, row(*_named(competency), "", "", _level(standing), achieved))
    total = phrases.summed(one.ojt for one in paper.framework.titled_functions() if one.kind is Kind.CORE)
    state = phrases.so_far(paper.progress.ojt) if paper.progress else ""
    ends = (_number(total.minimum), _number(total.maximum))
    total_row = row("", "Total of core processes", "", *ends, state, "", kind="total", merge=(5, 6))
    return columns, [*rows.found, (None, total_row)]


def _by_time(paper: SchedulePaper, _people: phrases.Initials) -> tuple[tuple[Column, ...], list[Line]]:
    is_filled = paper.progress is not None
    columns: tuple[Column, ...] = (
        Column("", 34, "centre", strong=True),
        Column("Work process and tasks", 420),
        Column("Approximate hours", 100, "end"),
    )
    if is_filled:
        columns += (Column("Approved hours", 100, "end"), Column("Pending hours", 100, "end"))
    rows = _Rows(paper, len(columns))
    empty = ("",) * (len(columns) - 2)
    for function, progress in _titled(paper):
        hours = Cell(phrases.span(function.ojt, ""), number=function.ojt.required or None)
        done = _done(progress.ojt) if progress else ()
        rows.add_function(function, row(*_head(function), hours, *done, kind="group"))
        for one, _ in _competencies(function, progress):
            rows.add(one, row(one.code, one.title, *empty))
    total = phrases.summed(one.ojt for one in paper.framework.titled_functions())
    all_hours = Cell(phrases.span(total, ""), number=total.required or None)
    done = _done(paper.progress.ojt) if paper.progress else ()
    return columns, [*rows.found, (None, row("", "Total", all_hours, *done, kind="total"))]


def _done(amount: Amount) -> tuple[Cell, Cell]:
    approved, pending = amount.done / 60, amount.pending / 60
    text = words.hours(amount.done) + (f" + {words.hours(amount.credit)} credit" if amount.credit else "")
    return (
        Cell(text, strong=True, number=None if amount.credit else approved),
        Cell(words.hours(amount.pending) if pending else "", waits=bool(pending), number=pending or None),
    )


def _choice(function: JobFunction) -> str:
    many = words.counted(len(function.competencies), "competency", "competencies")
    return f"{many}, choose {function.choose}" if function.choose else many


def _head(function: JobFunction) -> tuple[str, str]:
    return function.number, function.title


def _named(competency: Competency) -> tuple[str, str, str]:
    return competency.code, competency.title, phrases.KINDS[competency.kind]


def _number(hours: float | None) -> Cell:
    return Cell(phrases.figure(hours), number=hours)


def _level(standing: CompetencyProgress | None) -> Cell:
    """A level that completes stands in bold, a lower one does not; what waits says so."""
    if standing is None:
        return Cell()
    if standing.is_pending:
        before = f"{standing.achieved.level}, " if standing.achieved else ""
        return Cell(f"{before}pending", waits=True)
    if standing.achieved is None:
        return Cell()
    level = standing.achieved.level
    return Cell(str(level), strong=standing.is_complete, number=level)


def _signed(standing: CompetencyProgress | None, where: HourKind, completes_at: int, people: phrases.Initials) -> Cell:
    rating = standing.shown(where, completes_at) if standing else None
    return Cell(_stamp(rating, people))


def _achieved(standing: CompetencyProgress | None, people: phrases.Initials) -> Cell:
    return Cell(_stamp(standing.achieved if standing else None, people))


def _stamp(rating: Rating | None, people: phrases.Initials) -> str:
    return f"{words.short_date(rating.observed_on)} {people.of(rating)}" if rating else ""


def instruction_blocks(paper: SchedulePaper, differ: Differences | None = None) -> list[Block]:
    """The courses with their total, or empty lines for the sponsor's where the framework lists none."""
    framework = paper.framework
    found: list[Block] = [Heading("Related instruction outline", sheet="Related instruction")]
    if paper.progress is not None:
        found.append(Note(f"{phrases.so_far(paper.progress.ri)}.", "So far", small=False))
    if not framework.courses:
        found.append(Note("The framework lists no courses; the sponsor names them here.", small=False))
    found.append(_course_table(paper, differ))
    return found


def _course_table(paper: SchedulePaper, differ: Differences | None) -> Table:
    with_objectives = any(one.objectives for one in paper.framework.courses)
    objectives = (Column("Learning objectives", 200, small=True),) if with_objectives else ()
    columns = (
        Column("Course", 80, strong=True),
        Column("Title", 230),
        *objectives,
        Column("Provider", 120),
        Column("Hours", 84, "end"),
        Column("Achieved, date", 92, "centre", small=True),
        Column("Initials", 56, "centre", small=True),
    )
    middle = len(objectives)
    rows: list[Line] = [
        ((PartKind.COURSE, one.code), _course_row(one, paper, with_objectives)) for one in paper.framework.courses
    ]
    if not rows:
        rows = [(None, row(*[""] * len(columns), kind="blank")) for _ in range(_EMPTY_COURSES)]
    total = phrases.summed(one.hours for one in paper.framework.courses)
    hours = Cell(phrases.span(total, ""), number=_only(total))
    ends = ("",) * (1 + middle)
    rows.append((None, row("", "Total", *ends, hours, "", "", kind="total")))
    codes = [one.code for one in paper.framework.courses]
    differ = differ if codes else None
    return _table(columns, rows, codes, differ, (differ.legend,) if differ else ())


def _course_row(course: Course, paper: SchedulePaper, with_objectives: bool) -> Row:
    passed = {one.code: one for one in paper.passed}.get(course.code)
    when, initials = Cell(), Cell()
    if passed is not None:
        when = Cell(words.short_date(passed.day), day=passed.day)
        initials = Cell(passed.initials)
    elif paper.progress is not None and course.code in paper.progress.facts.courses_passed:
        when = Cell("passed")
    goals = (Cell(items=course.objectives),) if with_objectives else ()
    hours = Cell(phrases.span(course.hours, ""), number=_only(course.hours))
    return row(course.code, course.title, *goals, course.provider, hours, when, initials)


def _only(hours: HourRange) -> float | None:
    """The hours where they are one number and no range."""
    return hours.minimum if hours.maximum in (None, hours.minimum) else None
