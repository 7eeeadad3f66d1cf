"""What is written down when the program itself is wrong: where it happened, never with whose data."""

import os
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

import desktop
from desktop import settings

_LARGEST = 1024 * 1024


def log(error: BaseException) -> Path | None:
    """Add the types and the stack of `error` to the log, without its message, which may hold names.

    Returns the log, or None where it cannot be written.
    """
    path = settings.log_file()
    lines = [f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} Journeybook {desktop.__version__}\n", *_told(error), "\n"]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        is_full = path.exists() and path.stat().st_size > _LARGEST
        flags = os.O_CREAT | os.O_WRONLY | (os.O_TRUNC if is_full else os.O_APPEND)
        with os.fdopen(os.open(path, flags, 0o600), "w", encoding="utf-8", errors="replace") as file:
            file.writelines(lines)
    except OSError:
        return None
    return path


def _told(error: BaseException) -> list[str]:
    lines: list[str] = []
    step: BaseException | None = error
    seen: set[int] = set()
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        lines += [*_stack(step.__traceback__), f"{type(step).__module__}.{type(step).__qualname__}\n"]
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return lines


def _stack(trace: TracebackType | None) -> list[str]:
    return [f"  {frame.filename}:{frame.lineno} in {frame.name}\n" for frame in traceback.extract_tb(trace)]
