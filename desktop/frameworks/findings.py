"""What a reader found in a foreign document and was not sure of, and what can be answered to it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Path = tuple[str, ...]
"""The way to a part of the neutral form: field names, and in a list the number, code, id or level of the part,
else its position from 0. ("job_functions", "4", "competencies", "4f", "kind")."""


class Weight(StrEnum):
    """An error stops saving, a question stops adoption, a note stops nothing."""

    ERROR = "error"
    QUESTION = "question"
    NOTE = "note"


class Entry(StrEnum):
    """What may be typed as an answer."""

    TEXT = "text"
    WHOLE = "whole number"
    HOURS = "hours"
    SPLIT = "split"
    """How many of the unplaced paragraphs of a competency go to each level, lowest first: "1 2 1". One number
    more comes before them for a definition: "1 1 2 1"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the source says something: `words` such as "line 327", "sheet Skills, cell B7" or
    "CFItems, item 4". `first` to `last` are lines of `Source.lines`, from 1, 0 where the place is none of them;
    then `excerpt` is the text to show."""

    words: str
    first: int = 0
    last: int = 0
    excerpt: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One value in the neutral form, as its JSON has it. A whole part may be set, None clears a field, and
    `REMOVED` takes the part out of its list."""

    path: Path
    value: Any


REMOVED = "\0removed"


@dataclass(frozen=True, slots=True)
class Choice:
    """One reading of the source: `key` is short and lasts ("core"), `words` say what would be taken,
    `changes` make the framework so."""

    key: str
    words: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """`id` is the same whenever the same file is read ("4f kind"). `about` is the code, number or field that it
    concerns, as the coordinator would name it. `says` is what the source says, in a sentence; `taken` what the
    framework holds until it is answered. An answer is one of `choices`, or typed text of the kind `entry` that
    is set at `path`. `taken_key` is the choice that is already in the framework, empty where none is.
    """

    id: str
    weight: Weight
    about: str
    says: str
    taken: str = ""
    places: tuple[Place, ...] = ()
    choices: tuple[Choice, ...] = ()
    taken_key: str = ""
    entry: Entry | None = None
    path: Path = ()
    also: tuple[Path, ...] = ()
    """Where a typed answer is set as well, such as the title of the occupation beside that of the framework."""
    part: Path = ()
    """The part of the tree beside which it is shown; empty for the head of the framework."""

    @property
    def must_answer(self) -> bool:
        return self.weight is not Weight.NOTE

    @property
    def can_answer(self) -> bool:
        return bool(self.choices) or self.entry is not None


@dataclass(frozen=True, slots=True)
class Answer:
    """`finding` is the id; either `choice` is a key or `typed` a text."""

    finding: str
    choice: str = ""
    typed: str = ""
