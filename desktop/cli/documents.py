"""journeybook report: papers as files."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.frameworks import Version
from desktop.cli.output import say
from desktop.errors import KnownError
from desktop.services import documents
from desktop.services.documents import Paper

app = door.group("report", "Papers: the work process schedule, progress reports and the cohort workbook.")


@dataclass(frozen=True)
class _Schedule:
    """What only a schedule has: the key and version of its framework, and whether differences are marked."""

    framework: str = ""
    version: str = ""
    differences: bool = False


_NO_SCHEDULE = _Schedule()


@app.command("schedule")
def schedule(
    context: typer.Context,
    out: options.Out,
    framework: Annotated[str, typer.Option("--framework", metavar="KEY", help="The blank one of this framework.")] = "",
    version: Version = "",
    apprentice: options.MaybeApprentice = None,
    as_of: options.AsOf = None,
    differences: Annotated[
        bool, typer.Option("--differences", help="Mark the lines that differ from the version it was derived from.")
    ] = False,
) -> None:
    """The work process schedule: blank from a framework, or filled in for an apprentice (.pdf, .docx, .xlsx)."""
    if not framework and apprentice is None:
        raise KnownError("A schedule needs a framework or an apprentice.", "Add --framework KEY or --apprentice ID.")
    chosen = _Schedule(framework, version, differences)
    _save(context, Paper.SCHEDULE, out, schedule=chosen, apprentice=apprentice, as_of=as_of)


@app.command("progress")
def progress(
    context: typer.Context,
    out: options.Out,
    apprentice: options.MaybeApprentice = None,
    everyone: Annotated[bool, typer.Option("--all", help="One for each apprentice, into the folder --out.")] = False,
    as_of: options.AsOf = None,
) -> None:
    """The progress report of one apprentice (.pdf, .xlsx), or of all into a folder (.pdf)."""
    if everyone == (apprentice is not None):
        raise KnownError("A progress report is about one apprentice or all.", "Add --apprentice ID or --all.")
    if not everyone:
        _save(context, Paper.PROGRESS, out, apprentice=apprentice, as_of=as_of)
        return
    if out.exists() and not out.is_dir():
        raise KnownError(f"{out} is a file.", "Name a folder for the reports of all.")
    with door.record(context) as store:
        store.read(door.require_past, as_of)
        paths = documents.save_progress_of_all(store, folder=out, as_of=as_of)
    say(f"{words.counted(len(paths), 'report is', 'reports are')} in {out}.")


@app.command("cohort")
def cohort(context: typer.Context, out: options.Out, as_of: options.AsOf = None) -> None:
    """The workbook of all apprentices (.xlsx)."""
    _save(context, Paper.COHORT, out, as_of=as_of)


def _save(
    context: typer.Context,
    paper: Paper,
    out: Path,
    *,
    schedule: _Schedule = _NO_SCHEDULE,
    apprentice: str | None = None,
    as_of: date | None = None,
) -> None:
    if out.is_dir():
        raise KnownError(f"{out} is a folder.", "Name a file.")
    with door.record(context) as store:
        store.read(door.require_past, as_of)
        documents.save(
            store,
            paper=paper,
            path=out,
            framework_key=schedule.framework,
            framework_version=schedule.version,
            with_differences=schedule.differences,
            agreement_id=None if apprentice is None else store.read(door.agreement, apprentice),
            as_of=as_of,
        )
    say(f"The paper is in {out}.")
