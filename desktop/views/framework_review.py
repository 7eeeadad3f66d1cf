"""Review of an import: what was read at the start, the source at the end, and every finding to be decided."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSplitter, QVBoxLayout
from typing_extensions import override

from desktop import words
from desktop.frameworks.findings import Answer, Path, Place
from desktop.services import backups, framework_drafts, framework_imports, job_architectures
from desktop.services.backups import Reason
from desktop.tokens import SPACE
from desktop.views import review_subject, style
from desktop.views.forms import accessible
from desktop.views.key_button import KeyButton, add_act
from desktop.views.review_dialogs import KeepDialog, LeaveDialog
from desktop.views.review_findings import FindingRow, FindingsPane
from desktop.views.review_source import SourcePane
from desktop.views.review_subject import Review, Subject
from desktop.views.review_tree import ReviewTree
from desktop.views.sheet_acts import ColumnMapper
from desktop.views.viewer import RecordPage, Viewer
from desktop.workspace import Workspace

_ABOVE, _BELOW = 520, 300
_TREE, _SOURCE = 480, 640


class FrameworkReviewPage(RecordPage):
    """Opened at a `Review`, or at the id of a draft that was read from a document."""

    def __init__(self, workspace: Workspace, viewer: Viewer) -> None:
        super().__init__("", workspace, viewer)
        self._review: Review | None = None
        self._subjects: dict[str, Subject] = {}
        self._key = ""
        self.keep = self.head.add_button(self.tr("Keep for later"), self.keep_for_later)
        self.edit = self.head.add_button(self.tr("Edit…"), self._edit)
        self.adopt_button = self.head.set_primary(self.tr("Adopt"), self.adopt)
        self.chooser = accessible(QComboBox(), self.tr("Frameworks of the document"))
        self.chooser.currentIndexChanged.connect(lambda _index: self._choose(self.chooser.currentData()))
        self.counts = style.label(soft=True, wraps=True)
        self.hint = style.label(wraps=True)
        self._mapper = ColumnMapper(self, self._read_anew)
        self.columns = QPushButton(self.tr("Columns…"))
        self.columns.setToolTip(self.tr("Say what each column of the sheet is, and read it anew"))
        self.columns.clicked.connect(self._map_columns)
        self.next = KeyButton(self.tr("Next finding"), "F8")
        self.next.clicked.connect(self._next)
        add_act(self, self.tr("Next finding to decide"), "F8", self._next)
        self.tree = ReviewTree()
        self.tree.part_chosen.connect(self._on_part)
        self.source = SourcePane()
        self.findings = FindingsPane()
        self.findings.row_chosen.connect(self._on_row)
        self.findings.answered.connect(self.answer)
        self.body.addLayout(self._bar())
        self.body.addWidget(self._panes(), 1)

    def _bar(self) -> QVBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(SPACE.button)
        line.addWidget(self.chooser)
        line.addWidget(self.hint, 1)
        line.addWidget(self.columns)
        line.addWidget(self.next)
        bar = QVBoxLayout()
        bar.setSpacing(SPACE.label)
        bar.addLayout(line)
        bar.addWidget(self.counts)
        return bar

    def _panes(self) -> QSplitter:
        upper = QSplitter(Qt.Orientation.Horizontal)
        upper.setChildrenCollapsible(False)
        upper.addWidget(self.tree)
        upper.addWidget(self.source)
        upper.setSizes([_TREE, _SOURCE])
        upper.setStretchFactor(1, 1)
        whole = QSplitter(Qt.Orientation.Vertical)
        whole.setChildrenCollapsible(False)
        whole.addWidget(upper)
        whole.addWidget(self.findings)
        whole.setSizes([_ABOVE, _BELOW])
        whole.setStretchFactor(0, 1)
        return whole

    @override
    def open_at(self, target: Any) -> None:
        if isinstance(target, str):
            target = review_subject.of_draft(self.workspace.read(framework_drafts.draft, target))
        if isinstance(target, Review):
            self.show_review(target)

    def show_review(self, review: Review) -> None:
        self.message.clear()
        self._review = review
        self._subjects = {one.key: one for one in review.subjects}
        with QSignalBlocker(self.chooser):
            self.chooser.clear()
            for one in review.subjects:
                self.chooser.addItem(one.title, one.key)
        self.chooser.setVisible(len(review.subjects) > 1)
        self.columns.setVisible(review.sheet_path is not None)
        self.source.show_lines(review.file, review.lines)
        self._tell_known(review)
        self._choose(review.subjects[0].key if review.subjects else "")

    def _tell_known(self, review: Review) -> None:
        if review.read is None:
            return
        known = self.workspace.read(framework_imports.known, review.read[0].digest)
        if known:
            names = words.listed(sorted({one.title for one in known})[:3])
            text = self.tr("This file was read before, and gave {names}.").format(names=names)
            self.message.show_message("note", text)

    @property
    def subject(self) -> Subject | None:
        return self._subjects.get(self._key)

    def _choose(self, key: str) -> None:
        subject = self._subjects.get(key)
        if subject is None:
            return
        self._key = key
        self.tree.show_subject(subject)
        self._show_findings(subject)
        self._tell(subject)

    def _show_findings(self, subject: Subject) -> None:
        review = self._review
        self.findings.show_subject(subject, review.passed if review else ())

    def _tell(self, subject: Subject) -> None:
        self.set_title(self.tr("Review import: {title}").format(title=subject.title))
        self.set_soft(self._about(subject))
        open_ = len(subject.open)
        is_jobs = subject.jobs is not None
        if open_:
            self.hint.setText(self.tr("%n finding(s) to decide; then this can be adopted.", "", open_))
        else:
            self.hint.setText(self.tr("Nothing is left to decide."))
        self.next.setVisible(bool(open_))
        self.adopt_button.setEnabled(not open_)
        self.keep.setVisible(not subject.draft_id and not is_jobs)
        self.edit.setVisible(bool(subject.draft_id))
        self.counts.setText("   ·   ".join(self._tally(one.what, one.found, one.printed) for one in subject.tallies))
        self.counts.setVisible(bool(subject.tallies))
        for index, one in enumerate(self._subjects.values()):
            left = len(one.open)
            suffix = self.tr("%n to decide", "", left) if left else self.tr("decided")
            self.chooser.setItemText(index, f"{one.title}  ({suffix})")

    def _about(self, subject: Subject) -> str:
        review = self._review
        parts = [review.file if review else ""]
        if subject.framework is not None:
            functions = len(subject.framework.titled_functions())
            parts.append(self.tr("%n job function(s)", "", functions))
            parts.append(self.tr("%n competency(ies)", "", sum(1 for _ in subject.framework.competencies())))
        parts.append(self.tr("%n finding(s)", "", len(subject.findings)))
        parts.append(self.tr("nothing of it is in the record yet") if not subject.draft_id else self.tr("draft"))
        return " · ".join(part for part in parts if part)

    def _tally(self, what: str, found: float, printed: float | None) -> str:
        if printed is None:
            return f"{what}: {found:,.10g}"
        if printed == found:
            return self.tr("{what}: {found}, as printed").format(what=what, found=f"{found:,.10g}")
        text = self.tr("{what}: {found} found, {printed} printed")
        return text.format(what=what, found=f"{found:,.10g}", printed=f"{printed:,.10g}")

    def _on_part(self, path: Path) -> None:
        subject = self.subject
        if subject is None:
            return
        self.source.show_places(_places(subject, path))
        first = next((one.id for one in subject.findings if one.part[: len(path)] == path and path), "")
        if first:
            self.findings.choose(first)
            self.source.show_places(_places(subject, path))

    def _on_row(self, row: FindingRow | None) -> None:
        if row is None:
            return
        if row.passed is not None:
            self.source.show_places((row.passed.place,))
        elif row.finding is not None and row.finding.places:
            self.source.show_places(row.finding.places)

    def _next(self) -> None:
        self.findings.next_open()

    def answer(self, answer: Answer) -> None:
        """Take a reading; in a draft it is kept at once."""
        subject = self.subject
        if subject is None:
            return
        changed: list[Subject] = []
        if not self.attempt(lambda: changed.append(self._answered(subject, answer))):
            return
        self._subjects[self._key] = changed[0]
        self.tree.show_subject(changed[0])
        self._show_findings(changed[0])
        self._tell(changed[0])
        if not self.findings.next_open():
            self.adopt_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _answered(self, subject: Subject, answer: Answer) -> Subject:
        if not subject.draft_id:
            return subject.answered(answer)
        draft = self.workspace.write(
            framework_drafts.answer, draft_id=subject.draft_id, answers=[answer], by=self.viewer.person_id
        )
        return review_subject.of_draft(draft).subjects[0]

    def keep_for_later(self) -> None:
        """Every framework under review that is not adopted yet, or the one shown, as a draft."""
        subject = self.subject
        if subject is None:
            return
        wanted = [subject]
        if len(self._subjects) > 1:
            chosen = KeepDialog.ask(self, subject.title, len(self._subjects))
            if chosen is None:
                return
            wanted = list(self._subjects.values()) if chosen else [subject]
        if self.attempt(lambda: self._take(wanted, as_draft=True)):
            self._done([one.key for one in wanted])

    def adopt(self) -> None:
        """The framework shown into the record, as a version that agreements can stand under."""
        subject = self.subject
        if subject is not None and self.attempt(lambda: self._adopt(subject)):
            self._done([subject.key], subject.key)

    def _adopt(self, subject: Subject) -> None:
        by, read = self.viewer.person_id, self._review.read if self._review else None
        if subject.draft_id:
            self.workspace.write(framework_drafts.publish, draft_id=subject.draft_id, by=by)
        elif subject.jobs is not None and read is not None:
            source, reading = read
            self.workspace.write(
                job_architectures.take, source=source, reading=reading, architecture=subject.jobs, by=by
            )
        else:
            self._take([subject], as_draft=False)

    def _take(self, subjects: Sequence[Subject], *, as_draft: bool) -> None:
        if self._review is None or self._review.read is None:
            return
        source, reading = self._review.read
        self.workspace.run(backups.back_up_if_changed, reason=Reason.IMPORT)
        self.workspace.write(
            framework_imports.take,
            source=source,
            reading=reading,
            found=[one.found for one in subjects if one.found is not None],
            by=self.viewer.person_id,
            answers={one.key: tuple(one.answers.values()) for one in subjects},
            as_draft=as_draft,
        )

    def _map_columns(self) -> None:
        review = self._review
        if review is not None and review.sheet_path is not None:
            self._mapper.map_columns(review.sheet_path, review.mapping)

    def _read_anew(self, review: Review) -> None:
        """Show what the other columns make of the sheet; decisions that are the same as before stand."""
        self.show_review(review_subject.answered_as(review, self._subjects))

    def _done(self, keys: list[str], shown: str = "") -> None:
        """Go on with what is left of the document, or back to the list."""
        rest = [one for key, one in self._subjects.items() if key not in keys]
        if rest and self._review is not None:
            self.show_review(replace(self._review, subjects=tuple(rest)))
            self.message.show_message(
                "success", self.tr("Saved. %n framework(s) of the document are left.", "", len(rest))
            )
            return
        self._review, self._subjects, self._key = None, {}, ""
        self.go.emit("frameworks", shown or keys[0])

    def _edit(self) -> None:
        if self.subject is not None and self.subject.draft_id:
            self.go.emit("framework_editor", self.subject.draft_id)

    @override
    def leave(self) -> bool:
        """Decisions on a document that is not kept yet are asked about."""
        if all(one.draft_id or not one.answers for one in self._subjects.values()):
            return True
        if not LeaveDialog.ask(self):
            return False
        self._review, self._subjects, self._key = None, {}, ""
        return True

    @override
    def may_close(self) -> bool:
        return self.leave()


def _places(subject: Subject, path: Path) -> tuple[Place, ...]:
    """Where the part, or the nearest above it, was read."""
    for length in range(len(path), 0, -1):
        if path[:length] in subject.places:
            return tuple(subject.places[path[:length]])
    return tuple(place for key, places in subject.places.items() if len(key) == 1 for place in places[:1])
