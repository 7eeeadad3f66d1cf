"""journeybook check: whether a record agrees with itself."""

from collections.abc import Callable, Sequence

import typer
from sqlmodel import Session

from desktop import anchors, words
from desktop.cli import door, options
from desktop.cli.output import Row, listing, say
from desktop.database import file
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.services import checks, ledger, ledger_checks
from desktop.services.checks import CheckRow
from desktop.services.ledger import Verdict

app = door.group("check", "Checks of the record.")


@app.command("database")
def check_database(context: typer.Context, as_json: options.Json = False) -> None:
    """Count anew whatever the record keeps twice; 1 is the exit code where something does not agree."""
    tell(_found(context, lambda store: store.read(checks.check_database)), as_json)


@app.command("ledger")
def check_ledger(context: typer.Context, as_json: options.Json = False) -> None:
    """Check that what is signed is as it was signed; 1 is the exit code where it is not."""
    tell(_found(context, lambda store: store.read(_compared, ledger.verify_aside(store))), as_json)


def _compared(session: Session, verdict: Verdict) -> tuple[CheckRow, ...]:
    return ledger_checks.told(session, verdict, anchor=anchors.load().get(ledger.record_id(session)))


def tell(found: Sequence[CheckRow], as_json: bool) -> None:
    rows: list[Row] = [{"name": row.name, "ok": row.ok, "sentence": row.sentence} for row in found]
    if as_json:
        listing(rows, {}, as_json=True, empty="")
    else:
        told: list[Row] = [{**row, "outcome": "ok" if row["ok"] else "wrong"} for row in rows]
        listing(told, {"outcome": "", "name": "Check", "sentence": "Found"}, as_json=False, empty="")
    wrong = sum(not row.ok for row in found)
    if not as_json:
        said = f"{words.counted(wrong, 'does', 'do')} not agree." if wrong else "The record agrees with itself."
        say(f"\n{words.counted(len(found), 'check')}: {said}")
    raise typer.Exit(1 if wrong else 0)


def _found(context: typer.Context, check: Callable[[Store], tuple[CheckRow, ...]]) -> tuple[CheckRow, ...]:
    """What a check found; for a file that is too damaged to open, that it is."""
    try:
        with door.opened(context) as store:
            return check(store)
    except KnownError:
        # A damaged file does not open, and that is what the check was to find out.
        path = door.path_of(context)
        if not path.exists():
            raise
        file.schema_of(path)
        try:
            file.refuse_damaged(path)
        except KnownError as damage:
            return (CheckRow("file", False, str(damage)),)
        raise
