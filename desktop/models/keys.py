"""Keys of signers, and what is remembered about attempts to sign in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary, Text
from sqlmodel import Field, SQLModel

from desktop.models.base import link, moment


class SignerKey(SQLModel, table=True):
    """A key pair; `id` is the SHA-256 of the public key in hexadecimal. `locked` is the private key under the
    passphrase with the parameters of that, `locked_for_recovery` the same under a recovery code, or empty.

    `registered_by` and `revoked_by` are the entries of the ledger, which alone decide what counts.
    """

    __tablename__ = "signer_key"
    __table_args__ = (
        CheckConstraint("length(public_key) = 32", name="public_key_is_one"),
        CheckConstraint("revoked_by > registered_by", name="revoked_later"),
    )

    id: str = Field(primary_key=True, max_length=64)
    person_id: str = link("person.id", index=True)
    public_key: bytes = Field(sa_type=LargeBinary)
    locked: str = Field(sa_type=Text)
    locked_for_recovery: str = Field(default="", sa_type=Text)
    registered_by: int = Field(foreign_key="ledger_entry.seq")
    revoked_by: int | None = Field(default=None, foreign_key="ledger_entry.seq")


class SignInAttempt(SQLModel, table=True):
    """Failures in a row under one name. `who` is the hash of what was typed, so that names that are not there are
    counted without being kept."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (CheckConstraint("failures >= 0", name="failures_not_negative"),)

    who: str = Field(primary_key=True, max_length=64)
    failures: int
    last_at: datetime = moment()
