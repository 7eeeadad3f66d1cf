"""The ledger of a record: every act is appended in the transaction that records it, and can be checked at any time."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import insert, text
from sqlmodel import Session, col

from desktop import anchors
from desktop.codes import Act
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.ledger import canonical, chain, entries, personal
from desktop.ledger.chain import Content, Fault
from desktop.ledger.entries import Entry, Mark
from desktop.ledger.keys import Sitting
from desktop.ledger.personal import Personal, Spoken
from desktop.ledger.registry import GOVERNING, Standing
from desktop.models.keys import SignerKey
from desktop.models.ledger import LedgerEntry, PersonalText
from desktop.services import clock, ledger_rows, signed_rows
from desktop.services.columns import columns, given
from desktop.services.signed_rows import Comparison

_KEY_IN_USE = columns(SignerKey.id).where(col(SignerKey.id) == given("id"), col(SignerKey.revoked_by).is_(None))
_WRITTEN = columns(
    LedgerEntry.prev,
    LedgerEntry.body,
    LedgerEntry.hash,
    LedgerEntry.sig,
    LedgerEntry.key_id,
    LedgerEntry.act,
    LedgerEntry.recorded_at,
).where(col(LedgerEntry.seq) == given("seq"))
_GOVERNING = (
    columns(LedgerEntry.seq)
    .where(col(LedgerEntry.act).in_([act.value for act in GOVERNING]), col(LedgerEntry.seq) <= given("upto"))
    .order_by(col(LedgerEntry.seq))
)
_LAST_MOMENT = columns(LedgerEntry.recorded_at).order_by(col(LedgerEntry.seq).desc()).limit(1)
_ADVISORY_LOCK = text("SELECT pg_advisory_xact_lock(1246908994)")
"""The letters JRNB: appending is one at a time on a shared server too."""


@dataclass(slots=True)
class Verdict:
    """What a check found: how many entries were checked, what stands after them, the first fault of the chain, and
    the entries whose personal texts are missing or are not what was signed. `rows` compares the signed rows of the
    tables with what the entries say; `unsigned` are those in no entry, by table, None where that was not counted."""

    checked: int = 0
    standing: Standing = field(default_factory=Standing)
    fault: Fault | None = None
    altered: set[int] = field(default_factory=set)
    missing: dict[str, int] = field(default_factory=dict)
    rows: Comparison = field(default_factory=Comparison)
    unsigned: dict[str, int] | None = None

    @property
    def lacking(self) -> set[int]:
        """The entries with a personal text that is gone though no entry erased it."""
        return {seq for digest, seq in self.missing.items() if digest not in self.standing.erased}

    @property
    def is_sound(self) -> bool:
        return not (self.fault or self.altered or self.lacking or self.rows.differing or self.unsigned)


def append(session: Session, *, act: Act, body: Spoken, signer: Sitting) -> int:
    """Sign what was done, as its signer saw it, inside the caller's transaction. Returns the entry's number.

    `body` is an object; personal texts in it are marked with `Personal`, and "about" names the record it concerns
    without names of people. What was written is read back and verified before this returns, so that a commit
    makes nothing last that would not verify later.
    """
    last = mark(session, is_locked=True)
    _require_whole(last)
    # The connection itself: a session spends as long on a statement as SQLite does.
    connection = session.connection()
    if last.seq and connection.execute(_KEY_IN_USE, {"id": signer.key_id}).first() is None:
        raise KnownError("Your key is no longer in use.", "Sign in again; if that fails, ask a coordinator.")
    what, aside = personal.set_aside(body)
    name, named = personal.set_aside(Personal(signer.name))
    who = {"id": signer.person_id, "name": name}
    made = entries.make(last, act, what, who, clock.now(), signer.key_id, signer.sign)
    session.execute(insert(LedgerEntry), [_row(made)])
    texts = [{"hash": one.hash, "seq": made.seq, "salt": one.salt, "text": one.text} for one in (*named, *aside)]
    connection.execute(insert(PersonalText), texts)
    _read_back(session, made, signer.public)
    return made.seq


def _require_whole(last: Mark) -> None:
    """Nothing is signed after an entry that was damaged."""
    try:
        if last.seq:
            entries.moment_of(last.recorded_at)
    except ValueError:
        raise KnownError(
            f"Entry {last.seq:,} of the ledger was changed outside Journeybook.", "A coordinator runs the check of it."
        ) from None


def now(session: Session) -> datetime:
    """The moment of an act: what the clock says, or just after the last entry where the clock was set back, so that no
    past day is told otherwise than it was."""
    last: datetime | None = session.connection().execute(_LAST_MOMENT).scalar()
    return clock.now() if last is None else max(clock.now(), last + timedelta(microseconds=1))


def mark(session: Session, *, is_locked: bool = False) -> Mark:
    """Where the ledger stands; with `is_locked` nobody else appends until the transaction ends."""
    if is_locked and session.get_bind().dialect.name == "postgresql":
        session.execute(_ADVISORY_LOCK)
    found = ledger_rows.last(session)
    return Mark(found.seq, found.hash, found.recorded_at) if found else Mark()


def record_id(session: Session) -> str:
    """The id of this record, from its first entry; empty before there is one."""
    first = ledger_rows.entries(session, many=1)
    if not first:
        return ""
    try:
        body = canonical.read(first[0].body)
    except ValueError:
        return ""
    what = body.get("what") if isinstance(body, dict) else None
    record = what.get("record") if isinstance(what, dict) else None
    return record if isinstance(record, str) else ""


def anchor(session: Session) -> anchors.Anchor | None:
    """What to remember outside the file after a commit; None before the ledger has begun."""
    record, last = record_id(session), mark(session)
    return anchors.Anchor(record, last.seq, last.hash.hex(), last.recorded_at) if record else None


def contradicts(session: Session, known: anchors.Anchor) -> str:
    """What is wrong with the ledger as against an anchor of the same record, in a sentence; empty if nothing is."""
    if mark(session).seq < known.seq:
        return "This file is older than the last one you used here, or entries were removed from it."
    at = next(iter(ledger_rows.numbered(session, [known.seq])), None)
    if at is None or at.hash.hex() != known.hash:
        return f"Entry {known.seq:,} is not the one that was here on {known.recorded_at[:10]}: entries were replaced."
    return ""


def verify(session: Session, *, since: Mark | None = None, report: Report = nothing_to_report) -> Verdict:
    """Check every entry, or with `since`, up to which all was checked before, those that are new."""

    def read(after: int) -> _Chunk:
        return _chunk(session, after)

    def compare(found: Bodies, texts: signed_rows.Texts) -> None:
        signed_rows.compare(session, verdict.rows, found, texts)

    verdict = _begun(session, since)
    _verified(verdict, read, compare, mark(session).seq, report)
    if since is None:
        count_unsigned(session, verdict)
    return verdict


def count_unsigned(session: Session, verdict: Verdict) -> None:
    """End a check of the whole ledger: take what was appended meanwhile, and count the rows that stand in no entry."""

    def read(after: int) -> _Chunk:
        return _chunk(session, after)

    def compare(found: Bodies, texts: signed_rows.Texts) -> None:
        signed_rows.compare(session, verdict.rows, found, texts)

    _verified(verdict, read, compare, mark(session).seq, nothing_to_report)
    if verdict.fault is None and verdict.standing.last.seq:
        verdict.unsigned = signed_rows.unsigned(session, verdict.rows)


def verify_aside(store: Store, *, since: Mark | None = None, report: Report = nothing_to_report) -> Verdict:
    """The same as a job beside other work: it reads some thousand entries at a time, and no save waits for the rest."""

    def read(after: int) -> _Chunk:
        return store.read(_chunk, after)

    def compare(found: Bodies, texts: signed_rows.Texts) -> None:
        store.read(signed_rows.compare, verdict.rows, found, texts)

    verdict = store.read(_begun, since)
    _verified(verdict, read, compare, store.read(mark).seq, report)
    if since is None:
        store.read(count_unsigned, verdict)
    return verdict


Bodies = Sequence[tuple[int, Content]]
_Chunk = tuple[Sequence[Entry], Sequence[ledger_rows.StoredText]]


def _chunk(session: Session, after: int) -> _Chunk:
    found = ledger_rows.entries(session, after=after)
    return found, ledger_rows.texts(session, after=after, upto=found[-1].seq if found else after)


def _begun(session: Session, since: Mark | None) -> Verdict:
    """The verdict to start from: empty, or what stands at `since` if the entry of then is still there."""
    if since is None or not since.seq:
        return Verdict()
    at = next(iter(ledger_rows.numbered(session, [since.seq])), None)
    if at is None or at.hash != since.hash:
        what = f"Entry {since.seq:,} is not the one that was checked before."
        return Verdict(fault=Fault(since.seq, what))
    governing = list(session.execute(_GOVERNING, {"upto": since.seq}).scalars())
    standing, fault = chain.resume(since, ledger_rows.numbered(session, governing))
    return Verdict(standing=standing, fault=fault)


def _verified(
    verdict: Verdict,
    read: Callable[[int], _Chunk],
    compare: Callable[[Bodies, signed_rows.Texts], None],
    upto: int,
    report: Report,
) -> None:
    first = verdict.standing.last.seq
    while verdict.fault is None:
        report(verdict.standing.last.seq - first, max(upto - first, 0))
        found, texts = read(verdict.standing.last.seq)
        if not found:
            break
        signed: dict[bytes, int] = {}
        bodies: list[tuple[int, Content]] = []
        for one in found:
            body, verdict.fault = chain.check(one, verdict.standing)
            if body is None:
                break
            verdict.checked += 1
            bodies.append((one.seq, body))
            for digest in personal.hashes_in(one.body):
                signed[digest] = one.seq
        else:
            compare(bodies, {digest.hex(): text_.decode("utf-8", "replace") for _seq, digest, _salt, text_ in texts})
            _compare_texts(verdict, signed, texts)


def _compare_texts(verdict: Verdict, signed: dict[bytes, int], texts: Sequence[ledger_rows.StoredText]) -> None:
    for seq, digest, salt, text_ in texts:
        if signed.pop(digest, None) != seq or not salt or personal.hash_of(salt, text_) != digest:
            verdict.altered.add(seq)
    verdict.missing |= {digest.hex(): seq for digest, seq in signed.items()}


def _row(made: Entry) -> dict[str, object]:
    return {
        "seq": made.seq,
        "prev": made.prev,
        "body": made.body.decode(),
        "hash": made.hash,
        "sig": made.sig,
        "key_id": made.key_id,
        "act": made.act,
        "recorded_at": entries.moment_of(made.recorded_at),
    }


def _read_back(session: Session, made: Entry, public: bytes) -> None:
    """What the database holds is what was signed, to the letter, and verifies."""
    found = session.connection().execute(_WRITTEN, {"seq": made.seq}).first()
    kept = found and (
        found.prev,
        found.body.encode(),
        found.hash,
        found.sig,
        found.key_id,
        found.act,
        entries.moment_text(found.recorded_at),
    )
    told = (made.prev, made.body, made.hash, made.sig, made.key_id, made.act, made.recorded_at)
    is_same = kept == told and entries.hash_of(made.prev, made.body) == made.hash
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(made.sig, made.hash)
    except InvalidSignature:
        is_same = False
    if not is_same:
        raise KnownError(
            "What was written is not what was signed, so nothing was saved.", "Check the disk, then do it again."
        )
