"""Evidence: files, photos, links and observations that come with a request or a sign-off.

A file goes beside the record first, and only then is it named in a row, so that every row has its file. One that
nobody came to name goes when the record closes.
"""

import os
import stat
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import Select, union
from sqlmodel import Session, col, func, insert

from desktop import media, words
from desktop.codes import EvidenceKind
from desktop.database.store import VAULT, Report, Store, nothing_to_report
from desktop.database.vault import LARGEST, FileState, Vault
from desktop.errors import KnownError
from desktop.models.base import new_id
from desktop.models.evidence import RequestEvidence, SignOffEvidence
from desktop.services import clock
from desktop.services.columns import columns

MOST = 20
"""Pieces that one request or sign-off has at most."""
MOST_BYTES = 4 * 2**30
"""All files of a record together."""
LONGEST_TEXT = 4000
LONGEST_ADDRESS = 2000

MODELS: tuple[type[RequestEvidence], type[SignOffEvidence]] = (RequestEvidence, SignOffEvidence)

_FILES = (EvidenceKind.FILE, EvidenceKind.PHOTO)
_VALUES = ("kind", "label", "text", "sha256", "size", "media")
_PIECE = (*_VALUES, "added_by", "added_at")
Piece = dict[str, object]
"""A row of evidence without its id, its place and its owner, or with them."""


@dataclass(frozen=True, slots=True)
class NewEvidence:
    """One piece, checked and cleaned; a file of it lies beside the record already."""

    kind: EvidenceKind
    label: str = ""
    text: str = ""
    sha256: str | None = None
    size: int | None = None
    media: str = ""


def from_file(store: Store, *, path: Path, report: Report = nothing_to_report) -> NewEvidence:
    """Keep a file that someone chose. Raises KnownError where it cannot be read, is empty or too large."""
    del report
    name = media.label_of(path.name)
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise KnownError(f"{name} is not a file.", "Choose a file.")
            content = file.read(LARGEST + 1)
    except FileNotFoundError:
        raise KnownError(f"There is no file {name} there.", "Choose another file.") from None
    except OSError:
        what = "a folder" if path.is_dir() else "a file that cannot be read"
        raise KnownError(f"{name} is {what}.", "Choose another file.") from None
    return from_content(store, name=name, content=content)


def from_content(store: Store, *, name: str, content: bytes, report: Report = nothing_to_report) -> NewEvidence:
    """Keep what was pasted or read. What it is, is told from the content and never from the name."""
    del report
    label = media.label_of(name)
    if not content:
        raise KnownError(f"{label} is empty.", "Choose another file.")
    if len(content) > LARGEST:
        raise KnownError(
            f"{label} is larger than {LARGEST // 2**20} MB.", "Attach a smaller one, or a link to where it lies."
        )
    if store.read(_bytes) + len(content) > MOST_BYTES:
        raise _full()
    return _of_file(label, content, store.vault.put(content))


def _of_file(label: str, content: bytes, sha256: str) -> NewEvidence:
    found = media.media_of(content)
    kind = EvidenceKind.PHOTO if media.is_photo(found) else EvidenceKind.FILE
    return NewEvidence(kind, label, sha256=sha256, size=len(content), media=found)


def _full() -> KnownError:
    return KnownError(
        f"The files of this record would have more than {MOST_BYTES // 2**30} GB.", "Attach a link to where it lies."
    )


def link(address: str) -> NewEvidence:
    """A page of the web. Raises KnownError for an address that leads elsewhere, or hides where it leads."""
    cleaned = words.clean_line(address)
    try:
        parts = urlsplit(cleaned)
        is_good = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_good = False
    if not is_good or not cleaned.isprintable() or set(cleaned) & {" ", "\\"}:
        raise KnownError("This is not the address of a web page.", "It begins with https:// or http://.")
    if "@" in parts.netloc:
        raise KnownError("This address has a name or password in it.", "Give it without them.")
    if len(cleaned) > LONGEST_ADDRESS:
        raise KnownError(f"An address has at most {LONGEST_ADDRESS:,} letters.", "Give a shorter one.")
    return NewEvidence(EvidenceKind.LINK, text=cleaned)


def observation(text: str) -> NewEvidence:
    """What someone saw, in words."""
    cleaned = words.clean(text)
    if not cleaned:
        raise KnownError("An observation needs words.", "Say what was seen.")
    if len(cleaned) > LONGEST_TEXT:
        raise KnownError(f"An observation has at most {LONGEST_TEXT:,} letters.", "Shorten it.")
    return NewEvidence(EvidenceKind.OBSERVATION, text=cleaned)


