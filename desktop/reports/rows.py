"""The plain rows that papers are made from; `services.documents` selects them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from desktop.codes import Status
from desktop.frameworks.document import Framework
from desktop.frameworks.standing import Amount, Count, Progress


@dataclass(frozen=True, slots=True)
class Head:
    """What stands at the head and foot of each page. `made_at` is aware and in the sponsor's time zone;
    `program` is the program's name and version; `ledger_record` is the number of the last entry of the ledger
    and `fingerprint` the first 128 bits of its hash: whoever keeps the paper can tell later whether one was removed."""

    sponsor: str
    program_number: str
    made_at: datetime
    as_of: date
    program: str
    fingerprint: str = ""
    ledger_record: int | None = None
    page_size: Literal["Letter", "A4"] = "Letter"


@dataclass(frozen=True, slots=True)
class Signer:
    """Someone who signs on this agreement; `duty` in words, such as "mentor" or "stand-in mentor"."""

    name: str
    initials: str
    duty: str


@dataclass(frozen=True, slots=True)
class ApprenticeHead:
    """An apprentice under one agreement."""

    agreement_id: str
    name: str
    employer: str
    job_title: str
    begins: date
    ends: date | None
    status: Status
    signers: tuple[Signer, ...]


@dataclass(frozen=True, slots=True)
class CoursePassed:
    """A course of related instruction that the apprentice passed."""

    code: str
    day: date
    initials: str


@dataclass(frozen=True, slots=True)
class SchedulePaper:
    """The work process schedule (Appendix A): blank for a framework where there is no apprentice.

    A course that stands in `progress` as passed but not in `passed` prints "passed" without a date. `base` is the
    version that the framework was derived from, where the lines that differ from it are to be marked."""

    head: Head
    framework: Framework
    apprentice: ApprenticeHead | None = None
    progress: Progress | None = None
    passed: tuple[CoursePassed, ...] = ()
    base: Framework | None = None


@dataclass(frozen=True, slots=True)
class ProgressPaper:
    head: Head
    apprentice: ApprenticeHead
    progress: Progress


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One apprentice, one competency: the level achieved, or None; `is_pending` where a sign-off was asked."""

    level: int | None
    observed_on: date | None
    initials: str
    is_complete: bool
    is_pending: bool


@dataclass(frozen=True, slots=True)
class CohortRow:
    """One apprentice's line. `expected` is the share of the term passed, 0 to 1; `cells` stand in the order
    of the framework's competencies; `holds` is the sentence of what holds the finish."""

    apprentice: ApprenticeHead
    framework_key: str
    core: Count
    optional: Count
    ojt: Amount
    ri: Amount
    expected: float | None
    finish: date | None
    holds: str
    unmet: int
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class CohortPaper:
    """`frameworks` by the key of the rows that stand under them."""

    head: Head
    rows: tuple[CohortRow, ...]
    frameworks: dict[str, Framework]
