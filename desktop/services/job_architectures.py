"""Job architectures in the record, and the jobs that frameworks and agreements train for."""

import hashlib
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from desktop.errors import KnownError
from desktop.frameworks.job_architecture import JobArchitecture as Architecture
from desktop.frameworks.job_architecture import JobFamily, Position
from desktop.frameworks.reading import Reading
from desktop.models.job_architectures import JobArchitecture, JobLink
from desktop.services import agreements, clock, framework_drafts, framework_imports
from desktop.services.framework_imports import Source


@dataclass(frozen=True, slots=True)
class ArchitectureRow:
    id: str
    key: str
    title: str
    families: int
    positions: int


@dataclass(frozen=True, slots=True)
class Job:
    """A position with its family and the next step up, None at the top; `level` is the level's title. `family` is
    the category of an executive. `is_own` where an agreement has it for itself, and not from its framework."""

    architecture: str
    family: str
    position: Position
    level: str
    next_up: Position | None
    architecture_id: str = ""
    is_own: bool = False


@dataclass(frozen=True, slots=True)
class PositionRow:
    """One position to choose. `about` is its description or its family's; an empty `next_up` is the top."""

    code: str
    title: str
    category: str
    family: str
    level: str
    level_about: str
    about: str
    next_up: str


def take(session: Session, *, source: Source, reading: Reading, architecture: Architecture, by: str) -> str:
    """A job architecture into the record; the same one twice is one. Returns its id."""
    framework_drafts.require_coordinator(session, by)
    document = architecture.model_dump_json(exclude_defaults=True)
    digest = hashlib.sha256(document.encode()).hexdigest()
    query = select(JobArchitecture.id).where(JobArchitecture.key == architecture.key, JobArchitecture.digest == digest)
    found = session.exec(query).first()
    if found:
        return found
    framework_imports.keep_source(session, source, reading)
    values = {
        "key": architecture.key,
        "title": architecture.title,
        "document": document,
        "digest": digest,
        "source_digest": source.digest,
        "recorded_at": clock.now(),
    }
    row = JobArchitecture.model_validate(values)
    session.add(row)
    session.flush()
    return row.id


def listing(session: Session) -> tuple[ArchitectureRow, ...]:
    """Every job architecture, by title, the newest of equals first."""
    order = (col(JobArchitecture.title), col(JobArchitecture.recorded_at).desc())
    rows = session.exec(select(JobArchitecture).order_by(*order)).all()
    return tuple(_row(row.id, _parsed(row)) for row in rows)


def _row(id_: str, one: Architecture) -> ArchitectureRow:
    families = [family for category in one.categories for family in category.families]
    positions = sum(len(family.positions) for family in families)
    executives = sum(len(category.executives) for category in one.categories)
    return ArchitectureRow(id_, one.key, one.title, len(families), positions + executives)


def document(session: Session, architecture_id: str) -> Architecture:
    row = session.get(JobArchitecture, architecture_id)
    if row is None:
        raise KnownError("This job architecture is not in the record.", "Choose one from the list.")
    return _parsed(row)


def _parsed(row: JobArchitecture) -> Architecture:
    return Architecture.model_validate_json(row.document)


def positions(session: Session, *, architecture_id: str) -> tuple[PositionRow, ...]:
    """Every position of a job architecture, in the order of its document."""
    one = document(session, architecture_id)
    levels = {level.level: level for level in one.levels}
    found: list[PositionRow] = []
    for category in one.categories:
        placed: list[tuple[Position, JobFamily | None]] = [(executive, None) for executive in category.executives]
        placed += [(position, family) for family in category.families for position in family.positions]
        for position, family in placed:
            level, up = levels.get(position.level), family.next_up(position.code) if family else None
            found.append(
                PositionRow(
                    code=position.code,
                    title=position.title,
                    category=category.title,
                    family=family.title if family else "",
                    level=level.title if level else "",
                    level_about=level.description if level else "",
                    about=position.description or (family.description if family else ""),
                    next_up=up.title if up else "",
                )
            )
    return tuple(found)


def find(session: Session, key: str) -> str:
    """The id of the newest job architecture with this key or id."""
    query = select(JobArchitecture.id).where((col(JobArchitecture.key) == key) | (col(JobArchitecture.id) == key))
    found = session.exec(query.order_by(col(JobArchitecture.recorded_at).desc())).first()
    if not found:
        raise KnownError(f"There is no job architecture “{key}” in the record.", "Import its document first.")
    return found


def link(
    session: Session,
    *,
    architecture_id: str,
    position: str,
    by: str,
    framework_id: str | None = None,
    agreement_id: str | None = None,
) -> None:
    """The job that a framework, or one agreement, trains for; a job linked before is replaced."""
    framework_drafts.require_coordinator(session, by)
    _job(document(session, architecture_id), position)
    _remove(session, framework_id, agreement_id)
    values = {
        "framework_id": framework_id,
        "agreement_id": agreement_id,
        "architecture_id": architecture_id,
        "position": position,
        "linked_by": by,
        "linked_at": clock.now(),
    }
    session.add(JobLink.model_validate(values))
    session.flush()


def unlink(session: Session, *, by: str, framework_id: str | None = None, agreement_id: str | None = None) -> None:
    """Take the job away that the framework, or the agreement itself, is linked to; KnownError where none is."""
    framework_drafts.require_coordinator(session, by)
    if not _remove(session, framework_id, agreement_id):
        raise KnownError("No job is linked here.", "There is nothing to remove.")


def _remove(session: Session, framework_id: str | None, agreement_id: str | None) -> int:
    rows = session.exec(select(JobLink).where(_of(framework_id, agreement_id))).all()
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def job_of(session: Session, *, framework_id: str, agreement_id: str | None = None) -> Job | None:
    """The job of the agreement where it has one of its own, else that of its framework."""
    own = session.exec(select(JobLink).where(_of(None, agreement_id))).first() if agreement_id else None
    found = own or session.exec(select(JobLink).where(_of(framework_id, None))).first()
    if found is None:
        return None
    job = _job(document(session, found.architecture_id), found.position)
    return replace(job, architecture_id=found.architecture_id, is_own=own is not None)


def job_of_agreement(session: Session, *, agreement_id: str) -> Job | None:
    """The job that one agreement trains for: its own, else that of the framework that it stands under."""
    agreement = agreements.find(session, agreement_id)
    return job_of(session, framework_id=agreement.framework_id, agreement_id=agreement.id)


def _of(framework_id: str | None, agreement_id: str | None) -> ColumnElement[bool]:
    if bool(framework_id) == bool(agreement_id):
        raise ValueError("A job is that of one framework or of one agreement.")
    return col(JobLink.agreement_id) == agreement_id if agreement_id else col(JobLink.framework_id) == framework_id


def _job(architecture: Architecture, code: str) -> Job:
    """KnownError where the architecture has no such position."""
    titles = {level.level: level.title for level in architecture.levels}
    for category in architecture.categories:
        for one in category.executives:
            if one.code == code:
                return Job(architecture.title, category.title, one, titles.get(one.level, ""), None)
        for family in category.families:
            for one in family.positions:
                if one.code == code:
                    return _placed(architecture, family, one, titles.get(one.level, ""))
    raise KnownError(f"There is no position {code} in {architecture.title}.", "Choose one of its positions.")


def _placed(architecture: Architecture, family: JobFamily, position: Position, level: str) -> Job:
    return Job(architecture.title, family.title, position, level, family.next_up(position.code))
