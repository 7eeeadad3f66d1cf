"""Where chance comes from: the system, or for the sample program one source that is the same every time."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from random import Random

_source: ContextVar[Random | None] = ContextVar("source", default=None)


def fresh_bytes(count: int) -> bytes:
    source = _source.get()
    return os.urandom(count) if source is None else source.randbytes(count)


@contextmanager
def drawn_from(source: Random) -> Iterator[None]:
    """Inside, all chance is drawn from `source`. Nothing that is made so is a secret."""
    token = _source.set(source)
    try:
        yield
    finally:
        _source.reset(token)
