"""Where each record’s ledger stood last on this computer, kept outside the record.

A chain alone does not show that its newest entries were removed, or that an older copy of the file was put back.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

from filelock import FileLock, Timeout

from desktop import settings

_LARGEST = 1024 * 1024
_LOCK_SECONDS = 5


@dataclass(frozen=True, slots=True)
class Anchor:
    """The id of a record, and the number, hash (hexadecimal) and moment of the last entry seen in it."""

    record: str
    seq: int
    hash: str
    recorded_at: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The last entry of a record up to which its ledger was checked here and found sound, and the moment of the last
    check of everything, empty before there was one."""

    record: str
    seq: int
    hash: str
    recorded_at: str
    whole_at: str


Remembered = TypeVar("Remembered", Anchor, Checked)


def anchors_file() -> Path:
    return settings.settings_file().with_name("anchors.json")


def load() -> Mapping[str, Anchor]:
    """The last anchor of each record by its id; none where the file is missing or damaged."""
    return _listed(_content(), "anchors", Anchor)


def checked() -> Mapping[str, Checked]:
    """Up to where each record was checked, by its id; none where the file is missing or damaged."""
    return _listed(_content(), "checked", Checked)


def _content() -> dict[str, Any]:
    try:
        with anchors_file().open(encoding="utf-8") as file:
            content = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _listed(content: Mapping[str, Any], name: str, kind: type[Remembered]) -> dict[str, Remembered]:
    listed = content.get(name)
    found = [_one(value, kind) for value in listed] if isinstance(listed, list) else []
    return {one.record: one for one in found if one is not None}


def _one(value: object, kind: type[Remembered]) -> Remembered | None:
    if not isinstance(value, dict):
        return None
    values: dict[str, Any] = {field.name: value.get(field.name) for field in fields(kind)}
    are_right = all(type(one) is (int if name == "seq" else str) for name, one in values.items())
    return kind(**values) if are_right else None


def remember(anchor: Anchor, *, even_if_older: bool = False) -> bool:
    """Keep the anchor of a record, written whole or not at all. An older one never takes the place of a newer, unless
    a coordinator decided so. False where it was not kept: a later check then proves less, and nothing is lost."""
    return _remember(anchor, even_if_older=even_if_older)


def remember_checked(mark: Checked) -> bool:
    """Keep up to where a record was checked; False where it was not kept, and the next check begins earlier."""
    return _remember(mark, even_if_older=True)


def _remember(one: Anchor | Checked, *, even_if_older: bool) -> bool:
    path = anchors_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS, mode=0o600):
            content = _content()
            anchors, marks = _listed(content, "anchors", Anchor), _listed(content, "checked", Checked)
            known: dict[str, Any] = anchors if isinstance(one, Anchor) else marks
            before = known.get(one.record)
            if before is not None and before.seq > one.seq and not even_if_older:
                return False
            if one.record in marks and marks[one.record].seq > one.seq:
                # What was checked is no longer there, as a coordinator decided.
                del marks[one.record]
            known[one.record] = one
            kept = {
                "anchors": [asdict(anchor) for anchor in anchors.values()],
                "checked": [asdict(mark) for mark in marks.values()],
            }
            return settings.write_whole(path, json.dumps(kept, indent=2) + "\n")
    except (OSError, Timeout):
        return False
