"""Job number guides, and where their sections contradict each other."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import answers, detect
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.job_guide import reader as job_guide
from desktop.frameworks.job_architecture import JobArchitecture
from desktop.frameworks.reading import Reading
from tests.frameworks.formats import shared

GUIDE = """

Kitchen Job Numbers

40 - Heads

- 40-11 Head of All Kitchens
- 40-12 Head of Purchasing

42 - Hot Kitchen

Soup Making

- 42-10 3 Soup Cook, Senior
- 42-10 2 Soup Cook II
- 42-10 1 Soup Cook I *

Grill / Roast Station

- 42-20 4 Grill Cook, Chef
- 42-20 1 Grill Cook I

(continued)

Jobs Counted

2031 Kitchen Survey

- 42-20 3 Grill Cook, Senior

44 - Cold Kitchen

Salads

- 44-10 3 Salad Cook, First

* New - 2031

Level Guide

2031 Kitchen Survey

Level\tScope\tYears
4 Chef\tLeads a station.\t9+ years
3 Senior Level\tWorks alone.\t5 years
2 Middle Level\tIs looked after.\t2 years
1 Entry Level\tIs told what to do.\tN/A

42-20 4\tGrill Cook, Chef\t42-10 1\tSoup Cook I
42-20 1\tGrill Cook I\t42-10 3\tSoup Cook II
42-20 3\tGrill Cook, Elder\t42-10 3\tSoup Cook, Senior
40-12\tHead of Buying\t44-10 2\tSalad Cook II
40-15\tHead of All Kitchens\t\t

(continued)

10 counted positions

2031 Kitchen Survey

EXAMPLE:

42 - Hot Kitchen (Category)

42-10 - Soup Making (Family)

42-10 9 Soup Emperor (Level)

Descriptions

40 - Head Jobs

40-11 Head of All Kitchens

Answers for
all kitchens of the house.

* New - 2031

40-12 Head of Purchasing

Buys.

42 - Hot Kitchen

42-10 - Soups

Makes soup from stock.

Tastes it.

42-20 - Grill /

Roast Station

Grills and roasts.

NOTE for the Families 42-10 and 42-20

Both stand near the stove.

42-30 - Frying

