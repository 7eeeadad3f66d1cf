"""Move the agreements under one version of a framework to another: everyone, those without a sign-off, or nobody."""

from dataclasses import dataclass
from enum import StrEnum

from sqlmodel import Session, col

from desktop.codes import PartKind
from desktop.database.store import Report, Store, nothing_to_report
from desktop.frameworks import carrying
from desktop.frameworks.carrying import LeftOut, Pairs
from desktop.models.agreements import Agreement
from desktop.models.frameworks import FrameworkVersion
from desktop.models.people import Person
from desktop.models.sign_offs import SignOff
from desktop.services import carried_standing, carry_over, frameworks
from desktop.services.columns import columns


class Policy(StrEnum):
    """Who moves when a framework has a new version."""

    EVERYONE = "everyone"
    UNSIGNED = "unsigned"
    """Only apprentices without a sign-off."""
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Move:
    """An agreement that would move, and what of it would not come along."""

    agreement_id: str
    number: int
    name: str
    left_out: tuple[LeftOut, ...]


def preview(
    session: Session, *, key: str, version: str, to_key: str, to_version: str = "", pairs: Pairs, policy: Policy
) -> tuple[Move, ...]:
    """What `carry_all_over` would do, agreement by agreement. Nothing is written."""
    here = frameworks.find(session, key=key, version=version)
    carrying.check(pairs, here, carry_over.target_of(session, here, to_key, to_version))
    query = columns(Agreement.id, Agreement.number, Person.full_name)
    query = query.join(Person, col(Person.id) == col(Agreement.apprentice_id))
    known = {row.id: row for row in session.execute(query)}
    moves = []
    for id_ in moving(session, key=key, version=version, policy=policy):
        standing = carried_standing.read(session, id_, carry_over.current(session, id_))
        left = carrying.left_out(standing, pairs)
        moves.append(Move(id_, known[id_].number, known[id_].full_name, left))
    return tuple(moves)


def total_left_out(moves: tuple[Move, ...]) -> tuple[LeftOut, ...]:
    """What stays behind of all that would move, summed by the part it counted for."""
    found: dict[tuple[PartKind, str], LeftOut] = {}
    for one in (left for move in moves for left in move.left_out):
        sums = found.get((one.kind, one.code), LeftOut(one.kind, one.code))
        found[one.kind, one.code] = LeftOut(
            one.kind,
            one.code,
            sums.ratings + one.ratings,
            sums.requests + one.requests,
            sums.courses + one.courses,
            sums.minutes + one.minutes,
            sums.credit + one.credit,
        )
    return tuple(found.values())


def carry_all(
    store: Store,
    *,
    key: str,
    version: str,
    to_key: str,
    to_version: str = "",
    pairs: Pairs,
    policy: Policy,
    by: str,
    reason: str = "",
    report: Report = nothing_to_report,
) -> tuple[str, ...]:
    """`carry_all_over` as long work, in one transaction; where it is cancelled, nothing has moved."""
    return store.write(
        carry_all_over,
        key=key,
        version=version,
        to_key=to_key,
        to_version=to_version,
        pairs=pairs,
        policy=policy,
        by=by,
        reason=reason,
        report=report,
    )


def carry_all_over(
    session: Session,
    *,
    key: str,
    version: str,
    to_key: str,
    to_version: str = "",
    pairs: Pairs,
    policy: Policy,
    by: str,
    reason: str = "",
    report: Report = nothing_to_report,
) -> tuple[str, ...]:
    """Move the agreements under one version that the policy names and that have not ended, all of them or none.
    Returns the ids of those agreements."""
    carry_over.check_right(session, by)
    found = moving(session, key=key, version=version, policy=policy)
    for done, agreement_id in enumerate(found):
        report(done, len(found))
        carry_over.carry_over(
            session, agreement_id=agreement_id, key=to_key, version=to_version, pairs=pairs, by=by, reason=reason
        )
    report(len(found), len(found))
    return found


def moving(session: Session, *, key: str, version: str, policy: Policy) -> tuple[str, ...]:
    """The agreements under one version that the policy would move, by number."""
    if policy is Policy.NOBODY:
        return ()
    query = (
        columns(Agreement.id)
        .join(FrameworkVersion, col(FrameworkVersion.id) == col(Agreement.framework_id))
        .where(col(FrameworkVersion.key) == key, col(FrameworkVersion.version) == version)
        .where(col(Agreement.status).not_in(carry_over.ENDED))
        .order_by(col(Agreement.number))
    )
    if policy is Policy.UNSIGNED:
        query = query.where(col(Agreement.id).not_in(columns(SignOff.agreement_id)))
    return tuple(session.execute(query).scalars())
