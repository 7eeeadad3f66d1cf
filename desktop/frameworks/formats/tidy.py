"""Texts of foreign documents, made fit for the neutral form."""

import json
import re
import unicodedata
from typing import Any, Final

from desktop import words
from desktop.frameworks.plain import printable

LINE: Final = 2000
TEXT: Final = 20_000
RECORD: Final = 500_000
"""Characters that a Line, a Text and a Record of the neutral form may have."""

# What `printable` refuses, and halves of characters, which no file can hold.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")


def text(raw: str, most: int = TEXT) -> str:
    """At most so many characters, without what cannot be printed; line ends and tabs stay."""
    fit = _UNFIT.sub("", raw[: most * 2])
    return printable(fit if fit.isascii() else words.without_unseen(fit)).strip()[:most].strip()


def line(raw: str, most: int = LINE) -> str:
    """In one line, with single spaces."""
    return " ".join(text(raw[: most * 2], most * 2).split())[:most].strip()


def slug(title: str, otherwise: str, most: int = 80) -> str:
    """A key such as "help-desk" for a title such as "Help Desk"."""
    plain = unicodedata.normalize("NFKD", title[:500]).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    return "-".join(words)[:most].strip("-") or otherwise


def record(value: Any) -> str:
    """A record as the source has it, in compact JSON; empty where it is nested too deeply or too long to keep."""
    try:
        written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (RecursionError, ValueError):
        return ""
    if len(written) > RECORD:
        return ""
    # In JSON a letter may be written as its number, which is the same letter once it is read.
    fit = _UNFIT.sub(lambda found: f"\\u{ord(found[0]):04x}", written)
    return fit if len(fit) <= RECORD else ""
