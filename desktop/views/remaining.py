"""How long work that is under way will still take, from how long it took so far."""

from time import monotonic

from PySide6.QtCore import QCoreApplication

_WORTH_TELLING = 3.0
"""Seconds; before then the pace is not known, and under it nobody needs to know."""


class Remaining:
    """Begins when it is made."""

    def __init__(self) -> None:
        self._begun = monotonic()

    def words(self, done: int, of: int) -> str:
        """ "about 2 min left", or nothing where that cannot be told yet."""
        spent = monotonic() - self._begun
        if not done or spent < _WORTH_TELLING or done >= of:
            return ""
        return in_words(spent / done * (of - done))


def in_words(seconds: float) -> str:
    if seconds < 60:
        return QCoreApplication.translate("Remaining", "about {count} s left").format(count=max(round(seconds), 1))
    return QCoreApplication.translate("Remaining", "about {count} min left").format(count=round(seconds / 60))
