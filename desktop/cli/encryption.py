"""journeybook encrypt, decrypt and record-passphrase: a record that opens only with a passphrase."""

from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, unlocking
from desktop.cli.output import say
from desktop.database.store import locked, open_store
from desktop.errors import KnownError
from desktop.services import encryption

Sheet = Annotated[
    Path | None, typer.Option("--sheet", metavar="FILE", help="Write the recovery code to a PDF to print, too.")
]


def encrypt(context: typer.Context, sheet: Sheet = None) -> None:
    """Encrypt the record and its backups. Without the passphrase or the recovery code, nobody reads them again."""
    path = _record(context)
    door.refuse_taken(sheet)
    if encryption.is_encrypted(path):
        raise KnownError(
            f"{path.name} is encrypted already.", "`journeybook record-passphrase` changes its passphrase."
        )
    key, code = encryption.new_key(unlocking.ask_new(context))
    encryption.encrypt(path, key)
    say(f"The record in {path} is encrypted. Where you copy it, copy {path.name}.key, too.")
    left = encryption.laid_open(path)
    if left:
        say(f"{words.counted(left, 'earlier backup')} can still be read by anyone; the next backup encrypts them.")
    _tell_code(path, code, sheet)


def decrypt(context: typer.Context) -> None:
    """Remove the encryption of the record; anyone who has the file can then read it. Its backups stay as they are."""
    path = _record(context)
    unlocking.unlock(context, path)
    encryption.decrypt(path)
    say(f"The record in {path} is not encrypted any more.")


def record_passphrase(
    context: typer.Context,
    with_code: Annotated[
        bool, typer.Option("--with-code", help="Give the recovery code in the place of the present passphrase.")
    ] = False,
    new_code: Annotated[
        bool, typer.Option("--new-code", help="Make a new recovery code, and leave the passphrase as it is.")
    ] = False,
    sheet: Sheet = None,
) -> None:
    """Give an encrypted record another passphrase, or another recovery code."""
    path = _record(context)
    door.refuse_taken(sheet)
    with locked(path):
        unlocking.unlock(context, path, with_code=with_code)
        if not new_code:
            encryption.change_passphrase(path, unlocking.ask_new(context))
            say("The passphrase is changed, for the kept backups, too. The recovery code stays the same.")
            return
        code = encryption.new_code(path)
    _tell_code(path, code, sheet)


def _record(context: typer.Context) -> Path:
    path = door.path_of(context)
    if not path.exists():
        raise KnownError(f"There is no record at {path}.", "Name one: journeybook --database FILE …")
    return path


def _tell_code(path: Path, code: str, sheet: Path | None) -> None:
    # Said before the sheet is written: it is shown only now.
    unlocking.tell_code(code)
    if sheet is not None:
        with open_store(path) as store:
            encryption.print_code(store, code=code, out=sheet)
        say(f"The sheet is {sheet}. Print it, then remove the file.")
