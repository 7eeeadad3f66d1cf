"""A record of any schema there ever was opens, with all that was in it."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from desktop.database import backups, file
from desktop.database.store import create_store, open_store
from desktop.services import checks, ledger_checks
from tests.database import golden_files

_OLD = range(1, file.SCHEMA)


Rows = dict[str, tuple[list[str], list[tuple[object, ...]]]]


def _rows(path: Path, of: Path | None = None) -> Rows:
    """By table: its columns and its rows. With `of`, the tables and columns of that file."""
    with closing(sqlite3.connect(of or path)) as connection:
        names = {name: _columns(connection, name) for name in backups.tables(connection)}
    with closing(sqlite3.connect(path)) as connection:
        return {name: (columns, _content(connection, name, columns)) for name, columns in names.items()}


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [name for (name,) in connection.execute("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]


def _content(connection: sqlite3.Connection, table: str, columns: Sequence[str]) -> list[tuple[object, ...]]:
    return sorted(connection.execute(f"SELECT {', '.join(columns)} FROM {table}"), key=repr)


def _schema(path: Path) -> list[tuple[str, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return sorted(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))


def _opens_whole(path: Path) -> None:
    with open_store(path) as store:
        found = (*store.read(checks.check_database), *store.read(ledger_checks.check_ledger))
    assert [row for row in found if not row.ok] == []


@pytest.mark.parametrize("schema", range(1, file.SCHEMA + 1))
def test_every_schema_has_a_record_that_was_kept(schema: int, tmp_path: Path) -> None:
    kept = golden_files.FOLDER / f"schema-{schema}.db.xz"
    assert kept.exists(), "keep one: python -m tests.database.golden_files"
    assert file.schema_of(golden_files.unpack(schema, tmp_path)) == schema


def test_the_newest_is_of_the_schema_as_it_is_now(tmp_path: Path) -> None:
    create_store(tmp_path / "new.db").close()
    kept = golden_files.unpack(file.SCHEMA, tmp_path)
    assert _schema(kept) == _schema(tmp_path / "new.db"), "keep it anew: python -m tests.database.golden_files"


@pytest.mark.parametrize("schema", _OLD)
def test_an_older_record_opens_with_all_its_rows_after_a_copy_was_kept(schema: int, tmp_path: Path) -> None:
    path, before = golden_files.unpack(schema, tmp_path), golden_files.unpack(schema, tmp_path / "before")
    _opens_whole(path)
    assert file.schema_of(path) == file.SCHEMA
    assert _rows(path, of=before) == _rows(before)
    (backup,) = backups.kept(path)
    assert (backup.schema, _rows(backup.path)) == (schema, _rows(before))


@pytest.mark.parametrize("schema", _OLD)
def test_what_an_upgrade_makes_is_what_a_new_record_has(schema: int, tmp_path: Path) -> None:
    path = golden_files.unpack(schema, tmp_path)
    create_store(tmp_path / "new.db").close()
    open_store(path).close()
    assert {name for _kind, name, _sql in _schema(path)} == {name for _kind, name, _sql in _schema(tmp_path / "new.db")}


def test_a_change_that_was_never_finished_is_taken_back(tmp_path: Path) -> None:
    path = golden_files.unpack_interrupted(tmp_path)
    with path.open("rb") as held:
        assert b"about to be lost" in held.read(), "it was written to the file already"
    assert path.with_name(f"{path.name}-journal").exists()
    _opens_whole(path)
    assert not path.with_name(f"{path.name}-journal").exists()
    assert b"about to be lost" not in path.read_bytes()
