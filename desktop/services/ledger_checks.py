"""Whether what is signed is as it was signed: the chain, its guards, and what the record says of keys and roles.

Sentences name entries and what they are about, never people.
"""

from collections.abc import Collection

from sqlalchemy import text
from sqlmodel import Session, col

from desktop import words
from desktop.anchors import Anchor
from desktop.codes import Role
from desktop.database.store import Report, nothing_to_report
from desktop.ledger.entries import Mark
from desktop.ledger.registry import Standing
from desktop.models import ledger as ledger_tables
from desktop.models import signed
from desktop.models.agreements import Agreement, AgreementMentor
from desktop.models.hours import CourseResult, HourDecision, HourEntry
from desktop.models.keys import SignerKey
from desktop.models.sign_offs import SignOff
from desktop.services import ledger, roles
from desktop.services.checks import CheckRow, damage
from desktop.services.columns import columns
from desktop.services.ledger import Verdict


def check_ledger(
    session: Session,
    *,
    anchor: Anchor | None = None,
    since: Mark | None = None,
    report: Report = nothing_to_report,
) -> tuple[CheckRow, ...]:
    """Every check of the ledger, as `checks.check_database` tells its own. `anchor` is what is remembered of this
    record outside it; with `since` only newer entries are checked."""
    return told(session, ledger.verify(session, since=since, report=report), anchor=anchor)


def told(
    session: Session, verdict: Verdict, *, anchor: Anchor | None = None, reads_indexes: bool = True
) -> tuple[CheckRow, ...]:
    """The rows for a verdict, however it was come by. Where the chain is broken, keys and roles are not compared:
    the ledger does not say any more what they are. Without `reads_indexes` no save waits long for this."""
    rows = [_chain(verdict), _guards(session, reads_indexes=reads_indexes), _anchor(session, anchor)]
    if verdict.fault is None:
        rows += [_texts(verdict), *_rows(session, verdict)]
        rows += [_keys(session, verdict.standing), _roles(session, verdict.standing)]
    return tuple(rows)


def _chain(verdict: Verdict) -> CheckRow:
    if verdict.fault is not None:
        return CheckRow("ledger", False, verdict.fault.sentence)
    if not verdict.standing.last.seq:
        return CheckRow("ledger", True, "Nothing is signed yet.")
    many = words.counted(verdict.checked, "entry", "entries")
    return CheckRow("ledger", True, f"{many} checked: unchanged, in order, and signed by those they name.")


def _guards(session: Session, *, reads_indexes: bool) -> CheckRow:
    """The triggers that refuse changes are there, as they were made, and no others beside them."""
    if session.get_bind().dialect.name != "sqlite":
        return CheckRow("ledger guards", True, "The database server keeps its own.")
    for table in ("ledger_entry", "personal_text") if reads_indexes else ():
        if damage(session, f"integrity_check({table})"):
            return CheckRow("ledger guards", False, f"An index of {table} is not what the table says.")
    query = text("SELECT CAST(name AS BLOB), CAST(sql AS BLOB) FROM sqlite_master WHERE type = 'trigger'")
    found = {name.decode(errors="replace"): sql.decode(errors="replace") for name, sql in session.execute(query)}
    guards = ledger_tables.TRIGGERS | signed.TRIGGERS
    wrong = sorted(name for name in guards.keys() | found.keys() if guards.get(name) != found.get(name))
    if not wrong:
        return CheckRow("ledger guards", True, "What refuses changes of signed records is in place.")
    return CheckRow("ledger guards", False, f"What refuses changes was altered: {words.listed(wrong)}.")


def _anchor(session: Session, anchor: Anchor | None) -> CheckRow:
    if anchor is None:
        return CheckRow("ledger anchor", True, "Nothing is remembered of this record on this computer.")
    wrong = ledger.contradicts(session, anchor)
    good = f"Nothing was removed since entry {anchor.seq:,}, the last one seen on this computer."
    return CheckRow("ledger anchor", not wrong, wrong or good)


def _texts(verdict: Verdict) -> CheckRow:
    if verdict.altered:
        return _wrong("signed texts", verdict.altered, "Names or texts are not what was signed")
    if verdict.lacking:
        return _wrong("signed texts", verdict.lacking, "Names or texts are gone that nobody erased")
    return CheckRow("signed texts", True, "Names and texts are those that were signed.")


