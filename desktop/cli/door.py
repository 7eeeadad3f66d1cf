"""Opening the record that a command works on, and finding in it what its arguments name."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import typer
from sqlmodel import Session

from desktop import words
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.services import agreements, clock, people


def group(name: str, help_text: str) -> typer.Typer:
    return typer.Typer(name=name, help=help_text, rich_markup_mode=None)


def path_of(context: typer.Context) -> Path:
    """The file that the command works on, there or not."""
    path: Path = context.find_root().obj
    return path


@contextmanager
def record(context: typer.Context) -> Iterator[Store]:
    """The open record; KnownError where there is none."""
    path = path_of(context)
    if not path.exists():
        raise KnownError(f"There is no record at {path}; `journeybook demo` makes the sample program.")
    with open_store(path) as store:
        yield store


@contextmanager
def record_if_any(context: typer.Context) -> Iterator[Store | None]:
    if path_of(context).exists():
        with record(context) as store:
            yield store
    else:
        yield None


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


def agreement(session: Session, wanted: str) -> str:
    """The id of the agreement whose number or id `wanted` is."""
    return agreements.find(session, wanted.strip()).id


def require_past(session: Session, day: date | None) -> None:
    if day is not None and day > clock.today(session):
        raise KnownError(f"{words.long_date(day)} is in the future.", "Choose today or an earlier day.")
