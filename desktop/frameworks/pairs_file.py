"""Pairs of the parts of two frameworks as JSON: what a coordinator reads, changes and confirms.

    {"competencies": [{"from": "2b", "to": ["2b"]}], "job_functions": [{"from": "1", "to": ["1", "2"],
     "weights": [2, 1]}], "courses": [], "levels": {"3": 3}}

Other keys are for the reader alone. A part with an empty "to" is left out; a job function "" takes hours that count
in the total and for no job function.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from desktop.codes import PartKind
from desktop.errors import KnownError
from desktop.frameworks.carrying import Pair, Pairs
from desktop.frameworks.compare import Comparison, PartChange

LARGEST = 4 * 2**20
MOST = 5000
_LISTS = {
    "competencies": PartKind.COMPETENCY,
    "job_functions": PartKind.JOB_FUNCTION,
    "courses": PartKind.COURSE,
}
_ADVICE = "Begin with what `journeybook framework carry-over … --json` prints, and change it."


def told(comparison: Comparison, pairs: Pairs) -> dict[str, Any]:
    """Every part of the earlier framework with the part that it goes to and what speaks for it."""
    made: dict[str, Any] = {
        name: {"key": one.key, "version": one.version, "title": one.title}
        for name, one in (("from", comparison.before), ("to", comparison.after))
    }
    for name, kind in _LISTS.items():
        made[name] = [
            _told(part, code, pairs.find(kind, code))
            for part in comparison.of(kind)
            for code in (side.code for side in part.before)
        ]
    made["levels"] = {str(old): new for old, new in pairs.levels.items()}
    return made


def _told(part: PartChange, code: str, pair: Pair | None) -> dict[str, Any]:
    made: dict[str, Any] = {
        "from": code,
        "from_text": next(side.text for side in part.before if side.code == code),
        "to": list(pair.after) if pair else [],
        "to_texts": [side.text for side in part.after],
        "changes": [str(change) for change in part.changes],
        "score": part.score,
        "shared": list(part.shared),
        "is_suggestion": part.is_suggestion,
    }
    return made


def read(content: bytes) -> Pairs:
    """The pairs of a file; KnownError where it is no such file. Whether the codes are there, `carrying.check` says."""
    document = _object(content)
    pairs = tuple(pair for name, kind in _LISTS.items() for pair in _pairs(document, name, kind))
    return Pairs(pairs, dict(_levels(document)))


def read_crosswalk(content: bytes) -> tuple[tuple[str, str], ...]:
    """Pairs of competency codes, from the same list."""
    found = [
        (pair.before, code)
        for pair in _pairs(_object(content), "competencies", PartKind.COMPETENCY)
        for code in pair.after
    ]
    if not found:
        raise KnownError("The file names no pair of competencies.", _ADVICE)
    return tuple(dict.fromkeys(found))


def _object(content: bytes) -> Mapping[str, Any]:
    if len(content) > LARGEST:
        raise KnownError("The file of pairs is larger than 4 MB.", _ADVICE)
    try:
        document = json.loads(content)
    except (ValueError, RecursionError):
        raise KnownError("The file of pairs is not JSON.", _ADVICE) from None
    if not isinstance(document, dict) or not _LISTS.keys() & document.keys():
        raise KnownError("The file holds no pairs.", _ADVICE)
    return document


def _pairs(document: Mapping[str, Any], name: str, kind: PartKind) -> Iterator[Pair]:
    rows = document.get(name, [])
    if not isinstance(rows, list) or len(rows) > MOST:
        raise KnownError(f"“{name}” is not a list of pairs.", _ADVICE)
    for place, row in enumerate(rows, start=1):
        if not isinstance(row, dict) or not isinstance(row.get("from"), str):
            raise KnownError(f"Pair {place} of “{name}” names nothing that it comes from.", _ADVICE)
        to, weights = row.get("to", []), row.get("weights", [])
        if isinstance(to, str):
            to = [to]
        if not _is_list(to, str) or not _is_list(weights, int):
            raise KnownError(f"Pair {place} of “{name}” cannot be read.", _ADVICE)
        if to:
            yield Pair(kind, row["from"], tuple(to), tuple(weights))


def _is_list(value: object, of: type) -> bool:
    return isinstance(value, list) and len(value) <= MOST and all(type(one) is of for one in value)


def _levels(document: Mapping[str, Any]) -> Iterator[tuple[int, int]]:
    levels = document.get("levels", {})
    if not isinstance(levels, dict):
        raise KnownError("“levels” does not say which level becomes which.", _ADVICE)
    for old, new in levels.items():
        if not (old.isascii() and old.isdecimal() and len(old) < 4) or type(new) is not int:
            raise KnownError("“levels” does not say which level becomes which.", _ADVICE)
        yield int(old), new
