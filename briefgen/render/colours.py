"""A colour in, the nearest colour out that is readable on a background (WCAG 2 contrast)."""

from __future__ import annotations

from colorsys import hls_to_rgb, rgb_to_hls

__all__ = ["contrast", "readable"]

_ENOUGH = 4.5
_STEPS = 50

_RGB = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two hex colours, from 1 to 21."""
    light, dark = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def readable(colour: str, on: str, enough: float = _ENOUGH) -> str:
    """Return `colour`, made darker or lighter until text in it can be read on `on`.

    Hue and saturation are kept, so that a red stays red on black instead of fading to pink.
    """
    goal = max(0.0, 1.0, key=lambda end: contrast(_hex((end, end, end)), on))
    hue, light, saturation = rgb_to_hls(*_rgb(colour))
    tried = _hex(_rgb(colour))
    for step in range(1, _STEPS + 1):
        if contrast(tried, on) >= enough:
            break
        tried = _hex(hls_to_rgb(hue, light + (goal - light) * step / _STEPS, saturation))
    return tried


def _rgb(colour: str) -> _RGB:
    digits = colour.lstrip("#")
    if len(digits) == 3:  # noqa: PLR2004  # the short form, #abc
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = bytes.fromhex(digits)
    return red / 255, green / 255, blue / 255


def _luminance(rgb: _RGB) -> float:
    red, green, blue = (
        share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for share in rgb
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _hex(rgb: _RGB) -> str:
    return "#" + "".join(f"{round(share * 255):02x}" for share in rgb)
