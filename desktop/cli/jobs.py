"""journeybook job: job architectures, and the jobs that frameworks and agreements train for."""

from typing import Annotated

import typer
from sqlmodel import Session

from desktop.cli import door, options
from desktop.cli.output import Row, facts, listing, say, say_json
from desktop.errors import KnownError
from desktop.services import agreements, frameworks, job_architectures

app = door.group("job", "Job architectures: the jobs and the next step up that apprentices train for.")

Agreement = Annotated[str, typer.Option("--agreement", metavar="ID", help="An agreement: its number or id.")]
FrameworkKey = Annotated[str, typer.Option("--framework", metavar="KEY", help="A framework in the record, by its key.")]


@app.command("list")
def list_jobs(context: typer.Context, as_json: options.Json = False) -> None:
    """Every job architecture in the record."""
    with door.record(context) as store:
        rows: list[Row] = [
            {"id": row.id, "key": row.key, "title": row.title, "families": row.families, "positions": row.positions}
            for row in store.read(job_architectures.listing)
        ]
    headings = {"key": "Key", "title": "Title", "families": "Families", "positions": "Positions"}
    listing(rows, headings, as_json=as_json, empty="There is no job architecture. `framework import` reads one.")


@app.command("show")
def show(
    context: typer.Context,
    key: Annotated[str, typer.Argument(metavar="KEY", help="The key that `job list` shows.")],
    as_json: options.Json = False,
) -> None:
    """A job architecture: categories, families and positions."""
    with door.record(context) as store:
        found = store.read(job_architectures.document, store.read(job_architectures.find, key))
    if as_json:
        say_json(found.model_dump(mode="json"))
        return
    say(found.title)
    for category in found.categories:
        say(f"\n{category.code}  {category.title}")
        for one in category.executives:
            say(f"    {one.code}  {one.title}")
        for family in category.families:
            say(f"  {family.title}")
            for one in family.positions:
                say(f"    {one.code}  {one.title}")


def _framework_id(session: Session, key: str) -> str:
    for row in frameworks.listing(session):
        if row.id and key in (row.id, row.key):
            return row.id
    raise KnownError(f"There is no framework “{key}” in the record.", "`framework list` shows which are.")


@app.command("link")
def link(
    context: typer.Context,
    architecture: Annotated[str, typer.Argument(metavar="KEY", help="The key of a job architecture.")],
    position: Annotated[str, typer.Argument(metavar="POSITION", help="The code of a position.")],
    framework: FrameworkKey = "",
    agreement: Agreement = "",
) -> None:
    """Say which job a framework, or one agreement, trains for."""
    _require_one(framework, agreement)
    with door.record(context) as store:
        store.write(
            job_architectures.link,
            architecture_id=store.read(job_architectures.find, architecture),
            position=position,
            by=door.actor(store),
            framework_id=store.read(_framework_id, framework) if framework else None,
            agreement_id=store.read(agreements.find, agreement).id if agreement else None,
        )
    say("The job is linked.")


@app.command("unlink")
def unlink(context: typer.Context, framework: FrameworkKey = "", agreement: Agreement = "") -> None:
    """Take the job away that a framework, or one agreement, was linked to."""
    _require_one(framework, agreement)
    with door.record(context) as store:
        store.write(
            job_architectures.unlink,
            by=door.actor(store),
            framework_id=store.read(_framework_id, framework) if framework else None,
            agreement_id=store.read(agreements.find, agreement).id if agreement else None,
        )
    say("The job is linked no more.")


@app.command("of")
def of(
    context: typer.Context, framework: FrameworkKey = "", agreement: Agreement = "", as_json: options.Json = False
) -> None:
    """The job that a framework or an agreement trains for, and the next step up."""
    _require_one(framework, agreement)
    with door.record(context) as store:
        if agreement:
            job = store.read(job_architectures.job_of_agreement, agreement_id=agreement)
        else:
            job = store.read(job_architectures.job_of, framework_id=store.read(_framework_id, framework))
    if job is None:
        raise KnownError("No job is linked here.", "`journeybook job link` does it.")
    up = job.next_up
    if as_json:
        above = {"code": up.code, "title": up.title} if up else None
        say_json({"code": job.position.code, "title": job.position.title, "family": job.family, "next_up": above})
        return
    facts(
        [
            ("Job", f"{job.position.title} ({job.position.code})"),
            ("Family", job.family),
            ("Level", job.level),
            ("Next step up", f"{up.title} ({up.code})" if up else "There is none"),
        ]
    )


def _require_one(framework: str, agreement: str) -> None:
    if bool(framework) == bool(agreement):
        raise KnownError("Say what it is about.", "Give --framework KEY or --agreement ID.")
