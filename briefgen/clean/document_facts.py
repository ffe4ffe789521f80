"""Join what came with a document, a feed item's photos or a mail's sender, with its article."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.clean.credit_tail import split_tail
from briefgen.clean.pictures import stem
from briefgen.clean.to_markdown import figure
from briefgen.model.document import WIDE_BRACKETS, Evidence
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefgen.model.article import Photo
    from briefgen.model.document import Cleaned, Document, Knowledge

__all__ = ["with_document_facts"]

_FIGURE = re.compile(
    r"^!\[(?P<alt>(?:[^\[\]\\]|\\.)*)\]\(<(?P<src>[^<>\n]+)>(?P<caption> \"[^\"\n]*\")?\)"
    r"(?P<credit>\{[^{}\n]*\})?$",
    re.MULTILINE,
)


def with_document_facts(cleaned: Cleaned, document: Document, knowledge: Knowledge) -> Cleaned:
    """Return a cleaned article with the photos and the source that came with its document."""
    cleaned = _with_brackets(cleaned) if document.item else cleaned
    return _with_sender(_with_photos(cleaned, document.photos), document.sender, knowledge)


def _with_brackets(cleaned: Cleaned) -> Cleaned:
    """Put the angle brackets back that a feed's item lost on its way through a page."""
    back = {wide: ord(narrow) for narrow, wide in zip("<>", WIDE_BRACKETS.values(), strict=True)}
    article = cleaned.article
    title, source = article.title.translate(back), (article.source or "").translate(back)
    return replace(cleaned, article=replace(article, title=title, source=source or None))


def _with_sender(cleaned: Cleaned, sender: tuple[str, str] | None, knowledge: Knowledge) -> Cleaned:
    """Name a mail's sender as the source of a text that names none."""
    if sender is None or cleaned.article.source:
        return cleaned
    name, host = sender
    known = (
        one for one in knowledge.sources if any(f".{host}".endswith(f".{h}") for h in one.hosts)
    )
    source = next((one.name for one in known), name)
    evidence = (*cleaned.evidence, Evidence("source", source, "the mail's sender"))
    return replace(cleaned, article=replace(cleaned.article, source=source), evidence=evidence)


def _with_photos(cleaned: Cleaned, given: Sequence[Photo]) -> Cleaned:
    """Add the photos that came with a document to its article.

    A photo that the text shows already only gets the words it lacks.
    """
    for photo in map(_with_credit_apart, given):
        cleaned = _with_photo(cleaned, photo)
    return cleaned


def _with_credit_apart(photo: Photo) -> Photo:
    """Take the credit out of a caption that ends in one, where no other is given."""
    if photo.credit or not photo.caption:
        return photo
    caption, credit = split_tail(photo.caption)
    return replace(photo, caption=caption or None, credit=credit)


def _with_photo(cleaned: Cleaned, photo: Photo) -> Cleaned:
    article, name = cleaned.article, stem(photo.src)
    evidence = cleaned.evidence
    if photo.credit:
        evidence += (Evidence("photo_credit", photo.credit, "given with the document"),)
    shown = [stem(one.src) for one in article.photos]
    if name in shown:
        photos = [*article.photos]
        photos[shown.index(name)] = _filled(photos[shown.index(name)], photo)
        return replace(cleaned, article=replace(article, photos=tuple(photos)), evidence=evidence)
    for found in _FIGURE.finditer(article.body):
        if stem(found["src"]) == name:
            if found["credit"] or not photo.credit:
                return cleaned
            words = found["caption"][2:-1] if found["caption"] else photo.caption
            line = figure(replace(photo, src=found["src"], alt=None, caption=words))
            line = line.replace("![]", f"![{found['alt']}]", 1)
            body = article.body[: found.start()] + line + article.body[found.end() :]
            return replace(cleaned, article=replace(article, body=body), evidence=evidence)
    more = replace(article, photos=(*article.photos, photo))
    return replace(cleaned, article=more, evidence=evidence)


def _filled(shown: Photo, given: Photo) -> Photo:
    return replace(
        shown,
        alt=shown.alt or given.alt,
        caption=shown.caption or given.caption,
        credit=shown.credit or given.credit,
    )
