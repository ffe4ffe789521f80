"""Articles that say something else in, the files that show them planned anew out."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from briefgen.build.bodies import Bodies
from briefgen.build.making import HOME, Kept, Maker, Press, rows_mark
from briefgen.build.pieces import shown_digest
from briefgen.build.speech import learn
from briefgen.build.stock import anew
from briefgen.engine.fingerprint import Fingerprints
from briefgen.engine.record import raised
from briefgen.model.library import Library
from briefgen.model.page import ArticlePage, EditionPage, Feed, FeedItem, HomePage, Page
from briefgen.render.feed_refs import EDITIONS
from briefgen.render.plan import Ties, article_page, retitled
from briefgen.render.shown import links_of
from briefgen.render.site import site_of
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from briefgen.build.dress import Dress
    from briefgen.build.order import Made, Order
    from briefgen.build.pieces import Known
    from briefgen.build.stock import Fresh, Stock
    from briefgen.engine.amending import AmendedFolder
    from briefgen.engine.work import Work
    from briefgen.model.entry import Body, Entry
    from briefgen.model.theme import Theme

__all__ = ["Desk", "SiteKeys"]

_NOWHERE = -1
_MATTER = 16
# More pages are sooner made with all others, on all cores.
_PAGES = 200


class Desk:
    """Plans the files that show articles of which something changed.

    All that rendering a few takes is loaded, whatever they will be. `theme` stands in the place of
    the one that the site was rendered in.
    """

    def __init__(self, order: Order, stock: Stock, work: Work, theme: Theme | None = None) -> None:
        self.stock = stock
        self.work = work
        self._fresh: dict[int, Known] = {}
        self._changed: set[int] = set()
        self._texts: dict[bytes, bytes] = {}
        self._entries: dict[int, tuple[Entry, bytes | None]] = {}
        self._known: dict[int, Known] = {}
        self._dresses: dict[str, Dress | None] = {}
        self._site = site_of(stock.placing)
        self._newer, self._older, self._related, self._counts = map(_array, stock.basis.ties)
        self._permalinks = _Permalinks(self, dict(stock.basis.files))
        config = stock.placing.config
        longest = config.limits.article_bytes
        bodies = Bodies(work, order.content, longest, self._dress, self._texts)
        learn(stock.speech)
        dressed = theme or stock.theme
        self.press = Press(stock.basis.stamp, dressed, self._site, stock.placing, bodies)
        if theme is None:
            self.press.ready()
        self._alive: list[Page | Feed] = []
        self._kinds: dict[str, Callable[..., Any]] = {
            "entry": self.__getitem__,
            "item": self._item,
            "site": lambda: self._site,
        }

    def made(self, fresh: Iterable[Fresh], site: AmendedFolder | SiteKeys) -> list[Made]:
        """Return the files that are made of something else now than those of the site."""
        for article in fresh:
            self._fresh[article.at] = article.known
            self._texts.update([article.body] if article.body else [])
            if article.known.digest != self.stock.known(article.at).digest:
                self._changed.add(article.at)
        pages: list[Page] = [self._article(at) for at in sorted(self._showing())]
        feeds: list[Feed] = []
        for path in self._lists():
            one = self._list(path)
            (feeds if isinstance(one, Feed) else pages).append(one)  # type: ignore[arg-type]
        if len(pages) + len(feeds) > _PAGES:
            anew()
        self._alive += [*pages, *feeds]
        entries = tuple((entry, d) for entry, d in self._entries.values() if d is not None)
        maker = Maker(self.press, entries, Kept(), {})
        made = {one.path: one for one in (*maker.pages(tuple(pages)), *maker.feeds(feeds))}
        standing = {path: site.key(path) for path in made}
        if None in standing.values():
            anew()
        (home,) = (page for page in pages if isinstance(page, HomePage))
        mark = rows_mark(site.keys({path: one.key for path, one in made.items()}))
        marked = replace(home, build=mark)
        self._alive.append(marked)
        made |= {one.path: one for one in maker.pages((marked,))}
        return [one for path, one in made.items() if standing[path] != one.key]

    @property
    def all_pages(self) -> list[int | str]:
        """All pages: articles' by their place, lists by their path, each beside what it shows."""
        rows: list[tuple[int, bool, int | str]]
        rows = [(at, False, at) for at in range(len(self.stock.basis.names))]
        for path, is_feed, refs in self.stock.basis.lists:
            if not is_feed:
                rows.append((next(iter(_array(refs)), _NOWHERE), True, path))
        return [page for _, _, page in sorted(rows, key=lambda row: row[:2])]

    def page(self, which: int | str) -> Page:
        """Return a page, one of all."""
        page = self._article(which) if isinstance(which, int) else self._list(which)
        assert isinstance(page, Page)  # noqa: S101 - feeds are none of all pages
        return page

    def key(self, which: int | str, page: Page) -> bytes:
        """Return the key of the file of a page, or of one that shows the same articles."""
        entries = [self._entries[place] for place in self._shown_on(which)]
        known = [(entry, digest) for entry, digest in entries if digest is not None]
        return self.press.key(Fingerprints(known)(page))

    def matter(self, which: int | str) -> bytes | None:
        """Return the digest of what a page shows; None where it is not known before it is planned.

        The front page that stands bears the build's name.
        """
        amended = self._amended
        if which == HOME or (amended and not amended.isdisjoint(self._shown_on(which))):
            return None
        articles, lists = self.stock.basis.matters
        if isinstance(which, int):
            return articles[which * _MATTER : (which + 1) * _MATTER]
        return lists[self._at[which]]

    @cached_property
    def _amended(self) -> frozenset[int]:
        """The places of the articles that say something else than at the last whole build."""
        return frozenset(self.stock.places[name] for name in self.stock.changed)

    @cached_property
    def _at(self) -> dict[str, int]:
        return {path: at for at, (path, _, _) in enumerate(self.stock.basis.lists)}

    def _shown_on(self, which: int | str) -> Iterable[int]:
        if isinstance(which, str):
            return self._refs[which]
        ties = self._ties(which)
        beside = [place for place in (ties.newer, ties.older) if place is not None]
        return (which, *ties.related, *beside)

    def _lists(self) -> Iterator[str]:
        """Yield the paths of the lists that show something else now, and the home page's."""
        lists = self.stock.basis.lists
        starts = [*accumulate((len(refs) for _, _, refs in lists), initial=0)]
        refs = b"".join([refs for _, _, refs in lists])
        # Feeds show texts as well.
        found = _showing(refs, starts, self._changed)
        feeds = (
            _showing(refs, starts, self._fresh) if len(self._fresh) > len(self._changed) else found
        )
        for at, (path, is_feed, _) in enumerate(lists):
            if path == HOME or at in (feeds if is_feed else found):
                yield path

    def permalink(self, path: str) -> str | None:
        """Return the address of the page of a file under content/, if it has one."""
        at = self.stock.places.get(path)
        return None if at is None else self[at].permalink

    def __getitem__(self, at: int) -> Entry:
        """Return the entry at a place of the library as it is shown now."""
        if at not in self._entries:
            self._entries[at] = self._entry(at)
        return self._entries[at][0]

    def _piece(self, at: int) -> Known:
        if at not in self._known:
            self._known[at] = self._fresh.get(at) or self.stock.known(at)
        return self._known[at]

    def _entry(self, at: int) -> tuple[Entry, bytes | None]:
        """Return an entry, and its digest but where its topics are spelt as most articles do."""
        one = self._piece(at)
        entry = one.piece.entry
        if entry is None or any(figure.until for figure in entry.photos):
            anew()
        told = self.stock.otherwise(at)
        digest: bytes | None = one.digest
        if told.photos is not None:
            entry = replace(entry, photos=told.photos, photo=next(iter(told.photos), None))
            digest = shown_digest(one.digest, entry)
        if told.topics is not None:
            entry, digest = replace(entry, topics=told.topics), None
        return entry, digest

    def _body(self, at: int) -> Body:
        piece = self._piece(at).piece
        dress = self._dresses[piece.path] = self.stock.otherwise(at).dress
        return dress.body(piece.body) if dress else piece.body

    def _dress(self, html: str, path: str) -> str:
        dress = self._dresses.get(path)
        return dress.html(html) if dress else html

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

    @cached_property
    def _starts(self) -> list[int]:
        return [*accumulate(self._counts, initial=0)]

    @cached_property
    def _refs(self) -> dict[str, array[int]]:
        return {path: _array(refs) for path, _, refs in self.stock.basis.lists}

    def _ties(self, at: int) -> Ties:
        start, end = self._starts[at : at + 2]
        return Ties(
            newer=None if self._newer[at] < 0 else self._newer[at],
            older=None if self._older[at] < 0 else self._older[at],
            related=tuple(self._related[start:end]),
        )

    def _article(self, at: int) -> ArticlePage:
        body, ties = self._body(at), self._ties(at)
        return article_page(self, self[at], ties, body, self._permalinks, self._site)

    def _item(self, at: int) -> FeedItem:
        body = self._body(at)
        return FeedItem(self[at], body=body, links=links_of(body, self._permalinks))

    def _list(self, path: str) -> Page | Feed:
        """Return a list as it is now."""
        value: Page | Feed = raised(self.stock.tree(path), "briefgen", self._kinds)
        if isinstance(value, Page):
            return retitled(value)
        if path.startswith(EDITIONS):
            value = replace(value, items=self._issues)
        return value

    @property
    def _issues(self) -> tuple[FeedItem, ...]:
        from briefgen.render.feeds.editions import edition_items

        pages = (self._list(path) for path in self.stock.basis.issues)
        editions = tuple(page.edition for page in pages if isinstance(page, EditionPage))
        return edition_items(Library(editions=editions), self._site, self.stock.placing)


