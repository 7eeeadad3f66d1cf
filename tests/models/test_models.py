"""The schema refuses what the verbs would never write, even from a stranger's SQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy.exc import StatementError
from sqlmodel import Session, select

from desktop.codes import EventKind, HourKind, HourState, Role, Status
from desktop.database.store import Store, open_store
from desktop.models.agreements import Agreement, StatusEvent
from desktop.models.base import METADATA, Moment, Word
from desktop.models.hours import HourEntry
from desktop.models.people import DemographicAnswer, Person, PersonRole
from desktop.services import clock, events, hours, sign_offs
from tests.conftest import NOW, TODAY, Cast, drop_guards, lesson, rating, work


@pytest.fixture
def filled(unsigned_record: Path, cast: Cast) -> Iterator[sqlite3.Connection]:
    """A bare connection to a record in which every table has a row."""
    with clock.stopped_at(NOW), open_store(unsigned_record) as store:
        store.write(hours.log, agreement_id=cast.adas, entries=[work(id="work"), lesson(id="class")], by=cast.ada)
        store.write(hours.decide, entry_ids=["work"], state=HourState.RETURNED, by=cast.mia, reason="Which day?")
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating(id="one")], signer_id=cast.mia)
        store.write(sign_offs.reverse, sign_off_id="one", reason="Wrong person", by=cast.mia)
    drop_guards(unsigned_record)
    with closing(sqlite3.connect(unsigned_record)) as connection:
        connection.execute("PRAGMA foreign_keys=ON")
        yield connection


@pytest.mark.parametrize(
    "bad",
    [
        "UPDATE agreement SET status = 'gone'",
        "UPDATE agreement SET ends = begins",
        "UPDATE agreement SET probation_length = -1",
        "UPDATE agreement SET probation_unit = 'days'",
        "UPDATE agreement SET wage_unit = 'daily'",
        "UPDATE agreement SET number = 1",
        "UPDATE agreement SET begins = NULL",
        "UPDATE agreement SET apprentice_id = 'nobody'",
        "UPDATE agreement_mentor SET duty = 'friend'",
        "UPDATE competency SET kind = 'odd'",
        "UPDATE employer SET journeyworkers = -1",
        "UPDATE employer SET name = 'North Labs'",
        "UPDATE framework_version SET approach = 'by feeling'",
        "UPDATE hour_allocation SET minutes = 0",
        "UPDATE hour_decision SET reason = ''",
        "UPDATE hour_decision SET state = 'lost'",
        "UPDATE hour_entry SET minutes = 0",
        "UPDATE hour_entry SET minutes = 1441",
        "UPDATE hour_entry SET minutes = -60",
        "UPDATE hour_entry SET reverses_id = 'class' WHERE id = 'work'",
        "UPDATE hour_entry SET kind = 'fun'",
        "UPDATE hour_entry SET state = 'lost'",
        "UPDATE hour_entry SET course_id = (SELECT id FROM course LIMIT 1) WHERE kind = 'OJT'",
        "UPDATE hour_total SET kind = 'fun'",
        "UPDATE hour_total SET state = 'lost'",
        "UPDATE job_function SET number = '1'",
        "UPDATE person SET full_name = ''",
        "UPDATE person SET full_name = printf('%300c', 'a')",
        "UPDATE person_role SET role = 'boss'",
        "UPDATE sign_off SET level = 21",
        "UPDATE sign_off SET level = -1",
        "UPDATE sign_off SET shown = 'TV'",
        "UPDATE sign_off SET signer_role = 'boss'",
        "UPDATE sign_off SET signer_id = NULL",
        "UPDATE sign_off SET competency_id = 'none'",
        "UPDATE sign_off_reversal SET reason = ''",
        "UPDATE status_event SET kind = 'forgotten'",
        "UPDATE status_event SET kind = 'reversed'",
        "UPDATE status_event SET kind = 'extended'",
        "UPDATE status_event SET new_end = '2027-01-01'",
        "UPDATE status_event SET kind = 'extended', new_end = '2027-01-01', former_end = '2027-01-01'",
        "DELETE FROM sign_off",
        "DELETE FROM hour_entry",
        "DELETE FROM person",
        "INSERT INTO prior_credit SELECT 'c', id, 'OJT', NULL, 0, '', '2026-01-05', '' FROM agreement LIMIT 1",
        "INSERT INTO wage_step SELECT 'w', id, 0, 'Entry', -1, NULL FROM agreement LIMIT 1",
        "INSERT INTO sign_off_reversal SELECT sign_off_id, 'twice', reversed_by, recorded_at FROM sign_off_reversal",
    ],
)
def test_a_bad_row_is_refused_by_the_schema_itself(filled: sqlite3.Connection, bad: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="constraint failed"):
        filled.execute(bad)


def test_a_moment_without_time_zone_is_refused(store: Store) -> None:
    def change(session: Session) -> None:
        session.exec(select(Person)).first().created_at = datetime(2026, 6, 1)  # noqa: DTZ001
        session.flush()

    with pytest.raises(StatementError, match="a moment without time zone"):
        store.write(change)


def test_a_moment_comes_back_in_utc_from_whatever_zone(store: Store, cast: Cast) -> None:
    drop_guards(store.path)
    tokyo = timezone(timedelta(hours=9))

    def change(session: Session) -> None:
        session.get(Person, cast.ada).created_at = datetime(2026, 6, 1, 3, tzinfo=tokyo)

    store.write(change)
    found = store.read(lambda session: session.get(Person, cast.ada).created_at)
    assert found == datetime(2026, 5, 31, 18, tzinfo=UTC)
    assert found.utcoffset() == timedelta(0)


def test_every_moment_and_word_of_the_tables_is_of_our_types() -> None:
    for table in METADATA.sorted_tables:
        for column in table.columns:
            assert not column.name.endswith("_at") or isinstance(column.type, Moment), column
            assert column.name not in {"state", "status", "role", "kind"} or isinstance(column.type, Word), column


def test_words_come_back_as_codes(store: Store, cast: Cast) -> None:
    def codes(session: Session) -> tuple[object, ...]:
        return (
            session.get(Agreement, cast.adas).status,
            session.exec(select(StatusEvent.kind)).first(),
            session.exec(select(PersonRole.role).where(PersonRole.person_id == cast.mia)).one(),
        )

    found = store.read(codes)
    assert found == (Status.PROBATION, EventKind.REGISTERED, Role.MENTOR)
    assert [type(one) for one in found] == [Status, EventKind, Role]


def test_a_word_that_is_no_code_is_refused(store: Store, cast: Cast) -> None:
    def ask(session: Session) -> None:
        session.exec(select(HourEntry).where(HourEntry.kind == "fun")).all()

    with pytest.raises(StatementError, match="'fun' is not a valid HourKind"):
        store.read(ask)


def test_what_people_told_about_themselves_stands_apart(store: Store, cast: Cast) -> None:
    """Only its own table has such columns, and no other table leads to it."""
    answers = set(DemographicAnswer.__table__.columns.keys()) - {"person_id"}
    for table in METADATA.sorted_tables:
        if table.name != "demographic_answer":
            assert not answers & set(table.columns.keys())
            assert all(key.column.table.name != "demographic_answer" for key in table.foreign_keys)


def test_an_answer_that_was_not_asked_for_differs_from_one_that_was_refused(store: Store, cast: Cast) -> None:
    def answer(session: Session) -> None:
        values = {"person_id": cast.ada, "veteran_status": 9, "date_of_birth": date(2001, 2, 3)}
        session.add(DemographicAnswer.model_validate(values))

    store.write(answer)
    found = store.read(lambda session: session.get(DemographicAnswer, cast.ada).model_dump())
    assert (found["veteran_status"], found["ethnicity"]) == (9, None)


def test_rows_are_validated_when_they_are_made() -> None:
    with pytest.raises(ValueError, match="minutes"):
        HourEntry.model_validate(
            {"agreement_id": "a", "kind": HourKind.OJT, "worked_on": TODAY, "minutes": 90.5, "entered_by": "p"}
        )


def test_the_status_kept_beside_an_agreement_is_the_one_of_its_events(store: Store, cast: Cast) -> None:
    found = store.read(events.events, cast.adas)
    assert events.status_after(events.standing_events(found)) is Status.PROBATION
