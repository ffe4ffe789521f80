"""A view of what changed in, the site amended out, where only what a few articles say did.

Most saves change the text of an article, its title or its summary, and no other article's place.
Then the pages that show it are planned of what the last build kept, rendered, and swapped in;
everything else stands. What comes out is what building everything would give; where this can't be
seen beforehand, nothing is done, and everything is built.
"""

# ruff: noqa: TC004 - dataclasses need no types to run
from __future__ import annotations

import os
from array import array
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import msgspec

from briefgen.build.amends import AMENDS, ARTICLES, BASIS, THEME, Basis, found_digest
from briefgen.build.bodies import Bodies
from briefgen.build.look import remember_amended, retold
from briefgen.build.making import HOME, Kept, Maker, Press, build_mark
from briefgen.build.pieces import known, shown_digest
from briefgen.build.preparing import Desk, prepared
from briefgen.content.find import find
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import Rows, read_rows, rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.record import decoded, raised
from briefgen.engine.stat_index import disk_time
from briefgen.engine.survey import digest as digest_of
from briefgen.engine.work import Work
from briefgen.errors import ConfigError, ContentError, ThemeError
from briefgen.model.library import Library
from briefgen.model.page import ArticlePage, EditionPage, Feed, FeedItem, HomePage, Page
from briefgen.render.feed_refs import EDITIONS
from briefgen.render.plan import Ties, article_page, retitled
from briefgen.render.shown import links_of
from briefgen.render.site import site_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Never

    from briefgen.build.look import View
    from briefgen.build.order import Made, Order, Result
    from briefgen.build.pieces import Known
    from briefgen.model.entry import Body, Entry, TopicRef
    from briefgen.render.entries import Placing
    from briefgen.render.theme import Theme

__all__ = ["amended"]

_CHANGES = "amended"
"""The file in the cache that holds the rows of articles amended since the last whole build."""
# More articles, or more pages that show them, are sooner built with everything, on all cores.
_ARTICLES = 64
_PAGES = 200
# What decides where an article stands, what is derived of it for other pages, and what is told.
_STANDING = attrgetter(
    *("path", "permalink", "slug", "guid", "published", "day_only", "updated", "topics", "pin"),
    *("draft", "policy", "source", "source_url", "language", "aliases"),
    *("photos", "photo", "absent"),
)


class _AnewError(Exception):
    """Everything has to be built."""


def amended(order: Order, view: View) -> Result | None:
    """Amend the site by what changed since the last build; None asks for a whole build."""
    try:
        with (
            seldom_collected(),
            SiteFolder(order.site, state=order.kept, seen=_seen(view)) as folder,
        ):
            return _amended(order, view, folder)
    except (_AnewError, ContentError, ThemeError, ConfigError, OSError, ValueError):
        return None


def _amended(order: Order, view: View, folder: SiteFolder) -> Result:
    store = order.kept / "cache"
    since = disk_time(store / "told")
    if not folder.intact or len(view.changed) > 2 * _ARTICLES:
        _anew()
    stock = _Stock(order, view)
    with Work(store, stamp=stock.basis.stamp) as work:
        work.stage("read")
        fresh = dict(_read_again(order, view, stock))
        if not fresh:
            remember_amended(order, view, since, {}, folder.standing_numbers)
            return retold(order, view)
        work.stage("plan")
        desk = _Desk(order, stock, fresh, work)
        made = desk.made(folder.standing)
        work.stage("render and write")
        outputs = [(one.path, Keyed(one.key, one())) for one in made]
        synced = folder.sync(outputs, instead=[one.path for one in made])
        work.stage("remember")
        changed = {**stock.changed, **{path: one.known.row for path, one in fresh.items()}}
        write_rows(store / _CHANGES, b"", changed)
        more = {_CHANGES: rows_sum(store / _CHANGES).hex()}
        remember_amended(order, view, since, more, folder.numbers)
        return replace(retold(order, view, synced.written), timings=work.timings)


def _seen(view: View) -> bytes:
    return bytes.fromhex(view.told["outputs"]) if view.standing else b""


def _anew() -> Never:
    raise _AnewError


@dataclass(frozen=True, slots=True)
class _Fresh:
    """An article that says something else now: its place in the library, its body as it is kept."""

    at: int
    known: Known
    body: tuple[bytes, bytes] | None


