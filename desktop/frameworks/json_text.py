"""The text of a JSON file of our own: read with care, refused in words, written always the same."""

import json
from collections import Counter
from typing import Any, NoReturn, TypeVar

from pydantic import ValidationError

from desktop.errors import KnownError
from desktop.frameworks import faults
from desktop.frameworks.document import FORM, Part

LARGEST = 8 * 1024 * 1024
"""Bytes; a framework of a thousand competencies has less than one million."""

MOST_PARTS = 200_000
"""Fields and list items. Each can be wrong, and a fault takes more memory than its place in the file."""

_P = TypeVar("_P", bound=Part)


def read(kind: type[_P], text: str | bytes, what: str, mark: str) -> _P:
    """The part of this `kind` in `text`; KnownError, with the place in words, for anything else.

    `what` is its name ("framework"), `mark` the field beside `form` by which such a file is known.
    """
    whole = _decode(text, what)
    _refuse_foreign(_parse(whole, what), what, mark)
    try:
        # The text once more, not the parsed value: only from JSON may strict mode turn lists into tuples.
        return kind.model_validate_json(whole, strict=True)
    except ValidationError as error:
        raise _told(error, what) from error


def write(part: Part) -> str:
    """The same text for the same part, always; what stands at its default is left out, save `form`."""
    content = part.model_dump(mode="json", exclude_defaults=True)
    content.pop("form", None)
    return json.dumps({"form": FORM, **content}, indent=2, ensure_ascii=False, allow_nan=False) + "\n"


def _decode(text: str | bytes, what: str) -> str:
    if len(text) > LARGEST:
        raise _too_big(what)
    try:
        content = text.encode() if isinstance(text, str) else text
        whole = content.decode("utf-8-sig")
    except UnicodeError as error:
        raise KnownError(f"This file is not text in UTF-8, so it is not a {what} file.", _advice(what)) from error
    if len(content) > LARGEST:
        raise _too_big(what)
    if whole.count(",") + whole.count("{") > MOST_PARTS:
        raise KnownError(f"This file has more than {MOST_PARTS:,} parts, too many for a {what}.", _advice(what))
    return whole


def _parse(whole: str, what: str) -> Any:
    try:
        return json.loads(whole, object_pairs_hook=_once, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise KnownError(f"This file is not JSON: it breaks off at {place}.", _advice(what)) from error
    except RecursionError as error:
        raise _too_deep(what) from error
    except ValueError as error:
        # Python reads no whole number of more than 4,300 digits.
        raise KnownError("This file holds a number that is too long to read.", _advice(what)) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice, _ = Counter(name for name, _ in pairs).most_common(1)[0]
        raise KnownError(f"The field {ascii(twice)[:60]} stands twice in one part of this file.", "Delete one.")
    return fields


def _refuse_constant(name: str) -> NoReturn:
    raise KnownError(f"This file holds {name}, which is not a number.", "Write a number, or leave it out.")


def _refuse_foreign(content: Any, what: str, mark: str) -> None:
    if not isinstance(content, dict) or not {"form", mark} & content.keys():
        raise KnownError(f"This file is JSON, but not a Journeybook {what}.", _advice(what))
    form = content.get("form", FORM)
    if isinstance(form, int) and form > FORM:
        raise KnownError(
            f"This file is from a newer Journeybook: it has form {str(form)[:20]}, this one has {FORM}.",
            "Install the newest Journeybook to read it.",
        )


def _told(error: ValidationError, what: str) -> KnownError:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] != "json_invalid":
        return faults.describe(error, f"This {what}")
    if "recursion" in first["msg"]:
        return _too_deep(what)
    return KnownError("This file is not JSON that can be read: it holds half a character.", _advice(what))


def _too_big(what: str) -> KnownError:
    return KnownError(f"This file is larger than {LARGEST // 1024 // 1024} MB, too large for a {what}.", _advice(what))


def _too_deep(what: str) -> KnownError:
    return KnownError(f"The parts of this file are nested too deeply for a {what}.", _advice(what))


def _advice(what: str) -> str:
    return f"Choose a {what} file that Journeybook has written."
