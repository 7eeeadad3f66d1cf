"""CASE packages are read whatever program wrote them, and every mend is told."""

import time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.codes import Kind
from desktop.errors import KnownError
from desktop.frameworks import answers, files
from desktop.frameworks.document import JobFunction
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats import native
from desktop.frameworks.formats.case import reader as case
from tests.frameworks.formats import case_packages as made
from tests.frameworks.formats import shared
from tests.frameworks.formats.case_packages import BREAD, found, framework, item, link, mends, package, uid


def told(functions: tuple[JobFunction, ...]) -> list[tuple[str, list[str]]]:
    return [(one.title, [learned.title for learned in one.competencies]) for one in functions]


def test_what_stands_at_the_top_with_children_is_a_job_function_and_what_has_none_a_competency() -> None:
    one = framework(package(BREAD))
    assert told(one.job_functions) == [
        ("Doughs", ["Mixes a dough", "Proves a dough"]),
        ("Ovens", ["Loads a deck oven", "Steams a deck oven", "Cleans an oven"]),
    ]
    assert [(heading.id, heading.title, heading.under) for heading in one.outline] == [
        (uid("Deck ovens"), "Deck ovens", "2")
    ]
    assert [learned.under for learned in one.competencies()] == ["", "", uid("Deck ovens"), uid("Deck ovens"), ""]
    assert [learned.code for learned in one.competencies()] == ["1.1", "1.2", "2.1", "2.2", "2.3"]
    assert (one.title, one.publisher, one.key) == ("Baking", "Bakers' Guild", "baking")


def test_a_sound_package_needs_no_mending_and_asks_only_what_case_cannot_say() -> None:
    one = found(package(BREAD))
    assert mends(one) == []
    assert [finding.id for finding in one.findings] == [
        "approach",
        "level that completes",
        "core or optional",
        "term",
        "OJT hours",
        "RI hours",
    ]


def test_every_part_keeps_its_record_and_its_place() -> None:
    one = found(package(BREAD))
    learned = one.framework.job_functions[1].competencies[2]
    assert learned.origin is not None
    assert (learned.origin.id, learned.origin.uri) == (uid("Cleans an oven"), made.address("Cleans an oven"))
    assert made.WHEN in learned.origin.raw
    (place,) = one.places["job_functions", "2", "competencies", learned.code]
    assert place.words == "CFItems, item 8"
    assert "Cleans an oven" in place.excerpt


def test_children_of_a_single_root_are_the_job_functions_and_the_other_reading_is_offered() -> None:
    one = found(package({"Trade": "Baking"} | {name: up.replace("Baking", "Trade") for name, up in BREAD.items()}))
    assert [function.title for function in one.framework.job_functions] == ["Doughs", "Ovens"]
    assert {function.under for function in one.framework.job_functions} == {uid("Trade")}
    other = answers.apply(one, [Answer("single root", choice="root")])
    assert [(function.title, len(function.competencies)) for function in other.job_functions] == [("Trade", 5)]
    assert [heading.title for heading in other.outline] == ["Doughs", "Ovens", "Deck ovens"]
    assert answers.apply(one, [Answer("single root", choice="below")]) == one.framework


def test_a_single_root_with_only_leaves_is_the_job_function() -> None:
    assert told(framework(package({"Doughs": "Baking", "Mixes a dough": "Doughs"})).job_functions) == [
        ("Doughs", ["Mixes a dough"])
    ]


def test_a_flat_list_is_one_job_function() -> None:
    one = found({**package({"Mixes a dough": "Baking", "Proves a dough": "Baking"}), "CFAssociations": []})
    assert told(one.framework.job_functions) == [("Baking", ["Mixes a dough", "Proves a dough"])]
    assert mends(one) == ["no parent"]


