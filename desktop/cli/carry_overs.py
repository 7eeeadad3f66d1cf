"""journeybook framework carry-over: an agreement goes to another version or framework, and back."""

from pathlib import Path
from typing import Annotated, Any

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.framework_changes import app as app
from desktop.cli.framework_changes import content, named
from desktop.cli.output import Row, Value, made, say, say_json, table
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import pairs_file
from desktop.frameworks.carrying import LeftOut, Pairs
from desktop.frameworks.compare import PartChange
from desktop.frameworks.standing import Amount, Count, Progress
from desktop.services import carry_over, carry_policies
from desktop.services.carry_over import Preview
from desktop.services.carry_policies import Move, Policy


@app.command("carry-over")
def carry(
    context: typer.Context,
    agreement: Annotated[str | None, typer.Argument(metavar="AGREEMENT", help="The apprentice’s number or id.")] = None,
    to: Annotated[str, typer.Option("--to", metavar="KEY", help="The framework to go to.")] = "",
    version: Annotated[str, typer.Option("--version", help="Its version; the one adopted last if not given.")] = "",
    pairs: Annotated[Path | None, typer.Option("--pairs", metavar="FILE", help="The confirmed pairs (JSON).")] = None,
    preview: Annotated[bool, typer.Option("--preview", help="Show what would come of it, and write nothing.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last carry-over back.")] = False,
    reason: Annotated[str, typer.Option("--reason", help="Why; taking back needs one.")] = "",
    all_of: Annotated[
        str, typer.Option("--all-of", metavar="KEY@VERSION", help="Instead of AGREEMENT: those under this version.")
    ] = "",
    policy: Annotated[
        Policy, typer.Option("--policy", help="With --all-of: everyone, those without a sign-off, or nobody.")
    ] = Policy.EVERYONE,
    as_json: options.Json = False,
) -> None:
    """Carry hours and sign-offs of an agreement over to another framework along confirmed pairs; without them, print
    the pairs that are suggested."""
    if (agreement is None) == (not all_of):
        raise KnownError("A carry-over is of one agreement or of a whole version.", "Give AGREEMENT or --all-of.")
    with door.record(context) as store:
        if undo:
            _undo(store, agreement, reason, as_json)
            return
        if not to:
            raise KnownError("It is not said which framework to go to.", "Give --to KEY.")
        if pairs is None:
            _suggest(store, agreement, all_of, to, version, as_json)
            return
        confirmed = pairs_file.read(content(pairs))
        if all_of:
            _carry_all(store, all_of, to, version, confirmed, policy, reason, preview, as_json)
        elif preview:
            _preview(store, agreement or "", to, version, confirmed, as_json)
        else:
            _carry(store, agreement or "", to, version, confirmed, reason, as_json)


def _undo(store: Store, agreement: str | None, reason: str, as_json: bool) -> None:
    if agreement is None:
        raise KnownError("A carry-over is taken back for one agreement.", "Give AGREEMENT.")
    id_ = store.read(door.agreement, agreement)
    found = store.write(carry_over.undo, agreement_id=id_, by=door.actor(store), reason=reason)
    made(found, f"The carry-over of agreement {agreement} is taken back.", as_json=as_json)


def _suggest(store: Store, agreement: str | None, all_of: str, to: str, version: str, as_json: bool) -> None:
    if agreement is not None:
        id_ = store.read(door.agreement, agreement)
        found, pairs = store.read(carry_over.suggest, agreement_id=id_, key=to, version=version)
    else:
        found, pairs = store.read(carry_over.suggest_versions, before=named(store, all_of), key=to, version=version)
    if as_json:
        say_json(pairs_file.told(found, pairs))
        return
    rows = [
        (part.kind, side.code, ", ".join(other.code for other in part.after), ", ".join(part.changes), _like(part))
        for part in found.parts
        for side in part.before
    ]
    table(rows, ("What", "From", "To", "Change", "Like"))
    say("\nNothing is written. Confirm the pairs: add --json, change what it prints, and give it as --pairs FILE.")


def _like(part: PartChange) -> str:
    return f"{part.score:.0f}{' ?' if part.is_suggestion else ''}" if part.after else ""


