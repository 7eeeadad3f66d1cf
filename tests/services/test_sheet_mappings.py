"""A mapping of a sheet is kept by its name and used for every file with the same headings."""

from pathlib import Path
from typing import Any

import pytest

from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.frameworks import files
from desktop.frameworks.formats.sheet import reader as sheet
from desktop.frameworks.formats.sheet.mapping import Column, Role
from desktop.services import sheet_mappings

_TABLE = b"Ref,What is done,Where,Remark\nA1,Sets up printers,Desk,often\nA2,Answers calls,Phone,seldom\n"


def test_a_saved_mapping_reads_every_file_with_the_same_headings(store: Store) -> None:
    opened = files.open_bytes("first.csv", _TABLE)
    columns = (Column(role=Role.TITLE, at=1), Column(role=Role.GROUP, at=2), Column(role=Role.DESCRIPTION, at=3))
    mapping = sheet.guess(opened).model_copy(update={"columns": columns})
    store.write(sheet_mappings.save, name=" The desk list ", mapping=mapping)
    saved = store.read(sheet_mappings.listing)
    assert [row.name for row in saved] == ["The desk list"]
    later = files.open_bytes("later.csv", _TABLE.replace(b"printers", b"screens"))
    (found,) = sheet_mappings.read(later, "", saved).found
    assert [(one.title, one.description) for one in found.framework.competencies()] == [
        ("Sets up screens", "often"),
        ("Answers calls", "seldom"),
    ]
    assert [one.title for one in found.framework.job_functions] == ["Desk", "Phone"]


def test_a_mapping_is_replaced_thrown_away_and_missed(store: Store) -> None:
    mapping = sheet.guess(files.open_bytes("first.csv", _TABLE))
    for _ in range(2):
        store.write(sheet_mappings.save, name="one", mapping=mapping)
    assert store.read(sheet_mappings.find, "one") == mapping
    assert sheet_mappings.parse(mapping.model_dump_json()) == mapping
    store.write(sheet_mappings.discard, name="one")
    for wrong in (lambda: store.read(sheet_mappings.find, "one"), lambda: sheet_mappings.parse("{}")):
        with pytest.raises(KnownError):
            wrong()
    with pytest.raises(KnownError, match="needs a name"):
        store.write(sheet_mappings.save, name=" ", mapping=mapping)


def _open(path: Path, **more: Any) -> sheet_mappings.Table:
    return sheet_mappings.open_table(None, path=path, report=lambda _done, _of: None, **more)


def test_a_table_opens_as_it_was_read_else_by_a_saved_mapping_else_by_the_likeliest(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "first.csv"
    path.write_bytes(_TABLE)
    likeliest = _open(path).mapping
    assert likeliest == sheet.guess(files.open_bytes("first.csv", _TABLE))
    own = likeliest.model_copy(update={"columns": (Column(role=Role.TITLE, at=1),)})
    store.write(sheet_mappings.save, name="own", mapping=own)
    saved = store.read(sheet_mappings.listing)
    assert _open(path, saved=saved).mapping == own
    assert _open(path, saved=saved, mapping=likeliest).mapping == likeliest


def test_what_must_not_be_read_or_is_no_table_is_not_opened_to_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "skills.csv"
    path.write_text("SFIA,Skill,Level\nPROG,Programming,2\nTEST,Testing,3\n")
    with pytest.raises(KnownError, match="licen"):
        _open(path)
    path.write_text("Only words\nand more of them\n")
    with pytest.raises(KnownError, match="holds no table"):
        _open(path)
