"""The columns of OpenSALT's sheets."""

import re
from typing import Any, Final

DOCUMENT: Final = (
    "identifier",
    "creator",
    "title",
    "lastChangeDate",
    "officialSourceURL",
    "publisher",
    "description",
    "subject",
    "language",
    "version",
    "adoptionStatus",
    "statusStartDate",
    "statusEndDate",
    "licenseTitle",
    "licenseText",
    "notes",
)
ITEM: Final = (
    "identifier",
    "fullStatement",
    "humanCodingScheme",
    "smartLevel",
    "listEnumeration",
    "abbreviatedStatement",
    "conceptKeywords",
    "notes",
    "language",
    "educationLevel",
    "CFItemType",
    "license",
)
ASSOCIATION: Final = (
    "identifier",
    "originNodeIdentifier",
    "originNodeHumanCodingScheme",
    "associationType",
    "destinationNodeHumanCodingScheme",
    "destinationNodeIdentifier",
    "associationGroupIdentifier",
    "associationGroupName",
)
CSV: Final = (
    "identifier",
    "fullStatement",
    "humanCodingScheme",
    "abbreviatedStatement",
    "conceptKeywords",
    "notes",
    "language",
    "educationLevel",
    "CFItemType",
    "license",
    "sequenceNumber",
    "isChildOf",
)
RELATIONS: Final = (
    "isPartOf",
    "replacedBy",
    "exemplar",
    "hasSkillLevel",
    "isRelatedTo",
    "isPeerOf",
    "precedes",
    "exactMatchOf",
    "isTranslationOf",
)
LISTS: Final = frozenset({"conceptKeywords", "educationLevel", "subject"})
"""Columns whose cell holds several texts with commas between them."""
OURS: Final = "Journeybook"
"""The column, and the sheet, that hold what OpenSALT has no column for, as JSON."""
SHEETS: Final = ("CF Doc", "CF Item", "CF Association", OURS)

_SAME: Final = {
    "parent": "ischildof",
    "isexactmatchof": "exactmatchof",
    "lastchangedatetime": "lastchangedate",
    "licence": "license",
    "order": "sequencenumber",
    "educationallevel": "educationlevel",
}


def folded(heading: Any) -> str:
    """As OpenSALT matches headings: letters only, in lower case."""
    found = re.sub("[^a-z]", "", heading[:80].lower()) if isinstance(heading, str) else ""
    return _SAME.get(found, found)


def spaced(relation: str) -> str:
    """ "Is Child Of" for isChildOf."""
    if relation.startswith("ext:"):
        return relation
    words = re.sub("([A-Z])", r" \1", relation)
    return words[:1].upper() + words[1:]
