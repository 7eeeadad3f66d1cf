"""Questions that every reader asks where its source does not say, put the same way for all."""

from collections.abc import Sequence

from desktop.codes import Approach, Kind
from desktop.frameworks.document import Framework, RatingLevel, RatingScale
from desktop.frameworks.findings import Change, Choice, Entry, Finding, Weight

SCALE = RatingScale(
    levels=(
        RatingLevel(level=0, word="Not exposed", meaning="say why: absent, not covered", needs_reason=True),
        RatingLevel(level=1, word="Attempted", meaning="tried, not completed"),
        RatingLevel(level=2, word="With help", meaning="task completed with significant assistance"),
        RatingLevel(level=3, word="Satisfactory", meaning="all elements, with minimal assistance"),
        RatingLevel(level=4, word="Competent", meaning="all elements, independently"),
    ),
    completes_at=3,
)
"""The scale of 0 to 4 for a source that has none of its own."""


def approach(taken: Approach, says: str = "The source does not say how completion is measured.") -> Finding:
    words = {
        Approach.TIME_BASED: "Time-based: by hours of on-the-job training",
        Approach.COMPETENCY_BASED: "Competency-based: by signed competencies",
        Approach.HYBRID: "Hybrid: by hours and signed competencies",
    }
    return Finding(
        id="approach",
        weight=Weight.QUESTION,
        about="Approach",
        says=says,
        taken=words[taken],
        choices=tuple(Choice(one.value, words[one], (Change(("approach",), one.value),)) for one in Approach),
        taken_key=taken.value,
    )


def completes_at(scale: RatingScale, says: str = "The source does not say which level completes.") -> Finding:
    words = {one.level: f"{one.word} and above" for one in scale.levels}
    words[scale.levels[-1].level] = scale.levels[-1].word
    return Finding(
        id="level that completes",
        weight=Weight.QUESTION,
        about="Rating scale",
        says=says,
        taken=words[scale.completes_at],
        choices=tuple(
            Choice(str(level), told, (Change(("rating_scale", "completes_at"), level),))
            for level, told in words.items()
        ),
        taken_key=str(scale.completes_at),
    )


def kinds(framework: Framework, says: str = "The source does not say what is core and what is optional.") -> Finding:
    """All core or all optional; single ones are changed in the editor."""

    def all_as(kind: Kind) -> tuple[Change, ...]:
        return tuple(
            Change(("job_functions", function.number, "competencies", one.code, "kind"), kind.value)
            for function in framework.job_functions
            for one in function.competencies
        )

    return Finding(
        id="core or optional",
        weight=Weight.QUESTION,
        about="Competencies",
        says=says,
        taken="All are core",
        choices=(
            Choice("core", "All are core", all_as(Kind.CORE)),
            Choice("optional", "All are optional", all_as(Kind.OPTIONAL)),
        ),
        taken_key="core",
    )


def term(says: str = "The source does not say how many months the apprenticeship lasts.") -> Finding:
    months: Sequence[int] = (12, 18, 24, 36, 48)
    return Finding(
        id="term",
        weight=Weight.QUESTION,
        about="Term",
        says=says,
        taken="No term",
        choices=(
            Choice("none", "Decided in each agreement"),
            *(Choice(str(one), f"{one} months", (Change(("term", "typical"), one),)) for one in months),
        ),
        entry=Entry.WHOLE,
        path=("term", "typical"),
    )


def training_hours(says: str = "The source gives no hours of on-the-job training.") -> Finding:
    return Finding(
        id="OJT hours",
        weight=Weight.QUESTION,
        about="On-the-job training",
        says=says,
        taken="No hours",
        choices=(
            Choice("none", "None are required"),
            Choice("2000", "2,000 hours", (Change(("ojt", "minimum"), 2000),)),
        ),
        entry=Entry.HOURS,
        path=("ojt", "minimum"),
    )


def instruction_hours(
    says: str = "The source does not say how many hours of related instruction there are.",
) -> Finding:
    return Finding(
        id="RI hours",
        weight=Weight.QUESTION,
        about="Related instruction",
        says=says,
        taken="No hours",
        choices=(
            Choice("none", "None are required"),
            Choice(
                "144", "144 hours, as 29 CFR 29.5(b)(4) recommends for each year", (Change(("ri", "minimum"), 144),)
            ),
        ),
        entry=Entry.HOURS,
        path=("ri", "minimum"),
    )
