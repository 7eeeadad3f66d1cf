"""What happens to agreements: 29 CFR 29.5(b)(19) and 29.7(h).

Events are never deleted: a later one reverses an earlier one, and the status is what the standing ones say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, update

from desktop import words
from desktop.codes import OPEN_STATUSES, Act, EventKind, Role, Status
from desktop.errors import KnownError
from desktop.ledger.personal import Personal
from desktop.models.agreements import Agreement, StatusEvent
from desktop.services import access, clock, ledger, people, signing
from desktop.services.agreements import AgreementRow, find
from desktop.services.columns import columns, given
from desktop.services.signing import Wrote

_ENDS = frozenset({EventKind.CANCELLED, EventKind.COMPLETED, EventKind.TRANSFERRED})
_AFTER: dict[EventKind, tuple[frozenset[Status], Status | None]] = {
    EventKind.REGISTERED: (frozenset({Status.DRAFT}), Status.PROBATION),
    EventKind.PROBATION_ENDED: (frozenset({Status.PROBATION}), Status.ACTIVE),
    EventKind.SUSPENDED: (OPEN_STATUSES, Status.SUSPENDED),
    EventKind.REINSTATED: (frozenset({Status.SUSPENDED}), Status.ACTIVE),
    EventKind.EXTENDED: (OPEN_STATUSES | {Status.SUSPENDED}, None),
    EventKind.TRANSFERRED: (OPEN_STATUSES | {Status.SUSPENDED}, Status.TRANSFERRED),
    EventKind.CANCELLED: (OPEN_STATUSES | {Status.SUSPENDED, Status.DRAFT}, Status.CANCELLED),
    EventKind.COMPLETED: (frozenset({Status.ACTIVE, Status.PROBATION}), Status.COMPLETED),
}
"""For each event: the statuses it may follow, and the status it leads to (None: it stays)."""
_MAY_RECORD = OPEN_STATUSES | {Status.SUSPENDED}
_NEEDS_REASON = frozenset(
    {EventKind.SUSPENDED, EventKind.EXTENDED, EventKind.TRANSFERRED, EventKind.CANCELLED, EventKind.REVERSED}
)


def possible(status: Status) -> tuple[EventKind, ...]:
    """What may happen next to an agreement of this status."""
    return tuple(kind for kind, (may_follow, _leads_to) in _AFTER.items() if status in may_follow)


def needs_reason(kind: EventKind) -> bool:
    return kind in _NEEDS_REASON


_EVENTS = columns(
    StatusEvent.id,
    StatusEvent.kind,
    StatusEvent.happened_on,
    StatusEvent.reason,
    StatusEvent.recorded_at,
    StatusEvent.reverses_id,
    StatusEvent.new_end,
    StatusEvent.former_end,
).where(col(StatusEvent.agreement_id) == given("agreement_id"))


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: EventKind
    happened_on: date
    reason: str
    recorded_at: datetime
    reverses_id: str | None
    new_end: date | None
    former_end: date | None


def record_event(
    session: Session,
    *,
    agreement_id: str,
    kind: EventKind,
    happened_on: date,
    by: str | None = None,
    reason: str = "",
    ends: date | None = None,
) -> str:
    """Something happened to the agreement. An extension brings the new end; some kinds need a reason.

    Raises KnownError where the event cannot follow the present status, lies in the future, or is before the
    last one.
    """
    found = find(session, agreement_id)
    _check_right(session, by)
    reason = words.clean(reason)
    may_follow, _ = _AFTER.get(kind, (frozenset(), None))
    if found.status not in may_follow:
        raise KnownError(f"An agreement that is {found.status} cannot be {kind}.", "Check its events.")
    if kind in _NEEDS_REASON and not reason:
        raise KnownError(f"An agreement is never {kind} without a reason.", "Enter the reason.")
    earlier = events(session, found.id)
    _check_day(session, earlier, happened_on)
    is_extension = kind is EventKind.EXTENDED
    if is_extension and (ends is None or ends <= (found.ends or found.begins)):
        raise KnownError("An extension needs a later end.", "Enter the new date.")
    values = {
        "agreement_id": found.id,
        "kind": kind,
        "happened_on": happened_on,
        "reason": reason,
        "new_end": ends if is_extension else None,
        "former_end": found.ends if is_extension else None,
        "recorded_by": by,
        "recorded_at": _moment_after(session, earlier),
    }
    event = StatusEvent.model_validate(values)
    session.add(event)
    session.flush()
    status = status_after(standing_events(events(session, found.id)))
    _keep(session, found.id, status=status, ends=ends if is_extension else found.ends)
    attest(session, found, event, by)
    return event.id


def attest(session: Session, agreement: AgreementRow, event: StatusEvent, by: str | None) -> None:
    """The entry of an event that was recorded."""
    signing.record(
        session,
        act=Act.EVENT,
        by=by,
        about=f"agreement {agreement.number}, {event.kind} on {words.long_date(event.happened_on)}",
        what={"apprentice": Personal(people.name_of(session, agreement.apprentice_id))},
        wrote=[Wrote(StatusEvent, [event.id])],
    )


def _check_right(session: Session, by: str | None) -> None:
    """None is whoever is at work, and before signing in was set up the program itself."""
    if by is None:
        access.require(session, Role.COORDINATOR)
    elif Role.COORDINATOR not in people.roles_of(session, by):
        raise KnownError("What happens to an agreement is recorded by a coordinator.", "Ask one of them.")


def _moment_after(session: Session, earlier: Sequence[Event]) -> datetime:
    """Now, or just after the last event where the clock stands still or was set back: their order is what
    the status is read from."""
    now = ledger.now(session)
    return max(now, earlier[-1].recorded_at + timedelta(microseconds=1)) if earlier else now


def _check_day(session: Session, earlier: Iterable[Event], day: date) -> None:
    if day > clock.today(session):
        raise KnownError(f"{words.long_date(day)} is in the future.", "Choose today or an earlier date.")
    standing = standing_events(earlier)
    if standing and day < standing[-1].happened_on:
        before = words.long_date(standing[-1].happened_on)
        raise KnownError(f"This date is before the last event of {before}.", "Choose a later date.")


def reverse_event(session: Session, *, agreement_id: str, by: str, reason: str) -> str:
    """Take back the last standing event, with the reason. Both stay in the record."""
    found = find(session, agreement_id)
    _check_right(session, by)
    earlier = events(session, found.id)
    standing = standing_events(earlier)
    if not standing:
        raise KnownError("There is no event to reverse.", "Record an event instead.")
    last = standing[-1]
    if not words.clean(reason):
        raise KnownError("A reversal needs a reason.", "Enter the reason.")
    values = {
        "agreement_id": found.id,
        "kind": EventKind.REVERSED,
        "happened_on": clock.today(session),
        "reason": words.clean(reason),
        "reverses_id": last.id,
        "recorded_by": by,
        "recorded_at": _moment_after(session, earlier),
    }
    event = StatusEvent.model_validate(values)
    session.add(event)
    session.flush()
    ends = last.former_end if last.kind is EventKind.EXTENDED else found.ends
    _keep(session, found.id, status=status_after(standing[:-1]), ends=ends)
    attest(session, found, event, by)
    return event.id


def _keep(session: Session, agreement_id: str, *, status: Status, ends: date | None) -> None:
    """What the events say, beside the agreement, for lists."""
    session.execute(update(Agreement).where(col(Agreement.id) == agreement_id).values(status=status, ends=ends))


def events(session: Session, agreement_id: str, until: datetime | None = None) -> tuple[Event, ...]:
    """In the order recorded; only those recorded before `until` where it is given."""
    query = _EVENTS if until is None else _EVENTS.where(col(StatusEvent.recorded_at) < until)
    found = (Event(*row) for row in session.execute(query, {"agreement_id": agreement_id}))
    return tuple(sorted(found, key=lambda event: (event.recorded_at, event.id)))


def standing_events(found: Iterable[Event]) -> list[Event]:
    """Those that happened and were not reversed, in order."""
    every = list(found)
    reversed_ids = {event.reverses_id for event in every}
    return [event for event in every if event.kind is not EventKind.REVERSED and event.id not in reversed_ids]


def status_after(standing: Iterable[Event]) -> Status:
    status = Status.DRAFT
    was_on_probation = True
    for event in standing:
        leads_to = _AFTER[event.kind][1]
        if event.kind is EventKind.PROBATION_ENDED:
            was_on_probation = False
        if event.kind is EventKind.REINSTATED and was_on_probation:
            leads_to = Status.PROBATION
        status = leads_to or status
    return status


def end_after(standing: Iterable[Event], every: Iterable[Event], agreed: date | None) -> date | None:
    """The end of an agreement as the `standing` events say it: the last extension's, else the one before the
    first extension of `every` event recorded, else what was `agreed`."""
    extended = [event.new_end for event in standing if event.kind is EventKind.EXTENDED]
    if extended:
        return extended[-1]
    return next((event.former_end for event in every if event.kind is EventKind.EXTENDED), agreed)


def pauses(standing: Iterable[Event], until: date) -> list[tuple[date, date]]:
    """The suspensions until `until`, each from its first day to the day after its last."""
    found: list[tuple[date, date]] = []
    begun: date | None = None
    for event in standing:
        if event.kind is EventKind.SUSPENDED:
            begun = begun or event.happened_on
        elif begun is not None and (event.kind is EventKind.REINSTATED or event.kind in _ENDS):
            found.append((begun, min(event.happened_on, until)))
            begun = None
    if begun is not None:
        found.append((begun, until))
    return [(first, last) for first, last in found if last > first]


def paused_days(standing: Iterable[Event], until: date) -> int:
    return sum((last - first).days for first, last in pauses(standing, until))


def require_open(session: Session, agreement: AgreementRow, days: Iterable[date], what: str) -> None:
    """Raise KnownError where one of `days` is outside the agreement, in a suspension, or in the future.
    `what` names the record to be made, such as "a sign-off"."""
    today = clock.today(session)
    suspended: list[tuple[date, date]] | None = None
    for day in sorted(set(days)):
        if day > today:
            raise KnownError(f"{words.long_date(day)} is in the future.", "Choose today or an earlier date.")
        if day < agreement.begins:
            begun = words.long_date(agreement.begins)
            raise KnownError(f"This date is before the agreement began on {begun}.", "Choose a later date.")
        require_recordable(agreement, what)
        if suspended is None:
            suspended = pauses(standing_events(events(session, agreement.id)), date.max)
        if any(first <= day < last for first, last in suspended):
            sentence = f"The agreement was suspended on {words.long_date(day)}."
            raise KnownError(sentence, "Choose a date outside it.")


def require_recordable(agreement: AgreementRow, what: str) -> None:
    """Raise KnownError where the agreement is not registered yet or has ended; a suspended one still takes what
    belongs to days before."""
    if agreement.status not in _MAY_RECORD:
        raise KnownError(f"The agreement is {agreement.status}: {what} cannot be recorded.", "See its events.")
