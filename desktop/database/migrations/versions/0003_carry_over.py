"""Agreements that went to another framework, what was carried with them, and crosswalks."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _moves()
    _sign_offs()
    _hours()
    _crosswalks()


def _moves() -> None:
    op.create_table(
        "carry_over",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.String(36), nullable=False),
        sa.Column("to_id", sa.String(36), nullable=False),
        sa.Column("reverses_id", sa.String(36), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("reverses_id IS NULL OR length(reason) > 0", name=op.f("ck_carry_over_reversal_has_reason")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_carry_over_agreement_id")),
        sa.ForeignKeyConstraint(["from_id"], ["framework_version.id"], name=op.f("fk_carry_over_from_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_carry_over_recorded_by")),
        sa.ForeignKeyConstraint(["reverses_id"], ["carry_over.id"], name=op.f("fk_carry_over_reverses_id")),
        sa.ForeignKeyConstraint(["to_id"], ["framework_version.id"], name=op.f("fk_carry_over_to_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carry_over")),
        sa.UniqueConstraint("agreement_id", "position", name=op.f("uq_carry_over_agreement_id_position")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_carry_over_reverses_id")),
    )
    op.create_table(
        "carried_part",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("from_code", sa.String(40), nullable=False),
        sa.Column("from_text", sa.Text(), nullable=False),
        sa.Column("to_code", sa.String(40), nullable=True),
        sa.Column("to_text", sa.Text(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('competency', 'job function', 'course')", name=op.f("ck_carried_part_kind_known")),
        sa.CheckConstraint("weight > 0", name=op.f("ck_carried_part_weight_positive")),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_part_carry_over_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_part")),
    )
    op.create_index(op.f("ix_carried_part_carry_over_id"), "carried_part", ["carry_over_id"], unique=False)


def _sign_offs() -> None:
    op.create_table(
        "carried_sign_off",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("sign_off_id", sa.String(36), nullable=False),
        sa.Column("competency_id", sa.String(36), nullable=True),
        sa.Column("part_id", sa.String(36), nullable=True),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_sign_off_carry_over_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_carried_sign_off_competency_id")),
        sa.ForeignKeyConstraint(["part_id"], ["carried_part.id"], name=op.f("fk_carried_sign_off_part_id")),
        sa.ForeignKeyConstraint(["sign_off_id"], ["sign_off.id"], name=op.f("fk_carried_sign_off_sign_off_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_sign_off")),
    )
    op.create_index(
        "ix_carried_sign_off_carry_over_id_sign_off_id",
        "carried_sign_off",
        ["carry_over_id", "sign_off_id"],
        unique=False,
    )
    op.create_table(
        "carried_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("request_id", sa.String(36), nullable=False),
        sa.Column("competency_id", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_request_carry_over_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_carried_request_competency_id")),
        sa.ForeignKeyConstraint(["request_id"], ["sign_off_request.id"], name=op.f("fk_carried_request_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_request")),
    )
    op.create_index(
        "ix_carried_request_carry_over_id_request_id", "carried_request", ["carry_over_id", "request_id"], unique=False
    )
    op.create_table(
        "carried_course",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("result_id", sa.String(36), nullable=False),
        sa.Column("course_id", sa.String(36), nullable=True),
        sa.Column("part_id", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_course_carry_over_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_carried_course_course_id")),
        sa.ForeignKeyConstraint(["part_id"], ["carried_part.id"], name=op.f("fk_carried_course_part_id")),
        sa.ForeignKeyConstraint(["result_id"], ["course_result.id"], name=op.f("fk_carried_course_result_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_carried_course")),
    )
    op.create_index(
        "ix_carried_course_carry_over_id_result_id", "carried_course", ["carry_over_id", "result_id"], unique=False
    )


def _hours() -> None:
    op.create_table(
        "carried_hours",
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("job_function_id", sa.String(36), nullable=True),
        sa.Column("part_id", sa.String(36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes <> 0", name=op.f("ck_carried_hours_minutes_not_zero")),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_hours_carry_over_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["hour_entry.id"], name=op.f("fk_carried_hours_entry_id")),
        sa.ForeignKeyConstraint(
            ["job_function_id"], ["job_function.id"], name=op.f("fk_carried_hours_job_function_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["carried_part.id"], name=op.f("fk_carried_hours_part_id")),
        sa.PrimaryKeyConstraint("carry_over_id", "entry_id", "part", "place", name=op.f("pk_carried_hours")),
    )
    op.create_index(op.f("ix_carried_hours_entry_id"), "carried_hours", ["entry_id"], unique=False)
    op.create_table(
        "carried_credit",
        sa.Column("carry_over_id", sa.String(36), nullable=False),
        sa.Column("credit_id", sa.String(36), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("job_function_id", sa.String(36), nullable=True),
        sa.Column("part_id", sa.String(36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("is_left_out", sa.Boolean(), nullable=False),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_carried_credit_minutes_positive")),
        sa.ForeignKeyConstraint(["carry_over_id"], ["carry_over.id"], name=op.f("fk_carried_credit_carry_over_id")),
        sa.ForeignKeyConstraint(["credit_id"], ["prior_credit.id"], name=op.f("fk_carried_credit_credit_id")),
        sa.ForeignKeyConstraint(
            ["job_function_id"], ["job_function.id"], name=op.f("fk_carried_credit_job_function_id")
        ),
        sa.ForeignKeyConstraint(["part_id"], ["carried_part.id"], name=op.f("fk_carried_credit_part_id")),
        sa.PrimaryKeyConstraint("carry_over_id", "credit_id", "place", name=op.f("pk_carried_credit")),
    )


def _crosswalks() -> None:
    op.create_table(
        "crosswalk_pair",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("from_id", sa.String(36), nullable=False),
        sa.Column("to_id", sa.String(36), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.String(36), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_by", sa.String(36), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(withdrawn_by IS NULL) = (withdrawn_at IS NULL)", name=op.f("ck_crosswalk_pair_withdrawn_by_someone")
        ),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_crosswalk_pair_of_two")),
        sa.ForeignKeyConstraint(["confirmed_by"], ["person.id"], name=op.f("fk_crosswalk_pair_confirmed_by")),
        sa.ForeignKeyConstraint(["from_id"], ["competency.id"], name=op.f("fk_crosswalk_pair_from_id")),
        sa.ForeignKeyConstraint(["to_id"], ["competency.id"], name=op.f("fk_crosswalk_pair_to_id")),
        sa.ForeignKeyConstraint(["withdrawn_by"], ["person.id"], name=op.f("fk_crosswalk_pair_withdrawn_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crosswalk_pair")),
    )
    op.create_index(op.f("ix_crosswalk_pair_from_id"), "crosswalk_pair", ["from_id"], unique=False)
    op.create_index(op.f("ix_crosswalk_pair_to_id"), "crosswalk_pair", ["to_id"], unique=False)
