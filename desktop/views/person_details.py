"""One person: their roles, and the key they sign with, with what can be done about both."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from desktop.codes import Role
from desktop.services.people_lists import KeyState, PersonFacts, RoleRow
from desktop.tokens import SPACE
from desktop.views import agreement_words, ledger_words, style
from desktop.views.framework_tree import clear
from desktop.views.states import MarkLabel
from desktop.views.timeline import scrolled


class PersonDetails(QWidget):
    """Nobody does these acts to themselves: for `viewer_id` the buttons are left out, and the page says why."""

    role_wanted = Signal()
    taking_wanted = Signal(object)
    key_wanted = Signal()
    new_key_wanted = Signal()
    revocation_wanted = Signal()

    def __init__(self, viewer_id: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._viewer_id = viewer_id
        self.name = style.label(kind="section", wraps=True)
        inner = QWidget()
        self._words = QVBoxLayout(inner)
        self._words.setContentsMargins(0, 0, SPACE.button, 0)
        self._words.setSpacing(SPACE.button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, SPACE.label, 0, 0)
        layout.setSpacing(SPACE.button)
        layout.addWidget(self.name)
        layout.addWidget(scrolled(inner, self.tr("Roles and keys")), 1)

    def show_person(self, person: PersonFacts | None, *, has_ledger: bool) -> None:
        clear(self._words)
        self.name.setText(person.name if person else "")
        if person is None:
            return
        self._add_roles(person)
        if has_ledger:
            self._add_keys(person)
        self._words.addStretch()

    def _add_roles(self, person: PersonFacts) -> None:
        is_own = person.id == self._viewer_id
        self._head(self.tr("Roles"))
        for row in person.roles:
            words = agreement_words.role_title(row.role)
            told = f"{words}, {row.employer}" if row.employer else words
            if is_own or row.role is Role.APPRENTICE:
                self._words.addWidget(style.label(told, wraps=True))
            else:
                self._words.addWidget(self._role_line(row, told))
        if is_own:
            self._soft(self.tr("Another coordinator changes your roles."))
        else:
            self._buttons((self.tr("Give a role…"), self.role_wanted.emit))

    def _role_line(self, row: RoleRow, told: str) -> QWidget:
        made = QWidget()
        line = QHBoxLayout(made)
        line.setContentsMargins(0, 0, 0, 0)
        button = QPushButton(self.tr("Take…"))
        button.setAccessibleName(self.tr("Take the role {role}").format(role=told))
        button.clicked.connect(lambda: self.taking_wanted.emit(row))
        line.addWidget(style.label(told, wraps=True), 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        return made

    def _add_keys(self, person: PersonFacts) -> None:
        self._words.addSpacing(SPACE.button)
        self._head(self.tr("Key"))
        present = person.key
        if present is None:
            words = self.tr("Revoked") if person.keys else self.tr("No key yet")
            self._words.addWidget(MarkLabel.of("reversed" if person.keys else "missing", words))
            self._buttons((self.tr("Give a key…"), self.key_wanted.emit))
        else:
            self._add_present(present)
            if person.id == self._viewer_id:
                self._soft(self.tr("You change your own passphrase in the menu File."))
            else:
                revoke = (self.tr("Revoke key…"), self.revocation_wanted.emit)
                self._buttons((self.tr("New key…"), self.new_key_wanted.emit), revoke)
        former = [one for one in person.keys if one.revoked_by is not None]
        if former:
            self._words.addSpacing(SPACE.button)
            self._head(self.tr("Keys of before"))
        for one in former:
            self._words.addWidget(style.label(self._former(one), "small", soft=True, wraps=True))

    def _add_present(self, key: KeyState) -> None:
        words = self.tr("Since {moment}, entry {number}")
        told = words.format(moment=ledger_words.moment(key.since), number=f"{key.registered_by:,}")
        self._words.addWidget(MarkLabel.of("signed", told))
        self._words.addWidget(style.label(self.tr("Fingerprint"), "small", soft=True))
        self._words.addWidget(style.label(key.fingerprint, wraps=True))
        self._buttons((self.tr("Copy fingerprint"), lambda: QGuiApplication.clipboard().setText(key.fingerprint)))

    def _former(self, key: KeyState) -> str:
        words = self.tr("{fingerprint}\n{since} to {until}, entries {first} and {last}. What it signed stays valid.")
        return words.format(
            fingerprint=key.fingerprint,
            since=ledger_words.moment(key.since),
            until=ledger_words.moment(key.until),
            first=f"{key.registered_by:,}",
            last=f"{key.revoked_by:,}",
        )

    def _head(self, words: str) -> None:
        self._words.addWidget(style.label(words, "code", wraps=True))

    def _soft(self, words: str) -> None:
        self._words.addWidget(style.label(words, "small", soft=True, wraps=True))

    def _buttons(self, *buttons: tuple[str, Callable[[], object]]) -> None:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(SPACE.button)
        for words, act in buttons:
            button = QPushButton(words)
            button.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(button)
        row.addStretch()
        self._words.addWidget(made)
