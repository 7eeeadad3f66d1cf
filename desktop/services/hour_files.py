"""Hours from a file: all of its rows or none, and the same file twice is logged once."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, func

from desktop import words
from desktop.codes import HourKind, HourState, Role
from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.models.agreements import Agreement
from desktop.models.hours import HourEntry
from desktop.services import agreements, events, frameworks, hour_cells, hours, people, sheets
from desktop.services.agreements import AgreementRow
from desktop.services.columns import columns
from desktop.services.hours import NewEntry
from desktop.services.sheets import Cell

TOLD = 10
"""How many bad rows the refusal of a file names before it counts the others."""
_AT_ONCE = 500
"""Entries; one statement takes only so many values."""


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries are new, and how many rows had been imported before."""

    logged: int
    skipped: int


@dataclass(frozen=True, slots=True)
class _Line:
    """One row that could be read; `apprentice` is what stands in its cell."""

    row: int
    apprentice: str
    entry: NewEntry


_Faults = dict[int, str]
"""What is wrong, by row."""


def import_hours(store: Store, *, path: Path, by: str | None = None, report: Report = nothing_to_report) -> Imported:
    """Log the rows of a CSV or XLSX file as pending, in one transaction. `by` is who logs them, the first
    coordinator unless said.

    Raises KnownError naming every bad row (the first ten of many); nothing is written then.
    """
    rows = sheets.read(path)
    if len(rows) < 2:
        raise KnownError(f"{path.name} holds no hours.", "Fill in one row for each entry below the column names.")
    places = hour_cells.headings(rows[0][1])
    lines: list[_Line] = []
    faults: _Faults = {}
    for number, cells in rows[1:]:
        try:
            lines.append(_line(number, {name: _cell(cells, place) for name, place in places.items()}))
        except KnownError as error:
            faults[number] = error.sentence
    return store.write(_log, lines=lines, faults=faults, by=by, report=report)


def _cell(cells: Sequence[Cell], place: int) -> Cell:
    return cells[place] if place < len(cells) else None


def _line(row: int, cells: Mapping[str, Cell]) -> _Line:
    apprentice, kind = hour_cells.number(cells["apprentice"]), hour_cells.kind(cells["kind"])
    day = hour_cells.day(cells["date"])
    entry = NewEntry(
        kind=kind,
        worked_on=day,
        minutes=_minutes(cells),
        course=hour_cells.text(cells.get("course")) or None,
        note=hour_cells.text(cells.get("note")),
    )
    parts = hour_cells.parts(cells.get("job_function"), entry.minutes)
    # A split says the whole, where no cell does.
    return _Line(row, apprentice, replace(entry, parts=parts, minutes=entry.minutes or sum(parts.values())))


def _minutes(cells: Mapping[str, Cell]) -> int:
    """Of the hours or the minutes; 0 where both cells are empty and a split must say."""
    if hour_cells.text(cells.get("hours")):
        return hour_cells.hours(cells["hours"])
    if hour_cells.text(cells.get("minutes")):
        return hour_cells.minutes(cells["minutes"])
    if "=" in hour_cells.text(cells.get("job_function")):
        return 0
    raise KnownError("the hours are missing")


def _log(session: Session, *, lines: Sequence[_Line], faults: _Faults, by: str | None, report: Report) -> Imported:
    who = by or _coordinator(session)
    found = _Import(session, faults)
    new = found.prepare(lines)
    found.check(new)
    if faults:
        raise _refusal(faults)
    done = 0
    for agreement_id, entries in new.items():
        for start in range(0, len(entries), _AT_ONCE):
            some = [line.entry for line in entries[start : start + _AT_ONCE]]
            hours.log(session, agreement_id=agreement_id, entries=some, by=who)
            done += len(some)
            report(done, len(lines))
    return Imported(done, len(lines) - done)


def _coordinator(session: Session) -> str:
    found = people.everyone(session, role=Role.COORDINATOR)
    if not found:
        raise KnownError("There is no coordinator to log the hours.", "Say who logs them.")
    return found[0].id


def _refusal(faults: _Faults) -> KnownError:
    told = [f"row {row}: {faults[row].rstrip('.')}" for row in sorted(faults)]
    if len(told) > TOLD:
        told[TOLD:] = [f"and {len(told) - TOLD:,} more"]
    many = words.counted(len(faults), "row")
    return KnownError(
        f"Nothing was imported: {many} cannot be logged.\n{chr(10).join(told)}\n", "Mend the file and import it again."
    )


