"""Who is at work: the person signed in, as the door of the record hands them to each session."""

from sqlalchemy import text
from sqlmodel import Session

from desktop.database.store import SIGNERS
from desktop.errors import KnownError
from desktop.ledger.keys import Signers, Sitting
from desktop.models.people import Person
from desktop.services.columns import columns, given

_BEGUN = text("SELECT 1 FROM ledger_entry LIMIT 1")
_NAME = columns(Person.full_name).where(Person.id == given("id"))


def has_begun(session: Session) -> bool:
    """Whether acts of this record are signed: a coordinator set up signing in."""
    return session.connection().execute(_BEGUN).first() is not None


def sitting(session: Session, by: str | None = None) -> Sitting | None:
    """The open sitting of `by`, or with None of whoever is at work; None while nothing in this record is signed.

    Raises KnownError where nobody is signed in, or someone else than `by`.
    """
    if not has_begun(session):
        return None
    found = _signers(session).sitting(by)
    if found is None:
        raise KnownError(
            f"You are not signed in as {session.execute(_NAME, {'id': by}).scalar()}.",
            "Everyone signs for themselves: sign in as that person.",
        )
    return found


def require_sitting(session: Session, by: str | None = None) -> Sitting:
    """The same; KnownError too while nothing in this record is signed."""
    found = sitting(session, by)
    if found is None:
        raise KnownError("Nobody can sign in this record yet.", "A coordinator sets up signing in first.")
    return found


def viewer(session: Session) -> str | None:
    """The id of the person whose eyes read; None where all may be seen. KnownError where nobody is signed in."""
    return _signers(session).viewer if has_begun(session) else None


def _signers(session: Session) -> Signers:
    found: Signers | None = session.info.get(SIGNERS)
    if found is None:
        raise KnownError("Nobody is signed in.", "Choose your name and give your passphrase.")
    return found
