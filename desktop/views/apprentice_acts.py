"""What is done to one apprentice: asked, recorded and reversed, each with its question and its message."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject

from desktop.frameworks.standing import Rating
from desktop.services import completion, events, sign_offs
from desktop.services.agreement_facts import AgreementFacts
from desktop.views import agreement_words, days
from desktop.views.apprentice_questions import EventQuestion
from desktop.views.ask_reason import ReasonDialog
from desktop.views.ask_sign_off import AskDialog
from desktop.views.sitting_items import Subject, load
from desktop.views.viewer import RecordPage


class ApprenticeActs(QObject):
    """Writes through `page`, and tells there what happened."""

    def __init__(self, page: RecordPage) -> None:
        super().__init__(page)
        self._page = page

    def _say(self, text: str) -> None:
        self._page.message.show_message("success", text)

    def ask_for_sign_off(self, agreement_id: str) -> None:
        page = self._page
        found: list[Subject] = []
        if not page.attempt(lambda: found.append(load(page.workspace, page.viewer, agreement_id))):
            return
        asked = AskDialog.ask(page, found[0], page.workspace)
        if asked is None:
            return

        def save() -> None:
            page.workspace.write(
                sign_offs.ask,
                agreement_id=agreement_id,
                codes=asked.codes,
                by=page.viewer.person_id,
                note=asked.note,
                self_level=asked.self_level,
                evidence=asked.evidence,
            )

        if page.attempt(save):
            self._say(self.tr("Asked for %n sign-off(s).", "", len(asked.codes)))

    def reverse_sign_off(self, rating: Rating) -> None:
        sentence = self.tr("Level {level} for {code} of {day} counts no more. Both stay in the record.").format(
            level=rating.level, code=rating.code, day=days.long_day(rating.observed_on)
        )
        reason = ReasonDialog.ask(
            self._page, self.tr("Reverse a sign-off"), sentence, self.tr("Reverse sign-off"), self._page.workspace
        )
        if not reason:
            return
        write, by = self._page.workspace.write, self._page.viewer.person_id
        if self._page.attempt(lambda: write(sign_offs.reverse, sign_off_id=rating.id, reason=reason, by=by)):
            self._say(self.tr("The sign-off of {code} is reversed.").format(code=rating.code))

    def record_event(self, facts: AgreementFacts, today: date, undo: Callable[[], object]) -> None:
        """The message offers `undo`."""
        page = self._page
        if not events.possible(facts.status):
            page.message.show_message("note", self.tr("This agreement has ended: nothing more can happen to it."))
            return
        found = EventQuestion.ask(facts.apprentice, facts.status, today, facts.ends, page)
        if found is None:
            return

        def save() -> None:
            page.workspace.write(
                completion.record_event,
                agreement_id=facts.id,
                kind=found.kind,
                happened_on=found.happened_on,
                by=page.viewer.person_id,
                reason=found.reason,
                ends=found.ends,
            )

        if page.attempt(save):
            what, day = agreement_words.event(found.kind), days.long_day(found.happened_on)
            text = self.tr("{event} is recorded for {day}.").format(event=what, day=day)
            page.message.show_message("success", text, (self.tr("Reverse…"), undo))

    def reverse_event(self, facts: AgreementFacts) -> None:
        """Take back the last event that stands."""
        last = facts.last_event
        if last is None:
            return
        what, day = agreement_words.event(last.kind), days.long_day(last.happened_on)
        sentence = self.tr("{event} of {day} counts no more. Both stay in the record.").format(event=what, day=day)
        reason = ReasonDialog.ask(self._page, self.tr("Reverse the last event"), sentence, self.tr("Reverse event"))
        if not reason:
            return
        write, by = self._page.workspace.write, self._page.viewer.person_id
        if self._page.attempt(lambda: write(events.reverse_event, agreement_id=facts.id, by=by, reason=reason)):
            self._say(self.tr("{event} is reversed.").format(event=what))
