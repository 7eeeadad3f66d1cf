"""Files of an encrypted record: each under AES-GCM with a key derived from the record's, bound to its name.

A sealed file says by its first bytes that it is, and under which key, so that files from before the record was
encrypted, or under a former key, are told apart and still open.
"""

import hashlib
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from desktop.database import keyring
from desktop.database.key_files import Key

_MARK = b"JRNBSEAL"
_ID_BYTES, _NONCE_BYTES, _TAG_BYTES = 16, 12, 16
HEAD_BYTES = len(_MARK) + _ID_BYTES + _NONCE_BYTES
ROOM = HEAD_BYTES + _TAG_BYTES
"""Bytes that sealing adds."""


def seal(content: bytes, name: str, key: Key) -> bytes:
    nonce = os.urandom(_NONCE_BYTES)
    return _mark(key) + nonce + _cipher(key).encrypt(nonce, content, name.encode())


def lies_as(head: bytes, key: Key | None) -> bool:
    """Whether a file that begins so is sealed with this key, or without one is not sealed."""
    return head.startswith(_mark(key)) if key else not head.startswith(_MARK)


def opened(sealed: bytes, name: str) -> bytes | None:
    """The content; None where it was not sealed under this name with a key that is known in this process."""
    key = next((one for one in keyring.known() if sealed.startswith(_mark(one))), None)
    if key is None or len(sealed) < ROOM:
        return None
    try:
        nonce = sealed[HEAD_BYTES - _NONCE_BYTES : HEAD_BYTES]
        return _cipher(key).decrypt(nonce, sealed[HEAD_BYTES:], name.encode())
    except InvalidTag:
        return None


def _mark(key: Key) -> bytes:
    return _MARK + hashlib.sha256(key.file.id.encode()).digest()[:_ID_BYTES]


def _cipher(key: Key) -> AESGCM:
    return AESGCM(HKDF(SHA256(), 32, salt=None, info=b"Journeybook: files of evidence").derive(key.raw))
