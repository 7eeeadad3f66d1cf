"""journeybook hours: log them, list them, decide on them, correct them."""

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.output import Row, listing, made, note_unseen, say
from desktop.codes import HourKind, HourState
from desktop.database.backups import Reason
from desktop.errors import KnownError
from desktop.services import backups, clock, hour_cells, hour_files, hour_lists, hours
from desktop.services.hour_lists import EntryRow
from desktop.services.hours import NewEntry

app = door.group("hours", "Hours of work and class.")

Entry = Annotated[str, typer.Argument(metavar="ENTRY", help="An id that `hours list` shows.")]
Entries = Annotated[list[str], typer.Argument(metavar="ENTRY...", help="Ids that `hours list` shows.")]


@app.command("import")
def import_file(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table of hours (.csv, .xlsx).")],
) -> None:
    """Log every row of a table, or none: apprentice, date, kind, hours or minutes, job function, course, note.

    Rows that were imported before are left out.
    """
    with door.record(context) as store:
        who = door.actor(store)
        backups.back_up_if_changed(store, reason=Reason.IMPORT)
        done = hour_files.import_hours(store, path=file, by=who)
    before = words.counted(done.skipped, "row was", "rows were")
    skipped = f" {before} imported before." if done.skipped else ""
    note_unseen(done.unseen)
    say(f"{words.counted(done.logged, 'entry is', 'entries are')} logged and pending.{skipped}")


@app.command("log")
def log(
    context: typer.Context,
    apprentice: options.Apprentice,
    amount: Annotated[str, typer.Option("--hours", help="Such as 7.5 or 7:30.")],
    kind: Annotated[HourKind, typer.Option("--kind", case_sensitive=False, help="Work or class.")] = HourKind.OJT,
    on: options.On = None,
    function: Annotated[str, typer.Option("--job-function", help='One number, or a split such as "1=3.5; 2=4".')] = "",
    course: Annotated[str, typer.Option("--course", help="The code of a course, for related instruction.")] = "",
    note: Annotated[str, typer.Option("--note")] = "",
    as_json: options.Json = False,
) -> None:
    """Log hours of one day; they wait for approval."""
    minutes = options.sentence(hour_cells.hours, amount)
    parts = options.sentence(hour_cells.parts, function, minutes)
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        day = on or store.read(clock.today)
        entry = NewEntry(kind, day, minutes, parts, course or None, note)
        who = door.actor(store)
        (logged,) = store.write(hours.log, agreement_id=id_, entries=[entry], by=who)
    told = f"{words.hours(minutes)} of {words.long_date(day)} are logged and pending: {logged}"
    made(logged, told, as_json=as_json)


@app.command("list")
def list_hours(
    context: typer.Context,
    apprentice: options.MaybeApprentice = None,
    state: Annotated[HourState | None, typer.Option("--state", help="Only hours in this state.")] = None,
    as_json: options.Json = False,
) -> None:
    """The log of one apprentice, or all hours that wait for approval."""
    if apprentice is None and state not in (None, HourState.PENDING):
        raise KnownError(f"Hours that are {state} are listed for one apprentice.", "Add --apprentice ID.")
    with door.record(context) as store:
        if apprentice is None:
            found = store.read(hour_lists.waiting)
        else:
            found = store.read(hour_lists.log_of, agreement_id=store.read(door.agreement, apprentice))
    rows = [_row(row) for row in found if state in (None, row.state)]
    headings = {
        "worked_on": "Day",
        "apprentice": "Apprentice",
        "kind": "Kind",
        "duration_minutes": "Hours",
        "split": "Job functions",
        "state": "State",
        "reason": "Reason",
        "id": "Id",
    }
    listing(rows, headings, as_json=as_json, empty="There are no such hours.")


def _row(row: EntryRow) -> Row:
    return {
        "id": row.id,
        "agreement_id": row.agreement_id,
        "apprentice": row.apprentice,
        "kind": row.kind,
        "worked_on": row.worked_on,
        "duration_minutes": row.minutes,
        "state": row.state,
        "course": row.course,
        "note": row.note,
        "split": "; ".join(f"{number}={words.hours(minutes)}" for number, minutes in row.parts if number),
        "parts": [{"job_function": number or None, "part_minutes": minutes} for number, minutes in row.parts],
        "entered_at": row.entered_at,
        "entered_by": row.entered_by,
        "reason": row.reason,
        "is_reversed": row.is_reversed,
        "is_reversal": row.is_reversal,
    }


@app.command("approve")
def approve(context: typer.Context, entries: Entries) -> None:
    """Approve hours, all that are named or none."""
    _decide(context, entries, HourState.APPROVED, "")


@app.command("return")
def return_hours(context: typer.Context, entries: Entries, reason: options.Reason) -> None:
    """Return hours with a reason, all that are named or none."""
    _decide(context, entries, HourState.RETURNED, reason)


def _decide(context: typer.Context, entries: list[str], state: HourState, reason: str) -> None:
    with door.record(context) as store:
        who = door.actor(store)
        changed = store.write(hours.decide, entry_ids=entries, state=state, by=who, reason=reason)
    say(f"{words.counted(changed, 'entry is', 'entries are')} {state} now.")


@app.command("reverse")
def reverse(
    context: typer.Context,
    entry: Entry,
    reason: options.Reason,
) -> None:
    """Take an entry back with a reason; both stay in the record."""
    with door.record(context) as store:
        who = door.actor(store)
        store.write(hours.reverse, entry_id=entry, by=who, reason=reason)
    say("The hours are taken back.")


@app.command("correct")
def correct(
    context: typer.Context,
    entry: Entry,
    reason: options.Reason,
    amount: Annotated[str | None, typer.Option("--hours", help="Such as 7.5 or 7:30.")] = None,
    kind: Annotated[HourKind | None, typer.Option("--kind", case_sensitive=False, help="Work or class.")] = None,
    on: options.MaybeOn = None,
    function: Annotated[str | None, typer.Option("--job-function", help='A number, or "1=3.5; 2=4".')] = None,
    course: Annotated[str | None, typer.Option("--course", help="The code of a course.")] = None,
    note: Annotated[str | None, typer.Option("--note")] = None,
    as_json: options.Json = False,
) -> None:
    """Take an entry back and log another in its place, which waits for approval; what is not given stays."""
    with door.record(context) as store:
        old = store.read(hours.as_logged, entry)
        new = replace(
            _amounts(old, amount, function),
            kind=kind or old.kind,
            worked_on=on or old.worked_on,
            course=old.course if course is None else course or None,
            note=old.note if note is None else note,
        )
        who = door.actor(store)
        id_ = store.write(hours.correct, entry_id=entry, entry=new, by=who, reason=reason)
    told = f"{words.hours(new.minutes)} of {words.long_date(new.worked_on)} stand in its place and are pending: {id_}"
    made(id_, told, as_json=as_json)


def _amounts(old: NewEntry, amount: str | None, function: str | None) -> NewEntry:
    """The entry with its new hours and split. New hours of one job function stay with it; of several, they must
    be split anew."""
    minutes = old.minutes if amount is None else options.sentence(hour_cells.hours, amount)
    if function is not None:
        return replace(old, minutes=minutes, parts=options.sentence(hour_cells.parts, function, minutes))
    if minutes != old.minutes and len(old.parts) == 1:
        return replace(old, minutes=minutes, parts=dict.fromkeys(old.parts, minutes))
    return replace(old, minutes=minutes)
