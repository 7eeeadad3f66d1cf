"""python -m tests.database.golden_files: keep a record of the schema that this program writes, to be upgraded in tests
for as long as there are newer ones. Run it once for each new schema, before anybody works with it.

`golden/schema-N.db.xz` holds two apprentices of the sample program of its time. `interrupted.db.xz` is such a record
whose last change was stopped half-way, with its journal beside it.
"""

import lzma
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from desktop.database import file
from desktop.database.store import create_store
from desktop.services import demo, demo_cast

FOLDER = Path(__file__).with_name("golden")
_SHORT = ("probation", "cancelled in probation")
"""How far those have come who are kept: they have few hours."""


def unpack(schema: int, folder: Path) -> Path:
    """A record of an older schema, written by the program of its time, at a new place."""
    return _unpack(f"schema-{schema}.db", folder)


def unpack_interrupted(folder: Path) -> Path:
    """A record with the journal of a change that was never finished: all notes on hours were about to be lost."""
    _unpack("interrupted.db-journal", folder)
    return _unpack("interrupted.db", folder)


def _unpack(name: str, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    target = folder / name
    target.write_bytes(lzma.decompress((FOLDER / f"{name}.xz").read_bytes()))
    return target


def _pack(source: Path, name: str) -> None:
    (FOLDER / f"{name}.xz").write_bytes(lzma.compress(source.read_bytes(), preset=9 | lzma.PRESET_EXTREME))


def make(path: Path) -> None:
    kept = {one.fate: one for one in demo_cast.APPRENTICES if one.fate in _SHORT}
    with patch.object(demo_cast, "APPRENTICES", tuple(kept.values())), create_store(path) as store:
        demo.fill(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("VACUUM")


def _interrupt(path: Path) -> None:
    """Change all notes with so little memory that SQLite writes before it commits, and copy what is there then."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA cache_size = 1")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE hour_entry SET note = 'about to be lost'")
        for ending in ("", "-journal"):
            shutil.copy(f"{path}{ending}", path.with_name(f"interrupted.db{ending}"))
            _pack(path.with_name(f"interrupted.db{ending}"), f"interrupted.db{ending}")


def main(*what: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "made.db"
        make(path)
        _pack(path, f"schema-{file.SCHEMA}.db")
        if what:
            _interrupt(path)


if __name__ == "__main__":
    main(*sys.argv[1:])
