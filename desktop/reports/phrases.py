"""Words that several papers use: ranges of hours and months, counts with their whole, who signed."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from desktop import words
from desktop.codes import Approach, HourKind, Kind
from desktop.frameworks.document import Framework, HourRange, RatingScale, Term
from desktop.frameworks.standing import Amount, Count, FunctionProgress, Progress, Rating
from desktop.reports.content import Scale
from desktop.reports.rows import ApprenticeHead, Signer

APPROACHES = {
    Approach.TIME_BASED: "Time-based",
    Approach.COMPETENCY_BASED: "Competency-based",
    Approach.HYBRID: "Hybrid",
}
KINDS = {Kind.CORE: "Core", Kind.OPTIONAL: "Optional"}
SHOWN = {HourKind.OJT: "On the job", HourKind.RI: "Related instruction"}


def figure(hours: float | None) -> str:
    """Hours without their unit: "1,200" or "597.5"; "" for none."""
    return "" if hours is None else f"{hours:,.2f}".rstrip("0").rstrip(".")


def span(hours: HourRange, unit: str = " h") -> str:
    """ "7,920 to 9,380 h", "144 h", or "" where the source gives none."""
    low, high = hours.minimum, hours.maximum
    if low is None and high is None:
        return ""
    if low is None or high is None or low == high:
        return figure(low if low is not None else high) + unit
    return f"{figure(low)} to {figure(high)}{unit}"


def summed(ranges: Iterable[HourRange]) -> HourRange:
    """The sum of ranges; None where none gives that end."""
    found = list(ranges)
    lows = [one.minimum for one in found if one.minimum is not None]
    highs = [one.maximum if one.maximum is not None else one.minimum for one in found]
    high = [one for one in highs if one is not None]
    return HourRange(minimum=sum(lows) if lows else None, maximum=sum(high) if high else None)


def months(term: Term) -> str:
    """ "12 to 24 months, 18 expected"; "" where the source gives none."""
    low, high, typical = term.minimum, term.maximum, term.typical
    ends = [one for one in (low, high) if one is not None]
    if not ends:
        return words.counted(typical, "month") if typical else ""
    text = words.counted(ends[0], "month")
    if len(ends) == 2 and ends[0] != ends[1]:
        text = f"{ends[0]} to {words.counted(ends[1], 'month')}"
    return f"{text}, {typical} expected" if typical and typical not in ends else text


def signed(count: Count) -> str:
    """ "18 of 27 signed, 3 pending"."""
    text = f"{count.done} of {count.required} signed"
    return f"{text}, {count.pending} pending" if count.pending else text


def so_far(amount: Amount) -> str:
    """ "812 h approved of 1,000 h, 12 h pending"."""
    text = f"{words.hours(amount.done)} approved"
    if amount.required:
        text += f" of {words.hours(amount.required)}"
    if amount.pending:
        text += f", {words.hours(amount.pending)} pending"
    return f"{text}, {words.hours(amount.credit)} credit" if amount.credit else text


def function_state(progress: FunctionProgress) -> str:
    """ "8 of 9 complete, 1 open"; for a choice "2 of 5 complete, choose 3, 1 open"."""
    done = sum(one.is_complete for one in progress.competencies)
    text = f"{done} of {len(progress.competencies)} complete"
    if progress.optional.required:
        text += f", choose {progress.optional.required}"
    pending = progress.core.pending + progress.optional.pending
    left = _still(progress.core) + _still(progress.optional)
    if left:
        text += f", {left} open"
    return f"{text}, {pending} pending" if pending else text


def _still(count: Count) -> int:
    return max(0, count.missing - count.pending)


def still_optional(progress: Progress) -> int:
    """Optional competencies that a choice still needs and nobody asked to sign."""
    return sum(_still(one.optional) for one in progress.functions)


def still(amount: Amount) -> int:
    """Minutes neither approved, credited nor pending."""
    return max(0, amount.missing - max(0, amount.pending))


def amount_of_money(cents: int, percent: float) -> str:
    share = (Decimal(cents) * Decimal(str(percent)) / 100).quantize(Decimal(1), ROUND_HALF_UP)
    return words.money(int(share))


def scale(rating: RatingScale) -> Scale:
    """From the highest level down, as the form prints it."""
    return Scale(tuple((one.level, one.word, one.meaning) for one in reversed(rating.levels)))


def completing_levels(rating: RatingScale) -> str:
    """ "3 or 4"."""
    levels = [str(one.level) for one in rating.levels if one.level >= rating.completes_at]
    return f"{', '.join(levels[:-1])} or {levels[-1]}" if len(levels) > 1 else levels[0]


def version_line(framework: Framework) -> str:
    return f"{framework.title}, version {framework.version}, {framework.publisher}"


class Initials:
    """Who each pair of initials on a paper is; two people never share one."""

    def __init__(self, people: Iterable[Signer] = ()) -> None:
        self._by_name: dict[str, Signer] = {}
        for one in people:
            self._add(one.name, one.initials, one.duty)

    def of(self, rating: Rating) -> str:
        found = self._by_name.get(rating.signer)
        if found is None:
            found = self._add(rating.signer, words.initials(rating.signer), str(rating.role))
        return found.initials

    def _add(self, name: str, initials: str, duty: str) -> Signer:
        wanted = initials or name[:1].upper()
        taken = {one.initials for one in self._by_name.values()}
        number, free = 2, wanted
        while free in taken:
            free, number = f"{wanted}{number}", number + 1
        self._by_name[name] = Signer(name, free, duty)
        return self._by_name[name]

    def sentence(self) -> str:
        """ "Initials: OP Owen Park, mentor; LM Lena Marsh, instructor."; "" where nobody signed."""
        people = "; ".join(f"{one.initials} {one.name}, {one.duty}" for one in self._by_name.values())
        return f"Initials: {people}." if people else ""


def names_on(apprentice: ApprenticeHead, progress: Progress) -> tuple[str, ...]:
    """Everyone whose name the paper prints."""
    signers = [one.name for one in apprentice.signers]
    return (apprentice.name, *signers, *(one.signer for one in progress.facts.ratings))


def open_reasons(progress: Progress) -> list[str]:
    """What on this record is unsigned or pending, as clauses."""
    found: list[str] = []
    if progress.framework.approach is not Approach.TIME_BASED:
        left = _still(progress.core) + still_optional(progress)
        if left:
            found.append(words.counted(left, "competency is open", "competencies are open"))
        found += waiting_competencies(progress)
    for amount, where in ((progress.ojt, "on the job"), (progress.ri, "of related instruction")):
        if still(amount):
            found.append(f"{words.hours(still(amount))} {where} are missing")
    return [*found, *waiting_hours(progress)]


def waiting_competencies(progress: Progress) -> list[str]:
    waiting = sum(one.is_pending for function in progress.functions for one in function.competencies)
    return [words.counted(waiting, "sign-off is pending", "sign-offs are pending")] if waiting else []


def waiting_hours(progress: Progress) -> list[str]:
    pairs = ((progress.ojt, "on the job"), (progress.ri, "of related instruction"))
    return [f"{words.hours(amount.pending)} {where} are pending" for amount, where in pairs if amount.pending]
