"""journeybook framework, two beside each other: what differs, and which competencies say the same."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.framework_drafts import app as app
from desktop.cli.output import Row, Value, facts, listing, say, say_json, table
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import catalogue, pairs_file
from desktop.frameworks.compare import Change, Comparison, PartChange, compare
from desktop.frameworks.details import FieldChange
from desktop.frameworks.document import Framework
from desktop.frameworks.matching import Side
from desktop.frameworks.nearest import suggestions
from desktop.services import crosswalks, frameworks

One = Annotated[str, typer.Argument(metavar="A", help="A framework: KEY, or KEY@VERSION.")]
Other = Annotated[str, typer.Argument(metavar="B", help="Another: KEY, or KEY@VERSION.")]


def named(store: Store | None, text: str) -> Framework:
    """The framework that KEY or KEY@VERSION names."""
    key, _, version = text.partition("@")
    if store is not None:
        return store.read(frameworks.find, key=key, version=version)
    found = catalogue.find(key)
    if version not in ("", found.version):
        raise KnownError(f"There is no version {version} of {found.title}.", f"There is version {found.version}.")
    return found


@app.command("diff")
def diff(context: typer.Context, one: One, other: Other, as_json: options.Json = False) -> None:
    """What differs between two versions or two frameworks, part by part."""
    with door.record_if_any(context) as store:
        found = compare(named(store, one), named(store, other))
    if as_json:
        say_json(_told(found))
        return
    say(f"{_title(found.before)} → {_title(found.after)}")
    facts([(field.field, f"{field.before or '—'} → {field.after or '—'}") for field in found.head])
    changed = [part for part in found.parts if part.changes != (Change.SAME,)]
    if changed:
        say()
        table([_line(part) for part in changed], ("What", "Before", "After", "Change", "Like", "Text"))
    same = len(found.parts) - len(changed)
    say(f"\n{words.counted(len(changed), 'part')} changed, {same} the same.")


def _title(framework: Framework) -> str:
    return f"{framework.title} ({framework.key} {framework.version})"


def _line(part: PartChange) -> tuple[str, ...]:
    before, after = (", ".join(side.code for side in sides) for sides in (part.before, part.after))
    texts = [words.clean_line(side.text) for side in (part.after or part.before)[:1]]
    like = f"{part.score:.0f}" if part.before and part.after else ""
    sure = "?" if part.is_suggestion else ""
    return (part.kind, before, after, ", ".join(part.changes) + sure, like, texts[0][:60])


def _told(found: Comparison) -> Row:
    parts: list[Value] = [
        {
            "kind": part.kind,
            "before": [_side(side) for side in part.before],
            "after": [_side(side) for side in part.after],
            "changes": list(part.changes),
            "matched": part.matched,
            "is_suggestion": part.is_suggestion,
            "score": part.score,
            "shared": list(part.shared),
            "fields": _fields(part.fields),
        }
        for part in found.parts
    ]
    names = {
        name: {"key": one.key, "version": one.version, "title": one.title}
        for name, one in (("from", found.before), ("to", found.after))
    }
    counts: list[Value] = [{"change": change, "parts": many} for change, many in found.counts().items()]
    return {**names, "is_same": found.is_same, "counts": counts, "head": _fields(found.head), "parts": parts}


def _side(side: Side) -> Row:
    return {"code": side.code, "text": side.text, "core_or_optional": side.kind, "job_function": side.function}


def _fields(fields: Sequence[FieldChange]) -> list[Value]:
    return [{"field": one.field, "before": one.before, "after": one.after} for one in fields]


@app.command("crosswalk")
def crosswalk(
    context: typer.Context,
    one: One,
    other: Other,
    confirm: Annotated[
        Path | None, typer.Option("--confirm", metavar="FILE", help="Pairs of competencies to keep (JSON).")
    ] = None,
    withdraw: Annotated[str, typer.Option("--withdraw", metavar="ID", help="A kept pair that no longer holds.")] = "",
    note: Annotated[str, typer.Option("--note", help="What speaks for the pairs.")] = "",
    as_json: options.Json = False,
) -> None:
    """Five suggestions for each competency of A in B, and the pairs that were confirmed."""
    if confirm is None and not withdraw:
        with door.record_if_any(context) as store:
            _show_crosswalk(store, named(store, one), named(store, other), as_json)
        return
    with door.record(context) as store:
        who = door.actor(store)
        if withdraw:
            store.write(crosswalks.withdraw, pair_id=withdraw, by=who)
            say("The pair is withdrawn; it stays in the record.")
        if confirm is not None:
            pairs = pairs_file.read_crosswalk(content(confirm))
            before, after = named(store, one), named(store, other)
            many = store.write(crosswalks.confirm, before=before, after=after, pairs=pairs, by=who, note=note)
            say(f"{words.counted(many, 'pair is', 'pairs are')} confirmed; {len(pairs) - many} stood already.")


def _show_crosswalk(store: Store | None, before: Framework, after: Framework, as_json: bool) -> None:
    if store is not None:
        rows = store.read(crosswalks.crosswalk, before=before, after=after)
    else:
        near = suggestions(before, after)
        rows = tuple(
            crosswalks.CrosswalkRow(one.code, one.title, function.number, near[one.code], ())
            for function in before.titled_functions()
            for one in function.competencies
        )
    if as_json:
        say_json({"competencies": [_walked(row) for row in rows]})
        return
    lines: list[Row] = [
        {
            "from": row.code,
            "to": near.code,
            "like": str(round(near.score)),
            "confirmed": any(pair.other_code == near.code for pair in row.confirmed),
            "text": words.clean_line(near.text)[:70],
        }
        for row in rows
        for near in row.suggestions
    ]
    headings = {"from": "From", "to": "To", "like": "Like", "confirmed": "Confirmed", "text": "Text"}
    listing(lines, headings, as_json=False, empty="There is nothing to pair.")


def _walked(row: crosswalks.CrosswalkRow) -> dict[str, Any]:
    return {
        "from": row.code,
        "from_text": row.text,
        "to": [pair.other_code for pair in row.confirmed],
        "suggestions": [
            {"code": near.code, "text": near.text, "score": near.score, "shared": list(near.shared)}
            for near in row.suggestions
        ],
        "confirmed": [
            {
                "id": pair.id,
                "code": pair.other_code,
                "score": pair.score,
                "note": pair.note,
                "confirmed_by": pair.confirmed_by,
                "confirmed_at": pair.confirmed_at,
            }
            for pair in row.confirmed
        ],
    }


def content(file: Path) -> bytes:
    """What a file of pairs holds, and one byte more than any may."""
    try:
        with file.open("rb") as opened:
            return opened.read(pairs_file.LARGEST + 1)
    except FileNotFoundError:
        raise KnownError(f"There is no file {file}.", "Choose another file.") from None
    except OSError:
        raise KnownError(f"The file {file} cannot be read.", "Check that it is a file and open to you.") from None
