"""Where each record's ledger stood last on this computer, kept outside the record.

A chain alone does not show that its newest entries were removed, or that an older copy of the file was put back.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

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


def anchors_file() -> Path:
    return settings.settings_file().with_name("anchors.json")


def load() -> Mapping[str, Anchor]:
    """The last anchor of each record by its id; none where the file is missing or damaged."""
    try:
        with anchors_file().open(encoding="utf-8") as file:
            content = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    listed = content.get("anchors") if isinstance(content, dict) else None
    found = [_anchor(one) for one in listed] if isinstance(listed, list) else []
    return {one.record: one for one in found if one is not None}


def _anchor(value: object) -> Anchor | None:
    if not isinstance(value, dict):
        return None
    record, seq, digest, moment = (value.get(name) for name in ("record", "seq", "hash", "recorded_at"))
    if isinstance(record, str) and type(seq) is int and isinstance(digest, str) and isinstance(moment, str):
        return Anchor(record, seq, digest, moment)
    return None


def remember(anchor: Anchor, *, even_if_older: bool = False) -> bool:
    """Keep the anchor of a record, written whole or not at all. An older one never takes the place of a newer, unless
    a coordinator decided so. False where it was not kept: a later check then proves less, and nothing is lost."""
    path = anchors_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with FileLock(f"{path}.lock", timeout=_LOCK_SECONDS, mode=0o600):
            known = dict(load())
            before = known.get(anchor.record)
            if before is not None and before.seq > anchor.seq and not even_if_older:
                return False
            known[anchor.record] = anchor
            content = {"anchors": [asdict(one) for one in known.values()]}
            return settings.write_whole(path, json.dumps(content, indent=2) + "\n")
    except (OSError, Timeout):
        return False
