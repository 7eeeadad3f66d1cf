"""What a reader makes of a foreign document: frameworks, findings, and what it passed over."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Finding, Path, Place
from desktop.frameworks.job_architecture import JobArchitecture


@dataclass(frozen=True, slots=True)
class Tally:
    """A count found beside the one that the document prints; `printed` is None where it prints none."""

    what: str
    found: float
    printed: float | None = None

    @property
    def agrees(self) -> bool:
        return self.printed is None or self.printed == self.found


@dataclass(frozen=True, slots=True)
class Passed:
    """Text that the reader passed over, and why."""

    place: Place
    text: str
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """One framework of the document. `framework` is whole and valid at once: where the source does not say, it
    holds what is likeliest, and a finding asks. `places` tells by path where each part was read."""

    framework: Framework
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    places: Mapping[Path, tuple[Place, ...]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return self.framework.key


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything read from one file. `format` is the name of the reader ("career-map"), `lines` the text of the
    source as it is shown; `findings` and `tallies` here are of the document as a whole, and of `jobs`, whose
    parts were read at `places`."""

    format: str
    found: tuple[Found, ...] = ()
    jobs: JobArchitecture | None = None
    findings: tuple[Finding, ...] = ()
    tallies: tuple[Tally, ...] = ()
    passed: tuple[Passed, ...] = ()
    lines: tuple[str, ...] = ()
    places: Mapping[Path, tuple[Place, ...]] = field(default_factory=dict)
