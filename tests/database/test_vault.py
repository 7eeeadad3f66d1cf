"""Files beside a record: each content once, under its SHA-256; missing and altered ones are told."""

import errno
import hashlib
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop.database import copying, key_files, keyring, vault
from desktop.database.key_files import Key
from desktop.database.vault import FileState, Vault
from desktop.errors import KnownError

PASSPHRASE, CODE = "four plain words here", "ABCDE"


def a_key() -> Key:
    """Known in this process, as that of an open record is."""
    key = key_files.new(PASSPHRASE, CODE)
    keyring.know(key)
    return key


pytestmark = pytest.mark.usefixtures("quick_keys")


@pytest.fixture(params=["as they are", "sealed"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Vault:
    folder = vault.folder_beside(tmp_path / "record.db")
    return Vault(folder, a_key() if request.param == "sealed" else None)


def test_a_content_is_kept_once_under_its_hash_for_its_owner_alone(kept: Vault) -> None:
    name = kept.put(b"a rack")
    assert name == hashlib.sha256(b"a rack").hexdigest()
    (path,) = kept.folder.iterdir()
    before = path.stat().st_mtime_ns
    assert kept.put(b"a rack") == name
    assert [path.stat().st_mtime_ns for path in kept.folder.iterdir()] == [before]
    assert (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(kept.folder.stat().st_mode)) == (0o600, 0o700)
    assert kept.folder.name == "record.db.evidence"
    assert (kept.get(name), kept.state(name), kept.names()) == (b"a rack", FileState.THERE, {name})


def test_a_sealed_content_does_not_lie_in_plain_and_opens_with_its_key_alone(tmp_path: Path) -> None:
    kept = Vault(tmp_path / "files", a_key())
    name = kept.put(b"Ada at the rack")
    path = kept.folder / name
    assert b"Ada" not in path.read_bytes()
    assert Vault(kept.folder, a_key()).get(name) == b"Ada at the rack", "the file says which key it is"
    keyring.forget_closed()
    assert Vault(kept.folder).state(name) is FileState.ALTERED


def test_no_sealed_file_stands_for_another_and_each_byte_counts(tmp_path: Path) -> None:
    kept = Vault(tmp_path / "files", a_key())
    one, other = kept.put(b"one"), kept.put(b"other")
    sealed = (kept.folder / one).read_bytes()
    (kept.folder / other).write_bytes(sealed)
    assert kept.state(other) is FileState.ALTERED
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        (kept.folder / one).write_bytes(changed)
        assert kept.state(one) is FileState.ALTERED


def test_files_are_sealed_later_sealed_anew_and_laid_open(tmp_path: Path) -> None:
    folder, first, second = tmp_path / "files", a_key(), a_key()
    names = [Vault(folder).put(content) for content in (b"Ada at the rack", b"Ada again")]
    for key in (first, second, None, second):
        Vault(folder, key).settle()
        lying = [(folder / name).read_bytes() for name in names]
        assert [b"Ada" in one for one in lying] == [key is None] * 2
        Vault(folder, key).settle()
        assert [(folder / name).read_bytes() for name in names] == lying, "once is enough"
        assert [Vault(folder).get(name) for name in names] == [b"Ada at the rack", b"Ada again"]


def test_a_file_that_is_gone_is_missing(kept: Vault) -> None:
    name = kept.put(b"a rack")
    (kept.folder / name).unlink()
    assert kept.state(name) is FileState.MISSING
    with pytest.raises(KnownError, match="is missing"):
        kept.get(name)


@pytest.mark.parametrize("how", ["replaced", "truncated", "lengthened", "emptied", "folder", "link", "other", "huge"])
def test_a_file_that_was_changed_is_altered_and_never_given_out(
    kept: Vault, how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vault, "LARGEST", 4096)
    name, other = kept.put(b"a rack with twelve servers"), kept.put(b"another")
    path = kept.folder / name
    content = path.read_bytes()
    path.unlink()
    if how == "folder":
        path.mkdir()
    elif how == "link":
        (tmp_path / "elsewhere").write_bytes(content)
        path.symlink_to(tmp_path / "elsewhere")
    else:
        changed = {
            "replaced": b"x" * len(content),
            "truncated": content[:-1],
            "lengthened": content + b"\0",
            "emptied": b"",
            "other": (kept.folder / other).read_bytes(),
            "huge": content + bytes(8192),
        }
        path.write_bytes(changed[how])
    assert kept.state(name) is FileState.ALTERED
    with pytest.raises(KnownError, match="altered outside Journeybook"):
        kept.get(name)
    kept.settle()
    assert kept.state(name) is FileState.ALTERED


def test_putting_a_content_again_mends_its_file(kept: Vault) -> None:
    name = kept.put(b"a rack")
    (kept.folder / name).write_bytes(b"something else")
    kept.added.clear()
    assert kept.put(b"a rack") == name
    assert kept.get(name) == b"a rack"
    assert kept.added == set(), "it had been here before"


def test_names_that_are_no_hash_lead_nowhere(kept: Vault, tmp_path: Path) -> None:
    kept.put(b"a rack")
    (tmp_path / "secret").write_text("secret")
    for name in ("../secret", str(tmp_path / "secret"), "", "..", "A" * 64, "a" * 63):
        assert kept.state(name) is FileState.MISSING
        kept.drop([name])
    assert (tmp_path / "secret").exists()
    assert len(kept.names()) == 1


def test_a_folder_that_is_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "files").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(KnownError, match="a link to another place"):
        Vault(tmp_path / "files").put(b"a rack")
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_full_disk_is_told_and_leaves_nothing(kept: Vault, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    kept.put(b"before")
    with monkeypatch.context() as patch:
        patch.setattr(copying.os, "fsync", full)
        with pytest.raises(KnownError, match="The disk is full"):
            kept.put(b"a rack")
    assert len(list(kept.folder.iterdir())) == 1
    assert len(kept.added) == 1
    kept.put(b"a rack")
    assert len(kept.names()) == 2


def test_what_was_left_half_written_counts_for_nothing_and_is_swept(kept: Vault) -> None:
    name = kept.put(b"a rack")
    half = kept.folder / f"{name}.x1.part"
    half.write_bytes(b"a ra")
    assert kept.names() == {name}
    Vault(kept.folder, kept._key).put(b"more")
    assert not half.exists()


def test_files_are_brought_from_another_vault_where_they_are_whole(kept: Vault, tmp_path: Path) -> None:
    other = Vault(tmp_path / "other", kept._key)
    whole, altered, gone = (kept.put(content) for content in (b"one", b"two", b"three"))
    (kept.folder / altered).write_bytes(b"2")
    (kept.folder / gone).unlink()
    assert [other.bring(name, kept) for name in (whole, altered, gone)] == [True, False, False]
    assert other.names() == {whole}
    assert other.get(whole) == b"one"
    (other.folder / whole).write_bytes(b"1")
    assert other.bring(whole, kept, is_quick=True)
    assert other.state(whole) is FileState.ALTERED, "only its name was looked at"
    assert other.bring(whole, kept)
    assert other.get(whole) == b"one"


def test_dropping_takes_away_only_what_is_named(kept: Vault) -> None:
    one, two = kept.put(b"one"), kept.put(b"two")
    kept.drop([one])
    assert (kept.names(), kept.added) == ({two}, {two})


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(contents=st.lists(st.binary(max_size=200), max_size=8))
def test_whatever_is_put_comes_back(kept: Vault, contents: list[bytes]) -> None:
    names = [kept.put(content) for content in contents]
    assert [kept.get(name) for name in names] == contents
    assert {*names} <= kept.names()
