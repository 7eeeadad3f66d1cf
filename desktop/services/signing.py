"""The end of each verb that makes a signed record: what was done, with every row it wrote, becomes an entry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, SQLModel

from desktop.codes import Act
from desktop.ledger.personal import Personal, Spoken
from desktop.models.signed import ROWS
from desktop.services import acting, ledger, signed_rows


@dataclass(frozen=True, slots=True)
class Wrote:
    """Rows that an act wrote: those of `model` whose `column` is one of `values`; the first of its key if not given."""

    model: type[SQLModel]
    values: Sequence[str]
    column: str = ""


def record(
    session: Session,
    *,
    act: Act,
    by: str | None,
    about: str,
    what: Mapping[str, Spoken] | None = None,
    wrote: Sequence[Wrote] = (),
) -> int | None:
    """Sign an act as `by`, or with None as whoever is at work. `about` names the record it concerns without names of
    people; `what` is what the signer saw; the rows are read back from the tables as they will be kept.

    Returns the number of the entry, None while nothing in this record is signed. Raises KnownError where nobody is
    signed in as `by`.
    """
    signer = acting.sitting(session, by)
    if signer is None:
        return None
    body: dict[str, Spoken] = {"about": about, **(what or {}), "rows": spoken(session, wrote)}
    return ledger.append(session, act=act, body=body, signer=signer)


def spoken(session: Session, wrote: Sequence[Wrote]) -> dict[str, Spoken]:
    """By table: the names of its signed columns, and the values of each row in their order."""
    session.flush()
    said: dict[str, Spoken] = {}
    for one in wrote:
        table = str(one.model.__tablename__)
        signed = ROWS[table]
        rows = signed_rows.read(session, signed, one.column or signed.key[0], one.values)
        if rows:
            private = [name in signed.personal for name in signed.columns]
            said[table] = {
                "columns": signed.columns,
                "rows": [[_said(value, hide) for value, hide in zip(row, private, strict=True)] for row in rows],
            }
    return said


def _said(value: signed_rows.Plain, is_personal: bool) -> Spoken:
    return Personal(value) if is_personal and isinstance(value, str) and value else value
