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
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import desktop
from desktop import settings
from desktop.database import evidence_files, key_files, keyring
from desktop.database.copying import (
    copy,
    disk_error,
    faults,
    is_damage,
    private_folder,
    quoted,
    sync_folder,
    write_whole,
)
from desktop.database.copying import remove as remove_database
from desktop.database.engine import connect, file_errors, known
from desktop.database.manifests import ENDING as MANIFEST
from desktop.database.manifests import STAMP, Backup, Reason, digest, manifest_of, named_moment, read, text_of
from desktop.database.recoding import recode
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
            vault = evidence_files.kept_vault(out.parent, record)
        else:
            refuse_taken(out)
            vault = evidence_files.vault_of(out, record)
        _refuse_small_room(out.parent, state[1])
        part = out.with_name(f"{out.name}{PART}")
        try:
            copy(record, part, report)
            found = check(part)
            if found:
                raise Faulty(f"The record is not whole, so no backup of it was kept. {found[0]}", _OPEN_BACKUPS)
            evidence_files.keep(part, record, vault, is_quick=reason in {Reason.QUIT, Reason.SCHEDULE})
            return _keep(part, out, reason, state, moment, ledger_end(part))
        except file_errors(OSError) as error:
            raise _told(error, out.parent) from error
        finally:
            remove_database(part)


def refuse_taken(out: Path) -> None:
    """Raise KnownError where a file of this name, or its key file, is there."""
    for one in (out, key_files.beside(out)):
        if os.path.lexists(one):
            raise KnownError(f"There is a file {one} already.", "Choose another name.")


def _told(error: Exception, folder: Path) -> Exception:
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
    settle(part, made)
    return made


def settle(part: Path, made: Backup) -> None:
    """Give a whole `part` the name of its backup."""
    # Manifest and key file go first: without their backup they count for nothing, and its rename settles all.
    write_whole(manifest_of(made.path), text_of(made))
    if key_files.exists(part):
        key_files.beside(part).replace(key_files.beside(made.path))
    part.replace(made.path)
    sync_folder(made.path.parent)


def tables(connection: sqlite3.Connection, file: str = "main") -> list[str]:
    """The tables of the record, without those that SQLite and the upgrades keep for themselves."""
    found = connection.execute(f"SELECT name FROM {file}.sqlite_master WHERE type = 'table' ORDER BY name").fetchall()  # noqa: S608
    return [name for (name,) in found if not name.startswith("sqlite_") and name != "alembic_version"]


def counted(connection: sqlite3.Connection) -> dict[str, int]:
    """Rows by table."""
    return {
        name: connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()[0]  # noqa: S608
        for name in tables(connection)
    }


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
        is_beside = path.name.endswith((f"{_ENDING}{MANIFEST}", f"{_ENDING}{key_files.ENDING}"))
        is_alone = is_beside and path.with_name(path.stem) not in backups
        if is_half or is_alone:
            with suppress(OSError):
                path.unlink()


def remove(backups: Iterable[Backup]) -> None:
    """The backup first: what was beside it is swept later."""
    for backup in backups:
        with suppress(OSError):
            backup.path.unlink(missing_ok=True)
            key_files.beside(backup.path).unlink(missing_ok=True)
            manifest_of(backup.path).unlink(missing_ok=True)


def settle_files(record: Path) -> None:
    """Evidence lies as the record does, sealed or not, beside backups never laid open, and what none of them names any
    more is gone. Where one of them cannot be read, nothing goes."""
    with one_at_a_time, suppress(*file_errors(KnownError)):
        vault = evidence_files.kept_vault(folder_of(record), record)
        evidence_files.vault_of(record).settle()
        if keyring.is_encrypted(record):
            vault.settle()
        evidence_files.thin(vault, record, [backup.path for backup in kept(record)])


def encrypt_kept(record: Path, report: Report = lambda _done, _of: None) -> None:
    """Encrypt what is kept of an encrypted record and still lies there plain, with the key of the record."""
    key = keyring.key_of(record)
    plain = unencrypted(record) if key is not None else ()
    with one_at_a_time:
        sealed = {backup.made_at for backup in kept(record) if backup not in plain}
        for place, backup in enumerate(plain):
            report(place, len(plain))
            if backup.made_at not in sealed:
                _encrypt(backup, key)
            remove([backup])


def unencrypted(record: Path) -> tuple[Backup, ...]:
    """The kept backups that anyone can read."""
    return tuple(backup for backup in kept(record) if not keyring.is_encrypted(backup.path))


def _encrypt(backup: Backup, key: key_files.Key | None) -> None:
    """Under a new name: a file and its manifest cannot be replaced at one go."""
    out = _free_name(backup.path.parent, (named_moment(backup.path) or backup.made_at) + timedelta(microseconds=1))
    part = out.with_name(f"{out.name}{PART}")
    try:
        recode(backup.path, part, key, lambda _done, _of: None)
        settle(part, replace(backup, path=out, size=part.stat().st_size, sha256=digest(part)))
    finally:
        remove_database(part)
