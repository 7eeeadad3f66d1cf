"""Skills exchange exports: statements by level, never paired across levels."""

import json
import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import answers, asking, detect
from desktop.frameworks.document import Framework
from desktop.frameworks.files import Opened, open_bytes
from desktop.frameworks.findings import Answer, Finding, Weight
from desktop.frameworks.formats.skills_exchange import reader as skills_exchange
from desktop.frameworks.reading import Found
from tests.frameworks.formats import shared


def content() -> dict[str, Any]:
    """An export in this shape, of an occupation and levels of our own."""
    return {
        "schemaVersion": "1.0",
        "exportedAt": "2025-01-02T03:04:05.000Z",
        "occupation": {
            "soc": "51-3011.00",
            "title": "Bakers",
            "group": "Production",
            "sector": "31",
            "jobZone": 2,
            "jobZoneInferred": False,
        },
        "framework": {
            "version": "v.25.01",
            "description": "",
            "contextCovered": "Bread of small shops.",
            "levels": {
                "helper": {"label": "Helper", "statements": ["Flour — weigh to a list.", "Trays — wash and stack."]},
                "baker": {"label": "Baker", "statements": ["Dough — knead by feel."]},
                "owner": {"label": "Shop Owner", "statements": ["Night shift — plan and lead."]},
            },
        },
        "sources": {"onet": "v24.3 (CC BY 4.0)", "crosswalk": "https://made-up.example", "generator": "Oven.example"},
        "attribution": "© Bread Board",
    }


def opened(value: Any) -> Opened:
    return open_bytes("export.json", json.dumps(value).encode())


def found_in(value: Any) -> Found:
    reading = skills_exchange.read(opened(value))
    assert reading.format == "skills-exchange"
    (found,) = reading.found
    return found


def read(value: Any) -> Framework:
    return found_in(value).framework


def notes(value: Any) -> dict[str, Finding]:
    return {one.id: one for one in found_in(value).findings if not one.must_answer}


def test_it_is_known_by_what_it_holds() -> None:
    assert detect.read(opened(content())).format == "skills-exchange"
    assert not skills_exchange.fits(opened({"framework": {"levels": {}}}))
    assert not skills_exchange.fits(opened({"CFDocument": {}}))
    assert not skills_exchange.fits(opened([content()]))
    assert not skills_exchange.fits(open_bytes("a.json", b'{"framework": {"levels": '))
    assert not skills_exchange.fits(open_bytes("a.txt", b"schemaVersion framework levels"))


def test_each_level_is_a_stage_with_its_own_statements_in_order() -> None:
    functions = read(content()).job_functions
    assert [(one.number, one.title, one.origin.id if one.origin else "") for one in functions] == [
        ("1", "Helper", "helper"),
        ("2", "Baker", "baker"),
        ("3", "Shop Owner", "owner"),
    ]
    assert [[(one.code, one.title) for one in function.competencies] for function in functions] == [
        [("1.1", "Flour — weigh to a list."), ("1.2", "Trays — wash and stack.")],
        [("2.1", "Dough — knead by feel.")],
        [("3.1", "Night shift — plan and lead.")],
    ]
    assert not any(one.level_texts for one in read(content()).competencies())


def test_what_it_says_of_itself_is_kept() -> None:
    framework = read(content())
    assert (framework.key, framework.title, framework.version) == ("bakers", "Bakers", "v.25.01")
    assert (framework.publisher, framework.attribution) == ("Oven.example", "© Bread Board")
    assert framework.licence == "O*NET v24.3 (CC BY 4.0)"
    assert framework.source == "Skills exchange export of 2025-01-02T03:04:05.000Z, schema 1.0"
    assert {one.about: one.lines for one in framework.facts} == {
        "Occupational group": ("Production",),
        "Sector": ("31",),
        "Job zone": ("2",),
        "Context covered": ("Bread of small shops.",),
        "Sources": ("onet: v24.3 (CC BY 4.0)", "crosswalk: https://made-up.example", "generator: Oven.example"),
    }
    assert framework.origin is not None
    assert framework.origin.id == "51-3011.00 v.25.01"
    assert json.loads(framework.origin.raw) == content()


def test_a_licence_of_its_own_is_carried_beside_that_of_its_sources() -> None:
    value = content()
    value["license"] = "CC BY-NC 4.0"
    assert read(value).licence == "CC BY-NC 4.0\nO*NET v24.3 (CC BY 4.0)"


def test_what_the_source_leaves_open_is_asked() -> None:
    questions = [one for one in found_in(content()).findings if one.weight is Weight.QUESTION]
    asked = ["approach", "level that completes", "core or optional", "term", "OJT hours", "RI hours"]
    assert [one.id for one in questions] == asked
    assert read(content()).rating_scale == asking.SCALE


