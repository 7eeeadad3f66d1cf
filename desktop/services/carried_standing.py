"""Every record of one agreement, read and written as it counts under one carry-over."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import Select
from sqlmodel import Session, SQLModel, and_, col, insert

from desktop.codes import PartKind
from desktop.frameworks.carrying import (
    CourseAt,
    CreditAt,
    HoursAt,
    Minutes,
    RatingAt,
    RequestAt,
    Standing,
)
from desktop.models.agreements import PriorCredit
from desktop.models.base import new_id
from desktop.models.carry_over import CarriedCourse, CarriedCredit, CarriedHours, CarriedRequest, CarriedSignOff
from desktop.models.frameworks import Competency, Course, JobFunction
from desktop.models.hours import CourseResult, HourAllocation, HourEntry
from desktop.models.sign_offs import SignOff, SignOffRequest
from desktop.services import carried, frameworks
from desktop.services.columns import columns

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Known:
    """The records that one carry-over names, by their ids."""

    ids: frozenset[str]

    def split(self, standing: Standing) -> tuple[Standing, Standing]:
        """Those of `standing` that it names, and those that were made since."""
        return _chosen(standing, self.ids.__contains__), _chosen(standing, lambda id_: id_ not in self.ids)


def _chosen(standing: Standing, is_meant: Callable[[str], bool]) -> Standing:
    return Standing(
        ratings=tuple(one for one in standing.ratings if is_meant(one.id)),
        requests=tuple(one for one in standing.requests if is_meant(one.id)),
        courses=tuple(one for one in standing.courses if is_meant(one.id)),
        hours=tuple(one for one in standing.hours if is_meant(one.entry_id)),
        credits=tuple(one for one in standing.credits if is_meant(one.id)),
    )


def together(one: Standing, other: Standing) -> Standing:
    return Standing(
        one.ratings + other.ratings,
        one.requests + other.requests,
        one.courses + other.courses,
        one.hours + other.hours,
        one.credits + other.credits,
    )


def known(session: Session, carry_over_id: str) -> Known:
    pairs: tuple[tuple[type[SQLModel], Any], ...] = (
        (CarriedSignOff, CarriedSignOff.sign_off_id),
        (CarriedRequest, CarriedRequest.request_id),
        (CarriedCourse, CarriedCourse.result_id),
        (CarriedHours, CarriedHours.entry_id),
        (CarriedCredit, CarriedCredit.credit_id),
    )
    found: set[str] = set()
    for model, id_ in pairs:
        query = columns(id_).where(model.carry_over_id == carry_over_id)  # type: ignore[attr-defined]
        found.update(session.execute(query).scalars())
    return Known(frozenset(found))


def read(session: Session, agreement_id: str, carry_over_id: str = "") -> Standing:
    """As the records count under one carry-over of the agreement; without one, where they say themselves."""
    return Standing(
        ratings=_ratings(session, agreement_id, carry_over_id),
        requests=_requests(session, agreement_id, carry_over_id),
        courses=_courses(session, agreement_id, carry_over_id),
        hours=_hours(session, agreement_id, carry_over_id),
        credits=_credits(session, agreement_id, carry_over_id),
    )


def _grouped(session: Session, query: Select[Any]) -> Iterable[tuple[tuple[Any, ...], tuple[str, ...]]]:
    """Rows that end in a code: all but the code, with the codes of that record, sorted."""
    found: dict[tuple[Any, ...], list[str]] = {}
    for *values, code in session.execute(query):
        codes = found.setdefault(tuple(values), [])
        if code is not None:
            codes.append(code)
    return ((values, tuple(sorted(codes))) for values, codes in found.items())


def _ratings(session: Session, agreement_id: str, carry_over_id: str) -> tuple[RatingAt, ...]:
    query = (
        columns(SignOff.id, carried.LEVEL, Competency.code)
        .select_from(SignOff)
        .join(
            CarriedSignOff,
            and_(
                col(CarriedSignOff.carry_over_id) == carry_over_id, col(CarriedSignOff.sign_off_id) == col(SignOff.id)
            ),
            isouter=True,
        )
        .join(Competency, col(Competency.id) == carried.SIGNED, isouter=True)
        .where(col(SignOff.agreement_id) == agreement_id)
    )
    return tuple(RatingAt(id_, codes, level) for (id_, level), codes in _grouped(session, query))


def _requests(session: Session, agreement_id: str, carry_over_id: str) -> tuple[RequestAt, ...]:
    query = (
        columns(SignOffRequest.id, Competency.code)
        .select_from(SignOffRequest)
        .join(
            CarriedRequest,
            and_(
                col(CarriedRequest.carry_over_id) == carry_over_id,
                col(CarriedRequest.request_id) == col(SignOffRequest.id),
            ),
            isouter=True,
        )
        .join(Competency, col(Competency.id) == carried.ASKED, isouter=True)
        .where(col(SignOffRequest.agreement_id) == agreement_id, col(SignOffRequest.answered_by).is_(None))
    )
    return tuple(RequestAt(id_, codes) for (id_,), codes in _grouped(session, query))


def _courses(session: Session, agreement_id: str, carry_over_id: str) -> tuple[CourseAt, ...]:
    query = (
        columns(CourseResult.id, CourseResult.is_passed, Course.code)
        .select_from(CourseResult)
        .join(
            CarriedCourse,
            and_(
                col(CarriedCourse.carry_over_id) == carry_over_id,
                col(CarriedCourse.result_id) == col(CourseResult.id),
            ),
            isouter=True,
        )
        .join(Course, col(Course.id) == carried.COURSE, isouter=True)
        .where(col(CourseResult.agreement_id) == agreement_id)
    )
    return tuple(CourseAt(id_, codes, is_passed) for (id_, is_passed), codes in _grouped(session, query))


def _hours(session: Session, agreement_id: str, carry_over_id: str) -> tuple[HoursAt, ...]:
    query = (
        columns(
            HourAllocation.entry_id,
            HourAllocation.part,
            HourEntry.kind,
            HourEntry.state,
            HourEntry.worked_on,
            JobFunction.number,
            carried.MINUTES.label("minutes"),
            CarriedHours.is_left_out,
        )
        .select_from(HourAllocation)
        .join(HourEntry, col(HourEntry.id) == col(HourAllocation.entry_id))
        .join(
            CarriedHours,
            and_(
                col(CarriedHours.carry_over_id) == carry_over_id,
                col(CarriedHours.entry_id) == col(HourAllocation.entry_id),
                col(CarriedHours.part) == col(HourAllocation.part),
            ),
            isouter=True,
        )
        .join(JobFunction, col(JobFunction.id) == carried.FUNCTION, isouter=True)
        .where(col(HourEntry.agreement_id) == agreement_id)
        .order_by(col(HourAllocation.entry_id), col(HourAllocation.part), col(CarriedHours.place))
    )
    found: dict[tuple[Any, ...], list[Minutes]] = {}
    for *entry, number, minutes, is_left_out in session.execute(query):
        found.setdefault(tuple(entry), []).append(Minutes(number, minutes, bool(is_left_out)))
    return tuple(HoursAt(*(*entry, tuple(at))) for entry, at in found.items())


def _credits(session: Session, agreement_id: str, carry_over_id: str) -> tuple[CreditAt, ...]:
    query = (
        columns(
            PriorCredit.id,
            PriorCredit.kind,
            JobFunction.number,
            carried.CREDIT_MINUTES.label("minutes"),
            CarriedCredit.is_left_out,
        )
        .select_from(PriorCredit)
        .join(
            CarriedCredit,
            and_(
                col(CarriedCredit.carry_over_id) == carry_over_id, col(CarriedCredit.credit_id) == col(PriorCredit.id)
            ),
            isouter=True,
        )
        .join(JobFunction, col(JobFunction.id) == carried.CREDIT_FUNCTION, isouter=True)
        .where(col(PriorCredit.agreement_id) == agreement_id)
        .order_by(col(PriorCredit.id), col(CarriedCredit.place))
    )
    found: dict[tuple[Any, ...], list[Minutes]] = {}
    for *credit, number, minutes, is_left_out in session.execute(query):
        found.setdefault(tuple(credit), []).append(Minutes(number, minutes, bool(is_left_out)))
    return tuple(CreditAt(*(*credit, tuple(at))) for credit, at in found.items())


_Row = dict[str, object]
PartIds = Mapping[tuple[PartKind, str, str | None], str]
"""The id of the CarriedPart of each pair, by kind and both codes; None for what was left out."""


def write(session: Session, carry_over_id: str, to_id: str, before: Standing, after: Standing, parts: PartIds) -> None:
    """Record where each record of `after` counts in the framework `to_id`. `before` has the same records in the same
    order, to tell which pair took them there."""
    rows = _Rows(carry_over_id, to_id, parts)
    made: tuple[tuple[type[SQLModel], list[_Row]], ...] = (
        (CarriedSignOff, _each(rows.rating, before.ratings, after.ratings)),
        (CarriedRequest, [row for one in after.requests for row in rows.request(one)]),
        (CarriedCourse, _each(rows.course, before.courses, after.courses)),
        (CarriedHours, _each(rows.hours, before.hours, after.hours)),
        (CarriedCredit, _each(rows.credit, before.credits, after.credits)),
    )
    for model, some in made:
        if some:
            session.execute(insert(model), some)


def _each(rows: Callable[[T, T], Iterable[_Row]], before: Iterable[T], after: Iterable[T]) -> list[_Row]:
    return [row for one, now in zip(before, after, strict=True) for row in rows(one, now)]


@dataclass(frozen=True, slots=True)
class _Rows:
    carry_over_id: str
    to_id: str
    parts: PartIds

    def _part(self, kind: PartKind, before: Iterable[str], after: str | None) -> str | None:
        return next((self.parts[kind, code, after] for code in before if (kind, code, after) in self.parts), None)

    def rating(self, before: RatingAt, after: RatingAt) -> Iterable[_Row]:
        for code in after.codes or (None,):
            yield {
                "id": new_id(),
                "carry_over_id": self.carry_over_id,
                "sign_off_id": after.id,
                "competency_id": code and frameworks.competency_id(self.to_id, code),
                "part_id": self._part(PartKind.COMPETENCY, before.codes, code),
                "level": after.level,
            }

    def request(self, after: RequestAt) -> Iterable[_Row]:
        for code in after.codes or (None,):
            yield {
                "id": new_id(),
                "carry_over_id": self.carry_over_id,
                "request_id": after.id,
                "competency_id": code and frameworks.competency_id(self.to_id, code),
            }

    def course(self, before: CourseAt, after: CourseAt) -> Iterable[_Row]:
        for code in after.codes or (None,):
            yield {
                "id": new_id(),
                "carry_over_id": self.carry_over_id,
                "result_id": after.id,
                "course_id": code and frameworks.course_id(self.to_id, code),
                "part_id": self._part(PartKind.COURSE, before.codes, code),
            }

    def hours(self, before: HoursAt, after: HoursAt) -> Iterable[_Row]:
        for row in self._minutes(before.at, after.at):
            yield {"entry_id": after.entry_id, "part": after.part, **row}

    def credit(self, before: CreditAt, after: CreditAt) -> Iterable[_Row]:
        for row in self._minutes(before.at, after.at):
            yield {"credit_id": after.id, **row}

    def _minutes(self, before: Iterable[Minutes], after: Iterable[Minutes]) -> Iterable[_Row]:
        numbers = [one.function for one in before if one.function is not None and not one.is_left_out]
        for place, one in enumerate(after):
            code = None if one.is_left_out else one.function or ""
            yield {
                "carry_over_id": self.carry_over_id,
                "place": place,
                "job_function_id": one.function and frameworks.job_function_id(self.to_id, one.function),
                "part_id": self._part(PartKind.JOB_FUNCTION, numbers, code),
                "minutes": one.minutes,
                "is_left_out": one.is_left_out,
            }
