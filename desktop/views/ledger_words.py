"""How the ledger is told: acts, moments, checks, and what stands in an entry."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from desktop import words
from desktop.anchors import Anchor
from desktop.codes import Act
from desktop.ledger import letters
from desktop.services.ledger_lists import EntryRow
from desktop.views import days
from desktop.views.side_list import SideState

PAGE = "integrity"
_LONGEST = 600
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z")
_LETTERS = re.compile(r"([0-9a-f]{2}){20,}")
_KEYS = frozenset({"key", "replaces"})
translate = QCoreApplication.translate


def act(code: str) -> str:
    """An act where it begins a line; as it is written where it is none of ours."""
    said = {
        Act.TAKEN_OVER: translate("Ledger", "Recorded before signing began"),
        Act.PERSON_ADDED: translate("Ledger", "Person added"),
        Act.AGREEMENT_MADE: translate("Ledger", "Agreement made"),
        Act.SIGN_OFF: translate("Ledger", "Sign-off"),
        Act.SIGN_OFF_REVERSED: translate("Ledger", "Sign-off reversed"),
        Act.HOURS_LOGGED: translate("Ledger", "Hours logged"),
        Act.HOURS_DECIDED: translate("Ledger", "Hours decided"),
        Act.HOURS_REVERSED: translate("Ledger", "Hours reversed"),
        Act.EVENT: translate("Ledger", "Event of an agreement"),
        Act.CREDIT: translate("Ledger", "Prior credit"),
        Act.COURSE_RESULT: translate("Ledger", "Result of a course"),
        Act.FRAMEWORK_ADOPTED: translate("Ledger", "Framework adopted"),
        Act.CARRIED_OVER: translate("Ledger", "Carried over"),
        Act.IMPORTED: translate("Ledger", "Imported"),
        Act.KEY_REGISTERED: translate("Ledger", "Key given"),
        Act.KEY_REVOKED: translate("Ledger", "Key revoked"),
        Act.ROLE_GIVEN: translate("Ledger", "Role given"),
        Act.ROLE_TAKEN: translate("Ledger", "Role taken"),
        Act.RESTORED: translate("Ledger", "Restored"),
        Act.ERASED: translate("Ledger", "Personal texts erased"),
    }
    return said.get(Act(code), code) if code in set(Act) else code


def moment(at: datetime | None) -> str:
    """ "Nov 12, 2026 09:10", here; the ledger itself has UTC."""
    if at is None:
        return translate("Ledger", "cannot be read")
    here = at.astimezone()
    return f"{days.short_day(here.date())} {here:%H:%M}"


def check(name: str) -> str:
    """What a check is called."""
    said = {
        "ledger": translate("Ledger", "Entries and signatures"),
        "ledger guards": translate("Ledger", "Refusal of changes"),
        "ledger anchor": translate("Ledger", "Nothing removed"),
        "signed texts": translate("Ledger", "Signed names and texts"),
        "signed records": translate("Ledger", "Signed records"),
        "keys": translate("Ledger", "Keys"),
        "roles": translate("Ledger", "Roles"),
        "file": translate("Ledger", "File"),
        "links": translate("Ledger", "Links between records"),
    }
    return said.get(name, name[:1].upper() + name[1:])


def entry(row: EntryRow) -> str:
    """ "Entry 26: sign-off, agreement 3, competency 1a"."""
    told = act(row.act)
    parts = [told[:1].lower() + told[1:] if row.act in set(Act) else "", row.about]
    number = translate("Ledger", "Entry {number}").format(number=f"{row.seq:,}")
    return f"{number}: {', '.join(part for part in parts if part)}" if any(parts) else number


def anchor(found: Anchor) -> str:
    """Where a record stands, to compare with a paper."""
    said = translate(
        "Ledger", "The last entry is {number}, of {moment}. Its hash begins with {first} and ends with {last}."
    )
    return said.format(
        number=f"{found.seq:,}", moment=_moment(found.recorded_at), first=found.hash[:8], last=found.hash[-8:]
    )


def side_state(*, is_sound: bool, opens: bool) -> SideState:
    """The line in the side list; a fault opens the page for whoever has it."""
    if is_sound:
        return SideState(translate("Ledger", "Ledger checked"), "shield-check")
    return SideState(translate("Ledger", "Fault in the ledger"), "triangle-alert", PAGE if opens else "")


def name(key: str) -> str:
    """A name of the signed content where it begins a line: "observed_on" is "Observed on"."""
    plain = key.removesuffix("_id").replace("_", " ").strip()
    return plain[:1].upper() + plain[1:]


def value(said: Any, key: str = "") -> str:
    """A value of the signed content, in words; several lines for lists. Empty where nothing is said."""
    if isinstance(said, bool):
        return translate("Ledger", "yes") if said else translate("Ledger", "no")
    if isinstance(said, int):
        return words.hours(said) if key.endswith("minutes") else QLocale().toString(said)
    if isinstance(said, str):
        return letters.fingerprint(said) if key in _KEYS and _LETTERS.fullmatch(said) else _text(said)
    if isinstance(said, Mapping):
        return " · ".join(f"{name(str(at))}: {one}" for at, one in _pairs(said))
    if isinstance(said, Sequence):
        is_flat = not any(isinstance(one, Mapping | list | tuple) for one in said)
        return (", " if is_flat else "\n").join(filter(None, (value(one) for one in said)))
    return ""


def lines(row: Mapping[str, Any]) -> str:
    """A signed row, a fact a line."""
    return "\n".join(f"{name(key)}: {told}" for key, told in _pairs(row))


def _pairs(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    told = [(str(key), value(one, str(key))) for key, one in said.items()]
    return [(key, one) for key, one in told if one]


def _text(said: str) -> str:
    if _DAY.fullmatch(said):
        return _day(said)
    if _MOMENT.fullmatch(said):
        return _moment(said)
    if _LETTERS.fullmatch(said):
        return f"{said[:8]} … {said[-8:]}"
    if len(said) > _LONGEST:
        many = QLocale().toString(len(said))
        return translate("Ledger", "{start} … ({many} letters)").format(start=said[:_LONGEST], many=many)
    return said


def _day(said: str) -> str:
    try:
        return days.long_day(date.fromisoformat(said))
    except ValueError:
        return said


def _moment(said: str) -> str:
    try:
        return moment(datetime.fromisoformat(said))
    except ValueError:
        return said
