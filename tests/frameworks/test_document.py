"""The neutral form refuses what would not be true."""

import pytest
from pydantic import TypeAdapter, ValidationError

from desktop.codes import Kind
from desktop.frameworks import catalogue
from desktop.frameworks.document import (
    Competency,
    Course,
    HourRange,
    JobFunction,
    Line,
    OnetCode,
    RatingLevel,
    RatingScale,
    Term,
    Text,
)
from tests.frameworks.remake import remake


def competency(code: str, kind: Kind = Kind.CORE) -> Competency:
    return Competency(code=code, title="Solders", kind=kind)


def function(number: str, *learned: Competency, choose: int | None = None) -> JobFunction:
    return JobFunction(number=number, title="Joins", kind=Kind.CORE, choose=choose, competencies=learned)


def test_a_job_function_number_stands_once() -> None:
    with pytest.raises(ValidationError, match="job function 1 stands twice"):
        remake(job_functions=(function("1"), function("1")))


def test_a_competency_code_stands_once_in_the_whole_framework() -> None:
    with pytest.raises(ValidationError, match="competency 1a stands twice"):
        remake(job_functions=(function("1", competency("1a")), function("2", competency("1a"))))


def test_a_course_teaches_a_job_function_that_is_there() -> None:
    course = Course(code="C1", title="Solder", hours=HourRange(), job_function="9")
    with pytest.raises(ValidationError, match="course C1 names job function 9, which is not here"):
        remake(courses=(course,))


def test_no_more_optional_competencies_are_asked_for_than_there_are() -> None:
    learned = (competency("1a"), competency("1b", Kind.OPTIONAL))
    with pytest.raises(ValidationError, match="job function 1 asks for 2 of 1 optional competencies"):
        remake(job_functions=(function("1", *learned, choose=2),))


def test_rating_levels_rise_and_one_of_them_completes() -> None:
    low, high = (RatingLevel(level=level, word="w", meaning="m") for level in (1, 2))
    with pytest.raises(ValidationError, match="must rise"):
        RatingScale(levels=(high, low), completes_at=2)
    with pytest.raises(ValidationError, match="must be one of the rating scale"):
        RatingScale(levels=(low, high), completes_at=3)
    assert RatingScale(levels=(low, high), completes_at=2).find(1) == low
    assert RatingScale(levels=(low, high), completes_at=2).find(7) is None


def test_required_hours_are_the_minimum_or_else_the_maximum() -> None:
    assert HourRange(minimum=30.0, maximum=40.0).required == 30
    assert HourRange(maximum=40.0).required == 40
    assert HourRange(minimum=0.0, maximum=40.0).required == 0
    assert HourRange().required == 0


def test_the_months_to_plan_with_are_typical_then_most_then_least() -> None:
    assert Term(minimum=12, maximum=24, typical=18).expected == 18
    assert Term(minimum=12, maximum=24).expected == 24
    assert Term(minimum=12).expected == 12
    assert Term().expected is None


@pytest.mark.parametrize("hours", [-1.0, 0.1, float("nan"), float("inf"), 100_000.25])
def test_hours_are_finite_and_go_in_quarters(hours: float) -> None:
    with pytest.raises(ValidationError):
        HourRange(minimum=hours)


@pytest.mark.parametrize(("hours", "written"), [(144.0, "144"), (0.25, "0.25"), (0.0, "0"), (597.5, "597.5")])
def test_whole_hours_are_written_without_a_point(hours: float, written: str) -> None:
    text = HourRange(minimum=hours).model_dump_json(exclude_none=True)
    assert text == f'{{"minimum":{written}}}'
    assert HourRange.model_validate_json(text).minimum == hours


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u202e", "\ufffe"])
def test_a_text_holds_nothing_that_cannot_be_printed(letter: str) -> None:
    for kind in (Line, Text):
        with pytest.raises(ValidationError, match="cannot be printed"):
            TypeAdapter(kind).validate_python(f"a{letter}b")


def test_every_line_end_becomes_one() -> None:
    assert TypeAdapter(Text).validate_python("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"


def test_codes_are_written_in_plain_digits() -> None:
    with pytest.raises(ValidationError):
        OnetCode(code="１５-1232.00", year=2019)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        remake(colour="blue")


def test_a_competency_finds_its_job_function() -> None:
    framework = catalogue.find("it-generalist")
    assert framework.function_of("4f").number == "4"
    with pytest.raises(KeyError):
        framework.function_of("8a")


def test_a_function_without_a_title_is_a_blank_slot() -> None:
    framework = catalogue.find("it-generalist")
    assert [one.number for one in framework.job_functions if one.is_blank] == ["8", "9", "10"]
    assert len(framework.titled_functions()) == 7
