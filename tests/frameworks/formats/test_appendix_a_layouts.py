"""Appendix A forms as other offices lay them out: other numbers, other tables, other places."""

import pytest

from desktop.codes import Approach, DurationUnit, Kind
from desktop.frameworks import answers, detect
from desktop.frameworks.document import Framework, HourRange, Probation, Term
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats.appendix_a import reader as appendix_a
from desktop.frameworks.formats.appendix_a.head import approaches, facts, printed_hours, probation, term
from desktop.frameworks.formats.appendix_a.rows import Line, hours, unnumbered
from desktop.frameworks.reading import Found
from tests.frameworks.formats.books import finding, ids
from tests.frameworks.formats.word_files import box, cell, opened, paragraph, row, table

HEAD = ("Appendix A", "WORK PROCESS SCHEDULE", "AND", "RELATED INSTRUCTION OUTLINE")
COURSES = (
    "RELATED INSTRUCTION OUTLINE",
    table(row("Course", "Approximate hours"), row("Bees", "100"), row("Law", "44"), row("Total", "144")),
)


def read(*body: str) -> Found:
    document = opened(*body)
    assert appendix_a.fits(document)
    reading = detect.read(document)
    assert reading.format == "appendix-a"
    return reading.found[0]


def outline(framework: Framework) -> list[tuple[str, str, float | None, float | None, list[str]]]:
    return [
        (one.number, one.title, one.ojt.minimum, one.ojt.maximum, [task.title for task in one.competencies])
        for one in framework.job_functions
    ]


def test_sections_may_be_numbered_and_two_codes_may_share_a_line() -> None:
    found = read(
        *HEAD,
        "Beekeeper",
        "O*NET-SOC CODE: 45-2093.00     RAPIDS CODE: 0099CB",
        "1. APPRENTICESHIP APPROACH",
        paragraph(box(False), " Time-based   ", box(True), " Competency-based   ", box(False), " Hybrid"),
        "2. TERM OF APPRENTICESHIP",
        "Minimum 12 months, maximum 18 months.",
        "III. RATIO OF APPRENTICES TO JOURNEYWORKERS",
        "2 Apprentices to 1 Journeyworker.",
        "4) PROBATIONARY PERIOD",
        "A probationary period of 90 days.",
        "WORK PROCESS SCHEDULE",
        table(
            row(cell("A. Hives", span=3)),
            row("Competencies", "Date Completed", "Initials"),
            row("Finds the queen", "", ""),
        ),
        *COURSES,
    )
    framework = found.framework
    assert framework.title == "Beekeeper"
    assert framework.occupation.rapids_code == "0099CB"
    assert [one.code for one in framework.occupation.onet_codes] == ["45-2093.00"]
    assert framework.approach is Approach.COMPETENCY_BASED
    assert framework.term == Term(minimum=12, maximum=18)
    assert framework.ratio is not None
    assert framework.ratio.apprentices == 2
    assert framework.probation == Probation(length=3, unit=DurationUnit.MONTHS)
    assert "days" in finding(found, "probation").says
    assert outline(framework) == [("A", "Hives", None, None, ["Finds the queen"])]
    assert [one.title for one in framework.courses] == ["Bees", "Law"]


def test_an_outline_may_begin_with_its_table() -> None:
    found = read(
        *HEAD,
        "Arborist",
        "O*NET-SOC CODE: 37-3013.00",
        paragraph("APPRENTICESHIP APPROACH: ", box(False), " Time-based ", box(True), " Hybrid"),
        "TERM OF APPRENTICESHIP: 3 years, and the recommended 144 hours of related instruction per year.",
        "RATIO: One (1) apprentice to one (1) journeyworker",
        table(
            row("Work Process", "Minimum Hours", "Maximum Hours"),
            row(["A. Climbing", "Checks gear"], "1 800", "2,200"),
            row("B. Pruning", "2,400 hrs", "2,700 hrs"),
            row("TOTAL", "4,200", "4,900"),
        ),
        table(row("Course Number", "Course Title", "Contact Hours"), row("T 1", "Trees", "432")),
    )
    assert outline(found.framework) == [
        ("A", "Climbing", 1800, 2200, ["Checks gear"]),
        ("B", "Pruning", 2400, 2700, []),
    ]
    assert found.framework.ojt == HourRange(minimum=4200, maximum=4900)
    assert found.framework.ri == HourRange(minimum=432, maximum=432)
    assert [one.code for one in found.framework.courses] == ["T 1"]
    assert not {"OJT hours", "RI hours"} & ids(found)


