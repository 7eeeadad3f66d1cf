"""Which rows are signed, column by column: what stands in an entry of the ledger, and what the schema guards."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import DDL, event
from sqlmodel import SQLModel

from desktop.models import agreements, carry_over, evidence, frameworks, hours, people, sign_offs
from desktop.models.base import METADATA
from desktop.models.ledger import REFUSAL

ERASED = "erased"
"""What a personal text becomes once it need no longer be kept."""


@dataclass(frozen=True, slots=True)
class Signed:
    """A table whose rows never change once they are written. `changing` columns only say where a row stands now and
    are signed by other rows; `personal` ones may become ERASED. A row with the same key takes the place of none,
    which is not guarded where `is_bulky`, since it costs a look-up for each row. `signer` is the column that names who
    signed, if there is one."""

    model: type[SQLModel]
    changing: frozenset[str] = frozenset()
    personal: frozenset[str] = frozenset()
    is_bulky: bool = False
    signer: str = ""

    @property
    def table(self) -> str:
        return str(self.model.__tablename__)

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that are signed, in the order of the table."""
        return tuple(one.name for one in METADATA.tables[self.table].columns if one.name not in self.changing)

    @property
    def key(self) -> tuple[str, ...]:
        return tuple(one.name for one in METADATA.tables[self.table].primary_key.columns)


def _set(*names: str) -> frozenset[str]:
    return frozenset(names)


_NAMES = _set("first_name", "middle_name", "last_name", "suffix", "full_name")
ROWS = {
    one.table: one
    for one in (
        Signed(people.Person, changing=_set("email", "phone"), personal=_NAMES),
        Signed(frameworks.FrameworkVersion),
        Signed(
            agreements.Agreement,
            changing=_set("framework_id", "ends", "status", "rapids_number", "job_title"),
        ),
        Signed(agreements.AgreementMentor, changing=_set("until")),
        Signed(agreements.PriorCredit, personal=_set("evidence")),
        Signed(agreements.StatusEvent, personal=_set("reason")),
        Signed(sign_offs.SignOff, personal=_set("comment"), signer="signer_id"),
        Signed(evidence.SignOffEvidence, personal=_set("label", "text")),
        Signed(sign_offs.SignOffReversal, personal=_set("reason"), signer="reversed_by"),
        Signed(hours.HourEntry, changing=_set("state"), personal=_set("note"), is_bulky=True),
        Signed(hours.HourAllocation, is_bulky=True),
        Signed(hours.HourDecision, personal=_set("reason"), is_bulky=True, signer="decided_by"),
        Signed(hours.CourseResult, signer="recorded_by"),
        Signed(carry_over.CarryOver, changing=_set("is_current"), personal=_set("reason"), signer="recorded_by"),
        Signed(carry_over.CarriedPart),
        Signed(carry_over.CarriedSignOff),
        Signed(carry_over.CarriedRequest),
        Signed(carry_over.CarriedHours, is_bulky=True),
        Signed(carry_over.CarriedCourse),
        Signed(carry_over.CarriedCredit),
    )
}
"""By table."""

PARTS = (Signed(frameworks.JobFunction), Signed(frameworks.Competency), Signed(frameworks.Course))
"""Rows that repeat the document of a framework version, which is signed; the check compares them with it."""

GUARDED = (*PARTS, Signed(evidence.RequestEvidence, personal=_set("label", "text")))
"""Rows that stand in no entry and never change either: what came with a request is signed by the sign-off that takes it
over."""


def _guards(signed: Signed) -> Iterator[tuple[str, str]]:
    table, fixed = signed.table, [one for one in signed.columns if one not in signed.personal]
    never = f"BEGIN SELECT RAISE(ABORT, 'what is signed in {table} is never"
    yield (
        f"{table}_no_update",
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE OF {', '.join(fixed)} ON {table} {never} changed'); END",
    )
    yield (
        f"{table}_no_delete",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {never} removed'); END",
    )
    if signed.personal:
        texts = sorted(signed.personal)
        is_other = " OR ".join(f"NEW.{one} NOT IN (OLD.{one}, '{ERASED}')" for one in texts)
        yield (
            f"{table}_no_rewording",
            f"CREATE TRIGGER {table}_no_rewording BEFORE UPDATE OF {', '.join(texts)} ON {table} "
            f"WHEN {is_other} {never} reworded'); END",
        )
    if not signed.is_bulky:
        is_same = " AND ".join(f"{one} = NEW.{one}" for one in signed.key)
        is_there = f"EXISTS (SELECT 1 FROM {table} WHERE {is_same})"  # noqa: S608  (names of our own tables)
        yield (
            f"{table}_no_replace",
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {is_there} {never} replaced'); END",
        )


TRIGGERS = {name: sql for one in (*ROWS.values(), *GUARDED) for name, sql in _guards(one)}
"""By name, as SQLite keeps their text; the migration makes the same, and the check compares."""


def _guard_on_postgresql() -> None:
    for one in (*ROWS.values(), *GUARDED):
        fixed = [name for name in one.columns if name not in one.personal]
        guards = [f"BEFORE UPDATE OF {', '.join(fixed)} OR DELETE ON {one.table} FOR EACH ROW"]
        guards.append(f"BEFORE TRUNCATE ON {one.table} FOR EACH STATEMENT")
        if one.personal:
            texts = sorted(one.personal)
            is_other = " OR ".join(f"NEW.{text} NOT IN (OLD.{text}, '{ERASED}')" for text in texts)
            guards.append(f"BEFORE UPDATE OF {', '.join(texts)} ON {one.table} FOR EACH ROW WHEN ({is_other})")
        made = [
            f"CREATE TRIGGER {one.table}_guard_{number} {guard} EXECUTE FUNCTION refuse_to_change_what_is_signed()"
            for number, guard in enumerate(guards)
        ]
        for statement in (REFUSAL, *made):
            ddl = DDL(statement).execute_if(dialect="postgresql")  # type: ignore[no-untyped-call]
            event.listen(METADATA.tables[one.table], "after_create", ddl)


_guard_on_postgresql()
