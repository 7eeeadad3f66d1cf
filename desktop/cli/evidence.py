"""journeybook evidence: what sign-offs and requests stand on; copies of its files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from desktop import words
from desktop.cli import checks, door, options
from desktop.cli.output import Row, listing, say
from desktop.database.store import Store
from desktop.services import evidence, evidence_checks, evidence_lists, sign_offs
from desktop.services.evidence import NewEvidence
from desktop.services.evidence_lists import EvidenceRow, Grouped

app = door.group("evidence", "Evidence: files, photos, links and observations that sign-offs stand on.")

Files = Annotated[
    list[Path] | None, typer.Option("--evidence", metavar="FILE", help="A file that shows it; any number of them.")
]
Links = Annotated[list[str] | None, typer.Option("--link", metavar="ADDRESS", help="A web page that shows it.")]
Observations = Annotated[list[str] | None, typer.Option("--observation", metavar="TEXT", help="What was seen.")]


def taken(
    store: Store, files: Sequence[Path] | None, links: Sequence[str] | None, observations: Sequence[str] | None
) -> tuple[NewEvidence, ...]:
    """What the options name, kept beside the record. Words are looked at before files are."""
    told = [*map(evidence.link, links or ()), *map(evidence.observation, observations or ())]
    return (*(evidence.from_file(store, path=path) for path in files or ()), *told)


@app.command("list")
def list_evidence(context: typer.Context, apprentice: options.Apprentice, as_json: options.Json = False) -> None:
    """The evidence of one apprentice: of all sign-offs, then of requests that wait."""
    with door.record(context) as store:
        id_ = store.read(door.agreement, apprentice)
        signed = store.read(evidence_lists.of_sign_offs, agreement_id=id_)
        asked = store.read(evidence_lists.of_requests, agreement_id=id_)
        codes = {one.id: one.code for one in store.read(sign_offs.ratings, agreement_id=id_)}
        codes |= {one.id: one.code for one in store.read(sign_offs.requests, agreement_id=id_)}
        rows = [*_rows(store, signed, codes, "sign-off"), *_rows(store, asked, codes, "request")]
    headings = {
        "code": "Code",
        "of": "Of",
        "kind": "Kind",
        "name": "Name",
        "state": "State",
        "elsewhere": "Others",
        "added_by": "From",
        "id": "Id",
    }
    listing(rows, headings, as_json=as_json, empty="There is no evidence.")


def _rows(store: Store, grouped: Grouped, codes: dict[str, str], of: str) -> list[Row]:
    hashes = {one.sha256 for rows in grouped.values() for one in rows if one.sha256}
    states = evidence_lists.states(store, hashes=hashes)
    return [
        _row(one, codes[owner_id], of, states[one.sha256].value if one.sha256 else "")
        for owner_id, rows in grouped.items()
        for one in rows
    ]


def _row(one: EvidenceRow, code: str, of: str, state: str) -> Row:
    return {
        "id": one.id,
        "code": code,
        "of": of,
        "of_id": one.owner_id,
        "kind": one.kind,
        "name": one.label or one.text,
        "media": one.media,
        "size": one.size,
        "sha256": one.sha256,
        "state": state,
        "elsewhere": one.elsewhere,
        "added_by": one.added_by,
        "added_at": one.added_at,
    }


@app.command("save")
def save(
    context: typer.Context,
    id_: Annotated[str, typer.Argument(metavar="ID", help="An id that `evidence list` shows.")],
    folder: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where to write the copy.")],
) -> None:
    """Write a copy of a file into a folder, under a name that any system can hold."""
    with door.record(context) as store:
        path = evidence_lists.save(store, evidence_id=id_, folder=folder)
    say(f"The copy is {path}.")


@app.command("recover")
def recover(context: typer.Context) -> None:
    """Bring files that are missing or altered back from the backups; 1 is the exit code where one is in none."""
    with door.record(context) as store:
        came, lost = evidence_checks.recover(store)
    say(f"{words.counted(came, 'file')} came back from the backups.")
    if lost:
        say(f"{words.counted(lost, 'file is', 'files are')} in no backup.")
        raise typer.Exit(1)


@checks.app.command("evidence")
def check_evidence(context: typer.Context, as_json: options.Json = False) -> None:
    """Read every file of evidence; 1 is the exit code where one is missing or altered."""
    with door.opened(context) as store:
        found = evidence_checks.check_evidence(store)
    checks.tell(found, as_json)
