"""python -m tests.pictures: the pictures of the manual, made anew from the sample program, light and dark."""

import os
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QElapsedTimer, QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import _translate
from desktop.database.store import create_store
from desktop.frameworks import catalogue, detect, files
from desktop.services import apprentices, demo, demo_signing, framework_drafts, people
from desktop.services.framework_imports import Source
from desktop.views import review_subject, style
from desktop.views.first_start import FirstStart
from desktop.views.framework_review import FrameworkReviewPage
from desktop.views.main_window import MainWindow
from desktop.views.sign_offs import SignOffsPage
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.frameworks.formats.occupational_documents import BICYCLE

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "pictures"
SIZE = (1440, 900)


@dataclass(frozen=True)
class Picture:
    """`who` is a last name, `target` an apprentice's last name or nothing."""

    name: str
    who: str
    page: str
    target: str = ""
    act: Callable[[MainWindow], None] | None = None


def _rate_two(window: MainWindow) -> None:
    page = window.page("sign_offs")
    assert isinstance(page, SignOffsPage)
    for _ in range(2):
        QTest.keyClick(page.sitting.form.keys, Qt.Key.Key_3)
        QTest.keyClick(page.sitting.form.keys, Qt.Key.Key_Return)


def _review(window: MainWindow) -> None:
    """A made-up document under review, with its first conflict to decide."""
    opened = files.open_bytes("bicycle-mechanic.txt", BICYCLE.encode())
    source = Source(opened.name, opened.digest)
    window.go("framework_review", review_subject.of_reading(source, detect.read(opened)))
    page = window.page("framework_review")
    assert isinstance(page, FrameworkReviewPage)
    page.findings.next_open()


def _edit(window: MainWindow) -> None:
    """A tailoring of the IT Generalist at one of its competencies."""
    workspace = window.workspace
    rows = workspace.read(framework_drafts.drafts)
    by = window.viewer.person_id
    draft_id = rows[0].id if rows else workspace.write(framework_drafts.tailor, key=catalogue.FIRST, by=by)
    window.go("framework_editor", (draft_id, ("job_functions", "4", "competencies", "4f")))


def _compare(window: MainWindow) -> None:
    window.go("framework_compare", tuple((one.key, one.version) for one in catalogue.shipped()[1:]))


PICTURES = (
    Picture("home-coordinator", "Alvarez", "home"),
    Picture("home-mentor", "Whitfield", "home"),
    Picture("home-apprentice", "Fernández", "home"),
    Picture("apprentices", "Alvarez", "apprentices", "Fernández"),
    Picture("apprentices-list", "Alvarez", "apprentices"),
    Picture("sign-offs", "Whitfield", "sign_offs"),
    Picture("sitting", "Whitfield", "sign_offs", "Nguyễn", _rate_two),
    Picture("hours", "Whitfield", "hours"),
    Picture("hours-own", "Fernández", "hours"),
    Picture("frameworks", "Alvarez", "frameworks"),
    Picture("framework-review", "Alvarez", "frameworks", act=_review),
    Picture("framework-editor", "Alvarez", "frameworks", act=_edit),
    Picture("framework-compare", "Alvarez", "frameworks", act=_compare),
    Picture("documents", "Alvarez", "documents", "Fernández"),
)


def main() -> None:
    app = QApplication([])
    QLocale.setDefault(QLocale("en_US"))
    _translate(app)
    look = style.apply(app)
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        store = create_store(Path(folder) / "sample-program.db")
        demo.fill(store)
        demo_signing.enter(store)
        workspace = Workspace(store)
        for scheme in (Qt.ColorScheme.Light, Qt.ColorScheme.Dark):
            look.choose(scheme)
            _save(FirstStart(), "first-start", scheme)
            for picture in PICTURES:
                _take(workspace, picture, scheme)
        workspace.close()


def _take(workspace: Workspace, picture: Picture, scheme: Qt.ColorScheme) -> None:
    found = next(row for row in workspace.read(people.everyone) if row.name.endswith(picture.who))
    window = MainWindow(workspace, Viewer(found.id, found.name, found.role, found.employer))
    window.resize(*SIZE)
    window.show()
    ids = {row.name.split()[-1]: row.agreement_id for row in workspace.read(apprentices.listing)}
    window.go(picture.page, ids.get(picture.target))
    _settle()
    if picture.act is not None:
        picture.act(window)
    _save(window, picture.name, scheme)


def _save(widget: QWidget, name: str, scheme: Qt.ColorScheme) -> None:
    widget.show()
    _settle()
    dark = "-dark" if scheme is Qt.ColorScheme.Dark else ""
    # Quality 0 is the smallest file; a PNG loses nothing by it.
    widget.grab().save(str(FOLDER / f"{name}{dark}.png"), quality=0)
    widget.hide()
    widget.deleteLater()


def _settle() -> None:
    """Long enough for the preview of a paper, which is made on the pool."""
    timer = QElapsedTimer()
    timer.start()
    while timer.elapsed() < 1500:
        QApplication.processEvents()


if __name__ == "__main__":
    main()
