"""An encrypted record: nobody reads it without its passphrase or code, and all that works with a plain one works."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from desktop import settings
from desktop.database import backups as files
from desktop.database import key_files, keyring, placing
from desktop.database.keyring import Locked
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.ledger import keys
from desktop.services import backups, encryption, people, restores
from desktop.services.backups import Reason
from tests.conftest import Everyone, everything
from tests.reports.reading import pdf_lines

PASSPHRASE = "river candle orbit moss"
OTHER = "paper lantern seven hills"
NAME = b"Cora"

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture(autouse=True)
def _no_keys() -> Iterator[None]:
    yield
    keyring.forget_closed()


@pytest.fixture
def code(record: Path) -> str:
    """The recovery code of `record`, which is encrypted."""
    key, made = encryption.new_key(PASSPHRASE)
    encryption.encrypt(record, key)
    keyring.forget_closed()
    return made


@pytest.fixture
def unlocked(record: Path, code: str) -> Path:
    encryption.unlock(record, PASSPHRASE)
    return record


def _rows(record: Path) -> dict[str, list[tuple[object, ...]]]:
    with open_store(record) as store:
        return everything(store)


def _hire(store: Store, everyone: Everyone, name: str = "Later") -> None:
    store.signers = everyone
    store.write(people.add_employer, name=name, journeyworkers=1)


def _everywhere(record: Path) -> list[Path]:
    """The files in which a name is found: beside the record, and in all folders of backups."""
    places = [record.parent, settings.backups_folder()]
    return [path for place in places for path in place.rglob("*") if path.is_file() and NAME in path.read_bytes()]


def test_encrypting_changes_nothing_that_the_record_holds(record: Path) -> None:
    before = _rows(record)
    encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    assert _rows(record) == before


def test_laying_open_changes_nothing_that_the_record_holds(unlocked: Path) -> None:
    before = _rows(unlocked)
    encryption.decrypt(unlocked)
    keyring.forget_closed()
    assert _rows(unlocked) == before
    assert not key_files.exists(unlocked)
    assert NAME in unlocked.read_bytes()


def test_no_file_holds_a_name_once_the_record_is_encrypted(record: Path, everyone: Everyone) -> None:
    backups.back_up_file(record, reason=Reason.ASKED)
    assert len(_everywhere(record)) == 2, "the plain record and its backup"
    encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    with open_store(record) as store:
        backups.back_up(store)
        _hire(store, everyone, "Corason Works")
        assert _everywhere(record) == []
    assert _everywhere(record) == []


def test_the_journal_holds_no_name_either(unlocked: Path, everyone: Everyone) -> None:
    with open_store(unlocked) as store:
        store.signers = everyone

        def act(session: Session) -> None:
            people.add_employer(session, name="Corason Works", journeyworkers=1)
            session.flush()
            session.connection().exec_driver_sql("PRAGMA cache_spill=1")
            assert unlocked.with_name(f"{unlocked.name}-journal").exists()
            assert _everywhere(unlocked) == []

        store.write(act)


def test_it_does_not_open_without_its_passphrase(record: Path, code: str) -> None:
    with pytest.raises(Locked, match="is encrypted"):
        open_store(record)
    with pytest.raises(KnownError, match="This passphrase does not open"):
        encryption.unlock(record, OTHER)
    with pytest.raises(Locked):
        open_store(record)
    assert not record.with_name(f"{record.name}.lock").exists()


def test_the_recovery_code_opens_it_however_it_is_typed(record: Path, code: str) -> None:
    encryption.unlock(record, f" {code.lower().replace('-', ' ')}", is_code=True)
    assert _rows(record)


def test_another_recovery_code_does_not(record: Path, code: str) -> None:
    with pytest.raises(KnownError, match="This recovery code does not open"):
        encryption.unlock(record, encryption.new_key(OTHER)[1], is_code=True)


def test_a_new_passphrase_takes_the_place_of_the_old_one_on_backups_too(unlocked: Path) -> None:
    made = backups.back_up_file(unlocked, reason=Reason.ASKED)
    before = unlocked.read_bytes()
    encryption.change_passphrase(unlocked, OTHER)
    assert unlocked.read_bytes() == before, "the database itself stays as it is"
    for path in (unlocked, made.path):
        keyring.forget_closed()
        with pytest.raises(KnownError, match="does not open"):
            encryption.unlock(path, PASSPHRASE)
        encryption.unlock(path, OTHER)
        assert _rows(path)


def test_a_new_code_takes_the_place_of_the_printed_one(unlocked: Path, code: str) -> None:
    new = encryption.new_code(unlocked)
    keyring.forget_closed()
    with pytest.raises(KnownError, match="does not open"):
        encryption.unlock(unlocked, code, is_code=True)
    encryption.unlock(unlocked, new, is_code=True)
    encryption.unlock(unlocked, PASSPHRASE)


@pytest.mark.parametrize("passphrase", ["short", "aaaaaaaaaaaaaaaa", "x y" * 100])
def test_a_weak_passphrase_is_refused(unlocked: Path, passphrase: str) -> None:
    before = key_files.read(unlocked)
    for act in (encryption.new_key, lambda one: encryption.change_passphrase(unlocked, one)):
        with pytest.raises(KnownError, match="A passphrase has"):
            act(passphrase)
    assert key_files.read(unlocked) == before


def test_a_key_locked_with_older_parameters_is_locked_anew(
    record: Path, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keys, "PARAMETERS", keys.Parameters(memory_kib=64, passes=1, lanes=1))
    encryption.unlock(record, PASSPHRASE)
    assert not keys.is_outdated(key_files.read(record).passphrase)
    keyring.forget_closed()
    encryption.unlock(record, PASSPHRASE)
    assert _rows(record)


def test_a_record_is_encrypted_from_its_first_row_on(tmp_path: Path) -> None:
    key, _code = encryption.new_key(PASSPHRASE)
    path = tmp_path / "new.db"
    with create_store(path, key) as store:
        store.write(people.start_program, sponsor="North", time_zone="UTC", first_name="Cora", last_name="Hale")
        assert _everywhere(path) == []
    assert {one.stat().st_mode & 0o777 for one in (path, key_files.beside(path))} == {0o600}


def test_a_key_file_that_lies_there_is_never_written_over_by_a_new_record(record: Path, code: str) -> None:
    record.unlink()
    with pytest.raises(KnownError, match=r"There is a file .*\.key already"):
        create_store(record)


def test_a_backup_is_encrypted_with_the_same_key_and_can_be_restored(unlocked: Path, everyone: Everyone) -> None:
    before = _rows(unlocked)
    with open_store(unlocked) as store:
        made = backups.back_up(store)
        assert restores.try_restore(store).startswith("The newest backup was restored")
        _hire(store, everyone)
        found = restores.preview(unlocked, made.path)
    assert found.lost == {"employer": 1}
    assert [row.ok for row in backups.check_backups(unlocked)] == [True, True]
    restores.restore(unlocked, made.path)
    assert _rows(unlocked) == before
    assert keyring.is_encrypted(unlocked)


def test_a_backup_elsewhere_opens_with_the_key_file_beside_it(unlocked: Path, tmp_path: Path) -> None:
    before = _rows(unlocked)
    out = tmp_path / "stick" / "copy.db"
    out.parent.mkdir()
    with open_store(unlocked) as store:
        backups.back_up(store, out=out)
    keyring.forget_closed()
    new = tmp_path / "elsewhere.db"
    with pytest.raises(Locked) as caught:
        restores.preview(new, out)
    assert caught.value.path == out
    encryption.unlock(out, PASSPHRASE)
    restores.restore(new, out)
    keyring.forget_closed()
    encryption.unlock(new, PASSPHRASE)
    assert _rows(new) == before


def test_a_plain_backup_restored_into_an_encrypted_record_leaves_it_encrypted(record: Path, tmp_path: Path) -> None:
    before = _rows(record)
    plain = tmp_path / "plain.db"
    backups.back_up_file(record, reason=Reason.ASKED, out=plain)
    encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    assert restores.preview(record, plain).lost == {}
    restores.restore(record, plain)
    assert keyring.is_encrypted(record)
    assert NAME not in record.read_bytes()
    assert _rows(record) == before


def test_an_encrypted_backup_restored_into_a_plain_record_encrypts_it(
    unlocked: Path, tmp_path: Path, everyone: Everyone
) -> None:
    sealed, before = tmp_path / "sealed.db", _rows(unlocked)
    backups.back_up_file(unlocked, reason=Reason.ASKED, out=sealed)
    encryption.decrypt(unlocked)
    with open_store(unlocked) as store:
        _hire(store, everyone)
        assert restores.preview(unlocked, sealed).lost == {"employer": 1}
    restores.restore(unlocked, sealed)
    assert keyring.is_encrypted(unlocked)
    assert _rows(unlocked) == before
    assert not [path for path in unlocked.parent.iterdir() if "restoring" in path.name]


def test_a_backup_with_another_key_takes_the_key_of_the_record(unlocked: Path, tmp_path: Path) -> None:
    before, foreign = _rows(unlocked), tmp_path / "foreign.db"
    backups.back_up_file(unlocked, reason=Reason.ASKED, out=foreign)
    encryption.decrypt(unlocked)
    encryption.encrypt(unlocked, encryption.new_key(OTHER)[0])
    restores.restore(unlocked, foreign)
    keyring.forget_closed()
    encryption.unlock(unlocked, OTHER)
    assert _rows(unlocked) == before


def test_a_wrong_byte_is_found_in_the_record_and_in_a_backup(unlocked: Path) -> None:
    made = backups.back_up_file(unlocked, reason=Reason.ASKED)
    for path in (unlocked, made.path):
        whole = bytearray(path.read_bytes())
        whole[9000] ^= 1
        path.write_bytes(whole)
    with pytest.raises(KnownError, match="is damaged"):
        open_store(unlocked)
    assert [row.ok for row in backups.check_backups(unlocked)] == [False, True]


def test_a_damaged_record_is_kept_with_its_key_beside_the_restored_one(unlocked: Path) -> None:
    made = backups.back_up_file(unlocked, reason=Reason.ASKED)
    unlocked.write_bytes(b"\1" * 8192)
    restores.restore(unlocked, made.path)
    assert _rows(unlocked)
    (aside,) = (path for path in unlocked.parent.iterdir() if "damaged" in path.name and path.suffix != ".key")
    assert key_files.exists(aside)


def test_a_damaged_key_file_is_told_and_the_copy_of_a_backup_heals_it(unlocked: Path) -> None:
    made = backups.back_up_file(unlocked, reason=Reason.ASKED)
    key_files.beside(unlocked).write_text("{}")
    keyring.forget_closed()
    with pytest.raises(KnownError, match=r"key file .* is damaged.*Each backup has a copy"):
        open_store(unlocked)
    shutil.copy(key_files.beside(made.path), key_files.beside(unlocked))
    encryption.unlock(unlocked, PASSPHRASE)
    assert _rows(unlocked)


def test_a_missing_key_file_is_told(unlocked: Path) -> None:
    key_files.beside(unlocked).unlink()
    with pytest.raises(KnownError, match=r"is not a Journeybook record.*\.key beside it again"):
        open_store(unlocked)


def test_a_restore_helps_where_the_key_file_is_lost(unlocked: Path) -> None:
    made = backups.back_up_file(unlocked, reason=Reason.ASKED)
    before = _rows(unlocked)
    key_files.beside(unlocked).write_text("{}")
    restores.restore(unlocked, made.path)
    assert _rows(unlocked) == before


def test_the_key_file_of_another_record_opens_nothing(unlocked: Path, tmp_path: Path) -> None:
    with create_store(tmp_path / "other.db", encryption.new_key(OTHER)[0]):
        pass
    shutil.copy(tmp_path / "other.db.key", key_files.beside(unlocked))
    with pytest.raises(KnownError, match="is the key file of another record"):
        open_store(unlocked)


def test_what_is_encrypted_is_not_encrypted_twice_nor_the_other_way(record: Path, unlocked: Path) -> None:
    with pytest.raises(KnownError, match="is encrypted already"):
        encryption.encrypt(unlocked, encryption.new_key(OTHER)[0])
    encryption.decrypt(unlocked)
    with pytest.raises(KnownError, match="is not encrypted"):
        encryption.decrypt(unlocked)
    with pytest.raises(KnownError, match="is not encrypted"):
        encryption.change_passphrase(unlocked, OTHER)


def test_a_record_that_is_open_is_not_encrypted_under_its_user(store: Store) -> None:
    with pytest.raises(KnownError, match="open in another window"):
        encryption.encrypt(store.path, encryption.new_key(PASSPHRASE)[0])


def test_an_open_record_is_prepared_and_put_in_place_once_it_is_closed(store: Store) -> None:
    done = encryption.prepare(store, key=encryption.new_key(PASSPHRASE)[0])
    before = everything(store)
    store.close()
    restores.finish(store.path, done)
    assert keyring.is_encrypted(store.path)
    assert encryption.laid_open(store.path) == 1, "the backup that was made before"
    with open_store(store.path) as opened:
        assert everything(opened) == before
        encryption.encrypt_backups(opened)
    assert encryption.laid_open(store.path) == 0


def test_nothing_is_encrypted_where_the_record_was_changed_meanwhile(store: Store) -> None:
    done = encryption.prepare(store, key=encryption.new_key(PASSPHRASE)[0])
    store.write(lambda session: people.add_employer(session, name="Later", journeyworkers=1))
    store.close()
    with pytest.raises(KnownError, match="changed in the meantime"):
        restores.finish(store.path, done)
    assert not keyring.is_encrypted(store.path)
    assert not done.staged.exists()


def test_backups_that_stayed_open_are_encrypted_with_the_next_one(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    backups.back_up_file(record, reason=Reason.ASKED)
    with monkeypatch.context() as broken:
        broken.setattr(files, "_encrypt", lambda *_: (_ for _ in ()).throw(KnownError("The disk is full.")))
        encryption.encrypt(record, encryption.new_key(PASSPHRASE)[0])
    assert encryption.laid_open(record) == 2
    made = backups.back_up_file(record, reason=Reason.ASKED)
    assert encryption.laid_open(record) == 0
    assert len(backups.listing(record)) == 3
    assert all(row.ok for row in backups.check_backups(record))
    assert backups.listing(record)[0].path == made.path


def test_a_key_file_left_by_a_crash_means_nothing_to_a_plain_record(record: Path) -> None:
    key_files.beside(record).write_text(key_files.text_of(encryption.new_key(PASSPHRASE)[0].file))
    assert _rows(record)


def test_a_link_to_the_record_opens_it_too(unlocked: Path, tmp_path: Path) -> None:
    if os.name == "nt":
        pytest.skip("links need rights there")
    (tmp_path / "deep").mkdir()
    link = tmp_path / "deep" / "link.db"
    link.symlink_to(unlocked)
    with open_store(link) as store:
        assert everything(store)


def test_the_recovery_code_is_printed(store: Store, tmp_path: Path) -> None:
    code = encryption.new_key(PASSPHRASE)[1]
    encryption.print_code(store, code=code, out=tmp_path / "sheet.pdf")
    lines = pdf_lines(tmp_path / "sheet.pdf")
    assert code in lines
    assert "the encrypted record of Hudson Works" in lines


def test_killed_before_the_rename_the_record_is_the_old_one(store: Store) -> None:
    done = encryption.prepare(store, key=encryption.new_key(PASSPHRASE)[0])
    store.close()
    placing.write_key_file(store.path, key_files.read(done.staged))
    keyring.forget_closed()
    assert _rows(store.path)
    placing.sweep(store.path)
    assert not [path for path in store.path.parent.iterdir() if "restoring" in path.name]
