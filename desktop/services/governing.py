"""Acts by which later entries of the ledger are judged. Only a coordinator signs them, as the ledger itself says who
is one: a role row changed with another tool gives no rights here."""

from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, delete
from sqlmodel import Session, col

from desktop import words
from desktop.codes import Act
from desktop.errors import KnownError
from desktop.ledger import chain
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.ledger.registry import GOVERNING, Standing
from desktop.models.ledger import LedgerEntry, PersonalText
from desktop.services import ledger, ledger_rows, signed_rows
from desktop.services.columns import columns

_BROKEN = "Nothing was saved; a coordinator runs the check of the ledger."


def standing(session: Session) -> Standing:
    """Keys and roles as the ledger says them now. KnownError where an entry about them is not as it was signed."""
    numbers = list(session.execute(columns(LedgerEntry.seq).where(_is_governing())).scalars())
    found, fault = chain.resume(ledger.mark(session), ledger_rows.numbered(session, numbers))
    if fault is not None:
        raise KnownError(fault.sentence, _BROKEN)
    return found


def govern(session: Session, *, act: Act, body: Mapping[str, Spoken], signer: Sitting) -> int:
    """Append an act of `GOVERNING`, checked as the check of the ledger will check it. Returns its number."""
    before = standing(session)
    if before.last.seq and not before.is_coordinator(signer.person_id):
        raise KnownError(f"{signer.name} is not a coordinator.", "A coordinator does this.")
    seq = ledger.append(session, act=act, body=body, signer=signer)
    fault = chain.check_all(ledger_rows.numbered(session, [seq]), before)
    if fault is not None:
        raise KnownError(fault.sentence, _BROKEN)
    return seq


def erase(session: Session, *, hashes: Collection[bytes], reason: str, signer: Sitting) -> int:
    """Remove personal texts that need no longer be kept, from the ledger and from the rows that it signs; their hashes
    stay, and a signed entry says that they were erased and why. Returns its number."""
    reason = required(reason)
    wanted = sorted(one.hex() for one in hashes)
    query = columns(PersonalText.hash, PersonalText.seq).where(col(PersonalText.hash).in_(hashes))
    kept = {digest.hex(): number for digest, number in session.execute(query)}
    if sorted(kept) != wanted or not wanted:
        raise KnownError("What is to be erased is not in the record.", "Choose it anew.")
    told: dict[str, Spoken] = {
        "about": words.counted(len(wanted), "personal text"),
        "erased": wanted,
        "reason": Personal(reason),
    }
    seq = govern(session, act=Act.ERASED, body=told, signer=signer)
    session.execute(delete(PersonalText).where(col(PersonalText.hash).in_(hashes)))
    for entry in ledger_rows.numbered(session, sorted(set(kept.values()))):
        signed_rows.erase(session, entry.body, frozenset(wanted))
    return seq


def required(reason: str) -> str:
    """The reason, cleaned. KnownError where there is none."""
    cleaned = words.clean(reason)
    if not cleaned:
        raise KnownError("A reason is missing.", "Say why; it stays in the record.")
    return cleaned


def _is_governing() -> ColumnElement[bool]:
    return col(LedgerEntry.act).in_([act.value for act in GOVERNING])
