"""When backups are made, that each passes every check before it is kept, and how that stands.

Where a record fails its check, no backup of it is kept, nothing is thinned, and none is made by itself again until one
that is asked for goes through: otherwise the good ones would go, one after the other.
"""

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from desktop import words
from desktop.database import backups, evidence_files, file, manifests, thinning
from desktop.database.backups import Backup, Faulty, LedgerEnd, Reason
from desktop.database.copying import faults, private_folder, write_whole
from desktop.database.engine import file_errors, known, make_engine
from desktop.database.store import Report, Store, nothing_to_report
from desktop.database.vault import FileState
from desktop.errors import Cancelled, KnownError
from desktop.ledger.entries import Mark
from desktop.services import checks, clock, ledger, ledger_checks, ledger_rows
from desktop.services.checks import CheckRow

EVERY = timedelta(hours=4)
"""The least time between two backups by the schedule; a record that did not change is not copied again."""
ALWAYS_KEPT = (Reason.IMPORT, Reason.RESTORE, Reason.ENCRYPTION)
"""Of these the newest is kept however old it is; of upgrades the newest of each schema."""

__all__ = ["Backup", "Faulty", "Reason", "Standing"]

T = TypeVar("T")
_STATE = "state.json"
_LARGEST = 64 * 1024


@dataclass(frozen=True, slots=True)
class Standing:
    """How the backups of a record stand. `trouble` says why the last one was not kept, and `is_faulty` that the record
    itself is the reason. `tried_at` is when a restore was last tried, `tried` what came of it."""

    newest: Backup | None = None
    trouble: str = ""
    trouble_at: datetime | None = None
    is_faulty: bool = False
    tried_at: datetime | None = None
    tried: str = ""
    tried_ok: bool = False


def listing(record: Path) -> tuple[Backup, ...]:
    """The newest first."""
    return tuple(reversed(backups.kept(record)))


def standing(record: Path) -> Standing:
    content = _content(record)
    return Standing(
        newest=backups.newest(record),
        trouble=_text(content.get("trouble")),
        trouble_at=manifests.moment(content.get("trouble_at")),
        is_faulty=content.get("is_faulty") is True,
        tried_at=manifests.moment(content.get("tried_at")),
        tried=_text(content.get("tried")),
        tried_ok=content.get("tried_ok") is True,
    )


def _content(record: Path) -> dict[str, Any]:
    try:
        with (backups.folder_of(record) / _STATE).open(encoding="utf-8") as kept:
            content = json.loads(kept.read(_LARGEST))
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _text(value: object) -> str:
    return value[:2000] if isinstance(value, str) else ""


def _remember(record: Path, **changes: object) -> None:
    """Keep for the next start; where that is not possible, it knows less, and nothing else is lost."""
    now = standing(record)
    before = asdict(replace(now, newest=None))
    content = {**before, **changes}
    content.pop("newest")
    told = {name: one.isoformat() if isinstance(one, datetime) else one for name, one in content.items()}
    folder = backups.folder_of(record)
    if {**before, **changes} == before:
        return
    with suppress(OSError, KnownError):
        private_folder(folder.parent)
        private_folder(folder)
        write_whole(folder / _STATE, json.dumps(told, indent=2) + "\n")


def back_up(
    store: Store, *, reason: Reason = Reason.ASKED, out: Path | None = None, report: Report = nothing_to_report
) -> Backup:
    """Make a backup now. One to `out` stands for itself: it is not thinned, and clears no trouble."""
    return back_up_file(store.path, reason=reason, out=out, report=report)


def back_up_if_changed(
    store: Store, *, reason: Reason = Reason.QUIT, report: Report = nothing_to_report
) -> Backup | None:
    """Make a backup unless the newest holds all there is. None where it does, and where backups stopped."""
    if not is_changed(store.path) or (reason in {Reason.QUIT, Reason.SCHEDULE} and standing(store.path).is_faulty):
        return None
    return back_up(store, reason=reason, report=report)


def back_up_if_due(store: Store, *, report: Report = nothing_to_report) -> Backup | None:
    """What the schedule does: a backup where something changed and the newest is old enough, or from the future."""
    newest = standing(store.path).newest
    if newest is not None and timedelta() <= clock.now() - newest.made_at < EVERY:
        return None
    return back_up_if_changed(store, reason=Reason.SCHEDULE, report=report)


def is_changed(record: Path) -> bool:
    """Whether something was committed since the newest backup."""
    newest = standing(record).newest
    return newest is None or newest.record_state != backups.state_of(record)


