"""The colours keep the contrast that the design promises."""

from dataclasses import fields, replace

import pytest

from desktop import tokens
from desktop.tokens import DARK, LIGHT, Scheme

SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)


def contrast(one: str, other: str) -> float:
    """The WCAG 2 contrast ratio of two #RRGGBB colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(int(color[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def surfaces(scheme: Scheme) -> tuple[str, str, str, str]:
    """What text stands on."""
    return (scheme.base, scheme.alternate, scheme.window, scheme.selection)


def worst(ink: str, papers: tuple[str, ...]) -> float:
    return min(contrast(ink, paper) for paper in papers)


def test_contrast_of_black_and_white_is_21() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#FFFFFF", "#FFFFFF") == pytest.approx(1)


@SCHEMES
@pytest.mark.parametrize("ink", ["text", "soft", "accent"])
def test_text_is_readable_on_every_surface(scheme: Scheme, ink: str) -> None:
    assert worst(scheme.color(ink), surfaces(scheme)) >= 4.5


@SCHEMES
def test_text_on_the_accent_is_readable(scheme: Scheme) -> None:
    assert contrast(scheme.on_accent, scheme.accent) >= 4.5


@SCHEMES
def test_every_state_is_readable_on_every_surface_and_its_own_tint(scheme: Scheme) -> None:
    for name, state in scheme.states.items():
        assert worst(state.ink, (*surfaces(scheme), state.tint)) >= 4.5, name


@SCHEMES
def test_border_and_focus_are_visible_on_every_surface(scheme: Scheme) -> None:
    assert worst(scheme.border, surfaces(scheme)) >= 3
    assert worst(scheme.accent, surfaces(scheme)) >= 3


@pytest.mark.parametrize(
    ("scheme", "token", "on_base", "at_worst"),
    [
        (LIGHT, "text", 16.2, 13.1),
        (LIGHT, "soft", 6.5, 5.3),
        (LIGHT, "accent", 6.9, 5.6),
        (LIGHT, "border", 3.9, 3.2),
        (LIGHT, "signed", 6.3, 5.1),
        (LIGHT, "pending", 6.6, 5.3),
        (LIGHT, "missing", 6.1, 4.9),
        (LIGHT, "overdue", 6.5, 5.3),
        (LIGHT, "returned", 7.0, 5.7),
        (LIGHT, "prior_credit", 6.9, 5.6),
        (DARK, "text", 12.5, 8.7),
        (DARK, "soft", 7.0, 4.9),
        (DARK, "accent", 7.0, 4.9),
        (DARK, "border", 4.6, 3.2),
        (DARK, "signed", 8.0, 5.6),
        (DARK, "pending", 8.1, 5.6),
        (DARK, "missing", 6.8, 4.7),
        (DARK, "overdue", 7.5, 5.2),
        (DARK, "returned", 7.4, 5.2),
        (DARK, "prior_credit", 8.0, 5.6),
    ],
)
def test_ratios_are_those_written_in_the_design(scheme: Scheme, token: str, on_base: float, at_worst: float) -> None:
    ink = scheme.color(token)
    assert contrast(ink, scheme.base) == pytest.approx(on_base, abs=0.06)
    assert worst(ink, surfaces(scheme)) == pytest.approx(at_worst, abs=0.06)


@SCHEMES
def test_every_colour_is_six_hexadecimal_digits(scheme: Scheme) -> None:
    plain = [getattr(scheme, each.name) for each in fields(scheme) if each.name not in {"name", "states"}]
    inks = [color for state in scheme.states.values() for color in (state.ink, state.tint)]
    for color in plain + inks:
        assert len(color) == 7
        int(color.removeprefix("#"), 16)


def test_color_finds_plain_tokens_and_state_inks() -> None:
    assert LIGHT.color("accent") == "#1D5C99"
    assert LIGHT.color("overdue") == LIGHT.state("overdue").ink
    assert replace(LIGHT, accent="#000000").color("accent") == "#000000"


def test_no_type_is_smaller_than_the_small_one() -> None:
    assert min(each.factor for each in tokens.TYPE.values()) == tokens.TYPE["small"].factor
