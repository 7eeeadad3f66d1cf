"""The key file beside an encrypted record or backup: its random key, locked under a passphrase and a recovery code.

Both locks hold the same key, so either opens the record, and a new passphrase changes these few lines and not the
database. Every copy of the record carries a copy of its key file.
"""

import json
import os
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from desktop.errors import KnownError
from desktop.ledger import keys, letters

ENDING = ".key"
"""Behind the whole name of the record."""
_KEY_BYTES = 32
_FORMAT = 1
_LARGEST = 16 * 1024


class DamagedKeyFile(KnownError):
    """What the key file holds opens nothing."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """`id` names the key by chance and tells nothing of it; the others are the key as `ledger.keys.lock` writes it."""

    id: str
    passphrase: str
    recovery_code: str


@dataclass(frozen=True, slots=True)
class Key:
    """An open key, with the file that locks it."""

    raw: bytes = field(repr=False)
    file: KeyFile = field(repr=False)

    @property
    def pragma(self) -> str:
        """As SQLCipher takes a key that is to be used as it is."""
        return f"x'{self.raw.hex()}'"


def beside(path: Path) -> Path:
    """Where the key file of a record lies, whatever link the record is opened through."""
    place = path.resolve()
    return place.with_name(f"{place.name}{ENDING}")


def exists(path: Path) -> bool:
    """Whether a key file lies beside the record at `path`."""
    return beside(path).is_file()


def read(path: Path) -> KeyFile:
    """The key file of the record at `path`. Raises DamagedKeyFile where it is missing or cannot be read."""
    name = beside(path).name
    try:
        with beside(path).open(encoding="utf-8") as file:
            content = json.loads(file.read(_LARGEST))
        return _of(content)
    except FileNotFoundError:
        raise _useless(path, f"The key file {name} is missing") from None
    except (OSError, ValueError, KeyError, RecursionError):
        raise _useless(path, f"The key file {name} is damaged") from None


def _useless(path: Path, why: str) -> DamagedKeyFile:
    return DamagedKeyFile(
        f"{why}, so {path.name} cannot be opened.",
        f"Each backup has a copy of it: put one beside the record under the name {beside(path).name}.",
    )


def _of(content: object) -> KeyFile:
    if isinstance(content, dict) and content.get("format") == _FORMAT:
        texts = {one.name: content[one.name] for one in fields(KeyFile)}
        if all(isinstance(text, str) for text in texts.values()):
            return KeyFile(**texts)
    raise ValueError("not of our making")


def text_of(key_file: KeyFile) -> str:
    content: dict[str, Any] = {"format": _FORMAT, **asdict(key_file)}
    return json.dumps(content, indent=2) + "\n"


def new(passphrase: str, code: str) -> Key:
    """A key by chance, under a passphrase and a recovery code. Raises KnownError for a passphrase that is too weak."""
    keys.check_passphrase(passphrase)
    raw, id_ = os.urandom(_KEY_BYTES), os.urandom(16).hex()
    return Key(raw, KeyFile(id_, keys.lock(raw, passphrase, id_), keys.lock(raw, code, id_)))


def with_passphrase(key: Key, passphrase: str) -> Key:
    """The same key under another passphrase; raises KnownError for one that is too weak."""
    keys.check_passphrase(passphrase)
    return replace(key, file=replace(key.file, passphrase=keys.lock(key.raw, passphrase, key.file.id)))


def with_code(key: Key, code: str) -> Key:
    """The same key under another recovery code."""
    return replace(key, file=replace(key.file, recovery_code=keys.lock(key.raw, code, key.file.id)))


def opened(path: Path, key_file: KeyFile, secret: str, *, is_code: bool = False) -> Key:
    """The key of the record at `path`, open. Raises KnownError for a wrong passphrase or code, and for damage."""
    slot = key_file.recovery_code if is_code else key_file.passphrase
    typed = letters.recovery_code(secret) if is_code else secret
    try:
        raw = keys.unlock(slot, typed, key_file.id)
    except KnownError:
        raise _useless(path, f"The key file {beside(path).name} is damaged") from None
    if raw is None and is_code:
        raise KnownError(
            f"This recovery code does not open {path.name}.", "Take the sheet that was printed last for this record."
        )
    if raw is None:
        raise KnownError(f"This passphrase does not open {path.name}.", "Type it again, or give the recovery code.")
    return Key(raw, key_file)


def renewed(key: Key, passphrase: str) -> Key:
    """Locked with the parameters of today, where the passphrase that opened it was locked with others."""
    if not keys.is_outdated(key.file.passphrase):
        return key
    return replace(key, file=replace(key.file, passphrase=keys.lock(key.raw, passphrase, key.file.id)))
