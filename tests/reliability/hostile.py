"""Files that mean ill or were damaged, one after the other: each is read or refused in words, in time, and nothing else
happens."""

import random
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

LONGEST = 2.0
"""Seconds of one file, as the processor counts them: others may use the machine."""

Damage = Callable[[str, random.Random], bytes]
"""The document of that name, damaged."""
Attempt = Callable[[bytes], str]
"""Says in a word what came of a damaged document. An AssertionError is what it found wrong; whatever else it raises
should have been a refusal."""


@dataclass
class Became:
    """What became of the files, and each defect once with the file that shows it."""

    counts: Counter[str] = field(default_factory=Counter)
    defects: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0

    @property
    def files(self) -> int:
        return self.counts.total()

    @property
    def bad(self) -> list[str]:
        return list(self.defects.values())


def lasting(seconds: float, least: int = 20) -> Iterator[int]:
    """Numbers until the seconds are over."""
    until, number = time.monotonic() + seconds, 0
    while number < least or time.monotonic() < until:
        yield number
        number += 1


def experiment(
    numbers: Iterable[int],
    seed: int,
    names: Iterable[str],
    damaged: Damage,
    attempt: Attempt,
    *,
    is_control: bool = False,
) -> Became:
    """One damaged document for each number; number and seed alone decide which it is. A control ends once it is
    found out."""
    became, listed = Became(), list(names)
    for number in numbers:
        chance = random.Random(f"{seed} {number}")
        name = chance.choice(listed)
        content, which = damaged(name, chance), f"file {number} of seed {seed} ({name})"
        start = time.process_time()
        try:
            became.counts[attempt(content)] += 1
        except Exception as error:  # noqa: BLE001 - whatever comes out is what this looks for
            became.counts["failed"] += 1
            became.defects.setdefault(_place(error), f"{which}: {_place(error)}: {str(error)[:200]}")
        taken = time.process_time() - start
        became.slowest = max(became.slowest, taken)
        if taken > LONGEST:
            became.defects.setdefault(f"slow {name}", f"{which}: {taken:.1f} s")
        if is_control and became.defects:
            break
    return became


def _place(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    ours = [one for one in frames if "/desktop/" in one.filename][-1:]
    places = "; ".join(f"{Path(one.filename).name}:{one.lineno}" for one in (*ours, frames[-1]))
    return f"{type(error).__name__} at {places}"
