"""How numbers, dates and names read."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop import words
from tests import nasty


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (0, "0 h"),
        (45, "45 min"),
        (60, "1 h"),
        (61, "1 h 1 min"),
        (114_750, "1,912 h 30 min"),
        (-90, "−1 h 30 min"),
        (-5, "−5 min"),
    ],
)
def test_minutes_read_as_hours(minutes: int, text: str) -> None:
    assert words.hours(minutes) == text


@given(st.integers(-10_000_000, 10_000_000))
def test_hours_lose_no_minute(minutes: int) -> None:
    text = words.hours(minutes).replace(",", "")
    numbers = {
        unit: int(number) for number, unit in zip(text.lstrip("−").split()[::2], text.split()[1::2], strict=True)
    }
    read = numbers.get("h", 0) * 60 + numbers.get("min", 0)
    assert (-read if text.startswith("−") else read) == minutes


def test_dates_read_as_americans_write_them() -> None:
    assert words.long_date(date(2026, 6, 1)) == "June 1, 2026"
    assert words.short_date(date(2026, 12, 31)) == "Dec 31, 2026"


@pytest.mark.parametrize(("cents", "text"), [(0, "$0.00"), (5, "$0.05"), (123_456_789, "$1,234,567.89")])
def test_cents_read_as_dollars(cents: int, text: str) -> None:
    assert words.money(cents) == text


def test_things_are_counted_and_listed() -> None:
    assert words.counted(1, "course") == "1 course"
    assert words.counted(0, "course") == "0 courses"
    assert words.counted(1200, "competency", "competencies") == "1,200 competencies"
    assert [words.listed("abc"[:length]) for length in range(4)] == ["", "a", "a and b", "a, b and c"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Owen Park", "OP"), ("Lucía Marsh-Ferry", "LMF"), ("émile 2nd", "É"), ("", ""), ("李 小龍", "李小"), ("- -", "")],
)
def test_initials_are_the_first_letters_of_each_part(name: str, letters: str) -> None:
    assert words.initials(name) == letters


@given(nasty.texts)
def test_a_cleaned_text_can_be_kept_anywhere_and_stays_as_it_is(text: str) -> None:
    kept = words.clean(text)
    assert words.clean(kept) == kept
    kept.encode("utf-8")
    assert not set(kept) & set("\x00\x1b\x7f\u200b\u202e\u2066\ufeff")
    assert unicodedata.is_normalized("NFC", kept)
    assert not words.unseen(kept)
    line = words.clean_line(text)
    assert line == " ".join(line.split())
    assert len(line.splitlines()) <= 1


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("  two\n\tlines ", "two\n\tlines"),
        ("one\r\ntwo\rthree\u2028four\x0bfive", "one\ntwo\nthree\nfour\nfive"),
        ("a\u202eb\u200bc\x00d", "abcd"),
        ("R&D <b>Ops</b>", "R&D <b>Ops</b>"),
        ("\udcff", ""),
        ("naïve 李 🚲", "naïve 李 🚲"),
        ("Jose\u0301", "José"),
        ("e\u200b\u0301", "é"),
        ("A\u2066b\u2069\u061cc", "Abc"),
        ("\u3164\u115fAnn\xad", "Ann"),
        ("x\U000e0041\ufffc", "x"),
    ],
)
def test_only_what_cannot_be_seen_is_taken_out(text: str, kept: str) -> None:
    assert words.clean(text) == kept


@pytest.mark.parametrize(
    "name", ["علی\u200cرضا", "ක්\u200dරිස්", "र\u094d\u200dय", "র\u200d\u09cdয", "👩🏽\u200d🔧", "葛\U000e0100"]
)
def test_joiners_stay_where_a_script_is_not_spelled_without_them(name: str) -> None:
    assert words.clean(name) == name
    assert words.unseen(name) == ()


@pytest.mark.parametrize("name", ["An\u200dn", "\u200cAnn", "Иван\u200c", "Ann \u200d", "1\u200d"])
def test_joiners_that_only_hide_go(name: str) -> None:
    assert words.clean(name) == name.replace("\u200c", "").replace("\u200d", "").strip()
    assert len(words.unseen(name)) == 1


def test_what_is_taken_out_has_a_name() -> None:
    assert words.unseen("Zoe\u202eeoZ\x00 Zoe\u202e\r\n") == ("U+202E right-to-left override", "U+0000")
    assert words.unseen("two\r\nlines\x85\tand Zoë") == ()


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


@given(st.integers(0, 24 * 60))
def test_what_we_write_is_what_we_read(minutes: int) -> None:
    assert words.minutes_of(words.hours(minutes)) == minutes
    assert words.minutes_of(f"{minutes // 60}:{minutes % 60:02d}") == minutes


@given(st.text())
def test_any_text_is_minutes_or_none(text: str) -> None:
    found = words.minutes_of(text)
    assert found is None or found >= 0
