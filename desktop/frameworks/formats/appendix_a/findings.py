"""What an Appendix A leaves open or says twice, and its counts beside those that it prints."""

import re
from collections.abc import Iterator
from typing import Final

from desktop.codes import Approach, Kind
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.appendix_a.build import Draft, added, hours_taken, scale, wage_findings
from desktop.frameworks.formats.appendix_a.head import approaches
from desktop.frameworks.reading import Tally

_DAYS: Final = re.compile(r"[0-9]\)? (?:calendar |working |work )?days\b", re.IGNORECASE)
_SUFFIXES: Final = {"CB": Approach.COMPETENCY_BASED, "HY": Approach.HYBRID}


def findings(draft: Draft, framework: Framework) -> tuple[Finding, ...]:
    return (
        *_of_head(draft, framework),
        *_of_approach(draft, framework),
        *_of_training(draft, framework),
        *_of_instruction(draft, framework),
        *wage_findings(draft),
        *_of_competencies(draft, framework),
    )


def tallies(draft: Draft) -> tuple[Tally, ...]:
    processes, courses = draft.outline.processes, draft.courses
    found = [
        Tally("work processes", len(processes)),
        Tally("tasks or competencies", sum(len(one.tasks) for one in processes)),
    ]
    ojt, ri = draft.named_hours
    printed = draft.outline.total or ojt
    sums = _training_sum(draft, printed)
    if draft.outline.has_hours or printed:
        found += _hour_tallies("hours of work processes", sums, printed)
    found.append(Tally("courses", len(courses.courses)))
    for at, group in enumerate(courses.groups, start=1):
        told = added([one.hours for one in courses.courses if one.group == at and one.hours])
        if group.printed is not None:
            found.append(Tally(f"hours of {group.title[:80]}", told.maximum or 0, group.printed.maximum))
    total = added([one.hours for one in courses.courses if one.hours])
    return (*found, *_hour_tallies("hours of related instruction", total, courses.total or ri))


def _hour_tallies(what: str, found: HourRange, printed: HourRange | None) -> list[Tally]:
    low, high = found.minimum or 0, found.maximum or 0
    if low == high and (printed is None or printed.minimum == printed.maximum):
        return [Tally(what, high, printed.maximum if printed else None)]
    return [
        Tally(f"{what}, minimum", low, printed.minimum if printed else None),
        Tally(f"{what}, maximum", high, printed.maximum if printed else None),
    ]


def _training_sum(draft: Draft, printed: HourRange | None) -> HourRange:
    """Of all processes, or of the core ones where the printed total is theirs."""
    core = draft.sums(Kind.CORE)
    return core if printed is not None and _same(core, printed) else draft.sums()


def _same(one: HourRange, other: HourRange) -> bool:
    """Equal, or one figure of the one at an end of the other: "7,920 hours" for a range from there."""
    if other.minimum == other.maximum:
        return other.minimum in (one.minimum, one.maximum)
    return one == other or (one.minimum == one.maximum and one.minimum in (other.minimum, other.maximum))


def _of_head(draft: Draft, framework: Framework) -> Iterator[Finding]:
    if not draft.title:
        yield Finding(
            id="title",
            weight=Weight.ERROR,
            about="Occupation",
            says="The document names no occupation.",
            taken=framework.occupation.title,
            entry=Entry.TEXT,
            path=("occupation", "title"),
        )
    if framework.publisher == "Sponsor not named" or (
        not draft.facts.get("sponsor") and not draft.facts.get("framework")
    ):
        place = next((place for text, place in draft.cover if text == framework.publisher), None)
        says = "The form does not say who publishes it" + ("." if place is None else "; its cover names this one.")
        yield Finding(
            id="publisher",
            weight=Weight.NOTE,
            about="Publisher",
            says=says,
            taken=framework.publisher,
            places=(place,) if place else (),
            entry=Entry.TEXT,
            path=("publisher",),
        )
    probation = framework.probation
    if probation is not None and _DAYS.search(draft.facts.get("probation")[:2000]):
        yield Finding(
            id="probation",
            weight=Weight.NOTE,
            about="Probationary period",
            says="The form gives the probationary period in days, which are kept as weeks or months.",
            taken=f"{probation.length} {probation.unit}",
            places=_place(draft, "probation"),
        )
    if framework.term.expected is None:
        yield asking.term("The form gives no term in months or years.")


def _of_approach(draft: Draft, framework: Framework) -> Iterator[Finding]:
    taken, is_said = draft.approach
    if not is_said:
        chosen, _ = approaches(draft.facts.get("approach"))
        many = "The form marks more than one approach." if len(chosen) > 1 else "The form marks no approach."
        yield asking.approach(taken, f"{many} Its tables look {_LOOKS[taken]}.")
        return
    suffix = next((one for end, one in _SUFFIXES.items() if framework.occupation.rapids_code[4:6] == end), None)
    if suffix is not None and suffix is not taken:
        code = framework.occupation.rapids_code
        asked = asking.approach(taken, f"The form marks {taken}; its RAPIDS code {code} is one for {suffix}.")
        yield Finding(
            id=asked.id,
            weight=Weight.NOTE,
            about=asked.about,
            says=asked.says,
            taken=asked.taken,
            places=_place(draft, "rapids"),
            choices=asked.choices,
            taken_key=asked.taken_key,
        )


_LOOKS: Final = {
    Approach.TIME_BASED: "time-based",
    Approach.COMPETENCY_BASED: "competency-based",
    Approach.HYBRID: "hybrid",
}


