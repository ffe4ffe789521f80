"""Turn a feed's bytes into UTF-8, whatever their encoding, in a time that grows with their size.

feedparser asks chardet where a feed does not say what it is or lies, and chardet takes minutes for
some texts of a few kilobytes.
"""

from __future__ import annotations

import re

__all__ = ["as_utf8"]

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32"),
    (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_HEAD = re.compile(r"\A\s*<\?xml[^>]{0,300}\?>\s*")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def as_utf8(data: bytes) -> bytes:
    """Return XML as UTF-8 without a head that names an encoding."""
    text = _decoded(data).lstrip("\ufeff")
    return _HEAD.sub("", text, count=1).encode("utf-8", "replace")


def _decoded(data: bytes) -> str:
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data.decode(name, "replace")
    if data[:4].strip(b"\0") != data[:4] or b"\0" in data[:4]:
        wide = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return data.decode(wide, "replace")
    declared = _DECLARED.match(data)
    for name in ("utf-8", declared[1].decode() if declared else ""):
        text = _strictly(data, name)
        if text is not None:
            return text
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    # A cut character among good ones is no sign of another encoding.
    good = len(_BEYOND_ASCII.findall(text)) - broken
    return text if good >= broken else data.decode("cp1252", "replace")


def _strictly(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name) if name else None
    except (LookupError, ValueError):
        return None
