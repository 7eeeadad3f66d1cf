"""A place where a work is done again and again, each time from the same start."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.reliability import disk, forks, works
from tests.reliability.disk import Operation
from tests.reliability.forks import Tell
from tests.reliability.works import Act, Work


class Bench:
    """`before` and `after` are how the record stands, `operations` what the whole work does to its files."""

    def __init__(self, folder: Path, work: Work) -> None:
        self.place = folder / "place"
        self._start = folder / "start"
        self._log = folder / "log"
        self._work = work
        self._start.mkdir()
        self.renew()
        work.start(self.place)
        shutil.copytree(self.place, self._start, dirs_exist_ok=True)
        self.before = works.stand(self.place)
        self.operations = self._watched()
        self.after = works.stand(self.place)

    def _watched(self) -> list[Operation]:
        with self._log.open("w+b") as log:

            def watch(tell: Tell) -> None:
                with self.planned(log=log.fileno()) as act:
                    act()
                    tell("done")

            if forks.ended(watch) != ["done"]:
                raise RuntimeError("the work was not done")
            log.seek(0)
            return list(disk.read_log(log.read()))

    def renew(self) -> None:
        if self.place.exists():
            shutil.rmtree(self.place)
        shutil.copytree(self._start, self.place)

    @contextmanager
    def planned(self, **plan: Any) -> Iterator[Act]:
        """The work, opened in this process, which a plan meets from then on."""
        disk.plan(self.place, **plan)
        with self._work.opened(self.place) as act:
            yield act
