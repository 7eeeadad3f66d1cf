"""Appendix A documents of every approach, in the words of several sponsors."""

from pathlib import Path

import pytest

from desktop.codes import Approach, DurationUnit, Kind
from desktop.errors import KnownError
from desktop.frameworks import answers, catalogue, detect, files
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.appendix_a import reader as appendix_a
from desktop.frameworks.reading import Found
from desktop.reports import schedule_docx, schedule_pdf
from tests.frameworks.formats import appendix_a_files as made
from tests.frameworks.formats import occupational_documents
from tests.frameworks.formats.word_files import cell, packed, paragraph, row, run, table
from tests.reports import samples

SPRINKLER = Path(__file__).resolve().parents[4] / "shared" / "data" / "appendix-a-sprinkler-fitter.docx"


def found(content: bytes) -> Found:
    opened = files.open_bytes("form.docx", content)
    assert appendix_a.fits(opened)
    return appendix_a.read(opened).found[0]


def by_id(one: Found) -> dict[str, Finding]:
    assert len({finding.id for finding in one.findings}) == len(one.findings)
    return {finding.id: finding for finding in one.findings}


def outline(framework: Framework) -> list[tuple[str, float | None, float | None, list[str]]]:
    return [
        (one.title, one.ojt.minimum, one.ojt.maximum, [competency.title for competency in one.competencies])
        for one in framework.job_functions
    ]


def test_the_head_of_the_form_is_read_from_content_controls_and_check_boxes() -> None:
    read = found(made.time_based()).framework
    assert read.occupation.title == "Boat Builder"
    assert [one.code for one in read.occupation.onet_codes] == ["51-7011.00"]
    assert read.occupation.rapids_code == "0051"
    assert read.approach is Approach.TIME_BASED
    assert read.term.expected == 36
    assert (read.ratio.apprentices, read.ratio.journeyworkers) == (2, 1) if read.ratio else False
    assert read.probation is not None
    assert (read.probation.length, read.probation.unit) == (12, DurationUnit.WEEKS)
    assert read.selection == "By interview."
    assert read.publisher == "Harbor Trades Council"


def test_lengths_of_wage_steps_are_added_up_and_the_other_reading_is_offered() -> None:
    read = found(made.time_based())
    assert read.framework.wages is not None
    assert read.framework.wages.journeyworker_cents == 3150
    steps = [(one.title, one.percent, one.after_months) for one in read.framework.wages.steps]
    assert steps == [("1st", 60, 0), ("2nd", 70, 6), ("3rd", 85, 12)]
    other = answers.apply(read, [Answer("wage steps", "start")])
    assert other.wages is not None
    assert [one.after_months for one in other.wages.steps] == [6, 6, 12]


def test_time_based_processes_have_hours_and_their_tasks_below() -> None:
    read = found(made.time_based())
    assert outline(read.framework) == [
        ("Lays the keel", 2500, 2500, ["Reads lines", "Sets molds", "Fairs timbers"]),
        ("Planks the hull", 3500, 3500, ["Spiles planks", "Drives fastenings"]),
    ]
    assert all(one.agrees for one in read.tallies)
    assert [one for one in read.findings if one.weight is not Weight.NOTE] == []
    assert "tasks" in by_id(read)


def test_courses_stand_by_year_with_their_subtotals() -> None:
    read = found(made.time_based())
    courses = [(one.code, one.title, one.hours.minimum, one.provider) for one in read.framework.courses]
    assert courses == [
        ("1.1", "Lofting", 100, "Bay College"),
        ("1.2", "Wood and glue", 125.5, "Bay College"),
        ("2.1", "Composites", 124.5, "Bay College"),
        ("2.2", "Yard safety", 100, "Bay College"),
    ]
    printed = {one.what: (one.found, one.printed) for one in read.tallies}
    assert printed["hours of First year"] == (225.5, 225.5)
    assert printed["hours of related instruction"] == (450, 450)


def test_a_total_that_disagrees_is_a_question_with_every_figure() -> None:
    read = found(made.time_based(total="Total hours: 5,900"))
    asked = by_id(read)["OJT hours"]
    assert asked.weight is Weight.QUESTION
    assert [one.key for one in asked.choices] == ["term", "total", "rows"]
    assert answers.apply(read, [Answer("OJT hours", "total")]).ojt == HourRange(minimum=5900, maximum=5900)
    assert any(one.printed == 5900 and not one.agrees for one in read.tallies)


