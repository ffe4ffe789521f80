"""A page's tree -> its figures: each picture with alt, caption and the credit that goes with it.

Where a credit is looked for, in this order: an element of the figure that is named as one, data on
the picture, the caption's own tail, a line beside the picture, the page's data on the same file.
"""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from lxml.html import HtmlElement

from briefgen.clean import credit, junk
from briefgen.clean.boxes import BLOCK_TAGS, words
from briefgen.clean.pictures import IMAGE_TAGS, best_source, is_photo, measures, stem
from briefgen.model.article import Photo
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from briefgen.clean.page_data import Statement


__all__ = ["Figure", "Site", "figures", "with_statement"]

_CREDIT = re.compile(
    r"credit|copyright|photographer|attribution|licen[cs]e|(?<![a-z])rights|distributor|fotograf|bildrechte"
    r"|(?<![a-z])sources?(?![a-z])|quelle|agency|(?<![a-z])(?:image|photo|img|picture|media"
    r"|caption)[-_]*(?:by|author|source|byline)"
    r"|(?<![a-z])src(?![a-z])|captionauthor|(?<![a-z])author|byline|creator|provider"
    r"|contributor|owner"
)
_LOOSE_TAGS = frozenset(("span", "em", "i", "b", "strong", "div", "p", "small", "cite", "li"))
_NO_CREDIT = re.compile(r"credit[-_]?card|resource|no-credit|without-credit|outsource")
_CAPTION = re.compile(
    r"caption|legend|beschreibung|bildunterschrift|bildtext|description|bijschrift|figcaption"
    r"|subtitle|didascalia"
)
_BESIDE = re.compile(
    r"caption|(?<![a-z])legend|bildunterschrift|bildtext|figcaption|didascalia"
    r"|(?:image|img|photo|picture|media|foto|bild)[-_ ]*(?:meta|desc|info|text|credit|rights|sub)"
)
_PICTURE = re.compile(
    r"image|img|photo|picture|figure|caption|media|foto|bild|gallery|lead|hero|slide|thumb"
    r"|visual|illustration|opener"
)
_NAMED = (
    "data-credit",
    "data-copyright",
    "data-photographer",
    "data-attribution",
    "data-image-credit",
    "data-author",
)
_SAID = ("data-caption", "data-image-caption", "data-image-description", "data-lightbox-caption")
_SILENT = frozenset(("script", "style", "svg", "body", "main", "article", "section", "a", "button"))
_BUTTONS = re.compile(
    r"(?:\s+(?:hide caption|toggle caption|enlarge this image|show more|read more|visa mer"
    r"|mehr anzeigen|click to (?:expand|enlarge)|zoom|expand|fullscreen))+\s*$",
    re.IGNORECASE,
)
_UNREAD = frozenset(("script", "style", "noscript", "svg", "button", "template"))
_WRAPPERS = frozenset(("picture", "source", "a", "noscript", "span", "button"))
_STOP = frozenset(("body", "html", "main", "article"))
_SPACE = re.compile(r"\s+")
_LINE_TAGS = frozenset(("div", "span", "em", "i", "small", "figcaption", "cite"))
_MOST_LINES = 2
_LONGEST_LINES = 300
_LONGEST_BOX = 900
_MOST_CHILDREN = 6
_LONGEST_BESIDE = 600
_MOST_PARTS = 3
_LONGEST_CREDIT = 220
_LONGEST_NAME = 60
_DEEPEST = 60
_LONGEST_CAPTION = 1500
_STEPS_UP = 7
_PART_TAGS = ("cite", "small", "footer")


@dataclass(frozen=True, slots=True)
class Site:
    """The page's address, and the names of its outlet."""

    url: str | None = None
    houses: tuple[str, ...] = ()


_NOWHERE = Site()


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A photo of the page with the element it fills; `beside` are elements after it that it owns.

    `named` says its credit stood in an element or attribute that the page calls a credit.
    """

    element: HtmlElement
    image: HtmlElement
    photo: Photo
    beside: tuple[HtmlElement, ...] = ()
    named: bool = False


def figures(body: HtmlElement, stated: Mapping[str, Statement], site: Site) -> tuple[Figure, ...]:
    """Return the page's photos in order, one for each picture."""
    found: list[Figure] = []
    taken: set[HtmlElement] = set()
    for image in list(body.iter(*IMAGE_TAGS)):
        if image in taken or not is_photo(image) or _in_noscript_beside(image):
            continue
        box = _box(image)
        taken.update(box.iter(*IMAGE_TAGS))
        figure = _read(box, image, site)
        if figure.photo.src or figure.photo.credit:
            found.append(replace(figure, photo=with_statement(figure.photo, stated)))
    return (*found, *_wordy(body, found))


