"""The reader of competency-based occupational frameworks."""

import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.codes import Approach, Kind
from desktop.errors import KnownError
from desktop.frameworks import answers, asking, catalogue
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.files import open_bytes
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.occupational import reader as occupational
from desktop.frameworks.formats.occupational.term import term_of
from desktop.frameworks.reading import Found, Reading
from tests.frameworks.formats import occupational_documents as documents
from tests.frameworks.formats import occupational_writing as writing
from tests.frameworks.formats.shared import attempt, opened


def read(text: str) -> Reading:
    return occupational.read(open_bytes("made-up.txt", text.encode()))


def found(text: str) -> Found:
    (one,) = read(text).found
    return one


def fits(text: str) -> bool:
    return occupational.fits(open_bytes("made-up.txt", text.encode()))


def finding(one: Found, id_: str) -> Finding:
    return next(it for it in one.findings if it.id == id_)


def ids(one: Found, *weights: Weight) -> set[str]:
    return {it.id for it in one.findings if it.weight in weights}


def answered(one: Found, id_: str, choice: str) -> Framework:
    return answers.apply(one, [Answer(id_, choice=choice)])


def codes(framework: Framework, number: str) -> dict[str, str]:
    function = next(it for it in framework.job_functions if it.number == number)
    return {it.code: it.title for it in function.competencies}


