"""Damaged documents of every shape: each is read or refused in words, in time, and nothing else happens."""

import os
import random
import zipfile
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

import pytest

from desktop import sheets
from desktop.errors import KnownError
from desktop.frameworks import answers, detect, files
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer
from tests.reliability import hostile, mutations
from tests.reliability.conftest import Note
from tests.reliability.figures import Figure, in_words
from tests.reliability.hostile import Became

MANY = int(os.environ.get("JOURNEYBOOK_MUTATED_FILES", "20000"))
PART = "framework documents"


@cache
def _documents() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        return mutations.documents(Path(folder))


def _digest(content: bytes) -> str:
    """Read the whole file and answer all that it asks with the first choice; what became of it."""
    try:
        opened = files.open_bytes("foreign.dat", content)
        reading = detect.read(opened)
    except KnownError:
        return "refused"
    for one in reading.found:
        assert Framework.model_validate_json(one.framework.model_dump_json(), strict=True) == one.framework
        assert len({finding.id for finding in one.findings}) == len(one.findings)
        given = [Answer(finding.id, finding.choices[0].key) for finding in one.findings if finding.choices]
        try:
            answers.apply(one, given)
        except KnownError:
            return "answers refused"
    return reading.format


def _damaged(name: str, chance: random.Random) -> bytes:
    return mutations.mutated(_documents()[name], chance)


def _experiment(numbers: Iterable[int], seed: int, **more: bool) -> Became:
    return hostile.experiment(numbers, seed, _documents(), _damaged, _digest, **more)


def _figure(became: Became, control: str = "") -> Figure:
    refused = became.counts["refused"] + became.counts["answers refused"]
    counts = {"files": became.files, "refused": refused, "read": became.files - refused - became.counts["failed"]}
    caught = f"after {in_words({'files': became.files})}" if control and became.bad else ""
    return Figure("E6", PART, counts, became.bad, control=control, caught=caught)


READERS = {
    "appendix hybrid": "appendix-a",
    "occupation bakery": "occupational-framework",
    "occupation bicycle in Word": "occupational-framework",
    "sample-help-desk CASE": "case",
    "sample-help-desk OpenSALT": "opensalt",
    "sample-help-desk sheet csv": "sheet",
    "sample-help-desk workbook": "standards-workbook",
    "sample-help-desk.json": "journeybook",
    "sample-help-desk.docx": "appendix-a",
    "sample-help-desk.pdf": "refused",
}


@pytest.mark.parametrize(("name", "reader"), READERS.items())
def test_undamaged_documents_go_to_the_reader_of_their_shape(name: str, reader: str) -> None:
    assert _digest(_documents()[name]) == reader


@pytest.mark.reliability
def test_damaged_documents_are_read_or_refused_and_nothing_else(seconds: float, seed: int, note: Note) -> None:
    became = _experiment(hostile.lasting(seconds), seed)
    note(_figure(became))
    assert became.counts["refused"] < became.files, "some are still read"


@pytest.mark.reliability
def test_a_reader_that_expects_a_damaged_zip_alone_is_caught(seed: int, note: Note) -> None:
    with mock.patch.object(sheets, "UNREADABLE", (zipfile.BadZipFile,)):
        became = _experiment(range(1000), seed, is_control=True)
    note(_figure(became, "nothing but a damaged zip is expected of a workbook"))


@pytest.mark.long
def test_very_many_damaged_documents_are_read_or_refused_and_nothing_else(seed: int, note: Note) -> None:
    """JOURNEYBOOK_MUTATED_FILES says how many."""
    note(_figure(_experiment(range(MANY), seed)))
