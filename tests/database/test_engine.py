"""Connections: settings that hold, locks taken at the beginning, errors that tell nothing about people."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from desktop.database import engine as engines
from desktop.database.engine import known, make_engine


@pytest.fixture
def engine(record: Path) -> Iterator[Engine]:
    made = make_engine(record)
    yield made
    made.dispose()


@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("journal_mode", "delete"),
        ("synchronous", 3),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("busy_timeout", 30_000),
    ],
)
def test_each_setting_reads_back_for_writers_and_readers(engine: Engine, pragma: str, value: object) -> None:
    for one in (engine, engine.execution_options(reading=True)):
        with one.connect() as connection:
            assert connection.exec_driver_sql(f"PRAGMA {pragma}").scalar() == value


def test_only_an_upgrade_leaves_foreign_keys_off(record: Path) -> None:
    made = make_engine(record, keeps_keys=False)
    with made.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 0
    made.dispose()


def test_a_setting_that_does_not_take_is_a_defect(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(engines._PRAGMAS, "synchronous", ("NORMAL", 3))
    made = make_engine(record)
    with pytest.raises(RuntimeError, match="pragma synchronous is 1 instead of 3"):
        made.connect()
    made.dispose()


def test_a_writer_takes_the_lock_when_it_begins_and_a_reader_does_not(engine: Engine, record: Path) -> None:
    with closing(sqlite3.connect(record, timeout=0, isolation_level=None)) as other:
        with engine.execution_options(reading=True).connect() as reader:
            assert reader.exec_driver_sql("SELECT count(*) FROM person").scalar()
            other.execute("BEGIN IMMEDIATE")
            other.execute("ROLLBACK")
        with engine.begin(), pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_table_made_in_a_transaction_that_fails_is_gone(engine: Engine) -> None:
    def fail() -> None:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
            connection.exec_driver_sql("INSERT INTO half VALUES (1)")
            1 / 0

    with pytest.raises(ZeroDivisionError):
        fail()
    with engine.connect() as connection:
        names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE name = 'half'").all()
    assert names == []


def test_an_error_carries_no_values(engine: Engine) -> None:
    statement = text("INSERT INTO person (id, full_name) VALUES (:id, :name)")
    with pytest.raises(IntegrityError) as caught, engine.begin() as connection:
        connection.execute(statement, {"id": "1", "name": "Zephyrine Quill"})
    assert "Zephyrine" not in str(caught.value)
    assert "Zephyrine" not in repr(caught.value)


def test_a_file_that_was_moved_away_is_not_made_anew(tmp_path: Path) -> None:
    made = make_engine(tmp_path / "gone.journeybook")
    with pytest.raises(OperationalError) as caught:
        made.connect()
    made.dispose()
    assert list(tmp_path.iterdir()) == []
    told = known(caught.value)
    assert told is not None
    assert told.sentence == "The file cannot be opened."


def test_a_path_may_hold_any_letters(record: Path) -> None:
    odd = record.rename(record.with_name("50% of #1? ä&b.journeybook"))
    made = make_engine(odd)
    with made.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM person").scalar() == 6
    made.dispose()


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("SQLITE_BUSY", "The file is busy with another save."),
        ("SQLITE_BUSY_SNAPSHOT", "The file is busy with another save."),
        ("SQLITE_FULL", "The disk is full, so nothing was saved."),
        ("SQLITE_READONLY_DBMOVED", "The file cannot be written to."),
        ("SQLITE_IOERR_FSYNC", "The disk did not answer, so nothing was saved."),
        ("SQLITE_CANTOPEN", "The file cannot be opened."),
        ("SQLITE_CORRUPT_INDEX", "The file is damaged."),
        ("SQLITE_NOTADB", "The file is not a Journeybook record."),
    ],
)
def test_a_failure_of_the_disk_is_told_in_words(name: str, sentence: str) -> None:
    bare = sqlite3.OperationalError("…")
    bare.sqlite_errorname = name
    for error in (bare, OperationalError("SELECT", {}, bare)):
        told = known(error)
        assert told is not None
        assert told.sentence == sentence
        assert told.advice


def test_a_failure_within_a_function_of_sql_is_told_by_its_words() -> None:
    bare = sqlite3.OperationalError("disk I/O error")
    bare.sqlite_errorname = "SQLITE_ERROR"
    told = known(bare)
    assert told is not None
    assert told.sentence == "The disk did not answer, so nothing was saved."


def test_a_defect_of_ours_has_no_sentence() -> None:
    bare = sqlite3.IntegrityError("UNIQUE constraint failed")
    bare.sqlite_errorname = "SQLITE_CONSTRAINT_UNIQUE"
    assert known(DBAPIError("INSERT", {}, bare)) is None


def test_small_letters_are_those_of_every_alphabet(engine: Engine) -> None:
    with engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT lower('ÁNGEL'), lower(NULL), lower('')").one() == ("ángel", None, "")
