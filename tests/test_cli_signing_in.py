"""Signing in at the command line: --as NAME and a passphrase, asked for once, and never where nobody is needed."""

import getpass
import json
import os
import sqlite3
import warnings
from contextlib import closing
from pathlib import Path

import pytest

from desktop import cli
from tests.conftest import PASSPHRASE, Cast, Run, typed

pytestmark = pytest.mark.usefixtures("quick_keys")

LOG = ("hours", "log", "--apprentice", "1", "--hours", "2", "--job-function", "1")


@pytest.fixture
def database(record: Path) -> Path:
    """The record of the cast, in which everyone has a key."""
    return record


@pytest.fixture
def sign(database: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """A command in the record of the cast; the passphrase of `--as` comes by a file descriptor."""

    def run(*arguments: object, lines: tuple[str, ...] = (PASSPHRASE,), path: Path = database) -> tuple[int, str, str]:
        with typed(*lines) as descriptor:
            code = cli.main(["--database", str(path), "--passphrase-fd", descriptor, *map(str, arguments)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def _asked(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """What is asked for on the terminal, which answers so."""
    asked: list[str] = []
    waiting = list(answers)

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return waiting.pop(0)

    monkeypatch.setattr(getpass, "getpass", answer)
    return asked


def _rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return list(connection.iterdump())


def test_whoever_is_signed_in_acts(sign: Run, cast: Cast) -> None:
    code, out, err = sign("--as", "ada  lind", *LOG, "--json")
    assert (code, err) == (0, "")
    (row,) = json.loads(sign("--as", cast.mia, "hours", "list", "--apprentice", "1", "--json")[1])
    assert (row["id"], row["entered_by"]) == (json.loads(out)["id"], "Ada Lind")


def test_the_passphrase_is_asked_for_once(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = _asked(monkeypatch, PASSPHRASE)
    assert cli.main(["--database", str(database), "--as", "Mia Hale", *LOG]) == 0
    assert asked == ["Passphrase of Mia Hale: "]
    assert PASSPHRASE not in "".join(capsys.readouterr())


@pytest.mark.parametrize(("who", "passphrase"), [("Mia Hale", "four other words here"), ("Nobody", PASSPHRASE)])
def test_a_wrong_name_or_passphrase_is_refused_in_the_same_words(sign: Run, who: str, passphrase: str) -> None:
    code, out, err = sign("--as", who, "apprentice", "list", lines=(passphrase,))
    assert (code, out) == (2, "")
    assert err.startswith("The name or the passphrase is wrong.")


@pytest.mark.parametrize(
    "arguments",
    [
        ("apprentice", "list"),
        ("apprentice", "show", "1"),
        ("people", "list"),
        ("people", "add", "--first", "Zoe", "--last", "Ames", "--role", "instructor"),
        ("hours", "list"),
        ("hours", "list", "--apprentice", "1"),
        LOG,
        ("sign-off", "add", "1a=3", "--apprentice", "1"),
        ("sign-off", "list", "--apprentice", "1"),
        ("evidence", "list", "--apprentice", "1"),
        ("report", "cohort", "--out", "x.xlsx"),
        ("report", "progress", "--apprentice", "1", "--out", "x.pdf"),
        ("framework", "tailor", "it-generalist"),
        ("employer", "add", "Far Labs"),
    ],
    ids=" ".join,
)
def test_nothing_of_people_is_told_and_nothing_done_before_somebody_signs_in(
    sign: Run, database: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    before = _rows(database)
    code, out, err = sign(*arguments)
    assert (code, out) == (2, "")
    assert err == "Nobody is signed in. Say who you are with --as NAME before the command.\n"
    assert _rows(database) == before
    assert not list(tmp_path.glob("x.*"))


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "database"),
        ("check", "ledger"),
        ("check", "evidence"),
        ("check", "backups"),
        ("backup",),
        ("backups",),
        ("framework", "list"),
        ("framework", "check", "it-generalist"),
    ],
    ids=" ".join,
)
def test_what_tells_nothing_of_people_needs_nobody(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    asked = _asked(monkeypatch)
    assert cli.main(["--database", str(database), *arguments]) == 0
    assert not capsys.readouterr().err
    assert not asked


def test_a_mentor_sees_their_own_apprentices_alone(sign: Run) -> None:
    assert [row["name"] for row in json.loads(sign("--as", "Mia Hale", "apprentice", "list", "--json")[1])] == [
        "Ada Lind"
    ]
    assert sign("--as", "Mia Hale", "apprentice", "show", "2")[2].startswith("This is not one of your apprentices.")


@pytest.mark.parametrize(("who", "apprentices"), [("Ada Lind", 1), ("Mia Hale", 1), ("Ines Hale", 2)])
def test_a_list_of_people_names_no_apprentice_of_others(sign: Run, who: str, apprentices: int) -> None:
    rows = json.loads(sign("--as", who, "people", "list", "--json")[1])
    assert sum(row["role"] == "apprentice" for row in rows) == apprentices
    assert sum(row["role"] == "mentor" for row in rows) == 2


def test_a_wrong_file_descriptor_is_no_defect(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    reading, writing = os.pipe()
    os.write(writing, b"\xff\xfe\n")
    os.close(writing)
    for descriptor in (reading, 999, 10**30):
        code = cli.main(
            ["--database", str(database), "--as", "Mia Hale", "--passphrase-fd", str(descriptor), "hours", "list"]
        )
        assert code == 2
        assert capsys.readouterr().err.startswith(f"No passphrase can be read from the file descriptor {descriptor}.")
    os.close(reading)


def test_without_a_terminal_nothing_is_read_that_would_be_shown(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fall_back(_prompt: str) -> str:
        warnings.warn("Can not control echo on the terminal.", getpass.GetPassWarning, stacklevel=2)
        return PASSPHRASE

    monkeypatch.setattr(getpass, "getpass", fall_back)
    assert cli.main(["--database", str(database), "--as", "Mia Hale", "hours", "list"]) == 2
    assert capsys.readouterr().err.startswith("There is no terminal to type a passphrase on.")


# Before signing in is set up.


@pytest.mark.parametrize(("more", "name"), [((), "Cora Hale"), (("--as", "Ada Lind"), "Ada Lind")])
def test_before_that_a_name_says_who_acts(
    unsigned_record: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    more: tuple[str, ...],
    name: str,
) -> None:
    asked = _asked(monkeypatch)
    where = ["--database", str(unsigned_record), *more]
    assert cli.main([*where, *LOG]) == 0
    capsys.readouterr()
    assert cli.main([*where, "hours", "list", "--apprentice", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["entered_by"] == name
    assert not asked


def test_before_that_a_name_that_is_not_there_is_refused(
    unsigned_record: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--database", str(unsigned_record), "--as", "Nobody", "apprentice", "list"]) == 2
    assert capsys.readouterr().err.startswith("There is no Nobody in this record.")
