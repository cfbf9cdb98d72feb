"""The colours of charts are told apart by every eye, and from the paper.

Colour blindness is simulated (Machado, Oliveira, Fernandes 2009: full protanopia, deuteranopia, tritanopia, in linear
RGB), and the difference reckoned in CIELAB (CIE 1976: a difference of 2.3 is just seen; here ten times that).
"""

from __future__ import annotations

from itertools import combinations

import pytest

from mailbot.outbound.chart import COLOURS
from mailbot.outbound.drawing import HATCHES, INK, PALETTE

Colour = tuple[float, float, float]

EYES: dict[str, tuple[Colour, Colour, Colour]] = {
    "every colour": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
    "none, or printed in grey": ((0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722), (0.2126, 0.7152, 0.0722)),
}  # fmt: skip
WHITE: Colour = (0.95047, 1.0, 1.08883)
TO_XYZ = ((0.4124564, 0.3575761, 0.1804375), (0.2126729, 0.7151522, 0.0721750), (0.0193339, 0.1191920, 0.9503041))


def linear(colour: str) -> Colour:
    """sRGB to linear light."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return red, green, blue


def through(matrix: tuple[Colour, Colour, Colour], colour: Colour) -> Colour:
    """What this matrix makes of it, cut to what can be shown."""
    found = [sum(factor * part for factor, part in zip(row, colour, strict=True)) for row in matrix]
    return (found[0], found[1], found[2])


def lab(colour: Colour) -> Colour:
    """Linear RGB to CIELAB."""

    def bent(part: float) -> float:
        return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116

    shown = (min(max(colour[0], 0), 1), min(max(colour[1], 0), 1), min(max(colour[2], 0), 1))
    x, y, z = (bent(one / white) for one, white in zip(through(TO_XYZ, shown), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: str, other: str, eye: str) -> float:
    """How far apart two colours are for that eye."""
    seen = [lab(through(EYES[eye], linear(colour))) for colour in (one, other)]
    return float(sum((a - b) ** 2 for a, b in zip(*seen, strict=True)) ** 0.5)


@pytest.mark.parametrize("eye", EYES)
def test_two_series_of_a_picture_are_told_apart_by_every_eye(eye: str) -> None:
    assert difference(PALETTE[0], PALETTE[1], eye) > 20


def test_the_series_of_a_picture_differ_by_their_hatching_too() -> None:
    assert len(set(HATCHES)) == len(PALETTE)


@pytest.mark.parametrize("colour", [INK])
def test_what_frames_the_bars_of_a_picture_stands_out_from_the_paper(colour: str) -> None:
    """WCAG 2.1, 1.4.11: 3 to 1; the orange of the palette alone would not."""
    light = sum(factor * part for factor, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
    assert 1.05 / (light + 0.05) >= 3


@pytest.mark.parametrize("eye", EYES)
def test_two_series_are_told_apart_by_every_eye(eye: str) -> None:
    assert difference(COLOURS[0], COLOURS[1], eye) > 20


@pytest.mark.parametrize("eye", [eye for eye in EYES if "grey" not in eye])
@pytest.mark.parametrize(("one", "other"), list(combinations(COLOURS, 2)))
def test_three_series_are_told_apart_by_every_eye_that_sees_colours(eye: str, one: str, other: str) -> None:
    assert difference(one, other, eye) > 20


@pytest.mark.parametrize("colour", COLOURS)
def test_a_bar_stands_out_from_the_paper(colour: str) -> None:
    """WCAG 2.1, 1.4.11: 3 to 1."""
    light = sum(factor * part for factor, part in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))
    assert 1.05 / (light + 0.05) >= 3


def test_the_simulation_knows_what_colour_blind_eyes_confuse() -> None:
    """The instrument is read before it is trusted: a red and a green of the same lightness."""
    assert difference("#b03030", "#2f7d32", "every colour") > 60
    assert difference("#b03030", "#5c6f1e", "deuteranopia") < 25
