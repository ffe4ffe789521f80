"""An order in, the site out: nothing is loaded that is not needed to see that it stands."""

from __future__ import annotations

from briefgen.build.look import look

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.build.look import View
    from briefgen.build.memory import Memory
    from briefgen.build.order import Order, Rendered, Result
    from briefgen.engine.workers import Workers

__all__ = ["build_site", "render_site"]


def build_site(
    order: Order,
    watch: Callable[[str, int, int], None] | None = None,
    view: View | None = None,
) -> Result:
    """Build the site and swap it in; a mistake in a theme, or any in a strict build, swaps nothing.

    Where nothing changed since the last build, its report is returned again.
    ConfigError for a mistake in briefgen.yml or the theme's settings: nothing can be built then.
    `watch` is told a step's name, how many of its inputs are done, and of how many. `view` is what
    a look just showed, where the caller took one.
    """
    view = view or look(order)
    if view is not None and (result := _unchanged(order, view)):
        return result
    from briefgen.engine.workers import Workers

    store = order.kept / "cache" / "work.sqlite"
    with Workers(order.jobs, store=store, watch=watch) as workers:
        from briefgen.build.site import built

        return built(order, workers)


def _unchanged(order: Order, view: View) -> Result | None:
    """Return the last report where nothing changed since, though files may have been touched."""
    if not view.standing:
        return None
    from briefgen.build.remember import remember_touched, retold

    if view.changed:
        from briefgen.build.sift import sifted
        from briefgen.engine.stat_index import disk_time

        since = disk_time(order.kept / "cache/told")  # before any file is read
        view = sifted(order, view)
        if view.changed:
            return None
        remember_touched(order, view, since)
    return retold(order, view)


def render_site(
    order: Order,
    workers: Workers,
    memory: Memory | None = None,
    *,
    index_anew: bool = False,
    marked: bool = True,
) -> Rendered:
    """Say what every file of the site is, with all that was wrong on the way; nothing is written.

    Pages are rendered when their file is made. What `memory` holds of the last build is used again.
    A search index that is not kept is made only with `index_anew`. `marked` has the front page name
    the build, so that a publish can tell which one is live, and assets bear a fingerprint in their
    names: a preview, which has no caches to outwit, does without, and a style is one changed file.
    """
    from briefgen.build.site import rendered

    return rendered(order, workers, memory, index_anew=index_anew, marked=marked)
