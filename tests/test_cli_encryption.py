"""An encrypted record without a screen: its passphrase comes from the terminal or a file descriptor, never from an
argument."""

import getpass
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from desktop import cli
from desktop.database import keyring
from desktop.services import encryption
from tests.conftest import SAMPLE_PASSPHRASE, Run
from tests.reports.reading import pdf_lines

PASSPHRASE, OTHER = "river candle orbit moss", "paper lantern seven hills"
Told = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    yield
    keyring.forget_closed()


@pytest.fixture
def given(database: Path, capsys: pytest.CaptureFixture[str]) -> Told:
    """`given(lines, command…)`: a command of its own process, with these lines behind a file descriptor."""

    def run(lines: tuple[str, ...], *command: object) -> tuple[int, str, str]:
        keyring.forget_closed()
        reading, writing = os.pipe()
        os.write(writing, "".join(f"{line}\n" for line in lines).encode())
        os.close(writing)
        try:
            options = ["--record-passphrase-fd", str(reading), "--passphrase-fd", str(reading)]
            code = cli.main(["--database", str(database), *options, *map(str, command)])
        finally:
            os.close(reading)
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def _code(said: str) -> str:
    found = re.search(r"^Recovery code: (.+)$", said, re.MULTILINE)
    assert found
    return found[1]


def test_a_record_is_encrypted_opened_and_laid_open_again(run: Run, given: Told, database: Path) -> None:
    before = run("people", "list")[1]
    code, said, _ = given((PASSPHRASE,), "encrypt")
    assert code == 0
    assert "is encrypted. Where you copy it, copy record.db.key, too." in said
    assert "both lost" in said
    assert _code(said)
    assert given((PASSPHRASE, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list") == (0, before, "")
    assert given((PASSPHRASE,), "decrypt")[0] == 0
    assert run("people", "list")[1] == before


def test_a_wrong_passphrase_is_told_and_nothing_is_shown(given: Told) -> None:
    given((PASSPHRASE,), "encrypt")
    assert given((OTHER, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list") == (
        2,
        "",
        "This passphrase does not open record.db. Type it again, or give the recovery code.\n",
    )


def test_without_a_terminal_the_option_is_named(run: Run, given: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    given((PASSPHRASE,), "encrypt")
    keyring.forget_closed()

    def nobody(_prompt: str) -> str:
        raise EOFError

    monkeypatch.setattr(getpass, "getpass", nobody)
    code, _, error = run("people", "list")
    assert code == 2
    assert "--record-passphrase-fd N" in error


def test_the_passphrase_is_typed_without_being_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(getpass, "getpass", lambda prompt: asked.append(prompt) or PASSPHRASE)
    assert run("encrypt")[0] == 0
    keyring.forget_closed()
    assert run("people", "list")[0] == 0
    assert asked == [
        "New passphrase of the record: ",
        "The same again: ",
        "Passphrase of the record record.db: ",
    ]


def test_the_recovery_code_is_printed_and_sets_a_new_passphrase(given: Told, tmp_path: Path) -> None:
    _, said, _ = given((PASSPHRASE,), "encrypt", "--sheet", tmp_path / "sheet.pdf")
    recovery = _code(said)
    assert recovery in pdf_lines(tmp_path / "sheet.pdf")
    assert given((recovery, OTHER), "record-passphrase", "--with-code")[0] == 0
    assert given((PASSPHRASE, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list")[0] == 2
    assert given((OTHER, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list")[0] == 0
    new = _code(given((OTHER,), "record-passphrase", "--new-code")[1])
    assert given((recovery, PASSPHRASE), "record-passphrase", "--with-code")[0] == 2
    assert given((new, PASSPHRASE), "record-passphrase", "--with-code")[0] == 0


def test_backups_are_made_checked_and_restored(given: Told, database: Path) -> None:
    given((PASSPHRASE,), "encrypt")
    before = given((PASSPHRASE, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list")[1]
    assert given((PASSPHRASE,), "backup")[0] == 0
    name = given((), "backups")[1].splitlines()[1].split()[0]
    assert given((PASSPHRASE,), "check", "backups")[0] == 0
    assert "Would be lost  Nothing." in given((PASSPHRASE,), "restore", name, "--preview")[1]
    assert given((PASSPHRASE,), "restore", name)[0] == 0
    assert given((PASSPHRASE, SAMPLE_PASSPHRASE), "--as", "Ruth Alvarez", "people", "list")[1] == before
    assert encryption.is_encrypted(database)


def test_a_record_is_encrypted_from_its_start(given: Told, database: Path) -> None:
    database.unlink()
    told = ("--sponsor", "Hudson Works", "--first", "Vera", "--last", "Moss", "--time-zone", "America/Denver")
    code, said, _ = given((OTHER, PASSPHRASE), "start", *told, "--encrypt")
    assert code == 0
    assert _code(said)
    assert encryption.is_encrypted(database)
    assert b"Hudson" not in database.read_bytes()


@pytest.mark.parametrize("passphrase", ["short", ""])
def test_a_weak_passphrase_makes_no_record(given: Told, database: Path, passphrase: str) -> None:
    database.unlink()
    told = ("--sponsor", "Hudson Works", "--first", "Vera", "--last", "Moss", "--time-zone", "America/Denver")
    assert given((OTHER, passphrase), "start", *told, "--encrypt")[0] == 2
    assert not database.exists()


@pytest.mark.parametrize("command", ["decrypt", "record-passphrase"])
def test_a_plain_record_has_nothing_to_change(given: Told, command: str) -> None:
    code, _, error = given((OTHER,), command)
    assert code == 2
    assert "is not encrypted" in error
