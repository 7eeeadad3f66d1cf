"""journeybook check ledger."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop import anchors, settings
from desktop.codes import Act, Role
from desktop.database.store import open_store
from desktop.models.ledger import TRIGGERS
from desktop.services import keys, ledger, people
from tests.conftest import Run

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def database(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def signed(database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a ledger of a few entries, remembered on this computer."""
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "config" / "settings.json")
    with open_store(database) as store:
        person = next(one.id for one in store.read(people.everyone, role=Role.COORDINATOR))
        with store.write(keys.begin, person_id=person, passphrase="four plain words here").sitting as sitting:
            for level in (1, 2):
                body = {"about": "agreement 2, competency 1a", "level": level}
                store.write(ledger.append, act=Act.SIGN_OFF, body=body, signer=sitting)
        last = store.read(ledger.anchor)
    assert last is not None
    assert anchors.remember(last)
    return database


def _tamper(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        for trigger in TRIGGERS.values():
            connection.execute(trigger)
        connection.commit()


def test_a_record_without_a_ledger_passes(run: Run) -> None:
    code, out, err = run("check", "ledger")
    assert (code, err) == (0, "")
    assert "Nothing is signed yet." in out


def test_a_sound_ledger_passes(signed: Path, run: Run) -> None:
    code, out, err = run("check", "ledger")
    assert (code, err) == (0, "")
    assert "5 entries checked" in out
    assert "7 checks: The record agrees with itself." in out


def test_the_first_bad_entry_is_named(signed: Path, run: Run) -> None:
    _tamper(signed, "UPDATE ledger_entry SET body = replace(body, '\"level\":1', '\"level\":3') WHERE seq = 4")
    code, out, _err = run("check", "ledger", "--json")
    wrong = {row["name"]: row["sentence"] for row in json.loads(out) if not row["ok"]}
    assert code == 1
    assert wrong.keys() == {"ledger"}
    assert wrong["ledger"].startswith("Entry 4 (sign-off, agreement 2, competency 1a, ")
    assert "1 does not agree." in run("check", "ledger")[1]


def test_entries_removed_from_the_end_are_told_by_what_this_computer_remembers(signed: Path, run: Run) -> None:
    _tamper(signed, "DELETE FROM ledger_entry WHERE seq = 5")
    code, out, _err = run("check", "ledger")
    assert code == 1
    assert "This file is older than the last one you used here" in out
