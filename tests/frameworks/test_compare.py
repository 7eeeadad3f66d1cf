"""What differs between two frameworks is told part by part, each part once."""

import time
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.codes import Approach, Kind, PartKind
from desktop.frameworks import catalogue
from desktop.frameworks import document as form
from desktop.frameworks.compare import Change, Comparison, PartChange, compare
from desktop.frameworks.likeness import Said, likeness, shared_words, word_runs
from desktop.frameworks.matching import Matched
from desktop.frameworks.nearest import suggestions
from tests.frameworks import strategies

BAKERY = {
    "1": (
        "Prepares doughs",
        ["Weighs flour and water by recipe", "Kneads wheat dough by hand", "Proves dough in the cabinet"],
    ),
    "2": ("Bakes and cools bread", ["Loads the deck oven safely", "Cools loaves on racks and labels them"]),
}


def framework(functions: dict[str, tuple[str, list[str]]], version: str = "1", key: str = "baker") -> form.Framework:
    return form.Framework(
        key=key,
        version=version,
        title="Baker",
        publisher="Guild",
        occupation=form.Occupation(title="Baker"),
        approach=Approach.COMPETENCY_BASED,
        job_functions=tuple(
            form.JobFunction(
                number=number,
                title=title,
                kind=Kind.CORE,
                competencies=tuple(
                    form.Competency(code=f"{number}{'abcdefgh'[place]}", title=text, kind=Kind.CORE)
                    for place, text in enumerate(texts)
                ),
            )
            for number, (title, texts) in functions.items()
        ),
        rating_scale=form.RatingScale(
            levels=(form.RatingLevel(level=0, word="Not yet"), form.RatingLevel(level=3, word="Able")), completes_at=3
        ),
    )


def changed(function: str, place: int, text: str | None) -> dict[str, tuple[str, list[str]]]:
    """The bakery with one competency reworded, or without it."""
    made = {number: (title, list(texts)) for number, (title, texts) in BAKERY.items()}
    made[function][1][place : place + 1] = [] if text is None else [text]
    return made


def told(found: Comparison) -> dict[tuple[tuple[str, ...], tuple[str, ...]], set[Change]]:
    return {
        (tuple(b.code for b in one.before), tuple(a.code for a in one.after)): set(one.changes)
        for one in found.of(PartKind.COMPETENCY)
        if one.changes != (Change.SAME,)
    }


def test_a_competency_in_other_words_is_reworded_and_shows_the_words_in_common() -> None:
    found = compare(framework(BAKERY), framework(changed("1", 1, "Kneads wheat dough by machine"), "2"))
    assert told(found) == {(("1b",), ("1b",)): {Change.REWORDED}}
    (one,) = [part for part in found.parts if Change.REWORDED in part.changes]
    assert one.shared == ("kneads", "wheat", "dough")
    assert 65 < one.score < 100
    assert not one.is_suggestion


def test_a_competency_that_went_to_another_job_function_is_moved_and_renumbered() -> None:
    after = changed("1", 2, None)
    after["2"][1].append("Proves dough in the cabinet")
    found = compare(framework(BAKERY), framework(after, "2"))
    assert told(found) == {(("1c",), ("2c",)): {Change.MOVED, Change.RENUMBERED}}


def test_one_that_changed_its_place_in_the_job_function_is_moved_and_the_others_only_renumbered() -> None:
    after = {**BAKERY, "1": (BAKERY["1"][0], [BAKERY["1"][1][place] for place in (2, 0, 1)])}
    found = told(compare(framework(BAKERY), framework(after, "2")))
    assert found == {
        (("1c",), ("1a",)): {Change.MOVED, Change.RENUMBERED},
        (("1a",), ("1b",)): {Change.RENUMBERED},
        (("1b",), ("1c",)): {Change.RENUMBERED},
    }


def test_what_is_new_and_what_is_retired_has_no_counterpart() -> None:
    found = told(compare(framework(BAKERY), framework(changed("2", 0, "Greets customers at the till"), "2")))
    assert found == {(("2a",), ()): {Change.RETIRED}, ((), ("2a",)): {Change.NEW}}


