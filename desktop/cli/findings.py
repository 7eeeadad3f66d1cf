"""What was read from a document, printed; and answers to findings, read from a file."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from desktop import words
from desktop.cli.output import Value, say, table
from desktop.errors import KnownError
from desktop.frameworks import answers as answering
from desktop.frameworks import files
from desktop.frameworks.findings import Answer, Finding
from desktop.frameworks.formats import native
from desktop.frameworks.reading import Found, Passed, Reading, Tally

_SHOWN_PASSED = 10

Findings = Mapping[str, Sequence[Finding]]
"""By the key of a framework, or of a job architecture."""


def as_json(reading: Reading, found: Sequence[Found], opened: files.Opened) -> dict[str, Value]:
    """`frameworks` holds the whole neutral document of each; `jobs` the job architecture, else null."""
    return {
        "file": opened.name,
        "sha256": opened.digest,
        "format": reading.format,
        "frameworks": [
            {
                "key": one.key,
                "title": one.framework.title,
                "version": one.framework.version,
                "job_functions": len(one.framework.titled_functions()),
                "competencies": sum(1 for _ in one.framework.competencies()),
                "counts": [_tally(tally) for tally in one.tallies],
                "open": sum(finding.must_answer for finding in one.findings),
                "findings": [finding_json(finding) for finding in one.findings],
                "document": json.loads(native.write(one.framework)),
            }
            for one in found
        ],
        "jobs": reading.jobs.model_dump(mode="json") if reading.jobs else None,
        "counts": [_tally(tally) for tally in reading.tallies],
        "findings": [finding_json(finding) for finding in reading.findings],
        "passed_over": [{"place": one.place.words, "text": one.text, "why": one.why} for one in reading.passed],
    }


def _tally(tally: Tally) -> dict[str, Value]:
    return {"what": tally.what, "found": tally.found, "printed": tally.printed, "agrees": tally.agrees}


def finding_json(finding: Finding) -> dict[str, Value]:
    return {
        "id": finding.id,
        "severity": finding.weight,
        "about": finding.about,
        "says": finding.says,
        "taken": finding.taken,
        "taken_choice": finding.taken_key or None,
        "places": [
            {"words": place.words, "first_line": place.first or None, "last_line": place.last or None}
            for place in finding.places
        ],
        "choices": [{"key": one.key, "words": one.words} for one in finding.choices],
        "typed": finding.entry,
    }


def show(reading: Reading, found: Sequence[Found], given: Mapping[str, Sequence[Answer]]) -> None:
    """Frameworks with their counts, then findings by weight, then what was passed over."""
    say(f"Read as {reading.format}.")
    _counts(reading.tallies)
    for one in found:
        functions = words.counted(len(one.framework.titled_functions()), "job function")
        learned = words.counted(sum(1 for _ in one.framework.competencies()), "competency", "competencies")
        say(f"\n{one.framework.title} ({one.key} {one.framework.version}): {functions}, {learned}.")
        _counts(one.tallies)
        _findings(one.findings, given.get(one.key, ()))
    if reading.jobs is not None:
        families = [family for category in reading.jobs.categories for family in category.families]
        positions = sum(len(family.positions) for family in families)
        executives = sum(len(category.executives) for category in reading.jobs.categories)
        say(f"\n{reading.jobs.title}: {len(families)} families, {positions + executives} positions.")
    _findings(reading.findings, ())
    _passed(reading.passed)


def _counts(tallies: Sequence[Tally]) -> None:
    rows = [
        (one.what, f"{one.found:,.10g}", "" if one.printed is None else f"{one.printed:,.10g}", _verdict(one))
        for one in tallies
    ]
    if rows:
        table(rows, ("Count", "Found", "Printed", ""))


def _verdict(tally: Tally) -> str:
    return "" if tally.printed is None else "agrees" if tally.agrees else "differs"


def _findings(findings: Sequence[Finding], given: Sequence[Answer]) -> None:
    if not findings:
        return
    answered = {answer.finding: answer for answer in given}
    say()
    rows = [
        (
            one.weight,
            one.id,
            "; ".join(place.words for place in one.places[:2]),
            one.says,
            answering.in_words(one, answered[one.id]) if one.id in answered else one.taken,
            " / ".join(choice.key for choice in one.choices),
        )
        for one in sorted(findings, key=lambda one: ("error", "question", "note").index(one.weight))
    ]
    table(rows, ("Finding", "Id", "Where", "What the source says", "Taken as", "Choices"))


def _passed(passed: Sequence[Passed]) -> None:
    if not passed:
        return
    say(f"\nPassed over: {words.counted(len(passed), 'passage')}.")
    table([(one.place.words, one.text[:60], one.why) for one in passed[:_SHOWN_PASSED]], ("", "", ""))


def open_in(findings: Findings, given: Mapping[str, Sequence[Answer]]) -> int:
    """How many errors and questions no answer is for."""
    return sum(len(answering.still_open(one, given.get(key, ()))) for key, one in findings.items())


def answers_from(path: Path, findings: Findings) -> dict[str, tuple[Answer, ...]]:
    """By key, from a JSON file: {"finding id": "choice key", …} for whatever has such a finding, or
    {"key": {"finding id": …}}. Instead of a choice, {"typed": "text"} types an answer."""
    content = files.open_path(path).value
    if not isinstance(content, dict):
        raise KnownError(f"{path} is no file of answers.", 'Write JSON such as {"4f kind": "core"}.')
    made: dict[str, list[Answer]] = {key: [] for key in findings}
    for name, value in content.items():
        if name in findings and isinstance(value, dict) and not value.keys() & {"choice", "typed"}:
            made[name] += [_answer(id_, one) for id_, one in value.items()]
            continue
        having = [key for key, members in findings.items() if any(one.id == name for one in members)]
        if not having:
            raise KnownError(f"There is no finding “{name}” to answer.", "`framework inspect` shows what there is.")
        for key in having:
            made[key].append(_answer(name, value))
    return {key: tuple(answers) for key, answers in made.items()}


def _answer(id_: str, value: Any) -> Answer:
    if isinstance(value, str):
        return Answer(id_, choice=value)
    if isinstance(value, dict) and value.keys() <= {"choice", "typed"}:
        return Answer(id_, choice=str(value.get("choice", "")), typed=str(value.get("typed", "")))
    raise KnownError(f"The answer to “{id_}” is none.", 'Write a choice such as "core", or {"typed": "text"}.')