def test_without_a_total_the_rows_stand_beside_the_term() -> None:
    read = found(made.time_based(total="Signed by the sponsor"))
    assert "OJT hours" not in by_id(read)
    assert read.framework.ojt.required == 6000


def test_a_hybrid_form_has_lettered_processes_with_a_minimum_and_a_maximum() -> None:
    read = found(made.hybrid())
    assert read.framework.approach is Approach.HYBRID
    assert [one.number for one in read.framework.job_functions] == ["A", "B"]
    assert outline(read.framework) == [
        ("Lays the keel", 2000, 2400, ["Reads lines", "Sets molds"]),
        ("Planks the hull", 4000, 4400, ["Spiles planks"]),
    ]
    assert read.framework.courses[0].code == "BB 1"
    assert read.framework.courses[0].objectives == ("Draws lines", "Reads a table of offsets")
    assert {"core or optional", "level that completes"} <= set(by_id(read))


def test_a_competency_based_form_has_a_table_for_each_job_function() -> None:
    read = found(made.competency_based())
    assert read.framework.approach is Approach.COMPETENCY_BASED
    assert outline(read.framework) == [
        ("Keel", None, None, ["Reads lines", "Sets molds"]),
        ("Hull", None, None, ["Spiles planks", "Carves a figurehead"]),
    ]
    assert [one.kind for one in read.framework.competencies()] == [Kind.CORE] * 3 + [Kind.OPTIONAL]
    assert by_id(read)["level that completes"].weight is Weight.QUESTION
    assert read.framework.courses[1].provider == "Bay College"


def test_job_functions_may_be_merged_rows_within_one_table() -> None:
    body = (
        *made.head(made.approach(competency=True)),
        "WORK PROCESS SCHEDULE",
        table(
            row("Competencies", "Core or optional", "Date", "Initials"),
            row(cell("Keel", span=4)),
            row("Reads lines", "Core", "", ""),
            row(cell("Hull", span=4)),
            row("Spiles planks", "Optional", "", ""),
        ),
        *made.COURSES,
    )
    read = found(packed(*body))
    assert outline(read.framework) == [("Keel", None, None, ["Reads lines"]), ("Hull", None, None, ["Spiles planks"])]
    assert [one.kind for one in read.framework.competencies()] == [Kind.CORE, Kind.OPTIONAL]
    assert "core or optional" not in by_id(read)


def test_tasks_may_stand_in_the_cell_of_their_process() -> None:
    body = (
        *made.head(made.approach(time=True)),
        "ON-THE-JOB TRAINING OUTLINE",
        table(
            row("Job Tasks", "Estimated Hours"),
            row(["1. Lays the keel", "a. Reads lines", "b. Sets molds"], "2500"),
            row(["2. Planks the hull", "a. Spiles planks"], "3500"),
            row("TOTAL", "6000"),
        ),
        *made.COURSES,
    )
    read = found(packed(*body))
    assert outline(read.framework) == [
        ("Lays the keel", 2500, 2500, ["Reads lines", "Sets molds"]),
        ("Planks the hull", 3500, 3500, ["Spiles planks"]),
    ]
    assert all(one.agrees for one in read.tallies)


def test_an_outline_without_tables_is_read_by_its_tabs() -> None:
    body = (
        *made.head(made.approach(time=True)),
        "ON-THE-JOB LEARNING OUTLINE",
        "Work process\tHours",
        "Lays the keel\t2,500",
        "Reads lines",
        "Sets molds",
        "Planks the hull\t3,500",
        "Spiles planks",
        "Total hours\t6,000",
        *made.COURSES,
    )
    read = found(packed(*body))
    assert outline(read.framework) == [
        ("Lays the keel", 2500, 2500, ["Reads lines", "Sets molds"]),
        ("Planks the hull", 3500, 3500, ["Spiles planks"]),
    ]


