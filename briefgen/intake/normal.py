"""Clean a document and bring what came of it into the form in which it is filed.

Text is composed (Unicode NFC, as the W3C's Character Model asks of content), and a language that
the text contradicts is not believed: many sites say `lang="en"` on pages of every language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from unicodedata import is_normalized, normalize

from briefgen.clean import clean
from briefgen.clean.language import detect
from briefgen.model.document import Evidence
from briefgen.values import replace

if TYPE_CHECKING:
    from briefgen.model.article import Article, Photo
    from briefgen.model.document import Cleaned, Document, Knowledge

__all__ = ["cleaned_document"]

_FEWEST_WORDS = 40
# Those that `detect` tells by their small words; it would take others for the nearest of these.
_TELLABLE = """
    ar bg cs da de el en es fa fi fr he hi hu id it ja ko nl no pl pt ro ru sv tr uk vi zh
"""
_TOLD = frozenset(_TELLABLE.split())
_ALIKE = ({"da", "nb", "nn", "no", "sv"},)
# Addresses stay as they are: a picture saved with a page has the name that its disk gave it.
_ADDRESSES = re.compile(r"(\]\((?:<[^>\n]*>|[^)\s]*))")


def cleaned_document(document: Document, knowledge: Knowledge) -> Cleaned:
    """Clean a document; SourceError where there is no article in it."""
    return _with_true_language(_composed(clean(document, knowledge)))


def _with_true_language(cleaned: Cleaned) -> Cleaned:
    """Return the same in the language of its words, where these contradict what the page says."""
    said = (cleaned.article.language or "").partition("-")[0].lower()
    if said not in _TOLD | set().union(*_ALIKE) or len(cleaned.text) < 2 * _FEWEST_WORDS:
        return cleaned
    found = detect(cleaned.text)
    if not found or found == said or any({found, said} <= alike for alike in _ALIKE):
        return cleaned
    # A script without spaces has few words; each other text shows its language by enough of them.
    if found not in {"ja", "zh"} and len(cleaned.text.split()) < _FEWEST_WORDS:
        return cleaned
    rows = [
        replace(row, chosen=False) if row.fact == "language" else row for row in cleaned.evidence
    ]
    return replace(
        cleaned,
        article=replace(cleaned.article, language=found),
        evidence=(*rows, Evidence("language", found, "the text's own words")),
    )


def _composed(cleaned: Cleaned) -> Cleaned:
    article = cleaned.article
    told = (article, cleaned.text, cleaned.section, cleaned.keywords)
    if is_normalized("NFC", repr(told)):
        return cleaned
    return replace(
        cleaned,
        article=_composed_article(article),
        text=normalize("NFC", cleaned.text),
        section=_nfc(cleaned.section),
        keywords=_all(cleaned.keywords),
    )


def _composed_article(article: Article) -> Article:
    parts = _ADDRESSES.split(article.body)
    parts[::2] = _all(tuple(parts[::2]))
    return replace(
        article,
        title=normalize("NFC", article.title),
        body="".join(parts),
        topics=_all(article.topics),
        source=_nfc(article.source),
        authors=_all(article.authors),
        photos=tuple(map(_composed_photo, article.photos)),
        summary=_nfc(article.summary),
        tags=_all(article.tags),
    )


def _composed_photo(photo: Photo) -> Photo:
    return replace(
        photo, alt=_nfc(photo.alt), caption=_nfc(photo.caption), credit=_nfc(photo.credit)
    )


def _nfc(text: str | None) -> str | None:
    return None if text is None else normalize("NFC", text)


def _all(texts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(normalize("NFC", text) for text in texts)
