"""A file that was edited with another tool: whatever changed what is signed is found, and told in words."""

import random
import re
import shutil
import sqlite3
import time
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, closing
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import pytest

from desktop.anchors import Anchor
from desktop.database import file
from desktop.database.store import open_store
from desktop.ledger import registry
from desktop.models.signed import ROWS
from desktop.services import checks, encryption, ledger, ledger_checks, ledger_rows, signed_rows
from desktop.services.checks import CheckRow
from tests.conftest import PASSPHRASE, Cast, Everyone
from tests.reliability import attacks, histories, tampering
from tests.reliability.apart import Found
from tests.reliability.attacks import ATTACKS, Lived
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure
from tests.reliability.tampering import Aim

pytestmark = pytest.mark.reliability
PART = "bits, bytes and pages of the file, by chance"


@pytest.fixture(scope="session")
def _lived(
    tmp_path_factory: pytest.TempPathFactory, _signed: tuple[Path, Everyone], _unsigned: tuple[Path, Cast]
) -> Lived:
    folder, cast = tmp_path_factory.mktemp("lived"), _unsigned[1]
    path = Path(shutil.copy(_signed[0], folder / "record.journeybook"))
    with open_store(path) as store:
        store.signers = Everyone(dict(_signed[1].sittings))
        zoes_old = histories.play(store, cast)
    older = Path(shutil.copy(path, folder / "older.journeybook"))
    with open_store(path) as store:
        store.signers = Everyone(dict(_signed[1].sittings))
        histories.end(store, cast)
    return Lived(path, older, cast, _signed[1].sittings, zoes_old)


@pytest.fixture
def lived(_lived: Lived, tmp_path: Path) -> Lived:
    return replace(_lived, path=Path(shutil.copy(_lived.path, tmp_path / "lived.journeybook")))


@pytest.fixture
def anchor(_lived: Lived) -> Anchor:
    with open_store(_lived.path) as store:
        found = store.read(ledger.anchor)
    assert found is not None
    return found


def test_a_record_that_was_lived_in_is_sound(lived: Lived, anchor: Anchor) -> None:
    assert tampering.verdict(lived.path, anchor) == tampering.Verdict({})


def _edit(path: Path, seconds: float, seed: int, aim: Aim = tampering.edited, *, is_control: bool = False) -> Found:
    """Edit by chance until the time is over, a control until it is found out."""
    found = Found({"edits": 0, "of which changed what is signed": 0})
    chance, whole = random.Random(seed), path.read_bytes()
    before, until = tampering.dump(path), time.monotonic() + seconds
    assert before is not None
    while time.monotonic() < until and not (is_control and found.bad):
        found.count("edits")
        name, raw = aim(whole, chance)
        path.write_bytes(raw)
        after = tampering.dump(path)
        found.count("of which changed what is signed", after != before)
        # Files in which nothing signed changed need not be found; some of them are opened all the same.
        if after == before and found.counts["edits"] % 4:
            continue
        verdict, which = tampering.verdict(path), f"edit {found.counts['edits']} of seed {seed} ({name})"
        if after != before and not verdict.is_found:
            found.tell([f"{which} was not seen in {tampering.differing(before, after)}"])
        if verdict.crash:
            found.tell([f"{which}: {verdict.crash}"])
    return found


def test_no_edit_that_changes_what_is_signed_goes_unseen(lived: Lived, seconds: float, seed: int, note: Note) -> None:
    found = _edit(lived.path, seconds, seed)
    note(Figure("E5", PART, found.counts, found.bad))


ENCRYPTED = "bits, bytes and pages of an encrypted file, by chance"


def _edit_encrypted(path: Path, seconds: float, seed: int, *, is_control: bool = False) -> Found:
    """Every edit must be found, whatever it hits."""
    key, _code = encryption.new_key(PASSPHRASE)
    encryption.encrypt(path, key)
    found, chance, whole = Found({"edits": 0}), random.Random(seed), path.read_bytes()
    assert not tampering.verdict(path).is_found
    until = time.monotonic() + seconds
    while time.monotonic() < until and not (is_control and found.bad):
        found.count("edits")
        name, raw = tampering.edited(whole, chance)
        if raw == whole:
            continue
        path.write_bytes(raw)
        verdict, which = tampering.verdict(path), f"edit {found.counts['edits']} of seed {seed} ({name})"
        if not verdict.wrong:
            found.tell([f"{which}: {verdict.crash or 'was not seen'}"])
    return found


def test_every_edit_of_an_encrypted_file_is_found(lived: Lived, seconds: float, seed: int, note: Note) -> None:
    found = _edit_encrypted(lived.path, seconds, seed)
    note(Figure("E5", ENCRYPTED, found.counts, found.bad, setup="SQLCipher"))


def test_an_encrypted_file_that_is_not_read_whole_is_caught(lived: Lived, seed: int, note: Note) -> None:
    """Each page proves itself when it is read, and only then."""
    places = ((file, "refuse_damaged"), (checks, "damage"), (ledger_checks, "damage"))
    with ExitStack() as careless:
        for module, name in places:
            careless.enter_context(mock.patch.object(module, name, return_value=[]))
        found = _edit_encrypted(lived.path, 60, seed, is_control=True)
    control = "pages that no check needs are not read"
    note(Figure("E5", ENCRYPTED, found.counts, found.bad, setup="SQLCipher", control=control, caught=found.caught))


