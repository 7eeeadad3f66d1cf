"""Drafts of frameworks: begun from a version or a document, answered, changed, and published as a version."""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from desktop.codes import Role
from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks import review
from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Answer, Finding
from desktop.frameworks.formats import native
from desktop.frameworks.reading import Found
from desktop.models.framework_drafts import FrameworkAnswer, FrameworkDraft, FrameworkOrigin, SourceDocument
from desktop.models.frameworks import FrameworkVersion
from desktop.services import clock, frameworks, people
from desktop.services.frameworks import FrameworkRow


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One draft as a list shows it; `open` counts the errors and questions not yet answered."""

    id: str
    key: str
    title: str
    competencies: int
    open: int
    source: str
    base: str
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class Draft:
    """`framework` is the draft as it stands, `found` what was read from the source, None for a draft begun from
    the version `base_id`. `lines` are the text of the source, `source` its file name."""

    id: str
    framework: Framework
    found: Found | None
    answers: tuple[Answer, ...]
    base_id: str | None
    source: str
    lines: tuple[str, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return self.found.findings if self.found else ()

    @property
    def open(self) -> tuple[Finding, ...]:
        return answering.still_open(self.findings, self.answers)


def drafts(session: Session) -> tuple[DraftRow, ...]:
    """Every draft, the one changed last first."""
    rows = session.exec(select(FrameworkDraft).order_by(col(FrameworkDraft.changed_at).desc())).all()
    return tuple(_row(session, row) for row in rows)


def _row(session: Session, row: FrameworkDraft) -> DraftRow:
    kept = _draft(session, row)
    base = session.get(FrameworkVersion, row.base_id) if row.base_id else None
    return DraftRow(
        id=row.id,
        key=row.key,
        title=row.title,
        competencies=sum(1 for _ in kept.framework.competencies()),
        open=len(kept.open),
        source=kept.source,
        base=base.version if base else "",
        changed_at=row.changed_at,
    )


def listing(session: Session) -> tuple[FrameworkRow, ...]:
    """The drafts, then what `frameworks.listing` gives."""
    return (*(_framework_row(session, row) for row in drafts(session)), *frameworks.listing(session))


def _framework_row(session: Session, row: DraftRow) -> FrameworkRow:
    framework = draft(session, row.id).framework
    return FrameworkRow(
        id="",
        key=row.key,
        version=framework.version,
        title=row.title,
        publisher=framework.publisher,
        approach=framework.approach,
        is_sample=framework.is_sample,
        job_functions=len(framework.titled_functions()),
        competencies=row.competencies,
        agreements=0,
        draft_id=row.id,
        open=row.open,
    )


def draft(session: Session, draft_id: str) -> Draft:
    return _draft(session, _get(session, draft_id))


def _draft(session: Session, row: FrameworkDraft) -> Draft:
    source = session.get(SourceDocument, row.source_digest) if row.source_digest else None
    return Draft(
        id=row.id,
        framework=native.read(row.document),
        found=review.read(row.found) if row.found else None,
        answers=tuple(Answer(one["finding"], one["choice"], one["typed"]) for one in json.loads(row.answers)),
        base_id=row.base_id,
        source=source.name if source else "",
        lines=tuple(json.loads(source.lines)) if source else (),
    )


def _get(session: Session, draft_id: str) -> FrameworkDraft:
    row = session.get(FrameworkDraft, draft_id)
    if row is None:
        raise KnownError("This draft is no longer there.", "It was published or thrown away; choose another.")
    return row


def require_coordinator(session: Session, by: str) -> None:
    """Frameworks are kept by a coordinator (KnownError for anyone else)."""
    if Role.COORDINATOR not in people.roles_of(session, by):
        raise KnownError("Frameworks are kept by a coordinator.", "Ask one of them.")


def start(
    session: Session,
    *,
    found: Found,
    by: str,
    answers: Sequence[Answer] = (),
    source_digest: str | None = None,
) -> str:
    """A draft of what was read, with the answers given so far; open questions may stay. Returns its id."""
    require_coordinator(session, by)
    framework = answering.apply(found, answers)
    row = _new(session, framework, by, found=review.write(found), source_digest=source_digest)
    row.answers = json.dumps([_record(one, by) for one in answers])
    session.add(row)
    session.flush()
    return row.id


def start_from(session: Session, *, framework_id: str, by: str) -> str:
    """A draft to tailor an adopted version with. Returns its id; the version itself never changes."""
    require_coordinator(session, by)
    return _new(session, frameworks.document(session, framework_id), by, base_id=framework_id).id


def tailor(session: Session, *, key: str, version: str = "", by: str) -> str:
    """`start_from` the framework of this key; one that ships is adopted first."""
    framework = frameworks.find(session, key=key, version=version)
    return start_from(session, framework_id=frameworks.adopt(session, framework=framework), by=by)


def _new(session: Session, framework: Framework, by: str, **more: str | None) -> FrameworkDraft:
    values = {"key": framework.key, "title": framework.title, "document": native.write(framework), "started_by": by}
    row = FrameworkDraft.model_validate({**values, "started_at": clock.now(), "changed_at": clock.now(), **more})
    session.add(row)
    session.flush()
    return row


def _record(answer: Answer, by: str) -> dict[str, str]:
    return {**asdict(answer), "by": by, "at": clock.now().isoformat()}


def save(session: Session, *, draft_id: str, framework: Framework) -> None:
    """The draft with what was changed in it."""
    row = _get(session, draft_id)
    row.key, row.title, row.document = framework.key, framework.title, native.write(framework)
    row.changed_at = clock.now()
    session.add(row)


def answer(session: Session, *, draft_id: str, answers: Sequence[Answer], by: str) -> Draft:
    """Answers put into the draft as it stands; a later answer to the same finding replaces the earlier."""
    require_coordinator(session, by)
    row = _get(session, draft_id)
    kept = _draft(session, row)
    if kept.found is None:
        raise KnownError("This draft has no findings to answer.", "Change it in the editor.")
    given = {one.finding: one for one in answers}
    answering.require_known(kept.findings, given)
    changes = [
        change
        for finding in kept.findings
        if finding.id in given
        for change in answering.changes_of(finding, given[finding.id], kept.found.framework)
    ]
    framework = answering.change(kept.framework, changes) if changes else kept.framework
    before = [one for one in json.loads(row.answers) if one["finding"] not in given]
    row.answers = json.dumps([*before, *(_record(one, by) for one in answers)])
    save(session, draft_id=draft_id, framework=framework)
    session.flush()
    return _draft(session, row)


def discard(session: Session, *, draft_id: str) -> None:
    session.delete(_get(session, draft_id))


def publish(session: Session, *, draft_id: str, by: str, version: str = "") -> str:
    """Freeze the draft as a version and return its id. Without `version` the next one that is free is taken.

    Raises KnownError while errors or questions are open, for a version that is taken, and for a draft that is
    no different from the version it was begun from.
    """
    require_coordinator(session, by)
    row = _get(session, draft_id)
    kept = _draft(session, row)
    _require_answered(kept.open)
    _require_changed(session, kept)
    require_content(kept.framework)
    wanted = version.strip() or suggested_version(session, kept)
    framework = kept.framework.model_copy(update={"version": wanted})
    framework_id = frameworks.adopt(session, framework=framework)
    record_origin(session, framework_id, by=by, derived_from=row.base_id, source_digest=row.source_digest)
    record_answers(session, framework_id, kept.findings, json.loads(row.answers))
    session.delete(row)
    session.flush()
    return framework_id


def _require_answered(open_: Sequence[Finding]) -> None:
    if open_:
        first = open_[0]
        raise KnownError(
            f"{len(open_)} of the findings of this draft are not answered yet; the first is about {first.about}.",
            "Answer them, then adopt the framework.",
        )


def require_content(framework: Framework) -> None:
    """KnownError for a framework without any job function: no hour could be logged under it."""
    if not framework.titled_functions():
        raise KnownError(
            f"{framework.title} has no job function yet.", "Keep it as a draft and add them in the editor."
        )


def _require_changed(session: Session, kept: Draft) -> None:
    if kept.base_id and frameworks.document(session, kept.base_id) == kept.framework:
        raise KnownError("This draft is the same as the version it was begun from.", "Change it first, or discard it.")


def suggested_version(session: Session, kept: Draft) -> str:
    """A tailoring of 2018.1 is 2018.1-1, then 2018.1-2; a document read again counts up its last number."""
    wanted = kept.framework.version
    if kept.base_id:
        wanted = f"{re.sub(r'-[0-9]{1,6}$', '', wanted)}-1"
    return free_version(session, kept.framework.key, wanted)


def free_version(session: Session, key: str, wanted: str) -> str:
    """`wanted`, else the next after it that no framework of this key has."""
    taken = set(session.exec(select(FrameworkVersion.version).where(FrameworkVersion.key == key)))
    while wanted in taken:
        wanted = _next(wanted)
    return wanted


def _next(version: str) -> str:
    found = re.search(r"([0-9]{1,9})$", version)
    return f"{version[: found.start()]}{int(found[1]) + 1}" if found else f"{version}-2"


def record_origin(
    session: Session, framework_id: str, *, by: str, derived_from: str | None, source_digest: str | None
) -> None:
    """Where a version came from; a version that was adopted before keeps what is known of it."""
    if session.get(FrameworkOrigin, framework_id) is None:
        values = {"framework_id": framework_id, "derived_from": derived_from, "source_digest": source_digest}
        session.add(FrameworkOrigin.model_validate({**values, "published_by": by, "published_at": clock.now()}))


def base_of(session: Session, *, key: str, version: str) -> Framework | None:
    """The version that this one was derived from; None for one that was not."""
    query = (
        select(FrameworkOrigin.derived_from)
        .join(FrameworkVersion, col(FrameworkVersion.id) == col(FrameworkOrigin.framework_id))
        .where(FrameworkVersion.key == key, FrameworkVersion.version == version)
    )
    found = session.exec(query).first()
    return frameworks.document(session, found) if found else None


def record_answers(
    session: Session, framework_id: str, findings: Sequence[Finding], given: Sequence[dict[str, str]]
) -> None:
    """Each answer with what the source says and where: "line 327", and who chose what."""
    by_id = {finding.id: finding for finding in findings}
    for position, one in enumerate(one for one in given if one["finding"] in by_id):
        finding = by_id[one["finding"]]
        values = {
            "framework_id": framework_id,
            "position": position,
            "finding": finding.id,
            "about": finding.about,
            "place": "; ".join(place.words for place in finding.places),
            "said": finding.says,
            "taken": answering.in_words(finding, Answer(one["finding"], one["choice"], one["typed"])),
            "answered_by": one["by"],
            "answered_at": datetime.fromisoformat(one["at"]),
        }
        session.add(FrameworkAnswer.model_validate(values))
