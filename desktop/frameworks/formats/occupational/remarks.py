"""What is noted of an occupational framework as a whole: its scale, relevance, illegible pages, counts, and what
was passed over."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from desktop.frameworks import asking
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Weight
from desktop.frameworks.formats.occupational.cross_cutting import HIGHEST, Relevance
from desktop.frameworks.formats.occupational.details import BelowGap, Details
from desktop.frameworks.formats.occupational.head import Head
from desktop.frameworks.formats.occupational.parts import Printed, PrintedFunction
from desktop.frameworks.formats.occupational.rows import Row, place
from desktop.frameworks.formats.occupational.schedule import Schedule
from desktop.frameworks.reading import Passed, Tally

_MOST = 200
"""Findings of one kind; a document with more is not of this shape."""


def scale() -> Finding:
    return asking.completes_at(
        asking.SCALE, "The document prints no rating scale; the one from 0 to 4 of later frameworks is taken."
    )


def counted_by(how: str) -> Finding:
    says = f"The document counts its job functions by {how}."
    return Finding("numbers", Weight.NOTE, "Job functions", says, "Numbered from 1")


def summed_hours(name: str, total: float) -> Finding:
    return Finding(
        id=f"{name.upper()} hours",
        weight=Weight.NOTE,
        about="On-the-job training" if name == "ojt" else "Related instruction",
        says=f"The document prints no total; the hours of its core job functions make {total:,g}.",
        taken=f"{total:,g} hours",
        choices=(
            Choice("sum", f"{total:,g} hours", (Change((name, "minimum"), total),)),
            Choice("none", "None are required", (Change((name, "minimum"), None),)),
        ),
        taken_key="sum",
        entry=Entry.HOURS,
        path=(name, "minimum"),
    )


def relevance(read: Sequence[Relevance]) -> Iterator[Finding]:
    """Rows without a mark, with several, or that stand beside their columns; and in one question those that have
    a mark of which no column can be told."""
    lost = [(at, one) for at, one in enumerate(read) if one.lost]
    if lost:
        values = (None, *range(HIGHEST + 1))
        changes = {n: tuple(Change(("cross_cutting", str(at), "relevance"), n) for at, _ in lost) for n in values}
        yield Finding(
            id="cross-cutting marks",
            weight=Weight.QUESTION,
            about="Cross-cutting competencies",
            says=f"{len(lost)} of {len(read)} have a mark, but under which relevance it stands cannot be told.",
            taken="No relevance",
            places=tuple(place(one.line) for _, one in lost[:30]),
            choices=(
                Choice("none", "No relevance; it is set in the editor", changes[None]),
                *(Choice(str(n), f"{n}, all of them", told) for n, told in changes.items() if n is not None),
            ),
            taken_key="none",
        )
    for at, one in enumerate(read):
        if one.lost or (len(one.values) == 1 and not one.moved):
            continue
        says = f"It is marked under {', '.join(map(str, one.values))}." if one.values else "No relevance can be read."
        if one.moved:
            says = f"{says} Its row stands beside the columns, so a tab may be lost."
        taken = str(max(one.values)) if one.values else "None"
        path: Path = ("cross_cutting", str(at))
        yield Finding(
            id=f"cross-cutting {at + 1}",
            weight=Weight.NOTE if len(one.values) < 2 else Weight.QUESTION,
            about=one.title,
            says=says,
            taken=taken,
            places=(place(one.line),),
            choices=(
                Choice("none", "None", (Change((*path, "relevance"), None),)),
                *(Choice(str(n), str(n), (Change((*path, "relevance"), n),)) for n in range(HIGHEST + 1)),
            ),
            taken_key=taken.casefold(),
            part=path,
        )


def loose_figures(schedule: Schedule) -> Iterator[Finding]:
    """Titles that may hold their hours, since the tabs before those were lost."""
    if schedule.figures:
        yield Finding(
            id="figures in titles",
            weight=Weight.NOTE,
            about="Work process schedule",
            says=f"{len(schedule.figures)} of its titles end in a figure that may stand for hours.",
            taken="Part of the title",
            places=tuple(place(row.number) for row in schedule.figures[:20]),
        )


def illegible(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in [row for row in rows if row.is_gap][:_MOST]:
        yield Finding(
            id=f"illegible {row.number}",
            weight=Weight.NOTE,
            about=f"Line {row.number}",
            says="A passage of the document is marked illegible. What stood there is not in this framework.",
            taken="Passed over",
            places=(place(row.number),),
        )


def below_gaps(framework: Framework, details: Details) -> Iterator[Finding]:
    """Items of a list below an illegible passage may belong to a heading that was lost in it; one finding for each
    list, since each answer sets it whole."""
    by_path: dict[Path, list[BelowGap]] = {}
    for one in details.after_gap:
        by_path.setdefault(one.path, []).append(one)
    for path, items in by_path.items():
        texts = {one.text for one in items}
        held = _list_of(framework, path)
        kept = [text for text in held if text not in texts]
        if len(kept) == len(held):
            continue
        of_competency = path[2] == "competencies"
        name = path[-1].replace("_", " ")
        yield Finding(
            id=f"{path[3] if of_competency else path[1]} {name} below a gap",
            weight=Weight.QUESTION,
            about=path[3] if of_competency else f"Job function {path[1]}",
            says=f"{len(held) - len(kept)} of its {name} stand below an illegible passage and may belong elsewhere.",
            taken="; ".join(text for text in held if text in texts)[:300],
            places=tuple(place(line) for line in sorted({one.line for one in items})[:20]),
            choices=(Choice("keep", "They belong here"), Choice("drop", "They do not", (Change(path, kept),))),
            taken_key="keep",
            part=path[:4] if of_competency else path[:2],
        )


def _list_of(framework: Framework, path: Path) -> tuple[str, ...]:
    function = next(one for one in framework.job_functions if one.number == path[1])
    if path[2] == "competencies":
        return next((one.performance_standards for one in function.competencies if one.code == path[3]), ())
    instruction = function.instruction
    lists = {"skills": instruction.skills, "knowledge": instruction.knowledge, "tools": instruction.tools}
    return lists.get(path[-1], ())


def empty_standards(details: Details) -> Iterator[Finding]:
    """The heading is printed for the employer to fill in."""
    items = [one for function in details.functions for one in function.items]
    empty = [one for one in items if one.has_standards and not one.standards]
    if empty:
        yield Finding(
            id="performance standards",
            weight=Weight.NOTE,
            about="Performance standards",
            says=f"Under {len(empty)} of {len(items)} competencies the heading stands with nothing below it.",
            taken="To be filled in by the employer",
            places=(place(empty[0].title.first),),
        )


def joined_lines(details: Details) -> Iterator[Finding]:
    """Items and standards that were put together from several lines."""
    for function in details.functions:
        lists = [function.scope, function.skills, function.knowledge, function.tools]
        lists += [one.standards for one in function.items]
        joined = [text for texts in lists for text in texts if text.opening]
        if joined:
            yield Finding(
                id=f"{function.number} joined lines",
                weight=Weight.NOTE,
                about=f"Job function {function.number}",
                says=f"{len(joined)} of its items and standards were put together from several lines.",
                taken=joined[0].text[:300],
                places=tuple(place(text.first, text.last) for text in joined[:20]),
                part=("job_functions", function.number),
            )


def missing_levels(details: Details) -> Iterator[Finding]:
    """Competencies without a level in a document that gives levels."""
    if not any(one.level for function in details.functions for one in function.items):
        return
    for function in details.functions:
        bare = [one for one in function.items if not one.level]
        if bare:
            yield Finding(
                id=f"{function.number} no level",
                weight=Weight.NOTE,
                about=f"Job function {function.number}",
                says=f"The detail pages give no level to {', '.join(one.code for one in bare[:30])}.",
                taken="No level",
                places=tuple(place(one.title.first) for one in bare[:30]),
                part=("job_functions", function.number),
            )


def missing_functions(framework: Framework) -> Iterator[Finding]:
    numbers = [int(one.number) for one in framework.job_functions]
    for before, after in pairwise([0, *numbers]):
        if after - before > 1:
            lost = str(before + 1) if after - before == 2 else f"{before + 1} to {after - 1}"
            yield Finding(
                id=f"{lost} missing",
                weight=Weight.NOTE,
                about=f"Job function {lost}",
                says=f"The document goes from job function {before} to {after}."
                if before
                else "It does not begin with 1.",
                taken="Not there",
            )


def passed(head: Head, left_out: Iterable[tuple[int, str]], odd: Iterable[Row], details: Details) -> tuple[Passed, ...]:
    found = [Passed(place(line), text, "A page number or the running head of a page") for line, text in left_out]
    found += [
        Passed(place(one.first, one.last), one.text, "Stands outside the parts of the form") for one in head.unplaced
    ]
    found += [Passed(place(row.number), row.text, "Fits no column and no heading") for row in odd]
    found += [
        Passed(
            place(line), f"Competency of job function {function.number}", "An empty line for one of the sponsor's own"
        )
        for function in details.functions
        for line in function.blank_items
    ]
    return tuple(sorted(found, key=lambda one: one.place.first))


def gaps(rows: Sequence[Row]) -> Iterator[Passed]:
    return (Passed(place(row.number), row.text, "Marked illegible in the document") for row in rows if row.is_gap)


def tallies(framework: Framework, schedule: Schedule, details: Details) -> tuple[Tally, ...]:
    def count(functions: Sequence[PrintedFunction]) -> int:
        items: list[Printed] = [one for function in functions for one in function.items]
        return len(items)

    titled = framework.titled_functions()
    counts = (
        ("Job functions", len(titled)),
        ("Blank job functions", len(framework.job_functions) - len(titled)),
        ("Competencies in the schedule", count(schedule.functions)),
        ("Competencies in the detail pages", count(details.functions)),
        ("Competencies together", len(list(framework.competencies()))),
        ("Cross-cutting competencies", len(framework.cross_cutting)),
    )
    hours = (("OJT hours", "ojt", schedule.ojt), ("RI hours", "ri", schedule.ri))
    sums = tuple(
        Tally(f"{what} of the job functions", sum(getattr(one, name).required for one in titled), printed.required)
        for what, name, printed in hours
        if printed is not None
    )
    return (*(Tally(what, number) for what, number in counts), *sums)
