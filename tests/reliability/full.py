"""python -m tests.reliability.full FOLDER SECONDS SEED SHARE OF [sabotaged]: sign on volumes that have room for only so
much, until they are full, then free some space and sign again.

Runs with the disk of `disk.c`. Prints what it found.
"""

import random
import shutil
import sys
import time
from itertools import count
from pathlib import Path

from desktop.errors import KnownError
from tests.reliability import disk, forks, signing
from tests.reliability.apart import Found
from tests.reliability.forks import Tell
from tests.reliability.signing import Office
from tests.reliability.works import RECORD

LARGEST = 120_000
"""Bytes of room: a few dozen sign-offs."""
_REFUSED = "refused"


def run(folder: Path, seconds: float, seed: int, share: int, *, sabotaged: bool) -> Found:
    found, chance = Found(), random.Random(f"{seed} {share}")
    office = signing.make(folder / "new.journeybook")
    place = folder / "place"
    until = time.monotonic() + seconds
    while not found.is_over(until, is_control=sabotaged):
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        shutil.copy(folder / "new.journeybook", place / RECORD)
        told = _fill(place, office, chance.randrange(LARGEST), sabotaged)
        found.count("volumes filled")
        signed = [line for line in told if not line.startswith(_REFUSED)]
        found.count("sign-offs told", len(signed))
        found.tell(_not_in_words(told) + signing.wrong_in(place / RECORD, office, signed))
    return found


def _fill(place: Path, office: Office, room: int, sabotaged: bool) -> list[str]:
    def sign(tell: Tell) -> None:
        with signing.open_office(place / RECORD, office) as store:
            disk.plan(place, room=room)
            for number in count():
                one = signing.rating(office, number)
                try:
                    tell(signing.sign(store, office, one))
                except KnownError as refusal:
                    tell(f"{_REFUSED} {refusal}")
                    break
            if sabotaged:
                tell(signing.told(store, one))
                return
            disk.plan(place)
            tell(signing.sign(store, office, one))

    return forks.ended(sign)


def _not_in_words(told: list[str]) -> list[str]:
    """One refusal, in these words."""
    refusals = [line for line in told if line.startswith(_REFUSED)]
    if len(refusals) == 1 and refusals[0].startswith(f"{_REFUSED} The disk is full, so nothing was saved."):
        return []
    return [f"a full disk was told so: {'; '.join(refusals)}"]


def main(folder: str, seconds: str, seed: str, share: str, _of: str, *sabotaged: str) -> None:
    run(Path(folder), float(seconds), int(seed), int(share), sabotaged=bool(sabotaged)).print()


if __name__ == "__main__":
    main(*sys.argv[1:])
