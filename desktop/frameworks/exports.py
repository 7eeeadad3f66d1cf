"""The files that a framework can be written to."""

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native


class Export(NamedTuple):
    """`ending` is that of the file, with its dot; `losses` tells in sentences what of a framework the format
    cannot hold."""

    name: str
    ending: str
    write: Callable[[Framework], bytes]
    losses: Callable[[Framework], tuple[str, ...]]


def _nothing(_framework: Framework) -> tuple[str, ...]:
    return ()


EXPORTS: Final = (Export(native.NAME, ".json", lambda one: native.write(one).encode(), _nothing),)
"""The whole neutral form first."""


def find(name: str, ending: str = "") -> Export:
    """The format of this name; without a name, the first whose file has this ending.

    Raises KnownError naming the formats that there are.
    """
    for one in EXPORTS:
        if one.name == name or (not name and one.ending == ending.lower()):
            return one
    listed = ", ".join(one.name for one in EXPORTS)
    raise KnownError(f"There is no format “{name or ending}” to write.", f"There are: {listed}.")
