"""journeybook self-test: whether this installation can do its work, shown on the sample program."""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import typer

from desktop import words
from desktop.cli import demo, options
from desktop.cli.output import Row, say, say_json
from desktop.codes import OPEN_STATUSES, HourKind, Kind
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.frameworks.standing import Progress
from desktop.services import (
    agreements,
    apprentices,
    checks,
    clock,
    demo_signing,
    documents,
    ledger_checks,
    progress,
    sign_offs,
)
from desktop.services.documents import FORMATS, Paper
from desktop.services.sign_offs import NewRating

_PARTS = {".docx": "word/document.xml", ".xlsx": "xl/workbook.xml"}


@dataclass(slots=True)
class _Steps:
    """What was tried, one line a step."""

    as_json: bool
    done: list[Row] = field(default_factory=list)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """A step that a KnownError fails; the steps after it are tried all the same."""
        told = ""
        try:
            yield
        except KnownError as error:
            told = str(error)
        self.done.append({"name": name, "ok": not told, "sentence": told})
        if not self.as_json:
            say(f"{'wrong' if told else 'ok':<7}{name}{': ' if told else ''}{told}")

    @property
    def is_good(self) -> bool:
        return all(row["ok"] for row in self.done)


def self_test(as_json: options.Json = False) -> None:
    """Make a temporary record, check it, sign a competency and write every paper; nothing of it stays."""
    steps = _Steps(as_json)
    with tempfile.TemporaryDirectory(prefix="journeybook-") as folder:
        path = Path(folder) / "sample.db"
        with steps.step("fill a new record with the sample program"):
            demo.fill_new(path)
        if path.exists():
            with open_store(path) as store:
                demo_signing.enter(store)
                _try_all(steps, store, Path(folder))
    if as_json:
        say_json(steps.done)
    raise typer.Exit(0 if steps.is_good else 1)


def _try_all(steps: _Steps, store: Store, folder: Path) -> None:
    with steps.step("check the record"):
        _check(store)
    with steps.step("sign a competency"):
        _sign(store)
    with steps.step("check the record again"):
        _check(store)
    apprentice = store.read(apprentices.listing, statuses=OPEN_STATUSES)[0]
    for paper, endings in FORMATS.items():
        for ending in endings:
            with steps.step(f"write and read the {paper} paper as {ending}"):
                path = folder / f"{paper}{ending}"
                agreement_id = None if paper is Paper.COHORT else apprentice.agreement_id
                documents.save(store, paper=paper, path=path, agreement_id=agreement_id)
                _read_back(path)


def _check(store: Store) -> None:
    found = (*store.read(checks.check_database), *store.read(ledger_checks.check_ledger))
    wrong = [row.sentence for row in found if not row.ok]
    if wrong:
        raise KnownError(" ".join(wrong))


def _sign(store: Store) -> None:
    """The first open core competency, signed by the mentor today, must then be complete."""
    row, found, code = next(_open_competencies(store))
    mentor = next(duty for duty in store.read(agreements.duties, row) if duty.until is None)
    rating = NewRating(code, found.framework.rating_scale.completes_at, HourKind.OJT, store.read(clock.today))
    store.write(sign_offs.sign_off, agreement_id=row, ratings=[rating], signer_id=mentor.person_id)
    after = store.read(progress.progress, agreement_id=row)
    if after.core.done != found.core.done + 1:
        done = words.counted(after.core.done - found.core.done, "competency", "competencies")
        raise KnownError(f"The sign-off completed {done} instead of one.")


def _open_competencies(store: Store) -> Iterator[tuple[str, Progress, str]]:
    for row in store.read(apprentices.listing, statuses=OPEN_STATUSES):
        found = store.read(progress.progress, agreement_id=row.agreement_id)
        for function in found.functions:
            for one in function.competencies:
                if one.competency.kind is Kind.CORE and not one.is_complete:
                    yield row.agreement_id, found, one.competency.code


def _read_back(path: Path) -> None:
    readers: dict[str, Callable[[Path], bool]] = {".pdf": _is_pdf}
    if not readers.get(path.suffix, _is_office)(path):
        raise KnownError(f"The file {path.name} cannot be read again.")


def _is_pdf(path: Path) -> bool:
    content = path.read_bytes()
    return content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF")


def _is_office(path: Path) -> bool:
    if not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and _PARTS[path.suffix] in archive.namelist()
