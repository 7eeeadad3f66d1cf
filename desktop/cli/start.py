"""journeybook start: a new record with its sponsor and coordinator, and nothing else."""

import os
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from desktop.cli import asking, door, options, sign_in, unlocking
from desktop.cli.output import say
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import encryption, keys, people
from desktop.services.keys import Opened

_LOCAL = Path("/etc/localtime")


def start(
    context: typer.Context,
    sponsor: Annotated[str, typer.Option("--sponsor", metavar="NAME", help="Who registered the program.")],
    first: options.First,
    last: options.Last,
    program_number: Annotated[str, typer.Option("--program-number", metavar="NUMBER", help="As registered.")] = "",
    time_zone: Annotated[
        str, typer.Option("--time-zone", metavar="ZONE", help="Such as America/New_York; this computer’s if not given.")
    ] = "",
    encrypted: Annotated[
        bool, typer.Option("--encrypt", help="Encrypt it, so that it opens only with a passphrase of its own.")
    ] = False,
    sheet: sign_in.Sheet = None,
) -> None:
    """Start a new, empty record; --first and --last name its coordinator, who chooses a passphrase to sign with."""
    path = door.path_of(context)
    for one in (path, sheet):
        door.refuse_taken(one)
    zone = time_zone or _local_zone()
    passphrase = asking.ask_new(f"New passphrase of {first} {last}", door.root_of(context).passphrase_fd)
    key, code = encryption.new_key(unlocking.ask_new(context)) if encrypted else (None, "")

    program = {"sponsor": sponsor, "time_zone": zone, "first_name": first, "last_name": last}
    program["program_number"] = program_number
    told = door.make_record(path, lambda store: _begin(store, program, passphrase, sheet), key)
    told.sitting.close()
    say(f"The record is in {path}. Its days begin and end in {zone}.")
    sign_in.tell_code(told)
    if sheet is not None:
        sign_in.tell_sheet(sheet)
    if code:
        unlocking.tell_code(code)


def _begin(store: Store, program: dict[str, str], passphrase: str, sheet: Path | None) -> Opened:
    told = store.write(keys.begin, person_id=store.write(people.start_program, **program), passphrase=passphrase)
    store.signers = OneSigner(told.sitting)
    if sheet is not None:
        sign_in.print_sheet(store, told, sheet)
    return told


def _local_zone() -> str:
    """The zone of this computer, where it can be told by its name."""
    known = available_timezones()
    named = os.environ.get("TZ", "").lstrip(":")
    _, _, linked = _LOCAL.resolve().as_posix().partition("/zoneinfo/")
    for zone in (named, linked):
        if zone in known:
            return zone
    raise KnownError("The time zone of this computer has no name.", "Add --time-zone, such as America/New_York.")
