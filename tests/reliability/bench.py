"""A place where a work is done again and again, each time from the same start."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from desktop.errors import KnownError
from tests.reliability import disk, forks, works
from tests.reliability.disk import Operation
from tests.reliability.forks import Tell
from tests.reliability.works import Act, Stand, Work

DONE, REFUSED = "done", "refused"


class Met(Protocol):
    """What is done again and again while a plan meets its operations. `before` and `after` are how the record stands,
    `operations` what the whole of it does to its files."""

    place: Path
    before: Stand
    after: Stand
    operations: Sequence[Operation]

    def meet(self, **plan: Any) -> list[str]:
        """Do it anew until the plan stops it; what was told."""

    def go_on(self, **plan: Any) -> list[str]:
        """The same from how the record stands now."""


class Bench:
    """A work of the program, in forks of this process, on the disk of `disk.c`."""

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
        self.operations: Sequence[Operation] = self._watched()
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

    def meet(self, **plan: Any) -> list[str]:
        self.renew()
        return self.go_on(**plan)

    def go_on(self, **plan: Any) -> list[str]:
        def act(tell: Tell) -> None:
            try:
                with self.planned(**plan) as act:
                    act()
                    tell(DONE)
            except KnownError as refusal:
                tell(f"{REFUSED} {refusal}")

        return forks.ended(act)

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
