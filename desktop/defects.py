"""Our own defects, written down without names: what failed and where, never with which values."""

import os
import platform
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import PurePath
from types import TracebackType

import desktop
from desktop import settings

_ROOTS = ("site-packages", "lib", "Lib")


def report(kind: type[BaseException], trace: TracebackType | None) -> str:
    """The version, the system, the kind of a failure and the lines it came through.

    The text of the failure is left out, because it may hold someone's name or answers, and so is the folder of a
    file of the program, which may lie in a folder that has its user's name.
    """
    head = f"{datetime.now(UTC).isoformat(timespec='seconds')} Journeybook {desktop.__version__} {kind.__name__}\n"
    system = f"  Python {platform.python_version()}, {platform.system()} {platform.release()} {platform.machine()}\n"
    frames = traceback.extract_tb(trace)
    return head + system + "".join(f"  {_inside(frame.filename)}:{frame.lineno} {frame.name}\n" for frame in frames)


def _inside(file: str) -> str:
    """The path of a file of the program or of its libraries, from there on: "desktop/app.py"."""
    parts, home = PurePath(file).parts, PurePath(desktop.__file__).parent.parent.parts
    if parts[: len(home)] == home and "site-packages" not in parts[len(home) :]:
        return "/".join(parts[len(home) :])
    root = next((one for one in _ROOTS if one in parts), None)
    return PurePath(file).name if root is None else "/".join(parts[len(parts) - parts[::-1].index(root) :])


def write_down(kind: type[BaseException], trace: TracebackType | None) -> bool:
    """Append the report of a failure to the log, for its owner alone; False where that failed too."""
    path = settings.log_file()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0), 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as file:
            with suppress(OSError):
                path.chmod(0o600)
            file.write(report(kind, trace))
    except OSError:
        return False
    return True
