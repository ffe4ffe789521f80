"""Lines of pasted text -> paragraphs: hard wraps joined, lists, quotations and headings seen."""

from __future__ import annotations

import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Final, Literal

from briefgen.clean import junk
from briefgen.clean.credit import parse
from briefgen.clean.dateline import byline
from briefgen.clean.typography import joined, width
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefgen.clean.pasted_lines import Line

__all__ = ["Kind", "Paragraph", "ends_sentence", "paragraphs"]

Kind = Literal["paragraph", "heading", "list", "numbered", "quote"]

_SENTENCE_END: Final = re.compile(r"[.!?。！？؟।…:：][\"'”’»)」』）\]]*$")
_BULLET: Final = re.compile(r"^(?:[-*•‣◦–·○●■]|・)\s*(?=\S)")
_NUMBER: Final = re.compile(r"^(?P<number>\d{1,3})[.)]\s+(?=\S)")
_NARROWEST, _WIDEST = 44, 110


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of pasted text; `rows` are a list's, `line` and `last` where it stood."""

    text: str
    line: int
    last: int
    kind: Kind = "paragraph"
    rows: tuple[str, ...] = ()


def ends_sentence(text: str) -> bool:
    """Tell whether a text ends as sentences do."""
    return bool(_SENTENCE_END.search(text))


def paragraphs(lines: Sequence[Line]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of a text, in order."""
    full = _wrap_width(lines)
    found: list[Paragraph] = []
    for filled, group in groupby(lines, key=lambda line: bool(line.text)):
        if filled:
            found += _block(list(group), full)
    return tuple(_headed(_listed(found)))


def _wrap_width(lines: Sequence[Line]) -> int | None:
    """Return the column at which a text was wrapped by machine; None when it was not."""
    widths = [width(line.text) for line in lines if line.text]
    pairs = [(a, b) for a, b in pairwise(lines) if a.text and b.text]
    if not widths or len(pairs) < 2:  # noqa: PLR2004
        return None
    full = max(widths)
    if not _NARROWEST <= full <= _WIDEST:
        return None
    # A page's menus and buttons say nothing of how its text was wrapped.
    long = [(a, b) for a, b in pairs if width(a.text) >= 0.6 * full]
    wrapped = sum(_is_full(a.text, b.text, full) and not ends_sentence(a.text) for a, b in long)
    return full if wrapped >= max(2, 0.4 * len(long)) else None


def _is_full(line: str, following: str, full: int) -> bool:
    """Tell whether the next line's first word had no room left in this line."""
    first = following[0] if width(following[0]) > 1 else following.split(" ", 1)[0]
    # A word at a line's end may hang over by a stop that may not begin a line.
    return width(line) + 1 + width(first) > full - 3


def _block(lines: list[Line], full: int | None) -> list[Paragraph]:
    """Part lines without a blank between them into paragraphs."""
    groups: list[list[Line]] = []
    for line in lines:
        if groups and _goes_on(groups[-1][-1].text, line.text, full):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_paragraph(group) for group in groups]


def _goes_on(line: str, following: str, full: int | None) -> bool:
    if full is None or not _is_full(line, following, full) or _stands_alone(following):
        return False
    return line.startswith(">") == following.startswith(">") and not _stands_alone(line)


def _stands_alone(line: str) -> bool:
    if _BULLET.match(line) or _NUMBER.match(line):
        return False if width(line) > _NARROWEST else bool(_BULLET.match(line))
    return (
        bool(junk.reason(line) or junk.is_closing(line))
        or byline(line) is not None
        or bool(parse(line))
    )


def _paragraph(group: Iterable[Line]) -> Paragraph:
    rows = list(group)
    text = joined(row.text for row in rows)
    if text.startswith(">"):
        text = joined(row.text.lstrip("> ") for row in rows)
        return Paragraph(text, rows[0].number, rows[-1].number, "quote")
    return Paragraph(text, rows[0].number, rows[-1].number)


def _listed(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Join neighbours that open with a bullet, or with numbers that count up, into a list."""
    out: list[Paragraph] = []
    index = 0
    while index < len(found):
        for kind, length in (
            ("list", _bullets(found, index)),
            ("numbered", _numbers(found, index)),
        ):
            if length > 1:
                run = found[index : index + length]
                mark = _BULLET if kind == "list" else _NUMBER
                rows = tuple(mark.sub("", part.text, count=1) for part in run)
                out.append(_list(run, rows, numbered=kind == "numbered"))
                index += length
                break
        else:
            out.append(found[index])
            index += 1
    return out


def _list(run: Sequence[Paragraph], rows: tuple[str, ...], *, numbered: bool) -> Paragraph:
    kind: Kind = "numbered" if numbered else "list"
    return Paragraph("\n".join(rows), run[0].line, run[-1].last, kind, rows)


def _bullets(found: Sequence[Paragraph], start: int) -> int:
    """Count the bulleted paragraphs from `start` on; their mark is one and the same."""
    mark = found[start].text[:1]
    end = start
    while end < len(found) and found[end].text[:1] == mark and _BULLET.match(found[end].text):
        end += 1
    spaced = all(part.text[1:2] == " " or mark in "•‣◦・○●■" for part in found[start:end])
    # Dialogue is told with dashes too ("– Yes, he said."); a list of them has no gaps.
    close = mark != "–" or all(b.line - a.last == 1 for a, b in pairwise(found[start:end]))
    return end - start if spaced and close else 0


def _numbers(found: Sequence[Paragraph], start: int) -> int:
    length = 0
    while start + length < len(found):
        match = _NUMBER.match(found[start + length].text)
        if match is None or int(match["number"]) != length + 1:
            break
        length += 1
    return length


def _headed(found: Sequence[Paragraph]) -> list[Paragraph]:
    return [
        Paragraph(part.text, part.line, part.last, "heading") if _is_heading(found, index) else part
        for index, part in enumerate(found)
    ]


def _is_heading(found: Sequence[Paragraph], index: int) -> bool:
    """Tell a heading within a text: short, no sentence, long paragraphs before and after it."""
    if index in {0, len(found) - 1} or found[index].kind != "paragraph":
        return False
    text, before, after = found[index].text, found[index - 1], found[index + 1]
    if re.search(r"[.!?]\s|[。！？]", text):
        return False
    if width(text) > 80 or ends_sentence(text) or text[0].islower() or text[-1] in ",;、،":  # noqa: PLR2004
        return False
    if junk.reason(text) or junk.leads_on(text) or parse(text) or byline(text) is not None:
        return False
    longer = all(width(part.text) > max(80, 1.5 * width(text)) for part in (before, after))
    return longer and ends_sentence(before.text) and any(c.isalpha() for c in text)
