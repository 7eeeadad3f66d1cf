"""Evidence: kept once under its hash, named once it is on the disk, and told when it is not as it was."""

import errno
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, text

from desktop import media
from desktop.codes import EvidenceKind
from desktop.database import copying, vault
from desktop.database.store import Store, open_store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner
from desktop.services import checks, clock, evidence, evidence_checks, evidence_lists, ledger_checks, sign_offs
from desktop.services.evidence import NewEvidence
from desktop.services.evidence_lists import EvidenceRow, FileState
from tests.conftest import NOW, Cast, Everyone, Refuses, drop_guards, rating

PNG = b"\x89PNG\r\n\x1a\n and so on"


def _photo(store: Store, content: bytes = PNG, name: str = "rack.png") -> NewEvidence:
    return evidence.from_content(store, name=name, content=content)


def _sign(store: Store, cast: Cast, *given: NewEvidence, code: str = "1a", agreement: str = "") -> str:
    signer = cast.max if agreement == cast.bens else cast.mia
    new = rating(code, evidence=given)
    (id_,) = store.write(sign_offs.sign_off, agreement_id=agreement or cast.adas, ratings=[new], signer_id=signer)
    return id_


def _ask(store: Store, cast: Cast, *given: NewEvidence, codes: tuple[str, ...] = ("1a",)) -> int:
    return store.write(sign_offs.ask, agreement_id=cast.adas, codes=codes, by=cast.ada, evidence=given)


def _of(store: Store, cast: Cast, sign_off_id: str) -> tuple[EvidenceRow, ...]:
    return store.read(evidence_lists.of_sign_offs, agreement_id=cast.adas).get(sign_off_id, ())


def _path(store: Store, one: NewEvidence | EvidenceRow) -> Path:
    return store.vault.folder / (one.sha256 or "")


def test_every_kind_is_attached_to_a_sign_off_in_its_order(store: Store, cast: Cast, tmp_path: Path) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("Cable 4 was loose.")
    given = (
        _photo(store),
        evidence.from_file(store, path=notes),
        evidence.link(" https://example.org/lab?id=4 "),
        evidence.observation("Grounded the rack\nbefore touching it."),
    )
    rows = _of(store, cast, _sign(store, cast, *given))
    assert [(row.kind, row.label, row.text, row.media, row.size) for row in rows] == [
        (EvidenceKind.PHOTO, "rack.png", "", "image/png", len(PNG)),
        (EvidenceKind.FILE, "notes.txt", "", media.TEXT, 18),
        (EvidenceKind.LINK, "", "https://example.org/lab?id=4", "", None),
        (EvidenceKind.OBSERVATION, "", "Grounded the rack\nbefore touching it.", "", None),
    ]
    assert {(row.added_by, row.added_at, row.elsewhere) for row in rows} == {("Mia Hale", NOW, 0)}
    assert store.vault.names() == {row.sha256 for row in rows if row.sha256}


def test_the_same_content_lies_there_once_whatever_its_name(store: Store, cast: Cast) -> None:
    first, again = _photo(store), _photo(store, name="other.png")
    assert first.sha256 == again.sha256
    assert len(_of(store, cast, _sign(store, cast, first, again))) == 1, "and stands once beside a sign-off"
    _sign(store, cast, _photo(store, name="third.png"), code="1b")
    assert len(store.vault.names()) == 1


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("../../x.png", "x.png"),
        ("C:\\x.png", "x.png"),
        ("con", "con"),
        ("..", "file"),
        ("a" * 300 + ".png", "a" * 116 + ".png"),
        ("rack\u202egnp.exe", "rackgnp.exe"),
        ("=cmd()|x\0.png", "=cmd()|x.png"),
    ],
)
def test_a_name_is_only_a_label(store: Store, cast: Cast, name: str, label: str) -> None:
    (row,) = _of(store, cast, _sign(store, cast, _photo(store, name=name)))
    assert row.label == label
    assert [path.name for path in store.vault.folder.iterdir()] == [row.sha256]


def test_what_the_caller_says_of_a_file_counts_for_nothing(store: Store, cast: Cast) -> None:
    kept = _photo(store)
    made = NewEvidence(EvidenceKind.FILE, "../x\u202e.exe", "words", kept.sha256, 5, "text/html")
    (row,) = _of(store, cast, _sign(store, cast, made))
    assert (row.kind, row.label, row.text, row.size, row.media) == (
        EvidenceKind.PHOTO,
        "x.exe",
        "",
        len(PNG),
        "image/png",
    )


