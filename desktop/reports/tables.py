"""Tables of a paper: the head repeats, a row never splits unless it is taller than a page."""

from collections.abc import Iterator
from typing import Any

from reportlab.platypus import Flowable, Paragraph
from reportlab.platypus import Table as _Table

from desktop.reports import style
from desktop.reports.content import Cell, Column, Fact, Facts, Row, Table
from desktop.reports.fonts import font, text
from desktop.reports.parts import Hatch, Ruled, Ticks
from desktop.reports.pieces import broken, pieces, texts

TALL = 560.0
"""Points of free height from which a row that still does not fit must be split."""
_PAD = 2.6
_BLANK_HEIGHT = 20.0
_LONG_VALUE = 500
"""Letters of a value from which it may need more than one line of facts."""
_PROSE = 250
"""Letters from which a value is not in bold, which would be heavy to read."""
_LABEL_SHARES = (0.19, 0.35, 0.13, 0.33)


class Rows(_Table):  # type: ignore[misc]
    """Splits between rows; inside a row only where a whole page is too short for it."""

    def least_height(self, width: float) -> float:
        """The height of the head with the first rows, which must follow a heading on its page."""
        self.wrap(width, TALL)
        return float(sum(self._rowHeights[: 3 if len(self._rowHeights) > 3 else None]))

    def split(self, width: float, height: float) -> list[Flowable]:
        found: list[Flowable] = super().split(width, height)
        if found or height < TALL:
            return found
        self._nosplitCmds: list[Any] = []
        found = super().split(width, height)
        if not found:
            self.splitInRow = 1
            found = super().split(width, height)
            for one in found:
                one.splitInRow = 0
        return found


def grid(table: Table, room: float, foot: list[Flowable]) -> Rows:
    """A table with lines, as wide as `room`; `foot` stands in a last row without lines."""
    total = sum(column.share for column in table.columns)
    widths = [room * column.share / total for column in table.columns]
    head_style = [style.paragraph_style("small", "SemiBold", _head_align(one)) for one in table.columns]
    data: list[list[Any]] = [
        [Paragraph(text(one.title), look) for one, look in zip(table.columns, head_style, strict=True)]
    ]
    rows = [piece for one in table.rows for piece in pieces(one, widths)]
    data += [_cells(one, table.columns, widths) for one in rows]
    heights: list[float | None] = [None, *(_height(one) for one in rows)]
    commands = [*_base_commands(len(rows)), *_row_commands(rows)]
    if foot:
        data.append([foot, *("" for _ in table.columns[1:])])
        heights.append(None)
        commands += _foot_commands(len(data) - 1, len(rows))
    return Rows(data, colWidths=widths, rowHeights=heights, minRowHeights=None, repeatRows=1, style=commands)


def _head_align(column: Column) -> Any:
    return "start" if column.align == "start" else column.align


def _height(row: Row) -> float | None:
    return _BLANK_HEIGHT if row.kind == "blank" and not any(one.ruled for one in row.cells) else None


def _base_commands(last: int) -> list[tuple[Any, ...]]:
    return [
        ("FONT", (0, 0), (-1, -1), font("Regular"), style.BODY),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), style.PAD_SIDE),
        ("RIGHTPADDING", (0, 0), (-1, -1), style.PAD_SIDE),
        ("TOPPADDING", (0, 0), (-1, -1), _PAD),
        ("BOTTOMPADDING", (0, 0), (-1, -1), _PAD + 1),
        ("GRID", (0, 0), (-1, last), style.THIN, style.RULE),
        ("BACKGROUND", (0, 0), (-1, 0), style.HEAD_FILL),
        ("LINEABOVE", (0, 0), (-1, 0), style.STRONG_LINE, style.RULE),
    ]


def _row_commands(rows: list[Row]) -> list[tuple[Any, ...]]:
    last = len(rows)
    found: list[tuple[Any, ...]] = []
    if last > 2:
        found += [("NOSPLIT", (0, 1), (-1, 2)), ("NOSPLIT", (0, last - 1), (-1, last))]
    for at, one in enumerate(rows, start=1):
        if one.kind in ("group", "total"):
            found.append(("BACKGROUND", (0, at), (-1, at), style.GROUP_FILL))
            found.append(("LINEABOVE", (0, at), (-1, at), style.STRONG_LINE, style.BLACK))
        leads = at < last and one.kind != "sub" and rows[at].kind == "sub"
        if (one.kind in ("group", "part") and at < last) or leads:
            found.append(("NOSPLIT", (0, at), (-1, at + 1)))
        if any(cell.items for cell in one.cells):
            found.append(("VALIGN", (0, at), (-1, at), "TOP"))
        if one.merge is not None:
            found.append(("SPAN", (one.merge[0], at), (one.merge[1], at)))
    return found


