"""Journeybook's own framework file: the neutral form as JSON."""

import json
from collections import Counter
from typing import Any, Final, NoReturn

from pydantic import ValidationError

from desktop.errors import KnownError
from desktop.frameworks import faults
from desktop.frameworks.document import FORM, Framework
from desktop.frameworks.files import Form, Opened
from desktop.frameworks.reading import Found, Reading

NAME: Final = "journeybook"

LARGEST = 8 * 1024 * 1024
"""Bytes; a framework of a thousand competencies has less than one million."""

MOST_PARTS = 200_000
"""Fields and list items. Each can be wrong, and a fault takes more memory than its place in the file."""

_ADVICE = "Choose a framework file that Journeybook has written."


def fits(opened: Opened) -> bool:
    return (
        opened.form is Form.JSON and isinstance(opened.value, dict) and {"form", "job_functions"} <= set(opened.value)
    )


def reading(opened: Opened) -> Reading:
    """A framework file leaves nothing to ask."""
    return Reading(format=NAME, found=(Found(read(opened.content)),), lines=opened.lines)


def read(text: str | bytes) -> Framework:
    """The framework in `text`; KnownError, with the place in words, for anything else."""
    whole = _decode(text)
    _refuse_foreign(_parse(whole))
    try:
        # The text once more, not the parsed value: only from JSON may strict mode turn lists into tuples.
        return Framework.model_validate_json(whole, strict=True)
    except ValidationError as error:
        raise _told(error) from error


def write(framework: Framework) -> str:
    """The same text for the same framework, always; what stands at its default is left out, save `form`."""
    content = framework.model_dump(mode="json", exclude_defaults=True)
    content.pop("form", None)
    return json.dumps({"form": framework.form, **content}, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _decode(text: str | bytes) -> str:
    if len(text) > LARGEST:
        raise _too_big()
    try:
        content = text.encode() if isinstance(text, str) else text
        whole = content.decode("utf-8-sig")
    except UnicodeError as error:
        raise KnownError("This file is not text in UTF-8, so it is not a framework file.", _ADVICE) from error
    if len(content) > LARGEST:
        raise _too_big()
    if whole.count(",") + whole.count("{") > MOST_PARTS:
        raise KnownError(f"This file has more than {MOST_PARTS:,} parts, too many for a framework.", _ADVICE)
    return whole


def _parse(whole: str) -> Any:
    try:
        return json.loads(whole, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise KnownError(f"This file is not JSON: it breaks off at {place}.", _ADVICE) from error
    except RecursionError as error:
        raise _too_deep() from error
    except ValueError as error:
        # Python reads no whole number of more than 4,300 digits.
        raise KnownError("This file holds a number that is too long to read.", _ADVICE) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise KnownError(f"The field {ascii(twice)[:60]} stands twice in one part of this file.", "Delete one.")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise KnownError(f"This file holds {name}, which is not a number.", "Write a number, or leave it out.")


def _refuse_foreign(content: Any) -> None:
    if not isinstance(content, dict) or not {"form", "job_functions"} & content.keys():
        raise KnownError("This file is JSON, but not a Journeybook framework.", _ADVICE)
    form = content.get("form", FORM)
    if isinstance(form, int) and form > FORM:
        raise KnownError(
            f"This file is from a newer Journeybook: it has form {str(form)[:20]}, this one has {FORM}.",
            "Install the newest Journeybook to read it.",
        )


def _told(error: ValidationError) -> KnownError:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] != "json_invalid":
        return faults.describe(error)
    if "recursion" in first["msg"]:
        return _too_deep()
    return KnownError("This file is not JSON that can be read: it holds half a character.", _ADVICE)


def _too_big() -> KnownError:
    return KnownError(f"This file is larger than {LARGEST // 1024 // 1024} MB, too large for a framework.", _ADVICE)


def _too_deep() -> KnownError:
    return KnownError("The parts of this file are nested too deeply for a framework.", _ADVICE)
