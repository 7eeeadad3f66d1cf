"""Evidence to be given: files, photos, links and observations, each taken away again before it is recorded."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QPalette
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import EvidenceKind
from desktop.errors import Cancelled, KnownError
from desktop.services import evidence, evidence_lists
from desktop.services.evidence import NewEvidence
from desktop.tokens import SPACE
from desktop.views import evidence_pictures, style
from desktop.views.evidence_line import EvidenceLine
from desktop.views.evidence_work import begin, fetch_picture
from desktop.views.forms import FieldRow, accessible
from desktop.views.key_button import add_act
from desktop.views.questions import Question
from desktop.views.states import MarkLabel
from desktop.workspace import Workspace


class EvidenceBox(QWidget):
    """Files lie beside the record once they are added, and go when it closes if nobody records them. `changed` comes
    with each piece that comes or goes."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._agreement_id = ""
        self._under_way = 0
        self._turn = 0
        self.lines: list[EvidenceLine] = []
        self.error = MarkLabel("triangle-alert", "overdue", "", "small")
        self.error.text.setForegroundRole(QPalette.ColorRole.BrightText)
        self.error.hide()
        self._list = QVBoxLayout()
        self._list.setSpacing(SPACE.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addLayout(self._head())
        layout.addLayout(self._list)
        layout.addWidget(self.error)
        add_act(self, self.tr("Paste evidence"), "Ctrl+V", self.paste)
        self.take_drops(self)

    def _head(self) -> QHBoxLayout:
        self.file_button = self._button(self.tr("File…"), self.tr("Add files or photos as evidence"), self.choose_files)
        self.link_button = self._button(self.tr("Link…"), self.tr("Add a link as evidence"), self.ask_link)
        self.observation_button = self._button(
            self.tr("Observation…"), self.tr("Add an observation as evidence"), self.ask_observation
        )
        self.buttons = (self.file_button, self.link_button, self.observation_button)
        head = QHBoxLayout()
        head.setSpacing(SPACE.label)
        words = self.tr("Evidence (optional): drop or paste it here, or add it")
        head.addWidget(style.label(words, "small", soft=True, wraps=True), 1)
        for button in self.buttons:
            head.addWidget(button)
        return head

    def _button(self, text: str, name: str, act: object) -> QPushButton:
        made = accessible(QPushButton(text), name)
        made.setAutoDefault(False)
        made.clicked.connect(act)
        return made

    def take_drops(self, on: QWidget) -> None:
        """Take what is dropped on another widget, too."""
        on.setAcceptDrops(True)
        on.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and self.isEnabled() and self.isVisible() and _holds(event.mimeData()):
            event.acceptProposedAction()
            if event.type() == QEvent.Type.Drop:
                self.take(event.mimeData())
            return True
        return super().eventFilter(watched, event)

    @property
    def is_busy(self) -> bool:
        """Whether a file is still on its way."""
        return self._under_way > 0

    def pieces(self) -> tuple[NewEvidence, ...]:
        return tuple(line.piece for line in self.lines if isinstance(line.piece, NewEvidence))

    def show_pieces(self, agreement_id: str, pieces: Sequence[NewEvidence]) -> None:
        """Show what was given before. What is still on its way for another is dropped."""
        self._agreement_id = agreement_id
        self._turn += 1
        self._under_way = 0
        for line in list(self.lines):
            self._take_away(line)
        self.show_error("")
        for piece in pieces:
            self._add_line(piece)

    def show_error(self, sentence: str) -> None:
        self.error.text.setText(sentence)
        self.error.setVisible(bool(sentence))
        self.file_button.setAccessibleDescription(sentence)

    def paste(self) -> None:
        self.take(QGuiApplication.clipboard().mimeData())

    def take(self, data: QMimeData) -> None:
        """Add what was pasted or dropped: files, a picture, or the address of a web page."""
        image = QImage(data.imageData()) if data.hasImage() and not data.hasUrls() else None
        if image is not None and not image.isNull():
            self._add(evidence_pictures.from_image, image=image)
            return
        for url in data.urls():
            if url.isLocalFile():
                self._add(evidence.from_file, path=Path(url.toLocalFile()))
            else:
                self.add_words(EvidenceKind.LINK, url.toString())
        if not data.urls() and data.hasText():
            self.add_words(EvidenceKind.LINK, data.text())

    def choose_files(self) -> None:
        paths, _ = QFileDialog.getOpenFileNames(self, self.tr("Files and photos"))
        self.add_files([Path(path) for path in paths])

    def add_files(self, paths: Sequence[Path]) -> None:
        for path in paths:
            self._add(evidence.from_file, path=path)

    def _add(self, job: object, **arguments: object) -> None:
        assert callable(job)
        self.show_error("")
        self._under_way += 1
        turn = self._turn

        def done(piece: NewEvidence) -> None:
            if turn == self._turn:
                self._under_way -= 1
                self._add_piece(piece)

        def failed(error: Exception) -> None:
            if turn == self._turn:
                self._under_way -= 1
                if not isinstance(error, Cancelled):
                    known = isinstance(error, KnownError)
                    self.show_error(str(error) if known else self.tr("This file could not be added."))

        begin(self, self._workspace, job, done, failed, **arguments)

    def ask_link(self) -> None:
        text = WordsQuestion.ask(self, EvidenceKind.LINK)
        if text:
            self.add_words(EvidenceKind.LINK, text)

    def ask_observation(self) -> None:
        text = WordsQuestion.ask(self, EvidenceKind.OBSERVATION)
        if text:
            self.add_words(EvidenceKind.OBSERVATION, text)

    def add_words(self, kind: EvidenceKind, text: str) -> None:
        """Add a link or an observation; what is wrong with it stands below."""
        self.show_error("")
        try:
            self._add_piece(_words(kind, text))
        except KnownError as error:
            self.show_error(str(error))

    def _add_piece(self, piece: NewEvidence) -> None:
        """The same content stands once."""
        if any((one.sha256, one.text) == (piece.sha256, piece.text) for one in self.pieces()):
            return
        if len(self.lines) >= evidence.MOST:
            self.show_error(self.tr("There are {most} pieces already. Take some away.").format(most=evidence.MOST))
            return
        self._add_line(piece)
        self.changed.emit()

    def _add_line(self, piece: NewEvidence) -> None:
        line = EvidenceLine(piece)
        before = self.lines[-1].buttons[-1] if self.lines else self.observation_button
        button = line.add_button("remove", self.tr("Take away"), self.tr("Take away"), "x")
        line.acted.connect(lambda _key, line=line: self.remove(line))
        self.lines.append(line)
        self._list.addWidget(line)
        QWidget.setTabOrder(before, button)
        fetch_picture(self._workspace, line)
        if piece.sha256 is not None:
            line.show_elsewhere(self._elsewhere(piece.sha256))

    def _elsewhere(self, sha256: str) -> int:
        """Nothing is said of it where nobody is signed in any more; the record refuses everything then."""
        hashes = {sha256}
        try:
            found = self._workspace.read(evidence_lists.elsewhere, agreement_id=self._agreement_id, hashes=hashes)
        except KnownError:
            return 0
        return found.get(sha256, 0)

    def remove(self, line: EvidenceLine) -> None:
        self._take_away(line)
        self.file_button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _take_away(self, line: EvidenceLine) -> None:
        self.lines.remove(line)
        line.hide()
        self._list.removeWidget(line)
        line.deleteLater()


def _holds(data: QMimeData) -> bool:
    return data.hasUrls() or data.hasImage()


def _words(kind: EvidenceKind, text: str) -> NewEvidence:
    return evidence.link(text) if kind is EvidenceKind.LINK else evidence.observation(text)


class WordsQuestion(Question):
    """Asks for an address or for what was seen; what cannot be is told at the field."""

    def __init__(self, parent: QWidget | None, kind: EvidenceKind) -> None:
        super().__init__(parent)
        self._kind = kind
        if kind is EvidenceKind.LINK:
            self.field = QLineEdit()
            hint = self.tr("It begins with https:// or http://.")
            self.form.add(FieldRow(self.tr("Address"), self.field, hint=hint, check=self._check), wide=True)
            self.say(self.tr("Add a link"), "", self.tr("Add link"))
        else:
            self.text = self.add_text(self.tr("What was seen"), lambda _text: self._check())
            self.say(self.tr("Add an observation"), "", self.tr("Add observation"))

    @property
    def typed(self) -> str:
        return self.field.text() if self._kind is EvidenceKind.LINK else self.text.toPlainText()

    def _check(self) -> str:
        try:
            _words(self._kind, self.typed)
        except KnownError as error:
            return str(error)
        return ""

    @classmethod
    def ask(cls, parent: QWidget | None, kind: EvidenceKind) -> str:
        """What was typed, or nothing."""
        question = cls(parent, kind)
        return question.typed if question.exec() else ""
