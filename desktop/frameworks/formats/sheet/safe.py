"""Cells of a CSV file that a spreadsheet program would take for a formula: marked, and the mark taken off again."""

import re

_RISKY = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What begins a formula, also behind marks, so that a mark taken off is always one that was put on."""


def prefixed(text: str) -> str:
    return f"'{text}" if _RISKY.match(text) else text


def unprefixed(text: str) -> str:
    return text[1:] if text.startswith("'") and _RISKY.match(text) else text
