"""Frameworks and job architectures taken into the record from documents that were read."""

import json
from collections.abc import Callable, Sequence
from collections.abc import Mapping as ByKey
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from sqlmodel import Session, col, select

from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks import files
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer, Weight
from desktop.frameworks.formats.sheet.mapping import Mapping
from desktop.frameworks.reading import Found, Reading
from desktop.models.framework_drafts import FrameworkAnswer, FrameworkDraft, FrameworkOrigin, SourceDocument
from desktop.models.frameworks import FrameworkVersion
from desktop.services import clock, framework_drafts, frameworks, people, sheet_mappings
from desktop.services.columns import columns
from desktop.services.sheet_mappings import MappingRow

Report = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Source:
    """The file that was read: its name without folders, and the SHA-256 of its content."""

    name: str
    digest: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of one framework that was read. `draft_id` is empty for an adopted version, `framework_id`
    for a draft; `was_known` where the record had exactly this one before and nothing was written."""

    key: str
    title: str
    version: str
    framework_id: str
    draft_id: str
    was_known: bool


@dataclass(frozen=True, slots=True)
class Known:
    """A version or draft that was read from the same file; `version` is empty for a draft."""

    key: str
    title: str
    version: str


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer kept with a version; `by` is a name."""

    about: str
    place: str
    said: str
    taken: str
    by: str
    on: date


def read_file(
    _store: object,
    *,
    path: Path,
    report: Report,
    format: str = "",  # noqa: A002
    saved: Sequence[MappingRow] = (),
    mapping: Mapping | None = None,
) -> tuple[Source, Reading]:
    """The file at `path` and what is read from it, a sheet by `mapping` or a saved one; nothing is written."""
    report(0, 1)
    opened = files.open_path(path)
    reading = sheet_mappings.read(opened, format, saved, mapping)
    report(1, 1)
    return Source(opened.name, opened.digest), reading


def known(session: Session, digest: str) -> tuple[Known, ...]:
    """What was read from this very file before: versions, then drafts."""
    versions = session.execute(
        columns(FrameworkVersion.key, FrameworkVersion.title, FrameworkVersion.version)
        .join(FrameworkOrigin, col(FrameworkOrigin.framework_id) == col(FrameworkVersion.id))
        .where(col(FrameworkOrigin.source_digest) == digest)
        .order_by(col(FrameworkVersion.title), col(FrameworkVersion.version))
    )
    drafts = session.execute(
        columns(FrameworkDraft.key, FrameworkDraft.title)
        .where(col(FrameworkDraft.source_digest) == digest)
        .order_by(col(FrameworkDraft.title))
    )
    return (
        *(Known(row.key, row.title, row.version) for row in versions),
        *(Known(row.key, row.title, "") for row in drafts),
    )


def take(
    session: Session,
    *,
    source: Source,
    reading: Reading,
    found: Sequence[Found],
    by: str,
    answers: ByKey[str, Sequence[Answer]] = MappingProxyType({}),
    as_draft: bool = False,
) -> tuple[Taken, ...]:
    """Take some of the frameworks of a reading: each adopted, or kept as a draft. All or none.

    `answers` stand under the key of the framework that they are about. Raises KnownError where an error is not
    answered, and, unless `as_draft`, where a question is not.
    """
    framework_drafts.require_coordinator(session, by)
    require_no_errors(reading)
    keep_source(session, source, reading)
    return tuple(_take_one(session, source, one, answers.get(one.key, ()), by, as_draft) for one in found)


def require_no_errors(reading: Reading) -> None:
    """KnownError where the document as a whole has an error."""
    errors = [one for one in reading.findings if one.weight is Weight.ERROR]
    if errors:
        raise KnownError(f"This document cannot be taken as it is: {errors[0].says}", "Mend it and read it again.")


