"""The options that commands share, and how what stands in them is read."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Annotated, ParamSpec, TypeVar

import typer

from desktop.errors import KnownError
from desktop.services import hour_cells

P = ParamSpec("P")
T = TypeVar("T")


def _day(text: str) -> date:
    try:
        return hour_cells.day(text)
    except KnownError:
        raise typer.BadParameter(f"“{text}” is not a day such as 2026-07-31.") from None


Json = Annotated[bool, typer.Option("--json", help="Print JSON for a program to read.")]
AsOf = Annotated[
    date | None,
    typer.Option("--as-of", parser=_day, metavar="DAY", help="Answer as the record stood at the end of this day."),
]
On = Annotated[
    date | None, typer.Option("--on", parser=_day, metavar="DAY", help="The day it happened; today if not given.")
]
MaybeOn = Annotated[
    date | None,
    typer.Option("--on", parser=_day, metavar="DAY", help="The day it happened; as it stands if not given."),
]
Begins = Annotated[date, typer.Option("--begins", parser=_day, metavar="DAY", help="The first day of the agreement.")]
Ends = Annotated[
    date | None, typer.Option("--ends", parser=_day, metavar="DAY", help="The new end, where it is extended.")
]
First = Annotated[str, typer.Option("--first", metavar="NAME", help="The first name.")]
Last = Annotated[str, typer.Option("--last", metavar="NAME", help="The last name.")]
Reason = Annotated[str, typer.Option("--reason", help="Why; it stays in the record.")]
Apprentice = Annotated[str, typer.Option("--apprentice", metavar="ID", help="The apprentice’s number or id.")]
MaybeApprentice = Annotated[
    str | None, typer.Option("--apprentice", metavar="ID", help="The apprentice’s number or id.")
]
Out = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write; the ending decides the format.")]


def sentence(read: Callable[P, T], *args: P.args, **more: P.kwargs) -> T:
    """What `read` makes of a cell; where it refuses, its words as a sentence of their own."""
    try:
        return read(*args, **more)
    except KnownError as error:
        raise KnownError(f"{error.sentence[0].upper()}{error.sentence[1:].rstrip('.')}.", error.advice) from None
