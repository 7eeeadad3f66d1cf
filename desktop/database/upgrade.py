"""Bringing a file to the schema of this program: all of it or nothing, after a dated copy."""

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.database.engine import connect, known, make_engine
from desktop.database.file import APPLICATION_ID, SCHEMA
from desktop.errors import KnownError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, schema: int) -> Path | None:
    """Raise the file at `path` from `schema` to the schema of this program, in one transaction.

    Returns the copy made before (beside the file), None for a file that held nothing yet. Schema numbers are
    the names of the revisions: 1 is revision 0001.
    """
    try:
        copy = _copy(path) if schema else None
        _raise_schema(path)
    except (DBAPIError, sqlite3.Error) as error:
        raise known(error) or error from error
    return copy


def _raise_schema(path: Path) -> None:
    engine = make_engine(path, keeps_keys=False)
    try:
        with engine.begin() as connection:
            _migrate(connection)
            orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if orphans:
                raise KnownError(
                    "The file could not be upgraded: some of its records point nowhere.",
                    "Nothing was changed; open the newest backup.",
                )
            connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA}")
    finally:
        engine.dispose()


def _copy(path: Path) -> Path:
    """A whole copy beside `path`, never over another, closed to others from its first byte."""
    stamp = f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"
    copy = path.with_name(f"{path.stem}.before-upgrade-{stamp}{path.suffix}")
    try:
        os.close(os.open(copy, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError:
        raise KnownError(f"The folder {path.parent} cannot be written to.", "Check its permissions.") from None
    try:
        with closing(connect(path)) as connection:
            connection.execute("VACUUM INTO ?", (str(copy),))
    except BaseException:
        copy.unlink(missing_ok=True)
        raise
    return copy


def _migrate(connection: Connection) -> None:
    # Alembic takes as long to import as the window: only a file that needs it pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{SCHEMA:04}")
