"""A restore: what it says before, what it keeps, and that nothing is replaced by what is not whole."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlmodel import Session

from desktop.codes import Role
from desktop.database import file, upgrade
from desktop.database.store import Store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.services import backups, people, restores, sign_offs
from desktop.services.backups import Backup, Reason
from tests.conftest import Cast, everything, rating
from tests.database.test_store import _HALF, _child, _kill
from tests.database.test_upgrade import _LATER, later  # noqa: F401  (a fixture)


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


def _add(session: Session, name: str = "Zoe") -> str:
    return people.add_person(session, first_name=name, last_name="Ames", role=Role.INSTRUCTOR)


@pytest.fixture
def backup(record: Path) -> Backup:
    """A backup of the record as it is at first; Zoe comes later."""
    with open_store(record) as store:
        made = backups.back_up(store)
        store.write(_add)
    return made


def _names(record: Path) -> list[str]:
    with open_store(record) as store:
        return [row.name for row in store.read(people.everyone)]


def _beside(record: Path) -> list[str]:
    return sorted(path.name for path in record.parent.iterdir() if not path.name.endswith(".lock"))


def _damage(path: Path) -> None:
    whole = bytearray(path.read_bytes())
    whole[4096 : 5 * 4096] = bytes(range(256)) * 64
    path.write_bytes(whole)


def test_a_restored_record_is_the_backup_and_the_former_one_is_the_newest_backup(record: Path, backup: Backup) -> None:
    restores.restore(record, backup.path)
    assert "Zoe Ames" not in _names(record)
    newest = backups.standing(record).newest
    assert newest is not None
    assert newest.reason is Reason.RESTORE
    restores.restore(record, newest.path)
    assert "Zoe Ames" in _names(record)
    assert _beside(record) == [record.name]
    assert record.stat().st_mode & 0o777 == 0o600


def test_a_preview_counts_what_would_be_lost_and_changes_nothing(store: Store, cast: Cast) -> None:
    made = backups.back_up(store)
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating(), rating("1b")], signer_id=cast.mia)
    before = everything(store)
    found = restores.preview(store.path, made.path)
    assert found.lost is not None
    assert found.lost["sign_off"] == 2
    assert "competency_total" not in found.lost
    assert restores.lost_words(found.lost).startswith("2 sign-offs")
    assert (found.backup, found.schema, found.is_older_schema) == (made, file.SCHEMA, False)
    assert found.counts["person"] == 6
    assert everything(store) == before
    same = restores.preview(store.path, backups.back_up(store).path)
    assert (same.lost, same.changed) == ({}, 0)


def test_words_for_what_is_lost_leave_nothing_out() -> None:
    assert restores.lost_words({"sign_off": 1, "event_of_old": 2, "wage_step": 3}) == "1 sign-off and 5 other records"
    assert restores.lost_words({"wage_step": 1}) == "1 record"
    assert restores.lost_words({}) == ""


def test_a_record_that_is_open_is_not_replaced(record: Path, backup: Backup) -> None:
    with open_store(record) as store:
        before = everything(store)
        with pytest.raises(KnownError, match="open in another window"):
            restores.restore(record, backup.path)
        assert everything(store) == before


def test_a_prepared_restore_is_let_in_once_the_record_is_closed(record: Path, backup: Backup) -> None:
    with open_store(record) as store:
        done = restores.prepare(store, backup=backup.path)
        assert "Zoe Ames" in [row.name for row in store.read(people.everyone)]
    restores.finish(record, done)
    assert "Zoe Ames" not in _names(record)
    assert _beside(record) == [record.name]


def test_what_was_recorded_after_it_was_prepared_is_not_lost(record: Path, backup: Backup) -> None:
    with open_store(record) as store:
        done = restores.prepare(store, backup=backup.path)
        store.write(_add, "Yan")
    with pytest.raises(KnownError, match="changed in the meantime"):
        restores.finish(record, done)
    assert "Yan Ames" in _names(record)
    assert _beside(record) == [record.name]


def test_a_cancelled_restore_leaves_nothing(record: Path, backup: Backup) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    before = record.read_bytes()
    with pytest.raises(Cancelled):
        restores.restore(record, backup.path, report=cancel)
    assert record.read_bytes() == before
    assert _beside(record) == [record.name]


@pytest.mark.parametrize("is_told", [True, False])
def test_a_damaged_backup_is_refused(record: Path, backup: Backup, is_told: bool) -> None:
    """Whether its manifest tells, or SQLite."""
    _damage(backup.path)
    if not is_told:
        backup.path.with_name(f"{backup.path.name}.json").unlink()
    before = record.read_bytes()
    with pytest.raises(KnownError, match=r"is damaged|is not whole"):
        restores.restore(record, backup.path)
    assert record.read_bytes() == before
    assert _beside(record) == [record.name]
    assert len(backups.listing(record)) == 1


def test_a_backup_that_does_not_agree_with_itself_is_refused(record: Path, backup: Backup) -> None:
    backup.path.with_name(f"{backup.path.name}.json").unlink()
    with closing(sqlite3.connect(backup.path)) as connection:
        connection.execute("UPDATE agreement SET status = 'suspended'")
        connection.commit()
    with pytest.raises(KnownError, match="another status"):
        restores.restore(record, backup.path)


def test_files_that_are_no_backup_are_refused(record: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear mentor,\n" * 50)
    newer = tmp_path / "newer.db"
    newer.write_bytes(record.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute(f"PRAGMA user_version={file.SCHEMA + 1}")
    refused = {
        "letter.db": "is not a Journeybook record",
        "newer.db": "a newer Journeybook",
        "none.db": "There is no file",
        str(record): "the record itself",
    }
    for name, words in refused.items():
        with pytest.raises(KnownError, match=words):
            restores.restore(record, tmp_path / name)


def test_a_file_of_another_program_is_not_replaced(record: Path, backup: Backup) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("PRAGMA application_id=5")
    before = record.read_bytes()
    with pytest.raises(KnownError, match="belongs to another program"):
        restores.restore(record, backup.path)
    assert record.read_bytes() == before


def test_a_damaged_record_keeps_a_second_name(record: Path, backup: Backup) -> None:
    _damage(record)
    damaged = record.read_bytes()
    found = restores.preview(record, backup.path)
    assert (found.lost, found.changed) == (None, None) or found.lost is not None
    restores.restore(record, backup.path)
    assert "Zoe Ames" not in _names(record)
    (aside,) = record.parent.glob("*.damaged-*")
    assert aside.read_bytes() == damaged
    assert backups.standing(record).trouble == ""


def test_a_record_that_is_gone_comes_back(record: Path, backup: Backup) -> None:
    record.unlink()
    restores.restore(record, backup.path)
    assert len(_names(record)) == 6


def test_the_journal_of_a_crash_never_meets_the_restored_file(record: Path, backup: Backup) -> None:
    _kill(_child(_HALF, record, "half"))
    assert Path(f"{record}-journal").stat().st_size > 0
    restores.restore(record, backup.path)
    assert not Path(f"{record}-journal").exists()
    assert len(_names(record)) == 6
    newest = backups.standing(record).newest
    assert newest is not None
    restores.restore(record, newest.path)
    assert len(_names(record)) == 7, "what was half-written is taken back, what was saved stays"


def test_a_trial_restores_the_newest_and_remembers_what_came_of_it(store: Store) -> None:
    with pytest.raises(KnownError, match="no backup yet"):
        restores.try_restore(store)
    made = backups.back_up(store)
    assert "passed every check" in restores.try_restore(store)
    standing = backups.standing(store.path)
    assert standing.tried_ok
    assert standing.tried_at is not None
    _damage(made.path)
    with pytest.raises(KnownError, match="changed after it was made"):
        restores.try_restore(store)
    assert not backups.standing(store.path).tried_ok
    assert sorted(path.suffix for path in made.path.parent.iterdir()) == [".db", ".json", ".json"]


def test_an_older_backup_is_upgraded_on_the_way_and_stays_as_it_is(
    record: Path, backup: Backup, request: pytest.FixtureRequest
) -> None:
    request.getfixturevalue("later")
    kept = backup.path.read_bytes()
    assert restores.preview(record, backup.path).is_older_schema
    staged = restores.stage(backup.path, record.with_name("staged.db"))
    assert file.schema_of(staged) == upgrade.SCHEMA == _LATER
    assert backup.path.read_bytes() == kept


def test_restoring_through_a_link_replaces_the_file_and_not_the_link(record: Path, backup: Backup) -> None:
    link = record.with_name("link.db")
    link.symlink_to(record)
    restores.restore(link, backup.path)
    assert link.is_symlink()
    assert "Zoe Ames" not in _names(record)


def test_a_restore_works_without_a_window_or_its_library() -> None:
    code = "import sys, desktop.services.restores; sys.exit('PySide6' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
