"""Backs up an open record by the schedule, and once more when it is left."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject, QTimer

from desktop.errors import KnownError
from desktop.services import backups
from desktop.workspace import Workspace

_TICK = timedelta(minutes=10)


class BackupTimer(QObject):
    """`present` is the record that is open now. What fails is remembered beside the backups, and stands in the side
    list of this window or the next."""

    def __init__(self, parent: QObject, present: Callable[[], Workspace | None]) -> None:
        super().__init__(parent)
        self._present = present
        timer = QTimer(self)
        timer.setInterval(round(_TICK.total_seconds() * 1000))
        timer.timeout.connect(self.tick)
        timer.start()

    def tick(self) -> None:
        workspace = self._present()
        if workspace is None:
            return
        work = workspace.start(backups.back_up_if_due)
        for ended in (work.finished, work.failed):
            ended.connect(lambda _result: workspace.backed_up.emit())


def leave(workspace: Workspace) -> None:
    """Back up what changed, and close the record whether that went through or not."""
    try:
        workspace.close(backups.back_up_if_changed)
    except KnownError:
        # Nobody is there to be told; the next start tells it.
        return
