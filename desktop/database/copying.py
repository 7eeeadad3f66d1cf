"""Copies of a database that are whole on the disk, or not there; files and folders for their owner alone."""

import errno
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from desktop.database.engine import Mode, connect
from desktop.errors import KnownError

_PAGES = 2048
"""Copied at one go; in between others may write, and the copy begins anew."""
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def copy(source: Path, target: Path, report: Callable[[int, int], None], mode: Mode = "rw") -> None:
    """Copy the database at `source`, open or not, into the new file `target`, down to the disk. `rw` first takes back
    what a crash left half-written in `source`. On any error there is no `target`."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_LINK, 0o600))
    try:
        with closing(connect(source, mode)) as reader, closing(connect(target)) as writer:
            # The copy is nobody's yet: it needs no way back, and is brought to the disk once at the end.
            for pragma in ("journal_mode=OFF", "synchronous=OFF"):
                writer.execute(f"PRAGMA {pragma}").close()
            reader.backup(writer, pages=_PAGES, progress=_progress(report), sleep=0.05)
        sync(target)
    except BaseException:
        target.unlink(missing_ok=True)
        raise


def _progress(report: Callable[[int, int], None]) -> Callable[[int, int, int], None]:
    def tell(status: int, remaining: int, total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            # SQLite has waited BUSY_SECONDS for it already.
            raise KnownError("The file is busy with another save.", "Wait a moment, then do it again.")
        report(total - remaining, total)

    return tell


def faults(path: Path) -> tuple[str, ...]:
    """What SQLite finds wrong with a closed file of any schema: its pages and indexes, and records that point
    nowhere."""
    try:
        with closing(connect(path, "ro")) as connection:
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            links = connection.execute("PRAGMA foreign_key_check").fetchone()
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise
        return ("The file is damaged.",)
    if found != ("ok",):
        return ("The file is damaged.",)
    return ("Some of its records point nowhere.",) if links else ()


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that the file is at fault, and not the disk or another program."""
    return getattr(error, "sqlite_errorname", "").startswith(_DAMAGED)


def private_folder(folder: Path) -> None:
    """Make a folder that its owner alone may look into. Raises KnownError where it cannot be made or is a link."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        is_folder = stat.S_ISDIR(folder.lstat().st_mode)
    except OSError as error:
        raise disk_error(error, folder) from error
    if not is_folder:
        raise KnownError(
            f"{folder} is a link to another place, so nothing is written there.", "Put a folder in its place."
        )


def sync(path: Path) -> None:
    """Bring what is written in a closed file to the disk."""
    handle = os.open(path, os.O_RDWR | _NO_LINK)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Bring the names in a folder to the disk; Windows does so by itself and opens no folder."""
    if os.name != "nt":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_whole(path: Path, content: str | bytes) -> None:
    """Put a file in the place of what was there, for its owner alone: the old one stays until the new one is on the
    disk."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f"{path.name}.", suffix=".part")
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        sync_folder(path.parent)
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def disk_error(error: OSError, folder: Path) -> KnownError:
    """The sentence for what the system refused in `folder`."""
    if error.errno in _FULL:
        return KnownError("The disk is full, so nothing was written.", "Free some space, then do it again.")
    return KnownError(f"The folder {folder} cannot be used.", "Check that it is there, and its permissions.")
