"""python -m tests.reliability.sql_disk RECORD STATEMENTS AT HOW ERROR LOG: the disk of `disk.c` for statements of SQL,
as a file layer of SQLite written in Python, where there is no compiler.

`STATEMENTS` is a file with a list of statements, and of what is told between them, after a blank. Prints what was told.
It is a process of its own: two libraries of SQLite in one would take each other's locks.
"""

import json
import os
import signal
import struct
import sys
from pathlib import Path
from typing import Any

import apsw

from tests.reliability.disk import How

_ERRORS = {"EIO": apsw.IOError, "ENOSPC": apsw.FullError, "EROFS": apsw.ReadOnlyError}


class Disk(apsw.VFS):
    """Counts as `disk.c` does; what fails leaves the first half of what it wrote."""

    def __init__(self, at: int, how: int, error: str, log: int) -> None:
        super().__init__("counted", base="")
        self._at, self._how, self._error, self._log = at, how, error, log
        self._count = 0

    def begins(self) -> None:
        self._count += 1
        if self.meets(How.BEFORE):
            os.kill(os.getpid(), signal.SIGKILL)

    def meets(self, how: How) -> bool:
        return self._how == how and self._count == self._at

    def fails(self) -> bool:
        lasts = self._how == How.FAILS_FROM_HERE and 0 < self._at <= self._count
        return lasts or self.meets(How.FAILS)

    def refuse(self) -> None:
        if self.fails():
            raise _ERRORS[self._error]

    def passed(self, kind: str, path: str, offset: int = 0, data: bytes = b"") -> None:
        self.note(kind, path, offset, data)
        if self.meets(How.AFTER):
            os.kill(os.getpid(), signal.SIGKILL)

    def note(self, kind: str, path: str, offset: int = 0, data: bytes = b"") -> None:
        if self._log >= 0:
            name = path.encode()
            os.write(self._log, struct.pack("=4q", ord(kind), len(name), offset, len(data)) + name + data)

    def xOpen(self, name: Any, flags: list[int]) -> "File":
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        if Path(path).exists():
            return File(self, name, path, flags)
        self.begins()
        self.refuse()
        made = File(self, name, path, flags)
        self.passed("c", path)
        return made

    def xDelete(self, name: str, syncdir: bool) -> None:
        self.begins()
        self.refuse()
        super().xDelete(name, False)
        self.passed("u", name)
        if syncdir:
            self.synced(str(Path(name).parent))

    def synced(self, path: str) -> None:
        self.begins()
        self.refuse()
        self.passed("s", path)


class File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, path: str, flags: list[int]) -> None:
        # A new journal's name is brought to the disk with its first sync.
        self._disk, self._path, self._is_new = disk, path, not Path(path).exists()
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:
        self._disk.begins()
        if self._disk.fails() or self._disk.meets(How.HALF):
            super().xWrite(data[: len(data) // 2], offset)
        if self._disk.meets(How.HALF):
            os.kill(os.getpid(), signal.SIGKILL)
        self._disk.refuse()
        super().xWrite(data, offset)
        self._disk.passed("w", self._path, offset, data)

    def xTruncate(self, size: int) -> None:
        self._disk.begins()
        self._disk.refuse()
        super().xTruncate(size)
        self._disk.passed("t", self._path, size)

    def xSync(self, _flags: int) -> None:
        """Nothing is brought to the disk, which a killed process does not notice."""
        self._disk.synced(self._path)
        if self._is_new:
            self._is_new = False
            self._disk.synced(str(Path(self._path).parent))


def main(record: str, statements: str, at: str, how: str, error: str, log: str) -> None:
    written = os.open(log, os.O_CREAT | os.O_WRONLY | os.O_TRUNC) if log else -1
    disk = Disk(int(at), int(how), error, written)
    connection = apsw.Connection(record, flags=apsw.SQLITE_OPEN_READWRITE, vfs="counted")
    connection.create_scalar_function("lower", lambda text: text and str(text).lower(), 1, deterministic=True)
    try:
        for statement in json.loads(Path(statements).read_text(encoding="utf-8")):
            if statement.startswith(" "):
                disk.note("a", statement.strip())
                print(statement.strip(), flush=True)
            else:
                list(connection.execute(statement))
        print("done", flush=True)
    except apsw.Error as refusal:
        print(f"refused {type(refusal).__name__}: {refusal}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
