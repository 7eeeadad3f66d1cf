"""What the window can do, the command line can: with the right exit code, one sentence, and nothing half done."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from desktop import cli, settings
from desktop.cli import demo, start
from desktop.cli.output import table
from desktop.services import apprentices, checks
from tests.conftest import SAMPLE_PASSPHRASE, Run, content, typed

SAMPLE_DAY = "2026-11-16"


def _json(run: Run, *arguments: object) -> list[dict[str, object]]:
    code, out, err = run(*arguments, "--json")
    assert not err
    assert code in (0, 1)
    found: list[dict[str, object]] = json.loads(out)
    return found


# Every command with good input, and the first words that it says.
_GOOD = [
    (["framework", "list"], "Key "),
    (["framework", "show", "it-generalist"], "Framework "),
    (["framework", "check", "it-generalist"], "Rule "),
    (["apprentice", "list"], "No. "),
    (["apprentice", "list", "--search", "maya", "--status", "active"], "No. "),
    (["apprentice", "list", "--search", "nobody at all"], "There is no such apprentice."),
    (["apprentice", "show", "2"], "Apprentice "),
    (["apprentice", "progress", "2"], "Apprentice "),
    (["apprentice", "progress", "2", "--as-of", "2026-03-31"], "Apprentice "),
    (["people", "list", "--role", "mentor"], "Name "),
    (["people", "add", "--first", "Zoe", "--last", "Ames", "--role", "instructor"], "Zoe Ames is in the record as ins"),
    (["employer", "list"], "Name "),
    (["employer", "add", "North Labs", "--journeyworkers", "4"], "The employer is in the record: "),
    (["apprentice", "event", "2", "suspended", "--reason", "Leave"], "“suspended” of November 16, 2026 is recorded."),
    (["apprentice", "reverse-event", "2", "--reason", "Wrong one"], "The last event is reversed. The agreement is"),
    (["apprentice", "credit", "2", "--kind", "ojt", "--hours", "12", "--evidence", "A letter"], "12 h are credited."),
    (["hours", "list"], "Day "),
    (["hours", "list", "--apprentice", "2", "--state", "returned"], ""),
    (["sign-off", "list", "--apprentice", "2"], "Day "),
    (["--as", "Dana Whitfield", "sign-off", "add", "7b=3", "--apprentice", "2"], "1 sign-off is in the record."),
    (
        ["--as", "Maya Okonkwo", "sign-off", "ask", "7d", "7d", "7b", "--apprentice", "2"],
        "1 sign-off is asked for. 1 had been",
    ),
    (
        ["--as", "Dana Whitfield", "hours", "log", "--apprentice", "2", "--hours", "7:30", "--job-function", "1"],
        "7 h 30 min of November 16, 2026 are logged and pending: ",
    ),
    (["check", "database"], "    Check "),
    (["--version"], "Journeybook "),
    (["--help"], "Usage: journeybook "),
]


@pytest.mark.parametrize(("arguments", "told"), _GOOD, ids=lambda one: " ".join(one) if isinstance(one, list) else "")
def test_good_input_is_done(run: Run, arguments: Sequence[str], told: str) -> None:
    code, out, err = run(*arguments)
    assert (code, err) == (0, "")
    assert out.startswith(told)


_REGISTER = ["apprentice", "register", "--first", "Zoe", "--last", "Ames", "--framework", "it-generalist"]
_REGISTER += ["--employer", "Harbor Data Services", "--mentor", "Dana Whitfield", "--begins", "2026-11-02"]
_CREDIT = ["apprentice", "credit", "2", "--kind", "OJT", "--hours", "12", "--evidence", "A letter"]
_START = ["start", "--sponsor", "Hudson Works", "--first", "Cora", "--last", "Hale", "--time-zone", "America/New_York"]

# Every command with bad input or none, and what it says of it.
_BAD = [
    ([], "Missing command."),
    (["nonsense"], "No such command 'nonsense'."),
    (["--nonsense"], "No such option: --nonsense."),
    (["framework"], "Missing command."),
    (["framework", "show"], "Missing argument 'KEY'."),
    (["framework", "show", "none"], "No framework “none” ships with Journeybook."),
    (["framework", "check"], "Missing argument 'KEY'."),
    (["framework", "check", "none"], "No framework “none” ships with Journeybook."),
    (["framework", "import"], "Missing argument 'FILE'."),
    (["framework", "import", "/none.json"], "There is no file /none.json."),
    (["framework", "import", "/"], "/ is a folder."),
    (["framework", "export"], "Missing argument 'KEY'."),
    (["framework", "export", "it-generalist", "/none/there.json"], "'there.json' cannot be written"),
    (["framework", "export", "it-generalist", "/"], "/ is a folder."),
    (["apprentice", "show"], "Missing argument 'ID'."),
    (["apprentice", "show", "999"], "There is no apprentice 999 in this record."),
    (["apprentice", "show", "9" * 40], "There is no apprentice 999"),
    (["apprentice", "show", "\udcff"], "An argument holds bytes that are not letters."),
    (["apprentice", "list", "--status", "happy"], "Invalid value for '--status'"),
    (["apprentice", "progress"], "Missing argument 'ID'."),
    (["apprentice", "progress", "2", "--as-of", "soon"], "Invalid value for '--as-of': “soon” is not a day"),
    (["apprentice", "progress", "2", "--as-of", "2030-01-01"], "January 1, 2030 is in the future."),
    (["apprentice", "register"], "Missing option '--first'."),
    ([*_REGISTER, "--framework", "none"], "No framework “none” ships with Journeybook."),
    ([*_REGISTER, "--employer", "Nowhere"], "There is no employer Nowhere in this record."),
    ([*_REGISTER, "--mentor", "Nobody"], "There is no Nobody in this record."),
    ([*_REGISTER, "--mentor", "Maya Okonkwo"], "This person is not a mentor."),
    ([*_REGISTER, "--begins", "soon"], "Invalid value for '--begins': “soon” is not a day"),
    ([*_REGISTER, "--begins", "2027-01-04", "--registered"], "January 4, 2027 is in the future."),
    ([*_REGISTER, "--first", " "], "A name is missing."),
    (["apprentice", "event"], "Missing argument 'ID'."),
    (["apprentice", "event", "2"], "Missing argument 'KIND'."),
    (["apprentice", "event", "2", "promoted"], "“promoted” is no event of an agreement."),
    (["apprentice", "event", "2", "reversed"], "“reversed” is no event of an agreement."),
    (["apprentice", "event", "2", "reinstated"], "An agreement that is "),
    (["apprentice", "event", "2", "suspended"], "An agreement is never suspended without a reason."),
    (["apprentice", "event", "2", "extended", "--reason", "Ill"], "An extension needs a later end."),
    (
        ["--as", "Nobody", "apprentice", "event", "2", "suspended", "--reason", "x"],
        "The name or the passphrase is wrong.",
    ),
    (["apprentice", "event", "999", "suspended", "--reason", "x"], "There is no apprentice 999"),
    (["apprentice", "reverse-event", "2"], "Missing option '--reason'."),
    (["apprentice", "reverse-event", "2", "--reason", " "], "A reversal needs a reason."),
    (["apprentice", "credit", "2"], "Missing option '--kind'."),
    ([*_CREDIT, "--hours", "0"], "Credit is more than nothing."),
    ([*_CREDIT, "--hours", "x"], "Hours “x” are not a number"),
    ([*_CREDIT, "--evidence", " "], "Credit needs its evidence."),
    ([*_CREDIT, "--job-function", "99"], "There is no job function 99"),
    ([*_CREDIT, "--on", "2027-01-04"], "January 4, 2027 is in the future."),
    (["apprentice", "course", "2"], "Missing argument 'CODE'."),
    (["--as", "Dana Whitfield", "apprentice", "course", "2", "XX-1"], "There is no course XX-1 in"),
    (["apprentice", "course", "2", "XX-1", "--by", "Dana Whitfield"], "No such option: --by"),
    (["people", "list", "--role", "king"], "Invalid value for '--role'"),
    (["people", "add"], "Missing option '--first'."),
    (["people", "add", "--first", "Zoe", "--last", "Ames", "--role", "mentor"], "A mentor belongs to an employer."),
    (["people", "add", "--first", "Zoe", "--last", "Ames", "--role", "apprentice"], "An apprentice comes with an agr"),
    (["people", "add", "--first", "Zoe", "--last", " ", "--role", "instructor"], "A name is missing."),
    (["employer"], "Missing command."),
    (["employer", "add"], "Missing argument 'NAME'."),
    (["employer", "add", " "], "A name is missing."),
    (["employer", "add", "North", "--journeyworkers", "-1"], "The journeyworkers are fewer than none."),
    (["employer", "add", "North", "--journeyworkers", "few"], "Invalid value for '--journeyworkers'"),
    (["start"], "Missing option '--sponsor'."),
    ([*_START], "There is a file "),
    (["report"], "Missing command."),
    (["report", "schedule"], "Missing option '--out'."),
    (["report", "schedule", "--out", "/tmp/x.pdf"], "A schedule needs a framework or an apprentice."),
    (["report", "schedule", "--framework", "none", "--out", "x.pdf"], "No framework “none”"),
    (["report", "schedule", "--framework", "it-generalist", "--out", "x.odt"], "This paper does not come as x.odt."),
    (
        ["report", "schedule", "--framework", "it-generalist", "--differences", "--out", "x.pdf"],
        "Version 2018.1 of Information Technology Generalist was not derived",
    ),
    (["report", "schedule", "--framework", "sample-help-desk", "--apprentice", "2", "--out", "x.pdf"], "Maya Okonkwo"),
    (["report", "schedule", "--apprentice", "2", "--out", "/none/x.pdf"], "'x.pdf' cannot be written in the folder"),
    (["report", "progress", "--out", "x.pdf"], "A progress report is about one apprentice or all."),
    (["report", "progress", "--all", "--apprentice", "2", "--out", "x"], "A progress report is about one"),
    (["report", "progress", "--apprentice", "999", "--out", "x.pdf"], "There is no apprentice 999"),
    (["report", "progress", "--apprentice", "2", "--out", "/"], "/ is a folder."),
    (["report", "cohort"], "Missing option '--out'."),
    (["report", "cohort", "--out", "x.pdf"], "This paper does not come as x.pdf."),
    (["report", "cohort", "--out", "x.xlsx", "--as-of", "2030-01-01"], "January 1, 2030 is in the future."),
    (["hours", "import"], "Missing argument 'FILE'."),
    (["hours", "import", "/none.csv"], "There is no file /none.csv."),
    (["--as", "Nobody", "hours", "import", "/none.csv"], "The name or the passphrase is wrong."),
    (["hours", "log"], "Missing option '--apprentice'."),
    (["--as", "Dana Whitfield", "hours", "log", "--apprentice", "2", "--hours", "x"], "Hours “x” are not a number"),
    (["--as", "Lena Marsh", "hours", "log", "--apprentice", "2", "--hours", "9:99"], "Hours “9:99” are not a number"),
    (["--as", "Dana Whitfield", "hours", "log", "--apprentice", "2", "--hours", "1"], "The hours of November 16, 2026"),
    (["hours", "list", "--state", "approved"], "Hours that are approved are listed for one apprentice."),
    (["hours", "approve"], "Missing argument 'ENTRY...'."),
    (["hours", "approve", "none"], "These hours are not in the record."),
    (["hours", "return", "none"], "Missing option '--reason'."),
    (["hours", "reverse", "none", "--reason", "x"], "These hours are not in the record."),
    (["hours", "correct"], "Missing argument 'ENTRY'."),
    (["hours", "correct", "none"], "Missing option '--reason'."),
    (["hours", "correct", "none", "--reason", "x"], "These hours are not in the record."),
    (["sign-off", "add"], "Missing argument 'CODE=LEVEL...'."),
    (["--as", "Dana Whitfield", "sign-off", "add", "7b", "--apprentice", "2"], "“7b” is not a rating."),
    (["--as", "Dana Whitfield", "sign-off", "add", "7b=x", "--apprentice", "2"], "“7b=x” is not a rating."),
    (["--as", "Dana Whitfield", "sign-off", "add", "7b=9", "--apprentice", "2"], "There is no level 9."),
    (["--as", "Dana Whitfield", "sign-off", "add", "7b=3", "7b=2", "--apprentice", "2"], "A competency stands twice."),
    (["--as", "Dana Whitfield", "sign-off", "add", "zz=3", "--apprentice", "2"], "There is no competency zz"),
    (["--as", "Maya Okonkwo", "sign-off", "add", "7b=3", "--apprentice", "2"], "Nobody signs for themselves."),
    (["--as", "Owen Park", "sign-off", "add", "7b=3", "--apprentice", "2"], "This is not one of your apprentices."),
    (
        ["--as", "Dana Whitfield", "sign-off", "add", "7b=3", "7a=9", "--apprentice", "2", "--shown", "ri"],
        "There is no level 9.",
    ),
    (
        ["--as", "Dana Whitfield", "sign-off", "add", "7b=3", "--apprentice", "2", "--on", "2026-12-24"],
        "December 24, 2026 is in the future.",
    ),
    (["--as", "Dana Whitfield", "sign-off", "reverse", "none", "--reason", "x"], "This sign-off is not in the record."),
    (["--as", "Dana Whitfield", "sign-off", "reverse", "none"], "Missing option '--reason'."),
    (["sign-off", "ask", "--apprentice", "2"], "Missing argument 'CODE...'."),
    (["--as", "Dana Whitfield", "sign-off", "ask", "7d", "--apprentice", "2"], "Only the apprentice asks"),
    (["sign-off", "list"], "Missing option '--apprentice'."),
    (["check"], "Missing command."),
    (["check", "weather"], "No such command 'weather'."),
    (["demo"], "The record at "),
    (["demo", "more"], "Got unexpected extra argument(s) (more)."),
    (["self-test", "more"], "Got unexpected extra argument(s) (more)."),
]


@pytest.mark.parametrize(
    ("arguments", "told"), _BAD, ids=lambda one: " ".join(one)[:60] if isinstance(one, list) else ""
)
def test_bad_input_is_one_sentence_and_writes_nothing(
    run: Run, database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: Sequence[str], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    before, files = content(database), set(tmp_path.iterdir())
    code, out, err = run(*arguments)
    assert code == 2
    assert not out
    assert err.startswith(told)
    assert err.count("\n") == 1
    assert content(database) == before
    assert set(tmp_path.iterdir()) - files <= {tmp_path / "record.db.lock"}


@pytest.mark.parametrize(
    "arguments",
    [
        ["apprentice", "list"],
        ["apprentice", "show", "2"],
        ["apprentice", "progress", "2"],
        ["people", "list"],
        ["people", "add", "--first", "Zoe", "--last", "Ames", "--role", "instructor"],
        ["employer", "list"],
        ["employer", "add", "North Labs"],
        [*_REGISTER],
        ["apprentice", "event", "2", "completed"],
        ["apprentice", "reverse-event", "2", "--reason", "x"],
        [*_CREDIT],
        ["--as", "Cora Hale", "hours", "correct", "none", "--reason", "x"],
        ["hours", "list"],
        ["hours", "import", "x.csv"],
        ["sign-off", "list", "--apprentice", "2"],
        ["report", "cohort", "--out", "x.xlsx"],
        ["report", "progress", "--all", "--out", "x"],
        ["check", "database"],
    ],
)
def test_without_a_record_a_command_names_the_way_to_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    path = tmp_path / "none.db"
    assert cli.main(["--database", str(path), *arguments]) == 2
    told = capsys.readouterr()
    way = "`journeybook start` makes one, `journeybook demo` the sample program."
    assert told.err == f"There is no record at {path}; {way}\n"
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("command", ["list", "show", "check"])
def test_shipped_frameworks_need_no_record(tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str) -> None:
    key = [] if command == "list" else ["it-generalist"]
    assert cli.main(["--database", str(tmp_path / "none.db"), "framework", command, *key]) == 0
    assert "Information Technology Generalist" in capsys.readouterr().out or command == "check"
    assert not list(tmp_path.iterdir())


def test_the_environment_names_the_record(
    database: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv(settings.DATABASE_VARIABLE, str(database))
    assert cli.main(["apprentice", "list"]) == 0
    assert "Maya Okonkwo" in capsys.readouterr().out


def test_a_file_that_is_no_record_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.db").write_text("hello")
    for path, told in ((tmp_path, "is not a file."), (tmp_path / "text.db", "is not a Journeybook record.")):
        assert cli.main(["--database", str(path), "apprentice", "list"]) == 2
        assert told in capsys.readouterr().err


def test_the_sample_goes_into_a_new_record_only(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "folder" / "new.db"
    assert cli.main(["--database", str(path), "demo"]) == 0
    before = content(path)
    assert cli.main(["--database", str(path), "demo"]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert content(path) == before


def test_a_sample_that_fails_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_store: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(demo, "_fill", fail)
    monkeypatch.setattr(settings, "log_file", lambda: tmp_path / "log")
    assert cli.main(["--database", str(tmp_path / "new.db"), "demo"]) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["log"]


def _start(path: Path, *arguments: str) -> int:
    with typed(SAMPLE_PASSPHRASE) as descriptor:
        return cli.main(["--database", str(path), "--passphrase-fd", descriptor, *arguments])


@pytest.mark.usefixtures("quick_keys")
def test_a_new_record_holds_its_sponsor_and_coordinator(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "folder" / "new.db"
    assert _start(path, *_START, "--program-number", "2026-NY-7") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"The record is in {path}. Its days begin and end in America/New_York.\n")
    assert _start(path, "--as", "Cora Hale", "people", "list", "--json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["name"], row["role"]) == ("Cora Hale", "coordinator")
    before = content(path)
    assert _start(path, *_START) == 2
    assert "There is a file" in capsys.readouterr().err
    assert content(path) == before


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (["--time-zone", "Mars/Olympus"], "There is no time zone Mars/Olympus."),
        (["--last", " "], "A name is missing."),
        (["--sponsor", "x" * 201], "A name has more than 200 letters."),
    ],
)
def test_a_start_that_is_refused_leaves_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], told: str
) -> None:
    assert _start(tmp_path / "new.db", *_START, *more) == 2
    assert capsys.readouterr().err.startswith(told)
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("quick_keys")
def test_a_program_begins_in_the_zone_of_the_computer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TZ", ":America/Chicago")
    assert _start(tmp_path / "new.db", *_START[:-2]) == 0
    assert "end in America/Chicago." in capsys.readouterr().out
    monkeypatch.setenv("TZ", "nowhere")
    monkeypatch.setattr(start, "_LOCAL", tmp_path / "localtime")
    assert _start(tmp_path / "other.db", *_START[:-2]) == 2
    assert capsys.readouterr().err.startswith("The time zone of this computer has no name.")


# The shape of what programs read.


@pytest.mark.parametrize(
    ("arguments", "keys"),
    [
        (["framework", "list"], {"key", "version", "title", "approach", "competencies", "agreements", "adopted"}),
        (["framework", "check", "it-generalist"], {"rule", "severity", "outcome", "sentence", "blocks", "citation"}),
        (["apprentice", "list"], {"number", "id", "name", "status", "begins", "ojt_approved_minutes", "is_behind"}),
        (["people", "list"], {"id", "name", "role", "employer"}),
        (["employer", "list"], {"id", "name", "journeyworkers"}),
        (["hours", "list"], {"id", "worked_on", "duration_minutes", "state", "parts"}),
        (["sign-off", "list", "--apprentice", "2"], {"id", "code", "level", "shown", "observed_on", "signer"}),
        (["check", "database"], {"name", "ok", "sentence"}),
    ],
)
def test_listings_are_lists_of_objects(run: Run, arguments: list[str], keys: set[str]) -> None:
    found = _json(run, *arguments)
    assert found
    assert all(keys <= row.keys() for row in found)


def test_dates_are_iso_and_amounts_are_minutes(run: Run) -> None:
    row = next(row for row in _json(run, "apprentice", "list") if row["number"] == 2)
    assert row["begins"] == "2025-07-14"
    assert isinstance(row["ojt_approved_minutes"], int)
    assert row["approach"] == "competency-based"


def test_progress_as_json_says_why_and_who(run: Run) -> None:
    code, out, _err = run("apprentice", "progress", "2", "--json")
    found = json.loads(out)
    assert code == 0
    assert {"condition", "state", "sentence", "detail", "who"} == set(found["unmet"][0])
    assert found["as_of"] == SAMPLE_DAY
    assert {"finish", "earliest", "latest", "binding", "sentence"} == set(found["projection"])
    assert found["ojt_pending_minutes"] > 0


def test_progress_in_words_keeps_approved_and_pending_apart(run: Run) -> None:
    _code, out, _err = run("apprentice", "progress", "19")
    assert " approved of 4,000 h, " in out
    assert " pending" in out
    assert "Why is this not complete?" in out
    assert "To act: Kwame Mensah." in out
    assert "\nProjection\n" in out


def test_an_apprentice_is_found_by_number_and_by_id(run: Run) -> None:
    (row,) = [row for row in _json(run, "apprentice", "list") if row["number"] == 2]
    assert run("apprentice", "show", row["id"]) == run("apprentice", "show", "2")


# Checks.


def test_a_record_that_does_not_agree_with_itself_is_exit_code_1(run: Run, database: Path) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("UPDATE hour_total SET minutes = minutes + 1")
        connection.commit()
    code, out, err = run("check", "database")
    assert (code, err) == (1, "")
    assert "wrong  hour totals" in out
    assert [row["name"] for row in _json(run, "check", "database") if not row["ok"]] == ["hour totals"]


def test_a_damaged_file_is_a_check_that_failed(run: Run, database: Path) -> None:
    content = bytearray(database.read_bytes())
    content[4096 * 3 : 4096 * 6] = b"\xff" * (4096 * 3)
    database.write_bytes(content)
    code, out, err = run("check", "database")
    assert (code, err) == (1, "")
    assert "is damaged" in out
    assert run("apprentice", "list")[0] == 2


def test_a_framework_that_breaks_a_rule_is_exit_code_1(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "short.json"
    assert run("framework", "export", "sample-help-desk", path)[0] == 0
    content = json.loads(path.read_text(encoding="utf-8"))
    content |= {"key": "short", "ojt": {"minimum": 500}}
    path.write_text(json.dumps(content), encoding="utf-8")
    assert run("framework", "import", path)[0] == 0
    code, out, err = run("framework", "check", "short")
    assert (code, err) == (1, "")
    assert "blocks" in out


def test_the_self_test_passes(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["self-test"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 10
    assert all(line.startswith("ok ") for line in lines)


def test_the_self_test_says_which_step_failed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        checks, "check_database", lambda _session: (checks.CheckRow("days", False, "A day is too long."),)
    )
    assert cli.main(["self-test", "--json"]) == 1
    rows = json.loads(capsys.readouterr().out)
    assert [row["sentence"] for row in rows if not row["ok"]] == ["A day is too long."] * 2


# Writing.


def test_an_export_never_overwrites_unless_told(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "framework.json"
    path.write_text("mine")
    code, _out, err = run("framework", "export", "it-generalist", path)
    assert (code, err) == (2, f"There is a file {path} already. Add --force to replace it.\n")
    assert path.read_text() == "mine"
    assert run("framework", "export", "it-generalist", path, "--force")[0] == 0
    assert json.loads(path.read_text(encoding="utf-8"))["key"] == "it-generalist"


def test_a_framework_that_is_imported_is_in_the_list(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "framework.json"
    run("framework", "export", "it-generalist", path)
    path.write_text(path.read_text(encoding="utf-8").replace('"it-generalist"', '"our-own"'), encoding="utf-8")
    code, out, err = run("framework", "import", path)
    assert (code, err) == (0, "")
    assert out.endswith("is in the record as our-own, with 43 competencies.\n")
    assert {"our-own": True}.items() <= {row["key"]: row["adopted"] for row in _json(run, "framework", "list")}.items()


def test_a_changed_file_becomes_a_version_and_tells_what_is_new(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "framework.json"
    run("framework", "export", "it-generalist", path)
    text = path.read_text(encoding="utf-8").replace('"it-generalist"', '"our-own"')
    path.write_text(text, encoding="utf-8")
    assert "Against version" not in run("framework", "import", path)[1]
    document = json.loads(text)
    first = document["job_functions"][0]["competencies"][0]
    first["title"] += " and writes it down"
    path.write_text(json.dumps(document), encoding="utf-8")
    code, out, err = run("framework", "import", path)
    assert (code, err) == (0, "")
    (line,) = [line for line in out.splitlines() if line.startswith("Against version")]
    assert line.startswith(f"Against version {document['version']}: ")
    assert "1 reworded" in line
    first["title"] += " twice"
    path.write_text(json.dumps(document), encoding="utf-8")
    (saved,) = _json(run, "framework", "import", path)["saved"]
    assert saved["against"]
    assert saved["changes"]["reworded"] == 1
    assert "Against version" not in run("framework", "import", path)[1]


def test_a_sign_off_completes_a_competency_and_is_reversed_with_a_reason(run: Run) -> None:
    by = ("--as", "dana  whitfield")
    add = ("sign-off", "add", "7b=3", "--apprentice", "2", "--on", SAMPLE_DAY, "--comment", "Alone.")
    assert run(*by, *add)[0] == 0
    newest = _json(run, "sign-off", "list", "--apprentice", "2")[0]
    assert (newest["code"], newest["level"], newest["comment"]) == ("7b", 3, "Alone.")
    assert run(*by, "sign-off", "reverse", newest["id"], "--reason", "Wrong one.")[0] == 0
    assert _json(run, "sign-off", "list", "--apprentice", "2")[0]["reversed_why"] == "Wrong one."
    assert run("check", "database")[0] == 0


def _made(run: Run, *arguments: object) -> str:
    """The id that a command made."""
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    found: dict[str, str] = json.loads(out)
    assert list(found) == ["id"]
    return found["id"]


def test_an_apprentice_comes_with_employer_mentor_and_agreement(run: Run) -> None:
    north = _made(run, "employer", "add", "North Labs", "--journeyworkers", 4)
    assert {"id": north, "name": "North Labs", "journeyworkers": 4} in _json(run, "employer", "list")
    mentor = _made(run, "people", "add", "--first", "Mia", "--last", "Hale", "--role", "mentor", "--employer", north)
    learner = ("--first", "Zoe", "--last", "Ames", "--employer", "north labs", "--mentor", mentor)
    id_ = _made(
        run, "apprentice", "register", *learner, "--framework", "it-generalist", "--begins", "11/2/2026", "--registered"
    )
    (row,) = _json(run, "apprentice", "list", "--search", "Zoe Ames")
    assert (row["id"], row["status"], row["mentor"], row["begins"]) == (id_, "probation", "Mia Hale", "2026-11-02")
    assert run("employer", "add", "North Labs")[2].startswith("The employer North Labs is in the record already.")


def test_events_follow_each_other_and_the_last_is_reversed(run: Run) -> None:
    def status() -> tuple[object, object]:
        row = next(row for row in _json(run, "apprentice", "list") if row["number"] == 2)
        return row["status"], row["ends"]

    before = status()
    _made(run, "apprentice", "event", 2, "EXTENDED", "--on", SAMPLE_DAY, "--ends", "2029-01-01", "--reason", "Ill")
    assert status() == (before[0], "2029-01-01")
    _made(run, "apprentice", "reverse-event", 2, "--reason", "Not needed")
    assert status() == before
    assert run("check", "database")[0] == 0


def test_credit_and_courses_count(run: Run) -> None:
    def row() -> dict[str, object]:
        return next(row for row in _json(run, "apprentice", "list") if row["number"] == 20)

    before = row()["ri_credit_minutes"]
    assert isinstance(before, int)
    _made(run, "apprentice", "credit", 20, "--kind", "ri", "--hours", "7:30", "--evidence", "Transcript")
    assert row()["ri_credit_minutes"] == before + 450
    code = "NT-201"
    course = ("apprentice", "course", 20, code)
    assert run(*course, "--failed")[1] == f"Course {code} is not passed on November 16, 2026.\n"
    _made(run, *course, "--grade", "B+", "--on", SAMPLE_DAY)
    assert run(*course, "--grade", "x" * 41)[:2] == (2, "")


def test_a_correction_changes_what_is_said_and_keeps_the_rest(run: Run) -> None:
    maya = ("--as", "Maya Okonkwo")
    log = (*maya, "hours", "log", "--apprentice", 2, "--on", "2026-11-15", "--note", "Printers")
    old = _made(run, *log, "--hours", "7.5", "--job-function", "1")
    correct, why = (*maya, "hours", "correct"), ("--reason", "Typing")
    new = _made(run, *correct, old, *why, "--hours", "6")
    rows = {row["id"]: row for row in _json(run, "hours", "list", "--apprentice", 2)}
    assert rows[old]["is_reversed"]
    assert (rows[new]["duration_minutes"], rows[new]["note"], rows[new]["state"]) == (360, "Printers", "pending")
    assert rows[new]["parts"] == [{"job_function": "1", "part_minutes": 360}]
    assert run(*correct, old, *why, "--hours", "5")[2].startswith("These hours were taken back already.")
    split = _made(run, *correct, new, *why, "--job-function", "1=2; 2=4")
    assert run(*correct, split, *why, "--hours", "5")[2].startswith("The parts sum to 6 h")
    class_ = _made(run, *correct, split, *why, "--kind", "ri", "--job-function", "", "--note", "")
    (row,) = [row for row in _json(run, "hours", "list", "--apprentice", 2) if row["id"] == class_]
    assert (row["kind"], row["note"], row["parts"]) == ("RI", "", [{"job_function": None, "part_minutes": 360}])
    assert run("check", "database")[0] == 0


def test_hours_are_logged_listed_approved_and_returned(run: Run) -> None:
    def pending() -> list[object]:
        rows = _json(run, "hours", "list", "--apprentice", "2", "--state", "pending")
        return [row["id"] for row in rows if row["worked_on"] == "2026-11-15"]

    log = ("--as", "Maya Okonkwo", "hours", "log", "--apprentice", "2", "--on", "11/15/2026")
    assert run(*log, "--hours", "7.5", "--job-function", "1=3.5; 2=4")[0] == 0
    assert run(*log, "--hours", "1", "--kind", "ri")[0] == 0
    second, first = pending()
    assert run("--as", "Dana Whitfield", "hours", "approve", first)[1] == "1 entry is approved now.\n"
    returned = run("--as", "Lena Marsh", "hours", "return", second, "--reason", "Which class?")
    assert returned == (0, "1 entry is returned now.\n", "")
    assert not pending()
    assert run("hours", "reverse", first, "--reason", "Twice.")[0] == 0
    assert run("check", "database")[0] == 0


def test_a_file_of_hours_is_imported_once(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text("apprentice,date,kind,hours,job function\n2,11/15/2026,OJT,7:30,1\n", encoding="utf-8")
    assert run("hours", "import", path) == (0, "1 entry is logged and pending.\n", "")
    again = run("hours", "import", path)
    assert again == (0, "0 entries are logged and pending. 1 row was imported before.\n", "")


def test_a_bad_file_of_hours_names_its_rows(run: Run, tmp_path: Path, database: Path) -> None:
    path = tmp_path / "hours.csv"
    path.write_text("apprentice,date,kind,hours,job function\n2,11/15/2026,OJT,7:30,1\n2,x,OJT,1,1\n", encoding="utf-8")
    before = content(database)
    code, out, err = run("hours", "import", path)
    assert (code, out) == (2, "")
    assert "row 3: date “x” is not a day" in err
    assert content(database) == before


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["schedule", "--framework", "it-generalist"], "blank.pdf"),
        (["schedule", "--apprentice", "2"], "schedule.docx"),
        (["schedule", "--framework", "it-generalist", "--apprentice", "2"], "schedule.xlsx"),
        (["progress", "--apprentice", "2", "--as-of", "2026-03-31"], "progress.pdf"),
        (["cohort"], "cohort.xlsx"),
    ],
)
def test_papers_are_written(run: Run, tmp_path: Path, arguments: list[str], name: str) -> None:
    path = tmp_path / name
    assert run("report", *arguments, "--out", path) == (0, f"The paper is in {path}.\n", "")
    assert path.read_bytes()[:4] in (b"%PDF", b"PK\x03\x04")


def test_reports_of_all_go_into_a_folder(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    every = apprentices.listing

    def two(*some: object, **more: object) -> object:
        return every(*some, **more)[:2]  # type: ignore[arg-type]

    monkeypatch.setattr(apprentices, "listing", two)
    assert run("report", "progress", "--all", "--out", tmp_path / "papers")[1].startswith("2 reports are in ")
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 2
    (tmp_path / "file").write_text("")
    assert run("report", "progress", "--all", "--out", tmp_path / "file")[0] == 2


# When something is wrong with us or around us.


def test_a_defect_is_written_down_without_names(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_some: object, **_more: object) -> None:
        raise ValueError("Maya Okonkwo")

    log = tmp_path / "state" / "journeybook.log"
    monkeypatch.setattr(settings, "log_file", lambda: log)
    monkeypatch.setattr(apprentices, "listing", fail)
    code, out, err = run("apprentice", "list")
    assert (code, out) == (3, "")
    assert err == f"Journeybook itself is wrong here, and nothing was saved. What failed is written down in {log}.\n"
    told = log.read_text(encoding="utf-8")
    assert "ValueError" in told
    assert "test_cli.py" in told
    assert "Maya" not in told
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_what_cannot_be_seen_in_an_argument_is_left_out_and_told(run: Run) -> None:
    code, out, err = run("employer", "add", "North\u202e Labs\u200b")
    assert (code, out.count("\u202e")) == (0, 0)
    assert err == (
        "Texts are kept without what cannot be seen: U+202E right-to-left override and U+200B zero width space.\n"
    )
    assert "North Labs" in run("employer", "list")[1]


def test_a_name_of_a_file_does_not_steer_the_terminal(run: Run, tmp_path: Path) -> None:
    code, _out, err = run("hours", "import", tmp_path / "\x1b[2Jhours.csv")
    assert code == 2
    assert "\x1b" not in err
    assert "[2Jhours.csv" in err


def test_what_the_system_refuses_is_no_defect(run: Run) -> None:
    code, _out, err = run("framework", "export", "it-generalist", "x" * 5000)
    assert code == 2
    assert err.count("\n") == 1


def test_stopping_is_no_defect(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_some: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(apprentices, "listing", stop)
    assert run("apprentice", "list")[0] == 130


def test_a_table_puts_amounts_to_the_right(capsys: pytest.CaptureFixture[str]) -> None:
    table([["a", "1 h", "7a"], ["long", "1,912 h 30 min", "10b"]], ["Name", "Hours", "Code"])
    assert capsys.readouterr().out.splitlines() == [
        "Name           Hours  Code",
        "a                1 h  7a",
        "long  1,912 h 30 min  10b",
    ]


# As the shell sees it.


def _shell(database: Path, *arguments: str, encoding: str = "utf-8") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONIOENCODING": encoding}
    command = [sys.executable, "-m", "desktop", "--database", str(database), *arguments]
    return subprocess.run(command, capture_output=True, env=environment, check=False, timeout=60)


def test_a_console_without_utf_8_gets_question_marks(database: Path) -> None:
    done = _shell(database, "apprentice", "list", "--search", "luc", encoding="ascii")
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"Luc?a Fern?ndez" in done.stdout


def test_a_reader_that_leaves_early_is_told_nothing(database: Path) -> None:
    command = f"{sys.executable} -m desktop --database {database} hours list --apprentice 2 --json | head -1"
    done = subprocess.run(["bash", "-c", command], capture_output=True, check=False, timeout=60)
    assert (done.stdout, done.stderr) == (b"[\n", b"")


def test_no_command_loads_what_it_does_not_need() -> None:
    code = "import sys, desktop.cli; print([one for one in sys.argv[1:] if one in sys.modules])"
    heavy = ["PySide6", "alembic", "openpyxl", "reportlab", "docx"]
    done = subprocess.run([sys.executable, "-c", code, *heavy], capture_output=True, check=True, timeout=60)
    assert done.stdout.strip() == b"[]"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        ([], (True, None)),
        (["--database", "x.db"], (True, Path("x.db"))),
        (["--database=x.db"], (True, Path("x.db"))),
        (["--database"], (False, None)),
        (["--version"], (False, None)),
        (["--database", "x.db", "apprentice", "list"], (False, None)),
    ],
)
def test_without_a_command_the_window_opens(arguments: list[str], wanted: tuple[bool, Path | None]) -> None:
    from desktop.__main__ import _for_window

    assert _for_window(arguments) == wanted