def _place(draft: Draft, label: str) -> tuple[Place, ...]:
    place = draft.facts.places.get(label)
    return (place,) if place else ()


def _of_training(draft: Draft, framework: Framework) -> Iterator[Finding]:
    if not draft.outline.processes:
        yield Finding(
            id="work processes",
            weight=Weight.ERROR,
            about="On-the-job learning",
            says="No work process or competency was found in the outline of on-the-job learning.",
            taken="No job functions",
        )
        return
    needs_hours = framework.approach is not Approach.COMPETENCY_BASED
    named, _ = draft.named_hours
    if framework.ojt == HourRange():
        if needs_hours:
            yield asking.training_hours("The form gives no hours of on-the-job learning.")
        return
    readings = {"term": named, "total": draft.outline.total, "rows": draft.sums() if draft.outline.has_hours else None}
    if draft.outline.total and _same(draft.sums(Kind.CORE), draft.outline.total):
        readings["rows"] = None
    yield from _disagreement("OJT hours", "On-the-job learning", ("ojt",), readings, draft.outline.total_place)
    for process, function in zip(draft.outline.processes, framework.job_functions, strict=True):
        at = ("job_functions", function.number, "ojt")
        both = {"rows": process.hours, "total": process.subtotal}
        yield from _disagreement(f"{function.number} subtotal", function.number, at, both, process.place)
    if draft.outline.has_hours and needs_hours:
        for function in framework.job_functions:
            if function.ojt == HourRange():
                path: Path = ("job_functions", function.number)
                yield Finding(
                    id=f"{function.number} hours",
                    weight=Weight.NOTE,
                    about=function.number,
                    says="The form gives this work process no hours of its own.",
                    taken="No hours",
                    entry=Entry.HOURS,
                    path=(*path, "ojt", "minimum"),
                    part=path,
                )


_WORDS: Final = {
    "term": "{} h, as the head of the form says",
    "total": "{} h, as the total prints",
    "rows": "{} h, the sum of the rows",
}


def _disagreement(
    id_: str, about: str, path: Path, readings: dict[str, HourRange | None], place: Place | None
) -> Iterator[Finding]:
    """A question where two figures for the same hours differ."""
    known = {key: one for key, one in readings.items() if one is not None and one != HourRange()}
    first = next(iter(known.values()), None)
    if first is None or all(_same(one, other) for one in known.values() for other in known.values()):
        return
    told = {key: _WORDS[key].format(_span(one)) for key, one in known.items()}
    yield Finding(
        id=id_,
        weight=Weight.QUESTION,
        about=about,
        says="The form gives different hours: " + "; ".join(told.values()) + ".",
        taken=next(iter(told.values())),
        places=(place,) if place else (),
        choices=tuple(
            Choice(key, told[key], (Change(path, one.model_dump(mode="json")),)) for key, one in known.items()
        ),
        taken_key=next(iter(known)),
    )


def _span(hours: HourRange) -> str:
    ends = [f"{one:,.2f}".rstrip("0").rstrip(".") for one in (hours.minimum, hours.maximum) if one is not None]
    return " to ".join(dict.fromkeys(ends))


def _of_instruction(draft: Draft, framework: Framework) -> Iterator[Finding]:
    courses = draft.courses
    _, named = draft.named_hours
    rows = added([one.hours for one in courses.courses if one.hours])
    if hours_taken(draft)[1] == HourRange():
        yield asking.instruction_hours("The form gives no hours of related instruction.")
    readings = {"term": named, "total": courses.total, "rows": rows}
    yield from _disagreement("RI hours", "Related instruction", ("ri",), readings, courses.total_place)
    for at, group in enumerate(courses.groups, start=1):
        told = added([one.hours for one in courses.courses if one.group == at and one.hours])
        if group.printed is not None and not _same(told, group.printed):
            yield Finding(
                id=f"RI subtotal {at}",
                weight=Weight.NOTE,
                about=group.title[:120],
                says=f"The courses make {_span(told) or '0'} h, and the subtotal prints {_span(group.printed)} h.",
                taken="The hours of the courses",
                places=(group.printed_place,) if group.printed_place else (),
            )
    for number, one in enumerate(framework.courses):
        if one.hours == HourRange():
            yield Finding(
                id=f"course {one.code} hours",
                weight=Weight.NOTE,
                about=one.code,
                says="The form gives this course no hours.",
                taken="No hours",
                places=(courses.courses[number].place,),
                entry=Entry.HOURS,
                path=("courses", one.code, "hours", "minimum"),
                part=("courses", one.code),
            )


def _of_competencies(draft: Draft, framework: Framework) -> Iterator[Finding]:
    if not any(True for _ in framework.competencies()):
        return
    if framework.approach is Approach.TIME_BASED:
        yield Finding(
            id="tasks",
            weight=Weight.NOTE,
            about="Competencies",
            says="The tasks below each work process are what the apprentice does in its hours. They are taken as "
            "core competencies, which a time-based apprenticeship need not have signed.",
            taken="Tasks as core competencies",
        )
        return
    if not draft.outline.has_kinds and all(one.kind is None for p in draft.outline.processes for one in p.tasks):
        yield asking.kinds(framework, "The form does not say what is core and what is optional.")
    if scale(draft) is None:
        yield asking.completes_at(
            framework.rating_scale,
            "The form has each competency dated and initialled, and gives no rating scale.",
        )
