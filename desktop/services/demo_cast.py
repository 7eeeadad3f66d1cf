"""The people of the sample program. All of them are invented."""

from dataclasses import dataclass
from datetime import date

IT, NETWORK, HELP_DESK = "it-generalist", "sample-network-technician", "sample-help-desk"

SPONSOR = "Bayline Technology Consortium"
PROGRAM_NUMBER = "2025-XX-000000"
EMPLOYERS = (("Harbor Data Services", 12), ("Northgate Health IT", 7), ("Calder County Schools", 6))
COORDINATOR = ("Ruth", "Alvarez")
INSTRUCTOR = ("Lena", "Marsh")
VIEWER = ("Theo", "Grant")
"""From the registration agency."""
MENTORS = (
    ("Dana", "Whitfield", 0),
    ("Rosa", "Ibarra", 0),
    ("Grace", "Lindqvist", 1),
    ("Malik", "Thornton", 1),
    ("Owen", "Park", 2),
    ("Helen", "Achebe", 2),
)
"""First name, last name, place of the employer."""


@dataclass(frozen=True, slots=True)
class Member:
    """An apprentice: `pace` is how fast against plan (1 is on plan); `fate` what became of the agreement."""

    first: str
    last: str
    framework: str
    mentor: int
    begins: date
    pace: float
    fate: str = "active"
    title: str = "Help Desk Specialist"


APPRENTICES = (
    Member("Lucía", "Fernández", IT, 4, date(2025, 9, 8), 0.92),
    Member("Maya", "Okonkwo", IT, 0, date(2025, 7, 14), 0.98),
    Member("Jalen", "Brooks", IT, 0, date(2025, 10, 6), 0.95, "late approvals"),
    Member("Andre", "Baptiste", IT, 2, date(2025, 8, 4), 0.62),
    Member("Wei-Lin", "Chao", IT, 1, date(2026, 1, 12), 0.80, "quiet"),
    Member("Samuel", "Oyelaran", IT, 4, date(2025, 11, 3), 0.85),
    Member("Priya", "Raman", IT, 5, date(2025, 6, 2), 1.05),
    Member("Noor", "Haddad", IT, 3, date(2026, 11, 2), 1.0, "draft"),
    Member("Ethan", "Kowalski", IT, 2, date(2026, 8, 10), 1.0, "probation"),
    Member("Isabel", "Quintero", IT, 5, date(2025, 5, 19), 1.15, "completed"),
    Member("Tobias", "Nguyễn", IT, 1, date(2026, 3, 2), 1.0),
    Member("Fatima", "Al-Sayed", IT, 3, date(2026, 2, 2), 1.02),
    Member("Caleb", "Whitehorse", IT, 0, date(2026, 9, 14), 1.0, "probation"),
    Member("Svetlana", "Petrenko", IT, 2, date(2025, 9, 22), 0.90, "cancelled"),
    Member("Mateo", "Rossi", IT, 4, date(2026, 6, 1), 0.97, "cancelled in probation"),
    Member("Anjali", "Desai", IT, 5, date(2026, 4, 20), 1.08),
    Member("Hannah", "Sørensen", NETWORK, 3, date(2025, 6, 16), 0.80, title="Network Technician"),
    Member("Tomás", "Reyes", NETWORK, 2, date(2025, 8, 18), 0.95, "suspended", title="Network Technician"),
    Member("Kwame", "Mensah", NETWORK, 1, date(2025, 5, 19), 1.0, title="Network Technician"),
    Member("Elena", "Vasquez", NETWORK, 0, date(2026, 1, 26), 1.03, title="Network Technician"),
    Member("Dmitri", "Volkov", NETWORK, 3, date(2025, 10, 20), 0.9, "transferred out", title="Network Technician"),
    Member("Aisha", "Coleman", HELP_DESK, 5, date(2026, 3, 16), 1.0, title="Help Desk Technician"),
    Member("Patrick", "O’Neill", HELP_DESK, 1, date(2026, 5, 4), 0.85, title="Help Desk Technician"),
    Member(
        "Joseph", "Begay", HELP_DESK, 4, date(2025, 11, 17), 1.0, "returned from pause", title="Help Desk Technician"
    ),
)

PASSPHRASE = "journeybook sample program"  # noqa: S105
"""Everyone's in the sample, where nobody is real."""
COMMENTS = (
    "Did it alone, checked the result with the user.",
    "Needed one reminder about the checklist, then worked alone.",
    "Set up the whole lab room without help.",
    "Explained each step to a new colleague; calm and exact.",
    "Asked once about permissions, otherwise independent.",
    "Clear notes in the ticket; the next person could follow them.",
)
SHORTFALLS = (
    "Started well; still needs help when the first try fails.",
    "Skipped the test at the end. We go through it again next month.",
    "Knows the steps, not yet the reasons.",
)