def test_what_stands_behind_the_outline_belongs_to_the_head() -> None:
    found = read(
        "Appendix A",
        table(
            row("Occupation Title:", "Millwright"),
            row("RAPIDS Code:", "0335"),
            row("Type of Training:", "☒ Time ☐ Competency ☐ Hybrid"),
            row("Term:", "4000 hours / 24 months"),
        ),
        "On-the-Job Training Outline",
        table(row("Job Task", "Approximate Hours"), row("1. Safety", "400"), row("2. Shafts", "3,600")),
        "Wage Schedule: Journeyworker wage $38.00 per hour",
        table(row("Period", "% of Journeyworker Wage"), row("1", "50%"), row("2", "80%")),
        "Probation: 500 hours",
        "Related Technical Instruction",
        table(row("Course", "Hours"), row("Shop math", "80"), row("TOTAL", "80")),
    )
    framework = found.framework
    assert framework.approach is Approach.TIME_BASED
    assert framework.wages is not None
    assert [one.percent for one in framework.wages.steps] == [50, 80]
    assert framework.probation == Probation(length=500, unit=DurationUnit.HOURS)
    assert outline(framework) == [("1", "Safety", 400, 400, []), ("2", "Shafts", 3600, 3600, [])]
    assert [one.title for one in framework.courses] == ["Shop math"]


def test_competencies_may_stand_in_a_column_beside_their_process() -> None:
    found = read(
        *HEAD,
        "Machinist",
        "RAPIDS CODE: 0296HY",
        "APPRENTICESHIP APPROACH: ( ) Time-based  ( ) Competency-based  (X) Hybrid",
        "TERM OF APPRENTICESHIP: 2 years",
        "RATIO: 1:1",
        table(
            row("Work Process", "Competencies", "Min. hrs", "Max. hrs"),
            row("1. Bench", "Deburrs", "400", "600"),
            row("", "Files", "", ""),
            row("2. Turning", "Faces", "3000", "3400"),
            row("2. Turning", "Bores", "3000", "3400"),
            row("Totals", "", "3400", "4000"),
        ),
        *COURSES,
    )
    assert outline(found.framework) == [
        ("1", "Bench", 400, 600, ["Deburrs", "Files"]),
        ("2", "Turning", 3000, 3400, ["Faces", "Bores"]),
    ]
    assert found.framework.ojt == HourRange(minimum=3400, maximum=4000)


@pytest.mark.parametrize(("printed", "asked"), [("200", False), ("250", True)])
def test_hours_of_tasks_make_those_of_their_process(printed: str, asked: bool) -> None:
    found = read(
        *HEAD,
        "Line Cook",
        "RAPIDS CODE: 0722",
        "APPRENTICESHIP APPROACH: [X] Time-based  [ ] Hybrid",
        "TERM OF APPRENTICESHIP: 1 year",
        table(
            row("Work Processes", "Hours"),
            row(cell("A. Sanitation", span=2)),
            row("Cleans", "120"),
            row("Logs", "80"),
            row("Subtotal", printed),
            row(cell("B. Line", span=2)),
            row("Grills", "400"),
            row("Subtotal", "400"),
            row("TOTAL", "600"),
        ),
        *COURSES,
    )
    assert outline(found.framework) == [
        ("A", "Sanitation", 200, 200, ["Cleans", "Logs"]),
        ("B", "Line", 400, 400, ["Grills"]),
    ]
    assert ("A subtotal" in ids(found)) is asked
    if asked:
        made = answers.apply(found, [Answer("A subtotal", "total")])
        assert made.job_functions[0].ojt == HourRange(minimum=250, maximum=250)


def test_an_outline_may_be_paragraphs_with_hours_at_their_end() -> None:
    found = read(
        *HEAD,
        "Boat Builder",
        "RAPIDS CODE: 0042",
        "Type of program: [X] Time-based   [ ] Hybrid",
        "Term: 4 years",
        "Work Process Schedule\tApprox. Hours",
        "I. Lofting\t500-700 hrs",
        "• Draws lines",
        "II. Planking ........ 1,000",
        "TOTAL HOURS\t1,500-1,700",
        "Related Instruction Outline",
        "Shop math – 144 hours",
        "Total: 144 hours",
    )
    assert outline(found.framework) == [
        ("I", "Lofting", 500, 700, ["Draws lines"]),
        ("II", "Planking", 1000, 1000, []),
    ]
    assert [(one.title, one.hours.minimum) for one in found.framework.courses] == [("Shop math", 144)]


