"""The frameworks that ship with the program."""

from functools import cache
from pathlib import Path

from desktop import assets
from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native

FIRST = "it-generalist"
"""The key of the framework that heads every list."""


def shipped() -> tuple[Framework, ...]:
    """Every shipped framework, IT Generalist first, the others by key."""
    return tuple(_read(path) for path in _files().values())


def keys() -> tuple[str, ...]:
    """The keys in the order of `shipped`, without reading a file."""
    return tuple(_files())


def find(key: str) -> Framework:
    """The shipped framework `key`; KnownError naming the keys that there are."""
    path = _files().get(key)
    if path is None:
        raise KnownError(f"No framework “{key}” ships with Journeybook.", f"There are: {', '.join(keys())}.")
    return _read(path)


@cache
def _files() -> dict[str, Path]:
    """By key: a shipped file is named after its framework's key."""
    found = assets.path("templates", "frameworks").glob("*.json")
    return {path.stem: path for path in sorted(found, key=lambda path: (path.stem != FIRST, path.stem))}


@cache
def _read(path: Path) -> Framework:
    return native.read(path.read_bytes())
