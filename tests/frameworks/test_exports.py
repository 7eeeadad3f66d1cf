"""A framework goes out in every format, and what is read from such a file is the same framework."""

import pytest

from desktop.errors import KnownError
from desktop.frameworks import catalogue, detect, exports, files


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


def test_an_ending_alone_means_the_plainest_format_with_it() -> None:
    named = {ending: exports.find("", ending).name for ending in (".json", ".XLSX", ".csv")}
    assert named == {".json": "journeybook", ".XLSX": "sheet", ".csv": "sheet-csv"}
    with pytest.raises(KnownError, match=r"no format “\.doc”"):
        exports.find("", ".doc")
