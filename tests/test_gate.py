"""The gate of a record: who is let in, what is kept while it is locked, and who may drop it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from desktop import anchors
from desktop.app import Journeybook
from desktop.codes import Role
from desktop.database.store import Store, open_store
from desktop.services import apprentices, ledger, people
from desktop.views.apprentices import ApprenticesPage
from desktop.views.ask_reason import ReasonDialog
from desktop.views.choose_person import ChoosePerson
from desktop.views.first_start import FirstStart
from desktop.views.log_hours import UnsavedDialog
from desktop.views.main_window import MainWindow
from desktop.views.set_up import SetUpPage
from desktop.views.sign_in import SignInPage
from desktop.views.sign_offs import SignOffsPage
from desktop.views.sitting_summary import UnsignedDialog
from tests.conftest import PASSPHRASE, Cast
from tests.screens import fresh_machine, quit_from

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture
def journeybook(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Journeybook]:
    fresh_machine(tmp_path, monkeypatch)
    made = Journeybook(qapp)
    yield made
    quit_from(made)


Enter = Callable[..., MainWindow]


@pytest.fixture
def enter(qtbot: QtBot, journeybook: Journeybook) -> Enter:
    """Sign in at the page that stands in the window, or over it."""

    def sign_in_as(who: str, passphrase: str = PASSPHRASE) -> MainWindow:
        page = journeybook.gate.page or journeybook.window
        assert isinstance(page, SignInPage)
        assert page.isVisible()
        page.who.setCurrentIndex(page.who.findData(who))
        qtbot.keyClicks(page.passphrase, passphrase)
        with qtbot.waitSignal(page.entered):
            page.button.click()
        return _window(journeybook)

    return sign_in_as


def _window(journeybook: Journeybook) -> MainWindow:
    assert isinstance(journeybook.window, MainWindow)
    return journeybook.window


def _rate_one(window: MainWindow, agreement: str) -> SignOffsPage:
    """A sitting with a level chosen and not kept yet."""
    window.go("sign_offs", agreement)
    page = window.page("sign_offs")
    assert isinstance(page, SignOffsPage)
    page.sitting.form.press_level(3, stay=False)
    return page


def _readable() -> list[str]:
    shown = [one for window in QApplication.topLevelWidgets() for one in window.findChildren(QLabel)]
    return [one.text() for one in shown if one.isVisible()]


def test_nothing_of_a_record_is_shown_before_someone_signed_in(
    journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    assert isinstance(journeybook.window, SignInPage)
    assert not any("Lind" in text for text in _readable())
    window = enter(cast.mia)
    assert (window.viewer.name, window.viewer.role) == ("Mia Hale", Role.MENTOR)
    assert [row.name for row in window.workspace.read(apprentices.listing)] == ["Ada Lind"]
    assert journeybook.settings.person_id == cast.mia


def test_who_worked_here_last_is_chosen_and_another_record_can_be_opened(
    journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    enter(cast.mia)
    journeybook.start(None)
    journeybook.gate.open(_window(journeybook).workspace, journeybook.settings)
    page = journeybook.window
    assert isinstance(page, SignInPage)
    assert page.name == cast.mia
    page.other_button.click()
    assert isinstance(journeybook.window, FirstStart)
    open_store(record).close()


def test_someone_comes_back_in_the_role_they_worked_in_last(
    journeybook: Journeybook, store: Store, cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(people.give_role, person_id=cast.mia, role=Role.INSTRUCTOR)
    store.close()
    journeybook.open(store.path)
    assert enter(cast.mia).viewer.role is Role.MENTOR

    def choose(dialog: ChoosePerson) -> int:
        assert {row.id for row in dialog.list.table.rows} == {cast.mia}
        dialog.list.selectRow(1)
        return 1

    monkeypatch.setattr(ChoosePerson, "exec", choose)
    journeybook.change_person()
    assert _window(journeybook).viewer.role is Role.INSTRUCTOR
    assert journeybook.gate.page is None
    journeybook.lock()
    journeybook.gate.open(_window(journeybook).workspace, journeybook.settings)
    assert enter(cast.mia).viewer.role is Role.INSTRUCTOR

    def someone_else(dialog: ChoosePerson) -> int:
        dialog.other.click()
        return 0

    monkeypatch.setattr(ChoosePerson, "exec", someone_else)
    journeybook.change_person()
    assert enter(cast.max).viewer.name == "Max Hale"


def test_what_was_begun_is_there_when_the_same_person_comes_back(
    journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    window = enter(cast.mia)
    page = _rate_one(window, cast.adas)
    journeybook.idle.idle.emit()
    assert not window.isVisible()
    assert not window.workspace.signed_in
    assert not any("Lind" in text for text in _readable())
    assert enter(cast.mia) is window
    assert window.isVisible()
    assert journeybook.gate.page is None
    assert page.sitting.form.keys.value == 3


def test_a_wrong_passphrase_leaves_it_locked(
    qtbot: QtBot, journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    window = enter(cast.mia)
    journeybook.lock()
    journeybook.lock()
    page = journeybook.gate.page
    assert page is not None
    assert page.name == cast.mia
    assert page.other_button.isHidden()
    page.passphrase.setText("no, not this")
    page.button.click()
    qtbot.waitUntil(page.message.isVisible)
    assert not window.isVisible()
    assert not window.workspace.signed_in


@pytest.mark.parametrize("drops", [True, False])
def test_another_person_is_asked_before_what_was_begun_is_dropped(
    journeybook: Journeybook,
    record: Path,
    cast: Cast,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
    drops: bool,
) -> None:
    journeybook.open(record)
    window = enter(cast.mia)
    page = _rate_one(window, cast.adas)
    page.keep_for_later()
    journeybook.lock()
    monkeypatch.setattr(UnsignedDialog, "ask", lambda *_arguments: drops)
    present = enter(cast.ben)
    if drops:
        assert (present.viewer.name, present.viewer.role) == ("Ben Lind", Role.APPRENTICE)
        assert journeybook.gate.page is None
        return
    locked = journeybook.gate.page
    assert locked is not None
    assert "Mia Hale has work here" in locked.message.text
    assert not window.workspace.signed_in
    assert enter(cast.mia) is window
    assert page._later


@pytest.mark.parametrize("drops", [True, False])
def test_a_form_that_was_begun_is_asked_about_where_it_is_not_seen(
    journeybook: Journeybook,
    record: Path,
    cast: Cast,
    enter: Enter,
    monkeypatch: pytest.MonkeyPatch,
    drops: bool,
) -> None:
    journeybook.open(record)
    window = enter(cast.cora)
    window.show_page("apprentices")
    page = window.page("apprentices")
    assert isinstance(page, ApprenticesPage)
    page.register()
    page.form.first.setText("Zoe")
    journeybook.lock()
    told: list[str] = []
    monkeypatch.setattr(UnsavedDialog, "exec", lambda dialog: told.append(dialog.windowTitle()) or int(drops))
    assert (enter(cast.mia) is not window) == drops
    assert told == ["The new apprentice is not saved"]


def test_closing_a_locked_window_asks_about_what_was_begun(
    journeybook: Journeybook, record: Path, cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    journeybook.open(record)
    _rate_one(enter(cast.mia), cast.adas)
    journeybook.lock()
    page = journeybook.gate.page
    assert page is not None
    answers = [False, True]
    monkeypatch.setattr(UnsignedDialog, "ask", lambda *_arguments: answers.pop(0))
    assert not page.close()
    assert page.isVisible()
    assert page.close()


def test_a_dialog_that_is_open_is_emptied_and_comes_back(
    qtbot: QtBot, journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    window = enter(cast.cora)
    dialog = ReasonDialog(window, "Reverse", "A sign-off of Ada Lind.", "Reverse")
    dialog.open()
    dialog.field.setText("The wrong one")
    journeybook.lock()
    assert not any("Lind" in text for text in _readable())
    enter(cast.cora)
    assert dialog.isVisible()
    assert dialog.field.text() == "The wrong one"
    journeybook.lock()
    with qtbot.waitSignal(dialog.rejected):
        enter(cast.mia)


def test_work_under_way_goes_on_as_who_began_it(
    qtbot: QtBot, journeybook: Journeybook, record: Path, cast: Cast, enter: Enter
) -> None:
    journeybook.open(record)
    workspace = enter(cast.cora).workspace

    def add(store: Store, *, report: object) -> str:
        return store.write(people.add_employer, name="East Labs")

    work = workspace.start(add)
    journeybook.lock()
    with qtbot.waitSignal(work.finished):
        pass
    enter(cast.cora)
    assert "East Labs" in [one.name for one in workspace.read(people.employers)]


def test_a_record_without_keys_is_worked_in_unsigned_and_set_up_from_the_menu(
    journeybook: Journeybook, unsigned_record: Path, cast: Cast
) -> None:
    journeybook.open(unsigned_record)
    page = journeybook.window
    assert isinstance(page, SetUpPage)
    page.later.click()
    window = _window(journeybook)
    assert window.viewer.name == "Cora Hale"
    journeybook.lock()
    assert window.isVisible()
    window.set_up_wanted.emit()
    assert isinstance(journeybook.window, SetUpPage)


def _menu(window: MainWindow) -> list[str]:
    return [one.text().replace("&", "") for menu in window.menuBar().actions() for one in menu.menu().actions()]


def test_the_menu_offers_what_the_person_can_do_with_their_key(
    journeybook: Journeybook, record: Path, unsigned_record: Path, cast: Cast, enter: Enter
) -> None:
    own = {"Lock", "Change passphrase…", "New recovery sheet…", "Set up signing…"}
    journeybook.open(record)
    assert own & set(_menu(enter(cast.mia))) == {"Lock", "Change passphrase…"}
    journeybook.lock()
    assert own & set(_menu(enter(cast.cora))) == {"Lock", "Change passphrase…", "New recovery sheet…"}
    journeybook.open(unsigned_record)
    page = journeybook.window
    assert isinstance(page, SetUpPage)
    page.later.click()
    assert own & set(_menu(_window(journeybook))) == {"Set up signing…"}


def _ahead(store: Store) -> None:
    """This computer remembers an entry that the record does not have."""
    found = store.read(ledger.anchor)
    assert found is not None
    anchors.remember(anchors.Anchor(found.record, found.seq + 3, "ab" * 32, found.recorded_at))


def test_a_record_behind_its_anchor_is_only_read_until_a_coordinator_takes_it_for_the_right_one(
    journeybook: Journeybook, store: Store, cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch
) -> None:
    _ahead(store)
    store.close()
    journeybook.open(store.path)
    window = enter(cast.mia)
    assert window.banner.isVisible()
    assert "It can be read." in window.banner.text
    assert not window.banner.buttons
    page = _rate_one(window, cast.adas)
    page.review()
    page.sitting.summary.passphrase.passphrase.setText(PASSPHRASE)
    page._sign(page.sitting.ratings())
    assert "It can be read." in page.message.text
    page._close_sitting()
    journeybook.lock()
    window = enter(cast.cora)
    monkeypatch.setattr(ReasonDialog, "ask", lambda *_arguments: "The other file was lost with the old computer")
    window.banner.buttons[0].click()
    assert not window.workspace.refusal
    assert not window.banner.isVisible()
    window.workspace.write(people.add_employer, name="East Labs")
