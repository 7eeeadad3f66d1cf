"""Evidence of requests and sign-offs."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _evidence("request_evidence", "request_id", "sign_off_request.id")
    _evidence("sign_off_evidence", "sign_off_id", "sign_off.id")
    for guard in _GUARDS:
        op.execute(guard)


def _evidence(table: str, owner: str, owned: str) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(11), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("media", sa.String(60), nullable=False),
        sa.Column("added_by", sa.String(36), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column(owner, sa.String(36), nullable=False),
        sa.CheckConstraint("kind IN ('file', 'photo', 'link', 'observation')", name=op.f(f"ck_{table}_kind_known")),
        sa.CheckConstraint(
            "(kind IN ('file', 'photo')) = (sha256 IS NOT NULL)", name=op.f(f"ck_{table}_file_has_hash")
        ),
        sa.CheckConstraint(
            "(sha256 IS NULL) = (size IS NULL) AND (size IS NULL OR size > 0)", name=op.f(f"ck_{table}_file_has_size")
        ),
        sa.CheckConstraint("sha256 IS NULL OR length(sha256) = 64", name=op.f(f"ck_{table}_hash_is_one")),
        sa.CheckConstraint("sha256 IS NOT NULL OR length(text) > 0", name=op.f(f"ck_{table}_words_are_there")),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"], name=op.f(f"fk_{table}_added_by")),
        sa.ForeignKeyConstraint([owner], [owned], name=op.f(f"fk_{table}_{owner}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint(owner, "place", name=op.f(f"uq_{table}_{owner}_place")),
    )
    op.create_index(f"ix_{table}_sha256", table, ["sha256"], unique=False)


_GUARDS = (
    "CREATE TRIGGER sign_off_evidence_no_update BEFORE UPDATE OF id, place, kind, sha256, size, media, added_by, added_at, sign_off_id ON sign_off_evidence BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_evidence is never changed'); END",
    "CREATE TRIGGER sign_off_evidence_no_delete BEFORE DELETE ON sign_off_evidence BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_evidence is never removed'); END",
    "CREATE TRIGGER sign_off_evidence_no_rewording BEFORE UPDATE OF label, text ON sign_off_evidence WHEN NEW.label NOT IN (OLD.label, 'erased') OR NEW.text NOT IN (OLD.text, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_evidence is never reworded'); END",
    "CREATE TRIGGER sign_off_evidence_no_replace BEFORE INSERT ON sign_off_evidence WHEN EXISTS (SELECT 1 FROM sign_off_evidence WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_evidence is never replaced'); END",
    "CREATE TRIGGER request_evidence_no_update BEFORE UPDATE OF id, place, kind, sha256, size, media, added_by, added_at, request_id ON request_evidence BEGIN SELECT RAISE(ABORT, 'what is signed in request_evidence is never changed'); END",
    "CREATE TRIGGER request_evidence_no_delete BEFORE DELETE ON request_evidence BEGIN SELECT RAISE(ABORT, 'what is signed in request_evidence is never removed'); END",
    "CREATE TRIGGER request_evidence_no_rewording BEFORE UPDATE OF label, text ON request_evidence WHEN NEW.label NOT IN (OLD.label, 'erased') OR NEW.text NOT IN (OLD.text, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in request_evidence is never reworded'); END",
    "CREATE TRIGGER request_evidence_no_replace BEFORE INSERT ON request_evidence WHEN EXISTS (SELECT 1 FROM request_evidence WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in request_evidence is never replaced'); END",
)
