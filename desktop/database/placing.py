"""A prepared file in the place of a closed record: by one rename, with the key file that it needs."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop.database import backups, evidence_files, key_files
from desktop.database.copying import disk_error, remove, sync, sync_folder, write_key_file
from desktop.errors import KnownError

_ENDING = ".restoring"
_BESIDE = ("-journal", "-wal", "-shm")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A change that needs one rename more: the checked file beside the record, and `state_of` the record that was
    backed up, None where there is no record or it is damaged."""

    staged: Path
    present: tuple[int, int] | None


def swap(record: Path, done: Prepared) -> None:
    """The rename. Raises KnownError where the record was written to since it was backed up."""
    place = record.resolve()
    if done.present is not None and not _is_as(place, done.present):
        raise KnownError("The record was changed in the meantime, so nothing was done.", "Do it again.")
    try:
        if done.present is None and place.exists():
            _set_aside(place)
        _put(done.staged, place)
    except OSError as error:
        raise disk_error(error, place.parent) from error
    with suppress(KnownError):
        # The next backup tries again.
        evidence_files.vault_of(place).settle()


def _put(staged: Path, place: Path) -> None:
    """The one rename. A key file means nothing to a plain record, so it is there before an encrypted one, and is taken
    away after a plain one."""
    has_own = key_files.exists(staged)
    if has_own and not _is_same_key(staged, place):
        write_key_file(place, key_files.read(staged))
    staged.replace(place)
    sync_folder(place.parent)
    if not has_own:
        key_files.beside(place).unlink(missing_ok=True)
    remove(staged)


def _is_same_key(one: Path, other: Path) -> bool:
    """Whether the key file that is there locks the same key, if under a newer passphrase."""
    try:
        return key_files.exists(other) and key_files.read(one).id == key_files.read(other).id
    except KnownError:
        return False


def _is_as(record: Path, state: tuple[int, int]) -> bool:
    """Whether the file is the one that was backed up, with nothing half-written beside it."""
    if any(os.path.lexists(record.with_name(f"{record.name}{ending}")) for ending in _BESIDE):
        return False
    return record.exists() and backups.state_of(record) == state


def _set_aside(record: Path) -> None:
    """Give a damaged record a second name. Its journal goes along: SQLite would play it into the restored file."""
    aside = record.with_name(f"{record.stem}.damaged-{stamp()}{record.suffix}")
    try:
        aside.hardlink_to(record)
    except OSError:
        _copy(record, aside)
    if key_files.exists(record):
        _copy(key_files.beside(record), key_files.beside(aside))
    for ending in _BESIDE:
        rest = record.with_name(f"{record.name}{ending}")
        if os.path.lexists(rest):
            rest.rename(aside.with_name(f"{aside.name}{ending}"))


def _copy(source: Path, target: Path) -> None:
    """For its owner alone from the first byte on."""
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(handle, "wb") as written, source.open("rb") as read:
        shutil.copyfileobj(read, written)
    sync(target)


def stamp() -> str:
    """For names that sort by time and are never taken twice."""
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"


def staged_name(record: Path) -> Path:
    """A new file beside the record, which `sweep` takes away if it is left."""
    return record.with_name(f".{record.name}.{stamp()}{_ENDING}")


def sweep(record: Path) -> None:
    """Remove what a change left that was stopped half-way."""
    endings = (_ENDING, f"{_ENDING}-journal", f"{_ENDING}{key_files.ENDING}")
    with suppress(OSError):
        for path in record.parent.iterdir():
            if path.name.startswith(f".{record.name}.") and path.name.endswith(endings):
                path.unlink()
