"""Files of evidence are in every backup once, come back with a restore, and are sealed where the record is."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.database import backups as files
from desktop.database import evidence_files, keyring, placing
from desktop.database.store import Store, open_store
from desktop.database.vault import FileState, Vault, folder_beside
from desktop.errors import KnownError
from desktop.services import backups, clock, encryption, evidence, evidence_checks, restores, sign_offs
from desktop.services.backups import Reason
from tests.conftest import NOW, Cast, Everyone, rating

PASSPHRASE = "four plain words here"


def _attach(store: Store, cast: Cast, content: bytes, code: str = "1a") -> str:
    """Sign off on a file; returns its name."""
    new = evidence.from_content(store, name="notes.txt", content=content)
    some = [rating(code, evidence=(new,))]
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
    return str(new.sha256)


def _kept(record: Path) -> Vault:
    return evidence_files.kept_vault(files.folder_of(record), record)


@contextmanager
def _open(record: Path, everyone: Everyone) -> Iterator[Store]:
    with open_store(record) as store:
        store.signers = everyone
        yield store


def _is_whole(record: Path) -> bool:
    with open_store(record) as store:
        return all(row.ok for row in evidence_checks.check_evidence(store))


@pytest.fixture(autouse=True)
def _noon() -> object:
    with clock.stopped_at(NOW):
        yield


def test_each_file_is_kept_once_for_all_backups(store: Store, cast: Cast) -> None:
    backups.back_up(store)
    assert not _kept(store.path).folder.exists()
    one = _attach(store, cast, b"Ada at the rack")
    backups.back_up(store)
    path = _kept(store.path).folder / one
    before = path.stat().st_mtime_ns
    other = _attach(store, cast, b"and again", "1b")
    backups.back_up(store)
    assert _kept(store.path).names() == {one, other}
    assert path.stat().st_mtime_ns == before
    assert all(row.ok for row in backups.check_backups(store.path))


def test_a_restore_brings_the_files_back(record: Path, cast: Cast, everyone: Everyone) -> None:
    with _open(record, everyone) as store:
        names = [
            _attach(store, cast, content, code) for content, code in ((b"one", "1a"), (b"two", "1b"), (b"3", "1c"))
        ]
        made = backups.back_up(store)
    beside = folder_beside(record)
    (beside / names[0]).unlink()
    (beside / names[1]).write_bytes(b"2")
    assert not _is_whole(record)
    restores.restore(record, made.path)
    assert _is_whole(record)
    assert Vault(beside).get(names[1]) == b"two"


def test_a_backup_on_a_stick_carries_its_files(record: Path, cast: Cast, everyone: Everyone, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    with _open(record, everyone) as store:
        name = _attach(store, cast, b"one")
        made = backups.back_up(store, out=tmp_path / "stick" / "mine.db")
    assert Vault(tmp_path / "stick" / "mine.db.evidence").get(name) == b"one"
    elsewhere = tmp_path / "elsewhere.db"
    restores.restore(elsewhere, made.path)
    assert _is_whole(elsewhere)


def test_a_file_that_is_lost_stops_no_backup_and_is_told(store: Store, cast: Cast) -> None:
    name = _attach(store, cast, b"one")
    (store.vault.folder / name).unlink()
    made = backups.back_up(store)
    assert backups.standing(store.path).trouble == ""
    (row,) = backups.check_backups(store.path)
    assert (row.ok, row.sentence) == (False, f"1 file of evidence cannot be restored with {made.path.name}.")
    with pytest.raises(KnownError, match="1 file of evidence cannot be restored"):
        restores.try_restore(store)


def test_a_kept_file_that_was_altered_is_told_and_mended_by_the_next_backup(store: Store, cast: Cast) -> None:
    name = _attach(store, cast, b"one")
    backups.back_up(store)
    (_kept(store.path).folder / name).write_bytes(b"2")
    assert not backups.check_backups(store.path)[0].ok
    backups.back_up(store, reason=Reason.QUIT)
    assert not backups.check_backups(store.path)[0].ok, "whoever leaves does not wait for all files to be read"
    backups.back_up(store)
    assert backups.check_backups(store.path)[0].ok
    assert "passed every check" in restores.try_restore(store)


def test_what_neither_the_record_nor_a_backup_names_any_more_goes(record: Path, cast: Cast, everyone: Everyone) -> None:
    with _open(record, everyone) as store:
        one = _attach(store, cast, b"one")
        first = backups.back_up(store)
        other = _attach(store, cast, b"other", "1b")
        second = backups.back_up(store)
    restores.restore(record, first.path)
    with _open(record, everyone) as store:
        backups.back_up(store)
        assert _kept(record).names() == {one, other}, "an older backup names it still"
        second.path.write_bytes(b"spoiled")
        backups.back_up(store)
        assert _kept(record).names() == {one, other}, "nobody knows what that one named"
        files.remove([second])
        for _ in files.kept(record):
            backups.back_up(store)
        assert _kept(record).names() == {one}


def test_no_backup_is_kept_whose_files_find_no_room(store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    good = backups.back_up(store)
    _attach(store, cast, b"one")

    def refuse(*_arguments: object, **_more: object) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    with monkeypatch.context() as patch:
        patch.setattr(Vault, "_write", refuse)
        with pytest.raises(KnownError, match="The disk is full"):
            backups.back_up(store)
    assert backups.listing(store.path) == (good,)
    assert sorted(path.suffix for path in files.folder_of(store.path).iterdir()) == [".db", ".json", ".json"]


@pytest.mark.usefixtures("quick_keys")
def test_files_are_sealed_with_the_record_and_laid_open_with_it(record: Path, cast: Cast, everyone: Everyone) -> None:
    with _open(record, everyone) as store:
        one = _attach(store, cast, b"Ada at the rack")
        backups.back_up(store)
    own, kept = folder_beside(record), _kept(record).folder
    key, _code = encryption.new_key(PASSPHRASE)
    encryption.encrypt(record, key)
    with _open(record, everyone) as store:
        other = _attach(store, cast, b"Ada again", "1b")
        backups.back_up(store)
    for folder in (own, kept):
        assert not any(b"Ada" in path.read_bytes() for path in folder.iterdir())
    assert _is_whole(record)
    assert all(row.ok for row in backups.check_backups(record))
    encryption.decrypt(record)
    assert sorted((own / name).read_bytes() for name in (one, other)) == [b"Ada again", b"Ada at the rack"]
    assert not any(b"Ada" in path.read_bytes() for path in kept.iterdir()), "what was sealed beside backups stays so"
    keyring.forget_closed()
    assert _is_whole(record)


@pytest.mark.usefixtures("quick_keys")
def test_files_of_an_encrypted_backup_come_back_under_the_key_of_the_record(
    record: Path, cast: Cast, everyone: Everyone, tmp_path: Path
) -> None:
    encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    with _open(record, everyone) as store:
        name = _attach(store, cast, b"Ada at the rack")
        made = backups.back_up(store, out=tmp_path / "mine.db")
    assert b"Ada" not in (folder_beside(made.path) / name).read_bytes()
    encryption.decrypt(record)
    encryption.encrypt(record, encryption.new_key("four other plain words")[0])
    (folder_beside(record) / name).unlink()
    restores.restore(record, made.path)
    assert _is_whole(record)
    lying = (folder_beside(record) / name).read_bytes()
    assert b"Ada" not in lying
    assert lying != (folder_beside(made.path) / name).read_bytes()


@pytest.mark.usefixtures("quick_keys")
def test_what_was_not_sealed_in_time_is_sealed_by_the_next_backup(
    record: Path, cast: Cast, everyone: Everyone, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where the process was killed right after the record was encrypted."""
    with _open(record, everyone) as store:
        name = _attach(store, cast, b"Ada at the rack")
    with monkeypatch.context() as patch:
        patch.setattr(Vault, "settle", lambda _self: None)
        encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    assert b"Ada" in (folder_beside(record) / name).read_bytes()
    assert _is_whole(record)
    with _open(record, everyone) as store:
        backups.back_up(store)
    assert b"Ada" not in (folder_beside(record) / name).read_bytes()


def test_a_restore_that_is_stopped_before_its_rename_leaves_files_that_do_no_harm(
    record: Path, cast: Cast, everyone: Everyone, monkeypatch: pytest.MonkeyPatch
) -> None:
    with _open(record, everyone) as store:
        name = _attach(store, cast, b"one")
        made = backups.back_up(store)
    (folder_beside(record) / name).unlink()

    def stop(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(placing, "_put", stop)
        with pytest.raises(KeyboardInterrupt):
            restores.restore(record, made.path)
    assert Vault(folder_beside(record)).state(name) is FileState.THERE
    assert _is_whole(record)
