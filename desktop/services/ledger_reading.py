"""One entry of the ledger in full: what was signed, with names in the places of ids and of personal texts."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from desktop.codes import Role
from desktop.ledger import letters
from desktop.ledger.personal import MARK
from desktop.models.agreements import Agreement
from desktop.models.frameworks import Competency, Course, FrameworkVersion, JobFunction
from desktop.models.people import Person
from desktop.models.programs import Employer
from desktop.models.signed import ERASED
from desktop.services import access, ledger_lists, ledger_rows
from desktop.services.columns import columns
from desktop.services.ledger_lists import Concerned, EntryRow

SHOWN_ROWS = 40
"""Rows of one table that are shown before the others are only counted."""
_SOME = 500
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one table that an act wrote, by column; `more` are not shown."""

    table: str
    rows: tuple[Mapping[str, Any], ...]
    more: int


@dataclass(frozen=True, slots=True)
class EntryFacts:
    """What stands in one entry. `signer` is the name as it was signed, `said` are plain JSON values; hashes are in
    hexadecimal, and `written` is the body as it was signed."""

    row: EntryRow
    signer: str
    said: Mapping[str, Any]
    parts: tuple[Part, ...]
    concerned: Concerned | None
    set_back_to: datetime | None
    fingerprint: str
    hash: str
    before: str
    written: str


def facts(session: Session, *, seq: int) -> EntryFacts | None:
    """What stands in the entry of this number; None where there is none. For coordinators and viewers."""
    access.require(session, Role.COORDINATOR, Role.VIEWER)
    found = ledger_rows.numbered(session, [seq])
    if not found:
        return None
    entry, (row,) = found[0], ledger_lists.rows(session, [seq])
    body = ledger_lists.body_of(entry)
    texts = {one.hash.hex(): _text(one.text) for one in ledger_rows.texts(session, after=seq - 1, upto=seq)}
    signer, what = (_with_texts(body.get(name), texts) for name in ("signer", "what"))
    said = dict(what) if isinstance(what, dict) else {}
    parts = _parts(said.pop("rows", None))
    said.pop("about", None)
    names = _names(session, set(_ids((said, [part.rows for part in parts]))))
    return EntryFacts(
        row=row,
        signer=str(signer.get("name") or "") if isinstance(signer, dict) else "",
        said=_named(said, names),
        parts=tuple(Part(part.table, tuple(_named(one, names) for one in part.rows), part.more) for part in parts),
        concerned=ledger_lists.concerned(session, row),
        set_back_to=ledger_lists.moment(str(body.get("clock_was_set_back_to"))),
        fingerprint=_fingerprint(entry.key_id),
        hash=entry.hash.hex(),
        before=entry.prev.hex(),
        written=_text(entry.body),
    )


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace")


def _fingerprint(key_id: str) -> str:
    try:
        return letters.fingerprint(key_id)
    except ValueError:
        return ""


def _with_texts(value: Any, texts: Mapping[str, str]) -> Any:
    """The content with each personal text in the place of its hash."""
    if isinstance(value, dict):
        if set(value) == {MARK}:
            return texts.get(str(value[MARK]), ERASED)
        return {key: _with_texts(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_texts(one, texts) for one in value]
    return value


def _parts(rows: Any) -> tuple[Part, ...]:
    found = []
    for table, said in rows.items() if isinstance(rows, dict) else ():
        names, listed = (said.get("columns"), said.get("rows")) if isinstance(said, dict) else (None, None)
        if isinstance(names, list) and isinstance(listed, list):
            shown = [one for one in listed[:SHOWN_ROWS] if isinstance(one, list) and len(one) == len(names)]
            rows_ = tuple(dict(zip(map(str, names), one, strict=True)) for one in shown)
            found.append(Part(str(table), rows_, len(listed) - len(shown)))
    return tuple(found)


def _ids(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if _ID.fullmatch(value):
            yield value
    elif isinstance(value, Mapping):
        yield from _ids(list(value.values()))
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _ids(one)


def _names(session: Session, ids: Collection[str]) -> Mapping[str, str]:
    """What the ids stand for, of those that stand for something with a name."""
    queries = (
        columns(Person.id, Person.full_name),
        columns(Agreement.id, Agreement.number),
        columns(Competency.id, Competency.code, Competency.title),
        columns(JobFunction.id, JobFunction.number, JobFunction.title),
        columns(Course.id, Course.code, Course.title),
        columns(FrameworkVersion.id, FrameworkVersion.title, FrameworkVersion.version),
        columns(Employer.id, Employer.name),
    )
    wanted = sorted(ids)
    found: dict[str, str] = {}
    for start in range(0, len(wanted), _SOME):
        for query in queries:
            id_ = query.selected_columns[0]
            for row in session.execute(query.where(id_.in_(wanted[start : start + _SOME]))):
                found[row[0]] = " ".join(str(one) for one in row[1:])
    return found


def _named(value: Any, names: Mapping[str, str]) -> Any:
    """With names for ids; rows and facts that are only an id without a name are left out."""
    if isinstance(value, Mapping):
        return {key: _named(one, names) for key, one in value.items() if not (_is_id(one) and one not in names) and key}
    if isinstance(value, list | tuple):
        return [_named(one, names) for one in value]
    return names.get(value, value) if isinstance(value, str) else value


def _is_id(value: Any) -> bool:
    return isinstance(value, str) and _ID.fullmatch(value) is not None
