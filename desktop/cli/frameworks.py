"""journeybook framework: what is to be learned."""

import json
from collections.abc import Iterator
from typing import Annotated

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.output import Row, facts, listing, say, say_json, table
from desktop.codes import Outcome
from desktop.database.store import Store
from desktop.frameworks import catalogue, rules
from desktop.frameworks.document import Framework, HourRange
from desktop.frameworks.formats import native
from desktop.services import frameworks

app = door.group("framework", "Competency frameworks: those that ship and those in the record.")

Key = Annotated[str, typer.Argument(metavar="KEY", help="The key that `framework list` shows.")]
Version = Annotated[str, typer.Option("--version", help="A version; the one adopted last if not given.")]


def find(store: Store | None, key: str, version: str = "") -> Framework:
    if store is not None:
        return store.read(frameworks.find, key=key, version=version)
    return catalogue.find(key)


@app.command("list")
def list_frameworks(context: typer.Context, as_json: options.Json = False) -> None:
    """Every framework in the record, then those that ship and are not in it."""
    with door.record_if_any(context) as store:
        rows = list(_adopted(store) if store else _shipped())
    headings = {
        "key": "Key",
        "version": "Version",
        "title": "Title",
        "approach": "Approach",
        "job_functions": "Job functions",
        "competencies": "Competencies",
        "agreements": "Agreements",
        "adopted": "In the record",
        "sample": "Sample",
    }
    listing(rows, headings, as_json=as_json, empty="There is no framework.")


def _adopted(store: Store) -> Iterator[Row]:
    for row in store.read(frameworks.listing):
        yield {
            "key": row.key,
            "version": row.version,
            "title": row.title,
            "publisher": row.publisher,
            "approach": row.approach,
            "job_functions": row.job_functions,
            "competencies": row.competencies,
            "agreements": row.agreements,
            "adopted": bool(row.id),
            "sample": row.is_sample,
        }


def _shipped() -> Iterator[Row]:
    for one in catalogue.shipped():
        yield {
            "key": one.key,
            "version": one.version,
            "title": one.title,
            "publisher": one.publisher,
            "approach": one.approach,
            "job_functions": len(one.titled_functions()),
            "competencies": sum(1 for _ in one.competencies()),
            "agreements": 0,
            "adopted": False,
            "sample": one.is_sample,
        }


@app.command("show")
def show(context: typer.Context, key: Key, version: Version = "", as_json: options.Json = False) -> None:
    """A framework with its job functions and competencies; as JSON the framework file itself."""
    with door.record_if_any(context) as store:
        framework = find(store, key, version)
    if as_json:
        say_json(json.loads(native.write(framework)))
        return
    facts(
        [
            ("Framework", f"{framework.title} ({framework.key} {framework.version})"),
            ("Publisher", framework.publisher),
            ("Approach", framework.approach),
            ("On-the-job training", _hours(framework.ojt)),
            ("Related instruction", _hours(framework.ri)),
            ("Term", words.counted(framework.term.expected, "month") if framework.term.expected else ""),
        ]
    )
    for function in framework.titled_functions():
        hours = _hours(function.ojt)
        say(f"\n{function.number}  {function.title} ({function.kind}{', ' if hours else ''}{hours})")
        table([(one.code, one.kind, words.clean_line(one.title)) for one in function.competencies], ("", "", ""))


def _hours(hours: HourRange) -> str:
    found = sorted({round(one * 60) for one in (hours.minimum, hours.maximum) if one is not None})
    return " to ".join(words.hours(minutes) for minutes in found)


@app.command("check")
def check(context: typer.Context, key: Key, version: Version = "", as_json: options.Json = False) -> None:
    """Put the rules of 29 CFR 29 to a framework; 1 is the exit code where it cannot be registered like this."""
    with door.record_if_any(context) as store:
        framework = find(store, key, version)
    found = rules.check(framework)
    blocking = [one for one in found if one.blocks]
    if as_json:
        names = ("rule", "severity", "outcome", "sentence", "where", "citation")
        say_json([{name: getattr(one, name) for name in names} | {"blocks": one.blocks} for one in found])
    else:
        table(
            [(one.rule, one.outcome, "blocks" if one.blocks else "", one.sentence, one.citation) for one in found],
            ("Rule", "Outcome", "", "Finding", "Source"),
        )
        failed = sum(one.outcome is Outcome.FAILED for one in found)
        say(f"\n{words.counted(len(found), 'rule')}, {failed} failed, {len(blocking)} of them blocking.")
    raise typer.Exit(1 if blocking else 0)
