"""Backups: whole copies of a record, checked before they are kept, with a manifest beside each.

The backups of one record lie in a folder of their own, and their names sort by time. A backup comes into being by one
rename; whatever else lies there ends in `.part` and counts for nothing.
"""

import hashlib
import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import desktop
from desktop import settings
from desktop.database.copying import copy, disk_error, faults, is_damage, private_folder, sync_folder, write_whole
from desktop.database.engine import connect, known
from desktop.database.manifests import ENDING as MANIFEST
from desktop.database.manifests import STAMP, Backup, Reason, digest, manifest_of, named_moment, read, text_of
from desktop.errors import KnownError

Check = Callable[[Path], Sequence[str]]
"""What is wrong with a closed copy, in sentences; nothing where it is whole."""
LedgerEnd = tuple[str | None, str | None]
"""The id of the record, and the number and hash of the last entry of its ledger; None before there is one."""
Report = Callable[[int, int], None]

__all__ = ["Backup", "Faulty", "Reason", "digest", "folder_of", "kept", "make", "manifest_of", "read", "remove"]

PART = ".part"
_ENDING = ".db"
_LONGEST_STEM = 60
_SPARE = 1024 * 1024
_OPEN_BACKUPS = "Earlier backups are as they were; restore one of them."
one_at_a_time = threading.Lock()
"""Held by whoever has a `.part` in a folder of backups, so that nobody sweeps it away."""


class Faulty(KnownError):
    """The record itself is not whole, so that no backup of it may take the place of a good one."""


def folder_of(record: Path) -> Path:
    """Where the backups of the record at this place lie, made or not."""
    place = record.resolve()
    mark = hashlib.sha256(os.fsencode(place)).hexdigest()[:8]
    return settings.backups_folder() / f"{place.stem[:_LONGEST_STEM]}-{mark}"


def state_of(record: Path) -> tuple[int, int]:
    """Changes with each commit. Told without opening the file, which would drop the locks this process holds."""
    try:
        found = record.stat()
    except OSError:
        raise KnownError(f"There is no file {record} any more.", "Restore the newest backup.") from None
    return found.st_mtime_ns, found.st_size


def make(
    record: Path,
    reason: Reason,
    *,
    check: Check = faults,
    ledger_end: Callable[[Path], LedgerEnd] = lambda _path: (None, None),
    at: datetime | None = None,
    out: Path | None = None,
    report: Report = lambda _done, _of: None,
) -> Backup:
    """Copy the record, check the copy, keep it: in its folder, or as the new file `out`.

    Raises Faulty where the record is damaged or `check` finds something, KnownError where the disk refuses; then
    nothing is kept and no earlier backup is touched.
    """
    with one_at_a_time:
        state = state_of(record)
        moment = at or datetime.now(UTC)
        if out is None:
            out = _own_name(record, moment)
        elif os.path.lexists(out):
            raise KnownError(f"There is a file {out} already.", "Choose another name.")
        _refuse_small_room(out.parent, state[1])
        part = out.with_name(f"{out.name}{PART}")
        try:
            copy(record, part, report)
            found = check(part)
            if found:
                raise Faulty(f"The record is not whole, so no backup of it was kept. {found[0]}", _OPEN_BACKUPS)
            return _keep(part, out, reason, state, moment, ledger_end(part))
        except (sqlite3.Error, OSError) as error:
            raise _told(error, out.parent) from error
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)


def _told(error: sqlite3.Error | OSError, folder: Path) -> Exception:
    if isinstance(error, OSError):
        return disk_error(error, folder)
    if is_damage(error):
        return Faulty("The record is damaged, so no backup of it was kept.", _OPEN_BACKUPS)
    return known(error) or error


def _own_name(record: Path, at: datetime) -> Path:
    """A new name in the record's folder, which is made and swept."""
    folder = folder_of(record)
    private_folder(folder.parent)
    private_folder(folder)
    sweep(folder)
    return _free_name(folder, at)


def _keep(part: Path, out: Path, reason: Reason, state: tuple[int, int], at: datetime, end: LedgerEnd) -> Backup:
    with closing(connect(part, "ro")) as connection:
        counts = counted(connection)
        (schema,) = connection.execute("PRAGMA user_version").fetchone()
    made = Backup(
        path=out,
        made_at=at,
        size=part.stat().st_size,
        reason=reason,
        schema=schema,
        sha256=digest(part),
        counts=counts,
        app_version=desktop.__version__,
        record_id=end[0],
        anchor=end[1],
        record_state=state,
    )
    # The manifest goes first: without its backup it counts for nothing, and the rename of that settles both.
    write_whole(manifest_of(out), text_of(made))
    part.replace(out)
    sync_folder(out.parent)
    return made


def tables(connection: sqlite3.Connection) -> list[str]:
    """The tables of the record, without those that SQLite and the upgrades keep for themselves."""
    found = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
    return [name for (name,) in found if not name.startswith("sqlite_") and name != "alembic_version"]


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
        for name in tables(connection)
    }


def quoted(name: str) -> str:
    """The name of a table or column of a file that others may have made; names cannot be bound."""
    return '"' + name.replace('"', '""') + '"'


def _free_name(folder: Path, at: datetime) -> Path:
    moment = at.astimezone(UTC)
    while True:
        path = folder / f"{moment.strftime(STAMP)}{_ENDING}"
        if not os.path.lexists(path):
            return path
        moment += timedelta(microseconds=1)


def _refuse_small_room(folder: Path, size: int) -> None:
    try:
        free = shutil.disk_usage(folder).free
    except OSError as error:
        raise disk_error(error, folder) from error
    if free < size + _SPARE:
        raise KnownError(
            f"The disk of {folder} has no room for a backup.", f"Free {size / 1e6 + 1:,.0f} MB, then do it again."
        )


def kept(record: Path) -> tuple[Backup, ...]:
    """The backups of a record, the oldest first. What is a link or bears another name is none."""
    folder = folder_of(record)
    return tuple(read(path) for path in _files(folder) if path.suffix == _ENDING and named_moment(path))


def newest(record: Path) -> Backup | None:
    """The last of `kept`, without reading the others."""
    named = [path for path in _files(folder_of(record)) if path.suffix == _ENDING and named_moment(path)]
    return read(named[-1]) if named else None


def _files(folder: Path) -> list[Path]:
    try:
        if not stat.S_ISDIR(folder.lstat().st_mode):
            return []
        return sorted(path for path in folder.iterdir() if stat.S_ISREG(path.lstat().st_mode))
    except OSError:
        return []


def sweep(folder: Path) -> None:
    """Remove what a backup left that was stopped half-way."""
    files = _files(folder)
    backups = {path for path in files if path.suffix == _ENDING}
    for path in files:
        is_half = PART in path.suffixes or path.name.endswith(f"{PART}-journal")
        is_alone = path.name.endswith(f"{_ENDING}{MANIFEST}") and path.with_name(path.stem) not in backups
        if is_half or is_alone:
            with suppress(OSError):
                path.unlink()


def remove(backups: Iterable[Backup]) -> None:
    """The backup first: its manifest alone is swept later."""
    for backup in backups:
        with suppress(OSError):
            backup.path.unlink(missing_ok=True)
            manifest_of(backup.path).unlink(missing_ok=True)
