"""Maps the columns of a file from any page: asks what they are, reads the file by the answer, and hands it on."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Slot

from desktop.errors import KnownError
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.frameworks.reading import Reading
from desktop.services import framework_imports, sheet_mappings
from desktop.services.framework_imports import Source
from desktop.services.sheet_mappings import Table
from desktop.views import review_subject
from desktop.views.review_subject import Review
from desktop.views.sheet_mapping import SheetMappingDialog
from desktop.views.viewer import RecordPage


class ColumnMapper(QObject):
    """Tells in the message line of `page` what happened; `then` gets what was read by the mapping."""

    def __init__(self, page: RecordPage, then: Callable[[Review], object]) -> None:
        super().__init__(page)
        self._page, self._then = page, then
        self._refused = KnownError("")
        self._table: Table | None = None
        self._mapping: Mapping | None = None

    def refuse(self, path: Path, error: KnownError) -> None:
        """Say why the file was not read; where it is a table, offer to map its columns."""
        self._refused = error
        work = self._page.workspace.start(sheet_mappings.open_table, path=path)
        work.finished.connect(self._offer)
        work.failed.connect(self._say_refused)

    def map_columns(self, path: Path, mapping: Mapping | None) -> None:
        """Ask about the columns of the file, as it was read by `mapping` or a saved one."""
        saved = self._page.workspace.read(sheet_mappings.listing)
        work = self._page.workspace.start(sheet_mappings.open_table, path=path, saved=saved, mapping=mapping)
        work.finished.connect(self._ask)
        work.failed.connect(self._tell)

    @Slot(object)
    def _offer(self, table: Table) -> None:
        advice = self.tr("Say which of its columns is what, and it can be read.")
        act = (self.tr("Map its columns…"), lambda: self._ask(table))
        self._page.message.show_message("error", f"{self._refused.sentence} {advice}", act)

    @Slot(object)
    def _say_refused(self, _error: Exception) -> None:
        self._page.message.show_message("error", str(self._refused))

    @Slot(object)
    def _ask(self, table: Table) -> None:
        mapping = SheetMappingDialog.ask(self._page, self._page.workspace, table)
        if mapping is None:
            return
        self._table, self._mapping = table, mapping
        self._page.message.show_message("note", self.tr("Reading {file}…").format(file=table.path.name))
        work = self._page.workspace.start(framework_imports.read_file, path=table.path, mapping=mapping)
        work.finished.connect(self._hand_on)
        work.failed.connect(self._tell)

    @Slot(object)
    def _hand_on(self, result: tuple[Source, Reading]) -> None:
        self._page.message.clear()
        if self._table is not None:
            self._then(review_subject.of_reading(*result, self._table.path, self._mapping))

    @Slot(object)
    def _tell(self, error: Exception) -> None:
        sentence = str(error) if isinstance(error, KnownError) else self.tr("The file could not be read.")
        self._page.message.show_message("error", sentence)
