"""Files that are recognised and cannot be read: why, and the way out."""

import re
from collections.abc import Mapping
from itertools import islice
from typing import Any, Final

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened, Sheet

_MAP: Final = "Save it as a table (.xlsx or .csv) and map its columns."
_SEEN: Final = 20_000
"""Characters looked at to tell what a text is."""
_ITEMS: Final = 50

_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF8", "GIF"),
    (b"II*\0", "TIFF"),
    (b"MM\0*", "TIFF"),
    (b"BM", "bitmap"),
)
_PROGRAMS: Final = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe")
_PACKED: Final = (b"7z\xbc\xaf\x27\x1c", b"Rar!", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")


def reason(opened: Opened) -> KnownError:
    """What to say of a file that no reader fits."""
    name = opened.name
    found = barred(opened)
    if found is not None:
        return found
    if opened.form is Form.OLD_WORD:
        return _old_office(opened)
    if opened.form is Form.UNKNOWN:
        return _binary(opened)
    if opened.form is Form.PDF:
        return KnownError(
            f"The text of {name} has the shape of no framework that Journeybook knows.",
            f"Open it in Word and save it as .docx, or copy its table: {_lower(_MAP)}",
        )
    if opened.form is Form.WORKBOOK:
        return _workbook(opened)
    if opened.form is Form.JSON:
        return _json(opened)
    return _text(opened)


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _old_office(opened: Opened) -> KnownError:
    """Word and Excel up to 2003 share one container; its directory names the streams in UTF-16."""
    content = opened.content
    if _utf16("EncryptedPackage") in content:
        return KnownError(
            f"{opened.name} is locked with a password.", "Open it in Office, save it without one, and choose that file."
        )
    if _utf16("WordDocument") in content:
        return KnownError(
            f"{opened.name} is a Word document of the old kind (.doc).",
            "Open it in Word and save it as .docx.",
        )
    if _utf16("Workbook") in content or _utf16("Book") in content:
        return KnownError(
            f"{opened.name} is an Excel workbook of the old kind (.xls).",
            "Open it in Excel, save it as .xlsx, and map its columns.",
        )
    return KnownError(
        f"{opened.name} is an Office file of an old kind.", "Open it in Office and save it as .docx or .xlsx."
    )


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-le")


def _binary(opened: Opened) -> KnownError:
    name, start = opened.name, opened.content[:16]
    picture = next((told for sign, told in _PICTURES if start.startswith(sign)), None)
    if picture or (start.startswith(b"RIFF") and opened.content[8:12] == b"WEBP"):
        return KnownError(
            f"{name} is a picture ({picture or 'WebP'}), which holds no text.",
            "Have its text recognized (OCR) and save that, or ask for the document that the picture was made from.",
        )
    if start.startswith(_PROGRAMS):
        return KnownError(f"{name} is a program.", "Choose a document.")
    if start.startswith(b"PK"):
        return _zip(opened)
    if start.startswith(_PACKED):
        return KnownError(f"{name} is a packed archive.", "Unpack it and choose one of the files in it.")
    if start.startswith(b"SQLite format 3"):
        return KnownError(f"{name} is a database.", f"Open it in its own program. {_MAP}")
    return KnownError(f"{name} holds no text that can be read.", _MAP)


_OPEN_DOCUMENT: Final = (
    (b"opendocument.text", "an OpenDocument text (.odt)", "Save it as .docx."),
    (b"opendocument.spreadsheet", "an OpenDocument spreadsheet (.ods)", "Save it as .xlsx and map its columns."),
    (b"opendocument.presentation", "an OpenDocument presentation (.odp)", "Copy its text into a document."),
    (b"epub+zip", "an e-book", "Copy its text into a document."),
)


def _zip(opened: Opened) -> KnownError:
    name, start = opened.name, opened.content[:300]
    for sign, what, way in _OPEN_DOCUMENT:
        if sign in start:
            return KnownError(f"{name} is {what}, which Journeybook does not read.", way)
    tail = opened.content[-64 * 1024 :]
    if b"ppt/presentation.xml" in tail:
        return KnownError(f"{name} is a presentation.", "Copy its text into a document, or its tables into a sheet.")
    if b"xl/workbook.bin" in tail:
        return KnownError(f"{name} is a binary workbook (.xlsb).", "Save it as .xlsx and map its columns.")
    return KnownError(f"{name} is a zip archive and no Office file.", "Unpack it and choose one of the files in it.")


_SFIA: Final = re.compile(r"\bSFIA\b|Skills Framework for the Information Age")
_SFIA_FACT: Final = "the Skills Framework for the Information Age (SFIA), whose content needs a licence of its own"
_SFIA_HEADS: Final = frozenset({"subcategory", "overall description", "guidance notes"})
_TOP: Final = 12
"""Lines or rows in which a document says what it is; one that is only aligned to SFIA names it further down."""


def barred(opened: Opened) -> KnownError | None:
    """What must not be read although its shape could be: content that its owner licenses to each user."""
    if opened.form is Form.WORKBOOK:
        return _sfia(opened.name) if any(map(_is_sfia_sheet, opened.sheets[:12])) else None
    if opened.form in (Form.TEXT, Form.WORD):
        filled = (one for one in opened.lines[:500] if one.strip())
        return _sfia(opened.name) if _SFIA.search(" ".join(islice(filled, _TOP))[:4000]) else None
    return None


def _is_sfia_sheet(sheet: Sheet) -> bool:
    cells = [one for _, row in sheet.rows[:_TOP] for one in row[:40] if isinstance(one, str)]
    heads = {one.strip().lower() for one in cells}
    return heads >= _SFIA_HEADS or any(_SFIA.search(one[:200]) for one in (sheet.title, *cells))


def _sfia(name: str) -> KnownError:
    return KnownError(
        f"{name} holds {_SFIA_FACT}.",
        "If your organization has that licence, put the skills you use into a sheet of your own and map its columns.",
    )


def _workbook(opened: Opened) -> KnownError:
    return KnownError(
        f"{opened.name} is a workbook whose sheets have the shape of no framework that Journeybook knows.",
        "Give each sheet one row of column heads above its data, and map its columns.",
    )


def _json(opened: Opened) -> KnownError:
    name, value = opened.name, opened.value
    told = _known_json(value)
    if told is not None:
        what, way = told
        return KnownError(f"{name} {what}.", way)
    return KnownError(f"{name} is JSON, but no framework that Journeybook knows.", _MAP)


_CREDENTIAL: Final = frozenset(
    {"OpenBadgeCredential", "AchievementCredential", "ClrCredential", "VerifiableCredential", "EndorsementCredential",
     "Assertion", "BadgeClass", "Clr", "VerifiablePresentation"}
)  # fmt: skip


def _known_json(value: Any) -> tuple[str, str] | None:
    """What it is and the way out."""
    first = _first(value)
    types, keys, context = _types(first), set(map(str, first)), _context(first)
    if {"actor", "verb"} <= keys or ("statements" in keys and {"actor", "verb"} <= set(_first(first["statements"]))):
        return "holds xAPI statements, which tell what learners did and no framework", (
            "Ask for the framework that these statements are about."
        )
    if "europass" in context or "EuropeanDigitalCredential" in types or "LearnerInfo" in keys or "elm" in context:
        return "is a Europass record of one person's learning, and no framework", (
            "Ask for the qualification standard that it is about."
        )
    if types & _CREDENTIAL or "openbadges" in context or "purl.imsglobal.org/spec/clr" in context:
        return "is a credential (an Open Badge or a learner record): it says what one person achieved", (
            "It can be verified, and is not read as a framework. Ask for the framework that it is aligned to."
        )
    if "ceasn" in context or any(one.startswith("ceasn:") for one in (*keys, *types)) or _is_asn(first):
        return "is a framework in CTDL-ASN (JSON-LD), which Journeybook does not read yet", (
            f"Export it as CASE JSON, or as CSV: {_lower(_MAP)}"
        )
    if {"wps", "dwas"} & keys:
        return "is a record of the RAPIDS service", f"Ask for the Appendix A as a Word document. {_MAP}"
    if "skillName" in keys or "RichSkillDescriptor" in types:
        return "is a skill of an open skills library (RSD)", f"Export the collection as CSV. {_MAP}"
    return None


def _first(value: Any) -> Mapping[str, Any]:
    """The object, or the first one of a list."""
    if isinstance(value, list):
        value = next((one for one in value[:_ITEMS] if isinstance(one, dict)), None)
    return value if isinstance(value, dict) else {}


def _types(part: Mapping[str, Any]) -> set[str]:
    found: list[Any] = []
    for key in ("type", "@type"):
        told = part.get(key)
        found += told[:_ITEMS] if isinstance(told, list) else [told]
    graph = part.get("@graph")
    if isinstance(graph, list):
        for one in graph[:_ITEMS]:
            if isinstance(one, dict):
                told = one.get("@type", one.get("type"))
                found += told[:_ITEMS] if isinstance(told, list) else [told]
    return {one.rpartition("#")[2] for one in found if isinstance(one, str)}


def _context(part: Mapping[str, Any]) -> str:
    told = part.get("@context", "")
    entries = told[:_ITEMS] if isinstance(told, list) else [told]
    words = [one for one in entries if isinstance(one, str)]
    for one in entries:
        if isinstance(one, dict):
            words += [f"{key} {value}" for key, value in list(one.items())[:_ITEMS] if isinstance(value, str)]
    return " ".join(words).lower()[:20_000]


def _is_asn(part: Mapping[str, Any]) -> bool:
    graph = part.get("@graph")
    known = graph[:_ITEMS] if isinstance(graph, list) else []
    return any(isinstance(one, dict) and any(str(key).startswith("ceasn:") for key in one) for one in known)


def _text(opened: Opened) -> KnownError:
    name = opened.name
    start = "\n".join(opened.lines[:200])[:_SEEN].lstrip("\ufeff \t\r\n")[:2000]
    if opened.form is Form.WORD:
        return KnownError(f"{name} is a Word document in the shape of no framework that Journeybook knows.", _MAP)
    if start.startswith("{\\rtf"):
        return KnownError(f"{name} is in Rich Text Format (RTF).", "Open it in Word and save it as .docx.")
    low = start.lower()
    if low.startswith("<!doctype html") or re.match(r"(?:<\?xml[^>]{0,200}>\s{0,20})?<html\b", low):
        return KnownError(
            f"{name} is a web page.",
            "Open it, copy its text into a Word document or its table into a sheet, and choose that file.",
        )
    if low.startswith("<"):
        return _xml(name, low)
    if low.startswith(("{\\", "%!ps")):
        return KnownError(f"{name} is a print file.", "Ask for the document that it was made from.")
    if _is_moodle(start):
        return KnownError(
            f"{name} is a competency framework exported from Moodle, which Journeybook does not read by itself.",
            "Open it in Excel, save it as .xlsx, and map its columns: Short name, Description, ID number.",
        )
    return KnownError(f"{name} has the shape of no framework that Journeybook knows.", _MAP)


def _xml(name: str, low: str) -> KnownError:
    if "europass" in low or "learnerinfo" in low or "europeandigitalcredential" in low:
        return KnownError(
            f"{name} is a Europass record of one person’s learning, and no framework.",
            "Ask for the qualification standard that it is about.",
        )
    return KnownError(f"{name} is XML in a form that Journeybook does not know.", _MAP)


def _is_moodle(start: str) -> bool:
    heads = {one.strip().strip('"').lower() for one in re.split(r"[,;\t]", start.partition("\n")[0][:2000])}
    return {"short name", "scale values", "taxonomy"} <= heads
