"""What of a framework the workbook of ApprenticeshipStandards.org has no column for."""

from collections import Counter
from collections.abc import Iterator

from desktop import words
from desktop.codes import Kind, WageUnit
from desktop.frameworks import asking
from desktop.frameworks.document import Framework, RatingLevel
from desktop.frameworks.formats.sheet import cells
from desktop.frameworks.formats.standards_workbook.tables import COLUMNS, DETAILS, OPTIONS


def losses(framework: Framework) -> tuple[str, ...]:
    """One sentence for each kind of thing that the workbook does not hold; empty where it holds all."""
    return (*_head(framework), *_functions(framework), *_competencies(framework), *_levels(framework), *_pay(framework))


def _head(framework: Framework) -> Iterator[str]:
    if framework.title != framework.occupation.title:
        yield f"The title “{cells.cut(framework.title, 80)}”: the workbook has that of the occupation only."
    told = {
        "the attribution": framework.attribution,
        "the licence": framework.licence,
        "the description": framework.description,
        "required certifications": framework.required_certifications,
        "selection of apprentices": framework.selection,
        "cross-cutting competencies": framework.cross_cutting,
        "notes on the source": framework.notes,
        "job titles after the first": framework.occupation.job_titles[1:],
        "O*NET codes after the first": framework.occupation.onet_codes[1:],
    }
    if named := [name for name, value in told.items() if value]:
        yield f"The workbook has no column for {words.listed(named)}."
    if other := [one.about for one in framework.facts if one.about not in COLUMNS[DETAILS]]:
        yield f"It has none for {words.listed([cells.cut(one, 60) for one in other[:10]])}."
    term = framework.term
    if term.typical and (term.minimum is not None or term.maximum is not None):
        yield "Of the term, only the typical length is written."


def _functions(framework: Framework) -> Iterator[str]:
    functions = framework.job_functions
    if blank := [one.number for one in functions if one.is_blank]:
        yield f"Job functions without a title ({', '.join(blank[:10])}) are left out, or have their number as title."
    same = Counter(cells.same(one.title) for one in functions if not one.is_blank)
    if any(count > 1 for count in same.values()):
        yield "Job functions of the same title get their number behind it."
    if any(one.kind is Kind.OPTIONAL or one.choose for one in functions):
        yield "Which job functions are optional, and how many of their competencies must be completed, is not written."
    if any(one.level for one in functions):
        yield "Levels of job functions are not written."
    if any(one.instruction != type(one.instruction)() or one.ri != type(one.ri)() for one in functions):
        yield "What related instruction covers for each job function is not written."
    if any(not one.number.isdecimal() for one in functions):
        yield "Job functions are numbered anew, from 1."


def _competencies(framework: Framework) -> Iterator[str]:
    competencies = list(framework.competencies())
    if any(one.kind is Kind.OPTIONAL for one in competencies):
        yield "Which competencies are optional is not written."
    if any(
        not _has_own_code(function.number, one.code)
        for function in framework.job_functions
        for one in function.competencies
    ):
        yield "Codes of competencies become sort orders, from 1 in each job function."
    told = {
        "performance standards": any(one.performance_standards for one in competencies),
        "descriptions": any(one.description for one in competencies),
        "levels": any(one.level for one in competencies),
        "paragraphs not yet given to a level": any(one.unplaced for one in competencies),
    }
    if named := [name for name, has in told.items() if has]:
        yield f"Of the competencies, {words.listed(named)} are not written."
    if any(one.under not in {function.number for function in framework.job_functions} for one in framework.outline):
        yield "Headings that stand under another heading are not written."


def _has_own_code(number: str, code: str) -> bool:
    label = code.removeprefix(f"{number}.")
    return label != code and label.isdecimal() and label == str(int(label))


def _levels(framework: Framework) -> Iterator[str]:
    scale = framework.rating_scale
    if scale == asking.SCALE and not any(one.level_texts for one in framework.competencies()):
        return
    yield "Which level completes is not written."
    if any(one != RatingLevel(level=one.level, word=one.word) for one in scale.levels):
        yield "What the rating levels mean is not written."
    if len(scale.levels) > len(OPTIONS):
        yield f"Only the lowest {len(OPTIONS)} rating levels are written."
    if any(one.level_texts for one in framework.competencies()) and any(
        one.word != f"Option {one.level}" for one in scale.levels
    ):
        yield "The words of the rating scale are not written, only what each level looks like for a competency."


def _pay(framework: Framework) -> Iterator[str]:
    if any(course.job_function for course in framework.courses):
        yield "Which job function a course teaches is not written."
    wages = framework.wages
    if wages is None:
        return
    if wages.unit is not WageUnit.HOURLY or wages.journeyworker_cents is not None:
        yield "The unit of the wages and the journeyworker wage are not written."
    if any(one.cents is not None or one.after_core_competencies is not None for one in wages.steps):
        yield "Wage steps in money, or reached by competencies, are not written."
    first = wages.steps[0]
    if first.after_months or first.after_ojt_hours or first.after_ri_hours:
        yield "What must be reached before the first wage step is not written."
