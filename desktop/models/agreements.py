"""Agreements (ETA 671, section II) and what happens to them. The status is always read from the events."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.codes import DurationUnit, EventKind, HourKind, MentorDuty, Status, WageUnit
from desktop.models.base import key, link, moment, now, one_of, word


class Agreement(SQLModel, table=True):
    """One apprentice under one framework version with one employer. `number` is the sponsor's own running
    number; `status` repeats what the events say, for lists, and the check of the database compares them."""

    __tablename__ = "agreement"
    __table_args__ = (
        one_of("probation_unit", DurationUnit),
        one_of("wage_unit", WageUnit),
        one_of("status", Status),
        CheckConstraint("probation_length >= 0", name="probation_not_negative"),
        CheckConstraint("ends IS NULL OR ends > begins", name="ends_after_begins"),
    )

    id: str = key()
    number: int = Field(unique=True)
    apprentice_id: str = link("person.id", index=True)
    framework_id: str = link("framework_version.id", index=True)
    employer_id: str = link("employer.id", index=True)
    job_title: str = Field(default="", max_length=200)
    begins: date
    ends: date | None = None
    probation_length: int = 0
    probation_unit: DurationUnit = word(DurationUnit, default=DurationUnit.MONTHS)
    wage_unit: WageUnit = word(WageUnit, default=WageUnit.HOURLY)
    journeyworker_cents: int | None = None
    rapids_number: str = Field(default="", max_length=40)
    status: Status = word(Status, default=Status.DRAFT, index=True)
    created_at: datetime = moment(default_factory=now)


class AgreementMentor(SQLModel, table=True):
    """Who trains and signs under an agreement, and since when; the first mentor approves the hours."""

    __tablename__ = "agreement_mentor"
    __table_args__ = (
        UniqueConstraint("agreement_id", "person_id", "duty", "since"),
        one_of("duty", MentorDuty),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    person_id: str = link("person.id", index=True)
    duty: MentorDuty = word(MentorDuty, default=MentorDuty.MENTOR)
    since: date
    until: date | None = None


class WageStep(SQLModel, table=True):
    """One step of the wage schedule of an agreement, in cents per its wage unit."""

    __tablename__ = "wage_step"
    __table_args__ = (
        UniqueConstraint("agreement_id", "position"),
        CheckConstraint("cents >= 0", name="cents_not_negative"),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    position: int
    title: str = Field(max_length=2000)
    cents: int
    reached_on: date | None = None


class PriorCredit(SQLModel, table=True):
    """Minutes granted for work or training before this agreement (29 CFR 29.5(b)(12))."""

    __tablename__ = "prior_credit"
    __table_args__ = (one_of("kind", HourKind), CheckConstraint("minutes > 0", name="minutes_positive"))

    id: str = key()
    agreement_id: str = link("agreement.id", index=True)
    kind: HourKind = word(HourKind)
    job_function_id: str | None = link("job_function.id", default=None)
    minutes: int
    evidence: str = Field(default="", sa_type=Text)
    granted_on: date
    recorded_at: datetime = moment(default_factory=now)


class StatusEvent(SQLModel, table=True):
    """Something that happened to an agreement. Nothing is deleted: a later event reverses an earlier one.
    An extension keeps the end it brought and the end there was, so that both can be told for any day."""

    __tablename__ = "status_event"
    __table_args__ = (
        one_of("kind", EventKind),
        CheckConstraint("(kind = 'reversed') = (reverses_id IS NOT NULL)", name="reversal_names_event"),
        CheckConstraint("(kind = 'extended') = (new_end IS NOT NULL)", name="extension_names_end"),
        CheckConstraint("former_end IS NULL OR new_end > former_end", name="extension_is_later"),
        Index("ix_status_event_agreement_id_happened_on", "agreement_id", "happened_on"),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    kind: EventKind = word(EventKind)
    happened_on: date
    reason: str = Field(default="", sa_type=Text)
    new_end: date | None = None
    former_end: date | None = None
    reverses_id: str | None = link("status_event.id", default=None)
    recorded_by: str | None = link("person.id", default=None)
    recorded_at: datetime = moment(default_factory=now)
