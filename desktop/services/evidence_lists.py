"""Evidence in the record: what there is, whether its files are as they were, where else they are used, and copies."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Select, union_all
from sqlmodel import Session, col, func

from desktop import media
from desktop.codes import EvidenceKind
from desktop.database.copying import disk_error, write_whole
from desktop.database.store import Report, Store, nothing_to_report
from desktop.database.vault import FileState
from desktop.errors import KnownError
from desktop.models.agreements import Agreement
from desktop.models.evidence import RequestEvidence, SignOffEvidence
from desktop.models.people import Person
from desktop.models.sign_offs import SignOff, SignOffRequest
from desktop.services import agreements
from desktop.services.columns import columns

__all__ = ["EvidenceRow", "FileState"]


@dataclass(frozen=True, slots=True)
class EvidenceRow:
    """One piece. `owner_id` is the id of its sign-off or request; `elsewhere` for how many other apprentices the same
    file is used."""

    id: str
    owner_id: str
    kind: EvidenceKind
    label: str
    text: str
    sha256: str | None
    size: int | None
    media: str
    added_by: str
    added_at: datetime
    elsewhere: int = 0


Grouped = Mapping[str, tuple[EvidenceRow, ...]]
"""By the id of what it is attached to, in the order in which it was given."""


def _shown(model: type[RequestEvidence] | type[SignOffEvidence], owner: Any) -> Select[Any]:
    names = ("kind", "label", "text", "sha256", "size", "media")
    shown = (col(model.id), owner, *(getattr(model, name) for name in names), Person.full_name, model.added_at)
    return columns(*shown).select_from(model).join(Person, col(Person.id) == col(model.added_by))


_OF_SIGN_OFFS = _shown(SignOffEvidence, col(SignOffEvidence.sign_off_id)).join(
    SignOff, col(SignOff.id) == col(SignOffEvidence.sign_off_id)
)
_OF_REQUESTS = _shown(RequestEvidence, col(RequestEvidence.request_id)).join(
    SignOffRequest, col(SignOffRequest.id) == col(RequestEvidence.request_id)
)
_USES = union_all(
    columns(SignOffEvidence.sha256, SignOff.agreement_id).join(
        SignOff, col(SignOff.id) == col(SignOffEvidence.sign_off_id)
    ),
    columns(RequestEvidence.sha256, SignOffRequest.agreement_id).join(
        SignOffRequest, col(SignOffRequest.id) == col(RequestEvidence.request_id)
    ),
).subquery()


def of_sign_offs(session: Session, *, agreement_id: str) -> Grouped:
    """The evidence of all sign-offs of an agreement."""
    agreement = agreements.find(session, agreement_id)
    query = _OF_SIGN_OFFS.where(col(SignOff.agreement_id) == agreement.id)
    return _grouped(session, query.order_by(col(SignOffEvidence.place)), agreement.apprentice_id)


def of_requests(session: Session, *, agreement_id: str) -> Grouped:
    """The evidence of the open requests of an agreement."""
    agreement = agreements.find(session, agreement_id)
    is_open = col(SignOffRequest.answered_by).is_(None)
    query = _OF_REQUESTS.where(col(SignOffRequest.agreement_id) == agreement.id, is_open)
    return _grouped(session, query.order_by(col(RequestEvidence.place)), agreement.apprentice_id)


def _grouped(session: Session, query: Select[Any], apprentice_id: str) -> Grouped:
    rows = [EvidenceRow(*row) for row in session.execute(query)]
    others = _elsewhere(session, apprentice_id, {one.sha256 for one in rows if one.sha256})
    found: dict[str, tuple[EvidenceRow, ...]] = {}
    for one in rows:
        told = replace(one, elsewhere=others.get(one.sha256 or "", 0))
        found[one.owner_id] = (*found.get(one.owner_id, ()), told)
    return found


def elsewhere(session: Session, *, agreement_id: str, hashes: Collection[str]) -> Mapping[str, int]:
    """For how many apprentices other than that of the agreement each file is used; those used nowhere else are left
    out."""
    return _elsewhere(session, agreements.find(session, agreement_id).apprentice_id, hashes)


def _elsewhere(session: Session, apprentice_id: str, hashes: Collection[str]) -> dict[str, int]:
    if not hashes:
        return {}
    query = (
        columns(_USES.c.sha256, func.count(func.distinct(Agreement.apprentice_id)))
        .join(Agreement, col(Agreement.id) == _USES.c.agreement_id)
        .where(_USES.c.sha256.in_(hashes), col(Agreement.apprentice_id) != apprentice_id)
        .group_by(_USES.c.sha256)
    )
    return {row[0]: row[1] for row in session.execute(query)}


def find(session: Session, evidence_id: str) -> EvidenceRow:
    """One piece. Raises KnownError where there is none that the viewer may see."""
    for query, model, owner in (
        (_OF_SIGN_OFFS, SignOffEvidence, SignOff.agreement_id),
        (_OF_REQUESTS, RequestEvidence, SignOffRequest.agreement_id),
    ):
        row = session.execute(query.add_columns(col(owner)).where(col(model.id) == evidence_id)).first()
        if row is not None:
            *values, agreement_id = row
            agreements.find(session, agreement_id)
            return EvidenceRow(*values)
    raise KnownError("This evidence is not in the record.", "Choose it from the list.")


def states(store: Store, *, hashes: Collection[str], report: Report = nothing_to_report) -> Mapping[str, FileState]:
    """How the files are found; each is read whole."""
    found = {}
    for done, name in enumerate(sorted(hashes)):
        report(done, len(hashes))
        found[name] = store.vault.state(name)
    return found


def content(store: Store, *, evidence_id: str, report: Report = nothing_to_report) -> bytes:
    """The file of one piece. Raises KnownError where it is missing, altered or no file."""
    del report
    return _content(store, store.read(find, evidence_id))


def _content(store: Store, row: EvidenceRow) -> bytes:
    if row.sha256 is None:
        raise KnownError("This evidence is no file.", "Read it in the list.")
    return store.vault.get(row.sha256)


def save(store: Store, *, evidence_id: str, folder: Path, report: Report = nothing_to_report) -> Path:
    """Write a copy of the file into `folder`, under a cleaned name that is not taken there. Returns its path."""
    del report
    row = store.read(find, evidence_id)
    copied = _content(store, row)
    if not folder.is_dir():
        raise KnownError(f"There is no folder {folder}.", "Choose another folder.")
    path = _free(folder, media.file_name(row.label, row.media))
    try:
        write_whole(path, copied)
    except OSError as error:
        raise disk_error(error, folder) from error
    return path


def _free(folder: Path, name: str) -> Path:
    wanted, number = folder / name, 1
    path = wanted
    while path.exists() or path.is_symlink():
        number += 1
        path = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
    return path
