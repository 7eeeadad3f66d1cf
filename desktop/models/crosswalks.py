"""Competencies of two frameworks that say the same, as someone confirmed it. Never a sign-off."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text
from sqlmodel import Field, SQLModel

from desktop.models.base import key, link, moment, now


class CrosswalkPair(SQLModel, table=True):
    """`score` is the likeness of both texts when it was confirmed, 0 to 100. Withdrawn ones stay."""

    __tablename__ = "crosswalk_pair"
    __table_args__ = (
        CheckConstraint("from_id <> to_id", name="of_two"),
        CheckConstraint("(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name="withdrawn_by_someone"),
    )

    id: str = key()
    from_id: str = link("competency.id", index=True)
    to_id: str = link("competency.id", index=True)
    score: float
    note: str = Field(default="", sa_type=Text)
    confirmed_by: str = link("person.id")
    confirmed_at: datetime = moment(default_factory=now)
    withdrawn_by: str | None = link("person.id", default=None)
    withdrawn_at: datetime | None = moment(default=None)
