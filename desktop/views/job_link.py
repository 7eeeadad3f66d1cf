"""The job that a framework or an agreement trains for: shown, chosen and taken away."""

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.services import job_architectures
from desktop.services.job_architectures import Job
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.job_dialog import JobDialog
from desktop.views.viewer import RecordPage


class JobFacts(QWidget):
    """Job, family, level and next step up. A coordinator has a button, which `link_wanted` comes from; for others
    it is hidden where no job is linked."""

    link_wanted = Signal()

    def __init__(self, *, may_link: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_link = may_link
        self._pairs = QGridLayout()
        self._pairs.setHorizontalSpacing(SPACE.section)
        self._pairs.setVerticalSpacing(SPACE.button)
        self._pairs.setColumnStretch(1, 1)
        self.button = QPushButton(self.tr("Link a job…"))
        self.button.clicked.connect(self.link_wanted)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.section, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(style.label(self.tr("Trains for"), "section"))
        layout.addLayout(self._pairs)
        layout.addLayout(row)
        self.button.setVisible(may_link)

    def show_job(self, job: Job | None, *, is_of_framework: bool = False, offers: bool = True) -> None:
        """`is_of_framework` where an agreement has the job from its framework; `offers` where one may be linked."""
        while (taken := self._pairs.takeAt(0)) is not None:
            if (widget := taken.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for row, (name, value) in enumerate(self._said(job, is_of_framework)):
            self._pairs.addWidget(style.label(name, "small", soft=True), row, 0, Qt.AlignmentFlag.AlignTop)
            self._pairs.addWidget(style.label(value, wraps=True), row, 1)
        is_own = job is not None and not is_of_framework
        self.button.setText(self.tr("Change or remove the job…") if is_own else self.tr("Link a job…"))
        self.button.setVisible(self._may_link and offers)
        self.setVisible(job is not None or (self._may_link and offers))

    def _said(self, job: Job | None, is_of_framework: bool) -> list[tuple[str, str]]:
        if job is None:
            return [(self.tr("Job"), self.tr("None is linked yet."))]
        title = f"{job.position.title} ({job.position.code})"
        pairs = [
            (self.tr("Job"), self.tr("{job}, from its framework").format(job=title) if is_of_framework else title),
            (self.tr("Family"), job.family),
            (self.tr("Level"), job.level),
            (self.tr("Next step up"), f"{job.next_up.title} ({job.next_up.code})" if job.next_up else self._top(job)),
            (self.tr("Job architecture"), job.architecture),
        ]
        return [(name, value) for name, value in pairs if value]

    def _top(self, job: Job) -> str:
        return self.tr("None: this is the top of its family") if job.position.level else self.tr("None is given")


def in_one_line(job: Job) -> str:
    """ "Trains for: Clerk II · next step up: Clerk, Senior"."""
    translate = QCoreApplication.translate
    told = translate("JobFacts", "Trains for: {job}").format(job=job.position.title)
    if job.next_up is None:
        return told
    up = translate("JobFacts", "next step up: {job}").format(job=job.next_up.title)
    return f"{told} · {up}"


def link_job(page: RecordPage, whom: str, job: Job | None, *, framework_id: str = "", agreement_id: str = "") -> None:
    """Ask which job, and write it; `whom` is the framework's title or the apprentice's name, `job` the present one."""
    found = JobDialog.ask(page, page.workspace, whom, job, may_remove=_may_remove(job, agreement_id))
    if found is None:
        return
    by, write = page.viewer.person_id, page.workspace.write
    of_framework, of_agreement = framework_id or None, agreement_id or None
    if not found.position:
        if page.attempt(
            lambda: write(job_architectures.unlink, by=by, framework_id=of_framework, agreement_id=of_agreement)
        ):
            text = QCoreApplication.translate("JobFacts", "The job of {whom} is linked no more.")
            page.message.show_message("success", text.format(whom=whom))
        return
    if page.attempt(
        lambda: write(
            job_architectures.link,
            architecture_id=found.architecture_id,
            position=found.position,
            by=by,
            framework_id=of_framework,
            agreement_id=of_agreement,
        )
    ):
        text = QCoreApplication.translate("JobFacts", "{whom} trains for {job}.")
        page.message.show_message("success", text.format(whom=whom, job=found.title))


def _may_remove(job: Job | None, agreement_id: str) -> bool:
    return job is not None and (job.is_own or not agreement_id)
