"""What the neutral form allows in a text, and how it writes a number."""

import re

from desktop import words

# Control characters and the two non-characters cannot stand in the XML of a paper or a sheet; the two
# direction overrides make a name read otherwise than it is stored.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff]")


def shortest(number: float) -> int | float:
    return int(number) if number == int(number) else number


def printable(text: str) -> str:
    """With \\n for every line end and without what nobody sees; ValueError for a character that no paper or sheet can
    hold, and where nothing is left."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _UNPRINTABLE.search(text)
    if found is not None:
        raise ValueError(f"this text holds a character that cannot be printed (U+{ord(found[0]):04X})")
    if text.isascii():
        return text
    seen = words.without_unseen(text)
    if text and not seen.strip():
        raise ValueError("this text holds nothing that can be seen")
    return seen
