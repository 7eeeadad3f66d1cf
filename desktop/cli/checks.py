"""journeybook check: whether a record agrees with itself."""

import typer

from desktop import words
from desktop.cli import door, options
from desktop.cli.output import Row, listing, say
from desktop.database import file
from desktop.errors import KnownError
from desktop.services import checks
from desktop.services.checks import CheckRow

app = door.group("check", "Checks of the record.")


@app.callback()
def _group() -> None:
    """Keeps `database` a command of its own while it is the only one."""


@app.command("database")
def check_database(context: typer.Context, as_json: options.Json = False) -> None:
    """Count anew whatever the record keeps twice; 1 is the exit code where something does not agree."""
    found = _check(context)
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


def _check(context: typer.Context) -> tuple[CheckRow, ...]:
    try:
        with door.record(context) as store:
            return store.read(checks.check_database)
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