class _Gullible:
    """A public key to which every signature is a good one."""

    def __init__(self, key: Any) -> None:
        self.public_bytes_raw = key.public_bytes_raw

    def verify(self, _signature: bytes, _digest: bytes) -> None:
        return


_public_key, _plain = registry._public_key, ledger_rows._plain
CARELESS: dict[str, tuple[str, Callable[[], AbstractContextManager[object]]]] = {
    "signatures are not checked": (
        "SELECT sig FROM ledger_entry",
        lambda: mock.patch.object(registry, "_public_key", lambda *said: _Gullible(_public_key(*said))),
    ),
    "large and small letters of keys are the same": (
        "SELECT DISTINCT key_id FROM ledger_entry",
        lambda: mock.patch.object(ledger_rows, "_plain", lambda raw: _plain(raw).lower()),
    ),
    "guards are not compared": (
        "SELECT sql FROM sqlite_master WHERE type = 'trigger'",
        lambda: mock.patch.object(ledger_checks, "_guards", return_value=CheckRow("ledger guards", True, "")),
    ),
}


@pytest.mark.parametrize("sabotage", CARELESS)
def test_a_careless_check_is_caught(sabotage: str, lived: Lived, seed: int, note: Note) -> None:
    query, careless = CARELESS[sabotage]
    bits = [5] if "letters" in sabotage else range(8)
    aim = tampering.aimed(tampering.values(lived.path, query), bits)
    with careless():
        found = _edit(lived.path, 60, seed, aim, is_control=True)
    note(Figure("E5", PART, found.counts, found.bad, control=sabotage, caught=found.caught))


def test_each_attack_is_found_or_needs_what_the_computer_remembers(lived: Lived, anchor: Anchor, note: Note) -> None:
    found = Found({"attacks": 0, "found in the file alone": 0, "found by what the computer remembers": 0})
    before, whole = tampering.dump(lived.path), lived.path.read_bytes()
    for attack in ATTACKS:
        lived.path.write_bytes(whole)
        attacks.carry_out(attack, lived)
        assert tampering.dump(lived.path) != before
        alone, remembered = tampering.verdicts(lived.path, None, anchor)
        found.count("attacks")
        found.count("found in the file alone", alone.is_found)
        found.count("found by what the computer remembers", remembered.is_found and not alone.is_found)
        for verdict, words in ((alone, attack.found), (remembered, attack.anchored or attack.found)):
            told = " ".join(verdict.wrong.values()) + verdict.crash
            if bool(told) != bool(words) or not re.search(words, told):
                found.tell([f"{attack.code} {attack.name}: “{told}” instead of “{words}”"])
    note(Figure("E5", "attacks of which we know", found.counts, found.bad))


@pytest.mark.parametrize("table", {"ledger_entry": 0, "personal_text": 0} | ROWS)
def test_the_file_refuses_what_another_tool_does_to_what_is_signed(table: str, lived: Lived) -> None:
    with closing(sqlite3.connect(lived.path)) as connection:
        names = tampering.PROTECTED[table]
        if not connection.execute(f"SELECT 1 FROM {table}").fetchone():
            return
        for statement in (f"UPDATE {table} SET {names[0]} = {names[0]}", f"DELETE FROM {table}"):
            if (table, statement[:6]) != ("personal_text", "DELETE"):
                with pytest.raises(sqlite3.IntegrityError, match="never"):
                    connection.execute(statement)


def _change_columns(lived: Lived, anchor: Anchor, seconds: float, seed: int, *, is_control: bool = False) -> Found:
    """One signed column of one row at a time, in each table, until the time is over."""
    found, chance, whole = Found({"columns changed": 0}), random.Random(seed), lived.path.read_bytes()
    until, places = time.monotonic() + seconds, tampering.columns_of(lived.path)
    chance.shuffle(places)
    for table, column in places:
        if (time.monotonic() > until and found.counts["columns changed"] > 10) or (is_control and found.bad):
            break
        lived.path.write_bytes(whole)
        became = tampering.change(lived.path, table, column, chance)
        found.count("columns changed", bool(became))
        verdict = tampering.verdict(lived.path, anchor)
        if became and not verdict.wrong:
            found.tell([f"{table}.{column}, where {became}, was not seen {verdict.crash}"])
    return found


ROWS_PART = "one column of one signed row after the other, guards put back"


def test_no_column_of_a_signed_row_is_changed_unseen(
    lived: Lived, anchor: Anchor, seconds: float, seed: int, note: Note
) -> None:
    found = _change_columns(lived, anchor, seconds, seed)
    note(Figure("E5", ROWS_PART, found.counts, found.bad))


def test_a_check_that_looks_at_the_ledger_alone_is_caught(lived: Lived, anchor: Anchor, seed: int, note: Note) -> None:
    with mock.patch.object(signed_rows, "compare"), mock.patch.object(signed_rows, "unsigned", return_value={}):
        found = _change_columns(lived, anchor, 60, seed, is_control=True)
    control = "signed rows are not compared with their entries"
    note(Figure("E5", ROWS_PART, found.counts, found.bad, control=control, caught=found.caught))
