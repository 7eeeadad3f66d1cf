"""What is typed into a form is taken as it is meant, or it is said what to type."""

from collections.abc import Callable

import pytest

from desktop.codes import DurationUnit
from desktop.errors import KnownError
from desktop.frameworks import typed
from desktop.frameworks.document import HourRange, OnetCode, Probation, Ratio


def test_lines_are_one_part_each() -> None:
    assert typed.lines("Sands\n\n  Paints  the hull \n") == ("Sands", "Paints the hull")


def test_hours_may_have_quarters_and_a_unit() -> None:
    assert [typed.hours(one) for one in ("", "144", " 1,200.5 h", "7.75")] == [None, 144, 1200.5, 7.75]


def test_codes_keep_what_is_known_of_them() -> None:
    known = OnetCode(code="15-1232.00", year=2010, title="Old one")
    assert typed.onet_codes("15-1232, 51-7011.00", (known,)) == (known, OnetCode(code="51-7011.00", year=2019))
    assert typed.rapids_code(" 0157hy ") == "0157HY"


def test_a_ratio_and_a_probation_are_read_from_words() -> None:
    assert typed.ratio("1 to 2") == typed.ratio("1:2") == Ratio(apprentices=1, journeyworkers=2)
    assert typed.probation("1,000 hours") == Probation(length=1000, unit=DurationUnit.HOURS)
    assert typed.probation("26 Weeks") == Probation(length=26, unit=DurationUnit.WEEKS)
    assert typed.ratio("") is None
    assert typed.probation(" ") is None


def test_a_range_has_its_least_first() -> None:
    assert typed.hour_range(None, 12) == HourRange(maximum=12)
    with pytest.raises(KnownError, match="20 h at least are more than 12 h at most"):
        typed.hour_range(20, 12)


@pytest.mark.parametrize(
    ("take", "wrong"),
    [
        (typed.line, " "),
        (typed.line, "x" * 2001),
        (typed.text, "a\x07b"),
        (typed.hours, "7.1"),
        (typed.hours, "-1"),
        (typed.hours, "100001"),
        (typed.hours, "many"),
        (typed.onet_codes, "15-12"),
        (typed.rapids_code, "12"),
        (typed.ratio, "2"),
        (typed.ratio, "1 to 0"),
        (typed.ratio, "1 to 2 to 3"),
        (typed.probation, "6"),
        (typed.probation, "6 days"),
        (typed.probation, "0 weeks"),
        (lambda text: typed.whole(text, 1, 240), "0"),
        (lambda text: typed.whole(text, 1, 240), "a year"),
    ],
)
def test_what_cannot_be_taken_is_told(take: Callable[[str], object], wrong: str) -> None:
    with pytest.raises(KnownError) as caught:
        take(wrong)
    assert caught.value.advice
