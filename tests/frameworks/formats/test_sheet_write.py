import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from desktop.codes import Approach, Kind
from desktop.frameworks import asking
from desktop.frameworks import document as form
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.formats.sheet import reader as sheet
from tests.frameworks import strategies
from tests.frameworks.formats.books import only

lines = strategies.lines.map(str.strip)
texts = strategies.texts.map(str.strip)


@st.composite
def frameworks(draw: st.DrawFn) -> form.Framework:
    """What a plain sheet can hold: codes, job functions, kinds and texts."""
    levels = sorted(draw(st.sets(st.integers(0, 20), min_size=2, max_size=4)))
    free = draw(st.lists(lines.filter(lambda one: len(one) < 30), unique=True, min_size=1, max_size=6))
    functions: list[form.JobFunction] = []
    for number in range(1, draw(st.integers(1, 3)) + 1):
        taken = [free.pop() for _ in range(draw(st.integers(0, min(3, len(free)))))]
        functions.append(
            form.JobFunction(
                number=str(number),
                title=draw(texts),
                kind=Kind.CORE,
                ojt=draw(strategies.ranges),
                competencies=tuple(draw(competencies(code, levels)) for code in taken),
            )
        )
    return form.Framework(
        key="made",
        version="1",
        title="Made",
        publisher="Someone",
        occupation=form.Occupation(title="Made"),
        approach=Approach.COMPETENCY_BASED,
        job_functions=tuple(functions),
        rating_scale=form.RatingScale(
            levels=tuple(form.RatingLevel(level=one, word=" ".join(draw(lines).split())) for one in levels),
            completes_at=levels[-1],
        ),
    )


@st.composite
def competencies(draw: st.DrawFn, code: str, levels: list[int]) -> form.Competency:
    told = sorted(draw(st.sets(st.sampled_from(levels))))
    return form.Competency(
        code=code,
        title=draw(lines),
        kind=draw(st.sampled_from(Kind)),
        level=draw(texts),
        description=draw(texts),
        level_texts=tuple(form.LevelText(level=one, text=draw(lines)) for one in told),
    )


has_some = frameworks().filter(lambda one: any(True for _ in one.competencies()))


def held(framework: form.Framework) -> list[tuple[str, str, form.HourRange, tuple[form.Competency, ...]]]:
    return [
        (
            one.number,
            one.title,
            one.ojt,
            tuple(each.model_copy(update={"origin": None}) for each in one.competencies),
        )
        for one in framework.job_functions
    ]


def again(opened: Opened) -> form.Framework:
    assert sheet.fits(opened)
    return only(sheet.read(opened)).framework


@settings(max_examples=40, deadline=None)
@given(has_some)
def test_what_is_written_as_csv_is_what_is_read(framework: form.Framework) -> None:
    read = again(open_bytes("x.csv", sheet.write_csv(framework).encode()))
    assert held(read) == held(framework)
    assert [one.level for one in read.rating_scale.levels] == [one.level for one in framework.rating_scale.levels]


@settings(max_examples=40, deadline=None)
@given(has_some)
def test_what_is_written_as_a_workbook_is_what_is_read(framework: form.Framework) -> None:
    read = again(open_bytes("x.xlsx", sheet.write_xlsx(framework)))
    assert held(read) == held(framework)
    assert read.rating_scale.levels == framework.rating_scale.levels


def made(title: str) -> form.Framework:
    return form.Framework(
        key="made",
        version="1",
        title="Made",
        publisher="Someone",
        occupation=form.Occupation(title="Made"),
        approach=Approach.COMPETENCY_BASED,
        job_functions=(
            form.JobFunction(
                number="1",
                title="Work",
                kind=Kind.CORE,
                competencies=(form.Competency(code="1a", title=title, kind=Kind.CORE),),
            ),
        ),
        rating_scale=asking.SCALE,
    )


@pytest.mark.parametrize("title", ["=1+1", "+1", "-1", "@SUM(A1)", "'=1+1", "''@x"])
def test_no_cell_of_a_csv_file_begins_a_formula_and_the_mark_is_taken_off_again(title: str) -> None:
    text = sheet.write_csv(made(title))
    cells = [cell for row in csv.reader(StringIO(text, newline="")) for cell in row]
    assert f"'{title}" in cells
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in cells)
    assert again(open_bytes("x.csv", text.encode())).job_functions[0].competencies[0].title == title


def test_no_cell_of_a_workbook_is_a_formula() -> None:
    content = sheet.write_xlsx(made("=1+1"))
    cells = [cell for row in load_workbook(BytesIO(content)).worksheets[0].iter_rows() for cell in row]
    assert {cell.data_type for cell in cells if cell.value is not None} == {"s"}
    assert again(open_bytes("x.xlsx", content)).job_functions[0].competencies[0].title == "=1+1"


def test_words_of_levels_with_many_semicolons_do_not_part_the_columns() -> None:
    framework = made("Wires a panel")
    levels = tuple(one.model_copy(update={"word": "a;b;c;d;e;f;g;h"}) for one in asking.SCALE.levels)
    framework = framework.model_copy(update={"rating_scale": asking.SCALE.model_copy(update={"levels": levels})})
    read = again(open_bytes("x.csv", sheet.write_csv(framework).encode()))
    assert read.job_functions[0].competencies[0].title == "Wires a panel"


def test_what_a_plain_sheet_does_not_hold_is_told() -> None:
    plain = made("Wires a panel")
    (always,) = sheet.losses(plain)
    assert "approach" in always
    told = sheet.losses(plain.model_copy(update={"courses": (_course(),)}))
    assert "related instruction" in told[0]


def test_a_workbook_says_whose_texts_it_holds_and_is_read_as_before() -> None:
    plain = made("Wires a panel")
    owned = plain.model_copy(update={"attribution": "© Panel Guild", "licence": "=CC-BY-4.0", "source": "Guild, 2024"})
    content = sheet.write_xlsx(owned)
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["Competencies", "Source"]
    assert [tuple(cell.value for cell in row) for row in book["Source"].iter_rows(min_row=2)] == [
        ("Source", "Guild, 2024"),
        ("Attribution", "© Panel Guild"),
        ("License", "=CC-BY-4.0"),
    ]
    assert {cell.data_type for row in book["Source"].iter_rows() for cell in row} == {"s"}
    read = again(open_bytes("x.xlsx", content))
    assert [one.title for one in read.competencies()] == ["Wires a panel"]
    assert not any("attribution" in one for one in sheet.losses(owned))
    assert "attribution and license" in sheet.losses(owned, is_csv=True)[0]


def _course() -> form.Course:
    return form.Course(code="C1", title="Drawing", hours=form.HourRange(minimum=10))
