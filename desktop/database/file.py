"""What may be opened as a record, told from the file itself before SQLite touches it."""

import os
import stat
from contextlib import closing
from pathlib import Path

from desktop.database import key_files, keyring
from desktop.database.engine import Mode, connect, file_errors, known, name_of
from desktop.database.keyring import MAGIC
from desktop.errors import KnownError

APPLICATION_ID = 0x4A524E42
"""The letters JRNB in the header of each of our files."""
SCHEMA = 6
"""The schema that this program writes; a file keeps its own in `user_version`."""
QUICK_CHECK_BYTES = 64 * 2**20
"""Files up to this size are checked whole before they open; larger ones take seconds and are checked by
`check database`."""

_MOUNTS = Path("/proc/mounts")
_NETWORK = ("nfs", "nfs4", "cifs", "smb3", "smbfs", "fuse.sshfs", "9p", "afpfs", "webdav", "davfs")
_DAMAGED = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_ERROR")
_CIPHER_PAGE = 4096
_OTHER_FILE = "Choose another file, or start a new record."


def schema_of(path: Path, *, to_write: bool = True) -> int:
    """The schema number of the record at `path`.

    Raises KnownError for a file that is missing, unreadable, empty, foreign or newer than this program, and where
    it is to be written to, for one that may not be or lies on a network drive, where SQLite cannot hold its locks;
    Locked for an encrypted one whose passphrase nobody gave.
    """
    header = _header(path, to_write)
    if not header:
        raise KnownError(f"The file {path.name} is empty.", _OTHER_FILE)
    if keyring.key_of(path) is not None:
        application, schema = _encrypted_numbers(path, "rw" if to_write else "ro")
    elif header[:16] != MAGIC or len(header) < 100:
        raise KnownError(f"The file {path.name} is not a Journeybook record.", _not_ours(path))
    else:
        application, schema = _numbers(header)
    if application != APPLICATION_ID:
        raise KnownError(f"The file {path.name} belongs to another program.", _OTHER_FILE)
    refuse_newer(path, schema)
    if schema < 1:
        raise KnownError(f"The file {path.name} was never finished.", _OTHER_FILE)
    return schema


def settled_schema(path: Path) -> int:
    """`schema_of` a record that is about to be opened, once SQLite took back what a crash left half-written: until then
    the header may be that of an upgrade that was never finished."""
    schema_of(path)
    try:
        with closing(connect(path)) as connection:
            connection.execute("PRAGMA user_version").fetchone()
    except file_errors() as error:
        if name_of(error) not in _DAMAGED:
            raise known(error) or error from error
    return schema_of(path)


def _numbers(header: bytes) -> tuple[int, int]:
    """The application’s id and the schema."""
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def _encrypted_numbers(path: Path, mode: Mode) -> tuple[int, int]:
    """The same of an encrypted file, whose header says nothing before its key is given."""
    try:
        with closing(connect(path, mode)) as connection:
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            (schema,) = connection.execute("PRAGMA user_version").fetchone()
    except file_errors() as error:
        if not name_of(error).startswith(_DAMAGED):
            raise known(error) or error from error
        raise KnownError(
            f"The file {path.name} is damaged, or {key_files.beside(path).name} is the key file of another record.",
            "Open the newest backup.",
        ) from None
    return application, schema


def _not_ours(path: Path) -> str:
    if path.stat().st_size % _CIPHER_PAGE:
        return _OTHER_FILE
    return f"{_OTHER_FILE} If it is an encrypted record, put {key_files.beside(path).name} beside it again."


def refuse_others(path: Path) -> None:
    """Raise KnownError where the header says that the file at `path` is another program’s or a newer one’s; a file
    that says nothing, because it is damaged or encrypted, passes, and so does the record that is open."""
    if keyring.is_held(path):
        return
    with path.open("rb") as file:
        header = file.read(100)
    if header[:16] == MAGIC and len(header) == 100:
        application, schema = _numbers(header)
        if application != APPLICATION_ID:
            raise KnownError(f"The file {path.name} belongs to another program.", _OTHER_FILE)
        refuse_newer(path, schema)


def refuse_newer(path: Path, schema: int) -> None:
    if schema > SCHEMA:
        raise KnownError(
            f"The file {path.name} was written by a newer Journeybook.",
            "Install the newer version to open it.",
        )


def refuse_no_file(path: Path) -> None:
    """Raise KnownError where there is no regular file at `path`; told without opening it."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise KnownError(f"{path.name} is not a file.", _OTHER_FILE)
    except FileNotFoundError:
        raise KnownError(f"There is no file {path}.", _OTHER_FILE) from None
    except OSError:
        raise KnownError(f"The file {path.name} cannot be read.", "Check its permissions.") from None


def _header(path: Path, to_write: bool) -> bytes:
    refuse_no_file(path)
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError:
        raise KnownError(f"The file {path.name} cannot be read.", "Check its permissions.") from None
    if not to_write:
        return header
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise KnownError(f"The file {path.name} cannot be written to.", "Check its permissions and its folder’s.")
    refuse_network(path)
    return header


def refuse_network(path: Path) -> None:
    """Raise KnownError where `path` lies on a network drive (told on Linux by the mount table)."""
    if not _MOUNTS.exists():
        return
    place, best = path.resolve(), ("", "")
    for line in _MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines():
        _device, folder, kind, *_ = line.split()
        if place.is_relative_to(folder.replace("\\040", " ")) and len(folder) >= len(best[0]):
            best = (folder, kind)
    if best[1] in _NETWORK:
        raise KnownError(
            "The file lies on a network drive, where a save can be lost.", "Copy it to this computer first."
        )


def refuse_damaged(path: Path) -> None:
    """Raise KnownError where SQLite finds the file damaged, or cannot look because another program holds it."""
    try:
        with closing(connect(path)) as connection:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()
    except file_errors() as error:
        if name_of(error) not in _DAMAGED:
            raise known(error) or error from error
        found = ("unreadable",)
    except UnicodeDecodeError:
        # What SQLite has to say of a damaged file repeats names from it, which need not be text any more.
        found = ("unreadable",)
    if found != ("ok",):
        raise KnownError(f"The file {path.name} is damaged.", "Open the newest backup.")
