"""Who works in the window, and the base of all pages of the record."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import Signal, Slot

from desktop.codes import Role
from desktop.errors import Cancelled, KnownError
from desktop.views.page import Page
from desktop.workspace import Work, Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Viewer:
    """The person chosen in the side list, in one role."""

    person_id: str
    name: str
    role: Role
    employer: str = ""

    @property
    def mentor_id(self) -> str | None:
        """A mentor sees their own apprentices; everyone else is not narrowed down by mentor."""
        return self.person_id if self.role is Role.MENTOR else None

    @property
    def apprentice_id(self) -> str | None:
        """An apprentice sees their own agreements alone."""
        return self.person_id if self.role is Role.APPRENTICE else None


class RecordPage(Page):
    """A page that reads and writes the record. `go` asks the window for another page: its key, and what to
    show there (an agreement id, a framework key), or None."""

    go = Signal(str, object)

    def __init__(self, title: str, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(title)
        self.workspace = workspace
        self.viewer = viewer
        self._fetching: Work | None = None
        workspace.changed.connect(self.on_changed)

    def open_at(self, target: Any) -> None:
        """Show `target` here; the page is about to be shown."""

    def leave(self) -> bool:
        """Whether this page may be left; one with unsaved work asks first."""
        return True

    def may_close(self) -> bool:
        """Whether the record may close while this page holds something set aside for later."""
        return True

    def fetch(self, query: Callable[..., T], then: Callable[[T], None], **arguments: Any) -> None:
        """Call `then` with the rows: at once where the record is small, from the pool where it is large, so
        that the window never stands still. Of several on their way only the latest is shown."""
        if not self.workspace.is_large:
            then(self.workspace.read(query, **arguments))
            return
        work = self._fetching = self.workspace.fetch(query, **arguments)

        def show(rows: T) -> None:
            if work is self._fetching:
                then(rows)

        work.finished.connect(show)
        work.failed.connect(self._tell_failure)

    @Slot(object)
    def _tell_failure(self, error: Exception) -> None:
        if not isinstance(error, Cancelled):
            words = str(error) if isinstance(error, KnownError) else self.tr("The record could not be read.")
            self.message.show_message("error", words)

    def attempt(self, act: Callable[[], object]) -> bool:
        """Run `act`; what the user can mend stands in the message line. True where it went through."""
        self.message.settle()
        try:
            act()
        except KnownError as error:
            self.message.show_message("error", str(error))
            return False
        return True
