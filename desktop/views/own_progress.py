"""Home of an apprentice: how far they are, what is missing, and when they will be done."""

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from desktop import words
from desktop.codes import OPEN_STATUSES
from desktop.services import apprentices, job_architectures
from desktop.services import progress as progress_service
from desktop.services.apprentices import ApprenticeRow
from desktop.services.job_architectures import Job
from desktop.views import style
from desktop.views.apprentice_progress import ProgressPart
from desktop.views.empty import EmptyState
from desktop.views.job_link import in_one_line
from desktop.views.timeline import scrolled
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace


class OwnProgressPage(RecordPage):
    """The open agreement of the apprentice; the latest one where none is open."""

    shows = frozenset(
        {"Agreement", "CourseResult", "HourDecision", "HourEntry", "JobLink", "PriorCredit", "SignOff"}
        | {"SignOffRequest", "SignOffReversal", "StatusEvent"}
    )

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(QCoreApplication.translate("OwnProgressPage", "Your progress"), workspace, viewer)
        self._agreement_id = ""
        self.head.add_button(self.tr("Ask for sign-off…"), lambda: self._go("sign_offs"))
        self.head.set_primary(self.tr("Log hours…"), lambda: self._go("hours"), "plus")
        self.part = ProgressPart(viewer)
        self.part.acted.connect(self._act)
        self.empty = EmptyState(
            self.tr("You have no agreement in this record."), self.tr("The program coordinator registers it.")
        )
        self.job = style.label(wraps=True)
        self.job.hide()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.stack.addWidget(scrolled(self.part, self.tr("Your progress")))
        self.body.addWidget(self.job)
        self.body.addWidget(self.stack, 1)

    @override
    def reload(self) -> None:
        rows = self.workspace.read(apprentices.listing, person_id=self.viewer.person_id)
        row = max(rows, key=lambda row: (row.status in OPEN_STATUSES, row.begins), default=None)
        self.stack.setCurrentIndex(row is not None)
        if row is None:
            self.set_soft("")
            self._show_job(None)
            return
        self._agreement_id = row.agreement_id
        self.set_soft(self._words(row))
        self._show_job(self.workspace.read(job_architectures.job_of_agreement, agreement_id=row.agreement_id))
        self.part.show_progress(self.workspace.read(progress_service.progress, agreement_id=row.agreement_id))

    def _show_job(self, job: Job | None) -> None:
        self.job.setText(in_one_line(job) if job else "")
        self.job.setVisible(job is not None)

    def _words(self, row: ApprenticeRow) -> str:
        since = self.tr("since {day}").format(day=words.long_date(row.begins))
        mentor = self.tr("mentor {name}").format(name=row.mentor) if row.mentor else ""
        parts = (f"{row.framework_title} {row.framework_version}", row.employer, mentor, since)
        return " · ".join(part for part in parts if part)

    def _go(self, page: str) -> None:
        self.go.emit(page, self._agreement_id)

    def _act(self, condition: str) -> None:
        self._go("hours" if condition.startswith(("ojt", "ri")) else "sign_offs")
