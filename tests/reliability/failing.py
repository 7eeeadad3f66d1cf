"""python -m tests.reliability.failing FOLDER SECONDS SEED SHARE OF WORK [sabotaged]: let an operation on the files of a
work fail, once or from then on, then mend the disk and do the work again; this process takes every OF-th of them.

Runs with the disk of `disk.c`. Prints what it found.
"""

import errno
import random
import sys
import time
from pathlib import Path

from desktop.errors import KnownError
from tests.reliability import disk, forks, works
from tests.reliability.apart import Found
from tests.reliability.bench import Bench
from tests.reliability.disk import How
from tests.reliability.forks import Tell
from tests.reliability.works import Act

ERRORS = (errno.EIO, errno.ENOSPC, errno.EROFS)
DONE, REFUSED, AGAIN = "done", "refused", "done again"


def run(folder: Path, name: str, seconds: float, seed: int, share: int, of: int, *, sabotaged: bool) -> Found:
    """Every second time the program goes on after the refusal and does it again; else it is closed, the record is
    looked at, and it is done anew."""
    found, bench = Found(), Bench(folder, works.all_works(folder)[name])
    failing = [(at, error) for at in range(1, len(bench.operations) + 1) for error in ERRORS]
    todo = [(at, error, how) for at, error in failing for how in (How.FAILS, How.FAILS_FROM_HERE)]
    random.Random(seed).shuffle(todo)
    until = time.monotonic() + seconds
    for turn, (at, error, how) in enumerate(todo[share::of]):
        if time.monotonic() > until:
            break
        found.count("points")
        stays = turn % 2 == 0 and not sabotaged
        told = _meet(bench, at, error, how, stays=stays, sabotaged=sabotaged)
        found.count("refused in words", any(line.startswith(REFUSED) for line in told))
        wrong = [line for line in told if not line.startswith((DONE, REFUSED))]
        is_done = told[-1:] in ([DONE], [AGAIN])
        wrong += works.wrong_in(bench.place, bench.before, bench.after, is_done=is_done)
        if not is_done and not sabotaged:
            wrong += _done_anew(bench)
        found.tell(f"{errno.errorcode[error]} {how.name} {at}: {one}" for one in wrong)
    found.count("in all", len(todo) if share == 0 else 0)
    return found


def _meet(bench: Bench, at: int, error: int, how: How, *, stays: bool, sabotaged: bool) -> list[str]:
    bench.renew()

    def act(tell: Tell) -> None:
        try:
            with bench.planned(at=at, how=how, error=error) as act:
                _tried(act, tell, DONE)
                disk.plan(bench.place)
                if stays:
                    _tried(act, tell, AGAIN)
        except KnownError as refusal:
            # The disk failed while the record was opened.
            tell(f"{REFUSED} {refusal}")

    def careless(tell: Tell) -> None:
        """Sabotage: whatever comes, the person is told that it is done."""
        try:
            act(lambda _line: None)
        finally:
            tell(DONE)

    return forks.ended(careless if sabotaged else act)


def _tried(act: Act, tell: Tell, done: str) -> None:
    try:
        act()
        tell(done)
    except KnownError as refusal:
        tell(f"{REFUSED} {refusal}")
    except Exception as defect:  # noqa: BLE001 - what no sentence tells is what this looks for
        tell(f"{type(defect).__name__} instead of a sentence: {defect}".replace("\n", " "))


def _done_anew(bench: Bench) -> list[str]:
    def act(tell: Tell) -> None:
        with bench.planned() as act:
            _tried(act, tell, AGAIN)

    told = forks.ended(act)
    wrong = [] if told == [AGAIN] else [f"on a mended disk: {'; '.join(told)}"]
    return wrong + works.wrong_in(bench.place, bench.before, bench.after, is_done=True)


def main(folder: str, seconds: str, seed: str, share: str, of: str, name: str, *sabotaged: str) -> None:
    found = run(Path(folder), name, float(seconds), int(seed), int(share), int(of), sabotaged=bool(sabotaged))
    found.print()


if __name__ == "__main__":
    main(*sys.argv[1:])
