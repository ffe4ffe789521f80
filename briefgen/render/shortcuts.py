"""Python-Markdown in, the same with steps left out where a text has none of their marks.

Each of its fifteen inline patterns scans every text and each of its nine tree steps walks every
element, whether or not a mark of theirs occurs: most of the time that a news article takes. Only
what could not have changed the result is left out; a test holds the two equal byte for byte.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.blockprocessors import ParagraphProcessor
from markdown.extensions import Extension
from markdown.inlinepatterns import LINK_RE, LinkInlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import (
    InlineProcessor,
    PrettifyTreeprocessor,
    Treeprocessor,
    UnescapeTreeprocessor,
)
from markdown.util import AtomicString

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown
    from markdown.inlinepatterns import Pattern

__all__ = ["ShortcutExtension"]

# What a text must hold for an inline pattern to find anything; unknown ones are always tried.
_INLINE = {
    "backtick": ("`",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "reference": ("[",),
    "link": ("](",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "short_reference": ("[",),
    "short_image_ref": ("![",),
    "autolink": ("<",),
    "automail": ("<",),
    "linebreak": ("  \n",),
    "html": ("<",),
    "entity": ("&",),
    "em_strong": ("*", "_"),
    "struck": ("~~",),
}
# These do nothing in a text that defines no reference.
_REFERRING = frozenset({"reference", "image_reference", "short_reference", "short_image_ref"})
# Steps with the priorities that Python-Markdown and its extensions give them.
_LINE_STEPS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("fenced_code_block", 25, ("```", "~~~")),
    ("html_block", 20, ("<", "&")),
)
_TREE_STEPS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("footnote", 50, ("[^",)),
    ("footnote-duplicate", 15, ("[^",)),
    ("attr_list", 8, ("{",)),
    ("abbr", 7, ("*[",)),
    ("frames", 5, ("![", "|")),
)
_SIMPLE_LINK = re.compile(r"""\[([^\[\]]*)\]\(([^\s()<>'"\x02]+)\)""")
_BREAKS_AND_CODE = ("  \n", "    ")
_QUOTES = frozenset("\"'“”‘’«»„(")


class ShortcutExtension(Extension):
    """Puts the shortcuts in; has to be named after the extensions whose steps they spare."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Put a look for its marks before each step."""
        text = _Text(md)
        # After white space is evened out (30), which may bring about a line break's two spaces.
        md.preprocessors.register(text, "text", 29)
        for name, priority, marks in _LINE_STEPS:
            lines = md.preprocessors[name]
            md.preprocessors.register(_LineStep(lines, marks, text), name, priority)
        for name, priority, marks in _TREE_STEPS:
            tree = md.treeprocessors[name]
            md.treeprocessors.register(_TreeStep(tree, marks, text), name, priority)
        md.inlinePatterns.register(_Link(LINK_RE, md), "link", 160)
        md.treeprocessors.register(_Inline(md, text), "inline", 20)
        md.treeprocessors.register(_Prettify(md, text), "prettify", 10)
        md.treeprocessors.register(_Unescape(md, text), "unescape", 0)
        md.parser.blockprocessors.register(_Prose(md.parser), "prose", 110)


class _Text(Preprocessor):
    """Keeps the text under way, so that all later steps can look for their marks."""

    source = ""

    def run(self, lines: list[str]) -> list[str]:
        self.source = "\n".join(lines)
        return lines

    def holds(self, marks: tuple[str, ...]) -> bool:
        source = self.source
        for mark in marks:  # noqa: SIM110, asked some thirty times a text: any() takes four times as long
            if mark in source:
                return True
        return False


class _LineStep(Preprocessor):
    """A step over the lines, taken where one of its marks occurs."""

    def __init__(self, step: Preprocessor, marks: tuple[str, ...], text: _Text) -> None:
        super().__init__()
        self.step, self.marks, self.text = step, marks, text

    def run(self, lines: list[str]) -> list[str]:
        if not self.text.holds(self.marks):
            return lines
        # What was taken out of the text may leave spaces at the end of a line: a break.
        return self.text.run(self.step.run(lines))


class _TreeStep(Treeprocessor):
    """A step over the tree, taken where one of its marks occurs."""

    def __init__(self, step: Treeprocessor, marks: tuple[str, ...], text: _Text) -> None:
        super().__init__()
        self.step, self.marks, self.text = step, marks, text

    def run(self, root: Element) -> Element | None:
        return self.step.run(root) if self.text.holds(self.marks) else None


class _Prose(ParagraphProcessor):
    """Takes the line that begins with a word at once: all other blocks begin with a mark."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002, the library's signature
        first = block[:1]
        return (first.isalpha() or first in _QUOTES) and "\n" not in block


class _Link(LinkInlineProcessor):
    """Reads `[words](address)` at once, and leaves all else to the library's walk by character."""

    def handleMatch(  # type: ignore[override]  # noqa: N802, the library's own signature
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        found = _SIMPLE_LINK.match(data, m.start())
        if found is None:
            return super().handleMatch(m, data)
        link = Element("a", {"href": found[2]})
        link.text = found[1]
        return link, m.start(), found.end()


class _Inline(InlineProcessor):
    """Tries only the patterns that can match, and only on texts in which one of them can."""

    def __init__(self, md: Markdown, text: _Text) -> None:
        super().__init__(md)
        self.text = text
        registry = md.inlinePatterns
        self.names = {id(registry[name]): name for name in _INLINE if name in registry}

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        patterns = tuple(self._able())
        self.stashed_nodes: dict[str, Element | str] = {}
        if not patterns:
            return tree
        # Asked for its length and for the one at an index only, thousands of times.
        self.inlinePatterns = [p for p, _ in patterns]  # type: ignore[assignment]
        # Abbreviations are looked for later, and not in atomic texts.
        if "*[" not in self.text.source:
            _mark_plain(tree, tuple(mark for _, marks in patterns for mark in marks))
        return super().run(tree, ancestors)

    def _able(self) -> Iterator[tuple[Pattern, tuple[str, ...]]]:
        """Yield the patterns that can match somewhere in the text, each with its marks."""
        for pattern in self.md.inlinePatterns:
            name = self.names.get(id(pattern), "")
            marks = _INLINE.get(name, ("",))
            if self.text.holds(marks) and (name not in _REFERRING or self.md.references):
                yield pattern, marks


def _mark_plain(tree: Element, marks: tuple[str, ...]) -> None:
    """Make the texts atomic that hold none of the marks: Python-Markdown passes over these."""
    found = _any_of(marks).search
    for element in tree.iter():
        text, tail = element.text, element.tail
        if text and not found(text):
            element.text = AtomicString(text)
        if tail and not found(tail):
            element.tail = AtomicString(tail)


@lru_cache(maxsize=256)
def _any_of(marks: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, dict.fromkeys(marks))))


class _Prettify(PrettifyTreeprocessor):
    """Sets the line breaks between blocks, without asking the list of blocks again and again."""

    def __init__(self, md: Markdown, text: _Text) -> None:
        super().__init__(md)
        self.text = text
        self.blocks = frozenset(md.block_level_elements)

    def run(self, root: Element) -> None:
        # What else the library tidies here are line breaks and code.
        if self.text.holds(_BREAKS_AND_CODE):
            super().run(root)
        else:
            self._set_apart(root)

    def _set_apart(self, element: Element) -> None:
        text, tail = element.text, element.tail
        if len(element):
            if (not text or not text.strip()) and element[0].tag in self.blocks:
                element.text = "\n"
            for child in element:
                if child.tag in self.blocks:
                    self._set_apart(child)
        if not tail or not tail.strip():
            element.tail = "\n"


class _Unescape(UnescapeTreeprocessor):
    """Gives escaped characters back; others ask it by name to do the same to single texts."""

    def __init__(self, md: Markdown, text: _Text) -> None:
        super().__init__(md)
        self.text = text

    def run(self, root: Element) -> None:
        if "\\" in self.text.source:
            super().run(root)
