"""Where one record stands against a framework: the plain facts, and the plain answer.

Amounts of time are whole minutes.
"""

from dataclasses import dataclass
from datetime import date, datetime

from desktop.codes import HourKind, HourState, Role, Status
from desktop.frameworks.document import Competency, Framework, JobFunction


@dataclass(frozen=True, slots=True)
class Rating:
    """One sign-off. A reversed one is kept with the reason and counts for nothing; `carried_from` is where it was
    signed before the agreement went to another framework, such as "2b of version 2018.1"."""

    id: str
    code: str
    level: int
    shown: HourKind
    observed_on: date
    recorded_at: datetime
    signer: str
    role: Role
    comment: str = ""
    reversed_why: str = ""
    is_both_roles: bool = False
    carried_from: str = ""


@dataclass(frozen=True, slots=True)
class HourSum:
    """Minutes of one kind in one state, for a job function (its number) or for none."""

    function: str | None
    kind: HourKind
    state: HourState
    minutes: int


@dataclass(frozen=True, slots=True)
class Credit:
    """Minutes granted for what was done before, for a job function or for none."""

    function: str | None
    kind: HourKind
    minutes: int


@dataclass(frozen=True, slots=True)
class DayHours:
    """Approved and pending minutes of one kind on one day of work or class."""

    day: date
    kind: HourKind
    approved: int
    pending: int


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything recorded for one agreement up to the end of `as_of`.

    `mentor`, `coordinator` and `apprentice` are names for the sentences that say who must act;
    `paused_days` is how long the agreement was suspended until `as_of`.
    """

    as_of: date
    begins: date
    ends: date | None
    status: Status
    apprentice: str
    mentor: str
    coordinator: str
    hours: tuple[HourSum, ...] = ()
    days: tuple[DayHours, ...] = ()
    ratings: tuple[Rating, ...] = ()
    asked: frozenset[str] = frozenset()
    courses_passed: frozenset[str] = frozenset()
    credits: tuple[Credit, ...] = ()
    paused_days: int = 0


def free_credit(facts: Facts) -> int:
    """Minutes of training credited to no job function, which make up for what any of them lacks."""
    return sum(one.minutes for one in facts.credits if one.kind is HourKind.OJT and one.function is None)


@dataclass(frozen=True, slots=True)
class Amount:
    """Minutes: what is required (0 where nothing is), approved, waiting for approval, returned and
    credited. Pending and returned minutes count for nothing."""

    required: int = 0
    done: int = 0
    pending: int = 0
    returned: int = 0
    credit: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.required - self.done - self.credit)


@dataclass(frozen=True, slots=True)
class Count:
    """Competencies: how many are required, complete, and waiting for a sign-off that was asked for."""

    required: int = 0
    done: int = 0
    pending: int = 0

    @property
    def missing(self) -> int:
        return max(0, self.required - self.done)


@dataclass(frozen=True, slots=True)
class CompetencyProgress:
    """`achieved` is the highest standing rating, the latest of equals; `ratings` are all, newest first."""

    competency: Competency
    is_complete: bool
    is_pending: bool
    achieved: Rating | None
    ratings: tuple[Rating, ...]

    def shown(self, where: HourKind, completes_at: int) -> Rating | None:
        """The latest completing rating shown on the job or in related instruction."""
        completing = (r for r in self.ratings if r.level >= completes_at and not r.reversed_why)
        return next((r for r in completing if r.shown is where), None)


@dataclass(frozen=True, slots=True)
class FunctionProgress:
    """`optional.required` is the choose-N rule, 0 where there is none."""

    function: JobFunction
    core: Count
    optional: Count
    ojt: Amount
    ri: Amount
    competencies: tuple[CompetencyProgress, ...]
    needs_competencies: bool

    @property
    def is_complete(self) -> bool:
        signed = not (self.core.missing or self.optional.missing) or not self.needs_competencies
        return signed and not self.ojt.missing and not self.ri.missing


@dataclass(frozen=True, slots=True)
class Unmet:
    """One condition of completion that is open: `condition` is its key, `state` a state word of the design
    (missing, pending, returned), `who` the name of the person who must act."""

    condition: str
    state: str
    sentence: str
    detail: str
    who: str


@dataclass(frozen=True, slots=True)
class Projection:
    """When the record will be complete at the present pace. `finish` is None where it cannot be told;
    `earliest` to `latest` holds the finish in 8 of 10 cases; `binding` is the key of the condition that
    finishes last."""

    finish: date | None
    earliest: date | None
    latest: date | None
    binding: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole answer. `expected` is the share of the term that has passed, 0 to 1, None without a term."""

    as_of: date
    framework: Framework
    facts: Facts
    functions: tuple[FunctionProgress, ...]
    core: Count
    optional: Count
    ojt: Amount
    ri: Amount
    is_ri_recommended: bool
    months_required: int
    ready_on: date
    expected: float | None
    unmet: tuple[Unmet, ...] = ()
    projection: Projection | None = None

    @property
    def is_complete(self) -> bool:
        return not self.unmet
