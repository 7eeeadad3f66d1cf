"""Asks before a backup takes the place of the record, and says what would be lost."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services import restores
from desktop.services.restores import Preview
from desktop.tokens import SPACE
from desktop.views import backup_words, style
from desktop.views.questions import Question
from desktop.views.states import MarkLabel


class RestoreDialog(Question):
    def __init__(self, parent: QWidget | None, preview: Preview) -> None:
        super().__init__(parent)
        backup = preview.backup
        when = backup_words.when(backup.made_at)
        self.say(
            self.tr("Restore the backup from {when}?").format(when=when),
            self.tr("The present record is backed up first, so that you can come back to it."),
            self.tr("Restore"),
        )
        self.form.hide()
        facts = [
            (self.tr("Made"), f"{backup_words.begun(when)}, {backup_words.reason(backup)}"),
            (self.tr("Size"), backup_words.size(backup)),
            (self.tr("It holds"), restores.lost_words(preview.counts)),
        ]
        if preview.is_older_schema:
            facts.append((self.tr("Version"), self.tr("of an earlier Journeybook; it is upgraded.")))
        for name, text in facts:
            self._add(name, text)
        self._pair(self.tr("What the present record would lose"), self._loss(preview))

    def _add(self, name: str, text: str) -> None:
        self._pair(name, style.label(text, wraps=True))

    def _pair(self, name: str, what: QWidget) -> None:
        pair = QVBoxLayout()
        pair.setSpacing(SPACE.label)
        pair.addWidget(style.label(name, "code"))
        pair.addWidget(what)
        self.content.addLayout(pair)

    def _loss(self, preview: Preview) -> MarkLabel:
        if preview.lost is None:
            words = self.tr("It is damaged and cannot be compared. It is kept beside the restored one.")
            return MarkLabel("triangle-alert", "overdue", words)
        changed = self.tr("%n record(s) would be as they were.", "", preview.changed or 0) if preview.changed else ""
        if not preview.lost:
            return MarkLabel("circle-check", "signed", changed or self.tr("Nothing: the backup holds all of it."))
        lost = self.tr("{what}, recorded later.").format(what=restores.lost_words(preview.lost))
        return MarkLabel("triangle-alert", "overdue", f"{lost} {changed}".strip())

    @classmethod
    def ask(cls, parent: QWidget | None, preview: Preview) -> bool:
        return bool(cls(parent, preview).exec())
