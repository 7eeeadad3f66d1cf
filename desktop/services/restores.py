"""A backup in the place of the record: looked at first, never over the only copy, and either whole or not at all."""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop import words
from desktop.database import backups, evidence_files, file, keyring
from desktop.database.backups import Backup, Faulty, Reason
from desktop.database.copying import (
    copy,
    disk_error,
    faults,
    is_damage,
    quoted,
    remove,
    sync,
)
from desktop.database.engine import attach, connect, file_errors, known
from desktop.database.key_files import DamagedKeyFile, Key
from desktop.database.placing import Prepared, staged_name, stamp, swap, sweep
from desktop.database.recoding import has_key, recode
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
    "sign_off_evidence": ("piece of evidence", "pieces of evidence"),
    "sign_off_reversal": ("reversal of a sign-off", "reversals of sign-offs"),
    "sign_off_request": ("request for a sign-off", "requests for sign-offs"),
    "hour_entry": ("entry of hours", "entries of hours"),
    "hour_decision": ("decision on hours", "decisions on hours"),
    "status_event": ("event", "events"),
    "carry_over": ("carry-over", "carry-overs"),
    "ledger_entry": ("signed entry", "signed entries"),
}
"""What a coordinator calls the rows of a table; rows of other tables are told together, and totals not at all."""

_DERIVED = ("hour_total", "competency_total", "personal_text", "sign_in_attempt")
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
    except file_errors() as error:
        raise _damaged(backup) if is_damage(error) else (known(error) or error) from error
    lost, changed = _compared(record, backup)
    return Preview(found, schema, schema < file.SCHEMA, counts, lost, changed)


def _compared(record: Path, backup: Path) -> tuple[Mapping[str, int] | None, int | None]:
    if not record.exists():
        return {}, 0
    try:
        with _both(record, backup) as (connection, here, there):
            connection.execute("BEGIN")
            rows = {name: _differing(connection, name, here, there) for name in backups.tables(connection, here)}
    except file_errors() as error:
        if known(error) is None and not is_damage(error):
            raise
        return None, None
    told = {name: lost for name, (lost, _changed) in rows.items() if lost and name not in _DERIVED}
    return told, sum(changed for name, (_lost, changed) in rows.items() if name not in _DERIVED)


@contextmanager
def _both(record: Path, backup: Path) -> Iterator[tuple[sqlite3.Connection, str, str]]:
    """One connection to both files, and the names by which it knows them."""
    if keyring.key_of(record) is None and keyring.key_of(backup) is not None:
        # SQLCipher alone reads the backup, and must not touch a record that SQLite has open: it looks at a copy.
        with _aside(record) as copied, closing(connect(backup, "ro")) as connection:
            attach(connection, copied, "present")
            yield connection, "present", "main"
    else:
        # What a crash left half-written cannot be taken back by who only looks, so nothing is compared then.
        with closing(connect(record, "ro")) as connection:
            attach(connection, backup, "old")
            yield connection, "main", "old"


@contextmanager
def _aside(record: Path) -> Iterator[Path]:
    target = staged_name(record.resolve())
    copy(record, target, nothing_to_report, "ro")
    try:
        yield target
    finally:
        remove(target)


def _differing(connection: sqlite3.Connection, name: str, here: str, there: str) -> tuple[int, int]:
    """How many rows the other file lacks, and how many it holds otherwise; told by the columns that both have."""
    columns = "SELECT name, pk FROM pragma_table_info(?, ?) ORDER BY cid"
    own = connection.execute(columns, (name, here)).fetchall()
    others = {column for column, _key in connection.execute(columns, (name, there))}
    table = quoted(name)
    if not others:
        return connection.execute(f"SELECT count(*) FROM {here}.{table}").fetchone()[0], 0  # noqa: S608
    keys = ", ".join(quoted(column) for column, key in own if key and column in others)
    both = ", ".join(quoted(column) for column, _key in own if column in others)

    def only_here(columns: str) -> int:
        rows, others = (f"SELECT {columns} FROM {schema}.{table}" for schema in (here, there))  # noqa: S608
        return int(connection.execute(f"SELECT count(*) FROM ({rows} EXCEPT {others})").fetchone()[0])  # noqa: S608

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
        swap(record, done)
    keeping.well_again(record)


def prepare(store: Store, *, backup: Path, report: Report = nothing_to_report) -> Prepared:
    """All of a restore that takes time, while the record is open; `finish` does the rest."""
    return _prepare(store.path, backup, report)


def finish(record: Path, done: Prepared) -> None:
    """The rename, once the record is closed. Raises KnownError where it was written to in between."""
    try:
        with locked(record):
            swap(record, done)
    finally:
        remove(done.staged)
    keeping.well_again(record)


def drop(done: Prepared) -> None:
    """Take back what `prepare` made."""
    remove(done.staged)


def _prepare(record: Path, backup: Path, report: Report) -> Prepared:
    place = record.resolve()
    if keeping.is_same_file(place, backup):
        raise KnownError("This file is the record itself.", _ANOTHER)
    sweep(place)
    key = _key_for(place, backup)
    staged = stage(backup, staged_name(place), report)
    try:
        staged = _with_key(staged, staged_name(place), key)
        evidence_files.bring_back(staged, place, backup)
        return Prepared(staged, _keep_present(place))
    except BaseException:
        remove(staged)
        raise


def _key_for(record: Path, backup: Path) -> Key | None:
    """With which key the restored record is encrypted: its own, or that of the backup where it has none. Nothing that
    was encrypted once is laid open by a restore."""
    return (_own_key(record) if record.exists() else None) or keyring.key_of(backup)


def _own_key(record: Path) -> Key | None:
    """None also where nobody can open the record any more."""
    with suppress(DamagedKeyFile):
        return keyring.key_of(record)
    return None


def _with_key(staged: Path, target: Path, key: Key | None) -> Path:
    if has_key(staged, key):
        return staged
    recode(staged, target, key, nothing_to_report)
    remove(staged)
    return target


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
        remove(target)
        if isinstance(error, file_errors()):
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
    if keyring.is_encrypted(record) and _own_key(record) is None:
        return None
    with suppress(*file_errors()), closing(connect(record)) as connection:
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


def try_restore(store: Store, *, report: Report = nothing_to_report) -> str:
    """Restore the newest backup into a file that is thrown away, and remember what came of it. Returns a sentence;
    raises KnownError where the backup does not stand the trial."""
    newest = keeping.standing(store.path).newest
    if newest is None:
        raise KnownError("There is no backup yet.", "Back up now.")
    target = newest.path.with_name(f"trial-{stamp()}{backups.PART}")
    try:
        with backups.one_at_a_time:
            stage(newest.path, target, report)
            _refuse_wrong(newest.path, keeping.wrong_files(newest.path, {}))
    except KnownError as error:
        keeping.remember_trial(store.path, ok=False, said=str(error))
        raise
    finally:
        remove(target)
    many = words.counted(sum((newest.counts or {}).values()), "record")
    said = f"The newest backup was restored for a trial and passed every check: {many}."
    keeping.remember_trial(store.path, ok=True, said=said)
    return said
