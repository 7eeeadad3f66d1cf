"""What a check of a framework finds."""

from dataclasses import dataclass

from desktop.codes import Outcome, Severity


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule put to one framework.

    `rule` is its number in the list of 29 CFR 29.5 checks, such as R4; `where` is the part to mend, such as
    "job function 3" or "wages"; `citation` is the CFR section. `severity` says what a failure means.
    """

    rule: str
    severity: Severity
    outcome: Outcome
    sentence: str
    where: str
    citation: str
