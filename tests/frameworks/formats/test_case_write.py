"""A CASE package that we write is strict CASE 1.1, and gives back what came in."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from desktop import assets
from desktop.codes import Kind
from desktop.frameworks import catalogue, files
from desktop.frameworks import document as form
from desktop.frameworks.formats.case import reader as case
from desktop.frameworks.formats.case import schema, write
from tests.frameworks import strategies
from tests.frameworks.formats import case_packages as made
from tests.frameworks.formats import shared
from tests.frameworks.formats.case_packages import BREAD, framework, item, link, package, uid

SHARED = ("case-ordering.json", "case-smart-level.json")


def again(one: form.Framework) -> form.Framework:
    reading = case.read(files.open_bytes("again.json", case.write(one).encode()))
    (found,) = reading.found
    assert [finding.id for finding in found.findings if finding.must_answer] == []
    return found.framework


@st.composite
def outlined(draw: st.DrawFn) -> form.Framework:
    """Any framework, some with headings above and below the job functions."""
    one = draw(strategies.frameworks())
    tops = [form.Heading(id=uid("top"), title=draw(strategies.lines))]
    below = [
        form.Heading(id=uid(f"below {function.number}"), title=draw(strategies.lines), under=function.number)
        for function in one.job_functions
        if function.competencies
    ]
    deeper = [form.Heading(id=uid(f"deep {one.under}"), title="Deep", code="7", under=one.id) for one in below]
    named = {heading.under: heading.id for heading in below} | {
        head.under: heading.id for head, heading in zip(below, deeper, strict=True) if draw(st.booleans())
    }
    first = draw(st.integers(0, 3))
    functions = [
        function.model_copy(
            update={
                "under": tops[0].id if at >= first else "",
                "competencies": tuple(
                    learned.model_copy(update={"under": named[function.number] if draw(st.booleans()) else ""})
                    for learned in function.competencies
                ),
            }
        )
        for at, function in enumerate(one.job_functions)
    ]
    return one.model_copy(update={"job_functions": tuple(functions), "outline": (*tops, *below, *deeper)})


def plain(one: Any) -> Any:
    """The part as JSON, without where it came from."""
    if isinstance(one, list):
        return [plain(part) for part in one]
    return {name: plain(part) for name, part in one.items() if name != "origin"} if isinstance(one, dict) else one


@given(strategies.frameworks())
@settings(max_examples=25, deadline=None)
def test_what_was_written_is_what_is_read(one: form.Framework) -> None:
    assert plain(again(one).model_dump(mode="json")) == plain(one.model_dump(mode="json"))


@given(outlined())
@settings(max_examples=25, deadline=None)
def test_headings_come_back_with_what_stands_under_them(one: form.Framework) -> None:
    back = again(one)
    assert plain(back.model_dump(mode="json")["outline"]) == sorted(
        plain(one.model_dump(mode="json")["outline"]), key=lambda told: _place(back, told["id"])
    )
    for mine, theirs in zip(one.job_functions, back.job_functions, strict=True):
        # What a heading groups stands together in the tree, so its competencies come together.
        assert {(learned.code, learned.under) for learned in mine.competencies} == {
            (learned.code, learned.under) for learned in theirs.competencies
        }
    assert {(mine.number, mine.under) for mine in one.job_functions} == {
        (theirs.number, theirs.under) for theirs in back.job_functions
    }
    assert case.write(again(back)) == case.write(back)


def _place(one: form.Framework, id_: str) -> int:
    return [heading.id for heading in one.outline].index(id_)


@pytest.mark.parametrize("key", catalogue.keys())
def test_shipped_frameworks_come_back_whole(key: str) -> None:
    one = catalogue.find(key)
    assert plain(again(one).model_dump(mode="json")) == plain(one.model_dump(mode="json"))


def official() -> Draft202012Validator:
    components = json.loads(shared.opened("data", "schema-case-1.1-openapi.json").content)["components"]
    return Draft202012Validator({"$ref": "#/components/schemas/CFPackageDType", "components": components})


@given(strategies.frameworks())
@settings(max_examples=20, deadline=None)
def test_what_our_schema_takes_the_official_one_takes(one: form.Framework) -> None:
    written = write.package(one)
    schema.check(written)
    assert next(_official().iter_errors(written), None) is None


_kept: list[Draft202012Validator] = []


def _official() -> Draft202012Validator:
    if not _kept:
        _kept.append(official())
    return _kept[0]


@pytest.mark.parametrize("name", SHARED)
def test_shared_packages_are_sound_as_1_0_and_come_out_sound_as_1_1(name: str) -> None:
    came = shared.opened("data", name)
    old = json.loads(shared.opened("data", "schema-case-1.0.json").content)
    assert next(Draft202012Validator(old).iter_errors(came.value), None) is None
    written = json.loads(case.write(case.read(came).found[0].framework))
    assert next(official().iter_errors(written), None) is None


def _tree(content: dict[str, Any]) -> dict[str, list[str]]:
    """By parent the children in order: by number where there is one, else as in the file."""
    found: dict[str, list[tuple[int, str]]] = {}
    for one in content["CFAssociations"]:
        found.setdefault(_source(one["destinationNodeURI"], content), []).append(
            (one.get("sequenceNumber", 0), _source(one["originNodeURI"], content))
        )
    return {parent: [child for _, child in sorted(told, key=lambda two: two[0])] for parent, told in found.items()}


def _source(end: dict[str, str], content: dict[str, Any]) -> str:
    """The identifier that the source gave: its own, or the one kept beside it where CASE 1.1 does not take it."""
    for one in (content["CFDocument"], *content["CFItems"]):
        if one["identifier"] == end["identifier"]:
            kept: str = one.get("extensions", {}).get("journeybook:source", {}).get("identifier", one["identifier"])
            return kept
    raise AssertionError(end)


@pytest.mark.parametrize("name", SHARED)
def test_export_of_an_unchanged_import_gives_back_identifiers_order_and_texts(name: str) -> None:
    came = shared.opened("data", name)
    written = json.loads(case.write(case.read(came).found[0].framework))
    assert _tree(written) == _tree(came.value)
    assert _texts(written) == _texts(came.value)
    assert _ids(written["CFAssociations"]) == _ids(came.value["CFAssociations"])
    assert written["CFDocument"]["lastChangeDateTime"] == came.value["CFDocument"]["lastChangeDateTime"]


def _ids(records: list[dict[str, Any]]) -> set[str]:
    return {one.get("extensions", {}).get("journeybook:source", one)["identifier"] for one in records}


def _texts(content: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    names = ("fullStatement", "humanCodingScheme", "abbreviatedStatement", "notes", "lastChangeDateTime", "uri")
    return {_source(one, content): tuple(one.get(name) for name in names) for one in content["CFItems"]}


def test_other_links_and_definitions_and_rubrics_of_the_source_are_given_back() -> None:
    outside = link("Mixes a dough", "Proves a dough", "precedes")
    outside["destinationNodeURI"]["targetType"] = "CASE"
    concept = item("Flour") | {"title": "Flour", "hierarchyCode": "1"}
    del concept["fullStatement"]
    rubric = {"identifier": uid("r"), "uri": made.address("r"), "lastChangeDateTime": made.WHEN, "title": "Loaf"}
    criterion = {**rubric, "identifier": uid("c"), "CFItemURI": made.end("Mixes a dough"), "rubricId": uid("r")}
    del criterion["title"]
    levels = [
        {**rubric, "identifier": uid(word), "quality": word, "score": at, "description": f"{word} loaf"}
        for at, word in ((30, "Flat"), (60, "Round"))
    ]
    for one in levels:
        del one["title"]
    content = package(
        BREAD,
        links=[outside, link("Cleans an oven", "Doughs")],
        CFDefinitions={"CFConcepts": [concept]},
        CFRubrics=[{**rubric, "CFRubricCriteria": [{**criterion, "CFRubricCriterionLevels": levels}]}],
    )
    written = json.loads(case.write(framework(content)))
    assert outside in written["CFAssociations"]
    assert written["CFDefinitions"] == content["CFDefinitions"]
    for one in levels:
        one["rubricCriterionId"] = uid("c")
    assert written["CFRubrics"] == content["CFRubrics"]
    assert next(framework(written).competencies()).level_texts == next(framework(content).competencies()).level_texts
    assert case.write(framework(written)) == case.write(framework(content))


def test_what_was_changed_has_the_new_text_and_date_and_the_same_identifier() -> None:
    came = framework(package(BREAD))
    function = came.job_functions[0]
    changed = function.competencies[0].model_copy(update={"title": "Mixes any dough", "kind": Kind.OPTIONAL})
    now = came.model_copy(
        update={
            "job_functions": (
                function.model_copy(update={"competencies": (changed, *function.competencies[1:])}),
                *came.job_functions[1:],
            )
        }
    )
    written = json.loads(case.write(now, datetime(2026, 3, 1, 12, tzinfo=UTC)))
    by_id = {one["identifier"]: one for one in written["CFItems"]}
    told = by_id[uid("Mixes a dough")]
    assert (told["fullStatement"], told["lastChangeDateTime"]) == ("Mixes any dough", "2026-03-01T12:00:00Z")
    assert by_id[uid("Proves a dough")]["lastChangeDateTime"] == made.WHEN
    assert again(now).job_functions[0].competencies[0].kind is Kind.OPTIONAL


def test_an_unchanged_import_is_written_the_same_whatever_the_day() -> None:
    one = framework(package(BREAD))
    assert case.write(one) == case.write(one, datetime(2026, 3, 1, tzinfo=UTC))


def test_identifiers_that_case_1_1_refuses_are_made_anew_always_the_same() -> None:
    old = "00000000-0000-7000-8000-000000000001"
    content = package({"D": "Baking", "a": "D"}, [item("a", identifier=old)])
    content["CFAssociations"][1]["originNodeURI"]["identifier"] = old
    first, second = (json.loads(case.write(framework(content)))["CFItems"][1] for _ in range(2))
    assert first == second
    assert first["identifier"][14] == "5"
    assert first["extensions"]["journeybook:source"]["identifier"] == old


def test_a_part_that_was_copied_gets_an_identifier_of_its_own() -> None:
    came = framework(package({"D": "Baking", "a": "D"}))
    function = came.job_functions[0]
    twin = function.competencies[0].model_copy(update={"code": "9.9"})
    now = came.model_copy(
        update={"job_functions": (function.model_copy(update={"competencies": (*function.competencies, twin)}),)}
    )
    written = json.loads(case.write(now))
    for kind in ("CFItems", "CFAssociations"):
        identifiers = [one["identifier"] for one in written[kind]]
        assert len(set(identifiers)) == len(identifiers) == 3
    assert [learned.code for learned in again(now).competencies()] == ["1.1", "9.9"]


def test_attribution_and_license_go_out() -> None:
    one = catalogue.find("sample-help-desk")
    written = json.loads(case.write(one))
    assert written["CFDocument"]["notes"] == one.attribution
    (told,) = written["CFDefinitions"]["CFLicenses"]
    assert told["licenseText"] == one.licence
    assert written["CFDocument"]["licenseURI"]["identifier"] == told["identifier"]


def test_a_license_of_the_source_is_read_and_given_back() -> None:
    licence = {"identifier": uid("l"), "uri": made.address("l"), "title": "CC BY", "licenseText": "Name the guild."}
    content = package(BREAD, CFDefinitions={"CFLicenses": [licence | {"lastChangeDateTime": made.WHEN}]})
    content["CFDocument"]["licenseURI"] = made.end("l")
    one = framework(content)
    assert one.licence == "Name the guild."
    assert json.loads(case.write(one))["CFDefinitions"] == content["CFDefinitions"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda one: one["CFItems"][0].update(notes=None),
        lambda one: one["CFItems"][0].update(colour="red"),
        lambda one: one["CFItems"][0].update(identifier=uid("a").upper()),
        lambda one: one["CFItems"][0].update(identifier="00000000-0000-7000-8000-000000000001"),
        lambda one: one["CFDocument"].update(lastChangeDateTime="yesterday"),
        lambda one: one["CFDocument"].update(caseVersion="1.0"),
        lambda one: one["CFAssociations"][0].update(sequenceNumber="1"),
        lambda one: one["CFAssociations"][0].update(associationType="is child of"),
        lambda one: one["CFAssociations"][0].update(originNodeURI="x"),
        lambda one: one.pop("CFDocument"),
    ],
)
def test_our_schema_is_strict_and_a_fault_is_our_defect(spoil: Any) -> None:
    written = write.package(framework(package(BREAD)))
    schema.check(written)
    spoil(written)
    with pytest.raises(AssertionError, match="not valid"):
        schema.check(written)


def test_our_schema_is_a_sound_schema() -> None:
    path = assets.path("templates", "case-1.1.schema.json")
    Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
