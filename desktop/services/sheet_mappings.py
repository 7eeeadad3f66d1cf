"""Mappings of sheets by name: how the columns of someone's workbook are read, kept to be used again."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError
from sqlmodel import Session, col, select

from desktop import words
from desktop.errors import KnownError
from desktop.frameworks import detect, files, unseen
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.formats import refused
from desktop.frameworks.formats.sheet import layout
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.frameworks.reading import Reading
from desktop.models.framework_drafts import SheetMapping
from desktop.services import clock


@dataclass(frozen=True, slots=True)
class MappingRow:
    name: str
    mapping: Mapping


@dataclass(frozen=True, slots=True)
class Table:
    """A file at `path` whose columns can be mapped, and what they are taken for now."""

    path: Path
    opened: Opened
    mapping: Mapping


def open_table(
    _store: object,
    *,
    path: Path,
    report: Callable[[int, int], None],
    saved: Sequence[MappingRow] = (),
    mapping: Mapping | None = None,
) -> Table:
    """The workbook or table at `path`, by `mapping`, a saved one that suits, or the likeliest; KnownError where the
    file holds no table, or one that must not be read."""
    report(0, 1)
    opened = files.open_path(path)
    bar = refused.barred(opened)
    if bar is not None:
        raise bar
    suits = None if mapping else suiting(opened, saved)
    found = mapping or (suits.mapping if suits else layout.likeliest(opened))
    report(1, 1)
    return Table(path, opened, found)


def listing(session: Session) -> tuple[MappingRow, ...]:
    """Every saved mapping, by name."""
    rows = session.exec(select(SheetMapping).order_by(col(SheetMapping.name))).all()
    return tuple(MappingRow(row.name, Mapping.model_validate_json(row.mapping)) for row in rows)


def find(session: Session, name: str) -> Mapping:
    for row in listing(session):
        if row.name == name:
            return row.mapping
    raise KnownError(f"There is no mapping “{name}”.", "`journeybook framework mappings` shows which there are.")


def save(session: Session, *, name: str, mapping: Mapping) -> None:
    """Under its name; one of the same name is replaced."""
    wanted = words.clean_line(name)
    if not 0 < len(wanted) <= 200:
        raise KnownError("A mapping needs a name of at most 200 characters.", "Type a shorter one.")
    found = session.exec(select(SheetMapping).where(SheetMapping.name == wanted)).first()
    row = found or SheetMapping.model_validate({"name": wanted, "mapping": ""})
    row.mapping, row.saved_at = mapping.model_dump_json(), clock.now()
    session.add(row)


def discard(session: Session, *, name: str) -> None:
    find(session, name)
    session.delete(session.exec(select(SheetMapping).where(SheetMapping.name == name)).one())


def parse(text: str | bytes) -> Mapping:
    """A mapping from its JSON; KnownError for anything else."""
    try:
        return Mapping.model_validate_json(text)
    except ValidationError:
        raise KnownError("This is no mapping of a sheet.", "`framework mapping FILE` writes one to change.") from None


def suiting(opened: Opened, saved: Sequence[MappingRow]) -> MappingRow | None:
    """The saved mapping that was made for the headings of this file, if there is one."""
    if opened.form not in (Form.TEXT, Form.WORKBOOK):
        return None
    return next((row for row in saved if row.mapping.suits(opened)), None)


def read(
    opened: Opened,
    format: str,  # noqa: A002
    saved: Sequence[MappingRow],
    mapping: Mapping | None = None,
) -> Reading:
    """By `mapping` if one is given, else by the reader named, else by a saved mapping that suits, else by the
    reader whose shape the file has."""
    suits = None if format else suiting(opened, saved)
    chosen = mapping or (suits.mapping if suits else None)
    return unseen.noted(sheet.read(opened, chosen), opened) if chosen else detect.read(opened, format)
