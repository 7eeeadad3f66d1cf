"""Framework versions: adopt one, list them, show one. A version in use never changes."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session, col, func, select

from desktop.codes import Act, Approach, Role
from desktop.errors import KnownError
from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native
from desktop.models.agreements import Agreement
from desktop.models.frameworks import Competency, Course, FrameworkVersion, JobFunction
from desktop.services import access, clock, signing
from desktop.services.columns import columns, given
from desktop.services.signing import Wrote

_DIGEST = columns(FrameworkVersion.digest).where(col(FrameworkVersion.id) == given("id"))
_parsed: dict[str, Framework] = {}
"""Documents by digest: a version never changes, so each is parsed once."""


@dataclass(frozen=True, slots=True)
class FrameworkRow:
    """A framework that ships with the program or stands in the record. `id` is empty until it is adopted;
    `agreements` counts those under it. A draft has a `draft_id`, and `open` findings to decide."""

    id: str
    key: str
    version: str
    title: str
    publisher: str
    approach: Approach
    is_sample: bool
    job_functions: int
    competencies: int
    agreements: int
    draft_id: str = ""
    open: int = 0


def adopt(session: Session, *, framework: Framework) -> str:
    """Take this version into the record and return its id; the same version twice is one.

    Raises KnownError where another document stands under the same key and version.
    """
    document = native.write(framework)
    digest = hashlib.sha256(document.encode()).hexdigest()
    found = session.exec(
        select(FrameworkVersion.id, FrameworkVersion.digest).where(
            FrameworkVersion.key == framework.key, FrameworkVersion.version == framework.version
        )
    ).first()
    if found is None:
        access.require(session, Role.COORDINATOR)
        id_ = _add(session, framework, document, digest)
        attest(session, framework, id_)
        return id_
    if found[1] != digest:
        raise KnownError(
            f"Version {framework.version} of {framework.title} is in the record with other contents.",
            "A version in use never changes: give the new one another version number.",
        )
    return found[0]


def attest(session: Session, framework: Framework, framework_id: str) -> None:
    """The entry of a version that was adopted; its row holds the hash of the document."""
    about = f"framework {framework.title}, version {framework.version}"
    wrote = [Wrote(FrameworkVersion, [framework_id])]
    signing.record(session, act=Act.FRAMEWORK_ADOPTED, by=None, about=about, wrote=wrote)


def _add(session: Session, framework: Framework, document: str, digest: str) -> str:
    row = FrameworkVersion.model_validate(
        {
            "id": str(uuid5(NAMESPACE_URL, f"journeybook:{framework.key}:{framework.version}:{digest}")),
            "key": framework.key,
            "version": framework.version,
            "title": framework.title,
            "approach": framework.approach,
            "document": document,
            "digest": digest,
            "adopted_at": clock.now(),
        }
    )
    session.add(row)
    session.flush()
    for part in parts(row.id, framework):
        session.add(part)
        if isinstance(part, JobFunction):
            session.flush()
    session.flush()
    return row.id


def parts(framework_id: str, framework: Framework) -> Iterator[JobFunction | Competency | Course]:
    """The rows that records point to, as they follow from the document: each job function before its competencies."""
    for position, function in enumerate(framework.titled_functions()):
        yield JobFunction.model_validate(
            {
                "id": job_function_id(framework_id, function.number),
                "framework_id": framework_id,
                "number": function.number,
                "title": function.title,
                "kind": function.kind,
                "position": position,
            }
        )
        for place, competency in enumerate(function.competencies):
            yield Competency.model_validate(
                {
                    "id": competency_id(framework_id, competency.code),
                    "framework_id": framework_id,
                    "job_function_id": job_function_id(framework_id, function.number),
                    "code": competency.code,
                    "title": competency.title,
                    "kind": competency.kind,
                    "position": place,
                }
            )
    for position, course in enumerate(framework.courses):
        yield Course.model_validate(
            {
                "id": course_id(framework_id, course.code),
                "framework_id": framework_id,
                "code": course.code,
                "title": course.title,
                "position": position,
            }
        )


def _part_id(framework_id: str, what: str, code: str) -> str:
    """The same part of the same version has the same id in every record, so that records can be merged."""
    return str(uuid5(NAMESPACE_URL, f"journeybook:{framework_id}:{what}:{code}"))


def competency_id(framework_id: str, code: str) -> str:
    return _part_id(framework_id, "competency", code)


def job_function_id(framework_id: str, number: str) -> str:
    return _part_id(framework_id, "job function", number)


def course_id(framework_id: str, code: str) -> str:
    return _part_id(framework_id, "course", code)


def listing(session: Session) -> tuple[FrameworkRow, ...]:
    """Every adopted version, then every shipped one that is not adopted."""
    adopted = session.exec(
        select(FrameworkVersion.id, func.count(col(Agreement.id)))
        .join(Agreement, col(Agreement.framework_id) == col(FrameworkVersion.id), isouter=True)
        .group_by(col(FrameworkVersion.id))
    ).all()
    rows = [_row(document(session, id_), id_, agreements) for id_, agreements in adopted]
    have = {(row.key, row.version) for row in rows}
    rows += [_row(one, "", 0) for one in catalogue.shipped() if (one.key, one.version) not in have]
    return tuple(sorted(rows, key=lambda row: (not row.id, row.is_sample, row.title.casefold(), row.version)))


def _row(framework: Framework, id_: str, agreements: int) -> FrameworkRow:
    return FrameworkRow(
        id=id_,
        key=framework.key,
        version=framework.version,
        title=framework.title,
        publisher=framework.publisher,
        approach=framework.approach,
        is_sample=framework.is_sample,
        job_functions=len(framework.titled_functions()),
        competencies=sum(1 for _ in framework.competencies()),
        agreements=agreements,
    )


def document(session: Session, framework_id: str) -> Framework:
    """The document of an adopted version. It is parsed once for each content, however often it is asked."""
    digest: str | None = session.execute(_DIGEST, {"id": framework_id}).scalar()
    if digest is None:
        raise KnownError("This framework is not in the record.", "Choose one from the list.")
    if digest not in _parsed:
        query = select(FrameworkVersion.document).where(FrameworkVersion.id == framework_id)
        _parsed[digest] = native.read(session.exec(query).one())
    return _parsed[digest]


def find(session: Session, *, key: str, version: str = "") -> Framework:
    """The adopted framework of this key (its newest version, or the one asked for), else the shipped one."""
    query = select(FrameworkVersion.id).where(FrameworkVersion.key == key)
    if version:
        query = query.where(FrameworkVersion.version == version)
    found = session.exec(query.order_by(col(FrameworkVersion.adopted_at).desc())).first()
    if found:
        return document(session, found)
    shipped = catalogue.find(key)
    if version not in ("", shipped.version):
        raise KnownError(f"There is no version {version} of {shipped.title}.", f"There is version {shipped.version}.")
    return shipped
