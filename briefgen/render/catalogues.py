"""A theme's catalogues (gettext `.po`) in, its words in the site's language out."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from hashlib import blake2b
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["catalogue", "learn", "packed_words"]

_FALLBACK = "en"
_SUM = 16
_LEARNT: dict[str, bytes] = {}


def learn(packed: Mapping[str, bytes]) -> None:
    """Take over catalogues that an earlier process compiled, as `packed_words` gave them."""
    _LEARNT.update(packed)


def packed_words(words: Mapping[str, tuple[str, ...]], language: str) -> dict[str, bytes]:
    """Return the compiled catalogues of `language`, and of what it falls back to."""
    return {
        _name(tag, text): _packed(tag, text)
        for tag in _tags(language)
        for text in words.get(tag, ())
    }


def catalogue(words: Mapping[str, tuple[str, ...]], language: str) -> NullTranslations:
    """Return the words of `language`; what it lacks comes from its bare language, then English."""
    found: NullTranslations = NullTranslations()
    texts = [(tag, text) for tag in _tags(language) for text in words.get(tag, ())]
    for tag, text in reversed(texts):
        compiled = _compiled(tag, text)
        compiled.add_fallback(found)
        found = compiled
    return found


def _tags(language: str) -> tuple[str, ...]:
    tags = (language, language.partition("-")[0], _FALLBACK)
    return tuple(dict.fromkeys(tags))


def _compiled(tag: str, text: str) -> GNUTranslations:
    # A catalogue has its fallback put in, so that each is its own; its bytes are anybody's.
    return GNUTranslations(BytesIO(_packed(tag, text)))


@lru_cache(maxsize=64)
def _packed(tag: str, text: str) -> bytes:
    if known := _LEARNT.get(_name(tag, text)):
        return known
    # They are compiled once for a site, and reading one takes as long as showing a page.
    from babel.core import UnknownLocaleError
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        read = read_po(text.splitlines(keepends=True), locale=tag, abort_invalid=True)
    except (PoFileError, ValueError, UnknownLocaleError) as error:
        raise ThemeError(f"not a catalogue: {error}", path=f"locale/{tag}.po") from None
    compiled = BytesIO()
    write_mo(compiled, read)
    return compiled.getvalue()


def _name(tag: str, text: str) -> str:
    told = f"{tag}\0{text}".encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=_SUM).hexdigest()
