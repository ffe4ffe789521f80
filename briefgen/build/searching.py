"""Article pages in, the files of the search index out, kept between builds by what they hold."""

from __future__ import annotations

from shutil import rmtree
from typing import TYPE_CHECKING

from briefgen.build.order import Made
from briefgen.engine.files import write_atomic
from briefgen.engine.fingerprint import fingerprint
from briefgen.errors import BriefgenError, Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from briefgen.model.page import ArticlePage, Site

__all__ = ["search_files"]

_FOLDER = "pagefind"
_WHOLE = "whole"


def search_files(
    site: Site,
    keys: Iterable[bytes],
    pages: Callable[[], Iterable[ArticlePage]],
    kept: Path,
    *,
    anew: bool,
) -> tuple[list[Made], list[Notice]]:
    """Return the index of the articles whose pages have `keys`, and what is to be said of it.

    `pages` gives them with their texts, asked for only where no index of theirs is kept. Without
    `anew` none is made then: a preview can't wait for it.
    """
    from briefgen.render.search.bundle import engine_version

    version = engine_version()
    if version is None:
        hint = "pip install 'briefgen[search]', or write search: false"
        said = "search is on, but Pagefind is not installed: the search page finds nothing"
        return [], [Notice("search-missing", said, path=None, hint=hint)] if anew else []
    store = kept / fingerprint((version, site.language, tuple(keys))).hex()
    if not (store / _WHOLE).is_file():
        if not anew:
            return [], []
        try:
            _write(pages(), site.language, kept, store)
        except BriefgenError as error:
            return [], [Notice("search-failed", error.message, path=None, hint=error.hint)]
    files = sorted(path for path in store.rglob("*") if path.is_file() and path.name != _WHOLE)
    return [
        Made(
            f"{_FOLDER}/{path.relative_to(store).as_posix()}", fingerprint(path.read_bytes()), path
        )
        for path in files
    ], []


def _write(pages: Iterable[ArticlePage], language: str, kept: Path, store: Path) -> None:
    from briefgen.render.search.bundle import index
    from briefgen.render.search.documents import documents

    files = index(documents(pages), language)
    rmtree(kept, ignore_errors=True)
    for path, data in files.items():
        (store / path).parent.mkdir(parents=True, exist_ok=True)
        (store / path).write_bytes(data)
    store.mkdir(parents=True, exist_ok=True)
    # Written last: a folder without it was cut off half way.
    write_atomic(store / _WHOLE, b"")
