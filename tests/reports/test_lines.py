"""Tables hold what imported frameworks say: long codes, headings, level words, and whose texts they are."""

from pathlib import Path

import pytest
from openpyxl import load_workbook

from desktop.codes import Approach, Kind
from desktop.frameworks.document import (
    Competency,
    CrossCutting,
    Fact,
    Framework,
    Heading,
    HourRange,
    JobFunction,
    LevelText,
    RatingLevel,
    RatingScale,
)
from desktop.frameworks.progress import measure
from desktop.reports import cohort_xlsx, lines, progress_pdf, progress_xlsx, schedule_docx, schedule_pdf, schedule_xlsx
from desktop.reports.content import Column
from desktop.reports.rows import CohortPaper, ProgressPaper, SchedulePaper
from tests.reports import samples
from tests.reports.reading import docx_lines, pdf_lines, pdf_text, xlsx_lines

CODE = "B.OATH.PF.2DFP.L1."
SCALE = RatingScale(
    levels=(RatingLevel(level=1, word="Green"), RatingLevel(level=2, word="Able", meaning="alone")), completes_at=2
)
COLUMNS = (Column("", 34), Column("Title", 400), Column("Level", 66))


def framework(**more: object) -> Framework:
    competency = Competency(
        code=f"{CODE}1",
        title="Rows ashore",
        kind=Kind.CORE,
        under="h2",
        description="Brings the boat to land.",
        level_texts=(LevelText(level=1, text="Needs a pilot."), LevelText(level=7, text="Off the scale.")),
        unplaced=("At any tide.",),
    )
    other = competency.model_copy(update={"code": f"{CODE}10", "title": "Rows home", "under": "h3"})
    function = JobFunction(
        number="B.OATH",
        title="Rows",
        kind=Kind.CORE,
        under="h1",
        ojt=HourRange(minimum=120.0),
        competencies=(competency, other),
    )
    values: dict[str, object] = {
        "job_functions": (function,),
        "outline": (
            Heading(id="h1", title="Boats"),
            Heading(id="h2", title="Small boats", under="B.OATH"),
            Heading(id="h3", title="With two", under="h2"),
        ),
        "rating_scale": SCALE,
        "attribution": "© Harbor Guild",
        "licence": "CC BY 4.0",
        "source": "Harbor Guild, 2024",
        "description": "Keeps a ferry.",
        "facts": (Fact(about="Salary range", lines=("20 a day", "30 a night")),),
        "cross_cutting": (CrossCutting(group="At sea", title="Patience", description="Waits for the tide."),),
        "courses": (),
        "notes": (),
    }
    return samples.small().model_copy(update=values | more)


def test_the_column_of_codes_is_as_wide_as_they_are_and_the_table_no_wider() -> None:
    assert lines.fitted(COLUMNS, ["1a", "2"]) == COLUMNS
    wide = lines.fitted(COLUMNS, ["1.110.25"])
    assert wide[0].share > 34
    assert sum(one.share for one in wide) == pytest.approx(500)
    assert lines.fitted(COLUMNS, ["x" * 40])[0].share < 100


def test_a_heading_is_told_once_where_it_begins() -> None:
    one = framework()
    (function,) = one.job_functions
    headings = lines.Headings(one)
    told = [
        [row.cells[1].text for row in rows]
        for rows in (
            headings.above(function, 4),
            headings.between(function.competencies[0], 4),
            headings.between(function.competencies[0], 4),
            headings.between(function.competencies[1], 4),
            headings.above(function, 4),
        )
    ]
    assert told == [["Boats"], ["Small boats"], [], ["Small boats › With two"], []]


def test_headings_that_stand_under_each_other_in_a_circle_end() -> None:
    one = framework(outline=(Heading(id="h1", title="Boats", under="h2"), Heading(id="h2", title="Sails", under="h1")))
    (row,) = lines.Headings(one).above(one.job_functions[0], 3)
    assert row.cells[1].text == "Sails › Boats"


def test_a_long_code_stays_whole_in_one_line_or_is_cut_behind_its_signs(tmp_path: Path) -> None:
    schedule_pdf.write(SchedulePaper(samples.head(), framework()), tmp_path / "one.pdf")
    found = pdf_lines(tmp_path / "one.pdf")
    assert "B.OATH" in found
    assert not any(line in ("B.O", "B.OAT", "B") for line in found)
    place = next(at for at, line in enumerate(found) if line.startswith("B.OATH.PF"))
    assert (found[place] + found[place + 1]).startswith(f"{CODE}1")


def test_each_format_of_a_schedule_says_all_that_the_framework_says_of_a_competency(tmp_path: Path) -> None:
    paper = SchedulePaper(samples.head(), framework())
    schedule_pdf.write(paper, tmp_path / "one.pdf")
    schedule_docx.write(paper, tmp_path / "one.docx")
    schedule_xlsx.write(paper, tmp_path / "one.xlsx")
    for text in (
        pdf_text(tmp_path / "one.pdf"),
        "\n".join(docx_lines(tmp_path / "one.docx")),
        "\n".join(xlsx_lines(tmp_path / "one.xlsx")),
    ):
        for words in (
            "Small boats › With two",
            "Brings the boat to land.",
            "1 Green: Needs a pilot.",
            "Level 7: Off the scale.",
            "Without a level: At any tide.",
            "Waits for the tide.",
            "Keeps a ferry.",
            "30 a night",
            "120 h on the job",
            "1 Green",
            "2 Able, alone",
            "© Harbor Guild",
            "CC BY 4.0",
        ):
            assert words in text, words
        assert "Green," not in text
    assert "0 | 1 | 2 | 3" not in "\n".join(xlsx_lines(tmp_path / "one.xlsx"))


def test_a_time_based_schedule_has_no_pages_for_tasks_that_say_no_more(tmp_path: Path) -> None:
    bare = [
        one.model_copy(update={"description": "", "level_texts": (), "unplaced": ()})
        for one in framework().competencies()
    ]
    function = framework().job_functions[0].model_copy(update={"competencies": tuple(bare)})
    one = framework(approach=Approach.TIME_BASED, job_functions=(function,))
    schedule_xlsx.write(SchedulePaper(samples.head(), one), tmp_path / "one.xlsx")
    assert "Job functions" not in load_workbook(tmp_path / "one.xlsx").sheetnames


def test_whose_texts_they_are_stands_on_the_progress_report_and_the_cohort(tmp_path: Path) -> None:
    one = framework()
    row = samples.cohort_row(samples.small(), "Ida Berg")
    key = row.framework_key
    report = ProgressPaper(samples.head(), samples.apprentice(), measure(one, samples.small_facts(ratings=())))
    progress_pdf.write(report, tmp_path / "one.pdf")
    progress_xlsx.write(report, tmp_path / "progress.xlsx")
    cohort_xlsx.write(CohortPaper(samples.head(), (row,), {key: one}), tmp_path / "cohort.xlsx")
    for text in (
        pdf_text(tmp_path / "one.pdf"),
        "\n".join(xlsx_lines(tmp_path / "progress.xlsx")),
        "\n".join(xlsx_lines(tmp_path / "cohort.xlsx")),
    ):
        assert "© Harbor Guild" in text
        assert "CC BY 4.0" in text
        assert "Harbor Guild, 2024" in text
