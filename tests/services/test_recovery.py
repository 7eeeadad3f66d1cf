"""The recovery sheet: printed with what it is for, replaced on request, and good for one new passphrase."""

from pathlib import Path

import pytest

from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger import letters
from desktop.ledger.keys import OneSigner
from desktop.services import keys, recovery, sign_in
from tests.conftest import PASSPHRASE, Cast
from tests.reports.reading import pdf_lines

pytestmark = pytest.mark.usefixtures("quick_keys")
OTHER = "paper lantern seven hills"


def _sign_in(store: Store, who: str) -> None:
    store.signers = OneSigner(sign_in.sign_in(store, who=who, passphrase=PASSPHRASE))


def test_the_sheet_says_whose_key_the_code_opens(store: Store, cast: Cast, tmp_path: Path) -> None:
    recovery.print_sheet(store, person_id=cast.cora, code="C0DE5-AAAAA", out=tmp_path / "sheet.pdf")
    text = " ".join(pdf_lines(tmp_path / "sheet.pdf"))
    held = store.read(keys.held, cast.cora)
    assert held is not None
    for needed in ("Hudson Works", "Cora Hale", "C0DE5-AAAAA", "June 1, 2026", letters.fingerprint(held.id)):
        assert needed in text


def test_a_new_code_opens_the_key_and_the_one_before_does_not(store: Store, cast: Cast) -> None:
    _sign_in(store, cast.cora)
    first, second = store.write(recovery.new_code), store.write(recovery.new_code)
    for who, code in ((cast.cora, first), (cast.mia, second), ("Nobody", second)):
        with pytest.raises(KnownError, match="does not open the key"):
            sign_in.recover(store, who=who, code=code, passphrase=OTHER)
    found = sign_in.recover(store, who="cora  hale", code=second.lower(), passphrase=OTHER)
    assert found.sitting.person_id == cast.cora
    assert found.recovery_code not in (first, second)
    assert sign_in.sign_in(store, who=cast.cora, passphrase=OTHER).key_id == found.sitting.key_id


def test_only_a_coordinator_has_a_recovery_sheet(store: Store, cast: Cast) -> None:
    _sign_in(store, cast.mia)
    with pytest.raises(KnownError, match="This is for a coordinator"):
        store.write(recovery.new_code)


def test_who_can_sign_in_is_listed_by_name(store: Store, cast: Cast, unsigned: Store) -> None:
    assert [one.name for one in store.read(sign_in.signers)] == [
        "Ada Lind", "Ben Lind", "Cora Hale", "Ines Hale", "Max Hale", "Mia Hale",
    ]  # fmt: skip
    store.write(keys.revoke, person_id=cast.max, reason="Left")
    assert cast.max not in [one.person_id for one in store.read(sign_in.signers)]
    assert unsigned.read(sign_in.signers) == ()
