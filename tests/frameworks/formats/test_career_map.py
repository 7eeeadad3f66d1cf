"""Career maps: what the pages show is read, and what they do not show is asked."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import answers
from desktop.frameworks.document import Competency
from desktop.frameworks.files import Form, Opened, open_bytes
from desktop.frameworks.findings import Answer, Entry, Finding, Weight
from desktop.frameworks.formats.career_map import reader as career_map
from desktop.frameworks.formats.career_map.text import folded
from desktop.frameworks.reading import Found, Reading, Tally
from tests.frameworks.formats import career_maps
from tests.frameworks.formats.career_map_titles import MAP
from tests.frameworks.formats.career_maps import Job, Layout
from tests.frameworks.formats.shared import attempt, opened


def read(text: str) -> Reading:
    return career_map.read(open_bytes("map.txt", text.encode()))


def told(one: Competency) -> tuple[str, str, tuple[str, ...]]:
    return one.title, one.description, tuple(text.text for text in one.level_texts)


def written(job: Job) -> list[tuple[str, str, tuple[str, ...]]]:
    return [(skill.title, skill.definition, skill.texts) for sheet in job.sheets for skill in sheet.skills]


def questions(found: Found) -> set[str]:
    standard = {"approach", "level that completes", "core or optional", "term", "OJT hours", "RI hours", "publisher"}
    return {one.id for one in found.findings if one.must_answer} - standard


def check(levels: tuple[str, ...], jobs: tuple[Job, ...], reading: Reading) -> None:
    assert [found.framework.title.upper() for found in reading.found] == [job.title for job in jobs]
    for found, job in zip(reading.found, jobs, strict=True):
        assert [level.word.upper() for level in found.framework.rating_scale.levels] == list(levels)
        assert [told(one) for one in found.framework.competencies()] == written(job)
        assert questions(found) == set()


@pytest.mark.parametrize(
    "layouts",
    [
        *((layout,) for layout in Layout),
        (Layout.HYBRID, Layout.ROWS),
        (Layout.ROWS, Layout.TABLE, Layout.COLUMNS, Layout.HYBRID),
    ],
    ids=lambda some: "+".join(one.name for one in some),
)
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_what_was_written_is_what_is_read(layouts: tuple[Layout, ...], data: st.DataObject) -> None:
    levels, jobs = data.draw(career_maps.documents(*layouts))
    check(levels, jobs, read(career_maps.write(levels, jobs)))


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(career_maps.documents(Layout.ROWS, Layout.COLUMNS, Layout.HYBRID), st.booleans())
def test_pages_and_levels_are_found_where_nothing_stands_apart(
    document: tuple[tuple[str, ...], tuple[Job, ...]], is_titled: bool
) -> None:
    levels, jobs = document
    check(levels, jobs, read(career_maps.write(levels, jobs, gap=1, is_titled=is_titled)))


def page(*paragraphs: str, levels: str = "APPRENTICE\n\n\n\nHAND\n\n\n\nMATE") -> str:
    """A map of one occupation with one page: level words, then what is given."""
    text = "\n\n".join(paragraphs)
    return (
        "HARBOR TRADES\n\nRIGGER\n\nJOB DESCRIPTION\n\nRigs boats.\n\n"
        f"OCCUPATIONAL COMPETENCY\n\n\n\n{levels}\n\n\n\n{text}\n"
    )


def one_found(text: str) -> Found:
    (found,) = read(text).found
    return found


def finding(found: Found, id_: str) -> Finding:
    return next(one for one in found.findings if one.id == id_)


SOUND = (
    "ROPES",
    "About ropes.",
    "Coils.",
    "Splices.",
    "Teaches.",
    "SAILS",
    "About sails.",
    "Folds.",
    "Mends.",
    "Cuts.",
)


def test_a_text_too_many_is_asked_with_all_paragraphs_in_order() -> None:
    found = one_found(page(*SOUND, "KNOTS", "About knots.", "Ties.", "Unties.", "Invents.", "Judges."))
    asked = finding(found, "1.3 levels")
    knots = list(found.framework.competencies())[2]
    assert questions(found) == {"1.3 levels"}
    assert knots.unplaced == ("About knots.", "Ties.", "Unties.", "Invents.", "Judges.")
    assert (knots.level_texts, knots.description) == ((), "")
    assert asked.entry is Entry.SPLIT
    assert asked.path == ("job_functions", "1", "competencies", "1.3")
    assert asked.choices[0].key == "1 2 1 1"
    assert "Definition: paragraph 1; Apprentice: paragraphs 2 to 3" in asked.choices[0].words


@pytest.mark.parametrize(
    ("answer", "description", "texts"),
    [
        (Answer("1.3 levels", choice="1 2 1 1"), "About knots.", ["Ties.\nUnties.", "Invents.", "Judges."]),
        (Answer("1.3 levels", typed="1 1 1 2"), "About knots.", ["Ties.", "Unties.", "Invents.\nJudges."]),
        (Answer("1.3 levels", typed="2 2 1"), "", ["About knots.\nTies.", "Unties.\nInvents.", "Judges."]),
    ],
)
def test_an_answer_places_the_paragraphs(answer: Answer, description: str, texts: list[str]) -> None:
    found = one_found(page(*SOUND, "KNOTS", "About knots.", "Ties.", "Unties.", "Invents.", "Judges."))
    knots = list(answers.apply(found, [answer]).competencies())[2]
    assert knots.unplaced == ()
    assert told(knots) == ("KNOTS", description, tuple(texts))


def test_as_many_paragraphs_as_levels_may_lack_a_level_where_the_page_defines_its_competencies() -> None:
    found = one_found(page(*SOUND, "KNOTS", "About knots.", "Ties.", "Unties."))
    assert questions(found) == {"1.3 levels"}
    keys = [one.key for one in finding(found, "1.3 levels").choices]
    assert "1 1 1" in keys
    assert "1 1 1 0" in keys


def test_nothing_is_taken_from_a_page_of_which_no_pattern_is_seen() -> None:
    found = one_found(page("ROPES", "Coils.", "Splices.", "Teaches.", "SAILS", "Folds.", "KNOTS", "Ties.", "Unties."))
    assert questions(found) == {"1.1 levels", "1.2 levels", "1.3 levels"}
    assert finding(found, "1.1 levels").choices[0].key == "1 1 1"


def test_a_list_belongs_to_the_paragraph_before_it() -> None:
    bullets = "- Hemp\n- Wire"
    found = one_found(
        page(*SOUND, "KNOTS", "About knots.", "Ties.", bullets, "Unties.", "Of each kind:", bullets, "Invents.")
    )
    knots = list(found.framework.competencies())[2]
    texts = ("Ties.\n- Hemp\n- Wire", "Unties.\nOf each kind:\n- Hemp\n- Wire", "Invents.")
    assert told(knots) == ("KNOTS", "About knots.", texts)
    assert not [one for one in found.findings if one.about == "1.3"]


def test_a_list_right_after_a_list_begins_a_text_and_is_noted() -> None:
    kinds = ("Of each kind:", "- Hemp\n- Wire")
    found = one_found(page(*SOUND, "KNOTS", "About knots.", "Ties.", "Unties.", *kinds, *kinds))
    noted = finding(found, "1.3 list")
    knots = list(found.framework.competencies())[2]
    assert [text.text for text in knots.level_texts][2] == "Of each kind:\n- Hemp\n- Wire"
    assert (noted.weight, noted.taken_key) == (Weight.NOTE, "1 1 2 1")
    other = list(answers.apply(found, [Answer("1.3 list", choice="1 1 3 0")]).competencies())[2]
    assert [text.level for text in other.level_texts] == [1, 2]
    assert answers.apply(found, [Answer("1.3 list", choice="1 1 2 1")]) == found.framework


def test_a_list_that_could_be_a_text_of_its_own_is_asked() -> None:
    found = one_found(page(*SOUND, "KNOTS", "About knots.", "Ties.", "Unties.", "Of each kind:", "- Hemp\n- Wire"))
    assert questions(found) == {"1.3 levels"}
    assert finding(found, "1.3 levels").choices[0].key == "1 1 1 1"


def test_an_empty_cell_is_noted_and_the_texts_may_be_moved_up() -> None:
    head = "OCCUPATIONAL COMPETENCY\tAPPRENTICE\tHAND\tMATE\n\t\t\t\n"
    found = one_found(f"RIGGER\n\nJOB DESCRIPTION\n\nRigs boats.\n\n{head}ROPES Work with ropes.\tCoils.\tSplices.\t\n")
    assert told(next(found.framework.competencies())) == ("ROPES", "Work with ropes.", ("Coils.", "Splices."))
    assert questions(found) == set()
    moved = answers.apply(found, [Answer("1.1 gap", choice="moved up")])
    assert [text.level for text in next(moved.competencies()).level_texts] == [2, 3]


def test_rows_that_go_on_belong_to_the_row_above() -> None:
    head = "OCCUPATIONAL COMPETENCY\tLOW\tHIGH\n"
    rows = "ROPES\t<p>Coils.</p> <p>Dries.</p>\tSplices.\nWork with ropes.\tCuts.\tTests.\n\tStows.\t\n"
    found = one_found(f"RIGGER\n\nJOB DESCRIPTION\n\nRigs boats.\n\n{head}{rows}")
    (ropes,) = found.framework.competencies()
    assert told(ropes) == ("ROPES", "Work with ropes.", ("Coils.\nDries.\nCuts.\nStows.", "Splices.\nTests."))


def test_cells_that_are_not_as_many_as_competencies_are_asked_together() -> None:
    text = (
        "RIGGER\n\nJOB DESCRIPTION\n\nRigs boats.\n\nOCCUPATIONAL COMPETENCY\n\n\n\nROPES\n\nAbout ropes.\n\n"
        "SAILS\n\nAbout sails.\n\nLOW\n\n\n\nCoils.\n\nFolds.\n\nHIGH\n\n\n\nSplices.\n\nTests.\n\nMends.\n"
    )
    found = one_found(text)
    assert questions(found) == {"1.1 columns"}
    ropes, sails = found.framework.competencies()
    assert [text.text for text in ropes.level_texts] == ["Coils."]
    assert ropes.unplaced == ("Splices.", "Tests.", "Mends.")
    ropes, sails = answers.apply(found, [Answer("1.1 columns", choice="2 1")]).competencies()
    assert told(ropes) == ("ROPES", "About ropes.", ("Coils.", "Splices.\nTests."))
    assert told(sails) == ("SAILS", "About sails.", ("Folds.", "Mends."))
    assert ropes.unplaced == ()


def test_a_heading_without_any_text_blocks_until_it_is_kept_or_left_out() -> None:
    found = one_found(page(*SOUND, "KNOTS"))
    asked = finding(found, "1.3 text")
    assert asked.weight is Weight.ERROR
    picks = [Answer("1.3 text", choice="leave out"), Answer("core or optional", choice="optional")]
    assert [one.code for one in answers.apply(found, picks).competencies()] == ["1.1", "1.2"]


def test_a_section_before_the_grid_is_a_fact_and_may_be_made_a_competency() -> None:
    text = page(*SOUND).replace("OCCUPATIONAL", "TOOLS AND BOATS\n\nMarlin: a spike.\n\nOCCUPATIONAL", 1)
    found = one_found(text)
    assert [(one.about, one.lines) for one in found.framework.facts] == [("TOOLS AND BOATS", ("Marlin: a spike.",))]
    assert len(list(found.framework.competencies())) == 2
    (noted,) = [one for one in found.findings if one.about == "TOOLS AND BOATS"]
    made = list(answers.apply(found, [Answer(noted.id, choice="competency")]).competencies())
    assert [one.title for one in made] == ["ROPES", "SAILS", "TOOLS AND BOATS"]


JOBS = tuple(
    Job(title, (career_maps.Sheet(Layout.ROWS, (skill, other)), career_maps.Sheet(Layout.COLUMNS, (skill, other))))
    for title in ("RIGGER", "DIVER", "PILOT")
    for skill, other in [
        (
            career_maps.Skill("ROPES", ("Coils.", "Splices."), "Of rope."),
            career_maps.Skill("SAILS", ("Folds.", "Cuts."), "Of sail."),
        )
    ]
)


def test_a_missing_title_is_read_from_later_pages_and_the_contents() -> None:
    reading = read(career_maps.write(("LOW", "HIGH"), JOBS, is_titled=False))
    assert [found.framework.title for found in reading.found] == ["Rigger", "Diver", "Pilot"]
    assert [found.key for found in reading.found] == ["rigger", "diver", "pilot"]
    noted = finding(reading.found[1], "title")
    assert noted.weight is Weight.NOTE
    assert "“DIVER”" in noted.says


def test_a_title_that_no_page_has_is_the_one_left_over_in_the_contents() -> None:
    text = career_maps.write(("LOW", "HIGH"), JOBS).replace("\n\nDIVER\n\n", "\n\n")
    reading = read(text)
    assert [found.framework.title for found in reading.found] == ["Rigger", "Diver", "Pilot"]
    assert reading.tallies[0] == Tally("Occupations", 3, 3)


def test_a_title_that_nothing_tells_blocks() -> None:
    text = career_maps.write(("LOW", "HIGH"), JOBS).replace("\n\nDIVER\n\n", "\n\n").replace("Diver\t4\n", "")
    found = read(text).found[1]
    assert finding(found, "title").weight is Weight.ERROR
    assert found.framework.title == "Occupation 2"
    assert answers.apply(found, [Answer("title", typed="Harbor diver")]).title == "Harbor diver"


def test_an_occupation_of_the_contents_that_has_no_pages_is_told() -> None:
    text = career_maps.write(("LOW", "HIGH"), JOBS).replace("Diver\t4\n", "Diver\t4\nDockmaster\t5\n")
    reading = read(text)
    assert reading.tallies[0] == Tally("Occupations", 3, 4)
    assert [one.about for one in reading.findings] == ["Dockmaster"]


def test_the_head_and_the_facts_of_an_occupation_are_read() -> None:
    reading = read(career_maps.write(("LOW", "HIGH"), JOBS))
    framework = reading.found[0].framework
    facts = {one.about: one.lines for one in framework.facts}
    assert framework.publisher == "Portside"
    assert framework.source == "TEN TRADES OF THE HARBOR"
    assert framework.description == "Keeps the boats of the harbor in good order."
    assert framework.occupation.job_titles == ("Mate", "Hand")
    assert facts["Salary range"] == ("Entry Level: $20 - $30", "Advanced Level: $40")
    assert facts["Key foundational competencies"] == ("Patience", "Care (of tools)", "Arithmetic")
    assert {one.text for one in reading.passed} >= {"PURPOSE", "PORTSIDE", "HARBOR TRADES"}


def test_credentials_are_parted_by_their_labels() -> None:
    text = (
        page(*SOUND)
        + "\n\n\nHARBOR TRADES\n\nRIGGER\n\n"
        + "CREDENTIALS\tSometimes Required: Boat card Required: Diploma\tPreferred: Radio\n"
    )
    framework = one_found(text).framework
    assert framework.required_certifications == "Diploma"
    assert framework.facts[0].lines == ("Sometimes Required: Boat card", "Required: Diploma", "Preferred: Radio")


@pytest.mark.parametrize(
    "text", ["", "Some words.", "JOB DESCRIPTION\n\nRigs boats.", "ROPES\tSAILS\n1\t2", '{"job description": 1}']
)
def test_other_texts_do_not_fit(text: str) -> None:
    assert not career_map.fits(Opened("map.txt", text.encode(), Form.JSON if text[:1] == "{" else Form.TEXT))


def test_a_text_without_occupations_or_far_too_long_is_refused() -> None:
    for text in ("Some words.", "JOB DESCRIPTION\n\n" + "ROPES\n\n" * 10_000):
        with pytest.raises(KnownError):
            read(text)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*page(*SOUND).split("\n"), "\f", "\tA\t", "- x", "Of:", "<p", "HAND"]), max_size=60))
def test_lines_in_any_order_are_read_or_refused(lines: list[str]) -> None:
    attempt(career_map.read, Opened("map.txt", "\n".join(lines).encode(), Form.TEXT))


@pytest.fixture(scope="module")
def shared() -> Reading:
    return career_map.read(opened("seeds", "career-map.txt"))


def test_every_occupation_of_the_shared_map_has_its_competencies(shared: Reading) -> None:
    titles = {one.framework.title: tuple(c.title for c in one.framework.competencies()) for one in shared.found}
    assert titles == MAP
    assert [(one.what, one.found, one.printed) for one in shared.tallies] == [
        ("Occupations", 25, 25),
        ("Competencies", 161, None),
        ("Industry-wide foundational competencies", 23, None),
    ]


def test_the_levels_of_fourteen_competencies_of_the_shared_map_are_asked(shared: Reading) -> None:
    asked = {one.key: questions(one) for one in shared.found if questions(one)}
    assert asked == {
        "it-support-technician": {"1.5 levels", "1.6 levels"},
        "associate-junior-developer": {"1.1 levels", "1.2 levels"},
        "software-developer": {f"1.{at} levels" for at in range(1, 9)},
        "project-manager": {"1.1 levels", "1.2 levels"},
    }
    clear = [one for found in shared.found for one in found.framework.competencies() if not one.unplaced]
    two = [one.title for one in clear if len(one.level_texts) != 3]
    assert len(clear) == 147
    assert two == ["WEB DEVELOPMENT", "GENERAL DATABASE", "SOFTWARE DEVELOPMENT TOOLS", "DESIGN AND IMPLEMENTATION"]


def test_every_line_of_the_grids_of_the_shared_map_stands_in_one_competency(shared: Reading) -> None:
    words = ("NOVICE", "EMERGING", "PROFICIENT", "OCCUPATIONAL COMPETENCY", "INFORMATION TECHNOLOGY")
    heads = {folded(one.framework.title) for one in shared.found}
    # What is required stands among the credentials, and the job function around its competencies.
    skipped = (("job_functions", "1"), ("required_certifications",))
    read_lines: Counter[int] = Counter()
    for found in shared.found:
        for path, places in found.places.items():
            if path and path not in skipped and path[0] != "cross_cutting":
                read_lines.update({line for one in places for line in range(one.first, one.last + 1)})
    first, last = min(read_lines), max(read_lines)
    for number, line in enumerate(shared.lines[first - 1 : last], start=first):
        is_head = line.strip().startswith(words) or folded(line) in heads
        assert not line.strip() or read_lines[number] == (0 if is_head else 1), line


def test_a_publisher_that_no_page_names_is_asked_for() -> None:
    found = one_found(page(*SOUND))
    assert finding(found, "publisher").must_answer
    assert answers.apply(found, [Answer("publisher", typed="Portside")]).publisher == "Portside"
