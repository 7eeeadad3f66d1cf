"""The closed lists of words that records, frameworks, papers and screens share.

Values are what stands in files and tables; they never change once released.
"""

from enum import StrEnum


class Approach(StrEnum):
    """How completion is measured: 29 CFR 29.5(b)(2)."""

    TIME_BASED = "time-based"
    COMPETENCY_BASED = "competency-based"
    HYBRID = "hybrid"


class Kind(StrEnum):
    """Whether a job function or competency must be completed."""

    CORE = "core"
    OPTIONAL = "optional"


class PartKind(StrEnum):
    """The parts of a framework that records stand under."""

    COMPETENCY = "competency"
    JOB_FUNCTION = "job function"
    COURSE = "course"


class HourKind(StrEnum):
    """On-the-job training is work, never class; related instruction is class or study."""

    OJT = "OJT"
    RI = "RI"


class HourState(StrEnum):
    PENDING = "pending"
    APPROVED = "approved"
    RETURNED = "returned"


class EvidenceKind(StrEnum):
    """What shows that something was done. Files and photos lie beside the record, the others are words."""

    FILE = "file"
    PHOTO = "photo"
    LINK = "link"
    OBSERVATION = "observation"


class Role(StrEnum):
    COORDINATOR = "coordinator"
    MENTOR = "mentor"
    INSTRUCTOR = "instructor"
    APPRENTICE = "apprentice"
    VIEWER = "viewer"


class MentorDuty(StrEnum):
    """What a mentor is on one agreement."""

    MENTOR = "mentor"
    STAND_IN = "stand-in"


class EventKind(StrEnum):
    """What can happen to an agreement after it is drafted (29 CFR 29.5(b)(19), 29.7(h))."""

    REGISTERED = "registered"
    PROBATION_ENDED = "probation ended"
    SUSPENDED = "suspended"
    REINSTATED = "reinstated"
    EXTENDED = "extended"
    TRANSFERRED = "transferred"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    REVERSED = "reversed"


class Status(StrEnum):
    """Where an agreement stands; always derived from its events."""

    DRAFT = "draft"
    PROBATION = "probation"
    ACTIVE = "active"
    SUSPENDED = "suspended"
    CANCELLED = "cancelled"
    COMPLETED = "completed"
    TRANSFERRED = "transferred out"


class DurationUnit(StrEnum):
    HOURS = "hours"
    WEEKS = "weeks"
    MONTHS = "months"


class WageUnit(StrEnum):
    HOURLY = "hourly"
    WEEKLY = "weekly"
    MONTHLY = "monthly"
    ANNUALLY = "annually"


class Severity(StrEnum):
    """What a failed rule means."""

    BLOCK = "block"
    WARN = "warn"
    INFORM = "inform"


class Outcome(StrEnum):
    PASSED = "pass"
    FAILED = "fail"
    CANNOT_TELL = "cannot tell"


OPEN_STATUSES = frozenset({Status.PROBATION, Status.ACTIVE})
"""Agreements under which hours are logged and competencies are signed."""


class Act(StrEnum):
    """What an entry of the ledger records."""

    TAKEN_OVER = "recorded before"
    PERSON_ADDED = "person added"
    AGREEMENT_MADE = "agreement made"
    SIGN_OFF = "sign-off"
    SIGN_OFF_REVERSED = "sign-off reversed"
    HOURS_LOGGED = "hours logged"
    HOURS_DECIDED = "hours decided"
    HOURS_REVERSED = "hours reversed"
    EVENT = "event"
    CREDIT = "credit"
    COURSE_RESULT = "course result"
    FRAMEWORK_ADOPTED = "framework adopted"
    CARRIED_OVER = "carried over"
    IMPORTED = "imported"
    KEY_REGISTERED = "key registered"
    KEY_REVOKED = "key revoked"
    ROLE_GIVEN = "role given"
    ROLE_TAKEN = "role taken"
    RESTORED = "restored"
    ERASED = "erased"
