"""Evidence in the record, to be looked at: each piece with its state, saved or shown on request."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from desktop import media
from desktop.codes import EvidenceKind
from desktop.errors import Cancelled, KnownError
from desktop.services import evidence_lists
from desktop.services.evidence_lists import EvidenceRow, FileState
from desktop.tokens import SPACE
from desktop.views import evidence_pictures, evidence_words
from desktop.views.evidence_line import EvidenceLine
from desktop.views.evidence_work import begin, fetch_picture
from desktop.views.questions import Question
from desktop.workspace import Workspace


class EvidenceList(QWidget):
    """Made anew for other rows. Files are read on the pool; until then nothing is said of their state."""

    def __init__(self, workspace: Workspace, rows: Sequence[EvidenceRow], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.lines = [EvidenceLine(row) for row in rows]
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.label, 0, 0)
        layout.setSpacing(SPACE.button)
        for line in self.lines:
            self._dress(line)
            layout.addWidget(line)
        hashes = {row.sha256 for row in rows if row.sha256}
        if hashes:
            begin(self, workspace, evidence_lists.states, self._show_states, hashes=hashes)
        for line in self.lines:
            fetch_picture(workspace, line)

    def _dress(self, line: EvidenceLine) -> None:
        row = line.piece
        assert isinstance(row, EvidenceRow)
        line.show_elsewhere(row.elsewhere)
        if row.kind is EvidenceKind.LINK or (row.sha256 and media.may_be_viewed(row.media)):
            line.add_button("open", self.tr("Open…"), self.tr("Open"))
        if row.sha256:
            line.add_button("save", self.tr("Save…"), self.tr("Save a copy"))
        line.acted.connect(partial(self._act, line))

    def _show_states(self, states: Mapping[str, FileState]) -> None:
        for line in self.lines:
            state = states.get(line.piece.sha256 or "", FileState.THERE)
            for button in line.buttons:
                button.setEnabled(state is FileState.THERE)
            if state is FileState.MISSING:
                line.add_mark("triangle-alert", "overdue", evidence_words.missing())
            elif state is FileState.ALTERED:
                line.add_mark("triangle-alert", "overdue", evidence_words.altered())

    def _act(self, line: EvidenceLine, what: str) -> None:
        row = line.piece
        assert isinstance(row, EvidenceRow)
        if what == "save":
            self._save(line, row)
        elif row.kind is EvidenceKind.LINK:
            if OpenQuestion.ask(self, self.tr("Open this page?"), row.text):
                self._tell_opened(line, row.text)
        elif OpenQuestion.ask(self, self.tr("Open this file?"), row.label):
            self._do(line, partial(self._tell_opened, line), evidence_pictures.show_file, evidence_id=row.id)

    def _save(self, line: EvidenceLine, row: EvidenceRow) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Folder for the copy"))
        if folder:
            into = Path(folder)
            self._do(line, partial(self._tell_saved, line), evidence_lists.save, evidence_id=row.id, folder=into)

    def _do(
        self, line: EvidenceLine, then: Callable[..., None], job: Callable[..., object], **arguments: object
    ) -> None:
        line.say("")
        begin(self, self._workspace, job, then, partial(_tell_failure, line), **arguments)

    def _tell_saved(self, line: EvidenceLine, path: Path) -> None:
        line.say(self.tr("The copy is {path}.").format(path=path))

    def _tell_opened(self, line: EvidenceLine, where: Path | str) -> None:
        if not evidence_pictures.open_with_viewer(where):
            line.say(self.tr("Your system has nothing to show it with. Save a copy instead."))


def _tell_failure(line: EvidenceLine, error: Exception) -> None:
    if not isinstance(error, Cancelled):
        line.say(str(error) if isinstance(error, KnownError) else line.tr("This could not be done."))


class OpenQuestion(Question):
    """Asks before something leaves Journeybook for another program."""

    def __init__(self, parent: QWidget | None, title: str, what: str) -> None:
        super().__init__(parent)
        self.form.hide()
        how = self.tr("{what}\n\nAnother program shows it. Open it only if you know what it is.")
        self.say(title, how.format(what=what), self.tr("Open"))

    @classmethod
    def ask(cls, parent: QWidget | None, title: str, what: str) -> bool:
        return bool(cls(parent, title, what).exec())
