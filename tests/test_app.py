"""The application from outside: what stands in the window after each start, choice and failure."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton
from pytestqt.qtbot import QtBot
from sqlmodel import Session, update

from desktop import settings
from desktop.app import Journeybook
from desktop.codes import Role
from desktop.database.store import Report, Store, create_store, open_store
from desktop.errors import KnownError
from desktop.models.programs import Sponsor
from desktop.services import backups, demo, encryption, people, restores
from desktop.services.backups import Reason
from desktop.views import style
from desktop.views.choose_person import ChoosePerson
from desktop.views.defect_box import DefectBox
from desktop.views.encryption import EncryptionPage
from desktop.views.first_start import FirstStart
from desktop.views.lone_page import LonePage
from desktop.views.main_window import MainWindow
from desktop.views.new_program import NewProgram, Program
from desktop.views.record_key import NewPassphrase
from desktop.views.recovery_code import ShowCode
from desktop.views.set_up import SetUpPage
from desktop.views.sign_in import SignInPage
from desktop.views.unlock_record import UnlockRecord
from desktop.views.viewer import RecordPage
from tests.conftest import Cast
from tests.screens import fresh_machine, quit_from

_PATIENCE = 20
PASSPHRASE = "river candle orbit moss"
PROGRAM = Program("Hudson Works", "2026-NY-7", "America/Denver", "Vera", "Moss")
Start = Callable[[], Journeybook]
KeysMade = Callable[[Journeybook], MainWindow]


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine on which Journeybook was never started."""
    fresh_machine(tmp_path, monkeypatch)
    return tmp_path


@pytest.fixture
def launch(qapp: QApplication) -> Iterator[Start]:
    """`launch()` is Journeybook after the application has come up; the one before was quit."""
    made: list[Journeybook] = []

    def start() -> Journeybook:
        while made:
            quit_from(made.pop())
        made.append(Journeybook(qapp))
        return made[-1]

    yield start
    while made:
        quit_from(made.pop())


def _main(journeybook: Journeybook) -> MainWindow:
    """The window on a record; in one without signing, once that was put off."""
    if isinstance(journeybook.window, SetUpPage) and journeybook.window.later.isVisible():
        journeybook.window.later.click()
    assert isinstance(journeybook.window, MainWindow)
    assert journeybook.window.isVisible()
    return journeybook.window


@pytest.fixture
def keys_made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, quick_keys: None) -> KeysMade:
    """What a coordinator does on the page that sets up signing; the window that stands then."""
    monkeypatch.setattr(ShowCode, "exec", lambda _dialog: 1)

    def make(journeybook: Journeybook) -> MainWindow:
        page = journeybook.window
        assert isinstance(page, SetUpPage)
        assert not page.later.isVisible()
        for field in (page.new.first, page.new.again):
            qtbot.keyClicks(field, PASSPHRASE)
        page.button.click()
        qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow))
        return _main(journeybook)

    return make


def _first(journeybook: Journeybook) -> FirstStart:
    assert isinstance(journeybook.window, FirstStart)
    assert journeybook.window.isVisible()
    return journeybook.window


def _told(journeybook: Journeybook) -> tuple[str, str]:
    """Kind and words of the message in the window."""
    window = journeybook.window
    if isinstance(window, MainWindow):
        page = window.stack.currentWidget()
        assert isinstance(page, RecordPage)
        line = page.message
    else:
        assert isinstance(window, LonePage)
        line = window.message
    return line.kind, line.text


def _choose_file(monkeypatch: pytest.MonkeyPatch, path: Path | str) -> None:
    for name in ("getOpenFileName", "getSaveFileName"):
        monkeypatch.setattr(QFileDialog, name, lambda *_arguments, **_options: (str(path), ""))


def test_a_fresh_machine_is_welcomed_and_nothing_is_written(launch: Start, folders: Path) -> None:
    journeybook = launch()
    journeybook.start(None)
    assert _first(journeybook).message.isHidden()
    assert not [path for path in folders.rglob("*") if path.is_file()]


def test_a_record_named_at_the_start_opens_and_is_remembered(launch: Start, record: Path, cast: Cast) -> None:
    journeybook = launch()
    journeybook.start(record)
    assert _main(journeybook).windowTitle() == "record — Journeybook"
    assert settings.load().database == str(record)
    again = launch()
    again.start(None)
    assert _main(again).workspace.path == record


