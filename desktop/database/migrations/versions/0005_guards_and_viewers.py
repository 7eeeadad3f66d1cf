"""Guards on the rows that are signed, and the role of those who only look."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    _roles()
    for guard in _GUARDS:
        op.execute(guard)


def _roles() -> None:
    """The table anew: SQLite cannot change a check."""
    op.execute(
        """CREATE TABLE person_role_new (
        id VARCHAR(36) NOT NULL,
        person_id VARCHAR(36) NOT NULL,
        role VARCHAR(11) NOT NULL,
        employer_id VARCHAR(36),
        CONSTRAINT pk_person_role PRIMARY KEY (id),
        CONSTRAINT uq_person_role_person_id_role_employer_id UNIQUE (person_id, role, employer_id),
        CONSTRAINT ck_person_role_role_known CHECK (role IN ('coordinator', 'mentor', 'instructor', 'apprentice', 'viewer')),
        CONSTRAINT fk_person_role_person_id FOREIGN KEY(person_id) REFERENCES person (id),
        CONSTRAINT fk_person_role_employer_id FOREIGN KEY(employer_id) REFERENCES employer (id)
        )"""
    )
    op.execute(
        "INSERT INTO person_role_new (id, person_id, role, employer_id) "
        "SELECT id, person_id, role, employer_id FROM person_role"
    )
    op.execute("DROP TABLE person_role")
    op.execute("ALTER TABLE person_role_new RENAME TO person_role")


_GUARDS = (
    "CREATE TRIGGER person_no_update BEFORE UPDATE OF id, created_at ON person BEGIN SELECT RAISE(ABORT, 'what is signed in person is never changed'); END",
    "CREATE TRIGGER person_no_delete BEFORE DELETE ON person BEGIN SELECT RAISE(ABORT, 'what is signed in person is never removed'); END",
    "CREATE TRIGGER person_no_rewording BEFORE UPDATE OF first_name, full_name, last_name, middle_name, suffix ON person WHEN NEW.first_name NOT IN (OLD.first_name, 'erased') OR NEW.full_name NOT IN (OLD.full_name, 'erased') OR NEW.last_name NOT IN (OLD.last_name, 'erased') OR NEW.middle_name NOT IN (OLD.middle_name, 'erased') OR NEW.suffix NOT IN (OLD.suffix, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in person is never reworded'); END",
    "CREATE TRIGGER person_no_replace BEFORE INSERT ON person WHEN EXISTS (SELECT 1 FROM person WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in person is never replaced'); END",
    "CREATE TRIGGER framework_version_no_update BEFORE UPDATE OF id, key, version, title, approach, document, digest, adopted_at ON framework_version BEGIN SELECT RAISE(ABORT, 'what is signed in framework_version is never changed'); END",
    "CREATE TRIGGER framework_version_no_delete BEFORE DELETE ON framework_version BEGIN SELECT RAISE(ABORT, 'what is signed in framework_version is never removed'); END",
    "CREATE TRIGGER framework_version_no_replace BEFORE INSERT ON framework_version WHEN EXISTS (SELECT 1 FROM framework_version WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in framework_version is never replaced'); END",
    "CREATE TRIGGER agreement_no_update BEFORE UPDATE OF id, number, apprentice_id, employer_id, begins, probation_length, probation_unit, wage_unit, journeyworker_cents, created_at ON agreement BEGIN SELECT RAISE(ABORT, 'what is signed in agreement is never changed'); END",
    "CREATE TRIGGER agreement_no_delete BEFORE DELETE ON agreement BEGIN SELECT RAISE(ABORT, 'what is signed in agreement is never removed'); END",
    "CREATE TRIGGER agreement_no_replace BEFORE INSERT ON agreement WHEN EXISTS (SELECT 1 FROM agreement WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in agreement is never replaced'); END",
    "CREATE TRIGGER agreement_mentor_no_update BEFORE UPDATE OF id, agreement_id, person_id, duty, since ON agreement_mentor BEGIN SELECT RAISE(ABORT, 'what is signed in agreement_mentor is never changed'); END",
    "CREATE TRIGGER agreement_mentor_no_delete BEFORE DELETE ON agreement_mentor BEGIN SELECT RAISE(ABORT, 'what is signed in agreement_mentor is never removed'); END",
    "CREATE TRIGGER agreement_mentor_no_replace BEFORE INSERT ON agreement_mentor WHEN EXISTS (SELECT 1 FROM agreement_mentor WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in agreement_mentor is never replaced'); END",
    "CREATE TRIGGER prior_credit_no_update BEFORE UPDATE OF id, agreement_id, kind, job_function_id, minutes, granted_on, recorded_at ON prior_credit BEGIN SELECT RAISE(ABORT, 'what is signed in prior_credit is never changed'); END",
    "CREATE TRIGGER prior_credit_no_delete BEFORE DELETE ON prior_credit BEGIN SELECT RAISE(ABORT, 'what is signed in prior_credit is never removed'); END",
    "CREATE TRIGGER prior_credit_no_rewording BEFORE UPDATE OF evidence ON prior_credit WHEN NEW.evidence NOT IN (OLD.evidence, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in prior_credit is never reworded'); END",
    "CREATE TRIGGER prior_credit_no_replace BEFORE INSERT ON prior_credit WHEN EXISTS (SELECT 1 FROM prior_credit WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in prior_credit is never replaced'); END",
    "CREATE TRIGGER status_event_no_update BEFORE UPDATE OF id, agreement_id, kind, happened_on, new_end, former_end, reverses_id, recorded_by, recorded_at ON status_event BEGIN SELECT RAISE(ABORT, 'what is signed in status_event is never changed'); END",
    "CREATE TRIGGER status_event_no_delete BEFORE DELETE ON status_event BEGIN SELECT RAISE(ABORT, 'what is signed in status_event is never removed'); END",
    "CREATE TRIGGER status_event_no_rewording BEFORE UPDATE OF reason ON status_event WHEN NEW.reason NOT IN (OLD.reason, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in status_event is never reworded'); END",
    "CREATE TRIGGER status_event_no_replace BEFORE INSERT ON status_event WHEN EXISTS (SELECT 1 FROM status_event WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in status_event is never replaced'); END",
    "CREATE TRIGGER sign_off_no_update BEFORE UPDATE OF id, agreement_id, competency_id, level, shown, observed_on, signer_id, signer_role, is_both_roles, recorded_at ON sign_off BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off is never changed'); END",
    "CREATE TRIGGER sign_off_no_delete BEFORE DELETE ON sign_off BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off is never removed'); END",
    "CREATE TRIGGER sign_off_no_rewording BEFORE UPDATE OF comment ON sign_off WHEN NEW.comment NOT IN (OLD.comment, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off is never reworded'); END",
    "CREATE TRIGGER sign_off_no_replace BEFORE INSERT ON sign_off WHEN EXISTS (SELECT 1 FROM sign_off WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off is never replaced'); END",
    "CREATE TRIGGER sign_off_reversal_no_update BEFORE UPDATE OF sign_off_id, reversed_by, recorded_at ON sign_off_reversal BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_reversal is never changed'); END",
    "CREATE TRIGGER sign_off_reversal_no_delete BEFORE DELETE ON sign_off_reversal BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_reversal is never removed'); END",
    "CREATE TRIGGER sign_off_reversal_no_rewording BEFORE UPDATE OF reason ON sign_off_reversal WHEN NEW.reason NOT IN (OLD.reason, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_reversal is never reworded'); END",
    "CREATE TRIGGER sign_off_reversal_no_replace BEFORE INSERT ON sign_off_reversal WHEN EXISTS (SELECT 1 FROM sign_off_reversal WHERE sign_off_id = NEW.sign_off_id) BEGIN SELECT RAISE(ABORT, 'what is signed in sign_off_reversal is never replaced'); END",
    "CREATE TRIGGER hour_entry_no_update BEFORE UPDATE OF id, agreement_id, employer_id, course_id, kind, worked_on, minutes, reverses_id, entered_by, entered_at ON hour_entry BEGIN SELECT RAISE(ABORT, 'what is signed in hour_entry is never changed'); END",
    "CREATE TRIGGER hour_entry_no_delete BEFORE DELETE ON hour_entry BEGIN SELECT RAISE(ABORT, 'what is signed in hour_entry is never removed'); END",
    "CREATE TRIGGER hour_entry_no_rewording BEFORE UPDATE OF note ON hour_entry WHEN NEW.note NOT IN (OLD.note, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in hour_entry is never reworded'); END",
    "CREATE TRIGGER hour_allocation_no_update BEFORE UPDATE OF entry_id, part, job_function_id, minutes ON hour_allocation BEGIN SELECT RAISE(ABORT, 'what is signed in hour_allocation is never changed'); END",
    "CREATE TRIGGER hour_allocation_no_delete BEFORE DELETE ON hour_allocation BEGIN SELECT RAISE(ABORT, 'what is signed in hour_allocation is never removed'); END",
    "CREATE TRIGGER hour_decision_no_update BEFORE UPDATE OF id, entry_id, state, decided_by, decided_at ON hour_decision BEGIN SELECT RAISE(ABORT, 'what is signed in hour_decision is never changed'); END",
    "CREATE TRIGGER hour_decision_no_delete BEFORE DELETE ON hour_decision BEGIN SELECT RAISE(ABORT, 'what is signed in hour_decision is never removed'); END",
    "CREATE TRIGGER hour_decision_no_rewording BEFORE UPDATE OF reason ON hour_decision WHEN NEW.reason NOT IN (OLD.reason, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in hour_decision is never reworded'); END",
    "CREATE TRIGGER course_result_no_update BEFORE UPDATE OF id, agreement_id, course_id, finished_on, is_passed, grade, recorded_by, recorded_at ON course_result BEGIN SELECT RAISE(ABORT, 'what is signed in course_result is never changed'); END",
    "CREATE TRIGGER course_result_no_delete BEFORE DELETE ON course_result BEGIN SELECT RAISE(ABORT, 'what is signed in course_result is never removed'); END",
    "CREATE TRIGGER course_result_no_replace BEFORE INSERT ON course_result WHEN EXISTS (SELECT 1 FROM course_result WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in course_result is never replaced'); END",
    "CREATE TRIGGER carry_over_no_update BEFORE UPDATE OF id, agreement_id, position, from_id, to_id, reverses_id, recorded_by, recorded_at ON carry_over BEGIN SELECT RAISE(ABORT, 'what is signed in carry_over is never changed'); END",
    "CREATE TRIGGER carry_over_no_delete BEFORE DELETE ON carry_over BEGIN SELECT RAISE(ABORT, 'what is signed in carry_over is never removed'); END",
    "CREATE TRIGGER carry_over_no_rewording BEFORE UPDATE OF reason ON carry_over WHEN NEW.reason NOT IN (OLD.reason, 'erased') BEGIN SELECT RAISE(ABORT, 'what is signed in carry_over is never reworded'); END",
    "CREATE TRIGGER carry_over_no_replace BEFORE INSERT ON carry_over WHEN EXISTS (SELECT 1 FROM carry_over WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in carry_over is never replaced'); END",
    "CREATE TRIGGER carried_part_no_update BEFORE UPDATE OF id, carry_over_id, kind, from_code, from_text, to_code, to_text, weight ON carried_part BEGIN SELECT RAISE(ABORT, 'what is signed in carried_part is never changed'); END",
    "CREATE TRIGGER carried_part_no_delete BEFORE DELETE ON carried_part BEGIN SELECT RAISE(ABORT, 'what is signed in carried_part is never removed'); END",
    "CREATE TRIGGER carried_part_no_replace BEFORE INSERT ON carried_part WHEN EXISTS (SELECT 1 FROM carried_part WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in carried_part is never replaced'); END",
    "CREATE TRIGGER carried_sign_off_no_update BEFORE UPDATE OF id, carry_over_id, sign_off_id, competency_id, part_id, level ON carried_sign_off BEGIN SELECT RAISE(ABORT, 'what is signed in carried_sign_off is never changed'); END",
    "CREATE TRIGGER carried_sign_off_no_delete BEFORE DELETE ON carried_sign_off BEGIN SELECT RAISE(ABORT, 'what is signed in carried_sign_off is never removed'); END",
    "CREATE TRIGGER carried_sign_off_no_replace BEFORE INSERT ON carried_sign_off WHEN EXISTS (SELECT 1 FROM carried_sign_off WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in carried_sign_off is never replaced'); END",
    "CREATE TRIGGER carried_request_no_update BEFORE UPDATE OF id, carry_over_id, request_id, competency_id ON carried_request BEGIN SELECT RAISE(ABORT, 'what is signed in carried_request is never changed'); END",
    "CREATE TRIGGER carried_request_no_delete BEFORE DELETE ON carried_request BEGIN SELECT RAISE(ABORT, 'what is signed in carried_request is never removed'); END",
    "CREATE TRIGGER carried_request_no_replace BEFORE INSERT ON carried_request WHEN EXISTS (SELECT 1 FROM carried_request WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in carried_request is never replaced'); END",
    "CREATE TRIGGER carried_hours_no_update BEFORE UPDATE OF carry_over_id, entry_id, part, place, job_function_id, part_id, minutes, is_left_out ON carried_hours BEGIN SELECT RAISE(ABORT, 'what is signed in carried_hours is never changed'); END",
    "CREATE TRIGGER carried_hours_no_delete BEFORE DELETE ON carried_hours BEGIN SELECT RAISE(ABORT, 'what is signed in carried_hours is never removed'); END",
    "CREATE TRIGGER carried_course_no_update BEFORE UPDATE OF id, carry_over_id, result_id, course_id, part_id ON carried_course BEGIN SELECT RAISE(ABORT, 'what is signed in carried_course is never changed'); END",
    "CREATE TRIGGER carried_course_no_delete BEFORE DELETE ON carried_course BEGIN SELECT RAISE(ABORT, 'what is signed in carried_course is never removed'); END",
    "CREATE TRIGGER carried_course_no_replace BEFORE INSERT ON carried_course WHEN EXISTS (SELECT 1 FROM carried_course WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in carried_course is never replaced'); END",
    "CREATE TRIGGER carried_credit_no_update BEFORE UPDATE OF carry_over_id, credit_id, place, job_function_id, part_id, minutes, is_left_out ON carried_credit BEGIN SELECT RAISE(ABORT, 'what is signed in carried_credit is never changed'); END",
    "CREATE TRIGGER carried_credit_no_delete BEFORE DELETE ON carried_credit BEGIN SELECT RAISE(ABORT, 'what is signed in carried_credit is never removed'); END",
    "CREATE TRIGGER carried_credit_no_replace BEFORE INSERT ON carried_credit WHEN EXISTS (SELECT 1 FROM carried_credit WHERE carry_over_id = NEW.carry_over_id AND credit_id = NEW.credit_id AND place = NEW.place) BEGIN SELECT RAISE(ABORT, 'what is signed in carried_credit is never replaced'); END",
    "CREATE TRIGGER job_function_no_update BEFORE UPDATE OF id, framework_id, number, title, kind, position ON job_function BEGIN SELECT RAISE(ABORT, 'what is signed in job_function is never changed'); END",
    "CREATE TRIGGER job_function_no_delete BEFORE DELETE ON job_function BEGIN SELECT RAISE(ABORT, 'what is signed in job_function is never removed'); END",
    "CREATE TRIGGER job_function_no_replace BEFORE INSERT ON job_function WHEN EXISTS (SELECT 1 FROM job_function WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in job_function is never replaced'); END",
    "CREATE TRIGGER competency_no_update BEFORE UPDATE OF id, framework_id, job_function_id, code, title, kind, position ON competency BEGIN SELECT RAISE(ABORT, 'what is signed in competency is never changed'); END",
    "CREATE TRIGGER competency_no_delete BEFORE DELETE ON competency BEGIN SELECT RAISE(ABORT, 'what is signed in competency is never removed'); END",
    "CREATE TRIGGER competency_no_replace BEFORE INSERT ON competency WHEN EXISTS (SELECT 1 FROM competency WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in competency is never replaced'); END",
    "CREATE TRIGGER course_no_update BEFORE UPDATE OF id, framework_id, code, title, position ON course BEGIN SELECT RAISE(ABORT, 'what is signed in course is never changed'); END",
    "CREATE TRIGGER course_no_delete BEFORE DELETE ON course BEGIN SELECT RAISE(ABORT, 'what is signed in course is never removed'); END",
    "CREATE TRIGGER course_no_replace BEFORE INSERT ON course WHEN EXISTS (SELECT 1 FROM course WHERE id = NEW.id) BEGIN SELECT RAISE(ABORT, 'what is signed in course is never replaced'); END",
)
