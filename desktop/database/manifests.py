"""What a backup says about itself: a JSON file beside it, read with suspicion."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

STAMP = "%Y-%m-%d-%H%M%S-%f"
"""The moment in the name of a backup, in UTC."""
ENDING = ".json"
"""Of the manifest, behind the whole name of the backup."""
_LARGEST = 64 * 1024
_HEX = re.compile(r"[0-9a-f]{64}")
_PLAIN = re.compile(r"[\w.+ -]{0,200}")


class Reason(StrEnum):
    """Why a backup was made."""

    SCHEDULE = "schedule"
    QUIT = "quit"
    UPGRADE = "upgrade"
    IMPORT = "import"
    RESTORE = "restore"
    ENCRYPTION = "encryption"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class Backup:
    """What the manifest says; without one that can be read, what the name and the file say.

    `counts` are rows by table. `record_state` is `state_of` the record when it was copied. `anchor` is the
    number and hash of the last entry of the ledger.
    """

    path: Path
    made_at: datetime
    size: int
    reason: Reason | None = None
    schema: int = 0
    sha256: str = ""
    counts: Mapping[str, int] | None = None
    app_version: str = ""
    record_id: str | None = None
    anchor: str | None = None
    record_state: tuple[int, int] = (0, 0)


def digest(path: Path) -> str:
    """SHA-256 of a closed file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def manifest_of(backup: Path) -> Path:
    return backup.with_name(f"{backup.name}{ENDING}")


def text_of(backup: Backup) -> str:
    content: dict[str, Any] = {
        "made_at": backup.made_at.astimezone(UTC).isoformat(),
        "reason": backup.reason,
        "app_version": backup.app_version,
        "schema": backup.schema,
        "size": backup.size,
        "sha256": backup.sha256,
        "record_id": backup.record_id,
        "anchor": backup.anchor,
        "record_state": list(backup.record_state),
        "counts": dict(backup.counts or {}),
    }
    return json.dumps(content, indent=2) + "\n"


def read(path: Path) -> Backup:
    """The backup or other record at `path`, with what its manifest says where one can be read."""
    found = path.stat()
    made_at = named_moment(path) or datetime.fromtimestamp(found.st_mtime, UTC)
    content = _json(manifest_of(path))
    return Backup(
        path=path,
        made_at=moment(content.get("made_at")) or made_at,
        size=found.st_size,
        reason=next((one for one in Reason if one == content.get("reason")), None),
        schema=_number(content.get("schema")),
        sha256=_text(content.get("sha256"), _HEX),
        counts=_numbers(content.get("counts")),
        app_version=_text(content.get("app_version")),
        record_id=_text(content.get("record_id")) or None,
        anchor=_text(content.get("anchor")) or None,
        record_state=_pair(content.get("record_state")),
    )


def _json(path: Path) -> dict[str, Any]:
    try:
        with path.open(encoding="utf-8") as file:
            content = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and value >= 0 else 0


def _text(value: object, form: re.Pattern[str] = _PLAIN) -> str:
    return value if isinstance(value, str) and form.fullmatch(value) else ""


def _numbers(value: object) -> dict[str, int] | None:
    return {_text(name): _number(count) for name, count in value.items()} if isinstance(value, dict) else None


def _pair(value: object) -> tuple[int, int]:
    return (_number(value[0]), _number(value[1])) if isinstance(value, list) and len(value) == 2 else (0, 0)


def moment(value: object) -> datetime | None:
    """The moment that a text of ours says, in UTC; None for anything else, such as a year that no zone reaches."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
        return found.astimezone(UTC) if found is not None and found.tzinfo and 2000 <= found.year < 9999 else None
    except ValueError:
        return None


def named_moment(path: Path) -> datetime | None:
    try:
        return datetime.strptime(path.stem, STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