@pytest.mark.parametrize(
    ("marks", "approach"),
    [
        ("[X] Time-based [ ] Competency-based [ ] Hybrid", Approach.TIME_BASED),
        ("☐ Time-based   ☑ Competency-based   ☐ Hybrid", Approach.COMPETENCY_BASED),
        ("Time-based ☐   Competency-based ☐   Hybrid ☒", Approach.HYBRID),
        ("___ Time-based  _X_ Competency-based  ___ Hybrid", Approach.COMPETENCY_BASED),
        ("Hybrid", Approach.HYBRID),
    ],
)
def test_an_approach_is_told_however_it_is_marked(marks: str, approach: Approach) -> None:
    body = (*made.head(marks), *_schedule())
    read = found(packed(*body))
    assert read.framework.approach is approach
    assert "approach" not in by_id(read)


@pytest.mark.parametrize("marks", [made.approach(), made.approach(time=True, hybrid=True)])
def test_no_mark_or_several_are_a_question(marks: str) -> None:
    asked = by_id(found(packed(*made.head(marks), *_schedule())))["approach"]
    assert asked.weight is Weight.QUESTION
    assert asked.taken_key == "time-based"


def _schedule() -> tuple[str, ...]:
    return (
        "ON-THE-JOB LEARNING OUTLINE",
        table(row("Work process", "Approximate hours"), row("Lays the keel", "6000")),
        *made.COURSES,
    )


def test_a_code_of_another_approach_is_noted() -> None:
    read = found(packed(*made.head(made.approach(time=True), rapids="51CB"), *_schedule()))
    assert read.framework.occupation.rapids_code == "0051CB"
    noted = by_id(read)["approach"]
    assert noted.weight is Weight.NOTE
    assert answers.apply(read, [Answer("approach", "competency-based")]).approach is Approach.COMPETENCY_BASED


def test_a_subtotal_that_disagrees_is_noted() -> None:
    courses = (
        "RELATED INSTRUCTION OUTLINE",
        table(row(cell("Year 1", span=2)), row("Lofting", "450"), row("Year 1 subtotal", "440")),
        "Total hours: 450",
    )
    body = (*made.head(made.approach(time=True)), *_schedule()[:2], *courses)
    assert "440" in by_id(found(packed(*body)))["RI subtotal 1"].says


def test_a_form_that_nobody_filled_is_an_error_and_no_crash() -> None:
    body = (
        "APPENDIX A",
        paragraph("OCCUPATION TITLE: "),
        "TERM OF APPRENTICESHIP",
        "RATIO OF APPRENTICES TO JOURNEYWORKERS",
        "ON-THE-JOB LEARNING OUTLINE",
        table(row("Work process", "Approximate hours"), row("", ""), row("TOTAL", "")),
        "RELATED INSTRUCTION OUTLINE",
    )
    weights = {id_: one.weight for id_, one in by_id(found(packed(*body))).items()}
    assert weights["title"] is Weight.ERROR
    assert weights["work processes"] is Weight.ERROR
    assert weights["term"] is Weight.QUESTION


def test_what_stands_beside_the_tables_is_told_as_passed_over() -> None:
    opened = files.open_bytes("form.docx", made.time_based(total="Ask the yard office for tools."))
    assert "Ask the yard office for tools." in "\n".join(one.text for one in appendix_a.read(opened).passed)


def test_each_part_shows_where_it_was_read() -> None:
    opened = files.open_bytes("form.docx", made.time_based())
    reading = appendix_a.read(opened)
    place = reading.found[0].places["job_functions", "2"][0]
    assert "Planks the hull" in reading.lines[place.first - 1]


@pytest.mark.parametrize("content", made.all_forms().values(), ids=made.all_forms())
def test_every_first_choice_leaves_a_whole_framework(content: bytes) -> None:
    opened = files.open_bytes("form.docx", content)
    reading = detect.read(opened)
    assert reading.format == appendix_a.NAME
    for one in reading.found[0].findings:
        for choice in one.choices:
            answers.apply(reading.found[0], [Answer(one.id, choice.key)])


