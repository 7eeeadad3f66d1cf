"""What a validation error says, told in words with its place in the document."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from desktop.errors import KnownError

SHOWN = 5
"""So many faults are told one by one; the rest are counted."""

_ONE_OF = {
    "job_functions": "job function",
    "competencies": "competency",
    "courses": "course",
    "cross_cutting": "cross-cutting competency",
    "steps": "wage step",
    "levels": "rating level",
    "level_texts": "level text",
    "performance_standards": "performance standard",
    "objectives": "objective",
    "skills": "skill",
    "knowledge": "knowledge item",
    "tools": "tool",
    "job_titles": "job title",
    "onet_codes": "O*NET code",
    "notes": "note",
    "categories": "category",
    "families": "job family",
    "positions": "position",
    "executives": "executive",
}
_FIELDS = {
    "ojt": "OJT hours",
    "ri": "RI hours",
    "onet_codes": "O*NET codes",
    "rapids_code": "RAPIDS code",
    "journeyworker_cents": "journeyworker wage",
    "after_ojt_hours": "after OJT hours",
    "cross_cutting": "cross-cutting competencies",
}
_TEXTS = frozenset({"about", "code", "group", "key", "meaning", "number", "publisher", "text", "title", "version"})
_PLAIN = {
    "string_type": "a text is expected here.",
    "string_too_short": "this text is missing.",
    "int_type": "a whole number is expected here.",
    "int_from_float": "a whole number is expected here.",
    "float_type": "a number is expected here.",
    "bool_type": "true or false is expected here.",
    "finite_number": "a finite number is expected here.",
    "multiple_of": "hours go in steps of a quarter.",
    "extra_forbidden": "this field is not known.",
    "model_type": "a group of fields is expected here.",
    "model_attributes_type": "a group of fields is expected here.",
    "tuple_type": "a list is expected here.",
}
_WITH_FIGURES = {
    "string_too_long": "this text is longer than {max_length} characters.",
    "too_short": "this list needs at least {min_length}.",
    "greater_than": "this number must be above {gt}.",
    "greater_than_equal": "this number must be at least {ge}.",
    "less_than_equal": "this number must be at most {le}.",
    "enum": "one of {expected} is expected here.",
    "literal_error": "{expected} is expected here.",
}


def describe(error: ValidationError, what: str = "This framework") -> KnownError:
    """A document that does not fit the neutral form: the first faults and how many more."""
    faults = error.errors(include_url=False, include_input=False)
    told = " ".join(_tell(fault) for fault in faults[:SHOWN])
    rest = len(faults) - SHOWN
    more = f" And {rest} more." if rest > 0 else ""
    return KnownError(f"{what} is not complete or not correct: {told}{more}", "Mend the file and read it again.")


def _tell(fault: ErrorDetails) -> str:
    place = ", ".join(_place(fault["loc"]))
    said = _say(fault)
    return f"{place}: {said}" if place else said


def _place(loc: tuple[int | str, ...]) -> list[str]:
    """("job_functions", 2, "title") as ["job function 3", "title"]."""
    words: list[str] = []
    for position, part in enumerate(loc):
        if isinstance(part, int):
            # The levels of a framework stand in its rating scale, those of a job architecture at its head.
            name = "job level" if loc[:position] == ("levels",) else _ONE_OF.get(str(loc[position - 1]), "item")
            words.append(f"{name} {part + 1}")
        elif position + 1 == len(loc) or not isinstance(loc[position + 1], int):
            words.append(_FIELDS.get(part, _short(part.replace("_", " "))))
    return words


def _say(fault: ErrorDetails) -> str:
    kind = fault["type"]
    figures: Mapping[str, Any] = fault.get("ctx", {})
    if kind == "missing":
        return "this text is missing." if str(fault["loc"][-1]) in _TEXTS else "this is missing."
    if kind == "value_error":
        return f"{figures['error']}."
    if kind == "string_pattern_mismatch":
        return "this text is not written as it must be."
    if kind in _WITH_FIGURES:
        return _WITH_FIGURES[kind].format(**figures)
    return _PLAIN.get(kind, f"{_short(fault['msg'], 200)}.")


def _short(text: str, most: int = 60) -> str:
    """A name out of a foreign file, safe to show in one line."""
    shown = "".join(letter if letter.isprintable() else "?" for letter in text)
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"