def _wordy(body: HtmlElement, found: list[Figure]) -> Iterator[Figure]:
    """Yield captions with a credit whose picture only a script would have put there."""
    seen = {
        part
        for figure in found
        for scope in (figure.element, *figure.beside)
        for part in scope.iter()
    }
    for part in body.iter():
        if part in seen or not isinstance(part.tag, str) or part.tag in _SILENT:
            continue
        if not (part.tag.startswith("fig") or _BESIDE.search(words(part))):
            continue
        if (
            len(part) > _MOST_CHILDREN
            or next(part.iter(*IMAGE_TAGS, "h1", "h2", "ul", "blockquote"), None) is not None
        ):
            continue
        text = _text(part)
        if not text or len(text) > _LONGEST_BESIDE:
            continue
        figure = _read(part, part, _NOWHERE)
        if figure.photo.credit and figure.photo.caption:
            seen.update(part.iter())
            yield figure


def _in_noscript_beside(image: HtmlElement) -> bool:
    """Tell a picture that only repeats, for browsers without scripts, the one before it."""
    above = image.getparent()
    while above is not None and above.tag != "noscript":
        above = above.getparent() if above.tag in ("picture", "a", "span", "div", "p") else None
    if above is None:
        return False
    before = above.getprevious()
    return before is not None and (
        before.tag in IMAGE_TAGS or next(before.iter(*IMAGE_TAGS), None) is not None
    )


def _box(image: HtmlElement) -> HtmlElement:
    """Return the element that holds the picture and its words, and nothing else."""
    best = image
    around = (above for above in image.iterancestors() if above.tag != "source")
    for step, above in enumerate(around):
        if above.tag in _STOP or step > 2 * _STEPS_UP:
            break
        if above.tag == "figure":
            return above if _is_one_figure(above, image) else best
        if not _small(above):
            break
        if step > _STEPS_UP or not _alone(above, image):
            continue
        if above.tag in _WRAPPERS or _PICTURE.search(words(above)) or _holds_caption_only(above):
            best = above
    return best


def _holds_caption_only(box: HtmlElement) -> bool:
    """Tell a box of a picture and one or two short lines under it, whatever its parts are called.

    In a paragraph the line is set apart in an element of its own. Lines with links are teasers.
    """
    lines: list[str] = []
    shown = False
    for part in box.iter():
        if part is box or not isinstance(part.tag, str) or part.tag in _UNREAD:
            continue
        shown = shown or part.tag in IMAGE_TAGS
        own = _SPACE.sub(" ", part.text or "").strip()
        if own and (not shown or part.tag not in _LINE_TAGS):
            return False
        if own:
            lines.append(own)
        if (part.tail or "").strip() and (part.getparent() is box or part.tag not in _LOOSE_TAGS):
            return False
    if (box.text or "").strip() or not 0 < len(lines) <= _MOST_LINES:
        return False
    set_apart = box.tag == "div" or (box.tag == "p" and len(lines) == 1)
    return set_apart and sum(map(len, lines)) <= _LONGEST_LINES


def _is_one_figure(figure: HtmlElement, image: HtmlElement) -> bool:
    """Tell a figure of one picture, or of few with one caption, from a page's part called so."""
    captions = sum(1 for _ in figure.iter("figcaption"))
    return _small(figure) and (captions <= 1 or _alone(figure, image))


def _small(element: HtmlElement) -> bool:
    """Tell that an element has few words; it reads no further than it must."""
    length = 0
    for part in element.iter():
        if isinstance(part.tag, str) and part.tag not in _UNREAD:
            length += len((part.text or "").strip())
        length += len((part.tail or "").strip()) if part is not element else 0
        if length >= _LONGEST_BOX:
            return False
    return True


def _alone(element: HtmlElement, image: HtmlElement) -> bool:
    """Tell that an element has no heading, no second picture and no running text."""
    mine = {stem(image.get("src")), stem(image.get("data-src"))} - {""}
    for other in element.iter(*IMAGE_TAGS):
        same = {stem(other.get("src")), stem(other.get("data-src"))} & mine
        if other is not image and not same and not _in_noscript_beside(other):
            return False
    return not any(True for _ in element.iter("h1", "h2", "h3", "ul", "ol", "table", "article"))


