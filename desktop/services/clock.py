"""What time it is for the record. Days begin and end in the sponsor's time zone."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from sqlmodel import Session, col, or_

from desktop.models.ledger import LedgerEntry
from desktop.models.programs import Sponsor
from desktop.services.columns import columns

_ZONE = columns(Sponsor.time_zone)
_FIRST = columns(LedgerEntry.seq).where(col(LedgerEntry.seq) == 1)
_SAMPLE_DAY = columns(Sponsor.sample_day).where(
    or_(~_FIRST.exists(), _FIRST.where(col(LedgerEntry.body).contains('"sample":true')).exists())
)
"""A record is a sample where its first entry says so: a day that was set with another tool makes none of a real one."""
_stopped: ContextVar[datetime | None] = ContextVar("stopped", default=None)


def now() -> datetime:
    return _stopped.get() or datetime.now(UTC)


@contextmanager
def stopped_at(moment: datetime) -> Iterator[None]:
    """Inside, it is `moment`: for the sample program, whose history is written at once, and for tests."""
    if moment.tzinfo is None:
        raise ValueError("a moment without time zone")
    token = _stopped.set(moment)
    try:
        yield
    finally:
        _stopped.reset(token)


def zone(session: Session) -> ZoneInfo:
    name = session.execute(_ZONE).scalar()
    try:
        return ZoneInfo(name or "UTC")
    except ZoneInfoNotFoundError:
        return ZoneInfo("UTC")


def today(session: Session) -> date:
    """The day it is for the record; a sample program stands still on its own day."""
    sample_day: date | None = session.execute(_SAMPLE_DAY).scalar() if _stopped.get() is None else None
    return sample_day or now().astimezone(zone(session)).date()


def is_sample(session: Session) -> bool:
    """Whether this is a sample program, in which everything is invented."""
    return session.execute(_SAMPLE_DAY).scalar() is not None


def end_of(session: Session, day: date) -> datetime:
    """The first moment after `day`."""
    return datetime.combine(day + timedelta(days=1), time(), zone(session)).astimezone(UTC)
