"""journeybook employer: where apprentices work."""

from typing import Annotated

import typer

from desktop.cli import door, options
from desktop.cli.output import Row, listing, made
from desktop.services import people

app = door.group("employer", "The employers of the program.")


@app.command("list")
def list_employers(context: typer.Context, as_json: options.Json = False) -> None:
    """One line for each employer, by name."""
    with door.record(context) as store:
        found = store.read(people.employers)
    rows: list[Row] = [{"id": row.id, "name": row.name, "journeyworkers": row.journeyworkers} for row in found]
    headings = {"name": "Name", "journeyworkers": "Journeyworkers", "id": "Id"}
    listing(rows, headings, as_json=as_json, empty="There is no employer in this record.")


@app.command("add")
def add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    journeyworkers: Annotated[int, typer.Option("--journeyworkers", metavar="N", help="How many there are.")] = 0,
    as_json: options.Json = False,
) -> None:
    """Add an employer."""
    with door.record(context) as store:
        id_ = store.write(people.add_employer, name=name, journeyworkers=journeyworkers)
    made(id_, f"The employer is in the record: {id_}", as_json=as_json)
