"""journeybook people: who is in the record."""

from typing import Annotated

import typer

from desktop.cli import door, options
from desktop.cli.output import listing
from desktop.codes import Role
from desktop.services import people

app = door.group("people", "Who is in the record, and in which role.")


@app.command("list")
def list_people(
    context: typer.Context,
    role: Annotated[Role | None, typer.Option("--role", help="Only those in this role.")] = None,
    as_json: options.Json = False,
) -> None:
    """One line for each person in each role."""
    with door.record(context) as store:
        found = store.read(people.everyone, role=role)
    rows = [{"id": row.id, "name": row.name, "role": row.role, "employer": row.employer} for row in found]
    headings = {"name": "Name", "role": "Role", "employer": "Employer", "id": "Id"}
    listing(rows, headings, as_json=as_json, empty="There is nobody in this record.")
