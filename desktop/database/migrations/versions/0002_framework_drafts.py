"""Documents that frameworks are read from, drafts and their answers, and job architectures."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _documents()
    _versions()
    _jobs()


def _documents() -> None:
    op.create_table(
        "source_document",
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("name", sa.String(400), nullable=False),
        sa.Column("format", sa.String(40), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_source_document")),
    )
    op.create_table(
        "sheet_mapping",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("mapping", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_mapping")),
        sa.UniqueConstraint("name", name=op.f("uq_sheet_mapping_name")),
    )


def _versions() -> None:
    op.create_table(
        "framework_draft",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("title", sa.String(2000), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("base_id", sa.String(36), nullable=True),
        sa.Column("source_digest", sa.String(64), nullable=True),
        sa.Column("started_by", sa.String(36), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["base_id"], ["framework_version.id"], name=op.f("fk_framework_draft_base_id")),
        sa.ForeignKeyConstraint(
            ["source_digest"], ["source_document.digest"], name=op.f("fk_framework_draft_source_digest")
        ),
        sa.ForeignKeyConstraint(["started_by"], ["person.id"], name=op.f("fk_framework_draft_started_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_draft")),
    )
    op.create_table(
        "framework_origin",
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("derived_from", sa.String(36), nullable=True),
        sa.Column("source_digest", sa.String(64), nullable=True),
        sa.Column("published_by", sa.String(36), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["derived_from"], ["framework_version.id"], name=op.f("fk_framework_origin_derived_from")
        ),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework_version.id"], name=op.f("fk_framework_origin_framework_id")
        ),
        sa.ForeignKeyConstraint(["published_by"], ["person.id"], name=op.f("fk_framework_origin_published_by")),
        sa.ForeignKeyConstraint(
            ["source_digest"], ["source_document.digest"], name=op.f("fk_framework_origin_source_digest")
        ),
        sa.PrimaryKeyConstraint("framework_id", name=op.f("pk_framework_origin")),
    )
    op.create_index(op.f("ix_framework_origin_source_digest"), "framework_origin", ["source_digest"], unique=False)
    op.create_table(
        "framework_answer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("finding", sa.String(400), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("taken", sa.Text(), nullable=False),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["answered_by"], ["person.id"], name=op.f("fk_framework_answer_answered_by")),
        sa.ForeignKeyConstraint(
            ["framework_id"], ["framework_version.id"], name=op.f("fk_framework_answer_framework_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_answer")),
        sa.UniqueConstraint("framework_id", "position", name=op.f("uq_framework_answer_framework_id_position")),
    )


def _jobs() -> None:
    op.create_table(
        "job_architecture",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("title", sa.String(2000), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("source_digest", sa.String(64), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["source_digest"], ["source_document.digest"], name=op.f("fk_job_architecture_source_digest")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_architecture")),
        sa.UniqueConstraint("key", "digest", name=op.f("uq_job_architecture_key_digest")),
    )
    op.create_table(
        "job_link",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=True),
        sa.Column("agreement_id", sa.String(36), nullable=True),
        sa.Column("architecture_id", sa.String(36), nullable=False),
        sa.Column("position", sa.String(40), nullable=False),
        sa.Column("linked_by", sa.String(36), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(framework_id IS NULL) != (agreement_id IS NULL)", name=op.f("ck_job_link_of_one_thing")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_job_link_agreement_id")),
        sa.ForeignKeyConstraint(["architecture_id"], ["job_architecture.id"], name=op.f("fk_job_link_architecture_id")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_version.id"], name=op.f("fk_job_link_framework_id")),
        sa.ForeignKeyConstraint(["linked_by"], ["person.id"], name=op.f("fk_job_link_linked_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_link")),
        sa.UniqueConstraint("agreement_id", name=op.f("uq_job_link_agreement_id")),
        sa.UniqueConstraint("framework_id", name=op.f("uq_job_link_framework_id")),
    )
    op.create_index(op.f("ix_job_link_architecture_id"), "job_link", ["architecture_id"], unique=False)
