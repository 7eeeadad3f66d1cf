"""The door for screens: read, write, start, and one signal. Knows Qt and the store, and no widget."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from sqlmodel import Session
from typing_extensions import override

from desktop.database.store import Store
from desktop.errors import Cancelled, KnownError

P = ParamSpec("P")
T = TypeVar("T")


class Work(QObject):
    """Long work under way. Its signals arrive on the thread of the window."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = Event()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it then fails with Cancelled and writes nothing."""
        self._cancelled.set()

    def report(self, done: int, of: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self.progressed.emit(done, of)


class _Runner(QRunnable):
    def __init__(self, work: Work, job: Callable[[], object]) -> None:
        super().__init__()
        self._work = work
        self._job = job

    @override
    def run(self) -> None:
        try:
            result = self._job()
        except KnownError as error:
            self._work.failed.emit(error)
        except BaseException as error:  # a defect: the window tells it, the thread must not swallow it
            self._work.failed.emit(error)
            raise
        else:
            self._work.finished.emit(result)


class Workspace(QObject):
    """One open record. `changed` carries the names of the tables that a commit changed, once for each commit."""

    changed = Signal(frozenset)

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._pool = QThreadPool(self)
        self._works: set[Work] = set()
        store.announce = self.changed.emit

    @property
    def path(self) -> Path:
        return self._store.path

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """Plain rows from a service, in one snapshot."""
        return self._store.read(query, *args, **arguments)

    def write(self, action: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """One verb of a service, committed, then announced; on an error nothing is saved."""
        return self._store.write(action, *args, **arguments)

    def start(self, job: Callable[..., object], **arguments: Any) -> Work:
        """Run `job(store, report=…, **arguments)` on the pool. Plain arguments in, plain result out."""
        work = Work(self)
        self._works.add(work)
        for signal in (work.finished, work.failed):
            signal.connect(lambda _result, work=work: self._works.discard(work))
        store = self._store
        self._pool.start(_Runner(work, lambda: job(store, report=work.report, **arguments)))
        return work

    def close(self) -> None:
        """Stop what runs, then let the file go."""
        for work in self._works:
            work.cancel()
        self._pool.waitForDone()
        self._store.announce = lambda kinds: None
        self._store.close()
