"""CASE 1.0 and 1.1 packages (JSON), read and written."""

from collections.abc import Mapping
from pathlib import PurePath
from typing import Any, Final

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.formats.case import read as case_read
from desktop.frameworks.formats.case.records import line
from desktop.frameworks.formats.case.write import write
from desktop.frameworks.reading import Found, Passed, Reading, Tally

NAME: Final = "case"

_DEEPEST = 4
_MOST_LOOKED_AT = 2_000
_MOST_PACKAGES = 50


def fits(opened: Opened) -> bool:
    """Whether a CASE package stands in it, alone, in a list, or inside another object."""
    if opened.form is not Form.JSON or not (b"CFDocument" in opened.content or b"CFItems" in opened.content):
        return False
    try:
        return bool(_packages(opened.value))
    except KnownError:
        return False


def read(opened: Opened) -> Reading:
    """Raises KnownError where nothing can be read."""
    packages = _packages(opened.value)
    if not packages:
        raise KnownError(f"{opened.name} holds no CASE package.", "Choose a file with CFDocument and CFItems.")
    found: list[Found] = []
    passed: list[Passed] = []
    for package in packages[:_MOST_PACKAGES]:
        fallback = line(PurePath(opened.name).stem, 200) or "Framework"
        one, left = case_read.found(case_read.Source(package, fallback, tuple(earlier.key for earlier in found)))
        found.append(one)
        passed += left
    tallies = (Tally("packages", len(packages)),) if len(packages) > 1 else ()
    return Reading(format=NAME, found=tuple(found), tallies=tallies, passed=tuple(passed), lines=opened.lines)


def _packages(value: Any) -> list[Mapping[str, Any]]:
    """The packages nearest to the outside, breadth first."""
    layer, looked = [value], 0
    for _ in range(_DEEPEST):
        found = [one for one in layer if _is_package(one)]
        if found:
            return found
        below: list[Any] = []
        for one in layer:
            inside = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
            below += [part for part in inside if isinstance(part, dict | list)][:_MOST_LOOKED_AT]
            looked += 1
            if looked > _MOST_LOOKED_AT:
                break
        layer = below
    return []


def _is_package(value: Any) -> bool:
    """Not a schema of packages, which has the same names."""
    if not isinstance(value, dict):
        return False
    document = value.get("CFDocument")
    is_document = isinstance(document, dict) and any(
        isinstance(document.get(name), str) for name in ("identifier", "sourcedId", "uri", "title")
    )
    return is_document or isinstance(value.get("CFItems"), list)


__all__ = ["NAME", "fits", "read", "write"]
