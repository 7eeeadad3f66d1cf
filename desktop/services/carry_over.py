"""Carry an agreement over to another version or another framework, and take that back.

The original records stay. What was carried is written down beside them, and everything that was there before the
carry-over, as of any earlier day, is still told under the old framework.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, col, func, select, update

from desktop import words
from desktop.codes import Act, PartKind, Role, Status
from desktop.errors import KnownError
from desktop.frameworks import carrying
from desktop.frameworks.carried_facts import facts_under
from desktop.frameworks.carrying import LeftOut, Pair, Pairs, Standing
from desktop.frameworks.compare import Comparison, compare
from desktop.frameworks.document import Framework
from desktop.frameworks.progress import measure
from desktop.frameworks.standing import Progress
from desktop.ledger.personal import Personal
from desktop.models.agreements import Agreement
from desktop.models.carry_over import (
    CarriedCourse,
    CarriedCredit,
    CarriedHours,
    CarriedPart,
    CarriedRequest,
    CarriedSignOff,
    CarryOver,
)
from desktop.services import agreements, carried_standing, clock, frameworks, ledger, people, signing, totals
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns
from desktop.services.progress import facts
from desktop.services.signing import Wrote

ENDED = frozenset({Status.COMPLETED, Status.CANCELLED, Status.TRANSFERRED})


@dataclass(frozen=True, slots=True)
class Preview:
    """Progress before and after, and what would not come along. Nothing is written."""

    before: Progress
    after: Progress
    left_out: tuple[LeftOut, ...]


def suggest(session: Session, *, agreement_id: str, key: str, version: str = "") -> tuple[Comparison, Pairs]:
    """What differs between the framework of an agreement and the one to go to, and the pairs that it suggests."""
    agreement = agreements.find(session, agreement_id)
    here = frameworks.document(session, agreement.framework_id)
    found = compare(here, target_of(session, here, key, version))
    return found, carrying.suggest(found)


def suggest_versions(session: Session, *, before: Framework, key: str, version: str = "") -> tuple[Comparison, Pairs]:
    """The same for all agreements under one version."""
    found = compare(before, target_of(session, before, key, version))
    return found, carrying.suggest(found)


def target_of(session: Session, here: Framework, key: str, version: str) -> Framework:
    """The framework to go to; KnownError where that is `here`."""
    there = frameworks.find(session, key=key, version=version)
    if (there.key, there.version) == (here.key, here.version):
        sentence = f"This is {there.title} {there.version} already."
        raise KnownError(sentence, "Choose another version or framework.")
    return there


def preview(session: Session, *, agreement_id: str, key: str, version: str = "", pairs: Pairs) -> Preview:
    """What `carry_over` with these pairs would make of the progress."""
    agreement = agreements.find(session, agreement_id)
    here = frameworks.document(session, agreement.framework_id)
    there = target_of(session, here, key, version)
    carrying.check(pairs, here, there)
    now = facts(session, agreement, clock.today(session), None)
    standing = carried_standing.read(session, agreement.id, current(session, agreement.id))
    moved = carrying.carry(standing, pairs)
    after = measure(there, facts_under(now, moved, here.version))
    return Preview(measure(here, now), after, carrying.left_out(standing, pairs))


def carry_over(
    session: Session, *, agreement_id: str, key: str, version: str = "", pairs: Pairs, by: str, reason: str = ""
) -> str:
    """Move an agreement to another framework; the records that the pairs name count there from now on. Returns the
    id of the carry-over.

    Raises KnownError where someone else than a coordinator asks, where the agreement has ended or is under that
    framework already, and where a pair names what is not there.
    """
    check_right(session, by)
    agreement = agreements.find(session, agreement_id)
    _check_open(agreement)
    here = frameworks.document(session, agreement.framework_id)
    there = target_of(session, here, key, version)
    carrying.check(pairs, here, there)
    to_id = frameworks.adopt(session, framework=there)
    standing = carried_standing.read(session, agreement.id, current(session, agreement.id))
    row = _move(session, agreement, to_id, by, reason)
    parts = _write_parts(session, row.id, pairs, here, there)
    moved = carrying.carry(standing, pairs)
    carried_standing.write(session, row.id, to_id, standing, moved, parts)
    totals.rebuild(session, agreement.id)
    _sign(session, agreement, row.id, here, there, by)
    return row.id


def _sign(
    session: Session, agreement: AgreementRow, carry_over_id: str, here: Framework, there: Framework, by: str
) -> None:
    models = (CarriedPart, CarriedSignOff, CarriedRequest, CarriedHours, CarriedCourse, CarriedCredit)
    signing.record(
        session,
        act=Act.CARRIED_OVER,
        by=by,
        about=f"agreement {agreement.number}, to {there.title}, version {there.version}",
        what={
            "apprentice": Personal(people.name_of(session, agreement.apprentice_id)),
            "from": f"{here.title}, version {here.version}",
        },
        wrote=[
            Wrote(CarryOver, [carry_over_id]),
            *(Wrote(model, [carry_over_id], "carry_over_id") for model in models),
        ],
    )


def check_right(session: Session, by: str) -> None:
    """Raise KnownError for anyone but a coordinator."""
    if Role.COORDINATOR not in people.roles_of(session, by):
        raise KnownError("Agreements are carried over by a coordinator.", "Ask one of them.")


def current(session: Session, agreement_id: str) -> str:
    """The id of the last carry-over of an agreement, empty without one."""
    query = columns(CarryOver.id).where(col(CarryOver.agreement_id) == agreement_id, col(CarryOver.is_current))
    return session.execute(query).scalar() or ""


def undo(session: Session, *, agreement_id: str, by: str, reason: str) -> str:
    """Take back the last carry-over of an agreement, with a reason: all that it carried counts where it did before.
    What was recorded since goes back along the same pairs. Returns the id of the reversal.

    Raises KnownError where no pair leads back for something that was recorded since.
    """
    check_right(session, by)
    agreement = agreements.find(session, agreement_id)
    _check_open(agreement)
    if not words.clean(reason):
        raise KnownError("A reversal needs a reason.", "Enter the reason.")
    last = _last_standing(session, agreement.id)
    if last is None:
        raise KnownError("This agreement was never carried over.", "There is nothing to take back.")
    standing, moved = _undone(session, agreement, last)
    row = _move(session, agreement, last.from_id, by, reason, reverses=last.id)
    carried_standing.write(session, row.id, last.from_id, standing, moved, {})
    totals.rebuild(session, agreement.id)
    here, there = (frameworks.document(session, one) for one in (last.to_id, last.from_id))
    _sign(session, agreement, row.id, here, there, by)
    return row.id


def _undone(session: Session, agreement: AgreementRow, last: CarryOver) -> tuple[Standing, Standing]:
    """Every record of the agreement, as it is once the last carry-over is undone beside as it was before that."""
    named = carried_standing.known(session, last.id)
    back, _ = named.split(carried_standing.read(session, agreement.id, _before(session, last)))
    _, since = named.split(carried_standing.read(session, agreement.id, current(session, agreement.id)))
    here, there = (frameworks.document(session, id_) for id_ in (last.to_id, last.from_id))
    pairs = carrying.inverse(
        _pairs_of(session, last.id), carrying.suggest_levels(here.rating_scale, there.rating_scale)
    )
    lost = carrying.left_out(since, pairs)
    if lost:
        codes = words.listed(dict.fromkeys(one.code for one in lost))
        raise KnownError(
            f"What was recorded for {codes} since has no place in version {there.version}.",
            "Carry the agreement over to that version and choose where it goes.",
        )
    moved = carrying.carry(since, pairs)
    return carried_standing.together(back, since), carried_standing.together(back, moved)


def _check_open(agreement: AgreementRow) -> None:
    if agreement.status in ENDED:
        raise KnownError(f"The agreement is {agreement.status}: it stays under its framework.", "See its events.")


def _before(session: Session, row: CarryOver) -> str:
    query = columns(CarryOver.id).where(
        col(CarryOver.agreement_id) == row.agreement_id, col(CarryOver.position) == row.position - 1
    )
    return session.execute(query).scalar() or ""


def _last_standing(session: Session, agreement_id: str) -> CarryOver | None:
    rows = session.exec(
        select(CarryOver).where(CarryOver.agreement_id == agreement_id).order_by(col(CarryOver.position).desc())
    ).all()
    undone = {row.reverses_id for row in rows}
    return next((row for row in rows if row.reverses_id is None and row.id not in undone), None)


def _move(
    session: Session, agreement: AgreementRow, to_id: str, by: str, reason: str, reverses: str | None = None
) -> CarryOver:
    """Put the agreement under the other framework, and write down that it went there."""
    query = columns(func.max(CarryOver.position), func.max(CarryOver.recorded_at))
    now = ledger.now(session)
    position, moment = session.execute(query.where(col(CarryOver.agreement_id) == agreement.id)).one()
    session.execute(update(CarryOver).where(col(CarryOver.agreement_id) == agreement.id).values(is_current=False))
    values = {
        "agreement_id": agreement.id,
        "position": (position or 0) + 1,
        "from_id": agreement.framework_id,
        "to_id": to_id,
        "reverses_id": reverses,
        "reason": words.clean(reason),
        "recorded_by": by,
        "recorded_at": max(now, moment + timedelta(microseconds=1)) if moment else now,
    }
    row = CarryOver.model_validate(values)
    session.add(row)
    session.execute(update(Agreement).where(col(Agreement.id) == agreement.id).values(framework_id=to_id))
    session.flush()
    return row


def _write_parts(
    session: Session, carry_over_id: str, pairs: Pairs, here: Framework, there: Framework
) -> carried_standing.PartIds:
    """Both texts of each pair; a part that no pair names is written down as left out."""
    texts, others = carrying.codes_of(here), carrying.codes_of(there)
    ids: dict[tuple[PartKind, str, str | None], str] = {}
    for kind, parts in texts.items():
        for code, text in parts.items():
            pair = pairs.find(kind, code) or Pair(kind, code, ())
            targets: Iterable[tuple[str | None, int]] = zip(pair.after, pair.shares(), strict=True)
            for to, weight in (*targets,) or ((None, 1),):
                row = CarriedPart.model_validate(
                    {
                        "carry_over_id": carry_over_id,
                        "kind": kind,
                        "from_code": code,
                        "from_text": text,
                        "to_code": to,
                        "to_text": others[kind].get(to, "") if to else "",
                        "weight": weight,
                    }
                )
                session.add(row)
                ids[kind, code, to] = row.id
    session.flush()
    return ids


def _pairs_of(session: Session, carry_over_id: str) -> Pairs:
    query = columns(CarriedPart.kind, CarriedPart.from_code, CarriedPart.to_code)
    found: dict[tuple[PartKind, str], list[str]] = {}
    for row in session.execute(query.where(col(CarriedPart.carry_over_id) == carry_over_id)):
        if row.to_code is not None:
            found.setdefault((row.kind, row.from_code), []).append(row.to_code)
    return Pairs(tuple(Pair(kind, code, tuple(after)) for (kind, code), after in found.items()))
