"""A document becomes a framework, an apprentice learns under it to completion, and the papers say so."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from pypdf import PdfReader

from desktop.codes import Approach, HourKind, HourState
from desktop.database.store import Store
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer, Entry, Finding
from desktop.frameworks.reading import Reading
from desktop.frameworks.standing import Progress
from desktop.services import (
    clock,
    documents,
    framework_imports,
    frameworks,
    hour_decisions,
    hours,
    registration,
    sign_offs,
)
from desktop.services.documents import FORMATS, Paper
from desktop.services.framework_imports import Source
from desktop.services.hours import NewEntry
from desktop.services.progress import progress
from desktop.services.sign_offs import NewRating
from tests.conftest import BEGINS, Cast
from tests.frameworks.formats import appendix_a_files, career_maps, case_packages
from tests.frameworks.formats.career_maps import Job, Layout, Sheet, Skill
from tests.frameworks.formats.occupational_documents import BICYCLE

LATER = datetime(2031, 6, 2, 16, tzinfo=UTC)
"""A day by which every apprenticeship here is over."""

_MAP = career_maps.write(
    ("DECKHAND", "MATE", "SKIPPER"),
    [
        Job(
            "FERRY KEEPER",
            (
                Sheet(
                    Layout.ROWS,
                    (
                        Skill("MOORING", ("Hands over a line.", "Ties up in calm.", "Ties up in a gale.")),
                        Skill("PASSENGERS", ("Greets them.", "Counts them.", "Calms them.")),
                    ),
                ),
            ),
        )
    ],
)
_EXCHANGE = {
    "schemaVersion": "1.0",
    "exportedAt": "2025-01-02T03:04:05.000Z",
    "occupation": {"soc": "51-3011.00", "title": "Bakers", "group": "Production", "sector": "31", "jobZone": None},
    "framework": {
        "version": "v.25.01",
        "levels": {
            "helper": {"label": "Helper", "statements": ["Flour — weigh to a list.", "Trays — wash and stack."]},
            "owner": {"label": "Shop Owner", "statements": ["Night shift — plan and lead."]},
        },
    },
    "sources": {"onet": "v24.3 (CC BY 4.0)", "crosswalk": "https://made-up.example", "generator": "Oven.example"},
    "attribution": "© Bread Board",
}
_SHEET = (
    "Code,Area,Skill,Core or optional,Hours,Novice,Proficient\n"
    "B1,Doughs,Kneads by hand,Core,100,Follows a recipe,Writes one\n"
    "B2,Doughs,Kneads by machine,Optional,100,Watches it,Mends it\n"
    "B3,Ovens,Fires the oven,Core,40,Loads it,Plans the day\n"
)


@dataclass(frozen=True)
class Case:
    """A document, and what must stand on the papers of an apprentice who learnt under it."""

    name: str
    content: bytes
    words: tuple[str, ...]


CASES = (
    Case("map.txt", _MAP.encode(), ("MOORING", "Ties up in a gale.", "3 Skipper", "TEN TRADES")),
    Case(
        "export.json",
        json.dumps(_EXCHANGE).encode(),
        ("Night shift — plan and lead.", "Shop Owner", "© Bread Board", "CC BY 4.0"),
    ),
    Case("bakery.csv", _SHEET.encode(), ("Kneads by machine", "2 Proficient", "100 h on the job")),
    Case("form.docx", appendix_a_files.time_based(), ("Spiles planks", "6,000", "Wood and glue", "125.5")),
    Case("hybrid.docx", appendix_a_files.hybrid(), ("Planks the hull", "4,400", "Composites")),
    Case("bicycle.txt", BICYCLE.encode(), ("4 Competent",)),
    Case(
        "baking.json",
        json.dumps(case_packages.package(case_packages.BREAD)).encode(),
        ("Deck ovens", "Steams a deck oven", "Bakers' Guild"),
    ),
)


def _answer(finding: Finding) -> Answer:
    """What is in the framework already, else the first reading, else something typed."""
    if finding.choices:
        return Answer(finding.id, choice=finding.taken_key or finding.choices[0].key)
    return Answer(finding.id, typed={Entry.WHOLE: "12", Entry.HOURS: "100"}.get(finding.entry or Entry.TEXT, "Made up"))


def _imported(store: Store, cast: Cast, path: Path) -> tuple[str, Framework]:
    """Inspect, answer, adopt: the id of the version with the first framework of the document."""
    source, reading = framework_imports.read_file(store, path=path, report=lambda _done, _of: None)
    assert isinstance(source, Source)
    assert isinstance(reading, Reading)
    found = reading.found[0]
    given = [_answer(one) for one in found.findings if one.must_answer]
    (taken,) = store.write(
        framework_imports.take, source=source, reading=reading, found=[found], by=cast.cora, answers={found.key: given}
    )
    return taken.framework_id, store.read(frameworks.document, taken.framework_id)


def _days() -> Iterator[date]:
    return (BEGINS + timedelta(days=one) for one in count())


def _work(store: Store, cast: Cast, agreement_id: str, wanted: Progress) -> None:
    """All hours that are required, ten a day, logged and approved."""
    days, entries = _days(), []
    for function in wanted.functions:
        for kind, minutes in ((HourKind.OJT, function.ojt.required), (HourKind.RI, function.ri.required)):
            entries += [
                NewEntry(
                    kind, next(days), min(600, minutes - done), {function.function.number: min(600, minutes - done)}
                )
                for done in range(0, minutes, 600)
            ]
    first = wanted.functions[0].function.number
    logged = sum(one.minutes for one in entries if one.kind is HourKind.OJT)
    entries += [NewEntry(HourKind.OJT, next(days), 600, {first: 600}) for _ in range(logged, wanted.ojt.required, 600)]
    entries += [NewEntry(HourKind.RI, next(days), 600) for _ in range(0, max(wanted.ri.required, 600), 600)]
    ids = store.write(hours.log, agreement_id=agreement_id, entries=entries, by=cast.cora)
    store.write(hour_decisions.decide, entry_ids=ids, state=HourState.APPROVED, by=cast.mia)


def _sign(store: Store, cast: Cast, agreement_id: str, framework: Framework) -> None:
    """Every competency at each level from the lowest to the highest, as a mentor would over time."""
    scale = framework.rating_scale.levels
    for place, level in enumerate(scale):
        day = BEGINS + timedelta(days=30 * (place + 1))
        reason = "Not met yet" if level.needs_reason else ""
        some = [NewRating(one.code, level.level, HourKind.OJT, day, reason) for one in framework.competencies()]
        store.write(sign_offs.sign_off, agreement_id=agreement_id, ratings=some, signer_id=cast.mia)
    for course in framework.courses:
        store.write(
            hours.record_course,
            agreement_id=agreement_id,
            course=course.code,
            finished_on=BEGINS + timedelta(days=90),
            is_passed=True,
            by=cast.ines,
        )


def _pdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(path).pages)


def _word(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(part.text for part in document.paragraphs), *cells])


def _excel(path: Path) -> str:
    rows = [row for sheet in load_workbook(path) for row in sheet.iter_rows(values_only=True)]
    return "\n".join(str(cell) for row in rows for cell in row if cell is not None)


_READ: dict[str, Callable[[Path], str]] = {".pdf": _pdf, ".docx": _word, ".xlsx": _excel}


def _flat(text: str) -> str:
    return "".join(text.split())


def _says(text: str, words: str) -> bool:
    """Lines and cells may break anywhere; figures of a workbook stand without their comma."""
    return _flat(words) in _flat(text) or _flat(words.replace(",", "")) in _flat(text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_document_is_learnt_under_to_completion_and_its_papers_say_so(
    store: Store, cast: Cast, tmp_path: Path, case: Case
) -> None:
    (tmp_path / case.name).write_bytes(case.content)
    with clock.stopped_at(LATER):
        framework_id, framework = _imported(store, cast, tmp_path / case.name)
        agreement_id = store.write(
            registration.register,
            first_name="Ida",
            last_name="Berg",
            framework=(framework_id, ""),
            begins=BEGINS,
            employer_id=cast.north,
            mentor_id=cast.mia,
            is_registered=True,
            by=cast.cora,
        )
        _work(store, cast, agreement_id, store.read(progress, agreement_id=agreement_id))
        _sign(store, cast, agreement_id, framework)
        found = store.read(progress, agreement_id=agreement_id)
        assert found.is_complete, found.unmet
        schedules = _papers(store, Paper.SCHEDULE, tmp_path, agreement_id)
        reports = _papers(store, Paper.PROGRESS, tmp_path, agreement_id)
        (cohort,) = _papers(store, Paper.COHORT, tmp_path, agreement_id)
    for words in case.words:
        assert all(_says(text, words) for text in schedules), words
    for text in (*schedules, *reports):
        for one in framework.competencies():
            assert _says(text, one.title), one.title
    for text in reports:
        assert framework.approach is Approach.TIME_BASED or _says(text, framework.rating_scale.levels[-1].word)
    for text in (*schedules, *reports, cohort):
        for told in (framework.attribution, framework.licence):
            assert _says(text, told)


def _papers(store: Store, paper: Paper, folder: Path, agreement_id: str) -> list[str]:
    """The text of a paper in every format it comes in."""
    paths = [folder / f"{paper}{ending}" for ending in FORMATS[paper]]
    for path in paths:
        documents.save(store, paper=paper, path=path, agreement_id=agreement_id)
    return [_READ[path.suffix](path) for path in paths]
