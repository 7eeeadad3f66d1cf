"""Frameworks that differ from a shipped one in what a test is about."""

from typing import Any

from desktop.frameworks import catalogue
from desktop.frameworks.document import Framework


def remake(key: str = "sample-help-desk", **changes: Any) -> Framework:
    """A shipped framework with other fields, checked like any other."""
    framework = catalogue.find(key)
    if "job_functions" in changes:
        changes.setdefault("courses", ())
    return Framework(**(dict(framework) | changes))
