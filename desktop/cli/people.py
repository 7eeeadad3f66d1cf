"""journeybook people: who is in the record, and someone new."""

from typing import Annotated

import typer

from desktop.cli import door, options
from desktop.cli.output import listing, made
from desktop.codes import Role
from desktop.errors import KnownError
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
        found = store.read(people.seen, role=role)
    rows = [{"id": row.id, "name": row.name, "role": row.role, "employer": row.employer} for row in found]
    headings = {"name": "Name", "role": "Role", "employer": "Employer", "id": "Id"}
    listing(rows, headings, as_json=as_json, empty="There is nobody in this record.")


@app.command("add")
def add(
    context: typer.Context,
    first: options.First,
    last: options.Last,
    role: Annotated[Role, typer.Option("--role", case_sensitive=False, help="What they do here.")],
    employer: Annotated[
        str | None, typer.Option("--employer", metavar="NAME", help="Where a mentor works: its name or id.")
    ] = None,
    as_json: options.Json = False,
) -> None:
    """Add someone in one role; an apprentice comes with an agreement, by `apprentice register`."""
    if role is Role.APPRENTICE:
        raise KnownError("An apprentice comes with an agreement.", "Use `journeybook apprentice register`.")
    with door.record(context) as store:
        at = None if employer is None else store.read(door.employer, employer)
        id_ = store.write(people.add_person, first_name=first, last_name=last, role=role, employer_id=at)
        name = store.read(people.name_of, id_)
    made(id_, f"{name} is in the record as {role}: {id_}", as_json=as_json)
