"""The sheets of OpenSALT as the records of a CASE package."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import NAMESPACE_URL, uuid5

from desktop.frameworks.files import Sheet
from desktop.frameworks.formats.case.levels import MARK
from desktop.frameworks.formats.case.records import EXTENSION, Repairs, line, parsed, text_of
from desktop.frameworks.formats.opensalt.columns import (
    ASSOCIATION,
    CSV,
    DOCUMENT,
    ITEM,
    LISTS,
    OURS,
    RELATIONS,
    folded,
)
from desktop.frameworks.formats.sheet.safe import unprefixed
from desktop.sheets import Cell

_NAMES: Final = {
    folded(name): name for name in (*DOCUMENT, *ITEM, *ASSOCIATION, *CSV, *RELATIONS, OURS, "caseVersion", "facts")
}
_SHORT_LEVEL = 20
Row = dict[str, str]
Package = dict[str, Any]


class Table:
    """The rows of a sheet by the names of its columns; `where` stands before "row 7" in the words for a place."""

    def __init__(self, sheet: Sheet, where: str, *, is_csv: bool = False) -> None:
        self._sheet, self._where, self._is_csv = sheet, where, is_csv
        self.title = folded(sheet.title)
        self.columns = [_NAMES.get(folded(cell), "") for cell in sheet.rows[0][1]] if sheet.rows else []
        self.numbers: set[str] = set()

    def rows(self, names: Sequence[str] = ()) -> Iterator[tuple[str, Row]]:
        """The place in words and the filled cells of each row below the headings; `names` are those of the
        columns by position, where no heading is known."""
        columns = self.columns if any(self.columns) else list(names)
        for number, cells in self._sheet.rows[1:]:
            found: Row = {}
            place = f"{self._where}row {number}"
            for name, cell in zip(columns, cells, strict=False):
                told = _text(cell)
                if name and told:
                    found[name] = unprefixed(told) if self._is_csv else told
                    if name == "smartLevel" and isinstance(cell, float):
                        self.numbers.add(place)
            if found:
                yield place, found


def workbook_package(tables: Sequence[Table], items_at: int, repairs: Repairs) -> tuple[Package, dict[int, str]]:
    """The package of a workbook, and the words for the place of each item."""
    items = tables[items_at]
    document = _named(tables, "cfdoc", 0 if items_at else None)
    links = _named(tables, "cfassociation", items_at + 1)
    ours = _named(tables, folded(OURS), None)
    told = _told(ours) if ours else {}
    record = _document(next((row for _, row in document.rows(DOCUMENT)), {}) if document else {}, told)
    rows = list(items.rows(ITEM))
    ids = _identifiers([row for _, row in rows])
    record["CFItems"] = [_item(row, id_, told) for (_, row), id_ in zip(rows, ids, strict=True)]
    given = [_association(row) for _, row in (links.rows(ASSOCIATION) if links else ())]
    tree = _by_smart_level(rows, ids, items.numbers, record, repairs)
    record["CFAssociations"] = _together(tree, given)
    _put_levels(record, told)
    return record, {at: place for at, (place, _) in enumerate(rows)}


def csv_package(table: Table, repairs: Repairs) -> tuple[Package, dict[int, str]]:
    """The package of a CSV file, and the words for the place of each item."""
    rows = list(table.rows())
    ids = _identifiers([row for _, row in rows])
    told: dict[str, Any] = {}
    head: Row = {}
    for (_, row), id_ in zip(rows, ids, strict=True):
        mine = parsed(row.get(OURS, ""))
        told[id_] = mine.get("item")
        if isinstance(mine.get("document"), dict) and not head:
            head = {name: value for name, value in mine["document"].items() if isinstance(value, str)}
            told[""] = mine.get("framework")
    record = _document(head, told)
    record["CFItems"] = [_item(row, id_, told) for (_, row), id_ in zip(rows, ids, strict=True)]
    known = {**{row["humanCodingScheme"].strip(): id_ for (_, row), id_ in zip(rows, ids, strict=True) if _coded(row)}}
    known |= {id_: id_ for id_ in ids}
    tree = _by_smart_level(rows, ids, table.numbers, record, repairs) if "smartLevel" in table.columns else []
    links: list[dict[str, Any]] = []
    for (_, row), id_ in zip(rows, ids, strict=True):
        if not tree:
            links.append(_child(id_, row, known, record))
        for name in RELATIONS:
            links += [_link(id_, other, name) for other in _others(row.get(name, ""), known)]
    record["CFAssociations"] = tree + links
    _put_levels(record, told)
    return record, {at: place for at, (place, _) in enumerate(rows)}


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.isoformat() if cell.time() != datetime.min.time() else cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and abs(cell) < 2**53 and cell == int(cell):
        return str(int(cell))
    return text_of(cell)


def _named(tables: Sequence[Table], title: str, position: int | None) -> Table | None:
    found = next((one for one in tables if one.title == title), None)
    if found is None and position is not None and position < len(tables):
        return tables[position]
    return found


def _told(table: Table) -> dict[str, Any]:
    """What Journeybook wrote of each item; the JSON of one may go on over several rows."""
    texts: dict[str, list[str]] = {}
    for _, row in table.rows():
        texts.setdefault(row.get("identifier", ""), []).append(row.get("facts", ""))
    return {id_: parsed("".join(parts)) for id_, parts in texts.items()}


def _document(row: Row, told: Mapping[str, Any]) -> Package:
    document: dict[str, Any] = {name: value for name, value in row.items() if name in DOCUMENT}
    dated = document.pop("lastChangeDate", "")
    if dated:
        document["lastChangeDateTime"] = f"{dated}T00:00:00Z" if re.fullmatch("[0-9-]{10}", dated) else dated
    if "subject" in document:
        document["subject"] = _several(document["subject"])
    title, text = document.pop("licenseTitle", ""), document.pop("licenseText", "")
    definitions = {}
    if title or text:
        document["licenseURI"] = {"title": title or "License", "identifier": "license"}
        licence = {"identifier": "license", "title": title or "License", "licenseText": text or title}
        definitions = {"CFDefinitions": {"CFLicenses": [licence]}}
    if told.get(""):
        document["extensions"] = {EXTENSION: told[""]}
    return {"CFDocument": document, **definitions}


def _several(text: str) -> list[str]:
    return [one for part in text.split(",") if (one := part.strip())]


def _coded(row: Row) -> bool:
    return bool(row.get("humanCodingScheme", "").strip())


def _identifiers(rows: Sequence[Row]) -> list[str]:
    """The row's own; where it has none one made from its code and text, the same for the same row."""
    found, seen = [], dict[str, int]()
    for row in rows:
        id_ = line(row.get("identifier"))
        if not id_:
            name = f"{row.get('humanCodingScheme', '')}\n{row.get('fullStatement', '')}"
            seen[name] = seen.get(name, 0) + 1
            id_ = str(uuid5(NAMESPACE_URL, f"urn:journeybook:row:{seen[name]}:{_sound(name)}"))
        found.append(id_)
    return found


