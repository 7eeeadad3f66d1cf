"""A sitting: one signer rates competencies of one apprentice, then signs them together."""

from collections.abc import Mapping
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop.codes import HourKind
from desktop.services.sign_offs import NewRating
from desktop.views.comment import CommentEdit
from desktop.views.hairline import hairline
from desktop.views.key_button import add_act
from desktop.views.sitting_items import Item, Subject
from desktop.views.sitting_panes import SittingPanes
from desktop.views.sitting_summary import SittingSummary
from desktop.workspace import Workspace


class Sitting(QWidget):
    """Ratings stay in `kept`, by code, until the summary is confirmed: `sign_wanted` carries them.
    `changed` comes when how many are kept, or what is shown, may have changed."""

    changed = Signal()
    sign_wanted = Signal(object)

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.subject: Subject | None = None
        self.kept: dict[str, NewRating] = {}
        self._code = ""
        self._last: NewRating | None = None
        self.panes = SittingPanes(workspace)
        self.list, self.form, self.side = self.panes.list, self.panes.form, self.panes.side
        self.everything = self.panes.everything
        self.list.chosen.connect(self._on_chosen)
        self.everything.toggled.connect(self._fill_list)
        self.form.same_wanted.connect(self.same_as_last)
        self.form.entered.connect(self.keep_and_next)
        self.form.level_chosen.connect(self.changed)
        self.panes.back_button.clicked.connect(self.back)
        self.panes.skip_button.clicked.connect(self.skip)
        self.panes.keep_button.clicked.connect(self.keep_and_next)
        self.summary = SittingSummary(workspace)
        self.summary.back_wanted.connect(self.back_to_panes)
        self.summary.change_wanted.connect(self._change)
        self.summary.sign_wanted.connect(lambda: self.sign_wanted.emit(self.ratings()))
        self.stack = QStackedWidget()
        self.stack.addWidget(self.panes)
        self.stack.addWidget(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(hairline())
        layout.addWidget(self.stack)
        self._add_acts()

    def _add_acts(self) -> None:
        on = self.panes
        add_act(on, self.tr("Keep and next"), "Return, Enter", self._enter)
        add_act(on, self.tr("Skip"), "Alt+S", self.skip)
        add_act(on, self.tr("Back"), "Backspace, Alt+Left", self.back)
        add_act(on, self.tr("Comment: same as last"), "Ctrl+L", self.same_as_last)
        add_act(on, self.tr("Shown on the job"), "Alt+J", lambda: self.form.shown.choose(HourKind.OJT.value))
        add_act(on, self.tr("Shown in related instruction"), "Alt+R", self._choose_instruction)
        for digit in range(10):
            words = self.tr("Level {digit}").format(digit=digit)
            add_act(on, words, f"{digit}, Alt+{digit}", partial(self._press, digit))

    def _choose_instruction(self) -> None:
        self.form.shown.choose(HourKind.RI.value)

    def _press(self, digit: int) -> None:
        self.form.press_level(digit, stay=isinstance(self.focusWidget(), CommentEdit))

    def _enter(self) -> None:
        """Enter presses the button that has the focus; anywhere else it keeps and goes on."""
        focused = self.focusWidget()
        if isinstance(focused, QPushButton) and not focused.isCheckable():
            focused.click()
        else:
            self.keep_and_next()

    def begin(self, subject: Subject, kept: Mapping[str, NewRating]) -> None:
        """Show this agreement with what was kept of it before."""
        self.kept, self._last = dict(kept), None
        self.everything.blockSignals(True)
        self.everything.setChecked(not any(item.is_due for item in subject.items))
        self.everything.blockSignals(False)
        self._take(subject)
        self.stack.setCurrentWidget(self.panes)
        codes = self.list.codes()
        self._show(next((code for code in codes if code not in self.kept), codes[0] if codes else ""))
        self.focus()

    def refresh(self, subject: Subject) -> None:
        """Show the same agreement as the record has it now; nothing that was entered is lost."""
        self._take(subject)
        if self._code:
            self.side.show_item(subject.item(self._code), subject)
        else:
            self._show(next(iter(self.list.codes()), ""))

    def _take(self, subject: Subject) -> None:
        self.subject = subject
        # Another agreement, or the same carried over to another framework, may not have what was shown.
        if all(item.code != self._code for item in subject.items):
            self._code = ""
        self.form.set_subject(subject)
        self.panes.set_reading(not subject.rights.may_sign)
        self._fill_list()

    def _fill_list(self) -> None:
        if self.subject is None:
            return
        listed = list(self.subject.listed(everything=self.everything.isChecked()))
        present = {item.code for item in listed}
        more = {*self.kept, self._code} - present
        listed += [item for item in self.subject.items if item.code in more]
        self.list.show_items(listed, {code: rating.level for code, rating in self.kept.items()})
        self._count()

    def _count(self) -> None:
        self.panes.show_count(len(self.kept), len(self.list.codes()), self._following())
        self.changed.emit()

    def focus(self) -> None:
        """Put the focus where the work goes on: on the levels, or on the button that signs."""
        if self.stack.currentWidget() is self.summary:
            self.summary.focus()
        elif self.subject is not None and self.subject.rights.may_sign:
            self.form.focus_keys()
        else:
            self.list.setFocus()

    @property
    def is_reviewing(self) -> bool:
        return self.stack.currentWidget() is self.summary

    def item(self) -> Item | None:
        return self.subject.item(self._code) if self.subject is not None and self._code else None

    def ratings(self) -> tuple[NewRating, ...]:
        """What was kept, in the order of the framework."""
        order = [item.code for item in self.subject.items] if self.subject is not None else []
        return tuple(self.kept[code] for code in order if code in self.kept)

    def _show(self, code: str) -> None:
        self._code = code
        item = self.item()
        if item is None or self.subject is None:
            return
        self.form.show_item(item, self.subject, self.kept.get(code), *self._habit())
        self.side.show_item(item, self.subject)
        self.list.show_current(code)
        self._count()

    def _habit(self) -> tuple[HourKind, date]:
        """How and when the rating before was shown; most of a sitting is alike."""
        assert self.subject is not None
        if self._last is not None:
            return self._last.shown, self._last.observed_on
        return self.subject.rights.only or HourKind.OJT, self.subject.today

    def _following(self) -> str:
        """The next competency that is not rated, from here on and then from the top; "" where none is."""
        codes = self.list.codes()
        here = codes.index(self._code) + 1 if self._code in codes else 0
        may_sign = self.subject is not None and self.subject.rights.may_sign
        order = codes[here:] + (codes[: max(here - 1, 0)] if may_sign else [])
        return next((code for code in order if code not in self.kept), "")

    def keep(self) -> bool:
        """Keep what the fields say; False where they cannot be kept, with the reason beside them."""
        item = self.item()
        if item is None or not self.form.check():
            return False
        before = self.kept.get(item.code)
        rating = self.form.rating(item, before.id if before else "")
        assert rating is not None
        self.kept[item.code] = self._last = rating
        self.list.mark(item, rating.level)
        self._count()
        return True

    def settle(self) -> bool:
        """Keep a level that was chosen, so that nothing gets lost by going elsewhere; False where it cannot be."""
        item = self.item()
        if item is None or self.subject is None or not self.subject.rights.may_sign:
            return True
        touched = self.form.keys.value is not None or self.form.has_more
        return not touched or self.keep()

    def keep_and_next(self) -> None:
        if self.subject is None or (self.subject.rights.may_sign and not self.keep()):
            return
        following = self._following()
        if following:
            self._show(following)
        self.focus()

    def skip(self) -> None:
        """Go on without keeping what the fields say."""
        following = self._following()
        if following and self.panes.skip_button.isVisible():
            self._show(following)
            self.focus()

    def back(self) -> None:
        """The competency above."""
        codes = self.list.codes()
        place = codes.index(self._code) if self._code in codes else 0
        if place > 0 and self.settle():
            self._show(codes[place - 1])
            self.focus()

    def _on_chosen(self, code: str) -> None:
        if self.settle():
            self._show(code)
        else:
            self.list.show_current(self._code)

    def show_competency(self, code: str) -> None:
        """Go to a competency, listed so far or not."""
        if code not in self.list.codes():
            self.everything.setChecked(True)
        self._show(code)
        self.focus()

    def same_as_last(self) -> None:
        if self._last is not None and self.form.comment.isVisible():
            self.form.comment.setPlainText(self._last.comment)

    def review(self) -> bool:
        """Show what is about to be signed; False where there is nothing, or something cannot be kept."""
        if self.subject is None or not self.subject.rights.may_sign or not self.settle():
            return False
        if not self.kept:
            self.form.show_error(self.tr("Nothing is rated yet. Press the digit of a level first."))
            return False
        self.summary.show_ratings(self.subject, self.ratings())
        self.stack.setCurrentWidget(self.summary)
        self.focus()
        self.changed.emit()
        return True

    def back_to_panes(self) -> None:
        self.stack.setCurrentWidget(self.panes)
        self.focus()
        self.changed.emit()

    def _change(self, code: str) -> None:
        self.stack.setCurrentWidget(self.panes)
        self._show(code)
        self.focus()
