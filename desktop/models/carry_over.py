"""Agreements that went to another framework, and what was carried with them. The original records stay as they are:
these say where each of them counts now, and they are never changed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.codes import PartKind
from desktop.models.base import key, link, moment, now, one_of, word


class CarryOver(SQLModel, table=True):
    """One agreement went from one framework version to another, or back where it `reverses` an earlier carry-over.
    `is_current` repeats which is the last of its agreement, so that readers find it at once."""

    __tablename__ = "carry_over"
    __table_args__ = (
        UniqueConstraint("agreement_id", "position"),
        CheckConstraint("reverses_id IS NULL OR length(reason) > 0", name="reversal_has_reason"),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    position: int
    from_id: str = link("framework_version.id")
    to_id: str = link("framework_version.id")
    reverses_id: str | None = link("carry_over.id", default=None, unique=True)
    reason: str = Field(default="", sa_type=Text)
    is_current: bool = True
    recorded_by: str = link("person.id")
    recorded_at: datetime = moment(default_factory=now)


class CarriedPart(SQLModel, table=True):
    """One confirmed pair, with both texts as they were. A part that became several, or several that became one, has
    a row for each; `weight` is its share of the hours. `to_code` is NULL for what was left out, and empty for hours
    that count in the total alone."""

    __tablename__ = "carried_part"
    __table_args__ = (one_of("kind", PartKind), CheckConstraint("weight > 0", name="weight_positive"))

    id: str = key()
    carry_over_id: str = link("carry_over.id", index=True)
    kind: PartKind = word(PartKind)
    from_code: str = Field(max_length=40)
    from_text: str = Field(sa_type=Text)
    to_code: str | None = Field(default=None, max_length=40)
    to_text: str = Field(default="", sa_type=Text)
    weight: int = 1


class CarriedSignOff(SQLModel, table=True):
    """Where a sign-off counts, and as which level of the other scale; `competency_id` is NULL where it is left out."""

    __tablename__ = "carried_sign_off"
    __table_args__ = (Index("ix_carried_sign_off_carry_over_id_sign_off_id", "carry_over_id", "sign_off_id"),)

    id: str = key()
    carry_over_id: str = link("carry_over.id")
    sign_off_id: str = link("sign_off.id")
    competency_id: str | None = link("competency.id", default=None)
    part_id: str | None = link("carried_part.id", default=None)
    level: int


class CarriedRequest(SQLModel, table=True):
    """Where a request for a sign-off waits; `competency_id` is NULL where it is left out."""

    __tablename__ = "carried_request"
    __table_args__ = (Index("ix_carried_request_carry_over_id_request_id", "carry_over_id", "request_id"),)

    id: str = key()
    carry_over_id: str = link("carry_over.id")
    request_id: str = link("sign_off_request.id")
    competency_id: str | None = link("competency.id", default=None)


class CarriedHours(SQLModel, table=True):
    """Where the minutes of one part of an entry count: `job_function_id` is NULL for the total alone. The rows of an
    entry sum to it, with what is left out."""

    __tablename__ = "carried_hours"
    __table_args__ = (CheckConstraint("minutes <> 0", name="minutes_not_zero"),)

    carry_over_id: str = link("carry_over.id", primary_key=True)
    entry_id: str = link("hour_entry.id", primary_key=True, index=True)
    part: int = Field(primary_key=True)
    place: int = Field(primary_key=True)
    job_function_id: str | None = link("job_function.id", default=None)
    part_id: str | None = link("carried_part.id", default=None)
    minutes: int
    is_left_out: bool = False


class CarriedCourse(SQLModel, table=True):
    """The course that a result counts for; `course_id` is NULL where it is left out."""

    __tablename__ = "carried_course"
    __table_args__ = (Index("ix_carried_course_carry_over_id_result_id", "carry_over_id", "result_id"),)

    id: str = key()
    carry_over_id: str = link("carry_over.id")
    result_id: str = link("course_result.id")
    course_id: str | None = link("course.id", default=None)
    part_id: str | None = link("carried_part.id", default=None)


class CarriedCredit(SQLModel, table=True):
    """Where minutes of prior credit count, as with hours."""

    __tablename__ = "carried_credit"
    __table_args__ = (CheckConstraint("minutes > 0", name="minutes_positive"),)

    carry_over_id: str = link("carry_over.id", primary_key=True)
    credit_id: str = link("prior_credit.id", primary_key=True)
    place: int = Field(primary_key=True)
    job_function_id: str | None = link("job_function.id", default=None)
    part_id: str | None = link("carried_part.id", default=None)
    minutes: int
    is_left_out: bool = False
