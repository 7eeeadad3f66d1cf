"""A file under another key holds the same, to the type of each value, or is not made."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop.database import engine, key_files, keyring, recoding
from desktop.database.key_files import Key
from desktop.database.store import nothing_to_report
from desktop.errors import Cancelled, KnownError

PASSPHRASE = "river candle orbit moss"
TABLES = """
    CREATE TABLE thing (id INTEGER PRIMARY KEY, name TEXT COLLATE NOCASE, size);
    CREATE UNIQUE INDEX by_name ON thing (name);
    CREATE TRIGGER guard BEFORE DELETE ON thing BEGIN SELECT RAISE(ABORT, 'no'); END;
    CREATE TRIGGER closed BEFORE INSERT ON thing WHEN NEW.id > 100 BEGIN SELECT RAISE(ABORT, 'no'); END;
    INSERT INTO thing VALUES (1, 'Ångström', 1), (2, 'b', 1.0), (3, 'c', '1'), (4, 'd', x'31'), (5, 'e', NULL);
    PRAGMA application_id=77; PRAGMA user_version=9;
"""

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def key() -> Iterator[Key]:
    made = key_files.new(PASSPHRASE, "code")
    keyring.know(made)
    yield made
    keyring.forget_closed()


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    path = tmp_path / "plain.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(TABLES)
    return path


def _content(path: Path) -> list[object]:
    with closing(engine.connect(path, "ro")) as connection:
        numbers = [connection.execute(f"PRAGMA {one}").fetchone() for one in ("application_id", "user_version")]
        made = connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
        return [numbers, made, connection.execute("SELECT id, name, quote(size) FROM thing ORDER BY id").fetchall()]


def test_there_and_back_nothing_changes(plain: Path, tmp_path: Path, key: Key) -> None:
    sealed, back = tmp_path / "sealed.db", tmp_path / "back.db"
    recoding.recode(plain, sealed, key, nothing_to_report)
    assert keyring.is_encrypted(sealed)
    assert {one.stat().st_mode & 0o777 for one in (sealed, key_files.beside(sealed))} == {0o600}
    recoding.recode(sealed, back, None, nothing_to_report)
    assert not key_files.exists(back)
    assert _content(plain) == _content(sealed) == _content(back)


def test_from_one_key_to_another(plain: Path, tmp_path: Path, key: Key) -> None:
    first, second = tmp_path / "first.db", tmp_path / "second.db"
    other = key_files.new(PASSPHRASE, "code")
    keyring.know(other)
    recoding.recode(plain, first, key, nothing_to_report)
    recoding.recode(first, second, other, nothing_to_report)
    assert keyring.key_of(second) == other
    assert _content(second) == _content(plain)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE other.thing SET size = '1' WHERE id = 1",
        "UPDATE other.thing SET size = 1 WHERE id = 2",
        "UPDATE other.thing SET name = 'B' WHERE id = 2",
        "UPDATE other.thing SET size = 0 WHERE id = 5",
        "INSERT INTO other.thing VALUES (6, 'f', 6)",
        "DROP TRIGGER other.guard",
        "DROP INDEX other.by_name",
        "CREATE TABLE other.more (id)",
    ],
)
def test_what_differs_is_noticed(plain: Path, tmp_path: Path, key: Key, change: str) -> None:
    sealed = tmp_path / "sealed.db"
    recoding.recode(plain, sealed, key, nothing_to_report)
    with closing(engine.connect(sealed)) as connection:
        engine.attach(connection, plain, "other", "rw")
        assert recoding._are_alike(connection)
        connection.execute(change).close()
        assert not recoding._are_alike(connection)


def test_a_file_that_differs_is_not_kept(
    plain: Path, tmp_path: Path, key: Key, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recoding, "_are_alike", lambda _connection: False)
    with pytest.raises(KnownError, match="nothing was changed"):
        recoding.recode(plain, tmp_path / "sealed.db", key, nothing_to_report)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.db"]


def test_who_cancels_leaves_nothing(plain: Path, tmp_path: Path, key: Key) -> None:
    def stop(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        recoding.recode(plain, tmp_path / "sealed.db", key, stop)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.db"]


def test_a_damaged_file_is_told(plain: Path, tmp_path: Path, key: Key) -> None:
    whole = plain.read_bytes()
    plain.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    with pytest.raises(KnownError, match="damaged"):
        recoding.recode(plain, tmp_path / "sealed.db", key, nothing_to_report)
    assert [path.name for path in tmp_path.iterdir()] == ["plain.db"]
