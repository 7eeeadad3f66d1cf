"""What is refused before anything is read from it, and in which words; a refused file is never touched."""

import os
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from desktop.database import engine, file
from desktop.database.store import open_store
from desktop.errors import KnownError

_AS_ROOT = pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root may read and write everything")


def _pragma(path: Path, setting: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA {setting}")


def _text(path: Path) -> None:
    path.write_text("Dear mentor,\n" * 50, encoding="utf-8")


def _no_bytes(path: Path) -> None:
    path.write_bytes(b"")


def _short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:60])


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE notes (id INTEGER)")


def _other_program(path: Path) -> None:
    _pragma(path, f"application_id={0x0F055112}")


def _newer(path: Path) -> None:
    _pragma(path, f"user_version={file.SCHEMA + 1}")


def _unfinished(path: Path) -> None:
    _pragma(path, "user_version=0")


def _cut(path: Path) -> None:
    whole = path.read_bytes()
    path.write_bytes(whole[: len(whole) // 2])


def _damaged_page(path: Path) -> None:
    """The header stays; what the second to the fifth page hold does not."""
    whole = bytearray(path.read_bytes())
    whole[4096 : 5 * 4096] = bytes(range(256)) * 64
    path.write_bytes(whole)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_text, "is not a Journeybook record"),
        (_no_bytes, "is empty"),
        (_short, "is not a Journeybook record"),
        (_foreign, "belongs to another program"),
        (_other_program, "belongs to another program"),
        (_newer, "was written by a newer Journeybook"),
        (_unfinished, "was never finished"),
        (_cut, "is damaged"),
        (_damaged_page, "is damaged"),
    ],
)
def test_a_file_that_is_no_whole_record_is_refused_and_left_alone(
    record: Path, spoil: Callable[[Path], None], sentence: str
) -> None:
    spoil(record)
    before = record.read_bytes()
    with pytest.raises(KnownError, match=f"The file {record.name} {sentence}") as caught:
        open_store(record)
    assert caught.value.advice
    assert record.read_bytes() == before
    assert [path.name for path in record.parent.iterdir()] == [record.name]


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="is not a file"):
        open_store(tmp_path)


def test_a_missing_file_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(KnownError, match="There is no file"):
        open_store(tmp_path / "none.journeybook")
    assert list(tmp_path.iterdir()) == []


@_AS_ROOT
def test_a_file_without_permission_is_refused(record: Path) -> None:
    record.chmod(0o000)
    with pytest.raises(KnownError, match="cannot be read"):
        open_store(record)
    record.chmod(0o400)
    with pytest.raises(KnownError, match="cannot be written to"):
        open_store(record)


def test_a_file_that_refuses_to_be_read_is_told(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(KnownError, match="cannot be read"):
        file.schema_of(record)


def test_a_file_that_may_not_be_written_is_told(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file.os, "access", lambda _path, _mode: False)
    with pytest.raises(KnownError, match="cannot be written to"):
        file.schema_of(record)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="told by the mount table of Linux")
def test_a_network_drive_is_refused(record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"disk / ext4 rw 0 0\nserver:/share {record.parent} nfs4 rw 0 0\n", encoding="utf-8")
    monkeypatch.setattr(file, "_MOUNTS", mounts)
    with pytest.raises(KnownError, match="network drive"):
        open_store(record)


def test_a_whole_record_tells_its_schema(record: Path) -> None:
    assert file.schema_of(record) == file.SCHEMA
    file.refuse_damaged(record)


def test_a_file_that_another_program_holds_is_busy_and_not_damaged(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "BUSY_SECONDS", 0)
    with closing(sqlite3.connect(record, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(KnownError, match="busy with another save"):
            open_store(record)
