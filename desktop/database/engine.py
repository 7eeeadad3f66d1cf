"""Connections that do not lose a sign-off to a power cut.

`synchronous=EXTRA` with the DELETE journal lost nothing in simulated power cuts, where Python's defaults did.
Writers take the lock when they begin, so that nobody reads first and fails to write later. Readers pass the
execution option `reading`.
"""

import sqlite3
import sys
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, cast

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from desktop.database import keyring
from desktop.database.key_files import Key
from desktop.errors import KnownError

BUSY_SECONDS = 30
Mode = Literal["rw", "ro"]
_PRAGMAS: dict[str, tuple[str, Any]] = {
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
    # What was erased is gone from the file, too.
    "secure_delete": ("ON", 1),
}

_SENTENCES = {
    "SQLITE_BUSY": ("The file is busy with another save.", "Wait a moment, then do it again."),
    "SQLITE_FULL": ("The disk is full, so nothing was saved.", "Free some space, then do it again."),
    "SQLITE_READONLY": ("The file cannot be written to.", "Check its permissions, then open it again."),
    "SQLITE_IOERR": ("The disk did not answer, so nothing was saved.", "Check the disk, then do it again."),
    "SQLITE_CANTOPEN": ("The file cannot be opened.", "Check that it is there and may be written to."),
    "SQLITE_CORRUPT": ("The file is damaged.", "Open the newest backup."),
    "SQLITE_NOTADB": ("The file is not a Journeybook record.", "Choose another file."),
}

_NAMES = {
    "database is locked": "SQLITE_BUSY",
    "database or disk is full": "SQLITE_FULL",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "disk I/O error": "SQLITE_IOERR",
    "unable to open database file": "SQLITE_CANTOPEN",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
}
"""For errors of a backup or an export, whose name SQLCipher’s library does not tell: the words of SQLite for them."""


def make_engine(path: Path, *, keeps_keys: bool = True, mode: Mode = "rw") -> Engine:
    """An engine for the file at `path`. Upgrades alone turn `keeps_keys` off: with foreign keys on, moving a
    table deletes its children."""
    key = keyring.key_of(path)
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        creator=lambda: connect_with(key, path, mode),
        module=_library(key),
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _set_up(connection: sqlite3.Connection, _record: object) -> None:
        _set_pragmas(connection, keeps_keys)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


def connect(path: Path, mode: Mode = "rw") -> sqlite3.Connection:
    """A bare connection to a file that is there: SQLite makes no new one where it was moved away. Raises Locked for one
    that is encrypted, where nobody gave its passphrase."""
    return connect_with(keyring.key_of(path), path, mode)


def connect_with(key: Key | None, path: Path, mode: Mode = "rw") -> sqlite3.Connection:
    """`connect` with this key, or as plain SQLite with none."""
    connection = cast(
        sqlite3.Connection,
        _library(key).connect(
            f"{path.absolute().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            timeout=BUSY_SECONDS,
            check_same_thread=False,
        ),
    )
    if key is not None:
        # Before the key: otherwise it writes what it thinks of a wrong one to the terminal.
        connection.execute("PRAGMA cipher_log_level=NONE").close()
        connection.execute(f'PRAGMA key="{key.pragma}"').close()
    return connection


def attach(connection: sqlite3.Connection, path: Path, name: str, mode: Mode = "ro") -> None:
    """Make a second file known to the connection under a name; to an encrypted one only SQLCipher’s can."""
    place, key = f"{path.absolute().as_uri()}?mode={mode}", keyring.key_of(path)
    is_plain = type(connection) is sqlite3.Connection
    if is_plain:
        connection.execute(f"ATTACH ? AS {name}", (place,)).close()
    else:
        connection.execute(f"ATTACH ? AS {name} KEY ?", (place, key.pragma if key else "")).close()


def _library(key: Key | None) -> ModuleType:
    """SQLite as Python has it, or SQLCipher for encrypted files. A file is opened with one of them alone: a second one
    in this process would drop the locks of the first."""
    if key is None:
        return sqlite3
    # It takes as long to load as a page: only an encrypted record pays.
    from sqlcipher3 import dbapi2

    return cast(ModuleType, dbapi2)


def file_errors(*others: type[Exception]) -> tuple[type[Exception], ...]:
    """What either library raises, and `others`."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (*others, sqlite3.Error) if cipher is None else (*others, sqlite3.Error, cipher.Error)


def name_of(error: Exception) -> str:
    """SQLite’s own name of an error; empty where it has none."""
    told = error.orig if isinstance(error, DBAPIError) else error
    if str(told).startswith("Could not decode to UTF-8"):
        # Python's own words for a text that is none any more.
        return "SQLITE_CORRUPT"
    name: str = getattr(told, "sqlite_errorname", None) or ""
    return name if name not in {"", "SQLITE_ERROR"} else _NAMES.get(str(told), name)


def _set_pragmas(connection: sqlite3.Connection, keeps_keys: bool) -> None:
    wanted = dict(_PRAGMAS)
    if not keeps_keys:
        wanted["foreign_keys"] = ("OFF", 0)
    if sys.platform == "darwin":
        wanted |= {"fullfsync": ("ON", 1), "checkpoint_fullfsync": ("ON", 1)}
    for name, (setting, answer) in wanted.items():
        connection.execute(f"PRAGMA {name}={setting}").close()
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != answer:
            raise RuntimeError(f"pragma {name} is {found!r} instead of {answer!r}")
    # SQLite's own lower() knows the letters of English alone, and would not find Ángel.
    connection.create_function("lower", 1, lambda text: text and str(text).lower(), deterministic=True)


def known(error: Exception) -> KnownError | None:
    """The sentence for a failure of disk or file; None where the failure is our own defect."""
    name = name_of(error)
    for code, (sentence, advice) in _SENTENCES.items():
        if name.startswith(code):
            return KnownError(sentence, advice)
    return None
