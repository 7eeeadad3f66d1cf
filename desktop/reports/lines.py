"""What tables of competencies share: a column as wide as their codes, the source's headings between them, and
what is said of each below its title."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from desktop.frameworks.document import Competency, Framework, JobFunction, RatingScale
from desktop.reports import style
from desktop.reports.content import Cell, Column, Row, row

_ROOM = 532.0
"""Points that the text of a letter page has across."""
_LETTER = 5.4
_WIDEST = 92.0
_STEP = " › "


def fitted(columns: tuple[Column, ...], codes: Iterable[str]) -> tuple[Column, ...]:
    """The columns with the first as wide as the longest code asks for, at the cost of the second; a code that is
    longer than that goes on in a second line."""
    first, second, *others = columns
    longest = max((len(one) for one in codes), default=0)
    points = min(_WIDEST, _LETTER * longest + 2 * style.PAD_SIDE + 1)
    more = points * sum(one.share for one in columns) / _ROOM - first.share
    if more <= 0:
        return columns
    return (replace(first, share=first.share + more), replace(second, share=second.share - more), *others)


def codes_of(framework: Framework) -> list[str]:
    """The numbers of the job functions and the codes of the competencies."""
    return [one.number for one in framework.titled_functions()] + [one.code for one in framework.competencies()]


class Headings:
    """The headings of the framework's outline, told once each where they begin, in the order of a table."""

    def __init__(self, framework: Framework) -> None:
        self._by_id = {one.id: one for one in framework.outline}
        self._above = ""
        self._between = ""

    def above(self, function: JobFunction, columns: int) -> Iterator[Row]:
        """The row of the headings over this job function, where they are other than over the one before."""
        path = self._path(function.under)
        self._between = ""
        if path != self._above:
            self._above = path
            yield from _row(path, columns)

    def between(self, competency: Competency, columns: int) -> Iterator[Row]:
        """The row of the headings between the job function and this competency, where they change."""
        path = self._path(competency.under)
        if path != self._between:
            self._between = path
            yield from _row(path, columns)

    def _path(self, under: str) -> str:
        titles: list[str] = []
        seen: set[str] = set()
        while under in self._by_id and under not in seen:
            seen.add(under)
            titles.insert(0, self._by_id[under].title)
            under = self._by_id[under].under
        return _STEP.join(titles)


def _row(path: str, columns: int) -> Iterator[Row]:
    if path:
        empty = ("",) * (columns - 2)
        yield row("", Cell(path, strong=True), *empty, kind="part", merge=(1, columns - 1))


def texts_of(competency: Competency, scale: RatingScale) -> tuple[str, ...]:
    """What the framework says of a competency: its description, its performance standards, what each level looks
    like, and paragraphs that no level has yet."""
    levels = {one.level: one.word for one in scale.levels}
    described = (competency.description,) if competency.description.strip() else ()
    texts = (f"{_level(one.level, levels.get(one.level))}: {one.text}" for one in competency.level_texts)
    unplaced = (f"Without a level: {one}" for one in competency.unplaced)
    return (*described, *competency.performance_standards, *texts, *unplaced)


def _level(number: int, word: str | None) -> str:
    return f"{number} {word}" if word else f"Level {number}"


def source_notes(framework: Framework) -> Sequence[tuple[str, str]]:
    """Where the framework's texts come from and under which terms, each under its name."""
    told = (
        ("Source", framework.source),
        ("Attribution", framework.attribution),
        ("License", framework.licence),
    )
    return [(lead, text) for lead, text in told if text.strip()]
