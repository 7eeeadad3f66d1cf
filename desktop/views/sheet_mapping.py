"""Mapping of a sheet: what each of its columns is, with the first competencies as they would be read."""

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QDialog, QHBoxLayout, QLineEdit, QPushButton, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.frameworks.files import Sheet
from desktop.frameworks.formats.sheet import guess
from desktop.frameworks.formats.sheet import layout as sheet_layout
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Mapping, Role, fingerprint, locate, sheets
from desktop.services import sheet_mappings
from desktop.services.sheet_mappings import Table
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import FieldRow, accessible
from desktop.views.messages import MessageLine
from desktop.views.sheet_columns import ColumnsGrid
from desktop.views.sheet_meanings import MeaningFields
from desktop.views.sheet_preview import SheetPreview
from desktop.views.timeline import scrolled
from desktop.workspace import Workspace

_SIZE = QSize(1120, 760)
_FRAME = 48
_LEFT, _RIGHT = 620, 440
_READ = 200
"""Rows that are read for the first competencies: a sheet of thousands must not slow a choice down."""


class _Name(QLineEdit):
    """Enter saves the mapping, and does not read the sheet."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.returnPressed.emit()
            event.accept()
        else:
            super().keyPressEvent(event)


class SheetMappingDialog(QDialog):
    """Shows the table as `table.mapping` has it. Mappings are saved at once, without closing the dialog."""

    def __init__(self, parent: QWidget | None, workspace: Workspace, table: Table) -> None:
        super().__init__(parent)
        self._workspace, self._table = workspace, table
        self._sheets = sheets(table.opened)
        self._mapping: Mapping | None = None
        self.setWindowTitle(self.tr("Map the columns of a sheet"))
        style.paper(self)
        room = parent.window().size() - QSize(_FRAME, _FRAME) if parent else _SIZE
        self.resize(_SIZE.boundedTo(room))
        self.message = MessageLine()
        self.sheet = QComboBox()
        self.row = QComboBox()
        self.saved = QComboBox()
        self.columns = ColumnsGrid()
        self.meanings = MeaningFields()
        self.preview = SheetPreview()
        self.name = accessible(_Name(), self.tr("Name for this mapping"))
        self.save = QPushButton(self.tr("Save mapping"))
        self.read = QPushButton(self.tr("Read"))
        self.cancel = QPushButton(self.tr("Cancel"))
        self._lay_out()
        self._connect()
        for one in self._sheets:
            self.sheet.addItem(one.title, one.title)
        self._fill_saved()
        self.show_mapping(table.mapping)
        self.columns.focus()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(SPACE.section)
        self._sheet_row = FieldRow(self.tr("Sheet"), self.sheet)
        self._saved_row = FieldRow(self.tr("Saved mapping"), self.saved)
        for row, share in ((self._sheet_row, 2), (FieldRow(self.tr("Row of the headings"), self.row), 4)):
            head.addWidget(row, share)
        head.addWidget(self._saved_row, 2)
        for combo in (self.sheet, self.row, self.saved):
            # Rows and names may be long: the list shows them whole, the dialog keeps its width.
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(12)
        self._sheet_row.setVisible(len(self._sheets) > 1)
        inside = QWidget()
        parts = QVBoxLayout(inside)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.addWidget(self.columns)
        parts.addWidget(self.meanings)
        parts.addStretch()
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(SPACE.pane)
        splitter.addWidget(scrolled(inside, self.tr("Columns of the sheet")))
        splitter.addWidget(self.preview)
        splitter.setSizes([_LEFT, _RIGHT])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        words = self.tr("Which column of {file} is what?").format(file=self._table.opened.name)
        layout.addWidget(style.label(words, "lead", wraps=True))
        layout.addWidget(self.message)
        layout.addLayout(head)
        layout.addWidget(splitter, 1)
        layout.addLayout(self._foot())

    def _foot(self) -> QHBoxLayout:
        self.name.setPlaceholderText(self.tr("Name, to use it again"))
        self.read.setProperty("primary", True)
        self.read.setDefault(True)
        for button in (self.save, self.cancel):
            button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setSpacing(SPACE.button)
        foot.addWidget(self.name, 1)
        foot.addWidget(self.save)
        foot.addStretch(1)
        foot.addWidget(self.cancel)
        foot.addWidget(self.read)
        return foot

    def _connect(self) -> None:
        self.sheet.currentIndexChanged.connect(lambda _index: self._choose_sheet())
        self.row.currentIndexChanged.connect(lambda _index: self._choose_row())
        self.saved.activated.connect(lambda _index: self._take_saved())
        self.columns.taken.connect(self._on_taken)
        self.columns.changed.connect(self._try)
        self.meanings.changed.connect(self._try)
        self.name.textChanged.connect(lambda _text: self._allow())
        self.name.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        self.read.clicked.connect(self.accept)

    def _fill_saved(self, present: str = "") -> None:
        """A mapping for other headings is named and cannot be taken."""
        rows = self._workspace.read(sheet_mappings.listing)
        self.saved.clear()
        self.saved.addItem(self.tr("None"), None)
        model = self.saved.model()
        for row in rows:
            suits = locate(self._table.opened, row.mapping) is not None
            words = row.name if suits else self.tr("{name} (for other headings)").format(name=row.name)
            self.saved.addItem(words, row)
            if not suits:
                item = model.index(self.saved.count() - 1, 0)
                model.setData(item, False, Qt.ItemDataRole.UserRole - 1)
        found = next((at for at, row in enumerate(rows, start=1) if row.name == present), 0)
        self.saved.setCurrentIndex(found)
        self._saved_row.setVisible(bool(rows))

    def _take_saved(self) -> None:
        row = self.saved.currentData()
        if row is not None:
            self.show_mapping(row.mapping)
            self.name.setText(row.name)

    def show_mapping(self, mapping: Mapping) -> None:
        """As the mapping has it; where the file has no such headings, as they are likely to be."""
        located = locate(self._table.opened, mapping)
        chosen, at = located or (self._sheets[0], 0)
        with QSignalBlocker(self.sheet):
            self.sheet.setCurrentIndex(self._sheets.index(chosen))
        self._fill_rows(chosen, at)
        self._show(mapping if located else guess.of_row(chosen, at))

    def _here(self) -> tuple[Sheet, int]:
        return self._sheets[max(self.sheet.currentIndex(), 0)], max(self.row.currentIndex(), 0)

    def _fill_rows(self, chosen: Sheet, at: int) -> None:
        with QSignalBlocker(self.row):
            self.row.clear()
            for number, told in sheet_layout.rows(chosen):
                self.row.addItem(self.tr("Row {number}: {cells}").format(number=number, cells=told))
            self.row.setCurrentIndex(at)

    def _choose_sheet(self) -> None:
        chosen, _ = self._here()
        self._fill_rows(chosen, sheet_layout.likeliest_row(chosen))
        self._choose_row()

    def _choose_row(self) -> None:
        self._show(guess.of_row(*self._here()))

    def _show(self, mapping: Mapping) -> None:
        with QSignalBlocker(self.columns), QSignalBlocker(self.meanings):
            self.columns.show_columns(sheet_layout.heads(*self._here()), mapping)
            self.meanings.show_mapping(mapping)
        self._try()

    def _on_taken(self, at: int) -> None:
        """A column newly taken for core or optional brings the words that are likely to mean them."""
        if self.columns.at(Role.KIND) == at:
            self.meanings.set_words(*sheet_layout.kind_words(*self._here(), at))

    def _try(self) -> None:
        """Read the first rows as the columns stand now, or say why they make nothing."""
        columns = self.columns
        hours = columns.at(Role.HOURS) is not None or columns.at(Role.MOST_HOURS) is not None
        self.meanings.show_for(kinds=columns.at(Role.KIND) is not None, hours=hours)
        wrong = columns.wrong() or self.meanings.wrong()
        self._mapping = None
        if not wrong:
            mapping = self._built()
            try:
                functions = sheet.first(self._table.opened, mapping, _READ)
            except KnownError as error:
                wrong = str(error)
            else:
                self._mapping = mapping
                chosen, at = self._here()
                self.preview.show_functions(functions, len(chosen.rows) - at - 1)
        if wrong:
            self.preview.show_why(wrong)
        self._allow()

    def _built(self) -> Mapping:
        chosen, at = self._here()
        number, headings = chosen.rows[at]
        has_kinds = self.columns.at(Role.KIND) is not None
        return Mapping(
            sheet=chosen.title,
            heading_row=number,
            columns=self.columns.columns(),
            levels=self.columns.levels(),
            core_words=self.meanings.core_words() if has_kinds else (),
            optional_words=self.meanings.optional_words() if has_kinds else (),
            hours_repeat=self.meanings.hours_repeat(),
            fingerprint=fingerprint(headings),
        )

    def _allow(self) -> None:
        self.read.setEnabled(self._mapping is not None)
        self.save.setEnabled(self._mapping is not None and bool(self.name.text().strip()))

    def _save(self) -> None:
        name, mapping = self.name.text().strip(), self._mapping
        if mapping is None or not name:
            return
        try:
            self._workspace.write(sheet_mappings.save, name=name, mapping=mapping)
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        self._fill_saved(name)
        words = self.tr("Saved as “{name}”. It is used for every file with these headings.")
        self.message.show_message("success", words.format(name=name))

    @property
    def mapping(self) -> Mapping | None:
        """As the columns stand now; None where they make no framework."""
        return self._mapping

    @classmethod
    def ask(cls, parent: QWidget | None, workspace: Workspace, table: Table) -> Mapping | None:
        """The mapping to read by, or None for nothing."""
        dialog = cls(parent, workspace, table)
        return dialog.mapping if dialog.exec() else None
