"""Who may sign is what coordinators signed; a new key never forges an old signature."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, text

from desktop.codes import Act, Role
from desktop.database.store import Store
from desktop.ledger import keys as key_rules
from desktop.ledger.keys import Sitting
from desktop.models.people import PersonRole
from desktop.services import governing, keys, ledger, ledger_checks, people, roles, sign_in
from desktop.services.keys import Opened
from tests.conftest import Cast, Refuses

pytestmark = pytest.mark.usefixtures("quick_keys")
_PASSPHRASE = "four plain words here"
_OTHER = "five other words of mine"


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def begun(store: Store, cast: Cast) -> Iterator[Opened]:
    opened = store.write(keys.begin, person_id=cast.cora, passphrase=_PASSPHRASE)
    with opened.sitting:
        yield opened


@pytest.fixture
def cora(begun: Opened) -> Sitting:
    return begun.sitting


@pytest.fixture
def mia(store: Store, cast: Cast, cora: Sitting) -> Iterator[Sitting]:
    store.write(keys.register, person_id=cast.mia, passphrase=_PASSPHRASE, by=cora)
    with sign_in.sign_in(store, who="Mia Hale", passphrase=_PASSPHRASE) as sitting:
        yield sitting


def _sign(store: Store, signer: Sitting) -> int:
    return store.write(ledger.append, act=Act.SIGN_OFF, body={"level": 3}, signer=signer)


def _wrong(store: Store) -> dict[str, str]:
    return {row.name: row.sentence for row in store.read(ledger_checks.check_ledger) if not row.ok}


def test_the_ledger_begins_with_the_first_coordinators_key_and_the_roles_there_are(
    store: Store, cast: Cast, cora: Sitting
) -> None:
    standing = store.read(governing.standing)
    assert standing.is_coordinator(cast.cora)
    assert standing.roles == store.read(roles.held)
    assert [row.key_id for row in store.read(keys.listing)] == [cora.key_id]
    assert _wrong(store) == {}


def test_a_ledger_begins_once(cora: Sitting, cast: Cast, refuses: Refuses) -> None:
    refuses("has begun", keys.begin, person_id=cast.cora, passphrase=_PASSPHRASE)


def test_the_first_signer_is_a_coordinator(cast: Cast, refuses: Refuses) -> None:
    refuses("is a coordinator", keys.begin, person_id=cast.mia, passphrase=_PASSPHRASE)
    refuses("passphrase has", keys.begin, person_id=cast.cora, passphrase="short")


def test_a_coordinator_registers_signers(store: Store, mia: Sitting) -> None:
    _sign(store, mia)
    assert _wrong(store) == {}


def test_nobody_else_does(mia: Sitting, cast: Cast, refuses: Refuses) -> None:
    for act, more in (
        (keys.register, {"person_id": cast.max, "passphrase": _OTHER}),
        (keys.reset, {"person_id": cast.cora, "passphrase": _OTHER, "reason": "Lost"}),
        (keys.revoke, {"person_id": cast.cora, "reason": "Left"}),
        (roles.give, {"person_id": cast.mia, "role": Role.COORDINATOR}),
        (roles.take, {"person_id": cast.cora, "role": Role.COORDINATOR}),
    ):
        refuses("not a coordinator", act, by=mia, **more)


def test_a_role_row_changed_with_another_tool_gives_no_rights(
    store: Store, cast: Cast, mia: Sitting, refuses: Refuses
) -> None:
    def raise_mia(session: Session) -> None:
        session.add(PersonRole.model_validate({"person_id": cast.mia, "role": Role.COORDINATOR}))

    store.write(raise_mia)
    refuses("not a coordinator", keys.register, person_id=cast.max, passphrase=_OTHER, by=mia)
    assert _wrong(store).keys() == {"roles"}


def test_a_reset_makes_a_new_key_and_old_signatures_stay_valid(
    store: Store, cast: Cast, cora: Sitting, mia: Sitting, refuses: Refuses
) -> None:
    _sign(store, mia)
    new = store.write(keys.reset, person_id=cast.mia, passphrase=_OTHER, reason="Forgotten", by=cora)
    assert new != mia.key_id
    refuses("no longer in use", ledger.append, act=Act.SIGN_OFF, body={"level": 3}, signer=mia)
    with sign_in.sign_in(store, who=cast.mia, passphrase=_OTHER) as sitting:
        assert sitting.key_id == new
        _sign(store, sitting)
    hers = [row for row in store.read(keys.listing) if row.person_id == cast.mia]
    assert [(row.key_id, row.revoked_by is None) for row in hers] == [(mia.key_id, False), (new, True)]
    assert _wrong(store) == {}


def test_the_old_private_key_is_gone_after_a_reset(store: Store, cast: Cast, cora: Sitting, mia: Sitting) -> None:
    store.write(keys.reset, person_id=cast.mia, passphrase=_OTHER, reason="Forgotten", by=cora)

    def locked(session: Session) -> list[str]:
        return list(session.execute(text("SELECT locked FROM signer_key WHERE revoked_by IS NOT NULL")).scalars())

    assert store.read(locked) == [""]


def test_what_makes_no_sense_is_refused(cast: Cast, cora: Sitting, mia: Sitting, refuses: Refuses) -> None:
    refuses("has a key already", keys.register, person_id=cast.mia, passphrase=_OTHER, by=cora)
    refuses("passphrase has", keys.register, person_id=cast.max, passphrase="x", by=cora)
    refuses("has no key", keys.reset, person_id=cast.max, passphrase=_OTHER, reason="Lost", by=cora)
    refuses("reason is missing", keys.reset, person_id=cast.mia, passphrase=_OTHER, reason="", by=cora)
    refuses("has no key", keys.revoke, person_id=cast.max, reason="Left", by=cora)
    refuses("key from themselves", keys.revoke, person_id=cast.cora, reason="Left", by=cora)
    refuses("role from themselves", roles.take, person_id=cast.cora, role=Role.COORDINATOR, by=cora)
    refuses("is no coordinator", roles.take, person_id=cast.mia, role=Role.COORDINATOR, by=cora)
    refuses("is not in the record", keys.register, person_id="nobody", passphrase=_OTHER, by=cora)


def test_a_revoked_key_signs_no_more(store: Store, cast: Cast, cora: Sitting, mia: Sitting, refuses: Refuses) -> None:
    _sign(store, mia)
    store.write(keys.revoke, person_id=cast.mia, reason="Left the employer", by=cora)
    refuses("no longer in use", ledger.append, act=Act.SIGN_OFF, body={"level": 3}, signer=mia)
    assert store.read(keys.held, cast.mia) is None
    assert _wrong(store) == {}


def test_another_passphrase_opens_the_same_key(store: Store, cast: Cast, mia: Sitting) -> None:
    store.write(keys.change_passphrase, passphrase=_OTHER, by=mia)
    with sign_in.sign_in(store, who=cast.mia, passphrase=_OTHER) as sitting:
        assert sitting.key_id == mia.key_id
    assert _wrong(store) == {}


def test_the_recovery_code_makes_a_new_key_once(store: Store, cast: Cast, begun: Opened, refuses: Refuses) -> None:
    typed = begun.recovery_code.lower().replace("-", " ")
    opened = store.write(keys.recover, person_id=cast.cora, code=typed, passphrase=_OTHER)
    with opened.sitting as sitting:
        _sign(store, sitting)
        store.write(keys.register, person_id=cast.mia, passphrase=_PASSPHRASE, by=sitting)
    with sign_in.sign_in(store, who=cast.cora, passphrase=_OTHER) as again:
        assert again.key_id == opened.sitting.key_id != begun.sitting.key_id
    refuses("does not open", keys.recover, person_id=cast.cora, code=typed, passphrase=_OTHER)
    refuses("does not open", keys.recover, person_id=cast.mia, code=opened.recovery_code, passphrase=_OTHER)
    refuses("not a recovery code", keys.recover, person_id=cast.cora, code="guess", passphrase=_OTHER)
    assert _wrong(store) == {}


def test_roles_are_entries(store: Store, cast: Cast, cora: Sitting, mia: Sitting) -> None:
    before = store.read(ledger.mark).seq
    for _ in range(2):
        store.write(roles.give, person_id=cast.mia, role=Role.COORDINATOR, by=cora)
    assert store.read(ledger.mark).seq == before + 1
    store.write(roles.take, person_id=cast.max, role=Role.MENTOR, employer_id=cast.south, by=mia)
    assert _wrong(store) == {}
    assert Role.MENTOR not in store.read(people.roles_of, cast.max)
    store.write(roles.take, person_id=cast.mia, role=Role.COORDINATOR, by=cora)
    assert Role.COORDINATOR not in store.read(people.roles_of, cast.mia)
    assert _wrong(store) == {}


def test_a_forged_entry_on_keys_stops_everything_that_leans_on_it(
    store: Store, cast: Cast, cora: Sitting, refuses: Refuses
) -> None:
    def forge(session: Session) -> None:
        session.execute(text("DROP TRIGGER ledger_entry_no_update"))
        session.execute(
            text("UPDATE ledger_entry SET body = replace(body, :old, :new)"), {"old": cast.mia, "new": cast.max}
        )

    store.write(forge)
    refuses("was changed outside", keys.register, person_id=cast.max, passphrase=_OTHER, by=cora)


def test_keys_are_locked_as_the_rules_say(store: Store, cast: Cast, cora: Sitting) -> None:
    held = store.read(keys.held, cast.cora)
    assert held is not None
    assert not key_rules.is_outdated(held.locked)
    assert _PASSPHRASE not in held.locked