class _Import:
    """What the lines of one file need to know of the record; each apprentice is looked up once."""

    def __init__(self, session: Session, faults: _Faults) -> None:
        self._session = session
        self._faults = faults
        self._found: dict[str, tuple[AgreementRow, Framework]] = {}
        self._unknown: dict[str, str] = {}
        self._closed: dict[tuple[str, date], str] = {}

    def prepare(self, lines: Iterable[_Line]) -> dict[str, list[_Line]]:
        """By agreement: the lines that were not imported before, with the ids they have in every import."""
        named: dict[str, list[_Line]] = defaultdict(list)
        seen: Counter[str] = Counter()
        for line in lines:
            found = self._look_up(line)
            if found is not None:
                agreement, framework = found
                entry = _with_function(framework, line.entry)
                content = _content(agreement.id, entry)
                seen[content] += 1
                id_ = str(uuid5(NAMESPACE_URL, f"journeybook:hours:{content}:{seen[content]}"))
                named[agreement.id].append(replace(line, entry=replace(entry, id=id_)))
        known = _known(self._session, [line.entry.id for some in named.values() for line in some])
        return {key: [line for line in some if line.entry.id not in known] for key, some in named.items()}

    def _look_up(self, line: _Line) -> tuple[AgreementRow, Framework] | None:
        name = line.apprentice
        if name not in self._found and name not in self._unknown:
            try:
                agreement = agreements.find(self._session, name)
                self._found[name] = agreement, frameworks.document(self._session, agreement.framework_id)
            except KnownError:
                self._unknown[name] = f"there is no apprentice {hour_cells.shown(name)} in this record"
        if name in self._unknown:
            self._faults[line.row] = self._unknown[name]
        return self._found.get(name)

    def check(self, new: Mapping[str, Sequence[_Line]]) -> None:
        """Add to the faults what `hours.log` would refuse, so that one look at the file tells all of it."""
        for lines in new.values():
            for line in lines:
                agreement, framework = self._found[line.apprentice]
                try:
                    hours.check_entry(framework, line.entry)
                    self._require_open(agreement, line.entry.worked_on)
                except KnownError as error:
                    self._faults[line.row] = error.sentence
        self._check_days([line for lines in new.values() for line in lines])

    def _require_open(self, agreement: AgreementRow, day: date) -> None:
        key = agreement.id, day
        if key not in self._closed:
            try:
                events.require_open(self._session, agreement, day, "hours")
                self._closed[key] = ""
            except KnownError as error:
                self._closed[key] = error.sentence
        if self._closed[key]:
            raise KnownError(self._closed[key])

    def _check_days(self, lines: Sequence[_Line]) -> None:
        """The row with which a day passes 24 hours over all agreements of one apprentice."""
        sums: dict[str, Counter[date]] = {}
        for line in sorted(lines, key=lambda line: line.row):
            apprentice_id = self._found[line.apprentice][0].apprentice_id
            if apprentice_id not in sums:
                sums[apprentice_id] = _logged(self._session, apprentice_id)
            day = line.entry.worked_on
            sums[apprentice_id][day] += line.entry.minutes
            if sums[apprentice_id][day] > hours.DAY_MINUTES:
                whole = words.hours(sums[apprentice_id][day])
                self._faults.setdefault(line.row, f"{words.long_date(day)} would have {whole}, and a day has 24 h")


def _with_function(framework: Framework, entry: NewEntry) -> NewEntry:
    """Training under a framework of one job function needs not name it."""
    functions = framework.titled_functions()
    if entry.parts or entry.kind is not HourKind.OJT or len(functions) != 1:
        return entry
    return replace(entry, parts={functions[0].number: entry.minutes})


def _content(agreement_id: str, entry: NewEntry) -> str:
    parts = sorted(entry.parts.items())
    day = entry.worked_on.isoformat()
    return json.dumps([agreement_id, entry.kind, day, entry.minutes, parts, entry.course or "", entry.note])


def _known(session: Session, ids: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(ids), _AT_ONCE):
        query = columns(HourEntry.id).where(col(HourEntry.id).in_(ids[start : start + _AT_ONCE]))
        found.update(session.execute(query).scalars())
    return found


def _logged(session: Session, apprentice_id: str) -> Counter[date]:
    query = (
        columns(HourEntry.worked_on, func.sum(HourEntry.minutes).label("minutes"))
        .join(Agreement, col(Agreement.id) == col(HourEntry.agreement_id))
        .where(col(Agreement.apprentice_id) == apprentice_id, col(HourEntry.state) != HourState.RETURNED)
        .group_by(col(HourEntry.worked_on))
    )
    return Counter({row.worked_on: row.minutes for row in session.execute(query)})
