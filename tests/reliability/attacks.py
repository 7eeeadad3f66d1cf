"""The attacks of which we know, with what the checks must say of each: of the file alone, and where this computer
remembers the record."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from desktop.codes import Act, Role
from desktop.ledger import keys
from desktop.ledger.keys import Sitting
from tests.conftest import Cast
from tests.reliability import forging, tampering


@dataclass(frozen=True, slots=True)
class Lived:
    """A record that was lived in, as it was before the last act, and whose keys an insider may have."""

    path: Path
    older: Path
    cast: Cast
    sittings: dict[str | None, Sitting]
    zoes_old: Sitting
    """Hers was reset."""


Do = Callable[[sqlite3.Connection, Lived], None]


@dataclass(frozen=True, slots=True)
class Attack:
    """`found` is what a check says of it, as a regular expression, empty where no check of the file alone finds it;
    `anchored` the same where the computer remembers the last entry, empty too where that changes nothing."""

    code: str
    name: str
    do: Do
    found: str
    anchored: str = ""


def _level(connection: sqlite3.Connection, _lived: Lived) -> None:
    forging.replace(connection, forging.seq_of(connection, "sign-off", 3), '"level":3', '"level":4')


def _level_rehashed(connection: sqlite3.Connection, lived: Lived) -> None:
    _level(connection, lived)
    forging.rehash(connection, forging.seq_of(connection, "sign-off", 3))


def _stranger() -> Sitting:
    return Sitting("stranger", "Eve", keys.new_pair().private)


def _resigned(connection: sqlite3.Connection, lived: Lived) -> None:
    _level(connection, lived)
    forging.rehash(connection, forging.seq_of(connection, "sign-off", 3), _stranger())


def _resigned_with_the_key_put_in(connection: sqlite3.Connection, lived: Lived) -> None:
    eve = _stranger()
    _level(connection, lived)
    forging.rehash(connection, forging.seq_of(connection, "sign-off", 3), eve)
    query = "UPDATE signer_key SET id = ?, public_key = ? WHERE person_id = ? AND revoked_by IS NULL"
    connection.execute(query, (eve.key_id, eve.public, lived.cast.mia))


def _own_key(connection: sqlite3.Connection, lived: Lived) -> None:
    eve = _stranger()
    what = {"person": "stranger", "key": eve.key_id, "public_key": eve.public.hex()}
    forging.append(connection, eve, Act.KEY_REGISTERED, what)


def _key_row(connection: sqlite3.Connection, lived: Lived) -> None:
    eve = _stranger()
    query = "UPDATE signer_key SET public_key = ? WHERE person_id = ?"
    connection.execute(query, (eve.public, lived.cast.mia))


def _moved(connection: sqlite3.Connection, _lived: Lived) -> None:
    here, there = (forging.seq_of(connection, "sign-off", place) for place in (2, 5))
    query = "UPDATE ledger_entry SET sig = (SELECT sig FROM ledger_entry WHERE seq = ?) WHERE seq = ?"
    connection.execute(query, (here, there))


def _swapped(connection: sqlite3.Connection, _lived: Lived) -> None:
    one, other = (forging.seq_of(connection, "sign-off", place) for place in (2, 5))
    for old, new in ((one, 99_999), (other, one), (99_999, other)):
        connection.execute("UPDATE ledger_entry SET seq = ? WHERE seq = ?", (new, old))


def _another_mentor(connection: sqlite3.Connection, lived: Lived) -> None:
    seq = forging.seq_of(connection, "sign-off", 3)
    forging.replace(connection, seq, lived.cast.mia, lived.cast.max)
    forging.rehash(connection, seq)


def _another_mentor_in_the_row(connection: sqlite3.Connection, lived: Lived) -> None:
    connection.execute("UPDATE sign_off SET signer_id = ?", (lived.cast.max,))


def _backdated(connection: sqlite3.Connection, _lived: Lived) -> None:
    seq = forging.seq_of(connection, "sign-off", 3)
    forging.replace(connection, seq, '"recorded_at":"2026', '"recorded_at":"2025')
    connection.execute(
        "UPDATE ledger_entry SET recorded_at = replace(recorded_at, '2026', '2025') WHERE seq = ?", (seq,)
    )
    forging.rehash(connection, seq)


def _backdated_by_its_signer(connection: sqlite3.Connection, lived: Lived) -> None:
    forging.append(connection, lived.sittings[lived.cast.mia], Act.SIGN_OFF, {}, at="2026-01-01T00:00:00+00:00")


def _newest_removed(connection: sqlite3.Connection, _lived: Lived) -> None:
    seq = forging.seq_of(connection, "course result", -1)
    connection.execute("DELETE FROM course_result WHERE rowid = (SELECT max(rowid) FROM course_result)")
    connection.execute("DELETE FROM personal_text WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM ledger_entry WHERE seq = ?", (seq,))


def _older_copy(connection: sqlite3.Connection, lived: Lived) -> None:
    connection.execute("COMMIT")
    with closing(sqlite3.connect(lived.older)) as older:
        older.backup(connection)


def _newest_rewritten(connection: sqlite3.Connection, lived: Lived) -> None:
    seq = forging.seq_of(connection, "course result", -1)
    forging.replace(connection, seq, '"C"', '"A"')
    connection.execute("UPDATE course_result SET grade = 'A' WHERE grade = 'C'")
    forging.rehash(connection, seq, lived.sittings[lived.cast.ines])


def _removed(connection: sqlite3.Connection, _lived: Lived) -> None:
    seq = forging.seq_of(connection, "sign-off", 3)
    connection.execute("DELETE FROM personal_text WHERE seq = ?", (seq,))
    connection.execute("DELETE FROM ledger_entry WHERE seq = ?", (seq,))


def _old_key(connection: sqlite3.Connection, lived: Lived) -> None:
    forging.append(connection, lived.zoes_old, Act.SIGN_OFF, {})


def _in_the_name_of(connection: sqlite3.Connection, lived: Lived) -> None:
    forging.append(connection, lived.sittings[lived.cast.cora], Act.SIGN_OFF, {}, signer=lived.cast.mia)


def _role_row(connection: sqlite3.Connection, lived: Lived) -> None:
    query = "INSERT INTO person_role (id, person_id, role) VALUES ('slipped in', ?, 'coordinator')"
    connection.execute(query, (lived.cast.mia,))


def _role_given(connection: sqlite3.Connection, lived: Lived) -> None:
    mia = lived.sittings[lived.cast.mia]
    forging.append(connection, mia, Act.ROLE_GIVEN, {"roles": [[mia.person_id, Role.COORDINATOR.value, ""]]})
    _role_row(connection, lived)


def _name(connection: sqlite3.Connection, _lived: Lived) -> None:
    connection.execute("UPDATE personal_text SET text = 'Ada Lynd' WHERE text = 'Ada Lind'")


def _text_gone(connection: sqlite3.Connection, _lived: Lived) -> None:
    connection.execute("DELETE FROM personal_text WHERE text = 'Cabled a rack'")


def _sign_off_slipped_in(connection: sqlite3.Connection, _lived: Lived) -> None:
    forging.copied(connection, "sign_off")


def _sign_off_gone(connection: sqlite3.Connection, _lived: Lived) -> None:
    connection.execute("DELETE FROM carried_sign_off")
    connection.execute("DELETE FROM sign_off WHERE id NOT IN (SELECT sign_off_id FROM sign_off_reversal)")


def _completed_by_a_mentor(connection: sqlite3.Connection, lived: Lived) -> None:
    id_ = forging.copied(connection, "status_event", kind="completed", reason="", reverses_id=None, new_end=None)
    what = {"rows": forging.said(connection, "status_event", id_)}
    forging.append(connection, lived.sittings[lived.cast.max], Act.SIGN_OFF, what)
    connection.execute("UPDATE agreement SET status = 'completed' WHERE id = ?", (lived.cast.bens,))


def _listed_twice(connection: sqlite3.Connection, lived: Lived) -> None:
    """Mia’s sign-off stands in two entries, so that one of Max may stand in none."""
    query = "SELECT id FROM sign_off WHERE signer_id = ? LIMIT 1"
    (own,) = connection.execute(query, (lived.cast.mia,)).fetchone()
    what = {"rows": forging.said(connection, "sign_off", own)}
    forging.append(connection, lived.sittings[lived.cast.mia], Act.SIGN_OFF, what)
    forging.copied(connection, "sign_off", signer_id=lived.cast.max)


def _sealed_anew(connection: sqlite3.Connection, lived: Lived) -> None:
    id_ = forging.copied(connection, "sign_off", signer_id=lived.cast.max)
    assert id_
    forging.append(connection, lived.sittings[lived.cast.mia], Act.SIGN_OFF, {"tables": {"sign_off": {"rows": 1}}})


def _carried_slipped_in(connection: sqlite3.Connection, _lived: Lived) -> None:
    forging.copied(connection, "carried_sign_off")


def _decided_by_the_apprentice(connection: sqlite3.Connection, lived: Lived) -> None:
    query = "SELECT entry_id FROM hour_decision WHERE decided_by = ? LIMIT 1"
    (entry,) = connection.execute(query, (lived.cast.max,)).fetchone()
    id_ = forging.copied(connection, "hour_decision", entry_id=entry, decided_by=lived.cast.ben)
    what = {"rows": forging.said(connection, "hour_decision", id_)}
    forging.append(connection, lived.sittings[lived.cast.ben], Act.HOURS_DECIDED, what)


def _signed_for_anothers(connection: sqlite3.Connection, lived: Lived) -> None:
    """Mia signs for Ben, who is Max’s, with a tool of her own: her name stands below it, and it is well signed."""
    code = connection.execute("SELECT id FROM competency WHERE framework_id = ?", (lived.cast.technician,)).fetchone()[
        0
    ]
    changes = {"agreement_id": lived.cast.bens, "competency_id": code, "signer_id": lived.cast.mia, "level": 1}
    id_ = forging.copied(connection, "sign_off", **changes)
    what = {"rows": forging.said(connection, "sign_off", id_)}
    forging.append(connection, lived.sittings[lived.cast.mia], Act.SIGN_OFF, what)


_CHANGED = r"Entry \d+ \(sign-off, agreement 1, competency .+ 2026\) was changed outside Journeybook\."
ATTACKS = (
    Attack("A2", "the level in an entry is raised", _level, _CHANGED),
    Attack("A3", "and all hashes are made right again", _level_rehashed, "does not bear the signature of its signer"),
    Attack("A4", "and all is signed anew with another key", _resigned, "a key that no coordinator registered"),
    Attack("A4", "with that key in the mentor’s place", _resigned_with_the_key_put_in, "no coordinator registered"),
    Attack("A4", "a key that registers itself", _own_key, "a key that no coordinator registered"),
    Attack("A4", "the key of a mentor is exchanged", _key_row, r"Keys are not those .+: entry \d+"),
    Attack("A5", "a signature is moved to another entry", _moved, "does not bear the signature"),
    Attack("A5", "two entries change places", _swapped, r"Entry \d+"),
    Attack("A5", "an entry names another mentor", _another_mentor, "is signed with the key of another person"),
    Attack("A5", "a sign-off names another mentor", _another_mentor_in_the_row, r"sign-offs: entries \d+"),
    Attack("A5", "an entry is dated back", _backdated, "does not bear the signature|is older than"),
    Attack("A5", "its own signer dates an entry back", _backdated_by_its_signer, "is older than the one before it"),
    Attack("A6", "the newest entry is removed, with what it signed", _newest_removed, "", "older than the last one"),
    Attack("A6", "an older copy is put back", _older_copy, "", "older than the last one you used here"),
    Attack("A6", "its own signer writes the newest entry anew", _newest_rewritten, "", "entries were replaced"),
    Attack("A6", "an entry in the middle is removed", _removed, r"Entry \d+ is missing"),
    Attack("A12", "a key signs after it was reset", _old_key, "a key that was no longer in use"),
    Attack("A12", "a coordinator signs in a mentor’s name", _in_the_name_of, "signed with the key of another person"),
    Attack("A13", "a mentor’s row says coordinator", _role_row, "1 role differs"),
    Attack("A13", "and a mentor signs that it is so", _role_given, "is not signed by a coordinator"),
    Attack("A2", "a signed name is changed", _name, r"Names or texts are not what was signed: entries \d+"),
    Attack("A2", "signed comments are removed", _text_gone, r"gone that nobody erased: entries \d+"),
    Attack("A2", "a sign-off is slipped in", _sign_off_slipped_in, r"Slipped in .+ sign-offs \(\+1\)"),
    Attack("A2", "a carried sign-off is slipped in", _carried_slipped_in, "Slipped in .+ carried sign-offs"),
    Attack("A8", "a mentor signs that training is completed", _completed_by_a_mentor, r"events of agreements: entry"),
    Attack("A8", "a mentor’s entry repeats a row for another’s", _listed_twice, r"Slipped in .+ sign-offs \(\+1\)"),
    Attack("A8", "a mentor’s entry takes over what is slipped in", _sealed_anew, r"Slipped in .+ sign-offs \(\+1\)"),
    Attack("A8", "a mentor signs for another’s apprentice", _signed_for_anothers, "signed as a mentor who is none"),
    Attack("A9", "an apprentice decides on their own hours", _decided_by_the_apprentice, "signed for themselves"),
    Attack("A2", "sign-offs are taken out", _sign_off_gone, "Changed outside Journeybook are .*sign-offs"),
)


def carry_out(attack: Attack, lived: Lived) -> None:
    with tampering.without_guards(lived.path) as connection:
        attack.do(connection, lived)
