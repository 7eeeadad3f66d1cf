"""What all tests share: no screen, unless one is asked for, and a record with a small cast."""

import os
import secrets
import shutil
import sqlite3
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, text

from desktop import cli, settings
from desktop.codes import EventKind, HourKind, Role
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.ledger import keys
from desktop.services import (
    agreements,
    apprentices,
    clock,
    demo,
    demo_signing,
    events,
    frameworks,
    ledger,
    people,
    sign_in,
)
from desktop.services import keys as signer_keys
from desktop.services.hours import NewEntry
from desktop.services.sign_offs import NewRating

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


_QUICK = 3.0


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("reliability", "experiments of tests/reliability")
    group.addoption("--seconds", type=float, default=_QUICK, help="how long each lasts (default: %(default)s)")
    group.addoption("--seed", type=int, help="of all chance in them (default: 1 in short runs, else a fresh one)")
    group.addoption("--figures", type=Path, help="a file to add a line of JSON to for each")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.seed is None:
        config.option.seed = 1 if config.option.seconds <= _QUICK else secrets.randbelow(2**31)


def pytest_report_header(config: pytest.Config) -> str:
    return f"experiments: {config.option.seconds:g} s each, --seed {config.option.seed}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The platform without a screen says of each window that it sets no size hints; that is no finding. Long
    experiments run when they are asked for, with -m long."""
    for item in items:
        item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints"))
        if not config.option.markexpr and item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; run with -m long"))


@pytest.fixture(autouse=True)
def _own_backups(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has a folder for backups, beside its other files, made by the first backup."""
    monkeypatch.setenv(settings.BACKUPS_VARIABLE, str(tmp_path_factory.getbasetemp() / "backups" / uuid.uuid4().hex))


