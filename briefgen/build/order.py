"""What is to be built, and what came of it, as frozen values."""

# ruff: noqa: TC004 - dataclasses need no types to run, and a build without work none of their modules
from __future__ import annotations

from briefgen.values import dataclass, field

TYPE_CHECKING = False
if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from briefgen.engine.synced import Synced
    from briefgen.engine.timings import Timings
    from briefgen.errors import BriefgenError, Notice
    from briefgen.model.library import Held
    from briefgen.model.page import Page

__all__ = ["Made", "Order", "Rendered", "Result"]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be built: a site's folder, as of `now` (aware), with the choices of the caller.

    `output` stands for root/site, `state` for root/.briefgen, `base_url` for the config's `url:`;
    `jobs` are cores (0: all), `fresh` forgets what earlier builds kept, `explain` asks why each
    file was written, `credited_only` leaves out photos without a credit.
    """

    root: Path
    now: dt.datetime
    output: Path | None = None
    base_url: str | None = None
    jobs: int = 1
    strict: bool = False
    drafts: bool = False
    future: bool = False
    fresh: bool = False
    explain: bool = False
    credited_only: bool = False
    state: Path | None = None

    @property
    def kept(self) -> Path:
        """The folder of what is kept between builds."""
        return self.state or self.root / ".briefgen"

    @property
    def site(self) -> Path:
        """The folder of the finished site."""
        return self.output or self.root / "site"

    @property
    def content(self) -> Path:
        """The folder of the articles."""
        return self.root / "content"


@dataclass(frozen=True, slots=True)
class Made:
    """One file of the site: equal keys stand for equal bytes, so it is made only where needed.

    `content` is the file to copy, or gives the bytes; that may raise a ThemeError.
    """

    path: str
    key: bytes
    content: Path | Callable[[], bytes] = field(compare=False, repr=False)

    def __call__(self) -> bytes:
        """The file's bytes, made now."""
        return self.content() if callable(self.content) else self.content.read_bytes()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A whole site, ready to be written or served: every file by its path within the site.

    Until `due` nothing changes by itself: no article appears, no photo's use ends. `looked` are
    the files and folders under content/ that were looked at. `sources` are the files there of
    topics and editions, by the permalinks of their pages.
    """

    outputs: tuple[Made, ...]
    pages: tuple[Page, ...] = ()
    held: tuple[Held, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()
    due: dt.datetime | None = None
    looked: tuple[str, ...] = ()
    sources: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Result:
    """What a build did. `synced` is None when nothing was written; then the last site stands.

    `timings` is None where nothing had to be done. `reasons` say why each file was written, where
    that was asked.
    """

    synced: Synced | None
    counts: tuple[tuple[str, int], ...] = ()
    held: tuple[Held, ...] = ()
    errors: tuple[BriefgenError, ...] = ()
    notices: tuple[Notice, ...] = ()
    strict: bool = False
    timings: Timings | None = None
    reasons: tuple[tuple[str, str], ...] = ()

    @property
    def failed(self) -> bool:
        """Whether the exit code is 1: a mistake, or with `strict` a warning."""
        warned = any(notice.level == "warning" for notice in self.notices)
        return bool(self.errors) or (self.strict and warned)
