"""The sponsor, its program, and the employers that train."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field, SQLModel

from desktop.models.base import key, link


class Sponsor(SQLModel, table=True):
    """Who holds the registered program. Days of the record begin and end in `time_zone` (an IANA name).

    For a sample program it is always `sample_day`, so that it never grows old.
    """

    __tablename__ = "sponsor"

    id: str = key()
    name: str = Field(min_length=1, max_length=200)
    program_number: str = Field(default="", max_length=40)
    registration_agency: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=400)
    contact_name: str = Field(default="", max_length=200)
    contact_phone: str = Field(default="", max_length=40)
    contact_email: str = Field(default="", max_length=254)
    time_zone: str = Field(default="America/New_York", min_length=1, max_length=60)
    sample_day: date | None = None


class Employer(SQLModel, table=True):
    """`rapids_identifier` is the one that RAPIDS gave this employer under this program."""

    __tablename__ = "employer"
    __table_args__ = (
        UniqueConstraint("sponsor_id", "name"),
        CheckConstraint("journeyworkers >= 0", name="journeyworkers_not_negative"),
    )

    id: str = key()
    sponsor_id: str = link("sponsor.id")
    name: str = Field(min_length=1, max_length=200)
    address: str = Field(default="", max_length=400)
    rapids_identifier: str = Field(default="", max_length=60)
    journeyworkers: int = Field(default=0, ge=0)
