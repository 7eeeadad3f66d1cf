"""The competencies of competency descriptions, put together, and what is not sure about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks.document import Competency, JobFunction, LevelText
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions_order import direction
from desktop.frameworks.formats.competency_descriptions_text import (
    MOST_COMPETENCIES,
    Group,
    LevelPart,
    Line,
    Parsed,
    is_heading,
    joined,
    plain,
)
from desktop.frameworks.reading import Passed

_UNTITLED: Final = "Competency descriptions"
_FINISHED: Final = (".", "!", "?", ")", '"', "”", "’", "'", ":", ";", "…")


class Head(NamedTuple):
    """A heading (none where it is empty) with the paragraphs under it."""

    heading: tuple[Line, ...]
    rest: tuple[tuple[Line, ...], ...]

    @property
    def title(self) -> str:
        return plain(joined([one.text for one in self.heading]))

    @property
    def text(self) -> str:
        return tidy.text("\n\n".join(_paragraph(one) for one in self.rest))

    @property
    def lines(self) -> list[Line]:
        return [*self.heading, *(line for one in self.rest for line in one)]


@dataclass(slots=True)
class Built:
    title: str = ""
    description: str = ""
    functions: list[JobFunction] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    passed: list[Passed] = field(default_factory=list)
    places: dict[Path, tuple[Place, ...]] = field(default_factory=dict)
    hints: list[tuple[Place, str]] = field(default_factory=list)


def build(parsed: Parsed) -> Built:
    return _Builder(parsed).build()


def _paragraph(lines: Sequence[Line]) -> str:
    return joined([one.text for one in lines])


def _place(lines: Sequence[Line]) -> Place:
    first, last = lines[0].number, lines[-1].number
    return Place(f"line {first}" if first == last else f"lines {first} to {last}", first, last)


def _heads(block: Sequence[Sequence[Line]]) -> list[Head]:
    """The paragraphs by the heading that they stand under; what stands under none comes first."""
    heads: list[Head] = []
    for paragraph in block:
        first, rest = tuple(paragraph[:1]), tuple(paragraph[1:])
        if is_heading(paragraph):
            heads.append(Head(tuple(paragraph), ()))
        elif rest and len(first[0].text) < 60 and is_heading(first) and not rest[0].text[:1].islower():
            heads.append(Head(first, (rest,)))
        elif heads:
            heads[-1] = Head(heads[-1].heading, (*heads[-1].rest, tuple(paragraph)))
        else:
            heads.append(Head((), (tuple(paragraph),)))
    return heads


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
        ended = [level.text.endswith(_FINISHED) for group in parsed.groups for level in group.levels]
        self.usually_ended = 2 * sum(ended) > len(ended)

    def build(self) -> Built:
        for position, group in enumerate(self.parsed.groups):
            heads = _heads(group.block)
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
            self._tell_after()
        for number, (title, competencies) in enumerate(self.sections, start=1):
            self.built.functions.append(
                JobFunction(number=str(number), title=title, kind=Kind.CORE, competencies=tuple(competencies))
            )
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
            self.built.places["title",] = (_place(first.heading),)
        else:
            self.built.title = plain(_paragraph(first.rest[0]))[:200] or _UNTITLED
            lines = lines[1:]
        own = heads[-2:] if not heads[-1].rest and len(heads) > 2 and not heads[-2].rest else heads[-1:]
        for head in heads[1 : len(heads) - len(own)]:
            lines += [list(head.heading), *map(list, head.rest)]
        self.built.description = tidy.text("\n".join(_paragraph(one) for one in lines))
        for one in (line for paragraph in lines for line in paragraph):
            if "level" in one.text.casefold():
                self.built.hints.append((_place([one]), tidy.line(one.text.lstrip("-–•* "), 250)))
        return own

    def _doubtful(self, first: Head, second: Head) -> Head:
        """Two headings, one above the other: the second is likelier a short definition."""
        code = self._next_code()
        path = self._path(code)
        self.built.findings.append(
            Finding(
                id=f"{code} title",
                weight=Weight.QUESTION,
                about=code,
                says=f"“{first.title}” and “{second.title}” stand above the levels, and both look like a heading.",
                taken=f"“{second.title}” is the definition",
                places=(_place([*first.heading, *second.heading]),),
                choices=(
                    Choice("definition", f"“{second.title}” is the definition"),
                    Choice(
                        "title",
                        f"“{second.title}” is the title",
                        (Change((*path, "title"), second.title), Change((*path, "description"), "")),
                    ),
                ),
                taken_key="definition",
                part=path,
            )
        )
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
            self.built.passed.append(Passed(_place(self.heading), self.sections[-1][0], why))
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
        code = self._next_code()
        path = self._path(code)
        title = head.title
        lines = [*head.lines, *(line for level in group.levels for line in level.lines)]
        self.built.places[path] = (_place(lines),)
        if not title:
            title = f"Competency {code}"
            says = "No heading stands above these levels."
            self.built.findings.append(
                Finding(
                    id=f"{code} title",
                    weight=Weight.ERROR,
                    about=code,
                    says=says,
                    taken=title,
                    places=(_place(lines),),
                    entry=Entry.TEXT,
                    path=(*path, "title"),
                    part=path,
                )
            )
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

    def _note(
        self, id_: str, code: str, says: str, taken: str, lines: Sequence[Line], part: Path, *choices: Choice
    ) -> None:
        key = choices[0].key if choices else ""
        self.built.findings.append(
            Finding(id_, Weight.NOTE, code, says, taken, (_place(lines),), choices, key, part=part)
        )

    def _level_texts(
        self, code: str, path: Path, title: str, group: Group, lines: Sequence[Line]
    ) -> tuple[LevelText, ...]:
        kept: dict[int, str] = {}
        for level in group.levels:
            number, word, text = self.levels[level.label], self.parsed.words[level.label], level.text
            here = (*path, "level_texts", str(number))
            self.built.places[here] = (*self.built.places.get(here, ()), _place(level.lines))
            if number in kept and text:
                self._tell_repeat(code, word, level, here, kept[number])
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

    def _tell_repeat(self, code: str, word: str, level: LevelPart, path: Path, first: str) -> None:
        self._note(
            f"{code} {level.label} twice {level.lines[0].number}",
            code,
            f"{word} stands twice.",
            "Both texts, one after the other",
            level.lines,
            path[:-2],
            Choice("both", "Both texts, one after the other"),
            Choice("first", "The first text", (Change((*path, "text"), first),)),
            Choice("second", "The second text", (Change((*path, "text"), level.text),)),
        )

    def _tell_doubts(self, code: str, word: str, level: LevelPart, path: Path, text: str) -> None:
        part = path[:-2]
        if level.gap:
            before = joined([one.rest or one.text for one in level.lines if one.number < level.gap])
            self._note(
                f"{code} {level.label} goes on",
                code,
                f"The text of {word} goes on behind an empty line, indented.",
                "It is one text",
                [one for one in level.lines if one.number >= level.gap],
                part,
                Choice("one", "It is one text"),
                *([Choice("cut", "It ends at the empty line", (Change((*path, "text"), before),))] if before else []),
            )
        if len(text) >= tidy.TEXT:
            self._note(f"{code} {level.label} long", code, f"The text of {word} is too long.", "Cut", level.lines, part)
        at_end = level is self.parsed.groups[-1].levels[-1] and not self.parsed.after
        if not text.endswith(_FINISHED) and self.usually_ended:
            self.built.findings.append(
                Finding(
                    id=f"{code} {level.label} cut off",
                    weight=Weight.QUESTION if at_end else Weight.NOTE,
                    about=code,
                    says=f"The text of {word} breaks off: “… {text[-60:]}”"
                    + (", where the document ends." if at_end else "."),
                    taken="As it stands",
                    places=(_place(level.lines[-1:]),),
                    choices=(Choice("as it stands", "As it stands"),),
                    taken_key="as it stands",
                    entry=Entry.TEXT,
                    path=(*path, "text"),
                    part=part,
                )
            )

    def _tell_stray(self, level: LevelPart, head: Head) -> None:
        """Paragraphs between the last level and the next heading."""
        code = f"{len(self.sections)}.{len(self.sections[-1][1])}"
        path = self._path(code)
        one = self.sections[-1][1][-1]
        number = self.levels[level.label]
        before = next((told.text for told in one.level_texts if told.level == number), "")
        whole = tidy.text(f"{before} {head.text}")
        change = Change((*path, "level_texts", str(number)), {"level": number, "text": whole})
        self.built.findings.append(
            Finding(
                id=f"{code} after {level.label}",
                weight=Weight.QUESTION,
                about=code,
                says=f"A text stands behind the last level of “{one.title}” and above the next heading.",
                taken="Left out",
                places=(_place(head.lines),),
                choices=(
                    Choice("leave", "Left out"),
                    Choice("join", f"It belongs to {self.parsed.words[level.label]}", (change,)),
                ),
                taken_key="leave",
                part=path,
            )
        )
        self.built.passed.append(Passed(_place(head.lines), head.text[:2000], "It stands under no heading."))

    def _tell_after(self) -> None:
        lines = [line for paragraph in self.parsed.after for line in paragraph]
        says = "A text stands behind the last level of the document."
        self._note("end", "End", says, "Left out", lines, ())
        text = tidy.text("\n".join(_paragraph(one) for one in self.parsed.after), 2000)
        self.built.passed.append(Passed(_place(lines), text, "It stands behind the last level."))
