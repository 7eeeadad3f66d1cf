"""Passphrases and codes: typed on the terminal without being shown, or read from what the user opened for them."""

import getpass
import os
import warnings

from desktop.errors import KnownError

_LONGEST = 4096
"""Bytes of a line; more than any passphrase has."""


def ask(what: str, descriptor: int | None, option: str = "--passphrase-fd") -> str:
    """`what` as it was typed, or the next line of the file descriptor, which `option` names. KnownError where there is
    neither."""
    if descriptor is not None:
        return _line(descriptor)
    with warnings.catch_warnings():
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(f"{what}: ")
        except (getpass.GetPassWarning, EOFError):
            raise KnownError(
                "There is no terminal to type a passphrase on.", f"Open a file for it and name it: {option} N."
            ) from None


def ask_new(what: str, descriptor: int | None, option: str = "--passphrase-fd") -> str:
    """What nobody knows yet, typed twice on a terminal."""
    first = ask(what, descriptor, option)
    if descriptor is None and ask("The same again", None) != first:
        raise KnownError("The two are not the same.", "Try again.")
    return first


def _line(descriptor: int) -> str:
    """Byte by byte, so that what follows is there for whoever asks next."""
    line = bytearray()
    try:
        while len(line) <= _LONGEST and (one := os.read(descriptor, 1)) not in (b"", b"\n"):
            line += one
        return line.removesuffix(b"\r").decode()
    except (OSError, OverflowError, UnicodeDecodeError):
        raise KnownError(
            f"No passphrase can be read from the file descriptor {descriptor}.",
            "Open it for reading, with one line in UTF-8.",
        ) from None