# What was written is what is read.


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(writing.drawn())
def test_a_framework_written_in_this_shape_is_read_as_it_was(one: writing.Drawn) -> None:
    text = writing.write(one)
    assert fits(text)
    got = found(text)
    assert got.framework.title == got.framework.occupation.title == one.title
    assert got.framework.job_functions == one.functions
    assert got.framework.cross_cutting == one.cross_cutting
    assert ids(got, Weight.ERROR) == set()
    # Nothing is asked of a document that agrees with itself but what it does not say.
    asked = {"OJT hours", "RI hours", "level that completes", "term", "approach"}
    assert ids(got, Weight.QUESTION) <= asked


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(sorted(documents.ALL)), st.data())
def test_a_damaged_document_is_read_or_refused_and_each_answer_can_be_given(name: str, data: st.DataObject) -> None:
    lines = documents.ALL[name].split("\n")
    for _ in range(data.draw(st.integers(0, 6))):
        at = data.draw(st.integers(0, len(lines) - 1))
        other = data.draw(st.integers(0, len(lines) - 1))
        damage = data.draw(st.sampled_from(["drop", "swap", "double", "cut", "tabs", "illegible", "odd"]))
        lines[at] = {
            "drop": "",
            "swap": lines[other],
            "double": f"{lines[at]}\n{lines[at]}",
            "cut": lines[at][: len(lines[at]) // 2],
            "tabs": lines[at].replace("\t", " "),
            "illegible": "[illegible]",
            "odd": f"{lines[at]}\x00\u202e\t\t\t{'X ' * 40}",
        }[damage]
    file = open_bytes("damaged.txt", ("\n".join(lines) + "\n.").encode())
    reading = attempt(occupational.read, file)
    if reading is None:
        return
    (one,) = reading.found
    assert len({it.id for it in one.findings}) == len(one.findings)
    assert [it.id for it in occupational.read(file).found[0].findings] == [it.id for it in one.findings]
    for it in one.findings:
        for choice in it.choices:
            changed = answered(one, it.id, choice.key)
            assert choice.key != it.taken_key or it.id in ("title wording",) or changed == one.framework
    assert all(1 <= place.first <= place.last <= len(reading.lines) for at in one.places.values() for place in at)


@settings(max_examples=10, deadline=None)
@given(st.sampled_from(sorted(documents.ALL)))
def test_all_last_choices_can_be_given_together(name: str) -> None:
    one = found(documents.ALL[name])
    last = [Answer(it.id, choice=it.choices[-1].key) for it in one.findings if it.choices]
    assert answers.apply(one, last) != one.framework


# Made-up documents, each damaged in another way.


@pytest.mark.parametrize("name", documents.ALL)
def test_each_document_is_of_this_shape(name: str) -> None:
    assert fits(documents.ALL[name])


def test_hours_stand_with_their_job_functions() -> None:
    one = found(documents.BICYCLE).framework
    hours = {it.number: (it.ojt, it.ri) for it in one.titled_functions()}
    assert hours["1"] == (HourRange(minimum=600), HourRange(minimum=40))
    assert hours["2"] == (HourRange(minimum=1200.5), HourRange(minimum=30, maximum=45))
    assert hours["10"] == (HourRange(minimum=100), HourRange(minimum=4))
    assert (one.ojt.minimum, one.ri.minimum) == (1900.5, 90)
    assert [it.description for it in one.competencies()][-2:] == ["OJT 80 hours", "OJT 20 hours; RI 4 hours"]


def test_printed_totals_stand_beside_those_found() -> None:
    sums = {it.what: (it.found, it.printed, it.agrees) for it in found(documents.BICYCLE).tallies if it.printed}
    assert sums == {
        "OJT hours of the job functions": (1900.5, 1900.5, True),
        "RI hours of the job functions": (74, 90, False),
    }


def test_performance_standards_are_read_line_by_line() -> None:
    standards = {it.code: it.performance_standards for it in found(documents.BICYCLE).framework.competencies()}
    assert standards == {
        "1a": ("The pattern matches the drawing", "No spoke is left over"),
        "1b": ("Tension differs by less than ten percent",),
        "2a": ("Both pads touch at once",),
        "2b": ("No air is left",),
        "10a": (),
        "10b": (),
    }


def test_a_page_break_parts_neither_schedule_nor_details() -> None:
    one = found(documents.BICYCLE)
    assert codes(one.framework, "2") == {"2a": "Adjusts rim brakes", "2b": "Bleeds hydraulic brakes"}
    heads = [it.text for it in read(documents.BICYCLE).passed if it.why.startswith("A page number")]
    assert heads.count("Bicycle Mechanic Framework") == 4
    assert "Page 2 of 4" in heads
    assert one.framework.job_functions[-1].is_blank


def test_relevance_goes_by_the_column_of_its_mark() -> None:
    relevance = {it.title: it.relevance for it in found(documents.BICYCLE).framework.cross_cutting}
    assert relevance == {"Patience": 4, "Tidiness": 0, "Reading Charts": 8}


def test_commas_in_brackets_part_no_job_titles() -> None:
    titles = found(documents.BICYCLE).framework.occupation.job_titles
    assert titles == ("Bicycle Mechanic", "Bench Hand (junior, senior)", "Wheel Builder")


def test_a_code_with_its_suffix_is_not_asked_about() -> None:
    one = found(documents.BICYCLE)
    assert one.framework.occupation.rapids_code == "0744CB"
    assert "RAPIDS code" not in {it.id for it in one.findings}


def test_a_table_below_a_label_is_kept_row_by_row() -> None:
    facts = {it.about: it.lines for it in found(documents.BICYCLE).framework.facts}
    assert facts["Certification or Licensure"] == (
        "Credential - Awarding Body - Timing",
        "Shop safety card - County - During",
    )
    assert found(documents.BICYCLE).framework.description == "Keeps bicycles safe to ride."


def test_without_tabs_a_mark_goes_by_where_it_stands_in_the_line() -> None:
    one = found(documents.GREENHOUSE)
    required = {it.code: it.required for it in one.framework.competencies()}
    assert required == {"1a": True, "1b": False, "2a": False}
    assert [it.relevance for it in one.framework.cross_cutting] == [2, 3]
    assert finding(one, "1b kind").weight is Weight.QUESTION
    assert finding(one, "2a mark").weight is Weight.QUESTION


def test_a_code_that_lost_its_zeros_gets_them_back() -> None:
    one = found(documents.GREENHOUSE)
    assert one.framework.occupation.rapids_code == "0002"
    assert answered(one, "RAPIDS code", "0002CB").occupation.rapids_code == "0002CB"
    assert (one.framework.term.minimum, one.framework.term.maximum) == (12, 24)


def test_wrapped_lines_are_joined() -> None:
    one = found(documents.BAKERY).framework
    assert codes(one, "1") == {
        "1a": "Weighs flour, water and salt by the formula",
        "1b": "Kneads until the dough is smooth",
    }
    first = next(one.competencies())
    assert first.performance_standards == ("Scale is set to zero before each weighing", "Nothing is spilled")
    assert "1 joined lines" in ids(found(documents.BAKERY), Weight.NOTE)
    assert one.facts[-1].lines == ("Rises early and keeps clean hands.",)


def test_rows_that_begin_small_are_not_joined() -> None:
    text = documents.BICYCLE.replace("Laces a", "laces a").replace("Tensions", "tensions")
    assert list(codes(found(text).framework, "1").values()) == ["laces a wheel to a pattern", "tensions spokes evenly"]
    for word in ("Sets saddle", "Measures the", "Adjusts rim", "Bleeds hyd"):
        text = text.replace(word, word.lower())
    assert [len(it.competencies) for it in found(text).framework.titled_functions()] == [2, 2, 2]


def test_a_row_broken_off_by_its_page_is_joined_where_the_details_have_it_whole() -> None:
    text = documents.BICYCLE.replace("Adjusts rim brakes\t\t\tCore", "Adjusts\t\t\tCore\nRim brakes\t\t\tCore")
    text = text.replace("Competency 2a: Adjusts rim brakes", "Competency 2a: Adjusts Rim brakes")
    one = found(text)
    assert codes(one.framework, "2") == {"2a": "Adjusts Rim brakes", "2b": "Bleeds hydraulic brakes"}


def test_a_wording_that_differs_a_little_is_noted_with_both() -> None:
    one = found(
        documents.BICYCLE.replace("Competency 2b: Bleeds hydraulic brakes", "Competency 2b: Bleeds a hydraulic brake")
    )
    noted = finding(one, "2b wording")
    assert (noted.weight, noted.taken) == (Weight.NOTE, "Bleeds hydraulic brakes")
    assert [it.words for it in noted.choices] == ["Bleeds hydraulic brakes", "Bleeds a hydraulic brake"]


def test_the_schedule_has_letters_where_a_detail_page_is_missing() -> None:
    text = documents.BICYCLE.replace("\tCompetency 1a: Laces a wheel to a pattern\tBasic\tX\t", "[illegible]")
    one = found(text)
    assert codes(one.framework, "1") == {"1a": "Laces a wheel to a pattern", "1b": "Tensions spokes evenly"}
    assert "1a schedule only" in ids(one, Weight.NOTE)


def test_lists_may_stand_side_by_side() -> None:
    instruction = found(documents.BAKERY).framework.job_functions[0].instruction
    assert instruction.knowledge == ("Gluten", "Yeast")
    assert (instruction.skills, instruction.tools) == (("Weighing",), ("Scales", "Mixers"))


def test_the_ticked_type_is_the_approach() -> None:
    one = found(documents.BAKERY).framework
    assert one.approach is Approach.HYBRID
    assert (one.ojt.minimum, one.ri.minimum, one.term.expected) == (2000, 144, 18)
    assert [(it.code, it.year) for it in one.occupation.onet_codes] == [("51-3011.00", 2019)]
    assert one.version == "March 2021"


def test_marks_go_by_their_column_where_rows_have_no_cells_behind_them() -> None:
    assert all(it.required for it in found(documents.BAKERY).framework.competencies())
    assert not any("shifted" in it.id for it in found(documents.BAKERY).findings)


def test_wordings_far_apart_may_be_two_competencies() -> None:
    one = found(documents.BAKERY)
    asked = finding(one, "2b wording")
    assert (asked.weight, asked.taken_key) == (Weight.QUESTION, "schedule")
    assert codes(answered(one, "2b wording", "detail"), "2")["2b"] == "Cools loaves on wire racks before packing"
    apart = codes(answered(one, "2b wording", "apart"), "2")
    assert (apart["2b"], apart["2d"]) == ("Cools loaves on racks", "Cools loaves on wire racks before packing")


def test_two_marks_in_a_row_are_asked_about() -> None:
    one = found(documents.BAKERY)
    assert finding(one, "cross-cutting 2").weight is Weight.QUESTION
    assert answered(one, "cross-cutting 2", "0").cross_cutting[1].relevance == 0
    assert [it.group for it in one.framework.cross_cutting] == ["Personal Effectiveness"] * 2 + ["Industry-Wide"]


def test_a_code_printed_twice_is_asked_about() -> None:
    one = found(documents.FERRY)
    assert codes(one.framework, "1")["1b"] == "Mends a rope that parted"
    assert "1b code" in ids(one, Weight.QUESTION)
    assert "1b" not in codes(answered(one, "1b code", "leave out"), "1")


def test_a_job_function_number_printed_twice_is_asked_about() -> None:
    one = found(documents.FERRY)
    assert [it.title for it in one.framework.titled_functions()] == ["Handles lines", "Helps passengers aboard"]
    assert "2 number" in ids(one, Weight.QUESTION)


def test_what_cannot_be_read_stops_saving_until_it_is_typed() -> None:
    one = found(documents.FERRY)
    assert ids(one, Weight.ERROR) == {"1d title", "3 title"}
    typed = answers.apply(one, [Answer("1d title", typed="Coils a rope"), Answer("3 title", typed="Signals")])
    assert codes(typed, "1")["1d"] == "Coils a rope"
    assert typed.job_functions[2].title == "Signals"


def test_what_stands_below_an_illegible_passage_is_asked_about() -> None:
    one = found(documents.FERRY)
    assert {"2b schedule only", "1 skills below a gap"} <= ids(one, Weight.QUESTION)
    assert answered(one, "1 skills below a gap", "drop").job_functions[0].instruction.skills == ("Knots",)
    illegible = [it.place.first for it in read(documents.FERRY).passed if "illegible" in it.why]
    assert illegible == [7, 17, 24, 32]


def test_an_approach_that_is_not_told_is_asked_for() -> None:
    assert "approach" in ids(found(documents.FERRY), Weight.QUESTION)
    assert "term" in ids(found(documents.FERRY), Weight.QUESTION)


def test_a_document_without_any_tab_is_read_and_its_marks_are_asked_for() -> None:
    one = found(documents.FLAT)
    assert [(it.code, it.title, it.kind, it.level) for it in one.framework.competencies()] == [
        ("1a", "Levels the floor", Kind.CORE, "Basic"),
        ("1b", "Lays backer board", Kind.CORE, "Basic"),
        ("2a", "Mixes grout", Kind.OPTIONAL, "Intermediate"),
    ]
    assert {"1a mark", "1b mark", "2a mark"} <= ids(one, Weight.QUESTION)
    assert answered(one, "1a mark", "optional").job_functions[0].competencies[0].required is False
    assert one.framework.title == "Tile Setter"


def test_without_any_word_of_core_and_optional_it_is_asked() -> None:
    text = documents.BICYCLE
    for word in ("Core or Optional", "Core", "Optional", "Required"):
        text = text.replace(word, "")
    text = text.replace("\tX", "\t")
    assert "core or optional" in ids(found(text), Weight.QUESTION)


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("from 12 to 24 months, most need 18 months", (12, 24, 18)),
        ("The apprenticeship takes 2-3 years.", (24, 36, None)),
        ("At least twelve months", (12, None, None)),
        ("no more than 30 months; typically 2 years", (None, 30, 24)),
        ("one year", (None, None, 12)),
        ("as long as it takes", (None, None, None)),
        ("999 months", (None, None, None)),
    ],
)
def test_a_term_is_read_from_a_sentence(text: str, months: tuple[int | None, int | None, int | None]) -> None:
    term = term_of(text)
    assert (term.minimum, term.maximum, term.typical) == months


