"""A page that is a window of its own, with all that it says in the middle: before a record is open to anybody."""

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.messages import MessageLine

_LETTERS_A_FIELD = 64


class LonePage(QWidget):
    """What a page adds goes into `inner`, between the lead and the lower edge."""

    def __init__(self, icon: str, title: str, lead: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.paper(self)
        self.setWindowTitle("Journeybook")
        self.resize(860, 560)
        self.message = MessageLine()
        mark = QLabel()
        mark.setPixmap(icons.pixmap(icon, "accent", 48, self))
        self.title = style.label(title, "title", wraps=True)
        self.lead = style.label(lead, wraps=True)
        self.inner = QVBoxLayout()
        self.inner.setSpacing(SPACE.section)
        column = QVBoxLayout()
        column.setSpacing(SPACE.section)
        column.addWidget(self.message)
        column.addStretch()
        for widget in (mark, self.title, self.lead):
            column.addWidget(widget)
        column.addLayout(self.inner)
        column.addStretch()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.addStretch(1)
        layout.addLayout(column, 4)
        layout.addStretch(1)

    def add_form(self, form: QWidget) -> None:
        """Fields that are no wider than what is typed into them."""
        form.setMaximumWidth(style.metrics("body").averageCharWidth() * _LETTERS_A_FIELD)
        row = QHBoxLayout()
        row.addWidget(form, 1)
        row.addStretch()
        self.inner.addLayout(row)

    def show_note(self, sentence: str) -> None:
        """Tell what was made of something that was typed."""
        if self.message.isHidden() or self.message.kind != "error":
            self.message.show_message("note", sentence)
