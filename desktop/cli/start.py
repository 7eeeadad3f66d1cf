"""journeybook start: a new record with its sponsor and coordinator, and nothing else."""

import os
from pathlib import Path
from typing import Annotated
from zoneinfo import available_timezones

import typer

from desktop.cli import door, options, unlocking
from desktop.cli.output import say
from desktop.errors import KnownError
from desktop.services import encryption, people

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
) -> None:
    """Start a new, empty record; --first and --last name its coordinator."""
    path = door.path_of(context)
    zone = time_zone or _local_zone()
    key, code = encryption.new_key(unlocking.ask_new(context)) if encrypted else (None, "")
    door.make_record(
        path,
        lambda store: store.write(
            people.start_program,
            sponsor=sponsor,
            time_zone=zone,
            first_name=first,
            last_name=last,
            program_number=program_number,
        ),
        key,
    )
    say(f"The record is in {path}. Its days begin and end in {zone}.")
    if code:
        unlocking.tell_code(code)


def _local_zone() -> str:
    """The zone of this computer, where it can be told by its name."""
    known = available_timezones()
    named = os.environ.get("TZ", "").lstrip(":")
    _, _, linked = _LOCAL.resolve().as_posix().partition("/zoneinfo/")
    for zone in (named, linked):
        if zone in known:
            return zone
    raise KnownError("The time zone of this computer has no name.", "Add --time-zone, such as America/New_York.")