class _Stock:
    """What the last build kept: an article's row at a time, and how each list stood."""

    def __init__(self, order: Order, view: View) -> None:
        store, told = order.kept / "cache", view.told
        self._amends = Rows(store / AMENDS)
        self._articles = Rows(store / ARTICLES)
        self.basis = msgspec.msgpack.decode(self._amends.one(BASIS), type=Basis)
        if told.get(AMENDS) != self._amends.sum.hex() or self.basis.articles != self._articles.sum:
            _anew()
        self.changed: dict[str, bytes] = {}
        if _CHANGES in told:
            if told[_CHANGES] != rows_sum(store / _CHANGES).hex():
                _anew()
            self.changed = read_rows(store / _CHANGES, b"")
        placed: tuple[Placing, Placing, tuple[str, ...]] = decoded(self.basis.placed, "briefgen")
        self.placing, self.narrowed, self.titles = placed
        self.places = {name: at for at, name in enumerate(self.basis.names)}
        self._zone = ZoneInfo(self.placing.config.timezone)
        self._refs: dict[tuple[str, str, str], TopicRef] = {
            (ref.slug, ref.title, ref.permalink): ref for ref in self.placing.topics
        }

    def known(self, at: int) -> Known:
        """Return the article at a place as it was read last."""
        name = self.basis.names[at]
        return self.known_of(self.changed.get(name) or self._articles.one(name))

    def known_of(self, row: bytes) -> Known:
        """Return the article of a row."""
        return known(row, self._zone, self._refs)

    @property
    def theme(self) -> Theme:
        """The theme as it was loaded: no file of it was touched."""
        theme: Theme = decoded(self._amends.one(THEME), "briefgen")
        return theme

    def tree(self, path: str) -> Any:
        """Return how a list stood, as a record's tree."""
        return msgspec.msgpack.decode(self._amends.one(path))


def _read_again(order: Order, view: View, stock: _Stock) -> Iterator[tuple[str, _Fresh]]:
    """Yield the articles that say something else now."""
    for name in _edited(order, view, stock):
        at = stock.places[name]
        data = (order.content / name).read_bytes()
        before = stock.known(at)
        if (digest := digest_of(data)) == before.file:
            continue
        photos = before.piece.entry.photos if before.piece.entry else ()
        lines = {figure.credit: figure.parsed for figure in photos if figure.credit}
        desk = Desk(stock.narrowed, stock.titles, stock.basis.stamp, lines=lines)
        made = prepared((name, digest, data), desk=desk)
        if made.errors:
            _anew()
        now = stock.known_of(made.row)
        if not _stands(before, now):
            _anew()
        yield name, _Fresh(at, now, made.body)


def _edited(order: Order, view: View, stock: _Stock) -> list[str]:
    """Return the articles that were touched, and nothing else was."""
    prefix = os.fsencode(f"{order.content}{os.sep}")
    names = []
    for at in view.changed:
        path = view.inputs[at]
        name = os.fsdecode(path.removeprefix(prefix))
        if not path.startswith(prefix):
            _anew()
        if name in stock.places:
            names.append(name)
        elif not os.path.isdir(path):  # noqa: PTH112 - bytes
            _anew()
    if len(names) < len(view.changed):
        # A folder changes when a file in it is replaced, as editors do; its names must stand.
        found = find(order.content)
        if found.errors or view.told.get("found") != found_digest(found):
            _anew()
    if len(names) > _ARTICLES:
        _anew()
    return names


def _stands(before: Known, now: Known) -> bool:
    """Whether an article stands where it stood, and nothing has to be told of it that was not."""
    old, new = before.piece, now.piece
    if old.entry is None or new.entry is None:
        return False
    if _STANDING(old.entry) != _STANDING(new.entry):
        return False
    if new.entry.aliases and new.entry.title != old.entry.title:
        return False  # its redirects bear its title
    looks = attrgetter("pictures", "photo_line", "notices", "body.figures", "body.links")
    return bool(looks(old) == looks(new))


