"""What an experiment found, as one line of JSON that `tests.reliability.publish` makes a page of."""

import json
import platform
import sqlite3
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import desktop

OURS = "DELETE journal, synchronous=EXTRA"
"""The set-up of the database that the program uses."""


@dataclass(frozen=True, slots=True)
class Figure:
    """`experiment` is its number in `experiments.py`, `part` what it was done to, in words. The keys of `counts` are
    plural nouns that stand on the page as they are. `bad` says each time what broke the promise.

    In a control, `control` says how the program was sabotaged, `bad` what came of that, and `caught` after how much it
    was found out; empty where it was not.
    """

    experiment: str
    part: str
    counts: Mapping[str, int]
    bad: list[str] = field(default_factory=list)
    setup: str = OURS
    control: str = ""
    caught: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A figure with when and with what it was found."""

    figure: Figure
    seed: int
    seconds: float
    date: str
    versions: Mapping[str, str] = field(default_factory=lambda: versions())

    @property
    def place(self) -> tuple[str, str, str, str]:
        """Runs of the same place follow each other; the newest counts."""
        return self.figure.experiment, self.figure.part, self.figure.setup, self.figure.control


def versions() -> dict[str, str]:
    return {
        "Python": platform.python_version(),
        "SQLite": sqlite3.sqlite_version,
        "Journeybook": desktop.__version__,
        "system": f"{platform.system()} {platform.machine()}",
    }


def judge(figure: Figure) -> None:
    """Fail where a promise is broken, or a sabotage was not found out."""
    if figure.control:
        assert figure.caught, f"nobody noticed: {figure.control}"
    else:
        assert not figure.bad, "; ".join(figure.bad[:5])


def add(path: Path, run: Run) -> None:
    """Of what a sabotage does, the first few examples are enough."""
    if run.figure.control:
        run = replace(run, figure=replace(run.figure, bad=run.figure.bad[:5]))
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(run), ensure_ascii=False) + "\n")


def newest(*paths: Path) -> tuple[Run, ...]:
    """The last run of each place, in the order of experiments."""
    lines = [line for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    runs = [_run(json.loads(line)) for line in lines]
    return tuple(sorted({run.place: run for run in runs}.values(), key=lambda run: run.place))


def _run(content: dict[str, Any]) -> Run:
    return Run(**{**content, "figure": Figure(**content["figure"])})


def in_words(counts: Mapping[str, int]) -> str:
    """ "1 kill, 2,218 sign-offs told"."""
    return ", ".join(f"{count:,} {name if count != 1 else _single(name)}" for name, count in counts.items())


def _single(name: str) -> str:
    first, *rest = name.split(" ")
    return " ".join((first.removesuffix("s"), *rest))
