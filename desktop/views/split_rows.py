"""Splits the hours of a day over job functions; the sum is told while it is typed."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from desktop import words
from desktop.frameworks.document import JobFunction
from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.hour_words import short_hours, typed


class SplitRow(QWidget):
    """One job function and its part; an empty part takes the rest."""

    changed = Signal()
    remove_wanted = Signal()

    def __init__(self, functions: Sequence[JobFunction], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.function = QComboBox()
        self.function.setAccessibleName(self.tr("Job function"))
        self.function.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.function.addItem(self.tr("Choose a job function"), "")
        for one in functions:
            self.function.addItem(f"{one.number}  {one.title}", one.number)
        self.part = QLineEdit()
        self.part.setAccessibleName(self.tr("Hours of this job function"))
        self.part.setPlaceholderText(self.tr("the rest"))
        self.part.setFixedWidth(style.metrics("body").averageCharWidth() * 14)
        self.remove = QPushButton()
        self.remove.setProperty("quiet", True)
        self.remove.setAccessibleName(self.tr("Remove this job function"))
        self.remove.setToolTip(self.tr("Remove this job function"))
        icons.dress(self.remove, "x", "soft")
        self.remove.clicked.connect(self.remove_wanted)
        self.function.currentIndexChanged.connect(self.changed)
        self.part.textChanged.connect(self.changed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.function, 1)
        layout.addWidget(self.part)
        layout.addWidget(self.remove)

    @property
    def number(self) -> str:
        return str(self.function.currentData() or "")


class SplitRows(QWidget):
    """`changed` comes with each change of a row."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._functions: Sequence[JobFunction] = ()
        self._whole: int | None = None
        self.rows: list[SplitRow] = []
        self.add_button = QPushButton(self.tr("Add a job function"))
        icons.dress(self.add_button, "plus", "text")
        self.add_button.clicked.connect(self._add_and_go)
        self.sum = style.label(kind="small", soft=True, wraps=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(SPACE.button)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.row)
        foot.addWidget(self.add_button)
        foot.addWidget(self.sum, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addLayout(self._column)
        layout.addLayout(foot)

    def set_functions(self, functions: Sequence[JobFunction], parts: Mapping[str, int]) -> None:
        """Start anew, with these parts or with one empty row."""
        self._functions = functions
        for row in list(self.rows):
            self._take(row)
        for number, minutes in parts.items() or {"": 0}.items():
            row = self._add()
            row.function.setCurrentIndex(max(row.function.findData(number), 0))
            row.part.setText(typed(minutes) if minutes and len(parts) > 1 else "")
        self._tell()

    def set_whole(self, minutes: int | None) -> None:
        """The hours of the day, None while they cannot be read."""
        self._whole = minutes
        self._tell()

    def _add(self) -> SplitRow:
        row = SplitRow(self._functions)
        row.changed.connect(self._on_change)
        row.remove_wanted.connect(lambda: self._remove(row))
        self.rows.append(row)
        self.setFocusProxy(self.rows[0].function)
        self._column.addWidget(row)
        row.show()
        if len(self.rows) > 1:
            QWidget.setTabOrder(self.rows[-2].remove, row.function)
        QWidget.setTabOrder(row.remove, self.add_button)
        self._on_change()
        return row

    def _add_and_go(self) -> None:
        self._add().function.setFocus()

    def _remove(self, row: SplitRow) -> None:
        self._take(row)
        self.setFocusProxy(self.rows[0].function)
        self.rows[-1].function.setFocus()
        self._on_change()

    def _take(self, row: SplitRow) -> None:
        self.rows.remove(row)
        row.hide()
        self._column.removeWidget(row)
        row.deleteLater()

    def _on_change(self) -> None:
        for row in self.rows:
            row.remove.setVisible(len(self.rows) > 1)
        self._tell()
        self.changed.emit()

    def parts(self) -> dict[str, int] | None:
        """Minutes by job function, the rest filled in; None where something cannot be read or stands twice."""
        typed: dict[str, int] = {}
        rest = ""
        for row in self.rows:
            if not row.number and not row.part.text().strip():
                continue
            if not row.number or row.number in typed or row.number == rest:
                return None
            if not row.part.text().strip():
                if rest:
                    return None
                rest = row.number
                continue
            minutes = words.minutes_of(row.part.text())
            if not minutes:
                return None
            typed[row.number] = minutes
        if rest:
            typed[rest] = (self._whole or 0) - sum(typed.values())
        return typed

    def error(self, *, needed: bool) -> str:
        """What is wrong with the split, or nothing."""
        parts, whole = self.parts(), self._whole
        if parts is None:
            return self.tr(
                "Each row needs a job function of its own and hours such as 7:30. One row may take the rest."
            )
        if not parts:
            return self.tr("No job function is chosen. Choose at least one.") if needed else ""
        if whole is None:
            return ""
        if min(parts.values()) <= 0 or sum(parts.values()) != whole:
            split = short_hours(sum(minutes for minutes in parts.values() if minutes > 0))
            words_ = self.tr("{split} are split, but the day has {whole}. Mend one of them.")
            return words_.format(split=split, whole=short_hours(whole))
        return ""

    def _tell(self) -> None:
        parts, whole = self.parts(), self._whole
        if not whole or not parts:
            self.sum.setText("")
            return
        split = sum(minutes for minutes in parts.values() if minutes > 0)
        text = self.tr("{split} of {whole} split")
        self.sum.setText(text.format(split=short_hours(split), whole=short_hours(whole)))
