"""Sign-offs: whose wait, a sitting with one apprentice, and what an apprentice asked for."""

from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from desktop.codes import Role
from desktop.services import apprentices, sign_offs
from desktop.services.sign_offs import NewRating
from desktop.tokens import SPACE
from desktop.views.ask_reason import ReasonDialog
from desktop.views.ask_sign_off import AskDialog, Asked
from desktop.views.days import short_day
from desktop.views.key_button import add_act
from desktop.views.sign_off_lists import OwnSignOffs, SignOffQueue
from desktop.views.sign_off_queue import RATED, queue_rows
from desktop.views.sitting import Sitting
from desktop.views.sitting_items import Subject, load
from desktop.views.sitting_summary import UnsignedDialog
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace


class SignOffsPage(RecordPage):
    """Opens on what waits; `open_at` an agreement begins a sitting. Nothing is signed before the summary is."""

    shows = frozenset(
        {
            "SignOff",
            "SignOffReversal",
            "SignOffRequest",
            "RequestEvidence",
            "CompetencyTotal",
            "Agreement",
            "AgreementMentor",
            "StatusEvent",
        }
    )

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__(QCoreApplication.translate("SignOffsPage", "Sign-offs"), workspace, viewer)
        self._own: Subject | None = None
        self._later: dict[str, dict[str, NewRating]] = {}
        self._names: dict[str, str] = {}
        """Of the apprentices of sittings, by agreement: whoever is asked about them may not read them."""
        self._signed: tuple[str, ...] = ()
        self._soft = ""
        self.later_button = self.head.add_button(self.tr("Keep for later"), self.keep_for_later)
        self.review_button = self.head.add_button(self.tr("Review and sign…"), self.review, keys="Ctrl+Enter")
        self.queue = SignOffQueue()
        self.queue.start_wanted.connect(self.begin)
        self.queue.search_changed.connect(self._load_queue)
        self.own = OwnSignOffs()
        self.own.open_wanted.connect(self._open_own)
        self.own.ask_wanted.connect(self.ask)
        self.sitting = Sitting(workspace)
        self.sitting.changed.connect(self._show_state)
        self.sitting.sign_wanted.connect(self._confirm)
        self.stack = QStackedWidget()
        for part in (self.queue, self.own, self.sitting):
            self.stack.addWidget(part)
        if viewer.role is Role.APPRENTICE:
            self.ask_button = self.head.set_primary(self.tr("Ask for sign-off…"), self.ask, keys="Ctrl+N")
            add_act(self, self.tr("Ask for sign-off…"), "Ctrl+N", self.ask)
        add_act(self, self.tr("Review and sign"), "Ctrl+Return, Ctrl+Enter", self.review)
        add_act(self, self.tr("Reverse what was signed last"), "Ctrl+Z", self.reverse)
        add_act(self, self.tr("Search"), "Ctrl+F", self.queue.search.setFocus)
        self._reach_the_edges()
        self._go_to_list()

    def _reach_the_edges(self) -> None:
        """The panes of a sitting touch the edges of the page; head and message keep their margins."""
        top = QWidget()
        column = QVBoxLayout(top)
        column.setContentsMargins(SPACE.margin, SPACE.margin, SPACE.margin, SPACE.section)
        column.setSpacing(SPACE.section)
        column.addWidget(self.head)
        column.addWidget(self.message)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.insertWidget(0, top)
        self.body.addWidget(self.stack)

    @property
    def _list(self) -> QWidget:
        return self.own if self.viewer.role is Role.APPRENTICE else self.queue

    @property
    def is_sitting(self) -> bool:
        return self.stack.currentWidget() is self.sitting

    def _go_to_list(self) -> None:
        self.stack.setCurrentWidget(self._list)
        (self.own.list if self._list is self.own else self.queue.list).setFocus()
        self._show_state()

    @override
    def reload(self) -> None:
        if self.viewer.role is Role.APPRENTICE:
            self._load_own()
        else:
            self._load_queue()
        if self.is_sitting and self.sitting.subject is not None:
            self.sitting.refresh(load(self.workspace, self.viewer, self.sitting.subject.agreement_id))

    def _load_queue(self) -> None:
        kept = {agreement_id: len(ratings) for agreement_id, ratings in self._later.items()}
        rows, today = queue_rows(self.workspace, self.viewer, self.queue.search.text(), kept)
        self.queue.show_rows(rows, today)
        count = sum(len(row.asked) for row in rows)
        words = self.tr("{count} asked for, the oldest on {day}") if count else self.tr("Nobody waits for a sign-off.")
        oldest = min((row.asked_on for row in rows if row.asked_on), default=today)
        self._soft = words.format(count=count, day=short_day(oldest, today))
        self._show_state()

    def _load_own(self) -> None:
        rows = self.workspace.read(apprentices.listing, person_id=self.viewer.person_id)
        rows = tuple(sorted(rows, key=lambda row: (row.status in RATED, row.begins), reverse=True))
        if rows:
            self._own = load(self.workspace, self.viewer, rows[0].agreement_id)
            framework = self._own.framework
            self._soft = f"{framework.title} {framework.version} · {rows[0].employer}"
            self._show_state()
            self.own.show_subject(self._own, rows[0].mentor)

    def _show_state(self) -> None:
        """Title, soft line and buttons for what is shown now."""
        subject = self.sitting.subject if self.is_sitting else None
        may_sign = subject is not None and subject.rights.may_sign
        self.later_button.setVisible(subject is not None)
        self.later_button.setText(self.tr("Keep for later") if self.sitting.kept else self.tr("Close"))
        self.review_button.setVisible(may_sign and not self.sitting.is_reviewing)
        self.review_button.setEnabled(bool(self._unsigned()))
        if self.viewer.role is Role.APPRENTICE:
            self.ask_button.setVisible(subject is None)
        if subject is None:
            self.set_title(self.tr("Sign-offs"))
            self.set_soft(self._soft)
            return
        titles = (self.tr("Sign-off sitting: {name}"), self.tr("Sign-offs of {name}"))
        self.set_title(titles[0 if may_sign else 1].format(name=subject.apprentice))
        framework = subject.framework
        version = self.tr("{framework}, version {version}")
        parts = [version.format(framework=framework.title, version=framework.version)]
        if may_sign:
            kept = len(self.sitting.kept)
            rated = self.tr("{count} rated, none signed yet").format(count=kept)
            parts.append(rated if kept else self.tr("none rated yet"))
        self.set_soft(" · ".join(parts))

    def _unsigned(self) -> int:
        """How many ratings a sitting holds, with the one whose level is chosen and not kept yet."""
        item = self.sitting.item()
        if not self.is_sitting or item is None:
            return 0
        chosen = self.sitting.form.keys.value is not None and item.code not in self.sitting.kept
        return len(self.sitting.kept) + chosen

    @override
    def open_at(self, target: Any) -> None:
        self.begin(str(target))

    def begin(self, agreement_id: str) -> None:
        """Begin a sitting, or go on with the one that was kept for later."""
        if self.is_sitting and self.sitting.subject is not None:
            self._later[self.sitting.subject.agreement_id] = dict(self.sitting.kept)
        if not self.attempt(lambda: self._begin(agreement_id)):
            return
        subject = self.sitting.subject
        assert subject is not None
        if not subject.rights.may_sign:
            self.message.show_message("note", subject.rights.why_not)
        elif not self.sitting.kept:
            self.message.show_message("note", self.tr("Nothing is signed until you confirm the summary at the end."))

    def _begin(self, agreement_id: str) -> None:
        subject = load(self.workspace, self.viewer, agreement_id)
        self._names[subject.agreement_id] = subject.apprentice
        self.stack.setCurrentWidget(self.sitting)
        self.sitting.begin(subject, self._later.pop(subject.agreement_id, {}))

    def _open_own(self, code: str) -> None:
        if self._own is not None:
            self.begin(self._own.agreement_id)
            self.sitting.show_competency(code)

    def review(self) -> None:
        if self.is_sitting and not self.sitting.is_reviewing:
            self.message.settle()
            self.sitting.review()

    def keep_for_later(self) -> None:
        """Back to the list; what was rated can be gone on with while the program runs."""
        subject = self.sitting.subject
        if not self.is_sitting or subject is None or not self.sitting.settle():
            return
        self.message.settle()
        kept = dict(self.sitting.kept)
        if kept:
            self._later[subject.agreement_id] = kept
            words = self.tr("Kept and not signed: {count} of {name}. They stay until Journeybook closes.")
            note = words.format(count=len(kept), name=subject.apprentice)
            self.message.show_message("note", note, (self.tr("Continue"), lambda: self.begin(subject.agreement_id)))
        self._close_sitting()

    def _close_sitting(self) -> None:
        self.sitting.kept.clear()
        self._go_to_list()
        self.refresh()

    def _confirm(self, ratings: tuple[NewRating, ...]) -> None:
        """Once the passphrase is right, sign what was on the summary then."""
        summary = self.sitting.summary
        summary.passphrase.confirm(lambda: self._sign(ratings), summary.sign_button)

    def _sign(self, ratings: tuple[NewRating, ...]) -> None:
        subject = self.sitting.subject
        assert subject is not None
        if not self.attempt(lambda: self._write(subject.agreement_id, ratings)):
            return
        self._signed = tuple(rating.id for rating in ratings)
        self._close_sitting()
        words = self.tr("{count} signed for {name}.").format(count=len(ratings), name=subject.apprentice)
        self.message.show_message("success", words, (self.tr("Reverse…"), self.reverse))

    def _write(self, agreement_id: str, ratings: tuple[NewRating, ...]) -> None:
        signer_id = self.viewer.person_id
        self.workspace.write(sign_offs.sign_off, agreement_id=agreement_id, ratings=ratings, signer_id=signer_id)

    def reverse(self) -> None:
        """Take back what was signed last in this window, with a reason."""
        count = len(self._signed)
        if not count:
            return
        sentence = self.tr("Sign-offs to reverse: {count}. They stay in the record, struck, with your reason.")
        title, act = self.tr("Reverse sign-offs"), self.tr("Reverse {count}").format(count=count)
        reason = ReasonDialog.ask(self, title, sentence.format(count=count), act, self.workspace)
        if reason is None or not self.attempt(lambda: self._reverse(reason)):
            return
        self._signed = ()
        self.message.show_message("success", self.tr("{count} reversed.").format(count=count))

    def _reverse(self, reason: str) -> None:
        self.workspace.write(sign_offs.reverse_all, sign_off_ids=self._signed, reason=reason, by=self.viewer.person_id)

    def ask(self) -> None:
        """The apprentice asks for sign-offs."""
        if self._own is None:
            self.reload()
        own = self._own
        asked = AskDialog.ask(self, own, self.workspace) if own is not None else None
        if own is None or asked is None:
            return
        if self.attempt(lambda: self._ask(own.agreement_id, asked)):
            codes = self.tr("Asked for: {codes}.").format(codes=", ".join(asked.codes))
            self.message.show_message("success", codes)

    def _ask(self, agreement_id: str, asked: Asked) -> None:
        self.workspace.write(
            sign_offs.ask,
            agreement_id=agreement_id,
            codes=asked.codes,
            by=self.viewer.person_id,
            note=asked.note,
            self_level=asked.self_level,
            evidence=asked.evidence,
        )

    @override
    def leave(self) -> bool:
        count, subject = self._unsigned(), self.sitting.subject
        if not self.is_sitting or not count or subject is None:
            return True
        if not UnsignedDialog.ask(self, subject.apprentice, count):
            return False
        self._close_sitting()
        return True

    @override
    def may_close(self) -> bool:
        """Ratings kept for later live in this window alone."""
        for agreement_id, ratings in list(self._later.items()):
            if not UnsignedDialog.ask(self, self._names[agreement_id], len(ratings)):
                return False
            del self._later[agreement_id]
        return True