def test_a_record_named_without_its_folder_is_found_from_another_folder(
    launch: Start, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(record.parent)
    journeybook = launch()
    journeybook.start(Path(record.name))
    monkeypatch.chdir("/")
    again = launch()
    again.start(None)
    assert _main(again).workspace.path.samefile(record)


def test_the_record_of_the_environment_goes_before_the_one_used_last(
    launch: Start, record: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Path(shutil.copy(record, tmp_path / "other.db"))
    settings.save(settings.Settings(database=str(record)))
    monkeypatch.setenv(settings.DATABASE_VARIABLE, str(other))
    journeybook = launch()
    journeybook.start(None)
    assert _main(journeybook).workspace.path == other


def test_a_named_file_that_is_missing_is_told(launch: Start, tmp_path: Path) -> None:
    journeybook = launch()
    journeybook.start(tmp_path / "gone.db")
    kind, words = _told(journeybook)
    assert kind == "error"
    assert words.startswith(f"There is no file {tmp_path / 'gone.db'}.")
    assert not (tmp_path / "gone.db").exists()


def test_a_record_used_last_that_was_moved_away_is_told(launch: Start, tmp_path: Path) -> None:
    settings.save(settings.Settings(database=str(tmp_path / "stick" / "moved.db")))
    journeybook = launch()
    journeybook.start(None)
    assert "There is no file" in _told(journeybook)[1]


def _letters(path: Path) -> None:
    path.write_text("Dear mentor,\n" * 50, encoding="utf-8")


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [(_letters, "is not a Journeybook record"), (_half, "is damaged"), (_folder, "is not a file")],
)
def test_what_is_no_record_is_told_and_the_present_one_stays(
    launch: Start,
    record: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    spoil: Callable[[Path], None],
    words: str,
) -> None:
    bad = Path(shutil.copy(record, tmp_path / "bad.db"))
    spoil(bad)
    fresh = launch()
    fresh.start(bad)
    assert words in _told(fresh)[1]
    assert _first(fresh).isVisible()
    _choose_file(monkeypatch, record)
    fresh.on_wanted("open")
    _choose_file(monkeypatch, bad)
    fresh.on_wanted("open")
    assert words in _told(fresh)[1]
    assert _main(fresh).workspace.path == record
    assert fresh.workspace is not None
    assert fresh.workspace.read(people.everyone)


def test_a_record_of_nobody_is_told_and_the_present_one_stays(launch: Start, record: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    create_store(empty).close()
    journeybook = launch()
    journeybook.start(empty)
    assert "holds nobody yet" in _told(journeybook)[1]
    journeybook.open(record)
    journeybook.open(empty)
    assert "holds nobody yet" in _told(journeybook)[1]
    assert _main(journeybook).workspace.read(people.everyone)
    open_store(empty).close()


def test_a_record_that_is_open_elsewhere_is_refused_in_words(launch: Start, store: Store) -> None:
    journeybook = launch()
    journeybook.start(store.path)
    assert _told(journeybook) == (
        "error",
        "The file is open in another window of Journeybook. Close it there, then open it again.",
    )


def test_opening_the_record_that_is_open_says_so_and_keeps_the_window(launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.start(record)
    window = _main(journeybook)
    journeybook.open(record.parent / "." / record.name)
    assert _told(journeybook) == ("note", "This record is open already.")
    assert journeybook.window is window


def test_another_record_takes_the_place_of_the_present_one_and_lets_it_go(
    launch: Start, record: Path, tmp_path: Path
) -> None:
    other = Path(shutil.copy(record, tmp_path / "other.db"))
    journeybook = launch()
    journeybook.start(record)
    journeybook.open(other)
    assert _main(journeybook).workspace.path == other
    open_store(record).close()


def test_choosing_no_file_changes_nothing(launch: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    journeybook = launch()
    journeybook.start(None)
    window = _first(journeybook)
    _choose_file(monkeypatch, "")
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: None)
    for what in ("open", "new"):
        journeybook.on_wanted(what)
    assert journeybook.window is window
    assert window.message.isHidden()


class SlowSample:
    """A sample of one person that goes on when it is told to."""

    def __init__(self) -> None:
        self.go_on = Event()

    def fill(self, store: Store, *, report: Report) -> None:
        report(0, 2)
        assert self.go_on.wait(_PATIENCE)
        report(1, 2)
        values = {field: getattr(PROGRAM, field) for field in ("sponsor", "time_zone", "first_name", "last_name")}
        store.write(people.start_program, **values)
        store.write(_stand_still)


def _stand_still(session: Session) -> None:
    session.execute(update(Sponsor).values(sample_day=date(2026, 11, 16)))


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowSample]:
    made = SlowSample()
    monkeypatch.setattr(demo, "fill", made.fill)
    yield made
    made.go_on.set()


def _sample_files(folders: Path) -> list[str]:
    return sorted(path.name for path in folders.rglob("sample-program*"))


def test_the_sample_tells_its_progress_and_then_opens(
    qtbot: QtBot, launch: Start, folders: Path, slow: SlowSample
) -> None:
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("sample")
    qtbot.waitUntil(lambda: _told(journeybook) == ("note", "Making the sample program: 0 of 2 apprentices"))
    journeybook.on_wanted("sample")
    assert "Making" in _told(journeybook)[1]
    slow.go_on.set()
    qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow))
    assert _main(journeybook).workspace.path == folders / "data" / "sample-program.db"
    assert settings.load().database == str(folders / "data" / "sample-program.db")


