"""People and what they may do. Demographic answers stand apart from everything else."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.codes import Role
from desktop.models.base import key, link, moment, now, one_of, word


class Person(SQLModel, table=True):
    __tablename__ = "person"
    __table_args__ = (CheckConstraint("length(full_name) BETWEEN 1 AND 240", name="full_name_length"),)

    id: str = key()
    first_name: str = Field(min_length=1, max_length=55)
    middle_name: str = Field(default="", max_length=55)
    last_name: str = Field(min_length=1, max_length=55)
    suffix: str = Field(default="", max_length=10)
    full_name: str = Field(max_length=240, index=True)
    email: str = Field(default="", max_length=254)
    phone: str = Field(default="", max_length=40)
    created_at: datetime = moment(default_factory=now)


class PersonRole(SQLModel, table=True):
    """One person in one role; mentors and instructors of an employer name it."""

    __tablename__ = "person_role"
    __table_args__ = (UniqueConstraint("person_id", "role", "employer_id"), one_of("role", Role))

    id: str = key()
    person_id: str = link("person.id")
    role: Role = word(Role)
    employer_id: str | None = link("employer.id", default=None)


class DemographicAnswer(SQLModel, table=True):
    """What an apprentice chose to tell about themselves (29 CFR 30.12), kept apart from the training record;
    None is "not asked", the code 9 is "did not self-identify" of the registration agency's lists."""

    __tablename__ = "demographic_answer"

    person_id: str = link("person.id", primary_key=True)
    date_of_birth: date | None = None
    sex: str | None = Field(default=None, max_length=1)
    ethnicity: int | None = None
    race_codes: str | None = Field(default=None, max_length=40)
    veteran_status: int | None = None
    disability_status: int | None = None
    education_level: int | None = None
    answered_on: date | None = None
