"""The progress report as blocks."""

from desktop import words
from desktop.codes import Approach, Kind
from desktop.frameworks.document import Framework
from desktop.frameworks.standing import Amount, CompetencyProgress, FunctionProgress, Progress, Rating
from desktop.reports import lines, phrases
from desktop.reports.content import (
    Block,
    Cell,
    Column,
    Draft,
    Fact,
    Facts,
    Heading,
    Note,
    Picture,
    Row,
    Signatures,
    Table,
    Title,
    row,
)
from desktop.reports.page import Sheet
from desktop.reports.progress_charts import charts
from desktop.reports.rows import ProgressPaper
from desktop.reports.schedule_outline import SIGNERS

PAPER = "Progress report"
NO_RATING = "Not shown yet"


def sheet(paper: ProgressPaper) -> Sheet:
    return Sheet(PAPER, paper.apprentice.name, paper.head, draft(paper) is not None)


def draft(paper: ProgressPaper) -> Draft | None:
    """A report is a draft while anything it shows waits for someone; what is only missing is its content."""
    waiting = phrases.waiting_competencies(paper.progress) + phrases.waiting_hours(paper.progress)
    return Draft(f"because {words.listed(waiting)}.") if waiting else None


def blocks(paper: ProgressPaper) -> tuple[Block, ...]:
    progress = paper.progress
    why = draft(paper)
    return (
        Title(PAPER, phrases.version_line(progress.framework), paper.apprentice.name),
        Facts(facts(paper)),
        *([why] if why is not None else []),
        Heading("Where the record stands"),
        clocks(progress),
        *_time(progress),
        *_open(progress),
        *_finish(progress),
        Heading("Over time"),
        Picture(charts(progress)),
        Heading("Job functions"),
        functions(progress),
        Heading("Competencies and their ratings"),
        ratings(progress),
        *source(progress.framework),
    )


def source(framework: Framework) -> list[Block]:
    """Where the texts of the framework come from and under which terms."""
    notes = lines.source_notes(framework)
    return [Heading("What the source says"), *(Note(text, lead) for lead, text in notes)] if notes else []


def facts(paper: ProgressPaper) -> tuple[Fact, ...]:
    person = paper.apprentice
    return (
        Fact("Employer", person.employer),
        Fact("Job title", person.job_title),
        Fact("Began", words.long_date(person.begins)),
        Fact("Expected end", words.long_date(person.ends) if person.ends else "Not set"),
        Fact("Status", str(person.status).capitalize()),
        Fact("As of", words.long_date(paper.progress.as_of)),
        Fact("Program number", paper.head.program_number or "Not set"),
        Fact("Type", phrases.APPROACHES[paper.progress.framework.approach]),
    )


def clocks(progress: Progress) -> Table:
    """Approved and pending are two numbers, whatever is counted."""
    columns = (
        Column("", 150, strong=True),
        Column("Approved", 130, "end"),
        Column("Pending", 100, "end"),
        Column("Prior credit", 90, "end"),
        Column("Required", 110, "end"),
        Column("Expected today", 100, "end"),
        Column("Missing", 110, "end"),
    )
    rows = [_count_row(progress)] if progress.framework.approach is not Approach.TIME_BASED else []
    choice = sum(one.optional.required for one in progress.functions)
    if choice:
        rows.append(_choice_row(progress))
    required = "recommended" if progress.is_ri_recommended else ""
    rows.append(_amount_row("On-the-job training", progress.ojt, progress.expected, ""))
    rows.append(_amount_row("Related instruction", progress.ri, progress.expected, required))
    return Table(columns, tuple(rows))


def _count_row(progress: Progress) -> Row:
    core = progress.core
    still = max(0, core.missing - core.pending)
    expected = "" if progress.expected is None else str(round(core.required * progress.expected))
    return row(
        "Core competencies",
        Cell(f"{core.done} of {core.required} signed", strong=True),
        Cell(f"{core.pending} pending" if core.pending else "", waits=bool(core.pending)),
        "",
        str(core.required),
        expected,
        str(still) if still else "none",
    )


def _choice_row(progress: Progress) -> Row:
    found = progress.optional
    missing = phrases.still_optional(progress)
    return row(
        "Optional competencies",
        Cell(f"{found.done} of {found.required} signed", strong=True),
        Cell(f"{found.pending} pending" if found.pending else "", waits=bool(found.pending)),
        "",
        str(found.required),
        "",
        str(missing) if missing else "none",
    )


