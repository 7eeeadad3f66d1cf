"""Keys and codes in letters that people read, compare and type: no I, L, O or U, as Crockford's base 32."""

import hashlib

from desktop.chance import fresh_bytes
from desktop.errors import KnownError

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_MISREAD = str.maketrans("OIL", "011")
_CODE_BYTES = 15
_CODE_LETTERS = 24


def fingerprint(key_id: str) -> str:
    """The first 160 bits of a key's id in eight groups of four: "9H2C 40TX …"."""
    return _grouped(_written(bytes.fromhex(key_id)[:20]), 4, " ")


def in_fours(text: str) -> str:
    """ "7c1e04b9" as "7c1e 04b9", to be compared by eye."""
    return _grouped(text, 4, " ")


def new_recovery_code() -> str:
    """120 bits by chance and a letter that tells most slips, in five groups of five."""
    letters = _written(fresh_bytes(_CODE_BYTES))
    return _grouped(letters + _check_letter(letters), 5, "-")


def recovery_code(typed: str) -> str:
    """A code as it was printed, from the way someone typed it. KnownError for what cannot be one."""
    plain = "".join(one for one in typed.upper() if not one.isspace() and one not in "-–—").translate(_MISREAD)
    letters, check = plain[:_CODE_LETTERS], plain[_CODE_LETTERS:]
    if len(plain) != _CODE_LETTERS + 1 or set(plain) - set(_LETTERS) or check != _check_letter(letters):
        raise KnownError(
            "This is not a recovery code, or a letter of it is wrong.", "Type the five groups as they are printed."
        )
    return _grouped(plain, 5, "-")


def _written(raw: bytes) -> str:
    number, letters = int.from_bytes(raw, "big"), []
    for _ in range(len(raw) * 8 // 5):
        number, rest = divmod(number, 32)
        letters.append(_LETTERS[rest])
    return "".join(reversed(letters))


def _check_letter(letters: str) -> str:
    return _LETTERS[hashlib.sha256(letters.encode()).digest()[0] % 32]


def _grouped(letters: str, size: int, between: str) -> str:
    return between.join(letters[place : place + size] for place in range(0, len(letters), size))
