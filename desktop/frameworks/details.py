"""What two parts of frameworks say differently beside their titles, field by field, in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from desktop import words
from desktop.frameworks.document import (
    Competency,
    Course,
    Framework,
    HourRange,
    Instruction,
    JobFunction,
    LevelText,
    Part,
    RatingScale,
    Ratio,
    Term,
    WageSchedule,
    WageStep,
)
from desktop.frameworks.totals import is_given, told_range


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field on both sides, in words; empty where a side says nothing."""

    field: str
    before: str
    after: str


_HEAD = {
    "title": "title",
    "publisher": "publisher",
    "approach": "approach",
    "term": "term",
    "ojt": "on-the-job training",
    "ri": "related instruction",
    "probation": "probation",
    "ratio": "ratio",
    "rating_scale": "rating scale",
    "wages": "wages",
    "required_certifications": "certifications",
    "selection": "selection",
    "description": "description",
    "attribution": "attribution",
    "licence": "licence",
}
_PARTS: dict[type[Part], dict[str, str]] = {
    Competency: {
        "level": "level",
        "required": "required",
        "description": "description",
        "performance_standards": "performance standards",
        "level_texts": "level texts",
        "unplaced": "paragraphs without a level",
    },
    JobFunction: {
        "level": "level",
        "description": "description",
        "ojt": "on-the-job training",
        "ri": "related instruction",
        "choose": "optional competencies to choose",
        "instruction": "what related instruction covers",
    },
    Course: {
        "hours": "hours",
        "provider": "provider",
        "objectives": "objectives",
    },
}


def of_head(before: Framework, after: Framework) -> tuple[FieldChange, ...]:
    own = list(_fields(before, after, _HEAD))
    occupation = (("occupation", "title"), ("RAPIDS code", "rapids_code"), ("job titles", "job_titles"))
    for name, field in occupation:
        one, other = getattr(before.occupation, field), getattr(after.occupation, field)
        if one != other:
            own.append(FieldChange(name, said(one), said(other)))
    return tuple(own)


def of_part(before: Part, after: Part) -> tuple[FieldChange, ...]:
    return tuple(_fields(before, after, _PARTS.get(type(before), {})))


def _fields(before: Part, after: Part, names: dict[str, str]) -> Iterator[FieldChange]:
    for field, name in names.items():
        one, other = getattr(before, field), getattr(after, field)
        if one != other:
            yield FieldChange(name, said(one), said(other))


def said(value: object) -> str:
    """A value of the neutral form as a person reads it; empty for nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, HourRange):
        return told_range(value) if is_given(value) else ""
    if isinstance(value, tuple):
        return "; ".join(said(one) for one in value)
    if isinstance(value, Part):
        return _part(value)
    return str(value)


def _part(value: Part) -> str:
    if isinstance(value, LevelText):
        return f"{value.level}: {value.text}"
    if isinstance(value, Term):
        months = sorted({one for one in (value.minimum, value.typical, value.maximum) if one is not None})
        return f"{' to '.join(map(str, months))} months" if months else ""
    if isinstance(value, RatingScale):
        levels = ", ".join(f"{one.level} {one.word}" for one in value.levels)
        return f"{levels}; {value.completes_at} completes"
    if isinstance(value, WageSchedule):
        return "; ".join(_step(one) for one in value.steps)
    if isinstance(value, Ratio):
        journeyworkers = words.counted(value.journeyworkers, "journeyworker")
        return f"{words.counted(value.apprentices, 'apprentice')} to {journeyworkers}"
    if isinstance(value, Instruction):
        return "; ".join(one for one in (value.scope, said((*value.skills, *value.knowledge, *value.tools))) if one)
    return " ".join(said(one) for _, one in value if one is not None and one != "")


def _step(step: WageStep) -> str:
    """ "Step 2 ($18.60, 77.5 %, after 500 OJT hours)"."""
    values = [
        words.money(step.cents) if step.cents is not None else "",
        f"{step.percent:.10g} %" if step.percent is not None else "",
        f"after {words.counted(step.after_months, 'month')}" if step.after_months else "",
        f"after {step.after_ojt_hours:,.10g} OJT hours" if step.after_ojt_hours else "",
        f"after {step.after_ri_hours:,.10g} RI hours" if step.after_ri_hours else "",
        f"after {step.after_core_competencies} core competencies" if step.after_core_competencies else "",
    ]
    told = ", ".join(one for one in values if one)
    return f"{step.title} ({told})" if told else step.title
