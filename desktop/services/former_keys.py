"""Sign-offs signed with a key that is no longer used. They stay valid, and the change shows beside them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from desktop.codes import Act
from desktop.models.keys import SignerKey
from desktop.models.ledger import LedgerEntry
from desktop.models.sign_offs import SignOff
from desktop.services import agreements
from desktop.services.columns import columns, given

_BEGUN, _ENDED = aliased(LedgerEntry), aliased(LedgerEntry)
_SIGNED = (
    columns(SignOff.id, _ENDED.recorded_at, _ENDED.act)
    .join(SignerKey, col(SignerKey.person_id) == col(SignOff.signer_id))
    .join(_BEGUN, col(_BEGUN.seq) == col(SignerKey.registered_by))
    .join(_ENDED, col(_ENDED.seq) == col(SignerKey.revoked_by))
    .where(
        col(SignOff.agreement_id) == given("agreement_id"),
        col(_BEGUN.recorded_at) <= col(SignOff.recorded_at),
        col(SignOff.recorded_at) < col(_ENDED.recorded_at),
    )
)


@dataclass(frozen=True, slots=True)
class Former:
    """When a key ceased to be used, and whether its owner got another one then."""

    until: datetime
    is_replaced: bool


def of_sign_offs(session: Session, *, agreement_id: str) -> Mapping[str, Former]:
    """By the id of the sign-off, for those of an agreement."""
    agreement = agreements.find(session, agreement_id)
    rows = session.execute(_SIGNED, {"agreement_id": agreement.id})
    return {id_: Former(until, act == Act.KEY_REGISTERED) for id_, until, act in rows}
