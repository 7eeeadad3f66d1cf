"""A record older than the one last used here is only read, until a coordinator says that it is the right one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from sqlmodel import update

from desktop import anchors, settings
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.models.programs import Sponsor
from desktop.services import anchoring, ledger, ledger_checks, sign_in, sign_offs
from tests.conftest import PASSPHRASE, TODAY, Cast, Everyone, rating

pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture(autouse=True)
def _own_anchors(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "config" / "settings.json")


def _sign(store: Store, cast: Cast, code: str = "1a") -> None:
    store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[rating(code)], signer_id=cast.mia)


@contextmanager
def _older(store: Store, cast: Cast, everyone: Everyone) -> Iterator[Store]:
    """A copy that was made before the last sign-off."""
    path = store.path.with_name("older.journeybook")
    anchoring.watch(store)
    _sign(store, cast)
    shutil.copy(store.path, path)
    _sign(store, cast, "1b")
    with open_store(path) as opened:
        opened.signers = everyone
        yield opened


def test_each_signed_act_is_remembered(store: Store, cast: Cast) -> None:
    assert anchoring.watch(store) == ""
    for code in ("1a", "1b"):
        _sign(store, cast, code)
        assert list(anchors.load().values()) == [store.read(ledger.anchor)]


def test_an_older_copy_is_read_and_not_written_to(store: Store, cast: Cast, everyone: Everyone) -> None:
    with _older(store, cast, everyone) as older:
        assert anchoring.watch(older) == (
            "This file is older than the last one you used here, or entries were removed from it."
        )
        assert len(older.read(sign_offs.ratings, agreement_id=cast.adas)) == 1
        with pytest.raises(KnownError, match="older than the last one"):
            _sign(older, cast, "1c")
        assert anchors.load()[older.read(ledger.record_id)].seq == store.read(ledger.mark).seq


def test_a_record_that_went_another_way_is_told(store: Store, cast: Cast, everyone: Everyone) -> None:
    with _older(store, cast, everyone) as older:
        _sign(older, cast, "2a")
        _sign(older, cast, "2b")
        assert "entries were replaced" in anchoring.watch(older)


def test_a_coordinator_says_that_the_older_one_is_right_and_an_entry_tells_it(
    store: Store, cast: Cast, everyone: Everyone
) -> None:
    with _older(store, cast, everyone) as older:
        anchoring.watch(older)
        with sign_in.sign_in(older, who=cast.cora, passphrase=PASSPHRASE) as cora:
            older.signers = OneSigner(cora)
            anchoring.accept(older, reason="The disk broke; this is the backup of Monday.")
        older.signers = everyone
        _sign(older, cast, "1c")
        assert anchoring.watch(older) == ""
        assert all(row.ok for row in older.read(ledger_checks.check_ledger))
        with open_store(shutil.copy(older.path, older.path.with_name("again.journeybook"))) as again:
            again.signers = everyone
            assert anchoring.watch(again) == ""
    assert "older than the last one" in anchoring.watch(store)


@pytest.mark.parametrize(
    ("who", "reason", "words"), [("mia", "Why not", "for a coordinator"), ("cora", " ", "A reason")]
)
def test_nobody_else_says_so_and_nobody_without_a_reason(
    store: Store, cast: Cast, everyone: Everyone, who: str, reason: str, words: str
) -> None:
    with _older(store, cast, everyone) as older:
        anchoring.watch(older)
        with sign_in.sign_in(older, who=getattr(cast, who), passphrase=PASSPHRASE) as sitting:
            older.signers = OneSigner(sitting)
            with pytest.raises(KnownError, match=words):
                anchoring.accept(older, reason=reason)
            assert older.refusal is not None


def test_nothing_is_accepted_where_nothing_is_wrong(store: Store) -> None:
    anchoring.watch(store)
    with pytest.raises(KnownError, match="Nothing is wrong"):
        anchoring.accept(store, reason="To be sure")


def test_nothing_is_remembered_of_the_sample_program(sample: Store) -> None:
    assert anchoring.watch(sample) == ""
    assert anchors.load() == {}


def test_an_older_record_that_was_made_to_look_like_a_sample_is_told_all_the_same(
    store: Store, cast: Cast, everyone: Everyone
) -> None:
    with _older(store, cast, everyone) as older:
        older.write(lambda session: session.execute(update(Sponsor).values(sample_day=TODAY)))
        assert "older than the last one" in anchoring.watch(older)
        assert older.refusal is not None
