"""Evidence without a screen: attached, listed, checked, copied; and refused in one sentence."""

import json
from pathlib import Path

import pytest

from desktop.database.vault import Vault, folder_beside
from tests.conftest import Run

ASK = ("--as", "Maya Okonkwo", "sign-off", "ask", "7d", "--apprentice", "2")


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    path = tmp_path / "notes.txt"
    path.write_text("Cable 4 was loose.")
    return path


def _listed(run: Run) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = json.loads(run("evidence", "list", "--apprentice", "2", "--json")[1])
    return rows


def test_evidence_is_given_listed_checked_and_copied(run: Run, database: Path, notes: Path, tmp_path: Path) -> None:
    more = ("--evidence", notes, "--link", "https://example.org/lab", "--observation", "Alone")
    assert run(*ASK, *more)[0] == 0
    rows = _listed(run)
    assert [(row["code"], row["of"], row["kind"], row["name"], row["state"]) for row in rows] == [
        ("7d", "request", "file", "notes.txt", "there"),
        ("7d", "request", "link", "https://example.org/lab", ""),
        ("7d", "request", "observation", "Alone", ""),
    ]
    assert Vault(folder_beside(database)).names() == {rows[0]["sha256"]}
    assert "notes.txt" in run("evidence", "list", "--apprentice", "2")[1]
    (tmp_path / "out").mkdir()
    code, said, _ = run("evidence", "save", rows[0]["id"], "--out", tmp_path / "out")
    assert (code, said) == (0, f"The copy is {tmp_path / 'out' / 'notes.txt'}.\n")
    assert run("check", "evidence")[0] == 0
    (folder_beside(database) / str(rows[0]["sha256"])).unlink()
    code, said, _ = run("check", "evidence")
    assert code == 1
    assert "Files of evidence are missing: 7d of agreement 2." in said
    assert _listed(run)[0]["state"] == "missing"
    told = "0 files came back from the backups.\n1 file is in no backup.\n"
    assert run("evidence", "recover") == (1, told, "")


def test_a_file_comes_back_from_the_backups(run: Run, database: Path, notes: Path) -> None:
    run(*ASK, "--evidence", notes)
    run("backup")
    path = folder_beside(database) / str(_listed(run)[0]["sha256"])
    path.write_text("another")
    assert run("check", "evidence")[0] == 1
    assert run("evidence", "recover") == (0, "1 file came back from the backups.\n", "")
    assert run("check", "evidence")[0] == 0


def test_evidence_of_a_rating_goes_to_each(run: Run, notes: Path) -> None:
    rating = ("--as", "Dana Whitfield", "sign-off", "add", "7b=3", "7d=3", "--apprentice", "2", "--evidence", notes)
    assert run(*rating)[0] == 0
    assert sorted((str(row["code"]), row["of"]) for row in _listed(run)) == [("7b", "sign-off"), ("7d", "sign-off")]


def test_what_cannot_be_evidence_is_refused_and_nothing_stays(run: Run, database: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").touch()
    for more, words in (
        (("--evidence", tmp_path / "none.txt"), "There is no file none.txt there."),
        (("--evidence", tmp_path / "empty.txt"), "empty.txt is empty."),
        (("--evidence", tmp_path), "is a folder."),
        (("--link", "javascript:alert(1)"), "This is not the address of a web page."),
        (("--link", "file:///etc/passwd"), "This is not the address of a web page."),
        (("--observation", " "), "An observation needs words."),
    ):
        code, said, told = run(*ASK, *more)
        assert (code, said, told.count("\n")) == (2, "", 1)
        assert words in told
    assert _listed(run) == []
    assert run("evidence", "save", "none", "--out", tmp_path)[0] == 2
    assert run("evidence", "list", "--apprentice", "2") == (0, "There is no evidence.\n", "")


def test_a_file_whose_request_is_refused_does_not_stay(run: Run, database: Path, notes: Path) -> None:
    assert run("--as", "Maya Okonkwo", "sign-off", "ask", "zz", "--apprentice", "2", "--evidence", notes)[0] == 2
    assert Vault(folder_beside(database)).names() == set()
