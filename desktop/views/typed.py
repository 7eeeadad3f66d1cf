"""Marks that nobody sees, taken out of whatever is typed, pasted or dropped into a field, with a note."""

from PySide6.QtCore import QMetaObject, QObject
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QToolTip, QWidget

from desktop import words
from desktop.views import style


class SeenOnly(QObject):
    """Looks after the field that has the focus, whichever page or dialog it stands on. What is saved is cleaned by
    the services in any case; here it is seen and told."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._field: QLineEdit | QPlainTextEdit | None = None
        self._listens: QMetaObject.Connection | None = None
        app.focusChanged.connect(self._on_focus)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self._listens is not None:
            QObject.disconnect(self._listens)
        self._field = self._listens = None
        if isinstance(now, QLineEdit | QPlainTextEdit) and not now.isReadOnly() and not _is_secret(now):
            self._field = now
            self._listens = now.textChanged.connect(self._look)

    def _look(self) -> None:
        field = self._field
        assert field is not None
        text = field.text() if isinstance(field, QLineEdit) else field.toPlainText()
        found = words.unseen(text)
        if found:
            _put(field, text)
            _tell(field, self.tr("Left out, because it cannot be seen: {marks}.").format(marks=words.listed(found)))


def _is_secret(field: QWidget) -> bool:
    """A passphrase is what was typed, to the letter, and nothing of it is told."""
    return isinstance(field, QLineEdit) and field.echoMode() is not QLineEdit.EchoMode.Normal


def _put(field: QLineEdit | QPlainTextEdit, text: str) -> None:
    """The text without those marks, as one step that can be undone; the cursor stays between its letters."""
    if isinstance(field, QLineEdit):
        place = field.cursorPosition()
        field.selectAll()
        field.insert(words.without_unseen(text))
        field.setCursorPosition(_place(text, place))
        return
    cursor = field.textCursor()
    place = _place(text, cursor.position())
    cursor.select(cursor.SelectionType.Document)
    cursor.insertText(words.without_unseen(text))
    cursor.setPosition(place)
    field.setTextCursor(cursor)


def _place(text: str, place: int) -> int:
    """Where the cursor goes; Qt counts in halves of UTF-16."""
    before = text.encode("utf-16-le", "surrogatepass")[: 2 * place].decode("utf-16-le", "ignore")
    return len(words.without_unseen(before).encode("utf-16-le")) // 2


def _tell(field: QWidget, sentence: str) -> None:
    """In the row or page that the field stands in, else beside it."""
    parent = field.parentWidget()
    while parent is not None:
        note = getattr(parent, "show_note", None)
        if note is not None:
            note(sentence)
            return
        parent = parent.parentWidget()
    QToolTip.showText(field.mapToGlobal(field.rect().bottomLeft()), style.tip(sentence), field)