@pytest.fixture(autouse=True)
def _own_settings(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test has its own settings and anchors: what one did to a copy of a record says nothing of another copy."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path_factory.getbasetemp() / "settings" / uuid.uuid4().hex))


@dataclass(frozen=True, slots=True)
class Cast:
    """Ids of the record that `store` opens. Ada learns as IT generalist, by competencies, at North; Ben as network
    technician, hybrid, at South. Mia is Ada's mentor, with Max standing in; Max is Ben's. Cora coordinates, Ines
    instructs."""

    cora: str
    ines: str
    mia: str
    max: str
    ada: str
    ben: str
    north: str
    south: str
    generalist: str
    technician: str
    adas: str
    """Ada's agreement."""
    bens: str
    """Ben's agreement."""


BEGINS = date(2026, 1, 5)
TODAY = date(2026, 6, 1)
STARTED = datetime(2026, 1, 5, 15, tzinfo=UTC)
NOW = datetime(2026, 6, 1, 16, tzinfo=UTC)
"""The moment that tests of the record live in; noon for the sponsor, in New York."""


def _fill(session: Session) -> Cast:
    people.add_sponsor(session, name="Hudson Works", program_number="2025-NY-1", time_zone="America/New_York")
    north, south = (people.add_employer(session, name=name, journeyworkers=4) for name in ("North Labs", "South Net"))

    def person(name: str, role: Role, employer: str | None = None) -> str:
        return people.add_person(session, first_name=name, last_name="Hale", role=role, employer_id=employer)

    cora, ines = person("Cora", Role.COORDINATOR), person("Ines", Role.INSTRUCTOR)
    mia, max_ = person("Mia", Role.MENTOR, north), person("Max", Role.MENTOR, south)
    generalist, technician = (
        frameworks.adopt(session, framework=catalogue.find(key))
        for key in ("it-generalist", "sample-network-technician")
    )

    def register(name: str, framework: str, employer: str, mentors: list[str]) -> str:
        agreement = apprentices.register(
            session,
            first_name=name,
            last_name="Lind",
            framework_id=framework,
            employer_id=employer,
            mentor_ids=mentors,
            begins=BEGINS,
        )
        events.record_event(session, agreement_id=agreement, kind=EventKind.REGISTERED, happened_on=BEGINS, by=cora)
        return agreement

    adas = register("Ada", generalist, north, [mia, max_])
    bens = register("Ben", technician, south, [max_])
    ada, ben = (agreements.find(session, one).apprentice_id for one in (adas, bens))
    return Cast(cora, ines, mia, max_, ada, ben, north, south, generalist, technician, adas, bens)


PASSPHRASE = "four plain words here"
"""Everyone's, in these tests."""
SAMPLE_PASSPHRASE = "journeybook sample program"
"""Everyone's in the sample program."""
QUICK = keys.Parameters(memory_kib=32, passes=1, lanes=1)


class Everyone:
    """All who have a sitting in these tests, at once; nobody's eyes are narrowed down. Whoever is not named is the
    coordinator."""

    viewer = None

    def __init__(self, sittings: dict[str | None, keys.Sitting]) -> None:
        self.sittings = sittings

    def sitting(self, person_id: str | None) -> keys.Sitting | None:
        return self.sittings.get(person_id)


@pytest.fixture(scope="session")
def _unsigned(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    path = tmp_path_factory.mktemp("cast") / "record.journeybook"
    with clock.stopped_at(STARTED), create_store(path) as store:
        return path, store.write(_fill)


@pytest.fixture(scope="session")
def _signed(_unsigned: tuple[Path, Cast], tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Everyone]:
    """The same record once signing in was set up and everyone has a key."""
    path, cast = Path(shutil.copy(_unsigned[0], tmp_path_factory.mktemp("signed") / "record.journeybook")), _unsigned[1]
    sittings: dict[str | None, keys.Sitting] = {}
    with pytest.MonkeyPatch.context() as patch, clock.stopped_at(STARTED), open_store(path) as store:
        patch.setattr(keys, "PARAMETERS", QUICK)
        cora = store.write(signer_keys.begin, person_id=cast.cora, passphrase=PASSPHRASE).sitting
        sittings |= {None: cora, cast.cora: cora}
        store.signers = Everyone(sittings)
        for one in (cast.ines, cast.mia, cast.max, cast.ada, cast.ben):
            store.write(signer_keys.register, person_id=one, passphrase=PASSPHRASE)
            sittings[one] = sign_in.sign_in(store, who=one, passphrase=PASSPHRASE)
    return path, Everyone(sittings)


@pytest.fixture
def cast(_unsigned: tuple[Path, Cast]) -> Cast:
    return _unsigned[1]


@pytest.fixture
def unsigned_record(_unsigned: tuple[Path, Cast], tmp_path: Path) -> Path:
    """A file with the cast, closed, before signing in was set up."""
    (tmp_path / "unsigned").mkdir()
    return Path(shutil.copy(_unsigned[0], tmp_path / "unsigned" / "record.journeybook"))


@pytest.fixture
def unsigned(unsigned_record: Path) -> Iterator[Store]:
    """That record, open, at noon of June 1, 2026."""
    with clock.stopped_at(NOW), open_store(unsigned_record) as opened:
        yield opened


def new_signer(store: Store, person_id: str) -> keys.Sitting:
    """A key and an open sitting for someone whom a test added."""
    assert isinstance(store.signers, Everyone)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "PARAMETERS", QUICK)
        store.write(signer_keys.register, person_id=person_id, passphrase=PASSPHRASE)
        found = sign_in.sign_in(store, who=person_id, passphrase=PASSPHRASE)
    store.signers = Everyone(store.signers.sittings | {person_id: found})
    return found


def drop_guards(path: Path) -> None:
    """What whoever changes a record with another tool does first."""
    with closing(sqlite3.connect(path)) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.commit()


@pytest.fixture
def record(_signed: tuple[Path, Everyone], tmp_path: Path) -> Path:
    """A file with the cast, closed."""
    return Path(shutil.copy(_signed[0], tmp_path / "record.journeybook"))


@pytest.fixture
def everyone(_signed: tuple[Path, Everyone]) -> Everyone:
    """The sittings of the cast, for records that a test opens itself."""
    return Everyone(dict(_signed[1].sittings))


@pytest.fixture
def store(record: Path, everyone: Everyone) -> Iterator[Store]:
    """The record of the cast, open, at noon of June 1, 2026, with everyone at work."""
    with clock.stopped_at(NOW), open_store(record) as opened:
        if opened.read(ledger.mark).seq:
            opened.signers = everyone
        yield opened


@pytest.fixture(scope="session")
def _sampled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sample") / "sample.journeybook"
    with pytest.MonkeyPatch.context() as patch, create_store(path) as store:
        patch.setattr(keys, "PARAMETERS", QUICK)
        demo.fill(store)
    return path


def open_sample(path: Path) -> Store:
    """A copy of the sample program, open, with everyone at work."""
    store = open_store(path)
    demo_signing.enter(store)
    return store


@pytest.fixture
def sample(_sampled: Path, tmp_path: Path) -> Iterator[Store]:
    """The sample program, open; each test has its own copy."""
    with open_sample(Path(shutil.copy(_sampled, tmp_path / "sample.journeybook"))) as opened:
        yield opened


def content(path: Path) -> list[str]:
    """All that stands in a closed record but who tried to sign in."""
    with closing(sqlite3.connect(path)) as connection:
        return [line for line in connection.iterdump() if "sign_in_attempt" not in line]


def everything(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table, to compare."""

    def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
        tables = session.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
        return {name: sorted(map(tuple, session.execute(text(f"SELECT * FROM {name}"))), key=repr) for name in tables}

    return store.read(rows)


Refuses = Callable[..., KnownError]


@pytest.fixture
def refuses(store: Store) -> Refuses:
    """`refuses("words", action, …)`: the action is refused in these words, and nothing is written or announced."""

    def refuse(match: str, action: Callable[..., object], **arguments: object) -> KnownError:
        before, announced = everything(store), []
        store.announce = announced.append
        with pytest.raises(KnownError, match=match) as caught:
            store.write(action, **arguments)
        assert everything(store) == before
        assert not announced
        return caught.value

    return refuse


def rating(code: str = "1a", level: int = 3, day: date = TODAY, **more: Any) -> NewRating:
    return NewRating(code, level, more.pop("shown", HourKind.OJT), day, **more)


def work(minutes: int = 480, day: date = TODAY, function: str = "1", **more: Any) -> NewEntry:
    return NewEntry(HourKind.OJT, day, minutes, more.pop("parts", {function: minutes}), **more)


def lesson(minutes: int = 120, day: date = TODAY, **more: Any) -> NewEntry:
    return NewEntry(HourKind.RI, day, minutes, **more)


Run = Callable[..., tuple[int, str, str]]
"""A command and its arguments; exit code, stdout, stderr."""


@pytest.fixture
def database(_sampled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(_sampled, tmp_path / "record.db"))


@contextmanager
def typed(*lines: str) -> Iterator[str]:
    """The number of a file descriptor to read passphrases from."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    try:
        yield str(reading)
    finally:
        os.close(reading)


@pytest.fixture
def run(database: Path, capsys: pytest.CaptureFixture[str], quick_keys: None) -> Run:
    """Run a command on a copy of the sample program: exit code, stdout, stderr. The coordinator is signed in, unless
    the arguments begin with another one: "--as", NAME."""

    def _run(*arguments: object) -> tuple[int, str, str]:
        with typed(SAMPLE_PASSPHRASE) as descriptor:
            who = ("--as", "Ruth Alvarez", "--passphrase-fd", descriptor)
            code = cli.main(["--database", str(database), *who, *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return _run


@pytest.fixture
def quick_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys that open at once, for tests that are not about how long a guess takes."""
    monkeypatch.setattr(keys, "PARAMETERS", QUICK)
