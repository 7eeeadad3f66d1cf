"""A framework as the sheets of OpenSALT, or as its CSV file."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from desktop.frameworks.document import Framework
from desktop.frameworks.formats.case import write
from desktop.frameworks.formats.case.records import compact, facts_of, printable
from desktop.frameworks.formats.case.strict import SOURCE
from desktop.frameworks.formats.opensalt.columns import (
    ASSOCIATION,
    CSV,
    DOCUMENT,
    ITEM,
    OURS,
    RELATIONS,
    SHEETS,
    spaced,
)
from desktop.frameworks.formats.opensalt.tables import chunks
from desktop.frameworks.formats.sheet.safe import prefixed

_MOST_LETTERS = 32_767
"""What a cell holds at most."""
_PIECE = 30_000


def write_xlsx(framework: Framework, on: datetime | None = None) -> bytes:
    """The workbook: document, items with their place in the tree, associations, and a sheet of our own that
    OpenSALT passes over. `on` as in `write.write`."""
    from openpyxl import Workbook

    package = write.package(framework, on)
    names = _Names(package)
    book = Workbook()
    for one in book.worksheets:
        book.remove(one)
    document = _document(package, names)
    for title, columns, rows in (
        (SHEETS[0], DOCUMENT, [document]),
        (SHEETS[1], ITEM, _items(package, names)),
        (SHEETS[2], ASSOCIATION, [_association(one, names) for one in package["CFAssociations"]]),
        (SHEETS[3], ("identifier", "facts"), _ours(package, names, framework)),
    ):
        _fill(book.create_sheet(title), columns, rows)
    # Not the hour of writing, so that an unchanged framework gives the same sheets.
    book.properties.created = book.properties.modified = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
    book.properties.creator = printable(framework.publisher)[:200]
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def write_csv(framework: Framework, on: datetime | None = None) -> str:
    """One row for each item, its parent by identifier; no cell is taken for a formula."""
    package = write.package(framework, on)
    names = _Names(package)
    texts = {_id(one): one for one in package["CFItems"]}
    order = {names.of(one): one for one in package["CFItems"]}
    levels = _levels(framework)
    rows = []
    for at, (id_, one) in enumerate(order.items()):
        row = _item(one, id_)
        told = _told(one, levels)
        mine: dict[str, Any] = {"item": told} if told else {}
        if not at:
            mine |= {"framework": facts_of(package["CFDocument"]), "document": _document(package, names)}
        if mine:
            row[OURS] = compact(mine)
        rows.append(row)
    _put_links(rows, package, names, texts)
    file = StringIO(newline="")
    writer = csv.writer(file)
    columns = (*CSV, *RELATIONS, OURS)
    writer.writerow(columns)
    writer.writerows([prefixed(printable(row.get(name, ""))) for name in columns] for row in rows)
    return file.getvalue()


class _Names:
    """The identifiers as the source had them: a sheet need not have those that CASE 1.1 asks for."""

    def __init__(self, package: Mapping[str, Any]) -> None:
        self._own = {
            one["identifier"]: _own(one)
            for one in (package["CFDocument"], *package["CFItems"], *package["CFAssociations"])
        }

    def of(self, record: Mapping[str, Any]) -> str:
        return self.named(record["identifier"])

    def named(self, identifier: str) -> str:
        return self._own.get(identifier, identifier)


def _own(record: Mapping[str, Any]) -> str:
    kept = record.get("extensions", {}).get(SOURCE)
    found = kept.get("identifier") if isinstance(kept, dict) else None
    return found if isinstance(found, str) and found else _id(record)


def _id(record: Mapping[str, Any]) -> str:
    found: str = record["identifier"]
    return found


def _document(package: Mapping[str, Any], names: _Names) -> dict[str, str]:
    record = package["CFDocument"]
    found = {name: record[name] for name in DOCUMENT if isinstance(record.get(name), str)}
    found |= {"identifier": names.of(record), "lastChangeDate": record["lastChangeDateTime"]}
    if "subject" in record:
        found["subject"] = ", ".join(record["subject"])
    link = record.get("licenseURI")
    for one in package.get("CFDefinitions", {}).get("CFLicenses", []):
        if link and one["identifier"] == link["identifier"]:
            found |= {"licenseTitle": one["title"], "licenseText": one["licenseText"]}
    return found


def _item(record: Mapping[str, Any], id_: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in ITEM:
        value = record.get(name)
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, list):
            found[name] = ", ".join(value)
    return found | {"identifier": id_}


def _items(package: Mapping[str, Any], names: _Names) -> list[dict[str, str]]:
    """Parents stand before their children, so that one pass gives every place in the tree."""
    places: dict[str, str] = {package["CFDocument"]["identifier"]: ""}
    counts: dict[str, int] = {}
    above: dict[str, str] = {}
    for one in package["CFAssociations"]:
        if one["associationType"] == "isChildOf":
            above.setdefault(one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"])
    rows = []
    for one in package["CFItems"]:
        parent = above[_id(one)]
        counts[parent] = counts.get(parent, 0) + 1
        places[_id(one)] = f"{places[parent]}.{counts[parent]}".lstrip(".")
        rows.append(_item(one, names.of(one)) | {"smartLevel": places[_id(one)]})
    return rows


def _association(one: Mapping[str, Any], names: _Names) -> dict[str, str]:
    origin, end = one["originNodeURI"], one["destinationNodeURI"]
    group = one.get("CFAssociationGroupingURI", {})
    return {
        "identifier": names.of(one),
        "originNodeIdentifier": names.named(origin["identifier"]),
        "originNodeHumanCodingScheme": origin["title"],
        "associationType": spaced(one["associationType"]),
        "destinationNodeHumanCodingScheme": end["title"],
        "destinationNodeIdentifier": names.named(end["identifier"]),
        "associationGroupIdentifier": group.get("identifier", ""),
        "associationGroupName": group.get("title", ""),
    }


def _levels(framework: Framework) -> dict[str, list[list[Any]]]:
    """The level texts by code."""
    return {one.code: [[text.level, text.text] for text in one.level_texts] for one in framework.competencies()}


def _told(record: Mapping[str, Any], levels: Mapping[str, list[list[Any]]]) -> dict[str, Any]:
    """What the columns do not say of an item."""
    found = dict(facts_of(record))
    code = found.get("code") or record.get("humanCodingScheme", "").strip()
    if found.get("part") == "competency" and levels.get(code):
        found["levels"] = levels[code]
    return found


def _ours(package: Mapping[str, Any], names: _Names, framework: Framework) -> list[dict[str, str]]:
    levels = _levels(framework)
    rows = [{"facts": piece} for piece in chunks(facts_of(package["CFDocument"]), _PIECE)]
    for one in package["CFItems"]:
        rows += [{"identifier": names.of(one), "facts": piece} for piece in chunks(_told(one, levels), _PIECE)]
    return rows


def _put_links(
    rows: Sequence[dict[str, str]], package: Mapping[str, Any], names: _Names, items: Mapping[str, Any]
) -> None:
    """The first parent and its order; of the other relations, those from one item."""
    by_id = {row["identifier"]: row for row in rows}
    seen: set[str] = set()
    for one in package["CFAssociations"]:
        origin, end = one["originNodeURI"]["identifier"], one["destinationNodeURI"]["identifier"]
        row = by_id.get(names.named(origin))
        if row is None:
            continue
        kind = one["associationType"]
        if kind == "isChildOf" and origin not in seen:
            seen.add(origin)
            row["sequenceNumber"] = str(one["sequenceNumber"])
            row["isChildOf"] = names.named(end) if end in items else ""
        elif kind in RELATIONS:
            row[kind] = ",".join(part for part in (row.get(kind, ""), names.named(end)) if part)


def _fill(sheet: Any, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    for column, name in enumerate(columns, start=1):
        sheet.cell(1, column, name)
    for number, row in enumerate(rows, start=2):
        for column, name in enumerate(columns, start=1):
            text = printable(row.get(name, ""))
            if text:
                cell = sheet.cell(number, column)
                cell.value = text if len(text) <= _MOST_LETTERS else f"{text[: _MOST_LETTERS - 1]}…"
                # Always a text, whatever it begins with.
                cell.data_type = "s"
