"""journeybook sample-papers: the papers of the sample program, as one looks at Journeybook without a screen."""

import tempfile
from pathlib import Path
from typing import Annotated

import typer

from desktop.cli import demo
from desktop.cli.output import say
from desktop.codes import OPEN_STATUSES
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.services import apprentices, demo_signing, documents
from desktop.services.documents import Paper

_FRAMEWORK = "it-generalist"


def sample_papers(
    out: Annotated[Path, typer.Option("--out", metavar="FOLDER", help="Where the papers go.")] = Path("out"),
) -> None:
    """Write a work process schedule, a progress report and the cohort workbook of the sample program."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError:
        raise KnownError(f"The folder {out} cannot be made.", "Name another one with --out.") from None
    with tempfile.TemporaryDirectory(prefix="journeybook-") as folder:
        path = Path(folder) / "sample.db"
        demo.fill_new(path)
        with open_store(path) as store:
            demo_signing.enter(store)
            for made in _write(store, out):
                say(str(made))


def _write(store: Store, out: Path) -> list[Path]:
    rows = store.read(apprentices.listing, statuses=OPEN_STATUSES)
    one = min((row for row in rows if row.framework_key == _FRAMEWORK), key=lambda row: row.number)
    return [
        documents.save(store, paper=paper, path=out / name, agreement_id=agreement_id)
        for paper, name, agreement_id in (
            (Paper.SCHEDULE, "work-process-schedule.pdf", one.agreement_id),
            (Paper.PROGRESS, "progress-report.pdf", one.agreement_id),
            (Paper.COHORT, "cohort.xlsx", None),
        )
    ]
