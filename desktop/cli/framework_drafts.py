"""journeybook framework, drafts: begun, answered, changed, published or thrown away."""

from pathlib import Path
from typing import Annotated

import typer
from sqlmodel import Session

from desktop import words
from desktop.cli import door, findings, options
from desktop.cli.framework_files import Accept
from desktop.cli.frameworks import Key, Version
from desktop.cli.frameworks import app as app
from desktop.cli.output import Row, listing, made, say
from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks import files
from desktop.frameworks.findings import Answer
from desktop.frameworks.formats import native
from desktop.services import framework_drafts
from desktop.services.framework_drafts import Draft

DraftName = Annotated[str, typer.Argument(metavar="DRAFT", help="The id of a draft, or its key where only one has it.")]


def _draft(session: Session, wanted: str) -> Draft:
    rows = framework_drafts.drafts(session)
    found = [row.id for row in rows if wanted in (row.id, row.key)]
    if len(found) != 1:
        many = "no draft" if not found else "more than one draft"
        raise KnownError(f"There is {many} “{wanted}”.", "`journeybook framework drafts` shows their ids.")
    return framework_drafts.draft(session, found[0])


@app.command("drafts")
def drafts(context: typer.Context, as_json: options.Json = False) -> None:
    """Every draft, the one changed last first."""
    with door.record(context) as store:
        rows: list[Row] = [
            {
                "id": row.id,
                "key": row.key,
                "title": row.title,
                "competencies": row.competencies,
                "open": row.open,
                "source": row.source,
                "base": row.base,
                "changed_at": row.changed_at,
            }
            for row in store.read(framework_drafts.drafts)
        ]
    headings = {
        "id": "Draft",
        "title": "Title",
        "competencies": "Competencies",
        "open": "Open findings",
        "source": "Read from",
        "base": "Begun from version",
    }
    listing(rows, headings, as_json=as_json, empty="There is no draft.")


@app.command("tailor")
def tailor(context: typer.Context, key: Key, version: Version = "", as_json: options.Json = False) -> None:
    """Begin a draft from a framework, to change what a sponsor needs otherwise."""
    with door.record(context) as store:
        who = door.actor(store)
        id_ = store.write(framework_drafts.tailor, key=key, version=version, by=who)
    made(id_, f"The draft is {id_}. `framework draft --json` writes it, `framework edit` takes it.", as_json=as_json)


@app.command("draft")
def show_draft(context: typer.Context, draft: DraftName, as_json: options.Json = False) -> None:
    """A draft with what is open in it; as JSON the framework file itself."""
    with door.record(context) as store:
        found = store.read(_draft, draft)
    if as_json:
        say(native.write(found.framework).rstrip())
        return
    say(f"{found.framework.title} ({found.framework.key}), draft {found.id}")
    answered = {one.finding: one for one in found.answers}
    for finding in found.findings:
        state = "open" if finding in found.open else finding.weight
        taken = answering.in_words(finding, answered[finding.id]) if finding.id in answered else finding.taken
        say(f"{state}: {finding.id}: {finding.says} Taken: {taken}.")


@app.command("answer")
def answer(
    context: typer.Context,
    draft: DraftName,
    accept: Accept = None,
    finding: Annotated[str, typer.Option("--finding", metavar="ID", help="One finding to answer.")] = "",
    choice: Annotated[str, typer.Option("--choice", metavar="KEY", help="One of its choices.")] = "",
    typed: Annotated[str, typer.Option("--typed", metavar="TEXT", help="An answer that is typed.")] = "",
) -> None:
    """Answer findings of a draft, from a file or one by one."""
    if (accept is None) == (not finding):
        raise KnownError("There is nothing to answer.", "Give --accept FILE, or --finding with --choice or --typed.")
    with door.record(context) as store:
        found = store.read(_draft, draft)
        if found.found is None:
            raise KnownError("This draft has no findings to answer.", "Change it with `framework edit`.")
        given = (
            findings.answers_from(accept, {found.found.key: found.findings})[found.found.key]
            if accept
            else (Answer(finding, choice=choice, typed=typed),)
        )
        who = door.actor(store)
        now = store.write(framework_drafts.answer, draft_id=found.id, answers=given, by=who)
    open_ = words.counted(len(now.open), "finding is", "findings are")
    say(f"{open_} still open." if now.open else "Every finding is answered; `framework publish` makes it a version.")


@app.command("edit")
def edit(
    context: typer.Context,
    draft: DraftName,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The draft as JSON, changed.")],
) -> None:
    """Put a changed framework file in the place of a draft."""
    framework = native.read(files.open_path(file).content)
    with door.record(context) as store:
        found = store.read(_draft, draft)
        store.write(framework_drafts.save, draft_id=found.id, framework=framework)
    say(f"{framework.title} is saved as the draft.")


@app.command("publish")
def publish(
    context: typer.Context,
    draft: DraftName,
    version: Annotated[str, typer.Option("--version", help="Its version; the next that is free if not given.")] = "",
    as_json: options.Json = False,
) -> None:
    """Freeze a draft as a version that agreements can stand under."""
    with door.record(context) as store:
        found = store.read(_draft, draft)
        who = door.actor(store)
        id_ = store.write(framework_drafts.publish, draft_id=found.id, version=version, by=who)
    made(id_, f"{found.framework.title} is in the record as a version: {id_}", as_json=as_json)


@app.command("discard")
def discard(context: typer.Context, draft: DraftName) -> None:
    """Throw a draft away."""
    with door.record(context) as store:
        found = store.read(_draft, draft)
        store.write(framework_drafts.discard, draft_id=found.id)
    say(f"The draft of {found.framework.title} is gone.")