def test_the_levels_and_statements_are_counted() -> None:
    assert [(one.what, one.found) for one in found_in(content()).tallies] == [("levels", 3), ("statements", 4)]


@pytest.mark.parametrize(
    ("release", "year"), [("v24.3", 2010), ("v25.0", 2010), ("v25.1 (CC)", 2019), ("v30.2", 2019), (None, 2019)]
)
def test_the_year_of_the_taxonomy_follows_the_release_it_names_and_can_be_chosen(
    release: str | None, year: int
) -> None:
    value = content()
    value["sources"]["onet"] = release
    found = found_in(value)
    assert [(one.code, one.year) for one in found.framework.occupation.onet_codes] == [("51-3011.00", year)]
    other = 2019 if year == 2010 else 2010
    changed = answers.apply(found, [Answer("occupation.soc", str(other))])
    assert [(one.code, one.year) for one in changed.occupation.onet_codes] == [("51-3011.00", other)]


def test_the_holder_of_the_rights_can_be_named_as_publisher() -> None:
    changed = answers.apply(found_in(content()), [Answer("publisher", "attribution")])
    assert changed.publisher == "Bread Board"
    assert changed.attribution == "© Bread Board"


def test_a_null_job_zone_leaves_a_note() -> None:
    value = content()
    value["occupation"]["jobZone"] = None
    assert "Job zone" not in {one.about for one in read(value).facts}
    assert notes(value)["occupation.jobZone"].taken == "No job zone"


def test_an_inferred_job_zone_says_so() -> None:
    value = content()
    value["occupation"]["jobZoneInferred"] = True
    assert {one.about: one.lines for one in read(value).facts}["Job zone"] == ("2 (inferred)",)


def test_fields_that_are_not_known_are_told_and_kept() -> None:
    value = content()
    value["colour"] = "blue"
    value["occupation"]["zip"] = 1
    found = notes(value)
    assert found["file: other fields"].says.endswith("colour.")
    assert found["occupation: other fields"].says.endswith("zip.")
    origin = read(value).origin
    assert origin is not None
    assert json.loads(origin.raw)["colour"] == "blue"


def test_an_export_without_a_title_cannot_be_saved_until_it_has_one() -> None:
    value = content()
    del value["occupation"]["title"]
    found = found_in(value)
    errors = [one.id for one in found.findings if one.weight is Weight.ERROR]
    assert errors == ["title missing", "occupation missing"]
    changed = answers.apply(found, [Answer("title missing", typed="Bakers"), Answer("occupation missing", typed="B")])
    assert (changed.title, changed.occupation.title) == ("Bakers", "B")


def test_levels_in_a_list_and_statements_that_are_records_are_read() -> None:
    value = content()
    value["framework"]["levels"] = [
        {"key": "a", "label": "First", "statements": [{"statement": "Ovens — light."}]},
        ["Ovens — clean."],
    ]
    functions = read(value).job_functions
    assert [(one.title, [two.title for two in one.competencies]) for one in functions] == [
        ("First", ["Ovens — light."]),
        ("Level 2", ["Ovens — clean."]),
    ]
    assert notes(value)["level 2: It has no label."].taken == "Level 2"


def test_statements_that_are_none_are_passed_over_with_their_place() -> None:
    value = content()
    value["framework"]["levels"]["helper"]["statements"] += [None, 7, "  ", {"x": 1}]
    reading = skills_exchange.read(opened(value))
    assert [one.place.words for one in reading.passed] == [f"level helper, statement {n}" for n in (3, 4, 5, 6)]
    assert len(reading.found[0].framework.job_functions[0].competencies) == 2


def test_a_statement_that_stands_twice_can_be_left_out() -> None:
    value = content()
    value["framework"]["levels"]["helper"]["statements"].append("Flour — weigh to a list.")
    found = found_in(value)
    changed = answers.apply(found, [Answer("1.3 stands twice", "one")])
    assert [one.code for one in found.framework.job_functions[0].competencies] == ["1.1", "1.2", "1.3"]
    assert [one.code for one in changed.job_functions[0].competencies] == ["1.1", "1.2"]


def test_a_statement_longer_than_a_line_keeps_its_text() -> None:
    value = content()
    value["framework"]["levels"]["baker"]["statements"] = ["word " * 800]
    one = read(value).job_functions[1].competencies[0]
    assert len(one.title) == 1999
    assert one.description == ("word " * 800).strip()


def test_letters_that_no_paper_can_hold_are_left_out() -> None:
    value = content()
    value["occupation"]["title"] = "Ba\x07kers\u202e \ud800and\ncooks"
    framework = read(value)
    assert framework.title == "Bakers and cooks"
    assert framework.origin is not None
    assert json.loads(framework.origin.raw) == value


