"""journeybook demo: the sample program in a record of its own."""

from pathlib import Path

import typer
from sqlmodel import Session

from desktop.cli import door
from desktop.cli.output import say
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.services import apprentices, people


def make(context: typer.Context) -> None:
    """Fill a new record with the sample program."""
    path = door.path_of(context)
    if path.exists():
        with open_store(path) as store:
            if not store.read(_is_empty):
                raise KnownError(
                    f"The record at {path} is not empty.", "Name another file: journeybook --database FILE demo."
                )
            _fill(store)
    else:
        fill_new(path)
    say(f"The sample program is in {path}.")


def _is_empty(session: Session) -> bool:
    return people.sponsor(session) is None and not people.everyone(session) and not apprentices.listing(session)


def fill_new(path: Path) -> None:
    """A new record with the sample program, or no file at all."""
    door.make_record(path, _fill)


def _fill(store: Store) -> None:
    # Only this command needs the people and the history of the sample.
    from desktop.services import demo

    demo.fill(store)
