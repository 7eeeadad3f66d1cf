"""What is asked of hours before anything is written, for one entry and for many alike."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session, col, func, select

from desktop import words
from desktop.codes import HourKind, HourState, Role
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.models.agreements import Agreement
from desktop.models.base import new_id
from desktop.models.hours import HourEntry
from desktop.services import agreements, people
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns

DAY_MINUTES = 24 * 60


@dataclass(frozen=True, slots=True)
class NewEntry:
    """Minutes of one day. `parts` gives them to job functions (by number) and sums to `minutes`; related
    instruction may go to none. `id` is made before the first try, so that saving again cannot log twice."""

    kind: HourKind
    worked_on: date
    minutes: int
    parts: Mapping[str, int] = field(default_factory=dict)
    course: str | None = None
    note: str = ""
    id: str = field(default_factory=new_id)


def check_entry(framework: Framework, entry: NewEntry) -> None:
    """Raise KnownError where the entry contradicts itself or the framework."""
    day = words.long_date(entry.worked_on)
    if not 0 < entry.minutes <= DAY_MINUTES:
        raise KnownError(f"The hours of {day} are not between nothing and 24 h.", "Enter the hours of one day.")
    if entry.kind is HourKind.OJT and entry.course:
        raise KnownError("On-the-job training is never class time.", "Log the class as related instruction.")
    if entry.course and all(one.code != entry.course for one in framework.courses):
        raise KnownError(f"There is no course {entry.course} in {framework.title}.", "Choose one from the list.")
    numbers = {one.number for one in framework.titled_functions()}
    for number, minutes in entry.parts.items():
        if number not in numbers:
            raise KnownError(f"There is no job function {number} in {framework.title}.", "Choose another.")
        if minutes <= 0:
            raise KnownError(f"The part for job function {number} is nothing.", "Leave it out.")
    if entry.kind is HourKind.OJT and not entry.parts:
        raise KnownError(f"The hours of {day} name no job function.", "Split them over the job functions.")
    if entry.parts and sum(entry.parts.values()) != entry.minutes:
        split, whole = words.hours(sum(entry.parts.values())), words.hours(entry.minutes)
        raise KnownError(f"The parts sum to {split}, but {day} has {whole}.", "Mend one of them.")


def not_yet_logged(session: Session, agreement: AgreementRow, entries: Sequence[NewEntry]) -> list[NewEntry]:
    """Without those that the first try saved; KnownError where they say something else now."""
    logged: dict[str, tuple[object, ...]] = {}
    query = columns(HourEntry.id, HourEntry.agreement_id, HourEntry.kind, HourEntry.worked_on, HourEntry.minutes)
    for start in range(0, len(entries), 500):
        ids = [one.id for one in entries[start : start + 500]]
        for id_, *said in session.execute(query.where(col(HourEntry.id).in_(ids))):
            logged[id_] = tuple(said)
    for one in entries:
        if logged.get(one.id) not in (None, (agreement.id, one.kind, one.worked_on, one.minutes)):
            raise KnownError("These hours are saved already and never change.", "Correct them instead.")
    return [one for one in entries if one.id not in logged]


def check_logger(session: Session, agreement: AgreementRow, by: str) -> None:
    """The apprentice logs their own hours; their mentors and the sponsor's people may for them."""
    if by == agreement.apprentice_id or may_decide(session, agreement, by, HourKind.RI):
        return
    raise KnownError(
        f"{people.name_of(session, by)} cannot log hours for this apprentice.",
        "The apprentice or a mentor can.",
    )


def may_decide(session: Session, agreement: AgreementRow, by: str, kind: HourKind) -> bool:
    if any(duty.person_id == by for duty in agreements.duties(session, agreement.id)):
        return True
    roles = people.roles_of(session, by)
    return Role.COORDINATOR in roles or (Role.INSTRUCTOR in roles and kind is HourKind.RI)


def check_day(session: Session, agreement: AgreementRow, day: date, more: int) -> None:
    """24 hours a day over all agreements of the same apprentice; returned hours do not count."""
    query = (
        select(func.coalesce(func.sum(HourEntry.minutes), 0))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .where(
            Agreement.apprentice_id == agreement.apprentice_id,
            HourEntry.worked_on == day,
            HourEntry.state != HourState.RETURNED,
        )
    )
    logged = session.exec(query).one()
    if logged + more > DAY_MINUTES:
        raise KnownError(
            f"{words.long_date(day)} would have {words.hours(logged + more)}, and {words.hours(logged)} of them "
            "are logged already.",
            "Log 24 h a day at the most.",
        )
