"""Marks that nobody sees are left out of every framework, whatever file brings them, and a note says so."""

import json
from io import BytesIO

import pytest
from openpyxl import Workbook

from desktop.frameworks import catalogue, detect, exports, files
from desktop.frameworks.findings import Weight
from desktop.frameworks.formats import native
from desktop.frameworks.reading import Reading

HIDING = "Bakes\u2066 bread\u200b daily"
SEEN = "Bakes bread daily"


def _read(name: str, content: bytes) -> Reading:
    return detect.read(files.open_bytes(name, content))


def _sheet(rows: list[list[str]]) -> bytes:
    book, out = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(out)
    return out.getvalue()


ROWS = [["Competency code", "Competency title"], ["1a", HIDING]]
OURS = native.write(catalogue.find("it-generalist")).replace(
    json.dumps(next(catalogue.find("it-generalist").competencies()).title, ensure_ascii=False), f'"{HIDING}"', 1
)
DOORS = {
    "made.csv": "\n".join(",".join(row) for row in ROWS).encode(),
    "made.xlsx": _sheet(ROWS),
    "made.json": OURS.encode(),
    "escaped.json": OURS.replace("\u2066", "\\u2066").replace("\u200b", "\\u200b").encode(),
}


@pytest.mark.parametrize("name", DOORS)
def test_marks_nobody_sees_are_left_out_and_told(name: str) -> None:
    reading = _read(name, DOORS[name])
    assert next(reading.found[0].framework.competencies()).title == SEEN
    (note,) = [one for one in reading.findings if one.id == "unseen"]
    assert note.weight is Weight.NOTE
    assert "U+2066 left-to-right isolate and U+200B zero width space" in note.says


@pytest.mark.parametrize("export", exports.EXPORTS, ids=lambda one: one.name)
def test_a_file_that_hides_nothing_has_no_such_note(export: exports.Export) -> None:
    reading = _read(f"made{export.ending}", export.write(catalogue.find("it-generalist")))
    assert "unseen" not in [one.id for one in reading.findings]