@pytest.mark.parametrize("levels", [None, {}, [], "x", 5, {"a": {"statements": []}}, {"a": None}])
def test_an_export_without_statements_is_refused(levels: Any) -> None:
    value = content()
    value["framework"]["levels"] = levels
    if levels == "x":
        assert skills_exchange.fits(opened(value))
    with pytest.raises(KnownError, match="holds no statements by level"):
        skills_exchange.read(opened(value))


@pytest.mark.parametrize("value", [[], [content()], {"framework": 5}, {}])
def test_another_json_file_is_refused_in_words(value: Any) -> None:
    with pytest.raises(KnownError, match="holds no statements by level"):
        skills_exchange.read(opened(value))


def hostile() -> dict[str, dict[str, Any]]:
    deep: Any = "x"
    for _ in range(400):
        deep = [deep]
    many, long, wide, nested = content(), content(), content(), content()
    many["framework"]["levels"]["helper"]["statements"] = ["a"] * 100_000
    long["framework"]["levels"]["helper"]["statements"] = ["x" * 5_000_000]
    long["attribution"] = long["occupation"]["title"] = "y " * 1_000_000
    wide["framework"]["levels"] = {str(n): {} for n in range(50_000)}
    nested["more"] = deep
    nested["framework"]["levels"]["helper"]["statements"].append(deep)
    return {"many": many, "long": long, "wide": wide, "nested": nested}


@pytest.mark.parametrize("name", ["many", "long", "wide", "nested"])
def test_a_hostile_export_is_read_or_refused_in_time(name: str) -> None:
    file = opened(hostile()[name])
    begun = time.perf_counter()
    shared.attempt(skills_exchange.read, file)
    assert time.perf_counter() - begun < 2


PLACES: tuple[tuple[str, ...], ...] = (
    ("occupation",),
    ("occupation", "soc"),
    ("occupation", "title"),
    ("occupation", "jobZone"),
    ("occupation", "sector"),
    ("framework", "version"),
    ("framework", "description"),
    ("framework", "contextCovered"),
    ("framework", "levels"),
    ("framework", "levels", "helper"),
    ("framework", "levels", "helper", "label"),
    ("framework", "levels", "helper", "statements"),
    ("sources",),
    ("sources", "onet"),
    ("sources", "generator"),
    ("attribution",),
    ("exportedAt",),
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_anywhere_is_read_or_refused_in_words(place: tuple[str, ...], value: Any) -> None:
    whole = content()
    part = whole
    for name in place[:-1]:
        part = part[name]
    part[place[-1]] = value
    file = opened(whole)
    skills_exchange.fits(file)
    reading = shared.attempt(skills_exchange.read, file)
    ids = [one.id for one in reading.found[0].findings] if reading else []
    assert len(ids) == len(set(ids))


LETTERS = st.characters(codec="utf-8", categories=("L", "N", "P"), exclude_characters="\u115f\u1160\u3164\uffa0")
WORDS = st.text(LETTERS, min_size=1, max_size=12)


@settings(deadline=None, max_examples=60)
@given(st.dictionaries(WORDS, st.tuples(WORDS, st.lists(WORDS, min_size=1, max_size=4, unique=True)), min_size=1))
def test_the_levels_that_were_written_are_read(levels: dict[str, tuple[str, list[str]]]) -> None:
    value = content()
    value["framework"]["levels"] = {
        key: {"label": label, "statements": [f"{one} — do" for one in statements]}
        for key, (label, statements) in levels.items()
    }
    functions = read(value).job_functions
    assert [(one.title, [two.title for two in one.competencies]) for one in functions] == [
        (label, [f"{one} — do" for one in statements]) for label, statements in levels.values()
    ]


def test_the_shared_export_is_read_statement_by_statement() -> None:
    file = shared.opened("seeds", "skills-exchange.json")
    reading = detect.read(file)
    (found,) = reading.found
    framework = found.framework
    assert reading.format == "skills-exchange"
    assert framework.title == "Computer Occupations, All Other"
    assert [(one.code, one.year) for one in framework.occupation.onet_codes] == [("15-1299.00", 2019)]
    assert framework.attribution == "© EBSCOed"
    levels = file.value["framework"]["levels"]
    assert [one.title for one in framework.job_functions] == ["Emerging", "Developing", "Proficient", "Advanced"]
    assert [[one.title for one in function.competencies] for function in framework.job_functions] == [
        one["statements"] for one in levels.values()
    ]
    assert [(one.what, one.found) for one in found.tallies] == [("levels", 4), ("statements", 40)]
    assert sorted(one.id for one in found.findings if not one.must_answer) == ["occupation.soc", "publisher"]
    assert reading.passed == ()


def test_a_level_without_statements_is_told() -> None:
    value = content()
    value["framework"]["levels"]["baker"]["statements"] = []
    found = found_in(value)
    assert [one.says for one in found.findings if one.about == "level baker"] == ["Its list of statements is empty."]
    assert found.framework.job_functions[1].competencies == ()
