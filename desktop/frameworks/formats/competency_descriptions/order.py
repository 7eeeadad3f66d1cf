"""Which level of competency descriptions is the highest: their words tell, or a question asks."""

from desktop.frameworks.document import Framework
from desktop.frameworks.findings import Change, Choice, Finding, Weight
from desktop.frameworks.formats.competency_descriptions.text import Parsed
from desktop.frameworks.formats.competency_descriptions.words import HIGH, LOW


def findings(parsed: Parsed, framework: Framework) -> tuple[Finding, ...]:
    """A question where no word tells which end is the highest level, a note where the document has it first."""
    told = direction(parsed)
    if told > 0:
        return ()
    words = [one.word for one in framework.rating_scale.levels]
    choices = _both_orders(framework)
    says = (
        f"Each competency has “{words[-1]}” first, which sounds like the highest level."
        if told < 0
        else f"The document does not say whether “{words[0]}” or “{words[-1]}” is the highest level."
    )
    weight = Weight.NOTE if told else Weight.QUESTION
    return (Finding("order of levels", weight, "Rating scale", says, choices[0].words, (), choices, choices[0].key),)


def direction(parsed: Parsed) -> int:
    """1 where the words of the first and last level sound like rising, -1 like falling; 0 where they tell nothing."""
    words = [set(label.split()) for label in parsed.words]
    rising = bool(words[0] & LOW) + bool(words[-1] & HIGH)
    falling = bool(words[0] & HIGH) + bool(words[-1] & LOW)
    numbers = [int(digits) for label in parsed.words if (digits := "".join(filter(str.isdecimal, label))[:6])]
    if len(numbers) == len(words) and len(set(numbers)) == len(numbers):
        rising += numbers == sorted(numbers)
        falling += numbers == sorted(numbers, reverse=True)
    return (rising > falling) - (falling > rising)


def _both_orders(framework: Framework) -> tuple[Choice, Choice]:
    """The order that is taken, and the other with every text at its word."""
    levels = framework.rating_scale.levels
    words = [one.word for one in levels]
    turned = {one.level: other.level for one, other in zip(levels, reversed(levels), strict=True)}
    scale = {
        "levels": [{"level": one.level, "word": word} for one, word in zip(levels, reversed(words), strict=True)],
        "completes_at": framework.rating_scale.completes_at,
    }
    changes = [Change(("rating_scale",), scale)]
    for function in framework.job_functions:
        for one in function.competencies:
            kept = [{"level": turned[told.level], "text": told.text} for told in reversed(one.level_texts)]
            changes.append(Change(("job_functions", function.number, "competencies", one.code, "level_texts"), kept))
    return (
        Choice("as taken", f"“{words[-1]}” is the highest"),
        Choice("turned", f"“{words[0]}” is the highest", tuple(changes)),
    )
