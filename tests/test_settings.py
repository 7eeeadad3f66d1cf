"""The settings survive a restart, and nothing that happens to their file stops the program."""

import stat
from pathlib import Path

import pytest

from desktop import settings
from desktop.settings import Settings


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.DATABASE_VARIABLE, raising=False)
    monkeypatch.setattr(settings.platformdirs, "user_config_path", lambda *_names, **_options: tmp_path / "config")
    monkeypatch.setattr(settings.platformdirs, "user_data_path", lambda *_names, **_options: tmp_path / "data")


def test_without_a_file_the_defaults_hold() -> None:
    assert settings.load() == Settings(person_id="", role="", database="", color_scheme="system")


def test_what_is_saved_is_loaded() -> None:
    wanted = Settings(person_id="one", database="/some/where.db", color_scheme="dark")
    assert settings.save(wanted)
    assert settings.load() == wanted


def test_the_file_belongs_to_its_owner_alone_and_nothing_is_left_beside_it() -> None:
    settings.save(Settings())
    settings.save(Settings(person_id="two"))
    assert stat.S_IMODE(settings.settings_file().stat().st_mode) == 0o600
    assert [path.name for path in settings.settings_file().parent.iterdir()] == ["settings.json"]


NO_NAMES = rb'{"database": "a\u0000b", "role": "\ud800", "person_id": 7, "color_scheme": ["dark"]}'


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"null", b"\xff\xfe\x00", b"[" * 60_000, NO_NAMES])
def test_a_damaged_file_is_ignored(content: bytes) -> None:
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_bytes(content)
    assert settings.load() == Settings()


def test_a_known_field_is_kept_beside_an_unknown_one() -> None:
    settings.settings_file().parent.mkdir(parents=True)
    settings.settings_file().write_text('{"person_id": "three", "color_scheme": "pink", "more": 1}')
    assert settings.load() == Settings(person_id="three")


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("")
    assert settings.save(Settings()) is False
    assert settings.load() == Settings()


def test_the_record_lies_in_the_users_data_unless_the_environment_says_otherwise(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.default_database() == tmp_path / "data" / "journeybook.db"
    monkeypatch.setenv(settings.DATABASE_VARIABLE, str(tmp_path / "other.db"))
    assert settings.default_database() == tmp_path / "other.db"