def _amount_row(name: str, amount: Amount, expected: float | None, remark: str) -> Row:
    required = words.hours(amount.required) if amount.required else "no hours"
    today = round(amount.required * expected) if expected is not None else 0
    still = phrases.still(amount)
    return row(
        name,
        Cell(words.hours(amount.done), strong=True),
        Cell(words.hours(amount.pending) if amount.pending else "", waits=bool(amount.pending)),
        words.hours(amount.credit) if amount.credit else "",
        f"{required} {remark}".strip(),
        words.hours(today // 60 * 60) if today else "",
        (words.hours(still) if still else "none") if amount.required else "",
    )


def _time(progress: Progress) -> list[Block]:
    if not progress.months_required:
        return []
    months = words.counted(progress.months_required, "month")
    return [Note(f"{months} registered, until {words.long_date(progress.ready_on)}.", "Minimum time", small=False)]


def _open(progress: Progress) -> list[Block]:
    heading = Heading("Why is this not complete?")
    if not progress.unmet:
        return [Heading("Completion"), Note("Every condition of completion is met.", small=False)]
    columns = (
        Column("What is open", 300, strong=True),
        Column("State", 80, "centre"),
        Column("Detail", 330),
        Column("Who acts", 130),
    )
    rows = tuple(
        row(one.sentence, Cell(one.state, waits=one.state == "pending"), one.detail, one.who) for one in progress.unmet
    )
    return [heading, Table(columns, rows)]


def _finish(progress: Progress) -> list[Block]:
    plan = progress.projection
    if plan is None:
        return []
    return [Heading("Projected finish"), Note(finish_sentence(progress), small=False)]


def finish_sentence(progress: Progress) -> str:
    """The finish with its range, and what holds it; "" where nothing is projected."""
    plan = progress.projection
    if plan is None or plan.finish is None:
        return plan.sentence if plan else ""
    text = f"{words.long_date(plan.finish)} at the present pace"
    if plan.earliest is not None and plan.latest is not None:
        text += f", between {words.long_date(plan.earliest)} and {words.long_date(plan.latest)} in 8 of 10 cases"
    elif plan.earliest is not None:
        text += f", at the earliest {words.long_date(plan.earliest)}"
    return f"{text}. {plan.sentence}"


def functions(progress: Progress) -> Table:
    columns = (
        Column("", 34, "centre", strong=True),
        Column("Job function", 260),
        Column("Core or optional", 72, "centre"),
        Column("Competencies", 126, small=True),
        Column("On the job, approved", 100, "end"),
        Column("On the job, pending", 90, "end"),
        Column("On the job, required", 88, "end"),
        Column("Related instruction", 92, "end"),
    )
    numbers = [one.function.number for one in progress.functions]
    return Table(lines.fitted(columns, numbers), tuple(_function_row(one) for one in progress.functions))


def _function_row(one: FunctionProgress) -> Row:
    pending = one.ojt.pending
    return row(
        one.function.number,
        one.function.title,
        phrases.KINDS[one.function.kind],
        phrases.function_state(one) if one.needs_competencies else "",
        words.hours(one.ojt.done),
        Cell(words.hours(pending) if pending else "", waits=bool(pending)),
        words.hours(one.ojt.required) if one.ojt.required else "",
        words.hours(one.ri.done) if one.ri.done else "",
    )


def ratings(progress: Progress) -> Table:
    """Every competency with all its ratings, newest first; comments whole."""
    columns = (
        Column("", 34, "centre", strong=True),
        Column("Competency, comment", 350),
        Column("Level", 100),
        Column("Observed", 90),
        Column("Shown", 124),
        Column("Signed by", 142),
    )
    rows: list[Row] = []
    headings = lines.Headings(progress.framework)
    for function in progress.functions:
        state = phrases.function_state(function) if function.needs_competencies else ""
        head = function.function
        rows += headings.above(head, len(columns))
        rows.append(row(head.number, head.title, state, "", "", "", kind="group", merge=(2, 5)))
        for one in function.competencies:
            rows += headings.between(one.competency, len(columns))
            rows.append(row(one.competency.code, one.competency.title, _state(one), "", "", "", merge=(2, 5)))
            rows += [_rating_row(rating, progress) for rating in one.ratings]
    foot = (
        phrases.scale(progress.framework.rating_scale),
        Note("A reversed rating is struck, with the reason under it; it counts for nothing."),
        Signatures(SIGNERS),
    )
    return Table(lines.fitted(columns, lines.codes_of(progress.framework)), tuple(rows), foot)


def state_words(one: CompetencyProgress) -> str:
    """ "Complete at level 4", "Pending", "Level 2, open" or "Not shown yet", with "optional"."""
    level = f"level {one.achieved.level}" if one.achieved else ""
    if one.is_complete:
        text = f"Complete at {level}"
    elif one.is_pending:
        text = f"Pending, {level} so far" if level else "Pending"
    else:
        text = f"{level.capitalize()}, open" if level else NO_RATING
    return f"{text} · optional" if one.competency.kind is Kind.OPTIONAL else text


def _state(one: CompetencyProgress) -> Cell:
    return Cell(state_words(one), strong=one.is_complete, waits=one.is_pending)


def level_words(rating: Rating, progress: Progress) -> str:
    """ "4 Competent"."""
    level = progress.framework.rating_scale.find(rating.level)
    return f"{rating.level} {level.word}" if level else str(rating.level)


def signer_words(rating: Rating) -> str:
    """Who signed, in which role."""
    return f"{rating.signer}, {'mentor and instructor' if rating.is_both_roles else rating.role}"


def _rating_row(rating: Rating, progress: Progress) -> Row:
    is_struck = bool(rating.reversed_why)
    values = (
        level_words(rating, progress),
        words.short_date(rating.observed_on),
        phrases.SHOWN[rating.shown],
        signer_words(rating),
    )
    carried = (f"Carried from {rating.carried_from}",) if rating.carried_from else ()
    why = (f"Reversed: {rating.reversed_why}",) if is_struck else ()
    comment = Cell(rating.comment, struck=is_struck, items=carried + why)
    return row("", comment, *(Cell(one, struck=is_struck) for one in values), kind="sub")
