"""journeybook apprentice, the reading half: the list, and how far one is."""

from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.output import Row, facts, listing, say, say_json, table
from desktop.codes import Status
from desktop.frameworks.standing import Amount, Count, FunctionProgress, Progress
from desktop.services import agreements, apprentices, events, progress
from desktop.services.apprentices import ApprenticeRow

app = door.group("apprentice", "Apprentices: the list, one of them, a new one, and what happens to their agreements.")

Id = Annotated[str, typer.Argument(metavar="ID", help="The number that `apprentice list` shows, or the id.")]


@app.command("list")
def list_apprentices(
    context: typer.Context,
    search: Annotated[str, typer.Option("--search", help="Part of a name, an employer or a framework.")] = "",
    status: Annotated[list[Status] | None, typer.Option("--status", help="Only this status; may stand again.")] = None,
    as_json: options.Json = False,
) -> None:
    """One line for each agreement, by name."""
    with door.record(context) as store:
        statuses = frozenset(status) if status else None
        rows = store.read(apprentices.listing, search=search, statuses=statuses)
    headings = {
        "number": "No.",
        "name": "Name",
        "framework": "Framework",
        "employer": "Employer",
        "mentor": "Mentor",
        "status": "Status",
        "core_complete": "Core",
        "core_required": "of",
        "ojt_approved_minutes": "OJT",
        "ojt_required_minutes": "of",
        "is_behind": "Behind",
    }
    found = [_row(row) for row in rows]
    if not as_json:
        # A framework that counts competencies alone requires no hours.
        found = [{**row, "ojt_required_minutes": row["ojt_required_minutes"] or None} for row in found]
    listing(found, headings, as_json=as_json, empty="There is no such apprentice.")


def _row(row: ApprenticeRow) -> Row:
    return {
        "number": row.number,
        "id": row.agreement_id,
        "person_id": row.person_id,
        "name": row.name,
        "framework": row.framework_key,
        "framework_version": row.framework_version,
        "approach": row.approach,
        "employer": row.employer,
        "mentor": row.mentor,
        "status": row.status,
        "begins": row.begins,
        "ends": row.ends,
        "core_required": row.core.required,
        "core_complete": row.core.done,
        "core_pending": row.core.pending,
        **_amount("ojt", row.ojt),
        **_amount("ri", row.ri),
        "done": row.done,
        "expected": row.expected,
        "is_behind": row.is_behind,
    }


def _amount(name: str, amount: Amount) -> Row:
    return {
        f"{name}_required_minutes": amount.required,
        f"{name}_approved_minutes": amount.done,
        f"{name}_pending_minutes": amount.pending,
        f"{name}_returned_minutes": amount.returned,
        f"{name}_credit_minutes": amount.credit,
    }


@app.command("show")
def show(context: typer.Context, apprentice: Id, as_json: options.Json = False) -> None:
    """One agreement: its people, dates and events."""
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        (row,) = store.read(apprentices.listing, agreement_id=id_)
        duties = store.read(agreements.duties, id_)
        happened = store.read(events.events, id_)
    mentors: list[Row] = [
        {"id": one.person_id, "name": one.name, "duty": one.duty, "since": one.since, "until": one.until}
        for one in duties
    ]
    past: list[Row] = [
        {"kind": one.kind, "happened_on": one.happened_on, "reason": one.reason, "is_reversal": bool(one.reverses_id)}
        for one in happened
    ]
    if as_json:
        say_json({**_row(row), "mentors": mentors, "events": past})
        return
    facts(
        [
            ("Apprentice", f"{row.name} ({row.number})"),
            ("Framework", f"{row.framework_title} ({row.framework_key} {row.framework_version})"),
            ("Employer", row.employer),
            ("Status", row.status),
            ("Begins", words.long_date(row.begins)),
            ("Ends", words.long_date(row.ends) if row.ends else ""),
            *((duty.duty.capitalize(), duty.name) for duty in duties),
            ("Id", row.agreement_id),
        ]
    )
    if past:
        say()
        listing(past, {"happened_on": "Day", "kind": "Event", "reason": "Reason"}, as_json=False, empty="")


