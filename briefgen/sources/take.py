"""A source as the curator names it -> its documents; a folder -> the sources in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import SourceError
from briefgen.sources import files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from briefgen.model.document import Document

__all__ = ["expand", "take"]

STDIN = "-"


def expand(source: str) -> tuple[str, ...]:
    """Return the sources that one name stands for: a folder's files in order, else itself.

    Hidden files and what can't be read as a page or a text are left out of a folder.
    """
    path = Path(source)
    if source == STDIN or _is_address(source) or not path.is_dir():
        return (source,)
    found = sorted(one for one in path.rglob("*") if one.suffix.lower() in _KINDS and one.is_file())
    seen = tuple(one for one in found if not _hidden(one.relative_to(path)))
    if not seen:
        raise SourceError(
            "no page or text was found in this folder",
            path=source,
            hint=f"files are known by their endings: {' '.join(sorted(_KINDS))}",
        )
    return tuple(str(one) for one in seen)


def _hidden(path: Path) -> bool:
    # Browsers put a saved page's pictures and frames beside it, in a folder of that name.
    return any(part.startswith(".") or part.endswith("_files") for part in path.parts)


def take(source: str, *, stdin: bytes | None = None) -> tuple[Document, ...]:
    """Return the documents of a source; SourceError tells why there are none."""
    if source == STDIN:
        return (files.from_bytes(STDIN, stdin or b""),)
    if _is_address(source):
        from briefgen.sources.web import fetched

        return (fetched(source),)
    path = Path(source)
    if path.is_dir():
        return tuple(one for name in expand(source) for one in take(name))
    reader = _KINDS.get(path.suffix.lower(), files.from_bytes)
    data = files.read(path)
    documents = reader(source, data)
    return documents if isinstance(documents, tuple) else (documents,)


def _is_address(source: str) -> bool:
    return source.lower().startswith(("http://", "https://"))


def _mail(source: str, data: bytes) -> tuple[Document, ...]:
    from briefgen.sources import mail

    return mail.documents(source, data)


def _feed(source: str, data: bytes) -> tuple[Document, ...]:
    from briefgen.sources import feed

    return feed.documents(source, data)


_KINDS: Mapping[str, Callable[[str, bytes], Document | tuple[Document, ...]]] = {
    ".html": files.page,
    ".htm": files.page,
    ".xhtml": files.page,
    ".txt": files.text,
    ".md": files.text,
    ".eml": _mail,
    ".mhtml": _mail,
    ".mht": _mail,
    ".xml": _feed,
    ".rss": _feed,
    ".atom": _feed,
}
