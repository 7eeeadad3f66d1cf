"""A backup in the place of the record: looked at first, never over the only copy, and either whole or not at all."""

import os
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from desktop import words
from desktop.database import backups, file
from desktop.database.backups import Backup, Faulty, Reason
from desktop.database.copying import copy, disk_error, faults, is_damage, sync, sync_folder
from desktop.database.engine import connect, known
from desktop.database.store import Report, Store, locked, nothing_to_report
from desktop.database.upgrade import raise_schema
from desktop.errors import KnownError
from desktop.services import backups as keeping

KINDS: Mapping[str, tuple[str, str]] = {
    "person": ("person", "people"),
    "agreement": ("agreement", "agreements"),
    "framework_version": ("framework", "frameworks"),
    "framework_draft": ("draft", "drafts"),
    "sign_off": ("sign-off", "sign-offs"),
    "sign_off_reversal": ("reversal of a sign-off", "reversals of sign-offs"),
    "sign_off_request": ("request for a sign-off", "requests for sign-offs"),
    "hour_entry": ("entry of hours", "entries of hours"),
    "hour_decision": ("decision on hours", "decisions on hours"),
    "status_event": ("event", "events"),
    "carry_over": ("carry-over", "carry-overs"),
}
"""What a coordinator calls the rows of a table; rows of other tables are told together, and totals not at all."""

_DERIVED = ("hour_total", "competency_total")
_ENDING = ".restoring"
_ANOTHER = "Choose another backup."


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would do. `lost` are rows of the present record that the backup does not hold, by table;
    `changed` rows that it holds otherwise. Both are None where the present record cannot be read."""

    backup: Backup
    schema: int
    is_older_schema: bool
    counts: Mapping[str, int]
    lost: Mapping[str, int] | None
    changed: int | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A restore that needs one rename more: the checked file beside the record, and `state_of` the record that was
    backed up, None where there is no record or it is damaged."""

    staged: Path
    present: tuple[int, int] | None


def find(record: Path, wanted: str) -> Path:
    """The backup of this name among those of the record, else the file at this path."""
    named = next((one.path for one in backups.kept(record) if one.path.name == wanted), None)
    path = named or Path(wanted)
    file.refuse_no_file(path)
    return path


def preview(record: Path, backup: Path) -> Preview:
    """Raises KnownError for a file that is no record of ours, or is newer than this program."""
    schema = file.schema_of(backup, to_write=False)
    found = backups.read(backup)
    try:
        with closing(connect(backup, "ro")) as connection:
            counts = backups.counted(connection)
    except sqlite3.Error as error:
        raise _damaged(backup) if is_damage(error) else (known(error) or error) from error
    lost, changed = _compared(record, backup)
    return Preview(found, schema, schema < file.SCHEMA, counts, lost, changed)


def _compared(record: Path, backup: Path) -> tuple[Mapping[str, int] | None, int | None]:
    if not record.exists():
        return {}, 0
    try:
        with closing(connect(record, "ro")) as connection:
            # What a crash left half-written cannot be taken back by who only looks, so nothing is compared then.
            connection.execute("ATTACH ? AS old", (f"{backup.absolute().as_uri()}?mode=ro",))
            connection.execute("BEGIN")
            rows = {name: _differing(connection, name) for name in backups.tables(connection)}
    except sqlite3.Error as error:
        if known(error) is None and not is_damage(error):
            raise
        return None, None
    told = {name: lost for name, (lost, _changed) in rows.items() if lost and name not in _DERIVED}
    return told, sum(changed for name, (_lost, changed) in rows.items() if name not in _DERIVED)


def _differing(connection: sqlite3.Connection, name: str) -> tuple[int, int]:
    """How many rows the other file lacks, and how many it holds otherwise; told by the columns that both have."""
    here = connection.execute("SELECT name, pk FROM pragma_table_info(?, 'main') ORDER BY cid", (name,)).fetchall()
    there = {row[0] for row in connection.execute("SELECT name FROM pragma_table_info(?, 'old')", (name,))}
    table = backups.quoted(name)
    if not there:
        return connection.execute(f"SELECT count(*) FROM main.{table}").fetchone()[0], 0  # noqa: S608
    keys = ", ".join(backups.quoted(column) for column, key in here if key and column in there)
    both = ", ".join(backups.quoted(column) for column, _key in here if column in there)

    def only_here(columns: str) -> int:
        return int(
            connection.execute(
                f"SELECT count(*) FROM (SELECT {columns} FROM main.{table} EXCEPT SELECT {columns} FROM old.{table})"  # noqa: S608
            ).fetchone()[0]
        )

    lost = only_here(keys or both)
    return lost, only_here(both) - lost


def lost_words(lost: Mapping[str, int]) -> str:
    """ "3 sign-offs, 1 event and 12 other records"."""
    named = [words.counted(lost[name], *KINDS[name]) for name in KINDS if lost.get(name)]
    others = sum(count for name, count in lost.items() if name not in KINDS)
    if others:
        named.append(words.counted(others, "other record" if named else "record"))
    return words.listed(named)


def restore(record: Path, backup: Path, *, report: Report = nothing_to_report) -> None:
    """Put `backup` in the place of a record that is closed. Raises KnownError where it is open, or the backup is not
    whole; the record is then as it was."""
    with locked(record):
        done = _prepare(record, backup, report)
        _swap(record, done)
    keeping.well_again(record)


def prepare(store: Store, *, backup: Path, report: Report = nothing_to_report) -> Prepared:
    """All of a restore that takes time, while the record is open; `finish` does the rest."""
    return _prepare(store.path, backup, report)


