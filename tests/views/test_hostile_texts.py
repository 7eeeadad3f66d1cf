"""Whatever stands in a record, the window shows it letter by letter: nothing is read as HTML, and no & makes a
shortcut."""

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QAbstractItemModel, QAbstractListModel, QCoreApplication, QEvent, QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QLabel,
    QLineEdit,
    QTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.codes import Role
from desktop.services import apprentices, people
from desktop.views import style
from desktop.views.choose_person import ChoosePerson
from desktop.views.find import FindDialog
from desktop.views.main_window import MainWindow
from desktop.views.places import places
from desktop.views.style import Style
from desktop.views.two_texts import TwoTexts
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace
from tests import nasty
from tests.conftest import open_sample

MARKED = "<b>R&D</b> &File"
_COLUMNS = {
    "sponsor": ("name",),
    "employer": ("name",),
    "person": ("full_name", "first_name", "last_name"),
    "framework_version": ("title",),
    "job_function": ("title",),
    "competency": ("title",),
    "course": ("title",),
    "sign_off": ("comment",),
    "hour_entry": ("note",),
    "agreement": ("job_title",),
}
_TOLD = {"title", "word", "meaning", "publisher", "description", "text", "source", "attribution", "version"}


def _spoil(path: Path) -> None:
    """Every text of the record begins with markup. It is not sound any more, which no page asks."""
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.create_function("spoiled", 1, lambda text: text and f"{MARKED} {text}")
        connection.create_function("spoiled_document", 1, lambda text: json.dumps(_spoiled(json.loads(text))))
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
        for table, columns in _COLUMNS.items():
            if table in there:
                known = {row[1] for row in connection.execute(f"PRAGMA table_info({table})")}
                for column in known.intersection(columns):
                    connection.execute(f"UPDATE {table} SET {column} = spoiled({column})")
        connection.execute("UPDATE framework_version SET document = spoiled_document(document)")


