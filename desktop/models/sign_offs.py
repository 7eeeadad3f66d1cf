"""Sign-offs: one rating of one competency by one named signer on one date. They are never overwritten."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from desktop.codes import HourKind, Role
from desktop.models.base import key, link, moment, now, one_of, word


class SignOff(SQLModel, table=True):
    """`shown` says where the competency was shown: on the job or in related instruction.
    `is_both_roles` states that the signer is mentor and instructor of this apprentice in one person."""

    __tablename__ = "sign_off"
    __table_args__ = (
        one_of("shown", HourKind),
        one_of("signer_role", (Role.COORDINATOR, Role.MENTOR, Role.INSTRUCTOR, Role.APPRENTICE)),
        CheckConstraint("level BETWEEN 0 AND 20", name="level_of_a_scale"),
        Index("ix_sign_off_agreement_id_competency_id", "agreement_id", "competency_id"),
        Index("ix_sign_off_recorded_at", "recorded_at"),
    )

    id: str = key()
    agreement_id: str = link("agreement.id")
    competency_id: str = link("competency.id")
    level: int
    shown: HourKind = word(HourKind)
    observed_on: date
    comment: str = Field(default="", sa_type=Text)
    signer_id: str = link("person.id", index=True)
    signer_role: Role = word(Role)
    is_both_roles: bool = False
    recorded_at: datetime = moment(default_factory=now)


class SignOffReversal(SQLModel, table=True):
    """Takes one sign-off back, with the reason; both stay in the record."""

    __tablename__ = "sign_off_reversal"
    __table_args__ = (CheckConstraint("length(reason) > 0", name="has_reason"),)

    sign_off_id: str = link("sign_off.id", primary_key=True)
    reason: str = Field(sa_type=Text)
    reversed_by: str = link("person.id")
    recorded_at: datetime = moment(default_factory=now)


class SignOffRequest(SQLModel, table=True):
    """An apprentice asks for a sign-off; answered by the next sign-off of the competency."""

    __tablename__ = "sign_off_request"
    __table_args__ = (Index("ix_sign_off_request_agreement_id_competency_id", "agreement_id", "competency_id"),)

    id: str = key()
    agreement_id: str = link("agreement.id")
    competency_id: str = link("competency.id")
    self_level: int | None = None
    note: str = Field(default="", sa_type=Text)
    asked_at: datetime = moment(default_factory=now)
    answered_by: str | None = link("sign_off.id", default=None)


class CompetencyTotal(SQLModel, table=True):
    """How many competencies of an agreement are complete or wait for a sign-off, kept in the transaction that
    changes them, so that lists read one row an apprentice."""

    __tablename__ = "competency_total"

    agreement_id: str = link("agreement.id", primary_key=True)
    core_complete: int = 0
    optional_complete: int = 0
    core_pending: int = 0
