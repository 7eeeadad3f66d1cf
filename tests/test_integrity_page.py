"""The short program of the page on integrity does what the page says."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop.codes import Act
from desktop.database.store import open_store
from desktop.ledger.personal import Personal
from desktop.models.ledger import TRIGGERS
from desktop.services import keys, ledger, ledger_checks
from tests.conftest import Cast

PAGE = (Path(__file__).parent.parent / "docs" / "integrity.md").read_text(encoding="utf-8")
(_PROGRAM,) = re.findall(r"^```python\n(.+?)^```", PAGE, re.MULTILINE | re.DOTALL)


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def signed(record: Path, cast: Cast) -> Path:
    begin = {"person_id": cast.cora, "passphrase": "four plain words here"}
    with open_store(record) as store, store.write(keys.begin, **begin).sitting as cora:
        for level in (1, 2):
            body = {"apprentice": Personal("Ada “Lovelace” Lind"), "level": level}
            store.write(ledger.append, act=Act.SIGN_OFF, body=body, signer=cora)
    return record


pytestmark = pytest.mark.usefixtures("quick_keys")


def _run(record: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _PROGRAM, str(record)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def test_it_passes_a_sound_record_and_prints_the_last_hash(signed: Path) -> None:
    done = _run(signed)
    assert done.returncode == 0, done.stderr
    with open_store(signed) as store:
        assert done.stdout == f"5 entries are sound; the last one is {store.read(ledger.mark).hash.hex()}\n"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE ledger_entry SET body = replace(body, '\"level\":1', '\"level\":4')", "entry 4 was changed"),
        ("UPDATE ledger_entry SET sig = zeroblob(64) WHERE seq = 4", "InvalidSignature"),
        ("DELETE FROM ledger_entry WHERE seq = 4", "entry 4 is missing or moved"),
    ],
)
def test_it_stops_at_the_first_entry_that_is_not_sound(signed: Path, statement: str, words: str) -> None:
    with closing(sqlite3.connect(signed)) as connection:
        for name in TRIGGERS:
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
    done = _run(signed)
    assert done.returncode == 1
    assert words in done.stderr


def test_the_page_tells_of_every_check(signed: Path) -> None:
    with open_store(signed) as store:
        for row in store.read(ledger_checks.check_ledger):
            assert f"`{row.name}`" in PAGE
