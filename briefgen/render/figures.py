"""A paragraph that holds only an image in, a figure with caption and credit out (for Markdown)."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from markdown.blockprocessors import BlockProcessor
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from markdown.util import AMP_SUBSTITUTE, AtomicString

from briefgen.values import dataclass

if TYPE_CHECKING:
    from markdown import Markdown

__all__ = ["FigureExtension", "RawFigure"]

_IMAGE = re.compile(
    r"""
    !\[ (?P<alt> (?: \\. | [^\]\\\n] )* ) \]
    \( [ ]* (?: <(?P<angled>[^>\n]*)> | (?P<src>[^\s"']+?) )
    (?: [ \t\n]++ (?: "(?P<double>.*)" | '(?P<single>.*)' ) )? [ ]*+ \)
    (?: [ \t]*+ \n? [ \t]*+ \{ :? (?P<attributes>[^\n]*) \} )?
    [ \t]*+ (?: \n | \Z )
    """,
    re.VERBOSE,
)
_ATTRIBUTE = re.compile(
    r"""([a-z][\w-]*) = (?: "((?:\\.|[^"\\])*)" | '((?:\\.|[^'\\])*)' | ([^\s"'}]+) )""",
    re.VERBOSE,
)
_ESCAPED = re.compile(r"""\\([!-/:-@\[-`{-~])""")
_TEXT_ALIGN = re.compile(r"text-align: (left|center|right);")
_SIZES = ("width", "height")


@dataclass(frozen=True, slots=True)
class RawFigure:
    """A figure as the body has it: `src` as written, unresolved."""

    src: str
    alt: str
    caption: str | None
    credit: str | None


class FigureExtension(Extension):
    """Frames lone images; `figures` holds those of the last text converted, in order."""

    figures: tuple[RawFigure, ...] = ()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802, the library's name
        """Register the two steps and ask to be told of each new text."""
        md.registerExtension(self)
        md.parser.blockprocessors.register(_LoneImages(md.parser), "lone_images", 12)
        # After attr_list (8) has given the image its credit, before unescaping (0).
        md.treeprocessors.register(_Frames(self, md), "frames", 5)

    def reset(self) -> None:
        """Forget the last text's figures."""
        self.figures = ()


class _LoneImages(BlockProcessor):
    """Reads `![alt](src "caption"){ credit="…" }` before inline marks can touch the words owed."""

    def test(self, parent: Element, block: str) -> bool:
        return block.startswith("![") and _images(block) is not None and parent.tag != "p"

    def run(self, parent: Element, blocks: list[str]) -> None:
        for image in _images(blocks.pop(0)) or ():
            parent.append(image)


class _Frames(Treeprocessor):
    """Frames the images that other notations made, and keeps a list of all figures."""

    def __init__(self, extension: FigureExtension, md: Markdown) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.tag == "p":
                _frame_lone(element)
            elif element.tag in {"td", "th"}:
                _class_from_style(element)
        self.extension.figures = tuple(
            _told(figure) for figure in root.iter("figure") if figure.find("img") is not None
        )


def _images(block: str) -> list[Element] | None:
    """Return a figure for each image of a block that holds nothing else, else None."""
    figures, position = [], 0
    while position < len(block):
        found = _IMAGE.match(block, position)
        if found is None:
            return None
        figures.append(_figure(found))
        position = found.end()
    return figures


def _figure(found: re.Match[str]) -> Element:
    attributes = {
        key: _unescaped(double or single or bare)
        for key, double, single, bare in _ATTRIBUTE.findall(found["attributes"] or "")
    }
    figure = Element("figure")
    image = SubElement(figure, "img")
    image.set("src", _safe(_unescaped(found["angled"] or found["src"] or "")))
    image.set("alt", _safe(_unescaped(found["alt"])))
    for key in _SIZES:
        if attributes.get(key, "").isdecimal():
            image.set(key, attributes[key])
    caption = _unescaped(found["double"] or found["single"] or "")
    _write_words(figure, caption.strip(), attributes.get("credit", "").strip())
    return figure


def _write_words(figure: Element, caption: str, credit: str) -> None:
    if not caption and not credit:
        return
    words = SubElement(figure, "figcaption")
    words.text = AtomicString(_safe(f"{caption} " if caption and credit else caption))
    if credit:
        owed = SubElement(words, "span", {"class": "credit"})
        owed.text = AtomicString(_safe(credit))


def _frame_lone(paragraph: Element) -> None:
    """Turn a paragraph with one image and no words into a figure."""
    if len(paragraph) != 1 or paragraph[0].tag != "img" or (paragraph.text or "").strip():
        return
    image = paragraph[0]
    if (image.tail or "").strip():
        return
    image.tail = None
    credit = image.attrib.pop("credit", "") or paragraph.attrib.pop("credit", "")
    caption = image.attrib.pop("title", "")
    paragraph.tag, paragraph.text = "figure", None
    _write_words(paragraph, html.unescape(caption.strip()), html.unescape(credit.strip()))


def _class_from_style(cell: Element) -> None:
    """Give a table cell its alignment as a class, since pages allow no inline style."""
    aligned = _TEXT_ALIGN.fullmatch(cell.attrib.pop("style", ""))
    if aligned:
        cell.set("class", aligned.group(1))


def _told(figure: Element) -> RawFigure:
    image = figure.find("img")
    credit = figure.find("figcaption/span")
    caption = (figure.findtext("figcaption") or "").strip()
    return RawFigure(
        src=_read("" if image is None else image.get("src", "")),
        alt=_read("" if image is None else image.get("alt", "")),
        caption=_read(caption) or None,
        credit=None if credit is None else _read(credit.text or "") or None,
    )


def _unescaped(text: str) -> str:
    # An ampersand after a backslash stands for itself, so it begins no entity.
    parts = _ESCAPED.split(text)
    parts[::2] = [html.unescape(part) for part in parts[::2]]
    return "".join(parts)


def _safe(text: str) -> str:
    """Hide ampersands from the serialiser, which would take "&lt;" in a caption for markup."""
    return text.replace("&", f"{AMP_SUBSTITUTE}amp;")


def _read(text: str) -> str:
    return text.replace(f"{AMP_SUBSTITUTE}amp;", "&")
