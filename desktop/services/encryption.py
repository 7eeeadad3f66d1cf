"""A record that nobody reads without its passphrase: encrypted, laid open again, and the passphrase changed.

The record is changed as a restore changes it: backed up, written anew beside the old file, compared, checked, and put
in its place by one rename. The passphrase of a record opens the file; it is nobody's signature.
"""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from desktop import words
from desktop.database import backups, file, key_files, keyring
from desktop.database.backups import Reason
from desktop.database.copying import remove, write_key_file
from desktop.database.key_files import Key
from desktop.database.keyring import Locked
from desktop.database.placing import Prepared, staged_name, swap, sweep
from desktop.database.recoding import recode
from desktop.database.store import Report, Store, locked, nothing_to_report
from desktop.database.vault import Vault, folder_beside
from desktop.errors import KnownError
from desktop.ledger import letters
from desktop.services import backups as keeping
from desktop.services import documents

__all__ = ["Key", "Locked"]

_ON_THE_SHEET = (
    "With this code the record opens when its passphrase is forgotten: choose “I have the recovery code” where"
    " Journeybook asks for the passphrase. Small and capital letters are the same.",
    "Whoever has this sheet and the file can read the record. Keep the sheet in a locked place, away from the computer,"
    " do not photograph it, and remove the file that it was printed from.",
    "If both the passphrase and this sheet are lost, nobody can read the record or its backups again, and nobody can"
    " help.",
)


def new_key(passphrase: str) -> tuple[Key, str]:
    """A key under this passphrase, and the recovery code that opens it, too: shown once, and kept nowhere."""
    code = letters.new_recovery_code()
    return key_files.new(passphrase, code), code


def is_locked(path: Path) -> bool:
    """Whether the file is encrypted and nobody gave its passphrase yet. Raises KnownError for a damaged key file."""
    try:
        keyring.key_of(path)
    except Locked:
        return True
    return False


def unlock(path: Path, secret: str, *, is_code: bool = False) -> None:
    """Let the record at `path` be opened in this process, by its passphrase or recovery code. Raises KnownError where
    that is the wrong one, or the key file is damaged."""
    key = key_files.opened(path, key_files.read(path), secret, is_code=is_code)
    today = key if is_code else key_files.renewed(key, secret)
    if today is not key:
        _keep(path, today)
    keyring.know(today)


def is_encrypted(record: Path) -> bool:
    return keyring.is_encrypted(record)


def laid_open(record: Path) -> int:
    """How many kept backups of an encrypted record anyone can read still."""
    return len(backups.unencrypted(record)) if is_encrypted(record) else 0


def encrypt(record: Path, key: Key, *, report: Report = nothing_to_report) -> None:
    """Encrypt a closed record and its kept backups. Raises KnownError where it is open, not whole or encrypted; a kept
    backup that the disk has no room for is encrypted later, and `laid_open` counts it until then."""
    with locked(record):
        swap(record, _prepared(record, key, report))
        with suppress(KnownError):
            backups.encrypt_kept(record)
        backups.settle_files(record)


def decrypt(record: Path, *, report: Report = nothing_to_report) -> None:
    """Lay a closed record open; its kept backups stay encrypted. Raises Locked before its passphrase was given."""
    with locked(record):
        swap(record, _prepared(record, None, report))


def prepare(store: Store, *, key: Key | None, report: Report = nothing_to_report) -> Prepared:
    """All that takes time of encrypting with `key`, or of laying open without one, while the record is open;
    `restores.finish` does the rest."""
    return _prepared(store.path, key, report)


def encrypt_backups(store: Store, *, report: Report = nothing_to_report) -> None:
    """The kept backups from before, once the record itself is encrypted."""
    backups.encrypt_kept(store.path, report)
    backups.settle_files(store.path)


def _prepared(record: Path, key: Key | None, report: Report) -> Prepared:
    place = record.resolve()
    file.schema_of(record)
    if is_encrypted(record) == (key is not None):
        raise KnownError(f"{record.name} is{' ' if key else ' not '}encrypted{' already' if key else ''}.")
    sweep(place)
    made = keeping.back_up_file(record, reason=Reason.ENCRYPTION)
    staged = staged_name(place)
    try:
        recode(made.path, staged, key, report)
        if key is not None:
            keyring.know(key)
        else:
            # Before the key goes, with which they are sealed.
            Vault(folder_beside(place)).settle()
        _refuse_wrong(keeping.wrong_in(staged))
    except BaseException:
        remove(staged)
        raise
    return Prepared(staged, made.record_state)


def _refuse_wrong(found: Sequence[str]) -> None:
    if found:
        raise KnownError(f"The new file is not whole, so nothing was changed. {found[0]}", "Try it again.")


def change_passphrase(record: Path, passphrase: str) -> None:
    """Another passphrase for an encrypted record that is open, or held under its lock and unlocked. It takes the place
    of the old one on the kept backups, too."""
    _rewrite(record, key_files.with_passphrase(_key(record), passphrase))


def new_code(record: Path) -> str:
    """Another recovery code in the place of the printed one, as `change_passphrase`."""
    code = letters.new_recovery_code()
    _rewrite(record, key_files.with_code(_key(record), code))
    return code


def _key(record: Path) -> Key:
    key = keyring.key_of(record)
    if key is None:
        raise KnownError(f"{record.name} is not encrypted.", "Encrypt it first.")
    return key


def _rewrite(record: Path, key: Key) -> None:
    _keep(record, key)
    keyring.know(key)
    for backup in backups.kept(record):
        if key_files.exists(backup.path) and key_files.read(backup.path).id == key.file.id:
            _keep(backup.path, key)


def _keep(path: Path, key: Key) -> None:
    """Write the key file that lies beside this file."""
    try:
        write_key_file(path, key.file)
    except OSError:
        raise KnownError(
            f"The key file {key_files.beside(path).name} cannot be written to.", "Check the permissions of its folder."
        ) from None


def print_code(store: Store, *, code: str, out: Path) -> None:
    """The recovery code as a sheet to print and lock away."""
    # Papers take long to load, and few ever print this one.
    from desktop.reports import recovery_sheet

    head = store.read(documents.head_of)
    recovery_sheet.write(
        out,
        head,
        title="Recovery sheet",
        subject=f"the encrypted record of {head.sponsor}",
        code=code,
        sentences=_ON_THE_SHEET,
        facts=(("Record", store.path.name), ("Made on", words.long_date(head.as_of))),
    )