def test_a_cancelled_sample_leaves_nothing_behind_and_can_be_made_later(
    qtbot: QtBot, launch: Start, folders: Path, slow: SlowSample
) -> None:
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("sample")
    line = _first(journeybook).message
    qtbot.waitUntil(lambda: bool(line.buttons))
    assert _sample_files(folders)
    qtbot.mouseClick(line.buttons[0], Qt.MouseButton.LeftButton)
    slow.go_on.set()
    qtbot.waitUntil(line.isHidden)
    assert not _sample_files(folders)
    journeybook.on_wanted("sample")
    qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow))


def test_quitting_while_the_sample_is_made_leaves_nothing_behind(
    qtbot: QtBot, launch: Start, folders: Path, slow: SlowSample
) -> None:
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("sample")
    qtbot.waitUntil(lambda: bool(_first(journeybook).message.buttons))
    slow.go_on.set()
    journeybook.close()
    assert not _sample_files(folders)


def test_a_sample_that_was_not_made_to_its_end_is_made_anew(
    qtbot: QtBot, launch: Start, folders: Path, slow: SlowSample
) -> None:
    (folders / "data").mkdir()
    create_store(folders / "data" / "sample-program.db").close()
    slow.go_on.set()
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("sample")
    qtbot.waitUntil(lambda: isinstance(journeybook.window, MainWindow))
    assert _main(journeybook).viewer.name == "Vera Moss"


@pytest.mark.parametrize(
    ("error", "words"),
    [(KnownError("The disk is full.", "Make room."), "The disk is full."), (ValueError(), "could not be made")],
)
def test_a_sample_that_fails_says_so_and_is_not_left_behind(
    qtbot: QtBot, launch: Start, folders: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def fill(_store: Store, *, report: Report) -> None:
        raise error

    monkeypatch.setattr(demo, "fill", fill)
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("sample")
    qtbot.waitUntil(lambda: words in _told(journeybook)[1])
    assert not _sample_files(folders)


def test_the_sample_opens_from_the_menu_beside_ones_own_record_and_back(
    qtbot: QtBot, launch: Start, record: Path, slow: SlowSample
) -> None:
    journeybook = launch()
    journeybook.start(record)
    _main(journeybook).file_wanted.emit("sample")
    qtbot.waitUntil(lambda: "Making" in _told(journeybook)[1])
    slow.go_on.set()
    qtbot.waitUntil(lambda: _main(journeybook).viewer.name == "Vera Moss")
    journeybook.open(record)
    _main(journeybook).file_wanted.emit("sample")
    assert _main(journeybook).viewer.name == "Vera Moss"


def test_a_program_is_started_with_its_coordinator_at_work(
    launch: Start, folders: Path, monkeypatch: pytest.MonkeyPatch, keys_made: KeysMade
) -> None:
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: PROGRAM)
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("new")
    window = keys_made(journeybook)
    assert window.workspace.signed_in == window.viewer.person_id
    assert (window.viewer.name, window.viewer.role) == ("Vera Moss", Role.COORDINATOR)
    assert window.workspace.path == folders / "data" / "journeybook.db"
    sponsor = window.workspace.read(people.sponsor)
    assert sponsor is not None
    assert (sponsor.name, sponsor.program_number, sponsor.time_zone) == ("Hudson Works", "2026-NY-7", "America/Denver")