class SiteKeys:
    """The keys of the files that stand in a site, as an AmendedFolder gives them."""

    def __init__(self, keys: Mapping[str, bytes]) -> None:
        self._keys = keys

    def key(self, path: str) -> bytes | None:
        """Return the key of a file."""
        return self._keys.get(path)

    def keys(self, instead: Mapping[str, bytes]) -> list[tuple[bytes, bytes]]:
        """Return path and key of all files, sorted, with other keys for some."""
        rows = {**self._keys, **instead}.items()
        return sorted((path.encode("utf-8", "surrogatepass"), key) for path, key in rows)


class _Permalinks(dict[str, str]):
    """The addresses of the pages of files, each found when it is asked for."""

    def __init__(self, desk: Desk, files: Mapping[str, str]) -> None:
        super().__init__(files)
        self._desk = desk

    def __contains__(self, path: object) -> bool:
        return super().__contains__(path) or self._desk.permalink(str(path)) is not None

    def __missing__(self, path: str) -> str:
        found = self._desk.permalink(path)
        if found is None:
            raise KeyError(path)
        return found


def _showing(refs: bytes, starts: Sequence[int], articles: Iterable[int]) -> set[int]:
    """Return which of the lists whose articles stand in a row show one of these."""
    found = set()
    for article in articles:
        number = array("i", [article]).tobytes()
        at = refs.find(number)
        while at >= 0:
            if at % len(number) == 0:
                found.add(bisect_right(starts, at) - 1)
            at = refs.find(number, at + 1)
    return found


def _array(data: bytes) -> array[int]:
    return array("i", data)
