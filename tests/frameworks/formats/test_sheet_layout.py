"""A sheet as it lies before those who map its columns."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from desktop.errors import KnownError
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.formats.sheet import guess, layout
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Column, Role, fingerprint, locate

LIST = "Ref,What is done,Where\nA1,Sets up printers,Desk\nA2,,Desk\nA3,Sets up printers,Phone\nA4,Answers calls,Phone\n"


def table(text: str, name: str = "list.csv") -> Opened:
    return open_bytes(name, text.encode())


def book(*rows: tuple[object, ...]) -> Opened:
    made = Workbook()
    page = made.active
    assert page is not None
    page.title = "Plan"
    for row in rows:
        page.append(row)
    content = BytesIO()
    made.save(content)
    return open_bytes("plan.xlsx", content.getvalue())


def test_each_column_has_its_heading_and_its_first_different_cells() -> None:
    (one,) = table(LIST).sheets
    assert [(head.at, head.heading, head.samples) for head in layout.heads(one, 0)] == [
        (0, "Ref", ("A1", "A2", "A3")),
        (1, "What is done", ("Sets up printers", "Answers calls")),
        (2, "Where", ("Desk", "Phone")),
    ]


def test_columns_without_a_heading_are_there_and_those_that_hold_nothing_are_not() -> None:
    (one,) = table("Title,,\nWash up,,in the kitchen\nSweep,,\n").sheets
    assert [(head.at, head.heading) for head in layout.heads(one, 0)] == [(0, "Title"), (2, "")]


def test_long_cells_are_shown_in_one_short_line() -> None:
    (one,) = table('Title,Text\nWash up,"' + "wet\nand dry " * 3_000 + '"\n').sheets
    (_, text) = layout.heads(one, 0)
    assert "\n" not in text.samples[0]
    assert len(text.samples[0]) < 50
    assert layout.rows(one)[0] == (1, "Title, Text")


@pytest.mark.parametrize("at", range(4))
def test_any_row_can_hold_the_headings_and_is_found_again(at: int) -> None:
    opened = book(("Plan", None, 2024.5), ("Task", "Area", 2024), ("Sweep", "Hall", 1), ("Wash", "Kitchen", 2))
    (one,) = opened.sheets
    mapping = guess.of_row(one, at)
    assert mapping.heading_row == one.rows[at][0]
    assert mapping.fingerprint == fingerprint(one.rows[at][1])
    assert locate(opened, mapping) == (one, at)


def test_a_sheet_with_numbers_as_headings_is_read_by_its_guess() -> None:
    opened = book(("Task", "Area", 2024), ("Sweep", "Hall", 1), ("Wash", "Kitchen", 2))
    (found,) = sheet.read(opened).found
    assert [one.title for one in found.framework.competencies()] == ["Sweep", "Wash"]


def test_an_answer_that_stands_again_below_is_no_heading() -> None:
    rows = "".join(f"A{number},Does task {number},{'no' if number % 2 else 'yes'}\n" for number in range(1, 9))
    assert layout.likeliest(table(f"Zahl,Was,Muss\n{rows}")).heading_row == 1


def test_the_words_under_a_column_are_told_by_what_they_mean() -> None:
    (one,) = table("Task,Optional?,Must\nSweep,yes,yes\nWash,no,no\nDry,maybe,no\n").sheets
    assert layout.kind_words(one, 0, 2) == (("yes",), ("no",))
    assert layout.kind_words(one, 0, 1) == (("no",), ("yes",))


def test_the_first_rows_are_read_as_the_whole_would_be() -> None:
    opened = table(LIST)
    mapping = sheet.guess(opened).model_copy(
        update={"columns": (Column(role=Role.TITLE, at=1), Column(role=Role.GROUP, at=2))}
    )
    whole = sheet.read(opened, mapping).found[0].framework.job_functions
    assert sheet.first(opened, mapping, 100) == whole
    first = sheet.first(opened, mapping, 1)
    assert [one.title for function in first for one in function.competencies] == ["Sets up printers"]
    with pytest.raises(KnownError, match="No column is mapped as the title"):
        sheet.first(opened, mapping.model_copy(update={"columns": ()}), 100)


def test_a_table_is_told_from_prose() -> None:
    assert layout.likeliest(table(LIST)).heading_row == 1
    prose = "He came, and went.\nNobody saw him, or wished to, or asked.\nAll was quiet.\n" * 3
    for text in (prose, "One word\n", "\n\n ,\nnothing\n"):
        with pytest.raises(KnownError, match="holds no table"):
            layout.likeliest(table(text, "letter.txt"))
    with pytest.raises(KnownError, match="holds no table"):
        layout.likeliest(open_bytes("a.json", b'{"a": [1, 2]}'))
