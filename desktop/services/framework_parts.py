"""Whether the rows that records point to are the parts of the signed documents of frameworks."""

from collections import defaultdict

from sqlmodel import Session

from desktop.models.frameworks import FrameworkVersion
from desktop.models.signed import PARTS
from desktop.services import frameworks, signed_rows
from desktop.services.columns import columns


def differing(session: Session) -> tuple[str, ...]:
    """The framework versions whose parts are not those of their document, as "it-generalist 1.0"; and "another
    framework" where there are parts of none."""
    said: dict[str, dict[bytes, str]] = defaultdict(dict)
    for id_, key, version in session.execute(
        columns(FrameworkVersion.id, FrameworkVersion.key, FrameworkVersion.version)
    ):
        for part in frameworks.parts(id_, frameworks.document(session, id_)):
            signed = next(one for one in PARTS if isinstance(part, one.model))
            row = signed_rows.quoted(signed, [signed_rows.plain(getattr(part, name)) for name in signed.columns])
            said[signed.table][row] = f"{key} {version}"
    found = set()
    for signed in PARTS:
        kept = set(signed_rows.every(session, signed, "1 = 1"))
        found |= {named for row, named in said[signed.table].items() if row not in kept}
        if kept - said[signed.table].keys():
            found.add("another framework")
    return tuple(sorted(found))
