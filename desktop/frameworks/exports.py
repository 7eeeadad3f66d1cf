"""The files that a framework can be written to."""

from collections.abc import Callable
from typing import Final, NamedTuple

from desktop.errors import KnownError
from desktop.frameworks.document import Framework
from desktop.frameworks.formats import native


class Export(NamedTuple):
    """`ending` is that of the file, with its dot; `losses` tells in sentences what of a framework the format
    cannot hold."""

    name: str
    ending: str
    write: Callable[[Framework], bytes]
    losses: Callable[[Framework], tuple[str, ...]]


# The writers bring openpyxl and JSON Schema, which a start does not pay for: each is imported when it writes.


def _case(framework: Framework) -> bytes:
    from desktop.frameworks.formats.case import write as case_write

    return case_write.write(framework).encode()


def _standards(framework: Framework) -> bytes:
    from desktop.frameworks.formats.standards_workbook import write as standards_workbook_write

    return standards_workbook_write.write(framework)


def _standards_losses(framework: Framework) -> tuple[str, ...]:
    from desktop.frameworks.formats.standards_workbook import losses as standards_workbook_losses

    return standards_workbook_losses.losses(framework)


def _sheet(framework: Framework) -> bytes:
    from desktop.frameworks.formats.sheet import write as sheet_write

    return sheet_write.write_xlsx(framework)


def _sheet_text(framework: Framework) -> bytes:
    from desktop.frameworks.formats.sheet import write as sheet_write

    return sheet_write.write_csv(framework).encode("utf-8-sig")


def _sheet_losses(framework: Framework) -> tuple[str, ...]:
    from desktop.frameworks.formats.sheet import write as sheet_write

    return sheet_write.losses(framework)


def _sheet_text_losses(framework: Framework) -> tuple[str, ...]:
    from desktop.frameworks.formats.sheet import write as sheet_write

    return sheet_write.losses(framework, is_csv=True)


def _opensalt(framework: Framework) -> bytes:
    from desktop.frameworks.formats.opensalt import write as opensalt_write

    return opensalt_write.write_xlsx(framework)


def _opensalt_text(framework: Framework) -> bytes:
    from desktop.frameworks.formats.opensalt import write as opensalt_write

    return opensalt_write.write_csv(framework).encode("utf-8-sig")


def _nothing(_framework: Framework) -> tuple[str, ...]:
    return ()


EXPORTS: Final = (
    Export(native.NAME, ".json", lambda one: native.write(one).encode(), _nothing),
    Export("sheet", ".xlsx", _sheet, _sheet_losses),
    Export("sheet-csv", ".csv", _sheet_text, _sheet_text_losses),
    Export("standards-workbook", ".xlsx", _standards, _standards_losses),
    Export("case", ".json", _case, _nothing),
    Export("opensalt", ".xlsx", _opensalt, _nothing),
    Export("opensalt-csv", ".csv", _opensalt_text, _nothing),
)
"""The whole neutral form first; the first with an ending is the one that the ending alone means."""


def find(name: str, ending: str = "") -> Export:
    """The format of this name; without a name, the first whose file has this ending.

    Raises KnownError naming the formats that there are.
    """
    for one in EXPORTS:
        if one.name == name or (not name and one.ending == ending.lower()):
            return one
    listed = ", ".join(one.name for one in EXPORTS)
    raise KnownError(f"There is no format “{name or ending}” to write.", f"There are: {listed}.")
