"""The work process schedule as blocks: every format is written from these.

The order of sections is that of Appendix A: 29 CFR 29.5(b) and the template of the Office of Apprenticeship.
"""

from desktop import words
from desktop.codes import Approach, Kind
from desktop.frameworks.document import Framework, OnetCode, WageStep
from desktop.frameworks.progress import RI_HOURS_A_YEAR, required_ri
from desktop.reports import differences, phrases
from desktop.reports.content import Block, Column, Draft, Fact, Facts, Foot, Heading, Note, Table, Title, row
from desktop.reports.page import Sheet
from desktop.reports.rows import SchedulePaper
from desktop.reports.schedule_detail import detail_blocks
from desktop.reports.schedule_outline import instruction_blocks, outline_blocks

PAPER = "Appendix A · Work process schedule"


def sheet(paper: SchedulePaper) -> Sheet:
    about = paper.apprentice.name if paper.apprentice else paper.framework.occupation.title
    return Sheet(PAPER, about, paper.head, draft(paper) is not None)


def draft(paper: SchedulePaper) -> Draft | None:
    """Why this paper is a draft; None for a form that nobody has filled, and for a complete record."""
    if paper.progress is None:
        return None
    reasons = phrases.open_reasons(paper.progress)
    return Draft(f"because {words.listed(reasons)}.") if reasons else None


def blocks(paper: SchedulePaper) -> tuple[Block, ...]:
    """The whole paper, from the title to what the source says."""
    found: list[Block] = [
        Title(
            "Work process schedule",
            "Attached to and a part of the Standards of Apprenticeship for the occupation of",
            paper.framework.occupation.title,
        ),
        Facts(_facts(paper)),
    ]
    why = draft(paper)
    if why is not None:
        found.append(why)
    found += _wages(paper.framework)
    differ = differences.of(paper)
    found += outline_blocks(paper, differ)
    found += instruction_blocks(paper, differ)
    if differ is not None:
        found += differences.blocks(differ)
    found += detail_blocks(paper)
    return tuple(found)


def _facts(paper: SchedulePaper) -> tuple[Fact, ...]:
    framework, person = paper.framework, paper.apprentice
    ticks = tuple((word, framework.approach is one) for one, word in phrases.APPROACHES.items())
    titles = ", ".join(framework.occupation.job_titles)
    who = (
        Fact("Apprentice", person.name if person else ""),
        Fact("Employer", person.employer if person else ""),
        Fact("Job title", person.job_title if person else ""),
        Fact("Began", words.long_date(person.begins) if person else ""),
    )
    return (
        Fact("O*NET-SOC code", _onet(framework.occupation.onet_codes)),
        Fact("RAPIDS code", framework.occupation.rapids_code),
        *who,
        Fact("Program number", paper.head.program_number),
        Fact("Expected end", words.long_date(person.ends) if person and person.ends else ""),
        Fact("Framework", phrases.version_line(framework), is_wide=True),
        *([Fact("Also known as", titles, is_wide=True)] if titles and person is None else []),
        Fact("Apprenticeship type", ticks=ticks, is_wide=True),
        *_terms(framework),
    )


def _onet(codes: tuple[OnetCode, ...]) -> str:
    """ "15-1151.00 (2010), now 15-1232.00 (2019)"."""
    by_year = sorted(codes, key=lambda one: one.year)
    return ", now ".join(f"{one.code} ({one.year})" for one in by_year)


def _terms(framework: Framework) -> tuple[Fact, ...]:
    """Term, ratio, wages, probation, selection and certifications, each an empty line where it is not set."""
    is_counted_in_time = framework.approach is Approach.COMPETENCY_BASED
    hours = _attainment(framework)
    probation, ratio = framework.probation, framework.ratio
    wages = "" if framework.wages is None else "See Apprentice wage schedule"
    length = f"{probation.length:,} {probation.unit}" if probation else ""
    crew = ""
    if ratio:
        apprentices = words.counted(ratio.apprentices, "apprentice")
        crew = f"{apprentices} to {words.counted(ratio.journeyworkers, 'journeyworker')}"
    return (
        Fact("Minimum time" if is_counted_in_time else "Term", phrases.months(framework.term), is_wide=True),
        *([] if is_counted_in_time and not hours else [Fact("On-the-job learning", hours, is_wide=True)]),
        Fact("Related instruction", _instruction(framework), is_wide=True),
        Fact("Ratio", crew),
        Fact("Probation", length),
        Fact("Wage schedule", wages, is_wide=True),
        Fact("Selection procedures", framework.selection, is_wide=True),
        Fact("Required certifications", framework.required_certifications, is_wide=True),
    )


def _attainment(framework: Framework) -> str:
    hours = framework.ojt
    if hours.minimum is None and hours.maximum is None:
        hours = phrases.summed(one.ojt for one in framework.job_functions if one.kind is Kind.CORE)
    return phrases.span(hours)


def _instruction(framework: Framework) -> str:
    minutes, is_recommended = required_ri(framework)
    if not is_recommended:
        return f"{phrases.span(framework.ri)} required"
    rate = f"{RI_HOURS_A_YEAR} h for each year · 29 CFR 29.5(b)(4)"
    return f"{words.hours(minutes)} recommended: {rate}"


def _wages(framework: Framework) -> list[Block]:
    wages = framework.wages
    if wages is None:
        return []
    columns = (
        Column("Step", 0.34, strong=True),
        Column("Begins", 0.34),
        Column("Percent of journeyworker wage", 0.18, "end"),
        Column(f"Wage, {wages.unit}", 0.14, "end"),
    )
    rows = tuple(
        row(
            one.title,
            _begins(one),
            f"{one.percent:g} %" if one.percent is not None else "",
            _wage(one, wages.journeyworker_cents),
        )
        for one in wages.steps
    )
    foot: tuple[Foot, ...] = ()
    if wages.journeyworker_cents is not None:
        foot = (Note(f"Journeyworker wage: {words.money(wages.journeyworker_cents)} {wages.unit}."),)
    return [Heading("Apprentice wage schedule", sheet="Wages"), Table(columns, rows, foot)]


def _begins(step: WageStep) -> str:
    after = []
    if step.after_months:
        after.append(words.counted(step.after_months, "month"))
    if step.after_ojt_hours:
        after.append(f"{phrases.figure(step.after_ojt_hours)} h on the job")
    if step.after_core_competencies:
        after.append(words.counted(step.after_core_competencies, "core competency", "core competencies"))
    return f"after {words.listed(after)}" if after else "at the beginning"


def _wage(step: WageStep, journeyworker: int | None) -> str:
    if step.cents is not None:
        return words.money(step.cents)
    if step.percent is not None and journeyworker is not None:
        return phrases.amount_of_money(journeyworker, step.percent)
    return ""
