"""Work in a fork of this process, which has everything imported and no database open; it may be killed.

A fork that has a database open shares its locks and its connection with the parent, so nothing here is open then.
"""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import TextIO

Tell = Callable[[str], None]
"""What a fork says lasts, whatever becomes of it: one line each."""


def killed(work: Callable[[Tell], object], after: float, *, tells_when_ready: bool = False) -> list[str]:
    """Let `work` run for some seconds, counted from the first thing it tells where that is that it is ready, and kill
    it; what it told until then."""
    child, pipe = _forked(work)
    with os.fdopen(pipe, encoding="utf-8") as said:
        if tells_when_ready:
            said.readline()
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
        return _told(child, said)


def ended(work: Callable[[Tell], object]) -> list[str]:
    """Let `work` run until it ends or is killed by its own disk; what it told until then."""
    child, pipe = _forked(work)
    with os.fdopen(pipe, encoding="utf-8") as said:
        return _told(child, said)


def _forked(work: Callable[[Tell], object]) -> tuple[int, int]:
    reader, writer = os.pipe()
    child = os.fork()
    if child:
        os.close(writer)
        return child, reader
    code = 1
    try:
        work(lambda line: os.write(writer, f"{line}\n".encode()))
        code = 0
    except BaseException:  # noqa: BLE001 - nothing of a fork may go on in the code that called it
        traceback.print_exc(file=sys.stderr)
        sys.stderr.flush()
    finally:
        os._exit(code)


def _told(child: int, said: TextIO) -> list[str]:
    lines = said.read().splitlines()
    _, status = os.waitpid(child, 0)
    if os.waitstatus_to_exitcode(status) not in (0, -signal.SIGKILL):
        raise RuntimeError("a fork failed by itself")
    return lines