def _foot_commands(at: int, rows: int) -> list[tuple[Any, ...]]:
    """The foot keeps the last two rows with it."""
    return [
        ("SPAN", (0, at), (-1, at)),
        ("LEFTPADDING", (0, at), (-1, at), 0),
        ("RIGHTPADDING", (0, at), (-1, at), 0),
        ("TOPPADDING", (0, at), (-1, at), 6),
        ("VALIGN", (0, at), (-1, at), "TOP"),
        ("NOSPLIT", (0, max(1, min(at - 2, rows))), (-1, at)),
    ]


def _cells(one: Row, columns: tuple[Column, ...], widths: list[float]) -> list[Any]:
    found: list[Any] = []
    for place, (cell, column) in enumerate(zip(one.cells, columns, strict=True)):
        merged = one.merge is not None and one.merge[0] <= place <= one.merge[1]
        room = sum(widths[place : one.merge[1] + 1]) if one.merge and merged else widths[place]
        found.append(_cell(cell, one, column, merged, room - 2 * style.PAD_SIDE))
    return found


def _cell(cell: Cell, one: Row, column: Column, merged: bool, room: float) -> Any:
    if not (cell.text or cell.items or cell.ruled):
        return ""
    is_strong = cell.strong or ((column.strong or one.kind in ("group", "total")) and not merged)
    look: style.Look = "small" if column.small or merged or one.kind == "sub" else "body"
    align = "centre" if merged and one.kind == "group" else column.align
    shape = style.paragraph_style(look, "SemiBold" if is_strong else "Regular", align)
    inside = text(broken(cell.text, room))
    paragraph = Paragraph(f"<strike>{inside}</strike>" if cell.struck else inside, shape)
    if cell.waits:
        return Hatch(paragraph)
    if not (cell.items or cell.ruled):
        return paragraph
    listed = style.paragraph_style("small", "Regular", "start", 8.0)
    items = [Paragraph(text(item), listed, bulletText="•") for item in cell.items]
    lines = [Ruled(cell.ruled)] if cell.ruled else []
    return [*([paragraph] if cell.text else []), *items, *lines]


def fact_table(block: Facts, room: float) -> Rows:
    """Labels and values in two pairs a line; a wide fact has a line of its own."""
    data: list[list[Any]] = []
    spans: list[tuple[Any, ...]] = []
    for one in (part for fact in block.facts for part in _fact_parts(fact, room)):
        pair: list[Any] = [_label(one), _value(one)]
        if one.is_wide:
            spans.append(("SPAN", (1, len(data)), (3, len(data))))
            data.append([*pair, "", ""])
        elif data and len(data[-1]) == 2:
            data[-1] += pair
        else:
            data.append(pair)
        if one.is_wide and len(data) > 1 and len(data[-2]) == 2:
            data[-2] += ["", ""]
    if data and len(data[-1]) == 2:
        data[-1] += ["", ""]
    widths = [room * share for share in _LABEL_SHARES]
    return Rows(data, colWidths=widths, style=[*_fact_commands(), *spans])


def _fact_parts(one: Fact, room: float) -> Iterator[Fact]:
    """The fact, or several lines of their own where its value would fill a page."""
    wide = room * (1 - _LABEL_SHARES[0])
    first, *others = list(texts(one.value, wide)) if len(one.value) > _LONG_VALUE else [one.value]
    yield Fact(one.label, first, one.ticks, one.is_wide or bool(others))
    for part in others:
        yield Fact("", part, is_wide=True)


def _label(one: Fact) -> Paragraph:
    return Paragraph(text(one.label), style.paragraph_style("body"))


def _value(one: Fact) -> Any:
    if one.ticks:
        return Ticks(one.ticks)
    if not one.value:
        return Ruled(1, style.BODY * style.LEADING)
    is_prose = len(one.value) > _PROSE
    return Paragraph(text(one.value), style.paragraph_style("body", "Regular" if is_prose else "SemiBold"))


def _fact_commands() -> list[tuple[Any, ...]]:
    return [
        ("FONT", (0, 0), (-1, -1), font("Regular"), style.BODY),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 8),
        ("TOPPADDING", (0, 0), (-1, -1), 1.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1.6),
        ("LINEABOVE", (0, 0), (-1, 0), style.THIN, style.RULE),
        ("LINEBELOW", (0, -1), (-1, -1), style.THIN, style.RULE),
    ]
