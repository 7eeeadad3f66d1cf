"""What is remembered of a record outside it: whole, never backwards, and never in the way."""

import json
import stat
from pathlib import Path

import pytest

from desktop import anchors, settings
from desktop.anchors import Anchor, Checked


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "settings_file", lambda: tmp_path / "config" / "settings.json")
    return anchors.anchors_file()


def _anchor(record: str = "one", seq: int = 1) -> Anchor:
    return Anchor(record, seq, f"{seq:064x}", "2026-06-01T16:00:00.000000Z")


def test_nothing_is_remembered_at_first(path: Path) -> None:
    assert anchors.load() == {}
    assert not path.exists()


def test_the_last_anchor_of_each_record_is_remembered(path: Path) -> None:
    for one in (_anchor(), _anchor("two", 5), _anchor(seq=2)):
        assert anchors.remember(one)
    assert anchors.load() == {"one": _anchor(seq=2), "two": _anchor("two", 5)}
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert {one.name for one in path.parent.iterdir()} <= {"anchors.json", "anchors.json.lock"}


def test_an_older_anchor_takes_no_ones_place_unless_a_coordinator_decided(path: Path) -> None:
    assert anchors.remember(_anchor(seq=7))
    assert not anchors.remember(_anchor(seq=6))
    assert anchors.load()["one"].seq == 7
    assert anchors.remember(_anchor(seq=6), even_if_older=True)
    assert anchors.load()["one"].seq == 6


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "null", '{"anchors": 1}', '{"anchors": [1, {"record": "x"}]}', "[" * 100_000, '{"anchors": [{}]}'],
)
def test_a_damaged_file_is_as_none_and_is_written_anew(path: Path, content: str) -> None:
    path.parent.mkdir()
    path.write_text(content, encoding="utf-8")
    assert anchors.load() == {}
    assert anchors.remember(_anchor())
    assert anchors.load() == {"one": _anchor()}


def test_an_entry_that_makes_no_sense_does_not_hide_the_others(path: Path) -> None:
    assert anchors.remember(_anchor())
    content = json.loads(path.read_text(encoding="utf-8"))
    content["anchors"].append({"record": "two", "seq": "many", "hash": "", "recorded_at": ""})
    path.write_text(json.dumps(content), encoding="utf-8")
    assert anchors.load() == {"one": _anchor()}


def test_a_folder_that_cannot_be_written_to_is_no_failure(path: Path) -> None:
    path.parent.write_text("a file where the folder would be", encoding="utf-8")
    assert not anchors.remember(_anchor())
    assert anchors.load() == {}


def test_a_write_that_fails_half_way_leaves_the_last_anchor(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert anchors.remember(_anchor())

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(settings.os, "fsync", full)
    assert not anchors.remember(_anchor(seq=2))
    assert anchors.load() == {"one": _anchor()}


def _checked(seq: int = 1, whole_at: str = "") -> Checked:
    return Checked("one", seq, f"{seq:064x}", "2026-06-01T16:00:00.000000Z", whole_at)


def test_up_to_where_a_record_was_checked_stands_beside_its_anchor(path: Path) -> None:
    assert anchors.checked() == {}
    assert anchors.remember(_anchor(seq=7))
    assert anchors.remember_checked(_checked(5, "2026-06-01T17:00:00.000000Z"))
    assert anchors.remember(_anchor(seq=8))
    assert anchors.checked() == {"one": _checked(5, "2026-06-01T17:00:00.000000Z")}
    assert anchors.load() == {"one": _anchor(seq=8)}
    assert anchors.remember_checked(_checked(4))
    assert anchors.checked()["one"].seq == 4


def test_where_a_coordinator_decided_for_an_older_record_what_was_checked_later_is_forgotten(path: Path) -> None:
    assert anchors.remember(_anchor(seq=7))
    assert anchors.remember_checked(_checked(7))
    assert anchors.remember(_anchor(seq=6), even_if_older=True)
    assert anchors.checked() == {}
