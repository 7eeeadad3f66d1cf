"""Hours of work and class in minutes. Entries are never changed: a correction is a reversing entry."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from desktop.codes import HourKind, HourState
from desktop.models.base import key, link, moment, now, one_of, word


class HourEntry(SQLModel, table=True):
    """Minutes of one kind on one day; negative only where `reverses_id` names the entry taken back.
    `state` repeats the latest decision."""

    __tablename__ = "hour_entry"
    __table_args__ = (
        one_of("kind", HourKind),
        one_of("state", HourState),
        CheckConstraint("minutes <> 0 AND minutes BETWEEN -1440 AND 1440", name="minutes_of_a_day"),
        CheckConstraint("(minutes < 0) = (reverses_id IS NOT NULL)", name="negative_reverses"),
        CheckConstraint("course_id IS NULL OR kind = 'RI'", name="training_is_never_class"),
        Index("ix_hour_entry_agreement_id_worked_on", "agreement_id", "worked_on"),
        Index("ix_hour_entry_state_agreement_id", "state", "agreement_id"),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    employer_id: str | None = link("employer.id", default=None)
    course_id: str | None = link("course.id", default=None)
    kind: HourKind = word(HourKind)
    worked_on: date
    minutes: int
    note: str = Field(default="", sa_type=Text)
    state: HourState = word(HourState, default=HourState.PENDING)
    reverses_id: str | None = link("hour_entry.id", default=None, unique=True)
    entered_by: str = link("person.id")
    entered_at: datetime = moment(default_factory=now)


class HourAllocation(SQLModel, table=True):
    """The part of an entry that goes to one job function; the parts sum to the entry."""

    __tablename__ = "hour_allocation"
    __table_args__ = (CheckConstraint("minutes <> 0", name="minutes_not_zero"),)

    entry_id: str = link("hour_entry.id", primary_key=True)
    part: int = Field(primary_key=True)
    job_function_id: str | None = link("job_function.id", default=None)
    minutes: int


class HourDecision(SQLModel, table=True):
    """One approval or return of one entry by one person; a return has a reason."""

    __tablename__ = "hour_decision"
    __table_args__ = (
        one_of("state", HourState),
        CheckConstraint("state <> 'returned' OR length(reason) > 0", name="return_has_reason"),
    )

    id: str = key()
    entry_id: str = link("hour_entry.id", index=True)
    state: HourState = word(HourState)
    reason: str = Field(default="", sa_type=Text)
    decided_by: str = link("person.id")
    decided_at: datetime = moment(default_factory=now)


class HourTotal(SQLModel, table=True):
    """Sums of the allocations, kept in the transaction that changes them, so that lists read few rows.
    `job_function` is the id of a job function, or "-" for hours given to none."""

    __tablename__ = "hour_total"
    __table_args__ = (one_of("kind", HourKind), one_of("state", HourState))

    agreement_id: str = link("agreement.id", primary_key=True)
    job_function: str = Field(primary_key=True, max_length=36)
    kind: HourKind = word(HourKind, primary_key=True)
    state: HourState = word(HourState, primary_key=True)
    minutes: int = 0


class CourseResult(SQLModel, table=True):
    """The outcome of one course; every result stays, a later one stands beside it."""

    __tablename__ = "course_result"

    id: str = key()
    agreement_id: str = link("agreement.id", index=True)
    course_id: str = link("course.id")
    finished_on: date
    is_passed: bool
    grade: str = Field(default="", max_length=40)
    recorded_by: str = link("person.id")
    recorded_at: datetime = moment(default_factory=now)
