"""What a sitting is about: the competencies of one agreement with their requests and ratings, as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo

from PySide6.QtCore import QCoreApplication, QLocale

from desktop.codes import OPEN_STATUSES, HourKind, Kind, Role, Status
from desktop.frameworks.document import Competency, Framework, JobFunction
from desktop.frameworks.standing import Rating
from desktop.services import agreements, clock, evidence_lists, people, progress, sign_offs
from desktop.services.agreements import AgreementRow
from desktop.services.evidence_lists import Grouped
from desktop.services.sign_offs import Request
from desktop.views import agreement_words
from desktop.views.viewer import Viewer
from desktop.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Item:
    """One competency to rate; `ratings` are all of it, newest first."""

    competency: Competency
    function: JobFunction
    request: Request | None
    ratings: tuple[Rating, ...]
    is_complete: bool

    @property
    def code(self) -> str:
        return self.competency.code

    @property
    def is_due(self) -> bool:
        """Whether it stands in a sitting by itself: asked for, or core and open."""
        return self.request is not None or (self.competency.kind is Kind.CORE and not self.is_complete)


@dataclass(frozen=True, slots=True)
class Rights:
    """Whether the viewer signs here, in which role, and why not; an instructor signs one way of showing."""

    may_sign: bool
    role: str
    why_not: str = ""
    only: HourKind | None = None


@dataclass(frozen=True, slots=True)
class Subject:
    """All that a sitting shows of one agreement."""

    agreement_id: str
    apprentice: str
    framework: Framework
    begins: date
    today: date
    zone: tzinfo
    rights: Rights
    items: tuple[Item, ...]
    evidence: Grouped = field(default_factory=dict)
    """Of requests and of sign-offs, by their ids."""

    def item(self, code: str) -> Item:
        return next(item for item in self.items if item.code == code)

    def listed(self, *, everything: bool) -> Iterator[Item]:
        """In the order of the list: what was asked for, then by job function."""
        yield from (item for item in self.items if item.request)
        yield from (item for item in self.items if not item.request and (everything or item.is_due))

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone).date()


def load(workspace: Workspace, viewer: Viewer, agreement_id: str) -> Subject:
    """Read an agreement for a sitting. Raises KnownError where there is none."""
    agreement = workspace.read(agreements.find, agreement_id)
    found = workspace.read(progress.progress, agreement_id=agreement.id)
    asked = {one.code: one for one in workspace.read(sign_offs.requests, agreement_id=agreement.id)}
    items = tuple(
        Item(one.competency, function.function, asked.get(one.competency.code), one.ratings, one.is_complete)
        for function in found.functions
        for one in function.competencies
    )
    apprentice = found.facts.apprentice
    return Subject(
        agreement_id=agreement.id,
        apprentice=apprentice,
        framework=found.framework,
        begins=agreement.begins,
        today=workspace.read(clock.today),
        zone=workspace.read(clock.zone),
        rights=_rights(workspace, viewer, agreement, apprentice),
        items=items,
        evidence={
            **workspace.read(evidence_lists.of_requests, agreement_id=agreement.id),
            **workspace.read(evidence_lists.of_sign_offs, agreement_id=agreement.id),
        },
    )


def _rights(workspace: Workspace, viewer: Viewer, agreement: AgreementRow, apprentice: str) -> Rights:
    translate = QCoreApplication.translate
    role = agreement_words.role_title(viewer.role)
    if agreement.status not in OPEN_STATUSES | {Status.SUSPENDED}:
        words = translate("Sitting", "Nothing is signed here: the agreement is {status}.")
        return Rights(False, role, words.format(status=agreement_words.status(agreement.status).lower()))
    duties = workspace.read(agreements.duties, agreement.id)
    names = QLocale().createSeparatedList([duty.name for duty in duties])
    if viewer.person_id == agreement.apprentice_id:
        words = translate("Sitting", "Nobody signs for themselves. These mentors sign for you: {names}.")
        return Rights(False, role, words.format(names=names))
    if any(duty.person_id == viewer.person_id for duty in duties):
        return Rights(True, agreement_words.role_title(Role.MENTOR))
    if Role.INSTRUCTOR in workspace.read(people.roles_of, viewer.person_id):
        return Rights(True, agreement_words.role_title(Role.INSTRUCTOR), only=HourKind.RI)
    words = translate("Sitting", "You read this and cannot sign it. The mentors of {apprentice} sign: {names}.")
    return Rights(False, role, words.format(apprentice=apprentice, names=names))
