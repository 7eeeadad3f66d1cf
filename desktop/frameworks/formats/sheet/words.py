"""Words by which the headings and cells of a table of competencies are known, folded: letters and digits only."""

from typing import Final

from desktop.frameworks.formats.sheet.mapping import Role


def _each(words: str) -> tuple[str, ...]:
    return tuple(words.split())


STRONG: Final = _each(
    "competencytitle competencyname competency competencies skilltitle skillname skill skills rsdname "
    "competencylabel tasktitle taskname task tasks learningoutcome outcome outcomes skillstatement "
    "competencystatement statement fullstatement competencytext competencyelement element capability shortname "
    "taskstatement skillslearned competencyskill skillcompetency learningobjective learningobjectives performancetask"
)
"""Headings of which one alone says that the rows are competencies, the surest first."""
WEAK: Final = ("title", "name", "label", "text", "activity", "topic")
HEADINGS: Final[dict[Role, tuple[str, ...]]] = {
    Role.CODE: _each(
        "code competencycode competencyid competencynumber skillcode skillid skillnumber humancodingscheme "
        "codednotation idnumber id number no ref reference outcomecode taskcode tasknumber skillsortorder "
        "taskno competencyno skillno itemno itemnumber taskid statementid"
    ),
    Role.TITLE: (*STRONG, *WEAK),
    Role.DESCRIPTION: _each(
        "description competencydescription skilldescription skillstatement statement definition details "
        "competencytext fullstatement comment notes meaning summary"
    ),
    Role.GROUP: _each(
        "jobfunction jobfunctiontitle function workprocess workprocesstitle workprocessname competencygroup group "
        "skillgroup domain area category categories competencyarea skillcategory competencycategory cluster unit "
        "module section theme subject dutyarea duty duties jobduty jobduties discipline family parent workrole "
        "skillarea major majorduty type"
    ),
    Role.GROUP_NUMBER: _each(
        "jobfunctionnumber functionnumber workprocessnumber workprocesssort workprocesssortorder groupnumber "
        "groupcode unitnumber areanumber categorynumber dutynumber"
    ),
    Role.KIND: _each(
        "coreoroptional coreoptional kind core optional required mandatory requirement elective requiredoroptional "
        "mandatoryoroptional iscore isoptional isrequired essential corecompetency tasktype"
    ),
    Role.GRADE: _each("level grade competencylevel skilllevel tier proficiency"),
    Role.HOURS: _each(
        "jobfunctionhours functionhours workprocesshours hours minimumhours minhours ojthours ojlhours "
        "approximatehours approxhours hoursminimum estimatedhours hoursrequired "
        "suggestedhours suggestedojthours suggestedojthrs ojthrs hrs approxhrs minhrs estimatedojthours targethours"
    ),
    Role.MOST_HOURS: _each("maximumhours maxhours hoursmaximum jobfunctionhoursmaximum maxhrs"),
}
REPEATING: Final = ("jobfunctionhours", "functionhours", "workprocesshours")
RANKS: Final = (
    "none notyet unaware notapplicable",
    "awareness aware novice beginner basic foundation foundational entry entrylevel fundamental introductory exposed",
    "emerging developing working assisted elementary apprentice advancedbeginner withhelp",
    "intermediate competent practitioner skilled experienced satisfactory independent journeyman",
    "proficient advanced senior accomplished",
    "expert master mastery leading lead",
)
RANK: Final = {word: rank for rank, words in enumerate(RANKS) for word in words.split()}
CORE: Final = _each("core required mandatory yes y x ✓ ✔ true 1 c r m essential must compulsory")
OPTIONAL: Final = _each("optional elective no n o e false 0 additional supplemental nice")


def kind_word(told: str) -> str:
    """ "core", "optional", or empty for a word that does not say."""
    if told in CORE:
        return "core"
    if told in OPTIONAL:
        return "optional"
    first = told.split()[0].strip(".,;:()") if told.split() else ""
    if first in ("core", "required", "mandatory", "essential"):
        return "core"
    return "optional" if first in ("optional", "elective") else ""
