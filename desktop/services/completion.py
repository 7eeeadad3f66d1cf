"""Completion: the sponsor certifies that everything is done (29 CFR 29.5(b)(15)), or says why it is certified so."""

from datetime import date

from sqlmodel import Session

from desktop import words
from desktop.codes import EventKind
from desktop.errors import KnownError
from desktop.services import events
from desktop.services.progress import progress


def record_event(
    session: Session,
    *,
    agreement_id: str,
    kind: EventKind,
    happened_on: date,
    by: str,
    reason: str = "",
    ends: date | None = None,
) -> str:
    """`events.record_event`, as people record events: a completion with open conditions needs a reason."""
    if kind is EventKind.COMPLETED and not words.clean(reason):
        unmet = progress(session, agreement_id=agreement_id).unmet
        if unmet:
            number = words.counted(len(unmet), "condition is", "conditions are")
            raise KnownError(
                f"{number} open, the first: {unmet[0].sentence}.",
                "Complete them, or enter the reason why the sponsor certifies completion all the same.",
            )
    return events.record_event(
        session, agreement_id=agreement_id, kind=kind, happened_on=happened_on, by=by, reason=reason, ends=ends
    )
