"""journeybook apprentice, the writing half: register one, and what happens to the agreement."""

from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.apprentices import Id, app
from desktop.cli.output import made
from desktop.codes import EventKind, HourKind
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import (
    agreements,
    clock,
    completion,
    crosswalks,
    events,
    frameworks,
    hour_cells,
    hours,
    registration,
)

_KINDS = [kind.value.replace(" ", "-") for kind in EventKind if kind is not EventKind.REVERSED]


@app.command("register")
def register(
    context: typer.Context,
    first: options.First,
    last: options.Last,
    framework: Annotated[str, typer.Option("--framework", metavar="KEY", help="A key that `framework list` shows.")],
    employer: Annotated[str, typer.Option("--employer", metavar="NAME", help="Where they work: its name or id.")],
    mentor: Annotated[str, typer.Option("--mentor", metavar="PERSON", help="An id or an exact full name.")],
    begins: options.Begins,
    middle: Annotated[str, typer.Option("--middle", metavar="NAME", help="The middle name.")] = "",
    job_title: Annotated[str, typer.Option("--job-title", metavar="TITLE")] = "",
    version: Annotated[str, typer.Option("--framework-version", help="The one adopted last if not given.")] = "",
    is_registered: Annotated[bool, typer.Option("--registered", help="Registered on its first day.")] = False,
    as_json: options.Json = False,
) -> None:
    """Add an apprentice with a drafted agreement; --registered where the agency has registered it."""
    with door.record(context) as store:
        id_ = store.write(
            registration.register,
            first_name=first,
            middle_name=middle,
            last_name=last,
            job_title=job_title,
            framework=_framework(store, framework, version),
            begins=begins,
            employer_id=store.read(door.employer, employer),
            mentor_id=store.read(door.person, mentor),
            is_registered=is_registered,
            by=door.actor(store) if is_registered else None,
        )
        number = store.read(agreements.find, id_).number
    state = "registered" if is_registered else "drafted"
    made(id_, f"The agreement is {state} as number {number}: {id_}", as_json=as_json)


def _framework(store: Store, key: str, version: str) -> tuple[str, str]:
    """As `registration.register` takes it: the id of an adopted version, or the key of a shipped one."""
    found = store.read(frameworks.find, key=key, version=version)
    same = (found.key, found.version)
    id_ = next(row.id for row in store.read(frameworks.listing) if (row.key, row.version) == same)
    return (id_, "") if id_ else ("", key)


def _kind(text: str) -> EventKind:
    """Such as "probation-ended", in any case, with hyphens, underscores or blanks."""
    wanted = text.strip().lower().replace("_", "-").replace(" ", "-")
    if wanted not in _KINDS:
        raise KnownError(f"“{text}” is no event of an agreement.", f"There are: {', '.join(_KINDS)}.")
    return EventKind(wanted.replace("-", " "))


@app.command("event")
def record_event(
    context: typer.Context,
    apprentice: Id,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=f"One of {', '.join(_KINDS)}.")],
    on: options.On = None,
    reason: Annotated[str, typer.Option("--reason", help="Why; some kinds need it.")] = "",
    ends: options.Ends = None,
    as_json: options.Json = False,
) -> None:
    """Record what happened to an agreement: it was registered, suspended, extended, completed, …"""
    what = _kind(kind)
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        day = on or store.read(clock.today)
        who = door.actor(store)
        event = store.write(
            completion.record_event, agreement_id=id_, kind=what, happened_on=day, by=who, reason=reason, ends=ends
        )
        status = store.read(agreements.find, id_).status
    made(event, f"“{what}” of {words.long_date(day)} is recorded. The agreement is {status} now.", as_json=as_json)


@app.command("reverse-event")
def reverse_event(
    context: typer.Context,
    apprentice: Id,
    reason: options.Reason,
    as_json: options.Json = False,
) -> None:
    """Take back the last event of an agreement with a reason; both stay in the record."""
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        who = door.actor(store)
        event = store.write(events.reverse_event, agreement_id=id_, by=who, reason=reason)
        status = store.read(agreements.find, id_).status
    made(event, f"The last event is reversed. The agreement is {status} now.", as_json=as_json)


@app.command("credit")
def credit(
    context: typer.Context,
    apprentice: Id,
    kind: Annotated[HourKind, typer.Option("--kind", case_sensitive=False, help="Work or class.")],
    amount: Annotated[str, typer.Option("--hours", help="Such as 120 or 7:30.")],
    evidence: Annotated[str, typer.Option("--evidence", help="What shows it; it stays in the record.")],
    function: Annotated[str | None, typer.Option("--job-function", metavar="N", help="The one it goes to.")] = None,
    crosswalk: Annotated[
        str, typer.Option("--crosswalk", metavar="KEY@VERSION", help="Add what is confirmed of this framework.")
    ] = "",
    on: options.On = None,
    as_json: options.Json = False,
) -> None:
    """Credit hours for what was learned before this agreement (29 CFR 29.5(b)(12))."""
    minutes = options.sentence(hour_cells.hours, amount)
    if not words.clean(evidence):
        raise KnownError("Credit needs its evidence.", "Say what shows it.")
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        if crosswalk:
            key, _, version = crosswalk.partition("@")
            more = store.read(crosswalks.evidence, agreement_id=id_, key=key, version=version)
            evidence = f"{evidence}\n{more}"
        given = store.write(
            agreements.grant_credit,
            agreement_id=id_,
            kind=kind,
            minutes=minutes,
            granted_on=on or store.read(clock.today),
            evidence=evidence,
            job_function=function,
        )
    made(given, f"{words.hours(minutes)} are credited.", as_json=as_json)


@app.command("course")
def course(
    context: typer.Context,
    apprentice: Id,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code of a course of the framework.")],
    on: options.On = None,
    failed: Annotated[bool, typer.Option("--failed", help="It was not passed.")] = False,
    grade: Annotated[str, typer.Option("--grade", help="As the school gives it.")] = "",
    as_json: options.Json = False,
) -> None:
    """Record the outcome of a course, certified by its instructor, a mentor or a coordinator."""
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        day = on or store.read(clock.today)
        result = store.write(
            hours.record_course,
            agreement_id=id_,
            course=code,
            finished_on=day,
            is_passed=not failed,
            by=door.actor(store),
            grade=grade,
        )
    outcome = "not passed" if failed else "passed"
    made(result, f"Course {code} is {outcome} on {words.long_date(day)}.", as_json=as_json)
