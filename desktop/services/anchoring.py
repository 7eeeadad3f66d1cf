"""The anchor of an open record: remembered after each signed act, compared when the record is opened.

A record that is older than its anchor, or another one, is only read until a coordinator says that it is the right one.
"""

from sqlmodel import Session

from desktop import anchors
from desktop.anchors import Anchor
from desktop.codes import Act, Role
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger.personal import Personal, Spoken
from desktop.services import access, clock, governing, ledger, signing

ADVICE = "It can be read. Open the newest file, or let a coordinator say that this is the right one."


def watch(store: Store) -> str:
    """Remember where the ledger stands from now on; nothing of the sample program, which anyone makes anew. Returns
    what contradicts the anchor of this record, in a sentence, empty if nothing does; until `accept`, the store then
    refuses to write."""
    known = anchors.load().get(store.read(ledger.record_id))
    wrong = store.read(ledger.contradicts, known) if known else ""
    if wrong:
        store.refusal = KnownError(wrong, ADVICE)
    elif store.read(clock.is_sample):
        return ""
    else:
        _remember(store)
    store.signed = lambda: _remember(store)
    return wrong


def _remember(store: Store) -> None:
    found = store.read(ledger.anchor)
    if found is not None and store.refusal is None:
        anchors.remember(found)


def accept(store: Store, *, reason: str) -> None:
    """A coordinator says that this is the right record, though another stood here: an entry tells it, and why.

    Raises KnownError for anyone else, without a reason, and where nothing contradicts the record.
    """
    known = anchors.load().get(store.read(ledger.record_id))
    if known is None or store.refusal is None:
        raise KnownError("Nothing is wrong with this record.", "Go on working.")
    store.write_all_the_same(_accept, known, reason)
    found = store.read(ledger.anchor)
    assert found is not None
    anchors.remember(found, even_if_older=True)
    store.refusal = None


def _accept(session: Session, known: Anchor, reason: str) -> None:
    access.require(session, Role.COORDINATOR)
    instead: dict[str, Spoken] = {"entry": known.seq, "hash": known.hash, "recorded_at": known.recorded_at}
    signing.record(
        session,
        act=Act.RESTORED,
        by=None,
        about=f"this record, in the place of one that stood at entry {known.seq:,}",
        what={"instead_of": instead, "reason": Personal(governing.required(reason))},
    )
