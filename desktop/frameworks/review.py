"""A framework read from a document, with its findings, as text that a draft keeps until it is adopted."""

from dataclasses import dataclass

from pydantic import TypeAdapter

from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Finding, Path, Place
from desktop.frameworks.reading import Found, Tally


@dataclass(frozen=True, slots=True)
class _Kept:
    framework: Framework
    findings: tuple[Finding, ...]
    tallies: tuple[Tally, ...]
    places: tuple[tuple[Path, tuple[Place, ...]], ...]


_kept: TypeAdapter[_Kept] = TypeAdapter(_Kept)


def write(found: Found) -> str:
    """JSON; the order of the places is that of the document."""
    kept = _Kept(found.framework, found.findings, found.tallies, tuple(found.places.items()))
    return _kept.dump_json(kept).decode()


def read(text: str) -> Found:
    """What `write` made. Only our own record is read: anything else is our defect."""
    kept = _kept.validate_json(text)
    return Found(kept.framework, kept.findings, kept.tallies, dict(kept.places))
