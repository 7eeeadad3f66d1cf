"""What all tables share."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, DateTime, Dialect, MetaData, String
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel
from typing_extensions import override

from desktop import chance

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMES

ID_LENGTH = 36
METADATA: MetaData = SQLModel.metadata


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. Aware in, aware out; SQLite keeps it without zone, PostgreSQL with one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    @override
    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without time zone")
        return value.astimezone(UTC).replace(tzinfo=None if dialect.name == "sqlite" else UTC)

    @override
    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return str(uuid.UUID(int=int.from_bytes(chance.fresh_bytes(16), "little"), version=4))


def key(**options: Any) -> Any:
    """A primary key made by the client, so that saving again after a failure cannot record twice."""
    return Field(default_factory=new_id, primary_key=True, max_length=ID_LENGTH, **options)


def link(column: str, **options: Any) -> Any:
    """A foreign key to `column`, such as "person.id"."""
    return Field(foreign_key=column, max_length=ID_LENGTH, **options)


def moment(**options: Any) -> Any:
    return Field(sa_type=Moment, **options)


class Word(TypeDecorator[StrEnum]):
    """A value of one of the lists in `desktop.codes`, kept as its text and read back as the code."""

    impl = String
    cache_ok = True

    def __init__(self, codes: type[StrEnum]) -> None:
        super().__init__(max(len(one.value) for one in codes))
        self.codes = codes

    @override
    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else self.codes(value).value

    @override
    def process_result_value(self, value: str | None, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.codes(value)


def word(codes: type[StrEnum], **options: Any) -> Any:
    return Field(sa_type=Word(codes), **options)


def one_of(column: str, codes: Iterable[StrEnum], name: str | None = None) -> CheckConstraint:
    listed = ", ".join(f"'{one.value}'" for one in codes)
    return CheckConstraint(f"{column} IN ({listed})", name=name or f"{column}_known")
