"""Move agreements from one version of a framework to another: who, along which pairs, what stays behind, then do it."""

from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget
from typing_extensions import override

from desktop.errors import Cancelled, KnownError
from desktop.services import carry_over, carry_policies, frameworks
from desktop.services.carry_policies import Move, Policy
from desktop.tokens import SPACE
from desktop.views import change_words, style
from desktop.views.ask_reason import LONGEST_REASON
from desktop.views.carry_acts import PairsActs
from desktop.views.carry_pairs import PairsPart
from desktop.views.forms import accessible
from desktop.views.hairline import hairline
from desktop.views.key_button import add_act
from desktop.views.move_preview import MovePreview
from desktop.views.segments import Segments
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Work, Workspace


class FrameworkMovePage(RecordPage):
    """Opened at two (key, version): where the agreements are, and where they go."""

    shows = frozenset({"Agreement", "CarryOver", "FrameworkVersion", "SignOff", "HourEntry", "HourDecision"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.set_title(self.tr("Move agreements"))
        self._names: tuple[tuple[str, str], tuple[str, str]] | None = None
        self._shown: object = None
        self._title = ""
        self._to = ""
        self._moving: Work | None = None
        self.back = self.head.add_button(self.tr("Back"), self._back, "chevron-left")
        self.move_button = self.head.set_primary(self.tr("Move agreements"), self.carry, keys="Ctrl+Enter")
        add_act(self, self.tr("Move agreements"), "Ctrl+Return, Ctrl+Enter", self.carry)
        self.policy = Segments(
            self.tr("Who moves"),
            (
                (Policy.EVERYONE, self.tr("Everyone")),
                (Policy.UNSIGNED, self.tr("Only without a sign-off")),
                (Policy.NOBODY, self.tr("Nobody")),
            ),
        )
        self.policy.chosen.connect(lambda _key: self._show_part())
        self.reason = accessible(QLineEdit(), self.tr("Reason (optional)"))
        self.reason.setMaxLength(LONGEST_REASON)
        self.segments = Segments(
            self.tr("Part of the move"), (("pairs", self.tr("Pairs")), ("preview", self.tr("What would happen")))
        )
        self.segments.chosen.connect(lambda _key: self._show_part())
        self.pairs = PairsPart()
        self.pairs.changed.connect(self._count)
        self.acts = PairsActs(self.pairs)
        self.acts.told.connect(self._say)
        self.preview = MovePreview()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.pairs)
        self.stack.addWidget(self.preview)
        self._lay_out()

    def _lay_out(self) -> None:
        who = QHBoxLayout()
        who.setSpacing(SPACE.button)
        who.addWidget(style.label(self.tr("Who moves"), soft=True))
        who.addWidget(self.policy)
        label = style.label(self.tr("Reason (optional)"), soft=True)
        label.setBuddy(self.reason)
        who.addWidget(label)
        who.addWidget(self.reason, 1)
        bar = QHBoxLayout()
        bar.setSpacing(SPACE.button)
        bar.addWidget(self.segments)
        bar.addStretch()
        bar.addWidget(self.acts)
        self.body.addLayout(who)
        self.body.addLayout(bar)
        self.body.addWidget(hairline())
        self.body.addWidget(self.stack, 1)

    @override
    def open_at(self, target: Any) -> None:
        """((key, version), (key, version))"""
        self._names, self._shown = target, None
        self.message.clear()
        self.segments.set_value("pairs")
        self.reload()
        self.pairs.list.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        if self._names is None or self._moving is not None:
            return
        (key, version), to = self._names
        read = self.workspace.read
        if self._shown != self._names:
            try:
                here = read(frameworks.find, key=key, version=version)
                found, pairs = read(carry_over.suggest_versions, before=here, key=to[0], version=to[1])
            except KnownError as error:
                self.message.show_message("error", str(error))
                return
            self._shown, self._to = self._names, change_words.named(found.after)
            self._title = f"{change_words.named(found.before)} → {self._to}"
            self.pairs.show_pairs(found, pairs)
        for policy in (Policy.EVERYONE, Policy.UNSIGNED):
            many = len(read(carry_policies.moving, key=key, version=version, policy=policy))
            self.policy.set_count(policy, many)
        self._show_part()

    def _count(self) -> None:
        rows, still = len(self.pairs.rows), self.pairs.open
        counted = self.tr("{done} of {all} pairs confirmed").format(done=rows - still, all=rows)
        self.set_soft(f"{self._title} · {counted}")
        self.segments.set_count("pairs", rows)

    def _say(self, text: str) -> None:
        self.message.settle()
        self.message.show_message("note", text)

    def _show_part(self) -> None:
        is_preview = self.segments.value == "preview"
        self.acts.setVisible(not is_preview)
        self.stack.setCurrentIndex(1 if is_preview else 0)
        if is_preview:
            self.attempt(lambda: self.fetch(carry_policies.preview, self._show_moves, **self._arguments()))

    def _show_moves(self, moves: tuple[Move, ...]) -> None:
        self.preview.show_moves(moves)

    def _arguments(self) -> dict[str, Any]:
        assert self._names is not None
        (key, version), (to_key, to_version) = self._names
        some = {"key": key, "version": version, "to_key": to_key, "to_version": to_version}
        return {**some, "pairs": self.pairs.pairs(), "policy": Policy(self.policy.value)}

    def carry(self) -> None:
        """Do it on the pool, once every pair is decided; all of them move, or none."""
        if self._names is None or self._moving is not None:
            return
        if self.pairs.open and self.policy.value != Policy.NOBODY:
            text = self.tr("{count} of the pairs are not decided. Confirm each of them, or leave it out.")
            self.message.show_message("error", text.format(count=self.pairs.open))
            self.segments.set_value("pairs")
            self._show_part()
            self.pairs.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        more = {"by": self.viewer.person_id, "reason": self.reason.text()}
        work = self._moving = self.workspace.start(carry_policies.carry_all, **self._arguments(), **more)
        work.progressed.connect(self._on_progress)
        work.finished.connect(self._on_moved)
        work.failed.connect(self._on_failed)
        self.move_button.setEnabled(False)

    @Slot(int, int)
    def _on_progress(self, done: int, of: int) -> None:
        work = self._moving
        if work is not None and done < of:
            text = self.tr("Moving agreements: {done} of {of}").format(done=done, of=of)
            self.message.show_message("note", text, (self.tr("Cancel"), work.cancel))

    @Slot(object)
    def _on_moved(self, moved: tuple[str, ...]) -> None:
        self._end()
        text = self.tr("%n agreement(s) moved to {framework}.", "", len(moved)).format(framework=self._to)
        self.message.show_message("success", text if moved else self.tr("Nobody was moved; all stay where they are."))

    @Slot(object)
    def _on_failed(self, error: Exception) -> None:
        self._end()
        if isinstance(error, Cancelled):
            self.message.show_message("note", self.tr("Stopped. Nobody was moved."))
        elif isinstance(error, KnownError):
            self.message.show_message("error", str(error))
        else:
            self.message.show_message("error", self.tr("The agreements could not be moved. Nothing was saved."))

    def _end(self) -> None:
        self._moving = None
        self.move_button.setEnabled(True)
        self.reload()

    def _back(self) -> None:
        self.go.emit("framework_compare", self._names)
