"""Upgrades: all of it or nothing, after a copy; and the revisions make what the models say."""

import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import desktop.models  # noqa: F401  (declares the tables)
from desktop.database import backups, copying, engine, file, upgrade
from desktop.database.store import create_store, open_store
from desktop.errors import KnownError
from desktop.models.base import METADATA
from tests.conftest import drop_guards

_REVISION = '''"""A later schema, for these tests."""

from alembic import op
import sqlalchemy as sa

revision = "{revision}"
down_revision = "{before}"


def upgrade() -> None:
    op.add_column("person", sa.Column("nickname", sa.String(20), nullable=True))
    {then}
'''

_LATER = file.SCHEMA + 1


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


def _text(then: str) -> str:
    return _REVISION.format(revision=f"{_LATER:04}", before=f"{_LATER - 1:04}", then=then)


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program one schema ahead; returns the path of its last revision, which a test may spoil."""
    folder = tmp_path / "program" / "migrations"
    shutil.copytree(upgrade.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    revision = folder / "versions" / f"{_LATER:04}_later.py"
    revision.write_text(_text(""), encoding="utf-8")
    monkeypatch.setattr(upgrade, "MIGRATIONS", folder)
    for module in (upgrade, file):
        monkeypatch.setattr(module, "SCHEMA", _LATER)
    return revision


def _copies(record: Path) -> list[Path]:
    return [backup.path for backup in backups.kept(record)]


def test_the_models_and_the_migrated_schema_are_the_same(record: Path) -> None:
    made = engine.make_engine(record)
    with made.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, METADATA) == []
    made.dispose()


def test_the_checks_of_the_models_stand_in_the_schema_word_for_word(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        made = " ".join(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL"))
    made = " ".join(made.split())
    checks = [one for table in METADATA.sorted_tables for one in table.constraints if hasattr(one, "sqltext")]
    assert len(checks) > 25
    for check in checks:
        assert f"CONSTRAINT {check.name} CHECK ({check.sqltext})" in made


def test_every_constraint_and_index_has_a_name(record: Path) -> None:
    for table in METADATA.sorted_tables:
        for one in (*table.constraints, *table.indexes):
            assert one.name, (table.name, one)
    with closing(sqlite3.connect(record)) as connection:
        made = "\n".join(sql for (sql,) in connection.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL"))
    constraints = made.count("PRIMARY KEY") + made.count("CHECK (") + made.count("UNIQUE (") + made.count("FOREIGN KEY")
    assert made.count("CONSTRAINT ") == constraints


def test_a_new_file_carries_our_mark_and_schema(tmp_path: Path) -> None:
    path = tmp_path / "new.journeybook"
    create_store(path).close()
    header = path.read_bytes()[:100]
    assert header[68:72] == b"JRNB"
    assert int.from_bytes(header[60:64], "big") == file.SCHEMA
    assert _copies(path) == []


@pytest.mark.usefixtures("later")
def test_an_older_file_is_upgraded_after_a_copy_that_its_owner_alone_may_read(record: Path) -> None:
    before = record.read_bytes()
    with open_store(record):
        pass
    assert file.schema_of(record) == _LATER
    (copy,) = _copies(record)
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert file.schema_of(copy) == _LATER - 1
    with closing(sqlite3.connect(copy)) as kept, closing(sqlite3.connect(record)) as raised:
        assert "nickname" not in str(kept.execute("SELECT sql FROM sqlite_master").fetchall())
        names = "SELECT full_name FROM person ORDER BY 1"
        assert kept.execute(names).fetchall() == raised.execute(names).fetchall()
        assert raised.execute("SELECT nickname FROM person").fetchall() == [(None,)] * 6
    with open_store(record):
        pass
    assert _copies(record) == [copy]
    (backup,) = backups.kept(record)
    assert (backup.reason, backup.schema) == (backups.Reason.UPGRADE, _LATER - 1)
    assert record.read_bytes() != before


@pytest.mark.parametrize(
    ("then", "error", "words"),
    [
        ('raise RuntimeError("half way")', RuntimeError, "half way"),
        ('op.execute("INSERT INTO nowhere VALUES (1)")', Exception, "nowhere"),
        ('op.execute("DELETE FROM sponsor")', KnownError, "some of its records point nowhere"),
    ],
)
def test_an_upgrade_that_fails_half_way_leaves_each_byte_as_it_was(
    record: Path, later: Path, then: str, error: type[Exception], words: str
) -> None:
    later.write_text(_text(then), encoding="utf-8")
    before = record.read_bytes()
    with pytest.raises(error, match=words):
        open_store(record)
    assert record.read_bytes() == before
    assert not Path(f"{record}-journal").exists()
    assert not Path(f"{record}.lock").exists()


@pytest.mark.usefixtures("later")
def test_an_upgrade_that_was_killed_after_it_wrote_its_number_is_done_again(record: Path, tmp_path: Path) -> None:
    drop_guards(record)
    killed = tmp_path / "killed.journeybook"
    with closing(sqlite3.connect(record, isolation_level=None)) as connection:
        # With so little memory SQLite writes before it commits, and its journal is on the disk.
        connection.execute("PRAGMA cache_size=1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"PRAGMA user_version={_LATER}")
        connection.execute("UPDATE framework_version SET document = document || ' '")
        for ending in ("", "-journal"):
            shutil.copy(f"{record}{ending}", f"{killed}{ending}")
    with killed.open("r+b") as half:
        half.seek(60)
        half.write(_LATER.to_bytes(4, "big"))
    with open_store(killed):
        pass
    assert file.schema_of(killed) == _LATER
    with closing(sqlite3.connect(killed)) as connection:
        assert connection.execute("SELECT nickname FROM person").fetchall() == [(None,)] * 6


@pytest.mark.usefixtures("later")
def test_a_full_disk_before_an_upgrade_is_told_and_leaves_no_half_copy(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = copying.connect

    def small(path: Path, mode: engine.Mode = "rw") -> sqlite3.Connection:
        connection = real(path, mode)
        if path.suffix == backups.PART:
            connection.execute("PRAGMA max_page_count=5").close()
        return connection

    before = record.read_bytes()
    monkeypatch.setattr(copying, "connect", small)
    with pytest.raises(KnownError, match="The disk is full"):
        open_store(record)
    assert record.read_bytes() == before
    assert not list(backups.folder_of(record).iterdir())


def test_a_full_disk_while_a_record_is_made_is_told_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = engine._set_pragmas

    def small(connection: sqlite3.Connection, keeps_keys: bool) -> None:
        real(connection, keeps_keys)
        connection.execute("PRAGMA max_page_count=5").close()

    monkeypatch.setattr(engine, "_set_pragmas", small)
    with pytest.raises(KnownError, match="The disk is full"):
        create_store(tmp_path / "new.journeybook")
    assert list(tmp_path.iterdir()) == []