def test_empty_large_and_unreadable_files_are_refused(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(evidence, "LARGEST", 100)
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "large.txt").write_bytes(bytes(101))
    (tmp_path / "just.txt").write_bytes(bytes(100))
    os.mkfifo(tmp_path / "pipe")
    for name, words in {
        "empty.txt": "empty.txt is empty",
        "large.txt": "large.txt is larger than",
        "none.txt": "no file none.txt",
        "pipe": "pipe is not a file",
        ".": "is a folder",
    }.items():
        with pytest.raises(KnownError, match=words):
            evidence.from_file(store, path=tmp_path / name)
    assert evidence.from_file(store, path=tmp_path / "just.txt").size == 100
    assert len(store.vault.names()) == 1


def test_the_files_of_a_record_together_have_a_cap(store: Store, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(evidence, "MOST_BYTES", 30)
    one = _photo(store, b"a" * 20)
    late = _photo(store, b"b" * 20)
    _sign(store, cast, one)
    with pytest.raises(KnownError, match="more than 0 GB"):
        _photo(store, b"c" * 20)
    with pytest.raises(KnownError, match="more than 0 GB"):
        _sign(store, cast, late, code="1b")
    _sign(store, cast, one, code="1b")


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "ftp://example.org/x",
        "https://",
        "http:///x",
        "www.example.org",
        "",
        "https://exa mple.org",
        "https://example.org\\@other.org",
        "https://[broken",
        "https://example.org:99999/",
        "java\tscript:alert(1)",
    ],
)
def test_a_link_leads_to_the_web_or_is_refused(address: str) -> None:
    with pytest.raises(KnownError, match="not the address of a web page"):
        evidence.link(address)


def test_a_link_hides_nothing() -> None:
    with pytest.raises(KnownError, match="a name or password in it"):
        evidence.link("https://example.org@other.org/")
    with pytest.raises(KnownError, match="2,000 letters"):
        evidence.link("https://example.org/" + "a" * 2000)
    assert evidence.link("HTTPS://example.org/\u202ea").text == "HTTPS://example.org/a"


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_web_address_or_is_refused(typed: str) -> None:
    for address in (typed, f"https://{typed}", f"http:{typed}"):
        try:
            found = evidence.link(address).text
        except KnownError:
            continue
        assert found.lower().startswith(("http://", "https://"))
        assert found.isprintable()
        assert evidence.link(found).text == found


def test_an_observation_has_words_and_not_too_many() -> None:
    with pytest.raises(KnownError, match="needs words"):
        evidence.observation(" \u200b\n")
    with pytest.raises(KnownError, match="4,000 letters"):
        evidence.observation("a" * 4001)


def test_too_many_pieces_are_refused(store: Store, cast: Cast, refuses: Refuses) -> None:
    some = tuple(evidence.observation(f"Step {number}") for number in range(evidence.MOST + 1))
    arguments = {"agreement_id": cast.adas, "signer_id": cast.mia}
    refuses("More than 20 pieces", sign_offs.sign_off, ratings=[rating(evidence=some)], **arguments)
    _sign(store, cast, *some[:-1])


def test_evidence_of_a_request_comes_along_when_it_is_answered(store: Store, cast: Cast) -> None:
    photo, seen = _photo(store), evidence.observation("It worked.")
    assert _ask(store, cast, photo, seen, codes=("1a", "1b")) == 2
    asked = {one.code: one.id for one in store.read(sign_offs.requests, agreement_id=cast.adas)}
    of_requests = store.read(evidence_lists.of_requests, agreement_id=cast.adas)
    assert {id_: len(rows) for id_, rows in of_requests.items()} == {asked["1a"]: 2, asked["1b"]: 2}
    rows = _of(store, cast, _sign(store, cast, _photo(store), evidence.link("https://example.org/")))
    assert [(row.kind, row.added_by) for row in rows] == [
        (EvidenceKind.PHOTO, "Ada Lind"),
        (EvidenceKind.OBSERVATION, "Ada Lind"),
        (EvidenceKind.LINK, "Mia Hale"),
    ], "the same photo stands once"
    assert list(store.read(evidence_lists.of_requests, agreement_id=cast.adas)) == [asked["1b"]]


def test_evidence_goes_to_a_request_that_waits_already(store: Store, cast: Cast) -> None:
    _ask(store, cast, evidence.observation("First"))
    assert _ask(store, cast, evidence.observation("Second"), evidence.observation("First")) == 0
    (rows,) = store.read(evidence_lists.of_requests, agreement_id=cast.adas).values()
    assert [row.text for row in rows] == ["First", "Second"]


