"""A job architecture: categories of job families, and in each the positions by level."""

import re
from collections.abc import Iterator
from typing import Final, Literal, Self

from pydantic import model_validator

from desktop.frameworks import json_text
from desktop.frameworks.document import Code, Line, Origin, Part, Text, refuse_repeats

MARK: Final = "categories"
"""The field by which a file of a job architecture is known."""


def read(text: str | bytes) -> "JobArchitecture":
    """The job architecture in `text`; KnownError, with the place in words, for anything else."""
    return json_text.read(JobArchitecture, text, "job architecture", MARK)


def write(architecture: "JobArchitecture") -> str:
    """The same text for the same job architecture, always; what stands at its default is left out, save `form`."""
    return json_text.write(architecture)


class JobLevel(Part):
    """A level of responsibility, such as 3, "Senior"; `description` in the words of the source."""

    level: Code
    title: Line
    description: Text = ""


class Position(Part):
    """One job of a family; `level` is empty where the source gives none, as for executives, who have a
    `description` of their own instead of their family's."""

    code: Code
    title: Line
    level: Text = ""
    description: Text = ""
    origin: Origin | None = None


class JobFamily(Part):
    code: Code
    title: Line
    description: Text = ""
    positions: tuple[Position, ...] = ()

    def next_up(self, position: str) -> Position | None:
        """The position one step above the one with this code; None at the top. A step that the family does not
        have is skipped; levels of another track (M beside P) are no step up."""
        here = next((one for one in self.positions if one.code == position), None)
        if here is None or not here.level:
            return None
        track, rank = _rank(here.level)
        above = [one for one in self.positions if _rank(one.level)[0] == track and _rank(one.level)[1] > rank]
        return min(above, key=lambda one: _rank(one.level)[1], default=None)


class JobCategory(Part):
    """`executives` are the positions that stand in no family."""

    code: Code
    title: Line
    families: tuple[JobFamily, ...] = ()
    executives: tuple[Position, ...] = ()


class JobArchitecture(Part):
    """`form` is the number of this JSON form."""

    form: Literal[1] = 1
    key: Code
    title: Line
    publisher: Text = ""
    attribution: Text = ""
    licence: Text = ""
    source: Text = ""
    levels: tuple[JobLevel, ...] = ()
    categories: tuple[JobCategory, ...] = ()

    @model_validator(mode="after")
    def _codes_name_one_thing(self) -> Self:
        for what, names in (
            ("code", self._codes()),
            ("level", [one.level for one in self.levels]),
            ("category", [one.code for one in self.categories]),
            ("job family", [one.code for category in self.categories for one in category.families]),
        ):
            refuse_repeats(what, names)
        return self

    def positions(self) -> Iterator[Position]:
        """Every position, executives included, in the order of the document."""
        for category in self.categories:
            yield from category.executives
            for family in category.families:
                yield from family.positions

    def _codes(self) -> list[str]:
        return [one.code for one in self.positions()]


def _rank(level: str) -> tuple[str, int]:
    """The track and the number in it: ("", 3) of "3", ("P", 2) of "P2"; a level without a number is a track alone."""
    number = re.search(r"[0-9]{1,6}$", level)
    return (level[: number.start()], int(number[0])) if number else (level, 0)
