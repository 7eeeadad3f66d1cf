"""The page of one framework draft: opened, edited, saved, published as a version."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget
from typing_extensions import override

from desktop.errors import KnownError
from desktop.frameworks import editing, new_codes
from desktop.frameworks.findings import Path
from desktop.frameworks.history import History
from desktop.services import framework_drafts, frameworks
from desktop.services.framework_drafts import Draft
from desktop.views.empty import EmptyState
from desktop.views.framework_editor_dialogs import PublishDialog, UnsavedDraft
from desktop.views.framework_editor_work import EditorWork
from desktop.views.key_button import add_act
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace


class FrameworkEditorPage(RecordPage):
    """`open_at` takes the id of a draft, or that id with the path of the part to show. `work` is made with the
    first draft."""

    shows = frozenset({"FrameworkDraft"})

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self.draft: Draft | None = None
        self.work: EditorWork | None = None
        self._based_on = ""
        self.back = self.head.add_button(self.tr("Back"), self.close_draft, "chevron-left")
        self.save_button = self.head.add_button(self.tr("Save"), self.save, keys="Ctrl+S")
        self.publish_button = self.head.set_primary(self.tr("Publish version…"), self.publish)
        self.empty = EmptyState(
            self.tr("No draft is open here."),
            self.tr("Tailor a framework, or open a draft in the list of frameworks."),
            self.tr("Show the frameworks"),
        )
        self.empty.clicked.connect(self.close_draft)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.empty)
        self.body.addWidget(self.stack, 1)
        add_act(self, self.tr("Save the draft"), "Ctrl+S", self.save)
        self._show_head()

    @property
    def is_changed(self) -> bool:
        """Whether something would be lost."""
        return self.draft is not None and self.work is not None and self.work.is_changed

    @override
    def open_at(self, target: Any) -> None:
        draft_id, path = target if isinstance(target, tuple) else (target, ())
        if not (self.is_changed and self.draft is not None and self.draft.id == draft_id):
            found: list[Draft] = []
            if not self.attempt(lambda: found.append(self.workspace.read(framework_drafts.draft, draft_id))):
                return
            self._take(found[0])
        if self.work is not None:
            self.work.go_to(path)
            self.work.tree.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def reload(self) -> None:
        """Take over what was changed in another place, unless something here is not saved."""
        if self.draft is None or self.work is None:
            return
        try:
            kept = self.workspace.read(framework_drafts.draft, self.draft.id)
        except KnownError:
            self.draft = None
            self._show_head()
            return
        if kept.framework == self.work.history.saved:
            self.draft = kept
        elif not self.is_changed:
            self._take(kept)
        else:
            words = self.tr("This draft was changed in another place. Saving it here puts yours in its place.")
            self.message.show_message("note", words, (self.tr("Take the other one"), lambda: self._take(kept)))

    def _take(self, draft: Draft) -> None:
        taken: frozenset[str] = frozenset()
        self._based_on = ""
        if draft.base_id:
            base = self.workspace.read(frameworks.document, draft.base_id)
            taken, self._based_on = new_codes.used(base), base.version
        self.message.clear()
        self.draft = draft
        history = History(draft.framework, taken)
        if self.work is None:
            self.work = EditorWork(self, history)
            self.work.changed.connect(self._show_head)
            self.stack.addWidget(self.work)
        else:
            self.work.start(history)
        self._show_head()

    def _show_head(self) -> None:
        work = self.work if self.draft is not None else None
        self.stack.setCurrentWidget(work or self.empty)
        for button in (self.back, self.save_button, self.publish_button):
            button.setVisible(work is not None)
        self.set_title(work.history.present.title if work else self.tr("Framework editor"))
        self.set_soft(self._soft(work.history) if work else "")

    def _soft(self, history: History) -> str:
        count = sum(1 for _ in history.present.competencies())
        parts = [
            self.tr("Draft from version {version}").format(version=self._based_on)
            if self._based_on
            else self.tr("Draft"),
            self.tr("%n competency(ies)", "", count),
            self.tr("changes not saved") if history.is_changed else self.tr("saved"),
        ]
        return " · ".join(parts)

    def save(self) -> bool:
        """Keep the draft as it stands; False where a field is wrong or the record refuses."""
        if self.draft is None or self.work is None or not self.work.form.flush():
            return False
        if not self.attempt(lambda: self._write(self.work, self.draft)):
            return False
        self._show_head()
        self.message.show_message("success", self.tr("The draft is saved."))
        return True

    def _write(self, work: EditorWork | None, draft: Draft | None) -> None:
        assert work is not None
        assert draft is not None
        history = work.history
        before, history.saved = history.saved, history.present
        try:
            # Marked before, since the page reads again before this comes back.
            self.workspace.write(framework_drafts.save, draft_id=draft.id, framework=history.present)
        except KnownError:
            history.saved = before
            raise

    def publish(self) -> None:
        """Freeze the draft as a version, which the list of frameworks then shows."""
        if self.draft is None or self.work is None or not self.work.form.flush():
            return
        unnamed = editing.unnamed(self.work.history.present)
        if unnamed is not None:
            self._tell_unnamed(self.work, unnamed)
            return
        if self.is_changed and not self.save():
            return
        self.message.settle()
        framework, draft_id, by = self.work.history.present, self.draft.id, self.viewer.person_id
        suggested = self.workspace.read(framework_drafts.suggested_version, self.draft)
        version = PublishDialog.ask(self, framework.title, suggested)
        if version and self.attempt(
            lambda: self.workspace.write(framework_drafts.publish, draft_id=draft_id, version=version, by=by)
        ):
            self.go.emit("frameworks", framework.key)

    def _tell_unnamed(self, work: EditorWork, path: Path) -> None:
        work.refresh(path)
        words = self.tr("The title of {part} is not typed yet. Type it, then publish.")
        self.message.show_message("error", words.format(part=work.part_words(path)))
        work.form.focus_first(select=True)

    def close_draft(self) -> None:
        """To the list of frameworks; where something is not saved, leaving asks."""
        self.go.emit("frameworks", None)

    @override
    def leave(self) -> bool:
        if not self.is_changed or self.work is None or self.draft is None:
            return True
        answer = UnsavedDraft.ask(self)
        if answer == "save":
            return self.save()
        if answer == "discard":
            self.work.form.drop()
            self._take(self.workspace.read(framework_drafts.draft, self.draft.id))
        return bool(answer)

    @override
    def may_close(self) -> bool:
        return self.leave()
