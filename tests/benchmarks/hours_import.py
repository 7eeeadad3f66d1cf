"""P7: one file of many hours into the record, against reading the file and a bare executemany of what it holds."""

import csv
import shutil
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

from desktop import sheets
from desktop.database.store import open_store
from desktop.services import hour_files
from tests.benchmarks.generator import BEGINS, make

APPRENTICES = 500
_FIRST = BEGINS + timedelta(days=300)
_HELD = {
    "hour_entry": "SELECT * FROM hour_entry ORDER BY worked_on, kind, agreement_id",
    "hour_allocation": "SELECT hour_allocation.* FROM hour_allocation JOIN hour_entry ON hour_entry.id = entry_id "
    "ORDER BY worked_on, kind, agreement_id",
}
"""What an import wrote, in the order of its file."""
_PRAGMAS = "PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON"


def measure(folder: Path, rows: int, times: int = 3) -> tuple[float, float]:
    """Milliseconds of the import, and of its floor: each the best of several runs, every one on a fresh copy."""
    empty, path = folder / "import.db", folder / "hours.csv"
    make(empty, APPRENTICES, 0)
    _write_file(path, rows)
    ours, floor = [], []
    for _ in range(times):
        filled = Path(shutil.copy(empty, folder / "filled.db"))
        ours.append(_import(filled, path))
        floor.append(_bare(Path(shutil.copy(empty, folder / "bare.db")), filled, path))
    return min(ours), min(floor)


def _write_file(path: Path, rows: int) -> None:
    """Two entries a day for each apprentice: work for one job function, and some class."""
    with path.open("w", newline="", encoding="utf-8") as file:
        sheet = csv.writer(file)
        sheet.writerow(("apprentice", "date", "kind", "hours", "job function", "course", "note"))
        for row in range(rows):
            place, apprentice = divmod(row, APPRENTICES)
            day = _FIRST + timedelta(days=place // 2)
            is_class = place % 6 == 5
            note = f"Ticket {row:06}" if row % 3 == 0 else ""
            work = ("RI", "1:30", "") if is_class else ("OJT", 3.5 + place % 2, 1 + place % 3)
            sheet.writerow((apprentice + 1, day.isoformat(), *work, "", note))


def _import(filled: Path, path: Path) -> float:
    with open_store(filled) as store:
        begun = time.perf_counter()
        hour_files.import_hours(store, path=path)
        return (time.perf_counter() - begun) * 1000


def _bare(bare: Path, filled: Path, path: Path) -> float:
    """Read the file, then insert the same rows with sqlite3 and the same pragmas."""
    with sqlite3.connect(filled) as connection:
        held = {table: connection.execute(sql).fetchall() for table, sql in _HELD.items()}
    connection.close()
    connection = sqlite3.connect(bare, isolation_level=None)
    connection.executescript(_PRAGMAS)
    begun = time.perf_counter()
    sheets.read(path)
    connection.execute("BEGIN IMMEDIATE")
    for table, rows in held.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
    connection.execute("COMMIT")
    spent = (time.perf_counter() - begun) * 1000
    connection.close()
    return spent
