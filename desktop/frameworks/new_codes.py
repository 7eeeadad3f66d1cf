"""Codes for parts that are added: like those of their neighbors, and never one that was used before."""

import re
from collections.abc import Collection, Sequence
from typing import Final

from desktop.frameworks.document import Framework, JobFunction

_LONGEST: Final = 40
_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def used(framework: Framework) -> frozenset[str]:
    """Every code that names a part: numbers, competency codes and course codes together."""
    return frozenset(
        (
            *(function.number for function in framework.job_functions),
            *(one.code for one in framework.competencies()),
            *(course.code for course in framework.courses),
        )
    )


def of_job_function(framework: Framework, taken: Collection[str] = ()) -> str:
    numbers = [function.number for function in framework.job_functions]
    plain = [int(one) for one in numbers if re.fullmatch(r"[0-9]{1,9}", one)]
    start = str(max(plain, default=0) + 1) if plain or not numbers else following(numbers[-1])
    return _free(start, {*numbers, *taken})


def of_competency(framework: Framework, function: JobFunction, taken: Collection[str] = ()) -> str:
    codes = [one.code for one in framework.competencies()]
    start = following(_greatest(function)) if function.competencies else _first(framework, function)
    return _free(start, {*codes, *taken})


def of_course(framework: Framework, taken: Collection[str] = ()) -> str:
    codes = [course.code for course in framework.courses]
    return _free(following(codes[-1]) if codes else "RI-1", {*codes, *taken})


def following(code: str) -> str:
    """The next after it: 4f, 4g; 4z, 4aa; K-09, K-10; 1.2, 1.3. A code that does not count gets "-2"."""
    digits = re.search(r"[0-9]{1,9}$", code)
    if digits is not None:
        return f"{code[: digits.start()]}{int(digits[0]) + 1:0{len(digits[0])}d}"
    letters = re.search(r"(?<![A-Za-z])[A-Za-z]{1,2}$", code)
    if letters is None:
        return f"{code[: _LONGEST - 10]}-2"
    stem, word = code[: letters.start()], letters[0]
    made = _count_up(word.lower())
    return f"{stem}{made.upper() if word.isupper() else made}"


def _count_up(word: str) -> str:
    """Letters as a number: z, aa; az, ba."""
    if not word:
        return "a"
    if word[-1] == "z":
        return f"{_count_up(word[:-1])}a"
    return f"{word[:-1]}{_LETTERS[_LETTERS.index(word[-1]) + 1]}"


def _greatest(function: JobFunction) -> str:
    """The code that counts furthest, whatever order the competencies were put into; the last where they are of
    different kinds."""
    codes = [one.code for one in function.competencies]
    return max(codes, key=lambda code: (len(code), code)) if _alike(codes) else codes[-1]


def _alike(codes: Sequence[str]) -> bool:
    return len({re.sub(r"[0-9]+$|[A-Za-z]+$", "", code) for code in codes}) == 1


def _first(framework: Framework, function: JobFunction) -> str:
    """As the first code of another job function is made from its number; else the number and "a"."""
    for other in framework.job_functions:
        if other.competencies and (first := other.competencies[0].code).startswith(other.number):
            made = f"{function.number}{first[len(other.number) :]}"
            if len(made) > len(function.number):
                return made
    return f"{function.number}a"


def _free(start: str, taken: Collection[str]) -> str:
    code = start
    while code in taken:
        code = following(code)
    return code if len(code) <= _LONGEST else _free("1", taken)
