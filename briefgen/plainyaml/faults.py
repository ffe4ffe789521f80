"""What YAML's parser says in, what a curator can mend out: line, message, way out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import yaml

__all__ = [
    "Fault",
    "colon_hint",
    "forbidden_character",
    "mark_fault",
    "quoted_hint",
    "syntax_fault",
]

# Compiled where a text is odd: that takes longer than reading a hundred articles' front matter.
_FORBIDDEN = r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
_KEY_LINE = re.compile(r"(\s*(?:- +)?[\w-]+):[ \t]+(\S.*?)\s*$")
_LONGEST_HINT = 160
_MARKS = {"alias": "an alias (*)", "anchor": "an anchor (&)", "tag": "a tag (!)"}


class Fault(ValueError):  # noqa: N818 - it is turned into an error with a path
    """A mistake in YAML: `line` counts from 1 within the text that was read."""

    def __init__(self, message: str, line: int, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.line = line
        self.hint = hint


def forbidden_character(text: str) -> Fault | None:
    """Return the fault of the first character that no text file should hold, or None."""
    if text.isprintable() or not (found := re.search(_FORBIDDEN, text)):
        return None
    name = "a NUL byte" if found[0] == "\0" else f"a control character (U+{ord(found[0]):04X})"
    return Fault(
        f"{name} stands in the text",
        text.count("\n", 0, found.start()) + 1,
        "delete it; the file may be binary or damaged",
    )


def syntax_fault(error: yaml.MarkedYAMLError, text: str) -> Fault:
    """Tell a parser's error in a curator's words, with the line as it should be where we can."""
    mark = error.problem_mark or error.context_mark
    number = mark.line if mark else 0
    lines = text.split("\n")
    line = lines[number] if number < len(lines) else ""
    problem = error.problem or "it can't be read"
    scanned = (error.context or "").rpartition(" ")[2]
    if scanned in _MARKS:
        return mark_fault(scanned, number + 1, line)
    if "mapping values" in problem:
        return _colon_inside(line, number + 1)
    if "end of stream" in problem and error.context_mark and "quoted" in (error.context or ""):
        return Fault(
            "a quote is opened here and never closed",
            error.context_mark.line + 1,
            'close it with the same quote at the end of the value; inside it write \\"',
        )
    if "cannot start any token" in problem or "tab character" in problem:
        return _bad_start(line, number + 1, mark.column if mark else 0)
    opened = error.context_mark.line if error.context_mark else number
    if "expected ':'" in problem:
        return Fault("this line is not `key: value`", opened + 1, colon_hint(lines[opened]))
    if "',' or" in problem:
        return Fault(
            "a list or map in brackets is opened here and not closed",
            opened + 1,
            quoted_hint(lines[opened]) or "close it, or put quotes round the whole value",
        )
    if "escape character" in problem or "hexdecimal" in problem or "escape code" in problem:
        return Fault(
            "a backslash inside double quotes starts an escape that is not known",
            number + 1,
            "write \\\\ for a backslash, or use single quotes",
        )
    if "expected" in problem:
        return Fault(
            "the indentation changes here, or text follows a closing quote",
            number + 1,
            quoted_hint(line) or "give keys of one level the same indentation",
        )
    return Fault(f"this is not YAML that can be read: {problem}", number + 1, quoted_hint(line))


def _bad_start(line: str, number: int, column: int) -> Fault:
    if "\t" in line[: column + 1]:
        return Fault("a tab stands where spaces are needed", number, "indent with spaces, not tabs")
    character = line[column : column + 1]
    return Fault(f"a value can't begin with {character}", number, quoted_hint(line))


def mark_fault(name: str, line: int, source: str) -> Fault:
    """Tell an anchor, alias or tag, which is most often a text that only looks like one."""
    return Fault(
        f"YAML takes this for {_MARKS[name]}, which is not allowed here",
        line,
        quoted_hint(source) or "put quotes round the value",
    )


def _colon_inside(line: str, number: int) -> Fault:
    found = _KEY_LINE.match(line[:_LONGEST_HINT])
    if found and ": " in found[2]:
        return Fault("a colon and a space stand inside this value", number, quoted_hint(line))
    return Fault(
        "this line stands deeper than the one above, which has a value already",
        number,
        "indent it less; a text that goes on here and holds a colon needs quotes round all of it",
    )


def colon_hint(line: str) -> str:
    """Return the hint that shows a line with its colon set right."""
    key, colon, value = line.strip().partition(":")
    if colon and value and len(line) < _LONGEST_HINT:
        return f"put a space after the colon: {key}: {value}"
    return "write key: value; indent a line that goes on with the one above"


def quoted_hint(line: str) -> str:
    """Return the hint that shows a `key: value` line with its value in quotes, or ""."""
    if len(line) > _LONGEST_HINT:
        return "put quotes round the whole value"
    found = _KEY_LINE.match(line)
    if not found:
        return ""
    key, value = found[1].strip(), found[2]
    if '"' not in value and "\\" not in value:
        return f'put quotes round it: {key}: "{value}"'
    doubled = value.replace("'", "''")
    return f"put quotes round it: {key}: '{doubled}'"
