"""A theme's catalogues (gettext `.po`) in, its words in the site's language out."""

from __future__ import annotations

from functools import lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from typing import TYPE_CHECKING

from briefgen.errors import ThemeError

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["catalogue"]

_FALLBACK = "en"


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