@pytest.mark.parametrize("how", ["missing", "altered"])
def test_nothing_is_signed_on_a_file_that_is_not_there_any_more(
    store: Store, cast: Cast, refuses: Refuses, how: str
) -> None:
    photo = _photo(store)
    if how == "missing":
        _path(store, photo).unlink()
    else:
        _path(store, photo).write_bytes(b"another")
    some = [rating(evidence=(photo,))]
    refuses(how, sign_offs.sign_off, agreement_id=cast.adas, ratings=some, signer_id=cast.mia)
    refuses(how, sign_offs.ask, agreement_id=cast.adas, codes=["1a"], by=cast.ada, evidence=[photo])


def test_what_a_request_came_with_and_is_gone_is_left_out(store: Store, cast: Cast) -> None:
    photo = _photo(store)
    _ask(store, cast, photo, evidence.observation("It worked."))
    _path(store, photo).unlink()
    (row,) = _of(store, cast, _sign(store, cast))
    assert row.kind is EvidenceKind.OBSERVATION


def test_saving_again_after_a_failure_attaches_once(store: Store, cast: Cast) -> None:
    new = rating(evidence=(_photo(store),))
    for _ in range(2):
        store.write(sign_offs.sign_off, agreement_id=cast.adas, ratings=[new], signer_id=cast.mia)
    assert len(_of(store, cast, new.id)) == 1


def test_the_same_file_for_several_apprentices_is_told(store: Store, cast: Cast) -> None:
    photo = _photo(store)
    id_ = _sign(store, cast, photo)
    _sign(store, cast, _photo(store), code="1b")
    hashes = {photo.sha256 or ""}
    assert store.read(evidence_lists.elsewhere, agreement_id=cast.adas, hashes=hashes) == {}
    assert store.read(evidence_lists.elsewhere, agreement_id=cast.bens, hashes=hashes) == {photo.sha256: 1}
    _sign(store, cast, _photo(store), agreement=cast.bens)
    assert [row.elsewhere for row in _of(store, cast, id_)] == [1]
    told = {row.name: row for row in evidence_checks.check_evidence(store)}["evidence used once"]
    assert told.ok
    assert told.sentence == "1 file is used for several apprentices: 1a and 1b of agreement 1, 1a of agreement 2."


def test_files_are_found_there_missing_or_altered_and_told_by_what_they_belong_to(store: Store, cast: Cast) -> None:
    there, gone, changed = (_photo(store, PNG + end) for end in (b"1", b"2", b"3"))
    _sign(store, cast, there)
    _sign(store, cast, gone, code="1b")
    _ask(store, cast, changed, gone, codes=("1c",))
    assert all(row.ok for row in evidence_checks.check_evidence(store))
    _path(store, gone).unlink()
    _path(store, changed).write_bytes(PNG)
    assert evidence_lists.states(store, hashes={one.sha256 or "" for one in (there, gone, changed)}) == {
        there.sha256: FileState.THERE,
        gone.sha256: FileState.MISSING,
        changed.sha256: FileState.ALTERED,
    }
    missing, altered, _shared = evidence_checks.check_evidence(store)
    assert (missing.ok, missing.sentence) == (False, "Files of evidence are missing: 1b and 1c of agreement 1.")
    assert (altered.ok, altered.sentence) == (
        False,
        "Files of evidence are not those that were attached: 1c of agreement 1.",
    )


def test_a_copy_is_written_under_a_cleaned_name_inside_the_folder(store: Store, cast: Cast, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    names = ("../../x", "con", "run.exe", "rack.png")
    for number, name in enumerate(names):
        (row,) = _of(
            store, cast, _sign(store, cast, _photo(store, PNG + bytes([number]), name), code=f"1{'abcd'[number]}")
        )
        for _ in range(2):
            saved = evidence_lists.save(store, evidence_id=row.id, folder=folder)
            assert saved.parent == folder
            assert saved.read_bytes() == PNG + bytes([number])
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["x.png", "x (2).png", "_con.png", "_con (2).png", "run.exe.png", "run.exe (2).png", "rack.png", "rack (2).png"]
    )
    with pytest.raises(KnownError, match="There is no folder"):
        evidence_lists.save(store, evidence_id=row.id, folder=tmp_path / "none")
    _path(store, row).write_bytes(b"x")
    with pytest.raises(KnownError, match="altered outside Journeybook"):
        evidence_lists.save(store, evidence_id=row.id, folder=folder)


