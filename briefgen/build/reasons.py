"""What the last build was made of and what this one is; why a file had to be written out."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict
from typing import TYPE_CHECKING

from briefgen.build.making import HOME
from briefgen.build.sequence import entries_of, shown_by
from briefgen.engine.fingerprint import fingerprint
from briefgen.model.page import Feed, Site
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from briefgen.build.order import Made

__all__ = ["MadeOf", "last_made_of", "reasons"]

_NAMED = 3


@dataclass(frozen=True, slots=True)
class MadeOf:
    """What many files depend on, as digests: our code, the theme, what pages show of the site."""

    code: str = ""
    theme: str = ""
    site: str = ""

    @staticmethod
    def now(code: str, theme: str, site: Site) -> MadeOf:
        """Return what a build is made of; `code` and `theme` are digests already."""
        return MadeOf(code, theme, fingerprint(site).hex())

    def keep(self, place: Path) -> None:
        """Write it down for the next build."""
        # Another process may see half of it: that costs a reason, no file of the site.
        with suppress(OSError):
            place.write_text(json.dumps(asdict(self)), "utf-8")


def last_made_of(place: Path) -> MadeOf:
    """Return what the last build was made of; nothing is known of it where there was none."""
    with suppress(OSError, ValueError, TypeError):
        return MadeOf(**json.loads(place.read_text("utf-8")))
    return MadeOf()


def reasons(
    written: Iterable[str],
    outputs: Iterable[Made],
    standing: Mapping[str, bytes],
    edited: frozenset[str],
    builds: tuple[MadeOf, MadeOf],
) -> tuple[tuple[str, str], ...]:
    """Return each written file with the reason.

    `standing` are the files that stood as they were left, `edited` the articles that were written,
    changed or deleted, `builds` what the last build and this one were made of.
    """
    made = {one.path: one for one in outputs}
    return tuple(
        (path, _reason(made.get(path), path in standing, edited, *builds)) for path in written
    )


def _reason(
    made: Made | None, stood: bool, edited: frozenset[str], last: MadeOf, now: MadeOf
) -> str:
    if not stood:
        return "it was not there, or not as it was left"
    shown = shown_by(made)
    if last.code != now.code:
        return "briefgen, Python or a library is another"
    if last.site != now.site and shown is not None:
        return "the site's settings or topics changed"
    if last.theme != now.theme and not isinstance(shown, Feed):
        return "the theme changed"
    entries = dict.fromkeys(entry.path for entry in entries_of(shown))
    named = [f"content/{path}" for path in entries if path in edited]
    if named:
        more = f" and {len(named) - _NAMED} more" if len(named) > _NAMED else ""
        return f"it shows {', '.join(named[:_NAMED])}{more}"
    if made is not None and made.path == HOME:
        return "it names the build, and another file is new"
    return "what it lists changed"
