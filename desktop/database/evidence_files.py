"""Files of evidence in backups: each kept once beside all backups of a record, and brought back by a restore.

They are copied before the backup that names them gets its own name, so that none stands without its files.
"""

from collections.abc import Collection, Sequence
from contextlib import closing
from pathlib import Path

from desktop.database import keyring
from desktop.database.engine import connect
from desktop.database.vault import FileState, Vault, folder_beside, named_by

_KEPT = "evidence"


def vault_of(place: Path, record: Path | None = None) -> Vault:
    """The files beside a record, or beside what is to be a backup of `record` that stands for itself."""
    return Vault(folder_beside(place), keyring.key_of(record or place))


def named(record: Path) -> frozenset[str]:
    """The files that a closed record or backup names, of any schema."""
    with closing(connect(record, "ro")) as connection:
        return named_by(connection.execute)


def kept_vault(folder: Path, record: Path) -> Vault:
    """The files of all backups in `folder`, which are those of the record."""
    return Vault(folder / _KEPT, keyring.key_of(record))


def keep(part: Path, record: Path, vault: Vault, *, is_quick: bool) -> None:
    """Copy into `vault` what the copy at `part` names and is not there; with `is_quick`, those there are not read
    again. What is missing or altered beside the record stops no backup: its own check tells that."""
    source = vault_of(record)
    for name in named(part):
        vault.bring(name, source, is_quick=is_quick)


def recover(vault: Vault, kept: Vault, names: Collection[str]) -> int:
    """Bring files back from those of the backups; returns how many came."""
    return sum(vault.bring(name, kept) for name in names)


def thin(vault: Vault, record: Path, backups: Sequence[Path]) -> None:
    """Remove the kept files that neither the record nor any of these backups of it names."""
    rest = vault.names() - named(record) if vault.names() else frozenset()
    for backup in backups:
        if rest:
            rest -= named(backup)
    vault.drop(rest)


def sources(backup: Path) -> tuple[Vault, ...]:
    """Where the files of a backup may lie: beside it, or among those of all backups in its folder."""
    return vault_of(backup), Vault(backup.parent / _KEPT)


def bring_back(staged: Path, record: Path, backup: Path) -> None:
    """Put the files that the copy at `staged` of a backup names beside the record, where they are not there whole."""
    target = Vault(folder_beside(record), keyring.key_of(staged))
    for name in named(staged):
        any(target.bring(name, source) for source in sources(backup))


def wrong_in(backup: Path, found: dict[str, FileState]) -> int:
    """How many files that a backup names cannot be restored with it. `found` remembers those that were read."""
    for name in named(backup) - found.keys():
        states = (source.state(name) for source in sources(backup))
        found[name] = next((one for one in states if one is FileState.THERE), FileState.MISSING)
    return sum(found[name] is not FileState.THERE for name in named(backup))
