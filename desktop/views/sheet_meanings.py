"""What the cells of a sheet mean: the words for core and optional, and whose the hours are."""

import re

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QVBoxLayout, QWidget

from desktop.frameworks.formats.sheet import cells
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.tokens import SPACE
from desktop.views.forms import FieldRow, Form

_BETWEEN = re.compile("[,;]")


class MeaningFields(QWidget):
    """Shows what the columns that are taken need, and nothing where they need nothing."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.core, self.optional, self.hours = QLineEdit(), QLineEdit(), QComboBox()
        for words, value in (
            (self.tr("Asked about in the review, where the sheet does not tell"), None),
            (self.tr("Those of the whole job function, the same on each of its rows"), True),
            (self.tr("Those of each row, to be added up"), False),
        ):
            self.hours.addItem(words, value)
        hint = self.tr("Parted by commas")
        self._core = FieldRow(self.tr("Words that mean core"), self.core, hint=hint)
        self._optional = FieldRow(self.tr("Words that mean optional"), self.optional, hint=hint)
        self._hours = FieldRow(self.tr("Hours in the sheet"), self.hours)
        form = Form()
        for row in (self._core, self._optional, self._hours):
            form.add(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.section, SPACE.button, 0)
        layout.addWidget(form)
        for field in (self.core, self.optional):
            field.textEdited.connect(lambda _text: self.changed.emit())
        self.hours.currentIndexChanged.connect(lambda _index: self.changed.emit())

    def show_mapping(self, mapping: Mapping) -> None:
        """Fill anew; nothing is announced."""
        self.set_words(mapping.core_words, mapping.optional_words)
        with QSignalBlocker(self.hours):
            self.hours.setCurrentIndex((None, True, False).index(mapping.hours_repeat))

    def set_words(self, core: tuple[str, ...], optional: tuple[str, ...]) -> None:
        self.core.setText(", ".join(core))
        self.optional.setText(", ".join(optional))

    def show_for(self, *, kinds: bool, hours: bool) -> None:
        """Show what belongs to a column of kinds, and to one of hours."""
        self._core.setVisible(kinds)
        self._optional.setVisible(kinds)
        self._hours.setVisible(hours)
        self.setVisible(kinds or hours)

    def wrong(self) -> str:
        both = set(self.core_words()) & set(self.optional_words())
        if both:
            text = self.tr("“{word}” means core and optional at once. Take it out of one of the two.")
            return text.format(word=min(both))
        return ""

    def core_words(self) -> tuple[str, ...]:
        return _words(self.core.text())

    def optional_words(self) -> tuple[str, ...]:
        return _words(self.optional.text())

    def hours_repeat(self) -> bool | None:
        found: bool | None = self.hours.currentData()
        return found


def _words(typed: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(cells.same, _BETWEEN.split(typed)))))
