"""Small ledgers, written as the program writes them or by someone who holds a key and means ill."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from desktop.codes import Act, Role
from desktop.ledger import entries, keys
from desktop.ledger.entries import Entry, Mark
from desktop.ledger.keys import Sitting

START = datetime(2026, 6, 1, 16, tzinfo=UTC)


def sitting(person: str) -> Sitting:
    return Sitting(person, person.title(), keys.new_pair().private)


@dataclass
class Book:
    """A ledger that is written on; a minute passes between two entries."""

    entries: list[Entry] = field(default_factory=list)
    now: datetime = START

    @property
    def mark(self) -> Mark:
        last = self.entries[-1] if self.entries else None
        return Mark(last.seq, last.hash, last.recorded_at) if last else Mark()

    def add(self, act: Act, what: object, by: Sitting, /, **forged: object) -> Entry:
        """One entry more, with parts of its body forged before it is signed."""
        self.now += timedelta(minutes=1)
        made = entries.make(self.mark, act, what, {"id": by.person_id}, self.now, by.key_id, by.sign)
        if forged:
            made = resigned(made, by, **forged)
        self.entries.append(made)
        return made

    def register(self, owner: Sitting, by: Sitting, **more: object) -> Entry:
        return self.add(Act.KEY_REGISTERED, registration(owner) | more, by)

    def fork(self) -> "Book":
        return Book(list(self.entries), self.now)


def registration(owner: Sitting) -> dict[str, object]:
    return {"person": owner.person_id, "key": owner.key_id, "public_key": owner.public.hex()}


def resigned(entry: Entry, by: Sitting, /, **forged: object) -> Entry:
    """`entry` with another body, which its signer signs; `body` gives the bytes themselves."""
    given = forged.pop("body", None)
    if isinstance(given, bytes):
        body = given
    else:
        content = entries.canonical.read(entry.body)
        assert isinstance(content, Mapping)
        body = entries.canonical.write({**content, **forged})
    digest = entries.hash_of(entry.prev, body)
    told = {name: str(forged[name]) for name in ("act", "recorded_at") if name in forged}
    return entry._replace(body=body, hash=digest, sig=by.sign(digest), **told)


@dataclass
class Cast:
    """Cora coordinates and began the ledger; Mia and Max have keys and sign."""

    cora: Sitting = field(default_factory=lambda: sitting("cora"))
    mia: Sitting = field(default_factory=lambda: sitting("mia"))
    max: Sitting = field(default_factory=lambda: sitting("max"))
    stranger: Sitting = field(default_factory=lambda: sitting("stranger"))


def written(cast: Cast) -> Book:
    """Ten entries: keys, roles, sign-offs, a key for an old one, an erasure."""
    book = Book()
    book.register(cast.cora, cast.cora, record="the record", about="the first coordinator’s key")
    book.register(cast.mia, cast.cora)
    book.register(cast.max, cast.cora)
    book.add(Act.ROLE_GIVEN, {"roles": [["mia", Role.MENTOR.value, "north"]]}, cast.cora)
    for level in (2, 3):
        book.add(Act.SIGN_OFF, {"about": "agreement 3, competency 1a", "level": level}, cast.mia)
    book.add(Act.SIGN_OFF, {"about": "agreement 4, competency 2b", "level": 3}, cast.max)
    book.add(Act.HOURS_DECIDED, {"about": "agreement 3", "minutes": 480}, cast.mia)
    book.add(Act.ERASED, {"erased": ["ab" * 32]}, cast.cora)
    book.add(Act.SIGN_OFF, {"about": "agreement 3, competency 1b", "level": 1}, cast.mia)
    return book
