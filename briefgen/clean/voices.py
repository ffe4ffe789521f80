"""A page -> what other readers take for its text: trafilatura, its own JSON-LD."""

from __future__ import annotations

import logging
import re
from copy import deepcopy
from typing import TYPE_CHECKING

from trafilatura import extract

from briefgen.clean import jsonld
from briefgen.clean.titles import plain
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement

    from briefgen.clean.page import Page

__all__ = ["Voice", "glued", "voices"]

# Only the command line prints; a voice in trouble says so by its silence.
for _name in ("trafilatura", "htmldate"):
    logging.getLogger(_name).addHandler(logging.NullHandler())

_MOST_LETTERS = 2_000_000
_CHUNK = 24
_SHORT = 40
_JOINT = 30
_NOT_LETTERS = re.compile(r"[\W_]+")
_TAG = re.compile(r"<\s*(?:/?p|/?div|br|/?li|/?h\d|/?blockquote)\b[^>]*>", re.IGNORECASE)


def glued(text: str) -> str:
    """Return a text's letters and digits alone, so that two readings of it can be compared."""
    return _NOT_LETTERS.sub("", text.casefold())


@dataclass(frozen=True, slots=True)
class Voice:
    """One reader's text: `whole` is glued, `lines` its glued lines."""

    name: str
    whole: str
    lines: frozenset[str]

    def says(self, line: str, before: str = "", after: str = "") -> float:
        """Return how much of a glued line stands in this voice's text, 0 to 1.

        A short line may stand anywhere by chance: it counts as a line of its own, or joined to
        the line `before` or `after` it, as voices run rows together.
        """
        if not line or not self.whole:
            return 0.0
        if len(line) >= _SHORT:
            if line in self.whole:
                return 1.0
            chunks = [line[at : at + _CHUNK] for at in range(0, len(line) - _CHUNK + 1, _CHUNK)]
            return sum(chunk in self.whole for chunk in chunks) / len(chunks)
        if line in self.lines:
            return 1.0
        before, after = before[-_JOINT:], after[:_JOINT]
        joined = (len(before) > 2 and before + line in self.whole) or (  # noqa: PLR2004
            len(after) > 2 and line + after in self.whole  # noqa: PLR2004
        )
        return float(joined)


def _voice(name: str, text: str) -> Voice:
    lines = [glued(line) for line in text.splitlines()]
    return Voice(name, "".join(lines), frozenset(filter(None, lines)))


def voices(page: Page, *, deep: bool = False) -> tuple[Voice, ...]:
    """Return each voice's text; a page nested too deep for them is left to our own reading."""
    own = _voice("json-ld", _article_body(page))
    # A text of books' length is no article: one reader will do, and each takes memory for it all.
    heard = () if deep else ("trafilatura",) if _letters(page.root) > _MOST_LETTERS else _READERS
    read = {name: reader(page.root) if name in heard else "" for name, reader in _READERS.items()}
    return (*(_voice(name, text) for name, text in read.items()), own)


def _letters(root: HtmlElement) -> int:
    return sum(len(text) for text in root.itertext())


def _article_body(page: Page) -> str:
    said = jsonld.text(page.article.get("articleBody") or page.article.get("text"))
    return "\n".join(plain(line) for line in _TAG.sub("\n", said or "").splitlines())


def _trafilatura(root: HtmlElement) -> str:
    return _extracted(root)


def _generous(root: HtmlElement) -> str:
    return _extracted(root, fast=True, recall=True)


def _strict(root: HtmlElement) -> str:
    return _extracted(root, fast=True, precision=True)


def _extracted(
    root: HtmlElement, *, fast: bool = False, recall: bool = False, precision: bool = False
) -> str:
    try:
        # It takes the tree apart as it reads.
        text = extract(
            deepcopy(root),
            fast=fast,
            favor_recall=recall,
            favor_precision=precision,
            include_comments=False,
            include_tables=True,
        )
    except (ValueError, RecursionError, AttributeError, TypeError, AssertionError):
        # A voice that breaks on an odd tree is only one voice less.
        return ""
    return text or ""


_READERS: dict[str, Callable[[HtmlElement], str]] = {
    "trafilatura": _trafilatura,
    "trafilatura (recall)": _generous,
    "trafilatura (precision)": _strict,
}
