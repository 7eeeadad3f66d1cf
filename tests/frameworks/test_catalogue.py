"""The frameworks that ship with the program."""

import re
from collections import Counter
from pathlib import Path

import pytest

from desktop import assets
from desktop.codes import Approach, Kind
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native

SEED = Path(__file__).resolve().parents[3] / "shared" / "seeds" / "it-generalist.txt"


@pytest.fixture
def generalist() -> Framework:
    return catalogue.find("it-generalist")


@pytest.fixture
def seed() -> str:
    if not SEED.exists():
        pytest.skip("the source document is not at hand")
    return SEED.read_text(encoding="utf-8")


def test_the_it_generalist_heads_the_list() -> None:
    assert [one.key for one in catalogue.shipped()] == [
        "it-generalist",
        "sample-help-desk",
        "sample-network-technician",
    ]
    assert catalogue.keys() == tuple(one.key for one in catalogue.shipped())


def test_a_file_is_read_once() -> None:
    assert catalogue.find("it-generalist") is catalogue.shipped()[0]


def test_an_unknown_key_is_answered_with_the_known_ones() -> None:
    with pytest.raises(KnownError, match="it-generalist, sample-help-desk, sample-network-technician"):
        catalogue.find("plumber")


@pytest.mark.parametrize("key", catalogue.keys())
def test_a_shipped_file_is_exactly_what_the_program_writes(key: str) -> None:
    text = assets.path("templates", "frameworks", f"{key}.json").read_text(encoding="utf-8")
    assert native.write(native.read(text)) == text


def test_one_framework_of_each_approach_ships_and_samples_say_so() -> None:
    assert Counter(one.approach for one in catalogue.shipped()) == dict.fromkeys(Approach, 1)
    assert all(one.is_sample == one.key.startswith("sample-") for one in catalogue.shipped())
    assert all(("(sample)" in one.title) == one.is_sample for one in catalogue.shipped())


def test_the_it_generalist_has_every_competency(generalist: Framework) -> None:
    counts = {one.number: len(one.competencies) for one in generalist.titled_functions()}
    assert counts == {"1": 9, "2": 6, "3": 6, "4": 8, "5": 5, "6": 5, "7": 4}
    kinds = Counter(one.kind for one in generalist.competencies())
    assert kinds == {Kind.CORE: 27, Kind.OPTIONAL: 16}
    optional = [one.number for one in generalist.titled_functions() if one.kind is Kind.OPTIONAL]
    assert optional == ["3", "5", "6"]


def test_the_it_generalist_competencies_are_lettered_in_order(generalist: Framework) -> None:
    for function in generalist.titled_functions():
        letters = "abcdefghi"[: len(function.competencies)]
        assert [one.code for one in function.competencies] == [f"{function.number}{one}" for one in letters]


def test_the_it_generalist_keeps_the_marks_of_its_detail_pages(generalist: Framework) -> None:
    by_code = {one.code: one for one in generalist.competencies()}
    assert {code for code, one in by_code.items() if one.required is None} == {
        *("1e", "1f", "1g", "1h", "1i"),
        *("2e", "2f"),
    }
    assert all(by_code[code].required and by_code[code].kind is Kind.CORE for code in ("4f", "4g", "4h"))
    assert {code for code, one in by_code.items() if one.required and one.kind is Kind.OPTIONAL} == {
        "5c",
        "6e",
    }
    assert Counter(one.level for one in by_code.values()) == {"Basic": 17, "Intermediate": 13, "": 13}
    assert (by_code["5c"].level, by_code["4a"].level) == ("Basic", "Intermediate")
    assert "from vendors to do so" in by_code["5b"].title


def test_the_it_generalist_says_where_its_source_contradicts_itself(generalist: Framework) -> None:
    about = {note.about for note in generalist.notes}
    assert {"rapids_code", "onet_codes", "hours", "courses", "rating_scale"} <= about
    assert {"4f", "4g", "4h", "5b", "5c", "6e", "job function 7"} <= about


def test_the_it_generalist_keeps_its_codes_with_their_years(generalist: Framework) -> None:
    assert generalist.occupation.rapids_code == "1059CB"
    assert [(one.code, one.year) for one in generalist.occupation.onet_codes] == [
        ("15-1151.00", 2010),
        ("15-1232.00", 2019),
    ]


def test_the_it_generalist_takes_a_year_to_two(generalist: Framework) -> None:
    assert (generalist.term.minimum, generalist.term.maximum, generalist.term.expected) == (12, 24, 18)


def test_cross_cutting_competencies_have_their_printed_relevance(generalist: Framework) -> None:
    groups = Counter(one.group.removesuffix(" Competencies") for one in generalist.cross_cutting)
    assert groups == {"Personal Effectiveness": 8, "Academic": 7, "Workplace": 11}
    relevance = {one.title: one.relevance for one in generalist.cross_cutting}
    assert relevance["Initiative"] == 1
    assert relevance["Interpersonal Skills"] == 2
    assert relevance["Lifelong Learning"] == 3
    assert Counter(relevance.values()) == {1: 7, 2: 9, 3: 10}


def test_a_rating_of_nothing_seen_needs_a_reason(generalist: Framework) -> None:
    scale = generalist.rating_scale
    words = [(one.level, one.word, one.needs_reason) for one in scale.levels]
    assert words == [
        (0, "Not exposed", True),
        (1, "Attempted", False),
        (2, "With help", False),
        (3, "Satisfactory", False),
        (4, "Competent", False),
    ]
    assert scale.completes_at == 3


def test_every_title_of_the_printed_schedule_is_in_the_framework(generalist: Framework, seed: str) -> None:
    schedule = seed.split("JOB FUNCTION\t", 1)[1].split("[illegible]", 1)[0]
    printed = [line.split("\t")[0].strip() for line in schedule.splitlines()[1:] if line.strip()]
    titles = [re.sub(r"^JOB FUNCTION \d+: ", "", line) for line in printed]
    here = [one.title for one in generalist.titled_functions()]
    here += [one.title for one in generalist.competencies() if not one.code.startswith("7")]
    assert sorted(titles) == sorted(here)


def test_every_item_of_related_instruction_is_printed_so(generalist: Framework, seed: str) -> None:
    printed = {cell.strip() for line in seed.splitlines() for cell in line.split("\t")}
    counts = []
    for function in generalist.titled_functions():
        instruction = function.instruction
        counts.append((len(instruction.skills), len(instruction.knowledge), len(instruction.tools)))
        assert {*instruction.skills, *instruction.knowledge, *instruction.tools} <= printed
    assert counts == [(5, 5, 6), (3, 3, 4), (5, 5, 4), (4, 5, 3), (5, 3, 0), (3, 3, 1), (2, 4, 2)]


def test_no_paragraph_of_the_source_is_shipped(generalist: Framework, seed: str) -> None:
    shipped = native.write(generalist)
    opening = re.compile(r"\t?(SCOPE|Occupational|Attitudes|Minimum Time|Required Cert|Includes|Working via)")
    paragraphs = [line.strip() for line in seed.splitlines() if opening.match(line)]
    assert len(paragraphs) == 13
    for paragraph in paragraphs:
        for sentence in re.split(r"(?<=[.:]) ", paragraph):
            assert len(sentence) < 40 or sentence not in shipped
