"""What holds on every page, for everyone: names for those who hear the screen, all words whole, one primary button,
and a way to everything by Tab."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot
from typing_extensions import override

from desktop.codes import Role
from desktop.services import people
from desktop.views import style
from desktop.views.main_window import MainWindow
from desktop.views.places import places
from desktop.views.style import Style
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests.conftest import open_sample
from tests.screens import without_name

LIGHT, DARK = Qt.ColorScheme.Light, Qt.ColorScheme.Dark
SIZES = (QSize(1440, 900), QSize(1024, 700))


def _visits(*schemes: Qt.ColorScheme) -> pytest.MarkDecorator:
    """Each page of each role, in these schemes; one window serves all pages of a role."""
    visits = [
        pytest.param((scheme, role), place.key, id=f"{scheme.name}-{role}-{place.key}")
        for scheme in schemes
        for role in Role
        for place in places()
        if role in place.roles
    ]
    return pytest.mark.parametrize(("frame", "key"), visits, indirect=["frame"], scope="module")


class _Shown(QObject):
    """Notes what is shown as a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[str] = []

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_window = isinstance(watched, QWidget) and watched.isWindow() and not isinstance(watched, MainWindow)
        if is_window and event.type() == QEvent.Type.Show:
            self.windows.append(f"{type(watched).__name__} {getattr(watched, 'text', str)()!r}")
        return False


@pytest.fixture(scope="module")
def workspace(_sampled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    made = Workspace(open_sample(Path(shutil.copy(_sampled, tmp_path_factory.mktemp("pages") / "sample.db"))))
    yield made
    made.close()


@pytest.fixture(scope="module")
def frame(request: pytest.FixtureRequest, dressed: Style, workspace: Workspace) -> Iterator[tuple[MainWindow, _Shown]]:
    """The window of the first person in one role, made in one scheme."""
    scheme, role = request.param
    # Dressing a window that is full of pages takes seconds, an empty application no time.
    dressed.choose(scheme)
    row = next(row for row in workspace.read(people.everyone) if row.role is role)
    shown, app = _Shown(), QApplication.instance()
    assert app is not None
    app.installEventFilter(shown)
    window = MainWindow(workspace, Viewer(row.id, row.name, row.role, row.employer))
    yield window, shown
    app.removeEventFilter(shown)
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def window(qtbot: QtBot, frame: tuple[MainWindow, _Shown], key: str) -> MainWindow:
    """The window with the page `key` open."""
    found, shown = frame
    shown.windows.clear()
    found.show()
    found.show_page(key)
    with qtbot.waitActive(found):
        found.activateWindow()
    return found


def _inside_a_list(widget: QWidget) -> bool:
    parent: QWidget | None = widget
    while parent is not None:
        if isinstance(parent, QAbstractItemView):
            return True
        parent = parent.parentWidget()
    return False


def _is_cut(widget: QLabel | QPushButton) -> bool:
    """Whether the words (or the picture) need more room than there is."""
    if isinstance(widget, QLabel) and widget.wordWrap():
        words = widget.text().split()
        longest = max((widget.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        return longest > widget.width() or widget.heightForWidth(widget.width()) > widget.height() + 1
    needs = widget.sizeHint()
    return needs.width() > widget.width() + 1 or needs.height() > widget.height() + 1


def _cut(window: MainWindow) -> list[str]:
    shown = [one for kind in (QLabel, QPushButton) for one in window.findChildren(kind) if one.isVisible()]
    return [f"{one.text()!r} {one.size()}" for one in shown if not _inside_a_list(one) and _is_cut(one)]


def _primary(window: MainWindow) -> list[str]:
    buttons = window.findChildren(QPushButton)
    return [one.text() for one in buttons if one.isVisible() and one.property("primary")]


@_visits(LIGHT, DARK)
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size.width()}x{size.height()}")
def test_a_page_fits_its_window_with_all_words_whole(qtbot: QtBot, window: MainWindow, size: QSize) -> None:
    window.resize(size)
    QApplication.processEvents()
    assert window.size() == size

    def nothing_is_cut() -> None:
        assert not _cut(window)

    # The preview of a paper comes from the pool, and the layout makes room for its words in the next turn.
    qtbot.waitUntil(nothing_is_cut)


@_visits(LIGHT, DARK)
def test_a_page_stands_on_the_ground_of_its_scheme(window: MainWindow) -> None:
    page = window.stack.currentWidget()
    assert page.grab().toImage().pixelColor(2, 2).name().casefold() == style.scheme().base.casefold()


@_visits(LIGHT)
def test_everything_that_takes_the_focus_has_a_name(window: MainWindow) -> None:
    assert not without_name(window)


@_visits(LIGHT)
def test_a_page_has_one_primary_button_at_most(window: MainWindow) -> None:
    assert len(_primary(window)) <= 1, _primary(window)


@_visits(DARK)
def test_no_part_of_a_page_flashes_as_a_window_of_its_own(
    frame: tuple[MainWindow, _Shown], qtbot: QtBot, key: str
) -> None:
    """A part that is shown before it has its place takes the focus away from the window for a moment."""
    found, shown = frame
    shown.windows.clear()
    found.show()
    made = found._places[key].make(found.workspace, found.viewer)
    qtbot.addWidget(made)
    found.stack.addWidget(made)
    found.stack.setCurrentWidget(made)
    assert not shown.windows


def _is_for_arrows(widget: QWidget) -> bool:
    """Tab comes to the pressed one of joined buttons, arrows go on from there."""
    return isinstance(widget, QAbstractButton) and widget.group() is not None and not widget.isChecked()


def _by_tab(window: MainWindow) -> set[QWidget]:
    """What Tab should reach."""
    return {
        one
        for one in window.findChildren(QWidget)
        if one.isVisible()
        and one.isEnabled()
        and one.focusProxy() is None
        and not _is_for_arrows(one)
        and (one.focusPolicy() & Qt.FocusPolicy.TabFocus) == Qt.FocusPolicy.TabFocus
    }


def _name(widget: QWidget) -> str:
    return f"{type(widget).__name__} {widget.accessibleName() or getattr(widget, 'text', str)()}"


@_visits(LIGHT)
@pytest.mark.parametrize("step", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=["forward", "back"])
def test_tab_reaches_everything_and_is_never_caught(qtbot: QtBot, window: MainWindow, step: Qt.Key) -> None:
    expected = _by_tab(window)
    reached: set[QWidget] = set()
    for _press in range(len(expected) + 3):
        focused = QApplication.focusWidget()
        assert focused is not None
        qtbot.keyClick(focused, step)
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.add(focused)
    assert not sorted(map(_name, expected - reached))
