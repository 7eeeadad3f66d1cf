"""python -m tests.reliability.killed WORK RECORD SECONDS SEED [sabotaged]: kill -9 while a record is backed up or
restored, again and again, and look at what is left. Prints what it found.

In a sabotaged run the work is done as a careless program does it; what is left must then be found bad.
"""

import random
import sqlite3
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path

from desktop.database import backups as files
from desktop.database.store import open_store
from desktop.errors import KnownError
from desktop.services import backups, restores
from desktop.services.backups import Reason
from desktop.services.checks import CheckRow
from tests.reliability import forks
from tests.reliability.apart import Found
from tests.reliability.forks import Tell


def _longest(work: Callable[[], object]) -> float:
    """Seconds until a process is killed, at most: twice what its work takes once."""
    begun = time.monotonic()
    work()
    return 2 * (time.monotonic() - begun)


def _dump(path: Path) -> tuple[str, ...]:
    with closing(sqlite3.connect(path)) as connection:
        return tuple(connection.iterdump())


def _over_and_over(work: Callable[[], object], _tell: Tell) -> None:
    while True:
        work()


def _back_up(record: Path) -> None:
    backups.back_up_file(record, reason=Reason.ASKED)


def backup(record: Path, found: Found, chance: random.Random, until: float, *, sabotaged: bool) -> None:
    """Afterwards each kept backup passes its check, and the record is as it was."""
    before, seen = _dump(record), set[Path]()
    longest = _longest(lambda: _back_up(record))
    while not found.is_over(until, is_control=sabotaged):
        forks.killed(partial(_over_and_over, lambda: _back_up(record)), chance.uniform(0, longest))
        found.count("kills")
        wrong = [f"{row.name}: {row.sentence}" for row in _checked_anew(record, seen) if not row.ok]
        if _dump(record) != before:
            wrong.append("the record changed")
        if not backups.listing(record):
            wrong.append("no backup is left")
        found.tell(wrong)
        found.count("stopped half-way", any(files.PART in path.name for path in files.folder_of(record).iterdir()))
        files.remove(files.kept(record)[:-2])
    found.count("backups kept", len(seen))


def _checked_anew(record: Path, seen: set[Path]) -> list[CheckRow]:
    """The checks of the backups that came since the last look."""
    found = [backups._check(one) for one in backups.listing(record) if one.path not in seen]
    seen |= {one.path for one in backups.listing(record)}
    return found


def restore(record: Path, found: Found, chance: random.Random, until: float, *, sabotaged: bool) -> None:
    """Two backups take turns. Afterwards the record is one of them, whole, and every backup passes its check."""
    sources = [record.with_name("one.db"), record.with_name("two.db")]
    with open_store(record) as store:
        backups.back_up(store, out=sources[0])
        with closing(sqlite3.connect(record)) as connection:
            connection.execute("UPDATE person SET email = 'zoe@example.org'")
            connection.commit()
        backups.back_up(store, out=sources[1])
    whole = {_dump(source): source.name for source in sources}
    turns, stands, seen = count(), set[str](), set[Path]()
    longest = _longest(lambda: restores.restore(record, sources[0]))
    while not found.is_over(until, is_control=sabotaged):
        work = _in_turn(record, sources, next(turns))
        forks.killed(partial(_over_and_over, work), chance.uniform(0, longest))
        found.count("kills")
        found.count("stopped half-way", any("restoring" in path.name for path in record.parent.iterdir()))
        try:
            with open_store(record):
                pass
            stand = whole.get(_dump(record), "")
        except (KnownError, sqlite3.Error):
            stand = ""
        wrong = [f"{row.name}: {row.sentence}" for row in _checked_anew(record, seen) if not row.ok]
        if not stand:
            wrong.append("the record is neither")
        stands.add(stand)
        found.tell(wrong)
        if not stand and not sabotaged:
            restores.restore(record, sources[0])
        files.remove(files.kept(record)[:-2])
    found.count("backups in its place", len(stands - {""}))


def _in_turn(record: Path, sources: Sequence[Path], first: int) -> Callable[[], None]:
    steps = count(first)
    return lambda: restores.restore(record, sources[next(steps) % len(sources)])


def _sabotage() -> None:
    """Write in the place where the whole file is expected, a piece at a time."""

    def slowly(source: Path, target: Path) -> Path:
        content = source.read_bytes()
        with target.open("wb") as file:
            for start in range(0, len(content), 1 << 16):
                file.write(content[start : start + (1 << 16)])
                file.flush()
                time.sleep(0.004)
        source.unlink()
        return target

    Path.replace = slowly  # type: ignore[method-assign,assignment]


def main(work: str, record: str, seconds: str, seed: str, *sabotaged: str) -> None:
    found = Found()
    if sabotaged:
        _sabotage()
    do = {"backup": backup, "restore": restore}[work]
    do(Path(record), found, random.Random(seed), time.monotonic() + float(seconds), sabotaged=bool(sabotaged))
    found.print()


if __name__ == "__main__":
    main(*sys.argv[1:])
