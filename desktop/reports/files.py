"""A file stands whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop.errors import KnownError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` when the block ends without an error.

    KnownError where the folder or the file cannot be written.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=".journeybook-", suffix=path.suffix)
    except OSError as error:
        raise _refusal(path, error) from error
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        _settle(beside)
        beside.replace(path)
    except OSError as error:
        raise _refusal(path, error) from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def _settle(path: Path) -> None:
    """On the disk before it takes its place, or a power cut leaves an empty file behind."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _refusal(path: Path, error: OSError) -> KnownError:
    why = error.strerror or "the system refused it"
    return KnownError(
        f"'{path.name}' cannot be written in the folder '{path.parent}': {why}.",
        "Choose another folder, or close the file where it is open.",
    )
