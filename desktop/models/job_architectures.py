"""Job architectures, and the jobs in them that frameworks and agreements lead to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.models.base import key, link, moment, now


class JobArchitecture(SQLModel, table=True):
    """`document` is the native JSON of `desktop.frameworks.job_architecture`, `digest` its SHA-256."""

    __tablename__ = "job_architecture"
    __table_args__ = (UniqueConstraint("key", "digest"),)

    id: str = key()
    key: str = Field(max_length=80)
    title: str = Field(max_length=2000)
    document: str = Field(sa_type=Text)
    digest: str = Field(min_length=64, max_length=64)
    source_digest: str | None = Field(default=None, foreign_key="source_document.digest", max_length=64)
    recorded_at: datetime = moment(default_factory=now)


class JobLink(SQLModel, table=True):
    """The position that a framework, or one agreement, trains for. `position` is its code."""

    __tablename__ = "job_link"
    __table_args__ = (
        CheckConstraint("(framework_id IS NULL) != (agreement_id IS NULL)", name="of_one_thing"),
        UniqueConstraint("framework_id"),
        UniqueConstraint("agreement_id"),
    )

    id: str = key()
    framework_id: str | None = link("framework_version.id", default=None)
    agreement_id: str | None = link("agreement.id", default=None)
    architecture_id: str = link("job_architecture.id", index=True)
    position: str = Field(max_length=40)
    linked_by: str | None = link("person.id", default=None)
    linked_at: datetime = moment(default_factory=now)