# What is not of this shape, and what is too much.


@pytest.mark.parametrize(
    "text",
    [
        "Job Function 1: Weeds\nJob Function 2: Waters\n",
        "WORK PROCESS SCHEDULE\nRELATED INSTRUCTION\nRAPIDS Code 0001\nCross-cutting competencies\n",
        "Sample Competency Descriptions\n\n- Novice: Competency 1a of none\n- Expert: Performance Standards\n",
        '{"Job Function 1": "Competency 1a"}',
    ],
)
def test_one_landmark_is_not_the_shape(text: str) -> None:
    assert not fits(text)


@pytest.mark.parametrize("name", ["career-map.txt", "job-number-guide.txt", "competency-descriptions.txt"])
def test_other_documents_are_of_other_shapes(name: str) -> None:
    assert not occupational.fits(opened("seeds", name))


def test_a_document_without_a_job_function_is_refused() -> None:
    with pytest.raises(KnownError, match="names no job function"):
        read("Occupation: Nobody\nOCCUPATIONAL OVERVIEW\n")


@pytest.mark.parametrize(
    "text",
    [
        "Job Function 1: A\n" + "x\n" * 150_000,
        "WORK PROCESS SCHEDULE\nJob Function 1: A\n" + "Does this\tCore\n" * 15_000,
        "WORK PROCESS SCHEDULE\n" + "".join(f"Job Function {n % 999}: A{n}\n" for n in range(15_000)),
        "Job Function 1: A\tLevel\tRequired\n" + "".join(f"Competency 1a: Does {n}\tX\n" for n in range(1_500)),
        "Job Function 1: " + "A " * 500_000,
        "\t" * 3_000_000 + "Job Function 1: A",
        "Job Function 1: " + " x" * 500_000 + "\nWORK PROCESS SCHEDULE " + "- " * 500_000,
        "Occupation: " + "(" * 500_000 + "\nJob Function 1: A\nPotential Job Titles: " + "(," * 5_000,
    ],
)
def test_a_hostile_document_is_read_or_refused_at_once(text: str) -> None:
    file = open_bytes("hostile.txt", text.encode())
    started = time.perf_counter()
    occupational.fits(file)
    attempt(occupational.read, file)
    assert time.perf_counter() - started < 2


