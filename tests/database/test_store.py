"""The door without Qt: one process a file, one announcement a commit, and nothing by halves."""

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import Session, func, select

from desktop.codes import Role
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.models.people import Person
from desktop.services import people, sign_offs
from tests.conftest import Cast, everything, rating


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


def _add(session: Session, *, name: str = "Zoe") -> str:
    return people.add_person(session, first_name=name, last_name="Ames", role=Role.INSTRUCTOR)


def _count(session: Session) -> int:
    return session.exec(select(func.count()).select_from(Person)).one()


_HOLD = """
import sys
from pathlib import Path
from desktop.database.store import open_store
store = open_store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""

_HALF = """
import sys
from pathlib import Path
from desktop.database.store import open_store
from desktop.codes import Role
from desktop.services import people, sign_offs

def half(session):
    session.connection().exec_driver_sql("PRAGMA cache_size=2")
    for number in range(300):
        people.add_person(session, first_name=f"Zoe{number}", last_name="Ames", role=Role.INSTRUCTOR)
    print("half", flush=True)
    sys.stdin.read()

open_store(Path(sys.argv[1])).write(half)
"""


def _child(code: str, path: Path, word: str) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert child.stdout is not None
    assert child.stdout.readline().strip() == word
    return child


def _kill(child: subprocess.Popen[str]) -> None:
    child.kill()
    child.communicate()


def test_a_new_record_is_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "new.journeybook"
    with create_store(path):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(Path(f"{path}.lock").stat().st_mode) == 0o600


def test_a_new_record_never_takes_the_place_of_a_file(record: Path) -> None:
    before = record.read_bytes()
    with pytest.raises(KnownError, match="already"):
        create_store(record)
    assert record.read_bytes() == before


def test_a_new_record_in_a_folder_that_cannot_be_made_is_refused(record: Path) -> None:
    with pytest.raises(KnownError, match="cannot be made"):
        create_store(record / "new.journeybook")


def test_a_file_open_in_another_process_is_refused_and_free_once_that_is_killed(record: Path) -> None:
    child = _child(_HOLD, record, "open")
    try:
        with pytest.raises(KnownError, match="open in another window"):
            open_store(record)
    finally:
        _kill(child)
    with open_store(record) as store:
        assert store.read(_count) == 6


def test_a_file_is_opened_once_whatever_link_leads_to_it(store: Store, tmp_path: Path) -> None:
    link = tmp_path / "link.journeybook"
    link.symlink_to(store.path)
    for path in (store.path, link):
        with pytest.raises(KnownError, match="open in another window"):
            open_store(path)


def test_asking_for_an_open_file_again_keeps_its_write_lock(store: Store) -> None:
    """Closing any handle of a file drops the locks that this process holds on it (POSIX)."""

    def while_writing(session: Session) -> None:
        _add(session)
        with pytest.raises(KnownError):
            open_store(store.path)
        attempt = "import sqlite3, sys; sqlite3.connect(sys.argv[1], timeout=0).execute('BEGIN IMMEDIATE')"
        other = subprocess.run([sys.executable, "-c", attempt, str(store.path)], capture_output=True, check=False)
        assert b"database is locked" in other.stderr

    store.write(while_writing)


def test_killed_in_the_middle_of_a_write_the_file_is_as_before_it(record: Path) -> None:
    with open_store(record) as store:
        before = everything(store)
    _kill(_child(_HALF, record, "half"))
    assert Path(f"{record}-journal").stat().st_size > 0
    with open_store(record) as store:
        assert everything(store) == before
    assert not Path(f"{record}-journal").exists()


def test_a_write_is_announced_once_and_only_when_it_is_on_the_disk(store: Store) -> None:
    heard: list[tuple[frozenset[str], int]] = []

    def hear(kinds: frozenset[str]) -> None:
        with closing(sqlite3.connect(store.path)) as other:
            heard.append((kinds, other.execute("SELECT count(*) FROM person").fetchone()[0]))

    store.announce = hear
    store.write(_add)
    assert heard == [(frozenset({"Person", "PersonRole"}), 7)]


def test_statements_in_bulk_are_announced_too(store: Store, cast: Cast) -> None:
    heard: list[frozenset[str]] = []
    store.announce = heard.append
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating()], signer_id=cast.mia)
    (kinds,) = heard
    assert {"SignOff", "CompetencyTotal"} <= kinds


def test_nothing_is_saved_or_announced_on_an_error(store: Store) -> None:
    def fails(session: Session) -> None:
        _add(session)
        1 / 0

    heard: list[frozenset[str]] = []
    store.announce = heard.append
    before = everything(store)
    with pytest.raises(ZeroDivisionError):
        store.write(fails)
    assert everything(store) == before
    assert heard == []


def test_a_write_that_changes_nothing_is_not_announced(store: Store) -> None:
    heard: list[frozenset[str]] = []
    store.announce = heard.append
    assert store.write(_count) == 6
    assert heard == []


def test_what_a_reader_adds_is_not_kept(store: Store) -> None:
    before = everything(store)
    store.read(_add)
    assert everything(store) == before


def test_a_reader_sees_one_moment_however_many_statements(store: Store) -> None:
    def twice(session: Session) -> tuple[int, int]:
        first = _count(session)
        with closing(sqlite3.connect(store.path, timeout=0)) as other:
            other.execute("DELETE FROM person_role")
            with pytest.raises(sqlite3.OperationalError):
                other.commit()
        return first, _count(session)

    assert store.read(twice) == (6, 6)


@pytest.mark.parametrize(
    ("pragma", "sentence"),
    [("max_page_count=1", "The disk is full, so nothing was saved."), ("query_only=1", "The file cannot be written")],
)
def test_a_disk_that_refuses_is_told_in_words_and_nothing_is_saved(store: Store, pragma: str, sentence: str) -> None:
    def fails(session: Session) -> None:
        session.connection().exec_driver_sql(f"PRAGMA {pragma}")
        for number in range(500):
            _add(session, name=f"Zoe{number}")

    before = everything(store)
    with pytest.raises(KnownError, match=sentence):
        store.write(fails)
    assert everything(store) == before


def test_a_file_taken_away_while_open_is_told_in_words(store: Store) -> None:
    assert store.read(_count) == 6
    store.path.unlink()
    with pytest.raises(KnownError, match="cannot be"):
        store.write(_add)
    assert not store.path.exists()


def test_another_save_under_way_is_told_in_words(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.database.engine.BUSY_SECONDS", 0)
    with open_store(record) as store, closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(KnownError, match="busy with another save"):
            store.write(_add)
        other.execute("COMMIT")
        store.write(_add)


@pytest.mark.skipif(os.name != "posix", reason="locks of another kind")
@pytest.mark.parametrize("leave", [Store.close, lambda store: store.__exit__(None, None, None)])
def test_a_closed_record_is_free(record: Path, leave: Callable[[Store], None]) -> None:
    leave(open_store(record))
    with open_store(record) as again:
        assert again.path == record


def test_damage_to_the_text_of_the_schema_is_told_and_the_file_stays_as_it_is(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute("UPDATE sqlite_master SET sql = replace(sql, 'phone VARCHAR', 'ph0ne VARCHAR')")
        connection.commit()
    before = record.read_bytes()
    with pytest.raises(KnownError, match="its tables are not those of a record"):
        open_store(record)
    assert record.read_bytes() == before
    assert not Path(f"{record}.lock").exists()
