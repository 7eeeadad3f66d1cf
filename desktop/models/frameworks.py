"""Framework versions in use, whole as their document, with the rows that records point to."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.codes import Approach, Kind
from desktop.models.base import key, link, moment, now, one_of, word


class FrameworkVersion(SQLModel, table=True):
    """One adopted version. `document` is its native JSON and never changes; `digest` is its SHA-256."""

    __tablename__ = "framework_version"
    __table_args__ = (UniqueConstraint("key", "version"), one_of("approach", Approach))

    id: str = key()
    key: str = Field(max_length=80)
    version: str = Field(max_length=40)
    title: str = Field(max_length=2000)
    approach: Approach = word(Approach)
    document: str = Field(sa_type=Text)
    digest: str = Field(min_length=64, max_length=64)
    adopted_at: datetime = moment(default_factory=now)


class JobFunction(SQLModel, table=True):
    __tablename__ = "job_function"
    __table_args__ = (UniqueConstraint("framework_id", "number"), one_of("kind", Kind))

    id: str = key()
    framework_id: str = link("framework_version.id")
    number: str = Field(max_length=40)
    title: str = Field(sa_type=Text)
    kind: Kind = word(Kind)
    position: int


class Competency(SQLModel, table=True):
    __tablename__ = "competency"
    __table_args__ = (UniqueConstraint("framework_id", "code"), one_of("kind", Kind))

    id: str = key()
    framework_id: str = link("framework_version.id")
    job_function_id: str = link("job_function.id", index=True)
    code: str = Field(max_length=40)
    title: str = Field(sa_type=Text)
    kind: Kind = word(Kind)
    position: int


class Course(SQLModel, table=True):
    __tablename__ = "course"
    __table_args__ = (UniqueConstraint("framework_id", "code"),)

    id: str = key()
    framework_id: str = link("framework_version.id")
    code: str = Field(max_length=40)
    title: str = Field(sa_type=Text)
    position: int
