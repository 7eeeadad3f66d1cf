"""Files that are recognised and cannot be read: why, and the way out."""

from desktop.errors import KnownError
from desktop.frameworks.files import Form, Opened


def reason(opened: Opened) -> KnownError:
    """What to say of a file that no reader fits."""
    if opened.form is Form.OLD_WORD:
        return KnownError(f"{opened.name} is a Word document of the old kind.", "Save it as .docx in Word.")
    return KnownError(
        f"{opened.name} is in no form that Journeybook knows.",
        "Save it as a table (.xlsx or .csv) and map its columns.",
    )
