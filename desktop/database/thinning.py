"""Which backups are kept: all of the last two days, then one a day, one a week, one a month."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar

RECENT = timedelta(days=2)
DAYS, WEEKS, MONTHS = 12, 10, 9

T = TypeVar("T")


def superfluous(backups: Sequence[T], now: datetime, *, made_at: Callable[[T], datetime]) -> tuple[T, ...]:
    """Those that may go, seen at `now`, in their order.

    From the newest back: whatever is younger than two days, or dated in the future, stays; then the newest of each of
    12 days, of each of 10 weeks before them, of each of 9 months before those. Days without a backup do not count.
    """
    rest: list[T] = []
    ages = _Ages()
    for backup in sorted(backups, key=made_at, reverse=True):
        moment = made_at(backup)
        is_kept = ages.keep(moment.date(), is_recent=now - moment < RECENT)
        if not is_kept:
            rest.append(backup)
    return tuple(reversed(rest))


class _Ages:
    """What is kept so far, walking back in time."""

    def __init__(self) -> None:
        self._left = [DAYS, WEEKS, MONTHS]
        self._last: tuple[date | None, tuple[int, int] | None, tuple[int, int] | None] = (None, None, None)

    def keep(self, day: date, *, is_recent: bool) -> bool:
        present = (day, day.isocalendar()[:2], (day.year, day.month))
        if is_recent:
            # The day may reach past the two days: its later backups stand for it.
            self._last = present
            return True
        for age, left in enumerate(self._left):
            if not left:
                continue
            if present[age] == self._last[age]:
                return False
            self._left[age] -= 1
            self._last = present
            return True
        return False
