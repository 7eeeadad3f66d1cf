"""Where the schedule and the detail pages of an occupational framework disagree, as findings."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.codes import Kind
from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.occupational.merge import LIKELY, Pair
from desktop.frameworks.formats.occupational.parts import Printed, PrintedFunction
from desktop.frameworks.formats.occupational.rows import LONGEST, is_illegible, place, same

_WORDS = {Kind.CORE: "Core", Kind.OPTIONAL: "Optional"}


@dataclass(frozen=True, slots=True)
class Context:
    """What a competency is read in: its job function's kind, and whether the document has a schedule and details
    at all. `spare` is a code that no competency of the function has."""

    path: Path
    kind: Kind
    has_schedule: bool
    has_detail: bool
    spare: str


def places_of(one: Pair) -> tuple[Place, ...]:
    return tuple(place(part.title.first, part.title.last) for part in (one.schedule, one.detail) if part is not None)


def kind_of(one: Pair, function: Kind) -> Kind:
    """The schedule's word; where it has none, what an optional function is in it; then the margin of the detail
    page; in a core function the mark; and last the function."""
    schedule, detail = one.schedule, one.detail
    if schedule is not None and (schedule.kind is not None or function is Kind.OPTIONAL):
        return schedule.kind or function
    if detail is not None and detail.kind is not None:
        return detail.kind
    if detail is not None and detail.required is False:
        return Kind.OPTIONAL
    return function


def of_competency(one: Pair, title: str, context: Context) -> Iterator[Finding]:
    """What is to be asked and noted of one competency, the finding that may take it out last."""
    yield from _illegible(one, title, context)
    yield from _kind(one, context)
    yield from _mark(one, context)
    yield from _wording(one, title, context)
    yield from _joined(one, title, context)
    yield from _one_sided(one, context)


def _path(one: Pair, context: Context) -> Path:
    return (*context.path, "competencies", one.code)


def _illegible(one: Pair, title: str, context: Context) -> Iterator[Finding]:
    if title and not is_illegible(title):
        return
    path = _path(one, context)
    yield Finding(
        id=f"{one.code} title",
        weight=Weight.ERROR,
        about=one.code,
        says="What this competency is called cannot be read.",
        taken=title,
        places=places_of(one),
        entry=Entry.TEXT,
        path=(*path, "title"),
        part=path,
    )


def _kind(one: Pair, context: Context) -> Iterator[Finding]:
    """The schedule against the margin and, where there is no margin, against the mark; without a schedule the
    margin against the mark."""
    detail, path = one.detail, _path(one, context)
    if detail is None:
        return
    taken = kind_of(one, context.kind)
    by_mark = None if detail.required is None else Kind.CORE if detail.required else Kind.OPTIONAL
    first = one.schedule.kind if one.schedule is not None else None
    # In an optional job function a mark under Required says how its competencies are taken, not that they are core.
    counts = (first or detail.kind) is not None and (context.kind is Kind.CORE or by_mark is Kind.OPTIONAL)
    margin = detail.kind if first is not None or (one.schedule is not None and context.kind is Kind.OPTIONAL) else None
    others = (margin, by_mark if counts else None)
    if all(other is None or other is taken for other in others):
        return
    yield Finding(
        id=f"{one.code} kind",
        weight=Weight.QUESTION,
        about=one.code,
        says=_kinds_in_words(first, detail, context),
        taken=_WORDS[taken],
        places=places_of(one),
        choices=tuple(Choice(kind.value, _WORDS[kind], (Change((*path, "kind"), kind.value),)) for kind in Kind),
        taken_key=taken.value,
        part=path,
    )


def _kinds_in_words(first: Kind | None, detail: Printed, context: Context) -> str:
    says = f"The schedule says {_WORDS[first]}" if first else f"The job function is {_WORDS[context.kind]}"
    marked = "" if detail.required is None else "Required" if detail.required else "Optional"
    if detail.kind is None:
        return f"{says}; the detail page marks it {marked}."
    says = f"{says}; the margin of the detail page says {_WORDS[detail.kind]}"
    agree = detail.required is (detail.kind is Kind.CORE)
    return f"{says}{' and' if agree else ', yet'} marks it {marked}." if marked else f"{says}."


def _mark(one: Pair, context: Context) -> Iterator[Finding]:
    detail, path = one.detail, _path(one, context)
    if detail is None:
        return
    kind = kind_of(one, context.kind)
    if detail.unclear:
        yield _unclear_mark(one, detail, kind, context)
    elif detail.required and kind is Kind.OPTIONAL and context.kind is Kind.OPTIONAL:
        lost = "; the row has a cell too few, so a tab was probably lost" if detail.narrow else ""
        yield Finding(
            id=f"{one.code} {'shifted' if detail.narrow else 'required'}",
            weight=Weight.NOTE,
            about=one.code,
            says=f"The job function is Optional and this competency is marked Required{lost}.",
            taken="Optional, with the mark Required",
            places=places_of(one),
            choices=(
                Choice("required", "Optional with its job function, required where that is chosen"),
                Choice("optional", "The mark belongs to Optional", (Change((*path, "required"), False),)),
                Choice("core", "The competency is core", (Change((*path, "kind"), Kind.CORE.value),)),
            ),
            taken_key="required",
            part=path,
        )
    elif detail.narrow:
        yield Finding(
            id=f"{one.code} shifted",
            weight=Weight.NOTE,
            about=one.code,
            says="The mark stands under Required, but the row has a cell too few, so a tab may be lost.",
            taken="Required",
            places=places_of(one),
            choices=(
                Choice("required", "Required"),
                Choice("optional", "Optional", (Change((*path, "required"), False),)),
            ),
            taken_key="required",
            part=path,
        )


def _unclear_mark(one: Pair, detail: Printed, kind: Kind, context: Context) -> Finding:
    taken, path = required_of(detail, kind), _path(one, context)
    says_kind = detail.kind or (one.schedule and one.schedule.kind) or context.kind is Kind.OPTIONAL
    core, optional = ((), ()) if says_kind else ((Change((*path, "kind"), it.value),) for it in Kind)
    return Finding(
        id=f"{one.code} mark",
        weight=Weight.QUESTION,
        about=one.code,
        says="There is a mark, but whether it stands under Required or Optional cannot be told.",
        taken="Required" if taken else "Optional",
        places=places_of(one),
        choices=(
            Choice("required", "Required", (Change((*path, "required"), True), *core)),
            Choice("optional", "Optional", (Change((*path, "required"), False), *optional)),
        ),
        taken_key="required" if taken else "optional",
        part=path,
    )


def required_of(detail: Printed | None, kind: Kind) -> bool | None:
    """The mark; one that stands in no column is taken to say what the competency is besides."""
    if detail is None:
        return None
    return kind is Kind.CORE if detail.unclear and detail.required is None else detail.required


def _wording(one: Pair, title: str, context: Context) -> Iterator[Finding]:
    if one.schedule is None or one.detail is None:
        return
    first, second = one.schedule.title.text[:LONGEST], one.detail.title.text[:LONGEST]
    if same(first, second) or not first or not second or is_illegible(first + second):
        return
    path = _path(one, context)
    sure = one.score >= LIKELY
    choices = [
        Choice("schedule", first, (Change((*path, "title"), first),)),
        Choice("detail", second, (Change((*path, "title"), second),)),
    ]
    if not sure:
        apart = (
            Change((*path, "title"), first),
            Change((*context.path, "competencies", context.spare), _new(second, context)),
        )
        choices.append(Choice("apart", f"They are two competencies, {one.code} and {context.spare}", apart))
    yield Finding(
        id=f"{one.code} wording",
        weight=Weight.NOTE if sure else Weight.QUESTION,
        about=one.code,
        says="The schedule and the detail page word it differently."
        + ("" if sure else " They may be two competencies."),
        taken=title,
        places=places_of(one),
        choices=tuple(choices),
        taken_key="schedule" if title == first else "detail",
        part=path,
    )


def _new(title: str, context: Context) -> dict[str, str]:
    return {"code": context.spare, "title": title, "kind": context.kind.value}


def _joined(one: Pair, title: str, context: Context) -> Iterator[Finding]:
    part = one.either
    opening = part.title.opening[:LONGEST]
    if not opening or part.title.text[:LONGEST] != title or (one.schedule and one.detail and one.score == 100.0):
        return
    path = _path(one, context)
    yield Finding(
        id=f"{one.code} lines",
        weight=Weight.NOTE,
        about=one.code,
        says="Its title was put together from several lines.",
        taken=title,
        places=(place(part.title.first, part.title.last),),
        choices=(
            Choice("all", title, (Change((*path, "title"), title),)),
            Choice("first", opening, (Change((*path, "title"), opening),)),
        ),
        taken_key="all",
        part=path,
    )


def _one_sided(one: Pair, context: Context) -> Iterator[Finding]:
    path = _path(one, context)
    weight, id_, says = Weight.NOTE, "", ""
    if one.repeats:
        weight, id_ = Weight.QUESTION, "code"
        says = f"The detail pages give the code {one.repeats} twice; this is the second."
    elif one.schedule is not None and one.schedule.after_gap and one.detail is None:
        weight, id_ = Weight.QUESTION, "schedule only"
        says = "It stands below an illegible passage of the schedule, so it may belong to another job function."
    elif one.detail is None and context.has_detail:
        id_, says = "schedule only", "It stands in the schedule only: no detail page gives its level and its mark."
    elif one.schedule is None and context.has_schedule:
        id_, says = "detail only", "It stands in the detail pages only, not in the schedule."
    if not id_:
        return
    yield Finding(
        id=f"{one.code} {id_}",
        weight=weight,
        about=one.code,
        says=says,
        taken=f"Kept as {one.code}",
        places=places_of(one),
        choices=(
            Choice("keep", f"Keep it as {one.code}"),
            Choice("leave out", "Leave it out", (Change(path, REMOVED),)),
        ),
        taken_key="keep",
        part=path,
    )


def of_titles(parts: list[tuple[str, PrintedFunction]], taken: str, path: Path) -> Iterator[Finding]:
    """`parts` are where a job function is printed, in words, and what is printed there."""
    number = path[-1]
    worded: dict[str, str] = {}
    for where, part in parts:
        title = part.title.text[:LONGEST]
        if title and not is_illegible(title) and not any(same(title, one) for one in worded.values()):
            worded[where] = title
    if len(worded) > 1:
        yield Finding(
            id=f"{number} wording",
            weight=Weight.NOTE,
            about=f"Job function {number}",
            says=f"Its title is worded differently in the {' and the '.join(worded)}.",
            taken=taken,
            places=tuple(place(part.title.first, part.title.last) for _, part in parts),
            choices=tuple(Choice(where, one, (Change((*path, "title"), one),)) for where, one in worded.items()),
            taken_key=next((where for where, one in worded.items() if one == taken), ""),
            part=path,
        )
