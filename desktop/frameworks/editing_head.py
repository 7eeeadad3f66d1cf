"""Edits of what stands at the head of a framework draft: the occupation, its term and hours, and the rating scale."""

from typing import Any

from desktop.errors import KnownError
from desktop.frameworks.document import Framework, Term
from desktop.frameworks.editing import made

_FIELDS = frozenset(
    {
        "title",
        "publisher",
        "description",
        "approach",
        "ojt",
        "ri",
        "probation",
        "ratio",
        "required_certifications",
        "selection",
    }
)
_OCCUPATION = frozenset({"title", "job_titles", "onet_codes", "rapids_code"})
_LEVEL = frozenset({"word", "meaning", "needs_reason"})


def set_head(framework: Framework, **values: Any) -> Framework:
    """Other values of the head by their field."""
    _allow(values, _FIELDS)
    return made(framework, **values)


def set_occupation(framework: Framework, **values: Any) -> Framework:
    _allow(values, _OCCUPATION)
    return made(framework, occupation=made(framework.occupation, **values))


def set_term(framework: Framework, **months: int | None) -> Framework:
    """Months: minimum, maximum, typical."""
    _allow(months, frozenset(Term.model_fields))
    term = made(framework.term, **months)
    if term.minimum is not None and term.maximum is not None and term.minimum > term.maximum:
        told = f"{term.minimum} months at least are more than {term.maximum} months at most."
        raise KnownError(told, "Change one of them.")
    return made(framework, term=term)


def set_level(framework: Framework, level: int, **values: Any) -> Framework:
    """Other values of one level of the rating scale; its number stays, since ratings point to it."""
    _allow(values, _LEVEL)
    scale = framework.rating_scale
    if scale.find(level) is None:
        raise KnownError(f"The rating scale has no level {level}.", "Choose one of its levels.")
    levels = tuple(made(one, **values) if one.level == level else one for one in scale.levels)
    return made(framework, rating_scale=made(scale, levels=levels))


def set_completes_at(framework: Framework, level: int) -> Framework:
    """The lowest level that completes a competency."""
    if framework.rating_scale.find(level) is None:
        raise KnownError(f"The rating scale has no level {level}.", "Choose one of its levels.")
    return made(framework, rating_scale=made(framework.rating_scale, completes_at=level))


def _allow(values: dict[str, Any], fields: frozenset[str]) -> None:
    wrong = [name for name in values if name not in fields]
    if wrong:
        raise TypeError(f"{wrong[0]} is not set by this edit")
