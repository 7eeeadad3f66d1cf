"""Bringing a file to the schema of this program: all of it or nothing, after a backup."""

from pathlib import Path

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError

from desktop.database import backups
from desktop.database.backups import Backup, Reason
from desktop.database.engine import file_errors, known, make_engine
from desktop.database.file import APPLICATION_ID, SCHEMA
from desktop.errors import KnownError

MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(path: Path, schema: int) -> Backup | None:
    """Raise the file at `path` from `schema` to the schema of this program, in one transaction.

    Returns the backup made before, None for a file that held nothing yet. Schema numbers are the names of the
    revisions: 1 is revision 0001.
    """
    backup = backups.make(path, Reason.UPGRADE) if schema else None
    raise_schema(path)
    return backup


def raise_schema(path: Path) -> None:
    """The upgrade itself, without a backup: for a copy that nobody works with yet."""
    try:
        _raise_schema(path)
    except file_errors(DBAPIError) as error:
        raise known(error) or error from error


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


def _migrate(connection: Connection) -> None:
    # Alembic takes as long to import as the window: only a file that needs it pays.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, f"{SCHEMA:04}")
