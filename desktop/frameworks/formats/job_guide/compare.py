"""Where a job number guide contradicts itself: its levels and descriptions beside its positions."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from desktop.frameworks.findings import REMOVED, Change, Choice, Entry, Finding, Path, Weight
from desktop.frameworks.formats.job_guide.codes import category_of
from desktop.frameworks.formats.job_guide.parts import Described, Family, Level, Sections, place
from desktop.frameworks.formats.job_guide.parts import Entry as Printed
from desktop.frameworks.job_architecture import JobArchitecture, Position

_ROMAN: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def same(one: str, other: str) -> bool:
    """Whether two titles are one, however they are spaced, capitalized or dashed."""
    return folded(one) == folded(other)


def folded(title: str) -> str:
    title = title.replace("’", "'").replace("–", "-").replace("—", "-")
    return "".join(title.casefold().split())


class Findings:
    """Findings about a guide; those whose answer renames or removes a part come last, so that the answers before
    still find their part."""

    def __init__(self) -> None:
        self._kept: dict[str, Finding] = {}

    def ordered(self) -> tuple[Finding, ...]:
        return tuple(sorted(self._kept.values(), key=_renames))

    def add(self, finding: Finding) -> None:
        self._kept.setdefault(finding.id, finding)

    def note(
        self, id_: str, about: str, says: str, taken: str, lines: Iterable[int], part: Path, *choices: Choice
    ) -> None:
        """`choices`: the first is what is taken."""
        key = choices[0].key if choices else ""
        places = tuple(place(line) for line in lines if line)
        self.add(Finding(id_, Weight.NOTE, about, says, taken, places, choices, key, part=part))

    def either(
        self, id_: str, about: str, says: str, taken: str, other: tuple[str, str], lines: Iterable[int], path: Path
    ) -> None:
        """The guide's text at `path` or another, given with its key."""
        choices = (Choice("guide", taken), Choice(other[0], other[1], (Change(path, other[1]),)))
        self.note(id_, about, says, taken, lines, path[:-1], *choices)

    def twice(self, path: Path, first: Printed, second: Printed) -> None:
        lines = (first.line, second.line)
        if same(first.title, second.title):
            self.note(
                f"{first.code} twice {second.line}", first.code, f"“{first.title}” stands twice.", "Once", lines, path
            )
            return
        says = f"{first.code} is “{first.title}” on line {first.line} and “{second.title}” on line {second.line}."
        choices = (
            Choice("first", first.title),
            Choice("second", second.title, (Change((*path, "title"), second.title),)),
        )
        id_ = f"{first.code} twice {second.line}"
        places = (place(first.line), place(second.line))
        self.add(Finding(id_, Weight.QUESTION, first.code, says, first.title, places, choices, "first", part=path))

    def no_level(self, path: Path, entry: Printed) -> None:
        self.add(
            Finding(
                id=f"{entry.code} level",
                weight=Weight.QUESTION,
                about=entry.code,
                says=f"“{entry.title}” stands in a family without a level.",
                taken="No level",
                places=(place(entry.line),),
                choices=(Choice("none", "It has no level"),),
                taken_key="none",
                entry=Entry.TEXT,
                path=(*path, "level"),
                part=path,
            )
        )

    def no_title(self, taken: str) -> None:
        self.add(
            Finding(
                id="title",
                weight=Weight.ERROR,
                about="Title",
                says="The document has no title above its first category.",
                taken=taken,
                entry=Entry.TEXT,
                path=("title",),
            )
        )

    def no_family_title(self, path: Path, family: Family) -> None:
        self.add(
            Finding(
                id=f"{family.code} title missing",
                weight=Weight.ERROR,
                about=family.code,
                says=f"No heading stands above the positions of family {family.code}, and none describes it.",
                taken=f"Family {family.code}",
                places=(place(family.entries[0].line),),
                entry=Entry.TEXT,
                path=(*path, "title"),
                part=path,
            )
        )

    def running_head(self, text: str) -> None:
        self.note(
            "source",
            "Source",
            f"“{text}” stands on several pages.",
            text,
            (),
            (),
            Choice("head", text),
            Choice("none", "It is not the source", (Change(("source",), ""),)),
        )

    def level_twice(self, level: Level) -> None:
        says = f"Level {level.level} is defined once more, as “{level.title}”."
        self.note(f"level {level.level} twice {level.line}", level.level, says, "The first", (level.line,), ())

    def described_twice(self, first: Described, second: Described) -> None:
        says = f"{first.code} is described twice."
        lines = (first.line, second.line)
        self.note(
            f"{first.code} described {second.line}", first.code, says, "Both texts, one after the other", lines, ()
        )


def _renames(finding: Finding) -> bool:
    changes = [change for choice in finding.choices for change in choice.changes]
    return any(change.path[-1] == "code" or change.value == REMOVED for change in changes)


def compare(jobs: JobArchitecture, sections: Sections, found: Findings) -> None:
    """The guide beside the descriptions and the level definitions."""
    _compare_categories(jobs, sections, found)
    _compare_described(jobs, sections, found)
    _compare_levels(jobs, sections, found)
    _compare_count(jobs, sections, found)


def _compare_count(jobs: JobArchitecture, sections: Sections, found: Findings) -> None:
    if sections.declared is None:
        return
    printed, line = sections.declared
    count = len(list(jobs.positions()))
    if printed != count:
        says = f"The document says that it has {printed:,} positions; {count:,} stand in the guide."
        found.note("positions counted", "Positions", says, f"The {count:,} that stand in the guide", (line,), ())


