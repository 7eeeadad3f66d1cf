"""The only place where the window's objects are made: folders, lock, upgrade, workspace, window."""

import gc
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, QTranslator
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from desktop import assets, defects, settings
from desktop.database import keyring
from desktop.database.copying import remove
from desktop.database.keyring import Locked
from desktop.database.placing import Prepared
from desktop.database.store import create_store, open_store
from desktop.errors import Cancelled, KnownError
from desktop.services import anchoring, demo_signing, encryption, people, restores
from desktop.services.people import PersonRow
from desktop.views import style
from desktop.views.ask_reason import ReasonDialog
from desktop.views.backup_timer import BackupTimer, leave
from desktop.views.choose_person import ChoosePerson
from desktop.views.defect_box import DefectBox
from desktop.views.first_start import FirstStart
from desktop.views.gate import Gate
from desktop.views.locking import Idle
from desktop.views.lone_page import LonePage
from desktop.views.main_window import MainWindow
from desktop.views.messages import Action, Kind
from desktop.views.new_program import NewProgram
from desktop.views.record_key import NewPassphrase, what_it_opens
from desktop.views.recovery_code import ShowCode
from desktop.views.typed import SeenOnly
from desktop.views.unlock_record import UnlockRecord
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
    QTimer.singleShot(0, lambda: _begin(journeybook, database))
    code = app.exec()
    journeybook.close()
    return code


def _translate(app: QApplication) -> None:
    """The words of the user's language; English ones hold the plural forms alone."""
    folder = str(assets.path("resources", "translations"))
    translator = QTranslator(app)
    if translator.load(QLocale(), "journeybook", "_", folder) or translator.load("journeybook_en", folder):
        app.installTranslator(translator)


def _begin(journeybook: "Journeybook", database: Path | None) -> None:
    journeybook.start(database)
    gc.freeze()
    gc.enable()


