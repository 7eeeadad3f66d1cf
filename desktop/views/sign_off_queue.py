"""Whose sign-offs wait, as plain rows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from desktop.codes import OPEN_STATUSES, Role, Status
from desktop.frameworks.standing import Count
from desktop.services import apprentices, clock, sign_offs
from desktop.services.sign_offs import Request
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace

RATED = OPEN_STATUSES | {Status.SUSPENDED}
"""Agreements under which something can be signed."""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One apprentice with something to rate; `asked` are codes, `kept` counts ratings not signed yet."""

    agreement_id: str
    name: str
    framework: str
    mentor: str
    asked: tuple[str, ...]
    asked_on: date | None
    core: Count
    kept: int
    act: str


def queue_rows(
    workspace: Workspace, viewer: Viewer, search: str, kept: Mapping[str, int]
) -> tuple[list[QueueRow], date]:
    """Apprentices with requests or open core competencies, who asked first on top; and what day it is.

    `kept` counts ratings that are not signed yet, by agreement.
    """
    read = workspace.read
    rows = read(apprentices.listing, mentor_id=viewer.mentor_id, statuses=RATED, search=search)
    zone, today = read(clock.zone), read(clock.today)
    asked: dict[str, list[Request]] = {}
    for request in read(sign_offs.requests):
        asked.setdefault(request.agreement_id, []).append(request)
    found = []
    for row in rows:
        requests = asked.get(row.agreement_id, [])
        held = kept.get(row.agreement_id, 0)
        if requests or held or row.core.missing:
            found.append(
                QueueRow(
                    agreement_id=row.agreement_id,
                    name=row.name,
                    framework=f"{row.framework_title} {row.framework_version}",
                    mentor=row.mentor,
                    asked=tuple(request.code for request in requests),
                    asked_on=requests[0].asked_at.astimezone(zone).date() if requests else None,
                    core=row.core,
                    kept=held,
                    act=_act(viewer, held),
                )
            )
    found.sort(key=lambda row: (row.asked_on is None, row.asked_on or today, row.name.casefold()))
    return found, today


def _act(viewer: Viewer, kept: int) -> str:
    translate = QCoreApplication.translate
    if viewer.role is Role.COORDINATOR:
        return translate("SignOffQueue", "Open")
    return translate("SignOffQueue", "Continue") if kept else translate("SignOffQueue", "Start")
