"""What a build hands to the preview: outputs by path, mistakes, notices, facts about pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from briefgen.errors import BriefgenError, Notice
from briefgen.values import dataclass, field

__all__ = ["Build", "Built", "PageFact", "Served"]

Served = bytes | Path | Callable[[], bytes]
"""One file of the site: its bytes, a file to read them from, or a call that renders them.

A value that is the same object as in the last build, or equal to it, is an unchanged file. A call
is made when its page is looked at; it may raise a `BriefgenError`. The build and these calls are
never run at the same time.
"""


@dataclass(frozen=True, slots=True)
class PageFact:
    """A page of the site, shown or held back.

    `url` is the full path with the base (`/repo/topics/rail/`), "" when the page has none yet;
    `source` is spelt as errors and notices spell it; `held` says why it isn't published ("draft",
    "from 1 May"), "" when it is; `parent` is where a reader goes when the page is no more.
    """

    url: str
    title: str
    source: str = ""
    held: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Built:
    """The result of one build; `outputs` is keyed by path in the site, "topics/rail/index.html".

    With errors, outputs may be partial: files that are missing keep their last good state, and when
    there are no outputs at all, so do notices and pages.
    `context` gives a page's template context as JSON text, by output path. `left` tells, whenever
    asked, how many seconds remain until something changes by itself; then it is built again.
    """

    outputs: Mapping[str, Served]
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()
    pages: tuple[PageFact, ...] = ()
    context: Callable[[str], str] | None = field(default=None, compare=False)
    left: Callable[[], float] | None = field(default=None, compare=False)


Build = Callable[[frozenset[Path]], Built]
"""Changed paths → result; the first call gets the empty set and builds everything.

It comes again when no seconds are `left`: no file changed, but a moment has come.
A folder among the paths means that anything below it may have changed.
"""
