"""Which column of a sheet is what: found once, saved, and used again for sheets with the same headings."""

import hashlib
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened, Sheet
from desktop.frameworks.formats.sheet import cells as sheet_cells
from desktop.sheets import Cell

HEADING_ROWS = 30
"""Headings stand among so many first rows."""


class Role(StrEnum):
    """What a column holds. Hours are those of the job function, `MOST_HOURS` their maximum."""

    CODE = "code"
    TITLE = "title"
    DESCRIPTION = "description"
    GROUP = "job function"
    GROUP_NUMBER = "number of the job function"
    KIND = "core or optional"
    GRADE = "level of the competency"
    HOURS = "hours of the job function"
    MOST_HOURS = "maximum hours of the job function"


class Column(BaseModel):
    """`at` is the position of the column, from 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    role: Role
    at: Annotated[int, Field(ge=0, lt=200)]


class LevelColumn(BaseModel):
    """A column of texts that say what the level looks like."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    at: Annotated[int, Field(ge=0, lt=200)]
    level: Annotated[int, Field(ge=0, le=20)]
    word: Annotated[str, Field(min_length=1, max_length=2000)]


class Mapping(BaseModel):
    """`heading_row` is the number that the row of headings has on the screen; `levels` stand from the lowest up,
    their words as they are in the rating scale. `core_words` and `optional_words` are in small letters.
    `hours_repeat` tells that hours on each row of a job function are those of the function, None for not known.
    `fingerprint` is of the headings; where it is empty, `sheet` and `heading_row` alone tell where to read.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Literal[1] = 1
    sheet: str
    heading_row: Annotated[int, Field(ge=1)]
    columns: tuple[Column, ...]
    levels: tuple[LevelColumn, ...] = ()
    core_words: tuple[str, ...] = ()
    optional_words: tuple[str, ...] = ()
    hours_repeat: bool | None = None
    fingerprint: str = ""

    def at(self, role: Role) -> int | None:
        return next((one.at for one in self.columns if one.role is role), None)

    def suits(self, opened: Opened) -> bool:
        """Whether a sheet of the file has the headings that this mapping was made for."""
        try:
            return bool(self.fingerprint) and locate(opened, self) is not None
        except KnownError:
            return False


def sheets(opened: Opened) -> tuple[Sheet, ...]:
    """The tables of a workbook or text that have any rows."""
    if opened.form not in (Form.TEXT, Form.WORKBOOK):
        return ()
    return tuple(one for one in opened.sheets if one.rows)


def fingerprint(headings: Sequence[Cell]) -> str:
    """The same for headings that differ in case, blanks and punctuation only."""
    told = "\x1f".join(sheet_cells.fold(sheet_cells.text(one)) for one in headings)
    return hashlib.sha256(told.rstrip("\x1f").encode()).hexdigest()


def locate(opened: Opened, mapping: Mapping) -> tuple[Sheet, int] | None:
    """The sheet and the position in its rows of the row of headings; None where the file has no such headings."""
    for sheet, at in _candidates(opened, mapping):
        row, cells = sheet.rows[at]
        if mapping.fingerprint:
            if fingerprint(cells) == mapping.fingerprint:
                return sheet, at
        elif row == mapping.heading_row:
            return sheet, at
    return None


def _candidates(opened: Opened, mapping: Mapping) -> Iterator[tuple[Sheet, int]]:
    """Rows that may be the headings: those of the sheet of the same title first. The one table of a text has the
    file's name as its title, which may be another each time."""
    found = sorted(sheets(opened), key=lambda one: one.title != mapping.sheet)
    for sheet in found:
        if mapping.fingerprint or sheet.title == mapping.sheet or len(found) == 1:
            yield from ((sheet, at) for at in range(min(len(sheet.rows), HEADING_ROWS)))
