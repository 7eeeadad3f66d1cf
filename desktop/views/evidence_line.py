"""One piece of evidence: a small picture, what it is, how it is found, and what can be done with it."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.services.evidence import NewEvidence
from desktop.services.evidence_lists import EvidenceRow
from desktop.tokens import SPACE
from desktop.views import evidence_words, icons, style
from desktop.views.forms import accessible
from desktop.views.states import IconLabel, MarkLabel

PICTURE = QSize(56, 42)


class EvidenceLine(QWidget):
    """`acted` carries the name of the button pressed."""

    acted = Signal(str)

    def __init__(self, piece: NewEvidence | EvidenceRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.piece = piece
        self._icon = IconLabel(evidence_words.ICONS[piece.kind], "soft")
        self.picture = QLabel()
        self.picture.hide()
        shown = evidence_words.broken(evidence_words.name(piece))
        self.name = accessible(
            style.label(shown, "name" if piece.label else "body", wraps=True), evidence_words.name(piece)
        )
        self.about = style.label(evidence_words.about(piece), "small", soft=True, wraps=True)
        self.said = style.label(kind="small", soft=True, wraps=True)
        self.said.hide()
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        for label in (self.name, self.about, self.said):
            self._words.addWidget(label)
        self._buttons, self._close = QHBoxLayout(), QHBoxLayout()
        self._buttons.setSpacing(0)
        top = Qt.AlignmentFlag.AlignTop
        row = QHBoxLayout()
        row.setSpacing(SPACE.button)
        row.addWidget(self._icon, 0, top)
        row.addWidget(self.picture, 0, top)
        row.addLayout(self._words, 1)
        row.addLayout(self._close)
        row.setAlignment(self._close, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addLayout(self._buttons)
        self._buttons.addStretch()
        self.buttons: list[QPushButton] = []
        self.marks: list[MarkLabel] = []

    def add_button(self, key: str, text: str, name: str, icon: str = "") -> QPushButton:
        """A quiet button below, or with an icon alone at the end; `name` is how it is called to those who hear."""
        made = QPushButton("" if icon else text)
        made.setProperty("quiet", True)
        accessible(made, f"{name}: {evidence_words.name(self.piece)}"[:200])
        if icon:
            made.setToolTip(text)
            icons.dress(made, icon, "soft")
        made.clicked.connect(lambda: self.acted.emit(key))
        self.buttons.append(made)
        if icon:
            self._close.addWidget(made)
        else:
            self._buttons.insertWidget(self._buttons.count() - 1, made)
        return made

    def add_mark(self, icon: str, ink: str, sentence: str) -> None:
        """What should be looked at, in words."""
        mark = MarkLabel(icon, ink, sentence, "small")
        self.marks.append(mark)
        self._words.insertWidget(self._words.count() - 1, mark)

    def show_elsewhere(self, count: int) -> None:
        if count:
            self.add_mark("circle-help", "pending", evidence_words.elsewhere(count))

    def show_picture(self, image: QImage) -> None:
        pixmap = QPixmap.fromImage(image)
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        self.picture.setPixmap(pixmap)
        self.picture.show()
        self._icon.hide()

    def say(self, sentence: str) -> None:
        """What came of an act on this piece."""
        self.said.setText(sentence)
        self.said.setVisible(bool(sentence))
