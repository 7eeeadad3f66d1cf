"""journeybook sign-in: set up signing, another passphrase, and the way back in with the recovery sheet."""

from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import asking, door
from desktop.cli.output import say
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger import letters
from desktop.ledger.keys import OneSigner
from desktop.services import acting, keys
from desktop.services import sign_in as signing_in
from desktop.services.keys import Opened

app = door.group("sign-in", "Signing in: set it up, change your passphrase, and the way back in.")

Sheet = Annotated[
    Path | None,
    typer.Option("--recovery-sheet", metavar="FILE", help="Write your recovery code to a PDF to print, too."),
]


@app.command("set-up")
def set_up(context: typer.Context, sheet: Sheet = None) -> None:
    """Let people sign in to a record that was begun before there was signing. The coordinator named with --as, else the
    first one, chooses a passphrase; from then on everything is signed, and what was recorded before is sealed."""
    door.refuse_taken(sheet)
    with door.record(context) as store:
        if store.read(acting.has_begun):
            raise KnownError("Signing in is set up in this record.", "`journeybook people key` lets more people sign.")
        person_id = door.actor(store)
        told = store.write(keys.begin, person_id=person_id, passphrase=_ask_new(context))
        say("Signing in is set up.")
        _tell(store, told, sheet)


@app.command("passphrase")
def change_passphrase(context: typer.Context) -> None:
    """Choose another passphrase for yourself."""
    with door.record(context) as store:
        store.read(acting.require_sitting)
        store.write(keys.change_passphrase, passphrase=_ask_new(context))
    say("Your passphrase is changed.")


@app.command("new-code")
def new_code(context: typer.Context, sheet: Sheet = None) -> None:
    """Make another recovery code for yourself, as a coordinator; the one before opens nothing any more."""
    from desktop.services import recovery

    door.refuse_taken(sheet)
    with door.record(context) as store:
        sitting = store.read(acting.require_sitting)
        _tell(store, Opened(sitting, store.write(recovery.new_code)), sheet)


@app.command("recover")
def recover(context: typer.Context, sheet: Sheet = None) -> None:
    """Sign in again with the code of your recovery sheet, and choose another passphrase. Name yourself with --as."""
    root = door.root_of(context)
    door.refuse_taken(sheet)
    if not root.who:
        raise KnownError("It is not said whose passphrase is lost.", "Say who you are with --as NAME.")
    with door.opened(context) as store:
        code = letters.recovery_code(asking.ask("Recovery code", root.passphrase_fd))
        opened = signing_in.recover(store, who=root.who, code=code, passphrase=_ask_new(context))
        say(f"{opened.sitting.name} has another passphrase and a new key; what the old one signed stays valid.")
        _tell(store, opened, sheet)


def _tell(store: Store, opened: Opened, sheet: Path | None) -> None:
    # Said before the sheet is written: it is shown only now.
    with opened.sitting as sitting:
        store.signers = OneSigner(sitting)
        tell_code(opened)
        if sheet is not None:
            print_sheet(store, opened, sheet)
            tell_sheet(sheet)


def tell_code(opened: Opened) -> None:
    """Say a recovery code, this once, and what it is for."""
    say(f"Recovery code of {opened.sitting.name}: {opened.recovery_code}")
    say(f"Fingerprint of the key: {letters.fingerprint(opened.sitting.key_id)}")
    say("Write the code on paper and keep it in a locked place, away from this computer. It is not shown again.")
    say("It opens your key when you forget your passphrase; whoever has it and the record can sign as you.")


def tell_sheet(sheet: Path) -> None:
    say(f"The sheet is {sheet}. Print it, then remove the file.")


def print_sheet(store: Store, opened: Opened, sheet: Path) -> None:
    # Papers take long to load, and few ever print this one.
    from desktop.services import recovery

    recovery.print_sheet(store, person_id=opened.sitting.person_id, code=opened.recovery_code, out=sheet)


def _ask_new(context: typer.Context) -> str:
    return asking.ask_new("Your new passphrase", door.root_of(context).passphrase_fd)
