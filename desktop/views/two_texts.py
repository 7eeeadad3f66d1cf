"""Two texts beside each other, with the words that only one of them has told by weight and line, not by colour."""

from collections.abc import Iterable, Sequence
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from desktop.frameworks.likeness import Run, word_runs
from desktop.tokens import SPACE
from desktop.views import style
from desktop.views.forms import accessible

_GONE = "<b><s>{}</s></b>"
_ADDED = "<b><u>{}</u></b>"


class TwoTexts(QScrollArea):
    """`show_texts` with what stands over each side, the texts, and lines that tell more of the pair."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        accessible(self, name)
        self.heads = tuple(style.label(kind="small", soft=True, wraps=True) for _ in range(2))
        self.texts = tuple(_rich() for _ in range(2))
        self.more = style.label(soft=True, wraps=True)
        self.fields = _rich()
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE.pane)
        grid.setVerticalSpacing(SPACE.label)
        for column in range(2):
            grid.addWidget(self.heads[column], 0, column)
            grid.addWidget(self.texts[column], 1, column)
            grid.setColumnStretch(column, 1)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(SPACE.button, SPACE.row, SPACE.button, SPACE.row)
        layout.setSpacing(SPACE.row)
        layout.addLayout(grid)
        layout.addWidget(self.fields)
        layout.addWidget(self.more)
        layout.addStretch()
        style.paper(inner)
        self.setWidget(inner)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_texts(
        self,
        heads: tuple[str, str],
        before: str,
        after: str,
        more: Sequence[str] = (),
        fields: Sequence[tuple[str, str, str]] = (),
    ) -> None:
        """`fields` are a name, what it was and what it is."""
        for label, head in zip(self.heads, heads, strict=True):
            label.setText(head)
        differs = bool(before and after and before != after)
        runs = word_runs(before, after) if differs else ((Run(before, True),), (Run(after, True),))
        for label, some, look in zip(self.texts, runs, (_GONE, _ADDED), strict=True):
            label.setText(_html(some, look))
            label.setAccessibleName(" ".join(one.text for one in some) or "—")
        self.texts[0].setAccessibleDescription(self._only(runs[0], self.tr("Only before: {words}")))
        self.texts[1].setAccessibleDescription(self._only(runs[1], self.tr("Only after: {words}")))
        self._show_fields(fields)
        self.more.setText("\n".join(one for one in more if one))
        self.more.setVisible(any(more))
        self.verticalScrollBar().setValue(0)

    def _show_fields(self, fields: Sequence[tuple[str, str, str]]) -> None:
        lines = []
        for name, was, now in fields:
            one, other = word_runs(was, now)
            lines.append(f"{escape(name)}: {_html(one, _GONE)} → {_html(other, _ADDED)}")
        self.fields.setText("<br>".join(lines))
        self.fields.setAccessibleName("; ".join(f"{name}: {was} → {now}" for name, was, now in fields))
        self.fields.setVisible(bool(lines))

    def _only(self, runs: Iterable[Run], sentence: str) -> str:
        words = ", ".join(one.text for one in runs if not one.is_shared)
        return sentence.format(words=words) if words else ""


def _rich() -> QLabel:
    made = style.label(wraps=True)
    made.setTextFormat(Qt.TextFormat.RichText)
    made.setAccessibleName("—")
    made.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def _html(runs: Sequence[Run], look: str) -> str:
    if not any(one.text for one in runs):
        return "—"
    return " ".join(escape(one.text) if one.is_shared else look.format(escape(one.text)) for one in runs)