def test_a_second_program_goes_where_the_user_says_and_gets_its_ending(
    launch: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, keys_made: KeysMade
) -> None:
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: PROGRAM)
    _choose_file(monkeypatch, tmp_path / "second")
    journeybook = launch()
    journeybook.start(None)
    for _time in range(2):
        journeybook.on_wanted("new")
        keys_made(journeybook)
    assert _main(journeybook).workspace.path == tmp_path / "second.db"
    journeybook.on_wanted("new")
    assert "There is a file" in _told(journeybook)[1]
    assert _main(journeybook).workspace.path == tmp_path / "second.db"


def test_a_program_that_is_refused_leaves_no_file_and_can_be_started_again(
    launch: Start, folders: Path, monkeypatch: pytest.MonkeyPatch, keys_made: KeysMade
) -> None:
    answers = [Program("H" * 300, "", "America/Denver", "Vera", "Moss"), PROGRAM]
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: answers.pop(0))
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("new")
    assert _told(journeybook)[0] == "error"
    assert not [path for path in folders.rglob("*") if path.is_file()]
    journeybook.on_wanted("new")
    assert keys_made(journeybook).workspace.path == folders / "data" / "journeybook.db"


def test_another_person_sees_their_own_pages_and_is_remembered(
    launch: Start, record: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeybook = launch()
    journeybook.start(record)
    rows = {row.id: row for row in _main(journeybook).workspace.read(people.everyone)}
    monkeypatch.setattr(ChoosePerson, "ask", lambda *_arguments: rows[cast.ada])
    journeybook.change_person()
    assert _main(journeybook).viewer.role is Role.APPRENTICE
    assert settings.load().person_id == cast.ada
    monkeypatch.setattr(ChoosePerson, "ask", lambda *_arguments: None)
    window = _main(journeybook)
    journeybook.change_person()
    assert journeybook.window is window
    again = launch()
    again.start(None)
    assert _main(again).viewer.person_id == cast.ada


@pytest.mark.parametrize("what", ["person", "open", "sample", "new"])
def test_unsaved_work_holds_person_and_record(
    launch: Start, record: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    journeybook = launch()
    journeybook.start(record)
    window = _main(journeybook)
    asked: list[str] = []
    monkeypatch.setattr(window.page("home"), "leave", lambda: False)
    monkeypatch.setattr(ChoosePerson, "ask", lambda *_arguments: asked.append("person"))
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: asked.append("program"))
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_arguments: asked.append("file"))
    journeybook.change_person() if what == "person" else journeybook.on_wanted(what)
    assert not asked
    assert journeybook.window is window


def _ground() -> str:
    return QApplication.palette().base().color().name()


