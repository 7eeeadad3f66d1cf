"""A failure of ours is told by its kind and its lines, and never by a name, an answer or a folder of its user."""

import platform
import re
import stat
import sys
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, text

import desktop
from desktop import defects, settings
from desktop.database.store import Store
from tests.conftest import Cast


def _fail() -> None:
    raise RuntimeError("Ada Lind has 12 hours")


def test_a_report_says_version_system_kind_and_lines() -> None:
    with pytest.raises(RuntimeError) as caught:
        _fail()
    head, system, *lines = defects.report(caught.type, caught.tb).splitlines()
    assert re.fullmatch(rf"\S+ Journeybook {re.escape(desktop.__version__)} RuntimeError", head)
    assert f"Python {platform.python_version()}, {platform.system()}" in system
    assert re.fullmatch(r"  tests/test_defects\.py:\d+ _fail", lines[-1])


def test_no_folder_of_a_user_is_in_a_report(store: Store) -> None:
    with pytest.raises(IntegrityError) as caught:
        store.write(_insert_twice)
    told = defects.report(caught.type, caught.tb)
    assert "desktop/database/store.py" in told
    assert "sqlalchemy/engine/" in told
    assert str(Path(desktop.__file__).parent.parent) not in told
    assert sys.prefix not in told
    assert not re.search(r"[ (]/", told)


def _insert_twice(session: Session) -> None:
    row = text("INSERT INTO employer SELECT * FROM employer WHERE name = :name")
    session.execute(row, {"name": "North Labs"})


def test_an_error_of_the_database_holds_no_value_that_was_bound(store: Store, cast: Cast) -> None:
    with pytest.raises(IntegrityError) as caught:
        store.write(_insert_twice)
    assert "North Labs" not in str(caught.value)
    assert "parameters hidden" in str(caught.value)


def test_the_log_is_for_its_owner_alone_whatever_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    log = tmp_path / "journeybook.log"
    log.write_text("before\n", encoding="utf-8")
    log.chmod(0o644)
    monkeypatch.setattr(settings, "log_file", lambda: log)
    assert defects.write_down(ValueError, None)
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    assert log.read_text(encoding="utf-8").startswith("before\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links only for administrators")
def test_a_log_that_is_a_link_is_not_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_text("mine", encoding="utf-8")
    (tmp_path / "journeybook.log").symlink_to(elsewhere)
    monkeypatch.setattr(settings, "log_file", lambda: tmp_path / "journeybook.log")
    assert not defects.write_down(ValueError, None)
    assert elsewhere.read_text(encoding="utf-8") == "mine"
