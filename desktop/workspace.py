"""The door for screens: read, write, start, and one signal. Knows Qt and the store, and no widget."""

from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, QTimer, Signal, SignalInstance, Slot
from sqlmodel import Session
from typing_extensions import override

from desktop import defects
from desktop.database.store import Store
from desktop.errors import Cancelled, KnownError
from desktop.ledger.keys import OneSigner, Sitting
from desktop.services import clock, keys, recovery, sign_in
from desktop.services.keys import Opened

if TYPE_CHECKING:  # the check itself is not needed for a window to open
    from desktop.services.ledger_watch import Found

P = ParamSpec("P")
T = TypeVar("T")


LARGE_BYTES = 32 * 2**20
"""A file of this size holds some two thousand apprentices, whose list takes about 50 ms."""


def _read(store: Store, *, query: Callable[..., object], arguments: dict[str, Any], report: object) -> object:
    return store.read(query, **arguments)


def _sign_in(store: Store, *, who: str, passphrase: str, report: object) -> Sitting:
    return sign_in.sign_in(store, who=who, passphrase=passphrase)


def _begin_ledger(store: Store, *, person_id: str, passphrase: str, report: object) -> Opened:
    return store.write(keys.begin, person_id=person_id, passphrase=passphrase)


def _recover(store: Store, *, who: str, code: str, passphrase: str, report: object) -> Opened:
    return sign_in.recover(store, who=who, code=code, passphrase=passphrase)


def _confirm(store: Store, *, who: str, passphrase: str, report: object) -> None:
    sign_in.sign_in(store, who=who, passphrase=passphrase).close()


def _change_passphrase(store: Store, *, passphrase: str, report: object) -> None:
    store.write(keys.change_passphrase, passphrase=passphrase)


def _new_recovery_code(store: Store, *, report: object) -> str:
    return store.write(recovery.new_code)


class Work(QObject):
    """Long work under way. `progressed`, `finished` and `failed` come on the thread of the window."""

    progressed = Signal(int, int)
    finished = Signal(object)
    failed = Signal(object)
    _told = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cancelled = Event()
        # The work lives on the window's thread, so what the pool's thread tells is queued to it.
        self._told.connect(self._pass_on)

    @Slot(object)
    def _pass_on(self, tell: Callable[[], None]) -> None:
        tell()

    def cancel(self) -> None:
        """Ask the work to stop at its next step; it then fails with Cancelled and writes nothing."""
        self._cancelled.set()

    def report(self, done: int, of: int) -> None:
        if self._cancelled.is_set():
            raise Cancelled
        self._told.emit(lambda: self.progressed.emit(done, of))

    def end(self, signal: SignalInstance, result: object) -> None:
        self._told.emit(lambda: signal.emit(result))


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
            self._work.end(self._work.failed, error)
        except BaseException as error:  # noqa: BLE001  (a defect: the thread must hand it to the window)
            self._work.end(self._work.failed, error)
            defects.write_down(type(error), error.__traceback__)
        else:
            self._work.end(self._work.finished, result)


