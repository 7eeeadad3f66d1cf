"""Competency descriptions: each competency with its definition and what every level of it looks like."""

import re
from collections.abc import Mapping
from typing import Final

from desktop.codes import Approach
from desktop.errors import KnownError
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, Occupation, RatingLevel, RatingScale
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.findings import Entry, Finding, Path, Place, Weight
from desktop.frameworks.formats import tidy
from desktop.frameworks.formats.competency_descriptions import order, parts, table
from desktop.frameworks.formats.competency_descriptions import text as texts
from desktop.frameworks.formats.competency_descriptions.lines import sounds_like_level
from desktop.frameworks.formats.competency_descriptions.text import Parsed
from desktop.frameworks.formats.competency_descriptions.words import ENOUGH
from desktop.frameworks.reading import Found, Reading, Tally

NAME: Final = "competency-descriptions"

_ABOUT: Final = re.compile(r"\b(?:competenc|proficien|(?:skill|by) level|levels\b|behaviou?ral indicator)", re.I)


def fits(opened: Opened) -> bool:
    if opened.form not in (Form.TEXT, Form.WORD, Form.PDF):
        return False
    try:
        parsed = _parsed(opened)
    except KnownError:
        return False
    whole = [one for one in parsed.groups if len({level.label for level in one.levels}) == len(parsed.words)]
    if len(parsed.words) < 2 or len(whole) < 2 or 2 * len(whole) < len(parsed.groups):
        return False
    if sum(map(sounds_like_level, parsed.words)) > 1:
        return True
    return parsed.groups[0].levels[0].lines[0].bulleted and any(_ABOUT.search(line[:500]) for line in opened.lines)


def read(opened: Opened) -> Reading:
    """Raises KnownError where no level comes back."""
    parsed = _parsed(opened)
    if len(parsed.words) < 2 or not parsed.groups:
        raise KnownError(
            f"{opened.name} holds no competencies with levels, each level begun by its word and a colon.",
            "Choose another file.",
        )
    built = parts.build(parsed)
    scale = _scale(parsed, built.meanings)
    framework = Framework(
        key=tidy.slug(built.title, "competency-descriptions"),
        version="1",
        title=built.title,
        publisher="Unknown publisher",
        description=built.description,
        occupation=Occupation(title=built.title),
        approach=Approach.COMPETENCY_BASED,
        job_functions=tuple(built.functions),
        rating_scale=scale,
    )
    findings = (*built.findings, *order.findings(parsed, framework), *_questions(framework, built.hints))
    found = Found(framework, findings, _tallies(framework), built.places)
    return Reading(format=NAME, found=(found,), passed=tuple(built.passed), lines=opened.lines)


def _parsed(opened: Opened) -> Parsed:
    """Raises KnownError for too many parts."""
    in_table = table.parse(opened.lines) if any("\t" in line for line in opened.lines) else None
    return in_table or texts.parse(opened.name, opened.lines, opened.form is Form.WORD)


def _scale(parsed: Parsed, meanings: Mapping[int, str]) -> RatingScale:
    words = list(parsed.words.values())
    if order.direction(parsed) < 0:
        words.reverse()
    enough = [number for number, word in enumerate(words, start=1) if ENOUGH & set(word.casefold().split())]
    likeliest = enough[0] if enough else max(len(words) - 1, 2)
    levels = tuple(
        RatingLevel(level=number, word=word, meaning=meanings.get(number, ""))
        for number, word in enumerate(words, start=1)
    )
    return RatingScale(levels=levels, completes_at=likeliest)


def _questions(framework: Framework, hints: list[tuple[Place, str]]) -> tuple[Finding, ...]:
    says = "The source does not say which level completes."
    for place, text in hints[:3]:
        says += f" It says on {place.words}: “{text}”"
    completes = asking.completes_at(framework.rating_scale, says)
    return (
        _told(
            "publisher", "Publisher", "The document does not say who publishes it.", ("publisher",), framework.publisher
        ),
        _told(
            "occupation",
            "Occupation",
            "The document does not say for which occupation it is.",
            ("occupation", "title"),
            framework.occupation.title,
        ),
        asking.approach(framework.approach),
        Finding(
            id=completes.id,
            weight=completes.weight,
            about=completes.about,
            says=completes.says,
            taken=completes.taken,
            places=tuple(place for place, _ in hints[:3]),
            choices=completes.choices,
            taken_key=completes.taken_key,
        ),
        asking.kinds(framework),
        asking.term(),
        asking.training_hours(),
        asking.instruction_hours(),
    )


def _told(id_: str, about: str, says: str, path: Path, taken: str) -> Finding:
    return Finding(id_, Weight.NOTE, about, says, taken, entry=Entry.TEXT, path=path)


def _tallies(framework: Framework) -> tuple[Tally, ...]:
    every = list(framework.competencies())
    return (
        Tally("competencies", len(every)),
        Tally("levels", len(framework.rating_scale.levels)),
        Tally("level texts", sum(len(one.level_texts) for one in every)),
    )
