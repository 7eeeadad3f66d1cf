"""The competencies of competency descriptions, put together, and what is not sure about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks.document import Competency, JobFunction, LevelText
from desktop.frameworks.findings import Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions import doubts
from desktop.frameworks.formats.competency_descriptions.heads import (
    Head,
    heads_of,
    is_definition,
    paragraph,
    place,
)
from desktop.frameworks.formats.competency_descriptions.lines import Line
from desktop.frameworks.formats.competency_descriptions.order import direction
from desktop.frameworks.formats.competency_descriptions.text import (
    MOST_COMPETENCIES,
    Group,
    LevelPart,
    Parsed,
    plain,
)
from desktop.frameworks.reading import Passed

_UNTITLED: Final = "Competency descriptions"
_FINISHED: Final = (".", "!", "?", ")", '"', "”", "’", "'", ":", ";", "…")


@dataclass(slots=True)
class Built:
    title: str = ""
    description: str = ""
    functions: list[JobFunction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    hints: list[tuple[Place, str]] = field(default_factory=list)
    meanings: dict[int, str] = field(default_factory=dict)
    """What the document says of each level once for all competencies."""


def build(parsed: Parsed) -> Built:
    return _Builder(parsed).build()


class _Builder:
    def __init__(self, parsed: Parsed) -> None:
        self.parsed = parsed
        self.built = Built()
        words = list(parsed.words)
        if direction(parsed) < 0:
            words.reverse()
        self.levels = {label: number for number, label in enumerate(words, start=1)}
        self.sections: list[tuple[str, list[Competency]]] = []
        self.heading: tuple[Line, ...] = ()
        self.count = 0
        self.said: set[str] = set()
        ended = [level.text.endswith(_FINISHED) for group in parsed.groups for level in group.levels]
        self.usually_ended = 2 * sum(ended) > len(ended)

    def build(self) -> Built:
        for position, group in enumerate(self.parsed.groups):
            heads = heads_of(group.block)
            if position == 0:
                heads = self._introduce(heads)
            elif heads and not heads[0].heading and len(heads) > 1:
                self._tell_stray(self.parsed.groups[position - 1].levels[-1], heads.pop(0))
            *before, own = heads or [Head((), ())]
            if before and not own.rest and own.heading and not before[-1].rest:
                own = self._doubtful(before.pop(), own)
            for head in before:
                self._section_or_bare(head)
            self._add(own, group)
        if self.parsed.after:
            self._after()
        for number, (title, competencies) in enumerate(self.sections, start=1):
            self.built.functions.append(
                JobFunction(number=str(number), title=title, kind=Kind.CORE, competencies=tuple(competencies))
            )
        self.built.functions = [one for one in self.built.functions if one.competencies] or self.built.functions
        for one in self.parsed.passed:
            self.built.passed.append(Passed(place([one]), one.text[:2000], "The head or foot of a page"))
        return self.built

    def _introduce(self, heads: list[Head]) -> list[Head]:
        """The title and what is said before the first competency; only its own head is given back."""
        if len(heads) < 2:
            self.built.title = _UNTITLED
            says = "There is no title above the first competency."
            self.built.findings.append(
                Finding("title", Weight.ERROR, "Title", says, _UNTITLED, entry=Entry.TEXT, path=("title",))
            )
            return heads
        first = heads[0]
        lines = [list(one) for one in first.rest]
        if first.heading:
            self.built.title = first.title
            self.built.places["title",] = (place(first.heading),)
        else:
            self.built.title = plain(paragraph(first.rest[0]))[:200] or _UNTITLED
            lines = lines[1:]
        own = heads[-2:] if not heads[-1].rest and len(heads) > 2 and not heads[-2].rest else heads[-1:]
        for head in heads[1 : len(heads) - len(own)]:
            lines += [list(head.heading), *map(list, head.rest)]
        self.built.description = tidy.text("\n".join(paragraph(one) for one in lines))
        for one in (line for part in lines for line in part):
            if "level" in one.text.casefold():
                self.built.hints.append((place([one]), tidy.line(one.text.lstrip("-–•* "), 250)))
        return own

    def _doubtful(self, first: Head, second: Head) -> Head:
        """Two headings, one above the other: the second is likelier a short definition."""
        code = self._next_code()
        path = self._path(code)
        self.built.findings.append(doubts.two_headings(code, path, first, second))
        return Head(first.heading, (second.heading,))

    def _next_code(self) -> str:
        if not self.sections:
            self.sections.append((self.built.title, []))
        return f"{len(self.sections)}.{len(self.sections[-1][1]) + 1}"

    def _path(self, code: str) -> Path:
        return ("job_functions", str(len(self.sections)), "competencies", code)

    def _section_or_bare(self, head: Head) -> None:
        """A heading alone begins a part of the document; one with a text is a competency without levels."""
        if head.rest or not head.heading:
            self._add(head, Group([]))
        elif self.sections and not self.sections[-1][1]:
            why = "It is a heading without anything under it."
            self.built.passed.append(Passed(place(self.heading), self.sections[-1][0], why))
            self.sections[-1] = (head.title, [])
        else:
            self.sections.append((head.title, []))
        if not head.rest and head.heading:
            self.heading = head.heading

    def _add(self, head: Head, group: Group) -> None:
        self.count += 1
        if self.count > MOST_COMPETENCIES:
            what = f"more than {MOST_COMPETENCIES:,} competencies, too many for a framework"
            raise KnownError(f"This document has {what}.", "Choose another file.")
        if head.is_scale and group.levels and not self.built.meanings:
            self.built.meanings = {self.levels[one.label]: tidy.line(one.text, 500) for one in group.levels}
            return
        if self._is_repeated(head, group):
            return
        code = self._next_code()
        path = self._path(code)
        title = head.title
        lines = [*head.lines, *(line for level in group.levels for line in level.lines)]
        self.built.places[path] = (place(lines),)
        if not title:
            title = f"Competency {code}"
            self.built.findings.append(doubts.untitled(code, path, title, lines))
        if not head.rest:
            self._note(f"{code} definition", code, f"“{title}” has no definition.", "None", lines[:1], path)
        one = Competency(
            code=code,
            title=title,
            kind=Kind.CORE,
            description=head.text,
            level_texts=self._level_texts(code, path, title, group, lines),
        )
        self.sections[-1][1].append(one)

    def _is_repeated(self, head: Head, group: Group) -> bool:
        """Whether the same competency stood earlier word for word, as on a page that was printed twice."""
        lines = [*head.lines, *(line for level in group.levels for line in level.lines)]
        said = "\n".join([head.title.casefold(), head.text, *(f"{one.label}: {one.text}" for one in group.levels)])
        if not head.title or not group.levels or said not in self.said:
            self.said.add(said)
            return False
        self.built.passed.append(Passed(place(lines), head.title, "The same competency stands further up."))
        return True

    def _note(
        self, id_: str, code: str, says: str, taken: str, lines: Sequence[Line], part: Path, *choices: Choice
    ) -> None:
        self.built.findings.append(doubts.note(id_, code, says, taken, lines, part, *choices))

    def _level_texts(
        self, code: str, path: Path, title: str, group: Group, lines: Sequence[Line]
    ) -> tuple[LevelText, ...]:
        kept: dict[int, str] = {}
        for level in group.levels:
            number, word, text = self.levels[level.label], self.parsed.words[level.label], level.text
            here = (*path, "level_texts", str(number))
            self.built.places[here] = (*self.built.places.get(here, ()), place(level.lines))
            if number in kept and text:
                self.built.findings.append(doubts.twice(code, word, level, here, kept[number]))
                text = tidy.text(f"{kept[number]}\n{text}")
            elif text:
                self._tell_doubts(code, word, level, here, text)
            if text:
                kept[number] = text
        for label, number in self.levels.items():
            if number not in kept:
                says = f"“{title}” has no text for {self.parsed.words[label]}."
                self._note(f"{code} {label} missing", code, says, "None", lines[-1:], path)
        numbers = [self.levels[level.label] for level in group.levels]
        if sorted(numbers) != numbers and sorted(numbers, reverse=True) != numbers:
            says = "Its levels stand in another order than elsewhere."
            self._note(f"{code} order", code, says, "The order of the others", lines, path)
        return tuple(LevelText(level=number, text=kept[number]) for number in sorted(kept))

    def _tell_doubts(self, code: str, word: str, level: LevelPart, path: Path, text: str) -> None:
        part = path[:-2]
        if level.gap:
            self.built.findings.append(doubts.goes_on(code, word, level, path))
        if len(text) >= tidy.TEXT:
            self._note(f"{code} {level.label} long", code, f"The text of {word} is too long.", "Cut", level.lines, part)
        at_end = level is self.parsed.groups[-1].levels[-1] and not self.parsed.after
        if not text.endswith(_FINISHED) and self.usually_ended:
            self.built.findings.append(doubts.cut_off(code, word, level, path, text, at_end))

    def _tell_stray(self, level: LevelPart, head: Head) -> None:
        """Paragraphs between the last level and the next heading."""
        code = f"{len(self.sections)}.{len(self.sections[-1][1])}"
        path = self._path(code)
        one = self.sections[-1][1][-1]
        if all(map(is_definition, head.rest)) and not one.description:
            # The definition comes below the levels here.
            self.sections[-1][1][-1] = one.model_copy(update={"description": head.text})
            missing = f"{code} definition"
            self.built.findings = [told for told in self.built.findings if told.id != missing]
            return
        told = (level.label, self.parsed.words[level.label], self.levels[level.label])
        self.built.findings.append(doubts.stray(code, path, one, told, head))
        self.built.passed.append(Passed(place(head.lines), head.text[:2000], "It stands under no heading."))

    def _after(self) -> None:
        last = self.parsed.groups[-1].levels
        if last and all(map(is_definition, self.parsed.after)):
            self._tell_stray(last[-1], Head((), tuple(map(tuple, self.parsed.after))))
            return
        lines = [line for paragraph in self.parsed.after for line in paragraph]
        says = "A text stands below the last level of the document."
        self._note("end", "End", says, "Left out", lines, ())
        text = tidy.text("\n".join(paragraph(one) for one in self.parsed.after), 2000)
        self.built.passed.append(Passed(place(lines), text, "It stands below the last level."))
