"""Durations are read the way people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from desktop import words


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7:30", 450),
        ("7.5", 450),
        ("7,5", 450),
        (".5", 30),
        ("7h30", 450),
        ("7 h 30", 450),
        ("7 h 30 min", 450),
        ("7H 5m", 425),
        ("7", 420),
        ("8 h", 480),
        ("0:05", 5),
        ("7:5", 425),
        ("45 min", 45),
        ("45m", 45),
        ("0.33", 20),
        ("  7:30 ", 450),
    ],
)
def test_hours_are_read_as_people_write_them(text: str, minutes: int) -> None:
    assert words.minutes_of(text) == minutes


@pytest.mark.parametrize(
    "text", ["", " ", "seven", "7:60", "-7", "7:", ":30", "7.5.1", "1e3", "7:30:00", "٧", "inf", "7 30", "99999"]
)
def test_what_is_no_duration_is_none(text: str) -> None:
    assert words.minutes_of(text) is None


@given(some.integers(0, 24 * 60))
def test_what_we_write_is_what_we_read(minutes: int) -> None:
    assert words.minutes_of(words.hours(minutes)) == minutes
    assert words.minutes_of(f"{minutes // 60}:{minutes % 60:02d}") == minutes


@given(some.text())
def test_any_text_is_minutes_or_none(text: str) -> None:
    found = words.minutes_of(text)
    assert found is None or found >= 0
