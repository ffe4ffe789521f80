"""The languages that an article and its site are said to be in; notices on those that are none."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefgen.errors import Notice, in_quotes

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["check_language", "check_site_language"]

_HINT = "write a code such as en, pt-BR, ja (not jp) or zh-Hant"


def check_language(language: str | None, path: str, line: int | None) -> Iterator[Notice]:
    """Yield a notice where an article's language is none: screen readers read by its code."""
    if language and not _is_language(_bare(language)):
        yield Notice(
            "language-unknown", f"there is no language {in_quotes(language)}", path, line, _HINT
        )


def check_site_language(language: str, path: str, line: int | None) -> Iterator[Notice]:
    """Yield a notice where a site's language is none, or one whose dates are not known."""
    if not _is_language(_bare(language)):
        message = (
            f"there is no language {in_quotes(language)}: the site's words and dates are English"
        )
        yield Notice("language-unknown", message, path, line, _HINT)


def _bare(language: str) -> str:
    return language.partition("-")[0].lower()


@lru_cache(maxsize=256)
def _is_language(code: str) -> bool:
    from babel import Locale

    return code in Locale("en").languages
