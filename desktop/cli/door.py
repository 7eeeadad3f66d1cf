"""Opening the record that a command works on, and finding in it what its arguments name."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TypeVar

import typer
from sqlmodel import Session

from desktop import words
from desktop.cli import unlocking
from desktop.cli.at_work import Root, signed_in
from desktop.codes import Role
from desktop.database.copying import remove
from desktop.database.store import Store, create_store, open_store
from desktop.errors import KnownError
from desktop.services import agreements, anchoring, clock, people
from desktop.services.encryption import Key

T = TypeVar("T")


def group(name: str, help_text: str) -> typer.Typer:
    return typer.Typer(name=name, help=help_text, rich_markup_mode=None)


def root_of(context: typer.Context) -> Root:
    root: Root = context.find_root().obj
    return root


def path_of(context: typer.Context) -> Path:
    """The file that the command works on, there or not."""
    return root_of(context).path


@contextmanager
def record(context: typer.Context) -> Iterator[Store]:
    """The open record with whoever is at work on it; KnownError where there is none, and for a wrong passphrase."""
    with opened(context) as store, signed_in(store, root_of(context), _acting):
        yield store


@contextmanager
def opened(context: typer.Context) -> Iterator[Store]:
    """The open record, before anybody signed in."""
    path = path_of(context)
    if not path.exists():
        raise KnownError(
            f"There is no record at {path}; `journeybook start` makes one, `journeybook demo` the sample program."
        )
    unlocking.unlock(context, path)
    with open_store(path) as store:
        anchoring.watch(store)
        yield store


@contextmanager
def record_if_any(context: typer.Context) -> Iterator[Store | None]:
    if path_of(context).exists():
        with record(context) as store:
            yield store
    else:
        yield None


def refuse_taken(path: Path | None) -> None:
    """Before anybody types a passphrase for nothing."""
    if path is not None and path.exists():
        raise KnownError(f"There is a file {path} already.", "Choose another name.")


def make_record(path: Path, fill: Callable[[Store], T], key: Key | None = None) -> T:
    """A new record that `fill` has filled, encrypted where there is a key, or no file at all. What `fill` returned."""
    store = create_store(path, key)
    is_whole = False
    try:
        with store:
            anchoring.watch(store)
            made = fill(store)
        is_whole = True
        return made
    finally:
        if not is_whole:
            remove(path)
            path.with_name(f"{path.name}.lock").unlink(missing_ok=True)


def person(session: Session, wanted: str) -> str:
    """The id of the person whose id or exact full name `wanted` is."""
    everyone = people.everyone(session)
    name = words.clean_line(wanted).casefold()
    found = {row.id for row in everyone if wanted == row.id or name == words.clean_line(row.name).casefold()}
    if not found:
        raise KnownError(f"There is no {wanted} in this record.", "`journeybook people list` shows who is.")
    if len(found) > 1:
        raise KnownError(
            f"{words.counted(len(found), 'person')} in this record are named {wanted}.",
            "Give the id that `journeybook people list` shows.",
        )
    return found.pop()


def actor(store: Store) -> str:
    """The id of who is at work: signed in; where nothing is signed yet, named, else the first coordinator, who acts for
    the sponsor. KnownError where that is nobody."""
    viewer = store.signers.viewer if store.signers else None
    return viewer or _acting(store, "")


def _acting(store: Store, wanted: str) -> str:
    if wanted:
        return store.read(person, wanted)
    found = store.read(people.everyone, role=Role.COORDINATOR)
    if not found:
        raise KnownError("There is no coordinator in this record.", "Say who does it with --as NAME.")
    return found[0].id


def employer(session: Session, wanted: str) -> str:
    """The id of the employer whose id or name `wanted` is."""
    name = words.clean_line(wanted).casefold()
    for row in people.employers(session):
        if wanted == row.id or name == words.clean_line(row.name).casefold():
            return row.id
    raise KnownError(f"There is no employer {wanted} in this record.", "`journeybook employer list` shows which are.")


def agreement(session: Session, wanted: str) -> str:
    """The id of the agreement whose number or id `wanted` is."""
    return agreements.find(session, wanted.strip()).id


def require_past(session: Session, day: date | None) -> None:
    if day is not None and day > clock.today(session):
        raise KnownError(f"{words.long_date(day)} is in the future.", "Choose today or an earlier day.")
