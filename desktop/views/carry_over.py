"""Carry one agreement over: choose where to, confirm the pairs, see progress before and after, then do it."""

from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QStackedWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.services import agreement_facts, carry_history, carry_over, frameworks
from desktop.services.agreement_facts import AgreementFacts
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.ask_reason import LONGEST_REASON, ReasonDialog
from desktop.views.carry_acts import PairsActs
from desktop.views.carry_pairs import PairsPart
from desktop.views.carry_preview import PreviewPart
from desktop.views.choices import place_of
from desktop.views.forms import accessible
from desktop.views.hairline import hairline
from desktop.views.key_button import add_act
from desktop.views.segments import Segments
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace


class CarryOverPage(RecordPage):
    """Opened at an agreement's id. Pairs that are begun stay until another agreement or target is chosen."""

    shows = frozenset({"Agreement", "CarryOver", "FrameworkVersion", "SignOff", "HourEntry", "HourDecision"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Carry over"))
        self._id = ""
        self._facts: AgreementFacts | None = None
        self._shown: tuple[str, str, Any] | None = None
        self.back = self.head.add_button(self.tr("Back"), self._back, "chevron-left")
        self.undo_button = self.head.add_button(self.tr("Take back…"), self.undo, "undo-2")
        self.carry_button = self.head.set_primary(self.tr("Carry over"), self.carry, keys="Ctrl+Enter")
        add_act(self, self.tr("Carry over"), "Ctrl+Return, Ctrl+Enter", self.carry)
        self.target = accessible(QComboBox(), self.tr("Framework to go to"))
        self.target.currentIndexChanged.connect(lambda _index: self._suggest())
        self.segments = Segments(
            self.tr("Part of the carry-over"), (("pairs", self.tr("Pairs")), ("preview", self.tr("Before and after")))
        )
        self.segments.chosen.connect(self._show_part)
        self.pairs = PairsPart()
        self.pairs.changed.connect(self._count)
        self.acts = PairsActs(self.pairs)
        self.acts.told.connect(self._tell)
        self.reason = accessible(QLineEdit(), self.tr("Reason (optional)"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.preview = PreviewPart()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pairs)
        self.stack.addWidget(self.preview)
        self._lay_out()

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(SPACE.button)
        for name, field, share in ((self.tr("To"), self.target, 2), (self.tr("Reason (optional)"), self.reason, 1)):
            label = style.label(name, soft=True)
            label.setBuddy(field)
            line.addWidget(label)
            line.addWidget(field, share)
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.button)
        bar.addWidget(self.segments)
        bar.addStretch()
        bar.addWidget(self.acts)
        self.body.addLayout(line)
        self.body.addLayout(bar)
        self.body.addWidget(hairline())
        self.body.addWidget(self.stack, 1)

    @override
    def open_at(self, target: Any) -> None:
        """An agreement's id."""
        if target:
            self._id = str(target)
            self._shown = None
            self.message.clear()
            self.segments.set_value("pairs")
            self.reload()
            self.pairs.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if not self._id:
            return
        read = self.workspace.read
        self._facts = facts = read(agreement_facts.facts_of, agreement_id=self._id)
        self.set_title(self.tr("Carry over: {name}").format(name=facts.apprentice))
        here = (facts.framework_key, facts.framework_version)
        wanted = self.target.currentData()
        rows = [row for row in read(frameworks.listing) if (row.key, row.version) != here]
        with QSignalBlocker(self.target):
            self.target.clear()
            for row in sorted(rows, key=lambda row: row.key != here[0]):
                self.target.addItem(f"{row.title} {row.version}", (row.key, row.version))
            self.target.setCurrentIndex(max(place_of(self.target, wanted), 0))
        past = read(carry_history.history, agreement_id=self._id)
        self.undo_button.setVisible(any(not one.takes_back and not one.is_undone for one in past))
        self._suggest()

    def _suggest(self) -> None:
        """The pairs of the chosen target, unless they are on the screen already."""
        name, facts = self.target.currentData(), self._facts
        if name is None or facts is None:
            return
        shown = (self._id, facts.framework_version, name)
        if shown == self._shown:
            self._show_part(self.segments.value)
            return
        try:
            found, pairs = self.workspace.read(carry_over.suggest, agreement_id=self._id, key=name[0], version=name[1])
        except KnownError as error:
            self.message.show_message("error", str(error))
            return
        self._shown = shown
        self.pairs.show_pairs(found, pairs)
        self._show_part(self.segments.value)

    def _count(self) -> None:
        facts = self._facts
        if facts is None:
            return
        still = self.pairs.open
        text = self.tr("Now under {framework} {version}").format(
            framework=facts.framework_title, version=facts.framework_version
        )
        done = len(self.pairs.rows) - still
        counted = self.tr("{done} of {all} pairs confirmed").format(done=done, all=len(self.pairs.rows))
        self.set_soft(f"{text} · {counted}")
        self.segments.set_count("pairs", len(self.pairs.rows))

    def _show_part(self, key: str) -> None:
        is_preview = key == "preview"
        self.acts.setVisible(not is_preview)
        if is_preview:
            self._show_preview()
        self.stack.setCurrentIndex(1 if is_preview else 0)

    def _show_preview(self) -> None:
        name = self.target.currentData()
        if name is not None:
            some = {"agreement_id": self._id, "key": name[0], "version": name[1]}
            pairs = self.pairs.pairs()
            self.attempt(
                lambda: self.preview.show_preview(
                    self.workspace.read(carry_over.preview, **some, pairs=pairs), pairs.levels
                )
            )

    def _tell(self, text: str) -> None:
        self.message.settle()
        self.message.show_message("note", text)

    def carry(self) -> None:
        """Do it, once every pair is decided."""
        name = self.target.currentData()
        if name is None:
            return
        if self.pairs.open:
            text = self.tr("{count} of the pairs are not decided. Confirm each of them, or leave it out.")
            self.message.show_message("error", text.format(count=self.pairs.open))
            self.segments.set_value("pairs")
            self._show_part("pairs")
            self.pairs.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        some = {"agreement_id": self._id, "key": name[0], "version": name[1], "by": self.viewer.person_id}
        some["reason"] = self.reason.text()
        pairs, to = self.pairs.pairs(), self.target.currentText()
        self.message.clear()
        if self.attempt(lambda: self.workspace.write(carry_over.carry_over, **some, pairs=pairs)):
            text = self.tr("{name} is under {framework} now.").format(
                name=self._facts.apprentice if self._facts else "", framework=to
            )
            self.message.show_message("success", text, (self.tr("Take back…"), self.undo))

    def undo(self) -> None:
        """Take the last carry-over back, with a reason."""
        sentence = self.tr("All that was carried counts where it did before. Both stay in the record.")
        reason = ReasonDialog.ask(self, self.tr("Take back the carry-over"), sentence, self.tr("Take back"))
        if reason is None:
            return
        some = {"agreement_id": self._id, "by": self.viewer.person_id, "reason": reason}
        self.message.clear()
        if self.attempt(lambda: self.workspace.write(carry_over.undo, **some)):
            self.message.show_message("success", self.tr("The carry-over is taken back."))

    def _back(self) -> None:
        self.go.emit("apprentices", self._id)
