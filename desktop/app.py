"""The only place where the window's objects are made: folders, lock, upgrade, workspace, window."""

import sys
from dataclasses import replace
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QMessageBox, QWidget

from desktop import assets, defects, settings
from desktop.database.store import create_store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.services import people
from desktop.views import style
from desktop.views.choose_person import ChoosePerson
from desktop.views.first_start import FirstStart
from desktop.views.main_window import MainWindow
from desktop.views.new_program import NewProgram
from desktop.views.viewer import Viewer
from desktop.workspace import Work, Workspace

_SCHEMES = {"system": Qt.ColorScheme.Unknown, "light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}


def run(database: Path | None = None) -> int:
    """Open the window on `database`, on the record used last, or on the page of the first start."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("Journeybook")
    app.setDesktopFileName("journeybook")
    if QLocale.system().language() is QLocale.Language.C:
        QLocale.setDefault(QLocale("en_US"))
    app.setWindowIcon(QIcon(str(assets.path("resources", "icons", "journeybook.svg"))))
    journeybook = Journeybook(app)
    sys.excepthook = journeybook.on_defect
    QTimer.singleShot(0, lambda: journeybook.start(database))
    code = app.exec()
    journeybook.close()
    return code


def _translate(app: QApplication) -> None:
    """The words of the user's language; English ones hold the plural forms alone."""
    folder = str(assets.path("resources", "translations"))
    translator = QTranslator(app)
    if translator.load(QLocale(), "journeybook", "_", folder) or translator.load("journeybook_en", folder):
        app.installTranslator(translator)


class Journeybook(QObject):
    """The application: one record at a time, in one window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.settings = settings.load()
        _translate(app)
        self.style = style.apply(app)
        self.style.choose(_SCHEMES[self.settings.color_scheme])
        self.workspace: Workspace | None = None
        self.window: QWidget | None = None

    def start(self, database: Path | None) -> None:
        """Show the record named, else the one used last, else the first start."""
        last = Path(self.settings.database) if self.settings.database else settings.default_database()
        path = database or last
        if path.exists():
            self.open(path)
        elif database is not None:
            self.show_first_start(str(KnownError(f"There is no file {path}.", "Open another one or start a record.")))
        else:
            self.show_first_start()

    def open(self, path: Path) -> None:
        """Open a record; where that is not possible, the present one stays open and the window says why."""
        if self.workspace is not None and self.workspace.path.resolve() == path.resolve():
            return
        try:
            workspace = Workspace(open_store(path))
        except KnownError as error:
            self._tell(str(error))
            return
        self._show_record(workspace)

    def show_first_start(self, trouble: str = "") -> None:
        page = FirstStart()
        page.wanted.connect(self.on_wanted)
        if trouble:
            page.message.show_message("error", trouble)
        self._replace_window(page)

    def on_wanted(self, what: str) -> None:
        """Answer to the three offers of the first start, which the File menu repeats."""
        if what == "sample":
            self.open_sample()
        elif what == "new":
            self._start_program()
        else:
            chosen, _ = QFileDialog.getOpenFileName(self.window, self._words_open(), "", "*.db")
            if chosen:
                self.open(Path(chosen))

    def _words_open(self) -> str:
        return QCoreApplication.translate("Journeybook", "Open a record")

    def open_sample(self) -> None:
        """The sample program in a file of its own beside the user's record; made the first time."""
        path = settings.default_database().with_name("sample-program.db")
        if path.exists():
            self.open(path)
            return
        try:
            workspace = Workspace(create_store(path))
        except KnownError as error:
            self._tell(str(error))
            return
        from desktop.services import demo  # the sample is made once; its history is a large module

        work = workspace.start(demo.fill)
        work.progressed.connect(lambda done, of: self._tell_progress(work, done, of))
        work.finished.connect(lambda _result: self._show_record(workspace))
        work.failed.connect(lambda error: self._drop(workspace, error))

    def _tell_progress(self, work: Work, done: int, of: int) -> None:
        words = self.tr("Making the sample program: {done} of {of} apprentices").format(done=done, of=of)
        if isinstance(self.window, FirstStart):
            self.window.message.show_message("note", words, (self.tr("Cancel"), work.cancel))

    def _drop(self, workspace: Workspace, error: Exception) -> None:
        """A record that could not be filled is not left behind."""
        path = workspace.path
        workspace.close()
        path.unlink(missing_ok=True)
        if isinstance(error, Cancelled) and isinstance(self.window, FirstStart):
            self.window.message.clear()
        else:
            self._tell(str(error) if isinstance(error, KnownError) else self.tr("The sample could not be made."))

    def _start_program(self) -> None:
        program = NewProgram.ask(self.window)
        if program is None:
            return
        path = settings.default_database()
        if path.exists():
            words = self.tr("Where the record is kept")
            chosen, _ = QFileDialog.getSaveFileName(self.window, words, str(path.with_name("program.db")), "*.db")
            if not chosen:
                return
            path = Path(chosen)
        try:
            workspace = Workspace(create_store(path))
            workspace.write(
                people.start_program,
                sponsor=program.sponsor,
                program_number=program.program_number,
                time_zone=program.time_zone,
                first_name=program.first_name,
                last_name=program.last_name,
            )
        except KnownError as error:
            self._tell(str(error))
            return
        self._show_record(workspace)

    def _show_record(self, workspace: Workspace) -> None:
        previous, self.workspace = self.workspace, workspace
        if previous is not None and previous is not workspace:
            self._close_window()
            previous.close()
        rows = workspace.read(people.everyone)
        found = next((row for row in rows if row.id == self.settings.person_id), rows[0] if rows else None)
        if found is None:
            self.workspace = None
            workspace.close()
            self.show_first_start(self.tr("This record holds nobody yet. Start a program or open another record."))
            return
        self._remember(person_id=found.id, database=str(workspace.path))
        self._show_window(Viewer(found.id, found.name, found.role, found.employer))

    def _show_window(self, viewer: Viewer) -> None:
        assert self.workspace is not None
        window = MainWindow(self.workspace, viewer, self.settings.color_scheme)
        window.person_wanted.connect(self.change_person)
        window.file_wanted.connect(self.on_wanted)
        window.scheme_wanted.connect(self.choose_scheme)
        self._replace_window(window)

    def change_person(self) -> None:
        assert self.workspace is not None
        chosen = ChoosePerson.ask(self.window, self.workspace.read(people.everyone), self.settings.person_id)
        if chosen is not None:
            self._remember(person_id=chosen.id)
            self._show_window(Viewer(chosen.id, chosen.name, chosen.role, chosen.employer))

    def choose_scheme(self, name: settings.ColorScheme) -> None:
        self.style.choose(_SCHEMES[name])
        self._remember(color_scheme=name)
        if isinstance(self.window, MainWindow):
            self.window.check_scheme(name)

    def _remember(self, **changes: str) -> None:
        self.settings = replace(self.settings, **changes)  # type: ignore[arg-type]
        try:
            settings.save(self.settings)
        except KnownError as error:
            self._tell(str(error))

    def _tell(self, sentence: str) -> None:
        """In the page that is open; on the first start where there is none."""
        if isinstance(self.window, MainWindow):
            self.window.tell(sentence)
        elif isinstance(self.window, FirstStart):
            self.window.message.show_message("error", sentence)
        else:
            self.show_first_start(sentence)

    def _replace_window(self, window: QWidget) -> None:
        previous, self.window = self.window, window
        if previous is not None:
            window.setGeometry(previous.geometry()) if isinstance(window, type(previous)) else None
        window.show()
        if previous is not None:
            previous.hide()
            previous.deleteLater()

    def _close_window(self) -> None:
        if self.window is not None:
            self.window.hide()

    def close(self) -> None:
        if self.workspace is not None:
            self.workspace.close()
            self.workspace = None

    def on_defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Our own failure: written down without names, told plainly. Its transaction was rolled back."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        defects.write_down(kind, trace)
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(self.tr("Something in Journeybook failed. What you did last was not saved."))
        box.setInformativeText(self.tr("What failed is written down in {path}.").format(path=settings.log_file()))
        box.exec()
