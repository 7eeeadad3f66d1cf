"""The strict schema that every CASE package we write has to pass."""

import json
from functools import cache
from typing import Any

from desktop import assets


def check(package: dict[str, Any]) -> None:
    """Raises AssertionError naming the place: a package that we made and that is not CASE 1.1 is our defect."""
    # Told by hand, so that the first fault is enough and no network is ever asked for a schema.
    fault = next(_validator().iter_errors(package), None)
    if fault is not None:
        place = "/".join(str(step) for step in fault.absolute_path) or "the package"
        raise AssertionError(f"the CASE package is not valid at {place} ({fault.validator})")


@cache
def _validator() -> Any:
    # It takes a fifth of a second to import: only an export pays for it.
    from jsonschema import Draft202012Validator

    path = assets.path("templates", "case-1.1.schema.json")
    return Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
