"""Hours come in from a file whole, once, and never from a file that lies about itself."""

import zipfile
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from openpyxl import Workbook

from desktop import sheets
from desktop.codes import HourKind, HourState, Status
from desktop.database.store import Store
from desktop.errors import Cancelled, KnownError
from desktop.services import (
    agreements,
    apprentices,
    checks,
    hour_files,
    hour_lists,
    ledger,
    ledger_checks,
    ledger_rows,
    people,
)
from desktop.services.hour_files import Imported
from desktop.services.hour_lists import EntryRow

HEAD = "apprentice,date,kind,hours,job function,course,note\n"
DAY = "2026-11-15"


def _csv(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "hours.csv"
    path.write_text(text, encoding=encoding)
    return path


def _xlsx(folder: Path, *rows: list[object]) -> Path:
    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    path = folder / "hours.xlsx"
    book.save(path)
    return path


def _of(store: Store, number: str, day: str = DAY) -> list[EntryRow]:
    agreement = store.read(agreements.find, number)
    rows = store.read(hour_lists.log_of, agreement_id=agreement.id)
    return [row for row in rows if row.worked_on == date.fromisoformat(day)]


def test_rows_become_pending_hours(sample: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,7.5,1,,Printers\n2,11/15/2026,RTI,1:30,,,\n")
    assert hour_files.import_hours(sample, path=path) == Imported(2, 0)
    work, study = sorted(_of(sample, "2"), key=lambda row: row.kind)
    assert (work.minutes, work.parts, work.note, work.state) == (450, (("1", 450),), "Printers", HourState.PENDING)
    assert (study.kind, study.minutes, study.parts) == (HourKind.RI, 90, (("", 90),))
    assert all(row.ok for row in sample.read(checks.check_database))


def test_an_import_is_an_entry_of_the_ledger_and_the_same_file_again_is_none(sample: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,7.5,1,,Printers\n2,11/15/2026,RTI,1:30,,,\n")
    before = sample.read(ledger.mark).seq
    hour_files.import_hours(sample, path=path)
    hour_files.import_hours(sample, path=path)
    (entry,) = sample.read(ledger_rows.entries, after=before)
    assert (entry.act, b"2 entries of hours from a file" in entry.body) == ("imported", True)
    assert b"hours.csv" not in entry.body
    assert all(row.ok for row in sample.read(ledger_checks.check_ledger))


def test_marks_nobody_sees_are_left_out_of_notes_and_told(sample: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,Prin\u202eters\u200b\n")
    done = hour_files.import_hours(sample, path=path)
    assert done == Imported(1, 0, ("U+202E right-to-left override", "U+200B zero width space"))
    assert [row.note for row in _of(sample, "2")] == ["Printers"]


def test_the_coordinator_logs_unless_someone_else_is_named(sample: Store, tmp_path: Path) -> None:
    apprentice = sample.read(agreements.find, "2").apprentice_id
    hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,\n"))
    hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,2,1,,\n"), by=apprentice)
    own = sample.read(people.name_of, apprentice)
    assert {row.entered_by for row in _of(sample, "2")} == {"Ruth Alvarez", own}


def test_the_same_file_twice_is_logged_once(sample: Store, tmp_path: Path) -> None:
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,\n2,{DAY},OJT,1,1,,\n3,{DAY},OJT,1,1,,\n")
    assert hour_files.import_hours(sample, path=path) == Imported(3, 0)
    assert hour_files.import_hours(sample, path=path) == Imported(0, 3)
    path.write_text(path.read_text() + f"3,{DAY},OJT,2,2,,\n")
    assert hour_files.import_hours(sample, path=path) == Imported(1, 3)
    assert len(_of(sample, "2")) == 2


def test_what_was_imported_is_recognised_in_another_spelling(sample: Store, tmp_path: Path) -> None:
    hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,1.5,1,,\n"))
    path = _xlsx(
        tmp_path,
        ["Apprentice No.", "Day", "Type", "Minutes", "Work Process"],
        [2.0, datetime(2026, 11, 15), "ojl", 90, 1],  # noqa: DTZ001
    )
    assert hour_files.import_hours(sample, path=path) == Imported(0, 1)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("APPRENTICE;DATE;KIND;HOURS;JOB FUNCTION", f"2;{DAY};OJT;3,5;1\r\n;;;"),
        ("apprentice_id\tday\ttype\thrs\tfunction", f"2\t{DAY}\tOJL\t3.5\t1"),
        ("apprentice,work date,kind,hours,minutes,work process", f"2,{DAY},OJT,,210,1"),
        ("apprentice,date,kind,hours,job-function", f'2,{DAY},OJT,,"1=2; 2=1:30"'),
        ("apprentice,date,kind,hours,job-function", f'2,{DAY},OJT,3.5,"1=2, 2=1.5"'),
    ],
)
def test_files_are_written_in_many_ways(sample: Store, tmp_path: Path, head: str, row: str) -> None:
    path = _csv(tmp_path, f"{head}\r\n\r\n{row}\r\n", "utf-8-sig")
    assert hour_files.import_hours(sample, path=path) == Imported(1, 0)
    (found,) = _of(sample, "2")
    assert found.minutes == 210


def test_a_workbook_gives_times_as_times(sample: Store, tmp_path: Path) -> None:
    head: list[object] = ["apprentice", "date", "kind", "hours", "job function"]
    day = date(2026, 11, 15)
    path = _xlsx(
        tmp_path, head, [2, day, "OJT", time(7, 30), 1], [3, day, "OJT", timedelta(hours=6), "1"], [], [4, day, "RI", 2]
    )
    assert hour_files.import_hours(sample, path=path) == Imported(3, 0)
    assert [_of(sample, number)[0].minutes for number in "234"] == [450, 360, 120]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (f",{DAY},OJT,1,1,,", "row 2: the apprentice is missing"),
        (f"999,{DAY},OJT,1,1,,", "row 2: there is no apprentice 999 in this record"),
        ("2,,OJT,1,1,,", "row 2: the date is missing"),
        ("2,15.11.2026,OJT,1,1,,", "row 2: date “15.11.2026” is not a day"),
        ("2,13/40/2026,OJT,1,1,,", "row 2: date “13/40/2026” is not a day"),
        ("2,2027-01-01,OJT,1,1,,", "row 2: January 1, 2027 is in the future"),
        ("2,2020-01-01,OJT,1,1,,", "row 2: This date is before the agreement began"),
        (f"2,{DAY},,1,1,,", "row 2: the kind is missing"),
        (f"2,{DAY},work,1,1,,", "row 2: kind “work” is not OJT or RI"),
        (f"2,{DAY},OJT,,1,,", "row 2: the hours are missing"),
        (f"2,{DAY},OJT,nan,1,,", "row 2: hours “nan” are not a number"),
        (f"2,{DAY},OJT,-3,1,,", "row 2: hours “-3” are not a number"),
        (f"2,{DAY},OJT,1e3,1,,", "row 2: hours “1e3” are not a number"),
        (f"2,{DAY},OJT,25,1,,", "row 2: The hours of November 15, 2026 are not between"),
        (f"2,{DAY},OJT,0,1,,", "row 2: The hours of November 15, 2026 are not between"),
        (f"2,{DAY},OJT,1,,,", "row 2: The hours of November 15, 2026 name no job function"),
        (f"2,{DAY},OJT,1,99,,", "row 2: There is no job function 99"),
        (f"2,{DAY},OJT,3,1=1; 2=1,,", "row 2: The parts sum to 2 h"),
        (f"2,{DAY},OJT,3,1=1; 1=2,,", "row 2: job function “1=1; 1=2” is not split"),
        (f"2,{DAY},OJT,3,1=,,", "row 2: job function “1=” is not split"),
        (f"2,{DAY},OJT,1,1,X1,", "row 2: On-the-job training is never class time"),
        (f"2,{DAY},RI,1,,X1,", "row 2: There is no course X1"),
    ],
)
def test_a_bad_row_is_told_by_its_number(sample: Store, tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(KnownError) as caught:
        hour_files.import_hours(sample, path=_csv(tmp_path, f"{HEAD}{row}\n"))
    assert told in str(caught.value)


def test_hours_of_an_agreement_that_is_not_registered_are_refused(sample: Store, tmp_path: Path) -> None:
    draft = sample.read(apprentices.listing, statuses=frozenset({Status.DRAFT}))[0]
    with pytest.raises(KnownError, match="row 2: "):
        hour_files.import_hours(sample, path=_csv(tmp_path, f"{HEAD}{draft.number},{DAY},OJT,1,1,,\n"))


def test_one_bad_row_keeps_all_of_them_out_and_every_bad_one_is_told(sample: Store, tmp_path: Path) -> None:
    bad = "".join(f"2,{DAY},OJT,1,9{place},,\n" for place in range(13))
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,\n2,yesterday,OJT,1,1,,\n{bad}")
    announced: list[object] = []
    sample.announce = announced.append
    with pytest.raises(KnownError) as caught:
        hour_files.import_hours(sample, path=path)
    told = caught.value.sentence.splitlines()
    assert told[0] == "Nothing was imported: 14 rows cannot be logged."
    assert told[1].startswith("row 3: date “yesterday”")
    assert told[2].startswith("row 4: There is no job function 90")
    assert told[11:] == ["and 4 more"]
    assert not _of(sample, "2")
    assert not announced


def test_a_day_of_more_than_24_hours_is_told_with_the_row_that_passes_it(sample: Store, tmp_path: Path) -> None:
    hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,10,1,,\n"))
    path = _csv(tmp_path, HEAD + f"2,{DAY},OJT,8,1,,\n2,{DAY},RI,6,,,\n2,{DAY},RI,1,,,\n")
    with pytest.raises(KnownError, match=r"(?s)1 row cannot .*row 4: November 15, 2026 would have 25 h"):
        hour_files.import_hours(sample, path=path)


def test_who_may_not_log_for_an_apprentice_imports_nothing(sample: Store, tmp_path: Path) -> None:
    other = sample.read(agreements.find, "3").apprentice_id
    with pytest.raises(KnownError, match="cannot log hours for this apprentice"):
        hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,\n"), by=other)
    assert not _of(sample, "2")


def test_an_import_that_is_cancelled_writes_nothing(sample: Store, tmp_path: Path) -> None:
    def cancel(_done: int, _of: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + f"2,{DAY},OJT,1,1,,\n"), report=cancel)
    assert not _of(sample, "2")


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("hours.pdf", b"", "not a table that can be read"),
        ("hours.csv", b"", "holds no hours"),
        ("hours.csv", HEAD.encode(), "holds no hours"),
        ("hours.csv", b"apprentice,date,kind\n1,2,3\n", "does not name the column hours"),
        ("hours.csv", b"a,b\n1,2\n", "does not name the columns apprentice, date, kind and hours"),
        ("hours.csv", b"date,day,kind\n1,2,3\n", "The column “day” stands twice"),
        ("hours.csv", HEAD.encode("utf-16"), "not text in UTF-8"),
        ("hours.csv", "note\nMüller".encode("latin-1"), "not text in UTF-8"),
        ("hours.csv", b'apprentice,date\n"' + b"x" * 200_000, "too long to read"),
        ("hours.xlsx", b"", "not a workbook"),
        ("hours.xlsx", b"PK\x03\x04 and no more", "not a workbook"),
    ],
)
def test_what_is_no_table_of_hours_is_refused(
    sample: Store, tmp_path: Path, name: str, content: bytes, told: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(KnownError, match=told):
        hour_files.import_hours(sample, path=path)


def test_a_missing_file_and_a_folder_are_told_apart(sample: Store, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(KnownError, match="There is no file"):
        hour_files.import_hours(sample, path=tmp_path / "none.csv")
    with pytest.raises(KnownError, match="is a folder"):
        hour_files.import_hours(sample, path=tmp_path / "folder.csv")


def test_too_many_rows_are_refused(sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    row = f"2,{DAY},OJT,1,1,,\n"
    assert hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + row * 3)) == Imported(3, 0)
    with pytest.raises(KnownError, match="has more than 3 rows"):
        hour_files.import_hours(sample, path=_csv(tmp_path, HEAD + row * 4))


def test_blank_rows_before_a_far_one_are_counted(
    sample: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "MOST_ROWS", 3)
    head, row = HEAD.strip().split(","), [2, DAY, "OJT", 1, 1]
    assert hour_files.import_hours(sample, path=_xlsx(tmp_path, head, [], [], row)) == Imported(1, 0)
    with pytest.raises(KnownError, match="blank ones counted"):
        hour_files.import_hours(sample, path=_xlsx(tmp_path, head, [], [], [], row))


def _with_part(tmp_path: Path, name: str, content: bytes) -> Path:
    path = _xlsx(tmp_path, ["apprentice", "date", "kind", "hours"], [2, DAY, "RI", 1])
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return path


def test_a_zip_bomb_is_stopped_by_what_it_truly_holds(sample: Store, tmp_path: Path) -> None:
    path = _with_part(tmp_path, "bomb.bin", bytes(sheets.LARGEST + 1))
    assert path.stat().st_size < 1_000_000
    with pytest.raises(KnownError, match="holds more than 64 MB"):
        hour_files.import_hours(sample, path=path)


def test_a_workbook_that_lies_about_its_sizes_is_refused(sample: Store, tmp_path: Path) -> None:
    path = _with_part(tmp_path, "bomb.bin", bytes(1_000_000))
    content = path.read_bytes().replace((1_000_000).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    path.write_bytes(content)
    with pytest.raises(KnownError, match=r"not a workbook|more than"):
        hour_files.import_hours(sample, path=path)


@pytest.mark.parametrize(
    "part",
    [
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a/>',
        b"<a/>" + b" " * (64 * 1024 - 8) + b"<!doctype a>",
        '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16"),
        '<?xml version="1.0"?><!DOCTYPE a><a/>'.encode("utf-16-le"),
        b'<?xml version="1.0" encoding="cp037"?><a/>',
    ],
)
def test_a_workbook_with_a_dtd_is_refused(sample: Store, tmp_path: Path, part: bytes) -> None:
    with pytest.raises(KnownError, match="holds parts that a table does not need"):
        hour_files.import_hours(sample, path=_with_part(tmp_path, "xl/extra.xml", part))


def test_a_sheet_that_names_a_far_row_is_refused_before_it_comes_to_it(sample: Store, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["apprentice", "date", "kind", "hours"])
    book.active.cell(row=900_000, column=1, value=2)
    path = tmp_path / "far.xlsx"
    book.save(path)
    with pytest.raises(KnownError, match="blank ones counted"):
        hour_files.import_hours(sample, path=path)
