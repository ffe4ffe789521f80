"""A value in, the lines of front matter that say it out: quoted wherever YAML could misread it."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from briefgen.model.article import Also, Photo
from briefgen.model.invisible import without_invisible
from briefgen.model.when import When

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

__all__ = ["Value", "lines_of", "one_line", "quoted", "scalar", "written"]

Value = str | bool | int | When | tuple[str, ...] | tuple[Photo, ...] | tuple[Also, ...]
"""What a front matter key can be given."""

_WIDTH = 100
_PLAIN = re.compile(r"[^\W_](?:[\w .,'’“”()/+;!?$€£–—-]*[\w.)!?’”])?")
_ADDRESS = re.compile(r"https?://[\w./?=+~%@-]+[\w/=]", re.ASCII)
_FLOW_MARK = re.compile(r"[,?:\[\]{}]")
_NOT_TEXT = re.compile(
    r"true|false|yes|no|on|off|y|n|null|[-+.]?[0-9].*|\.?(?:inf|nan)", re.IGNORECASE
)
_ESCAPED = re.compile(r"[\x7f-\xa0\u2028-\u202e\u2065-\u2069]")
_DROPPED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]"
)
# Reading makes a blank of these.
_BREAK = re.compile(r"[\t\n\r\x85\u2028\u2029]+")
_OTHER_BREAK = re.compile(r"\A[^\n]*[\t\x85\u2028\u2029][^\n]*\Z")
_BLOCK_UNSAFE = re.compile(r"[^\n\x20-\x7e\xa1-\u1fff\u2010-\u2027\u2030-\ud7ff\uf900-\ufdff]")


def written(text: str) -> str:
    """Return a text as a file can hold it: no control characters, nothing that has no width."""
    return text if text.isprintable() else without_invisible(_DROPPED.sub("", text))


def lines_of(key: str, value: Value) -> list[str]:
    """Return the lines that give `key` this value."""
    if key == "title" and isinstance(value, str):
        return [f"title: {quoted(value)}"]
    if isinstance(value, tuple):
        return list(_list_lines(key, value))
    if isinstance(value, str) and "\n" in value and _fits_block(value):
        return [f"{key}: |-", *(f"  {line}" if line else "" for line in value.split("\n"))]
    return [f"{key}: {scalar(value)}"]


def one_line(text: str) -> str:
    """Return a text as reading a key of one line gives it back."""
    return " ".join(part.strip(" ") for part in _BREAK.split(written(text)) if part).strip()


def scalar(value: str | bool | int | When, *, in_list: bool = False) -> str:
    """Return a value on one line; a text stands without quotes only where no reader errs."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return str(value)
    # What is dropped must not count: the text has to be written the same when it was read again.
    if not value.isprintable() and _DROPPED.search(value):
        value = written(value).strip()
    if _OTHER_BREAK.search(value):
        value = one_line(value)
    if _ADDRESS.fullmatch(value) and not in_list:
        return value
    plain = _PLAIN.fullmatch(value) and not _NOT_TEXT.fullmatch(value) and value.isprintable()
    return value if plain and not (in_list and _FLOW_MARK.search(value)) else quoted(value)


def quoted(text: str) -> str:
    """Return a text in double quotes, with what can't be seen written as escapes."""
    dumped = json.dumps(written(text), ensure_ascii=False)
    return _ESCAPED.sub(lambda c: f"\\u{ord(c[0]):04X}", dumped)


def _list_lines(
    key: str, values: tuple[str, ...] | tuple[Photo, ...] | tuple[Also, ...]
) -> Iterator[str]:
    texts = [value for value in values if isinstance(value, str)]
    line = f"{key}: [{', '.join(scalar(text, in_list=True) for text in texts)}]"
    if len(texts) == len(values) and len(line) <= _WIDTH:
        yield line
        return
    yield f"{key}:"
    for value in values:
        if isinstance(value, Photo):
            yield from _photo_lines(value)
        elif isinstance(value, Also):
            named = (("title", value.title), ("source", value.source))
            yield from _row_lines((*named, ("source_url", value.source_url)))
        else:
            yield f"  - {scalar(value)}"


def _photo_lines(photo: Photo) -> Iterable[str]:
    """Return one row of `photos:`, its keys below each other."""
    named = (("src", photo.src), ("alt", photo.alt))
    worded = (("caption", photo.caption), ("credit", photo.credit))
    return _row_lines((*named, *worded, ("until", photo.until)))


def _row_lines(pairs: Iterable[tuple[str, str | When | None]]) -> list[str]:
    """Return one row of a list of maps: its keys below each other, absent ones left out."""
    given = [f"{name}: {scalar(value)}" for name, value in pairs if value]
    return [f"  {'  ' if number else '- '}{line}" for number, line in enumerate(given)]


def _fits_block(text: str) -> bool:
    return not _BLOCK_UNSAFE.search(text) and not text.startswith((" ", "\n"))
