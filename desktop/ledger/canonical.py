"""JSON that is written one way only, so that the same content has the same hash for ever.

Keys sorted by code point, no blanks, UTF-8, texts in NFC, whole numbers alone. What could be written in a second
way - floats, numbers that other languages round, keys that are one in NFC - is refused.
"""

import json
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NoReturn

Value = bool | int | str | Sequence["Value"] | Mapping[str, "Value"] | None

LARGEST_NUMBER = 2**53 - 1
"""Beyond it a reader in another language may round."""
LARGEST_BYTES = 2**20


def write(value: Value) -> bytes:
    """Raises ValueError for what cannot be written the same way twice: a defect of the caller."""
    try:
        written = _ENCODER.encode(_settled(value)).encode()
    except RecursionError:
        raise ValueError("the content is nested too deep") from None
    if len(written) > LARGEST_BYTES:
        raise ValueError(f"the content has {len(written):,} bytes")
    return written


def read(written: bytes) -> Value:
    """The content, where `written` is what `write` writes for it; ValueError for every other byte string."""
    if len(written) > LARGEST_BYTES:
        raise ValueError(f"the content has {len(written):,} bytes")
    text = written.decode()
    try:
        value, end = _DECODER.raw_decode(text)
        again = _ENCODER.encode(value)
    except RecursionError:
        raise ValueError("the content is nested too deep") from None
    if end != len(text) or again != text or not unicodedata.is_normalized("NFC", text):
        raise ValueError("the content is written in another way")
    content: Value = value
    return content


def _settled(value: object) -> Value:
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, int):
        return _whole(str(int(value)))
    if isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            raise ValueError("a key is not a text")
        settled = {unicodedata.normalize("NFC", key): _settled(one) for key, one in value.items()}
        if len(settled) != len(value):
            raise ValueError("two keys are one in NFC")
        return settled
    if isinstance(value, list | tuple):
        return [_settled(one) for one in value]
    raise ValueError(f"a {type(value).__name__} is not written one way only")


def _whole(digits: str) -> int:
    # Python refuses thousands of digits by itself; this is far below.
    if len(digits) > 17 or abs(int(digits)) > LARGEST_NUMBER:
        raise ValueError("a number is too large")
    return int(digits)


def _refuse(written: str) -> NoReturn:
    raise ValueError(f"{written[:20]} is not a whole number")


# Nothing that was settled or read holds itself.
_ENCODER = json.JSONEncoder(
    check_circular=False, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
)
_DECODER = json.JSONDecoder(parse_float=_refuse, parse_constant=_refuse, parse_int=_whole)
