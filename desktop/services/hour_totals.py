"""The sums of hours by agreement, job function, kind and state, kept by whoever changes the hours."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TypeVar

from sqlmodel import Session, col, insert, update

from desktop.codes import HourKind, HourState
from desktop.models.hours import HourTotal
from desktop.services.columns import columns

T = TypeVar("T")

NO_FUNCTION = "-"
"""What stands in `hour_total.job_function` for hours given to no job function."""

ASKED = 500
"""Values in one question; SQLite and PostgreSQL both limit them."""

Changes = Counter[tuple[str, str, HourKind, HourState]]
"""Minutes more (or fewer) by agreement, job function (its id or NO_FUNCTION), kind and state."""

_NAMES = ("agreement_id", "job_function", "kind", "state")


def chunks(every: Sequence[T], size: int = ASKED) -> Iterator[Sequence[T]]:
    return (every[start : start + size] for start in range(0, len(every), size))


def change(session: Session, changes: Changes) -> None:
    """Add to the sums. Both statements name whole rows: the writer holds the lock, so that nobody changes a
    total in between."""
    query = columns(*(getattr(HourTotal, name) for name in _NAMES), HourTotal.minutes)
    kept: dict[tuple[object, ...], int] = {}
    for some in chunks(sorted({key[0] for key in changes})):
        rows = session.execute(query.where(col(HourTotal.agreement_id).in_(some)))
        kept |= {tuple(key): minutes for *key, minutes in rows}
    wanted = {
        key: {**dict(zip(_NAMES, key, strict=True)), "minutes": kept.get(key, 0) + minutes}
        for key, minutes in changes.items()
    }
    changed = [row for key, row in wanted.items() if key in kept]
    added = [row for key, row in wanted.items() if key not in kept]
    if changed:
        session.execute(update(HourTotal), changed)
    if added:
        session.execute(insert(HourTotal), added)
