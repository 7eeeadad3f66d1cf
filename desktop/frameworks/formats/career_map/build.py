"""One occupation of a career map as a framework, with what is open about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Approach, Kind
from desktop.frameworks import asking
from desktop.frameworks.document import (
    Competency,
    Framework,
    JobFunction,
    LevelText,
    Occupation,
    RatingLevel,
    RatingScale,
)
from desktop.frameworks.findings import REMOVED, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats.career_map import facts as career_map_facts
from desktop.frameworks.formats.career_map import findings as career_map_findings
from desktop.frameworks.formats.career_map import names
from desktop.frameworks.formats.career_map.facts import MOST_LINE, Told
from desktop.frameworks.formats.career_map.findings import FUNCTION, path_of
from desktop.frameworks.formats.career_map.front import Front
from desktop.frameworks.formats.career_map.levels import Placed
from desktop.frameworks.formats.career_map.names import Name
from desktop.frameworks.formats.career_map.pages import Occupation as Pages
from desktop.frameworks.formats.career_map.text import MOST_TEXT, label, place
from desktop.frameworks.reading import Found, Tally

UNNAMED: Final = "Publisher not named"


@dataclass(slots=True)
class Source:
    """One occupation as its pages have it."""

    pages: Pages
    name: Name
    key: str
    told: Told
    placed: Sequence[Placed]
    levels: Sequence[str]
    grid_title: str = "Occupational competencies"


@dataclass(slots=True)
class _Made:
    competencies: list[Competency] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)


def build(source: Source, front: Front) -> Found:
    scale = _scale(source.levels)
    made = _Made()
    made.findings += names.findings(source.pages, source.name)
    _head_places(source, front, made.places)
    _competencies(source, scale, made)
    framework = _framework(source, front, scale, made)
    count = len(made.competencies)
    for at, (_, section) in enumerate(source.told.facts):
        made.places[("facts", str(at))] = (place(section.first, section.last),)
        if career_map_facts.is_odd(section):
            count += 1
            made.findings.append(career_map_findings.of_section(section, at, f"{FUNCTION}.{count}"))
    made.findings += _questions(source, front, framework)
    # What takes a competency away is answered last, so that no other answer is about one that is gone.
    made.findings.sort(key=_takes_away)
    return Found(framework, tuple(made.findings), _tallies(source), made.places)


def _takes_away(finding: Finding) -> bool:
    return any(change.value == REMOVED for choice in finding.choices for change in choice.changes)


def _scale(levels: Sequence[str]) -> RatingScale:
    if not levels:
        return asking.SCALE
    rated = tuple(RatingLevel(level=at, word=label(word)) for at, word in enumerate(levels, start=1))
    return RatingScale(levels=rated, completes_at=len(rated))


def _framework(source: Source, front: Front, scale: RatingScale, made: _Made) -> Framework:
    title = source.name.title[:MOST_LINE]
    publisher = front.publisher[:MOST_LINE] or UNNAMED
    named = [one for one in (front.publisher, front.title) if one]
    return Framework(
        key=source.key,
        version="1",
        title=title,
        publisher=publisher,
        attribution=", ".join(named)[:MOST_TEXT],
        source=front.title[:MOST_TEXT],
        description=source.told.description,
        facts=tuple(fact for fact, _ in source.told.facts),
        occupation=Occupation(title=title, job_titles=source.told.job_titles),
        approach=Approach.COMPETENCY_BASED,
        required_certifications=source.told.required,
        job_functions=(
            JobFunction(
                number=FUNCTION, title=source.grid_title, kind=Kind.CORE, competencies=tuple(made.competencies)
            ),
        ),
        cross_cutting=tuple(one for one, _ in front.cross_cutting),
        rating_scale=scale,
    )


def _competencies(source: Source, scale: RatingScale, made: _Made) -> None:
    codes = {id(one.draft): f"{FUNCTION}.{at}" for at, one in enumerate(source.placed, start=1)}
    for placed in source.placed:
        code = codes[id(placed.draft)]
        one, is_cut = _competency(placed, code, scale)
        made.competencies.append(one)
        units = (place(unit.first, unit.last) for unit in placed.units or placed.open)
        made.places[path_of(code)] = tuple(dict.fromkeys((*placed.draft.places, *units)))
        made.findings += career_map_findings.of_competency(placed, one, scale, source.told.description)
        if is_cut:
            made.findings.append(_cut(one))
        shared = placed.draft.shared
        if shared is not None and shared.drafts[0] is placed.draft:
            together = [codes[id(draft)] for draft in shared.drafts]
            made.findings.append(career_map_findings.of_shared(shared.drafts, together, scale))


def _competency(placed: Placed, code: str, scale: RatingScale) -> tuple[Competency, bool]:
    """The competency, and whether a text of it is longer than the neutral form allows."""
    draft = placed.draft
    open_ = [unit.text for unit in placed.open]
    if draft.shared is not None and draft.shared.drafts[0] is draft:
        open_ += [unit.text for level in sorted(draft.shared.cells) for unit in draft.shared.cells[level]]
    texts = {scale.levels[level].level: text for level, text in sorted(placed.texts.items()) if text}
    longest = max(map(len, (placed.description, *texts.values(), *open_)), default=0)
    one = Competency(
        code=code,
        title=draft.title[:MOST_LINE],
        kind=Kind.CORE,
        description=placed.description[:MOST_TEXT],
        level_texts=tuple(LevelText(level=level, text=text[:MOST_TEXT]) for level, text in texts.items()),
        unplaced=tuple(text[:MOST_TEXT] for text in open_),
    )
    return one, longest > MOST_TEXT


def _cut(one: Competency) -> Finding:
    return Finding(
        id=f"{one.code} cut",
        weight=Weight.NOTE,
        about=one.code,
        says=f"A text of “{one.title}” is longer than {MOST_TEXT:,} letters.",
        taken=f"The first {MOST_TEXT:,} letters of it",
        part=path_of(one.code),
    )


def _head_places(source: Source, front: Front, places: dict[Path, tuple[Place, ...]]) -> None:
    pages, told = source.pages, source.told
    title = pages.titled
    places[()] = (place(title.first, title.last) if title else place(pages.first),)
    sections = {
        ("description",): told.described_in,
        ("occupation", "job_titles"): told.titles_in,
        ("required_certifications",): told.required_in if told.required else None,
    }
    for path, section in sections.items():
        if section is not None:
            places[path] = (place(section.first, section.last),)
    if source.placed:
        lines = [where for one in source.placed for where in one.draft.places]
        first = min(one.first for one in lines)
        places[("job_functions", FUNCTION)] = (place(first, max(one.last for one in lines)),)
    for at, (_, line) in enumerate(front.cross_cutting):
        places[("cross_cutting", str(at))] = (place(line),)


def _questions(source: Source, front: Front, framework: Framework) -> list[Finding]:
    found = list(_unread(source))
    if not front.publisher:
        found.append(_publisher())
    return [
        *found,
        asking.approach(Approach.COMPETENCY_BASED),
        asking.completes_at(framework.rating_scale),
        asking.kinds(framework),
        asking.term(),
        asking.training_hours(),
        asking.instruction_hours(),
    ]


def _unread(source: Source) -> Iterator[Finding]:
    where = (place(source.pages.first, source.pages.last),)
    if not source.placed:
        yield Finding(
            id="competencies",
            weight=Weight.ERROR,
            about="Competencies",
            says="No competency of this occupation could be read.",
            taken="A framework without competencies",
            places=where,
        )
    elif not source.levels:
        yield Finding(
            id="levels",
            weight=Weight.ERROR,
            about="Rating scale",
            says="Which headings name the levels cannot be told. Put three empty lines below each of them in the "
            "document, and read it again.",
            taken="Levels 0 to 4, from Not exposed to Competent",
            places=where,
        )


def _publisher() -> Finding:
    return Finding(
        id="publisher",
        weight=Weight.QUESTION,
        about="Publisher",
        says="The document does not say at its head who publishes it.",
        taken=UNNAMED,
        choices=(Choice("not named", UNNAMED),),
        taken_key="not named",
        entry=Entry.TEXT,
        path=("publisher",),
    )


def _tallies(source: Source) -> tuple[Tally, ...]:
    open_ = sum(bool(one.open) or one.draft.shared is not None for one in source.placed)
    return (
        Tally("Competencies", len(source.placed)),
        Tally("Competencies with texts for levels still to be placed", open_),
    )
