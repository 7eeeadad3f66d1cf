"""Journeybook's own framework file."""

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native
from tests.frameworks.strategies import frameworks

SHIPPED = catalogue.keys()


def content() -> Any:
    """IT Generalist as it lies in its file, to be damaged."""
    return json.loads(native.write(catalogue.find("it-generalist")))


def refusal(text: str | bytes) -> str:
    with pytest.raises(KnownError) as caught:
        native.read(text)
    return str(caught.value)


def answer(text: str | bytes) -> str:
    try:
        return f"{native.read(text).key} was read."
    except KnownError as error:
        return error.sentence


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(frameworks())
def test_a_framework_reads_back_exactly_as_it_was_written(framework: Framework) -> None:
    text = native.write(framework)
    again = native.read(text)
    assert again == framework
    assert native.write(again) == text
    assert native.read(text.encode()) == framework


@pytest.mark.parametrize("key", SHIPPED)
def test_a_shipped_file_is_written_as_we_write(key: str) -> None:
    framework = catalogue.find(key)
    text = native.write(framework)
    assert native.write(native.read(text)) == text


def test_the_form_comes_first_and_defaults_are_left_out() -> None:
    text = native.write(catalogue.find("sample-help-desk"))
    assert text.startswith('{\n  "form": 1,\n  "key": "sample-help-desk",')
    assert text.endswith("}\n")
    assert "null" not in text
    assert '"minimum": 2000,' in text
    assert '"percent": 77.5' in text


def test_letters_are_written_as_they_are() -> None:
    framework = catalogue.find("it-generalist").model_copy(update={"publisher": "Institut für Bäume 木"})
    assert '"publisher": "Institut für Bäume 木"' in native.write(framework)


def test_a_byte_order_mark_does_no_harm() -> None:
    framework = catalogue.find("it-generalist")
    assert native.read(b"\xef\xbb\xbf" + native.write(framework).encode()) == framework


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not JSON: it breaks off at line 1, column 1"),
        ('{"form": 1,\n "key"}', "not JSON: it breaks off at line 2, column 7"),
        (b"\xff\xfe{}", "not text in UTF-8"),
        ("\ud800", "not text in UTF-8"),
        ('{"form": 1, "title": "\\ud800"}', "half a character"),
        ("[]", "not a Journeybook framework"),
        ('{"CFDocument": {}}', "not a Journeybook framework"),
        ('{"form": 2}', "newer Journeybook: it has form 2, this one has 1"),
        ('{"form": "one", "job_functions": 3}', "form: 1 is expected here."),
        ('{"form": 1, "ojt": {"minimum": NaN}}', "holds NaN, which is not a number"),
        ('{"form": 1, "ojt": {"minimum": -Infinity}}', "holds -Infinity, which is not a number"),
        ('{"form": 1, "form": 1}', "The field 'form' stands twice"),
        ("9" * 5000, "a number that is too long"),
        ("[" * 100_000, "nested too deeply"),
        ('{"form": 1, "notes": ' + "[" * 300 + "]" * 300 + "}", "nested too deeply"),
        ('{"form": 1, "notes": [' + "1," * 200_000 + "1]}", "more than 200,000 parts"),
        (" " * (native.LARGEST + 1), "larger than 8 MB"),
        ("é" * (native.LARGEST // 2 + 1), "larger than 8 MB"),
    ],
    ids=range(18),
)
def test_what_is_no_framework_is_refused_in_words(text: str | bytes, said: str) -> None:
    assert said in refusal(text)


def test_a_fault_is_named_with_its_place() -> None:
    damaged = content()
    damaged["job_functions"][2]["competencies"][1]["title"] = " "
    assert "job function 3, competency 2, title: this text is missing." in refusal(json.dumps(damaged))


def test_a_field_that_is_not_there_is_named_with_its_place() -> None:
    damaged = content()
    del damaged["job_functions"][0]["competencies"][8]["title"]
    del damaged["rating_scale"]["completes_at"]
    said = refusal(json.dumps(damaged))
    assert "job function 1, competency 9, title: this text is missing." in said
    assert "rating scale, completes at: this is missing." in said


def test_every_kind_of_fault_is_told_in_words() -> None:
    damaged = content()
    damaged["approach"] = "by feel"
    damaged["term"]["typical"] = 1.5
    damaged["job_functions"][0]["ojt"] = {"minimum": 0.3}
    damaged["job_functions"][1]["instruction"]["skills"] = "logic"
    damaged["cross_cutting"][3]["relevance"] = 9
    said = refusal(json.dumps(damaged))
    assert "approach: one of 'time-based', 'competency-based' or 'hybrid' is expected here." in said
    assert "term, typical: a whole number is expected here." in said
    assert "job function 1, OJT hours, minimum: hours go in steps of a quarter." in said
    assert "job function 2, instruction, skills: a list is expected here." in said
    assert "cross-cutting competency 4, relevance: this number must be at most 8." in said


def test_the_first_five_faults_are_told_and_the_others_counted() -> None:
    damaged = content()
    for one in damaged["job_functions"][0]["competencies"]:
        one["title"] = ""
    said = refusal(json.dumps(damaged))
    assert said.count("this text is missing.") == 5
    assert "And 4 more." in said


def test_a_framework_that_contradicts_itself_is_refused_in_words() -> None:
    damaged = content()
    damaged["job_functions"][2]["choose"] = 9
    assert "job function 3 asks for 9 of 6 optional competencies." in refusal(json.dumps(damaged))


def test_a_character_that_cannot_be_printed_is_refused_in_words() -> None:
    damaged = content()
    damaged["publisher"] = "Urban\x07Institute"
    said = refusal(json.dumps(damaged))
    assert "publisher: this text holds a character that cannot be printed (U+0007)." in said


def test_a_strange_field_cannot_garble_the_sentence() -> None:
    damaged = content() | {"x\n\u202e" * 100: 1}
    said = refusal(json.dumps(damaged))
    assert "\n" not in said
    assert "\u202e" not in said
    assert "this field is not known." in said
    assert len(said) < 300


@settings(deadline=None)
@given(st.data())
def test_damaged_files_are_refused_in_words_or_read(data: st.DataObject) -> None:
    raw = bytearray(native.write(catalogue.find("sample-help-desk")).encode())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw) - 1))
        raw[at : at + data.draw(st.integers(0, 40))] = data.draw(st.binary(max_size=8))
    assert answer(bytes(raw)).endswith(".")


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@settings(deadline=None)
@given(st.sampled_from(sorted(Framework.model_fields)), JSON_VALUES)
def test_any_value_in_any_field_is_refused_in_words_or_read(field: str, value: Any) -> None:
    assert answer(json.dumps(content() | {field: value})).endswith(".")