Fries.
"""


def opened(text: str) -> Opened:
    return open_bytes("guide.txt", text.encode())


def reading(text: str = GUIDE) -> Reading:
    return job_guide.read(opened(text))


def jobs(text: str = GUIDE) -> JobArchitecture:
    found = reading(text).jobs
    assert found is not None
    return found


def findings(text: str = GUIDE) -> dict[str, Finding]:
    return {one.id: one for one in reading(text).findings}


def answered(*given: Answer) -> JobArchitecture:
    return answers.apply_to(jobs(), reading().findings, given)


def test_it_is_known_by_what_it_holds() -> None:
    found = detect.read(opened(GUIDE))
    assert (found.format, found.found) == ("job-guide", ())
    assert not job_guide.fits(opened("A letter\n\n2030 - 2031 was a year\n\n12-34 5 of them\n"))
    assert not job_guide.fits(open_bytes("a.json", b"{}"))


def test_categories_families_positions_and_executives_are_read() -> None:
    found = jobs()
    assert (found.key, found.title, found.source) == (
        "kitchen-job-numbers",
        "Kitchen Job Numbers",
        "2031 Kitchen Survey",
    )
    told = [
        (one.code, one.title, [(e.code, e.title, e.level) for e in one.executives], [f.code for f in one.families])
        for one in found.categories
    ]
    assert told == [
        ("40", "Heads", [("40-11", "Head of All Kitchens", ""), ("40-12", "Head of Purchasing", "")], []),
        ("42", "Hot Kitchen", [], ["42-10", "42-20"]),
        ("44", "Cold Kitchen", [], ["44-10"]),
    ]
    families = [family for one in found.categories for family in one.families]
    assert [(one.title, [(p.code, p.title, p.level) for p in one.positions]) for one in families] == [
        (
            "Soup Making",
            [
                ("42-10 3", "Soup Cook, Senior", "3"),
                ("42-10 2", "Soup Cook II", "2"),
                ("42-10 1", "Soup Cook I", "1"),
            ],
        ),
        (
            "Grill / Roast Station",
            [
                ("42-20 4", "Grill Cook, Chef", "4"),
                ("42-20 1", "Grill Cook I", "1"),
                ("42-20 3", "Grill Cook, Senior", "3"),
            ],
        ),
        ("Salads", [("44-10 3", "Salad Cook, First", "3")]),
    ]


def test_the_levels_are_defined_by_the_columns_of_their_table() -> None:
    assert [(one.level, one.title, one.description) for one in jobs().levels] == [
        ("4", "Chef", "Scope: Leads a station.\nYears: 9+ years"),
        ("3", "Senior Level", "Scope: Works alone.\nYears: 5 years"),
        ("2", "Middle Level", "Scope: Is looked after.\nYears: 2 years"),
        ("1", "Entry Level", "Scope: Is told what to do.\nYears: N/A"),
    ]


def test_descriptions_are_joined_without_what_belongs_to_the_page() -> None:
    heads, hot, cold = jobs().categories
    assert [one.description for one in heads.executives] == ["Answers for all kitchens of the house.", "Buys."]
    near = "Both stand near the stove."
    assert [one.description for one in hot.families] == [
        f"Makes soup from stock.\n\nTastes it.\n\n{near}",
        f"Grills and roasts.\n\n{near}",
    ]
    assert cold.families[0].description == ""


def test_a_mark_behind_a_title_is_kept_with_its_line_and_not_in_the_title() -> None:
    one = next(one for one in jobs().positions() if one.code == "42-10 1")
    assert one.origin is not None
    assert one.origin.raw == "- 42-10 1 Soup Cook I *"


DISAGREEMENTS = {
    "source": (),
    "positions counted": ("line 75",),
    "category 40 title": ("line 5", "line 78"),
    "42-10 title in description": ("line 12", "line 92"),
    "44-10 description": ("line 33",),
    "42-30 only described": ("line 108",),
    "44-10 3 word of level": ("line 35", "line 45"),
    "40-11 code in the list": ("line 7", "line 53"),
    "42-10 2 code in the list": ("line 15", "line 50"),
    "42-20 3 title in the list": ("line 29", "line 51"),
    "40-12 title in the list": ("line 8", "line 52"),
    "44-10 3 not in the list": ("line 35",),
    "44-10 2 only in the list": ("line 52",),
}


def test_every_disagreement_is_one_finding_with_its_lines() -> None:
    found = findings()
    assert set(found) == set(DISAGREEMENTS)
    assert all(one.weight is Weight.NOTE for one in found.values())
    lines = GUIDE.split("\n")
    for one in found.values():
        for place in one.places:
            assert re.search(r"\w", lines[place.first - 1])
            assert place.words == f"line {place.first}"


@pytest.mark.parametrize(
    ("id_", "code", "words"),
    [
        ("40-11 code in the list", "40-11", ["40-11 Head of All Kitchens", "40-15\tHead of All Kitchens"]),
        ("42-20 3 title in the list", "42-20 3", ["42-20 3 Grill Cook, Senior", "42-20 3\tGrill Cook, Elder"]),
        ("44-10 2 only in the list", "44-10 2", ["44-10 2\tSalad Cook II"]),
        ("44-10 3 word of level", "44-10 3", ["44-10 3 Salad Cook, First", "3 Senior Level"]),
        ("category 40 title", "40", ["40 - Heads", "40 - Head Jobs"]),
        ("42-30 only described", "42-30", ["42-30 - Frying"]),
    ],
)
def test_a_finding_points_at_the_lines_that_disagree(id_: str, code: str, words: list[str]) -> None:
    lines = GUIDE.split("\n")
    one = findings()[id_]
    assert one.about == code
    assert len(one.places) == len(words)
    for place, said in zip(one.places, words, strict=True):
        assert said in lines[place.first - 1]


def test_a_code_that_is_free_can_be_taken_from_the_list() -> None:
    assert [one.key for one in findings()["42-10 2 code in the list"].choices] == ["guide"]
    changed = answered(Answer("40-11 code in the list", "list"))
    assert [one.code for one in changed.categories[0].executives] == ["40-15", "40-12"]


def test_a_code_of_another_family_takes_the_position_there() -> None:
    text = GUIDE.replace("42-10 1\tSoup Cook I", "44-10 1\tSoup Cook I")
    found = reading(text)
    assert found.jobs is not None
    changed = answers.apply_to(found.jobs, found.findings, [Answer("42-10 1 code in the list", "list")])
    assert [one.code for one in changed.categories[1].families[0].positions] == ["42-10 3", "42-10 2"]
    assert [(one.code, one.title) for one in changed.categories[2].families[0].positions] == [
        ("44-10 3", "Salad Cook, First"),
        ("44-10 1", "Soup Cook I"),
    ]


def test_titles_can_be_taken_from_the_other_sections() -> None:
    changed = answered(
        Answer("42-20 3 title in the list", "list"),
        Answer("40-12 title in the list", "list"),
        Answer("42-10 title in description", "description"),
        Answer("category 40 title", "descriptions"),
        Answer("44-10 3 word of level", "level"),
        Answer("source", "none"),
    )
    titles = {one.code: one.title for one in changed.positions()}
    assert titles["42-20 3"] == "Grill Cook, Elder"
    assert titles["40-12"] == "Head of Buying"
    assert titles["44-10 3"] == "Salad Cook, Senior"
    assert changed.categories[0].title == "Head Jobs"
    assert changed.categories[1].families[0].title == "Soups"
    assert changed.source == ""


def test_positions_and_families_can_be_left_out_and_added() -> None:
    changed = answered(
        Answer("44-10 3 not in the list", "remove"),
        Answer("44-10 3 word of level", "level"),
        Answer("44-10 2 only in the list", "add"),
        Answer("42-30 only described", "add"),
    )
    assert [(one.code, one.title) for one in changed.categories[2].families[0].positions] == [
        ("44-10 2", "Salad Cook II")
    ]
    assert [(one.code, one.title, one.description) for one in changed.categories[1].families][-1] == (
        "42-30",
        "Frying",
        "Fries.",
    )


def test_every_choice_of_every_finding_gives_a_job_architecture() -> None:
    found = reading()
    assert found.jobs is not None
    for finding in found.findings:
        for choice in finding.choices:
            changed = answers.apply_to(found.jobs, found.findings, [Answer(finding.id, choice.key)])
            assert (changed == found.jobs) is (choice.key == finding.taken_key)


def test_the_declared_count_stands_beside_what_was_found() -> None:
    tallies = {one.what: (one.found, one.printed) for one in reading().tallies}
    assert tallies["positions"] == (9, 10)
    assert tallies["positions of the list"] == (9, 10)
    assert tallies["executives"] == (2, None)
    assert tallies["families"] == (3, None)


def test_the_example_is_no_data_and_is_listed_as_passed_over() -> None:
    passed = [one.text for one in reading().passed if "example" in one.why]
    assert passed == [
        "EXAMPLE:",
        "42 - Hot Kitchen (Category)",
        "42-10 - Soup Making (Family)",
        "42-10 9 Soup Emperor (Level)",
    ]
    assert "42-10 9" not in {one.code for one in jobs().positions()}


def test_every_line_is_read_or_listed_as_passed_over_once() -> None:
    passed = [one.place.first for one in reading().passed]
    assert passed == sorted(set(passed))
    texts = {one.text for one in reading().passed}
    assert {"(continued)", "2031 Kitchen Survey", "Jobs Counted", "* New - 2031", "Descriptions"} <= texts


def test_each_part_tells_where_it_was_read() -> None:
    places = reading().places
    lines = GUIDE.split("\n")
    for path, told in places.items():
        assert path[-1] in lines[told[0].first - 1] or path[-2] == "families"
    soup = places["categories", "42", "families", "42-10"]
    assert [lines[one.first - 1] for one in soup] == [
        "Soup Making",
        "42-10 - Soups",
        "NOTE for the Families 42-10 and 42-20",
    ]


def test_a_position_without_a_level_is_asked_for() -> None:
    text = GUIDE.replace("- 42-10 2 Soup", "- 42-10 Soup")
    found = reading(text)
    assert found.jobs is not None
    one = findings(text)["42-10 level"]
    assert one.weight is Weight.QUESTION
    changed = answers.apply_to(found.jobs, found.findings, [Answer("42-10 level", typed="2")])
    assert [one.level for one in changed.categories[1].families[0].positions] == ["3", "2", "1"]


def test_a_code_that_stands_twice_is_asked_for() -> None:
    text = GUIDE.replace("- 42-10 2 Soup Cook II", "- 42-10 2 Soup Cook II\n- 42-10 2 Soup Taster")
    (one,) = (one for one in findings(text).values() if one.weight is Weight.QUESTION)
    assert [choice.words for choice in one.choices] == ["Soup Cook II", "Soup Taster"]
    assert [one.code for one in jobs(text).positions()].count("42-10 2") == 1
    changed = answers.apply_to(jobs(text), reading(text).findings, [Answer(one.id, "second")])
    assert "Soup Taster" in {position.title for position in changed.positions()}


def test_a_family_without_heading_takes_that_of_its_description_or_is_asked_for() -> None:
    assert jobs(GUIDE.replace("Soup Making\n\n- ", "- ")).categories[1].families[0].title == "Soups"
    text = GUIDE.replace("Salads\n\n", "")
    assert findings(text)["44-10 title missing"].weight is Weight.ERROR


def test_a_level_that_is_not_defined_and_a_numeral_out_of_step_are_told() -> None:
    text = GUIDE.replace("- 42-20 1 Grill Cook I", "- 42-20 6 Grill Cook I")
    found = findings(text)
    assert "level 6, which is not defined" in found["42-20 6 level"].says
    assert "42-20 6 numeral" in found or "42-10 1 numeral" in found


def test_a_guide_without_title_cannot_be_saved_until_it_has_one() -> None:
    text = GUIDE.replace("Kitchen Job Numbers", "")
    assert findings(text)["title"].weight is Weight.ERROR


def test_a_text_without_positions_is_refused() -> None:
    with pytest.raises(KnownError, match="no numbered positions"):
        reading("A letter to a friend.\n")


TITLES = st.text(st.characters(codec="ascii", categories=("Lu", "Ll")), min_size=2, max_size=9).map(
    lambda word: f"Q{word}"
)
POSITIONS = st.dictionaries(st.integers(1, 9), TITLES, min_size=1, max_size=4)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.lists(st.tuples(TITLES, POSITIONS), min_size=1, max_size=3), min_size=1, max_size=3))
def test_the_guide_that_was_written_is_read(categories: list[list[tuple[str, dict[int, str]]]]) -> None:
    lines, listed, wanted = ["Numbers", ""], list[str](), []
    for number, families in enumerate(categories, start=10):
        lines += [f"{number} - Category {number}", ""]
        for family, (title, positions) in enumerate(families, start=20):
            heading = f"{title} {number} {family}x"
            lines += [heading, ""]
            for level, word in positions.items():
                name = f"{word} {number}{family}{level}"
                lines.append(f"- {number}-{family} {level} {name}")
                listed.append(f"{number}-{family} {level}\t{name}")
                wanted.append((heading, f"{number}-{family} {level}", name, str(level)))
            lines.append("")
    rows = ["\t".join(listed[start : start + 3]) for start in range(0, len(listed), 3)]
    found = reading("\n".join([*lines, "Jobs in alphabetical order", "", *rows]))
    assert found.jobs is not None
    assert [
        (family.title, one.code, one.title, one.level)
        for category in found.jobs.categories
        for family in category.families
        for one in family.positions
    ] == wanted
    assert found.findings == ()


@settings(deadline=None, max_examples=80)
@given(st.data())
def test_a_damaged_guide_is_read_or_refused_in_words(data: st.DataObject) -> None:
    lines = GUIDE.split("\n")
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.sampled_from(lines) | st.text(max_size=30))
        lines[at : at + data.draw(st.integers(0, 3))] = [other]
    found = shared.attempt(job_guide.read, opened("\n".join(lines)))
    ids = [one.id for one in found.findings] if found else []
    assert len(ids) == len(set(ids))


HOSTILE = {
    "many positions": "1 - A\n" + "".join(f"{n % 9999}-{n} 1 A\n" for n in range(150_000)),
    "many families": "1 - A\n" + "".join(f"A\n1-{n} 1 A\nB\n" for n in range(4900)),
    "many categories": "".join(f"{n} - A\n" for n in range(4900)) + "1-1 1 A\n",
    "same codes": "1 - A\n" + "1-1 1 A\n" * 4900,
    "a long line": "1 - A\n1-1 1 " + "A" * 3_000_000 + "\n1-1 1 A\n",
    "many cells": "1 - A\n1-1 1 A\n" + "\t".join(f"1-{n} 2\tA" for n in range(4000)),
    "long paragraph": "1 - A\n1-1 1 A\n1 - A\n1-1 - A\n" + "word word\n" * 190_000,
    "dashes": "1 - A\n1-1 1 A\n" + "-" * 2_000_000 + "\n" + " \t" * 200_000,
    "executives and families share": "1 - A\n1-1 A\n1-1 A\nB\n1-1 2 A\n1-1 A\n",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_guide_is_read_or_refused_in_time(name: str) -> None:
    file = opened(HOSTILE[name])
    begun = time.perf_counter()
    job_guide.fits(file)
    found = shared.attempt(job_guide.read, file)
    assert time.perf_counter() - begun < 2
    ids = [one.id for one in found.findings] if found else []
    assert len(ids) == len(set(ids))


def seed() -> Opened:
    return shared.opened("seeds", "job-number-guide.txt")


def test_the_shared_guide_is_read_position_by_position() -> None:
    file = seed()
    found = detect.read(file)
    assert found.format == "job-guide"
    assert found.jobs is not None
    printed = [line[2:] for line in file.lines if re.match(r"- [0-9]{2}-[0-9]{2} ", line)]
    assert [f"{one.code} {one.title}" for one in found.jobs.positions()] == printed
    assert all(one.description for one in found.jobs.categories[0].executives)
    assert all(family.description for one in found.jobs.categories for family in one.families)
    assert {one.what: (one.found, one.printed) for one in found.tallies} == {
        "positions": (244, 244),
        "positions of the list": (244, 244),
        "categories": (11, None),
        "families": (54, None),
        "levelled positions": (233, None),
        "executives": (11, None),
        "levels": (7, None),
    }


def test_the_families_of_the_shared_guide_have_the_titles_of_its_descriptions() -> None:
    file = seed()
    found = job_guide.read(file).jobs
    assert found is not None
    families = {one.code: one.title for category in found.categories for one in category.families}
    headed = {
        match[1]: match[2]
        for line in file.lines
        if (match := re.fullmatch(r"([0-9]{2}-[0-9]{2}) - (.+)", line)) and "(Job Family)" not in line
    }
    assert headed.pop("18-20") == "Website / Creative"
    assert families.pop("18-20") == "Website / Creative Development Management"
    assert families == headed


def test_every_disagreement_of_the_shared_guide_is_a_finding() -> None:
    found = job_guide.read(seed()).findings
    titles = [f"{family} {level} title in the list" for family in ("28-35", "30-25") for level in (1, 2, 3, 4)]
    assert {one.id for one in found} == {
        "source",
        "category 10 title",
        "category 26 title",
        "26-30 4 word of level",
        "26-35 4 word of level",
        "10-34 code in the list",
        "14-60 4 code in the list",
        *titles,
    }
    places = {one.id: [place.first for place in one.places] for one in found}
    assert places["14-60 4 code in the list"] == [201, 538]
    assert places["10-34 code in the list"] == [16, 551]


def _written(code: str) -> str:
    """A small guide of another trade whose numbers are made as `code` says: {c} category, {f} family, {l} level."""
    families = (("1", "Bread", ("Baker, Senior", "Baker I")), ("2", "Cakes", ("Pastry Cook, Senior", "Pastry Cook I")))
    lines = ["Bakery Job Codes", "", "10 - Ovens", ""]
    for family, name, titles in families:
        lines += [name, ""]
        lines += [f"- {code.format(f=family, l=level)} {title}" for level, title in zip("31", titles, strict=True)]
        lines += [""]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("code", "family", "level"),
    [
        ("10-2{f} {l}", "10-21", "3"),
        ("10.2{f} {l}", "10.21", "3"),
        ("10.2{f}.{l}", "10.21", "3"),
        ("10-2{f}-{l}", "10-21", "3"),
        ("102{f}-{l}", "1021", "3"),
        ("B{f}.{l}", "B1", "3"),
        ("10-2{f} P{l}", "10-21", "P3"),
    ],
)
def test_numbers_of_any_make_are_told_into_family_and_level(code: str, family: str, level: str) -> None:
    text = _written(code)
    assert job_guide.fits(opened(text))
    bread = jobs(text).categories[0].families[0]
    assert (bread.code, bread.title) == (family, "Bread")
    one = bread.positions[0]
    assert (one.code, one.level, one.title) == (code.format(f=1, l=3), level, "Baker, Senior")
    assert len(list(jobs(text).positions())) == 4


@pytest.mark.parametrize(
    "text",
    [
        "Report\n\n1 - Aims\n\n1.1.1 Background\n1.1.2 Scope\n1.2.1 Method\n1.2.2 Sources\n",
        "Courses\n\n10 - Nursing\n\n- 10-101 Anatomy I\n- 10-102 Anatomy II\n- 10-103 Pharmacology\n",
        "Calendar\n\n10 - October\n\n- 10-12-23 Board\n- 10-14-23 Fair\n- 10-19-23 Review\n",
    ],
)
def test_chapters_courses_and_dates_are_no_positions(text: str) -> None:
    assert not job_guide.fits(opened(text))


def test_a_position_broken_over_two_lines_is_one() -> None:
    whole = _written("10-2{f} {l}")
    for broken in ("- 10-22 1\nPastry Cook I", "- 10-22 1 Pastry\nCook I"):
        text = whole.replace("- 10-22 1 Pastry Cook I", broken)
        assert text != whole
        assert jobs(text) == jobs(whole)


def test_a_printed_count_that_is_wrong_is_told_with_its_line() -> None:
    for words in ("12 benchmark positions", "There are 12 benchmark jobs in this survey.", "Total jobs surveyed: 12"):
        one = findings(f"{_written('10-2{f} {l}')}\n{words}\n")["positions counted"]
        assert one.says == "The document says that it has 12 positions; 4 stand in the guide."
        assert one.places
    assert "positions counted" not in findings(f"{_written('10-2{f} {l}')}\n4 benchmark positions\n")


def test_levels_are_defined_in_paragraphs_too() -> None:
    text = _written("10-2{f} {l}") + "\nJob Levels\n\nLevel 3 - Senior\n\nBakes alone.\n\nLevel 1: Entry\n\nHelps.\n"
    levels = jobs(text).levels
    assert [(one.level, one.title, one.description) for one in levels] == [
        ("3", "Senior", "Bakes alone."),
        ("1", "Entry", "Helps."),
    ]


def test_positions_on_one_undefined_level_are_told_once() -> None:
    text = _written("10-2{f} {l}") + "\nLevel 3 - Senior\n\nBakes alone.\n"
    assert [one.says for id_, one in findings(text).items() if id_.endswith(" level")] == [
        "2 positions are on level 1, which is not defined: 10-21 1, 10-22 1."
    ]


def test_the_foot_of_pages_is_no_part_of_a_description() -> None:
    pages = enumerate(("Bread", "Cakes"), start=1)
    told = "\n\n".join(
        f"10-2{at} - {name}\n\n{name} is\nHouse of Ovens | Page {at}\n{name} here." for at, name in pages
    )
    text = _written("10-2{f} {l}") + f"\nJob Definitions\n\n10 - Ovens\n\n{told}\n\nHouse of Ovens | Page 3\n"
    assert [one.description for one in jobs(text).categories[0].families] == [
        "Bread is\n\nBread here.",
        "Cakes is\n\nCakes here.",
    ]