def test_leaves_beside_groups_stand_in_a_job_function_of_their_own_at_their_place() -> None:
    tree = {"Doughs": "Baking", "Mixes a dough": "Doughs", "Sweeps": "Baking", "Ovens": "Baking", "Loads": "Ovens"}
    assert told(framework(package(tree)).job_functions) == [
        ("Doughs", ["Mixes a dough"]),
        ("Other competencies", ["Sweeps"]),
        ("Ovens", ["Loads"]),
    ]


@pytest.mark.parametrize("numbers", [(3, 1, 2), ("3", "1", "2")])
def test_sequence_numbers_give_the_order_even_as_text(numbers: tuple[Any, ...]) -> None:
    content = package({"D": "Baking", "a": "D", "b": "D", "c": "D"})
    for association, order in zip(content["CFAssociations"][1:], numbers, strict=True):
        association["sequenceNumber"] = order
    one = found(content)
    assert [learned.title for learned in one.framework.competencies()] == ["b", "c", "a"]
    assert mends(one) == (["numbers as text"] if isinstance(numbers[0], str) else [])


def test_without_numbers_the_list_enumeration_gives_the_order_else_the_file() -> None:
    tree = {"D": "Baking", "a": "D", "b": "D"}
    listed = [item("a", listEnumeration="10"), item("b", listEnumeration="9")]
    assert [one.title for one in framework(package(tree, listed)).competencies()] == ["b", "a"]
    assert [one.title for one in framework(package(tree)).competencies()] == ["a", "b"]


def test_codes_in_another_order_than_the_file_are_a_note_with_both_readings() -> None:
    codes = [item("a", humanCodingScheme="D.10"), item("b", humanCodingScheme="D.2")]
    one = found(package({"D": "Baking", "a": "D", "b": "D"}, codes))
    note = next(finding for finding in one.findings if finding.id == "order")
    assert note.weight is Weight.NOTE
    assert [learned.code for learned in one.framework.competencies()] == ["D.10", "D.2"]
    assert [learned.code for learned in answers.apply(one, [Answer("order", choice="codes")]).competencies()] == [
        "D.2",
        "D.10",
    ]


def test_a_code_of_the_source_is_kept_where_it_is_the_first_of_its_kind() -> None:
    codes = [item("a", humanCodingScheme="X"), item("b", humanCodingScheme="X"), item("c", humanCodingScheme="y" * 41)]
    one = found(package({"D": "Baking", "a": "D", "b": "D", "c": "D"}, codes))
    assert [learned.code for learned in one.framework.competencies()] == ["X", "1.2", "1.3"]
    assert mends(one) == ["codes"]
    assert "In 2 places" in one.findings[-1].says


def test_a_group_is_called_by_its_short_statement_and_a_competency_by_its_full_one() -> None:
    texts = [
        item("D", abbreviatedStatement="Short", notes="More."),
        item("a", abbreviatedStatement="A", notes="**Bold** words"),
    ]
    (function,) = framework(package({"D": "Baking", "a": "D"}, texts)).job_functions
    assert (function.title, function.description) == ("Short", "D\n\nMore.")
    assert (function.competencies[0].title, function.competencies[0].description) == ("a", "**Bold** words")


def _null(content: dict[str, Any]) -> None:
    content["CFItems"][1] |= {"notes": None, "language": None}


def _bare_links(content: dict[str, Any]) -> None:
    for one in content["CFAssociations"]:
        one["destinationNodeURI"] = one["destinationNodeURI"]["uri"]


def _old_names(content: dict[str, Any]) -> None:
    for one in content["CFItems"]:
        one["sourcedId"] = one.pop("identifier")
        one["educationalLevel"] = ["12"]


def _no_identifier(content: dict[str, Any]) -> None:
    content["CFItems"][7] = {"fullStatement": "Cleans an oven"}


def _parent_elsewhere(content: dict[str, Any]) -> None:
    content["CFAssociations"][0]["destinationNodeURI"] = made.end("Elsewhere")


def _several_parents(content: dict[str, Any]) -> None:
    content["CFAssociations"].append(link("Mixes a dough", "Ovens"))


