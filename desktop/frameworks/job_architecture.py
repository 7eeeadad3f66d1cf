"""A job architecture: categories of job families, and in each the positions by level."""

from typing import Literal, Self

from pydantic import model_validator

from desktop.frameworks.document import Code, Line, Origin, Part, Text


class JobLevel(Part):
    """A level of responsibility, such as 3, "Senior"; `description` in the words of the source."""

    level: Code
    title: Line
    description: Text = ""


class Position(Part):
    """One job of a family; `level` is empty where the source gives none, as for executives."""

    code: Code
    title: Line
    level: Text = ""
    origin: Origin | None = None


class JobFamily(Part):
    code: Code
    title: Line
    description: Text = ""
    positions: tuple[Position, ...] = ()

    def next_up(self, position: str) -> Position | None:
        """The position one step above the one with this code; None at the top. Levels are compared as numbers
        where they are, so a step that the family does not have is skipped."""
        here = next((one for one in self.positions if one.code == position), None)
        if here is None or not here.level:
            return None
        above = [one for one in self.positions if _rank(one.level) > _rank(here.level)]
        return min(above, key=lambda one: _rank(one.level), default=None)


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
        seen: set[str] = set()
        for code in self._codes():
            if code in seen:
                raise ValueError(f"code {code} stands twice")
            seen.add(code)
        return self

    def _codes(self) -> list[str]:
        found: list[str] = []
        for category in self.categories:
            found += [one.code for one in category.executives]
            for family in category.families:
                found += [one.code for one in family.positions]
        return found


def _rank(level: str) -> tuple[int, str]:
    return (int(level), "") if level.isdecimal() else (-1, level)
