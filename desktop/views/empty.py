"""What an empty view says: what will stand here, how it gets here, and one button."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import style


class EmptyState(QWidget):
    """Stands in the middle of a view that has nothing to show."""

    clicked = Signal()

    def __init__(self, sentence: str = "", how: str = "", button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = style.label(kind="section", wraps=True)
        self._how = style.label(soft=True, wraps=True)
        self.button = QPushButton()
        self.button.clicked.connect(self.clicked)
        layout = QVBoxLayout(self)
        layout.setSpacing(SPACE.button)
        layout.addStretch()
        for label in (self._sentence, self._how):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            layout.addWidget(label)
        layout.addSpacing(SPACE.label)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch()
        self.say(sentence, how, button)

    def say(self, sentence: str, how: str = "", button: str = "") -> None:
        """Change the words; without `button` there is none."""
        self._say(self._sentence, sentence)
        self._say(self._how, how)
        self.button.setText(button)
        self.button.setVisible(bool(button))

    @staticmethod
    def _say(label: QLabel, text: str) -> None:
        label.setText(text)
        label.setVisible(bool(text))
