"""python -m tests.benchmarks [--apprentices N] [--hours M] [--rows R]: the goals as ratios, each with its floor.

P1 cohort list, P2 one progress in a large and a small record, P3 start to a filled first page, P6 one sign-off,
P7 a file of hours, P9 the ledger, D each shared document read as a framework.
"""

import argparse
import os
import platform
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable
from datetime import date
from pathlib import Path

from desktop.codes import HourKind
from desktop.database.store import Store, create_store, open_store
from desktop.services import apprentices, demo, people, sign_offs
from desktop.services.progress import progress
from desktop.services.sign_offs import NewRating
from tests.benchmarks import documents, hours_import, ledger_price
from tests.benchmarks.generator import make


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apprentices", type=int, default=10_000)
    parser.add_argument("--hours", type=int, default=500_000)
    parser.add_argument("--only", default="P1,P2,P3,P6,P7,P9,D")
    parser.add_argument("--rows", type=int, default=100_000, help="of the file that P7 imports")
    parser.add_argument("--entries", type=int, default=10_000, help="of the ledger that P9 checks")
    options = parser.parse_args()
    wanted = options.only.split(",")
    print(f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}, {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder:
        large, small = Path(folder) / "large.db", Path(folder) / "small.db"
        if {"P1", "P2", "P6"} & set(wanted):
            make(large, options.apprentices, options.hours)
            make(small, 100, max(100, options.hours * 100 // options.apprentices))
            size = large.stat().st_size / 1e6
            print(f"{options.apprentices:,} apprentices, {options.hours:,} hour entries: {size:,.0f} MB")
        for name, measure in (("P1", cohort), ("P2", one_progress), ("P6", sign_off)):
            if name in wanted:
                measure(large, small)
        if "P7" in wanted:
            ours, floor = hours_import.measure(Path(folder), options.rows)
            what = f"import of {options.rows:,} rows, against reading the file and a bare executemany"
            tell("P7", what, ours, floor, 2)
        if "P9" in wanted:
            the_ledger(Path(folder), options.entries)
    if "P3" in wanted:
        start()
    if "D" in wanted:
        documents.tell()


def typical(act: Callable[[], object], times: int) -> float:
    """The median of several runs in milliseconds, after one that warms up."""
    act()
    found = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        found.append((time.perf_counter() - begun) * 1000)
    return statistics.median(found)


def tell(name: str, what: str, ours: float, floor: float, goal: float) -> None:
    ratio = ours / floor
    mark = "met" if ratio <= goal else "MISSED"
    print(f"{name}  {what}: {ours:,.2f} ms, floor {floor:,.2f} ms, ratio {ratio:.2f} (goal {goal}: {mark})")


def cohort(large: Path, _small: Path) -> None:
    sql = "SELECT agreement_id, kind, state, sum(minutes) FROM hour_total GROUP BY 1, 2, 3"
    connection = sqlite3.connect(large)
    with open_store(large) as store:
        floor = typical(lambda: connection.execute(sql).fetchall(), 7)
        ours = typical(lambda: store.read(apprentices.listing), 7)
    connection.close()
    tell("P1", "cohort list through the service, against bare SQL over the totals", ours, floor, 3)


def one_progress(large: Path, small: Path) -> None:
    with open_store(large) as many, open_store(small) as few:
        numbers = [str(number) for number in range(1, 61)]

        def each(store: Store) -> Callable[[], object]:
            return lambda: [store.read(progress, agreement_id=number) for number in numbers]

        ours = typical(each(many), 5) / len(numbers)
        floor = typical(each(few), 5) / len(numbers)
    tell("P2", "one progress in the large record, against a record of 100", ours, floor, 1.5)


def sign_off(_large: Path, small: Path) -> None:
    with open_store(small) as store:
        mentor = next(one.id for one in store.read(people.everyone) if one.role == "mentor")
        agreement = next(row for row in store.read(apprentices.listing) if row.number == 1)

        def sign() -> None:
            rating = NewRating("1a", 3, HourKind.OJT, date(2026, 1, 5))
            store.write(sign_offs.sign_off, agreement_id=agreement.agreement_id, ratings=[rating], signer_id=mentor)

        ours = typical(sign, 200)
    floor = typical(_bare_insert(small), 200)
    tell("P6", "one sign-off, against a bare insert of its row and commit with the same pragmas", ours, floor, 1.5)


def _bare_insert(record: Path) -> Callable[[], object]:
    """The same row into the same table with the same indexes, in a copy of the record."""
    path = record.with_name("bare.db")
    shutil.copyfile(record, path)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript("PRAGMA journal_mode=DELETE; PRAGMA synchronous=EXTRA; PRAGMA foreign_keys=ON")
    _id, *row = connection.execute("SELECT * FROM sign_off LIMIT 1").fetchone()
    marks = ", ".join("?" * (1 + len(row)))

    def insert() -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(f"INSERT INTO sign_off VALUES ({marks})", (str(uuid.uuid4()), *row))
        connection.execute("COMMIT")

    return insert


def the_ledger(folder: Path, entries: int) -> None:
    append, whole, new = ledger_price.measure(folder, entries)
    tell("P9", "one entry appended and committed, against a bare insert of its rows with a signature", *append, 1.5)
    tell("P9", f"check of {entries:,} entries, against their bare hashes and signatures", *whole, 1.3)
    tell("P9", "check of the last hundred alone, against the whole", *new, 0.1)


FLOOR = """
import sys, time
from PySide6.QtWidgets import QApplication, QWidget
import sqlmodel
app = QApplication([]); window = QWidget(); window.resize(1440, 900); window.show()
for _ in range(3): app.processEvents()
"""
OURS = """
import sys
from desktop import __main__
sys.argv = ["journeybook", "--database", sys.argv[1]]
from PySide6.QtWidgets import QApplication
def loop():
    for _ in range(4): QApplication.processEvents()
    assert any(window.isVisible() for window in QApplication.topLevelWidgets())
    return 0
QApplication.exec = staticmethod(loop)
__main__.main()
"""


def start() -> None:
    """Whole processes from nothing to a filled first page, in turn with the floor."""
    with tempfile.TemporaryDirectory() as folder:
        sample, empty = Path(folder) / "sample.db", Path(folder) / "empty.db"
        with create_store(sample) as store:
            demo.fill(store)
        with create_store(empty) as store:
            store.write(people.start_program, sponsor="S", time_zone="UTC", first_name="A", last_name="B")
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "HOME": folder, "XDG_CONFIG_HOME": folder}
        runs: dict[str, list[float]] = {"floor": [], "sample": [], "empty": []}
        for _ in range(9):
            for name, code, path in (("floor", FLOOR, ""), ("sample", OURS, sample), ("empty", OURS, empty)):
                begun = time.perf_counter()
                subprocess.run([sys.executable, "-c", code, str(path)], check=True, env=environment, timeout=60)
                runs[name].append((time.perf_counter() - begun) * 1000)
        middle = {name: statistics.median(found[1:]) for name, found in runs.items()}
        tell("P3", "start to a filled first page of the sample", middle["sample"], middle["floor"], 1.5)
        tell("P3", "start with an empty record", middle["empty"], middle["floor"], 1.1)


if __name__ == "__main__":
    main()
