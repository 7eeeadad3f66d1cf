"""A backup is whole, for its owner alone, and tells what it holds; or there is none."""

import errno
import json
import os
import shutil
import sqlite3
import stat
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest

from desktop import settings
from desktop.database import backups, copying, engine, file
from desktop.database.backups import Faulty, Reason
from desktop.errors import Cancelled, KnownError

AT = datetime(2026, 6, 1, 7, 55, tzinfo=UTC)


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


def _dump(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def _files(record: Path) -> list[str]:
    folder = backups.folder_of(record)
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_backup_holds_the_record_and_its_manifest_says_so(record: Path) -> None:
    made = backups.make(record, Reason.ASKED, at=AT)
    assert _dump(made.path) == _dump(record)
    assert backups.digest(made.path) == made.sha256
    assert backups.read(made.path) == made
    assert (made.made_at, made.reason, made.schema, made.size) == (AT, Reason.ASKED, file.SCHEMA, record.stat().st_size)
    assert made.counts is not None
    assert made.counts["person"] == 6
    assert backups.kept(record) == (made,)
    content = json.loads(backups.manifest_of(made.path).read_text())
    assert (content["anchor"], content["sha256"], content["reason"]) == (None, made.sha256, "asked")


def test_backups_are_for_their_owner_alone(record: Path) -> None:
    made = backups.make(record, Reason.ASKED)
    for path, mode in ((made.path, 0o600), (backups.manifest_of(made.path), 0o600), (made.path.parent, 0o700)):
        assert stat.S_IMODE(path.stat().st_mode) == mode


def test_names_sort_by_time_and_are_never_used_twice(record: Path) -> None:
    made = [backups.make(record, Reason.ASKED, at=AT) for _ in range(3)]
    assert len({one.path for one in made}) == 3
    assert [one.path for one in backups.kept(record)] == [one.path for one in made]
    assert backups.newest(record) == made[-1]


def test_records_of_the_same_name_do_not_share_their_backups(record: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    other = Path(shutil.copy(record, tmp_path / "elsewhere" / record.name))
    backups.make(record, Reason.ASKED)
    assert backups.kept(other) == ()


def test_a_check_that_finds_something_keeps_nothing(record: Path) -> None:
    good = backups.make(record, Reason.ASKED)
    seen: list[int] = []

    def check(path: Path) -> Sequence[str]:
        seen.append(path.stat().st_size)
        return ("Totals of hours are wrong.",)

    with pytest.raises(Faulty, match="Totals of hours are wrong"):
        backups.make(record, Reason.ASKED, check=check)
    assert seen == [record.stat().st_size]
    assert backups.kept(record) == (good,)
    assert _files(record) == [good.path.name, backups.manifest_of(good.path).name]


def test_a_damaged_record_is_not_backed_up(record: Path) -> None:
    whole = bytearray(record.read_bytes())
    whole[4096 : 5 * 4096] = bytes(range(256)) * 64
    record.write_bytes(whole)
    with pytest.raises(Faulty):
        backups.make(record, Reason.ASKED)
    assert _files(record) == []


def test_records_that_point_nowhere_are_not_backed_up(record: Path) -> None:
    with closing(sqlite3.connect(record)) as connection:
        connection.execute("DELETE FROM sponsor")
        connection.commit()
    with pytest.raises(Faulty, match="point nowhere"):
        backups.make(record, Reason.ASKED)


def test_a_full_disk_is_told_and_leaves_nothing(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = copying.connect

    def small(path: Path, mode: engine.Mode = "rw") -> sqlite3.Connection:
        connection = real(path, mode)
        if path.suffix == backups.PART:
            connection.execute("PRAGMA max_page_count=5").close()
        return connection

    monkeypatch.setattr(copying, "connect", small)
    with pytest.raises(KnownError, match="The disk is full"):
        backups.make(record, Reason.ASKED)
    assert _files(record) == []


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_disk_that_fills_up_at_the_end_leaves_nothing(
    record: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    if call == "fsync":
        monkeypatch.setattr(copying.os, "fsync", full)
    else:
        monkeypatch.setattr(backups.Path, "replace", full)
    with pytest.raises(KnownError, match="The disk is full"):
        backups.make(record, Reason.ASKED)
    monkeypatch.undo()
    assert [name for name in _files(record) if name.endswith((".db", ".part"))] == []


def test_too_little_room_is_told_before_anything_is_written(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups.shutil, "disk_usage", lambda _folder: SimpleNamespace(free=record.stat().st_size))
    with pytest.raises(KnownError, match="no room for a backup") as caught:
        backups.make(record, Reason.ASKED)
    assert "MB" in caught.value.advice
    assert _files(record) == []


def test_a_cancelled_backup_leaves_nothing(record: Path) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        backups.make(record, Reason.ASKED, report=cancel)
    assert _files(record) == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
@pytest.mark.parametrize("above", [False, True])
def test_a_link_in_the_place_of_the_folder_is_not_followed(
    record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, above: bool
) -> None:
    monkeypatch.delenv(settings.BACKUPS_VARIABLE)
    monkeypatch.setattr(settings.platformdirs, "user_data_path", lambda *_names, **_more: tmp_path / "data")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    folder = backups.folder_of(record)
    place = folder.parent if above else folder
    place.parent.mkdir(parents=True)
    place.symlink_to(elsewhere)
    with pytest.raises(KnownError, match="is a link"):
        backups.make(record, Reason.ASKED)
    assert list(elsewhere.rglob("*")) == []


@pytest.mark.skipif(os.name != "posix", reason="links need rights there")
def test_a_link_among_the_backups_is_none(record: Path) -> None:
    made = backups.make(record, Reason.ASKED)
    made.path.with_name("2027-01-01-000000-000000.db").symlink_to(record)
    assert backups.kept(record) == (made,)
    assert backups.newest(record) == made


def test_what_was_left_half_way_is_swept_by_the_next_backup(record: Path) -> None:
    made = backups.make(record, Reason.ASKED)
    for name in ("x.db.part", "x.db.part-journal", "2026-01-01-000000-000000.db.json", "state.json.abc.part"):
        made.path.with_name(name).write_text("{}")
    made.path.with_name("state.json").write_text("{}")
    again = backups.make(record, Reason.ASKED)
    names = {backups.manifest_of(one.path).name for one in (made, again)} | {made.path.name, again.path.name}
    assert set(_files(record)) == names | {"state.json"}


SPOILED = ("", "[]", "{", '{"schema": "x", "counts": 3, "made_at": 5, "sha256": "q"}', None)
BEYOND_ALL_ZONES = ('{"made_at": "0001-01-01T00:00:00+14:00"}', '{"made_at": "9999-12-31T23:59:59-14:00"}')


@pytest.mark.parametrize("manifest", [*SPOILED, *BEYOND_ALL_ZONES])
def test_a_backup_whose_manifest_is_spoiled_tells_what_its_name_says(record: Path, manifest: str | None) -> None:
    made = backups.make(record, Reason.ASKED, at=AT)
    beside = backups.manifest_of(made.path)
    if manifest is None:
        beside.unlink()
    else:
        beside.write_text(manifest)
    (found,) = backups.kept(record)
    assert (found.made_at, found.size, found.reason, found.sha256) == (AT, made.size, None, "")


def test_a_backup_to_a_file_of_ones_own_takes_no_place_of_another(record: Path, tmp_path: Path) -> None:
    out = tmp_path / "mine.db"
    made = backups.make(record, Reason.ASKED, out=out)
    assert made.path == out
    assert backups.kept(record) == ()
    before = out.read_bytes()
    with pytest.raises(KnownError, match="already"):
        backups.make(record, Reason.ASKED, out=out)
    assert out.read_bytes() == before


def test_an_open_record_that_others_write_to_is_copied_whole(record: Path) -> None:
    with closing(engine.connect(record)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        writer.execute("UPDATE person SET email = 'Halfway'")
        made = backups.make(record, Reason.ASKED)
        writer.execute("ROLLBACK")
    assert _dump(made.path) == _dump(record)
    assert "Halfway" not in "".join(_dump(made.path))


def test_a_commit_changes_the_state_and_reading_does_not(record: Path) -> None:
    before = backups.state_of(record)
    with closing(engine.connect(record)) as connection:
        connection.execute("SELECT count(*) FROM person").fetchone()
        assert backups.state_of(record) == before
        connection.execute("CREATE TABLE more (id INTEGER)")
    assert backups.state_of(record) != before
