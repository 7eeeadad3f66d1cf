"""python -m tests.reliability.publish FIGURES: keep the newest line of each experiment, write docs/reliability.md."""

import sys
import textwrap
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.reliability import figures
from tests.reliability.apart import ROOT
from tests.reliability.experiments import EXPERIMENTS
from tests.reliability.figures import Run

PAGE = ROOT / "docs" / "reliability.md"
KEPT = Path(__file__).with_name("published.jsonl")
"""The lines that the page is made of."""

_HEAD = """# Nothing signed is lost: how that was tried

Once Journeybook says “Signed”, it is there after a crash or a power cut, whole, and nobody changed it unseen. This
page says how that was tried, and what came of it. Beside each experiment runs a **control**: the same experiment on a
program that was made careless on purpose. Where the control is not found out, the experiment proves nothing, and the
run fails. A short form of all of them runs with every `make test`.
"""

_LIMITS = """## What this does not prove

- **The power cuts are a model, not a disk.** They follow what file systems promise: what was not brought to the disk
  by a sync may be there, in pieces of 512 bytes and in any order, or not. A drive that says it has written and has
  not is outside of it; no program can mend that.
- **Windows and macOS were not run.** The same database and the same settings are used there, on macOS with full syncs
  of the drive; neither was killed or cut off.
- **The waits between guesses hold in Journeybook, by the clock of the computer.** Someone who may set that clock
  forward, or who takes the file away, guesses as fast as a computer counts; what one guess costs is above.
- **Not everything is signed.** Contact details, the particulars of sponsor and employers, wage steps, the end of an
  agreement and the last day of a mentor’s duty can be changed by another tool unseen; hours are signed once they are
  decided.
- **A signer with a tool of their own signs what the program refuses,** such as a level without the reason it needs. It
  is signed well, and in their name. What only a coordinator signs is found, and so is whoever signs for themselves or
  as a mentor of an apprentice who is not theirs.
- **Trying finds errors, it does not prove that there are none.** The seed of a run is kept with its figures, so that
  what it finds can be found again.

What one computer cannot prove at all is in [Can this record be trusted?](integrity.md)
"""

_AGAIN = """## Running it again

```
.venv/bin/python -m pytest -m reliability --seconds 60 --figures figures.jsonl
.venv/bin/python -m tests.reliability.publish figures.jsonl
```

The first line runs each experiment for a minute with a fresh seed, which it prints (`--seed N` takes a known one),
and adds one line of JSON for each to `figures.jsonl`. The second writes this page from the newest of them.
"""


def page(runs: Sequence[Run]) -> str:
    return "\n".join((_HEAD, _experiments(), _figures(runs), _controls(runs), _LIMITS, _AGAIN))


def _experiments() -> str:
    told = [
        textwrap.fill(f"**{code}. {one.title}.** {one.promise} {one.how}", 118)
        for code, one in sorted(EXPERIMENTS.items())
    ]
    return "\n\n".join(("## The experiments", *told)) + "\n"


def _figures(runs: Sequence[Run]) -> str:
    rows = [
        (
            run.figure.experiment,
            run.figure.part,
            run.figure.setup,
            *_counted(run),
            f"{len(run.figure.bad):,}",
            *_when(run),
        )
        for run in runs
        if not run.figure.control
    ]
    head = ("", "what was done", "set-up", "tried", "bad", "seconds", "seed", "date")
    return "\n".join(("## What came of them\n", *_table(head, rows), "", _with(runs)))


def _controls(runs: Sequence[Run]) -> str:
    rows = [
        (
            run.figure.experiment,
            run.figure.part,
            run.figure.control,
            run.figure.setup,
            run.figure.caught or "**missed**",
        )
        for run in runs
        if run.figure.control
    ]
    return "\n".join(("## The controls\n", *_table(("", "what was done", "sabotage", "set-up", "found out"), rows), ""))


def _counted(run: Run) -> tuple[str]:
    return (figures.in_words(run.figure.counts),)


def _when(run: Run) -> tuple[str, str, str]:
    return f"{run.seconds:g}", str(run.seed), run.date


def _with(runs: Iterable[Run]) -> str:
    used = sorted({", ".join(f"{name} {version}" for name, version in run.versions.items()) for run in runs})
    return f"With {'; '.join(used)}.\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    lines = [head, ["---"] * len(head), *rows]
    return [f"| {' | '.join(line)} |" for line in lines]


def main(*found: str) -> None:
    runs = figures.newest(KEPT, *map(Path, found))
    KEPT.unlink()
    for run in runs:
        figures.add(KEPT, run)
    PAGE.write_text(page(runs), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