class _Desk:
    """Plans the files that show articles of which something changed."""

    def __init__(
        self, order: Order, stock: _Stock, fresh: Mapping[str, _Fresh], work: Work
    ) -> None:
        self._stock = stock
        self._fresh = {one.at: one.known for one in fresh.values()}
        self._changed = {
            at for at, one in self._fresh.items() if one.digest != stock.known(at).digest
        }
        self._entries: dict[int, tuple[Entry, bytes | None]] = {}
        self._known: dict[int, Known] = {}
        self._site = site_of(stock.placing)
        self._newer, self._older, self._related, self._counts = map(_array, stock.basis.ties)
        self._permalinks = _Permalinks(self, dict(stock.basis.files))
        config = stock.placing.config
        texts = dict(one.body for one in fresh.values() if one.body)
        longest = config.limits.article_bytes
        bodies = Bodies(work, order.content, longest, lambda html, _: html, texts)
        self._press = Press(stock.basis.stamp, stock.theme, self._site, stock.placing, bodies)
        self._alive: list[Page | Feed] = []
        self._kinds: dict[str, Callable[..., Any]] = {
            "entry": self.__getitem__,
            "item": self._item,
            "site": lambda: self._site,
        }

    def made(self, standing: Mapping[str, bytes]) -> list[Made]:
        """Return the files that are made of something else now; `standing` are the site's keys."""
        pages: list[Page] = [self._article(at) for at in sorted(self._showing())]
        feeds: list[Feed] = []
        for path, is_feed, refs in self._stock.basis.lists:
            # Feeds show texts as well.
            shown = self._fresh.keys() if is_feed else self._changed
            if path == HOME or not shown.isdisjoint(_array(refs)):
                one = self._list(path)
                (feeds if isinstance(one, Feed) else pages).append(one)  # type: ignore[arg-type]
        if len(pages) + len(feeds) > _PAGES:
            _anew()
        self._alive += [*pages, *feeds]
        entries = tuple((entry, d) for entry, d in self._entries.values() if d is not None)
        maker = Maker(self._press, entries, Kept(), {})
        made = {one.path: one for one in (*maker.pages(tuple(pages)), *maker.feeds(feeds))}
        keys = {**standing, **{path: one.key for path, one in made.items()}}
        (home,) = (page for page in pages if isinstance(page, HomePage))
        marked = replace(home, build=build_mark(keys.items()))
        self._alive.append(marked)
        made |= {one.path: one for one in maker.pages((marked,))}
        if made.keys() - standing.keys():
            _anew()
        return [one for path, one in made.items() if standing[path] != one.key]

    def permalink(self, path: str) -> str | None:
        """Return the address of the page of a file under content/, if it has one."""
        at = self._stock.places.get(path)
        return None if at is None else self[at].permalink

    def __getitem__(self, at: int) -> Entry:
        """Return the entry at a place of the library as it is shown now."""
        if at not in self._entries:
            self._entries[at] = self._entry(at)
        return self._entries[at][0]

    def _piece(self, at: int) -> Known:
        if at not in self._known:
            self._known[at] = self._fresh.get(at) or self._stock.known(at)
        return self._known[at]

    def _entry(self, at: int) -> tuple[Entry, bytes | None]:
        """Return an entry, and its digest but where its topics are spelt as most articles do."""
        one = self._piece(at)
        entry = one.piece.entry
        if entry is None or any(figure.until for figure in entry.photos):
            _anew()
        told = self._stock.basis.otherwise.get(at)
        if told is None:
            return entry, one.digest
        photos, topics = decoded(told, "briefgen")
        digest: bytes | None = one.digest
        if photos is not None:
            entry = replace(entry, photos=photos, photo=photos[0] if photos else None)
            digest = shown_digest(one.digest, entry)
        if topics is not None:
            entry, digest = replace(entry, topics=topics), None
        return entry, digest

    def _body(self, at: int) -> Body:
        body = self._piece(at).piece.body
        if body.figures or body.pictures:
            _anew()  # its pictures have to be looked at
        return body

    def _showing(self) -> set[int]:
        """Return the places of the articles whose pages show something else now."""
        fresh = self._changed
        if not fresh:
            return {*self._fresh}
        related: list[set[int]] = []
        start = 0
        for count in self._counts:
            related.append(set(self._related[start : start + count]))
            start += count
        rows = zip(self._newer, self._older, related, strict=True)
        return {
            at
            for at, (newer, older, others) in enumerate(rows)
            if newer in fresh or older in fresh or not others.isdisjoint(fresh)
        }.union(self._fresh)

    def _article(self, at: int) -> ArticlePage:
        start = sum(self._counts[:at])
        ties = Ties(
            newer=None if self._newer[at] < 0 else self._newer[at],
            older=None if self._older[at] < 0 else self._older[at],
            related=tuple(self._related[start : start + self._counts[at]]),
        )
        return article_page(self, self[at], ties, self._body(at), self._permalinks, self._site)

    def _item(self, at: int) -> FeedItem:
        body = self._body(at)
        return FeedItem(self[at], body=body, links=links_of(body, self._permalinks))

    def _list(self, path: str) -> Page | Feed:
        """Return a list as it is now."""
        value: Page | Feed = raised(self._stock.tree(path), "briefgen", self._kinds)
        if isinstance(value, Page):
            return retitled(value)
        if path.startswith(EDITIONS):
            value = replace(value, items=self._issues)
        return value

    @property
    def _issues(self) -> tuple[FeedItem, ...]:
        from briefgen.render.feeds.editions import edition_items

        pages = (self._list(path) for path in self._stock.basis.issues)
        editions = tuple(page.edition for page in pages if isinstance(page, EditionPage))
        return edition_items(Library(editions=editions), self._site, self._stock.placing)


class _Permalinks(dict[str, str]):
    """The addresses of the pages of files, each found when it is asked for."""

    def __init__(self, desk: _Desk, files: Mapping[str, str]) -> None:
        super().__init__(files)
        self._desk = desk

    def __contains__(self, path: object) -> bool:
        return super().__contains__(path) or self._desk.permalink(str(path)) is not None

    def __missing__(self, path: str) -> str:
        found = self._desk.permalink(path)
        if found is None:
            raise KeyError(path)
        return found


def _array(data: bytes) -> array[int]:
    return array("i", data)
