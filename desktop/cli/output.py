"""What commands print: aligned tables for people, JSON for programs."""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum

from desktop import words

Value = str | int | float | bool | date | None | Sequence["Value"] | Mapping[str, "Value"]
Row = Mapping[str, Value]
"""One object of a list, by stable snake_case keys: dates in ISO form, amounts of time in whole minutes under
keys that end in `_minutes`, shares from 0 to 1."""


_AMOUNT = re.compile(r"−?[\d,]+( h( \d+ min)?| min)?|\d+%|\d+/\d+")


class PipeClosed(Exception):
    """Whoever read the output has had enough."""


def say(text: str = "") -> None:
    try:
        print(words.without_unseen(text))
    except BrokenPipeError:
        raise PipeClosed from None


def complain(text: str) -> None:
    print(words.without_unseen(text), file=sys.stderr)


def note_unseen(found: Sequence[str]) -> None:
    """Say which marks that nobody sees were in a text that was given."""
    if found:
        complain(f"Texts are kept without what cannot be seen: {words.listed(found)}.")


def say_json(value: Value | Sequence[Row]) -> None:
    """In ASCII, so that no code page can spoil it."""
    say(json.dumps(_plain(value), indent=2))


def made(id_: str, sentence: str, *, as_json: bool) -> None:
    """What a command made: its id for a program, a sentence for a person."""
    if as_json:
        say_json({"id": id_})
    else:
        say(sentence)


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    return value


def listing(rows: Sequence[Row], columns: Mapping[str, str], *, as_json: bool, empty: str) -> None:
    """All of each row as JSON; or the keys of `columns` under their headings, and `empty` where there is no row."""
    if as_json:
        say_json(rows)
    elif rows:
        table([[_cell(key, row[key]) for key in columns] for row in rows], list(columns.values()))
    else:
        say(empty)


def _cell(key: str, value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if key.endswith("_minutes") and isinstance(value, int):
        return words.hours(value)
    if isinstance(value, float):
        return f"{value:.0%}"
    return words.clean_line(str(value))


def table(rows: Sequence[Sequence[str]], headings: Sequence[str]) -> None:
    """Columns side by side, amounts to the right."""
    every = [headings, *rows]
    widths = [max(len(row[place]) for row in every) for place in range(len(headings))]
    right = [all(_AMOUNT.fullmatch(row[place]) for row in rows if row[place]) for place in range(len(headings))]
    for row in every:
        cells = (
            cell.rjust(width) if is_number else cell.ljust(width)
            for cell, width, is_number in zip(row, widths, right, strict=True)
        )
        say("  ".join(cells).rstrip())


def facts(pairs: Sequence[tuple[str, str]]) -> None:
    """Names and values, one pair a line; pairs without a value are left out."""
    filled = [(name, value) for name, value in pairs if value]
    width = max((len(name) for name, _value in filled), default=0)
    for name, value in filled:
        say(f"{name.ljust(width)}  {value}")
