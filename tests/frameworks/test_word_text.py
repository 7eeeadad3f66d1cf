"""The text of Word documents: what stands in them, in the order in which it is read."""

import time
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import files, word_text
from tests.frameworks.formats.word_files import (
    block_control,
    box,
    cell,
    control,
    opened,
    paragraph,
    prompt,
    row,
    run,
    table,
)

WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N")), min_size=1, max_size=8)


def test_paragraphs_and_rows_stand_in_order_with_cells_parted_by_tabs() -> None:
    made = opened("Above", table(row("a", "b", "c"), row("", "", "d")), "Below")
    assert made.lines == ("Above", "a\tb\tc", "\t\td", "Below")


def test_what_stands_in_content_controls_is_read() -> None:
    rows = f"<w:tbl>{block_control(row(cell('x'), cell('y')))}</w:tbl>"
    made = opened(paragraph("Code: ", control("0001")), block_control(paragraph("Title")), rows)
    assert made.lines == ("Code: 0001", "Title", "x\ty")


def test_the_prompt_of_an_empty_control_is_no_text() -> None:
    assert opened(paragraph("Name: ", prompt("Click here to enter text"))).lines == ("Name: ",)


def test_check_boxes_of_all_kinds_are_told_by_their_state() -> None:
    state = '<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>'
    old = f"<w:r><w:fldChar><w:ffData>{state}</w:ffData></w:fldChar></w:r>"
    sign = '<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'
    assert opened(paragraph(box(True), "a ", box(False), "b ", old, "c ", sign, "d")).lines == ("☒a ☐b ☒c ☐d",)


def test_tracked_deletions_are_left_out_and_insertions_kept() -> None:
    gone = "<w:del><w:r><w:delText>old</w:delText></w:r></w:del>"
    moved = f"<w:moveFrom>{run('moved')}</w:moveFrom>"
    new = f"<w:ins>{run('new')}</w:ins>"
    assert opened(paragraph("a ", gone, moved, new)).lines == ("a new",)
    deleted = f"<w:tr><w:trPr><w:del/></w:trPr>{cell('x')}</w:tr>"
    assert opened(f"<w:tbl>{deleted}{row('kept', 'row')}</w:tbl>").lines == ("kept\trow",)


def test_hidden_text_and_field_codes_are_no_text() -> None:
    code = "<w:r><w:instrText>PAGEREF x</w:instrText></w:r>"
    assert opened(paragraph("a", run("secret", "<w:vanish/>"), code, "b")).lines == ("ab",)


def test_line_breaks_part_lines_and_page_breaks_do_not() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert opened(paragraph("one\ntwo\tthree", page, "!")).lines == ("one", "two\tthree!")


def test_the_paragraphs_of_cells_stay_in_their_columns() -> None:
    made = opened(table(row("1a", ["Reads", "First", "Second"], ["x", "y"]), row(["Alone", "in its row"], "")))
    assert made.lines == ("1a\tReads\tx", "\tFirst\ty", "\tSecond\t", "Alone", "in its row")


def test_merged_cells_keep_the_columns_behind_them() -> None:
    made = opened(table(row(cell("wide", span=2), "c"), row("a", "b", "c")))
    assert made.lines == ("wide\t\tc", "a\tb\tc")


def test_a_table_in_a_cell_is_read_and_a_table_for_layout_stands_for_itself() -> None:
    inner = table(row("x", "y"))
    assert opened(table(row("a", cell(inner)))).lines == ("a\tx   y",)
    assert opened(table(row(cell("Heading", inner)))).lines == ("Heading", "x\ty")


def test_text_boxes_are_read_once() -> None:
    box_text = f"<w:txbxContent>{paragraph('boxed')}</w:txbxContent>"
    both = (
        f"<mc:AlternateContent><mc:Choice><wps:txbx>{box_text}</wps:txbx></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box_text}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    assert opened(paragraph("a", f"<w:r>{both}</w:r>")).lines == ("a", "boxed")


def test_a_document_that_word_libraries_write_is_read(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("First")
    grid = document.add_table(rows=1, cols=2)
    grid.rows[0].cells[1].text = "right"
    document.save(str(tmp_path / "made.docx"))
    assert files.open_path(tmp_path / "made.docx").lines == ("First", "\tright")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(WORDS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_any_table_comes_back_as_it_was_written(rows: list[list[str]]) -> None:
    assert opened(table(*(row(*one) for one in rows))).lines == tuple("\t".join(one) for one in rows)


@pytest.mark.parametrize(
    "body",
    ["<w:p><w:r>", "<w:p>" * 400 + "</w:p>" * 400, "<w:p/>" * 700_000, "<w:tbl>" + "<w:tr><w:tc><w:tbl>" * 80],
    ids=["broken", "deep", "many", "nested and broken"],
)
def test_a_damaged_or_endless_document_is_refused_at_once(body: str) -> None:
    made = opened(body)
    start = time.process_time()
    with pytest.raises(KnownError):
        made.lines
    assert time.process_time() - start < 2


def test_tables_nested_deeply_are_read_in_time() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 60 + paragraph("core") + "</w:tc></w:tr></w:tbl>" * 60
    assert opened(deep).lines == ("core",)


def test_the_longest_document_allowed_takes_less_than_two_seconds() -> None:
    cells = 4
    many = word_text.MOST_TAGS // (cells * 12 + 4)
    made = opened(table(*(row(*["x"] * cells) for _ in range(many))))
    start = time.process_time()
    assert len(made.lines) == many
    assert time.process_time() - start < 2