def _rows(session: Session, verdict: Verdict) -> tuple[CheckRow, ...]:
    """Every signed row is as its entry says, and none was slipped in beside."""
    differing = verdict.rows.differing
    if differing:
        tables = words.listed(sorted({_TABLES.get(one, one) for one in differing.values()}))
        return (_wrong("signed records", differing, f"Changed outside Journeybook are {tables}"),)
    if verdict.unsigned:
        told = words.listed(f"{_TABLES.get(table, table)} ({many:+,})" for table, many in verdict.unsigned.items())
        return (CheckRow("signed records", False, f"Slipped in or taken out outside Journeybook: {told}."),)
    if _own(session):
        return (CheckRow("signed records", False, "Somebody signed for themselves."),)
    if _strange(session):
        return (CheckRow("signed records", False, "Somebody signed as a mentor who is none of that apprentice."),)
    return (CheckRow("signed records", True, "All records are as they were signed."),)


_TABLES = {
    "person": "names of people",
    "framework_version": "framework versions",
    "agreement": "agreements",
    "agreement_mentor": "mentors of agreements",
    "prior_credit": "credit",
    "status_event": "events of agreements",
    "sign_off": "sign-offs",
    "sign_off_evidence": "evidence of sign-offs",
    "sign_off_reversal": "reversals of sign-offs",
    "hour_entry": "hours",
    "hour_allocation": "hours of job functions",
    "hour_decision": "approvals of hours",
    "course_result": "results of courses",
    "carry_over": "carry-overs",
    "carried_part": "parts of carry-overs",
    "carried_sign_off": "carried sign-offs",
    "carried_request": "carried requests",
    "carried_hours": "carried hours",
    "carried_course": "carried results of courses",
    "carried_credit": "carried credit",
}


def _own(session: Session) -> bool:
    """Whether an apprentice signed or decided in their own record, whatever the program allowed."""
    is_own = col(Agreement.apprentice_id)
    signed_off = columns(SignOff.id).join(Agreement, col(Agreement.id) == col(SignOff.agreement_id))
    decided = (
        columns(HourDecision.id)
        .join(HourEntry, col(HourEntry.id) == col(HourDecision.entry_id))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
    )
    passed = columns(CourseResult.id).join(Agreement, col(Agreement.id) == col(CourseResult.agreement_id))
    queries = (
        signed_off.where(col(SignOff.signer_id) == is_own),
        decided.where(col(HourDecision.decided_by) == is_own),
        passed.where(col(CourseResult.recorded_by) == is_own),
    )
    return any(session.execute(query.limit(1)).first() is not None for query in queries)


def _strange(session: Session) -> bool:
    """Whether someone signed as mentor under an agreement that does not name them."""
    named = columns(AgreementMentor.id).where(
        col(AgreementMentor.agreement_id) == col(SignOff.agreement_id),
        col(AgreementMentor.person_id) == col(SignOff.signer_id),
    )
    query = columns(SignOff.id).where(col(SignOff.signer_role) == Role.MENTOR, ~named.exists())
    return session.execute(query.limit(1)).first() is not None


def _keys(session: Session, standing: Standing) -> CheckRow:
    """The keys of the record are those of the ledger."""
    query = columns(
        SignerKey.id, SignerKey.person_id, SignerKey.public_key, SignerKey.registered_by, SignerKey.revoked_by
    )
    kept = {row[0]: (row[1], row[2], row[3], row[4]) for row in session.execute(query)}
    signed = {
        id_: (key.person, key.public.public_bytes_raw(), key.registered_by, key.revoked_by)
        for id_, key in standing.keys.items()
    }
    wrong = {
        (kept.get(id_) or signed[id_])[2] for id_ in kept.keys() | signed.keys() if kept.get(id_) != signed.get(id_)
    }
    return _wrong("keys", wrong, "Keys are not those that coordinators registered") if wrong else _good_keys(len(kept))


def _good_keys(many: int) -> CheckRow:
    return CheckRow("keys", True, f"{words.counted(many, 'key')}, as coordinators registered them.")


def _roles(session: Session, standing: Standing) -> CheckRow:
    """Whoever has a role was given it by a coordinator; before the ledger has begun there is nothing to compare."""
    differing = len(roles.held(session) ^ standing.roles) if standing.last.seq else 0
    if not differing:
        return CheckRow("roles", True, "Every role was given by a coordinator.")
    many = words.counted(differing, "role differs", "roles differ")
    return CheckRow("roles", False, f"{many} from what coordinators signed.")


def _wrong(name: str, numbers: Collection[int], bad: str) -> CheckRow:
    some = [f"{one:,}" for one in sorted(numbers)[:10]]
    if len(numbers) > len(some):
        some.append(f"{len(numbers) - len(some):,} more")
    which = "entry" if len(numbers) == 1 else "entries"
    return CheckRow(name, False, f"{bad}: {which} {words.listed(some)}.")
