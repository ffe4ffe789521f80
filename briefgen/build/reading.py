"""The folder content/ in; its articles placed, its topics and editions out, and what was wrong."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from briefgen.build.memory import Looked
from briefgen.build.pieces import Known, known
from briefgen.build.source_files import file_bytes
from briefgen.content.find import find
from briefgen.engine.stamp import own_stamp
from briefgen.engine.survey import digest as digest_of
from briefgen.errors import BriefgenError, ContentError, Notice
from briefgen.model.article import Edition, Topic
from briefgen.model.config import Config
from briefgen.render.entries import Placing, placing
from briefgen.values import dataclass, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from briefgen.build.memory import Memory
    from briefgen.build.order import Order
    from briefgen.content.find import Found
    from briefgen.content.read import Reading
    from briefgen.engine.stat_index import StatIndex
    from briefgen.engine.workers import Outcomes, Workers

__all__ = ["Content", "read_content"]

_KEPT_AT_ONCE = 256

File = tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in content/, as far as it could be read, and what was wrong with the rest.

    `files` are all that could be read, `folders` those that were looked into; `site` is what the
    articles were placed by, in full. `notices` are on topics and editions: the pieces have their
    own.
    """

    site: Placing
    pieces: tuple[Known, ...] = ()
    topics: tuple[Topic, ...] = ()
    editions: tuple[Edition, ...] = ()
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()

    @property
    def intros(self) -> tuple[Topic | Edition, ...]:
        """The files whose body introduces a list of articles."""
        files: tuple[Topic | Edition, ...] = (*self.topics, *self.editions)
        return tuple(file for file in files if file.intro)


def read_content(
    order: Order, config: Config, workers: Workers, memory: Memory, index: StatIndex
) -> Content:
    """Read all of content/; a file that can't be read costs no other.

    Of articles that `memory` knows by the digest of their bytes no file is opened.
    """
    if not order.content.is_dir():
        hint = "run briefgen init for a new site, or name the site's folder"
        raise ContentError("there is no such folder", path=str(order.content), hint=hint)
    files = _looked_at(order, memory, index)
    found = files.found
    topic_files, edition_files = files.of(found.topics), files.of(found.editions)
    topics = memory.part("topics", topic_files, partial(_topics, workers, topic_files, files.read))
    editions = memory.part(
        "editions", edition_files, partial(_editions, workers, edition_files, files.read)
    )
    titles = tuple(reading.value.title for reading in topics.values)
    site = memory.steady("placing", placing(config, [reading.value for reading in topics.values]))
    memory.open(own_stamp(), narrowed(site), titles)
    pieces, wrong = _articles(files, found, workers, memory, narrowed(site), titles)
    readings: tuple[Reading[Topic] | Reading[Edition], ...] = (*topics.values, *editions.values)
    return Content(
        site=site,
        pieces=pieces,
        topics=tuple(reading.value for reading in topics.values),
        editions=tuple(reading.value for reading in editions.values),
        files=files.readable,
        folders=found.folders,
        errors=(*found.errors, *files.lost, *wrong, *topics.errors, *editions.errors),
        notices=tuple(notice for reading in readings for notice in reading.notices),
    )


def narrowed(site: Placing) -> Placing:
    """Return what placing and checking an article look at: no other setting touches one."""
    config = site.config
    seen = Config(
        title="",
        url=config.url,
        language=config.language,
        timezone=config.timezone,
        topics=config.topics,
        sources=config.sources,
        limits=config.limits,
        permalink=config.permalink,
        policy=config.policy,
        max_words=config.max_words,
    )
    return Placing(seen, site.topics)


def _looked_at(order: Order, memory: Memory, index: StatIndex) -> _Files:
    """Look at content/: where nothing but known articles was touched since, at those alone."""
    last = memory.looked
    digests = _touched(order.content, last, memory.touched) if last else None
    if last is None or digests is None:
        found = find(order.content)
        rest = (*found.topics, *found.editions)
        # Where no article is remembered each will be read, which tells its digest.
        digests_of = index.standing if memory.is_blank else index.digests
        whole = digests_of([_full(order, path) for path in found.articles])
        whole += index.digests([_full(order, path) for path in rest])
        paths = (*found.articles, *rest)
        found_digests: dict[str, bytes | None] = dict(zip(paths, whole, strict=True))
        readable = tuple([path for path in paths if found_digests[path] is not None])
        last = Looked(order.content, found, found_digests, readable)
    else:
        known = {**last.digests, **digests} if digests else last.digests
        last = replace(last, digests=known, touched=tuple(n for n in digests if n in memory.pieces))
    memory.looked = last
    return _Files(order, last, index)


def _full(order: Order, path: str) -> str:
    return f"{order.content}{os.sep}{path}"


