"""The tables of the record, one module per subject.

Rows are made with `model_validate`, because a table class accepts anything in its constructor; the schema
holds the same rules once more as CHECK and NOT NULL. Importing this package declares every table.
"""

from desktop.models import (
    agreements,
    carry_over,
    crosswalks,
    evidence,
    framework_drafts,
    frameworks,
    hours,
    job_architectures,
    keys,
    ledger,
    people,
    programs,
    sign_offs,
    signed,
)

__all__ = [
    "agreements",
    "carry_over",
    "crosswalks",
    "evidence",
    "framework_drafts",
    "frameworks",
    "hours",
    "job_architectures",
    "keys",
    "ledger",
    "people",
    "programs",
    "sign_offs",
    "signed",
]
