"""The gate of the open record: who may work in it, and what stands in the window until someone does."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.services import acting, people
from desktop.services.people import PersonRow
from desktop.settings import Settings
from desktop.views.locking import Behind
from desktop.views.main_window import MainWindow
from desktop.views.set_up import SetUpPage
from desktop.views.sign_in import SignInPage
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace


class Gate(QObject):
    """`admitted` carries the Viewer who works now, `shown` a page to stand in the window's place; `elsewhere_wanted`
    asks for another record."""

    admitted = Signal(object)
    shown = Signal(object)
    elsewhere_wanted = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.page: SignInPage | None = None
        """Over a locked window."""
        self._behind: Behind | None = None
        self._put_off: set[Path] = set()
        """Records in which signing is not set up now; the next start asks again."""

    def set_up(self, workspace: Workspace, last: Settings) -> None:
        """Offer once more what was put off."""
        self._put_off.discard(workspace.path)
        self.open(workspace, last)

    def open(self, workspace: Workspace, last: Settings) -> None:
        """Ask who works in a record that was just opened; at once where nobody needs to sign in."""
        self.forget()
        rows = workspace.read(people.everyone)
        if workspace.is_sample:
            self._admit(rows, last)
        elif workspace.read(acting.has_begun):
            page = SignInPage(workspace, last.person_id)
            page.entered.connect(lambda person_id: self._admit(_of(rows, person_id), last))
            page.elsewhere_wanted.connect(self.elsewhere_wanted)
            self.shown.emit(page)
        else:
            self._offer_set_up(workspace, rows, last)

    def _offer_set_up(self, workspace: Workspace, rows: tuple[PersonRow, ...], last: Settings) -> None:
        coordinators = [row for row in rows if row.role is Role.COORDINATOR]
        if not coordinators or workspace.path in self._put_off:
            self._admit(rows, last)
            return
        page = SetUpPage(workspace, coordinators, may_wait=len(rows) > 1)
        page.entered.connect(lambda person_id: self._admit(_of(rows, person_id), last))
        page.later_wanted.connect(lambda: self._put_off.add(workspace.path))
        page.later_wanted.connect(lambda: self._admit(rows, last))
        self.shown.emit(page)

    def _admit(self, rows: tuple[PersonRow, ...], last: Settings) -> None:
        """In the role in which one of them worked last."""
        self.admitted.emit(_viewer(max(rows, key=lambda row: (row.id == last.person_id, row.role == last.role))))

    def lock(self, workspace: Workspace, window: MainWindow, last: Settings) -> None:
        """Put the page of signing in over the window; nothing that was begun in it is lost."""
        who = workspace.signed_in
        if not who or self.page is not None:
            return
        workspace.lock()
        behind = self._behind = Behind(window)

        def may_close() -> bool:
            return _may_drop(window)

        page = self.page = SignInPage(workspace, who, is_locked=True, may_close=may_close)
        page.entered.connect(lambda person_id: self._unlock(workspace, behind, person_id, last))
        # Over a dialog that is open, too.
        page.setWindowModality(Qt.WindowModality.ApplicationModal)
        page.restoreGeometry(window.saveGeometry())
        page.show()
        page.activateWindow()
        window.hide()

    def _unlock(self, workspace: Workspace, behind: Behind, person_id: str, last: Settings) -> None:
        window = behind.window
        assert isinstance(window, MainWindow)
        if person_id == window.viewer.person_id:
            behind.show()
            self.forget()
        elif _may_drop(window):
            behind.drop()
            self._admit(_of(workspace.read(people.everyone), person_id), last)
        elif self.page is not None:
            workspace.lock()
            words = self.tr("{name} has work here that is not saved, and signs in to go on with it.")
            self.page.message.show_message("note", words.format(name=window.viewer.name))

    def forget(self) -> None:
        """Nothing is locked any more."""
        page, self.page, self._behind = self.page, None, None
        if page is not None:
            page.hide()
            page.deleteLater()


def _may_drop(window: MainWindow) -> bool:
    """Whether what is not saved in a locked window may go; its pages ask."""
    try:
        return window.may_leave()
    except KnownError:
        # It was given up, and whoever is at work now may not read what stands in its place.
        return True


def _of(rows: tuple[PersonRow, ...], person_id: str) -> tuple[PersonRow, ...]:
    return tuple(row for row in rows if row.id == person_id)


def _viewer(row: PersonRow) -> Viewer:
    return Viewer(row.id, row.name, row.role, row.employer)