def back_up_file(
    record: Path, *, reason: Reason, out: Path | None = None, report: Report = nothing_to_report
) -> Backup:
    """`back_up` of a record by its path: open here, or closed with its lock held."""
    # Whoever leaves should not wait for what was checked before; all other backups look at everything.
    newest = backups.newest(record) if reason in {Reason.QUIT, Reason.SCHEDULE} else None
    check = partial(wrong_in, since=newest)
    try:
        made = backups.make(record, reason, check=check, ledger_end=_ledger_end, at=clock.now(), out=out, report=report)
    except Cancelled:
        raise
    except KnownError as error:
        if out is None or isinstance(error, Faulty):
            _remember(record, trouble=str(error), trouble_at=clock.now(), is_faulty=isinstance(error, Faulty))
        raise
    if out is None:
        well_again(record)
        backups.remove(_superfluous(record))
        with suppress(KnownError):
            # What was stopped half-way when the record was encrypted; the next backup tries again.
            backups.encrypt_kept(record)
        backups.settle_files(record)
    return made


def well_again(record: Path) -> None:
    _remember(record, trouble="", trouble_at=None, is_faulty=False)


def _superfluous(record: Path) -> Sequence[Backup]:
    kept = backups.kept(record)
    last = {_pin(backup): backup for backup in kept if _pin(backup)}
    rest = thinning.superfluous(kept, clock.now(), made_at=lambda backup: backup.made_at)
    return [backup for backup in rest if backup not in last.values()]


def _pin(backup: Backup) -> tuple[Reason, int] | None:
    if backup.reason is Reason.UPGRADE:
        return backup.reason, backup.schema
    return (backup.reason, 0) if backup.reason in ALWAYS_KEPT else None


def wrong_in(path: Path, since: Backup | None = None) -> tuple[str, ...]:
    """What is wrong with a closed record: every check where it has the schema of this program, else what SQLite can
    tell of any. Of the ledger, with `since`, what came after that backup, whose own ledger was checked."""
    found = faults(path)
    if found or file.schema_of(path, to_write=False) != file.SCHEMA:
        return found

    def rows(session: Session) -> tuple[CheckRow, ...]:
        signed = ledger_checks.check_ledger(session, since=_mark(session, since))
        return (*checks.check_database(session), *signed)

    return tuple(row.sentence for row in _read(path, rows) if not row.ok)


def _mark(session: Session, backup: Backup | None) -> Mark | None:
    """Where the ledger stood in a backup; None, and so all of it is checked, where it is not that one any more."""
    seq, _, digest = (backup.anchor or "").partition(" ") if backup else ("", "", "")
    found = ledger_rows.numbered(session, [int(seq)]) if seq.isdecimal() else ()
    return next((Mark(at.seq, at.hash, at.recorded_at) for at in found if at.hash.hex() == digest), None)


def _ledger_end(path: Path) -> LedgerEnd:
    if file.schema_of(path, to_write=False) != file.SCHEMA:
        return None, None
    found = _read(path, ledger.anchor)
    return (found.record, f"{found.seq} {found.hash}") if found else (None, None)


def _read(path: Path, query: Callable[[Session], T]) -> T:
    """From a closed record, without a way to write."""
    engine = make_engine(path, mode="ro")
    try:
        with Session(engine.execution_options(reading=True)) as session:
            return query(session)
    except DBAPIError as error:
        raise known(error) or error from error
    finally:
        engine.dispose()


def check_backups(record: Path) -> tuple[CheckRow, ...]:
    """One row for each kept backup, the newest first: unchanged since it was made, and whole with its files."""
    read: dict[str, FileState] = {}
    return tuple(_check(backup, read) for backup in listing(record))


def _check(backup: Backup, read: dict[str, FileState] | None = None) -> CheckRow:
    try:
        found = (
            changed_since_made(backup)
            or wrong_in(backup.path)
            or wrong_files(backup.path, {} if read is None else read)
        )
    except file_errors(KnownError, OSError) as error:
        found = (str(error) if isinstance(error, KnownError) else "The file cannot be read.",)
    return CheckRow(backup.path.name, not found, found[0] if found else "The backup is whole.")


def wrong_files(backup: Path, read: dict[str, FileState]) -> tuple[str, ...]:
    """Whether files of evidence would be missing after a restore; `read` remembers those that were looked at."""
    many = evidence_files.wrong_in(backup, read)
    return (f"{words.counted(many, 'file')} of evidence cannot be restored with {backup.name}.",) if many else ()


def changed_since_made(backup: Backup) -> tuple[str, ...]:
    """Whether the file is another than its manifest says."""
    if not backup.sha256 or backups.digest(backup.path) == backup.sha256:
        return ()
    return (f"The file {backup.path.name} was changed after it was made.",)


def remember_trial(record: Path, *, ok: bool, said: str) -> None:
    _remember(record, tried_at=clock.now(), tried=said, tried_ok=ok)


def is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
