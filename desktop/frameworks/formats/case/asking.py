"""What a CASE package leaves open, and the other ways in which its tree can be read."""

from collections.abc import Iterator, Sequence

from desktop import words
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, Heading, JobFunction
from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Place, Weight
from desktop.frameworks.formats.case.levels import Levels
from desktop.frameworks.formats.case.parts import Arranger, Parts, Reading, has_other_reading
from desktop.frameworks.formats.case.records import Repairs, facts_of, line
from desktop.frameworks.formats.case.tree import Package, natural

_MOST_REREAD = 2_000
"""Items of a package that is read in other ways too, to offer those."""


def blockers(package: Package, parts: Parts, title: str) -> Iterator[Finding]:
    if not line(package.document.get("title")):
        yield Finding(
            id="title",
            weight=Weight.ERROR,
            about="Title",
            says="The package has no title (CFDocument, title).",
            taken=title,
            places=(Place("CFDocument"),),
            entry=Entry.TEXT,
            path=("title",),
            also=(("occupation", "title"),),
        )
    if parts.nameless:
        codes = [code for _, code in parts.nameless]
        shown = words.listed(codes[:5]) if len(codes) <= 5 else f"{', '.join(codes[:5])} and {len(codes) - 5:,} more"
        removed = tuple(
            Change(("job_functions", number, "competencies", code), REMOVED) for number, code in parts.nameless
        )
        yield Finding(
            id="competencies without text",
            weight=Weight.ERROR,
            about="Competencies",
            says=f"{words.counted(len(codes), 'item')} without a statement: {shown}.",
            taken="Named by their codes",
            choices=(Choice("leave-out", "Leave them out", removed), Choice("keep", "Keep them, named by their codes")),
        )


def open_questions(framework: Framework, levels: Levels, what: str) -> Iterator[Finding]:
    yield asking.approach(framework.approach, f"{what} does not say how completion is measured.")
    if levels.scale is None:
        yield asking.completes_at(framework.rating_scale, f"{what} has no rating scale; Journeybook's own is taken.")
    else:
        yield asking.completes_at(framework.rating_scale, "The rubric does not say which level completes.")
    yield asking.kinds(framework, f"{what} does not say what is core and what is optional.")
    yield asking.term(f"{what} does not say how many months the apprenticeship lasts.")
    yield asking.training_hours(f"{what} gives no hours of on-the-job training.")
    yield asking.instruction_hours(f"{what} gives no hours of related instruction.")


def unplaced(framework: Framework) -> Iterator[Finding]:
    for function in framework.job_functions:
        for one in function.competencies:
            if one.unplaced:
                path = ("job_functions", function.number, "competencies", one.code)
                yield Finding(
                    id=f"{one.code} levels",
                    weight=Weight.QUESTION,
                    about=one.code,
                    says=f"{words.counted(len(one.unplaced), 'text')} of a rubric fit no level of the rating scale.",
                    taken="Kept in order, given to no level",
                    entry=Entry.SPLIT,
                    path=path,
                    part=path,
                )


def other_readings(package: Package, levels: Levels, title: str, how: Reading) -> Iterator[Finding]:
    """Notes that offer the tree read in another way. They come after the questions, whose answers name the parts
    of the tree as it is taken."""
    if len(package.items) > _MOST_REREAD or any(facts_of(item.record).get("part") for item in package.items):
        return
    if has_other_reading(package):
        root = package.roots[0]
        name = line(root.record.get("abbreviatedStatement")) or line(root.record.get("fullStatement"))
        yield Finding(
            id="single root",
            weight=Weight.NOTE,
            about="Job functions",
            says=f"All items stand under one: “{name[:120]}”.",
            taken="It is a heading; what stands directly under it are the job functions",
            places=(Place(root.place),),
            choices=(
                Choice("below", "What stands under it are the job functions"),
                Choice(
                    "root",
                    "It is the one job function, all else headings and competencies (every competency core)",
                    _reread(package, levels, title, how._replace(is_below_root=False)),
                ),
            ),
            taken_key="below",
        )
    if _has_other_order(package):
        yield _other_order(_reread(package, levels, title, how._replace(is_by_code=True)))


def _other_order(changes: tuple[Change, ...]) -> Finding:
    return Finding(
        id="order",
        weight=Weight.NOTE,
        about="Order",
        says="The package numbers no places, and its codes go in another order than its parts in the file.",
        taken="In the order of the file",
        choices=(
            Choice("file", "In the order of the file"),
            Choice(
                "codes",
                "In the order of the codes (every competency core)",
                changes,
            ),
        ),
        taken_key="file",
    )


def _has_other_order(package: Package) -> bool:
    for siblings in (package.roots, *(item.children for item in package.items)):
        if any(item.order is not None or line(item.record.get("listEnumeration")) for item in siblings):
            continue
        codes = [natural(item.code) for item in siblings]
        if all(codes) and codes != sorted(codes):
            return True
    return False


def _reread(package: Package, levels: Levels, title: str, how: Reading) -> tuple[Change, ...]:
    parts = Arranger(package, levels, Repairs(), how).parts(title)
    return (_as_change("job_functions", parts.functions), _as_change("outline", parts.outline))


def _as_change(name: str, parts: Sequence[JobFunction] | Sequence[Heading]) -> Change:
    return Change((name,), [one.model_dump(mode="json") for one in parts])


def records_left() -> Finding:
    return Finding(
        id="records",
        weight=Weight.NOTE,
        about="Records",
        says="The package holds more records than can be kept beside a framework.",
        taken="Texts, codes, identifiers and order are kept; other fields of the source and links to others are not",
    )
