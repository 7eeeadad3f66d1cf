"""journeybook: a command goes to the command line, nothing but a record's name opens the window."""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path


def main() -> int:
    arguments = sys.argv[1:]
    is_window, database = _for_window(arguments)
    if is_window and has_display():
        # Nearly all that a start makes stays for good, so looking for garbage meanwhile is a tenth of it lost.
        gc.disable()
        # Qt takes a second to load; no command needs it.
        from desktop.app import run

        return run(database)
    from desktop import cli

    if is_window:
        print("There is no display, so these papers of the sample program show what Journeybook does:")
        arguments = ["sample-papers"]
    return cli.main(arguments)


def has_display() -> bool:
    """Whether a window can be shown: always off Linux; there, where a display or a Qt platform is named."""
    if not sys.platform.startswith("linux"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def _for_window(arguments: Sequence[str]) -> tuple[bool, Path | None]:
    """Whether only a record is named, or nothing, and which."""
    if not arguments:
        return True, None
    if len(arguments) == 2 and arguments[0] == "--database":
        return True, Path(arguments[1])
    if len(arguments) == 1 and arguments[0].startswith("--database="):
        return True, Path(arguments[0].partition("=")[2])
    return False, None


if __name__ == "__main__":
    sys.exit(main())
