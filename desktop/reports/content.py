"""What stands on a paper, as plain data: every format is written from the same blocks."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from desktop.charts import Chart

Align = Literal["start", "centre", "end"]
RowKind = Literal["plain", "group", "part", "total", "blank", "sub"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. `items` stand as a list under the text, `ruled` is how many empty lines there are to write
    on; `waits` marks what is pending; `number` and `day` are what the text says, for sheets."""

    text: str = ""
    strong: bool = False
    struck: bool = False
    waits: bool = False
    items: tuple[str, ...] = ()
    ruled: int = 0
    number: float | None = None
    day: date | None = None

    @property
    def whole(self) -> str:
        """Text and items, one a line."""
        return "\n".join([*([self.text] if self.text else []), *(f"• {item}" for item in self.items)])


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the width as a share of the table's."""

    title: str
    share: float
    align: Align = "start"
    small: bool = False
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """`merge` names the first and last column of one cell that stands over several."""

    cells: tuple[Cell, ...]
    kind: RowKind = "plain"
    merge: tuple[int, int] | None = None


def row(*values: str | Cell, kind: RowKind = "plain", merge: tuple[int, int] | None = None) -> Row:
    cells = tuple(one if isinstance(one, Cell) else Cell(one) for one in values)
    return Row(cells, kind, merge)


@dataclass(frozen=True, slots=True)
class Title:
    """`under` leads over to the `subject`, what or whom the paper is about."""

    text: str
    under: str
    subject: str


@dataclass(frozen=True, slots=True)
class Draft:
    """Why the paper is a draft. The box in the head and the word behind the text stand with it."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value; an empty value is a line to write on. `ticks` are boxes with their words."""

    label: str
    value: str = ""
    ticks: tuple[tuple[str, bool], ...] = ()
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """Level 1 begins a section (and a sheet of a workbook), level 2 a part of it."""

    text: str
    level: Literal[1, 2] = 1
    starts_page: bool = False
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A paragraph; `lead` stands before it in bold."""

    text: str
    lead: str = ""
    small: bool = True


@dataclass(frozen=True, slots=True)
class Scale:
    """The rating scale: level, word and meaning, which may be empty."""

    levels: tuple[tuple[int, str, str], ...]

    @property
    def said(self) -> tuple[tuple[int, str], ...]:
        """Each level with its word and what it means."""
        return tuple((level, f"{word}, {meaning}" if meaning else word) for level, word, meaning in self.levels)


@dataclass(frozen=True, slots=True)
class Signatures:
    """Who signs, in words."""

    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """Charts side by side."""

    charts: tuple[Chart, ...]


Foot = Note | Scale | Signatures


@dataclass(frozen=True, slots=True)
class Table:
    """`foot` stands under the table and stays on the page of its last two rows."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    foot: tuple[Foot, ...] = ()


Block = Title | Draft | Facts | Heading | Note | Scale | Signatures | Picture | Table
