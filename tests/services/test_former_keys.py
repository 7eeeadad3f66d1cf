"""Sign-offs whose key was replaced or revoked later say so."""

from datetime import timedelta

import pytest

from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import clock, former_keys, keys, sign_in, sign_offs
from desktop.services.former_keys import Former
from tests.conftest import NOW, Cast, Everyone, rating

pytestmark = pytest.mark.usefixtures("quick_keys")
_LATER = NOW + timedelta(days=2)
_PASSPHRASE = "four other plain words"


def _sign(store: Store, cast: Cast, code: str) -> str:
    (made,) = store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating(code)], signer_id=cast.mia)
    return made


def test_what_the_old_key_signed_is_told_apart_from_what_the_new_one_signs(store: Store, cast: Cast) -> None:
    old = _sign(store, cast, "1a")
    assert store.read(former_keys.of_sign_offs, agreement_id=cast.adas) == {}
    with clock.stopped_at(_LATER):
        store.write(keys.reset, person_id=cast.mia, passphrase=_PASSPHRASE, reason="Forgotten")
    assert isinstance(store.signers, Everyone)
    fresh = sign_in.sign_in(store, who=cast.mia, passphrase=_PASSPHRASE)
    store.signers = Everyone(store.signers.sittings | {cast.mia: fresh})
    with clock.stopped_at(_LATER + timedelta(hours=1)):
        _sign(store, cast, "1b")
    assert store.read(former_keys.of_sign_offs, agreement_id=cast.adas) == {old: Former(_LATER, is_replaced=True)}
    assert store.read(former_keys.of_sign_offs, agreement_id=cast.bens) == {}


def test_a_key_that_was_revoked_is_told_apart_from_one_that_was_replaced(store: Store, cast: Cast) -> None:
    old = _sign(store, cast, "1a")
    with clock.stopped_at(_LATER):
        store.write(keys.revoke, person_id=cast.mia, reason="Left")
    assert store.read(former_keys.of_sign_offs, agreement_id=cast.adas) == {old: Former(_LATER, is_replaced=False)}


def test_a_mentor_reads_this_of_their_own_apprentices_alone(store: Store, cast: Cast, everyone: Everyone) -> None:
    store.signers = OneSigner(everyone.sittings[cast.mia])
    assert store.read(former_keys.of_sign_offs, agreement_id=cast.adas) == {}
    with pytest.raises(KnownError, match="not one of your apprentices"):
        store.read(former_keys.of_sign_offs, agreement_id=cast.bens)
