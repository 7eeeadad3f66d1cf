"""The hours of the sample program, written at once."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from sqlmodel import insert

from desktop.codes import HourKind, HourState
from desktop.frameworks.document import Framework
from desktop.models.base import new_id
from desktop.models.hours import HourAllocation, HourDecision, HourEntry
from desktop.services import agreements, frameworks
from desktop.services.demo_cast import HELP_DESK, IT, Member
from desktop.services.demo_sample import DAY, Sample, outside_pause

_WEEKS_TO_APPROVE = 2


def _working_days(member: Member, until: date) -> Iterator[date]:
    day = member.begins
    while day < until:
        if day.weekday() < 5 and outside_pause(member, day) == day:
            yield day
        day += timedelta(days=1)


def add_hours(sample: Sample, member: Member, agreement_id: str, until: date) -> None:
    """Work on three days a week and one evening of class, written at once; `totals.rebuild` sums them."""
    agreement = agreements.find(sample.session, agreement_id)
    framework = frameworks.document(sample.session, agreement.framework_id)
    writer = _HourRows(sample, member, agreement)
    functions = _planned_functions(framework)
    courses = [course.code for course in framework.courses]
    a_day = {IT: 460, HELP_DESK: 470}.get(member.framework, 440)
    for place, day in enumerate(_working_days(member, until)):
        if day.weekday() in (0, 2, 4) or member.framework != IT:
            minutes = round(a_day * min(member.pace, 1.02) / 15 + sample.chance.uniform(-3, 1)) * 15
            writer.add(HourKind.OJT, day, minutes, functions[place * 7 // 5 % len(functions)], None)
        if day.weekday() == 1 and sample.chance.random() < 0.9:
            minutes = round(200 * member.pace / 15) * 15
            course = courses[min(len(courses) - 1, place // 45)] if courses else None
            writer.add(HourKind.RI, day, minutes, None, course)
    writer.save()


def _planned_functions(framework: Framework) -> list[tuple[str, str]]:
    """Pairs of job functions to split a day over, each as often as its hours (or competencies) weigh."""
    weighed: list[str] = []
    for function in framework.titled_functions():
        weight = round(function.ojt.required / 100) or len(function.competencies)
        weighed += [function.number] * max(1, weight)
    order = [weighed[place * 17 % len(weighed)] for place in range(len(weighed))]
    return list(zip(order, order[1:] + order[:1], strict=True))


class _HourRows:
    """Rows of hours of one agreement, gathered and inserted in three statements."""

    def __init__(self, sample: Sample, member: Member, agreement: agreements.AgreementRow) -> None:
        self.sample, self.member, self.agreement = sample, member, agreement
        self.entries: list[dict[str, object]] = []
        self.parts: list[dict[str, object]] = []
        self.decisions: list[dict[str, object]] = []

    def add(
        self, kind: HourKind, day: date, minutes: int, functions: tuple[str, str] | None, course: str | None
    ) -> None:
        entry_id, framework_id = new_id(), self.agreement.framework_id
        state = self._state(day)
        self.entries.append(
            {
                "id": entry_id,
                "agreement_id": self.agreement.id,
                "employer_id": self.agreement.employer_id if kind is HourKind.OJT else None,
                "course_id": frameworks.course_id(framework_id, course) if course else None,
                "kind": kind,
                "worked_on": day,
                "minutes": minutes,
                "note": "",
                "state": state,
                "reverses_id": None,
                "entered_by": self.agreement.apprentice_id,
                "entered_at": datetime.combine(day, time(23), UTC),
            }
        )
        for place, (function_id, part) in enumerate(self._split(functions, minutes)):
            values = {"entry_id": entry_id, "part": place, "job_function_id": function_id, "minutes": part}
            self.parts.append(values)
        if state is not HourState.PENDING:
            self._decide(entry_id, kind, day, state)

    def _state(self, day: date) -> HourState:
        weeks = 4 if self.member.fate == "late approvals" else _WEEKS_TO_APPROVE
        age = (DAY - day).days
        if age < weeks * 7 - 4:
            return HourState.PENDING
        is_returned = age in (17, 18) and self.member.last in ("Fernández", "Desai", "Sørensen")
        return HourState.RETURNED if is_returned else HourState.APPROVED

    def _split(self, functions: tuple[str, str] | None, minutes: int) -> list[tuple[str | None, int]]:
        if functions is None:
            return [(None, minutes)]
        first, second = (frameworks.job_function_id(self.agreement.framework_id, one) for one in functions)
        if first == second or minutes < 240:
            return [(first, minutes)]
        half = minutes // 2 // 15 * 15
        return [(first, minutes - half), (second, half)]

    def _decide(self, entry_id: str, kind: HourKind, day: date, state: HourState) -> None:
        decider = self.sample.instructor if kind is HourKind.RI else self.sample.mentors[self.member.mentor]
        monday = day + timedelta(days=7 - day.weekday())
        self.decisions.append(
            {
                "id": new_id(),
                "entry_id": entry_id,
                "state": state,
                "reason": "No job function fits these hours" if state is HourState.RETURNED else "",
                "decided_by": decider,
                "decided_at": datetime.combine(monday, time(14), UTC),
            }
        )

    def save(self) -> None:
        for table, rows in (
            (HourEntry, self.entries),
            (HourAllocation, self.parts),
            (HourDecision, self.decisions),
        ):
            if rows:
                self.sample.session.execute(insert(table), rows)
