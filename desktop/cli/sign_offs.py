"""journeybook sign-off: record a rating, take one back, ask for one."""

from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, evidence, options
from desktop.cli.output import Row, listing, say
from desktop.codes import HourKind
from desktop.errors import KnownError
from desktop.frameworks.standing import Rating
from desktop.services import agreements, clock, sign_offs
from desktop.services.sign_offs import NewRating

app = door.group("sign-off", "Sign-offs: one rating of one competency by one named signer on one day.")


@app.command("add")
def add(
    context: typer.Context,
    ratings: Annotated[list[str], typer.Argument(metavar="CODE=LEVEL...", help="Such as 1a=3.")],
    apprentice: options.Apprentice,
    shown: Annotated[
        HourKind, typer.Option("--shown", case_sensitive=False, help="On the job or in related instruction.")
    ] = HourKind.OJT,
    on: options.On = None,
    comment: Annotated[str, typer.Option("--comment", help="Stands beside each rating.")] = "",
    files: evidence.Files = None,
    links: evidence.Links = None,
    observations: evidence.Observations = None,
) -> None:
    """Sign off competencies as the person signed in, all of them or none. Evidence goes to each of them."""
    wanted = [_rating(text) for text in ratings]
    if len({code for code, _level in wanted}) < len(wanted):
        raise KnownError("A competency stands twice.", "Name each one once.")
    with door.record(context) as store:
        id_, signer = store.read(door.agreement, apprentice), door.actor(store)
        day = on or store.read(clock.today)
        given = evidence.taken(store, files, links, observations)
        new = [NewRating(code, level, shown, day, comment, evidence=given) for code, level in wanted]
        store.write(sign_offs.sign_off, agreement_id=id_, ratings=new, signer_id=signer)
    say(f"{words.counted(len(new), 'sign-off is', 'sign-offs are')} in the record.")


def _rating(text: str) -> tuple[str, int]:
    code, _, level = (part.strip() for part in text.partition("="))
    if not code or not level.isdecimal() or len(level) > 3:
        raise KnownError(f"“{text}” is not a rating.", "Write the code and the level, such as 1a=3.")
    return code, int(level)


@app.command("reverse")
def reverse(
    context: typer.Context,
    sign_off: Annotated[str, typer.Argument(metavar="ID", help="An id that `sign-off list` shows.")],
    reason: options.Reason,
) -> None:
    """Take a sign-off back with a reason; both stay in the record."""
    with door.record(context) as store:
        who = door.actor(store)
        store.write(sign_offs.reverse, sign_off_id=sign_off, reason=reason, by=who)
    say("The sign-off is reversed.")


@app.command("ask")
def ask(
    context: typer.Context,
    codes: Annotated[list[str], typer.Argument(metavar="CODE...", help="Codes of competencies.")],
    apprentice: options.Apprentice,
    level: Annotated[int | None, typer.Option("--level", help="How the apprentice rates themselves.")] = None,
    note: Annotated[str, typer.Option("--note", help="What the mentor should know.")] = "",
    files: evidence.Files = None,
    links: evidence.Links = None,
    observations: evidence.Observations = None,
) -> None:
    """Ask for sign-offs, as the apprentice does."""
    with door.record(context) as store:
        agreement = store.read(agreements.find, apprentice)
        who = door.actor(store)
        asked = store.write(
            sign_offs.ask,
            agreement_id=agreement.id,
            codes=codes,
            by=who,
            note=note,
            self_level=level,
            evidence=evidence.taken(store, files, links, observations),
        )
    waiting = len(dict.fromkeys(codes)) - asked
    before = f" {waiting} had been asked for before." if waiting else ""
    say(f"{words.counted(asked, 'sign-off is', 'sign-offs are')} asked for.{before}")


@app.command("list")
def list_sign_offs(context: typer.Context, apprentice: options.Apprentice, as_json: options.Json = False) -> None:
    """Every sign-off of one apprentice, the newest first."""
    with door.record(context) as store:
        found = store.read(sign_offs.ratings, agreement_id=store.read(door.agreement, apprentice))
    newest = sorted(found, key=lambda one: (one.observed_on, one.recorded_at, one.code), reverse=True)
    headings = {
        "observed_on": "Day",
        "code": "Code",
        "level": "Level",
        "shown": "Shown",
        "signer": "Signer",
        "role": "Role",
        "reversed_why": "Reversed",
        "id": "Id",
    }
    listing([_row(one) for one in newest], headings, as_json=as_json, empty="There is no sign-off.")


def _row(one: Rating) -> Row:
    return {
        "id": one.id,
        "code": one.code,
        "level": one.level,
        "shown": one.shown,
        "observed_on": one.observed_on,
        "recorded_at": one.recorded_at,
        "signer": one.signer,
        "role": one.role,
        "comment": one.comment,
        "is_reversed": bool(one.reversed_why),
        "reversed_why": one.reversed_why,
        "carried_from": one.carried_from,
    }
