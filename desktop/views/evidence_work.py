"""Work on files of evidence beside other work, for widgets that may be gone when it is done."""

from collections.abc import Callable

from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop.codes import EvidenceKind
from desktop.views import evidence_pictures
from desktop.views.evidence_line import PICTURE, EvidenceLine
from desktop.workspace import Workspace


def begin(
    on: QWidget,
    workspace: Workspace,
    job: Callable[..., object],
    then: Callable[..., object],
    failed: Callable[[Exception], object] | None = None,
    **arguments: object,
) -> None:
    """Run `job` on the pool; call `then` with its result, or `failed` with its error, if `on` is still there."""
    work = workspace.start(job, **arguments)
    work.finished.connect(lambda result: then(result) if isValid(on) else None)
    if failed is not None:
        work.failed.connect(lambda error: failed(error) if isValid(on) else None)


def fetch_picture(workspace: Workspace, line: EvidenceLine) -> None:
    """Let the small picture of a photo be made; it comes when it comes."""
    piece = line.piece
    if piece.kind is not EvidenceKind.PHOTO or piece.sha256 is None:
        return
    size = PICTURE * line.devicePixelRatioF()

    def show(image: QImage | None) -> None:
        if image is not None:
            line.show_picture(image)

    begin(line, workspace, evidence_pictures.thumbnail, show, sha256=piece.sha256, media=piece.media, size=size)