# The shared document, item by item against the form made by hand.


@pytest.fixture
def generalist() -> Found:
    (one,) = occupational.read(opened("seeds", "it-generalist.txt")).found
    return one


def test_the_shared_document_is_of_this_shape() -> None:
    assert occupational.fits(opened("seeds", "it-generalist.txt"))


def test_the_it_generalist_is_read_as_it_was_made_by_hand(generalist: Found) -> None:
    by_hand, got = catalogue.find("it-generalist"), generalist.framework
    assert got.title == by_hand.title
    assert got.occupation.job_titles == by_hand.occupation.job_titles
    assert (got.approach, got.term, got.rating_scale) == (by_hand.approach, by_hand.term, by_hand.rating_scale)
    assert got.rating_scale == asking.SCALE
    assert got.cross_cutting == by_hand.cross_cutting
    assert [(it.number, it.title, it.kind, it.level) for it in got.job_functions] == [
        (it.number, it.title, it.kind, it.level) for it in by_hand.job_functions
    ]
    assert [it.competencies for it in got.job_functions] == [it.competencies for it in by_hand.job_functions]
    for mine, theirs in zip(got.job_functions, by_hand.job_functions, strict=True):
        assert mine.instruction.model_copy(update={"scope": ""}) == theirs.instruction
        assert bool(mine.instruction.scope) != mine.is_blank
    assert got.occupation.onet_codes[0].code == by_hand.occupation.onet_codes[0].code
    assert answered(generalist, "RAPIDS code", "1059CB").occupation.rapids_code == by_hand.occupation.rapids_code