@pytest.mark.parametrize("key", catalogue.keys())
def test_our_own_schedule_gives_back_what_was_written(key: str, tmp_path: Path) -> None:
    written = catalogue.find(key)
    schedule_docx.write(samples.blank(key), tmp_path / "schedule.docx")
    read = found((tmp_path / "schedule.docx").read_bytes()).framework
    assert read.title == written.title
    assert (read.version, read.publisher) == (written.version, written.publisher)
    assert read.occupation.title == written.occupation.title
    assert read.occupation.job_titles == written.occupation.job_titles
    assert read.occupation.rapids_code == written.occupation.rapids_code
    codes = [(one.code, one.year) for one in written.occupation.onet_codes]
    assert [(one.code, one.year) for one in read.occupation.onet_codes] == codes
    assert (read.approach, read.ratio, read.probation) == (written.approach, written.ratio, written.probation)
    assert (read.term.minimum or read.term.typical) == written.term.minimum
    assert (read.term.maximum or read.term.typical) == written.term.maximum
    assert read.rating_scale == written.rating_scale
    assert (read.ojt, read.ri) == (written.ojt, written.ri)
    titled = [(one.number, one.title, one.kind, one.ojt) for one in written.titled_functions()]
    assert [(one.number, one.title, one.kind, one.ojt) for one in read.job_functions] == titled
    assert [(one.code, one.title) for one in read.competencies()] == [
        (one.code, one.title) for one in written.competencies()
    ]
    if written.approach is not Approach.TIME_BASED:
        assert [one.kind for one in read.competencies()] == [one.kind for one in written.competencies()]
    assert [one.model_copy(update={"job_function": None}) for one in written.courses] == list(read.courses)
    assert _steps(read) == _steps(written)


def _steps(framework: Framework) -> list[tuple[object, ...]]:
    return [
        (one.title, one.percent, one.cents, one.after_ojt_hours or 0, one.after_core_competencies or 0)
        for one in (framework.wages.steps if framework.wages else ())
    ]


@pytest.mark.parametrize("key", catalogue.keys())
def test_a_pdf_of_the_form_is_refused_with_a_way_out(key: str, tmp_path: Path) -> None:
    schedule_pdf.write(samples.blank(key), tmp_path / "schedule.pdf")
    with pytest.raises(KnownError, match="Appendix A") as refused:
        detect.read(files.open_path(tmp_path / "schedule.pdf"))
    assert ".docx" in refused.value.advice


def test_another_document_is_none_of_this_form() -> None:
    for text in occupational_documents.ALL.values():
        paragraphs = (paragraph(run(line)) for line in text.split("\n"))
        assert not appendix_a.fits(files.open_bytes("other.docx", packed(*paragraphs)))
    assert not appendix_a.fits(files.open_bytes("other.txt", b"Appendix A\nTerm of apprenticeship"))
    with pytest.raises(KnownError):
        appendix_a.read(files.open_bytes("other.txt", b"Appendix A\nTerm of apprenticeship"))


@pytest.mark.skipif(not SPRINKLER.exists(), reason="the shared documents are not here")
def test_the_sprinkler_fitter_is_read_to_the_last_hour() -> None:
    read = found(SPRINKLER.read_bytes())
    framework = read.framework
    assert framework.occupation.rapids_code == "0414S-R"
    assert [one.code for one in framework.occupation.onet_codes] == ["47-2152.00"]
    assert framework.approach is Approach.TIME_BASED
    assert len(framework.job_functions) == 11
    assert sum(one.ojt.required for one in framework.job_functions) == framework.ojt.required == 8000
    assert len(framework.courses) == 32
    years = [sum(one.hours.required for one in framework.courses if one.code.startswith(f"{year}.")) for year in "1234"]
    assert years == [152.5, 152.5, 147.5, 145]
    assert framework.ri.required == 597.5
    assert framework.probation is not None
    assert (framework.probation.length, framework.probation.unit) == (2000, DurationUnit.HOURS)
    assert framework.wages is not None
    assert [one.percent for one in framework.wages.steps] == [50, 55, 60, 65, 70, 75, 80, 85]
    assert [one.after_ojt_hours for one in framework.wages.steps] == [0, 1000, 2000, 3000, 4000, 5000, 6000, 7000]
    assert all(one.agrees for one in read.tallies)
    assert all(one.weight is Weight.NOTE for one in read.findings)
