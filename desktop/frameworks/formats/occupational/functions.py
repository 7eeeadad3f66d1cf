"""The job functions of an occupational framework, each brought together from overview, schedule and details."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from desktop.codes import Kind
from desktop.frameworks.document import Competency, HourRange, Instruction, JobFunction
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.occupational import conflicts
from desktop.frameworks.formats.occupational.conflicts import Context
from desktop.frameworks.formats.occupational.merge import Pair, pair, spare_codes
from desktop.frameworks.formats.occupational.parts import PrintedFunction, Wording
from desktop.frameworks.formats.occupational.rows import LONGEST, hours_in_words, is_illegible, place

_KINDS = {Kind.CORE: "Core", Kind.OPTIONAL: "Optional"}
UNREADABLE = "[illegible]"


@dataclass(slots=True)
class Functions:
    """`says_kind` tells whether the document marks anything core or optional at all."""

    made: list[JobFunction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    says_kind: bool = False


@dataclass(slots=True)
class _Parts:
    overview: PrintedFunction | None = None
    schedule: PrintedFunction | None = None
    detail: PrintedFunction | None = None

    def named(self) -> list[tuple[str, PrintedFunction]]:
        """In the order in which they are believed."""
        parts = (("schedule", self.schedule), ("overview", self.overview), ("detail page", self.detail))
        return [(where, one) for where, one in parts if one is not None]


def make(
    overview: Sequence[PrintedFunction], schedule: Sequence[PrintedFunction], detail: Sequence[PrintedFunction]
) -> Functions:
    parts: dict[str, _Parts] = {}
    for name, printed in (("overview", overview), ("schedule", schedule), ("detail", detail)):
        for one in printed:
            here = parts.setdefault(one.number, _Parts())
            if getattr(here, name) is None:
                setattr(here, name, one)
    found = Functions()
    has = (any(one.items for one in schedule), any(one.items for one in detail))
    for number in sorted(parts, key=int):
        _add(found, number, parts[number], *has)
    by_kind = Choice("kinds", "Required where it is core, Optional where it is optional")
    found.findings = _as_one(found.findings, " mark", "marks", "Marks", 3, (by_kind,))
    found.findings = _as_one(found.findings, " hours", "hours", "Hours", 1)
    return found


def _as_one(
    findings: Sequence[Finding], ending: str, id_: str, about: str, most: int, before: tuple[Choice, ...] = ()
) -> list[Finding]:
    """One question for those that the same loss raises in a whole table, where there are more than `most`."""
    alike = [one for one in findings if one.must_answer and one.id.endswith(ending)]
    if len(alike) <= most:
        return list(findings)
    each = {choice.key: choice.words for one in alike for choice in one.choices}
    changes = {key: tuple(it for one in alike for c in one.choices if c.key == key for it in c.changes) for key in each}
    first = before[0] if before else Choice(alike[0].taken_key, alike[0].taken)
    says = "The columns of the table were lost: " + alike[0].says[:1].lower() + alike[0].says[1:]
    whole = Finding(
        id=id_,
        weight=Weight.QUESTION,
        about=about,
        says=f"{says} So it is for {', '.join(one.about for one in alike[:30])}.",
        taken=first.words,
        places=tuple(one.places[-1] for one in alike[:30] if one.places),
        choices=(*before, *(Choice(key, f"{words}, all of them", changes[key]) for key, words in each.items())),
        taken_key=first.key,
    )
    return [*(one for one in findings if one not in alike), whole]


def _add(found: Functions, number: str, parts: _Parts, has_schedule: bool, has_detail: bool) -> None:
    path: Path = ("job_functions", number)
    pairs = pair(number, parts.schedule, parts.detail)
    named = parts.named()
    title = next((one.title.text[:LONGEST] for _, one in named if _readable(one.title.text)), "")
    known = [one.kind for _, one in named if one.kind is not None]
    found.says_kind = found.says_kind or bool(known) or any(_says_kind(one) for one in pairs)
    kind = known[0] if known else _likely_kind(title, pairs)
    level = next((one.level for _, one in named if one.level), "")
    places = tuple(place(one.title.first, one.title.last) for _, one in named)
    found.places[path] = places
    contexts = [Context(path, kind, has_schedule, has_detail, spare) for spare in spare_codes(number, pairs)]
    competencies = tuple(_competency(found, one, context) for one, context in zip(pairs, contexts, strict=True))
    ojt, ri = _hours(found, parts, pairs, path, places)
    found.made.append(
        JobFunction(
            number=number,
            title=title,
            kind=kind,
            level=level,
            ojt=ojt,
            ri=ri,
            competencies=competencies,
            instruction=_instruction(found, parts.detail, path),
        )
    )
    found.findings += _of_function(found, number, parts, title, kind, pairs)
    found.findings += conflicts.of_titles(named, title, path)
    for one, made, context in zip(pairs, competencies, contexts, strict=True):
        found.findings += conflicts.of_competency(one, made.title, context)


def _readable(title: str) -> bool:
    return bool(title) and not is_illegible(title)


def _says_kind(one: Pair) -> bool:
    return any(part is not None and (part.kind or part.required is not None) for part in (one.schedule, one.detail))


def _likely_kind(title: str, pairs: Sequence[Pair]) -> Kind:
    """Of a function that nothing calls core or optional: a blank one is optional, and one of which all is so."""
    if not pairs:
        return Kind.CORE if title else Kind.OPTIONAL
    return Kind.OPTIONAL if all(conflicts.kind_of(one, Kind.CORE) is Kind.OPTIONAL for one in pairs) else Kind.CORE


def _competency(found: Functions, one: Pair, context: Context) -> Competency:
    wordings = [part.title.text[:LONGEST] for part in (one.schedule, one.detail) if part is not None]
    title = next((text for text in wordings if _readable(text)), UNREADABLE)
    kind = conflicts.kind_of(one, context.kind)
    detail, schedule = one.detail, one.schedule
    hours = hours_in_words(schedule.ojt, schedule.ri) if schedule is not None else ""
    path = (*context.path, "competencies", one.code)
    found.places[path] = conflicts.places_of(one)
    if detail is not None and detail.standards:
        found.places[(*path, "performance_standards")] = _spread(detail.standards)
    return Competency(
        code=one.code,
        title=title,
        kind=kind,
        level=detail.level if detail is not None else "",
        required=conflicts.required_of(detail, kind),
        performance_standards=_lines(detail.standards if detail is not None else []),
        description=hours,
    )


def _lines(texts: Sequence[Wording]) -> tuple[str, ...]:
    return tuple(one for text in texts if (one := text.text[:LONGEST].strip()))


def _spread(texts: Sequence[Wording]) -> tuple[Place, ...]:
    return (place(texts[0].first, texts[-1].last),)


def _instruction(found: Functions, detail: PrintedFunction | None, path: Path) -> Instruction:
    if detail is None:
        return Instruction()
    for name in ("scope", "skills", "knowledge", "tools"):
        texts: list[Wording] = getattr(detail, name)
        if texts:
            found.places[(*path, "instruction", name)] = _spread(texts)
    return Instruction(
        scope="\n".join(_lines(detail.scope))[:20_000],
        skills=_lines(detail.skills),
        knowledge=_lines(detail.knowledge),
        tools=_lines(detail.tools),
    )


def _hours(
    found: Functions, parts: _Parts, pairs: Sequence[Pair], path: Path, places: tuple[Place, ...]
) -> tuple[HourRange, HourRange]:
    """The hours beside the job function, else those of its competencies together."""
    schedule = parts.schedule
    made: list[HourRange] = []
    for name in ("ojt", "ri"):
        printed: HourRange | None = getattr(schedule, name) if schedule else None
        each = [hours for one in pairs if one.schedule and (hours := getattr(one.schedule, name)) is not None]
        total = sum(hours.required for hours in each)
        if printed is not None and each and printed.required != total:
            found.findings.append(_two_sums(name, printed, total, path, places))
        together = HourRange(minimum=total) if each and total <= 100_000 else HourRange()
        made.append(printed if printed is not None else together)
    if schedule is not None and schedule.unclear_hours and made[0].required:
        found.findings.append(_which_hours(made[0], path, places))
    return made[0], made[1]


def _two_sums(name: str, printed: HourRange, total: float, path: Path, places: tuple[Place, ...]) -> Finding:
    return Finding(
        id=f"{path[-1]} {name} hours",
        weight=Weight.NOTE,
        about=f"Job function {path[-1]}",
        says=f"It is printed with {printed.required:g} {name.upper()} hours; those of its competencies make {total:g}.",
        taken=f"{printed.required:g} hours",
        places=places,
        choices=(
            Choice("printed", f"{printed.required:g} hours"),
            Choice("sum", f"{total:g} hours", (Change((*path, name), {"minimum": total, "maximum": None}),)),
        ),
        taken_key="printed",
        part=path,
    )


def _which_hours(hours: HourRange, path: Path, places: tuple[Place, ...]) -> Finding:
    value, none = hours.model_dump(mode="json"), HourRange().model_dump(mode="json")
    return Finding(
        id=f"{path[-1]} hours",
        weight=Weight.QUESTION,
        about=f"Job function {path[-1]}",
        says=f"{hours.required:g} hours are printed, but whether under OJT or RI cannot be told.",
        taken="On-the-job training",
        places=places,
        choices=(
            Choice("OJT", "On-the-job training", (Change((*path, "ojt"), value), Change((*path, "ri"), none))),
            Choice("RI", "Related instruction", (Change((*path, "ri"), value), Change((*path, "ojt"), none))),
        ),
        taken_key="OJT",
        part=path,
    )


def _of_function(
    found: Functions, number: str, parts: _Parts, title: str, kind: Kind, pairs: Sequence[Pair]
) -> Iterator[Finding]:
    path: Path = ("job_functions", number)
    about, places = f"Job function {number}", found.places[path]
    if not title and pairs:
        yield Finding(
            id=f"{number} title",
            weight=Weight.ERROR,
            about=about,
            says="It has competencies, but its title cannot be read anywhere.",
            places=places,
            entry=Entry.TEXT,
            path=(*path, "title"),
            part=path,
        )
    yield from _kinds(parts, kind, pairs, path, places)
    yield from _levels(parts, pairs, path, places)
    if parts.schedule is not None and parts.schedule.renumbered:
        yield Finding(
            id=f"{number} number",
            weight=Weight.QUESTION,
            about=about,
            says=f"The schedule prints the number {parts.schedule.renumbered} twice; this is the second.",
            taken=f"Job function {number}",
            places=places,
            choices=(Choice("keep", f"It is job function {number}"),),
            taken_key="keep",
            part=path,
        )


def _kinds(
    parts: _Parts, kind: Kind, pairs: Sequence[Pair], path: Path, places: tuple[Place, ...]
) -> Iterator[Finding]:
    said = {where: one.kind for where, one in parts.named() if one.kind is not None}
    if len(set(said.values())) < 2:
        return

    def changes(one: Kind) -> tuple[Change, ...]:
        """With the competencies that nothing but their job function calls core or optional."""
        follow = (item for item in pairs if not any(part and part.kind for part in (item.schedule, item.detail)))
        kinds = (Change((*path, "competencies", it.code, "kind"), conflicts.kind_of(it, one).value) for it in follow)
        return (Change((*path, "kind"), one.value), *kinds)

    yield Finding(
        id=f"{path[-1]} kind",
        weight=Weight.QUESTION,
        about=f"Job function {path[-1]}",
        says="; ".join(f"the {where} says {_KINDS[one]}" for where, one in said.items()).capitalize() + ".",
        taken=_KINDS[kind],
        places=places,
        choices=tuple(Choice(one.value, _KINDS[one], changes(one)) for one in Kind),
        taken_key=kind.value,
        part=path,
    )


def _levels(parts: _Parts, pairs: Sequence[Pair], path: Path, places: tuple[Place, ...]) -> Iterator[Finding]:
    level = next((one.level for _, one in parts.named() if one.level), "")
    by_level: dict[str, list[str]] = {}
    for one in pairs:
        if one.detail is not None:
            by_level.setdefault(one.detail.level, []).append(one.code)
    others = {name: codes for name, codes in by_level.items() if name and name.casefold() != level.casefold()}
    if level and others:
        told = "; ".join(f"{', '.join(codes[:20])} {name}" for name, codes in others.items())
        yield Finding(
            id=f"{path[-1]} level",
            weight=Weight.NOTE,
            about=f"Job function {path[-1]}",
            says=f"The overview calls it {level}; the detail pages call {told}.",
            taken=level,
            places=places,
            choices=tuple(Choice(name, name, (Change((*path, "level"), name),)) for name in (level, *others)),
            taken_key=level,
            part=path,
        )