def _same_identifier(content: dict[str, Any]) -> None:
    content["CFItems"].append(content["CFItems"][7] | {"fullStatement": "Cleans another oven"})


def _ring(content: dict[str, Any]) -> None:
    content["CFAssociations"][3]["destinationNodeURI"] = made.end("Deck ovens")


def _characters(content: dict[str, Any]) -> None:
    content["CFItems"][1]["fullStatement"] = "Mixes\x00 a\u202e dough\ud800"


def _wrong_types(content: dict[str, Any]) -> None:
    content["CFItems"][1]["notes"] = {"text": ["no note"]}


@pytest.mark.parametrize(
    ("break_", "kind"),
    [
        (_null, "nulls"),
        (_bare_links, "bare links"),
        (_old_names, "old names"),
        (_no_identifier, "no identifier"),
        (_parent_elsewhere, "parent elsewhere"),
        (_several_parents, "several parents"),
        (_same_identifier, "same identifier"),
        (_ring, "cycles"),
        (_characters, "characters"),
        (_wrong_types, "wrong types"),
    ],
)
def test_what_other_programs_write_is_mended_told_and_loses_no_competency(break_: Any, kind: str) -> None:
    content = package(BREAD)
    break_(content)
    one = found(content)
    assert kind in mends(one)
    titles = {learned.title for learned in one.framework.competencies()}
    assert titles >= {"Mixes a dough", "Proves a dough", "Loads a deck oven", "Steams a deck oven", "Cleans an oven"}


def test_a_parent_that_is_here_goes_before_one_that_is_not() -> None:
    content = package({"Doughs": "Baking", "Mixes": "Elsewhere"}, links=[link("Mixes", "Doughs")])
    assert told(framework(content).job_functions) == [("Doughs", ["Mixes"])]


def test_hundreds_of_mends_of_one_kind_are_one_note_with_their_count() -> None:
    content = package({f"Thing {number}": "Baking" for number in range(300)})
    for one in content["CFItems"]:
        one |= {"notes": None}
    (note,) = [finding for finding in found(content).findings if finding.id == "mended: nulls"]
    assert "In 300 places" in note.says
    assert "and 295 more" in note.says
    assert len(note.places) == 5


@pytest.mark.parametrize("wrap", [lambda one: {"data": {"package": one}}, lambda one: [one], lambda one: [[one]]])
def test_a_package_inside_something_else_is_found(wrap: Any) -> None:
    assert framework(wrap(package(BREAD))) == framework(package(BREAD))


def test_several_packages_are_several_frameworks_with_keys_of_their_own() -> None:
    reading = case.read(made.opened([package(BREAD), package(BREAD)]))
    assert [one.key for one in reading.found] == ["baking", "baking-2"]


def test_a_statement_that_is_missing_is_an_error_that_offers_to_leave_it_out() -> None:
    content = package(BREAD)
    content["CFItems"][1]["fullStatement"] = " "
    one = found(content)
    error = next(finding for finding in one.findings if finding.weight is Weight.ERROR)
    assert error.id == "competencies without text"
    kept = answers.apply(one, [Answer(error.id, choice="leave-out")])
    assert [learned.code for learned in kept.competencies()] == ["1.2", "2.1", "2.2", "2.3"]


def test_a_package_without_title_is_an_error_to_be_typed() -> None:
    content = package(BREAD)
    del content["CFDocument"]
    one = found(content)
    assert (one.findings[0].id, one.findings[0].weight) == ("title", Weight.ERROR)
    named = answers.apply(one, [Answer("title", typed="Bread")])
    assert (named.title, named.occupation.title) == ("Bread", "Bread")


def test_a_statement_too_long_for_a_title_is_cut_and_kept_whole_beside_it() -> None:
    one = found(package({"D": "Baking", "x" * 3000: "D"}))
    learned = one.framework.job_functions[0].competencies[0]
    assert (len(learned.title), learned.description) == (2000, "x" * 3000)
    assert mends(one) == ["long texts"]


