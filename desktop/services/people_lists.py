"""Everyone in the record with their roles and the state of their keys, for coordinators."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Select, String, cast
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func

from desktop.codes import Role
from desktop.ledger import letters
from desktop.models.keys import SignerKey
from desktop.models.ledger import LedgerEntry
from desktop.models.people import Person, PersonRole
from desktop.models.programs import Employer
from desktop.services import access
from desktop.services.columns import columns

Group = Literal["staff", "apprentices", "keyless"]
"""Those who are apprentices alone, everyone else, and those who cannot sign in."""
GROUPS: tuple[Group, ...] = get_args(Group)
_ORDER = tuple(Role)


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role that someone has; the employer's id and name are empty for the sponsor's own people."""

    role: Role
    employer_id: str
    employer: str


@dataclass(frozen=True, slots=True)
class KeyState:
    """A key that someone has or had. The numbers are entries of the ledger, the moments are theirs: None where an
    entry was tampered with."""

    fingerprint: str
    registered_by: int
    since: datetime | None
    revoked_by: int | None
    until: datetime | None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """`keys` are all that this person has or had, the newest first."""

    id: str
    name: str
    roles: tuple[RoleRow, ...]
    keys: tuple[KeyState, ...]

    @property
    def key(self) -> KeyState | None:
        """The one in use."""
        return next((one for one in self.keys if one.revoked_by is None), None)

    @property
    def is_apprentice_only(self) -> bool:
        return bool(self.roles) and all(one.role is Role.APPRENTICE for one in self.roles)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many people there are, how many of them have a key, and how many are in each group."""

    people: int
    signers: int
    groups: Mapping[Group, int]


def everyone(session: Session, *, group: Group | None = None, only: str | None = None) -> tuple[PersonFacts, ...]:
    """All people, those of a group, or only the one of this id; by name. For coordinators."""
    access.require(session, Role.COORDINATOR)
    query = columns(Person.id, Person.full_name)
    if group is not None:
        query = query.where(_is_of(group))
    if only is not None:
        query = query.where(col(Person.id) == only)
    people = session.execute(query).all()
    wanted = query.with_only_columns(col(Person.id))
    roles, keys = _roles(session, wanted), _keys(session, wanted)
    found = (PersonFacts(id_, name, tuple(roles[id_]), tuple(keys[id_])) for id_, name in people)
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))


def counts(session: Session) -> Counts:
    """For coordinators."""
    access.require(session, Role.COORDINATOR)

    def count(*conditions: ColumnElement[bool]) -> int:
        found: int = session.execute(columns(func.count(col(Person.id))).where(*conditions)).scalar_one()
        return found

    return Counts(count(), count(~_is_of("keyless")), {one: count(_is_of(one)) for one in GROUPS})


def overview(session: Session, *, group: Group) -> tuple[Counts, tuple[PersonFacts, ...]]:
    """What a page shows of one group, in one snapshot."""
    return counts(session), everyone(session, group=group)


def _is_of(group: Group) -> ColumnElement[bool]:
    if group == "keyless":
        return col(Person.id).not_in(columns(SignerKey.person_id).where(col(SignerKey.revoked_by).is_(None)))
    is_learning = col(PersonRole.role) == Role.APPRENTICE
    learns, works = (
        col(Person.id).in_(columns(PersonRole.person_id).where(one)) for one in (is_learning, ~is_learning)
    )
    return learns & ~works if group == "apprentices" else ~learns | works


def _roles(session: Session, wanted: Select[Any]) -> defaultdict[str, Sequence[RoleRow]]:
    query = columns(PersonRole.person_id, PersonRole.role, Employer.id, Employer.name)
    query = query.join(Employer, col(Employer.id) == col(PersonRole.employer_id), isouter=True)
    found: defaultdict[str, list[RoleRow]] = defaultdict(list)
    for person, role, employer_id, employer in session.execute(query.where(col(PersonRole.person_id).in_(wanted))):
        found[person].append(RoleRow(role, employer_id or "", employer or ""))
    for rows in found.values():
        rows.sort(key=lambda row: (_ORDER.index(row.role), row.employer.casefold()))
    return defaultdict(tuple, found)


def _keys(session: Session, wanted: Select[Any]) -> defaultdict[str, Sequence[KeyState]]:
    begun, ended = aliased(LedgerEntry), aliased(LedgerEntry)
    query = (
        columns(
            SignerKey.person_id,
            SignerKey.id,
            SignerKey.registered_by,
            # As text: a moment that was tampered with must not hide the page.
            cast(col(begun.recorded_at), String).label("since"),
            SignerKey.revoked_by,
            cast(col(ended.recorded_at), String).label("until"),
        )
        .join(begun, col(begun.seq) == col(SignerKey.registered_by), isouter=True)
        .join(ended, col(ended.seq) == col(SignerKey.revoked_by), isouter=True)
        .where(col(SignerKey.person_id).in_(wanted))
        .order_by(col(SignerKey.registered_by).desc())
    )
    found: defaultdict[str, list[KeyState]] = defaultdict(list)
    for person, id_, registered_by, since, revoked_by, until in session.execute(query):
        state = KeyState(letters.fingerprint(id_), registered_by, _moment(since), revoked_by, _moment(until))
        found[person].append(state)
    return defaultdict(tuple, found)


def _moment(kept: str | None) -> datetime | None:
    try:
        found = datetime.fromisoformat(kept or "")
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
