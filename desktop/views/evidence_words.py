"""What pieces of evidence are called on screen."""

import re

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.codes import EvidenceKind
from desktop.services.evidence import NewEvidence
from desktop.services.evidence_lists import EvidenceRow

ICONS = {
    EvidenceKind.FILE: "file-text",
    EvidenceKind.PHOTO: "image",
    EvidenceKind.LINK: "link",
    EvidenceKind.OBSERVATION: "eye",
}


def kind(one: EvidenceKind) -> str:
    translate = QCoreApplication.translate
    words = {
        EvidenceKind.FILE: translate("Evidence", "File"),
        EvidenceKind.PHOTO: translate("Evidence", "Photo"),
        EvidenceKind.LINK: translate("Evidence", "Link"),
        EvidenceKind.OBSERVATION: translate("Evidence", "Observation"),
    }
    return words[one]


def name(one: NewEvidence | EvidenceRow) -> str:
    """The name of a file, the address, or the words."""
    return one.label or one.text


def broken(text: str) -> str:
    """The same text for a label that wraps: it may break behind any sign, and in words that are longer than a line."""
    soft = re.sub(r"([^\w\s]|_)(?=\S)", "\\1\u200b", text)
    return re.sub(r"(\w{16})(?=\w)", "\\1\u200b", soft)


def about(one: NewEvidence | EvidenceRow) -> str:
    """ "Photo, 1.2 MB · Ada Lind"."""
    form = QLocale.DataSizeFormat.DataSizeSIFormat
    size = QLocale().formattedDataSize(one.size, 1, form) if one.size is not None else ""
    what = ", ".join(part for part in (kind(one.kind), size) if part)
    return f"{what} · {one.added_by}" if isinstance(one, EvidenceRow) else what


def elsewhere(count: int) -> str:
    """Who reads it decides what it means: one picture can show two people at work."""
    words = QCoreApplication.translate("Evidence", "Used for other apprentices as well: {count}")
    return words.format(count=count)


def missing() -> str:
    return QCoreApplication.translate("Evidence", "Missing: the file is not beside the record any more.")


def altered() -> str:
    return QCoreApplication.translate("Evidence", "Altered: this is not the file that was attached.")
