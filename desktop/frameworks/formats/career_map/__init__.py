"""Career maps: many occupations in one document, each with competencies described by level."""
