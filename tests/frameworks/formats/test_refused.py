"""Files that are recognised and refused: each says what it is and what to do instead."""

import json
import zipfile
from io import BytesIO

import pytest
from openpyxl import Workbook

from desktop.errors import KnownError
from desktop.frameworks import detect, files
from tests.frameworks.formats import word_files

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def _zipped(**parts: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("_", "/"), content)
    return made.getvalue()


def _workbook(title: str, *rows: list[str]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _json(value: object) -> bytes:
    return json.dumps(value).encode()


STATEMENT = {"actor": {"mbox": "mailto:a@b.example"}, "verb": {"id": "http://adlnet.gov/expapi/verbs/passed"}}
BADGE = {"@context": ["https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"], "type": ["OpenBadgeCredential"]}
ASN = {"@context": "https://credreg.net/ctdlasn/schema/context/json", "@graph": [{"ceasn:name": {"en": "Welding"}}]}
ELM = {"@context": "http://data.europa.eu/snb/model/context/edc-ap", "type": ["EuropeanDigitalCredential"]}
MOODLE = (
    "Parent ID number,ID number,Short name,Description,Description format,Scale values,Scale configuration,"
    "Rule type,Rule outcome,Rule config,Cross-referenced competency ID numbers,Exported ID,Is framework,Taxonomy\n"
)


@pytest.mark.parametrize(
    ("content", "what", "way"),
    [
        (OLE + "WordDocument".encode("utf-16-le"), "old kind (.doc)", ".docx"),
        (OLE + "Workbook".encode("utf-16-le"), "old kind (.xls)", ".xlsx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "without one"),
        (OLE, "Office file of an old kind", ".docx"),
        (b"{\\rtf1\\ansi Welder}", "RTF", ".docx"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 99, "picture (PNG)", "OCR"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 99, "picture (JPEG)", "OCR"),
        (b"MZ\x90\0" + b"\0" * 99, "program", "document"),
        (b"\x7fELF\x02" + b"\0" * 99, "program", "document"),
        (b"\x1f\x8b\x08\0\0", "archive", "Unpack"),
        (_zipped(readme="x"), "no Office file", "Unpack"),
        (_zipped(mimetype="application/vnd.oasis.opendocument.text"), ".odt", ".docx"),
        (_zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), ".ods", "map its columns"),
        (_zipped(ppt_presentation="x"), "no Office file", "Unpack"),
        (_workbook("SFIA 9", ["Code", "Skill", "Level 1"]), "licence", "columns"),
        (_workbook("Skills", ["Subcategory", "Overall description", "Guidance notes"]), "licence", "columns"),
        (b"SFIA 8 skills\n\nProgramming at level 3\n", "licence", "columns"),
        (word_files.packed("Skills Framework for the Information Age", "Programming"), "licence", "columns"),
        (_json(STATEMENT), "xAPI", "framework"),
        (_json([STATEMENT]), "xAPI", "framework"),
        (_json({"statements": [STATEMENT], "more": ""}), "xAPI", "framework"),
        (_json(BADGE), "credential", "verified"),
        (_json({"type": ["VerifiableCredential", "ClrCredential"]}), "credential", "verified"),
        (_json(ASN), "CTDL-ASN", "CASE"),
        (_json(ELM), "Europass", "standard"),
        (b'<?xml version="1.0"?><Candidate xmlns="http://www.europass.eu/1.0"/>', "Europass", "standard"),
        (b"<?xml version='1.0'?><standard/>", "XML", "map its columns"),
        (b"<!DOCTYPE html><html><body>Welder</body></html>", "web page", "copy its text"),
        (_json({"wps": []}), "RAPIDS", "Appendix A"),
        (_json({"hello": 1}), "JSON", "map its columns"),
        (_json([]), "JSON", "map its columns"),
        (b"Dear all,\nsee you at nine.\n", "no framework", "map its columns"),
        (word_files.packed("Dear all,"), "no framework", "map its columns"),
        (_workbook("Sheet1", ["hello"]), "no framework", "heads"),
        (b"\0\1\2\3" * 40, "no text", "map its columns"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_it_is_and_the_way_out(content: bytes, what: str, way: str) -> None:
    with pytest.raises(KnownError) as refused:
        detect.read(files.open_bytes("thing.dat", content))
    assert what in refused.value.sentence
    assert way in refused.value.advice
    assert refused.value.sentence.startswith("thing.dat ")


def test_moodle_exports_are_told_when_no_sheet_can_be_made_of_them() -> None:
    from desktop.frameworks.formats import refused

    assert "Moodle" in refused.reason(files.open_bytes("x.csv", MOODLE.encode())).sentence


def test_a_framework_that_only_names_sfia_further_down_is_not_barred() -> None:
    from desktop.frameworks.formats import refused

    text = "\n".join([*(f"Line {one}" for one in range(40)), "Related: SFIA PROG"])
    assert refused.barred(files.open_bytes("x.txt", text.encode())) is None
