"""Documents: choose a paper, see it as it will print, save it."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QTemporaryDir
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from desktop.codes import Role
from desktop.errors import Cancelled, KnownError
from desktop.services import apprentices, clock, documents, frameworks
from desktop.services.documents import FORMATS, Paper
from desktop.tokens import SPACE
from desktop.views import days, style
from desktop.views.empty import EmptyState
from desktop.views.forms import FieldRow
from desktop.views.pdf_view import PdfView
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Work, Workspace

_NO_APPRENTICE = ""


class DocumentsPage(RecordPage):
    """A blank schedule is for a framework, everything else for an apprentice or for all of them."""

    shows = frozenset(
        {"Agreement", "AgreementMentor", "CourseResult", "Employer", "FrameworkVersion", "HourDecision", "HourEntry"}
        | {"Person", "PriorCredit", "SignOff", "SignOffReversal", "SignOffRequest", "Sponsor", "StatusEvent"}
    )

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(QCoreApplication.translate("DocumentsPage", "Documents"), workspace, viewer)
        self.set_soft(self.tr("Choose a paper, see it as it will print, save it."))
        self._folder = QTemporaryDir()
        self._previewing: Work | None = None
        self._saving: Work | None = None
        self._made = 0
        self._shown: dict[str, Any] = {}
        self.papers = QComboBox()
        self.frameworks = QComboBox()
        self.people = QComboBox()
        self.differences = QCheckBox()
        self.as_of = days.date_edit()
        # A year that is half typed is no day to make a paper of.
        self.as_of.setKeyboardTracking(False)
        self.preview = PdfView(self.tr("Preview of the paper"))
        self.empty = EmptyState()
        self.stack = QStackedWidget()
        self.save_buttons: dict[str, QPushButton] = {}
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.people.setEditable(False)
        self.people.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.frameworks.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for paper, words in self._paper_names():
            self.papers.addItem(words, paper)
        fields = QHBoxLayout()
        fields.setSpacing(SPACE.section)
        self.framework_row = FieldRow(self.tr("Framework"), self.frameworks)
        self.people_row = FieldRow(self.tr("For"), self.people)
        fields.addWidget(FieldRow(self.tr("Paper"), self.papers), 2)
        fields.addWidget(self.framework_row, 2)
        fields.addWidget(self.people_row, 2)
        fields.addWidget(FieldRow(self.tr("As of"), self.as_of), 1)
        self.body.addLayout(fields)
        self.body.addWidget(self.differences)
        self.stack.addWidget(self.empty)
        self.stack.addWidget(self._preview_pane())
        self.body.addWidget(self.stack, 1)
        save = self.head.set_primary(self.tr("Save as PDF…"), partial(self._save, ".pdf"), "download")
        self.save_buttons[".pdf"] = save
        for ending, words in ((".docx", self.tr("Save as Word…")), (".xlsx", self.tr("Save as Excel…"))):
            self.save_buttons[ending] = self.head.add_button(words, partial(self._save, ending))

    def _preview_pane(self) -> QWidget:
        """The pages over a bar with their number and the zoom."""
        pane = QWidget()
        pane.setBackgroundRole(QPalette.ColorRole.Window)
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.preview, 1)
        bar = QHBoxLayout()
        self.pages: QLabel = style.label(kind="small", soft=True)
        bar.addWidget(self.pages)
        bar.addStretch()
        for words, factor in ((self.tr("Smaller"), 1 / 1.25), (self.tr("Larger"), 1.25)):
            button = QPushButton(words)
            button.clicked.connect(lambda _checked, factor=factor: self.preview.zoom(factor))
            bar.addWidget(button)
        fit = QPushButton(self.tr("Fit width"))
        fit.clicked.connect(self.preview.fit_width)
        bar.addWidget(fit)
        layout.addLayout(bar)
        return pane

    def _paper_names(self) -> list[tuple[Paper, str]]:
        names = [
            (Paper.SCHEDULE, self.tr("Work process schedule (Appendix A)")),
            (Paper.PROGRESS, self.tr("Progress report")),
        ]
        if self.viewer.role is not Role.APPRENTICE:
            names.append((Paper.COHORT, self.tr("Cohort workbook")))
        return names

    def _connect(self) -> None:
        for combo in (self.papers, self.frameworks, self.people):
            combo.currentIndexChanged.connect(self._choose)
        self.as_of.dateChanged.connect(self._choose)
        self.differences.toggled.connect(self._choose)
        self.preview.page_changed.connect(self._show_page_number)

    @override
    def reload(self) -> None:
        today = self.workspace.read(clock.today)
        rows = self.workspace.read(
            apprentices.listing, mentor_id=self.viewer.mentor_id, person_id=self.viewer.apprentice_id
        )
        listed = self.workspace.read(frameworks.listing)
        people = [(f"{row.name} · {row.framework_title}", row.agreement_id) for row in rows]
        if self.viewer.role is not Role.APPRENTICE:
            people.insert(0, (self.tr("Nobody: a blank form"), _NO_APPRENTICE))
        _fill(self.people, people)
        _fill(self.frameworks, [(f"{row.title} {row.version}", f"{row.key} {row.version}") for row in listed])
        self.as_of.blockSignals(True)
        self.as_of.setMaximumDate(days.qdate(today))
        if self._made == 0:
            self.as_of.setDate(self.as_of.maximumDate())
        self.as_of.blockSignals(False)
        self._refresh()

    @override
    def open_at(self, target: Any) -> None:
        """An agreement id: the chosen paper for that apprentice; the key of a framework: its blank schedule."""
        if self._stale:
            self._reload_now()
        place = self.people.findData(target)
        if place >= 0:
            if self.paper() is Paper.COHORT:
                self.papers.setCurrentIndex(self.papers.findData(Paper.PROGRESS))
            self.people.setCurrentIndex(place)
        elif (framework := self.place_of(target)) >= 0:
            self.papers.setCurrentIndex(self.papers.findData(Paper.SCHEDULE))
            self.people.setCurrentIndex(self.people.findData(_NO_APPRENTICE))
            self.frameworks.setCurrentIndex(framework)

    def place_of(self, key: str) -> int:
        """Where the version of this framework that is in use stands in the list; -1 where there is none."""
        listed = [str(self.frameworks.itemData(place)) for place in range(self.frameworks.count())]
        if not any(one.split(" ", 1)[0] == key for one in listed):
            return -1
        newest = self.workspace.read(frameworks.find, key=key)
        return self.frameworks.findData(f"{key} {newest.version}")

    def paper(self) -> Paper:
        return Paper(self.papers.currentData())

    def arguments(self) -> dict[str, Any]:
        """What the chosen paper is made of."""
        day = self.as_of.date()
        is_today = day == self.as_of.maximumDate()
        found: dict[str, Any] = {"paper": self.paper(), "as_of": None if is_today else days.to_date(day)}
        if self.paper() is Paper.COHORT:
            return found
        found |= self._about()
        if self.differences.isChecked() and not self.differences.isHidden():
            found["with_differences"] = True
        return found

    def _about(self) -> dict[str, str]:
        """The agreement, or the framework in its version, that the paper is about."""
        agreement_id = self.people.currentData()
        if agreement_id:
            return {"agreement_id": agreement_id}
        key, _, version = (self.frameworks.currentData() or "").partition(" ")
        return {"framework_key": key, "framework_version": version}

    def _offer_differences(self) -> None:
        """A schedule can be compared where its framework was derived from another version."""
        base = ""
        if self.paper() is Paper.SCHEDULE and self.frameworks.count():
            base = self.workspace.read(documents.compared_with, **self._about())
        self.differences.setVisible(bool(base))
        told = self.tr("Mark the lines that differ from version {version}").format(version=base)
        self.differences.setText(style.caption(told))

    def _choose(self) -> None:
        """Another choice of the user: what was said of the one before is over."""
        if self._saving is None:
            self.message.clear()
        self._refresh()

    def _refresh(self) -> None:
        """Show the fields that the paper has, and make its preview."""
        paper, is_blank = self.paper(), not self.people.currentData()
        self.people_row.setVisible(paper is not Paper.COHORT)
        self.framework_row.setVisible(paper is Paper.SCHEDULE and is_blank)
        for ending, button in self.save_buttons.items():
            button.setVisible(ending in FORMATS[paper])
        self._offer_differences()
        self._drop_preview()
        if paper is Paper.COHORT:
            self._say(
                self.tr("The cohort workbook has one row an apprentice and a skills matrix for each framework."),
                self.tr("It is an Excel file: save it, then open it in a spreadsheet."),
            )
        elif paper is Paper.PROGRESS and is_blank:
            self._say(self.tr("A progress report is about one apprentice."), self.tr("Choose the apprentice above."))
        else:
            self._make_preview()
        self._set_buttons()

    def _set_buttons(self) -> None:
        """One paper is saved at a time, and none that nobody is chosen for."""
        is_chosen = self.paper() is not Paper.PROGRESS or bool(self.people.currentData())
        for button in self.save_buttons.values():
            button.setEnabled(is_chosen and self._saving is None)

    def _say(self, sentence: str, how: str) -> None:
        self._shown = {}
        self.empty.say(sentence, how)
        self.stack.setCurrentWidget(self.empty)

    def _drop_preview(self) -> None:
        """A preview under way is of a choice that is over."""
        if self._previewing is not None:
            self._previewing.finished.disconnect(self._show_preview)
            self._previewing.failed.disconnect(self._fail_preview)
            self._previewing.cancel()
            self._previewing = None

    def _make_preview(self) -> None:
        self._made += 1
        path = Path(self._folder.path()) / f"preview-{self._made}.pdf"
        work = self._previewing = self.workspace.start(documents.save, path=path, **self.arguments())
        work.finished.connect(self._show_preview)
        work.finished.connect(_remove)
        work.failed.connect(self._fail_preview)

    def _show_preview(self, path: Path) -> None:
        self._previewing = None
        arguments = self.arguments()
        self.stack.setCurrentIndex(1)
        self.preview.load(path, keep_place=arguments == self._shown)
        self._shown = arguments

    def _fail_preview(self, error: Exception) -> None:
        self._previewing = None
        self._say(self.tr("This paper cannot be shown."), "")
        self._tell(error)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self.message.show_message("note", str(error))
        elif isinstance(error, KnownError):
            self.message.show_message("error", str(error))
        else:
            self.message.show_message("error", self.tr("The paper could not be made. Nothing was saved."))

    def _show_page_number(self, page: int, pages: int) -> None:
        self.pages.setText(self.tr("Page {page} of {pages}").format(page=page, pages=pages))

    def _save(self, ending: str) -> None:
        name = self._file_name() + ending
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("Save the paper"), name, f"*{ending}")
        if not chosen:
            return
        path = Path(chosen)
        if path.suffix.lower() != ending:
            path = path.with_name(path.name + ending)
            if path.exists():
                # The dialog asked about the name without its ending.
                words = self.tr("There is a file {path} already. Choose another name.")
                self.message.show_message("error", words.format(path=path))
                return
        self._start_saving(path)

    def _start_saving(self, path: Path) -> None:
        self.message.clear()
        work = self._saving = self.workspace.start(documents.save, path=path, **self.arguments())
        work.finished.connect(self._finish_saving)
        work.failed.connect(self._fail_saving)
        work.progressed.connect(self._report)
        self._set_buttons()

    def _report(self, done: int, of: int) -> None:
        work = self._saving
        if work is not None and done < of:
            words = self.tr("Making the paper: {done} of {of}").format(done=done, of=of)
            self.message.show_message("note", words, (self.tr("Cancel"), work.cancel))

    def _finish_saving(self, path: Path) -> None:
        self._saving = None
        self._set_buttons()
        self.message.show_message("success", self.tr("Saved as {path}.").format(path=path))

    def _fail_saving(self, error: Exception) -> None:
        self._saving = None
        self._set_buttons()
        self._tell(error)

    def _file_name(self) -> str:
        if self.paper() is Paper.COHORT or not self.people.currentData():
            return self.papers.currentText()
        name = self.people.currentText().split(" · ")[0]
        return f"{self.papers.currentText()} - {name}"


def _remove(path: Path) -> None:
    path.unlink(missing_ok=True)


def _fill(combo: QComboBox, items: Sequence[tuple[str, Any]]) -> None:
    """Other items, the same choice where it is still there; without a signal."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    combo.clear()
    for words, data in items:
        combo.addItem(words, data)
    place = combo.findData(chosen) if chosen is not None else 0
    combo.setCurrentIndex(max(0, place))
    combo.blockSignals(False)