def test_the_it_generalist_is_counted(generalist: Found) -> None:
    assert {it.what: it.found for it in generalist.tallies} == {
        "Job functions": 7,
        "Blank job functions": 3,
        "Competencies in the schedule": 39,
        "Competencies in the detail pages": 36,
        "Competencies together": 43,
        "Cross-cutting competencies": 26,
    }


def test_each_conflict_of_the_it_generalist_is_found(generalist: Found) -> None:
    assert ids(generalist, Weight.ERROR) == set()
    assert ids(generalist, Weight.QUESTION) == {
        *("4f kind", "4g kind", "4h kind"),
        *("OJT hours", "RI hours", "level that completes"),
    }
    assert ids(generalist, Weight.NOTE) == {
        *("RAPIDS code", "O*NET year", "term", "publisher", "performance standards"),
        *(f"1{letter} schedule only" for letter in "efghi"),
        *("2e schedule only", "2f schedule only"),
        *(f"7{letter} detail only" for letter in "abcd"),
        *("2 level", "4 level", "5 level", "3 no level", "5b wording", "5c required", "6e shifted"),
        *(f"illegible {line}" for line in (68, 125, 158, 185, 331)),
    }


def test_each_conflict_of_the_it_generalist_names_both_readings(generalist: Found) -> None:
    assert next(it for it in answered(generalist, "4f kind", "optional").competencies() if it.code == "4f").kind is (
        Kind.OPTIONAL
    )
    assert not codes(answered(generalist, "5b wording", "detail"), "5")["5b"].endswith("vendors to do so")
    marks = {it.code: it.required for it in answered(generalist, "6e shifted", "optional").competencies()}
    assert (marks["5c"], marks["6e"]) == (True, False)
    assert "1i" not in codes(answered(generalist, "1i schedule only", "leave out"), "1")


