"""A framework goes out in every format, and what is read from such a file is the same framework."""

import csv
from io import BytesIO, StringIO
from itertools import cycle
from string import ascii_lowercase

import pytest
from openpyxl import load_workbook

from desktop.errors import KnownError
from desktop.frameworks import catalogue, detect, exports, files
from desktop.frameworks.document import Framework
from tests import nasty


@pytest.mark.parametrize("name", [one.name for one in exports.EXPORTS])
@pytest.mark.parametrize("key", catalogue.keys())
def test_what_is_written_is_recognised_and_has_the_same_competencies(name: str, key: str) -> None:
    framework = catalogue.find(key)
    export = exports.find(name)
    opened = files.open_bytes(f"made{export.ending}", export.write(framework))
    reading = detect.read(opened)
    assert reading.format == name.removesuffix("-csv")
    (found,) = reading.found
    wanted = [one.title for one in framework.competencies()]
    assert [one.title for one in found.framework.competencies()] == wanted


@pytest.mark.parametrize("export", [one for one in exports.EXPORTS if one.ending != ".json"], ids=lambda one: one.name)
def test_no_spreadsheet_program_works_out_a_cell(export: exports.Export) -> None:
    titles = [one for one in nasty.FORMULAS if one == one.strip()]
    written = export.write(_named(titles))
    if export.ending == ".csv":
        cells = [cell for row in csv.reader(StringIO(written.decode("utf-8-sig"), newline="")) for cell in row]
        assert not [cell for cell in cells if cell and cell[0] in "=+-@\t\r\n＝＋－＠"]
        assert {f"'{one}" if one[0] != "#" else one for one in titles} <= set(cells)
    else:
        found = [cell for sheet in load_workbook(BytesIO(written)) for row in sheet.iter_rows() for cell in row]
        assert {cell.data_type for cell in found} <= {"s", "n", "d"}
        assert set(titles) <= {cell.value for cell in found}
    (read,) = detect.read(files.open_bytes(f"made{export.ending}", written)).found
    assert [one.title for one in read.framework.competencies()][: len(titles)] == titles


def _named(titles: list[str]) -> Framework:
    """A framework whose first competencies have these titles."""
    framework = catalogue.find("it-generalist")
    first = framework.job_functions[0]
    competencies = tuple(
        one.model_copy(update={"code": f"1{letter}", "title": title, "description": title})
        for one, letter, title in zip(cycle(first.competencies), ascii_lowercase, titles, strict=False)
    )
    changed = first.model_copy(update={"competencies": competencies, "choose": None})
    return framework.model_copy(update={"job_functions": (changed, *framework.job_functions[1:])})


def test_an_ending_alone_means_the_plainest_format_with_it() -> None:
    named = {ending: exports.find("", ending).name for ending in (".json", ".XLSX", ".csv")}
    assert named == {".json": "journeybook", ".XLSX": "sheet", ".csv": "sheet-csv"}
    with pytest.raises(KnownError, match=r"no format “\.doc”"):
        exports.find("", ".doc")
