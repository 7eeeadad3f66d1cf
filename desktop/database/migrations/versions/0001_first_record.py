"""The first record: sponsor, people, frameworks, agreements, hours and sign-offs."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _people()
    _frameworks()
    _agreements()
    _hours()
    _sign_offs()


def _people() -> None:
    op.create_table(
        "sponsor",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("program_number", sa.String(40), nullable=False),
        sa.Column("registration_agency", sa.String(200), nullable=False),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("contact_name", sa.String(200), nullable=False),
        sa.Column("contact_phone", sa.String(40), nullable=False),
        sa.Column("contact_email", sa.String(254), nullable=False),
        sa.Column("time_zone", sa.String(60), nullable=False),
        sa.Column("sample_day", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sponsor")),
    )
    op.create_table(
        "employer",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("sponsor_id", sa.String(36), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(400), nullable=False),
        sa.Column("rapids_identifier", sa.String(60), nullable=False),
        sa.Column("journeyworkers", sa.Integer(), nullable=False),
        sa.CheckConstraint("journeyworkers >= 0", name=op.f("ck_employer_journeyworkers_not_negative")),
        sa.ForeignKeyConstraint(["sponsor_id"], ["sponsor.id"], name=op.f("fk_employer_sponsor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_employer")),
        sa.UniqueConstraint("sponsor_id", "name", name=op.f("uq_employer_sponsor_id_name")),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("first_name", sa.String(55), nullable=False),
        sa.Column("middle_name", sa.String(55), nullable=False),
        sa.Column("last_name", sa.String(55), nullable=False),
        sa.Column("suffix", sa.String(10), nullable=False),
        sa.Column("full_name", sa.String(240), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(full_name) BETWEEN 1 AND 240", name=op.f("ck_person_full_name_length")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_full_name"), "person", ["full_name"], unique=False)
    op.create_table(
        "person_role",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("role", sa.String(11), nullable=False),
        sa.Column("employer_id", sa.String(36), nullable=True),
        sa.CheckConstraint(
            "role IN ('coordinator', 'mentor', 'instructor', 'apprentice')", name=op.f("ck_person_role_role_known")
        ),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_person_role_employer_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_person_role_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_role")),
        sa.UniqueConstraint("person_id", "role", "employer_id", name=op.f("uq_person_role_person_id_role_employer_id")),
    )
    op.create_table(
        "demographic_answer",
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        sa.Column("sex", sa.String(1), nullable=True),
        sa.Column("ethnicity", sa.Integer(), nullable=True),
        sa.Column("race_codes", sa.String(40), nullable=True),
        sa.Column("veteran_status", sa.Integer(), nullable=True),
        sa.Column("disability_status", sa.Integer(), nullable=True),
        sa.Column("education_level", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_demographic_answer_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_demographic_answer")),
    )


def _frameworks() -> None:
    op.create_table(
        "framework_version",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("key", sa.String(80), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("title", sa.String(2000), nullable=False),
        sa.Column("approach", sa.String(16), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("adopted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "approach IN ('time-based', 'competency-based', 'hybrid')", name=op.f("ck_framework_version_approach_known")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_framework_version")),
        sa.UniqueConstraint("key", "version", name=op.f("uq_framework_version_key_version")),
    )
    op.create_table(
        "course",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_version.id"], name=op.f("fk_course_framework_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course")),
        sa.UniqueConstraint("framework_id", "code", name=op.f("uq_course_framework_id_code")),
    )
    op.create_table(
        "job_function",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("number", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('core', 'optional')", name=op.f("ck_job_function_kind_known")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_version.id"], name=op.f("fk_job_function_framework_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_function")),
        sa.UniqueConstraint("framework_id", "number", name=op.f("uq_job_function_framework_id_number")),
    )
    op.create_table(
        "competency",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("job_function_id", sa.String(36), nullable=False),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('core', 'optional')", name=op.f("ck_competency_kind_known")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_version.id"], name=op.f("fk_competency_framework_id")),
        sa.ForeignKeyConstraint(["job_function_id"], ["job_function.id"], name=op.f("fk_competency_job_function_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_competency")),
        sa.UniqueConstraint("framework_id", "code", name=op.f("uq_competency_framework_id_code")),
    )
    op.create_index(op.f("ix_competency_job_function_id"), "competency", ["job_function_id"], unique=False)


def _agreements() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("apprentice_id", sa.String(36), nullable=False),
        sa.Column("framework_id", sa.String(36), nullable=False),
        sa.Column("employer_id", sa.String(36), nullable=False),
        sa.Column("job_title", sa.String(200), nullable=False),
        sa.Column("begins", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("probation_length", sa.Integer(), nullable=False),
        sa.Column("probation_unit", sa.String(6), nullable=False),
        sa.Column("wage_unit", sa.String(8), nullable=False),
        sa.Column("journeyworker_cents", sa.Integer(), nullable=True),
        sa.Column("rapids_number", sa.String(40), nullable=False),
        sa.Column("status", sa.String(15), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "probation_unit IN ('hours', 'weeks', 'months')", name=op.f("ck_agreement_probation_unit_known")
        ),
        sa.CheckConstraint(
            "status IN ('draft', 'probation', 'active', 'suspended', 'cancelled', 'completed', 'transferred out')",
            name=op.f("ck_agreement_status_known"),
        ),
        sa.CheckConstraint(
            "wage_unit IN ('hourly', 'weekly', 'monthly', 'annually')", name=op.f("ck_agreement_wage_unit_known")
        ),
        sa.CheckConstraint("ends IS NULL OR ends > begins", name=op.f("ck_agreement_ends_after_begins")),
        sa.CheckConstraint("probation_length >= 0", name=op.f("ck_agreement_probation_not_negative")),
        sa.ForeignKeyConstraint(["apprentice_id"], ["person.id"], name=op.f("fk_agreement_apprentice_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_agreement_employer_id")),
        sa.ForeignKeyConstraint(["framework_id"], ["framework_version.id"], name=op.f("fk_agreement_framework_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("number", name=op.f("uq_agreement_number")),
    )
    op.create_index(op.f("ix_agreement_apprentice_id"), "agreement", ["apprentice_id"], unique=False)
    op.create_index(op.f("ix_agreement_employer_id"), "agreement", ["employer_id"], unique=False)
    op.create_index(op.f("ix_agreement_framework_id"), "agreement", ["framework_id"], unique=False)
    op.create_index(op.f("ix_agreement_status"), "agreement", ["status"], unique=False)
    op.create_table(
        "agreement_mentor",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("person_id", sa.String(36), nullable=False),
        sa.Column("duty", sa.String(8), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("duty IN ('mentor', 'stand-in')", name=op.f("ck_agreement_mentor_duty_known")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_mentor_agreement_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_agreement_mentor_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_mentor")),
        sa.UniqueConstraint(
            "agreement_id",
            "person_id",
            "duty",
            "since",
            name=op.f("uq_agreement_mentor_agreement_id_person_id_duty_since"),
        ),
    )
    op.create_index(op.f("ix_agreement_mentor_person_id"), "agreement_mentor", ["person_id"], unique=False)
    op.create_table(
        "prior_credit",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(3), nullable=False),
        sa.Column("job_function_id", sa.String(36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("granted_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('OJT', 'RI')", name=op.f("ck_prior_credit_kind_known")),
        sa.CheckConstraint("minutes > 0", name=op.f("ck_prior_credit_minutes_positive")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_prior_credit_agreement_id")),
        sa.ForeignKeyConstraint(["job_function_id"], ["job_function.id"], name=op.f("fk_prior_credit_job_function_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prior_credit")),
    )
    op.create_index(op.f("ix_prior_credit_agreement_id"), "prior_credit", ["agreement_id"], unique=False)
    op.create_table(
        "status_event",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(15), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("new_end", sa.Date(), nullable=True),
        sa.Column("former_end", sa.Date(), nullable=True),
        sa.Column("reverses_id", sa.String(36), nullable=True),
        sa.Column("recorded_by", sa.String(36), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(kind = 'extended') = (new_end IS NOT NULL)", name=op.f("ck_status_event_extension_names_end")
        ),
        sa.CheckConstraint(
            "former_end IS NULL OR new_end > former_end", name=op.f("ck_status_event_extension_is_later")
        ),
        sa.CheckConstraint(
            "(kind = 'reversed') = (reverses_id IS NOT NULL)", name=op.f("ck_status_event_reversal_names_event")
        ),
        sa.CheckConstraint(
            "kind IN ('registered', 'probation ended', 'suspended', 'reinstated', 'extended', 'transferred', 'cancelled', 'completed', 'reversed')",
            name=op.f("ck_status_event_kind_known"),
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_status_event_agreement_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_status_event_recorded_by")),
        sa.ForeignKeyConstraint(["reverses_id"], ["status_event.id"], name=op.f("fk_status_event_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_event")),
    )
    op.create_index(
        "ix_status_event_agreement_id_happened_on", "status_event", ["agreement_id", "happened_on"], unique=False
    )
    op.create_table(
        "wage_step",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(2000), nullable=False),
        sa.Column("cents", sa.Integer(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.CheckConstraint("cents >= 0", name=op.f("ck_wage_step_cents_not_negative")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_wage_step_agreement_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wage_step")),
        sa.UniqueConstraint("agreement_id", "position", name=op.f("uq_wage_step_agreement_id_position")),
    )


def _hours() -> None:
    op.create_table(
        "course_result",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("course_id", sa.String(36), nullable=False),
        sa.Column("finished_on", sa.Date(), nullable=False),
        sa.Column("is_passed", sa.Boolean(), nullable=False),
        sa.Column("grade", sa.String(40), nullable=False),
        sa.Column("recorded_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_course_result_agreement_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_course_result_course_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["person.id"], name=op.f("fk_course_result_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_course_result")),
    )
    op.create_index(op.f("ix_course_result_agreement_id"), "course_result", ["agreement_id"], unique=False)
    op.create_table(
        "hour_entry",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("employer_id", sa.String(36), nullable=True),
        sa.Column("course_id", sa.String(36), nullable=True),
        sa.Column("kind", sa.String(3), nullable=False),
        sa.Column("worked_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reverses_id", sa.String(36), nullable=True),
        sa.Column("entered_by", sa.String(36), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("course_id IS NULL OR kind = 'RI'", name=op.f("ck_hour_entry_training_is_never_class")),
        sa.CheckConstraint("kind IN ('OJT', 'RI')", name=op.f("ck_hour_entry_kind_known")),
        sa.CheckConstraint("state IN ('pending', 'approved', 'returned')", name=op.f("ck_hour_entry_state_known")),
        sa.CheckConstraint("(minutes < 0) = (reverses_id IS NOT NULL)", name=op.f("ck_hour_entry_negative_reverses")),
        sa.CheckConstraint(
            "minutes <> 0 AND minutes BETWEEN -1440 AND 1440", name=op.f("ck_hour_entry_minutes_of_a_day")
        ),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_hour_entry_agreement_id")),
        sa.ForeignKeyConstraint(["course_id"], ["course.id"], name=op.f("fk_hour_entry_course_id")),
        sa.ForeignKeyConstraint(["employer_id"], ["employer.id"], name=op.f("fk_hour_entry_employer_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["person.id"], name=op.f("fk_hour_entry_entered_by")),
        sa.ForeignKeyConstraint(["reverses_id"], ["hour_entry.id"], name=op.f("fk_hour_entry_reverses_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_entry")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_hour_entry_reverses_id")),
    )
    op.create_index("ix_hour_entry_agreement_id_worked_on", "hour_entry", ["agreement_id", "worked_on"], unique=False)
    op.create_index("ix_hour_entry_state_agreement_id", "hour_entry", ["state", "agreement_id"], unique=False)
    op.create_table(
        "hour_total",
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("job_function", sa.String(36), nullable=False),
        sa.Column("kind", sa.String(3), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('OJT', 'RI')", name=op.f("ck_hour_total_kind_known")),
        sa.CheckConstraint("state IN ('pending', 'approved', 'returned')", name=op.f("ck_hour_total_state_known")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_hour_total_agreement_id")),
        sa.PrimaryKeyConstraint("agreement_id", "job_function", "kind", "state", name=op.f("pk_hour_total")),
    )
    op.create_table(
        "hour_allocation",
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("job_function_id", sa.String(36), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.CheckConstraint("minutes <> 0", name=op.f("ck_hour_allocation_minutes_not_zero")),
        sa.ForeignKeyConstraint(["entry_id"], ["hour_entry.id"], name=op.f("fk_hour_allocation_entry_id")),
        sa.ForeignKeyConstraint(
            ["job_function_id"], ["job_function.id"], name=op.f("fk_hour_allocation_job_function_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "part", name=op.f("pk_hour_allocation")),
    )
    op.create_table(
        "hour_decision",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("entry_id", sa.String(36), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.String(36), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "state <> 'returned' OR length(reason) > 0", name=op.f("ck_hour_decision_return_has_reason")
        ),
        sa.CheckConstraint("state IN ('pending', 'approved', 'returned')", name=op.f("ck_hour_decision_state_known")),
        sa.ForeignKeyConstraint(["decided_by"], ["person.id"], name=op.f("fk_hour_decision_decided_by")),
        sa.ForeignKeyConstraint(["entry_id"], ["hour_entry.id"], name=op.f("fk_hour_decision_entry_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hour_decision")),
    )
    op.create_index(op.f("ix_hour_decision_entry_id"), "hour_decision", ["entry_id"], unique=False)


def _sign_offs() -> None:
    op.create_table(
        "competency_total",
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("core_complete", sa.Integer(), nullable=False),
        sa.Column("optional_complete", sa.Integer(), nullable=False),
        sa.Column("core_pending", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_competency_total_agreement_id")),
        sa.PrimaryKeyConstraint("agreement_id", name=op.f("pk_competency_total")),
    )
    op.create_table(
        "sign_off",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("competency_id", sa.String(36), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("shown", sa.String(3), nullable=False),
        sa.Column("observed_on", sa.Date(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.Column("signer_id", sa.String(36), nullable=False),
        sa.Column("signer_role", sa.String(11), nullable=False),
        sa.Column("is_both_roles", sa.Boolean(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("shown IN ('OJT', 'RI')", name=op.f("ck_sign_off_shown_known")),
        sa.CheckConstraint(
            "signer_role IN ('coordinator', 'mentor', 'instructor', 'apprentice')",
            name=op.f("ck_sign_off_signer_role_known"),
        ),
        sa.CheckConstraint("level BETWEEN 0 AND 20", name=op.f("ck_sign_off_level_of_a_scale")),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_sign_off_agreement_id")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_sign_off_competency_id")),
        sa.ForeignKeyConstraint(["signer_id"], ["person.id"], name=op.f("fk_sign_off_signer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off")),
    )
    op.create_index(
        "ix_sign_off_agreement_id_competency_id", "sign_off", ["agreement_id", "competency_id"], unique=False
    )
    op.create_index("ix_sign_off_recorded_at", "sign_off", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_sign_off_signer_id"), "sign_off", ["signer_id"], unique=False)
    op.create_table(
        "sign_off_request",
        sa.Column("id", sa.String(36), nullable=False),
        sa.Column("agreement_id", sa.String(36), nullable=False),
        sa.Column("competency_id", sa.String(36), nullable=False),
        sa.Column("self_level", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(36), nullable=True),
        sa.ForeignKeyConstraint(["agreement_id"], ["agreement.id"], name=op.f("fk_sign_off_request_agreement_id")),
        sa.ForeignKeyConstraint(["answered_by"], ["sign_off.id"], name=op.f("fk_sign_off_request_answered_by")),
        sa.ForeignKeyConstraint(["competency_id"], ["competency.id"], name=op.f("fk_sign_off_request_competency_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_off_request")),
    )
    op.create_index(
        "ix_sign_off_request_agreement_id_competency_id",
        "sign_off_request",
        ["agreement_id", "competency_id"],
        unique=False,
    )
    op.create_table(
        "sign_off_reversal",
        sa.Column("sign_off_id", sa.String(36), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reversed_by", sa.String(36), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_sign_off_reversal_has_reason")),
        sa.ForeignKeyConstraint(["reversed_by"], ["person.id"], name=op.f("fk_sign_off_reversal_reversed_by")),
        sa.ForeignKeyConstraint(["sign_off_id"], ["sign_off.id"], name=op.f("fk_sign_off_reversal_sign_off_id")),
        sa.PrimaryKeyConstraint("sign_off_id", name=op.f("pk_sign_off_reversal")),
    )
