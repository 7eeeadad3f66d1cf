"""Who is at work on the record of a command: signed in, named only, or nobody."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop import words
from desktop.cli import asking
from desktop.database.store import Store
from desktop.errors import KnownError
from desktop.ledger.keys import OneSigner, Sitting
from desktop.services import acting, clock, demo_signing, sign_in


@dataclass(frozen=True, slots=True)
class Root:
    """What stands before the command: the record, who is at work, and where their passphrase is read from."""

    path: Path
    who: str = ""
    passphrase_fd: int | None = None


class Nobody:
    """Refuses whatever needs somebody who is signed in."""

    @property
    def viewer(self) -> str:
        raise KnownError("Nobody is signed in.", "Say who you are with --as NAME before the command.")

    def sitting(self, _person_id: str | None) -> Sitting | None:
        raise KnownError("Nobody is signed in.", "Say who you are with --as NAME before the command.")


class Named:
    """Who acts in a record in which nothing is signed yet."""

    def __init__(self, find: Callable[[], str]) -> None:
        self._find = find

    @property
    def viewer(self) -> str:
        return self._find()

    def sitting(self, _person_id: str | None) -> Sitting | None:
        return None


@contextmanager
def signed_in(store: Store, root: Root, find: Callable[[Store, str], str]) -> Iterator[None]:
    """Somebody is at work on the open record until the block ends. `find` gives the id of the person named, or with no
    name of who acts for the sponsor, in a record in which nothing is signed yet."""
    if not store.read(acting.has_begun):
        if root.who:
            find(store, root.who)
        store.signers = Named(lambda: find(store, root.who))
        yield
    elif root.passphrase_fd is None and store.read(clock.is_sample):
        # Nobody is real there, and everyone's passphrase is known.
        demo_signing.enter(store, person_id=find(store, root.who))
        yield
    elif not root.who:
        store.signers = Nobody()
        yield
    else:
        passphrase = asking.ask(f"Passphrase of {words.clean_line(root.who)}", root.passphrase_fd)
        with sign_in.sign_in(store, who=root.who, passphrase=passphrase) as sitting:
            store.signers = OneSigner(sitting)
            yield
