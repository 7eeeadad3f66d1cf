"""The ledger with its guards, keys of signers, and attempts to sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _ledger()
    _keys()
    for trigger in _TRIGGERS:
        op.execute(trigger)


def _ledger() -> None:
    op.create_table(
        "ledger_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("prev", sa.LargeBinary(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("sig", sa.LargeBinary(), nullable=False),
        sa.Column("key_id", sa.String(64), nullable=False),
        sa.Column("act", sa.String(40), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("seq >= 1", name=op.f("ck_ledger_entry_seq_from_one")),
        sa.CheckConstraint("length(prev) = 32", name=op.f("ck_ledger_entry_prev_is_a_hash")),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_ledger_entry_hash_is_one")),
        sa.CheckConstraint("length(sig) = 64", name=op.f("ck_ledger_entry_sig_is_one")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_ledger_entry")),
        sa.UniqueConstraint("prev", name=op.f("uq_ledger_entry_prev")),
        sa.UniqueConstraint("hash", name=op.f("uq_ledger_entry_hash")),
    )
    op.create_index("ix_ledger_entry_act", "ledger_entry", ["act"], unique=False)
    op.create_table(
        "personal_text",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.CheckConstraint("length(hash) = 32", name=op.f("ck_personal_text_hash_is_one")),
        sa.CheckConstraint("length(salt) = 16", name=op.f("ck_personal_text_salt_is_one")),
        sa.ForeignKeyConstraint(["seq"], ["ledger_entry.seq"], name=op.f("fk_personal_text_seq")),
        sa.PrimaryKeyConstraint("hash", name=op.f("pk_personal_text")),
    )
    op.create_index(op.f("ix_personal_text_seq"), "personal_text", ["seq"], unique=False)


def _keys() -> None:
    op.create_table(
        "signer_key",
        sa.Column("id", sa.String(64), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("locked", sa.Text(), nullable=False),
        sa.Column("locked_for_recovery", sa.Text(), nullable=False),
        sa.Column("registered_by", sa.Integer(), nullable=False),
        sa.Column("revoked_by", sa.Integer(), nullable=True),
        sa.CheckConstraint("length(public_key) = 32", name=op.f("ck_signer_key_public_key_is_one")),
        sa.CheckConstraint("revoked_by > registered_by", name=op.f("ck_signer_key_revoked_later")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_signer_key_person_id")),
        sa.ForeignKeyConstraint(["registered_by"], ["ledger_entry.seq"], name=op.f("fk_signer_key_registered_by")),
        sa.ForeignKeyConstraint(["revoked_by"], ["ledger_entry.seq"], name=op.f("fk_signer_key_revoked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signer_key")),
    )
    op.create_index(op.f("ix_signer_key_person_id"), "signer_key", ["person_id"], unique=False)
    op.create_table(
        "sign_in_attempt",
        sa.Column("who", sa.String(64), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_sign_in_attempt_failures_not_negative")),
        sa.PrimaryKeyConstraint("who", name=op.f("pk_sign_in_attempt")),
    )


_TRIGGERS = (
    "CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry "
    "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never changed'); END",
    "CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry "
    "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger is never removed'); END",
    "CREATE TRIGGER ledger_entry_appends BEFORE INSERT ON ledger_entry "
    "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM ledger_entry) "
    "OR EXISTS (SELECT 1 FROM ledger_entry WHERE prev = NEW.prev) "
    "OR EXISTS (SELECT 1 FROM ledger_entry WHERE hash = NEW.hash) "
    "BEGIN SELECT RAISE(ABORT, 'an entry of the ledger follows the last one'); END",
    "CREATE TRIGGER personal_text_no_update BEFORE UPDATE ON personal_text "
    "BEGIN SELECT RAISE(ABORT, 'a signed text is never changed'); END",
    "CREATE TRIGGER personal_text_no_replace BEFORE INSERT ON personal_text "
    "WHEN EXISTS (SELECT 1 FROM personal_text WHERE hash = NEW.hash) "
    "BEGIN SELECT RAISE(ABORT, 'a signed text is never replaced'); END",
)