def test_a_competency_that_became_two_is_split_and_back_it_is_merged() -> None:
    after = changed("2", 1, "Cools loaves on racks")
    after["2"][1].append("Labels cooled loaves")
    one, other = framework(BAKERY), framework(after, "2")
    assert told(compare(one, other)) == {(("2b",), ("2b", "2c")): {Change.SPLIT}}
    assert told(compare(other, one)) == {(("2b", "2c"), ("2b",)): {Change.MERGED}}


def test_core_that_becomes_optional_and_back_is_told_both_ways() -> None:
    one = framework(BAKERY)
    function = one.job_functions[0]
    optional = function.competencies[0].model_copy(update={"kind": Kind.OPTIONAL})
    changed_function = function.model_copy(update={"competencies": (optional, *function.competencies[1:])})
    other = one.model_copy(update={"version": "2", "job_functions": (changed_function, *one.job_functions[1:])})
    assert told(compare(one, other)) == {(("1a",), ("1a",)): {Change.TO_OPTIONAL}}
    assert told(compare(other, one)) == {(("1a",), ("1a",)): {Change.TO_CORE}}


def test_an_id_of_the_source_outweighs_code_and_text() -> None:
    def known(base: form.Framework, code: str, id_: str) -> form.Framework:
        functions = [
            function.model_copy(
                update={
                    "competencies": tuple(
                        one.model_copy(update={"origin": form.Origin(id=id_)}) if one.code == code else one
                        for one in function.competencies
                    )
                }
            )
            for function in base.job_functions
        ]
        return base.model_copy(update={"job_functions": tuple(functions)})

    after = framework(changed("2", 0, "Greets customers at the till"), "2")
    found = compare(known(framework(BAKERY), "2a", "x-1"), known(after, "2a", "x-1"))
    assert told(found) == {(("2a",), ("2a",)): {Change.REWORDED}}
    assert found.of(PartKind.COMPETENCY)[3].matched is Matched.ID


def test_codes_of_two_frameworks_say_nothing_and_alike_texts_are_suggestions() -> None:
    other = {"1": ("Serves", ["Sweeps the shop floor", "Kneads wheat dough by machine", "Counts the till"])}
    found = compare(framework(BAKERY), framework(other, key="shop"))
    pairs = [one for one in found.of(PartKind.COMPETENCY) if one.before and one.after]
    assert [(one.before[0].code, one.after[0].code, one.is_suggestion) for one in pairs] == [("1b", "1b", True)]


def test_hours_and_the_head_are_told_field_by_field() -> None:
    one = framework(BAKERY)
    function = one.job_functions[0].model_copy(update={"ojt": form.HourRange(minimum=40.0, maximum=60.0)})
    other = one.model_copy(
        update={
            "version": "2",
            "approach": Approach.HYBRID,
            "term": form.Term(minimum=12, maximum=24),
            "job_functions": (function, one.job_functions[1]),
        }
    )
    found = compare(one, other)
    assert [(field.field, field.before, field.after) for field in found.head] == [
        ("approach", "competency-based", "hybrid"),
        ("term", "", "12 to 24 months"),
    ]
    (changed_function,) = [part for part in found.of(PartKind.JOB_FUNCTION) if part.changes != (Change.SAME,)]
    assert changed_function.changes == (Change.DETAILS,)
    assert [(field.field, field.after) for field in changed_function.fields] == [
        ("on-the-job training", "40 to 60 hours")
    ]


def test_a_job_function_under_a_wholly_new_title_is_known_by_its_competencies() -> None:
    after = {"1": BAKERY["1"], "9": ("Oven work", BAKERY["2"][1])}
    found = compare(framework(BAKERY), framework(after, "2"))
    (function,) = [one for one in found.of(PartKind.JOB_FUNCTION) if one.changes != (Change.SAME,)]
    assert (function.before[0].code, function.after[0].code, function.matched) == ("2", "9", Matched.COMPETENCIES)
    assert function.is_suggestion
    assert all(Change.MOVED not in one.changes for one in found.of(PartKind.COMPETENCY))


def test_words_in_common_are_told_from_those_that_differ() -> None:
    before, after = word_runs("Kneads wheat dough, by hand", "Kneads rye dough, by machine")
    assert [(run.text, run.is_shared) for run in before] == [
        ("Kneads", True),
        ("wheat", False),
        ("dough, by", True),
        ("hand", False),
    ]
    assert [run.text for run in after if not run.is_shared] == ["rye", "machine"]


