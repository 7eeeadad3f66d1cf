"""Hours in bulk are what hours one by one are: the same rows, the same totals, the same refusals."""

import random
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlmodel import Session

from desktop.codes import EventKind, HourKind, HourState, Role
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.services import agreements, checks, clock, events, frameworks, hours, hours_bulk, people
from desktop.services.hours import NewEntry
from desktop.services.hours_bulk import Logged
from tests.conftest import BEGINS, NOW, TODAY, Cast, everything, work


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def pair(record: Path, cast: Cast, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """The same record twice, with hours and a suspension in April."""
    with clock.stopped_at(NOW):
        with open_store(record) as store:
            store.write(hours.log, agreement_id=cast.bens, entries=_logged(), by=cast.ben)
            (full,) = store.write(
                hours.log, agreement_id=cast.adas, entries=[work(1440, date(2026, 3, 2))], by=cast.ada
            )
            store.write(hours.decide, entry_ids=[full], state=HourState.RETURNED, by=cast.mia, reason="Never")
            for kind, day in ((EventKind.SUSPENDED, date(2026, 4, 1)), (EventKind.REINSTATED, date(2026, 5, 1))):
                arguments = {"kind": kind, "happened_on": day, "reason": "Leave", "by": cast.cora}
                store.write(events.record_event, agreement_id=cast.bens, **arguments)  # type: ignore[arg-type]
        copy = Path(shutil.copy(record, tmp_path / "copy.db"))
        with open_store(record) as one, open_store(copy) as many:
            yield one, many


def _logged() -> list[NewEntry]:
    return [work(1080, TODAY - timedelta(days=days)) for days in range(0, 20, 2)]


def _random_entry(chance: random.Random, number: int, *, is_wild: bool) -> NewEntry:
    """One that may stand, unless `is_wild`: then perhaps one that cannot."""
    kind = chance.choice(list(HourKind))
    minutes = chance.randrange(1, 90)
    day = chance.choice([BEGINS, date(2026, 3, 2), date(2026, 3, 31), date(2026, 5, 1), TODAY - timedelta(days=1)])
    parts = {"1": minutes} if kind is HourKind.OJT or chance.random() < 0.3 else {}
    if minutes > 10 and parts and chance.random() < 0.5:
        parts = {"2": minutes - 10, "1": 10}
    course = None
    if is_wild:
        day = chance.choice(
            [BEGINS - timedelta(days=1), date(2026, 4, 1), date(2026, 4, 30), TODAY, TODAY + timedelta(1)]
        )
        minutes = chance.choice([0, 1441, 1440, 400, minutes])
        parts = chance.choice([{}, {"99": minutes}, {"1": minutes, "2": 0}, {"1": minutes}, {"1": minutes + 1}])
        course = chance.choice([None, "XX-1"])
    return NewEntry(kind, day, minutes, parts, course, chance.choice(["", " Ticket\u202e "]), f"entry-{number:03}")


def _in_bulk(session: Session, *, agreement_id: str, entries: list[NewEntry], by: str) -> None:
    agreement = agreements.find(session, agreement_id)
    new = [Logged(agreement, entry) for entry in entries]
    found = hours_bulk.Checks(session, [agreement])
    for one in new:
        if not found.allows(one):
            raise KnownError(found.why(one))
    days = {entry.worked_on for entry in entries}
    sums = hours_bulk.minutes_of_days(session, [agreement.apprentice_id], days)
    for entry in entries:
        sums[agreement.apprentice_id, entry.worked_on] += entry.minutes
    if any(sums[agreement.apprentice_id, day] > 1440 for day in days):
        raise KnownError("too long")
    hours_bulk.check_loggers(session, [agreement], by)
    hours_bulk.write(session, new=new, by=by)


@pytest.mark.parametrize("seed", range(8))
def test_many_entries_become_the_same_rows_and_totals(pair: tuple[Store, Store], cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    entries = [_random_entry(chance, number, is_wild=False) for number in range(60)]
    agreement, by = chance.choice([(cast.bens, cast.max), (cast.bens, cast.ben), (cast.adas, cast.cora)])
    one, many = pair
    announced: dict[Store, set[str]] = {one: set(), many: set()}
    for store in pair:
        store.announce = announced[store].update
    one.write(hours.log, agreement_id=agreement, entries=entries, by=by)
    many.write(_in_bulk, agreement_id=agreement, entries=entries, by=by)
    assert everything(one) == everything(many)
    assert announced[one] == announced[many]
    assert all(row.ok for row in many.read(checks.check_database))


def test_what_one_way_refuses_the_other_refuses_in_the_same_words(pair: tuple[Store, Store], cast: Cast) -> None:
    chance = random.Random(5)
    one, many = pair
    refused = 0
    for number in range(250):
        entry = _random_entry(chance, number, is_wild=True)
        agreement, by = chance.choice([(cast.bens, cast.max), (cast.adas, cast.cora), (cast.bens, cast.ines)])
        said = [
            _sentence(store, action, agreement, entry, by) for store, action in ((one, hours.log), (many, _in_bulk))
        ]
        if said[1] == "too long":
            assert "are logged already" in said[0]
        else:
            assert said[0] == said[1]
        refused += bool(said[0])
    assert 150 < refused < 250
    assert everything(one) == everything(many)


def _sentence(store: Store, action: object, agreement: str, entry: NewEntry, by: str) -> str:
    try:
        store.write(action, agreement_id=agreement, entries=[entry], by=by)  # type: ignore[arg-type]
    except KnownError as error:
        return error.sentence
    return ""


def test_an_agreement_that_is_not_registered_takes_no_hours_either_way(store: Store, cast: Cast) -> None:
    draft = store.write(
        agreements.draft,
        apprentice_id=cast.ada,
        framework_id=cast.generalist,
        employer_id=cast.north,
        mentor_ids=[cast.mia],
        begins=BEGINS,
    )
    said = {_sentence(store, action, draft, work(), cast.ada) for action in (hours.log, _in_bulk)}
    assert said == {"The agreement is draft: hours cannot be recorded."}


def test_who_may_log_is_the_same_either_way(store: Store, cast: Cast) -> None:
    everyone = {row.id for row in store.read(people.everyone)}
    for agreement in (cast.adas, cast.bens):
        for by in everyone:
            said = {
                _sentence(store, action, agreement, work(1, TODAY - timedelta(days=place)), by)
                for place, action in enumerate((hours.log, _in_bulk))
            }
            assert len(said) == 1
    assert {Role.MENTOR, Role.APPRENTICE} <= {row.role for row in store.read(people.everyone)}


def test_agreements_are_found_by_number_and_by_id(store: Store, cast: Cast) -> None:
    found = store.read(hours_bulk.find, ["1", "01", cast.bens, "7", "none", "9" * 12])
    ada, ben = (store.read(agreements.find, one) for one in (cast.adas, cast.bens))
    assert found == {"1": ada, "01": ada, cast.bens: ben}


def test_thousands_of_entries_report_their_progress(pair: tuple[Store, Store], cast: Cast) -> None:
    _, many = pair
    days = [BEGINS + timedelta(days=days) for days in range(80)]
    course = next(iter(many.read(frameworks.document, cast.technician).courses), None)
    new = [
        NewEntry(HourKind.RI, day, 8, course=course.code if course else None, id=f"{day}-{place}")
        for day in days
        for place in range(130)
    ]
    reported: list[tuple[int, int]] = []

    def log(session: Session) -> None:
        agreement = agreements.find(session, cast.bens)
        told = [Logged(agreement, one) for one in new]
        hours_bulk.write(session, new=told, by=cast.ben, report=lambda done, of: reported.append((done, of)))

    with clock.stopped_at(datetime(2026, 6, 1, 17, tzinfo=UTC)):
        many.write(log)
    assert reported[-1] == (10_400, 10_400)
    assert len(reported) >= 3
    assert all(row.ok for row in many.read(checks.check_database))
