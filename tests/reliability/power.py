"""python -m tests.reliability.power FOLDER SECONDS SEED SHARE OF [SYNCHRONOUS]: cut the power at every instant of some
sign-offs, by rebuilding what the disk may then hold from a log of all operations. Prints what it found.

The model: a file holds what its last sync brought to the disk, and of later writes any pieces of 512 bytes, each cut
of its length done or not. A name that was made, moved or removed since its folder was synced may be as it was; those
that came through did so in order, as on a file system with a journal. Runs with the disk of `disk.c`.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import struct
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from unittest.mock import patch

from desktop.database import engine
from tests.reliability import disk, forks, signing
from tests.reliability.apart import Found
from tests.reliability.disk import Operation
from tests.reliability.forks import Tell
from tests.reliability.signing import Office
from tests.reliability.works import RECORD

SIGN_OFFS = 8
PIECE = 512
TOLD = "a"
"""The kind of a line in the log that says what the mentor was told."""


@dataclass(slots=True)
class File:
    """`synced` is on the disk for certain; `since` was done to it later."""

    synced: bytes = b""
    since: list[Operation] = field(default_factory=list)

    def whole(self) -> bytes:
        return _applied(self.synced, self.since)

    def some(self, chance: random.Random) -> bytes:
        """Some of what was done since: each piece of a write, each cut."""
        content, odds = bytearray(self.synced), chance.choice((0.1, 0.5, 0.9))
        for operation in self.since:
            for part in _pieces(operation):
                if chance.random() < odds:
                    _apply(content, part)
        return bytes(content)


def _pieces(operation: Operation) -> Iterator[Operation]:
    """As the disk writes them: on bounds of 512 bytes."""
    start, end = operation.offset, operation.offset + len(operation.data)
    if operation.kind != "w":
        yield operation
        return
    while start < end:
        stop = min(end, (start // PIECE + 1) * PIECE)
        first = operation.offset
        yield Operation("w", operation.path, start, operation.data[start - first : stop - first])
        start = stop


def _applied(content: bytes, operations: Sequence[Operation]) -> bytes:
    changed = bytearray(content)
    for operation in operations:
        _apply(changed, operation)
    return bytes(changed)


def _apply(content: bytearray, operation: Operation) -> None:
    end = operation.offset + len(operation.data)
    if len(content) < end:
        content.extend(bytes(end - len(content)))
    if operation.kind == "t":
        del content[operation.offset :]
    else:
        content[operation.offset : end] = operation.data


Names = dict[str, File]


class Volume:
    """Files by name, as the program sees them and as the disk holds them for certain."""

    def __init__(self, start: Names, folder: str) -> None:
        self._folder = folder
        self._seen, self._certain = dict(start), dict(start)
        self._renamed: list[Operation] = []
        self._made: dict[int, File] = {}

    def do(self, operation: Operation) -> None:
        kind, path = operation.kind, operation.path
        if kind in "wt":
            self._seen[path].since.append(operation)
        elif kind == "s" and path == self._folder:
            self._certain, self._renamed = dict(self._seen), []
        elif kind == "s":
            file = self._seen[path]
            file.synced, file.since = file.whole(), []
        elif kind in "cur":
            if kind == "c":
                self._made[id(operation)] = File()
            self._name(self._seen, operation)
            self._renamed.append(operation)

    def _name(self, names: Names, operation: Operation) -> None:
        if operation.kind == "c":
            names[operation.path] = self._made[id(operation)]
        else:
            file = names.pop(operation.path)
            if operation.kind == "r":
                names[operation.data.decode()] = file

    def disks(self, chance: random.Random, many: int) -> Iterator[dict[str, bytes]]:
        """What may be there if the power goes now: nothing that was not certain, everything, and `many` in between."""
        yield {name: file.synced for name, file in self._certain.items()}
        yield {name: file.whole() for name, file in self._seen.items()}
        for _ in range(many):
            names = dict(self._certain)
            for operation in self._renamed[: chance.randint(0, len(self._renamed))]:
                self._name(names, operation)
            yield {name: file.some(chance) for name, file in names.items()}


class Watched:
    """What some sign-offs did to the files of a place, which are as they were before. A line of the kind `TOLD` says
    what the mentor was told."""

    def __init__(self, place: Path, office: Office, operations: Sequence[Operation]) -> None:
        self.folder, self.office, self.operations = str(place), office, operations
        self.start = {str(path): path.read_bytes() for path in place.iterdir() if not path.name.endswith(".lock")}


def run(watched: Watched, seconds: float, seed: int, share: int, of: int, *, stops: bool) -> Found:
    """A control `stops` as soon as something is found."""
    found, chance = Found(), random.Random(f"{seed} {share}")
    check = Check(Path(watched.folder).with_name("disk"), watched.office)
    until = time.monotonic() + seconds
    for turn in count():
        volume = Volume({name: File(content) for name, content in watched.start.items()}, watched.folder)
        told: list[str] = []
        for instant, operation in enumerate(watched.operations, start=1):
            if operation.kind == TOLD:
                told.append(operation.path)
            else:
                volume.do(operation)
            if instant % of != share:
                continue
            # At first those two that are always there, then more and more in between.
            for content in list(volume.disks(chance, 2 * turn + 1))[2 if turn else 0 :]:
                found.count("disks")
                found.tell(f"instant {instant}: {one}" for one in check(content, told))
            if time.monotonic() > until or (stops and found.bad):
                found.count("of them different", check.different)
                found.count("instants", len(watched.operations) if share == 0 else 0)
                return found
    raise AssertionError("the loop ends by itself")


def _watched(place: Path, log: Path, office: Office, synchronous: str) -> list[Operation]:
    """What some sign-offs do to their files, and when which was told."""
    pragma = (
        {"synchronous": (synchronous, ("OFF", "NORMAL", "FULL", "EXTRA").index(synchronous))} if synchronous else {}
    )
    with log.open("w+b") as written:

        def sign(tell: Tell) -> None:
            changed = patch.object(engine, "_PRAGMAS", engine._PRAGMAS | pragma)
            with changed, signing.open_office(place / RECORD, office) as store:
                disk.plan(place, log=written.fileno())
                for number in range(SIGN_OFFS):
                    line = signing.sign(store, office, signing.rating(office, number)).encode()
                    os.write(written.fileno(), struct.pack("=4q", ord(TOLD), len(line), 0, 0) + line)
                disk.plan(place)
            tell("done")

        if forks.ended(sign) != ["done"]:
            raise RuntimeError("nothing was signed")
        written.seek(0)
        return list(disk.read_log(written.read()))


class Check:
    """Opens disks. Of those that hold the same, one is looked at whole."""

    def __init__(self, folder: Path, office: Office) -> None:
        self.different = 0
        self._folder, self._office = folder, office
        self._stood: dict[bytes, tuple[str, frozenset[str]]] = {}
        self._whole: dict[str, list[str]] = {}
        folder.mkdir()

    def __call__(self, content: dict[str, bytes], told: Sequence[str]) -> list[str]:
        key = hashlib.sha256()
        for name in sorted(content):
            key.update(f"{name} {len(content[name])} ".encode() + content[name])
        if key.digest() not in self._stood:
            self.different += 1
            self._stood[key.digest()] = self._opened(content)
        damage, signed = self._stood[key.digest()]
        if damage:
            return [damage]
        return [f"sign-off {line.split()[0]} was told and is lost" for line in told if line.split()[0] not in signed]

    def _opened(self, content: dict[str, bytes]) -> tuple[str, frozenset[str]]:
        """What is wrong with it, else what is signed in it: by SQLite, and once for each state by the program."""
        for path in self._folder.iterdir():
            path.unlink()
        for name, bytes_ in content.items():
            (self._folder / Path(name).name).write_bytes(bytes_)
        record = self._folder / RECORD
        try:
            with closing(sqlite3.connect(record)) as connection:
                found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
                signed = frozenset(id_ for (id_,) in connection.execute("SELECT id FROM sign_off"))
                dump = hashlib.sha256("\n".join(connection.iterdump()).encode()).hexdigest()
        except sqlite3.Error as error:
            return f"it cannot be read: {error}", frozenset()
        if found != "ok":
            return f"the file is damaged: {found}", frozenset()
        if dump not in self._whole:
            self._whole[dump] = signing.wrong_in(record, self._office, [])
        return "; ".join(self._whole[dump]), signed


def main(folder: str, seconds: str, seed: str, share: str, of: str, synchronous: str = "") -> None:
    place = Path(folder) / "place"
    place.mkdir()
    office = signing.make(place / RECORD)
    shutil.copy(place / RECORD, folder)
    operations = _watched(place, Path(folder) / "log", office, synchronous)
    shutil.copy(Path(folder) / RECORD, place)
    watched = Watched(place, office, operations)
    run(watched, float(seconds), int(seed), int(share), int(of), stops=bool(synchronous)).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
