"""Columns of occupational frameworks whose tabs or empty cells were lost: asked about, never guessed."""

from io import BytesIO

import pytest
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, Table

from desktop.codes import Kind
from desktop.frameworks import answers
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.files import open_bytes
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.occupational import reader as occupational
from desktop.frameworks.reading import Found
from tests.frameworks.formats import occupational_documents as documents

HEAD = ["Job Function 1: Shears the flock", "", "Level", "Required", "Optional"]
ROWS = [
    ["Core", "Competency 1a: Catches and holds a sheep", "Basic", "X", ""],
    ["Core", "Competency 1b: Clips the fleece in one piece", "Advanced", "X", ""],
    ["Optional", "Competency 1c: Grades the wool", "Basic", "", "X"],
    ["Core", "Competency 1d: Sharpens the combs", "Intermediate", "X", ""],
    ["Optional", "Competency 1e: Presses a bale", "Basic", "", "X"],
]
ABOVE = ["Occupation: Shearer", "RAPIDS Code: 0999CB", "OCCUPATIONAL OVERVIEW", "Occupational Purpose: Takes wool off."]
BETWEEN = ["CROSS-CUTTING COMPETENCIES", "Workplace Competencies"]
SCALE = ["Relevance", *"012345678"]
CROSS = [["Punctuality", *[""] * 4, "X", *[""] * 4], ["Working in a Team", *[""] * 2, "X", *[""] * 6]]


def found(content: bytes) -> Found:
    file = open_bytes("made-up", content)
    assert occupational.fits(file)
    (one,) = occupational.read(file).found
    return one


def from_text(text: str) -> Found:
    return found(text.encode())


def written(tab: str, keeps_empty: bool = True, margin: bool = True) -> str:
    def line(cells: list[str]) -> str:
        return tab.join(cell for cell in cells if cell or keeps_empty)

    rows = [line([cell if at or margin else "" for at, cell in enumerate(row)]) for row in ROWS]
    table = [line(HEAD), "Related Instruction", *rows]
    return "\n".join([*ABOVE, *BETWEEN, line(SCALE), *map(line, CROSS), "Detailed Job Functions", *table])


def printed(margin: bool = True) -> bytes:
    """A PDF whose tables keep their empty cells as white space only."""
    made, style = BytesIO(), getSampleStyleSheet()["Normal"]

    def told(lines: list[str]) -> list[Flowable]:
        return [Paragraph(one, style) for one in lines]

    rows = [[cell if at or margin else "" for at, cell in enumerate(row)] for row in ROWS]
    head = ["", HEAD[0], *HEAD[2:]]
    parts: list[Flowable] = [
        *told([*ABOVE, *BETWEEN]),
        Table([SCALE, *CROSS], [120, *[28] * 9]),
        *told(["Detailed Job Functions"]),
    ]
    SimpleDocTemplate(made).build([*parts, Table([head, *rows], [50, 230, 80, 70, 70])])
    return made.getvalue()


def finding(one: Found, id_: str) -> Finding:
    return next(it for it in one.findings if it.id == id_)


def questions(one: Found) -> set[str]:
    return {it.id for it in one.findings if it.weight is Weight.QUESTION}


def marks(framework: Framework) -> dict[str, bool | None]:
    return {one.code: one.required for one in framework.competencies()}


TRUE = {"1a": True, "1b": True, "1c": False, "1d": True, "1e": False}


@pytest.mark.parametrize("margin", [True, False])
def test_marks_of_a_pdf_go_by_where_they_stand_on_the_page(margin: bool) -> None:
    one = found(printed(margin))
    assert marks(one.framework) == TRUE
    assert [it.relevance for it in one.framework.cross_cutting] == [4, 2]
    assert not {it for it in questions(one) if "mark" in it}


def test_with_its_empty_cells_a_table_is_counted() -> None:
    one = from_text(written("\t"))
    assert marks(one.framework) == TRUE
    assert [it.relevance for it in one.framework.cross_cutting] == [4, 2]
    assert not {it for it in questions(one) if "mark" in it or "kind" in it}


