"""The acts on all pairs of a carry-over at once: which level becomes which, and confirming what is alike."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSpinBox, QWidget

from desktop.tokens import SPACE
from desktop.views.carry_pairs import PairsPart
from desktop.views.forms import accessible

_ALIKE = 90
"""What one button confirms, unless the coordinator says otherwise: so much alike, of 100."""


class PairsActs(QWidget):
    """`told` after many were confirmed at once: a sentence for the message line."""

    told = Signal(str)

    def __init__(self, pairs: PairsPart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pairs = pairs
        self.levels = QPushButton(self.tr("Levels…"))
        self.levels.clicked.connect(pairs.choose_levels)
        self.least = accessible(QSpinBox(), self.tr("At least so much alike, of 100"))
        self.least.setRange(0, 100)
        self.least.setValue(_ALIKE)
        # The sheet's padding does not reach the text of a spin box.
        self.least.lineEdit().setTextMargins(6, 0, 0, 0)
        self.alike = QPushButton(self.tr("Confirm all at least so much alike"))
        self.alike.clicked.connect(self.confirm_alike)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        for widget in (self.levels, self.alike, self.least):
            layout.addWidget(widget)

    def confirm_alike(self) -> None:
        """Confirm every pair that is the same or reworded, and alike enough."""
        many = self._pairs.confirm_alike(self.least.value())
        self.told.emit(self.tr("{count} confirmed, {open} to decide.").format(count=many, open=self._pairs.open))
        self._pairs.show_current()
        self._pairs.list.setFocus(Qt.FocusReason.OtherFocusReason)