def _preview(store: Store, agreement: str, to: str, version: str, pairs: Pairs, as_json: bool) -> None:
    id_ = store.read(door.agreement, agreement)
    found = store.read(carry_over.preview, agreement_id=id_, key=to, version=version, pairs=pairs)
    if as_json:
        say_json(_previewed(found))
        return
    before, after = found.before, found.after
    rows = [
        ("Core competencies", _count(before.core), _count(after.core)),
        ("Optional competencies", _count(before.optional), _count(after.optional)),
        ("On-the-job training", _amount(before.ojt), _amount(after.ojt)),
        ("Related instruction", _amount(before.ri), _amount(after.ri)),
        ("Conditions open", str(len(before.unmet)), str(len(after.unmet))),
    ]
    table(rows, ("", f"{before.framework.version} now", f"{after.framework.version} then"))
    say()
    table(
        [(one.function.number, one.function.title, _count(one.core), _amount(one.ojt)) for one in after.functions],
        ("", "Job function then", "Core", "Hours"),
    )
    if found.left_out:
        say("\nLeft out:")
        table([_left(one) for one in found.left_out], ("What", "Code", "Sign-offs", "Hours"))
    say("\nNothing is written.")


def _count(count: Count) -> str:
    return f"{count.done} of {count.required}" + (f", {count.pending} pending" if count.pending else "")


def _amount(amount: Amount) -> str:
    text = words.hours(amount.done) + (f", {words.hours(amount.pending)} pending" if amount.pending else "")
    return text + (f", {words.hours(amount.credit)} credited" if amount.credit else "")


def _left(one: LeftOut) -> tuple[str, ...]:
    minutes = one.minutes + one.credit
    return (one.kind, one.code, str(one.ratings or ""), words.hours(minutes) if minutes else "")


def _previewed(found: Preview) -> Row:
    return {
        "before": _progress(found.before),
        "after": _progress(found.after),
        "left_out": [_left_out(one) for one in found.left_out],
    }


def _left_out(one: LeftOut) -> Row:
    return {
        "kind": one.kind,
        "code": one.code,
        "sign_offs": one.ratings,
        "requests": one.requests,
        "courses": one.courses,
        "hours_minutes": one.minutes,
        "credit_minutes": one.credit,
    }


def _progress(found: Progress) -> Row:
    def row(core: Count, optional: Count, ojt: Amount) -> dict[str, Any]:
        return {
            "core_complete": core.done,
            "core_required": core.required,
            "optional_complete": optional.done,
            "ojt_approved_minutes": ojt.done,
            "ojt_pending_minutes": ojt.pending,
            "ojt_credit_minutes": ojt.credit,
        }

    return {
        "framework": found.framework.key,
        "framework_version": found.framework.version,
        **row(found.core, found.optional, found.ojt),
        "ri_approved_minutes": found.ri.done,
        "unmet": len(found.unmet),
        "job_functions": [
            {"number": one.function.number, **row(one.core, one.optional, one.ojt)} for one in found.functions
        ],
    }


def _carry(store: Store, agreement: str, to: str, version: str, pairs: Pairs, reason: str, as_json: bool) -> None:
    id_ = store.read(door.agreement, agreement)
    who = door.actor(store)
    left = store.read(carry_over.preview, agreement_id=id_, key=to, version=version, pairs=pairs).left_out
    found = store.write(
        carry_over.carry_over, agreement_id=id_, key=to, version=version, pairs=pairs, by=who, reason=reason
    )
    more = f" Left out: {words.listed(f'{one.kind} {one.code}' for one in left)}." if left else ""
    made(found, f"Agreement {agreement} is under {to} now.{more}", as_json=as_json)


def _carry_all(
    store: Store,
    all_of: str,
    to: str,
    version: str,
    pairs: Pairs,
    policy: Policy,
    reason: str,
    is_preview: bool,
    as_json: bool,
) -> None:
    here = named(store, all_of)
    some: dict[str, Any] = {"key": here.key, "version": here.version, "to_key": to, "to_version": version}
    if is_preview:
        _preview_all(store.read(carry_policies.preview, **some, pairs=pairs, policy=policy), to, as_json)
        return
    who = door.actor(store)
    moved = store.write(carry_policies.carry_all_over, **some, pairs=pairs, policy=policy, by=who, reason=reason)
    if as_json:
        say_json({"agreements": list(moved), "written": True})
    else:
        say(f"{words.counted(len(moved), 'agreement')} went to {to}.")


def _preview_all(moves: tuple[Move, ...], to: str, as_json: bool) -> None:
    if as_json:
        told: list[Value] = [
            {"id": one.agreement_id, "number": one.number, "left_out": [_left_out(left) for left in one.left_out]}
            for one in moves
        ]
        say_json({"agreements": [one.agreement_id for one in moves], "moves": told, "written": False})
        return
    say(f"{words.counted(len(moves), 'agreement')} would go to {to}.")
    lines = [(str(one.number), one.name, *_left(left)) for one in moves for left in one.left_out]
    if lines:
        say("\nLeft out:")
        table(lines, ("Number", "Apprentice", "What", "Code", "Sign-offs", "Hours"))
    say("\nNothing is written.")