@pytest.mark.parametrize("margin", [True, False])
@pytest.mark.parametrize(("tab", "keeps_empty"), [("\t", False), ("    ", True), ("   ", True), (" " * 8, True)])
def test_without_its_empty_cells_or_with_spaces_for_tabs_marks_are_asked_about_in_one_question(
    tab: str, keeps_empty: bool, margin: bool
) -> None:
    one = from_text(written(tab, keeps_empty, margin))
    assert {"marks", "cross-cutting marks"} <= questions(one)
    assert not {it.id for it in one.findings if it.id.endswith(" mark")}
    assert {it.relevance for it in one.framework.cross_cutting} == {None}
    asked = finding(one, "marks")
    assert [choice.key for choice in asked.choices] == ["kinds", "required", "optional"]
    optional = answers.apply(one, [Answer("marks", choice="optional")])
    assert set(marks(optional).values()) == {False}
    # Where nothing else says what a competency is, the answer says that too.
    kinds = {it.kind for it in optional.competencies()}
    assert kinds == ({Kind.CORE, Kind.OPTIONAL} if margin else {Kind.OPTIONAL})
    assert answers.apply(one, [Answer("cross-cutting marks", choice="3")]).cross_cutting[0].relevance == 3


def test_what_is_called_core_and_marked_optional_is_asked_about() -> None:
    text = documents.BICYCLE.replace("spokes evenly\tBasic\tX\t", "spokes evenly\tBasic\t\tX")
    one = from_text(text)
    asked = finding(one, "1b kind")
    assert (asked.weight, asked.taken_key) == (Weight.QUESTION, "core")
    assert "yet marks it Optional" in asked.says
    assert "1b kind" not in questions(from_text(documents.BICYCLE))


def test_what_is_called_optional_and_marked_required_in_a_core_function_is_asked_about() -> None:
    one = from_text(documents.BICYCLE.replace("hydraulic brakes\tAdvanced\t\tX", "hydraulic brakes\tAdvanced\tX\t"))
    asked = finding(one, "2b kind")
    assert (asked.weight, asked.taken_key) == (Weight.QUESTION, "optional")


def test_hours_behind_a_title_that_lost_its_tabs_are_no_part_of_it() -> None:
    text = documents.FLAT.replace("JOB FUNCTION 1: Prepares floors Core", "JOB FUNCTION 1: Prepares floors Core 400 30")
    text = text.replace("Levels the floor Core\n", "Levels the floor Core 300 20\n")
    one = from_text(text).framework
    assert one.job_functions[0].title == "Prepares floors"
    assert (one.job_functions[0].ojt, one.job_functions[0].ri) == (HourRange(minimum=400), HourRange(minimum=30))
    first = one.job_functions[0].competencies[0]
    assert (first.title, first.kind, first.description) == ("Levels the floor", Kind.CORE, "OJT 300 hours; RI 20 hours")


def test_figures_of_which_the_column_is_lost_are_one_question() -> None:
    text = documents.FLAT.replace("1: Prepares floors Core", "1: Prepares floors Core 400")
    text = text.replace("2: Grouts joints Optional\nMixes", "2: Grouts joints Optional 90\nMixes")
    one = from_text(text)
    assert "hours" in questions(one)
    assert not {"1 hours", "2 hours"} & questions(one)
    as_ri = answers.apply(one, [Answer("hours", choice="RI")]).job_functions
    assert [(it.ojt.minimum, it.ri.minimum) for it in as_ri] == [(None, 400), (None, 90)]


def test_figures_that_may_belong_to_a_title_are_reported() -> None:
    one = from_text(documents.FLAT.replace("Mixes grout\n", "Mixes grout 80 4\n", 1))
    assert finding(one, "figures in titles").weight is Weight.NOTE


@pytest.mark.parametrize("mark", ["X", "✓", "☒"])
def test_a_mark_behind_a_cross_cutting_title_is_no_part_of_it_and_asked_about_once(mark: str) -> None:
    one = from_text(documents.FLAT.replace("Punctuality X", f"Punctuality {mark}\nWorking Safely {mark}"))
    assert [it.title for it in one.framework.cross_cutting] == ["Punctuality", "Working Safely"]
    assert {it for it in questions(one) if "cross" in it} == {"cross-cutting marks"}
    assert not {it.id for it in one.findings if it.id.startswith("cross-cutting ")} - {"cross-cutting marks"}


def test_a_mark_that_ran_into_its_level_is_asked_about() -> None:
    text = written("\t").replace(
        "Competency 1d: Sharpens the combs\tIntermediate\tX\t", "Competency 1d: Sharpens the combs\tIntermediate X\t\t"
    )
    one = from_text(text)
    sharpens = next(it for it in one.framework.competencies() if it.code == "1d")
    assert sharpens.level == "Intermediate"
    assert "1d mark" in questions(one)
