"""Evidence: files, photos, links and observations that came with a request or a sign-off. Never changed or removed."""

from datetime import datetime

from sqlalchemy import CheckConstraint, Constraint, Index, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.codes import EvidenceKind
from desktop.models.base import key, link, moment, now, one_of, word


def _rules(owner: str) -> tuple[Constraint, ...]:
    return (
        one_of("kind", EvidenceKind),
        CheckConstraint("(kind IN ('file', 'photo')) = (sha256 IS NOT NULL)", name="file_has_hash"),
        CheckConstraint("(sha256 IS NULL) = (size IS NULL) AND (size IS NULL OR size > 0)", name="file_has_size"),
        CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name="hash_is_one"),
        CheckConstraint("sha256 IS NOT NULL OR length(text) > 0", name="words_are_there"),
        UniqueConstraint(owner, "place"),
    )


class _Piece(SQLModel):
    """`place` is the order in which it was given. `label` is the cleaned name of a file, `text` an address or what was
    observed, `media` a media type, `size` bytes; `sha256` names the content, which lies beside the record."""

    id: str = key()
    place: int
    kind: EvidenceKind = word(EvidenceKind)
    label: str = Field(default="", sa_type=Text)
    text: str = Field(default="", sa_type=Text)
    sha256: str | None = Field(default=None, max_length=64)
    size: int | None = None
    media: str = Field(default="", max_length=60)
    added_by: str = link("person.id")
    added_at: datetime = moment(default_factory=now)


class RequestEvidence(_Piece, table=True):
    """What an apprentice gave with a request. The sign-off that answers it takes over a row of its own."""

    __tablename__ = "request_evidence"
    __table_args__ = (*_rules("request_id"), Index("ix_request_evidence_sha256", "sha256"))

    request_id: str = link("sign_off_request.id")


class SignOffEvidence(_Piece, table=True):
    """What a sign-off stands on; part of what its signer signed."""

    __tablename__ = "sign_off_evidence"
    __table_args__ = (*_rules("sign_off_id"), Index("ix_sign_off_evidence_sha256", "sha256"))

    sign_off_id: str = link("sign_off.id")