@app.command("progress")
def show_progress(
    context: typer.Context, apprentice: Id, as_of: options.AsOf = None, as_json: options.Json = False
) -> None:
    """How far an apprentice is, why the record is not complete, and who acts."""
    with door.record(context) as store:
        store.read(door.require_past, as_of)
        found = store.read(progress.progress, agreement_id=store.read(door.agreement, apprentice), as_of=as_of)
    if as_json:
        say_json(_progress(found))
        return
    _say_clocks(found)
    say("\nJob functions")
    table(
        [_function_line(one) for one in found.functions],
        ("No.", "Title", "Core", "Optional", "Approved", "Pending", "Required"),
    )
    say("\nWhy is this not complete?")
    for one in found.unmet:
        say(f"- {one.sentence.rstrip('.')}. {one.detail.rstrip('.')}. To act: {one.who}.")
    if not found.unmet:
        say("It is complete.")
    if found.projection:
        say(f"\nProjection\n{_projected(found)}{found.projection.sentence}")


def _say_clocks(found: Progress) -> None:
    """Approved and pending stand apart: pending hours count for nothing yet."""
    said = found.framework
    facts(
        [
            ("Apprentice", found.facts.apprentice),
            ("Framework", f"{said.title} ({said.key} {said.version}, {said.approach})"),
            ("Status", found.facts.status),
            ("As of", words.long_date(found.as_of)),
            ("On-the-job training", _clock(found.ojt)),
            ("Related instruction", _clock(found.ri)),
            ("Core competencies", _count(found.core)),
            ("Optional competencies", _count(found.optional) if found.optional.required else ""),
            ("Term passed", "" if found.expected is None else f"{found.expected:.0%}"),
        ]
    )


def _clock(amount: Amount) -> str:
    required = f" of {words.hours(amount.required)}" if amount.required else ""
    parts = [f"{words.hours(amount.done)} approved{required}"]
    parts += [
        f"{words.hours(minutes)} {state}"
        for state, minutes in (("pending", amount.pending), ("returned", amount.returned), ("credited", amount.credit))
        if minutes
    ]
    return ", ".join(parts)


def _count(count: Count) -> str:
    waiting = f", {count.pending} asked for" if count.pending else ""
    return f"{count.done} complete of {count.required}{waiting}"


def _function_line(one: FunctionProgress) -> list[str]:
    return [
        one.function.number,
        words.clean_line(one.function.title),
        f"{one.core.done}/{one.core.required}" if one.core.required else "",
        f"{one.optional.done}/{one.optional.required}" if one.optional.required else str(one.optional.done or ""),
        words.hours(one.ojt.done),
        words.hours(one.ojt.pending) if one.ojt.pending else "",
        words.hours(one.ojt.required) if one.ojt.required else "",
    ]


def _projected(found: Progress) -> str:
    projection = found.projection
    if projection is None or projection.finish is None:
        return ""
    earliest, latest = projection.earliest, projection.latest
    span = f", from {words.long_date(earliest)}" if earliest else ""
    span += f" to {words.long_date(latest)}" if earliest and latest else ""
    return f"Complete on {words.long_date(projection.finish)}{span}. "


def _progress(found: Progress) -> Row:
    projection = found.projection
    return {
        "as_of": found.as_of,
        "apprentice": found.facts.apprentice,
        "framework": found.framework.key,
        "framework_version": found.framework.version,
        "status": found.facts.status,
        "is_complete": found.is_complete,
        **_counts(found.core, found.optional),
        **_amount("ojt", found.ojt),
        **_amount("ri", found.ri),
        "is_ri_recommended": found.is_ri_recommended,
        "expected": found.expected,
        "job_functions": [
            {
                "number": one.function.number,
                "title": one.function.title,
                "is_complete": one.is_complete,
                **_counts(one.core, one.optional),
                **_amount("ojt", one.ojt),
            }
            for one in found.functions
        ],
        "unmet": [
            {name: getattr(one, name) for name in ("condition", "state", "sentence", "detail", "who")}
            for one in found.unmet
        ],
        "projection": None
        if projection is None
        else {name: getattr(projection, name) for name in ("finish", "earliest", "latest", "binding", "sentence")},
    }


def _counts(core: Count, optional: Count) -> Row:
    return {
        "core_required": core.required,
        "core_complete": core.done,
        "core_pending": core.pending,
        "optional_required": optional.required,
        "optional_complete": optional.done,
    }
