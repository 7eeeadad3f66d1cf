"""Our own defects, written down without names: what failed and where, never with which values."""

import os
import traceback
from datetime import UTC, datetime
from types import TracebackType

import desktop
from desktop import settings


def write_down(kind: type[BaseException], trace: TracebackType | None) -> bool:
    """Append the kind of a failure and the lines it came through to the log; False where that failed too.

    The text of the failure is left out, because it may hold someone's name or answers.
    """
    head = f"{datetime.now(UTC).isoformat(timespec='seconds')} Journeybook {desktop.__version__} {kind.__name__}\n"
    lines = (f"  {frame.filename}:{frame.lineno} {frame.name}\n" for frame in traceback.extract_tb(trace))
    path = settings.log_file()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600), "a", encoding="utf-8") as file:
            file.write(head + "".join(lines))
    except OSError:
        return False
    return True
