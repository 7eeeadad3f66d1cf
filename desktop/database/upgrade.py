"""Bringing a file to the schema of this program: all of it or nothing, after a dated copy."""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from desktop.database.engine import make_engine
from desktop.database.file import APPLICATION_ID, SCHEMA
from desktop.errors import KnownError


def upgrade(path: Path, schema: int) -> Path | None:
    """Raise the file at `path` from `schema` to the schema of this program, in one transaction.

    Returns the copy made before (beside the file), None for a file that held nothing yet. Schema numbers are
    the names of the revisions: 1 is revision 0001.
    """
    copy = _copy(path) if schema else None
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
    return copy


def _copy(path: Path) -> Path:
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    copy = path.with_name(f"{path.stem}.before-upgrade-{stamp}{path.suffix}")
    connection = sqlite3.connect(path)
    try:
        connection.execute("VACUUM INTO ?", (str(copy),))
    finally:
        connection.close()
    copy.chmod(0o600)
    return copy


def _migrate(connection: Connection) -> None:
    # Alembic takes as long to import as the window: only a file that needs it pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{SCHEMA:04}")
