"""What to do where a check found a fault: the first bad entry, whose it is, and the ways on from there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.services.ledger_watch import Found
from desktop.tokens import SPACE
from desktop.views import ledger_words, style
from desktop.views.hint_box import HintBox
from desktop.views.states import MarkLabel


class IntegrityFaults(QWidget):
    """Hidden while nothing is wrong. `may_restore` where the viewer has the page of backups."""

    entry_wanted = Signal(int)
    apprentice_wanted = Signal(str)
    backups_wanted = Signal()

    def __init__(self, *, may_restore: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_restore = may_restore
        self._found: Found | None = None
        self.first = MarkLabel("triangle-alert", "overdue", "")
        self.entry_button = QPushButton(self.tr("Show the entry"))
        self.entry_button.clicked.connect(self._show_entry)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self._open)
        self.backups_button = QPushButton(self.tr("Open Backups"))
        self.backups_button.clicked.connect(self.backups_wanted)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.button)
        for button in (self.entry_button, self.open_button, self.backups_button):
            buttons.addWidget(button)
        buttons.addStretch()
        self.advice = HintBox(self.tr("What to do now"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.first)
        layout.addWidget(self.advice)
        layout.addLayout(buttons)
        self.hide()

    def show_found(self, found: Found) -> None:
        self._found = found
        bad = found.bad
        self.first.setVisible(bad is not None)
        self.entry_button.setVisible(bad is not None and bad.row is not None)
        self.open_button.setVisible(bad is not None and bad.concerned is not None)
        self.backups_button.setVisible(self._may_restore)
        if bad is not None:
            self.first.text.setText(self._first_words(found))
            if bad.concerned is not None:
                words = self.tr("Open {name}").format(name=bad.concerned.apprentice)
                self.open_button.setText(style.caption(words))
        self.advice.show_points(() if found.is_sound else self._points())
        self.setVisible(not found.is_sound)

    def _first_words(self, found: Found) -> str:
        bad = found.bad
        if bad is None:
            return ""
        if bad.row is None:
            return self.tr("The first bad entry is {number}: it is missing.").format(number=f"{bad.seq:,}")
        words = self.tr("The first bad entry. {entry}").format(entry=ledger_words.entry(bad.row))
        return f"{words}, {bad.concerned.apprentice}." if bad.concerned else f"{words}."

    def _points(self) -> tuple[str, ...]:
        last = (
            self.tr("Restore the newest backup for a trial: the check of it says whether it is sound.")
            if self._may_restore
            else self.tr("Tell a coordinator, who can open the newest backup.")
        )
        return (
            self.tr("Keep the file as it is, and make a copy of it: it shows what was changed."),
            self.tr("Let nobody sign anything more until this is settled."),
            last,
            self.tr("Papers that were handed out say what stood in the record on their day."),
        )

    def _show_entry(self) -> None:
        if self._found is not None and self._found.bad is not None:
            self.entry_wanted.emit(self._found.bad.seq)

    def _open(self) -> None:
        if self._found is not None and self._found.bad is not None and self._found.bad.concerned is not None:
            self.apprentice_wanted.emit(self._found.bad.concerned.agreement_id)
