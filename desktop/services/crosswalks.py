"""Which competencies of two frameworks say the same: five suggestions each, and what someone confirmed.

A confirmed pair is evidence for prior credit (29 CFR 29.5(b)(12)). It is never a sign-off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_

from desktop import words
from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks import nearest
from desktop.frameworks.document import Framework
from desktop.frameworks.likeness import Said, likeness
from desktop.frameworks.nearest import Suggestion
from desktop.models.crosswalks import CrosswalkPair
from desktop.models.frameworks import Competency, FrameworkVersion
from desktop.models.people import Person
from desktop.services import agreements, clock, frameworks, people
from desktop.services.columns import columns

SUGGESTED = 5


@dataclass(frozen=True, slots=True)
class ConfirmedPair:
    """Two competencies that someone said are the same, seen from the framework asked about."""

    id: str
    code: str
    other_code: str
    other_text: str
    score: float
    note: str
    confirmed_by: str
    confirmed_at: datetime
    withdrawn_by: str
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class CrosswalkRow:
    """One competency of the one framework, and what may or does stand for it in the other."""

    code: str
    text: str
    function: str
    suggestions: tuple[Suggestion, ...]
    confirmed: tuple[ConfirmedPair, ...]


def crosswalk(session: Session, *, before: Framework, after: Framework) -> tuple[CrosswalkRow, ...]:
    """Every competency of `before` with up to five suggestions of `after`, the likest first, and what is confirmed."""
    near = nearest.suggestions(before, after, most=SUGGESTED)
    kept: dict[str, list[ConfirmedPair]] = {}
    for pair in confirmed(session, before=before, after=after):
        if pair.withdrawn_at is None:
            kept.setdefault(pair.code, []).append(pair)
    return tuple(
        CrosswalkRow(one.code, one.title, function.number, near.get(one.code, ()), tuple(kept.get(one.code, ())))
        for function in before.titled_functions()
        for one in function.competencies
    )


def confirm(
    session: Session,
    *,
    before: Framework,
    after: Framework,
    pairs: Sequence[tuple[str, str]],
    by: str,
    note: str = "",
) -> int:
    """Keep pairs of codes, one of each framework; both frameworks come into the record. Returns how many are new."""
    _check_right(session, by)
    if (before.key, before.version) == (after.key, after.version):
        raise KnownError("A framework has no crosswalk to itself.", "Choose another framework.")
    texts = tuple({one.code: one.title for one in framework.competencies()} for framework in (before, after))
    for codes in pairs:
        for code, known, framework in zip(codes, texts, (before, after), strict=True):
            if code not in known:
                raise KnownError(f"There is no competency {code} in {framework.title}.", "Check the pairs.")
    ids = tuple(frameworks.adopt(session, framework=framework) for framework in (before, after))
    standing = confirmed(session, before=before, after=after)
    there = {(one.code, one.other_code) for one in standing if one.withdrawn_at is None}
    new = [codes for codes in dict.fromkeys(pairs) if codes not in there]
    for one, other in new:
        values = {
            "from_id": frameworks.competency_id(ids[0], one),
            "to_id": frameworks.competency_id(ids[1], other),
            "score": round(likeness(Said(texts[0][one]), Said(texts[1][other])), 1),
            "note": words.clean(note),
            "confirmed_by": by,
            "confirmed_at": clock.now(),
        }
        session.add(CrosswalkPair.model_validate(values))
    session.flush()
    return len(new)


def withdraw(session: Session, *, pair_id: str, by: str) -> None:
    """Say that a pair no longer holds. It stays, with who withdrew it and when."""
    _check_right(session, by)
    row = session.get(CrosswalkPair, pair_id)
    if row is None:
        raise KnownError("This pair is not in the record.", "Choose one from the list.")
    if row.withdrawn_at is not None:
        raise KnownError("This pair is withdrawn already.", "Confirm it anew if it holds.")
    row.withdrawn_by = by
    row.withdrawn_at = clock.now()
    session.add(row)
    session.flush()


def _check_right(session: Session, by: str) -> None:
    if Role.COORDINATOR not in people.roles_of(session, by):
        raise KnownError("A crosswalk is confirmed by a coordinator.", "Ask one of them.")


def confirmed(session: Session, *, before: Framework, after: Framework) -> tuple[ConfirmedPair, ...]:
    """Every pair ever confirmed between two frameworks, from either side, in the order it was."""
    ids = tuple(_adopted(session, framework) for framework in (before, after))
    if not all(ids):
        return ()
    query = columns(
        CrosswalkPair.id,
        CrosswalkPair.from_id,
        CrosswalkPair.to_id,
        CrosswalkPair.score,
        CrosswalkPair.note,
        CrosswalkPair.confirmed_by,
        CrosswalkPair.confirmed_at,
        CrosswalkPair.withdrawn_by,
        CrosswalkPair.withdrawn_at,
    ).order_by(col(CrosswalkPair.confirmed_at), col(CrosswalkPair.id))
    here, there = (_competencies(session, id_) for id_ in ids)
    query = query.where(or_(col(CrosswalkPair.from_id).in_(here), col(CrosswalkPair.to_id).in_(here)))
    names = {row.id: row.full_name for row in session.execute(columns(Person.id, Person.full_name))}
    found = []
    for row in session.execute(query):
        one, other = (row.from_id, row.to_id) if row.from_id in here else (row.to_id, row.from_id)
        if one in here and other in there:
            found.append(
                ConfirmedPair(
                    row.id,
                    here[one][0],
                    *there[other],
                    row.score,
                    row.note,
                    names[row.confirmed_by],
                    row.confirmed_at,
                    names.get(row.withdrawn_by, ""),
                    row.withdrawn_at,
                )
            )
    return tuple(found)


def _adopted(session: Session, framework: Framework) -> str:
    query = columns(FrameworkVersion.id).where(
        col(FrameworkVersion.key) == framework.key, col(FrameworkVersion.version) == framework.version
    )
    return session.execute(query).scalar() or ""


def _competencies(session: Session, framework_id: str) -> dict[str, tuple[str, str]]:
    """Code and text by id."""
    query = columns(Competency.id, Competency.code, Competency.title)
    rows = session.execute(query.where(col(Competency.framework_id) == framework_id))
    return {row.id: (row.code, row.title) for row in rows}


def evidence(session: Session, *, agreement_id: str, key: str, version: str = "") -> str:
    """What the confirmed pairs say for prior credit under an agreement, for what was learned under another framework:
    a line each, with who confirmed it and when. KnownError where there is none."""
    agreement = agreements.find(session, agreement_id)
    here = frameworks.document(session, agreement.framework_id)
    there = frameworks.find(session, key=key, version=version)
    texts = {one.code: one.title for one in here.competencies()}
    lines = [
        f"{there.title} {there.version}, {one.other_code} “{words.clean_line(one.other_text)}” stands for "
        f"{one.code} “{words.clean_line(texts[one.code])}”: confirmed by {one.confirmed_by} on {_day(session, one)}"
        for one in confirmed(session, before=here, after=there)
        if one.withdrawn_at is None
    ]
    if not lines:
        raise KnownError(
            f"No competency of {there.title} {there.version} is confirmed to stand for one of {here.title}.",
            "Confirm the crosswalk first.",
        )
    return "\n".join(lines)


def _day(session: Session, one: ConfirmedPair) -> str:
    day: date = one.confirmed_at.astimezone(clock.zone(session)).date()
    return words.long_date(day)
