"""Key pairs of signers: made, locked under a passphrase or a recovery code, and open for one sitting."""

import unicodedata
from dataclasses import asdict, dataclass, fields
from types import TracebackType
from typing import Protocol

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.chance import fresh_bytes
from desktop.errors import KnownError
from desktop.ledger import canonical
from desktop.ledger.canonical import Value
from desktop.ledger.registry import key_id_of

SHORTEST, LONGEST = 12, 200
"""Letters of a passphrase."""


@dataclass(frozen=True, slots=True)
class Parameters:
    """Of argon2id, in the words of RFC 9106: the second recommended option, for memory that is short."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4


PARAMETERS = Parameters()
"""With which keys are locked from now on; those locked with others are locked anew at the next sign-in."""
_LIMITS = Parameters(memory_kib=1024 * 1024, passes=20, lanes=16)
"""A file that asks for more would stop the computer."""


@dataclass(frozen=True, slots=True)
class Pair:
    private: bytes
    public: bytes

    @property
    def key_id(self) -> str:
        return key_id_of(self.public)


def new_pair() -> Pair:
    private = Ed25519PrivateKey.from_private_bytes(fresh_bytes(32))
    return Pair(private.private_bytes_raw(), private.public_key().public_bytes_raw())


class Lock:
    """A secret with its salt, derived once: what takes a fraction of a second is not done again for each key."""

    def __init__(self, secret: str, *, as_in: str = "") -> None:
        """With the salt of a key that was sealed before, or with a fresh one."""
        self._parameters, self._salt = _read(as_in)[:2] if as_in else (PARAMETERS, fresh_bytes(16))
        self._cipher = AESGCM(_derived(secret, self._salt, self._parameters))

    def seal(self, private: bytes, key_id: str) -> str:
        nonce = fresh_bytes(12)
        sealed = self._cipher.encrypt(nonce, private, key_id.encode())
        kept = {**asdict(self._parameters), "salt": self._salt.hex(), "nonce": nonce.hex(), "sealed": sealed.hex()}
        return canonical.write(kept).decode()

    def fits(self, locked: str) -> bool:
        """Whether a key was sealed with this salt."""
        return _read(locked)[:2] == (self._parameters, self._salt)

    def open(self, locked: str, key_id: str) -> bytes:
        """A key that this lock sealed."""
        _parameters, _salt, nonce, sealed = _read(locked)
        return self._cipher.decrypt(nonce, sealed, key_id.encode())


def lock(private: bytes, secret: str, key_id: str) -> str:
    """The private key under a secret, as text to store: AES-GCM under argon2id, bound to the id of the key."""
    return Lock(secret).seal(private, key_id)


def unlock(locked: str, secret: str, key_id: str) -> bytes | None:
    """The private key; None for a wrong secret. KnownError where what is stored is damaged."""
    parameters, salt, nonce, sealed = _read(locked)
    try:
        return AESGCM(_derived(secret, salt, parameters)).decrypt(nonce, sealed, key_id.encode())
    except InvalidTag:
        return None


def spend_the_same_time(secret: str) -> None:
    """For a name that is not there: a wrong name must not answer sooner than a wrong passphrase."""
    _derived(secret, bytes(16), PARAMETERS)


def is_outdated(locked: str) -> bool:
    """Whether the key is locked with other parameters than those of today."""
    return _read(locked)[0] != PARAMETERS


def _read(locked: str) -> tuple[Parameters, bytes, bytes, bytes]:
    try:
        kept = canonical.read(locked.encode())
        if not isinstance(kept, dict):
            kept = {}
        memory_kib, passes, lanes = (_number(kept[one.name], getattr(_LIMITS, one.name)) for one in fields(Parameters))
        salt, nonce, sealed = (
            _raw(kept[name], length) for name, length in (("salt", 16), ("nonce", 12), ("sealed", 48))
        )
    except (ValueError, KeyError):
        raise KnownError(
            "A key in this record is damaged.", "Ask a coordinator for a new one, or open the newest backup."
        ) from None
    return Parameters(max(memory_kib, 8 * lanes), passes, lanes), salt, nonce, sealed


def _number(value: Value, most: int) -> int:
    if isinstance(value, int) and 1 <= value <= most:
        return value
    raise ValueError("a number beyond reason")


def _raw(value: Value, length: int) -> bytes:
    raw = bytes.fromhex(str(value))
    if len(raw) != length:
        raise ValueError("of another length")
    return raw


def _derived(secret: str, salt: bytes, parameters: Parameters) -> bytes:
    # The same letters may be typed in two ways on two keyboards.
    typed = unicodedata.normalize("NFKC", secret).encode(errors="replace")
    return hash_secret_raw(
        typed, salt, parameters.passes, parameters.memory_kib, parameters.lanes, hash_len=32, type=Type.ID
    )


def check_passphrase(passphrase: str) -> None:
    """Raise KnownError for one that is too easily guessed or too long to be typed."""
    if len(set(passphrase)) < 5 or len(passphrase) < SHORTEST:
        raise KnownError(
            f"A passphrase has {SHORTEST} letters or more, not all alike.", "Four words that do not belong together do."
        )
    if len(passphrase) > LONGEST:
        raise KnownError(f"A passphrase has at most {LONGEST} letters.", "Shorten it.")


class Sitting:
    """Someone's key, open from a passphrase to `close`. The key never leaves it but locked.

    Closing drops the key; a copy that the system may have written to its swap file is out of our reach.
    """

    __slots__ = ("_private", "key_id", "name", "person_id", "public")

    def __init__(self, person_id: str, name: str, private: bytes) -> None:
        self.person_id = person_id
        self.name = name
        self._private: Ed25519PrivateKey | None = Ed25519PrivateKey.from_private_bytes(private)
        self.public = self._private.public_key().public_bytes_raw()
        self.key_id = key_id_of(self.public)

    @property
    def is_open(self) -> bool:
        return self._private is not None

    def sign(self, digest: bytes) -> bytes:
        return self._opened().sign(digest)

    def locked(self, secret: str) -> str:
        """The key locked anew, under a secret that may be another."""
        return lock(self._opened().private_bytes_raw(), secret, self.key_id)

    def _opened(self) -> Ed25519PrivateKey:
        if self._private is None:
            raise KnownError("This sitting is over.", "Give your passphrase again to sign.")
        return self._private

    def close(self) -> None:
        self._private = None

    def __enter__(self) -> "Sitting":
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self.close()


class Signers(Protocol):
    """Who is at work on an open record."""

    @property
    def viewer(self) -> str | None:
        """The id of the person whose eyes read; None for what makes or checks whole records, and sees all."""

    def sitting(self, person_id: str | None) -> Sitting | None:
        """The open sitting of that person; with None of whoever is at work. None where they have no sitting here."""


class OneSigner:
    """The one person who is signed in."""

    def __init__(self, sitting: Sitting) -> None:
        self._sitting = sitting

    @property
    def viewer(self) -> str:
        return self._sitting.person_id

    def sitting(self, person_id: str | None) -> Sitting | None:
        return self._sitting if person_id in (None, self._sitting.person_id) else None
