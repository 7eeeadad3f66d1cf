"""What all pages share: head, message line, body, and when they read again."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.tokens import SPACE
from desktop.views import icons, style
from desktop.views.key_button import KeyButton
from desktop.views.messages import MessageLine

_MOST_PLAIN_BUTTONS = 2


class Head(QWidget):
    """Title, one soft line, and at the end at most two plain buttons and one primary."""

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = style.label(title, "title", wraps=True)
        self.soft = style.label(soft=True, wraps=True)
        self.soft.hide()
        self._plain: list[QPushButton] = []
        self._primary: QPushButton | None = None
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self.title)
        words.addWidget(self.soft)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(SPACE.button)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(SPACE.section)
        layout.addLayout(words, 1)
        layout.addLayout(self._buttons)
        layout.setAlignment(self._buttons, Qt.AlignmentFlag.AlignTop)

    def add_button(self, text: str, act: Callable[[], object], icon: str = "", keys: str = "") -> QPushButton:
        if len(self._plain) == _MOST_PLAIN_BUTTONS:
            raise ValueError("A page's head has at most two plain buttons.")
        button = _button(text, act, icon, "text", keys)
        self._buttons.insertWidget(len(self._plain), button)
        self._plain.append(button)
        return button

    def set_primary(self, text: str, act: Callable[[], object], icon: str = "", keys: str = "") -> QPushButton:
        if self._primary is not None:
            raise ValueError("A page's head has one primary button.")
        self._primary = _button(text, act, icon, "on_accent", keys)
        self._primary.setProperty("primary", True)
        self._buttons.addWidget(self._primary)
        return self._primary


def _button(text: str, act: Callable[[], object], icon: str, ink: str, keys: str) -> QPushButton:
    made = KeyButton(text, keys) if keys else QPushButton(text)
    made.clicked.connect(lambda: act())
    if icon:
        icons.dress(made, icon, ink)
    return made


class Page(QWidget):
    """Base of all pages: put content into `body`, name what is shown in `shows`, fill in `reload`."""

    shows: ClassVar[frozenset[type | str]] = frozenset()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        style.paper(self)
        self._stale = True
        self.head = Head(title)
        self.message = MessageLine()
        self.body = QVBoxLayout()
        self.body.setSpacing(SPACE.section)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*(4 * [SPACE.margin]))
        layout.setSpacing(SPACE.section)
        layout.addWidget(self.head)
        layout.addWidget(self.message)
        layout.addLayout(self.body, 1)

    @property
    def title(self) -> str:
        return self.head.title.text()

    def set_title(self, text: str) -> None:
        self.head.title.setText(text)

    def set_soft(self, text: str) -> None:
        """The line under the title: what, how many, as of when."""
        self.head.soft.setText(text)
        self.head.soft.setVisible(bool(text))

    def show_note(self, sentence: str) -> None:
        """Tell what was made of something that was typed; an error stays until it is mended."""
        if self.message.isHidden() or self.message.kind != "error":
            self.message.show_message("note", sentence)

    def reload(self) -> None:
        """Read again and put selection, sort and scroll back."""

    def refresh(self) -> None:
        """Read again: now where the page is shown, else when it is."""
        if self.isVisible():
            self._reload_now()
        else:
            self._stale = True

    def on_changed(self, kinds: frozenset[type | str]) -> None:
        """Answer to `workspace.changed`: a hidden page waits until it is shown."""
        if self._is_shown_by(kinds):
            self.refresh()

    def _is_shown_by(self, kinds: frozenset[type | str]) -> bool:
        """Kinds are compared by name, so that a page need not import a model to name it."""
        return bool({_name(kind) for kind in kinds} & {_name(kind) for kind in self.shows})

    def _reload_now(self) -> None:
        self._stale = False
        self.reload()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        if self._stale:
            self._reload_now()
        super().showEvent(event)


def _name(kind: type | str) -> str:
    return kind if isinstance(kind, str) else kind.__name__
