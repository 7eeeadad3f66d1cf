"""Personal texts in a signed body: their salted hash stands there, salt and text stand aside.

Once salt and text are gone nobody can tell the text from the hash, and the chain stays whole.
"""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from desktop.chance import fresh_bytes
from desktop.ledger.canonical import Value

SALT_BYTES = 16
MARK = "personal"
"""The only key of the object that stands in a body for a personal text."""


_WRITTEN = re.compile(rb'\{"personal":"([0-9a-f]{64})"\}')


@dataclass(frozen=True, slots=True)
class Personal:
    """A text that must be erasable: names, comments, reasons, dates of birth."""

    text: str


@dataclass(frozen=True, slots=True)
class Aside:
    """What is kept beside the chain for one personal text."""

    hash: bytes
    salt: bytes
    text: str


Spoken = bool | int | str | Personal | Sequence["Spoken"] | Mapping[str, "Spoken"] | None
"""What a caller signs: plain content in which personal texts are marked."""


def hash_of(salt: bytes, text: bytes) -> bytes:
    return hashlib.sha256(salt + text).digest()


def set_aside(spoken: Spoken) -> tuple[Value, tuple[Aside, ...]]:
    """The content with each personal text replaced by its hash, and those texts with fresh salts."""
    found: list[Aside] = []
    return _replaced(spoken, found), tuple(found)


def _replaced(spoken: Spoken, found: list[Aside]) -> Value:
    if isinstance(spoken, Personal):
        text, salt = unicodedata.normalize("NFC", spoken.text), fresh_bytes(SALT_BYTES)
        found.append(Aside(hash_of(salt, text.encode()), salt, text))
        return {MARK: found[-1].hash.hex()}
    if isinstance(spoken, Mapping):
        if MARK in spoken:
            raise ValueError(f"the key {MARK} is taken")
        return {key: _replaced(one, found) for key, one in spoken.items()}
    if isinstance(spoken, Sequence) and not isinstance(spoken, str):
        return [_replaced(one, found) for one in spoken]
    return spoken


def hashes_in(body: bytes) -> list[bytes]:
    """The hashes of all personal texts of a canonical body. In a text of it no quotation mark follows a brace."""
    return [bytes.fromhex(one.decode()) for one in _WRITTEN.findall(body)]