def finish(record: Path, done: Prepared) -> None:
    """The rename, once the record is closed. Raises KnownError where it was written to in between."""
    try:
        with locked(record):
            _swap(record, done)
    finally:
        _remove(done.staged)
    keeping.well_again(record)


def drop(done: Prepared) -> None:
    """Take back what `prepare` made."""
    _remove(done.staged)


def _prepare(record: Path, backup: Path, report: Report) -> Prepared:
    place = record.resolve()
    if keeping.is_same_file(place, backup):
        raise KnownError("This file is the record itself.", _ANOTHER)
    _sweep(place)
    staged = stage(backup, place.with_name(f".{place.name}.{_stamp()}{_ENDING}"), report)
    try:
        return Prepared(staged, _keep_present(place))
    except BaseException:
        _remove(staged)
        raise


def stage(backup: Path, target: Path, report: Report = nothing_to_report) -> Path:
    """A copy of `backup` at `target`, raised to the schema of this program and checked, as a restore needs it."""
    schema = file.schema_of(backup, to_write=False)
    _refuse_wrong(backup, keeping.changed_since_made(backups.read(backup)))
    try:
        copy(backup, target, report, "ro")
        _refuse_wrong(backup, faults(target))
        if schema < file.SCHEMA:
            raise_schema(target)
        _refuse_wrong(backup, keeping.wrong_in(target))
        sync(target)
    except BaseException as error:
        _remove(target)
        if isinstance(error, sqlite3.Error):
            raise _damaged(backup) if is_damage(error) else (known(error) or error) from error
        if isinstance(error, OSError):
            raise disk_error(error, target.parent) from error
        raise
    return target


def _refuse_wrong(backup: Path, found: Sequence[str]) -> None:
    if found:
        raise KnownError(f"The backup {backup.name} is not whole. {found[0]}", _ANOTHER)


def _damaged(backup: Path) -> KnownError:
    return KnownError(f"The backup {backup.name} is damaged.", _ANOTHER)


def _keep_present(record: Path) -> tuple[int, int] | None:
    """Back up what the restore will replace; where that is damaged, keep the damaged file itself."""
    if not record.exists():
        return None
    file.refuse_others(record)
    with suppress(sqlite3.Error), closing(connect(record)) as connection:
        # Whoever opens it takes back what a crash left half-written; its journal must not meet another file.
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if keeping.is_changed(record) or not _is_good(backups.kept(record)[-1]):
        try:
            return keeping.back_up_file(record, reason=Reason.RESTORE).record_state
        except Faulty:
            return None
    return backups.state_of(record)


def _is_good(backup: Backup) -> bool:
    return bool(backup.sha256) and backups.digest(backup.path) == backup.sha256


def _swap(record: Path, done: Prepared) -> None:
    place = record.resolve()
    if done.present is not None and not _is_as(place, done.present):
        raise KnownError("The record was changed in the meantime, so nothing was restored.", "Restore it again.")
    try:
        if done.present is None and place.exists():
            _set_aside(place)
        done.staged.replace(place)
        sync_folder(place.parent)
    except OSError as error:
        raise disk_error(error, place.parent) from error


_BESIDE = ("-journal", "-wal", "-shm")


def _is_as(record: Path, state: tuple[int, int]) -> bool:
    """Whether the file is the one that was backed up, with nothing half-written beside it."""
    if any(os.path.lexists(record.with_name(f"{record.name}{ending}")) for ending in _BESIDE):
        return False
    return record.exists() and backups.state_of(record) == state


def _set_aside(record: Path) -> None:
    """Give a damaged record a second name. Its journal goes along: SQLite would play it into the restored file."""
    aside = record.with_name(f"{record.stem}.damaged-{_stamp()}{record.suffix}")
    try:
        aside.hardlink_to(record)
    except OSError:
        shutil.copyfile(record, aside)
        aside.chmod(0o600)
        sync(aside)
    for ending in _BESIDE:
        rest = record.with_name(f"{record.name}{ending}")
        if os.path.lexists(rest):
            rest.rename(aside.with_name(f"{aside.name}{ending}"))


def try_restore(store: Store, *, report: Report = nothing_to_report) -> str:
    """Restore the newest backup into a file that is thrown away, and remember what came of it. Returns a sentence;
    raises KnownError where the backup does not stand the trial."""
    newest = keeping.standing(store.path).newest
    if newest is None:
        raise KnownError("There is no backup yet.", "Back up now.")
    target = newest.path.with_name(f"trial-{_stamp()}{backups.PART}")
    try:
        with backups.one_at_a_time:
            stage(newest.path, target, report)
    except KnownError as error:
        keeping.remember_trial(store.path, ok=False, said=str(error))
        raise
    finally:
        _remove(target)
    many = words.counted(sum((newest.counts or {}).values()), "record")
    said = f"The newest backup was restored for a trial and passed every check: {many}."
    keeping.remember_trial(store.path, ok=True, said=said)
    return said


def _stamp() -> str:
    return f"{datetime.now(UTC):%Y%m%d-%H%M%S-%f}"


def _sweep(record: Path) -> None:
    """Remove what a restore left that was stopped half-way."""
    with suppress(OSError):
        for path in record.parent.iterdir():
            if path.name.startswith(f".{record.name}.") and path.name.endswith((_ENDING, f"{_ENDING}-journal")):
                path.unlink()


def _remove(path: Path) -> None:
    for one in (path, path.with_name(f"{path.name}-journal")):
        with suppress(OSError):
            one.unlink(missing_ok=True)