def to_requests(session: Session, *, request_ids: Sequence[str], new: Sequence[NewEvidence], by: str) -> None:
    """Attach evidence to open requests, each of which gets rows of its own; for `sign_offs.ask`."""
    pieces = _pieces(session, new, by)
    if not pieces:
        return
    for request_id in request_ids:
        present = _rows(session, [request_id])[request_id]
        added = _together(present, pieces)[len(present) :]
        if added:
            session.execute(insert(RequestEvidence), [{**one, "request_id": request_id} for one in added])


def to_sign_offs(
    session: Session,
    *,
    new: Mapping[str, Sequence[NewEvidence]],
    answered: Mapping[str, Sequence[str]],
    by: str,
) -> bool:
    """Attach what the signer gave, by id of the sign-off, after what came with the requests that it answers. What a
    request came with and is not there any more was not seen, and is left out. Returns whether there is any."""
    request_ids = [one for ids in answered.values() for one in ids]
    asked = _rows(session, request_ids) if request_ids else {}
    rows: list[Piece] = []
    for sign_off_id in dict.fromkeys((*new, *answered)):
        came = [piece for request_id in answered.get(sign_off_id, ()) for piece in asked[request_id]]
        came = [piece for piece in came if _is_there(session, piece)]
        pieces = _together((), (*came, *_pieces(session, new.get(sign_off_id, ()), by)))
        rows += [{**piece, "sign_off_id": sign_off_id} for piece in pieces]
    if rows:
        session.execute(insert(SignOffEvidence), rows)
    return bool(rows)


def _together(present: Sequence[Piece], more: Sequence[Piece]) -> list[Piece]:
    """One after the other, the same content once; those of `more` with ids. KnownError where they are too many."""
    found = list(present)
    seen = {(one["sha256"], one["text"]) for one in found}
    for piece in more:
        if (piece["sha256"], piece["text"]) not in seen:
            seen.add((piece["sha256"], piece["text"]))
            found.append({**piece, "id": new_id(), "place": len(found)})
    if len(found) > MOST:
        raise KnownError(f"More than {MOST} pieces of evidence are attached.", "Take some away.")
    return found


def _pieces(session: Session, new: Sequence[NewEvidence], by: str) -> list[Piece]:
    if not new:
        return []
    now = clock.now()
    made = [_piece(session, one, by, now) for one in new]
    named = {str(one.sha256) for one in new if one.kind in _FILES}
    if named:
        fresh = {one.sha256: one.size or 0 for one in new if one.sha256 in named - _named(session, named)}
        if fresh and _bytes(session) + sum(fresh.values()) > MOST_BYTES:
            raise _full()
    return made


def _piece(session: Session, one: NewEvidence, by: str, now: datetime) -> Piece:
    """Checked anew: whoever calls may have made it by hand, and its file may be gone since it was chosen."""
    piece: Piece = {"added_by": by, "added_at": now}
    if one.kind not in _FILES:
        same = link(one.text) if one.kind is EvidenceKind.LINK else observation(one.text)
        return {**piece, **_values(same)}
    sha256 = one.sha256 or ""
    return {**piece, **_values(_of_file(media.label_of(one.label), _vault(session).get(sha256), sha256))}


def _values(one: NewEvidence) -> Piece:
    return {name: getattr(one, name) for name in _VALUES}


def _is_there(session: Session, piece: Piece) -> bool:
    name = piece["sha256"]
    return name is None or _vault(session).state(str(name)) is FileState.THERE


def _vault(session: Session) -> Vault:
    found = session.info.get(VAULT)
    if not isinstance(found, Vault):
        raise KnownError("Files cannot be attached to this record.", "Attach a link to where the file lies.")
    return found


def _rows(session: Session, request_ids: Sequence[str]) -> dict[str, list[Piece]]:
    query = columns(RequestEvidence.request_id, *(getattr(RequestEvidence, name) for name in _PIECE))
    query = query.where(col(RequestEvidence.request_id).in_(request_ids)).order_by(col(RequestEvidence.place))
    found: dict[str, list[Piece]] = {id_: [] for id_ in request_ids}
    for request_id, *values in session.execute(query):
        found[request_id].append(dict(zip(_PIECE, values, strict=True)))
    return found


def _bytes(session: Session) -> int:
    """Of all files that the record names, each once."""
    each = union(*(_files_of(model, model.sha256, model.size) for model in MODELS)).subquery()
    return int(session.execute(columns(func.coalesce(func.sum(each.c.size), 0))).scalar_one())


def _named(session: Session, some: Collection[str]) -> set[str]:
    """Which of these files the record names."""
    query = union(*(_files_of(model, model.sha256).where(col(model.sha256).in_(some)) for model in MODELS))
    return set(session.execute(query).scalars())


def _files_of(model: type[RequestEvidence] | type[SignOffEvidence], *names: Any) -> Select[Any]:
    return columns(*names).where(col(model.sha256).is_not(None))