def test_what_is_no_file_or_not_in_the_record_has_no_copy(store: Store, cast: Cast, tmp_path: Path) -> None:
    (row,) = _of(store, cast, _sign(store, cast, evidence.observation("It worked.")))
    with pytest.raises(KnownError, match="is no file"):
        evidence_lists.save(store, evidence_id=row.id, folder=tmp_path)
    with pytest.raises(KnownError, match="not in the record"):
        evidence_lists.save(store, evidence_id="none", folder=tmp_path)


def test_files_that_were_chosen_and_not_recorded_go_when_the_record_closes(
    record: Path, cast: Cast, everyone: Everyone
) -> None:
    with clock.stopped_at(NOW), open_store(record) as store:
        store.signers = everyone
        before = _photo(store, b"before")
        _sign(store, cast, before)
    orphan = vault.Vault(vault.folder_beside(record)).put(b"of a crash")
    with clock.stopped_at(NOW), open_store(record) as store:
        store.signers = everyone
        _photo(store, b"dropped")
        kept = _photo(store, b"kept")
        _sign(store, cast, kept, code="1b")
    assert vault.Vault(vault.folder_beside(record)).names() == {before.sha256, kept.sha256, orphan}


def test_a_full_disk_is_told_and_nothing_is_recorded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(copying.os, "fsync", full)
    with pytest.raises(KnownError, match="The disk is full"):
        _photo(store)
    assert store.vault.names() == set()


def _last_body(store: Store) -> str:
    def read(session: Session) -> str:
        return str(session.execute(text("SELECT body FROM ledger_entry ORDER BY seq DESC LIMIT 1")).scalar_one())

    return store.read(read)


def test_the_hash_of_each_file_is_signed_and_names_and_words_are_erasable(store: Store, cast: Cast) -> None:
    photo = _photo(store, name="Ada at the rack.png")
    _ask(store, cast, photo)
    _sign(store, cast, evidence.observation("Ada did it alone."))
    body = _last_body(store)
    assert str(photo.sha256) in body
    assert "image/png" in body
    assert "Ada" not in body
    assert all(row.ok for row in store.read(ledger_checks.check_ledger))
    _ask(store, cast, photo, codes=("1b",))
    assert all(row.ok for row in store.read(checks.check_database))


@pytest.mark.parametrize(
    "change",
    [
        f"UPDATE sign_off_evidence SET sha256 = '{'0' * 64}'",
        "UPDATE sign_off_evidence SET label = 'another.png'",
        "UPDATE sign_off_evidence SET added_by = (SELECT id FROM person WHERE first_name = 'Max')",
        "DELETE FROM sign_off_evidence",
        "INSERT INTO sign_off_evidence SELECT 'new', 7, kind, label, text, sha256, size, media, added_by, added_at,"
        " sign_off_id FROM sign_off_evidence",
    ],
)
def test_evidence_is_never_changed_and_where_it_was_the_check_tells(
    store: Store, cast: Cast, record: Path, change: str
) -> None:
    _sign(store, cast, _photo(store))
    columns = "id, place, kind, label, text, sha256, size, media, added_by, added_at, sign_off_id"
    change = change.replace("INTO sign_off_evidence SELECT", f"INTO sign_off_evidence ({columns}) SELECT")
    with closing(sqlite3.connect(record)) as connection:
        if not change.startswith("INSERT"):
            with pytest.raises(sqlite3.IntegrityError, match="what is signed in sign_off_evidence is never"):
                connection.execute(change)
    drop_guards(record)
    with closing(sqlite3.connect(record)) as connection:
        connection.execute(change)
        connection.commit()
    told = {row.name: row for row in store.read(ledger_checks.check_ledger)}
    assert not told["signed records"].ok
    assert "evidence" in told["signed records"].sentence


def test_a_mentor_sees_the_evidence_of_their_own_apprentices_alone(store: Store, cast: Cast) -> None:
    (row,) = _of(store, cast, _sign(store, cast, _photo(store)))
    sitting = store.signers.sitting(cast.ben) if store.signers else None
    assert sitting is not None
    store.signers = OneSigner(sitting)
    with pytest.raises(KnownError, match="not one of your apprentices"):
        store.read(evidence_lists.of_sign_offs, agreement_id=cast.adas)
    with pytest.raises(KnownError, match="not one of your apprentices"):
        store.read(evidence_lists.find, row.id)