def test_each_competency_of_the_it_generalist_leads_to_its_lines(generalist: Found) -> None:
    lines = occupational.read(opened("seeds", "it-generalist.txt")).lines
    sides = Counter[int]()
    for function in generalist.framework.titled_functions():
        for one in function.competencies:
            places = generalist.places[("job_functions", function.number, "competencies", one.code)]
            sides[len(places)] += 1
            assert one.title in lines[places[0].first - 1]
    assert sides == {2: 32, 1: 11}


# Other editions and conversions of the shape.

KENNEL = """Occupation: Kennel Hand\t\tO*NET-SOC Code: 39–2021.00
\t\tRAPIDS Code 0999CB
Created: May 2016\tUpdated: June 2019
OCCUPATIONAL OVERVIEW
Occupational Context: Dogs and cats.
WORK PROCESS SCHEDULE
Apprenticeship Type: Competency Based
JOB FUNCTION\t\t\t\tCore/ Optional\tOJT\tRI
JOB FUNCTION 1: Feeds the animals\t\t\tCore
Weighs out the rations of each animal\t\t\t\tCore
JOB FUNCTION 2: Cleans the kennels\t\t\tCore
Scrubs the floors and walls\t\t\t\tCore

Job Function 1: Feeds the animals\t\tLevel\tRequired\tOptional
\tSkills
\tReading labels
Core\tCompetency 1a: Weighs out the rations of each animal\tBasic\tX
\tPerformance Standards
\tErrs by no more than a spoon

Job Function 2: Cleans the kennels\t\tLevel\tRequired\tOptional
\tSkills
\tMixing soap
Core\tCompetency 2a: Scrubs the floors and walls\tBasic\tX
\tPerformance Standards
"""


