"""Keys, passphrases and roles without a screen, from the first coordinator to the recovery sheet."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop import cli
from desktop.ledger import letters
from tests.conftest import PASSPHRASE, Cast, typed
from tests.reports.reading import pdf_lines

pytestmark = pytest.mark.usefixtures("quick_keys")

OTHER = "paper lantern seven hills"
Told = tuple[int, str, str]
Do = Callable[..., Told]


@pytest.fixture
def do(record: Path, capsys: pytest.CaptureFixture[str]) -> Do:
    """`do(command…)` as the coordinator, in the record of the cast; `lines` are what she types, `theirs` what someone
    else does."""

    def run(
        *arguments: object,
        who: str = "Cora Hale",
        lines: tuple[str, ...] = (PASSPHRASE,),
        theirs: str = "",
        path: Path = record,
    ) -> Told:
        with typed(*lines) as own, typed(theirs) as other:
            more = ("--new-passphrase-fd", other) if theirs else ()
            where = ["--database", str(path), "--as", who, "--passphrase-fd", own]
            code = cli.main([*where, *map(str, arguments), *more])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def _code(said: str) -> str:
    found = re.search(r"^Recovery code of .+: (.+)$", said, re.MULTILINE)
    assert found
    return found[1]


def _can_sign_in(do: Do, who: str, passphrase: str, path: Path | None = None) -> bool:
    where = {} if path is None else {"path": path}
    return do("people", "list", who=who, lines=(passphrase,), **where)[0] == 0


def _is_sound(do: Do) -> bool:
    return do("check", "ledger")[0] == 0 and do("check", "database")[0] == 0


# The beginning.

_START = ("start", "--sponsor", "Hudson Works", "--first", "Dora", "--last", "Lane", "--time-zone", "America/New_York")


def test_a_new_record_is_signed_from_its_first_act(do: Do, tmp_path: Path) -> None:
    path, sheet = tmp_path / "new.db", tmp_path / "sheet.pdf"
    code, said, told = do(*_START, "--recovery-sheet", sheet, path=path)
    assert (code, told) == (0, "")
    assert said.startswith(f"The record is in {path}. Its days begin and end in America/New_York.\n")
    assert _code(said) in " ".join(pdf_lines(sheet))
    assert (
        do("people", "add", "--first", "Zoe", "--last", "Ames", "--role", "viewer", path=path, who="Dora Lane")[0] == 0
    )
    checked = do("check", "ledger", path=path)
    assert checked[0] == 0
    assert "Nothing is signed yet." not in checked[1]


@pytest.mark.parametrize(
    ("lines", "more", "told"),
    [
        (("short",), (), "A passphrase has 12 letters or more"),
        ((PASSPHRASE,), ("--recovery-sheet", "/none/sheet.pdf"), "'sheet.pdf' cannot be written"),
        ((PASSPHRASE,), ("--recovery-sheet", "/"), "There is a file / already."),
    ],
)
def test_a_beginning_that_is_refused_leaves_no_file(
    do: Do, tmp_path: Path, lines: tuple[str, ...], more: tuple[str, ...], told: str
) -> None:
    (tmp_path / "place").mkdir()
    code, said, error = do(*_START, *more, path=tmp_path / "place" / "new.db", lines=lines)
    assert (code, said) == (2, "")
    assert error.startswith(told)
    assert not list((tmp_path / "place").iterdir())


def test_an_older_record_learns_to_sign(do: Do, unsigned_record: Path) -> None:
    code, said, told = do("sign-in", "set-up", path=unsigned_record)
    assert (code, told) == (0, "")
    assert said.startswith("Signing in is set up.\nRecovery code of Cora Hale: ")
    assert _can_sign_in(do, "Cora Hale", PASSPHRASE, unsigned_record)
    assert do("check", "ledger", path=unsigned_record)[0] == 0
    assert do("sign-in", "set-up", path=unsigned_record)[2].startswith("Signing in is set up in this record.")


def test_only_a_coordinator_sets_signing_up(do: Do, unsigned_record: Path) -> None:
    assert do("sign-in", "set-up", who="Mia Hale", path=unsigned_record)[2].startswith("The first signer is a coord")


# Keys of others.


def _add_nora(do: Do) -> None:
    assert do("people", "add", "--first", "Nora", "--last", "Hale", "--role", "instructor")[0] == 0


def test_a_new_signer_types_their_own_passphrase(do: Do) -> None:
    _add_nora(do)
    assert not _can_sign_in(do, "Nora Hale", OTHER)
    assert do("people", "key", "nora hale", theirs=OTHER) == (0, "Nora Hale can sign in now.\n", "")
    assert _can_sign_in(do, "Nora Hale", OTHER)
    assert do("people", "key", "Nora Hale", theirs=OTHER)[2].startswith("Nora Hale has a key already.")
    assert _is_sound(do)


def test_a_lost_passphrase_is_a_new_key_and_the_list_tells(do: Do, cast: Cast) -> None:
    said = do("people", "reset-key", "Mia Hale", "--reason", "Forgotten", theirs=OTHER)
    assert said == (0, "Mia Hale has another passphrase and a new key.\n", "")
    assert not _can_sign_in(do, "Mia Hale", PASSPHRASE)
    assert _can_sign_in(do, "Mia Hale", OTHER)
    rows = [row for row in json.loads(do("people", "keys", "--json")[1]) if row["person_id"] == cast.mia]
    old, new = rows
    assert old["until_entry"] == new["since_entry"]
    assert new["until_entry"] is None
    assert old["fingerprint"] != new["fingerprint"]
    assert new["fingerprint"] in do("people", "keys")[1]
    assert _is_sound(do)


def test_who_left_signs_no_more(do: Do) -> None:
    assert do("people", "revoke-key", "Max Hale", "--reason", "Left") == (0, "Max Hale signs no more.\n", "")
    assert not _can_sign_in(do, "Max Hale", PASSPHRASE)
    assert do("people", "revoke-key", "Cora Hale", "--reason", "x")[2].startswith("Nobody takes the key from thems")
    assert _is_sound(do)


def test_roles_are_given_and_taken(do: Do) -> None:
    def roles() -> list[str]:
        rows = json.loads(do("people", "list", "--json")[1])
        return [row["role"] for row in rows if row["name"] == "Mia Hale"]

    assert do("people", "give-role", "Mia Hale", "COORDINATOR") == (0, "Mia Hale is coordinator now.\n", "")
    assert roles() == ["coordinator", "mentor"]
    assert do("people", "take-role", "Mia Hale", "mentor", "--employer", "North Labs")[0] == 0
    assert roles() == ["coordinator"]
    assert do("people", "take-role", "Mia Hale", "mentor")[2].startswith("Mia Hale is no mentor.")
    assert do("people", "take-role", "Cora Hale", "coordinator")[2].startswith("Nobody takes a role from themselves.")
    assert _is_sound(do)


@pytest.mark.parametrize(
    "command",
    [
        ("people", "add", "--first", "Zoe", "--last", "Ames", "--role", "coordinator"),
        ("people", "give-role", "Mia Hale", "coordinator"),
        ("people", "take-role", "Ines Hale", "instructor"),
        ("people", "revoke-key", "Max Hale", "--reason", "x"),
        ("people", "reset-key", "Max Hale", "--reason", "x", "--new-passphrase-fd", "0"),
        ("sign-in", "new-code"),
    ],
    ids=" ".join,
)
def test_only_a_coordinator_does_that(
    do: Do, record: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    monkeypatch.setattr("desktop.cli.asking._line", lambda _descriptor: PASSPHRASE)
    code, said, told = do(*command, who="Mia Hale")
    assert (code, said) == (2, "")
    assert "coordinator" in told


# One's own passphrase.


def test_a_passphrase_is_changed_by_its_owner(do: Do) -> None:
    said = do("sign-in", "passphrase", who="Mia Hale", lines=(PASSPHRASE, OTHER))
    assert said == (0, "Your passphrase is changed.\n", "")
    assert [_can_sign_in(do, "Mia Hale", one) for one in (PASSPHRASE, OTHER)] == [False, True]
    assert do("sign-in", "passphrase", who="Mia Hale", lines=(OTHER, "short"))[0] == 2


def test_a_recovery_code_opens_once_and_a_new_one_is_told(do: Do) -> None:
    first = _code(do("sign-in", "new-code")[1])
    for code in (first, first.lower()):
        ended, said, told = do("sign-in", "recover", lines=(code, OTHER))
        if code is first:
            assert (ended, told) == (0, "")
            assert _code(said) != first
        else:
            assert (ended, said) == (2, "")
            assert told.startswith("This code does not open the key.")
    assert [_can_sign_in(do, "Cora Hale", one) for one in (PASSPHRASE, OTHER)] == [False, True]


@pytest.mark.parametrize(
    ("who", "code", "told"),
    [
        ("Cora Hale", "nonsense", "This is not a recovery code"),
        ("", "nonsense", "It is not said whose passphrase is lost."),
        ("Nobody", letters.new_recovery_code(), "This code does not open the key."),
        ("Mia Hale", letters.new_recovery_code(), "This code does not open the key."),
    ],
)
def test_a_recovery_that_cannot_be_is_refused(do: Do, who: str, code: str, told: str) -> None:
    assert do("sign-in", "recover", who=who, lines=(code, OTHER))[2].startswith(told)


def test_a_new_passphrase_is_typed_twice(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    waiting = [PASSPHRASE, OTHER, OTHER + "s"]
    asked: list[str] = []

    def answer(prompt: str) -> str:
        asked.append(prompt)
        return waiting.pop(0)

    monkeypatch.setattr("getpass.getpass", answer)
    assert cli.main(["--database", str(record), "--as", "Mia Hale", "sign-in", "passphrase"]) == 2
    assert capsys.readouterr().err == "The two are not the same. Try again.\n"
    assert asked == ["Passphrase of Mia Hale: ", "Your new passphrase: ", "The same again: "]


# A record that is older than the one last used here.


def test_an_older_record_is_only_read_until_a_coordinator_accepts_it(do: Do, record: Path, tmp_path: Path) -> None:
    assert do("people", "give-role", "Mia Hale", "instructor")[0] == 0
    older = Path(shutil.copy(record, tmp_path / "older.db"))
    _add_nora(do)
    assert do("people", "list", path=older)[0] == 0
    refused = do("people", "give-role", "Mia Hale", "viewer", path=older)
    assert (refused[0], refused[1]) == (2, "")
    assert refused[2].startswith("This file is older than the last one you used here, or entries were removed from it.")
    code, said, _ = do("check", "ledger", path=older)
    assert code == 1
    assert "older than the last one" in said
    assert do("accept-older", "--reason", "x", path=older, who="Mia Hale")[2].startswith("This is for a coordinator.")
    assert do("accept-older", "--reason", "The disk broke", path=older)[0] == 0
    assert do("people", "give-role", "Mia Hale", "viewer", path=older)[0] == 0
    assert do("check", "ledger", path=older)[0] == 0
    assert do("accept-older", "--reason", "Again", path=older)[2].startswith("Nothing is wrong with this record.")


def test_a_restore_says_how_the_older_record_is_accepted(do: Do, record: Path) -> None:
    assert do("people", "give-role", "Mia Hale", "viewer")[0] == 0
    assert do("backup", record.with_name("kept.db"))[0] == 0
    _add_nora(do)
    code, said, _ = do("restore", record.with_name("kept.db"))
    assert code == 0
    assert said.endswith("journeybook --as NAME accept-older --reason WHY\n")
    assert do("accept-older", "--reason", "A wrong person was added")[0] == 0
    _add_nora(do)


def test_a_file_too_damaged_to_open_is_a_check_that_failed(do: Do, record: Path) -> None:
    content = bytearray(record.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    record.write_bytes(content)
    code, said, told = do("check", "ledger")
    assert (code, told) == (1, "")
    assert "is damaged" in said
