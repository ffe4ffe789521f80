"""A view of what changed in themes alone in, the site with its pages made anew in them out.

No article is read and no page planned: both stand as the last build kept them. Of a page only the
parts are rendered that what changed has a say in, where its parts are known.
"""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from briefgen.build.amends import AMENDS, THEME
from briefgen.build.making import HOME, Press, rows_mark
from briefgen.build.reasons import MadeOf
from briefgen.build.remember import SITE, remember_amended, retold, tree
from briefgen.build.replanning import Desk, SiteKeys
from briefgen.build.sheets import PARTS, Printed, SheetBook, Sheets, read_sheets
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
from briefgen.render.parts import Asks
from briefgen.render.plan import ARTICLE
from briefgen.render.sheet import Sheet
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
    from briefgen.render.mended import Mended

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


class _Job(NamedTuple):
    """A page to be made, of its file before where its parts are known.

    `key` is that of its file to be, b"" where it is not known before the page is planned.
    """

    which: int | str
    key: bytes
    printed: Printed | None
    mended: Mended | None


class _Begun(NamedTuple):
    job: _Job
    key: bytes
    page: Page


class _Restyling:
    def __init__(self, order: Order, view: View, work: Work, desk: Desk) -> None:
        self._order = order
        self._view = view
        self._work = work
        self._desk = desk
        self._book = SheetBook()
        self._site = f"{order.site}{os.sep}"

    def shown(self, since: int, sums: Mapping[str, bytes]) -> Result | None:
        """Render the pages and swap them in."""
        order, work = self._order, self._work
        work.stage("render and write")
        with SiteFolder(order.site, state=order.kept, seen=self._view.sight) as folder:
            if not stands(order, self._view, folder) or not self._view.standing:
                return None
            before = _Before(order, self._desk, folder.standing)
            written: dict[str, bytes] = {}
            synced = folder.sync(partial(self._outputs, before, written), instead=written)
            work.stage("remember")
            self._book.keep(order.kept / "cache" / PARTS, before.signs)
            more = {SITE: folder.sum.hex(), AMENDS: self._keep_theme()}
            sight = rows_sight([folder.numbers[path] for path in self._view.paths])
            remember_amended(order, self._view.made_of(sums), since, more, sight)
            folder.stand_by()
        return replace(retold(order, self._view, synced.written), timings=work.timings)

    def _outputs(
        self, before: _Before, keys: dict[str, bytes], scribe: Scribe
    ) -> Iterator[tuple[str, Content]]:
        """Yield the pages' files and note their keys.

        The front page comes last: it names the build by the keys of all.
        """
        scribe.ready()
        press, jobs = self._desk.press, []
        for job in map(before.job, self._desk.all_pages):
            if job.which == HOME:
                continue
            if job.printed is None or job.mended is None or not job.mended.is_same:
                jobs.append(job)
                continue
            path = job.printed.path
            keys[path] = job.key
            self._book.add(job.key, job.printed)
            yield path, Keyed(job.key, scribe.standing(path) or anew())
        whole = sum(isinstance(job.which, int) for job in jobs if job.mended is None)
        press.expect({ARTICLE: whole})
        calls = [
            Stages(partial(self._planned, job), self._filled, self._printed, partial(_put, scribe))
            for job in jobs
        ]
        for made in self._work.made(calls, "render"):
            if isinstance(made, BriefgenError):  # told by a whole build, with all others
                anew()
            key, content, printed = made
            keys[printed.path] = key
            self._book.add(key, printed)
            yield printed.path, Keyed(key, content)
        home = self._desk.page(HOME)
        keys[HOME] = self._desk.key(HOME, home)
        mark = rows_mark(SiteKeys(before.keys).keys(keys))
        marked = replace(home, build=mark)
        yield HOME, Keyed(self._desk.key(HOME, marked), press.page(marked))

    def _planned(self, job: _Job) -> _Begun:
        page = self._desk.page(job.which)
        if isinstance(page, ArticlePage) and (job.mended is None or job.mended.asks is Asks.TEXT):
            self._desk.press.bodies.expect(page.body)
        return _Begun(job, job.key or self._desk.key(job.which, page), page)

    def _filled(self, begun: _Begun) -> _Begun:
        if begun.job.mended is None or begun.job.mended.asks is Asks.TEXT:
            return begun._replace(page=self._desk.press.filled(begun.page))
        return begun

    def _printed(self, begun: _Begun) -> tuple[bytes, Sheet, str, str]:
        return begun.key, self._sheet(begun), begun.page.path, begun.page.template

    def _sheet(self, begun: _Begun) -> Sheet:
        press, (_, _, printed, mended) = self._desk.press, begun.job
        if printed is None or mended is None:
            return press.sheet(begun.page)
        try:
            with open(self._site + printed.path, "rb", buffering=0) as file:  # noqa: PTH123 - ten thousand of them
                before = Sheet(file.read(), printed.lengths)
            return press.mended_sheet(mended, before, begun.page)
        except (OSError, ValueError):
            return press.sheet(press.filled(begun.page))

    def _keep_theme(self) -> str:
        """Keep the theme for the next build; return the sum of all that is kept."""
        press, store = self._desk.press, self._order.kept / "cache"
        MadeOf.now(press.stamp, press.theme.digest, press.site).keep(store / "made-of")
        rows = Rows(store / AMENDS).all()
        write_rows(store / AMENDS, b"", {**rows, THEME: encoded(press.theme) or anew()})
        return rows_sum(store / AMENDS).hex()


class _Before:
    """What is known of the pages as they stand: `keys` are those of their files."""

    def __init__(self, order: Order, desk: Desk, keys: Mapping[str, bytes]) -> None:
        self.keys = keys
        self._desk = desk
        press, theme = desk.press, desk.stock.theme
        self._press = Press(press.stamp, theme, press.site, press.placing, press.bodies)
        self._sheets = Sheets()
        # What else of a theme has a say in what templates show.
        if (theme.settings, theme.layers) == (press.theme.settings, press.theme.layers):
            self._sheets = read_sheets(order.kept / "cache" / PARTS)
        self._mended: dict[str, Mended | None] = {}

    def job(self, which: int | str) -> _Job:
        """Return what is to be done for a page."""
        matter = self._desk.matter(which)
        if matter is None:
            return _Job(which, b"", None, None)
        old, new = self._press.key(matter), self._desk.press.key(matter)
        printed = self._sheets.files.get(old)
        if printed is None or self.keys.get(printed.path) != old:
            return _Job(which, new, None, None)
        name = printed.template
        if name not in self._mended:
            signs = self._sheets.signs.get(name, ())
            self._mended[name] = self._desk.press.mended(name, signs)
        mended = self._mended[name]
        return _Job(which, new, printed if mended else None, mended)

    def signs(self, template: str) -> tuple[bytes, ...]:
        """Return the signs of the parts of a template's pages, as they are made now."""
        mended = self._mended.get(template)
        return mended.signs if mended else self._desk.press.signs(template)


def _put(
    scribe: Scribe, made: tuple[bytes, Sheet, str, str]
) -> tuple[bytes, Staged | bytes, Printed]:
    key, sheet, path, template = made
    return key, scribe(path, sheet.data), Printed(path, template, sheet.lengths)


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
