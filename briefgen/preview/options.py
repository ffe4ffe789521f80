"""What the person at the command line chose for the preview."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import unquote

from briefgen.values import dataclass

__all__ = ["ServeOptions"]


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """The choices of `briefgen serve`.

    `port` None means 8321 or the next free one. `root` is the site's folder: a path in an error or
    a notice starts with it or is one within it. Pictures may be read from below it and from
    `roots`. `site_url` is where the site will stand once it is published, "" where that is not
    known. `editor_link` is filled with `path` and `line`; "" shows no links.
    """

    host: str = "127.0.0.1"
    port: int | None = None
    base_path: str = "/"
    site_url: str = ""
    open_browser: bool = False
    allow_hosts: tuple[str, ...] = ()
    follow: bool = False
    editor_link: str = "vscode://file/{path}:{line}"
    poll: bool = False
    root: Path = Path()
    roots: tuple[Path, ...] = ()

    @property
    def base(self) -> str:
        """Return the base path, unquoted, with one slash at both ends."""
        inner = unquote(self.base_path).strip("/")
        return f"/{inner}/" if inner else "/"

    def within(self, path: str | Path) -> Path:
        """Return a path as it is known within the site's folder; one from elsewhere as it is."""
        named = Path(path)
        for start in (self.root, Path(os.path.abspath(self.root))):  # noqa: PTH100 — links stay links
            if named.is_relative_to(start):
                return named.relative_to(start)
        return named