def told(text: str) -> list[tuple[str, str, str, bool | None, tuple[str, ...]]]:
    return [
        (one.code, one.title, one.level, one.required, one.performance_standards)
        for one in found(text).framework.competencies()
    ]


def test_dates_side_by_side_are_read_apart() -> None:
    assert found(KENNEL).framework.version == "June 2019"
    assert found(KENNEL.replace("Updated: June 2019", "Updated:")).framework.version == "May 2016"


def test_a_code_with_a_long_dash_is_a_code() -> None:
    (code,) = found(KENNEL).framework.occupation.onet_codes
    assert code.code == "39-2021.00"
    assert found(KENNEL).framework.title == "Kennel Hand"


@pytest.mark.parametrize(
    ("first", "second", "how"), [("A", "B", "letters"), ("I", "II", "Roman"), ("One", "Two", "words")]
)
def test_job_functions_may_be_counted_otherwise(first: str, second: str, how: str) -> None:
    text = KENNEL
    for old, new in (("1", first), ("2", second)):
        text = text.replace(f"Job Function {old}:", f"Job Function {new}:")
        text = text.replace(f"JOB FUNCTION {old}:", f"JOB FUNCTION {new.upper()}:")
    assert fits(text)
    assert told(text) == told(KENNEL)
    assert how in finding(found(text), "numbers").says


def test_competencies_counted_below_letters_keep_their_function() -> None:
    text = KENNEL.replace("unction 1:", "unction A:").replace("unction 2:", "unction B:")
    text = text.replace("FUNCTION 1:", "FUNCTION A:").replace("FUNCTION 2:", "FUNCTION B:")
    text = text.replace("Competency 1a:", "Competency A1:").replace("Competency 2a:", "Competency B.1:")
    assert [one[:2] for one in told(text)] == [
        ("1.1", "Weighs out the rations of each animal"),
        ("2.1", "Scrubs the floors and walls"),
    ]


def test_a_page_that_is_printed_twice_adds_nothing() -> None:
    page = KENNEL[KENNEL.index("\nJob Function 1:") : KENNEL.index("\nJob Function 2:")]
    again = found(KENNEL.replace(page, page + page))
    assert again.framework == found(KENNEL).framework
    assert again.tallies == found(KENNEL).tallies


def test_a_wrapped_title_keeps_the_level_and_mark_at_its_end() -> None:
    wrapped = KENNEL.replace("rations of each animal\tBasic", "ra-\ntions of each animal\tBasic")
    assert wrapped != KENNEL
    assert told(wrapped) == told(KENNEL)
    alone = KENNEL.replace("rations of each animal\tBasic", "rations of each animal\nBasic")
    assert told(alone) == told(KENNEL)


def test_the_name_of_the_document_beside_page_numbers_is_no_part_of_it() -> None:
    foot = "Competency-Based Occupational Framework – Kennel Hand\nPage {} of 3\n"
    text = KENNEL
    for at, before in enumerate(("JOB FUNCTION 2", "\nJob Function 1", "\nJob Function 2"), start=1):
        text = text.replace(
            before, "\n" + foot.format(at) + before.lstrip("\n") if at == 1 else f"\n{foot.format(at)}{before}", 1
        )
    assert told(text) == told(KENNEL)
    assert sum("Kennel Hand" in one.text for one in read(text).passed) == 3


def test_the_head_of_a_list_of_competencies_is_none_of_them() -> None:
    text = KENNEL.replace("Weighs out", "Competencies\t\t\t\tCore or Optional\tRTI\tOJT\nWeighs out", 1)
    assert told(text) == told(KENNEL)


def test_core_or_optional_with_its_answer_is_no_level() -> None:
    text = KENNEL.replace("animal\tBasic\tX", "animal\tCore or Optional: Core")
    (first, _) = found(text).framework.competencies()
    assert (first.kind, first.level) == (Kind.CORE, "")
