"""What the program remembers between two starts, and where the record lies if nobody says otherwise."""

import json
import os
import tempfile
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

import platformdirs

ColorScheme = Literal["system", "light", "dark"]
DATABASE_VARIABLE = "JOURNEYBOOK_DATABASE"
BACKUPS_VARIABLE = "JOURNEYBOOK_BACKUPS"

_NAME = "Journeybook"
_LARGEST = 64 * 1024
"""Bytes; the file is a few lines long."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`person_id` and `role` are who worked last; `database` is the record that was open last, empty for none."""

    person_id: str = ""
    role: str = ""
    database: str = ""
    color_scheme: ColorScheme = "system"


def default_database() -> Path:
    """Where the record lies: what JOURNEYBOOK_DATABASE says, else the user's own folder for data."""
    wanted = os.environ.get(DATABASE_VARIABLE, "").strip()
    return Path(wanted) if wanted else platformdirs.user_data_path(_NAME, appauthor=False) / "journeybook.db"


def backups_folder() -> Path:
    """Where the backups of all records lie: what JOURNEYBOOK_BACKUPS says, else in the user's own folder for data."""
    wanted = os.environ.get(BACKUPS_VARIABLE, "").strip()
    return Path(wanted).resolve() if wanted else platformdirs.user_data_path(_NAME, appauthor=False) / "backups"


def settings_file() -> Path:
    return platformdirs.user_config_path(_NAME, appauthor=False) / "settings.json"


def log_file() -> Path:
    """Where both doors write down their own defects, without names."""
    return platformdirs.user_state_path(_NAME, appauthor=False) / "journeybook.log"


def load() -> Settings:
    """What was saved last; the defaults where the file is missing, unreadable or damaged."""
    try:
        with settings_file().open(encoding="utf-8") as file:
            content = json.loads(file.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return Settings()
    return _settings(content) if isinstance(content, dict) else Settings()


def _settings(content: dict[str, Any]) -> Settings:
    wanted = content.get("color_scheme")
    schemes: tuple[ColorScheme, ...] = get_args(ColorScheme)
    return Settings(
        person_id=_text(content.get("person_id")),
        role=_text(content.get("role")),
        database=_text(content.get("database")),
        color_scheme=next((scheme for scheme in schemes if scheme == wanted), "system"),
    )


def _text(value: object) -> str:
    """The text, where it can name a person or a file."""
    try:
        is_name = isinstance(value, str) and b"\0" not in os.fsencode(value)
    except UnicodeError:
        is_name = False
    return str(value) if is_name else ""


def save(settings: Settings) -> bool:
    """Write the settings, whole or not at all, readable by their owner alone. False where their folder cannot
    be written to: the next start then knows less, and nothing else is lost."""
    return write_whole(settings_file(), json.dumps(asdict(settings), indent=2) + "\n")


def write_whole(path: Path, text: str) -> bool:
    """Write a small file whole or not at all, readable by its owner alone. False where that cannot be done."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # mkstemp makes files that only their owner can read.
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem}-")
        beside = Path(name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink(missing_ok=True)
    except OSError:
        return False
    return True
