"""The framework that the parts of an Appendix A make."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from desktop.codes import Approach, Kind
from desktop.frameworks import asking
from desktop.frameworks.document import (
    Competency,
    Course,
    Fact,
    Framework,
    HourRange,
    JobFunction,
    Occupation,
    RatingLevel,
    RatingScale,
)
from desktop.frameworks.findings import Finding, Path, Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.appendix_a import wages as appendix_a_wages
from desktop.frameworks.formats.appendix_a.courses import Courses
from desktop.frameworks.formats.appendix_a.head import (
    Facts,
    approaches,
    onet_codes,
    printed_hours,
    probation,
    rapids_code,
    ratio,
    term,
)
from desktop.frameworks.formats.appendix_a.processes import Outline, Process
from desktop.frameworks.formats.appendix_a.rows import MOST_HOURS, letters, unique

Places = dict[Path, tuple[Place, ...]]


@dataclass
class Draft:
    """Everything told apart in the document, before it is a framework. `beside` are the paragraphs of the
    outline of on-the-job learning outside its tables."""

    name: str
    facts: Facts
    cover: Sequence[tuple[str, Place]]
    outline: Outline
    courses: Courses
    beside: Sequence[str]

    @property
    def title(self) -> str:
        """Empty where the document names no occupation."""
        found = tidy.line(next(iter(self.facts.texts.get("title", ())), ""))
        if not found and self.cover:
            found = self.cover[-1][0]
        return found

    @property
    def approach(self) -> tuple[Approach, bool]:
        """What the form marks, else what its tables look like; and whether the form says so."""
        chosen, _ = approaches(" ".join(self.facts.texts.get("approach", ())))
        if not chosen:
            # A sentence about the term may name it: "6,000 hours of employment (time-based)".
            chosen, _ = approaches(self.facts.get("term"))
        if len(chosen) == 1:
            return chosen[0], True
        if self.outline.has_range:
            return Approach.HYBRID, False
        return (Approach.TIME_BASED if self.outline.has_hours else Approach.COMPETENCY_BASED), False

    @property
    def named_hours(self) -> tuple[HourRange | None, HourRange | None]:
        """On the job and of instruction, as the sentences of the head name them."""
        months = term(self.facts.get("term")).expected or 0
        ojt, ri = printed_hours(self.facts.get("term"), months)
        own, _ = printed_hours(self.facts.get("ojt"))
        _, other = printed_hours("instruction " + self.facts.get("ri"), months)
        return ojt or own, ri or other

    def sums(self, kind: Kind | None = None) -> HourRange:
        """The hours of all work processes, or of those that are core."""
        told = [one.hours for one in self.outline.processes if kind is None or (one.kind or Kind.CORE) is kind]
        return added(told)


def added(ranges: Sequence[HourRange]) -> HourRange:
    """The sum of both ends; an end that a row leaves out is the other one of that row."""
    known = [one for one in ranges if one.minimum is not None or one.maximum is not None]
    if not known:
        return HourRange()
    low = sum(one.minimum if one.minimum is not None else one.maximum or 0 for one in known)
    high = sum(one.maximum if one.maximum is not None else one.minimum or 0 for one in known)
    return HourRange(minimum=min(low, MOST_HOURS), maximum=min(high, MOST_HOURS))


def framework_of(draft: Draft) -> tuple[Framework, Places]:
    """Whole and valid; ValidationError only where the neutral form allows less than is known here."""
    places: Places = {}
    told = draft.facts
    title = draft.title or tidy.line(PurePath(draft.name).stem) or "Occupation"
    approach, _ = draft.approach
    ojt, ri = hours_taken(draft)
    wages, _ = appendix_a_wages.schedule(told)
    version, publisher, own_title = _named_version(told)
    functions = _functions(draft, places)
    _place_head(draft, places)
    framework = Framework(
        key=tidy.slug(own_title or title, "appendix-a"),
        version=version,
        title=own_title or title,
        publisher=publisher or _publisher(draft) or "Sponsor not named",
        source="Appendix A, work process schedule and related instruction outline",
        facts=_levels(draft.courses),
        occupation=Occupation(
            title=title,
            job_titles=_job_titles(told.get("also")),
            onet_codes=onet_codes(told.get("onet")),
            rapids_code=rapids_code(told.get("rapids")),
        ),
        approach=approach,
        term=term(told.get("term")),
        ojt=ojt,
        ri=ri,
        probation=probation(told.get("probation")),
        ratio=ratio(told.get("ratio")),
        wages=wages,
        required_certifications=tidy.text(told.get("certifications")),
        selection=tidy.text("\n".join(told.texts.get("selection", ()))),
        job_functions=functions,
        courses=_courses(draft, places),
        rating_scale=scale(draft) or asking.SCALE,
    )
    return framework, places


def hours_taken(draft: Draft) -> tuple[HourRange, HourRange]:
    """The total that the outline prints, else the hours of the term, else the sum of the rows."""
    ojt, ri = draft.named_hours
    return (
        ojt or draft.outline.total or draft.sums(),
        ri or draft.courses.total or added([one.hours for one in draft.courses.courses if one.hours]),
    )


def wage_findings(draft: Draft) -> list[Finding]:
    return appendix_a_wages.schedule(draft.facts)[1]


_VERSION: Final = re.compile(r"^(.{1,400}), version ([^,]{1,40}), (.{1,400})$")


def _named_version(told: Facts) -> tuple[str, str, str]:
    """Version, publisher and title as a paper of this program prints them; "1" and nothing for others."""
    found = _VERSION.match(tidy.line(told.get("framework")))
    return (found[2].strip(), found[3].strip(), found[1].strip()) if found else ("1", "", "")


def _publisher(draft: Draft) -> str:
    named = tidy.line(next(iter(draft.facts.texts.get("sponsor", ())), ""))
    title = draft.title.casefold()
    return named or next((text for text, _ in draft.cover if text.casefold() != title), "")


def _job_titles(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (tidy.line(one) for one in text[:4000].split(","))))


def _place_head(draft: Draft, places: Places) -> None:
    for label, path in (
        ("title", ("occupation", "title")),
        ("onet", ("occupation", "onet_codes")),
        ("rapids", ("occupation", "rapids_code")),
        ("approach", ("approach",)),
        ("term", ("term",)),
        ("ratio", ("ratio",)),
        ("wages", ("wages",)),
        ("probation", ("probation",)),
        ("selection", ("selection",)),
        ("certifications", ("required_certifications",)),
    ):
        if label in draft.facts.places:
            places[path] = (draft.facts.places[label],)


def _functions(draft: Draft, places: Places) -> tuple[JobFunction, ...]:
    numbers: set[str] = set()
    codes: set[str] = set()
    found = []
    for at, process in enumerate(draft.outline.processes, start=1):
        number = unique(process.code or str(at), numbers)
        path: Path = ("job_functions", number)
        places[path] = (process.place,)
        competencies = _competencies(process, path, codes, places)
        optional = sum(one.kind is Kind.OPTIONAL for one in competencies)
        choose = process.choose if process.choose and process.choose <= optional else None
        found.append(
            JobFunction(
                number=number,
                title=process.title or f"Work process {number}",
                kind=process.kind or Kind.CORE,
                ojt=process.hours,
                choose=choose,
                competencies=competencies,
            )
        )
    return tuple(found)


def _competencies(process: Process, path: Path, codes: set[str], places: Places) -> tuple[Competency, ...]:
    found = []
    for at, task in enumerate(process.tasks):
        code = unique(task.code or f"{path[-1]}{letters(at)}", codes)
        places[*path, "competencies", code] = (task.place,)
        found.append(Competency(code=code, title=task.title, kind=task.kind or Kind.CORE))
    return tuple(found)


def _courses(draft: Draft, places: Places) -> tuple[Course, ...]:
    codes: set[str] = set()
    counts: dict[int, int] = {}
    found = []
    for one in draft.courses.courses:
        counts[one.group] = counts.get(one.group, 0) + 1
        made = f"{one.group}.{counts[one.group]}" if draft.courses.groups else str(counts[one.group])
        code = unique(one.code or made, codes)
        places["courses", code] = (one.place,)
        found.append(
            Course(
                code=code,
                title=one.title,
                hours=one.hours or HourRange(),
                provider=one.provider or tidy.line(draft.facts.get("provider")),
                objectives=one.objectives,
            )
        )
    return tuple(found)


def _levels(courses: Courses) -> tuple[Fact, ...]:
    """The levels or years that the form puts courses under: the neutral form has no place for them."""
    lines = []
    for at, group in enumerate(courses.groups, start=1):
        members = [one for one in courses.courses if one.group == at]
        total = added([one.hours for one in members if one.hours]).maximum or 0
        many = "1 course" if len(members) == 1 else f"{len(members)} courses"
        lines.append(f"{group.title[:200]}: {many}, {total:,.2f}".rstrip("0").rstrip(".") + " h")
    return (Fact(about="Related instruction by level", lines=tuple(lines)),) if lines else ()


_LEVEL: Final = re.compile(r"^([0-9]{1,2}) ([^,]{1,100}), (.{1,500})$")
_COMPLETES: Final = re.compile(r"complete at level ([0-9]{1,2})")


def scale(draft: Draft) -> RatingScale | None:
    """The rating scale that a paper of this program prints below its outline."""
    text = next((one for one in draft.outline.left if one.text.startswith("Rating scale")), None)
    rule = next((found for one in draft.beside for found in [_COMPLETES.search(one)] if found), None)
    if text is None or rule is None:
        return None
    parts = [_LEVEL.match(one.strip()) for one in text.text.removeprefix("Rating scale").split("   ")]
    # A paper prints the highest first.
    levels = sorted((int(one[1]), one[2], one[3]) for one in parts if one)
    numbers = [one for one, _, _ in levels]
    if len(levels) < 2 or numbers != sorted(set(numbers)) or max(numbers) > 20 or int(rule[1]) not in numbers:
        return None
    return RatingScale(
        levels=tuple(
            RatingLevel(level=one, word=word, meaning=meaning, needs_reason=meaning.startswith("say why"))
            for one, word, meaning in levels
        ),
        completes_at=int(rule[1]),
    )
