"""Any Markdown in, a Body out, by Python-Markdown and the sanitiser; its addresses resolved."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from briefgen.errors import ContentError, Notice
from briefgen.model.entry import Body, Figure
from briefgen.render.addresses import INNER, inner
from briefgen.render.allowed import (
    ID_PREFIX,
    balanced,
    is_kept,
    sanitised,
    settled,
    unclosed_escaped,
)
from briefgen.render.bombs import LONGEST, refuse_bombs
from briefgen.render.converter import converted
from briefgen.render.heading_levels import levelled
from briefgen.render.images import inside, photo_src
from briefgen.render.lost_words import lost_words
from briefgen.render.shown import linked
from briefgen.render.words import plain, word_count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefgen.model.credit import Credit
    from briefgen.render.figures import RawFigure

__all__ = ["parsed_body"]

_ADDRESS = re.compile(r'(<[a-z][a-z0-9]*(?: [a-z][a-z0-9:-]*="[^"]*")*?) (href|src|cite)="([^"]*)"')
_IMAGE = re.compile(r'<img(?: [a-z][a-z0-9:-]*="[^"]*")*>')
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
# Neither HTML nor a feed may hold these.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# WHATWG URL, "URL parsing": C0 controls and spaces at either end do not count.
_BLANKS = "".join(map(chr, range(0x21)))
_WORDS_SHOWN = 12
_NOTE_IN_NOTE = "put a blank line between the two, and begin each on a line of its own"
_TOO_DEEP = "write lists and quotes within each other less deep"


def parsed_body(  # noqa: PLR0913, each is a fact of its own about one text
    markdown: str,
    path: str,
    *,
    first_line: int = 1,
    longest: int = LONGEST,
    parse: Callable[[str], Credit | None] | None = None,
    trusted: bool = False,
) -> Body:
    """Do what `to_body` does for any text, by Python-Markdown and the sanitiser."""
    refuse_bombs(markdown, path, first_line, longest)
    try:
        shown, figures = converted(_CONTROLS.sub("", markdown))
    except RecursionError:
        raise ContentError(
            "the text is nested too deeply", path=path, line=first_line, hint=_TOO_DEEP
        ) from None
    except RuntimeError:
        # Python-Markdown walks the notes while a note within a note adds to them.
        raise ContentError(
            "a footnote is defined within another", path=path, line=first_line, hint=_NOTE_IN_NOTE
        ) from None
    place = _Place(markdown, path, first_line)
    shown, unclosed = (shown, ()) if trusted else unclosed_escaped(shown)
    clean = balanced(shown) if trusted else sanitised(shown)
    # Markdown of its own nests well; a second reading costs time that most articles need not pay.
    if "<" in markdown and not trusted:
        clean = _settled(clean, place)
    shown = _ADDRESS.sub(place.address, clean)
    shown = levelled(_IMAGE.sub(_whole_image, shown) if "<img" in shown else shown)
    return Body(
        html=shown,
        figures=tuple(place.figure(figure, parse) for figure in figures if figure.src),
        words=word_count(plain(shown)),
        links=linked(shown),
        pictures=tuple(place.pictures),
        inline=place.inline(figures),
        notices=(
            *map(place.unclosed, unclosed),
            *(() if trusted else place.lost(_CONTROLS.sub("", markdown), shown)),
        ),
    )


def _settled(html: str, place: _Place) -> str:
    try:
        return settled(html)
    except ValueError as error:
        raise ContentError(
            f"the HTML in the text can't be shown: {error}",
            path=place.path,
            line=place.first_line,
            hint="close each tag where it was opened, and write no heading or link in another",
        ) from None


class _Place:
    """Where a body stands: its addresses are read beside its file, its mistakes told by line."""

    def __init__(self, markdown: str, path: str, first_line: int) -> None:
        self.markdown = markdown
        self.path = path
        self.first_line = first_line
        self.pictures: dict[str, None] = {}
        self.shown: dict[str, None] = {}

    def address(self, found: re.Match[str]) -> str:
        before, name, value = found.groups()
        if name == "src" and not before.startswith("<img"):
            return found.group()  # a film or a frame of the curator's own
        # Only what browsers leave out themselves: with a no-break space before it "javascript:" is
        # a page's name to sanitising, and would be a script without.
        address = html.unescape(value).strip(_BLANKS)
        shown = self.photo(address) if name == "src" else self.link(address)
        # Sanitising saw no scheme here, so it has not looked at the host.
        if shown and not shown.startswith(("#", INNER)) and not is_kept(shown):
            shown = None
        return before if shown is None else f'{before} {name}="{_attribute(shown)}"'

    def photo(self, address: str) -> str:
        src = self.src(address)
        self.shown[src] = None
        if _SCHEME.match(src):
            return src
        self.pictures[src] = None
        return inner(src)

    def src(self, address: str) -> str:
        if address.startswith("//"):
            return f"https:{address}"
        remote = _SCHEME.match(address)
        return photo_src(address if remote else unquote(address), self.path, self.line(address))

    def link(self, address: str) -> str | None:
        if address.startswith("#"):
            return f"#{ID_PREFIX}{address[1:]}"
        if address.startswith("//"):
            return f"https:{address}"
        if _SCHEME.match(address):
            return address
        target, mark, fragment = address.partition("#")
        found = inside(unquote(target), self.path)
        if found is None:
            return inner("") + mark + fragment if target == "/" else None
        slash = "/" if target.endswith("/") else ""
        return inner(found + slash) + mark + fragment

    def inline(self, figures: Iterable[RawFigure]) -> tuple[str, ...]:
        """Return the photos that are shown in no figure, so without caption and credit."""
        framed = {self.src(figure.src) for figure in figures if figure.src}
        return tuple(src for src in self.shown if src not in framed)

    def figure(self, raw: RawFigure, parse: Callable[[str], Credit | None] | None) -> Figure:
        return Figure(
            src=self.src(raw.src),
            alt=raw.alt,
            caption=raw.caption,
            credit=raw.credit,
            parsed=parse(raw.credit) if parse and raw.credit else None,
        )

    def unclosed(self, name: str) -> Notice:
        at = self.markdown.lower().rfind(f"<{name}")
        return Notice(
            "tag-unclosed",
            f"<{name}> is never closed, so it is shown as it is written",
            self.path,
            self.first_line + self.markdown.count("\n", 0, max(at, 0)),
            f"write \\<{name}> where the tag itself is meant, or close it with </{name}>",
        )

    def lost(self, markdown: str, html: str) -> Iterator[Notice]:
        """Report words of the text that the page does not show."""
        found = lost_words(markdown, html)
        if found is None:
            return
        line, words = found
        shown = " ".join(words[:_WORDS_SHOWN]) + (" …" if len(words) > _WORDS_SHOWN else "")
        number = "1 word is" if len(words) == 1 else f"{len(words):,} words are"
        yield Notice(
            "text-lost",
            f"{number} not shown on the page: {shown}",
            self.path,
            self.first_line + line,
            "they were taken for markup: write \\< for a < and \\[ for a [ that are meant as such",
        )

    def line(self, words: str) -> int | None:
        at = self.markdown.find(words)
        return None if at < 0 else self.first_line + self.markdown.count("\n", 0, at)


def _attribute(value: str) -> str:
    """Escape an attribute's value as the sanitiser does, so that it would leave it as it is."""
    return html.escape(value).replace("&#x27;", "'").replace("\xa0", "&nbsp;")


def _whole_image(found: re.Match[str]) -> str:
    """Drop an image that lost its address; one without words for it is silent."""
    image = found.group()
    if ' src="' not in image:
        return ""
    return image if ' alt="' in image else f'<img alt=""{image[len("<img") :]}'
