"""The words of the states, and a label that shows one with its mark."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget
from typing_extensions import override

from desktop.tokens import SPACE, StateName, TypeName
from desktop.views import icons, style


def word(state: StateName) -> str:
    """What a state is called on screen."""
    translate = QCoreApplication.translate
    words: dict[StateName, str] = {
        "signed": translate("States", "Signed"),
        "pending": translate("States", "Pending"),
        "missing": translate("States", "Missing"),
        "overdue": translate("States", "Overdue"),
        "returned": translate("States", "Returned"),
        "prior_credit": translate("States", "Prior credit"),
        "rated_below": translate("States", "Rated below"),
        "due": translate("States", "Due"),
        "watch": translate("States", "Watch"),
        "decide": translate("States", "Decide"),
        "check": translate("States", "Check"),
        "note": translate("States", "Note"),
        "reversed": translate("States", "Reversed"),
    }
    return words[state]


class IconLabel(QLabel):
    """A picture that follows the scheme; decoration, so it has no name of its own."""

    def __init__(self, name: str, ink: str, size: int = icons.SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown = (name, ink, size)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)
        self._draw()

    def show_icon(self, name: str, ink: str) -> None:
        self._shown = (name, ink, self._shown[2])
        self._draw()

    def _draw(self) -> None:
        name, ink, size = self._shown
        self.setPixmap(icons.pixmap(name, ink, size, self))

    @override
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.DevicePixelRatioChange}:
            self._draw()


class MarkLabel(QWidget):
    """A mark and its sentence, such as "Overdue" or "All changes saved"."""

    def __init__(self, icon: str, ink: str, text: str, kind: TypeName = "body", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.icon = IconLabel(icon, ink, icons.SIZE if kind != "small" else icons.SMALL)
        self.text = style.label(text, kind, soft=kind == "small", wraps=True)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)

    @classmethod
    def of(cls, state: StateName, text: str = "") -> "MarkLabel":
        return cls(style.scheme().state(state).icon, state, text or word(state))