def _take_one(
    session: Session, source: Source, found: Found, answers: Sequence[Answer], by: str, as_draft: bool
) -> Taken:
    framework = answering.apply(found, answers)
    open_ = answering.still_open(found.findings, answers)
    errors = [one for one in open_ if one.weight is Weight.ERROR]
    if errors:
        raise KnownError(f"{framework.title} cannot be saved: {errors[0].says}", "Answer this first.")
    if as_draft:
        draft_id = framework_drafts.start(session, found=found, by=by, answers=answers, source_digest=source.digest)
        return Taken(framework.key, framework.title, "", "", draft_id, was_known=False)
    if open_:
        raise KnownError(
            f"{len(open_)} of the findings of {framework.title} are not answered; the first is about {open_[0].about}.",
            "Answer them, or keep it as a draft.",
        )
    framework_drafts.require_content(framework)
    same = _same(session, framework.key, framework)
    if same:
        return Taken(framework.key, framework.title, same[1], same[0], "", was_known=True)
    version = framework_drafts.free_version(session, framework.key, framework.version)
    framework = framework.model_copy(update={"version": version})
    before = newest(session, framework.key)
    framework_id = frameworks.adopt(session, framework=framework)
    framework_drafts.record_origin(
        session, framework_id, by=by, derived_from=before or None, source_digest=source.digest
    )
    given = [{**_plain(one), "by": by, "at": clock.now().isoformat()} for one in answers]
    framework_drafts.record_answers(session, framework_id, found.findings, given)
    return Taken(framework.key, framework.title, version, framework_id, "", was_known=False)


def _plain(answer: Answer) -> dict[str, str]:
    return {"finding": answer.finding, "choice": answer.choice, "typed": answer.typed}


def _same(session: Session, key: str, framework: Framework) -> tuple[str, str] | None:
    """Id and version of the version of this key that differs from `framework` in its version at most."""
    for id_, version in session.exec(
        select(FrameworkVersion.id, FrameworkVersion.version).where(FrameworkVersion.key == key)
    ):
        if frameworks.document(session, id_) == framework.model_copy(update={"version": version}):
            return id_, version
    return None


def newest(session: Session, key: str) -> str:
    """The id of the version of this key that was adopted last, empty where there is none."""
    query = select(FrameworkVersion.id).where(FrameworkVersion.key == key)
    return session.exec(query.order_by(col(FrameworkVersion.adopted_at).desc())).first() or ""


def keep_source(session: Session, source: Source, reading: Reading) -> None:
    """The text of the document as a review shows it, once for each file."""
    if session.get(SourceDocument, source.digest) is None:
        values = {
            "digest": source.digest,
            "name": source.name[:400],
            "format": reading.format,
            "lines": json.dumps(reading.lines, ensure_ascii=False),
            "read_at": clock.now(),
        }
        session.add(SourceDocument.model_validate(values))
        session.flush()


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a version came from: the file it was read from, and the version it is derived from; both may be
    empty. `by` is the name of who adopted it; `answers` are what was decided before."""

    file: str
    format: str
    derived_from: str
    by: str
    answers: tuple[AnswerRow, ...]


def provenance(session: Session, framework_id: str) -> Provenance | None:
    """None for a version that ships with the program."""
    row = session.get(FrameworkOrigin, framework_id)
    if row is None:
        return None
    source = session.get(SourceDocument, row.source_digest) if row.source_digest else None
    base = session.get(FrameworkVersion, row.derived_from) if row.derived_from else None
    return Provenance(
        file=source.name if source else "",
        format=source.format if source else "",
        derived_from=base.version if base else "",
        by=people.name_of(session, row.published_by) if row.published_by else "",
        answers=answers_of(session, framework_id),
    )


def answers_of(session: Session, framework_id: str) -> tuple[AnswerRow, ...]:
    """What was answered about a version before it was adopted, in order."""
    rows = session.exec(
        select(FrameworkAnswer)
        .where(FrameworkAnswer.framework_id == framework_id)
        .order_by(col(FrameworkAnswer.position))
    ).all()
    return tuple(
        AnswerRow(
            about=row.about,
            place=row.place,
            said=row.said,
            taken=row.taken,
            by=people.name_of(session, row.answered_by) if row.answered_by else "",
            on=row.answered_at.date(),
        )
        for row in rows
    )