def _sound(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


def _item(row: Row, id_: str, told: Mapping[str, Any]) -> dict[str, Any]:
    record: dict[str, Any] = {"identifier": id_}
    for name in ITEM:
        if name in row and name not in ("identifier", "smartLevel", "license"):
            record[name] = _several(row[name]) if name in LISTS else row[name]
    mine = told.get(id_)
    if isinstance(mine, dict):
        record["extensions"] = {EXTENSION: {name: one for name, one in mine.items() if name != "levels"}}
    return record


def _association(row: Row) -> dict[str, Any]:
    def end(name: str) -> dict[str, str]:
        code = row.get(f"{name}HumanCodingScheme", "")
        id_ = row.get(f"{name}Identifier", "")
        return {"title": code or id_, "identifier": id_ or code}

    found: dict[str, Any] = {
        "identifier": row.get("identifier", ""),
        "associationType": row.get("associationType", ""),
        "originNodeURI": end("originNode"),
        "destinationNodeURI": end("destinationNode"),
    }
    group = row.get("associationGroupIdentifier")
    if group:
        title = row.get("associationGroupName", group)
        found["CFAssociationGroupingURI"] = {"title": title, "identifier": group}
    return found


def _link(origin: str, end: str, kind: str) -> dict[str, Any]:
    return {
        "associationType": kind,
        "originNodeURI": {"title": origin, "identifier": origin},
        "destinationNodeURI": {"title": end, "identifier": end},
    }


def _child(id_: str, row: Row, known: Mapping[str, str], record: Package) -> dict[str, Any]:
    """Under the item that the row names by its code or identifier, at the top where it names none."""
    above = row.get("isChildOf", "").strip()
    found = _link(id_, known.get(above, above) if above else _document_id(record), "isChildOf")
    order = row.get("sequenceNumber", "").strip()
    if order:
        found["sequenceNumber"] = int(order) if re.fullmatch("[0-9]{1,9}", order) else order
    return found


def _document_id(record: Package) -> str:
    """A CSV file names no document, and a link has to point to something."""
    id_: str = record["CFDocument"].setdefault("identifier", "document")
    return id_


def _others(cell: str, known: Mapping[str, str]) -> list[str]:
    told = cell.strip()
    names = [told] if told in known else _several(told)
    return [known.get(one, one) for one in names]


def _by_smart_level(
    rows: Sequence[tuple[str, Row]], ids: Sequence[str], numbers: set[str], record: Package, repairs: Repairs
) -> list[dict[str, Any]]:
    """ "1.2.1" is the first below the second below the first. Empty where no row has such a place."""
    if not any(row.get("smartLevel", "").strip() for _, row in rows):
        return []
    by_level: dict[tuple[int, ...], str] = {}
    found: list[tuple[str, tuple[int, ...]]] = []
    for (place, row), id_ in zip(rows, ids, strict=True):
        level = _level(row.get("smartLevel", ""), by_level, is_number=place in numbers)
        if level and level not in by_level:
            by_level[level] = id_
            found.append((id_, level))
        else:
            repairs.add("tree codes", place)
    links = []
    for id_, level in found:
        above = level[:-1]
        while above and above not in by_level:
            above = above[:-1]
        if above != level[:-1]:
            repairs.add("tree codes", ".".join(str(step) for step in level))
        told = _link(id_, by_level[above] if above else _document_id(record), "isChildOf")
        links.append(told | {"sequenceNumber": level[-1]})
    return links


def _level(text: str, taken: Mapping[tuple[int, ...], str], *, is_number: bool) -> tuple[int, ...]:
    """A sheet that takes 1.10 for a number shows 1.1: it is read as 1.10 where 1.1 stands already and 1.9 too."""
    steps = text.strip().strip(".").split(".")[: _SHORT_LEVEL + 1]
    if len(steps) > _SHORT_LEVEL or not all(re.fullmatch("[0-9]{1,9}", step) for step in steps):
        return ()
    level = tuple(int(step) for step in steps)
    longer = (*level[:-1], level[-1] * 10)
    if is_number and level in taken and (*level[:-1], longer[-1] - 1) in taken:
        return longer
    return level


def _together(tree: list[dict[str, Any]], given: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The tree first; a link that the sheet of associations has too keeps its identifier from there."""
    by_ends = {_ends(one): one for one in reversed(given)}
    found = []
    used: set[int] = set()
    for one in tree:
        same = by_ends.get(_ends(one))
        if same is not None:
            used.add(id(same))
        found.append({**(same or {}), **one, "originNodeURI": (same or one)["originNodeURI"]})
    return found + [one for one in given if id(one) not in used]


def _ends(one: Mapping[str, Any]) -> tuple[str, str, str]:
    kind = re.sub("[^a-z]", "", one["associationType"].lower())
    return (one["originNodeURI"]["identifier"], kind, one["destinationNodeURI"]["identifier"])


def _put_levels(record: Package, told: Mapping[str, Any]) -> None:
    """The level texts that Journeybook wrote beside the items, as the rubric that CASE has for them."""
    criteria = []
    for one in record["CFItems"]:
        mine = told.get(one["identifier"])
        levels = mine.get("levels") if isinstance(mine, dict) else None
        pairs = [two for two in levels if isinstance(two, list) and len(two) == 2] if isinstance(levels, list) else []
        if pairs:
            steps = [
                {"score": level, "description": text, "position": at} for at, (level, text) in enumerate(pairs, start=1)
            ]
            link = {"title": one["identifier"], "identifier": one["identifier"]}
            mark = {EXTENSION: MARK}
            criteria.append({"CFItemURI": link, "CFRubricCriterionLevels": steps, "extensions": mark})
    if criteria:
        record["CFRubrics"] = [{"CFRubricCriteria": criteria}]


def chunks(value: Any, most: int) -> list[str]:
    """JSON in pieces that a cell can hold."""
    text = json.dumps(value, separators=(",", ":")).replace("\x7f", "\\u007f")
    return [text[at : at + most] for at in range(0, len(text), most)]
