"""Files of a record, kept beside it: each content once, under its SHA-256.

A file comes into being by one rename and is never changed. One that is not what its name says is altered, and whatever
ends in `.part` counts for nothing.
"""

import hashlib
import os
import re
import stat
import threading
from collections.abc import Callable, Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop.database import sealing
from desktop.database.copying import disk_error, private_folder, sync_folder, write_whole
from desktop.database.key_files import Key
from desktop.errors import KnownError

LARGEST = 25 * 2**20
"""Bytes of one file."""
_NAME = re.compile(r"[0-9a-f]{64}")
_PART = ".part"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FileState(StrEnum):
    """How a file is found that a record names."""

    THERE = "there"
    MISSING = "missing"
    ALTERED = "altered"


class Vault:
    """The files in one folder, which is made by the first of them. They are sealed with the key, and without one lie
    as they are; what lies there otherwise is found all the same."""

    def __init__(self, folder: Path, key: Key | None = None) -> None:
        self.folder = folder
        self.added: set[str] = set()
        """What was put here since this vault was opened and was not there before."""
        self._key = key
        self._lock = threading.Lock()
        self._is_swept = False

    def put(self, content: bytes) -> str:
        """Keep a content, down to the disk; returns its name. Raises KnownError where the disk refuses."""
        name = name_of(content)
        with self._lock:
            if self.state(name) is not FileState.THERE:
                is_new = self._read(name) is None
                self._write(name, content)
                if is_new:
                    self.added.add(name)
        return name

    def bring(self, name: str, source: "Vault", *, is_quick: bool = False) -> bool:
        """Copy a file from another vault, unless it is here already, which with `is_quick` is told by its name alone.
        False where it is not whole there."""
        with self._lock:
            if (is_quick and self._has(name)) or self.state(name) is FileState.THERE:
                return True
            sealed = source._read(name)
            content = None if sealed is None else _opened(sealed, name)
            if content is None:
                return False
            self._write(name, content)
            return True

    def settle(self) -> None:
        """Seal with the key what lies here otherwise, or without one lay open what is sealed: each file at once or not
        at all. What cannot be opened stays as it is."""
        for name in self.names():
            with self._lock:
                sealed = self._read(name, sealing.HEAD_BYTES)
                if sealed and not sealing.lies_as(sealed, self._key):
                    content = _opened(self._read(name) or b"", name)
                    if content is not None:
                        self._write(name, content)

    def _write(self, name: str, content: bytes) -> None:
        is_made = not self.folder.exists()
        private_folder(self.folder)
        if not self._is_swept:
            self._sweep()
        try:
            if is_made:
                sync_folder(self.folder.parent)
            write_whole(self.folder / name, sealing.seal(content, name, self._key) if self._key else content)
        except OSError as error:
            raise disk_error(error, self.folder) from error

    def get(self, name: str) -> bytes:
        """The content of that name. Raises KnownError where it is missing or altered."""
        sealed = self._read(name)
        if sealed is None:
            raise KnownError("The file is missing.", "A coordinator brings it back from a backup.")
        content = _opened(sealed, name)
        if content is None:
            raise KnownError("The file was altered outside Journeybook.", "A coordinator brings it back from a backup.")
        return content

    def state(self, name: str) -> FileState:
        """Reads the file whole."""
        sealed = self._read(name)
        if sealed is None:
            return FileState.MISSING
        return FileState.ALTERED if _opened(sealed, name) is None else FileState.THERE

    def _read(self, name: str, most: int = LARGEST + sealing.ROOM) -> bytes | None:
        """What lies under a name, or its first bytes; None where nothing does. A link, a device and what is larger than
        any file we keep are read as empty, which no name is for."""
        if not _NAME.fullmatch(name):
            return None
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST + sealing.ROOM:
                    return b""
                return file.read(most)
        except FileNotFoundError:
            return None
        except OSError:
            return b""

    def _has(self, name: str) -> bool:
        try:
            return stat.S_ISREG((self.folder / name).lstat().st_mode)
        except OSError:
            return False

    def names(self) -> frozenset[str]:
        """Of all files here, whole or not."""
        try:
            return frozenset(path.name for path in self.folder.iterdir() if _NAME.fullmatch(path.name))
        except OSError:
            return frozenset()

    def drop(self, names: Iterable[str]) -> None:
        """Remove files that nothing names."""
        for name in names:
            if _NAME.fullmatch(name):
                with suppress(OSError):
                    (self.folder / name).unlink(missing_ok=True)
        self.added.difference_update(names)

    def _sweep(self) -> None:
        """Remove what a write left that was stopped half-way."""
        self._is_swept = True
        with suppress(OSError):
            for path in self.folder.iterdir():
                if path.name.endswith(_PART):
                    path.unlink()


def _opened(sealed: bytes, name: str) -> bytes | None:
    """The content, sealed or not: its name tells that it is the right one."""
    content = sealed if name_of(sealed) == name else sealing.opened(sealed, name)
    return content if content is not None and name_of(content) == name else None


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def folder_beside(record: Path) -> Path:
    """Where the files of the record, or of a backup that stands for itself, lie: made or not."""
    place = record.resolve()
    return place.with_name(f"{place.name}.evidence")


_TABLES = ("request_evidence", "sign_off_evidence")


def named_by(execute: Callable[[str], Iterable[Any]]) -> frozenset[str]:
    """The files that a record names, asked of its database. Records of older schemas name none."""
    present = {row[0] for row in execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return frozenset(
        row[0]
        for table in _TABLES
        if table in present
        for row in execute(f"SELECT DISTINCT sha256 FROM {table} WHERE sha256 IS NOT NULL")  # noqa: S608
    )
