"""Job functions that a document counts by letters, Roman figures or words, as numbers."""

import re
from collections.abc import Sequence
from typing import Final

_LABELLED: Final = re.compile(r"(\s*job\s+function\s*#?\s*)([A-Za-z]{1,9})(?=\s*(?:[:.)\t–—]|-\s|$))", re.I)
_CODED: Final = re.compile(r"((?:.{0,25}?\b)?competency\s+)([A-Z])(?=[.-]?\d{1,2}\s*[:.)–—-])", re.I)
_WORDS: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv", "xv")
_LETTERS: Final = tuple(chr(97 + at) for at in range(26))


def numbered(lines: Sequence[str]) -> tuple[list[str], str]:
    """The lines with numbers for what counts their job functions, and how the document counts them: empty where
    it does so by numbers."""
    labels = {match[2].casefold() for line in lines if (match := _LABELLED.match(line[:200]))}
    for how, names in (("Roman figures", _ROMAN), ("words", _WORDS), ("letters", _LETTERS)):
        if len(labels) > 1 and labels <= set(names) and names[0] in labels and names[1] in labels:
            return [_with_number(line, names) for line in lines], how
    return list(lines), ""


def _with_number(line: str, names: Sequence[str]) -> str:
    match = _LABELLED.match(line[:200])
    if match is not None:
        return f"{match[1]}{names.index(match[2].casefold()) + 1}{line[match.end() :]}"
    coded = _CODED.match(line[:100]) if names is _LETTERS else None
    if coded is not None:
        dot = "" if line[coded.end() : coded.end() + 1] in ".-" else "."
        return f"{coded[1]}{names.index(coded[2].casefold()) + 1}{dot}{line[coded.end() :]}"
    return line