def _rubric(*criteria: tuple[str, list[tuple[str, int]]]) -> list[dict[str, Any]]:
    def record(name: str, **more: Any) -> dict[str, Any]:
        return {"identifier": uid(name), "uri": made.address(name), "lastChangeDateTime": made.WHEN} | more

    return [
        record(
            "rubric",
            CFRubricCriteria=[
                record(
                    f"criterion {name}",
                    CFItemURI=made.end(name),
                    CFRubricCriterionLevels=[
                        record(f"{name} {word}", quality=word, score=score, description=f"{name}: {word}")
                        for word, score in levels
                    ],
                )
                for name, levels in criteria
            ],
        )
    ]


def test_a_rubric_is_the_rating_scale_with_the_text_of_each_level() -> None:
    levels = [("Good", 3), ("Poor", 1), ("Fair", 2)]
    rubrics = _rubric(("Mixes a dough", levels), ("Proves a dough", levels[:1]))
    one = found(package(BREAD, CFRubrics=rubrics))
    assert [(level.level, level.word) for level in one.framework.rating_scale.levels] == [
        (1, "Poor"),
        (2, "Fair"),
        (3, "Good"),
    ]
    first, second = one.framework.job_functions[0].competencies
    assert [(text.level, text.text) for text in first.level_texts] == [
        (1, "Mixes a dough: Poor"),
        (2, "Mixes a dough: Fair"),
        (3, "Mixes a dough: Good"),
    ]
    assert [text.level for text in second.level_texts] == [3]


def test_a_criterion_with_other_levels_is_asked_about_with_all_its_texts() -> None:
    rubrics = _rubric(("Mixes a dough", [("Poor", 1), ("Fair", 2), ("Good", 3)]), ("Proves a dough", [("Odd", 7)]))
    one = found(package(BREAD, CFRubrics=rubrics))
    (learned,) = [learned for learned in one.framework.competencies() if learned.unplaced]
    assert (learned.title, learned.unplaced) == ("Proves a dough", ("Proves a dough: Odd",))
    question = next(finding for finding in one.findings if finding.id == f"{learned.code} levels")
    placed = answers.apply(one, [Answer(question.id, typed="0 1 0")])
    assert [text.level for text in answers_of(placed, learned.code)] == [2]


def answers_of(one: Any, code: str) -> Any:
    return next(learned for learned in one.competencies() if learned.code == code).level_texts


@pytest.mark.parametrize("content", [{}, [], {"CFDocuments": []}, {"a": [1, {"b": None}]}, {"CFItem": 3}])
def test_other_json_does_not_fit(content: Any) -> None:
    assert not case.fits(made.opened(content))


def test_a_schema_of_packages_does_not_fit() -> None:
    assert not case.fits(shared.opened("data", "schema-case-1.0.json"))
    assert not case.fits(shared.opened("data", "schema-case-1.1-openapi.json"))


def test_text_that_names_the_fields_does_not_fit() -> None:
    assert not case.fits(files.open_bytes("a.txt", b"CFDocument and CFItems are words of CASE"))
    assert not case.fits(files.open_bytes("a.json", b'{"CFDocument": '))


def test_a_package_without_items_is_refused_in_words() -> None:
    with pytest.raises(KnownError, match="without items"):
        case.read(made.opened({"CFDocument": {"title": "Baking"}, "CFItems": []}))


_anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.sampled_from(["title", "uri", "x"]), inside),
    max_leaves=4,
)
_places = st.tuples(
    st.sampled_from(["CFDocument", "CFItems", "CFAssociations", "CFRubrics", "CFDefinitions"]),
    st.integers(0, 7),
    st.sampled_from(
        [
            *("identifier", "uri", "title", "fullStatement", "humanCodingScheme", "sequenceNumber", "notes"),
            *("originNodeURI", "destinationNodeURI", "associationType", "CFRubricCriteria", "extensions", "licenseURI"),
        ]
    ),
)


