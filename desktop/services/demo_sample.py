"""What every part of the sample program shares: its day, and its one source of chance."""

import random
from contextlib import AbstractContextManager
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import Session

from desktop.services import clock
from desktop.services.demo_cast import Member

DAY = date(2026, 11, 16)
"""The day on which the sample program stands still: a Monday."""
PAUSE = (date(2026, 5, 4), date(2026, 6, 15))
"""When the one apprentice who paused was away."""


class Sample:
    """The ids made so far, and one source of chance for the whole program."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.chance = random.Random(20261116)  # noqa: S311  (a sample, not a secret)
        self.coordinator = ""
        self.instructor = ""
        self.mentors: list[str] = []
        self.employers: list[str] = []
        self.frameworks: dict[str, str] = {}


def at(day: date, hour: int = 15) -> AbstractContextManager[None]:
    return clock.stopped_at(datetime.combine(day, time(hour), UTC))


def outside_pause(member: Member, day: date) -> date:
    """`day`, or a week after the pause of the one apprentice who had one."""
    first, last = PAUSE
    return last + timedelta(days=7) if member.fate == "returned from pause" and first <= day < last else day
