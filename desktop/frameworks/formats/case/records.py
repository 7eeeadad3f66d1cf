"""Records of a CASE package as other programs write them, read with patience: every mend is counted."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from uuid import UUID, uuid5

from desktop import words
from desktop.frameworks.findings import Finding, Place, Weight

EXTENSION: Final = "journeybook:framework"
"""Under this name the extensions of a record hold what CASE has no field for, as the neutral form has it."""

SHOWN = 5
"""So many places of one kind of mend are told one by one; the rest are counted."""

_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202d\u202e\ufffe\uffff\ud800-\udfff]")
_UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")

_MENDS: Final[Mapping[str, tuple[str, str]]] = {
    "nulls": ("an absent field is written as null", "Read as absent"),
    "bare links": ("a link is a bare text, not title, identifier and address", "Read as the address or identifier"),
    "numbers as text": ("a number is written as text", "Read as the number"),
    "old names": ("a field has a name that CASE does not know (such as sourcedId)", "Read under its CASE name"),
    "wrong types": (
        "a field holds another type of value than CASE asks for",
        "Read as text where it can be, else left",
    ),
    "no identifier": ("an item has no identifier", "Given one made from its place"),
    "same identifier": ("an identifier stands on two different items", "The second is given an identifier of its own"),
    "characters": ("a text holds characters that cannot be printed", "Left out of the text"),
    "long texts": ("a text is longer than a framework can hold", "Cut; the whole stands in the description if it can"),
    "no parent": ("an item is child of nothing", "Put at the top, after the others"),
    "parent elsewhere": ("an item is child of something that is not in this package", "Put at the top"),
    "several parents": ("an item is child of several", "Put under the first; the other links are kept"),
    "cycles": ("items are children of one another in a ring", "The ring is opened at its first item, put at the top"),
    "codes": (
        "a code stands twice or is longer than 40 characters",
        "Given a code by its place; the source keeps its own",
    ),
    "facts": ("what Journeybook once wrote beside an item does not fit it", "Left out"),
    "headings without text": ("a heading has no text", "Named by its code"),
    "levels": ("a rubric criterion points to no item of this package", "Kept for export, not shown"),
    "tree codes": ("a place in the tree (smartLevel) stands twice, skips a step or is no number", "Put where it fits"),
}


@dataclass
class Repairs:
    """What had to be mended, by kind, with the first places and how many there are."""

    _found: dict[str, list[str]] = field(default_factory=dict)
    _counts: dict[str, int] = field(default_factory=dict)

    def add(self, kind: str, place: str, times: int = 1) -> None:
        self._counts[kind] = self._counts.get(kind, 0) + times
        places = self._found.setdefault(kind, [])
        if len(places) < SHOWN:
            places.append(place)

    def findings(self) -> Iterator[Finding]:
        """One note for each kind."""
        for kind, count in self._counts.items():
            says, taken = _MENDS[kind]
            places = self._found[kind]
            more = f" and {count - len(places):,} more" if count > len(places) else ""
            yield Finding(
                id=f"mended: {kind}",
                weight=Weight.NOTE,
                about="Mended",
                says=f"In {words.counted(count, 'place')} {says}: {'; '.join(places)}{more}.",
                taken=f"{taken}.",
                places=tuple(Place(one) for one in places),
            )


def printable(text: str) -> str:
    """The text without what the neutral form cannot hold; \\n for every line end."""
    return _UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def text_of(value: Any) -> str:
    """A text or number as it stands; empty for anything else."""
    if isinstance(value, str):
        return value
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) != math.inf
    return str(value) if is_number else ""


def line(value: Any, most: int = 2000) -> str:
    return printable(text_of(value)).strip()[:most].strip()


def passage(value: Any, most: int = 20_000) -> str:
    return printable(text_of(value))[:most]


def whole(value: Any) -> int | None:
    """3 of 3, 3.0 or "3"; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return int(value) if abs(value) < 2**31 and value == int(value) else None
    return int(value) if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}\s*", value) else None


def number(value: Any) -> float | None:
    if isinstance(value, str) and re.fullmatch(r"\s*-?[0-9]{1,9}([.][0-9]{1,9})?\s*", value):
        return float(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number and abs(value) < 2**31 else None


def entries(value: Any) -> list[Any]:
    """A list as it is, one record alone as a list of one."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, dict) else []


def identifier_of(record: Mapping[str, Any]) -> str:
    """The record's own identifier, else the last step of its address; empty where it has neither."""
    for name in ("identifier", "sourcedId"):
        if found := line(record.get(name)):
            return found
    return line(record.get("uri")).rstrip("/").rpartition("/")[2]


def target(link: Any) -> str:
    """The identifier that a link points to, whichever way it is written."""
    if isinstance(link, dict):
        return identifier_of(link)
    return line(link).rstrip("/").rpartition("/")[2]


def facts_of(record: Mapping[str, Any]) -> dict[str, Any]:
    """What Journeybook once wrote beside the record; empty where it did not."""
    extensions = record.get("extensions")
    found = extensions.get(EXTENSION) if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else {}


def compact(value: Any) -> str:
    """JSON in the fewest letters, all of them ASCII, so that any text of a foreign file can be kept in it."""
    return json.dumps(value, separators=(",", ":")).replace("\x7f", "\\u007f")


def parsed(raw: str) -> dict[str, Any]:
    """What `compact` wrote; empty where it was written by another."""
    try:
        found = json.loads(raw) if raw else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def is_uuid(text: str) -> bool:
    """Whether CASE 1.1 takes it for an identifier: versions 1 to 5 only."""
    return _UUID.fullmatch(text) is not None


def as_uuid(identifier: str, namespace: UUID) -> str:
    """The identifier itself where CASE 1.1 takes it, else one that is always the same for it."""
    lower = identifier.lower()
    return lower if is_uuid(lower) else str(uuid5(namespace, identifier))
