"""Damaged documents of every shape: each is read or refused in words, in time, and nothing else happens."""

import os
import random
import time
import traceback
from collections import Counter
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from desktop.errors import KnownError
from desktop.frameworks import answers, detect, files
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer
from tests.reliability import mutations

QUICK = 120
MANY = int(os.environ.get("JOURNEYBOOK_MUTATED_FILES", "20000"))
SEED = int(os.environ.get("JOURNEYBOOK_MUTATION_SEED", "1"))
LONGEST = 2.0
"""Seconds of one file, as the processor counts them: others may use the machine."""


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


def _experiment(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """What became of so many damaged files, and each defect once with the file that shows it."""
    documents = list(_documents().items())
    became: Counter[str] = Counter()
    defects: dict[str, str] = {}
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        name, content = chance.choice(documents)
        content = mutations.mutated(content, chance)
        start = time.process_time()
        try:
            became[_digest(content)] += 1
        except Exception as error:  # noqa: BLE001 - whatever comes out is what this looks for
            last = traceback.extract_tb(error.__traceback__)[-1]
            ours = [one for one in traceback.extract_tb(error.__traceback__) if "/desktop/" in one.filename][-1:]
            place = "; ".join(f"{Path(one.filename).name}:{one.lineno}" for one in (*ours, last))
            told = f"{type(error).__name__} at {place}: {str(error)[:200]}"
            defects.setdefault(f"{type(error).__name__} {place}", f"file {number} of seed {seed} ({name}): {told}")
        taken = time.process_time() - start
        if taken > LONGEST:
            defects.setdefault(f"slow {name}", f"file {number} of seed {seed} ({name}): {taken:.1f} s")
    return became, list(defects.values())


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


def test_damaged_documents_are_read_or_refused_and_nothing_else() -> None:
    became, defects = _experiment(QUICK, SEED)
    assert defects == []
    assert became["refused"] < QUICK, "some are still read"


@pytest.mark.long
def test_very_many_damaged_documents_are_read_or_refused_and_nothing_else() -> None:
    """JOURNEYBOOK_MUTATED_FILES says how many, JOURNEYBOOK_MUTATION_SEED which."""
    became, defects = _experiment(MANY, SEED)
    print(f"{MANY} files: {dict(became)}")
    assert defects == []
