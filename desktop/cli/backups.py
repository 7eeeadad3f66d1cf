"""journeybook backup, backups, restore and check backups."""

from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import checks, door, options, unlocking
from desktop.cli.output import Row, facts, listing, say
from desktop.database.backups import Backup
from desktop.services import anchoring, backups, clock, restores
from desktop.services.restores import Preview


def back_up(
    context: typer.Context,
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", help="A new file or a folder; among the kept backups if not given.")
    ] = None,
) -> None:
    """Copy the record, check the copy, and keep it."""
    with door.opened(context) as store:
        if out is not None and out.is_dir():
            out = out / f"{store.path.stem}-{clock.now():%Y-%m-%d-%H%M%S}.db"
        made = backups.back_up(store, out=out)
    say(f"The backup is {made.path}. It holds {_records(made)} and passed every check.")


def list_backups(context: typer.Context, as_json: options.Json = False) -> None:
    """The kept backups of the record, the newest first."""
    record = door.path_of(context)
    found = backups.listing(record)
    rows: list[Row] = [_row(backup) for backup in found]
    if not as_json:
        rows = [{**_row(backup), "made_at": _moment(backup), "size": _size(backup.size)} for backup in found]
    heads = {"name": "Name", "made_at": "Made", "reason": "Reason", "size": "Size"}
    listing(rows, heads, as_json=as_json, empty="There is no backup yet.")
    _tell_trouble(record, as_json=as_json)


def restore(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="A file, or the name of a backup that `backups` shows.")],
    only_preview: Annotated[bool, typer.Option("--preview", help="Say what it would do, and change nothing.")] = False,
) -> None:
    """Put a backup in the place of the record, which is backed up first."""
    record = door.path_of(context)
    path = restores.find(record, file)
    for one in (path, record):
        unlocking.unlock(context, one)
    found = restores.preview(record, path)
    if only_preview:
        _tell(found)
        return
    restores.restore(record, path)
    say(f"The record is as it was {_moment(found.backup)}.")
    if found.lost:
        say(f"What it held beyond that, {restores.lost_words(found.lost)}, is in the newest backup.")
    with door.opened(context) as store:
        if store.refusal is not None:
            say("This computer remembers a newer one. Until a coordinator accepts this one, it can only be read:")
            say("journeybook --as NAME accept-older --reason WHY")


def accept_older(context: typer.Context, reason: options.Reason) -> None:
    """Say as a coordinator that this record is the right one, though this computer remembers a newer one or another."""
    with door.record(context) as store:
        anchoring.accept(store, reason=reason)
    say("The record is accepted and can be written to again; an entry of the ledger tells it.")


@checks.app.command("backups")
def check_backups(context: typer.Context, as_json: options.Json = False) -> None:
    """Check every kept backup anew; 1 is the exit code where one is not whole, or the last one was not kept."""
    record = door.path_of(context)
    unlocking.unlock(context, record)
    found = backups.check_backups(record)
    rows: list[Row] = [{"name": row.name, "ok": row.ok, "sentence": row.sentence} for row in found]
    told: list[Row] = [{**row, "outcome": "ok" if row["ok"] else "wrong"} for row in rows]
    heads = {"outcome": "", "name": "Backup", "sentence": "Found"}
    listing(rows if as_json else told, heads, as_json=as_json, empty="There is no backup yet.")
    trouble = _tell_trouble(record, as_json=as_json)
    raise typer.Exit(0 if all(row.ok for row in found) and not trouble else 1)


def _tell_trouble(record: Path, *, as_json: bool) -> str:
    """Why the last backup was not kept; nothing where it was."""
    trouble = backups.standing(record).trouble
    if trouble and not as_json:
        say(f"\nThe last backup was not kept. {trouble}")
    return trouble


def _row(backup: Backup) -> Row:
    return {
        "name": backup.path.name,
        "path": str(backup.path),
        "made_at": backup.made_at,
        "reason": backup.reason,
        "size": backup.size,
        "schema": backup.schema,
        "sha256": backup.sha256,
        "app_version": backup.app_version,
        "records": sum((backup.counts or {}).values()),
    }


def _tell(found: Preview) -> None:
    backup = found.backup
    if found.lost is None:
        lost = "The present record cannot be read; it is kept beside the restored one."
    else:
        lost = f"{restores.lost_words(found.lost)}." if found.lost else "Nothing."
    facts(
        [
            ("Backup", str(backup.path)),
            ("Made", _moment(backup)),
            ("Reason", backup.reason or ""),
            ("Size", _size(backup.size)),
            ("Holds", restores.lost_words(found.counts)),
            ("Schema", f"{found.schema}, which is older and is upgraded" if found.is_older_schema else ""),
            ("Would be lost", lost),
            ("Would change", words.counted(found.changed, "record") if found.changed else ""),
        ]
    )


def _records(backup: Backup) -> str:
    return words.counted(sum((backup.counts or {}).values()), "record")


def _moment(backup: Backup) -> str:
    here = backup.made_at.astimezone()
    return f"{words.long_date(here.date())}, {here:%H:%M}"


def _size(size: object) -> str:
    return f"{float(str(size)) / 1e6:,.1f} MB"
