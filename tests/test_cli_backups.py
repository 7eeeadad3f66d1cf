"""Backups without a screen: made, listed, checked, restored; and before what else they are made."""

import json
from pathlib import Path

from desktop.frameworks import catalogue
from desktop.frameworks.formats import native
from desktop.services import backups
from desktop.services.backups import Reason
from tests.conftest import Run


def _reasons(database: Path) -> list[Reason | None]:
    return [one.reason for one in backups.listing(database)]


def _names(run: Run) -> str:
    return run("people", "list")[1]


def _add(run: Run) -> None:
    assert run("people", "add", "--first", "Zoe", "--last", "Quill", "--role", "instructor")[0] == 0


def test_a_backup_is_made_listed_and_checked(run: Run, database: Path) -> None:
    code, said, _ = run("backup")
    (made,) = backups.listing(database)
    assert code == 0
    assert str(made.path) in said
    assert "passed every check" in said
    assert made.path.name in run("backups")[1]
    (row,) = json.loads(run("backups", "--json")[1])
    assert (row["name"], row["sha256"], row["reason"]) == (made.path.name, made.sha256, "asked")
    assert run("check", "backups")[0] == 0


def test_where_there_is_none_that_is_said(run: Run) -> None:
    assert run("backups") == (0, "There is no backup yet.\n", "")
    assert run("backups", "--json")[1].strip() == "[]"


def test_a_backup_goes_to_a_file_or_into_a_folder(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    assert run("backup", tmp_path / "mine.db")[0] == 0
    assert run("backup", tmp_path / "stick")[0] == 0
    assert len(list((tmp_path / "stick").glob("record-*.db"))) == 1
    code, _, told = run("backup", tmp_path / "mine.db")
    assert (code, told) == (2, f"There is a file {tmp_path / 'mine.db'} already. Choose another name.\n")
    assert run("backup", tmp_path / "none" / "mine.db")[0] == 2
    assert backups.listing(database) == ()


def test_a_changed_backup_fails_the_check(run: Run, database: Path) -> None:
    run("backup")
    (made,) = backups.listing(database)
    made.path.write_bytes(made.path.read_bytes()[:-1] + b"x")
    code, said, _ = run("check", "backups")
    assert code == 1
    assert "was changed after it was made" in said


def test_a_backup_that_was_not_kept_fails_the_check_too(run: Run, database: Path) -> None:
    run("backup")
    backups._remember(database, trouble="The disk is full.")
    code, said, _ = run("check", "backups")
    assert code == 1
    assert "The last backup was not kept. The disk is full." in said
    assert "The disk is full." in run("backups")[1]


def test_a_preview_changes_nothing_and_a_restore_by_name_or_path_goes_back_and_forth(run: Run, database: Path) -> None:
    run("backup")
    (made,) = backups.listing(database)
    _add(run)
    before = database.read_bytes()
    code, said, _ = run("restore", made.path.name, "--preview")
    assert code == 0
    assert "1 person, 1 signed entry and 1 other record" in said
    assert database.read_bytes() == before
    code, said, _ = run("restore", made.path)
    assert code == 0
    assert "1 person, 1 signed entry and 1 other record, is in the newest backup" in said
    assert "Zoe Quill" not in _names(run)
    newest = backups.standing(database).newest
    assert newest is not None
    assert run("restore", newest.path.name)[0] == 0
    assert "Zoe Quill" in _names(run)


def test_what_is_no_backup_is_refused_in_one_sentence(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "letter.db").write_text("Dear mentor")
    before = database.read_bytes()
    for name in (tmp_path / "letter.db", tmp_path / "none.db", tmp_path, database):
        code, said, told = run("restore", name)
        assert (code, said, told.count("\n")) == (2, "", 1)
    assert database.read_bytes() == before


def test_a_damaged_record_is_restored(run: Run, database: Path) -> None:
    run("backup")
    (made,) = backups.listing(database)
    database.write_bytes(database.read_bytes()[:9000])
    assert run("people", "list")[0] == 2
    assert run("restore", made.path.name)[0] == 0
    assert run("check", "database")[0] == 0


def test_hours_are_imported_after_a_backup(run: Run, database: Path, tmp_path: Path) -> None:
    table = tmp_path / "hours.csv"
    table.write_text("apprentice,date,kind,hours,job function\n2,2026-07-30,OJT,1,1\n")
    code, _, told = run("hours", "import", table)
    assert (code, told) == (0, "")
    assert _reasons(database) == [Reason.IMPORT]


def test_a_framework_is_imported_after_a_backup(run: Run, database: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    content = native.write(catalogue.find("sample-help-desk").model_copy(update={"key": "help-desk-two"}))
    file.write_text(content)
    code, _, told = run("framework", "import", file)
    assert (code, told) == (0, "")
    assert _reasons(database) == [Reason.IMPORT]