def _compare_categories(jobs: JobArchitecture, sections: Sections, found: Findings) -> None:
    told = {one.code: one for one in sections.described_categories}
    for category in jobs.categories:
        other = told.pop(category.code, None)
        line = sections.categories[category.code].line
        if other is not None and not same(other.title, category.title):
            path = ("categories", category.code, "title")
            says = f"The guide calls category {category.code} “{category.title}”, the descriptions “{other.title}”."
            found.either(
                f"category {category.code} title",
                category.code,
                says,
                category.title,
                ("descriptions", other.title),
                (line, other.line),
                path,
            )
    for code, other in told.items():
        says = f"Category {code}, “{other.title}”, has descriptions but is not in the guide."
        found.note(f"category {code} only described", code, says, "Left out", (other.line,), ())


def _compare_described(jobs: JobArchitecture, sections: Sections, found: Findings) -> None:
    told = {one.code: one for one in reversed(sections.described)}
    lines = sections.lines()
    known = set(lines)
    for category in jobs.categories:
        for position in category.executives:
            path = ("categories", category.code, "executives", position.code)
            _compare_heading(position.code, position.title, lines[position.code], path, told, found)
        for family in category.families:
            known.add(family.code)
            printed = sections.families[family.code]
            path = ("categories", category.code, "families", family.code)
            line = next((line for line, text in printed.headings if text in family.title), printed.entries[0].line)
            _compare_heading(family.code, family.title, line, path, told, found)
    categories = {one.code for one in jobs.categories}
    for code, one in told.items():
        if code not in known:
            _tell_only_described(categories, code, one, found)


def _compare_heading(code: str, title: str, line: int, path: Path, told: dict[str, Described], found: Findings) -> None:
    other = told.get(code)
    if other is not None and not same(other.title, title):
        says = f"The guide calls {code} “{title}”, its description “{other.title}”."
        chosen = ("description", other.title)
        found.either(f"{code} title in description", code, says, title, chosen, (line, other.line), (*path, "title"))
    if told and (other is None or not other.paragraphs):
        says = f"{code}, “{title}”, has no description."
        found.note(f"{code} description", code, says, "No description", (line,), path)


def _tell_only_described(categories: set[str], code: str, one: Described, found: Findings) -> None:
    category = category_of(code, categories)
    choices: tuple[Choice, ...] = ()
    if category:
        text = "\n\n".join(text for _, _, text in one.paragraphs)[:20_000]
        path = ("categories", category, "families", code)
        family = {"code": code, "title": one.title, "description": text}
        choices = (
            Choice("leave", "Left out"),
            Choice("add", f"A family “{one.title}” without positions", (Change(path, family),)),
        )
    says = f"{code}, “{one.title}”, is described but is not in the guide."
    found.note(f"{code} only described", code, says, "Left out", (one.line,), (), *choices)


def _compare_levels(jobs: JobArchitecture, sections: Sections, found: Findings) -> None:
    """The level of each position beside the definition of the level, and beside the numeral of its title."""
    lines = {entry.code: entry.line for family in sections.families.values() for entry in reversed(family.entries)}
    defined = {one.level: one for one in reversed(sections.levels)}
    placed = [
        (("categories", category.code, "families", family.code, "positions", position.code), position)
        for category in jobs.categories
        for family in category.families
        for position in family.positions
        if position.level
    ]
    usual = _usual_numerals(position for _, position in placed)
    undefined: dict[str, list[tuple[Position, Path]]] = {}
    for path, position in placed:
        line = lines[position.code]
        level = defined.get(position.level)
        if defined and level is None:
            undefined.setdefault(position.level, []).append((position, path))
        elif level is not None:
            _compare_word(path, position, line, level, found)
        numeral = _numeral(position.title)
        if numeral and usual[numeral] != position.level:
            says = (
                f"“{position.title}” is on level {position.level}; other titles in {numeral} are on {usual[numeral]}."
            )
            found.note(f"{position.code} numeral", position.code, says, "The level of the guide", (line,), path)
    for some in undefined.values():
        _tell_undefined(some, lines, found)


def _tell_undefined(some: Sequence[tuple[Position, Path]], lines: dict[str, int], found: Findings) -> None:
    """One finding for all positions on a level that has no definition."""
    first, path = some[0]
    says = f"{first.code}, “{first.title}”, is on level {first.level}, which is not defined."
    if len(some) > 1:
        codes = ", ".join(one.code for one, _ in some[:10]) + (" and more" if len(some) > 10 else "")
        says = f"{len(some)} positions are on level {first.level}, which is not defined: {codes}."
    where = [lines[one.code] for one, _ in some[:10]]
    found.note(f"{first.code} level", first.code, says, "The level of the guide", where, path)


def _compare_word(path: Path, position: Position, line: int, level: Level, found: Findings) -> None:
    """The word after the comma of a title, such as Lead, beside the title of its level, such as Principal Level."""
    stem, comma, word = position.title.rpartition(",")
    name = re.sub(r"\blevel$", "", level.title, flags=re.IGNORECASE).strip()
    if not comma or not name or set(re.findall(r"\w+", word.casefold())) & set(re.findall(r"\w+", name.casefold())):
        return
    says = f"{position.code} is “{position.title}”; level {level.level} is defined as “{level.title}”."
    found.either(
        f"{position.code} word of level",
        position.code,
        says,
        position.title,
        ("level", f"{stem}, {name}"),
        (line, level.line),
        (*path, "title"),
    )


def _usual_numerals(positions: Iterable[Position]) -> dict[str, str]:
    """By numeral, the level on which most titles that end in it stand."""
    counted: dict[str, Counter[str]] = {}
    for one in positions:
        numeral = _numeral(one.title)
        if numeral:
            counted.setdefault(numeral, Counter())[one.level] += 1
    return {numeral: levels.most_common(1)[0][0] for numeral, levels in counted.items()}


def _numeral(title: str) -> str:
    last = title.rpartition(" ")[2]
    return last if last in _ROMAN else ""
