"""Copies of a database that are whole on the disk, or not there; files and folders for their owner alone."""

import errno
import os
import sqlite3
import stat
import tempfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from desktop.database import key_files, keyring
from desktop.database.engine import Mode, connect, file_errors, name_of
from desktop.database.key_files import KeyFile
from desktop.errors import KnownError

_PAGES = 2048
"""Copied at one go; in between others may write, and the copy begins anew."""
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
_FULL = (errno.ENOSPC, errno.EDQUOT)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def copy(source: Path, target: Path, report: Callable[[int, int], None], mode: Mode = "rw") -> None:
    """Copy the database at `source`, open or not, into the new file `target`, down to the disk. `rw` first takes back
    what a crash left half-written in `source`. The copy of an encrypted one has the same key, and a copy of its key
    file. On any error there is no `target`."""
    key = keyring.key_of(source)
    new_file(target)
    try:
        if key is not None:
            write_key_file(target, key.file)
        with (
            keyring.held(target, key),
            closing(connect(source, mode)) as reader,
            closing(connect(target)) as writer,
        ):
            # The copy is nobody's yet: it needs no way back, and is brought to the disk once at the end.
            for pragma in ("journal_mode=OFF", "synchronous=OFF"):
                writer.execute(f"PRAGMA {pragma}").close()
            reader.backup(writer, pages=_PAGES, progress=_progress(report), sleep=0.05)
        sync(target)
    except BaseException:
        remove(target)
        raise


def new_file(path: Path) -> None:
    """An empty file for its owner alone."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY | _NO_LINK, 0o600))


def remove(path: Path) -> None:
    """Take a closed database away, with its key file and a journal; what the system does not let go stays."""
    for one in (path, path.with_name(f"{path.name}-journal"), key_files.beside(path)):
        with suppress(OSError):
            one.unlink(missing_ok=True)


def write_key_file(path: Path, key_file: KeyFile) -> None:
    """Put the key file beside the database at `path`, whole, before or after what it opens."""
    write_whole(key_files.beside(path), key_files.text_of(key_file))


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
            if keyring.key_of(path) is not None and connection.execute("PRAGMA cipher_integrity_check").fetchone():
                return ("The file is damaged.",)
            found = connection.execute("PRAGMA integrity_check(1)").fetchone()
            links = connection.execute("PRAGMA foreign_key_check").fetchone()
    except file_errors() as error:
        if not is_damage(error):
            raise
        return ("The file is damaged.",)
    if found != ("ok",):
        return ("The file is damaged.",)
    return ("Some of its records point nowhere.",) if links else ()


def quoted(name: str) -> str:
    """The name of a table or column of a file that others may have made; names cannot be bound."""
    return '"' + name.replace('"', '""') + '"'


def is_damage(error: Exception) -> bool:
    """Whether SQLite says that the file is at fault, and not the disk or another program."""
    return name_of(error).startswith(_DAMAGED)


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
