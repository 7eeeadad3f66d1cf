"""The disk of `disk.c`: built with the compiler that is found, preloaded into a process of its own, planned there."""

import ctypes
import os
import shutil
import struct
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

SOURCE = Path(__file__).with_name("disk.c")


class How(IntEnum):
    """What meets an operation."""

    BEFORE = 1
    HALF = 2
    AFTER = 3
    FAILS = 4
    FAILS_FROM_HERE = 5


@dataclass(frozen=True, slots=True)
class Operation:
    """One change of a file: `kind` is c(reated, or emptied), w(ritten), t(runcated to `offset`), s(ynced), u(nlinked),
    r(enamed to `data`) or m(ade, a folder)."""

    kind: str
    path: str
    offset: int = 0
    data: bytes = b""


def build(folder: Path) -> Path | None:
    """The library; None where this system has no compiler or preloads nothing."""
    compiler = shutil.which(os.environ.get("CC", "cc")) or shutil.which("gcc") or shutil.which("clang")
    if compiler is None or not Path("/proc/self/fd").exists():
        return None
    library = folder / "disk.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", library, SOURCE, "-ldl"], check=True)
    return library


def environment(library: Path, folder: Path) -> Mapping[str, str]:
    """For a process that works below `folder` alone, with this disk."""
    own = {name: str(folder / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME")}
    return {"LD_PRELOAD": str(library), "JOURNEYBOOK_BACKUPS": str(folder / "place" / "backups"), **own}


def plan(
    below: Path, *, at: int = 0, how: int = 0, error: int = 0, room: int = -1, log: int = -1, syncs: bool = False
) -> None:
    """What meets the operations below a folder from now on, in this process: see `plan` in disk.c."""
    ctypes.CDLL(None).plan(
        os.fsencode(below), ctypes.c_long(at), how, error, ctypes.c_int64(room), log, ctypes.c_int(syncs)
    )


def read_log(content: bytes) -> Iterator[Operation]:
    at = 0
    while at < len(content):
        kind, length, offset, size = struct.unpack_from("=4q", content, at)
        path = content[at + 32 : at + 32 + length].decode()
        at += 32 + length
        data = content[at : at + max(size, 0)]
        at += len(data)
        yield Operation(chr(kind), path, offset, data)
