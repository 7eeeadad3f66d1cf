"""Files of a record, kept beside it: each content once, under its SHA-256.

A file comes into being by one rename and is never changed. One that is not what its name says is altered, and whatever
ends in `.part` counts for nothing.
"""

import hashlib
import os
import re
import stat
import threading
from collections.abc import Iterable
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from desktop.database.copying import disk_error, private_folder, sync_folder, write_whole
from desktop.errors import KnownError

LARGEST = 25 * 2**20
"""Bytes of one file."""
_ROOM_TO_SEAL = 1024
_NAME = re.compile(r"[0-9a-f]{64}")
_PART = ".part"
_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_BINARY = getattr(os, "O_BINARY", 0)


class FileState(StrEnum):
    """How a file is found that a record names."""

    THERE = "there"
    MISSING = "missing"
    ALTERED = "altered"


class Seal(Protocol):
    """How contents lie on the disk. `name` is bound to the content, so that no file can stand for another."""

    def seal(self, content: bytes, name: str) -> bytes: ...

    def open(self, sealed: bytes, name: str) -> bytes | None:
        """The content; None where it was not sealed with this key under this name."""


class Vault:
    """The files in one folder, which is made by the first of them. Without a seal they lie as they are."""

    def __init__(self, folder: Path, seal: Seal | None = None) -> None:
        self.folder = folder
        self.added: set[str] = set()
        """What was put here since this vault was opened and was not there before."""
        self._seal = seal
        self._lock = threading.Lock()
        self._is_swept = False

    def put(self, content: bytes) -> str:
        """Keep a content, down to the disk; returns its name. Raises KnownError where the disk refuses."""
        name = name_of(content)
        sealed = self._seal.seal(content, name) if self._seal else content
        with self._lock:
            if self.state(name) is not FileState.THERE:
                is_new = self._read(name) is None
                self._write(name, sealed)
                if is_new:
                    self.added.add(name)
        return name

    def bring(self, name: str, source: "Vault") -> bool:
        """Copy a file from another vault with the same seal, unless it is here already; False where it is not whole
        there."""
        with self._lock:
            if self.state(name) is FileState.THERE:
                return True
            sealed = source._read(name)
            if sealed is None or source._opened(sealed, name) is None:
                return False
            self._write(name, sealed)
            return True

    def _write(self, name: str, sealed: bytes) -> None:
        is_made = not self.folder.exists()
        private_folder(self.folder)
        if not self._is_swept:
            self._sweep()
        try:
            if is_made:
                sync_folder(self.folder.parent)
            write_whole(self.folder / name, sealed)
        except OSError as error:
            raise disk_error(error, self.folder) from error

    def get(self, name: str) -> bytes:
        """The content of that name. Raises KnownError where it is missing or altered."""
        sealed = self._read(name)
        if sealed is None:
            raise KnownError("The file is missing.", "Bring it back from a backup.")
        content = self._opened(sealed, name)
        if content is None:
            raise KnownError("The file was altered outside Journeybook.", "Bring it back from a backup.")
        return content

    def state(self, name: str) -> FileState:
        """Reads the file whole."""
        sealed = self._read(name)
        if sealed is None:
            return FileState.MISSING
        return FileState.ALTERED if self._opened(sealed, name) is None else FileState.THERE

    def _opened(self, sealed: bytes, name: str) -> bytes | None:
        """The content, whether it is sealed or was put here before the record was: its name tells both."""
        if name_of(sealed) == name:
            return sealed
        content = self._seal.open(sealed, name) if self._seal else None
        return content if content is not None and name_of(content) == name else None

    def _read(self, name: str) -> bytes | None:
        """What lies under a name; None where nothing that can be read does. A link, a device and what is larger than
        any file we keep are read as empty, which no name is for."""
        if not _NAME.fullmatch(name):
            return None
        try:
            handle = os.open(self.folder / name, os.O_RDONLY | _NO_LINK | _BINARY | getattr(os, "O_NONBLOCK", 0))
            with os.fdopen(handle, "rb") as file:
                found = os.fstat(file.fileno())
                if not stat.S_ISREG(found.st_mode) or found.st_size > LARGEST + _ROOM_TO_SEAL:
                    return b""
                return file.read(LARGEST + _ROOM_TO_SEAL)
        except FileNotFoundError:
            return None
        except OSError:
            return b""

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


def name_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def folder_beside(record: Path) -> Path:
    """Where the files of the record, or of a backup that stands for itself, lie: made or not."""
    place = record.resolve()
    return place.with_name(f"{place.name}.evidence")
