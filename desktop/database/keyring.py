"""Which key a file is opened with: those that a passphrase opened in this process, and which files are open.

A closed file tells by its first bytes and the key file beside it whether it is encrypted, and with which key. Nobody
looks at the bytes of an open one, because closing it drops the locks that SQLite holds on it: whoever opens it says
here how.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desktop.database import key_files
from desktop.database.key_files import Key
from desktop.errors import KnownError

MAGIC = b"SQLite format 3\x00"
_known: dict[str, Key] = {}
_open: dict[Path, Key | None] = {}


class Locked(KnownError):
    """The file at `path` is encrypted, and its passphrase was not given yet."""

    def __init__(self, path: Path) -> None:
        super().__init__(f"{path.name} is encrypted.", "Give its passphrase.")
        self.path = path


def key_of(path: Path) -> Key | None:
    """The key of a file, None for one that is not encrypted. Raises Locked where nobody gave its passphrase, KnownError
    where its key file is damaged."""
    place = path.resolve()
    if place in _open:
        return _open[place]
    if not is_encrypted(path):
        return None
    id_ = key_files.read(path).id
    if id_ not in _known:
        raise Locked(path)
    return _known[id_]


def is_encrypted(path: Path) -> bool:
    """Whether the file is, told without its key; a key file alone does not make it so."""
    place = path.resolve()
    if place in _open:
        return _open[place] is not None
    try:
        with path.open("rb") as file:
            header = file.read(len(MAGIC))
    except OSError:
        return False
    return bool(header) and header != MAGIC and key_files.exists(path)


def know(key: Key) -> None:
    """Remember an open key, in the place of the same one with another passphrase or code."""
    _known[key.file.id] = key
    for place, present in _open.items():
        if present is not None and present.file.id == key.file.id:
            _open[place] = key


def known() -> tuple[Key, ...]:
    """The keys that were opened in this process."""
    return tuple(_known.values())


def hold(path: Path, key: Key | None) -> None:
    """The file is open from now on, with this key."""
    _open[path.resolve()] = key


def let_go(path: Path) -> None:
    _open.pop(path.resolve(), None)


@contextmanager
def held(path: Path, key: Key | None) -> Iterator[None]:
    """`hold` for a while."""
    hold(path, key)
    try:
        yield
    finally:
        let_go(path)


def is_held(path: Path) -> bool:
    return path.resolve() in _open


def forget_closed() -> None:
    """Forget the keys of records that are no longer open."""
    needed = {key.file.id for key in _open.values() if key is not None}
    for id_ in set(_known) - needed:
        del _known[id_]
