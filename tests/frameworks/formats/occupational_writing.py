"""Generated occupational frameworks, written in the shape in which they are published."""

from dataclasses import dataclass, field

from hypothesis import strategies as st

from desktop.codes import Kind
from desktop.frameworks.document import Competency, CrossCutting, HourRange, Instruction, JobFunction

LEVELS = ("Basic", "Intermediate", "Advanced")
_WORD = st.text("abcdefghijklmnopqrstuvwxyzéü'-/", min_size=2, max_size=9).filter(lambda word: word[0].isalpha())
_FIRST = st.text("ABCDEFGHIJKLMNOPQRSTUVWZ", min_size=1, max_size=1)


@st.composite
def phrases(draw: st.DrawFn, number: int = 0) -> str:
    """A capital, then words; figures and commas within. No two job functions have the same."""
    words = draw(st.lists(_WORD | st.sampled_from(["24", "and", "to", "(all)", "of,"]), min_size=2, max_size=8))
    return f"{draw(_FIRST)}{draw(_WORD)} {' '.join(words)} for {number}"


@dataclass(frozen=True)
class Layout:
    """`ends` keeps empty cells at the end of a row, `gap` puts one between a title and its columns."""

    ends: bool
    gap: bool
    scheduled: bool
    detailed: bool
    end_of_line: str
    pages: bool


layouts = st.builds(
    Layout,
    ends=st.booleans(),
    gap=st.booleans(),
    scheduled=st.booleans(),
    detailed=st.booleans(),
    end_of_line=st.sampled_from(["\n", "\r\n"]),
    pages=st.booleans(),
).filter(lambda one: one.scheduled or one.detailed)


@dataclass(frozen=True)
class Drawn:
    title: str
    functions: tuple[JobFunction, ...]
    cross_cutting: tuple[CrossCutting, ...]
    layout: Layout
    lines: list[str] = field(default_factory=list)


@st.composite
def drawn(draw: st.DrawFn) -> Drawn:
    layout = draw(layouts)
    numbers = range(1, draw(st.integers(2, 12)) + 1)
    functions = tuple(draw(job_functions(number, layout)) for number in numbers)
    titles = draw(st.lists(phrases(), max_size=6, unique=True))
    groups = ("Personal Effectiveness Competencies", "Workplace Competencies")
    cross = tuple(
        CrossCutting(group=groups[at >= len(titles) // 2], title=title, relevance=draw(st.integers(0, 8)))
        for at, title in enumerate(titles)
    )
    return Drawn(draw(phrases()), functions, cross, layout)


@st.composite
def job_functions(draw: st.DrawFn, number: int, layout: Layout) -> JobFunction:
    kind = draw(st.sampled_from(Kind))
    titles = draw(st.lists(phrases(number), max_size=4, unique_by=str.casefold))
    competencies = []
    for at, title in enumerate(titles):
        own = Kind.OPTIONAL if kind is Kind.OPTIONAL else draw(st.sampled_from(Kind))
        detailed = layout.detailed
        competencies.append(
            Competency(
                code=f"{number}{chr(97 + at)}",
                title=title,
                kind=own,
                level=draw(st.sampled_from(("", *LEVELS))) if detailed else "",
                required=own is Kind.CORE if detailed else None,
                performance_standards=tuple(draw(st.lists(phrases(number), max_size=3))) if detailed else (),
            )
        )
    hours = st.integers(1, 8000).map(lambda quarters: quarters / 4)
    some = st.builds(HourRange, minimum=hours) if layout.scheduled else st.just(HourRange())
    lists = st.lists(phrases(number), max_size=3).map(tuple) if layout.detailed else st.just(())
    return JobFunction(
        number=str(number),
        title=draw(phrases(number)),
        kind=kind,
        level=draw(st.sampled_from(("", *LEVELS))) if kind is Kind.CORE else "",
        ojt=draw(some),
        ri=draw(some),
        competencies=tuple(competencies),
        instruction=Instruction(
            scope=draw(phrases(number)) if layout.detailed else "",
            skills=draw(lists),
            knowledge=draw(lists),
            tools=draw(lists),
        ),
    )


def write(one: Drawn) -> str:
    layout = one.layout
    lines = [f"Occupation: {one.title}\t\tONET Code 11-2222.00", "\t\tRAPIDS Code 0123CB", "OCCUPATIONAL OVERVIEW"]
    for function in one.functions:
        word = function.kind.value.title() if function.kind is Kind.OPTIONAL or not layout.scheduled else ""
        lines.append(f"Job Function {function.number}: {function.title}\t{function.level}\t{word}")
    lines += _cross_cutting(one.cross_cutting)
    if layout.scheduled:
        lines += _schedule(one.functions)
    if layout.detailed:
        for function in one.functions:
            lines += ["\f", f"Page {function.number} of 99"] if layout.pages else [""]
            lines += _detail(function, layout)
    return layout.end_of_line.join(line if layout.ends else line.rstrip("\t") for line in lines)


def _cross_cutting(read: tuple[CrossCutting, ...]) -> list[str]:
    lines = ["CROSS-CUTTING COMPETENCIES"]
    group = ""
    for one in read:
        if one.group != group:
            group = one.group
            lines += ["", group, "\tRelevance\t0\t1\t2\t3\t4\t5\t6\t7\t8"]
        assert one.relevance is not None
        lines.append(f"\t{one.title}\t" + "\t" * one.relevance + "X")
    return lines


def _schedule(functions: tuple[JobFunction, ...]) -> list[str]:
    lines = ["WORK PROCESS SCHEDULE", "Apprenticeship Type: Competency Based"]
    lines += ["Minimum Time Requirements: from 12 to 24 months", "JOB FUNCTION\t\tCore/ Optional\tOJT\tRI"]
    for function in functions:
        hours = f"{function.ojt.minimum:g}\t{function.ri.minimum:g}"
        lines.append(f"JOB FUNCTION {function.number}: {function.title}\t\t{function.kind.value.title()}\t{hours}")
        for one in function.competencies:
            word = "" if function.kind is Kind.OPTIONAL else one.kind.value.title()
            lines.append(f"{one.title}\t\t{word}\t\t")
    return lines


def _detail(function: JobFunction, layout: Layout) -> list[str]:
    gap = "\t" if layout.gap else ""
    lines = [f"Job Function {function.number}: {function.title}{gap}\tLevel\tRequired\tOptional"]
    if function.kind is Kind.OPTIONAL:
        lines[0] += " X"
    lines += ["\tRELATED INSTRUCTION", f"\tSCOPE: {function.instruction.scope}"]
    for heading, items in (
        ("Skills", function.instruction.skills),
        ("Knowledge & Understanding", function.instruction.knowledge),
        ("Tools & Technology", function.instruction.tools),
    ):
        lines += [f"\t{heading}", *(f"\t{item}" for item in items)]
    for one in function.competencies:
        mark = "X\t" if one.required else "\tX"
        lines.append(f"{one.kind.value.title()}\tCompetency {one.code}: {one.title}\t{one.level}\t{mark}")
        lines += ["\tPerformance Standards", *(f"\t{text}" for text in one.performance_standards)]
    return lines
