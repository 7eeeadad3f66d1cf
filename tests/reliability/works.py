"""What is done to a record while its disk fails or its process is killed, and how it may stand afterwards: as before,
or as after, whole either way.
"""

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import alembic.command  # noqa: F401  (upgrades import it late; each fork would anew)
from sqlalchemy.exc import DBAPIError

from desktop.database import backups as kept
from desktop.database import keyring
from desktop.database.engine import connect, file_errors
from desktop.database.store import Store, nothing_to_report, open_store
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.frameworks.formats import native
from desktop.services import (
    backups,
    checks,
    encryption,
    evidence,
    evidence_checks,
    framework_imports,
    hour_files,
    ledger_checks,
)
from desktop.services.backups import Reason
from desktop.services.encryption import Key
from desktop.services.sign_offs import NewRating
from tests.database import golden_files
from tests.reliability import signing

RECORD = "record.journeybook"


Act = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Work:
    """`start` makes what is there before in an empty folder. `opened` opens that for the act, which is done there, and
    again after a failure."""

    start: Callable[[Path], None]
    opened: Callable[[Path], AbstractContextManager[Act]]


@dataclass(frozen=True, slots=True)
class Stand:
    """How a record stands: its schema and tables, the rows of each, their number, whether it is encrypted, and the
    backups there are."""

    schema: tuple[object, ...]
    rows: Mapping[str, list[tuple[object, ...]]]
    is_encrypted: bool
    backups: int

    @property
    def counts(self) -> Mapping[str, int]:
        return {table: len(rows) for table, rows in self.rows.items()}


def stand(folder: Path) -> Stand:
    """Looked at in a copy: what was left half-written is for the program to take back."""
    looked_at = folder.with_name("looked-at")
    looked_at.mkdir(exist_ok=True)
    for path in folder.glob(f"{RECORD}*"):
        if path.is_file():
            shutil.copy(path, looked_at)
    is_encrypted = encryption.is_encrypted(looked_at / RECORD)
    with closing(connect(looked_at / RECORD)) as connection:
        made = sorted(connection.execute("SELECT type, name, coalesce(sql, '') FROM sqlite_master"))
        version = connection.execute("PRAGMA user_version").fetchone()
        rows = {name: _rows(connection, name) for name in [*kept.tables(connection), "alembic_version"]}
    shutil.rmtree(looked_at)
    return Stand((version, *made), rows, is_encrypted, len(kept.kept(folder / RECORD)))


def _rows(connection: sqlite3.Connection, table: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT * FROM {kept.quoted(table)}").fetchall()


def wrong_in(folder: Path, before: Stand, after: Stand, *, is_done: bool) -> list[str]:
    """What does not hold: it is as before or as after, as after where it `is_done`, every check passes, and every
    backup that there was is there and whole."""
    path = folder / RECORD
    try:
        now = stand(folder)
    except file_errors(KnownError) as error:
        return [f"it cannot be read: {error}"]
    wrong = [row.sentence for row in backups.check_backups(path) if not row.ok]
    is_as_after = (now.schema, now.counts, now.is_encrypted) == (after.schema, after.counts, after.is_encrypted)
    is_as_before = (now.schema, now.rows, now.is_encrypted) == (before.schema, before.rows, before.is_encrypted)
    if not is_as_after and not is_as_before:
        return [*wrong, "it is neither as before nor as after"]
    if is_done and not (is_as_after and now.backups >= after.backups):
        wrong.append("what was told is lost")
    if now.backups < before.backups:
        wrong.append("a backup is lost")
    wrong += _fails(path)
    if stand(folder).schema != after.schema:
        wrong.append("it was opened with older tables")
    return wrong


def _fails(path: Path) -> list[str]:
    """Of all checks of the program, once it has opened the record."""
    try:
        with open_store(path) as store:
            found = (
                *store.read(checks.check_database),
                *store.read(ledger_checks.check_ledger),
                *evidence_checks.check_evidence(store),
            )
    except (KnownError, DBAPIError) as error:
        return [f"it does not open: {error}"]
    return [f"{row.name}: {row.sentence}" for row in found if not row.ok]


def all_works(folder: Path) -> dict[str, Work]:
    """By what they are, in words. `folder` is for what they share."""
    office = signing.make(folder / "office.journeybook")
    start = partial(_copied, folder / "office.journeybook")
    hours, framework = folder / "hours.csv", folder / "framework.json"
    hours.write_text(_hours(), encoding="utf-8")
    framework.write_text(native.write(catalogue.find("it-generalist")), encoding="utf-8")
    source, reading = framework_imports.read_file(None, path=framework, report=nothing_to_report)
    coordinator = office.coordinator.person_id
    taken: dict[str, Any] = {"source": source, "reading": reading, "found": reading.found, "by": coordinator}
    one, filed = signing.rating(office, 0), folder / "filed"
    _file(office, start, filed)

    def at_work(act: Callable[[Store], object]) -> Work:
        @contextmanager
        def opened(place: Path) -> Iterator[Act]:
            with signing.open_office(place / RECORD, office) as store:
                yield lambda: act(store)

        return Work(start, opened)

    key, _code = encryption.new_key("four words of no meaning")
    keyring.know(key)
    return {
        "a sign-off": at_work(lambda store: signing.sign(store, office, one)),
        "a sign-off on a file": at_work(lambda store: _sign_on_file(store, office, one)),
        "an import of hours": at_work(lambda store: hour_files.import_hours(store, path=hours, by=coordinator)),
        "an import of a framework": at_work(lambda store: store.write(framework_imports.take, **taken)),
        "an upgrade": Work(_oldest, lambda place: nullcontext(lambda: open_store(place / RECORD).close())),
        "a backup": Work(partial(_backed_up, start, filed), lambda place: nullcontext(lambda: _back_up(place))),
        "an encryption": Work(start, lambda place: nullcontext(lambda: encryption.encrypt(place / RECORD, key))),
        "a way back from encryption": Work(
            partial(_encrypted, start, key), lambda place: nullcontext(lambda: encryption.decrypt(place / RECORD))
        ),
    }


def _sign_on_file(store: Store, office: signing.Office, rating: NewRating) -> None:
    given = evidence.from_content(store, name="notes.txt", content=b"Cable 4 was loose.\n" * 500)
    signing.sign(store, office, replace(rating, evidence=(given,)))


def _copied(source: Path, place: Path) -> None:
    shutil.copy(source, place / RECORD)


def _hours() -> str:
    days = [date(2026, 1, 5) + timedelta(days=day) for day in range(120)]
    return "apprentice,date,kind,hours,job function\n" + "".join(f"1,{day},OJT,7.5,1\n" for day in days)


def _oldest(place: Path) -> None:
    golden_files.unpack(1, place).rename(place / RECORD)


def _file(office: signing.Office, start: Callable[[Path], None], place: Path) -> None:
    """A record with a sign-off on a file."""
    place.mkdir()
    start(place)
    with signing.open_office(place / RECORD, office) as store:
        _sign_on_file(store, office, signing.rating(office, 1))


def _backed_up(start: Callable[[Path], None], filed: Path, place: Path) -> None:
    """There is a backup from before the file."""
    start(place)
    _back_up(place)
    shutil.copytree(filed, place, dirs_exist_ok=True)


def _encrypted(start: Callable[[Path], None], key: Key, place: Path) -> None:
    start(place)
    encryption.encrypt(place / RECORD, key)


def _back_up(place: Path) -> None:
    backups.back_up_file(place / RECORD, reason=Reason.ASKED)
