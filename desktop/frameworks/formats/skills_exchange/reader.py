"""Skills exchange exports (JSON): statements by level.

The levels are an open dictionary in its order, not four fixed keys, and the statements of one level answer to
none of another, so each level becomes a stage of its own. No schema is published: whatever is missing or of
another kind than seen is told and not refused.
"""

from typing import Any, Final

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.skills_exchange import head
from desktop.frameworks.formats.skills_exchange import levels as skills_exchange_levels
from desktop.frameworks.formats.skills_exchange.levels import Levels
from desktop.frameworks.reading import Found, Reading, Tally

NAME: Final = "skills-exchange"


def fits(opened: Opened) -> bool:
    if opened.form is not Form.JSON:
        return False
    try:
        value = opened.value
    except KnownError:
        return False
    if not isinstance(value, dict) or not isinstance(value.get("framework"), dict):
        return False
    known = {"schemaVersion", "occupation", "exportedAt", "sources", "attribution"}
    return "levels" in value["framework"] and bool(known & value.keys())


def read(opened: Opened) -> Reading:
    """Raises KnownError where no level holds a statement."""
    value = opened.value
    if not isinstance(value, dict):
        raise _none(opened.name)
    framework = value.get("framework")
    levels = skills_exchange_levels.read(opened.name, framework.get("levels") if isinstance(framework, dict) else None)
    if not any(one.competencies for one in levels.functions):
        raise _none(opened.name)
    found = head.read(value, levels, _kept(value))
    return Reading(
        format=NAME,
        found=(Found(found.framework, (*found.findings, *levels.findings), _tallies(levels), levels.places),),
        passed=levels.passed,
        lines=opened.lines,
    )


def _none(name: str) -> KnownError:
    return KnownError(
        f"{name} holds no statements by level, as a skills exchange export has.", "Export it once more there."
    )


def _kept(value: dict[str, Any]) -> str:
    """The whole record; where that is too long, without its levels, whose statements are in the framework."""
    whole = tidy.record(value)
    if whole:
        return whole
    framework = {name: one for name, one in value["framework"].items() if name != "levels"}
    return tidy.record({**value, "framework": framework})


def _tallies(levels: Levels) -> tuple[Tally, ...]:
    return (
        Tally("levels", len(levels.functions)),
        Tally("statements", sum(len(one.competencies) for one in levels.functions)),
    )
