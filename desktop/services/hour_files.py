"""Hours from a file: all of its rows or none, and the same file twice is logged once."""

import gc
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from desktop import sheets, words
from desktop.codes import Act, HourKind, Role
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.ledger.personal import Personal
from desktop.services import hour_cells, hour_rules, hours_bulk, people, signed_rows, signing
from desktop.services.agreements import AgreementRow
from desktop.services.hour_rules import NewEntry
from desktop.services.hours_bulk import Checks, Logged
from desktop.sheets import Cell

TOLD = 10
"""How many bad rows the refusal of a file names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries are new, how many rows had been imported before, and what nobody sees in the notes of the file,
    which is left out."""

    logged: int
    skipped: int
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """What a row says beside whose hours they are; many rows share one."""

    kind: HourKind
    day: date
    minutes: int
    parts: Mapping[str, int]
    course: str | None


class _Line(NamedTuple):
    """One row that could be read; `apprentice` is what stands in its cell."""

    row: int
    apprentice: str
    said: _Said
    note: str


class _Reader:
    """Reads rows into lines. The same cells say the same in every row, so they are read once."""

    def __init__(self, headings: Sequence[Cell]) -> None:
        places = hour_cells.headings(headings)
        # A column that is not there is read behind the last cell of a filled-up row.
        self._width = len(headings) + 1
        self._apprentice, self._note = places["apprentice"], places.get("note", -1)
        names = ("kind", "date", "hours", "minutes", "job_function", "course")
        self._pick = itemgetter(*(places.get(name, -1) for name in names))
        self._apprentices: dict[tuple[object, ...], str] = {}
        self._said: dict[tuple[object, ...], _Said] = {}
        self.unseen: dict[str, None] = {}

    def line(self, row: int, cells: Sequence[Cell]) -> _Line:
        """Types are part of what is looked up: 1, 1.0 and True would be one key."""
        filled = [*cells[: self._width - 1], *[None] * (self._width - len(cells))]
        cell, picked = filled[self._apprentice], self._pick(filled)
        name = (cell, type(cell))
        if name not in self._apprentices:
            self._apprentices[name] = hour_cells.number(cell)
        key = (*picked, *map(type, picked))
        if key not in self._said:
            self._said[key] = _said(*picked)
        note = filled[self._note]
        if isinstance(note, str) and not note.isascii():
            self.unseen.update(dict.fromkeys(words.unseen(note)))
        return _Line(row, self._apprentices[name], self._said[key], hour_cells.text(note))


def _said(kind: Cell, day: Cell, hours: Cell, minutes: Cell, function: Cell, course: Cell) -> _Said:
    kind_, day_ = hour_cells.kind(kind), hour_cells.day(day)
    whole, parts = _amount(hours, minutes, function)
    return _Said(kind_, day_, whole, parts, hour_cells.text(course) or None)


def _amount(hours: Cell, minutes: Cell, function: Cell) -> tuple[int, dict[str, int]]:
    """The minutes of a row and their parts. A split says the whole, where no cell does."""
    if hour_cells.text(hours):
        whole = hour_cells.hours(hours)
    elif hour_cells.text(minutes):
        whole = hour_cells.minutes(minutes)
    elif "=" in hour_cells.text(function):
        whole = 0
    else:
        raise KnownError("the hours are missing")
    parts = hour_cells.parts(function, whole)
    return whole or sum(parts.values()), parts


_Faults = dict[int, str | Logged]
"""What is wrong, by row: a sentence, or an entry that the rules refuse, of which only the first ones are told."""


def import_hours(store: Store, *, path: Path, by: str | None = None, report: Report = nothing_to_report) -> Imported:
    """Log the rows of a CSV or XLSX file as pending, in one transaction. `by` is who logs them, the first
    coordinator unless said.

    Raises KnownError naming every bad row (the first ten of many); nothing is written then.
    """
    with _keeping_all():
        lines, faults, unseen = _read(path)
        done = store.write(_log, name=path.name, lines=lines, faults=faults, by=by, report=report)
    return replace(done, unseen=unseen)


@contextmanager
def _keeping_all() -> Iterator[None]:
    """Everything that is made of a file is in use until its end: looking for garbage would take a quarter of the
    time and find none."""
    was_looking = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looking:
            gc.enable()


def _read(path: Path) -> tuple[list[_Line], _Faults, tuple[str, ...]]:
    rows = sheets.read(path)
    if len(rows) < 2:
        raise KnownError(f"{path.name} holds no hours.", "Fill in one row for each entry below the column names.")
    reader = _Reader(rows[0][1])
    lines: list[_Line] = []
    faults: _Faults = {}
    for number, cells in rows[1:]:
        try:
            lines.append(reader.line(number, cells))
        except KnownError as error:
            faults[number] = error.sentence
    return lines, faults, tuple(reader.unseen)


