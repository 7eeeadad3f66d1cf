"""A key file opens with its passphrase or its code, and one that is damaged anywhere is told, never guessed at."""

import json
from pathlib import Path

import pytest

from desktop.database import key_files
from desktop.database.key_files import DamagedKeyFile, Key
from desktop.errors import KnownError
from desktop.ledger import letters

PASSPHRASE, OTHER = "river candle orbit moss", "paper lantern seven hills"

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def code() -> str:
    return letters.new_recovery_code()


@pytest.fixture
def key(code: str, tmp_path: Path) -> Key:
    made = key_files.new(PASSPHRASE, code)
    key_files.beside(tmp_path / "record.db").write_text(key_files.text_of(made.file))
    return made


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return tmp_path / "record.db"


def test_both_secrets_open_the_same_key(record: Path, key: Key, code: str) -> None:
    found = key_files.read(record)
    assert key_files.opened(record, found, PASSPHRASE).raw == key.raw
    assert key_files.opened(record, found, code, is_code=True).raw == key.raw
    assert len(key.raw) == 32


def test_nothing_in_the_file_is_the_key_and_no_word_of_ours_shows_it(key: Key, record: Path) -> None:
    assert key.raw.hex() not in key_files.beside(record).read_text()
    assert key.raw.hex() not in repr(key)


def test_the_lock_of_another_key_is_not_taken(record: Path, key: Key, code: str) -> None:
    """Whoever mixes two key files gets nowhere: each lock is bound to its key."""
    other = key_files.new(OTHER, code)
    mixed = key_files.KeyFile(key.file.id, other.file.passphrase, other.file.recovery_code)
    with pytest.raises(KnownError, match="does not open"):
        key_files.opened(record, mixed, OTHER)


@pytest.mark.parametrize(
    "content",
    ["", "{}", "[]", "null", "not json", '{"format": 2}', '{"format": 1, "id": "a", "passphrase": 1}', "[" * 10_000],
)
def test_what_is_no_key_file_is_told(record: Path, content: str) -> None:
    key_files.beside(record).write_text(content)
    with pytest.raises(DamagedKeyFile, match=r"record\.db\.key is damaged"):
        key_files.read(record)


@pytest.mark.parametrize("name", ["passphrase", "recovery_code"])
@pytest.mark.parametrize("damage", ["", "{}", '{"lanes": 4}', "\0"])
def test_a_damaged_lock_is_told_as_damage(record: Path, key: Key, code: str, name: str, damage: str) -> None:
    content = json.loads(key_files.beside(record).read_text())
    key_files.beside(record).write_text(json.dumps({**content, name: damage}))
    secret = code if name == "recovery_code" else PASSPHRASE
    with pytest.raises(DamagedKeyFile, match="Each backup has a copy"):
        key_files.opened(record, key_files.read(record), secret, is_code=name == "recovery_code")


def test_a_missing_one_is_told(record: Path) -> None:
    with pytest.raises(DamagedKeyFile, match="is missing"):
        key_files.read(record)
