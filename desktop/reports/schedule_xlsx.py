"""The work process schedule as a workbook: a sheet for each section, the same rows and words."""

from pathlib import Path
from typing import Any

from openpyxl import Workbook

from desktop.reports import schedule, workbook
from desktop.reports.content import (
    Block,
    Cell,
    Column,
    Draft,
    Facts,
    Heading,
    Note,
    Picture,
    Row,
    Scale,
    Signatures,
    Table,
    Title,
)
from desktop.reports.page import Sheet
from desktop.reports.rows import SchedulePaper

_LETTERS = 112.0
"""The width of a sheet's columns together, in letters."""
_FIRST = "Schedule"
_FACT_WIDTHS = (26.0, 86.0)
_HIGHEST_FROZEN = 6


def write(paper: SchedulePaper, path: Path) -> None:
    """KnownError where the file cannot be written."""
    sheet = schedule.sheet(paper)
    book = workbook.new_workbook(sheet)
    for name, blocks in _by_sheet(schedule.blocks(paper)):
        _Writer(book, name, sheet, blocks).write()
    workbook.save(book, path)


def _by_sheet(blocks: tuple[Block, ...]) -> list[tuple[str, list[Block]]]:
    found: list[tuple[str, list[Block]]] = [(_FIRST, [])]
    for block in blocks:
        if isinstance(block, Heading) and block.sheet:
            found.append((block.sheet, []))
        found[-1][1].append(block)
    return found


class _Writer:
    """Writes blocks down one sheet."""

    def __init__(self, book: Workbook, name: str, about: Sheet, blocks: list[Block]) -> None:
        self.sheet: Any = workbook.add_sheet(book, name, about)
        self.blocks = blocks
        tables = [block for block in blocks if isinstance(block, Table) and not _is_lists(block)]
        widest = max(tables, key=lambda table: len(table.columns), default=None)
        self.widths = _widths(widest.columns) if widest else _FACT_WIDTHS
        self.has_one_table = len(tables) == 1
        self.at = 1

    def write(self) -> None:
        workbook.set_widths(self.sheet, self.widths)
        for block in self.blocks:
            self._block(block)

    def _block(self, block: Block) -> None:
        match block:
            case Title():
                self._line(block.text, font=workbook.TITLE)
                self._line(block.under)
                self._line(block.subject, font=workbook.SECTION)
            case Heading():
                self._line(block.text, font=workbook.SECTION if block.level == 1 else workbook.STRONG)
            case Facts():
                self._facts(block)
            case Table():
                self._lists(block) if _is_lists(block) else self._table(block)
                for one in block.foot:
                    self._block(one)
            case Draft():
                self._line(f"DRAFT {block.sentence}", font=workbook.STRONG)
            case Note():
                self._line(f"{block.lead}: {block.text}" if block.lead else block.text)
            case Scale():
                self._line("Rating scale", font=workbook.STRONG)
                for level, said in block.said:
                    self._line(f"{level} {said}")
            case Signatures():
                self._signatures(block)
            case Picture():
                pass

    def _line(self, text: str, **look: Any) -> None:
        """A text over all columns."""
        last = len(self.widths)
        cell = workbook.write_row(self.sheet, self.at, [text], **({"font": workbook.PLAIN} | look))[0]
        cell.alignment = workbook.aligned(is_middle=False)
        if last > 1:
            self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=1, end_column=last)
        if look.get("font") is not workbook.TITLE:
            self.sheet.row_dimensions[self.at].height = workbook.height_of(text, sum(self.widths))
        self.at += 1

    def _facts(self, block: Facts) -> None:
        for one in block.facts:
            value = one.value
            if one.ticks:
                value = "   ".join(f"{'☒' if chosen else '☐'} {word}" for word, chosen in one.ticks)
            label, filled = workbook.write_row(self.sheet, self.at, [one.label, value], font=workbook.STRONG)
            label.font = workbook.PLAIN
            label.alignment = filled.alignment = workbook.aligned(is_middle=False)
            filled.border = workbook.UNDERLINE
            self.at += 1
        self.at += 1

    def _table(self, table: Table) -> None:
        head_row = self.at
        workbook.write_head(self.sheet, head_row, [one.title for one in table.columns])
        if self.has_one_table and head_row <= _HIGHEST_FROZEN:
            workbook.freeze(self.sheet, head_row)
        self.at += 1
        for one in table.rows:
            self._row(one, table.columns)
        self.at += 1

    def _row(self, one: Row, columns: tuple[Column, ...]) -> None:
        is_head = one.kind in ("group", "total")
        for place, (cell, column) in enumerate(zip(one.cells, columns, strict=True), start=1):
            found = self.sheet.cell(self.at, place)
            workbook.put(found, _value(cell))
            found.font = workbook.STRONG if cell.strong or column.strong or is_head else workbook.PLAIN
            found.border = workbook.GROUP_BOX if is_head else workbook.BOX
            found.alignment = workbook.aligned(column.align)
            if cell.waits:
                found.fill = workbook.PENDING_FILL
            elif is_head:
                found.fill = workbook.GROUP_FILL
        if one.merge is not None:
            first, last = one.merge[0] + 1, one.merge[1] + 1
            self.sheet.merge_cells(start_row=self.at, end_row=self.at, start_column=first, end_column=last)
            self.sheet.cell(self.at, first).alignment = workbook.aligned("start" if one.kind == "part" else "centre")
        if any(cell.ruled for cell in one.cells):
            self.sheet.row_dimensions[self.at].height = 48
        self.at += 1

    def _lists(self, table: Table) -> None:
        """Lists side by side on paper stand under each other in a sheet."""
        for column, cell in zip(table.columns, table.rows[0].cells, strict=True):
            if not (cell.items or cell.ruled):
                continue
            self._line(column.title, font=workbook.STRONG)
            for item in cell.items:
                self._line(f"• {item}")
            if cell.ruled:
                self._line("")

    def _signatures(self, block: Signatures) -> None:
        self.at += 1
        for who in block.people:
            self.sheet.row_dimensions[self.at].height = 30
            for place in range(1, min(3, len(self.widths)) + 1):
                self.sheet.cell(self.at, place).border = workbook.UNDERLINE
            self.at += 1
            self._line(who)


def _is_lists(table: Table) -> bool:
    return len(table.rows) == 1 and not any(cell.text for cell in table.rows[0].cells)


def _widths(columns: tuple[Column, ...]) -> tuple[float, ...]:
    total = sum(column.share for column in columns)
    return tuple(max(5.0, _LETTERS * column.share / total) for column in columns)


def _value(cell: Cell) -> str | float | None:
    if cell.number is not None and not cell.text.endswith(("h", "min", "credit")):
        return int(cell.number) if cell.number == int(cell.number) else cell.number
    return cell.whole or None
