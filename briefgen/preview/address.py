"""An URL path → the output it names, the address to go to instead, or a refusal."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote_to_bytes

from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Container

__all__ = ["Answer", "Found", "Missing", "Moved", "Refused", "look_up"]

_DRIVE = re.compile(r"^[A-Za-z]:")


@dataclass(frozen=True, slots=True)
class Found:
    """The output path to serve."""

    key: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The address that has it, already quoted."""

    url: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing stands there; `key` is the output that would, "" outside the site's base."""

    key: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An address no site has: an attack or an accident."""

    reason: str


Answer = Found | Moved | Missing | Refused


def look_up(raw_path: bytes, base: str, outputs: Container[str]) -> Answer:
    """Resolve an undecoded path as GitHub Pages does: folders, no extensions, no listings."""
    try:
        # Decoded once: what is escaped twice is a name, not a way out.
        path = unicodedata.normalize("NFC", unquote_to_bytes(raw_path).decode())
    except UnicodeDecodeError:
        return Refused("the address is not UTF-8")
    reason = _refusal(path)
    if reason:
        return Refused(reason)
    if path != base and path in {"/", base.removesuffix("/")}:
        return Moved(quote(base))
    if not path.startswith(base):
        return Missing("")
    return _inside(path.removeprefix(base), base, outputs)


def _inside(inner: str, base: str, outputs: Container[str]) -> Found | Moved | Missing:
    if inner == "" or inner.endswith("/"):
        index = f"{inner}index.html"
        return Found(index) if index in outputs else Missing(index)
    for key in (inner, f"{inner}.html"):
        if key in outputs:
            return Found(key)
    if f"{inner}/index.html" in outputs:
        return Moved(quote(f"{base}{inner}/"))
    return Missing(inner)


def _refusal(path: str) -> str:
    if any(ord(c) < 32 or ord(c) == 127 for c in path):  # noqa: PLR2004 — ASCII's controls
        return "control characters in the address"
    if "\\" in path:
        return "a backslash in the address"
    if not path.startswith("/") or "//" in path:
        return "an empty step in the address"
    steps = path.split("/")[1:]
    if ".." in steps or "." in steps:
        return "a step up in the address"
    if any(_DRIVE.match(step) for step in steps):
        return "a drive letter in the address"
    if any(step.startswith(".") and step != ".well-known" for step in steps):
        return "a hidden file"
    return ""
