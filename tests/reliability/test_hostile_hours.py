"""Files of hours that were damaged or mean ill: logged whole or refused in words, in time, and nothing else happens."""

import hashlib
import random
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from sqlmodel import Session, func, select

from desktop.database.store import open_store
from desktop.errors import KnownError
from desktop.models.hours import HourAllocation, HourEntry
from desktop.services import checks, clock, hour_cells, hour_files
from desktop.services.hour_files import Imported
from tests.conftest import NOW, Everyone
from tests.reliability import hostile, hour_mutations
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure, in_words
from tests.reliability.hostile import Became

PART = "files of hours"
pytestmark = pytest.mark.reliability


class _Imports:
    """Imports one file after the other into the record of the cast, which is put back after each that was taken."""

    def __init__(self, record: Path, folder: Path, everyone: Everyone) -> None:
        self._whole = Path(shutil.copy(record, folder / "whole"))
        self._record, self._folder = record, folder
        self._digest, self._everyone = _digest(record), everyone
        self._open()

    def _open(self) -> None:
        self._store = open_store(self._record)
        self._store.signers = self._everyone

    def attempt(self, packed: bytes) -> str:
        """`packed` begins with the ending of the file."""
        ending, _, content = packed.partition(b"\n")
        path = self._folder / f"hours{ending.decode()}"
        path.write_bytes(content)
        try:
            imported = hour_files.import_hours(self._store, path=path)
        except KnownError as error:
            if _digest(self._record) != self._digest:
                self._put_back()
                raise AssertionError(f"refused, and yet something was written: {error.sentence[:80]}") from error
            return "refused"
        except BaseException:
            self._put_back()
            raise
        try:
            self._check(path, imported)
        finally:
            self._put_back()
        return "taken"

    def _check(self, path: Path, imported: Imported) -> None:
        assert self._store.read(_count, HourEntry) == imported.logged, "as many entries as it says"
        assert self._store.read(_sum, HourEntry) == self._store.read(_sum, HourAllocation), "parts sum to the whole"
        again = hour_files.import_hours(self._store, path=path)
        assert (again.logged, again.skipped) == (0, imported.logged + imported.skipped), (
            "the same file twice is logged once"
        )
        assert [row.sentence for row in self._store.read(checks.check_database) if not row.ok] == []

    def _put_back(self) -> None:
        self._store.close()
        shutil.copy(self._whole, self._record)
        self._open()

    def close(self) -> None:
        self._store.close()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _count(session: Session, table: type[HourEntry]) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


def _sum(session: Session, table: "type[HourEntry | HourAllocation]") -> int:
    return session.exec(select(func.coalesce(func.sum(table.minutes), 0))).one()


Experiment = Callable[..., Became]


@pytest.fixture
def experiment(record: Path, tmp_path: Path, everyone: Everyone, seed: int) -> Iterator[Experiment]:
    def damaged(name: str, chance: random.Random) -> bytes:
        ending, content = hour_mutations.mutated(rows[name], chance)
        return ending.encode() + b"\n" + content

    def run(numbers: Iterable[int], **more: bool) -> Became:
        return hostile.experiment(numbers, seed, rows, damaged, imports.attempt, **more)

    rows = hour_mutations.documents()
    with clock.stopped_at(NOW):
        imports = _Imports(record, tmp_path, everyone)
        yield run
        imports.close()


def _figure(became: Became, control: str = "") -> Figure:
    counts = {"files": became.files, "refused": became.counts["refused"], "taken": became.counts["taken"]}
    caught = f"after {in_words({'files': became.files})}" if control and became.bad else ""
    return Figure("E6", PART, counts, became.bad, control=control, caught=caught)


def test_files_of_hours_are_taken_whole_or_refused(experiment: Experiment, seconds: float, note: Note) -> None:
    became = experiment(hostile.lasting(seconds))
    note(_figure(became))
    assert became.counts["taken"] > 0
    assert became.counts["refused"] > 0


def test_a_reader_that_lets_failures_of_its_library_through_is_caught(experiment: Experiment, note: Note) -> None:
    with mock.patch.object(hour_cells, "hours", lambda cell: round(Decimal(str(cell)) * 60)):
        became = experiment(range(1000), is_control=True)
    note(_figure(became, "hours are taken for a number unseen"))


def test_an_import_that_saves_row_by_row_is_caught(experiment: Experiment, note: Note) -> None:
    whole = hour_files._log

    def row_by_row(session: Session, *, lines: Sequence[Any], faults: dict[int, Any], **more: Any) -> Imported:
        imported = [whole(session, lines=[line], faults={}, **more) for line in lines if session.commit() is None]
        if faults:
            session.commit()
            raise KnownError("Some rows cannot be read.")
        return Imported(sum(one.logged for one in imported), sum(one.skipped for one in imported))

    with mock.patch.object(hour_files, "_log", row_by_row):
        became = experiment(range(1000), is_control=True)
    note(_figure(became, "each row is saved before the next is read"))
