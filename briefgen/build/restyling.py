"""A view of what changed in themes alone in, the site with all its pages rendered in them out.

No article is read and no page planned: both stand as the last build kept them.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING

from briefgen.build.amends import AMENDS, THEME
from briefgen.build.making import HOME, rows_mark
from briefgen.build.reasons import MadeOf
from briefgen.build.remember import SITE, remember_amended, retold, tree
from briefgen.build.replanning import Desk, SiteKeys
from briefgen.build.standing import stands
from briefgen.build.stock import GIVEN_UP, Stock, anew
from briefgen.configfile import config_line
from briefgen.engine.garbage import seldom_collected
from briefgen.engine.ledger import Rows, rows_sum, write_rows
from briefgen.engine.output import Keyed, SiteFolder
from briefgen.engine.record import encoded
from briefgen.engine.sight import rows_sight
from briefgen.engine.step import Stages
from briefgen.engine.sums import content_sum
from briefgen.engine.work import Work
from briefgen.errors import BriefgenError
from briefgen.model.page import ArticlePage
from briefgen.render.theme import load_theme, shipped_themes
from briefgen.values import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefgen.build.look import View
    from briefgen.build.order import Order, Result
    from briefgen.engine.delivery import Content
    from briefgen.engine.scribe import Scribe, Staged
    from briefgen.model.page import Page
    from briefgen.model.theme import Theme

__all__ = ["restyled"]


def restyled(
    order: Order, view: View, since: int, watch: Callable[[str, int, int], None] | None
) -> Result | None:
    """Render all pages in a theme whose files changed; None asks for a whole build.

    `since` is when reading began, in ns by the disk's clock; `watch` as of `front.build_site`.
    """
    changed = [view.inputs[at] for at in view.changed]
    if not _themes_alone(order, view, changed):
        return None
    # Summed before they are read: what is changed meanwhile has another sum at the next look.
    sums = {os.fsdecode(path): content_sum(path) for path in changed}
    try:
        stock = Stock(order, view)
        theme = _theme(order, stock)
        stock.load()
        store = order.kept / "cache"
        with (
            seldom_collected(),
            Work(store, jobs=order.jobs, stamp=stock.basis.stamp, watch=watch) as work,
        ):
            restyling = _Restyling(order, view, work, Desk(order, stock, work, theme))
            return restyling.shown(since, sums)
    except GIVEN_UP:
        return None


class _Restyling:
    def __init__(self, order: Order, view: View, work: Work, desk: Desk) -> None:
        self._order = order
        self._view = view
        self._work = work
        self._desk = desk

    def shown(self, since: int, sums: Mapping[str, bytes]) -> Result | None:
        """Render the pages and swap them in."""
        order, work = self._order, self._work
        work.stage("render and write")
        pages = [page for page in self._desk.all_pages if page != HOME]
        with SiteFolder(order.site, state=order.kept, seen=self._view.sight) as folder:
            if not stands(order, self._view, folder) or not self._view.standing:
                return None
            written: dict[str, bytes] = {}
            outputs = partial(self._outputs, pages, folder.standing, written)
            synced = folder.sync(outputs, instead=written)
            work.stage("remember")
            more = {SITE: folder.sum.hex(), AMENDS: self._keep_theme()}
            sight = rows_sight([folder.numbers[path] for path in self._view.paths])
            remember_amended(order, self._view.made_of(sums), since, more, sight)
            folder.stand_by()
        return replace(retold(order, self._view, synced.written), timings=work.timings)

    def _outputs(
        self,
        pages: list[int | str],
        standing: Mapping[str, bytes],
        keys: dict[str, bytes],
        scribe: Scribe,
    ) -> Iterator[tuple[str, Content]]:
        """Yield the pages' files and note their keys.

        The front page comes last: it names the build by the keys of all.
        """
        scribe.ready()
        calls = [
            Stages(partial(self._planned, page), self._filled, self._printed, partial(_put, scribe))
            for page in pages
        ]
        for made in self._work.made(calls, "render"):
            if isinstance(made, BriefgenError):  # told by a whole build, with all others
                anew()
            path, key, content = made
            keys[path] = key
            yield path, Keyed(key, content)
        home, keys[HOME] = self._desk.page(HOME)
        mark = rows_mark(SiteKeys(standing).keys(keys))
        marked = replace(home, build=mark)
        press = self._desk.press
        yield HOME, Keyed(self._desk.key(HOME, marked), press.page(marked))

    def _planned(self, page: int | str) -> tuple[bytes, Page]:
        shown, key = self._desk.page(page)
        if isinstance(shown, ArticlePage):
            self._desk.press.bodies.expect(shown.body)
        return key, shown

    def _filled(self, planned: tuple[bytes, Page]) -> tuple[bytes, Page]:
        return planned[0], self._desk.press.filled(planned[1])

    def _printed(self, filled: tuple[bytes, Page]) -> tuple[str, bytes, bytes]:
        key, page = filled
        return page.path, key, self._desk.press.printed(page)

    def _keep_theme(self) -> str:
        """Keep the theme for the next build; return the sum of all that is kept."""
        press, store = self._desk.press, self._order.kept / "cache"
        MadeOf.now(press.stamp, press.theme.digest, press.site).keep(store / "made-of")
        rows = Rows(store / AMENDS).all()
        write_rows(store / AMENDS, b"", {**rows, THEME: encoded(press.theme) or anew()})
        return rows_sum(store / AMENDS).hex()


def _put(scribe: Scribe, printed: tuple[str, bytes, bytes]) -> tuple[str, bytes, Staged | bytes]:
    path, key, data = printed
    return path, key, scribe(path, data)


def _themes_alone(order: Order, view: View, changed: list[bytes]) -> bool:
    """Whether nothing but files of themes changed, and none came or went."""
    for root in (order.root / "themes", shipped_themes()):
        folder, inside = os.fsencode(root), os.fsencode(f"{root}{os.sep}")
        within = [path for path in changed if path == folder or path.startswith(inside)]
        if within:
            known = {path for path in view.inputs if path == folder or path.startswith(inside)}
            return len(within) == len(changed) and known == {*map(os.fsencode, tree(root))}
    return False


def _theme(order: Order, stock: Stock) -> Theme:
    """Load the site's theme; anew() where more than pages shows what changed in it."""
    config, before = stock.placing.config, stock.theme
    line_of = partial(config_line, order.root / "briefgen.yml")
    theme = load_theme(config.theme, order.root, settings=config.settings, line_of=line_of)
    if theme.assets != before.assets or theme.words != before.words:
        anew()
    return theme
