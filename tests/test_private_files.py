"""Whatever the program writes is for its owner alone, even where the system would let everyone read it."""

import os
import stat
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from desktop import anchors, defects, settings
from desktop.anchors import Anchor
from desktop.database import placing
from desktop.database.store import Store, create_store
from desktop.reports import files
from desktop.services import backups, documents, restores
from desktop.services.documents import Paper
from tests.conftest import Cast

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps permissions in another way")


@pytest.fixture(autouse=True)
def _open_to_all() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, in which everything that this test writes lies."""
    folder = tmp_path / "home"
    folder.mkdir(mode=0o700)
    monkeypatch.setattr(settings, "settings_file", lambda: folder / "config" / "settings.json")
    monkeypatch.setattr(settings, "log_file", lambda: folder / "state" / "journeybook.log")
    monkeypatch.setenv(settings.BACKUPS_VARIABLE, str(folder / "backups"))
    return folder


def _open_to_others(folder: Path) -> list[str]:
    found = [one for one in folder.rglob("*") if stat.S_IMODE(one.stat().st_mode) & 0o077]
    return [f"{stat.S_IMODE(one.stat().st_mode):o} {one.relative_to(folder)}" for one in found]


def test_a_new_record_its_lock_settings_anchors_and_log(home: Path) -> None:
    with create_store(home / "data" / "record.db"):
        assert settings.save(settings.Settings())
        assert anchors.remember(Anchor("a" * 36, 1, "0" * 64, datetime.now(UTC).isoformat()))
        assert defects.write_down(ValueError, None)
        assert len([one for one in home.rglob("*") if one.is_file()]) >= 5
        assert not _open_to_others(home)


def test_backups_their_manifests_and_what_a_restore_sets_aside(home: Path, record: Path, store: Store) -> None:
    made = backups.back_up(store)
    restores.try_restore(store)
    store.close()
    restores.restore(record, made.path)
    assert not _open_to_others(home)


def test_a_damaged_record_that_is_copied_aside(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_some: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    record = home / "record.db"
    record.touch(mode=0o600)
    placing._set_aside(record)
    assert len(list(home.iterdir())) == 2
    assert not _open_to_others(home)


@pytest.mark.parametrize("ending", [".pdf", ".xlsx"])
def test_papers_even_in_the_place_of_one_that_all_could_read(home: Path, store: Store, cast: Cast, ending: str) -> None:
    path = home / f"report{ending}"
    path.touch(mode=0o644)
    documents.save(store, paper=Paper.PROGRESS, path=path, agreement_id=cast.adas)
    documents.save_progress_of_all(store, folder=home / "all", ending=ending)
    assert not _open_to_others(home)


def test_a_file_under_way_and_one_that_came_to_nothing(home: Path) -> None:
    with pytest.raises(ZeroDivisionError), files.whole_file(home / "x.csv") as beside:  # noqa: PT012
        beside.write_bytes(b"Ada Lind")
        assert not _open_to_others(home)
        raise ZeroDivisionError
    assert not list(home.iterdir())


def test_the_check_itself_sees_an_open_file(home: Path) -> None:
    (home / "open").touch(mode=0o644)
    assert _open_to_others(home) == ["644 open"]
