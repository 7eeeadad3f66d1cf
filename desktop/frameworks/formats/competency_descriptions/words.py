"""Words that the levels of competencies have, by where they stand on the scale."""

from typing import Final

LOW: Final = frozenset(
    [
        "unfamiliar",
        "novice",
        "beginner",
        "beginning",
        "basic",
        "entry",
        "foundational",
        "awareness",
        "emerging",
        "none",
        "unsatisfactory",
        "learner",
        "unaware",
        "limited",
        "below",
        "unacceptable",
        "inexperienced",
        "apprentice",
        "introductory",
    ]
)
HIGH: Final = frozenset(
    [
        "master",
        "expert",
        "advanced",
        "exceeds",
        "proficient",
        "mastery",
        "exemplary",
        "leading",
        "outstanding",
        "distinguished",
        "exceptional",
    ]
)
ENOUGH: Final = frozenset({"meets", "competent", "proficient", "experienced", "satisfactory", "independent", "journey"})
"""Words of levels that are enough in most scales of this kind."""
MIDDLE: Final = frozenset(
    [
        "intermediate",
        "developing",
        "familiar",
        "practitioner",
        "accomplished",
        "practiced",
        "working",
        "applied",
        "skilled",
        "fundamental",
    ]
)
LEVEL_WORDS: Final = LOW | HIGH | ENOUGH | MIDDLE
