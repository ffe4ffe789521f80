"""A web archive (WARC) -> the pages in it, one after another, each with its address and its day."""

from __future__ import annotations

import gzip
import re
import zlib
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from briefgen.errors import SourceError
from briefgen.model.document import Document
from briefgen.model.urls import web_url
from briefgen.sources.files import MAX_BYTES
from briefgen.sources.stamp import day_after
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterator

    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

__all__ = ["ENDINGS", "ArchivedPage", "is_archive", "pages"]

ENDINGS = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# Others unpack a millionfold; a browser's archive names them of bodies it has unpacked itself.
_PACKINGS = ("gzip", "deflate")
_CHUNK = 1 << 16
_LONGEST_HEAD = 2_000_000
# HTML packs to a tenth, at best a fiftieth; what packs to less is there to fill the memory.
_MOST_UNPACKED = 200
_LEAST_SUSPECT = 100_000_000


@dataclass(frozen=True, slots=True)
class ArchivedPage:
    """A page out of an archive, and the part of the file (0 to 1) that was read up to it."""

    document: Document
    read: float


def is_archive(source: str) -> bool:
    """Tell by its ending whether a file is a web archive."""
    return "://" not in source and source.lower().endswith(ENDINGS)


def pages(source: str) -> Iterator[ArchivedPage]:
    """Yield the pages that an archive's sites sent, in its order.

    SourceError tells, after the pages before it, where an archive is cut or broken.
    """
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        raise SourceError(
            "web archives are read with the library warcio, which is not installed",
            path=source,
            hint="pip install 'briefgen[warc]'",
        ) from None
    found = 0
    # What warcio, which trusts its input, is known to raise on heads made to break it.
    faults = (ArchiveLoadFailed, AttributeError, EOFError, LookupError, TypeError, ValueError)
    try:
        with Path(source).open("rb") as plain:
            stream = _Unpacked(source, plain)
            archive = ArchiveIterator(stream)
            # It would unpack what is packed twice, and so count nothing.
            archive.reader.set_decomp(None)
            while record := _next(archive):
                stream.room = None
                document = _page(source, record)
                _skip(record)
                stream.room = _LONGEST_HEAD
                if document:
                    found += 1
                    yield ArchivedPage(document, stream.read_of_file)
    except FileNotFoundError:
        raise SourceError("there is no such file", path=source, hint="check the name") from None
    except gzip.BadGzipFile as error:
        raise _cut(source, found) from error
    except OSError as error:
        raise SourceError(f"can't be read ({error.strerror})", path=source) from error
    except (*faults, zlib.error) as error:
        raise _cut(source, found) from error
    if not found:
        raise SourceError(
            "there is no page in this archive",
            path=source,
            hint="pages are records of the type response with HTML that came with status 200",
        )


def _next(archive: ArchiveIterator) -> ArcWarcRecord | None:
    # It tells what it finds wrong on standard error, and goes on.
    with redirect_stderr(StringIO()):
        record: ArcWarcRecord | None = next(archive, None)
    if archive.err_count:
        raise EOFError
    return record


class _Unpacked:
    """A file's bytes, unpacked as they are read; SourceError where they are made to have no end.

    `room` is how many bytes may come until it is set again, None for any number. Files packed as a
    whole are common, and warcio reads only those packed record by record: so it gets plain bytes.
    """

    def __init__(self, source: str, plain: IO[bytes]) -> None:
        self.room: int | None = _LONGEST_HEAD
        self._source, self._unpacked = source, 0
        self._plain = plain
        self._size = max(1, self._plain.seek(0, 2))
        self._plain.seek(0)
        packed = self._plain.read(2) == b"\x1f\x8b"
        self._plain.seek(0)
        # Read as far as it goes: what comes before a cut is whole.
        self._read = gzip.GzipFile(fileobj=plain).read1 if packed else plain.read

    @property
    def read_of_file(self) -> float:
        """The part of the file that was read, 0 to 1."""
        return min(1.0, self._plain.tell() / self._size)

    def tell(self) -> int:
        """How many bytes were given."""
        return self._unpacked

    def read(self, size: int) -> bytes:
        """Give the next bytes."""
        try:
            data = self._read(size)
        except EOFError as error:
            # To warcio this would be the archive's end.
            raise zlib.error(str(error)) from error
        self._unpacked += len(data)
        if self.room is not None:
            self.room -= len(data)
        swollen = self._unpacked > max(_LEAST_SUSPECT, _MOST_UNPACKED * self._plain.tell())
        if swollen or (self.room is not None and self.room < 0):
            raise SourceError(
                "the archive holds a record that is made to have no end",
                path=self._source,
                hint="what comes before it is taken, the rest is left",
            )
        return data


def _cut(source: str, found: int) -> SourceError:
    said = f"the archive is cut or broken after {found:,} page{'s' if found != 1 else ''}"
    return SourceError(said, path=source, hint="what comes before is taken; copy the file again")


def _page(source: str, record: ArcWarcRecord) -> Document | None:
    """Return the page in a record; None for pictures, errors, redirects, requests and the rest."""
    heads = record.http_headers
    if record.rec_type == "response" and heads is not None:
        said, answered = heads.get_header("Content-Type") or "", heads.get_statuscode() == "200"
    elif record.rec_type == "resource":
        said, answered = record.content_type or "", True
    else:
        return None
    if not answered or said.partition(";")[0].strip().lower() not in _PAGES:
        return None
    if record.length is None or record.length > MAX_BYTES:
        return None
    with redirect_stderr(StringIO()) as told:
        data = _body(record).read(MAX_BYTES + 1)
    # A body that can't be unpacked to its end is told there, and comes without its rest.
    if told.getvalue() or len(data) > MAX_BYTES or not data.strip():
        return None
    address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip(" <>")
    charset = _CHARSET.search(said)
    return Document(
        source,
        "html",
        data,
        url=web_url(address),
        encoding=charset[1] if charset else None,
        latest=day_after(record.rec_headers.get_header("WARC-Date") or ""),
    )


def _body(record: ArcWarcRecord) -> Any:
    from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

    heads = record.http_headers
    if heads is None:
        return record.raw_stream
    packing = (heads.get_header("Content-Encoding") or "").strip().lower()
    kind = packing if packing in _PACKINGS else None
    if (heads.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
        return ChunkedDataReader(record.raw_stream, decomp_type=kind)
    return BufferedReader(record.raw_stream, decomp_type=kind) if kind else record.raw_stream


def _skip(record: ArcWarcRecord) -> None:
    """Read the rest of a record; EOFError where the file ends before it does."""
    while record.raw_stream.read(_CHUNK):
        pass
    if record.length is None or record.length < 0 or record.raw_stream.limit > 0:
        raise EOFError
