"""Where the text stands among pasted lines: short lines of the page above, amid and below it go.

What the words of a line do not tell, its place does: menus stand above the text, forms and titles
of other pieces run between its paragraphs, and below it the page goes on.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from briefgen.clean.dateline import dateline
from briefgen.clean.typography import folded, width
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefgen.clean.pasted_draft import Draft
    from briefgen.clean.pasted_paragraphs import Paragraph

__all__ = ["drop_around", "drop_repeated", "is_text"]

# An agency may sign the last sentence: "..., he said. EFE"
_FULL_STOP: Final = re.compile(
    r"[.!?…。！？؟।][\"'”“’»)」』）\]]*(?:\s\(?[A-ZÀ-Þ]{2,8}(?:/[A-Z]{2,8})?\)?\.?)?$"
)
_LEAST_TEXT: Final = 60
_LONGEST_LINE: Final = 120
_LEAST_SAID: Final = 40
_SHORTEST: Final = 8
_MANY_LINES: Final = 3
_MANY_OWN: Final = 6
# What these steps dropped is the page's own, so that what stands among it may be too.
_PAGES_OWN: Final = frozenset(
    {"furniture", "other pieces", "masthead", "byline", "icon", "photos", "standfirst"}
)


def is_text(part: Paragraph) -> bool:
    """Tell a paragraph of the text, by its length and its end, from a line of the page."""
    return part.kind in {"paragraph", "quote"} and _is_sentence(part, _LEAST_TEXT)


def drop_repeated(draft: Draft) -> Draft:
    """Drop a paragraph that says again what the one above it says: captions are copied twice."""
    again = [
        part
        for above, part in pairwise(draft.rest)
        if part.kind == above.kind == "paragraph" and folded(part.text) == folded(above.text)
    ]
    return draft.without(again, "zones", "said once already, right above")


def drop_around(draft: Draft) -> Draft:
    """Drop short lines that are no sentences where the page's own lines stand about them."""
    texts = [at for at, part in enumerate(draft.rest) if is_text(part)]
    if not texts:
        return draft
    first, last = texts[0], texts[-1]
    own = {
        int(row.origin.removeprefix("line "))
        for row in draft.verdicts
        if not row.kept and row.step in _PAGES_OWN
    }
    begins, ends = draft.rest[first].line, draft.rest[last].last
    head = draft.rest[:first] if any(line < begins for line in own) else ()
    above = [part for at, part in enumerate(head) if _is_line(part) and not _heads_list(head, at)]
    tail = draft.rest[last + 1 :] if any(line > ends for line in own) else ()
    cut = next((at for at in range(len(tail)) if _ends_text(tail, at)), len(tail))
    page_like = len(own) + len(above) + len(tail[cut:])
    amid = [*_amid(draft.rest[first : last + 1], own, page_like)]
    draft = draft.without(above, "zones", "a line of the page, above the text")
    draft = draft.without(amid, "zones", "lines of the page, amid the text")
    draft = draft.without(tail[cut:], "zones", "a line of the page, below the text")
    return replace(draft, rest=tuple(_headed(draft.rest)))


def _headed(parts: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Yield the paragraphs left, as headings where they now stand between paragraphs of text."""
    for at, part in enumerate(parts):
        amid = 0 < at < len(parts) - 1 and is_text(parts[at - 1]) and is_text(parts[at + 1])
        heads = (
            amid and _is_line(part) and not part.text[0].islower() and part.text[-1] not in ",;:"
        )
        yield replace(part, kind="heading") if heads else part


def _amid(parts: Sequence[Paragraph], own: Collection[int], page_like: int) -> Iterator[Paragraph]:
    """Yield the lines of runs of short ones that stand by lines of the page.

    `page_like` is how many lines of the page are known: among many a long run needs no other sign.
    """
    run: list[Paragraph] = []
    before = parts[0]
    for part in parts[1:]:
        if _is_line(part) or (run and _asks(part)):
            run.append(part)
            continue
        beside = len(run) > 1 and _any(own, before.last, part.line)
        many = len(run) >= _MANY_LINES and page_like >= _MANY_OWN
        if beside or many or (run and _between(own, run[0])):
            yield from _less_heading(run)
        run, before = [], part


def _less_heading(run: Sequence[Paragraph]) -> Sequence[Paragraph]:
    """Return a run without its last line where that is a heading, named in a table of contents."""
    named = {folded(part.text) for part in run[:-1]}
    return run[:-1] if folded(run[-1].text) in named else run


def _asks(part: Paragraph) -> bool:
    """Tell a short question, which among titles is one."""
    return part.kind == "paragraph" and width(part.text) < _LEAST_TEXT and part.text[-1] in "?？؟"


def _heads_list(parts: Sequence[Paragraph], at: int) -> bool:
    return at + 1 < len(parts) and parts[at + 1].kind in {"list", "numbered"}


def _ends_text(parts: Sequence[Paragraph], at: int) -> bool:
    """Tell a line below the text that heads no list of it."""
    return _is_line(parts[at]) and not _heads_list(parts, at)


def _is_line(part: Paragraph) -> bool:
    """Tell a short paragraph that is no sentence."""
    short = width(part.text) <= _LONGEST_LINE
    line = part.kind in {"paragraph", "heading"} and not _is_sentence(part, _SHORTEST)
    return line and short and dateline(part.text) is None


def _is_sentence(part: Paragraph, least: int) -> bool:
    room = width(part.text)
    said = room >= _LEAST_SAID and part.text[-1] in "”“»」』"
    return room >= least and (said or bool(_FULL_STOP.search(part.text)))


def _between(own: Collection[int], part: Paragraph) -> bool:
    """Tell whether lines of the page stand right above and right below."""
    above, below = (part.line - 2, part.line), (part.last, part.last + 3)
    return _any(own, above[0] - 1, above[1]) and _any(own, *below)


def _any(own: Collection[int], above: int, below: int) -> bool:
    return any(above < line < below for line in own)
