"""Hours as lists: what waits for a decision, and the log."""

from datetime import date

from desktop.codes import HourKind, HourState
from desktop.database.store import Store
from desktop.services import hour_lists, hours
from desktop.services.hours import NewEntry
from tests.conftest import Cast, lesson, work

MARCH, APRIL = date(2026, 3, 2), date(2026, 4, 1)


def _log(store: Store, agreement: str, by: str, *entries: NewEntry) -> tuple[str, ...]:
    return store.write(hours.log, agreement_id=agreement, entries=entries, by=by)


def test_what_waits_is_listed_the_oldest_first_for_its_mentors_alone(store: Store, cast: Cast) -> None:
    (bens,) = _log(store, cast.bens, cast.ben, work(day=MARCH))
    late, class_ = _log(store, cast.adas, cast.ada, work(day=APRIL), lesson(day=MARCH))

    def waiting(**only: object) -> list[str]:
        return [row.id for row in store.read(hour_lists.waiting, **only)]

    assert waiting() == [class_, bens, late]
    assert waiting(mentor_id=cast.mia) == [class_, late]
    assert waiting(mentor_id=cast.max) == [class_, bens, late]
    assert waiting(mentor_id=cast.cora) == []
    assert waiting(kind=HourKind.RI) == [class_]


def test_what_was_decided_or_taken_back_waits_no_longer(store: Store, cast: Cast) -> None:
    ids = _log(store, cast.bens, cast.ben, *(work(60 + place, day=MARCH) for place in range(4)))
    store.write(hours.decide, entry_ids=ids[:1], state=HourState.APPROVED, by=cast.max)
    store.write(hours.decide, entry_ids=ids[1:2], state=HourState.RETURNED, by=cast.max, reason="Why")
    store.write(hours.reverse, entry_id=ids[2], by=cast.ben, reason="Wrong")
    assert [row.id for row in store.read(hour_lists.waiting)] == [ids[3]]


def test_the_log_tells_who_entered_what_and_why_it_was_taken_back(store: Store, cast: Cast) -> None:
    (first,) = _log(store, cast.bens, cast.ben, work(300, APRIL, parts={"1": 100, "2": 200}, note="Rack 3"))
    (class_,) = _log(store, cast.bens, cast.max, lesson(60, MARCH, course="NT-101"))
    store.write(hours.decide, entry_ids=[class_], state=HourState.RETURNED, by=cast.max, reason="Which class?")
    back = store.write(hours.reverse, entry_id=first, by=cast.ben, reason="Other day")
    rows = {row.id: row for row in store.read(hour_lists.log_of, agreement_id=cast.bens)}
    assert set(rows) == {first, class_, back}
    assert list(rows)[-1] == class_
    one = rows[first]
    assert (one.apprentice, one.entered_by, one.note, one.reason) == ("Ben Lind", "Ben Lind", "Rack 3", "Other day")
    assert (one.is_reversed, one.is_reversal, one.parts) == (True, False, (("1", 100), ("2", 200)))
    two = rows[back]
    assert (two.is_reversed, two.is_reversal, two.minutes, two.parts) == (False, True, -300, (("1", -100), ("2", -200)))
    three = rows[class_]
    assert (three.entered_by, three.course, three.reason) == ("Max Hale", "NT-101", "Which class?")
    assert (three.state, three.parts) == (HourState.RETURNED, (("", 60),))


def test_a_long_log_is_listed_whole(store: Store, cast: Cast) -> None:
    """More entries than one statement takes values."""
    _log(store, cast.bens, cast.ben, *(work(1, MARCH) for _ in range(1200)))
    rows = store.read(hour_lists.log_of, agreement_id=cast.bens)
    assert len(rows) == 1200
    assert {row.parts for row in rows} == {(("1", 1),)}
    assert store.read(hour_lists.log_of, agreement_id=cast.adas) == ()
