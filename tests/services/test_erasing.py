"""What need no longer be kept goes from the ledger and from the rows beside it, and everything else can be checked."""

import sqlite3
from contextlib import closing

import pytest

from desktop.database.store import Store
from desktop.services import governing, ledger, ledger_checks, ledger_rows, sign_offs
from tests.conftest import Cast, Everyone, rating

COMMENT = "Did it in the house of Mr. Okafor"


@pytest.fixture
def erased(store: Store, cast: Cast, everyone: Everyone) -> Store:
    """A record in which the comment of one of two sign-offs was erased."""
    for code, comment in (("1a", COMMENT), ("1b", "Stays")):
        signed = [rating(code, comment=comment)]
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=signed, signer_id=cast.mia)
    last = store.read(ledger.mark).seq
    texts = store.read(ledger_rows.texts, after=0, upto=last)
    (digest,) = [one.hash for one in texts if one.text == COMMENT.encode()]
    cora = everyone.sitting(cast.cora)
    assert cora is not None
    store.write(governing.erase, hashes=[digest], reason="Five years are over", signer=cora)
    return store


def test_the_text_is_nowhere_and_the_sign_off_stands(erased: Store, cast: Cast) -> None:
    comments = {one.code: one.comment for one in erased.read(sign_offs.ratings, agreement_id=cast.adas)}
    assert comments == {"1a": "erased", "1b": "Stays"}
    with closing(sqlite3.connect(erased.path)) as connection:
        assert not [line for line in connection.iterdump() if "Okafor" in line]
    assert b"Okafor" not in erased.path.read_bytes()


def test_the_check_passes_and_still_finds_what_is_put_in_its_place(erased: Store) -> None:
    assert [row.sentence for row in erased.read(ledger_checks.check_ledger) if not row.ok] == []
    with closing(sqlite3.connect(erased.path)) as connection:
        (guard,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'sign_off_no_rewording'").fetchone()
        with pytest.raises(sqlite3.IntegrityError, match="never reworded"):
            connection.execute("UPDATE sign_off SET comment = 'Fine' WHERE comment = 'erased'")
        connection.execute("DROP TRIGGER sign_off_no_rewording")
        connection.execute("UPDATE sign_off SET comment = 'Fine' WHERE comment = 'erased'")
        connection.execute(guard)
        connection.commit()
    assert {row.name for row in erased.read(ledger_checks.check_ledger) if not row.ok} == {"signed records"}
