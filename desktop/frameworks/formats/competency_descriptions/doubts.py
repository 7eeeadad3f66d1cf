"""What is not sure about competency descriptions, as findings."""

from collections.abc import Sequence

from desktop.frameworks.document import Competency
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Path, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions.heads import Head, place
from desktop.frameworks.formats.competency_descriptions.lines import Line
from desktop.frameworks.formats.competency_descriptions.text import LevelPart, joined


def note(id_: str, code: str, says: str, taken: str, lines: Sequence[Line], part: Path, *choices: Choice) -> Finding:
    key = choices[0].key if choices else ""
    return Finding(id_, Weight.NOTE, code, says, taken, (place(lines),), choices, key, part=part)


def two_headings(code: str, path: Path, first: Head, second: Head) -> Finding:
    return Finding(
        id=f"{code} title",
        weight=Weight.QUESTION,
        about=code,
        says=f"“{first.title}” and “{second.title}” stand above the levels, and both look like a heading.",
        taken=f"“{second.title}” is the definition",
        places=(place([*first.heading, *second.heading]),),
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


def untitled(code: str, path: Path, title: str, lines: Sequence[Line]) -> Finding:
    return Finding(
        id=f"{code} title",
        weight=Weight.ERROR,
        about=code,
        says="No heading stands above these levels.",
        taken=title,
        places=(place(lines),),
        entry=Entry.TEXT,
        path=(*path, "title"),
        part=path,
    )


def twice(code: str, word: str, level: LevelPart, path: Path, first: str) -> Finding:
    return note(
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


def goes_on(code: str, word: str, level: LevelPart, path: Path) -> Finding:
    before = joined([one.rest or one.text for one in level.lines if one.number < level.gap])
    return note(
        f"{code} {level.label} goes on",
        code,
        f"The text of {word} goes on below an empty line, indented.",
        "It is one text",
        [one for one in level.lines if one.number >= level.gap],
        path[:-2],
        Choice("one", "It is one text"),
        *([Choice("cut", "It ends at the empty line", (Change((*path, "text"), before),))] if before else []),
    )


def cut_off(code: str, word: str, level: LevelPart, path: Path, text: str, at_end: bool) -> Finding:
    return Finding(
        id=f"{code} {level.label} cut off",
        weight=Weight.QUESTION if at_end else Weight.NOTE,
        about=code,
        says=f"The text of {word} breaks off: “… {text[-60:]}”" + (", where the document ends." if at_end else "."),
        taken="As it stands",
        places=(place(level.lines[-1:]),),
        choices=(Choice("as it stands", "As it stands"),),
        taken_key="as it stands",
        entry=Entry.TEXT,
        path=(*path, "text"),
        part=path[:-2],
    )


def stray(code: str, path: Path, one: Competency, level: tuple[str, str, int], head: Head) -> Finding:
    """Paragraphs between the last level, given by label, word and number, and the next heading."""
    label, word, number = level
    before = next((told.text for told in one.level_texts if told.level == number), "")
    whole = tidy.text(f"{before} {head.text}")
    change = Change((*path, "level_texts", str(number)), {"level": number, "text": whole})
    return Finding(
        id=f"{code} after {label}",
        weight=Weight.QUESTION,
        about=code,
        says=f"A text stands below the last level of “{one.title}” and above the next heading.",
        taken="Left out",
        places=(place(head.lines),),
        choices=(Choice("leave", "Left out"), Choice("join", f"It belongs to {word}", (change,))),
        taken_key="leave",
        part=path,
    )
