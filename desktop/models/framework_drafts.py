"""Frameworks on their way into the record: documents read, drafts, and what was answered about a version."""

from datetime import datetime

from sqlalchemy import Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.models.base import key, link, moment, now


class SourceDocument(SQLModel, table=True):
    """A foreign file that was read: `digest` is the SHA-256 of the file, `lines` its text as it is shown in a
    review (JSON list). The file itself is not kept."""

    __tablename__ = "source_document"

    digest: str = Field(primary_key=True, min_length=64, max_length=64)
    name: str = Field(max_length=400)
    format: str = Field(max_length=40)
    lines: str = Field(sa_type=Text)
    read_at: datetime = moment(default_factory=now)


class FrameworkDraft(SQLModel, table=True):
    """A framework that may still change and that no agreement can stand under. `document` is its native JSON
    now; `found` what the reader found and asked (JSON, empty for a draft made here); `answers` what was
    answered so far (JSON list). `base_id` is the version it is derived from."""

    __tablename__ = "framework_draft"

    id: str = key()
    key: str = Field(max_length=80)
    title: str = Field(max_length=2000)
    document: str = Field(sa_type=Text)
    found: str = Field(default="", sa_type=Text)
    answers: str = Field(default="[]", sa_type=Text)
    base_id: str | None = link("framework_version.id", default=None)
    source_digest: str | None = Field(default=None, foreign_key="source_document.digest", max_length=64)
    started_by: str | None = link("person.id", default=None)
    started_at: datetime = moment(default_factory=now)
    changed_at: datetime = moment(default_factory=now)


class FrameworkOrigin(SQLModel, table=True):
    """Where an adopted version came from: the file it was read from, the version it is derived from, or both."""

    __tablename__ = "framework_origin"

    framework_id: str = link("framework_version.id", primary_key=True)
    derived_from: str | None = link("framework_version.id", default=None)
    source_digest: str | None = Field(default=None, foreign_key="source_document.digest", max_length=64, index=True)
    published_by: str | None = link("person.id", default=None)
    published_at: datetime = moment(default_factory=now)


class FrameworkAnswer(SQLModel, table=True):
    """One answer to a finding, kept with the version: what the source says and where, and what was taken."""

    __tablename__ = "framework_answer"
    __table_args__ = (UniqueConstraint("framework_id", "position"),)

    id: str = key()
    framework_id: str = link("framework_version.id")
    position: int
    finding: str = Field(max_length=400)
    about: str = Field(sa_type=Text)
    place: str = Field(default="", sa_type=Text)
    said: str = Field(sa_type=Text)
    taken: str = Field(sa_type=Text)
    answered_by: str | None = link("person.id", default=None)
    answered_at: datetime = moment(default_factory=now)


class SheetMapping(SQLModel, table=True):
    """How the columns of a sheet are read, by a name, to be used again for files with the same headings.
    `mapping` is the JSON of `desktop.frameworks.formats.sheet.Mapping`."""

    __tablename__ = "sheet_mapping"

    id: str = key()
    name: str = Field(max_length=200, unique=True)
    mapping: str = Field(sa_type=Text)
    saved_at: datetime = moment(default_factory=now)
