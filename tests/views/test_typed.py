"""What nobody sees does not stay in a field, whichever way it came, and whoever brought it is told."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QPlainTextEdit, QToolTip, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from desktop import words
from desktop.views.comment import CommentEdit
from desktop.views.forms import FieldRow, Form
from desktop.views.growing_text import GrowingText
from desktop.views.page import Page
from desktop.views.style import Style
from desktop.views.typed import SeenOnly
from tests import nasty
from tests.screens import show

Field = QLineEdit | QPlainTextEdit


@pytest.fixture(autouse=True)
def _watched(qapp: QApplication, look: Style) -> Iterator[None]:
    watching = SeenOnly(qapp)
    yield
    watching.deleteLater()


def _shown(qtbot: QtBot, holder: QWidget, field: Field) -> None:
    show(qtbot, holder)
    field.setFocus()
    assert QApplication.focusWidget() is field


def _text(field: Field) -> str:
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def _paste(field: Field, text: str, html: str = "") -> None:
    data = QMimeData()
    data.setText(text)
    if html:
        data.setHtml(html)
    QGuiApplication.clipboard().setMimeData(data)
    field.paste()
    # What lies there at the end would be deleted after Python is.
    QGuiApplication.clipboard().clear()


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, GrowingText, lambda: CommentEdit("Comment")])
@pytest.mark.parametrize("text", [one for one in nasty.HIDDEN if "\x00" not in one], ids=ascii)
def test_a_row_shows_what_is_kept_and_says_what_is_not(qtbot: QtBot, make: type[Field], text: str) -> None:
    field = make()
    row = FieldRow("Name", field, hint="As on the form")
    form = Form()
    form.add(row)
    _shown(qtbot, form, field)
    _paste(field, text)
    assert _text(field) == words.clean(text)
    assert row._below.text().startswith("Left out, because it cannot be seen: U+")
    assert field.accessibleDescription() == row._below.text()
    assert row.check()
    assert row._below.isVisible()


def test_the_note_goes_when_the_field_is_visited_again(qtbot: QtBot) -> None:
    first, second = FieldRow("Name", QLineEdit(), hint="As on the form"), FieldRow("Note", QLineEdit())
    form = Form()
    for row in (first, second):
        form.add(row)
    _shown(qtbot, form, first.field)
    _paste(first.field, "An\u200bn")
    second.field.setFocus()
    assert "U+200B" in first._below.text()
    first.field.setFocus()
    assert first._below.text() == "As on the form"


def test_a_field_of_a_page_is_told_of_in_its_message_line(qtbot: QtBot) -> None:
    page, field = Page("People"), QLineEdit()
    page.body.addWidget(field)
    _shown(qtbot, page, field)
    _paste(field, "Zoe\u202eeoZ")
    assert page.message.text == "Left out, because it cannot be seen: U+202E right-to-left override."
    assert page.message.kind == "note"
    page.message.show_message("error", "The file is missing.")
    _paste(field, "An\u200bn")
    assert page.message.text == "The file is missing."


@pytest.mark.qt_log_ignore(r"raise\(\)", "propagateSizeHints")
def test_a_field_that_stands_anywhere_else_is_told_of_beside_it(qtbot: QtBot) -> None:
    dialog, field = QDialog(), QLineEdit()
    QVBoxLayout(dialog).addWidget(field)
    _shown(qtbot, dialog, field)
    _paste(field, "An\u200bn")
    assert "U+200B" in QToolTip.text()
    QToolTip.hideText()


def test_the_cursor_stays_where_the_typing_goes_on(qtbot: QtBot) -> None:
    for field in (QLineEdit("🚲 Ann Lee"), QPlainTextEdit("🚲 Ann Lee")):
        row = FieldRow("Name", field)
        _shown(qtbot, row, field)
        if isinstance(field, QLineEdit):
            field.setCursorPosition(6)
        else:
            cursor = field.textCursor()
            cursor.setPosition(6)
            field.setTextCursor(cursor)
        _paste(field, "\u200be\u202e")
        qtbot.keyClicks(field, "!")
        assert _text(field) == "🚲 Anne! Lee"


def test_a_passphrase_stays_as_it_was_typed(qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setEchoMode(QLineEdit.EchoMode.Password)
    row = FieldRow("Passphrase", field, hint="Four words")
    _shown(qtbot, row, field)
    _paste(field, "four\u200b plain\xad words")
    assert field.text() == "four\u200b plain\xad words"
    assert row._below.text() == "Four words"


@pytest.mark.parametrize("name", [nasty.SCRIPTS["Persian"], "क्\u200dष", "👩🏽\u200d🔧"])
def test_a_joiner_that_a_name_needs_can_be_typed(qtbot: QtBot, name: str) -> None:
    field = QLineEdit()
    _shown(qtbot, field, field)
    for letter in name:
        field.insert(letter)
    assert field.text() == name


@pytest.mark.parametrize("make", [QLineEdit, QPlainTextEdit, GrowingText, lambda: CommentEdit("Comment")])
def test_formatted_text_comes_in_as_its_letters(qtbot: QtBot, make: type[Field]) -> None:
    field = make()
    _shown(qtbot, field, field)
    _paste(field, "Ann <b>", "<b>Ann</b> <img src='file:///etc/passwd'>")
    assert _text(field) == "Ann <b>"
