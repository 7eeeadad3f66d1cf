"""Hours of job functions from a column that may repeat them on each row, or divide them among the rows."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.frameworks.document import HourRange
from desktop.frameworks.findings import Change, Choice, Finding, Weight
from desktop.frameworks.formats.sheet import cells
from desktop.frameworks.formats.sheet.mapping import Mapping, Role
from desktop.frameworks.formats.sheet.rows import Group, Row
from desktop.frameworks.formats.standards_workbook.processes import added, in_words


@dataclass(frozen=True, slots=True)
class _Told:
    """The hours on the rows of one job function; `filled` are those that give any."""

    group: Group
    rows: int
    filled: tuple[HourRange, ...]

    @property
    def is_repeated(self) -> bool:
        return len(self.filled) > 1 and len(set(self.filled)) == 1

    @property
    def is_partly(self) -> bool:
        """Some figures are the same and others are not, or the same stands on some rows only."""
        different = len(set(self.filled))
        return 1 < different < len(self.filled) or (different == 1 and 1 < len(self.filled) < self.rows)

    @property
    def once(self) -> HourRange:
        return added(list(dict.fromkeys(self.filled)))

    @property
    def summed(self) -> HourRange:
        return added(self.filled)


def of(groups: Sequence[Group], mapping: Mapping, findings: list[Finding]) -> dict[str, HourRange]:
    """By the number of the job function. The same figure on all its rows counts once, different ones are added;
    where the sheet does not tell which is meant, both readings are asked about."""
    if mapping.at(Role.HOURS) is None and mapping.at(Role.MOST_HOURS) is None:
        return {}
    told = [_read(group, findings) for group in groups]
    if mapping.hours_repeat is not None:
        return {one.group.number: one.once if mapping.hours_repeat else one.summed for one in told if one.filled}
    repeated = [one for one in told if one.is_repeated and not one.is_partly]
    figures = {one.filled[0] for one in repeated}
    # Two job functions whose rows all repeat a figure of their own show that the column is of the job function.
    is_plain = len(figures) > 1 and all(one.is_repeated or len(one.filled) < 2 for one in told)
    if repeated:
        findings.append(_about("hours", repeated, Weight.NOTE if is_plain else Weight.QUESTION))
    findings += [_about(f"hours of {one.group.number}", [one], Weight.QUESTION) for one in told if one.is_partly]
    different = [one for one in told if len(set(one.filled)) > 1 and not one.is_partly]
    if different:
        says = f"The rows of {_names(different)} give different hours."
        findings.append(Finding("different hours", Weight.NOTE, "Hours", says, "Added up"))
    return {one.group.number: one.once if one in repeated else one.summed for one in told if one.filled}


def _read(group: Group, findings: list[Finding]) -> _Told:
    filled = [hours for row in group.rows if (hours := _hours(row, findings)) != HourRange()]
    return _Told(group, len(group.rows), tuple(filled))


def _hours(row: Row, findings: list[Finding]) -> HourRange:
    low, high = row.told.get(Role.HOURS, ""), row.told.get(Role.MOST_HOURS, "")
    first, second = cells.hours(low), cells.hours(high)
    if first is None or second is None or (second.maximum is not None):
        told = cells.cut(" / ".join(filter(None, (low, high))), 60)
        says = f"The hours “{told}” are no number of hours."
        findings.append(Finding(f"hours {row.place.words}", Weight.NOTE, "Hours", says, "No hours", (row.place,)))
        return HourRange()
    return HourRange(minimum=first.minimum, maximum=second.minimum if high else first.maximum)


def _names(told: Sequence[_Told]) -> str:
    names = [f"job function {one.group.number}" for one in told[:5]]
    return ", ".join(names) + (f" and {len(told) - 5} more" if len(told) > 5 else "")


def _about(id_: str, told: Sequence[_Told], weight: Weight) -> Finding:
    """Both readings: each figure once, or every row added."""

    def changes(is_once: bool) -> tuple[Change, ...]:
        return tuple(
            Change(
                ("job_functions", one.group.number, "ojt"),
                (one.once if is_once else one.summed).model_dump(mode="json"),
            )
            for one in told
        )

    first = told[0]
    is_partly = first.is_partly
    words = {
        "once": f"Each figure once: {in_words(first.once)} for job function {first.group.number}",
        "sum": f"Every row added: {in_words(first.summed)} for job function {first.group.number}",
    }
    taken = "sum" if is_partly else "once"
    says = "repeat some hours" if is_partly else "give the same hours"
    return Finding(
        id=id_,
        weight=weight,
        about="Hours",
        says=f"The rows of {_names(told)} {says}.",
        taken=words[taken],
        places=tuple(row.place for row in first.group.rows)[:10],
        choices=tuple(Choice(key, words[key], changes(key == "once")) for key in words),
        taken_key=taken,
        part=("job_functions", first.group.number) if len(told) == 1 else (),
    )
