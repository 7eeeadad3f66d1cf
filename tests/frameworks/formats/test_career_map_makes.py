"""Career maps of other makes: without capitals, from Word and PDF, with the head and foot of pages in the text."""

import pytest

from desktop.frameworks.document import Framework
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Weight
from desktop.frameworks.formats.career_map import reader as career_map
from desktop.frameworks.reading import Reading

LEVELS = ("Entry", "Mid", "Advanced")
SKILLS = {
    "Patient Care": ("Cares for patients.", "Helps when told.", "Helps without reminders.", "Coaches new aides."),
    "Vital Signs": ("Takes vital signs.", "Counts the pulse.", "Charts all signs.", "Tells what is abnormal."),
}
JOBS = {"Nursing Assistant": "Provides care at the bed.", "Ward Clerk": "Keeps the records of a ward."}


def _map(gap: str = "\n\n", page: str = "\n\n\n\n") -> str:
    """Two occupations; `gap` stands between paragraphs, `page` between pages."""
    pages = ["Careers of the Valley\n\nOverview\n\nThis report names trades that are sought.".replace("\n\n", gap)]
    for title, text in JOBS.items():
        told = ["Health Care", title, "Job Description", text, "Key Foundational Competencies", "Patience, Order, Care"]
        told += ["Occupational Competency", *LEVELS]
        told += [line for skill, texts in SKILLS.items() for line in (skill, *texts)]
        told += ["Salary Range", "Entry Level: $30,000", "Credentials", "High School Diploma"]
        told += ["Other Job Titles/Roles", "Aide, Helper, Attendant"]
        pages.append(gap.join(told))
    return page.join(pages) + "\n"


def _opened(text: str) -> Opened:
    return open_bytes("map.txt", text.encode())


def _read(text: str) -> Reading:
    opened = _opened(text)
    assert career_map.fits(opened)
    return career_map.read(opened)


def _told(framework: Framework) -> dict[str, tuple[str, ...]]:
    return {one.title: (one.description, *(text.text for text in one.level_texts)) for one in framework.competencies()}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(_map(), id="title case"),
        pytest.param(_map("\n", "\n\n"), id="title case without empty lines"),
    ],
)
def test_headings_in_title_case_are_headings(text: str) -> None:
    reading = _read(text)
    assert [one.framework.title for one in reading.found] == list(JOBS)
    for one in reading.found:
        assert [level.word for level in one.framework.rating_scale.levels] == list(LEVELS)
        assert _told(one.framework) == SKILLS
        assert one.framework.description == JOBS[one.framework.title]
        assert {fact.about: fact.lines for fact in one.framework.facts}["Credentials"] == ("High School Diploma",)
        assert list(one.framework.occupation.job_titles) == ["Aide", "Helper", "Attendant"]
        assert not [finding for finding in one.findings if finding.part[:1] == ("job_functions",)]


def test_capitals_without_empty_lines_are_read_line_by_line() -> None:
    text = _map("\n", "\n\n")
    for heading in ("Health Care", *JOBS, "Job Description", "Occupational Competency", *LEVELS, *SKILLS):
        text = text.replace(f"{heading}\n", f"{heading.upper()}\n")
    reading = _read(text)
    assert [one.framework.title for one in reading.found] == [title.upper() for title in JOBS]
    assert _told(reading.found[0].framework) == {title.upper(): texts for title, texts in SKILLS.items()}


@pytest.mark.parametrize(
    "text",
    [
        "Minutes\n\nRole Description\n\nDone.\n\nCore Competencies\n\nTeamwork\n\nWe agree.\n\nWe agree more.\n",
        "Aide\n\nJob Description\n\nSought.\n\nCompetencies\n\nSpeech\n\nTalks.\n\nHears.\n\nHow to Apply\n\nWrite.\n",
        "Our career map has a job description. Each occupational competency is novice, emerging or proficient.\n" * 30,
    ],
)
def test_minutes_job_ads_and_prose_are_no_career_maps(text: str) -> None:
    assert not career_map.fits(_opened(text))


def test_the_head_and_foot_of_pages_are_no_part_of_the_text() -> None:
    lines = []
    for number, line in enumerate(_map().split("\n"), start=1):
        lines.append(line)
        if number % 12 == 0:
            lines += ["", f"Valley Careers | Page {number // 12}", "\fCouncil of employers, 12th edition", ""]
    reading = _read("\n".join(lines))
    assert [_told(one.framework) for one in reading.found] == [SKILLS, SKILLS]
    assert [one.framework.description for one in reading.found] == list(JOBS.values())
    passed = [one.text for one in reading.passed]
    assert "Valley Careers | Page 2" in passed
    assert passed.count("Council of employers, 12th edition") > 2


def _table(rows: str) -> Reading:
    head = "Job Description\nKeeps things well.\nOccupational\tEntry\tMid\tAdvanced\nCompetency\n"
    return _read(
        f"Careers\nThis is a report.\n\nHealth Care\nWard Clerk\n{head}{rows}\nSalary Range\nEntry Level: $1\n"
    )


def test_rows_of_a_table_that_a_pdf_breaks_are_put_together_again() -> None:
    rows = (
        "Patient and\tHelps with meals\tHelps without\tCoaches new\n"
        "Family Care\tunder supervision.\treminders.\taides on\n"
        "Cares for\tall wards.\n"
        "patients.\n"
        "Records\tFiles.\tSorts.\tPlans."
    )
    framework = _table(rows).found[0].framework
    assert _told(framework) == {
        "Patient and Family Care": (
            "Cares for patients.",
            "Helps with meals under supervision.",
            "Helps without reminders.",
            "Coaches new aides on all wards.",
        ),
        "Records": ("", "Files.", "Sorts.", "Plans."),
    }


def test_a_broken_row_that_nothing_puts_together_is_asked_for() -> None:
    rows = "Care\tHelps with\tServes at\tCoaches new\nmeals.\taides.\nRecords\tFiles.\tSorts.\tPlans."
    found = _table(rows).found[0]
    asked = [one for one in found.findings if one.about == "1.1" and one.weight is Weight.QUESTION]
    assert len(asked) == 1
    assert asked[0].choices
    assert not next(iter(found.framework.competencies())).level_texts


def test_title_and_definition_in_one_cell_are_told_apart_with_the_other_reading_offered() -> None:
    rows = "Care and Comfort Cares for the sick.\tHelps.\tServes.\tCoaches.\nRecords\tFiles.\tSorts.\tPlans."
    found = _table(rows).found[0]
    assert _told(found.framework)["Care and Comfort"][0] == "Cares for the sick."
    note = next(one for one in found.findings if one.id == "1.1 title")
    assert note.weight is Weight.NOTE
    assert [one.key for one in note.choices] == ["apart", "whole"]
    assert note.taken_key == "apart"


def test_a_definition_in_a_row_of_its_own_belongs_to_the_title_above() -> None:
    rows = "Care\tHelps.\tServes.\tCoaches.\nCares for the sick.\t\t\t\nRecords\tFiles.\tSorts.\tPlans."
    assert _told(_table(rows).found[0].framework)["Care"] == ("Cares for the sick.", "Helps.", "Serves.", "Coaches.")
