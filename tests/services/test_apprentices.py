"""The list of apprentices: found by name, employer and framework, in any alphabet."""

from functools import partial

import pytest

from desktop import words
from desktop.codes import EventKind, HourKind, HourState, Status
from desktop.database.store import Store
from desktop.services import apprentices, events, hour_lists, hours, sign_offs
from tests import nasty
from tests.conftest import TODAY, Cast, lesson, rating, work


def _register(store: Store, cast: Cast, first: str, last: str) -> str:
    return store.write(
        apprentices.register,
        first_name=first,
        last_name=last,
        framework_id=cast.generalist,
        employer_id=cast.north,
        mentor_ids=[cast.mia],
        begins=TODAY,
    )


def _names(store: Store, **only: object) -> list[str]:
    return [row.name for row in store.read(apprentices.listing, **only)]


@pytest.mark.parametrize(
    ("search", "names"),
    [
        ("", ["Ada Lind", "Ben Lind", "Ángel %_\\ O'Neil"]),
        ("lind", ["Ada Lind", "Ben Lind"]),
        ("  ADA   lind ", ["Ada Lind"]),
        ("Ángel", ["Ángel %_\\ O'Neil"]),
        ("ÁNGEL", ["Ángel %_\\ O'Neil"]),
        ("%", ["Ángel %_\\ O'Neil"]),
        ("_", ["Ángel %_\\ O'Neil"]),
        ("\\", ["Ángel %_\\ O'Neil"]),
        ("'", ["Ángel %_\\ O'Neil"]),
        ("\x00", ["Ada Lind", "Ben Lind", "Ángel %_\\ O'Neil"]),
        ("south", ["Ben Lind"]),
        ("network technician", ["Ben Lind"]),
        ("nobody", []),
        ("'; DROP TABLE person; --", []),
    ],
)
def test_a_search_finds_what_is_written_and_nothing_else(
    store: Store, cast: Cast, search: str, names: list[str]
) -> None:
    _register(store, cast, "Ángel", "%_\\ O'Neil")
    assert sorted(_names(store, search=search)) == sorted(names)


@pytest.mark.parametrize("search", nasty.SEARCHES, ids=lambda one: ascii(one[:20]))
def test_no_search_is_read_as_more_than_its_letters(store: Store, cast: Cast, search: str) -> None:
    is_empty = not words.clean_line(search)
    assert _names(store, search=search) == (["Ada Lind", "Ben Lind"] if is_empty else [])


def test_the_list_is_narrowed_by_mentor_person_status_and_agreement(store: Store, cast: Cast) -> None:
    names = partial(_names, store)
    drafted = _register(store, cast, "Zoe", "Ames")
    assert names(mentor_id=cast.mia) == ["Ada Lind", "Zoe Ames"]
    assert names(mentor_id=cast.max) == ["Ada Lind", "Ben Lind"]
    assert names(mentor_id=cast.cora) == []
    assert names(person_id=cast.ben) == ["Ben Lind"]
    assert names(statuses=frozenset({Status.DRAFT})) == ["Zoe Ames"]
    assert names(agreement_id=drafted) == ["Zoe Ames"]
    assert names(agreement_id=drafted, search="ada") == []


def test_a_row_shows_who_where_and_under_what(store: Store, cast: Cast) -> None:
    row = store.read(apprentices.listing)[0]
    assert (row.name, row.number, row.employer, row.mentor) == ("Ada Lind", 1, "North Labs", "Mia Hale")
    assert (row.framework_key, row.status) == ("it-generalist", Status.PROBATION)
    assert row.expected == pytest.approx(147 / 546)


def test_amounts_are_those_of_one_agreement(store: Store, cast: Cast) -> None:
    ids = store.write(hours.log, agreement_id=cast.bens, entries=[work(60), work(90), lesson(30)], by=cast.ben)
    store.write(hours.decide, entry_ids=ids[:1], state=HourState.APPROVED, by=cast.max)
    store.write(hours.log, agreement_id=cast.adas, entries=[work(480)], by=cast.ada)
    row = store.read(apprentices.listing, agreement_id=cast.bens)[0]
    assert (row.ojt.done, row.ojt.pending, row.ri.pending) == (60, 90, 30)


def test_who_moves_slower_than_the_calendar_is_behind(store: Store, cast: Cast) -> None:
    def row() -> apprentices.ApprenticeRow:
        return store.read(apprentices.listing, agreement_id=cast.adas)[0]

    assert row().done == 0
    assert row().is_behind
    codes = [f"{number}{letter}" for number, letters in (("1", "abcdefghi"), ("2", "abcdef")) for letter in letters]
    some = [rating(code) for code in codes]
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
    assert row().done == 0, "class is the slowest"
    for month in (2, 3, 4):
        day = TODAY.replace(month=month)
        store.write(hours.log, agreement_id=cast.adas, entries=[lesson(1440, day)], by=cast.ada)
    waiting = store.read(apprentices.listing, agreement_id=cast.adas)[0]
    assert waiting.done == 0, "what waits is not done"
    ids = [one.id for one in store.read(hour_lists.waiting, kind=HourKind.RI)]
    store.write(hours.decide, entry_ids=ids, state=HourState.APPROVED, by=cast.cora)
    assert row().done == pytest.approx(72 / 216)
    assert not row().is_behind


def test_nobody_is_behind_while_suspended(store: Store, cast: Cast) -> None:
    suspend = {"kind": EventKind.SUSPENDED, "happened_on": TODAY, "reason": "Ill", "by": cast.cora}
    store.write(events.record_event, agreement_id=cast.adas, **suspend)
    assert not store.read(apprentices.listing, agreement_id=cast.adas)[0].is_behind
