"""The door without Qt: open a record, read from it, write to it."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import copy
from pathlib import Path
from typing import Concatenate, ParamSpec, TypeVar

from filelock import FileLock, Timeout
from sqlalchemy import Engine, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState
from sqlmodel import Session

import desktop.models  # noqa: F401  (declares the tables)
from desktop.database import evidence_files, file, key_files, keyring
from desktop.database.copying import remove, write_key_file
from desktop.database.engine import known, make_engine
from desktop.database.key_files import Key
from desktop.database.upgrade import upgrade
from desktop.database.vault import named_by
from desktop.errors import KnownError
from desktop.ledger.keys import Signers
from desktop.models.base import METADATA
from desktop.models.ledger import LedgerEntry

P = ParamSpec("P")
T = TypeVar("T")
Report = Callable[[int, int], None]
"""Called by long work with (done, of); raises Cancelled when the user stopped it."""


_BACKUP = "Open the newest backup."
_KINDS = "kinds"
SIGNERS = "signers"
"""Under which a session carries who is at work."""
VAULT = "vault"
"""Under which a session carries the files beside its record."""


class _Writing(Session):
    """A session that names the tables it writes to, so that nobody announces by hand."""


@event.listens_for(_Writing, "before_flush")
def _flushed(session: Session, _context: object, _instances: object) -> None:
    session.info[_KINDS].update(type(row).__name__ for row in (*session.new, *session.dirty, *session.deleted))


@event.listens_for(_Writing, "do_orm_execute")
def _executed(state: ORMExecuteState) -> None:
    if not state.is_select and state.bind_mapper is not None:
        state.session.info[_KINDS].add(state.bind_mapper.class_.__name__)


class Store:
    """One open record and its `vault`, the files beside it. `announce` is called after each commit with the names of
    the tables that changed, and before it `signed` after one with an entry of the ledger. `signers` are who is at work
    on it, None before anybody signed in. Where there is a `refusal`, nothing is written but `write_all_the_same`."""

    def __init__(self, path: Path, engine: Engine, lock: FileLock) -> None:
        self.path = path
        self.vault = evidence_files.vault_of(path)
        self.announce: Callable[[frozenset[str]], None] = lambda kinds: None
        self.signed: Callable[[], None] = lambda: None
        self.signers: Signers | None = None
        self.refusal: KnownError | None = None
        self._engine = engine
        self._reading = engine.execution_options(reading=True)
        self._lock = lock

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """What `query` returns: plain rows, never row objects. One snapshot, however many statements."""
        try:
            with Session(self._reading, info=self._carried()) as session:
                return query(session, *args, **arguments)
        except DBAPIError as error:
            raise known(error) or error from error

    def write(self, action: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """Run `action` in one transaction; announce what changed once it is on the disk. On any error nothing
        is saved and nothing is announced."""
        if self.refusal is not None:
            raise self.refusal
        return self.write_all_the_same(action, *args, **arguments)

    def write_all_the_same(
        self, action: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs
    ) -> T:
        """`write` in a record that takes no more for now: who tries to sign in, and how it is put right."""
        kinds: set[str] = set()
        try:
            with _Writing(self._engine, expire_on_commit=False, info={_KINDS: kinds, **self._carried()}) as session:
                result = action(session, *args, **arguments)
                session.commit()
        except DBAPIError as error:
            raise known(error) or error from error
        if LedgerEntry.__name__ in kinds:
            self.signed()
        if kinds:
            self.announce(frozenset(kinds))
        return result

    def _carried(self) -> dict[str, object]:
        return {SIGNERS: self.signers, VAULT: self.vault}

    def as_now(self) -> "Store":
        """The same open record for work that takes its time: it stays with who is at work now, whoever comes next."""
        return copy(self)

    def close(self) -> None:
        if self.vault.added:
            self._forget_unnamed()
        self._engine.dispose()
        keyring.let_go(self.path)
        self._lock.release()

    def _forget_unnamed(self) -> None:
        """Files that were chosen since the record was opened, and then not recorded. Any other may be all that is left
        of a damaged record."""
        with suppress(DBAPIError), self._reading.connect() as connection:
            self.vault.drop(self.vault.added - named_by(connection.exec_driver_sql))

    def __enter__(self) -> "Store":
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()


def open_store(path: Path) -> Store:
    """Open the record at `path`, upgrading it first where it is older.

    Raises KnownError for a file that is missing, foreign, damaged, newer, empty or open elsewhere; Locked for an
    encrypted one, until `keyring` knows its key.
    """
    file.refuse_no_file(path)
    lock = _lock(path)
    try:
        # Read under the lock: closing the file drops the locks of whoever has it open in this process.
        keyring.hold(path, keyring.key_of(path))
        schema = file.settled_schema(path)
        if path.stat().st_size <= file.QUICK_CHECK_BYTES:
            file.refuse_damaged(path)
        if schema < file.SCHEMA:
            upgrade(path, schema)
    except BaseException:
        keyring.let_go(path)
        _unlock(lock)
        raise
    return _opened(path, lock)


def create_store(path: Path, key: Key | None = None) -> Store:
    """Make a new, empty record at `path`, readable by its owner alone, and encrypted where there is a key. Raises
    KnownError where a file is."""
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        raise KnownError(f"The folder {path.parent} cannot be made.", "Choose another folder.") from None
    file.refuse_network(path.parent)
    if key_files.exists(path):
        raise KnownError(f"There is a file {key_files.beside(path)} already.", "Choose another name.")
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise KnownError(f"There is a file {path} already.", "Choose another name.") from None
    except OSError:
        raise KnownError(f"The folder {path.parent} cannot be written to.", "Choose another folder.") from None
    try:
        lock = _lock(path)
    except BaseException:
        path.unlink(missing_ok=True)
        raise
    try:
        keyring.hold(path, key)
        if key is not None:
            keyring.know(key)
            write_key_file(path, key.file)
        upgrade(path, 0)
    except BaseException:
        keyring.let_go(path)
        remove(path)
        _unlock(lock)
        raise
    return _opened(path, lock)


def _opened(path: Path, lock: FileLock) -> Store:
    # A working folder that changes later must not change which file is meant.
    path = path.absolute()
    engine = make_engine(path)
    try:
        _refuse_other_tables(engine)
    except BaseException:
        engine.dispose()
        keyring.let_go(path)
        _unlock(lock)
        raise
    return Store(path, engine, lock)


def _refuse_other_tables(engine: Engine) -> None:
    """Damage to the text of the schema leaves a file that is whole and has no such column."""
    try:
        with engine.execution_options(reading=True).connect() as connection:
            for table in METADATA.sorted_tables:
                found = {row[1] for row in connection.exec_driver_sql(f"PRAGMA table_info({table.name})")}
                if not found.issuperset(column.name for column in table.columns):
                    raise KnownError("The file is damaged: its tables are not those of a record.", _BACKUP)
    except DBAPIError as error:
        raise known(error) or KnownError("The file is damaged: its tables cannot be read.", _BACKUP) from error


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a closed record, to change the file itself. Raises KnownError where it is open."""
    lock = _lock(path)
    try:
        yield
    finally:
        lock.release()


def _lock(path: Path) -> FileLock:
    """The lock of a file, whatever link it is opened through."""
    lock = FileLock(f"{path.resolve()}.lock", timeout=0, mode=0o600)
    try:
        lock.acquire()
    except Timeout:
        raise KnownError(
            "The file is open in another window of Journeybook.", "Close it there, then open it again."
        ) from None
    except OSError:
        raise KnownError(f"The folder {path.parent} cannot be written to.", "Check its permissions.") from None
    return lock


def _unlock(lock: FileLock) -> None:
    """Let go of a file that was refused, and leave nothing beside it."""
    lock.release()
    with suppress(OSError):
        Path(lock.lock_file).unlink(missing_ok=True)


def nothing_to_report(_done: int, _of: int) -> None:
    """For callers who watch no progress."""
