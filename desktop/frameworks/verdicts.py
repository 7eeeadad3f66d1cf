"""What a rule finds when it is put to a framework."""

from dataclasses import dataclass

from desktop.codes import Outcome, Severity


@dataclass(frozen=True, slots=True)
class Verdict:
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

    @property
    def blocks(self) -> bool:
        """Failed, and not to be registered like this."""
        return self.severity is Severity.BLOCK and self.outcome is Outcome.FAILED


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule before it is put: R for the rules of 29 CFR, J for our own, which cite nothing."""

    number: str
    severity: Severity
    citation: str = ""

    def passed(self, where: str, sentence: str) -> Verdict:
        return Verdict(self.number, self.severity, Outcome.PASSED, sentence, where, self.citation)

    def failed(self, where: str, sentence: str) -> Verdict:
        return Verdict(self.number, self.severity, Outcome.FAILED, sentence, where, self.citation)

    def cannot_tell(self, where: str, sentence: str) -> Verdict:
        return Verdict(self.number, self.severity, Outcome.CANNOT_TELL, sentence, where, self.citation)