def test_the_color_scheme_is_kept_for_the_next_start(launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.start(record)
    light = _ground()
    _main(journeybook).scheme_wanted.emit("dark")
    assert _ground() != light
    assert settings.load().color_scheme == "dark"
    checked = [action.text() for action in _main(journeybook)._schemes.values() if action.isChecked()]
    assert checked == ["&Dark"]
    again = launch()
    again.start(None)
    assert _ground() != light
    assert style.scheme().base.casefold() == _ground()


def test_choices_that_cannot_be_kept_are_told_once_the_window_stands(
    launch: Start, record: Path, folders: Path
) -> None:
    (folders / "config").write_text("a file where a folder should be", encoding="utf-8")
    journeybook = launch()
    journeybook.start(record)
    kind, words = _told(journeybook)
    assert kind == "error"
    assert words.startswith("Your choices cannot be kept for the next start.")
    assert str(folders / "config") in words
    _main(journeybook).page("home").message.clear()
    journeybook.choose_scheme("dark")
    assert _told(journeybook)[1] == words
    assert style.scheme() is not None
    assert [action.isChecked() for action in _main(journeybook)._schemes.values()] == [False, False, True]


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[DefectBox]:
    shown: list[DefectBox] = []
    monkeypatch.setattr(DefectBox, "exec", lambda box: shown.append(box))
    return shown


def _raise(error: BaseException) -> None:
    raise error


def _fail(journeybook: Journeybook, error: BaseException) -> None:
    """What Python does with an error that nobody caught."""
    try:
        _raise(error)
    except BaseException as caught:  # noqa: BLE001
        journeybook.on_defect(type(caught), caught, caught.__traceback__)


def test_a_defect_is_written_down_without_names_and_the_window_stays(
    launch: Start, record: Path, folders: Path, boxes: list[DefectBox]
) -> None:
    journeybook = launch()
    journeybook.start(record)
    _fail(journeybook, RuntimeError("Ada Lind has 12 hours"))
    assert [box.sentence.text() for box in boxes] == [
        "Something in Journeybook failed. What you did last was not saved."
    ]
    log = folders / "state" / "journeybook.log"
    assert str(log) in boxes[0].where.text()
    assert "RuntimeError" in log.read_text(encoding="utf-8")
    shown = "".join(label.text() for label in boxes[0].findChildren(QLabel))
    assert "Lind" not in log.read_text(encoding="utf-8") + shown + boxes[0].report.toPlainText()
    assert _main(journeybook).workspace.read(people.everyone)


def test_a_log_that_cannot_be_written_is_not_said_to_be(launch: Start, folders: Path, boxes: list[DefectBox]) -> None:
    (folders / "state").write_text("a file where a folder should be", encoding="utf-8")
    _fail(launch(), RuntimeError())
    assert boxes[0].sentence.text()
    assert boxes[0].where.isHidden()
    assert "RuntimeError" in boxes[0].report.toPlainText()


def test_a_defect_while_a_defect_is_told_shows_no_second_box(
    launch: Start, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeybook, shown = launch(), []

    def fail_again(box: DefectBox) -> None:
        shown.append(box)
        _fail(journeybook, ValueError())

    monkeypatch.setattr(DefectBox, "exec", fail_again)
    _fail(journeybook, RuntimeError())
    _fail(journeybook, RuntimeError())
    assert len(shown) == 2
    assert (folders / "state" / "journeybook.log").read_text(encoding="utf-8").count("ValueError") == 2


def test_stopping_from_the_terminal_is_no_defect(
    launch: Start, folders: Path, boxes: list[DefectBox], monkeypatch: pytest.MonkeyPatch
) -> None:
    quits: list[Any] = []
    monkeypatch.setattr(QApplication, "quit", lambda: quits.append(True))
    _fail(launch(), KeyboardInterrupt())
    assert quits
    assert not boxes
    assert not (folders / "state").exists()


def test_the_offers_of_the_first_start_are_buttons(
    qtbot: QtBot, launch: Start, monkeypatch: pytest.MonkeyPatch, keys_made: KeysMade
) -> None:
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: PROGRAM)
    journeybook = launch()
    journeybook.start(None)
    offer = next(one for one in _first(journeybook).findChildren(QPushButton) if "my program" in one.text())
    qtbot.mouseClick(offer, Qt.MouseButton.LeftButton)
    assert keys_made(journeybook).viewer.name == "Vera Moss"


def test_leaving_a_record_backs_up_what_changed(launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.start(record)
    launch().start(record)
    (first,) = backups.listing(record)
    assert first.reason is Reason.QUIT
    again = launch()
    again.start(record)
    assert backups.listing(record) == (first,), "nothing changed"
    _main(again).workspace.write(_add_someone)
    launch()
    assert len(backups.listing(record)) == 2


def test_a_backup_that_fails_on_leaving_is_told_at_the_next_start(
    launch: Start, record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise KnownError("The disk is full.", "Free some space.")

    journeybook = launch()
    journeybook.start(record)
    with monkeypatch.context() as patch:
        patch.setattr(backups.backups, "copy", refuse)
        again = launch()
    again.start(record)
    assert "Backup failed" in [one.text() for one in _main(again).side.findChildren(QPushButton)]


def test_the_schedule_backs_up_while_a_record_is_open(qtbot: QtBot, launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.backups.tick()
    journeybook.start(record)
    with qtbot.waitSignal(_main(journeybook).workspace.backed_up, timeout=_PATIENCE * 1000):
        journeybook.backups.tick()
    assert [one.reason for one in backups.listing(record)] == [Reason.SCHEDULE]


def test_a_restored_backup_takes_the_place_of_the_open_record(qtbot: QtBot, launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.start(record)
    workspace = _main(journeybook).workspace
    made = workspace.run(backups.back_up)
    workspace.write(_add_someone)
    workspace.restore_wanted.emit(workspace.run(restores.prepare, backup=made.path))
    assert _told(journeybook) == (
        "success",
        "The backup is restored. What was there before is the newest backup.",
    )
    present = _main(journeybook).workspace
    assert present is not workspace
    assert "Zoe Ames" not in [row.name for row in present.read(people.everyone)]
    assert [one.reason for one in backups.listing(record)] == [Reason.RESTORE, Reason.ASKED]


def test_a_restore_that_cannot_be_let_in_leaves_the_record_open(launch: Start, record: Path) -> None:
    journeybook = launch()
    journeybook.start(record)
    workspace = _main(journeybook).workspace
    done = workspace.run(restores.prepare, backup=workspace.run(backups.back_up).path)
    workspace.write(_add_someone)
    workspace.restore_wanted.emit(done)
    assert _told(journeybook)[0] == "error"
    assert "changed in the meantime" in _told(journeybook)[1]
    assert "Zoe Ames" in [row.name for row in _main(journeybook).workspace.read(people.everyone)]
    assert not done.staged.exists()


def _add_someone(session: Session) -> str:
    return people.add_person(session, first_name="Zoe", last_name="Ames", role=Role.INSTRUCTOR)


@pytest.fixture
def answered(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The passphrase of a record is given wherever it is asked for; the recovery codes that were shown."""
    shown: list[str] = []

    def choose(dialog: NewPassphrase) -> int:
        for field in (dialog.first, dialog.again):
            field.setText(PASSPHRASE)
        dialog.finish()
        return dialog.result()

    def unlock(dialog: UnlockRecord) -> int:
        dialog.passphrase.setText(PASSPHRASE)
        dialog.finish()
        return dialog.result()

    monkeypatch.setattr(NewPassphrase, "exec", choose)
    monkeypatch.setattr(ShowCode, "ask", lambda _parent, code, *_: shown.append(code) or True)
    monkeypatch.setattr(UnlockRecord, "exec", unlock)
    return shown


@pytest.mark.usefixtures("quick_keys")
def test_a_new_program_is_encrypted_where_that_is_wanted_and_asks_for_its_passphrase(
    qtbot: QtBot,
    launch: Start,
    folders: Path,
    monkeypatch: pytest.MonkeyPatch,
    keys_made: KeysMade,
    answered: list[str],
) -> None:
    monkeypatch.setattr(NewProgram, "ask", lambda _parent: replace(PROGRAM, is_encrypted=True))
    journeybook = launch()
    journeybook.start(None)
    journeybook.on_wanted("new")
    path = keys_made(journeybook).workspace.path
    assert len(answered) == 1
    assert b"Hudson Works" not in path.read_bytes()
    again = launch()
    with monkeypatch.context() as refused:
        refused.setattr(UnlockRecord, "exec", lambda _dialog: 0)
        again.start(path)
        assert "is encrypted" in _told(again)[1]
    again.open(path)
    assert isinstance(again.window, SignInPage)
    assert again.window.signers[0].name == "Vera Moss"


@pytest.mark.usefixtures("quick_keys")
def test_a_record_is_encrypted_under_its_open_window_with_its_backups(
    qtbot: QtBot, launch: Start, record: Path, answered: list[str]
) -> None:
    journeybook = launch()
    journeybook.start(record)
    window = _main(journeybook)
    window.workspace.run(backups.back_up)
    window.show_page("encryption")
    page = window.page("encryption")
    assert isinstance(page, EncryptionPage)
    page.encrypt()
    qtbot.waitUntil(lambda: _main(journeybook) is not window, timeout=_PATIENCE * 1000)
    assert _told(journeybook) == ("success", "The record is encrypted. It asks for its passphrase when it is opened.")
    qtbot.waitUntil(lambda: encryption.laid_open(record) == 0, timeout=_PATIENCE * 1000)
    assert b"Cora" not in record.read_bytes()
