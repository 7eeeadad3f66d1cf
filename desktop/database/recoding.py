"""A database in a new file under another key, or under none: written, compared with the old one row by row."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop.database import keyring
from desktop.database.copying import copy, new_file, quoted, remove, sync, write_key_file
from desktop.database.engine import attach, connect, file_errors, known
from desktop.database.key_files import Key
from desktop.errors import KnownError

_STEPS = 2


def has_key(path: Path, key: Key | None) -> bool:
    """Whether the file is encrypted with this key, or with none."""
    own = keyring.key_of(path)
    return (own and own.file.id) == (key and key.file.id)


def recode(source: Path, target: Path, key: Key | None, report: Callable[[int, int], None]) -> None:
    """Write all of the closed database at `source` into the new file `target`, encrypted with `key` or plain without
    one, down to the disk. On any error there is no `target`.

    SQLite’s own backup cannot change the key, so the rows are exported, and then compared.
    """
    if has_key(source, key):
        copy(source, target, report)
        return
    new_file(target)
    try:
        if key is not None:
            write_key_file(target, key.file)
        with keyring.held(target, key):
            _export(source, target, report, is_target_encrypted=key is not None)
        sync(target)
    except BaseException as error:
        remove(target)
        if isinstance(error, file_errors()):
            raise known(error) or error from error
        raise


def _export(source: Path, target: Path, report: Callable[[int, int], None], *, is_target_encrypted: bool) -> None:
    # SQLCipher must begin with a file that has a key, and can then attach one that has none.
    first, second = (target, source) if is_target_encrypted else (source, target)
    old, new = ("other", "main") if is_target_encrypted else ("main", "other")
    with closing(connect(first)) as connection:
        attach(connection, second, "other", "rw")
        report(0, _STEPS)
        for pragma in ("journal_mode=OFF", "synchronous=OFF"):
            connection.execute(f"PRAGMA {new}.{pragma}").close()
        connection.execute("SELECT sqlcipher_export(?, ?)", (new, old)).fetchall()
        for pragma in ("application_id", "user_version"):
            (value,) = connection.execute(f"PRAGMA {old}.{pragma}").fetchone()
            connection.execute(f"PRAGMA {new}.{pragma}={value}").close()
        report(1, _STEPS)
        if not _are_alike(connection):
            raise KnownError(
                "The new file does not hold what the record holds, so nothing was changed.",
                "Check the record: journeybook check database.",
            )
        report(_STEPS, _STEPS)


def _are_alike(connection: sqlite3.Connection) -> bool:
    """Whether both files have the same tables, indexes and triggers in the same words, and the same values in rows."""
    schemas = [
        connection.execute(f"SELECT type, name, tbl_name, sql FROM {file}.sqlite_master ORDER BY 1, 2").fetchall()  # noqa: S608
        for file in ("main", "other")
    ]
    tables = [name for kind, name, _table, _sql in schemas[0] if kind == "table"]
    return schemas[0] == schemas[1] and all(_is_alike(connection, name) for name in tables)


def _is_alike(connection: sqlite3.Connection, table: str) -> bool:
    columns = connection.execute("SELECT name FROM pragma_table_info(?)", (table,)).fetchall()
    # Quoted, a value is told with its type, and no letter counts as another.
    values = ", ".join(f"quote({quoted(name)})" for (name,) in columns)
    rows = [f"SELECT {values} FROM {file}.{quoted(table)}" for file in ("main", "other")]  # noqa: S608
    counts = {connection.execute(f"SELECT count(*) FROM ({one})").fetchone() for one in rows}  # noqa: S608
    lost = f"SELECT EXISTS ({rows[0]} EXCEPT {rows[1]}), EXISTS ({rows[1]} EXCEPT {rows[0]})"
    return len(counts) == 1 and connection.execute(lost).fetchone() == (0, 0)