def _text(element: HtmlElement, without: Iterable[HtmlElement] = ()) -> str:
    """Return an element's words as a reader sees them; block boundaries become spaces."""
    left_out = set(without)
    parts: list[str] = []

    def gather(part: HtmlElement, depth: int = 0) -> None:
        unread = part in left_out or part.tag in _UNREAD or part.get("role") == "button"
        if unread or depth > _DEEPEST:
            return
        block = part.tag in BLOCK_TAGS or part.tag == "br"
        parts.append(" " if block else "")
        parts.append(part.text or "")
        for child in part:
            if isinstance(child.tag, str):
                gather(child, depth + 1)
            parts.append(child.tail or "")
        parts.append(" " if block else "")

    gather(element)
    text = "".join(parts)
    # Some sites encode what they show twice.
    return _SPACE.sub(" ", unescape(text) if "&" in text else text).strip()


def _read(box: HtmlElement, image: HtmlElement, site: Site) -> Figure:
    beside = tuple(_beside(box))
    scopes = beside if box.tag in IMAGE_TAGS else (box, *beside)
    credits_ = [part for scope in scopes for part in _credit_parts(scope)]
    if not credits_:
        credits_ = [part for scope in scopes for part in _apart_parts(scope)]
    if not credits_:
        credits_ = [part for scope in scopes if (part := _ending_part(scope)) is not None][:1]
    owed = _joined(credits_)
    caption = _without_buttons(_caption(scopes, credits_))
    if owed is None:
        owed = next((text for name in _NAMED if (text := _owed(image.get(name) or ""))), None)
    named = owed is not None
    if caption and owed is None:
        caption, owed = _split(caption, site.houses)
    elif caption and owed:
        caption, owed = _without(caption, owed)
    if not caption:
        caption = next((text for name in _SAID if (text := _plain(image.get(name)))), "")
        if caption and owed is None:
            caption, owed = _split(caption, site.houses)
    alt = _plain(image.get("alt")) or None
    photo = Photo(best_source(image, site.url), alt, caption or None, owed, size=measures(image))
    return Figure(box, image, photo, beside, named)


def _joined(credits_: list[HtmlElement]) -> str | None:
    """Return the first part's credit, with what the parts right beside it go on with."""
    for at, part in enumerate(credits_):
        owed = _owed(_text(part))
        if owed is None:
            continue
        first, before, last = owed, "", part
        if (
            at
            and credits_[at - 1].getnext() is part
            and len(_text(credits_[at - 1])) <= _LONGEST_NAME
        ):
            before = _text(credits_[at - 1]) + _between(credits_[at - 1])
        for further in credits_[at + 1 : at + 3]:
            text = _text(further)
            if last.getnext() is not further or not text or text.casefold() in owed.casefold():
                break
            owed, last = owed + _between(last) + text, further
        whole = before + owed
        return whole if len(whole) <= _LONGEST_CREDIT else first
    return None


def _between(part: HtmlElement) -> str:
    """Return what parts a credit from the one after it: the page's own stroke, or a space."""
    sign = (part.tail or "").strip()
    return (f" {sign} " if sign not in (",", ";") else f"{sign} ") if 0 < len(sign) <= 3 else " "  # noqa: PLR2004


def _without_buttons(caption: str) -> str:
    """Return a caption without the words of buttons and the strokes at its end."""
    return _BUTTONS.sub("", caption).rstrip(" /|–—-") if caption else caption


def _plain(text: str | None) -> str:
    """Return an attribute's words, which may hold tags and be encoded twice."""
    return _SPACE.sub(" ", re.sub(r"</?[a-zA-Z][^>]{0,300}>", " ", unescape(text or ""))).strip()