class Workspace(QObject):
    """One open record. `changed` carries the names of the tables that a commit changed, once for each commit."""

    changed = Signal(frozenset)
    backed_up = Signal()
    """A backup was made, or was not kept."""
    checked = Signal(object)
    """What a check of the ledger found, which `found` keeps."""
    restore_wanted = Signal(object)
    """A prepared restore: whoever opened the record closes it and lets it in."""
    change_wanted = Signal(object, str)
    """Another prepared change of the whole file, and what to say once it is done."""

    def __init__(self, store: Store, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: Found | None = None
        self._store = store
        self._pool = QThreadPool(self)
        self._works: set[Work] = set()
        self._is_closed = False
        store.announce = self.changed.emit

    @property
    def path(self) -> Path:
        return self._store.path

    def read(self, query: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """Plain rows from a service, in one snapshot."""
        return self._store.read(query, *args, **arguments)

    @property
    def is_large(self) -> bool:
        """Whether lists of this record take longer to read than a window may stand still."""
        return self.path.stat().st_size > LARGE_BYTES

    def fetch(self, query: Callable[..., object], **arguments: Any) -> Work:
        """`read` on the pool, for long lists of a large record; the rows come with `finished`."""
        return self.start(_read, query=query, arguments=arguments)

    def write(self, action: Callable[Concatenate[Session, P], T], *args: P.args, **arguments: P.kwargs) -> T:
        """One verb of a service, committed, then announced; on an error nothing is saved."""
        return self._store.write(action, *args, **arguments)

    def run(self, job: Callable[..., T], **arguments: Any) -> T:
        """`job(store, **arguments)` at once, for what must be done before the next act."""
        return job(self._store, **arguments)

    @cached_property
    def is_sample(self) -> bool:
        """Whether everything in this record is invented, and everyone's passphrase known."""
        return self.read(clock.is_sample)

    @property
    def signed_in(self) -> str:
        """The id of who signed in with a passphrase of their own; "" where nobody did, or nobody needs to."""
        signers = self._store.signers
        return signers.viewer if isinstance(signers, OneSigner) and not self.is_sample else ""

    def sign_in(self, *, who: str, passphrase: str) -> Work:
        """Open someone's key on the pool; once that is finished they are at work. `who` is an id or a full name."""
        return self._admit(_sign_in, who=who, passphrase=passphrase)

    def begin_ledger(self, *, person_id: str, passphrase: str) -> Work:
        """Set up signing with the first coordinator, who is then at work; finishes with their recovery code."""
        return self._admit(_begin_ledger, person_id=person_id, passphrase=passphrase)

    def recover(self, *, who: str, code: str, passphrase: str) -> Work:
        """A new passphrase by the recovery sheet; its owner is then at work. Finishes with `Opened`."""
        return self._admit(_recover, who=who, code=code, passphrase=passphrase)

    def confirm(self, passphrase: str) -> Work:
        """Ask once more for the passphrase of who is signed in; finishes where it is right."""
        return self.start(_confirm, who=self.signed_in, passphrase=passphrase)

    def change_passphrase(self, passphrase: str) -> Work:
        """Lock the key of who is signed in under another one."""
        return self.start(_change_passphrase, passphrase=passphrase)

    def new_recovery_code(self) -> Work:
        """Another recovery code for the key of who is signed in; finishes with it."""
        return self.start(_new_recovery_code)

    @property
    def refusal(self) -> str:
        """Why nothing can be written to this record; "" where all can."""
        return str(self._store.refusal or "")

    def lock(self) -> None:
        """Nobody is at work any more; what runs ends as whoever began it."""
        self._store.signers = None

    def _admit(self, job: Callable[..., object], **arguments: Any) -> Work:
        work = self.start(job, **arguments)
        # Before any other slot, so that those find someone at work.
        work.finished.connect(self._take)
        return work

    @Slot(object)
    def _take(self, found: Sitting | Opened) -> None:
        self._store.signers = OneSigner(found.sitting if isinstance(found, Opened) else found)

    def start(self, job: Callable[..., object], **arguments: Any) -> Work:
        """Run `job(store, report=…, **arguments)` on the pool. Plain arguments in, plain result out."""
        work = Work(self)
        self._works.add(work)
        for signal in (work.finished, work.failed):
            signal.connect(lambda _result, work=work: self._works.discard(work))
        store = self._store.as_now()
        runner = _Runner(work, lambda: job(store, report=work.report, **arguments))
        # Begun in the next turn of the loop, so that the caller has connected before anything is told.
        QTimer.singleShot(0, self, lambda: self._begin(work, runner))
        return work

    def _begin(self, work: Work, runner: QRunnable) -> None:
        """Put the work on the pool; where the record was closed meanwhile, its file is no longer ours."""
        if self._is_closed:
            work.end(work.failed, Cancelled())
        else:
            self._pool.start(runner)

    def tell_checked(self, found: "Found") -> None:
        """Keep what a check of the ledger found, for every page."""
        self.found = found
        self.checked.emit(found)

    def close(self, last: Callable[[Store], object] | None = None) -> None:
        """Stop what runs, do `last`, then let the file go, whatever came of it."""
        self._is_closed = True
        for work in self._works:
            work.cancel()
        self._pool.waitForDone()
        self._store.announce = lambda kinds: None
        try:
            if last is not None:
                last(self._store)
        finally:
            self._store.close()
