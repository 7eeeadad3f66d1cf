"""Job number guides: categories, families and levelled positions.

The guide proper gives the jobs. The level definitions, the descriptions and the alphabetical list that follow say
most of it once more; wherever one says it otherwise, that is a finding, and the guide holds until it is answered.
"""

from dataclasses import dataclass, field
from typing import Final

from desktop.errors import KnownError
from desktop.frameworks.document import Origin
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Path, Place
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.job_guide import compare, descriptions
from desktop.frameworks.formats.job_guide import listing as job_guide_list
from desktop.frameworks.formats.job_guide import text as job_guide_text
from desktop.frameworks.formats.job_guide.compare import Findings
from desktop.frameworks.formats.job_guide.descriptions import Descriptions
from desktop.frameworks.formats.job_guide.parts import Entry, Family, Heading, Sections, place
from desktop.frameworks.job_architecture import JobArchitecture, JobCategory, JobFamily, JobLevel, Position
from desktop.frameworks.reading import Reading, Tally

NAME: Final = "job-guide"


def fits(opened: Opened) -> bool:
    if opened.form not in (Form.TEXT, Form.WORD, Form.PDF):
        return False
    try:
        return job_guide_text.looks_so(opened.lines)
    except KnownError:
        return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where there is no position in it."""
    sections = job_guide_text.read(opened.name, opened.lines)
    if not sections.families and not sections.executives:
        raise KnownError(
            f"{opened.name} holds no numbered positions, as a job number guide has.", "Choose another file."
        )
    found = Findings()
    described = descriptions.settle(sections, found)
    builder = _Builder(sections, described, found)
    jobs = builder.build()
    compare.compare(jobs, sections, found)
    job_guide_list.compare(jobs, sections.listed, sections.lines(), found)
    return Reading(
        format=NAME,
        jobs=jobs,
        findings=found.ordered(),
        tallies=_tallies(jobs, sections),
        passed=tuple(sorted(sections.passed, key=lambda one: one.place.first)),
        lines=opened.lines,
        places=builder.places,
    )


def _position(entry: Entry, description: str) -> Position:
    return Position(
        code=entry.code,
        title=entry.title,
        level=entry.level,
        description=description,
        origin=Origin(raw=entry.raw) if entry.raw else None,
    )


def _tallies(jobs: JobArchitecture, sections: Sections) -> tuple[Tally, ...]:
    printed = float(sections.declared[0]) if sections.declared else None
    families = [one for category in jobs.categories for one in category.families]
    return (
        Tally("positions", len(list(jobs.positions())), printed),
        Tally("positions of the list", len(sections.listed), printed if sections.listed else None),
        Tally("categories", len(jobs.categories)),
        Tally("families", len(families)),
        Tally("levelled positions", sum(len(one.positions) for one in families)),
        Tally("executives", sum(len(one.executives) for one in jobs.categories)),
        Tally("levels", len(jobs.levels)),
    )


@dataclass(slots=True)
class _Builder:
    """Puts the sections together; a code that stands twice is kept once."""

    sections: Sections
    described: Descriptions
    found: Findings
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    seen: dict[str, tuple[Path, Entry]] = field(default_factory=dict)

    def build(self) -> JobArchitecture:
        sections = self.sections
        families: dict[str, list[Family]] = {}
        for family in sections.families.values():
            families.setdefault(family.category, []).append(family)
        executives: dict[str, list[Entry]] = {}
        for code, entry in sections.executives:
            executives.setdefault(code, []).append(entry)
        title = sections.title or "Job architecture"
        if not sections.title:
            self.found.no_title(title)
        if sections.running:
            self.found.running_head(sections.running)
        return JobArchitecture(
            key=tidy.slug(title, "job-architecture", 40),
            title=title,
            source=sections.running,
            levels=self._levels(),
            categories=tuple(
                self._category(heading, families.get(code, []), executives.get(code, []))
                for code, heading in sections.categories.items()
            ),
        )

    def _category(self, heading: Heading, families: list[Family], executives: list[Entry]) -> JobCategory:
        path = ("categories", heading.code)
        self.places[path] = (place(heading.line),)
        return JobCategory(
            code=heading.code,
            title=heading.title or self.described.category_title(heading.code) or f"Category {heading.code}",
            families=tuple(self._family(one) for one in families),
            executives=self._positions((*path, "executives"), executives, led=True),
        )

    def _family(self, family: Family) -> JobFamily:
        path = ("categories", family.category, "families", family.code)
        title = self.described.family_title(family)
        if not title:
            self.found.no_family_title(path, family)
        lines = [line for line, text in family.headings if text in title] or [family.entries[0].line]
        self.places[path] = (place(lines[0], lines[-1]), *self.described.places(family.code))
        return JobFamily(
            code=family.code,
            title=title or f"Family {family.code}",
            description=self.described.text(family.code),
            positions=self._positions((*path, "positions"), family.entries, led=False),
        )

    def _positions(self, path: Path, entries: list[Entry], led: bool) -> tuple[Position, ...]:
        """`led` are the executives: they have no level, and a description of their own."""
        kept: list[Position] = []
        for entry in entries:
            here = (*path, entry.code)
            if entry.code in self.seen:
                self.found.twice(*self.seen[entry.code], entry)
                continue
            self.seen[entry.code] = (here, entry)
            self.places[here] = (place(entry.line), *self.described.places(entry.code))
            if not led and not entry.level:
                self.found.no_level(here, entry)
            own = self.described.text(entry.code) if led or entry.level else ""
            kept.append(_position(entry, own))
        return tuple(kept)

    def _levels(self) -> tuple[JobLevel, ...]:
        kept: dict[str, JobLevel] = {}
        for one in self.sections.levels:
            if one.level in kept:
                self.found.level_twice(one)
                continue
            self.places["levels", one.level] = (place(one.line),)
            told = "\n".join(f"{head}: {text}" if head else text for head, text in one.texts)
            title = one.title or f"Level {one.level}"
            kept[one.level] = JobLevel(level=one.level, title=title, description=tidy.text(told))
        return tuple(kept.values())