def _log(
    session: Session, *, name: str, lines: Sequence[_Line], faults: _Faults, by: str | None, report: Report
) -> Imported:
    who = by or _coordinator(session)
    found = hours_bulk.find(session, {line.apprentice for line in lines})
    checks = hours_bulk.Checks(session, found.values())
    new = _not_yet_imported(session, _entries(lines, found, checks.frameworks, faults))
    faults |= {row: one for row, one in new.items() if not checks.allows(one)}
    faults |= {row: sentence for row, sentence in _full_days(session, new) if row not in faults}
    if faults:
        raise _refusal(faults, checks)
    hours_bulk.check_loggers(session, hours_bulk.agreements_of(new.values()), who)
    hours_bulk.write(session, new=list(new.values()), by=who, report=report)
    _attest(session, name, [one.entry.id for one in new.values()], who)
    return Imported(len(new), len(lines) - len(new))


def _attest(session: Session, name: str, ids: Sequence[str], by: str) -> None:
    """The entry of an import. What the rows say is signed once somebody decides on them; an id is made of all that its
    row says, so one hash of the ids holds the file."""
    if not ids:
        return
    signing.record(
        session,
        act=Act.IMPORTED,
        by=by,
        about=f"{words.counted(len(ids), 'entry', 'entries')} of hours from a file",
        what={"file": Personal(name), "entries": len(ids), "ids": signed_rows.digest([one] for one in sorted(ids))},
    )


def _coordinator(session: Session) -> str:
    found = people.everyone(session, role=Role.COORDINATOR)
    if not found:
        raise KnownError("There is no coordinator to log the hours.", "Say who logs them.")
    return found[0].id


def _refusal(faults: _Faults, checks: Checks) -> KnownError:
    told = []
    for row in sorted(faults)[:TOLD]:
        fault = faults[row]
        sentence = fault if isinstance(fault, str) else checks.why(fault)
        told.append(f"row {row}: {sentence.rstrip('.')}")
    if len(faults) > TOLD:
        told.append(f"and {len(faults) - TOLD:,} more")
    many = words.counted(len(faults), "row")
    return KnownError(
        f"Nothing was imported: {many} cannot be logged.\n{chr(10).join(told)}\n", "Mend the file and import it again."
    )


def _entries(
    lines: Iterable[_Line], found: Mapping[str, AgreementRow], used: Mapping[str, Framework], faults: _Faults
) -> dict[int, Logged]:
    """By row: the entries, with the ids that they have in every import."""
    only = {id_: _only_function(framework) for id_, framework in used.items()}
    known: dict[tuple[_Said, str], tuple[Mapping[str, int], str]] = {}
    seen: Counter[str] = Counter()
    made: dict[int, Logged] = {}
    for row, apprentice, said, note in lines:
        agreement = found.get(apprentice)
        if agreement is None:
            faults[row] = f"there is no apprentice {hour_cells.shown(apprentice)} in this record"
            continue
        function = only[agreement.framework_id]
        if (said, function) not in known:
            known[said, function] = _split(said, function)
        parts, told = known[said, function]
        content = f"[{json.dumps(agreement.id)}, {told}, {json.dumps(note)}]"
        seen[content] += 1
        id_ = str(uuid5(NAMESPACE_URL, f"journeybook:hours:{content}:{seen[content]}"))
        made[row] = Logged(agreement, NewEntry(said.kind, said.day, said.minutes, parts, said.course, note, id_))
    return made


def _split(said: _Said, only: str) -> tuple[Mapping[str, int], str]:
    """The parts of what is said, and its share of the text that the id is made from. Training under a framework
    of one job function needs not name it."""
    parts = said.parts
    if not parts and said.kind is HourKind.OJT and only:
        parts = {only: said.minutes}
    told = [said.kind, said.day.isoformat(), said.minutes, sorted(parts.items()), said.course or ""]
    return parts, json.dumps(told)[1:-1]


def _only_function(framework: Framework) -> str:
    """The number of its one job function, else nothing."""
    functions = framework.titled_functions()
    return functions[0].number if len(functions) == 1 else ""


def _not_yet_imported(session: Session, entries: Mapping[int, Logged]) -> dict[int, Logged]:
    if not entries:
        return {}
    days = {one.entry.worked_on for one in entries.values()}
    known = hours_bulk.ids_between(session, {one.agreement.id for one in entries.values()}, days)
    return {row: one for row, one in entries.items() if one.entry.id not in known}


def _full_days(session: Session, new: Mapping[int, Logged]) -> Iterator[tuple[int, str]]:
    """The rows with which a day passes 24 hours over all agreements of one apprentice."""
    if not new:
        return
    days = {one.entry.worked_on for one in new.values()}
    apprentices = {one.agreement.apprentice_id for one in new.values()}
    sums = hours_bulk.minutes_of_days(session, apprentices, days)
    for row, (agreement, entry) in sorted(new.items()):
        key = agreement.apprentice_id, entry.worked_on
        sums[key] += entry.minutes
        if sums[key] > hour_rules.DAY_MINUTES:
            whole = words.hours(sums[key])
            yield row, f"{words.long_date(entry.worked_on)} would have {whole}, and a day has 24 h"