def _touched(
    content: Path, last: Looked, touched: frozenset[Path] | None
) -> dict[str, bytes] | None:
    """Return the digests of the articles that were touched; None asks for a look at everything."""
    if touched is None or last.content != content:
        return None
    inside = Path(os.path.abspath(content))  # noqa: PTH100 - a link stays the link that was named
    found = {}
    for path in touched:
        if not path.is_relative_to(inside):
            continue
        name = path.relative_to(inside).as_posix()
        if not last.digests.get(name) or not path.is_file():
            return None
        try:
            found[name] = digest_of(path.read_bytes())
        except OSError:
            return None
    return found


class _Files:
    """The files of one look at content/: their digests; their bytes are read when asked for."""

    def __init__(self, order: Order, looked: Looked, index: StatIndex) -> None:
        self._index = index
        self.content = order.content
        self.found = looked.found
        self.digests = looked.digests
        self.touched = looked.touched
        self.readable = looked.readable
        self.lost: list[ContentError] = []
        if len(self.readable) < len(self.digests):
            lost = [path for path, digest in self.digests.items() if digest is None]
            self.lost = [self._lost(path) for path in lost]

    def of(self, paths: Iterable[str]) -> tuple[File, ...]:
        """The same of some paths."""
        return tuple((path, d) for path in paths if (d := self.digests[path]) is not None)

    def learn(self, digests: Mapping[str, bytes]) -> None:
        """Take in the digests of files that were read meanwhile."""
        self._index.learn({f"{self.content}{os.sep}{path}": d for path, d in digests.items()})
        self.digests.update(digests)

    def read(self, path: str) -> bytes:
        """The bytes of a file; a ContentError tells why there are none."""
        return file_bytes(self.content, path)

    def _lost(self, path: str) -> ContentError:
        try:
            self.read(path)
        except ContentError as error:
            return error
        return ContentError("can't be read: it changed just now", path=path, hint="build again")


def _articles(  # noqa: PLR0913, PLR0917, a step of `read_content` cut out for length
    files: _Files,
    found: Found,
    workers: Workers,
    memory: Memory,
    site: Placing,
    titles: tuple[str, ...],
) -> tuple[tuple[Known, ...], list[BriefgenError]]:
    """The articles in order, those not known made, and what was wrong with those."""
    last = memory.pieces
    # Where all were read well the last time, only what was touched since can be stale.
    named = found.articles if files.touched is None or not memory.whole else files.touched
    stale = [
        path
        for path, digest in files.of(named)
        if (one := last.get(path)) is None or one.file != digest or not one.row
    ]
    made: dict[str, Known] = {}
    wrong: list[BriefgenError] = []
    if stale:
        from briefgen.build.preparing import Desk, prepare

        desk = Desk(site, titles, own_stamp(), None if workers.cache.empty else workers.cache.path)
        step = partial(prepare, content=files.content, desk=desk)
        zone = ZoneInfo(site.config.timezone)
        refs = {(ref.slug, ref.title, ref.permalink): ref for ref in site.topics}
        shared = dict(zip(stale, stale, strict=True))
        bodies: dict[bytes, bytes] = {}
        for prepared in workers.stream(step, stale):
            if isinstance(prepared, BriefgenError):
                wrong.append(prepared)
                continue
            wrong += prepared.errors
            one = _same(known(prepared.row, zone, refs, shared), last)
            made[one.piece.path] = replace(one, row=b"") if prepared.errors else one
            if prepared.body:
                bodies[prepared.body[0]] = prepared.body[1]
            if len(bodies) >= _KEPT_AT_ONCE:
                workers.cache.keep(bodies)
                bodies = {}
        workers.cache.keep(bodies)
        files.learn({path: one.file for path, one in made.items() if not files.digests[path]})
    memory.whole = memory.whole and named is not found.articles
    if memory.whole and len(made) == len(stale) and all(one.row for one in made.values()):
        return memory.exchange(made), wrong
    wanted = files.of(found.articles)
    pieces = [made.get(path) or last[path] for path, _ in wanted if path in made or path in last]
    memory.whole = len(pieces) == len(found.articles) and all(one.row for one in pieces)
    return memory.settle(pieces), wrong


def _same(now: Known, last: dict[str, Known]) -> Known:
    """Return a piece with the parts that did not change as they were before."""
    before = last.get(now.piece.path)
    if before is None:
        return now
    piece, old = now.piece, before.piece
    entry = old.entry if piece.entry == old.entry else piece.entry
    body = old.body if piece.body == old.body else piece.body
    return replace(now, piece=replace(piece, entry=entry, body=body))


def _topics(
    workers: Workers, files: Iterable[File], read: Callable[[str], bytes]
) -> Outcomes[Reading[Topic]]:
    return workers.map(_read_topic, [(path, read(path)) for path, _ in files])


def _editions(
    workers: Workers, files: Iterable[File], read: Callable[[str], bytes]
) -> Outcomes[Reading[Edition]]:
    return workers.map(_read_edition, [(path, read(path)) for path, _ in files])


def _read_topic(file: tuple[str, bytes]) -> Reading[Topic]:
    from briefgen.content.read import read_topic

    return read_topic(*file)


def _read_edition(file: tuple[str, bytes]) -> Reading[Edition]:
    from briefgen.content.read import read_edition

    return read_edition(*file)
