"""The recovery sheet of a signer: its code opens their key where the passphrase is forgotten."""

from pathlib import Path

from sqlalchemy import update
from sqlmodel import Session, col

from desktop import words
from desktop.codes import Role
from desktop.database.store import Store
from desktop.ledger import letters
from desktop.ledger.keys import Sitting
from desktop.models.keys import SignerKey
from desktop.reports import recovery_sheet
from desktop.reports.rows import Head
from desktop.services import access, acting, documents, keys, people

_ON_THE_SHEET = (
    "With this code you set a new passphrase where you forgot yours: choose “I have the recovery sheet” where"
    " Journeybook asks for it. Small and capital letters are the same.",
    "Whoever has this sheet and the record can sign as you. Keep it in a locked place, away from the computer, do not"
    " photograph it, and remove the file that it was printed from.",
    "If both the passphrase and this sheet are lost and there is no other coordinator, nobody can register new signers"
    " in this record. What was signed stays valid and can be read.",
    "The fingerprint is no secret: compare it with the one on papers to see that they come from this record.",
)


def new_code(session: Session, *, by: Sitting | None = None) -> str:
    """Another recovery code for the key of the coordinator at work; the sheet before it opens nothing any more."""
    by = by or acting.require_sitting(session)
    access.require(session, Role.COORDINATOR)
    code = letters.new_recovery_code()
    kept = {"locked_for_recovery": by.locked(code)}
    session.execute(update(SignerKey).where(col(SignerKey.id) == by.key_id).values(**kept))
    return code


def print_sheet(store: Store, *, person_id: str, code: str, out: Path) -> None:
    """The sheet of someone's present key, to print and lock away. Raises KnownError where it cannot be written."""
    head, name, key_id = store.read(_facts, person_id)
    recovery_sheet.write(
        out,
        head,
        title="Recovery sheet",
        subject=f"the key of {name}, who signs in this record",
        code=code,
        sentences=_ON_THE_SHEET,
        facts=(
            ("Signer", name),
            ("Record", store.path.name),
            ("Made on", words.long_date(head.as_of)),
            ("Fingerprint of the key", letters.fingerprint(key_id) if key_id else "none"),
        ),
    )


def _facts(session: Session, person_id: str) -> tuple[Head, str, str]:
    held = keys.held(session, person_id)
    return documents.head_of(session), people.name_of(session, person_id), held.id if held else ""