SMALL = settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
_VERBS = st.sampled_from(["Mixes", "Bakes", "Cools", "Weighs", "Labels"])
_THINGS = st.sampled_from(["dough", "bread", "flour", "loaves", "rolls", "dough and bread", "flour and loaves"])
_TEXTS = st.builds(lambda verb, thing: f"{verb} {thing}", _VERBS, _THINGS)
_BAKERIES = st.dictionaries(
    st.sampled_from("1234"), st.tuples(_TEXTS, st.lists(_TEXTS, max_size=6)), min_size=1, max_size=4
).map(framework)
_ANY = st.one_of(_BAKERIES, strategies.frameworks())


def _sides(found: Comparison, name: str) -> Counter[tuple[PartKind, str]]:
    return Counter((one.kind, side.code) for one in found.parts for side in getattr(one, name))


def _parts(one: form.Framework) -> Counter[tuple[PartKind, str]]:
    functions = one.titled_functions()
    return Counter(
        [(PartKind.JOB_FUNCTION, function.number) for function in functions]
        + [(PartKind.COMPETENCY, found.code) for function in functions for found in function.competencies]
        + [(PartKind.COURSE, course.code) for course in one.courses]
    )


@SMALL
@given(one=_ANY)
def test_a_framework_beside_itself_is_the_same_in_every_part(one: form.Framework) -> None:
    assert compare(one, one).is_same


@SMALL
@given(one=_ANY, other=_ANY)
def test_every_part_stands_once_on_its_side(one: form.Framework, other: form.Framework) -> None:
    found = compare(one, other)
    assert _sides(found, "before") == _parts(one)
    assert _sides(found, "after") == _parts(other)


def _codes(found: Comparison, kind: Change, name: str) -> set[tuple[PartKind, str]]:
    return {(one.kind, side.code) for one in found.parts if kind in one.changes for side in getattr(one, name)}


@SMALL
@given(one=_ANY, other=_ANY)
def test_what_is_new_in_one_direction_is_retired_in_the_other(one: form.Framework, other: form.Framework) -> None:
    there, back = compare(one, other), compare(other, one)
    assert _codes(there, Change.NEW, "after") == _codes(back, Change.RETIRED, "before")
    assert _codes(there, Change.RETIRED, "before") == _codes(back, Change.NEW, "after")
    assert _codes(there, Change.SPLIT, "before") == _codes(back, Change.MERGED, "after")
    assert _codes(there, Change.TO_OPTIONAL, "before") == _codes(back, Change.TO_CORE, "after")


@SMALL
@given(one=st.text(max_size=60), other=st.text(max_size=60))
def test_likeness_is_the_same_both_ways_and_between_0_and_100(one: str, other: str) -> None:
    score = likeness(Said(one), Said(other))
    assert 0 <= score <= 100
    assert score == likeness(Said(other), Said(one))
    assert likeness(Said(one), Said(one)) == 100
    assert set(shared_words(Said(one), Said(other))) == set(shared_words(Said(other), Said(one)))


def test_large_frameworks_are_compared_at_once() -> None:
    words = [
        "installs",
        "tests",
        "repairs",
        "mounts",
        "wires",
        "checks",
        "plans",
        "cables",
        "switches",
        "panels",
        "motors",
        "relays",
    ]
    texts = [
        [
            f"{words[i % 12]} {words[(i * 5 + k) % 12]} in {words[(i * 7 + 3 * k) % 12]} unit {i * 20 + k}"
            for k in range(8)
        ]
        for i in range(21)
    ]
    one = framework({str(i): (f"Area {i}", some) for i, some in enumerate(texts)})
    other = framework(
        {str(i): (f"Area {i}", [f"{t} again" for t in some]) for i, some in enumerate(texts)}, "2", "other"
    )
    begun = time.perf_counter()
    compare(one, other)
    suggestions(one, other)
    assert time.perf_counter() - begun < 2


@pytest.mark.parametrize("one", catalogue.shipped(), ids=lambda one: one.key)
def test_shipped_frameworks_beside_themselves_are_the_same(one: form.Framework) -> None:
    assert compare(one, one).is_same


def test_a_part_that_is_alone_is_no_suggestion() -> None:
    assert not PartChange(PartKind.COURSE, (), (), (Change.NEW,)).is_suggestion
