"""Why is this not complete? Every open condition of completion, as a sentence with who must act.

Sources: 29 CFR 29.5(b)(2) for the three approaches, (b)(4) for related instruction, (b)(15) for completion.
"""

from collections.abc import Iterator

from desktop import words
from desktop.codes import Approach, Kind, Status
from desktop.frameworks.standing import Amount, FunctionProgress, Progress, Unmet, free_credit

_ENDED = {
    Status.CANCELLED: "The agreement was cancelled.",
    Status.TRANSFERRED: "The agreement was transferred to another sponsor.",
}
_PAUSED = {
    Status.DRAFT: ("The agreement is not registered yet", "Send it to the registration agency"),
    Status.SUSPENDED: ("The agreement is suspended", "Reinstate it or end it"),
}


def unmet_conditions(progress: Progress) -> tuple[Unmet, ...]:
    """Open conditions, first those the apprentice can move, then those that wait for others."""
    if progress.facts.status is Status.COMPLETED:
        return ()
    if progress.facts.status in _ENDED:
        sentence = _ENDED[progress.facts.status]
        return (Unmet("status", "missing", sentence, "Nothing more can be recorded", progress.facts.coordinator),)
    found = (*_status(progress), *_hours(progress), *_competencies(progress), *_courses(progress))
    waiting = (*_waiting(progress), *_time(progress))
    return (*found, *waiting)


def _status(progress: Progress) -> Iterator[Unmet]:
    if progress.facts.status in _PAUSED:
        sentence, detail = _PAUSED[progress.facts.status]
        yield Unmet("status", "missing", sentence, detail, progress.facts.coordinator)


def _hours(progress: Progress) -> Iterator[Unmet]:
    who = progress.facts.apprentice
    for kind, amount, name in (
        ("ojt", progress.ojt, "on-the-job training"),
        ("ri", progress.ri, "related instruction"),
    ):
        still = amount.missing - max(0, amount.pending)
        if still > 0:
            yield Unmet(kind, "missing", f"{words.hours(still)} of {name} are missing", _so_far(amount), who)
        if amount.returned > 0 and amount.missing:
            sentence = f"{words.hours(amount.returned)} of {name} were returned"
            yield Unmet(f"{kind}-returned", "returned", sentence, "Correct the entries and log them again", who)
    yield from _function_hours(progress)


def _so_far(amount: Amount) -> str:
    text = f"{words.hours(amount.done)} of {words.hours(amount.required)} approved"
    if amount.pending > 0:
        text += f", {words.hours(amount.pending)} pending"
    return text + (f", {words.hours(amount.credit)} credited" if amount.credit else "")


def _function_hours(progress: Progress) -> Iterator[Unmet]:
    """Job functions short of their hours, unless credit given to no job function makes up for all of them."""
    short = [one for one in progress.functions if one.ojt.missing]
    if sum(one.ojt.missing for one in short) <= free_credit(progress.facts):
        return
    for one in short:
        number = one.function.number
        sentence = f"Job function {number} is {words.hours(one.ojt.missing)} short"
        yield Unmet(f"ojt-{number}", "missing", sentence, _so_far(one.ojt), progress.facts.mentor)


def _competencies(progress: Progress) -> Iterator[Unmet]:
    if progress.framework.approach is Approach.TIME_BASED:
        return
    codes = _open_codes(progress, is_pending=False)
    if codes:
        noun = words.counted(len(codes), "core competency is", "core competencies are")
        yield Unmet("core", "missing", f"{noun} not shown yet", ", ".join(codes), progress.facts.apprentice)
    for function in progress.functions:
        if function.optional.missing:
            yield _choice(function, progress.facts.apprentice)


def _choice(function: FunctionProgress, who: str) -> Unmet:
    number, choice = function.function.number, function.optional
    still = words.counted(choice.missing, "more optional competency", "more optional competencies")
    detail = f"{choice.done} of {choice.required} chosen so far"
    return Unmet(f"choose-{number}", "missing", f"Job function {number} needs {still}", detail, who)


def _open_codes(progress: Progress, is_pending: bool) -> list[str]:
    return [
        one.competency.code
        for function in progress.functions
        for one in function.competencies
        if one.competency.kind is Kind.CORE and not one.is_complete and one.is_pending is is_pending
    ]


def _courses(progress: Progress) -> Iterator[Unmet]:
    passed = progress.facts.courses_passed
    missing = [one.code for one in progress.framework.courses if one.code not in passed]
    if missing:
        noun = words.counted(len(missing), "course is", "courses are")
        detail = ", ".join(missing)
        yield Unmet("courses", "missing", f"{noun} not passed yet", detail, progress.facts.apprentice)


def _waiting(progress: Progress) -> Iterator[Unmet]:
    mentor = progress.facts.mentor
    codes = _open_codes(progress, is_pending=True)
    if codes and progress.framework.approach is not Approach.TIME_BASED:
        noun = words.counted(len(codes), "core competency waits", "core competencies wait")
        yield Unmet("core-pending", "pending", f"{noun} for a sign-off", ", ".join(codes), mentor)
    for kind, amount, name in (
        ("ojt", progress.ojt, "on the job"),
        ("ri", progress.ri, "of related instruction"),
    ):
        if amount.pending > 0 and amount.missing:
            sentence = f"{words.hours(amount.pending)} {name} wait for approval"
            yield Unmet(f"{kind}-pending", "pending", sentence, "Approve them or return them with a reason", mentor)


def _time(progress: Progress) -> Iterator[Unmet]:
    if progress.months_required and progress.as_of < progress.ready_on:
        sentence = f"{progress.months_required} months registered end on {words.long_date(progress.ready_on)}"
        is_hybrid = progress.framework.approach is Approach.HYBRID
        detail = "The shortest term of the framework" if is_hybrid else "The minimum time · 29 CFR 29.5(b)(2)(ii)"
        yield Unmet("months", "missing", sentence, detail, progress.facts.coordinator)
