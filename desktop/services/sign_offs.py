"""Sign-offs: one rating of one competency by one named signer on one date. Every rating stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlmodel import Session, col, insert, select, update

from desktop import words
from desktop.codes import Act, HourKind, Role
from desktop.errors import KnownError
from desktop.frameworks.document import Framework, RatingScale
from desktop.frameworks.standing import Rating
from desktop.ledger.personal import Personal, Spoken
from desktop.models.agreements import Agreement
from desktop.models.base import new_id
from desktop.models.evidence import SignOffEvidence
from desktop.models.frameworks import Competency
from desktop.models.people import Person
from desktop.models.sign_offs import SignOff, SignOffRequest, SignOffReversal
from desktop.services import (
    access,
    acting,
    agreements,
    carried,
    competency_totals,
    events,
    frameworks,
    ledger,
    people,
    signing,
)
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns, given
from desktop.services.evidence import NewEvidence, to_requests, to_sign_offs
from desktop.services.signing import Wrote

COMMENT_LENGTH = 4000


_RECORDED = columns(
    SignOff.id,
    SignOff.agreement_id,
    SignOff.competency_id,
    SignOff.level,
    SignOff.shown,
    SignOff.observed_on,
    SignOff.signer_id,
).where(col(SignOff.id).in_(given("ids", is_list=True)))
_ASKED = carried.requests(
    columns(SignOffRequest.id, col(Competency.id).label("competency_id")).select_from(SignOffRequest)
).where(col(SignOffRequest.agreement_id) == given("agreement_id"), col(SignOffRequest.answered_by).is_(None))


@dataclass(frozen=True, slots=True)
class NewRating:
    """What the signer says about one competency. `id` is made before the first try, so that saving again
    after a failure cannot sign twice."""

    code: str
    level: int
    shown: HourKind
    observed_on: date
    comment: str = ""
    id: str = field(default_factory=new_id)
    evidence: tuple[NewEvidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Request:
    """A sign-off that an apprentice asked for and nobody has given yet."""

    agreement_id: str
    code: str
    self_level: int | None
    note: str
    asked_at: datetime
    id: str = ""


def sign_off(session: Session, *, agreement_id: str, ratings: Sequence[NewRating], signer_id: str) -> tuple[str, ...]:
    """Record each rating as the signer's own; all of them or none. Returns their ids.

    Raises KnownError where the signer is the apprentice or has no duty under the agreement, where a level
    is not on the scale or lacks its reason, and where a date is in the future, before the agreement, or in a
    suspension.
    """
    agreement = agreements.find(session, agreement_id)
    framework = frameworks.document(session, agreement.framework_id)
    ratings = _not_yet_recorded(session, agreement, ratings, signer_id)
    if not ratings:
        return ()
    rights = _Rights.of(session, agreement, signer_id)
    for one in ratings:
        check_rating(framework, one.code, one.level, words.clean(one.comment))
    events.require_open(session, agreement, [one.observed_on for one in ratings], "a sign-off")
    moment = ledger.now(session)
    rows = [_row(agreement, rights, one, moment) for one in ratings]
    session.execute(insert(SignOff), rows)
    answered = _answer_requests(session, agreement.id, rows)
    given = {one.id: one.evidence for one in ratings}
    has_evidence = to_sign_offs(session, new=given, answered=answered, by=signer_id)
    competency_totals.refresh(session, agreement.id, framework)
    attest(session, agreement, framework, ratings, signer_id, has_evidence=has_evidence)
    return tuple(one.id for one in ratings)


def attest(
    session: Session,
    agreement: AgreementRow,
    framework: Framework,
    new: Sequence[NewRating],
    signer_id: str,
    *,
    has_evidence: bool = False,
) -> None:
    """The entry of a sitting: each competency in the words that its signer saw."""
    titles = {one.code: one.title for one in framework.competencies()}
    meanings = {one.level: one.word for one in framework.rating_scale.levels}
    ids = [one.id for one in new]
    seen: list[Spoken] = [
        {
            "competency": one.code,
            "title": titles[one.code],
            "level": one.level,
            "meaning": meanings[one.level],
            "shown": one.shown.value,
            "observed_on": one.observed_on.isoformat(),
        }
        for one in new
    ]
    signing.record(
        session,
        act=Act.SIGN_OFF,
        by=signer_id,
        about=f"agreement {agreement.number}, competency {words.listed(one.code for one in new)}",
        what={**_who(session, agreement, framework), "signed": seen},
        wrote=[Wrote(SignOff, ids), *([Wrote(SignOffEvidence, ids, "sign_off_id")] if has_evidence else ())],
    )


def _who(session: Session, agreement: AgreementRow, framework: Framework) -> dict[str, Spoken]:
    return {
        "apprentice": Personal(people.name_of(session, agreement.apprentice_id)),
        "framework": f"{framework.title}, version {framework.version}",
    }


@dataclass(frozen=True, slots=True)
class _Rights:
    """In which roles someone may sign under one agreement: the days as mentor, and whether instructor."""

    signer_id: str
    days: tuple[tuple[date, date | None], ...]
    is_instructor: bool

    @classmethod
    def of(cls, session: Session, agreement: AgreementRow, signer_id: str) -> "_Rights":
        if signer_id == agreement.apprentice_id:
            raise KnownError("Nobody signs for themselves.", "Ask your mentor for the sign-off.")
        found = [duty for duty in agreements.duties(session, agreement.id) if duty.person_id == signer_id]
        is_instructor = Role.INSTRUCTOR in people.roles_of(session, signer_id)
        if not found and not is_instructor:
            raise KnownError(
                f"{people.name_of(session, signer_id)} is not a mentor of this apprentice.",
                "The agreement names its mentors; one of them signs.",
            )
        return cls(signer_id, tuple((duty.since, duty.until) for duty in found), is_instructor)

    def role(self, shown: HourKind, day: date) -> Role:
        """The role to sign in: an instructor signs what was shown in related instruction, a mentor both."""
        if any(since <= day and (until is None or day <= until) for since, until in self.days):
            return Role.MENTOR
        if self.is_instructor and shown is HourKind.RI:
            return Role.INSTRUCTOR
        if self.is_instructor and not self.days:
            raise KnownError(
                "An instructor signs what was shown in related instruction.",
                "A mentor signs work on the job.",
            )
        raise KnownError(
            f"The signer was not a mentor of this apprentice on {words.long_date(day)}.", "Check the date."
        )


def _row(agreement: AgreementRow, rights: _Rights, rating: NewRating, moment: datetime) -> dict[str, object]:
    role = rights.role(rating.shown, rating.observed_on)
    return {
        "id": rating.id,
        "agreement_id": agreement.id,
        "competency_id": frameworks.competency_id(agreement.framework_id, rating.code),
        "level": rating.level,
        "shown": rating.shown,
        "observed_on": rating.observed_on,
        "comment": words.clean(rating.comment),
        "signer_id": rights.signer_id,
        "signer_role": role,
        "is_both_roles": role is Role.MENTOR and rights.is_instructor,
        "recorded_at": moment,
    }


def check_rating(framework: Framework, code: str, level: int, comment: str) -> None:
    """Raise KnownError where the framework has no such competency or level, or the level lacks its reason."""
    if code not in _codes(framework):
        raise KnownError(f"There is no competency {code} in {framework.title}.", "Choose one from the list.")
    scale: RatingScale = framework.rating_scale
    found = scale.find(level)
    if found is None:
        lowest, highest = scale.levels[0].level, scale.levels[-1].level
        raise KnownError(f"There is no level {level}.", f"Choose a level from {lowest} to {highest}.")
    if found.needs_reason and not comment:
        raise KnownError(f"Level {level} for {code} needs a reason.", "Say why in the comment: absent, not covered, …")
    if len(comment) > COMMENT_LENGTH:
        raise KnownError(f"The comment on {code} is longer than {COMMENT_LENGTH:,} letters.", "Shorten it.")


def _codes(framework: Framework) -> frozenset[str]:
    """What can be rated: the competencies of job functions that are filled in."""
    return frozenset(one.code for function in framework.titled_functions() for one in function.competencies)


def _not_yet_recorded(
    session: Session, agreement: AgreementRow, ratings: Sequence[NewRating], signer_id: str
) -> list[NewRating]:
    """Without those that the first try saved; KnownError where they say something else now."""
    new = []
    ids = [one.id for one in ratings]
    found = {row.id: row for row in session.execute(_RECORDED, {"ids": ids})}
    for one in ratings:
        recorded = found.get(one.id)
        if recorded is None:
            new.append(one)
            continue
        competency_id = frameworks.competency_id(agreement.framework_id, one.code)
        said = (agreement.id, competency_id, one.level, one.shown, one.observed_on, signer_id)
        if said != (
            recorded.agreement_id,
            recorded.competency_id,
            recorded.level,
            recorded.shown,
            recorded.observed_on,
            recorded.signer_id,
        ):
            raise KnownError("This sign-off is saved already and never changes.", "Reverse it, then sign again.")
    return new


def _answer_requests(session: Session, agreement_id: str, rows: list[dict[str, object]]) -> dict[str, list[str]]:
    """The ids of the requests that each sign-off answers, by its id."""
    found: dict[str, list[str]] = {}
    asked = session.execute(_ASKED, {"agreement_id": agreement_id}).all()
    for row in rows:
        answered = [request.id for request in asked if request.competency_id == row["competency_id"]]
        if answered:
            session.execute(
                update(SignOffRequest)
                .where(col(SignOffRequest.id).in_(answered), col(SignOffRequest.answered_by).is_(None))
                .values(answered_by=row["id"])
            )
            found[str(row["id"])] = answered
    return found


def reverse(session: Session, *, sign_off_id: str, reason: str, by: str) -> None:
    """Take a sign-off back: its signer may, and a coordinator. Both stay in the record."""
    found = session.exec(select(SignOff.agreement_id, SignOff.signer_id).where(SignOff.id == sign_off_id)).first()
    if found is None:
        raise KnownError("This sign-off is not in the record.", "Choose one from the list.")
    agreement_id, signer_id = found
    agreement = agreements.find(session, agreement_id)
    if by == agreement.apprentice_id:
        raise KnownError("Nobody reverses a sign-off of their own record.", "Ask the signer or a coordinator.")
    if by != signer_id and Role.COORDINATOR not in people.roles_of(session, by):
        raise KnownError("A sign-off is reversed by its signer or a coordinator.", "Ask one of them.")
    if not words.clean(reason):
        raise KnownError("A reversal needs a reason.", "Enter the reason.")
    if session.get(SignOffReversal, sign_off_id) is not None:
        raise KnownError("This sign-off is reversed already.", "Sign off anew instead.")
    values = {
        "sign_off_id": sign_off_id,
        "reason": words.clean(reason),
        "reversed_by": by,
        "recorded_at": ledger.now(session),
    }
    session.add(SignOffReversal.model_validate(values))
    session.flush()
    framework = frameworks.document(session, agreement.framework_id)
    competency_totals.refresh(session, agreement_id, framework)
    signing.record(
        session,
        act=Act.SIGN_OFF_REVERSED,
        by=by,
        about=f"agreement {agreement.number}, a sign-off",
        what=_who(session, agreement, framework),
        wrote=[Wrote(SignOffReversal, [sign_off_id])],
    )


def reverse_all(session: Session, *, sign_off_ids: Sequence[str], reason: str, by: str) -> None:
    """Take several sign-offs back for one reason, all of them or none."""
    for id_ in sign_off_ids:
        reverse(session, sign_off_id=id_, reason=reason, by=by)


def ask(
    session: Session,
    *,
    agreement_id: str,
    codes: Sequence[str],
    by: str,
    note: str = "",
    self_level: int | None = None,
    evidence: Sequence[NewEvidence] = (),
) -> int:
    """The apprentice asks for sign-offs; what waits already is not asked twice, and evidence goes to it as well.
    Returns how many are new."""
    agreement = agreements.find(session, agreement_id)
    if by != agreement.apprentice_id:
        raise KnownError("Only the apprentice asks for a sign-off.", "A mentor signs without being asked.")
    acting.sitting(session, by)
    framework = frameworks.document(session, agreement.framework_id)
    events.require_recordable(agreement, "a request")
    if self_level is not None and framework.rating_scale.find(self_level) is None:
        raise KnownError(f"There is no level {self_level}.", "Choose a level of the scale.")
    known = _codes(framework)
    waiting = {request.code: request.id for request in requests(session, agreement_id=agreement.id)}
    new = [code for code in dict.fromkeys(codes) if code not in waiting]
    ids = [waiting[code] for code in dict.fromkeys(codes) if code in waiting]
    for code in new:
        if code not in known:
            raise KnownError(f"There is no competency {code} in {framework.title}.", "Choose one.")
        values = {
            "agreement_id": agreement.id,
            "competency_id": frameworks.competency_id(agreement.framework_id, code),
            "note": words.clean(note),
            "self_level": self_level,
            "asked_at": ledger.now(session),
        }
        asked = SignOffRequest.model_validate(values)
        session.add(asked)
        ids.append(asked.id)
    session.flush()
    to_requests(session, request_ids=ids, new=evidence, by=by)
    competency_totals.refresh(session, agreement.id, framework)
    return len(new)


def requests(
    session: Session, *, agreement_id: str | None = None, until: datetime | None = None
) -> tuple[Request, ...]:
    """Open requests, the oldest first. With `until`, those that were open at that moment."""
    query = columns(
        SignOffRequest.agreement_id,
        Competency.code,
        SignOffRequest.self_level,
        SignOffRequest.note,
        SignOffRequest.asked_at,
        SignOffRequest.id,
    ).select_from(SignOffRequest)
    query = carried.requests(query, until)
    if until is None:
        query = query.where(col(SignOffRequest.answered_by).is_(None))
    else:
        answer = select(SignOff.recorded_at).where(col(SignOff.id) == col(SignOffRequest.answered_by))
        answered_at = answer.scalar_subquery()
        query = query.where(col(SignOffRequest.asked_at) < until, (answered_at.is_(None)) | (answered_at >= until))
    if agreement_id is not None:
        query = query.where(col(SignOffRequest.agreement_id) == agreement_id)
    elif (seen := access.own(session)) is not None:
        query = query.where(col(SignOffRequest.agreement_id).in_(select(Agreement.id).where(seen)))
    rows = session.execute(query.order_by(col(SignOffRequest.asked_at), col(Competency.code)))
    return tuple(Request(*row) for row in rows)


def ratings(session: Session, *, agreement_id: str, until: datetime | None = None) -> tuple[Rating, ...]:
    """Every sign-off of an agreement, reversed ones with the reason; with `until`, as the record was then."""
    access.require_seen(session, agreement_id)
    query = (
        columns(
            SignOff.id,
            Competency.code,
            carried.LEVEL,
            SignOff.shown,
            SignOff.observed_on,
            SignOff.recorded_at,
            Person.full_name,
            SignOff.signer_role,
            SignOff.comment,
            SignOffReversal.reason,
            SignOffReversal.recorded_at,
            SignOff.is_both_roles,
            carried.own_competency.code,
            carried.own_version.version,
        )
        .select_from(SignOff)
        .join(Person, col(Person.id) == col(SignOff.signer_id))
        .join(SignOffReversal, col(SignOffReversal.sign_off_id) == col(SignOff.id), isouter=True)
    )
    query = carried.origins(carried.sign_offs(query, until)).where(col(SignOff.agreement_id) == agreement_id)
    if until is not None:
        query = query.where(col(SignOff.recorded_at) < until)
    found = []
    for row in session.execute(query):
        *values, reason, reversed_at, is_both_roles, code, version = row
        stands = reason is None or (until is not None and reversed_at >= until)
        origin = f"{code} of version {version}" if code else ""
        found.append(Rating(*[*values, "" if stands else reason, is_both_roles, origin]))
    return tuple(found)
