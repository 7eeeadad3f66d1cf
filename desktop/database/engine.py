"""Connections that do not lose a sign-off to a power cut.

`synchronous=EXTRA` with the DELETE journal lost nothing in simulated power cuts, where Python's defaults did.
Writers take the lock when they begin, so that nobody reads first and fails to write later. Readers pass the
execution option `reading`.
"""

import sqlite3
import sys
from pathlib import Path
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from desktop.errors import KnownError

BUSY_SECONDS = 30
Mode = Literal["rw", "ro"]
_PRAGMAS: dict[str, tuple[str, Any]] = {
    "journal_mode": ("DELETE", "delete"),
    "synchronous": ("EXTRA", 3),
    "foreign_keys": ("ON", 1),
    "trusted_schema": ("OFF", 0),
    "cell_size_check": ("ON", 1),
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


def make_engine(path: Path, *, keeps_keys: bool = True, mode: Mode = "rw") -> Engine:
    """An engine for the file at `path`. Upgrades alone turn `keeps_keys` off: with foreign keys on, moving a
    table deletes its children."""
    engine = create_engine(
        URL.create("sqlite+pysqlite", database=str(path)),
        creator=lambda: connect(path, mode),
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
    """A bare connection to a file that is there: SQLite makes no new one where it was moved away."""
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}",
        uri=True,
        isolation_level=None,
        timeout=BUSY_SECONDS,
        check_same_thread=False,
    )


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


def known(error: DBAPIError | sqlite3.Error) -> KnownError | None:
    """The sentence for a failure of disk or file; None where the failure is our own defect."""
    name = getattr(error.orig if isinstance(error, DBAPIError) else error, "sqlite_errorname", "")
    for code, (sentence, advice) in _SENTENCES.items():
        if name.startswith(code):
            return KnownError(sentence, advice)
    return None