def _beside(box: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the elements right after a box that its caption or credit stands in."""
    place: HtmlElement | None = box
    while place is not None and (above := place.getparent()) is not None and above.tag == "source":
        place = above
    for _ in range(4):
        if place is None or place.tag in _STOP:
            return
        following = place.getnext()
        while following is not None and not (place.tail or "").strip() and _is_empty(following):
            place, following = following, following.getnext()
        if following is not None:
            yield from _caption_above_credit(following)
            seen = 0
            while following is not None and seen < 2 and _speaks_of_photo(following):  # noqa: PLR2004
                yield following
                seen += 1
                following = following.getnext()
            return
        if (place.tail or "").strip():
            return
        place = place.getparent()


def _is_empty(element: HtmlElement) -> bool:
    """Tell a break, or an element that shows nothing."""
    if element.tag == "br" or not isinstance(element.tag, str):
        return True
    shows = next(element.iter(*IMAGE_TAGS, "iframe", "video"), None) is not None
    return not shows and not _text(element)


def _caption_above_credit(element: HtmlElement) -> Iterator[HtmlElement]:
    """Yield a caption and its credit: two short lines under a picture, the second all credit."""
    below = element.getnext()
    if below is None or not isinstance(element.tag, str) or _speaks_of_photo(element):
        return
    lines = _text(element), _text(below) if isinstance(below.tag, str) else ""
    holds = next(element.iter(*IMAGE_TAGS, "ul", "form", "table"), None)
    if 0 < len(lines[0]) <= _LONGEST_BESIDE and lines[1] and holds is None:
        said = credit.parse(lines[1]) if len(lines[1]) < _LONGEST_CREDIT else None
        if said is not None and credit.strip_label(lines[1]) != lines[1]:
            yield from (element, below)


def _speaks_of_photo(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or next(element.iter(*IMAGE_TAGS), None) is not None:
        return False
    said = words(element)
    named = (
        element.tag == "figcaption"
        or _BESIDE.search(said)
        or (
            re.search(r"credit|copyright|photographer|fotograf|quelle", said)
            and not _NO_CREDIT.search(said)
        )
    )
    text = _text(element)
    if (
        not text
        or len(text) > _LONGEST_BESIDE
        or len(list(element.iter("p", "br", "li"))) > _MOST_PARTS
    ):
        return False
    if named or (len(text) < _LONGEST_CREDIT and credit.parse(text) is not None):
        return True
    return (
        element.tag in ("p", "div", "span", "font", "small", "em", "i")
        and len(text) < 2 * _LONGEST_CREDIT
        and (
            _ends_in_credit(element)
            or ((_is_after_break(element) or _is_under_picture(element)) and _credited(text))
        )
    )


def _is_after_break(element: HtmlElement) -> bool:
    """Tell a caption of old pages: under the picture in its paragraph."""
    before = element.getprevious()
    return before is not None and before.tag == "br"


def _is_under_picture(element: HtmlElement) -> bool:
    """Tell a line set like the picture above it, which stands alone in a paragraph of its own."""
    before = element.getprevious()
    return (
        before is not None
        and before.tag == element.tag
        and next(before.iter(*IMAGE_TAGS), None) is not None
        and not _text(before)
        and (before.get("align"), before.get("style"))
        == (element.get("align"), element.get("style"))
        and bool(before.get("align") or before.get("style"))
    )


def _credited(text: str) -> bool:
    return credit.split_tail(text)[1] is not None


def _ends_in_credit(element: HtmlElement) -> bool:
    part = next(_apart_parts(element), None)
    return part is not None and _text(element).endswith(_text(part))


def _credit_parts(scope: HtmlElement) -> Iterator[HtmlElement]:
    """Yield the parts of a figure that are named as a credit, outer before inner."""
    inside: set[HtmlElement] = set()
    for part in scope.iter():
        if not isinstance(part.tag, str) or part.tag in (*IMAGE_TAGS, "figure"):
            continue
        if part.getparent() in inside:
            inside.add(part)
        elif _named_credit(part):
            inside.add(part)
            yield part


def _named_credit(part: HtmlElement) -> bool:
    said = _called(part)
    named = bool(_CREDIT.search(said)) and not _NO_CREDIT.search(said)
    if part.tag == "figcaption":
        named = named and part.get("itemprop") in ("author", "copyrightHolder", "creator")
    if not named and part.tag not in _PART_TAGS:
        return False
    text = _text(part)
    if not text or len(text) > _LONGEST_CREDIT or _holds_caption(part):
        return False
    above = part.getparent()
    # A caption set whole in small letters is no credit.
    if not named and above is not None and _text(above) == text and credit.parse(text) is None:
        return False
    # What is called both a caption and a credit is the credit where it is but a part.
    both = _CAPTION.search(said) and above is not None and _text(above) == text
    return not both


def _called(part: HtmlElement) -> str:
    """Return all that a part of a figure is called, its data attributes' names included."""
    data = (
        f"{name} {value}" if len(value) < 30 else name  # noqa: PLR2004
        for name, value in part.attrib.items()
        if name.startswith("data-")
    )
    return f"{words(part)} {' '.join(data)}".lower()


def _apart_parts(scope: HtmlElement) -> Iterator[HtmlElement]:
    """Yield a figure's parts that read as a credit and stand apart from the caption's words."""
    whole = _text(scope)
    for part in scope.iterdescendants():
        if isinstance(part.tag, str) and part.tag in _LOOSE_TAGS:
            text = _text(part)
            if text and text != whole and len(text) <= _LONGEST_CREDIT and credit.parse(text):
                yield part
                return


def _ending_part(scope: HtmlElement) -> HtmlElement | None:
    """Return the name that ends or opens a caption in an element of its own."""
    for part in scope.iter("span", "em", "i", "small", "b", "strong", "div"):
        text = _text(part)
        above = part.getparent()
        if (
            not text
            or len(text) > _LONGEST_NAME
            or above is None
            or len(part)
            or text[-1] in ".!?:"
        ):
            continue
        whole = _text(scope)
        before, after = whole[: -len(text)].rstrip(), whole[len(text) :]
        apart = part.tag == "div" and len(before) > len(text) and part.getprevious() is not None
        ends = whole.endswith(text) and (apart or before[-1:] in tuple('.!?…)»”"'))
        following = part.getnext()
        opens = (
            whole.startswith(text)
            and following is not None
            and following.tag == "br"
            and len(after) > len(text)
        )
        if (ends or opens) and text[:1].isupper() and junk.reason(text) is None:
            return part
    return None


def _holds_caption(part: HtmlElement) -> bool:
    return any(
        _CAPTION.search(words(inner))
        for inner in part.iterdescendants()
        if isinstance(inner.tag, str)
    )


def _owed(text: str) -> str | None:
    """Return a credit line as the page has it, or None for what can be none."""
    text = _plain(text)
    if not text or len(text) > _LONGEST_CREDIT:
        return None
    said = credit.parse(text, certain=True)
    # "All rights reserved" alone names nobody.
    if said is None:
        return None
    names = said.creators or said.chain or said.kind or said.licence
    if not names and credit.strip_label(text) == text and not _names_somebody(text):
        return None
    return said.verbatim


def _names_somebody(text: str) -> bool:
    """Tell a line with a name in it, behind its first word, from one of rights alone."""
    tokens = text.split()[1:] if len(text) <= _LONGEST_LINES // 3 else []
    return any(word[0].isupper() or word[0] == "@" for word in tokens)


def _caption(scopes: tuple[HtmlElement, ...], credits_: list[HtmlElement]) -> str:
    for scope in scopes:
        for part in scope.iter():
            if (
                isinstance(part.tag, str)
                and part not in credits_
                and (part.tag == "figcaption" or _CAPTION.search(words(part)))
            ):
                text = _text(part, credits_)
                if text and len(text) <= _LONGEST_CAPTION:
                    return text
    rest = " ".join(filter(None, (_text(scope, credits_) for scope in scopes)))
    return rest if len(rest) <= _LONGEST_CAPTION else ""


def _split(caption: str, houses: Collection[str] = ()) -> tuple[str, str | None]:
    alone = credit.parse(caption)
    if alone is not None:
        return "", alone.verbatim
    if credit.unbracketed(caption).casefold() in {house.casefold() for house in houses}:
        return "", credit.unbracketed(caption)
    return credit.split_tail(caption, houses)


def _without(caption: str, owed: str) -> tuple[str, str]:
    """Return a caption whose tail no longer repeats the credit, and the fuller of the two."""
    rest, tail = credit.split_tail(caption)
    mine, yours = (credit.strip_label(text or "").casefold() for text in (owed, tail))
    if tail and mine in yours:
        return rest, tail
    if tail and yours in mine:
        return rest, owed
    if caption.endswith(owed):
        return caption[: -len(owed)].rstrip(" -–—|/(©,:"), owed
    return caption, owed


def with_statement(photo: Photo, stated: Mapping[str, Statement]) -> Photo:
    """Return a photo with what the page's data states of its file, where the page is silent."""
    found = stated.get(stem(photo.src)) if photo.src else None
    if found is None:
        return photo
    if photo.credit is None and found.credit and (owed := _owed(found.credit)):
        photo = replace(photo, credit=owed)
        if photo.caption:
            caption, _ = _without(photo.caption, owed)
            photo = replace(photo, caption=caption or None)
    if photo.caption is None and found.caption:
        caption, tail = _split(found.caption)
        if photo.credit:
            caption, _ = _without(found.caption, photo.credit)
        photo = replace(photo, caption=caption or None, credit=photo.credit or tail)
    return photo
