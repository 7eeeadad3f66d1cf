"""A name and its passphrase open a key; guesses are counted, slowed down, and told nothing."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from desktop.codes import Role
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger import keys as key_rules
from desktop.ledger.keys import OneSigner
from desktop.models.keys import SignInAttempt
from desktop.services import clock, keys, people, sign_in
from tests.conftest import NOW, Cast

pytestmark = pytest.mark.usefixtures("quick_keys")
_PASSPHRASE = "four plain words here"
_WRONG = "The name or the passphrase is wrong."


@pytest.fixture
def record(unsigned_record: Path) -> Path:
    return unsigned_record


@pytest.fixture
def begun(store: Store, cast: Cast) -> Store:
    store.write(keys.begin, person_id=cast.cora, passphrase=_PASSPHRASE).sitting.close()
    return store


def _refused(store: Store, who: str, passphrase: str = "not this one at all") -> KnownError:
    with pytest.raises(KnownError) as caught:
        sign_in.sign_in(store, who=who, passphrase=passphrase)
    return caught.value


def _failures(store: Store) -> list[int]:
    def counted(session: Session) -> list[int]:
        return list(session.exec(select(SignInAttempt.failures)))

    return store.read(counted)


@pytest.mark.parametrize("who", ["Cora Hale", "  cora   HALE ", "id"])
def test_a_name_and_its_passphrase_open_a_sitting(begun: Store, cast: Cast, who: str) -> None:
    with sign_in.sign_in(begun, who=cast.cora if who == "id" else who, passphrase=_PASSPHRASE) as sitting:
        assert (sitting.person_id, sitting.name, sitting.is_open) == (cast.cora, "Cora Hale", True)
    assert _failures(begun) == []


def test_the_words_are_the_same_whatever_is_wrong(begun: Store) -> None:
    """Cora has a key, Mia has none, Nobody is not in the record."""
    said = {
        str(_refused(begun, who)) for who in ("Cora Hale", "Mia Hale", "Nobody", "", "'; DROP TABLE person", "\ud800")
    }
    assert len(said) == 1
    assert said.pop().startswith(_WRONG)


def test_the_waits_are_the_same_whether_the_name_is_there_or_not(begun: Store) -> None:
    for who in ("Cora Hale", "Mia Hale", "Nobody"):
        said = [_refused(begun, who).sentence for _ in range(6)]
        assert said == [_WRONG] * 5 + ["There were too many wrong tries."]


def test_a_wrong_name_costs_as_many_derivations_as_a_wrong_passphrase(
    begun: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, made = key_rules._derived, []
    monkeypatch.setattr(key_rules, "_derived", lambda *given: made.append(given) or real(*given))
    for who in ("Cora Hale", "Mia Hale", "Nobody"):
        made.clear()
        _refused(begun, who)
        assert len(made) == 1


def test_other_spellings_of_a_name_are_counted_together(begun: Store, cast: Cast) -> None:
    for who in ("Cora Hale", "CORA HALE", " cora hale", cast.cora):
        _refused(begun, who)
    assert _failures(begun) == [4]


def test_a_try_is_counted_before_the_passphrase_is_checked(begun: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_given: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(key_rules, "unlock", killed)
    for _ in range(3):
        with pytest.raises(KeyboardInterrupt):
            sign_in.sign_in(begun, who="Cora Hale", passphrase=_PASSPHRASE)
    assert _failures(begun) == [3]


def test_waits_last_over_a_new_start_and_end(begun: Store, record: Path) -> None:
    for _ in range(5):
        _refused(begun, "Cora Hale")
    begun.close()
    with open_store(record) as store:
        assert "Wait 6 seconds" in _refused(store, "Cora Hale", _PASSPHRASE).advice
        with clock.stopped_at(NOW + timedelta(seconds=4)):
            assert "Wait 2 seconds" in _refused(store, "Cora Hale", _PASSPHRASE).advice
        assert _failures(store) == [5]
        with clock.stopped_at(NOW + timedelta(seconds=5)):
            sign_in.sign_in(store, who="Cora Hale", passphrase=_PASSPHRASE).close()
        assert _failures(store) == []


def test_a_clock_that_was_set_back_neither_ends_nor_prolongs_a_wait(begun: Store) -> None:
    with clock.stopped_at(NOW + timedelta(days=300)):
        for _ in range(5):
            _refused(begun, "Cora Hale")
    _refused(begun, "Cora Hale", _PASSPHRASE)
    with clock.stopped_at(NOW + timedelta(seconds=5)):
        sign_in.sign_in(begun, who="Cora Hale", passphrase=_PASSPHRASE).close()


@given(st.integers(0, 200))
def test_waits_double_from_the_fifth_failure_up_to_an_hour(failures: int) -> None:
    wait = sign_in.wait_after(failures)
    assert (wait == timedelta()) == (failures < 5)
    assert wait <= timedelta(hours=1)
    if failures >= 5:
        assert sign_in.wait_after(failures + 1) == min(2 * wait, timedelta(hours=1))


def test_a_day_allows_fewer_than_forty_guesses() -> None:
    spent, guesses = timedelta(), 0
    while spent < timedelta(days=1):
        guesses += 1
        spent += sign_in.wait_after(guesses)
    assert 30 < guesses < 40


def test_two_people_of_one_name_sign_in_by_their_ids(begun: Store, cast: Cast) -> None:
    with sign_in.sign_in(begun, who=cast.cora, passphrase=_PASSPHRASE) as sitting:
        begun.signers = OneSigner(sitting)
        twin = begun.write(people.add_person, first_name="Cora", last_name="Hale", role=Role.COORDINATOR)
    assert _refused(begun, "Cora Hale", _PASSPHRASE).sentence == _WRONG
    with sign_in.sign_in(begun, who=cast.cora, passphrase=_PASSPHRASE) as sitting:
        assert sitting.person_id == cast.cora != twin


def test_a_key_is_locked_anew_when_the_parameters_changed(
    begun: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_rules, "PARAMETERS", key_rules.Parameters(memory_kib=64, passes=2, lanes=1))
    for is_outdated in (True, False):
        held = begun.read(keys.held, cast.cora)
        assert held is not None
        assert key_rules.is_outdated(held.locked) == is_outdated
        sign_in.sign_in(begun, who=cast.cora, passphrase=_PASSPHRASE).close()


def test_a_damaged_key_is_told(begun: Store, cast: Cast) -> None:
    def damage(session: Session) -> None:
        session.execute(keys.update(keys.SignerKey).values(locked="{}"))

    begun.write(damage)
    assert "damaged" in str(_refused(begun, cast.cora, _PASSPHRASE))
