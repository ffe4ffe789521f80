"""A file's bytes in, its front matter, the line of every key, and the body out."""

from __future__ import annotations

import re
from collections.abc import Mapping

from briefgen.errors import ContentError
from briefgen.plainyaml import Fault, Plain, parse
from briefgen.values import dataclass

__all__ = ["FrontMatter", "Parts", "decoded", "front_matter", "split", "without_margins"]

_OPENING = re.compile(r"---[ \t]*$", re.MULTILINE)
# A pattern that begins with a letter is looked for many times as fast as one that looks behind.
_CLOSING = re.compile(r"\n(?:---|\.\.\.)[ \t]*$", re.MULTILINE)
_BLANK = re.compile(r"(?:[ \t]*\n)*")
_EXAMPLE = 'begin the file with a line ---, then title: "…" and date: …, then a line ---'
_BOM = b"\xef\xbb\xbf"
_BOMS = {b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}


@dataclass(frozen=True, slots=True)
class Parts:
    """A file cut in two; `head` has an empty line for the fence, so its lines are the file's."""

    head: str
    body: str
    body_line: int


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What stands above a body: `values` by key as texts, lists and maps, `lines` by key."""

    values: Mapping[str, Plain]
    lines: Mapping[str, int]
    head: str
    body: str
    body_line: int


def front_matter(data: bytes, path: str) -> FrontMatter:
    """Read a file with front matter; ContentError tells the line of what is wrong."""
    parts = split(decoded(data, path), path)
    try:
        tree = parse(parts.head)
    except Fault as fault:
        raise ContentError(fault.message, path=path, line=fault.line, hint=fault.hint) from None
    return FrontMatter(tree.values, tree.lines, parts.head, parts.body, parts.body_line)


def decoded(data: bytes, path: str) -> str:
    """Return a file's text with plain line ends and without a byte order mark."""
    try:
        # The codec that drops the mark is no C.
        text = data.decode("utf-8-sig" if data.startswith(_BOM) else "utf-8")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error, path) from None
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise ContentError(
            "a NUL byte stands in the file",
            path=path,
            line=line,
            hint="the file is binary or damaged: write it again as plain text",
        )
    return text


def split(text: str, path: str) -> Parts:
    """Cut a text with plain line ends into front matter and body."""
    blank = _blank_until(text, 0)
    opening = _OPENING.match(text, blank)
    if not opening:
        raise _without_front_matter(text[blank:], text.count("\n", 0, blank) + 1, path)
    closing = _CLOSING.search(text, opening.end())
    if not closing:
        raise ContentError(
            "front matter is opened here and never closed",
            path=path,
            line=text.count("\n", 0, blank) + 1,
            hint="add a line --- below the last key",
        )
    fence = closing.start() + 1
    head = "\n" * text.count("\n", 0, opening.end()) + text[opening.end() : fence]
    begin = _blank_until(text, closing.end())
    line = head.count("\n") + text.count("\n", fence, begin) + 1
    return Parts(head, text[begin:].rstrip(), line)


def without_margins(text: str) -> str:
    """Return a body as `split` gives it: without blank lines before it and blanks behind it."""
    return text[_blank_until(text, 0) :].rstrip()


def _blank_until(text: str, start: int) -> int:
    """Return where the blank lines from a place on end."""
    found = _BLANK.match(text, start)
    return found.end() if found else start


def _not_utf8(data: bytes, error: UnicodeDecodeError, path: str) -> ContentError:
    if name := _BOMS.get(data[:2]):
        return ContentError(
            f"the file is {name}, not UTF-8", path=path, line=1, hint="save it as UTF-8"
        )
    column = error.start - data.rfind(b"\n", 0, error.start)
    return ContentError(
        f"byte 0x{data[error.start]:02X} at position {column} of this line is not UTF-8",
        path=path,
        line=data.count(b"\n", 0, error.start) + 1,
        hint="save the file as UTF-8; it may be in an older Windows or Mac encoding",
    )


def _without_front_matter(text: str, line: int, path: str) -> ContentError:
    if not text.strip():
        return ContentError("the file is empty", path=path, line=1, hint=_EXAMPLE)
    if text.startswith("+++"):
        return ContentError(
            "front matter between +++ lines (TOML) is not read",
            path=path,
            line=line,
            hint="write it as key: value lines between --- lines",
        )
    return ContentError("there is no front matter", path=path, line=line, hint=_EXAMPLE)
