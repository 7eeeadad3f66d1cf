"""Small pictures of photos, made beside other work, and files shown by the system's own viewer."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QImage, QImageReader

from desktop.database.store import Report, Store, nothing_to_report
from desktop.errors import KnownError
from desktop.services import evidence, evidence_lists
from desktop.services.evidence import NewEvidence

_READERS = {"image/png": b"png", "image/jpeg": b"jpeg", "image/gif": b"gif", "image/webp": b"webp"}
"""The reader for each kind that is shown small. Drawings, which can hold links and programs, are none of them."""
_MOST_MEGABYTES = 128
_LONGEST_SIDE = 20_000
_shown: list[tempfile.TemporaryDirectory[str]] = []


def thumbnail(
    store: Store, *, sha256: str, media: str, size: QSize, report: Report = nothing_to_report
) -> QImage | None:
    """A photo in `size` at most; None where it is not there, or is no photo that can be shown."""
    del report
    if media not in _READERS:
        return None
    try:
        content = store.vault.get(sha256)
    except KnownError:
        return None
    return drawn(content, media, size)


def drawn(content: bytes, media: str, size: QSize) -> QImage | None:
    """The picture that `content` holds, by the reader of its kind alone and within bounds of memory."""
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    QImageReader.setAllocationLimit(_MOST_MEGABYTES)
    reader = QImageReader(buffer, QByteArray(_READERS[media]))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    whole = reader.size()
    if not whole.isValid() or max(whole.width(), whole.height()) > _LONGEST_SIDE:
        return None
    reader.setScaledSize(whole.scaled(size, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1)))
    image = reader.read()
    return None if image.isNull() else image


def from_image(store: Store, *, image: QImage, report: Report = nothing_to_report) -> NewEvidence:
    """Keep a picture that was pasted."""
    del report
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return evidence.from_content(store, name="pasted.png", content=bytes(buffer.data().data()))


def show_file(store: Store, *, evidence_id: str, report: Report = nothing_to_report) -> Path:
    """A copy for the system's viewer, in a folder of ours that goes when the program ends."""
    del report
    if not _shown:
        _shown.append(tempfile.TemporaryDirectory(prefix="journeybook-"))
    folder = Path(tempfile.mkdtemp(dir=_shown[0].name))
    return evidence_lists.save(store, evidence_id=evidence_id, folder=folder)


def open_with_viewer(where: Path | str) -> bool:
    """Hand a copy, or the address of a web page, to the system. False where it has nothing to show it with."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(where)) if isinstance(where, Path) else QUrl(where))
