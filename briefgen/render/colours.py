"""A colour in, the nearest colour out that is readable on a background (WCAG 2 contrast)."""

from __future__ import annotations

__all__ = ["contrast", "readable"]

_ENOUGH = 4.5
_STEPS = 40

_RGB = tuple[int, int, int]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two hex colours, from 1 to 21."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str, enough: float = _ENOUGH) -> str:
    """Return `colour`, moved towards black or white until text in it can be read on `on`."""
    goal = max("#000000", "#ffffff", key=lambda end: contrast(end, on))
    for step in range(_STEPS + 1):
        tried = _mixed(_rgb(colour), _rgb(goal), step / _STEPS)
        if contrast(tried, on) >= enough:
            return tried
    return goal


def _rgb(colour: str) -> _RGB:
    digits = colour.lstrip("#")
    if len(digits) == 3:  # noqa: PLR2004  # the short form, #abc
        digits = "".join(digit * 2 for digit in digits)
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def _luminance(rgb: _RGB) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for share in (value / 255 for value in rgb)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _mixed(one: _RGB, other: _RGB, share: float) -> str:
    mixed = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return "#" + "".join(f"{value:02x}" for value in mixed)
