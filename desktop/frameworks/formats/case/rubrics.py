"""The level texts of a framework as CASE rubrics: one criterion for each competency, one level for each text."""

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.frameworks.document import Competency, Framework
from desktop.frameworks.formats.case.levels import MARK, steps_of
from desktop.frameworks.formats.case.outline import Node
from desktop.frameworks.formats.case.records import EXTENSION, entries, identifier_of
from desktop.frameworks.formats.case.strict import Names, address, moment, strict


class Rubrics:
    """`raw` is what the source said of the framework as a whole, `on` the date of what it did not say."""

    def __init__(self, framework: Framework, raw: Mapping[str, Any], names: Names, on: str) -> None:
        self._scale, self._names, self._on = framework.rating_scale, names, on
        self._shells = [one for one in entries(raw.get("CFRubrics")) if isinstance(one, dict)]

    def records(self, competencies: Sequence[Node]) -> list[dict[str, Any]]:
        """The rubrics of the source with their criteria in their order, then one for all that is new."""
        kept: list[list[tuple[int, dict[str, Any]]]] = [[] for _ in self._shells]
        fresh: list[Node] = []
        for node in competencies:
            told = [one for one in entries(node.raw.get("CFRubricCriteria")) if self._is_place(one)]
            if told and self._is_same(node, [one[2] for one in told]):
                for at, place, record in told:
                    kept[at].append((place, self._criterion(record, node)))
            elif _competency(node).level_texts:
                fresh.append(node)
        found = [self._rubric(shell, inside) for shell, inside in zip(self._shells, kept, strict=True)]
        return [*found, self._new(fresh)] if fresh else found

    def _is_place(self, told: Any) -> bool:
        if not isinstance(told, list) or len(told) != 3 or not isinstance(told[2], dict):
            return False
        return all(isinstance(one, int) for one in told[:2]) and 0 <= told[0] < len(self._shells)

    def _is_same(self, node: Node, criteria: Sequence[dict[str, Any]]) -> bool:
        steps = [one for record in criteria for one in steps_of(record) if one.text]
        one = _competency(node)
        if [step.text for step in steps] == list(one.unplaced) and not one.level_texts:
            return True
        if [step.text for step in steps] != [text.text for text in one.level_texts]:
            return False
        words = [self._word(text.level).casefold() for text in one.level_texts]
        return all(step.label.casefold() in ("", word) for step, word in zip(steps, words, strict=True))

    def _word(self, level: int) -> str:
        found = self._scale.find(level)
        return found.word if found else f"Level {level}"

    def _rubric(self, source: dict[str, Any], inside: list[tuple[int, dict[str, Any]]]) -> dict[str, Any]:
        """`source` has only the criteria that point to no item of the package."""
        identifier = self._names.give(identifier_of(source), "rubric of the source")
        left = [self._criterion(one, None) for one in entries(source.get("CFRubricCriteria")) if isinstance(one, dict)]
        criteria = left + [one for _, one in sorted(inside, key=lambda told: told[0])]
        for one in criteria:
            one["rubricId"] = identifier
        found = strict(source, "CFRubrics", self._names.refer)
        return {**self._base(source, identifier), **found, **({"CFRubricCriteria": criteria} if criteria else {})}

    def _base(self, source: Mapping[str, Any], identifier: str) -> dict[str, Any]:
        return {
            "identifier": identifier,
            "uri": address(source.get("uri")) or f"urn:uuid:{identifier}",
            "lastChangeDateTime": moment(source.get("lastChangeDateTime")) or self._on,
        }

    def _criterion(self, source: dict[str, Any], node: Node | None) -> dict[str, Any]:
        name = f"criterion of {node.id if node else 'the source'}"
        identifier = self._names.give(identifier_of(source), name)
        levels = []
        for one in entries(source.get("CFRubricCriterionLevels")):
            if isinstance(one, dict):
                given = self._names.give(identifier_of(one), f"level of {identifier}")
                told = strict(one, "CFRubricCriterionLevels", self._names.refer)
                levels.append({**self._base(one, given), **told, "rubricCriterionId": identifier})
        found = strict(source, "CFRubricCriteria", self._names.refer)
        made = {**self._base(source, identifier), **found}
        return made | {"CFRubricCriterionLevels": levels} if levels else made

    def _new(self, nodes: Sequence[Node]) -> dict[str, Any]:
        """The levels in general first, then what they look like for each competency."""
        identifier = self._names.give("", "rubric")
        general = [(one.level, one.word, one.meaning) for one in self._scale.levels]
        criteria = [self._told("scale", general, {"category": "Rating scale", "position": 1})]
        for position, node in enumerate(nodes, start=2):
            texts = [(one.level, self._word(one.level), one.text) for one in _competency(node).level_texts]
            item = {"title": node.code, "identifier": node.id, "uri": f"urn:uuid:{node.id}"}
            criteria.append(self._told(node.id, texts, {"CFItemURI": item, "position": position}))
        for one in criteria:
            one["rubricId"] = identifier
        return {**self._base({}, identifier), "title": "Rating scale", "CFRubricCriteria": criteria}

    def _told(self, about: str, levels: Sequence[tuple[int, str, str]], more: dict[str, Any]) -> dict[str, Any]:
        identifier = self._names.give("", f"criterion {about}")
        made = []
        for position, (level, word, text) in enumerate(levels, start=1):
            base = self._base({}, self._names.give("", f"level {position} of {identifier}"))
            told = {"quality": word, "score": level, "position": position, "rubricCriterionId": identifier}
            made.append({**base, **told, **({"description": text} if text else {})})
        mark = {"extensions": {EXTENSION: MARK}}
        return {**self._base({}, identifier), **more, "CFRubricCriterionLevels": made, **mark}


def _competency(node: Node) -> Competency:
    assert isinstance(node.part, Competency)
    return node.part