@given(st.lists(st.tuples(_places, _anything), max_size=6), st.booleans())
@settings(max_examples=40, deadline=None)
def test_wrong_types_anywhere_are_findings_or_a_known_error_and_what_is_read_can_be_written(
    changes: list[tuple[tuple[str, int, str], Any]], is_whole: bool
) -> None:
    content = package(BREAD, CFRubrics=_rubric(("Mixes a dough", [("Poor", 1), ("Good", 2)])), CFDefinitions={})
    for (part, position, name), value in changes:
        records = content[part]
        if isinstance(records, list) and position < len(records):
            records[position] = value if is_whole and position == 3 else {**_as_dict(records[position]), name: value}
        elif isinstance(records, dict):
            records[name] = value
    try:
        one = framework(content)
    except KnownError:
        return
    assert native.read(native.write(one)) == one
    written = case.write(one)
    again = framework_of(written)
    assert [learned.title for learned in again.competencies()] == [learned.title for learned in one.competencies()]


def _as_dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def framework_of(text: str) -> Any:
    return case.read(files.open_bytes("again.json", text.encode())).found[0].framework


@pytest.mark.parametrize("many", [1_000, pytest.param(10_000, marks=pytest.mark.long)])
@pytest.mark.parametrize(
    "parent",
    [lambda at, _: at % 100 if at >= 100 else None, lambda at, many: (at - 1) % many],
    ids=["wide", "deep ring"],
)
def test_thousands_of_items_are_read_in_time_and_can_be_kept(parent: Any, many: int) -> None:
    names = [f"Thing {number}" for number in range(many)]
    tree = {name: "Baking" if (up := parent(at, many)) is None else names[up] for at, name in enumerate(names)}
    file = made.opened(package(tree))
    start = time.process_time()
    (one,) = case.read(file).found
    assert time.process_time() - start < max(0.5, many / 5_000)
    assert ("records" in [finding.id for finding in one.findings]) is (many == 10_000)
    assert len(one.framework.outline) + len(one.framework.job_functions) + len(list(one.framework.competencies())) == (
        many
    )
    native.read(native.write(one.framework))


def test_json_nested_without_end_is_refused_in_words() -> None:
    content = package(BREAD)
    nest: Any = "x"
    for _ in range(300):
        nest = [nest]
    content["CFItems"][0]["extensions"] = nest
    with pytest.raises(KnownError, match="nested"):
        case.read(made.opened(content))


def test_the_shared_package_with_one_root_is_five_deep() -> None:
    reading = case.read(shared.opened("data", "case-ordering.json"))
    one = reading.found[0].framework
    (function,) = one.job_functions
    assert (function.number, function.title, len(function.competencies)) == ("H.A.MATH.GM.PF", "Plane Figures", 24)
    assert [heading.code for heading in one.outline] == [
        "H.A.MATH.GM",
        "H.A.MATH.GM.PF.2DFP",
        "H.A.MATH.GM.PF.2DFP.L1",
    ]
    assert {learned.under for learned in function.competencies} == {one.outline[2].id}
    by_code = answers.apply(reading.found[0], [Answer("order", choice="codes")])
    assert [learned.code for learned in by_code.competencies()] == [
        f"H.A.MATH.GM.PF.2DFP.L1.{number}" for number in range(1, 25)
    ]


def test_the_shared_package_of_depth_two_has_its_items_in_the_order_of_the_file() -> None:
    one = case.read(shared.opened("data", "case-smart-level.json")).found[0].framework
    assert [(function.title, len(function.competencies)) for function in one.job_functions] == [
        ("Item 1", 10),
        ("Item 2", 2),
    ]
    assert [learned.title for learned in one.competencies()] == [
        *(f"Item 1.{number}" for number in range(1, 11)),
        "Item 2.1",
        "Item 2.2",
    ]
    assert {learned.kind for learned in one.competencies()} == {Kind.CORE}
