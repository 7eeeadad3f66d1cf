"""The passphrase of an encrypted record: another one than a person's, asked for before the file opens."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import asking
from desktop.cli.output import say
from desktop.services import encryption

OPTION = "--record-passphrase-fd"
_NAME = "_record_passphrase_fd"

RecordPassphraseFd = Annotated[
    int | None,
    typer.Option(
        OPTION,
        metavar="N",
        min=0,
        help="Read the passphrase of an encrypted record from this file descriptor, one line; asked for if not given.",
    ),
]


def unlock(context: typer.Context, path: Path, *, with_code: bool = False) -> None:
    """Ask for what opens the file at `path`, where it is encrypted and that was not given yet. KnownError where it is
    the wrong one."""
    if encryption.is_locked(path):
        what = "Recovery code" if with_code else f"Passphrase of the record {path.name}"
        encryption.unlock(path, asking.ask(what, _descriptor(context), OPTION), is_code=with_code)


def ask_new(context: typer.Context) -> str:
    """A new passphrase for the record, typed twice on a terminal."""
    return asking.ask_new("New passphrase of the record", _descriptor(context), OPTION)


def tell_code(code: str) -> None:
    """Say a recovery code, this once, and what it may cost to lose it."""
    say(f"Recovery code: {code}")
    say("Keep it on paper, away from this computer.")
    say("If the passphrase and the recovery code are both lost, nobody can read the record or its backups again.")


def _descriptor(context: typer.Context) -> int | None:
    found: int | None = context.find_root().params.get(_NAME)
    return found
