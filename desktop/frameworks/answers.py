"""Answers to findings, put into the framework that they are about."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from pydantic import ValidationError

from desktop.errors import KnownError
from desktop.frameworks import faults
from desktop.frameworks.document import Framework, Part
from desktop.frameworks.findings import REMOVED, Answer, Change, Entry, Finding, Path
from desktop.frameworks.reading import Found

P = TypeVar("P", bound=Part)

_NAMES = ("number", "code", "id", "level")
"""The fields by which the parts of a list are told apart."""


def apply(found: Found, answers: Iterable[Answer]) -> Framework:
    """The framework as the answers make it, in the order of the findings.

    Raises KnownError for an answer to no finding, one that the finding does not allow, or one that leaves the
    framework incomplete.
    """
    return apply_to(found.framework, found.findings, answers)


def apply_to(part: P, findings: Iterable[Finding], answers: Iterable[Answer]) -> P:
    """A framework or a job architecture (then with the findings of the whole reading) as the answers make it."""
    asked = tuple(findings)
    given = {answer.finding: answer for answer in answers}
    known = {finding.id for finding in asked}
    for id_ in given:
        if id_ not in known:
            raise KnownError(f"There is no finding “{id_}” to answer.", "Read the file again and answer what it asks.")
    changes = [
        change for finding in asked if finding.id in given for change in changes_of(finding, given[finding.id], part)
    ]
    return change(part, changes) if changes else part


def require_known(findings: Iterable[Finding], ids: Iterable[str]) -> None:
    """KnownError for an id that none of the findings has."""
    known = {finding.id for finding in findings}
    for id_ in ids:
        if id_ not in known:
            raise KnownError(f"There is no finding “{id_}” to answer.", "Read the file again and answer what it asks.")


def still_open(findings: Iterable[Finding], answers: Iterable[Answer]) -> tuple[Finding, ...]:
    """The errors and questions that none of the answers is for."""
    given = {answer.finding for answer in answers}
    return tuple(one for one in findings if one.must_answer and one.id not in given)


def in_words(finding: Finding, answer: Answer) -> str:
    """What was taken, as it is kept with the version."""
    chosen = next((one for one in finding.choices if one.key == answer.choice), None)
    return chosen.words if chosen else answer.typed


def changes_of(finding: Finding, answer: Answer, part: Part) -> tuple[Change, ...]:
    if answer.choice:
        chosen = next((one for one in finding.choices if one.key == answer.choice), None)
        if chosen is None:
            keys = ", ".join(one.key for one in finding.choices) or "none"
            raise KnownError(f"“{answer.choice}” is no answer to finding “{finding.id}”.", f"There are: {keys}.")
        return chosen.changes
    if finding.entry is None:
        raise KnownError(f"Finding “{finding.id}” is answered by a choice.", "Choose one of its readings.")
    if finding.entry is Entry.SPLIT and isinstance(part, Framework):
        return _split(finding, answer.typed, part)
    typed = _typed(finding, answer.typed)
    return tuple(Change(path, typed) for path in (finding.path, *finding.also))


def _typed(finding: Finding, typed: str) -> Any:
    text = typed.strip()
    if finding.entry is Entry.TEXT and text:
        return text
    if finding.entry is Entry.WHOLE and re.fullmatch(r"[0-9]{1,6}", text):
        return int(text)
    if finding.entry is Entry.HOURS and re.fullmatch(r"[0-9]{1,6}([.][0-9]{1,2})?", text.replace(",", "")):
        return float(text.replace(",", ""))
    wanted = "some text" if finding.entry is Entry.TEXT else f"{finding.entry}"
    raise KnownError(f"“{typed[:60]}” is no answer to finding “{finding.id}”.", f"Type {wanted}.")


def _split(finding: Finding, typed: str, framework: Framework) -> tuple[Change, ...]:
    """`finding.path` leads to the competency whose unplaced paragraphs are given to the levels."""
    competency = get(framework, finding.path)
    levels = [one.level for one in framework.rating_scale.levels]
    counts = [int(one) for one in re.findall(r"[0-9]{1,3}", typed)]
    paragraphs = competency["unplaced"]
    if len(counts) - len(levels) not in (0, 1) or sum(counts) != len(paragraphs):
        raise KnownError(
            f"{len(paragraphs)} paragraphs go to {len(levels)} levels, and “{typed[:60]}” does not divide them.",
            f"Type {len(levels)} numbers, the lowest level first, that make {len(paragraphs)} together. Where a "
            "definition stands before the levels, type one number more, and its own first.",
        )
    return split(finding.path, paragraphs, levels, counts)


def split(path: Path, paragraphs: Sequence[str], levels: Sequence[int], counts: Sequence[int]) -> tuple[Change, ...]:
    """The unplaced paragraphs of the competency at `path` given to the levels in order, so many to each. A
    count more than there are levels comes first and is that of its description."""
    start = counts[0] if len(counts) > len(levels) else 0
    described = (Change((*path, "description"), "\n".join(paragraphs[:start])),) if start else ()
    texts = []
    for level, count in zip(levels, counts[-len(levels) :], strict=True):
        if count:
            texts.append({"level": level, "text": "\n".join(paragraphs[start : start + count])})
        start += count
    return (*described, Change((*path, "level_texts"), texts), Change((*path, "unplaced"), []))


def get(whole: Part, path: Path) -> Any:
    """The part at `path` as the JSON of the whole has it; KeyError where there is none."""
    part: Any = whole.model_dump(mode="json")
    for name in path:
        part = part[_index(part, name)]
    return part


def change(whole: P, changes: Iterable[Change]) -> P:
    """A framework or a job architecture with the changes made one after the other. A part named by a path of a
    list that is not there yet is added at the end.

    Raises KnownError where what comes out is none, or a change is to a part that an earlier one took away.
    """
    content: dict[str, Any] = whole.model_dump(mode="json")
    what = "framework" if isinstance(whole, Framework) else "job architecture"
    for one in changes:
        try:
            _set(content, one)
        except KeyError as error:
            raise KnownError(
                f"There is no “{str(error.args[0])[:60]}” to change in this {what}.",
                "Another answer may have taken it away: answer one of the two otherwise.",
            ) from None
    try:
        return type(whole).model_validate_json(json.dumps(content), strict=True)
    except ValidationError as error:
        raise faults.describe(error, f"The {what} that this would make") from error


def _set(content: Any, made: Change) -> None:
    part = content
    for name in made.path[:-1]:
        part = part[_index(part, name)]
    last = made.path[-1]
    if isinstance(part, list):
        try:
            index = _index(part, last)
        except KeyError:
            part.append(made.value)
            return
        if made.value == REMOVED:
            del part[index]
        else:
            part[index] = made.value
    else:
        part[last] = made.value


def _index(part: Any, name: str) -> Any:
    if not isinstance(part, list):
        return name
    for field in _NAMES:
        for position, one in enumerate(part):
            if isinstance(one, Mapping) and str(one.get(field)) == name:
                return position
    if name.isdecimal() and int(name) < len(part):
        return int(name)
    raise KeyError(name)