class Journeybook(QObject):
    """The application: one record at a time, in one window."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self.settings = settings.load()
        _translate(app)
        self.style = style.apply(app)
        self.style.choose(_SCHEMES[self.settings.color_scheme])
        self.seen_only = SeenOnly(app)
        self.workspace: Workspace | None = None
        self._making: Workspace | None = None
        self._tells_defect = False
        self.window: QWidget | None = None
        self.backups = BackupTimer(self, lambda: self.workspace)
        self.gate = Gate(self)
        self.gate.admitted.connect(self._show_window)
        self.gate.shown.connect(self._replace_window)
        self.gate.elsewhere_wanted.connect(self._leave_record)
        self.idle = Idle(app, self)
        self.idle.idle.connect(self.lock)

    def start(self, database: Path | None) -> None:
        """Show the record named, here or by JOURNEYBOOK_DATABASE, else the one used last, else the first start."""
        if database is None and not os.environ.get(settings.DATABASE_VARIABLE, "").strip():
            database = Path(self.settings.database) if self.settings.database else None
        path = database or settings.default_database()
        if database is None and not path.exists():
            self.show_first_start()
        else:
            self.open(path)

    def open(self, path: Path) -> None:
        """Open a record; where that is not possible, the present one stays open and the window says why."""
        if self.workspace is not None and self.workspace.path.resolve() == path.resolve():
            self._tell(self.tr("This record is open already."), "note")
            return
        workspace = self._opened(path)
        if workspace is not None:
            self._show_record(workspace)

    def _opened(self, path: Path) -> Workspace | None:
        """The record, once its passphrase was given where it is encrypted; None where it cannot be opened, which is
        told."""
        try:
            return Workspace(open_store(path))
        except Locked as locked:
            if UnlockRecord.ask(self.window, path):
                return self._opened(path)
            if self.window is None:
                self.show_first_start(str(locked))
        except KnownError as error:
            self._tell(str(error))
        return None

    def show_first_start(self, trouble: str = "") -> None:
        page = FirstStart()
        page.wanted.connect(self.on_wanted)
        if trouble:
            page.message.show_message("error", trouble)
        self._replace_window(page)

    def on_wanted(self, what: str) -> None:
        """Answer to the three offers of the first start, which the File menu repeats."""
        if not self._may_leave():
            return
        if what == "sample":
            self.open_sample()
        elif what == "new":
            self._start_program()
        else:
            words, kinds = self.tr("Open a record"), self.tr("Records (*.db);;All files (*)")
            chosen, _ = QFileDialog.getOpenFileName(self.window, words, "", kinds)
            if chosen:
                self.open(Path(chosen))

    def _may_leave(self) -> bool:
        """Whether no unsaved work holds the window."""
        return not isinstance(self.window, MainWindow) or self.window.may_leave()

    def open_sample(self) -> None:
        """The sample program in a file of its own beside the user's record; made the first time, and again where
        it was not made to its end."""
        path = settings.default_database().with_name("sample-program.db")
        if self._making is not None:
            return
        if self.workspace is not None and self.workspace.path.resolve() == path.resolve():
            self.open(path)
            return
        try:
            workspace = Workspace(open_store(path) if path.exists() else create_store(path))
        except KnownError as error:
            self._tell(str(error))
            return
        if workspace.read(people.everyone):
            self._show_record(workspace)
        else:
            self._make_sample(workspace)

    def _make_sample(self, workspace: Workspace) -> None:
        from desktop.services import demo  # the sample is made once; its history is a large module

        self._making = workspace
        work = workspace.start(demo.fill)
        work.progressed.connect(lambda done, of: self._tell_progress(work, done, of))
        work.finished.connect(lambda _result: self._show_sample(workspace))
        work.failed.connect(lambda error: self._drop_sample(error))

    def _tell_progress(self, work: Work, done: int, of: int) -> None:
        words = self.tr("Making the sample program: {done} of {of} apprentices").format(done=done, of=of)
        self._tell(words, "note", (self.tr("Cancel"), work.cancel))

    def _show_sample(self, workspace: Workspace) -> None:
        self._making = None
        self._settle()
        if self._may_leave():
            self._show_record(workspace)
        else:
            workspace.close()

    def _drop_sample(self, error: Exception) -> None:
        """A sample that could not be made to its end is not left behind."""
        self._discard(self._making)
        self._making = None
        self._settle()
        if isinstance(error, Cancelled):
            return
        self._tell(str(error) if isinstance(error, KnownError) else self.tr("The sample could not be made."))

    @staticmethod
    def _discard(workspace: Workspace | None) -> None:
        """Close a record that was begun and take its file away."""
        if workspace is not None:
            workspace.close()
            remove(workspace.path)
            Path(f"{workspace.path}.lock").unlink(missing_ok=True)

    def _start_program(self) -> None:
        program = NewProgram.ask(self.window)
        if program is None:
            return
        path = settings.default_database()
        if path.exists():
            words, kinds = self.tr("Where the record is kept"), self.tr("Records (*.db)")
            chosen, _ = QFileDialog.getSaveFileName(self.window, words, str(path.with_name("program.db")), kinds)
            if not chosen:
                return
            path = Path(chosen) if Path(chosen).suffix else Path(f"{chosen}.db")
        key, code = None, ""
        if program.is_encrypted:
            made = NewPassphrase.ask(self.window)
            if made is None:
                return
            key, code = made
        workspace = None
        try:
            workspace = Workspace(create_store(path, key))
            workspace.write(
                people.start_program,
                sponsor=program.sponsor,
                program_number=program.program_number,
                time_zone=program.time_zone,
                first_name=program.first_name,
                last_name=program.last_name,
            )
        except KnownError as error:
            self._discard(workspace)
            self._tell(str(error))
            return
        if code:
            self._show_code(workspace, code)
        self._show_record(workspace)

    def _show_code(self, workspace: Workspace, code: str) -> None:
        """The recovery code of a new record, this once."""
        show = partial(workspace.run, encryption.print_code, code=code)
        ShowCode.ask(self.window, code, what_it_opens(), self.tr("Start the record"), lambda out: show(out=out))

    def _show_record(self, workspace: Workspace) -> None:
        rows = workspace.read(people.everyone)
        if not rows:
            workspace.close()
            self._tell(self.tr("This record holds nobody yet. Start a program or open another record."))
            return
        workspace.run(anchoring.watch)
        previous, self.workspace = self.workspace, workspace
        workspace.restore_wanted.connect(self.restore)
        workspace.change_wanted.connect(self.put_in_place)
        self.gate.open(workspace, self.settings)
        if previous is not None:
            leave(previous)
            keyring.forget_closed()
        if workspace.is_sample:
            self._tell(self.tr("In the sample program you work as anybody, without a passphrase."), "note")
        self._remember(database=str(workspace.path.absolute()))

    def _leave_record(self) -> None:
        """From the page of signing in back to the first start."""
        workspace, self.workspace = self.workspace, None
        self.show_first_start()
        if workspace is not None:
            leave(workspace)
            keyring.forget_closed()

    def _show_window(self, viewer: Viewer) -> None:
        assert self.workspace is not None
        if self.workspace.is_sample:
            self._enter_sample(viewer)
        window = MainWindow(self.workspace, viewer, self.settings.color_scheme)
        window.person_wanted.connect(self.change_person)
        window.file_wanted.connect(self.on_wanted)
        window.scheme_wanted.connect(self.choose_scheme)
        window.lock_wanted.connect(self.lock)
        window.set_up_wanted.connect(self._set_up)
        window.right_wanted.connect(self._take_for_right)
        window.show_refusal()
        self._replace_window(window)
        window.check_new()
        self._remember(person_id=viewer.person_id, role=viewer.role)

    def _enter_sample(self, viewer: Viewer) -> None:
        """With the key of that person; who was added to the sample has none that is known, and looks on."""
        assert self.workspace is not None
        try:
            self.workspace.run(demo_signing.enter, person_id=viewer.person_id)
        except KnownError:
            self.workspace.run(demo_signing.enter)

    def lock(self) -> None:
        """Hide the record until someone signs in; only where someone did, since nobody else could."""
        if self.workspace is not None and isinstance(self.window, MainWindow):
            self.gate.lock(self.workspace, self.window, self.settings)

    def _set_up(self) -> None:
        if self.workspace is not None and self._may_leave():
            self.gate.set_up(self.workspace, self.settings)

    def _take_for_right(self) -> None:
        """A coordinator says that this is the right record, though another one stood here."""
        window = self.window
        if self.workspace is None or not isinstance(window, MainWindow):
            return
        title, act = self.tr("This is the right record"), self.tr("Work with this record")
        sentence = self.tr("What was newer is not in it. That you take it for the right one is recorded, and why.")
        reason = ReasonDialog.ask(window, title, sentence, act, self.workspace)
        if reason is None:
            return
        try:
            self.workspace.run(anchoring.accept, reason=reason)
        except KnownError as error:
            self._tell(str(error))
        window.show_refusal()

    def restore(self, done: Prepared) -> None:
        self.put_in_place(done, self.tr("The backup is restored. What was there before is the newest backup."))

    def put_in_place(self, done: Prepared, said: str) -> None:
        """Let a prepared file take the place of the record, which is closed for it and opened again; then say so."""
        if self.workspace is None or not self._may_leave():
            restores.drop(done)
            return
        workspace, self.workspace = self.workspace, None
        workspace.close()
        trouble = ""
        try:
            restores.finish(workspace.path, done)
        except KnownError as error:
            trouble = str(error)
        self.open(workspace.path)
        if not self._is_open():
            self.show_first_start(trouble or self.tr("The restored record cannot be opened."))
        elif trouble:
            self._tell(trouble)
        else:
            self._tell(said, "success")
            self._encrypt_backups()

    def _encrypt_backups(self) -> None:
        """Those from before the record was encrypted; what fails is counted on the page and tried with the next one."""
        workspace = self.workspace
        if workspace is not None and encryption.laid_open(workspace.path):
            work = workspace.start(encryption.encrypt_backups)
            work.finished.connect(lambda _result: workspace.backed_up.emit())

    def _is_open(self) -> bool:
        return self.workspace is not None

    def change_person(self) -> None:
        """Another role of the same person, or another person, who signs in where that is asked here."""
        assert self.workspace is not None
        rows, signed_in = self.workspace.read(people.everyone), self.workspace.signed_in
        if signed_in:
            self._change_role([row for row in rows if row.id == signed_in])
        elif self._may_leave():
            chosen = ChoosePerson.ask(self.window, rows, self.settings.person_id)
            if chosen is not None:
                self._show_window(Viewer(chosen.id, chosen.name, chosen.role, chosen.employer))

    def _change_role(self, rows: Sequence[PersonRow]) -> None:
        if len(rows) == 1:
            self.lock()
            return
        dialog = ChoosePerson(self.window, rows, self.settings.person_id, someone_else=True)
        is_chosen, chosen = dialog.exec(), dialog.chosen()
        if dialog.is_someone_else:
            self.lock()
        elif is_chosen and chosen is not None and self._may_leave():
            self._show_window(Viewer(chosen.id, chosen.name, chosen.role, chosen.employer))

    def choose_scheme(self, name: settings.ColorScheme) -> None:
        self.style.choose(_SCHEMES[name])
        if isinstance(self.window, MainWindow):
            self.window.check_scheme(name)
        self._remember(color_scheme=name)

    def _remember(self, **changes: str) -> None:
        """Keep a choice for the next start; told in the window that is open where that is not possible."""
        before = self.settings
        self.settings = replace(before, **changes)  # type: ignore[arg-type]
        if self.settings != before and not settings.save(self.settings):
            sentence = self.tr("Your choices cannot be kept for the next start.")
            advice = self.tr("Check the permissions of the folder {path}.").format(path=settings.settings_file().parent)
            self._tell(str(KnownError(sentence, advice)))

    def _tell(self, sentence: str, kind: Kind = "error", *actions: Action) -> None:
        """In the page that is open; on the first start where there is none."""
        if isinstance(self.window, MainWindow):
            self.window.tell(sentence, kind, *actions)
        elif isinstance(self.window, LonePage):
            self.window.message.show_message(kind, sentence, *actions)
        else:
            self.show_first_start(sentence)

    def _settle(self) -> None:
        """What was said on the way is over."""
        if isinstance(self.window, MainWindow):
            self.window.settle()
        elif isinstance(self.window, LonePage):
            self.window.message.settle()

    def _replace_window(self, window: QWidget) -> None:
        previous, self.window = self.window, window
        if previous is not None and isinstance(window, type(previous)):
            window.restoreGeometry(previous.saveGeometry())
        window.show()
        self.gate.forget()
        if previous is not None:
            previous.hide()
            previous.deleteLater()

    def close(self) -> None:
        self.gate.forget()
        self._discard(self._making)
        self._making = None
        if self.workspace is not None:
            leave(self.workspace)
            self.workspace = None
            keyring.forget_closed()

    def on_defect(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Our own failure: written down without names, told plainly. Its transaction was rolled back."""
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        is_written = defects.write_down(kind, trace)
        if self._tells_defect:
            # What fails while it is told, such as each painting, is told once.
            return
        self._tells_defect = True
        try:
            log = str(settings.log_file()) if is_written else ""
            DefectBox(self.window, defects.report(kind, trace), log).exec()
        finally:
            self._tells_defect = False
