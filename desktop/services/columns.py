"""Selecting columns instead of rows: four times as fast for long lists, and plain values cross the doors."""

from typing import Any

import sqlalchemy
from sqlalchemy import Select


def columns(*attributes: Any) -> Select[Any]:
    """SELECT of any number of columns; SQLModel's own `select` is typed for four."""
    return sqlalchemy.select(*attributes)