def _spoiled(value: Any) -> Any:
    if isinstance(value, list):
        return [_spoiled(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: f"{MARKED} {one}" if name in _TOLD - {"version"} and isinstance(one, str) and one else _spoiled(one)
        for name, one in value.items()
    }


@pytest.fixture(scope="module")
def workspace(_sampled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    path = Path(shutil.copy(_sampled, tmp_path_factory.mktemp("hostile") / "sample.db"))
    _spoil(path)
    made = Workspace(open_sample(path))
    yield made
    made.close()


@pytest.fixture(scope="module", params=[Role.COORDINATOR, Role.MENTOR, Role.APPRENTICE])
def window(request: pytest.FixtureRequest, dressed: Style, workspace: Workspace) -> Iterator[MainWindow]:
    row = next(row for row in workspace.read(people.everyone) if row.role is request.param)
    made = MainWindow(workspace, Viewer(row.id, row.name, row.role, row.employer))
    yield made
    made.hide()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _pages(window: MainWindow) -> Iterator[str]:
    """Each page as it opens, and where an apprentice can be shown on it, that as well."""
    one = window.workspace.read(apprentices.listing, mentor_id=window.viewer.mentor_id)[0].agreement_id
    for place in places():
        if window.viewer.role in place.roles:
            window.show_page(place.key)
            yield place.key
            if place.key in {"apprentices", "sign_offs", "hours", "documents"}:
                window.go(place.key, one)
                yield f"{place.key} at one"


def _read_as_html(window: QWidget) -> list[str]:
    labels = [
        f"label {one.text()!r}"
        for one in window.findChildren(QLabel)
        if one.textFormat() is not Qt.TextFormat.PlainText
        and GuiQt.mightBeRichText(one.text())
        and not isinstance(_holder(one), TwoTexts)
    ]
    tips = [f"tip {one.toolTip()!r}" for one in window.findChildren(QWidget) if _is_markup(one.toolTip())]
    return labels + tips + [f"tip {tip!r}" for tip in _tips(window) if _is_markup(tip)]


def _is_markup(tip: str) -> bool:
    """Whether a tool tip would be read as HTML, and not only as the escaped letters of one."""
    return GuiQt.mightBeRichText(tip) and ("<b>" in tip or "&lt;" not in tip)


def _holder(label: QWidget) -> QWidget | None:
    parent = label.parentWidget()
    while parent is not None and not isinstance(parent, TwoTexts):
        parent = parent.parentWidget()
    return parent


def _tips(window: QWidget) -> Iterator[str]:
    for view in window.findChildren(QAbstractItemView):
        if view.model() is not None:
            yield from _tips_of(view.model(), QModelIndex())


def _tips_of(model: QAbstractItemModel, parent: QModelIndex) -> Iterator[str]:
    for row in range(min(model.rowCount(parent), 20)):
        columns = 1 if isinstance(model, QAbstractListModel) else model.columnCount(parent)
        for column in range(columns):
            index = model.index(row, column, parent)
            yield str(index.data(Qt.ItemDataRole.ToolTipRole) or "")
        if not isinstance(model, QAbstractListModel):
            yield from _tips_of(model, model.index(row, 0, parent))


def _shortcuts(window: QWidget) -> list[str]:
    """Buttons that an & of the record would press."""
    buttons = [one.text() for one in window.findChildren(QAbstractButton)]
    return [text for text in buttons if not QKeySequence.mnemonic(text).isEmpty()]


def test_the_window_reads_nothing_of_the_record_as_html_or_shortcut(window: MainWindow) -> None:
    window.show()
    seen: set[str] = set()
    for page in _pages(window):
        QCoreApplication.processEvents()
        assert not _read_as_html(window), page
        assert not _shortcuts(window), page
        assert not window.findChildren(QTextEdit), page
        seen |= {one.text() for one in window.findChildren(QLabel)} | set(_tips(window))
    assert any(MARKED in text for text in seen), "the record is hostile"
    assert any("&lt;b&gt;R&amp;D&lt;/b&gt;" in text for text in seen), "and its tool tips are escaped"


@pytest.mark.parametrize("text", nasty.SEARCHES, ids=lambda one: ascii(one[:20]))
def test_every_search_takes_every_text(window: MainWindow, text: str) -> None:
    fields = 0
    for _page in _pages(window):
        for field in window.findChildren(QLineEdit):
            if "earch" in field.accessibleName() and field.isVisible():
                fields += 1
                field.setText(text)
                QCoreApplication.processEvents()
                field.clear()
    assert fields or window.viewer.role is Role.APPRENTICE


def test_find_and_the_choice_of_a_person_take_every_text(qtbot: QtBot, look: Style, workspace: Workspace) -> None:
    row = next(row for row in workspace.read(people.everyone) if row.role is Role.COORDINATOR)
    viewer = Viewer(row.id, row.name, row.role, row.employer)
    pages = [("apprentices", "Apprentices")]
    for dialog in (FindDialog(None, workspace, viewer, pages), ChoosePerson(None, workspace.read(people.everyone))):
        qtbot.addWidget(dialog)
        for text in nasty.SEARCHES:
            dialog.field.setText(text)
        dialog.field.setText("<b>R&D")
        assert dialog.findChildren(QAbstractItemView)[0].model().rowCount() > 0


def test_the_check_itself_sees_a_label_a_tip_and_a_shortcut(qtbot: QtBot, look: Style) -> None:
    bad = QWidget()
    qtbot.addWidget(bad)
    label = QLabel(MARKED, bad)
    assert _read_as_html(bad)
    label.setTextFormat(Qt.TextFormat.PlainText)
    assert not _read_as_html(bad)
    label.setToolTip(MARKED)
    assert _read_as_html(bad)
    label.setToolTip(style.tip(MARKED))
    assert not _read_as_html(bad)


def test_names_are_shown_as_tips_letter_by_letter_and_plain_ones_stay() -> None:
    assert style.tip("Ann & Co\nMentor") == "Ann & Co\nMentor"
    assert "&lt;img" in style.tip("<img src=file:///etc/passwd>")
    assert QKeySequence.mnemonic(style.caption(MARKED)).isEmpty()