def test_a_head_may_name_the_occupation_above_the_processes() -> None:
    found = read(
        "STANDARDS OF APPRENTICESHIP – Appendix A",
        "Trade: Glazier      Onet-SOC: 47-2121.00    RAPIDS: 0221",
        "The term of apprenticeship shall be 6,000 hours of employment (time-based).",
        "WORK PROCESSES",
        table(row("", "Glazier", "APPROXIMATE HOURS"), row("A.", "Cuts", "1,000"), row("B.", "Sets", "5,000")),
        "RELATED/SUPPLEMENTAL INSTRUCTION",
        "160 hours per year.",
    )
    assert outline(found.framework) == [("A", "Cuts", 1000, 1000, []), ("B", "Sets", 5000, 5000, [])]


def test_competencies_by_year_and_with_core_or_optional() -> None:
    found = read(
        *HEAD,
        "Health Worker",
        "RAPIDS CODE: 2002CB",
        "Apprenticeship Approach: ☐ Time-based ☑ Competency-based ☐ Hybrid",
        "YEAR 1",
        table(
            row("Competencies", "Core or Optional", "Rating"),
            row("A. Refers", "Core", ""),
            row("B. Speaks", "Optional", ""),
        ),
        table(
            row(cell("Job Function 2: Cares", span=2)),
            row("Competencies", "Date"),
            row("Calls", ""),
            row("Visits", ""),
        ),
        "Related Instruction (minimum of 144 hours per year)",
        table(row("Course", "Provider", "Hours"), row("Law", "Bay College", "40-48")),
    )
    assert outline(found.framework) == [
        ("1", "YEAR 1", None, None, ["Refers", "Speaks"]),
        ("2", "Cares", None, None, ["Calls", "Visits"]),
    ]
    assert [one.kind for one in found.framework.competencies()][:2] == [Kind.CORE, Kind.OPTIONAL]
    assert [one.hours for one in found.framework.courses] == [HourRange(minimum=40, maximum=48)]


def test_a_form_that_was_not_filled_in_says_so() -> None:
    found = read(
        *HEAD,
        "Occupation: Click or tap here to enter text.",
        "O*NET-SOC CODE: Enter code",
        "APPRENTICESHIP APPROACH",
        paragraph(box(False), " Time-based ", box(False), " Hybrid"),
        "WORK PROCESS SCHEDULE",
        table(row("Work Process", "Approximate Hours"), row("", ""), row("TOTAL", "")),
    )
    errors = {one.id for one in found.findings if one.weight is Weight.ERROR}
    assert errors == {"title", "work processes"}


def test_each_appendix_of_a_document_is_a_framework() -> None:
    body: list[str] = []
    for title, code in (("Sign Maker", "1999CB"), ("Sign Painter", "0504CB")):
        body += [
            *HEAD,
            title,
            f"RAPIDS CODE: {code}",
            "APPRENTICESHIP APPROACH: [ ] Time-based [X] Competency-based",
            "Term: 18 months",
            table(row("Competencies", "Date Completed"), row(f"{title} lays out", ""), row("Finishes", "")),
            "Appendix A",
            *COURSES,
        ]
    reading = detect.read(opened(*body))
    assert [(one.framework.title, one.framework.occupation.rapids_code) for one in reading.found] == [
        ("Sign Maker", "1999CB"),
        ("Sign Painter", "0504CB"),
    ]
    assert [len(list(one.framework.competencies())) for one in reading.found] == [2, 2]
    assert [len(one.framework.courses) for one in reading.found] == [2, 2]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [("500-700 hrs", 500, 700), ("Approx. 1,000", 1000, 1000), ("1 000", 1000, 1000), ("2 400 h", 2400, 2400)],
)
def test_hours_are_read_as_people_type_them(text: str, least: float, most: float) -> None:
    assert hours(text) == HourRange(minimum=least, maximum=most)


def test_words_of_the_head() -> None:
    assert unnumbered("II. TERM") == "TERM"
    assert unnumbered("TERM") == "TERM"
    assert approaches("☐ Time ☒ Competency ☐ Hybrid") == ([Approach.COMPETENCY_BASED], True)
    assert term("Minimum 36 months, Maximum 48 months") == Term(minimum=36, maximum=48)
    assert printed_hours("160 hours of related instruction per year", 36)[1] == HourRange(minimum=480, maximum=480)
    assert printed_hours("160 hours of related instruction per year")[1] is None
    assert probation("for 45 days") == Probation(length=7, unit=DurationUnit.WEEKS)
    shared = facts([Line((("Onet: 47-2121.00 RAPIDS: 0221",),), 1, 1)])
    assert shared.get("onet") == "47-2121.00"
    assert shared.get("rapids") == "0221"
