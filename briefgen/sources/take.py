"""A source as the curator names it -> its documents; a folder -> the sources in it."""

from __future__ import annotations

import re
from glob import glob
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.sources import archive, files
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.model.document import Document

__all__ = ["expand", "take"]

STDIN = "-"
_OF_A_SITE = frozenset(("content", "site", "themes"))
_INBOX = ("content", "inbox")
_PATTERN = re.compile(r"[*?\[]")
_OF_A_PAGE = re.compile(
    r"(?P<page>.+)[-_ .](?:files?|dateien|fichiers|archivos|arquivos|ficheiros|bestanden|filer"
    r"|pliki|soubory|tiedostot|dosyalar|elemei|fitxers|файлы|файли|αρχεία|ファイル|파일|文件)$",
    re.IGNORECASE,
)


def expand(source: str) -> tuple[str, ...]:
    """Return the sources that one name stands for: a folder's files, a list's feeds, else itself.

    A pattern such as `saved/*.html` stands for the files and folders that fit it.

    Hidden files and what can't be read as a page or a text are left out of a folder. Nothing is
    fetched.
    """
    path = Path(source)
    if source == STDIN or "://" in source:
        return (source,)
    if _PATTERN.search(source) and not path.exists():
        return tuple(one for name in _fitting(source) for one in expand(name))
    if path.suffix.lower() == ".opml":
        from briefgen.sources import opml

        return opml.addresses(source, files.read(path))
    return _within(path) if path.is_dir() else (source,)


def _fitting(pattern: str) -> list[str]:
    """Return the files and folders that a pattern names, where no shell has spread it out."""
    # Path.glob takes no pattern that begins at the root.
    found = sorted(glob(pattern, recursive=True))  # noqa: PTH207
    if not found:
        raise SourceError("no file fits this pattern", path=pattern, hint="check the name")
    return found


def _within(folder: Path) -> tuple[str, ...]:
    known = (one for one in folder.rglob("*") if _is_known(one))
    seen = [one for one in known if not _hidden(folder, one.relative_to(folder)) and one.is_file()]
    if not seen:
        raise SourceError(
            "no page or text was found in this folder",
            path=str(folder),
            hint=f"files are known by their endings: {' '.join(_ENDINGS)}",
        )
    return tuple(str(one) for one in sorted(seen))


def _is_known(path: Path) -> bool:
    return path.suffix.lower() in _IN_FOLDERS or archive.is_archive(path.name)


def _hidden(folder: Path, path: Path) -> bool:
    if (folder / "briefgen.yml").is_file() and path.parts[0] in _OF_A_SITE:
        # A site's own articles and pages are no sources of it, save what waits to be added.
        return path.parts[:2] != _INBOX
    if any(part.startswith(".") or part.endswith("_files") for part in path.parts):
        return True
    return any(_is_of_a_page(folder / above) for above in path.parents if above.name)


def _is_of_a_page(folder: Path) -> bool:
    """Tell the folder in which a browser, of whatever language, put a saved page's pictures."""
    found = _OF_A_PAGE.match(folder.name)
    return found is not None and any(
        (folder.parent / f"{found['page']}{ending}").is_file() for ending in (".html", ".htm")
    )


def take(
    source: str, *, stdin: bytes | None = None, allow_private: bool = False
) -> tuple[Document, ...]:
    """Return the documents of a source; SourceError tells why there are none.

    `allow_private` lets addresses within this machine's network be fetched.
    """
    if source == STDIN:
        return _unknown(STDIN, stdin or b"")
    if "://" in source:
        # Loaded late: only an address needs the network's libraries.
        from briefgen.sources.web import fetched

        return fetched(source, allow_private=allow_private)
    if archive.is_archive(source):
        return tuple(page.document for page in archive.pages(source))
    path = Path(source)
    if path.is_dir() or path.suffix.lower() == ".opml":
        return tuple(
            one for name in expand(source) for one in take(name, allow_private=allow_private)
        )
    return _KINDS.get(path.suffix.lower(), _unknown)(source, files.read(path))


def _unknown(source: str, data: bytes) -> tuple[Document, ...]:
    """Tell a feed, a mail, a page and a text apart by how they begin."""
    start = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n\0").replace(b"\0", b"")
    if start.startswith((b"<?xml", b"<rss", b"<feed", b"<opml", b"<rdf", b"{")):
        from briefgen.sources import feed

        if feed.is_feed(data):
            return feed.documents(source, data)
    return _mail(source, data, known=False)


def _page(source: str, data: bytes) -> tuple[Document, ...]:
    found = files.page(source, data)
    return (replace(found, beside=files.pictures_beside(Path(source), data)),)


def _text(source: str, data: bytes) -> tuple[Document, ...]:
    return (files.text(source, data),)


def _mail(source: str, data: bytes, *, known: bool = True) -> tuple[Document, ...]:
    from briefgen.sources import mail, mhtml

    if not known and not mail.is_mail(data):
        return (files.from_bytes(source, data),)
    archive = source.lower().endswith((".mhtml", ".mht")) or (not known and mhtml.is_mhtml(data))
    return mhtml.documents(source, data) if archive else mail.documents(source, data)


def _feed(source: str, data: bytes) -> tuple[Document, ...]:
    from briefgen.sources import feed

    known = feed.is_feed(data) or b"<html" not in data[:2000].lower()
    return feed.documents(source, data) if known else _page(source, data)


_IN_FOLDERS: Mapping[str, Callable[[str, bytes], tuple[Document, ...]]] = {
    ".html": _page,
    ".htm": _page,
    ".xhtml": _page,
    ".txt": _text,
    ".md": _text,
    ".eml": _mail,
    ".mhtml": _mail,
    ".mht": _mail,
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
}
_ENDINGS = sorted((*_IN_FOLDERS, *archive.ENDINGS))
# A folder's .json files are seldom feeds; one that is named by itself is meant as one.
_KINDS: Mapping[str, Callable[[str, bytes], tuple[Document, ...]]] = {**_IN_FOLDERS, ".json": _feed}
