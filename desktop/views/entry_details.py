"""One entry of the ledger in plain words: who signed what, and the letters that bind it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.services.ledger_reading import EntryFacts
from desktop.tokens import SPACE
from desktop.views import ledger_words, style
from desktop.views.framework_tree import clear
from desktop.views.timeline import scrolled

_LEFT_OUT = frozenset({"person", "public_key"})
"""What the name and the fingerprint say already."""


class EntryDetails(QWidget):
    """`apprentice_wanted` gives the id of the agreement that the entry is about."""

    apprentice_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._facts: EntryFacts | None = None
        self.title = style.label(kind="section", wraps=True)
        self.soft = style.label(kind="small", soft=True, wraps=True)
        self.open_button = QPushButton()
        self.open_button.clicked.connect(self._open)
        self.copy_button = QPushButton(self.tr("Copy as signed"))
        self.copy_button.setToolTip(self.tr("The letters that were signed, to check them with another program"))
        self.copy_button.clicked.connect(self._copy)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE.button)
        buttons.addWidget(self.open_button)
        buttons.addWidget(self.copy_button)
        buttons.addStretch()
        inner = QWidget()
        self._words = QVBoxLayout(inner)
        self._words.setContentsMargins(0, 0, SPACE.button, 0)
        self._words.setSpacing(SPACE.label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.label, 0, 0)
        layout.setSpacing(SPACE.label)
        layout.addWidget(self.title)
        layout.addWidget(self.soft)
        layout.addLayout(buttons)
        layout.addSpacing(SPACE.button)
        layout.addWidget(scrolled(inner, self.tr("What was signed")), 1)
        self.show_facts(None)

    def show_facts(self, facts: EntryFacts | None) -> None:
        self._facts = facts
        clear(self._words)
        self.copy_button.setVisible(facts is not None)
        self.open_button.setVisible(facts is not None and facts.concerned is not None)
        self.title.setText(ledger_words.entry(facts.row) if facts else "")
        self.soft.setText(self._signed(facts) if facts else "")
        if facts is None:
            return
        if facts.concerned is not None:
            words = self.tr("Open {name}").format(name=facts.concerned.apprentice)
            self.open_button.setText(style.caption(words))
        self._add_pairs(self._said(facts))
        for part in facts.parts:
            self._add_head(ledger_words.name(part.table))
            for row in part.rows:
                self._words.addWidget(style.label(ledger_words.lines(row), wraps=True))
            if part.more:
                self._words.addWidget(style.label(self.tr("and {many} more").format(many=f"{part.more:,}"), soft=True))
        self._add_head(self.tr("What binds it"))
        self._add_pairs(self._binds(facts))
        self._words.addStretch()

    def _signed(self, facts: EntryFacts) -> str:
        words = self.tr("Signed by {name} on {moment}")
        return words.format(name=facts.signer or facts.row.signer, moment=ledger_words.moment(facts.row.recorded_at))

    def _said(self, facts: EntryFacts) -> list[tuple[str, str]]:
        shown = {key: one for key, one in facts.said.items() if key not in _LEFT_OUT}
        pairs = [(ledger_words.name(key), ledger_words.value(one, key)) for key, one in shown.items()]
        if facts.set_back_to is not None:
            told = self.tr("The computer's clock was set back to {moment}.")
            pairs.append((self.tr("Clock"), told.format(moment=ledger_words.moment(facts.set_back_to))))
        return pairs

    def _binds(self, facts: EntryFacts) -> list[tuple[str, str]]:
        return [
            (self.tr("Fingerprint of the key"), facts.fingerprint),
            (self.tr("Hash of this entry"), _in_groups(facts.hash)),
            (self.tr("Hash of the one before"), _in_groups(facts.before)),
        ]

    def _add_head(self, words: str) -> None:
        self._words.addSpacing(SPACE.button)
        self._words.addWidget(style.label(words, "code", wraps=True))

    def _add_pairs(self, pairs: list[tuple[str, str]]) -> None:
        for name, text in pairs:
            if text:
                self._words.addWidget(style.label(name, "small", soft=True, wraps=True))
                label = style.label(text, wraps=True)
                label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._words.addWidget(label)

    def _open(self) -> None:
        if self._facts is not None and self._facts.concerned is not None:
            self.apprentice_wanted.emit(self._facts.concerned.agreement_id)

    def _copy(self) -> None:
        if self._facts is not None:
            QGuiApplication.clipboard().setText(self._facts.written)


def _in_groups(letters: str) -> str:
    """Sixteen letters at a time, so that a line can end between them."""
    return " ".join(letters[place : place + 16] for place in range(0, len(letters), 16))
