"""Look a built site over before it is published: folder → Survey with its problems."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from briefgen.publish.failures import Problem
from briefgen.publish.secrets import secret_in_bytes, secret_in_name
from briefgen.publish.site import SiteFile, build_id, mark_in, walk
from briefgen.values import dataclass

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence
    from pathlib import Path

__all__ = ["Limits", "Survey", "look_over"]

_MB = 1_000_000
_MIB = 1 << 20
_CHUNK = 1 << 20
_OVERLAP = 4096
_PREVIEW = "preview"
# What the preview server puts into each page it shows, so a copy saved from it is known again.
_SERVED = (b'<meta name="briefgen" content="preview">', b'<script src="/_briefgen/client.js"')

# Compressed bytes hold no token a reader could use, and are most of a site's weight.
_OPAQUE = frozenset(
    [
        "avif",
        "gif",
        "gz",
        "jpeg",
        "jpg",
        "mp3",
        "mp4",
        "ogg",
        "png",
        "webm",
        "webp",
        "woff",
        "woff2",
        "zip",
    ]
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What GitHub Pages takes, in bytes; `near` is the share of the site's limit that warns."""

    file: int = 100 * _MIB
    large_file: int = 50 * _MIB
    site: int = 1000 * _MB
    near: float = 0.8


@dataclass(frozen=True, slots=True)
class Survey:
    """What was found: number of files, their bytes together, the build's id, the problems."""

    files: int
    size: int
    build: str
    problems: tuple[Problem, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing stops the site from being published."""
        return not any(problem.stops for problem in self.problems)


def look_over(
    folder: Path, *, limits: Limits | None = None, allowed: Collection[str] = ()
) -> Survey:
    """Return what speaks against publishing `folder`; paths in `allowed` may look like secrets."""
    bounds = limits or Limits()
    files = list(walk(folder)) if folder.is_dir() else []
    build = build_id(folder)
    size = sum(file.size for file in files)
    problems = [*_empty(files, folder), *_weights(files, size, bounds), *_twins(files)]
    previews = 0
    for file in files:
        problems += _named(file, allowed)
        if file.kind == "file" and not _opaque(file):
            secret, preview = _read(f"{folder}/{file.path}")
            previews += preview
            if secret and file.path not in allowed:
                problems.append(_leak(file, f"this file holds {secret}"))
    problems += _previews(previews)
    return Survey(len(files), size, build, tuple(problems))


def _empty(files: Sequence[SiteFile], folder: Path) -> Iterator[Problem]:
    if not files:
        yield Problem("empty", f"there is nothing in {folder}", hint="build the site first")
    elif not any(file.path == "index.html" for file in files):
        yield Problem(
            "no-index", "the site has no start page, index.html at the top",
            hint="build the site again, and look at what the build tells",
        )  # fmt: skip


def _weights(files: Sequence[SiteFile], size: int, limits: Limits) -> Iterator[Problem]:
    for file in files:
        if file.size > limits.file:
            yield Problem(
                "large-file", f"{_told(file.size)} is more than GitHub takes, {_told(limits.file)}",
                file.path, "make it smaller, or put it on a file host and link to it",
            )  # fmt: skip
        elif file.size > limits.large_file:
            yield Problem("large-file", f"{_told(file.size)} is large for a page's file",
                          file.path, stops=False)  # fmt: skip
    share = f"the site weighs {_told(size)}; GitHub Pages serves {_told(limits.site)} at most"
    if size > limits.site:
        yield Problem("large-site", share, hint="smaller images; or another host, with --to DIR")
    elif size > limits.near * limits.site:
        yield Problem("large-site", share, hint="smaller images help most", stops=False)


def _twins(files: Sequence[SiteFile]) -> Iterator[Problem]:
    """Name paths that are one file on a Mac's or a Windows disk, folders included."""
    known: dict[str, str] = {}
    for path in dict.fromkeys(path for file in files for path in _with_folders(file.path)):
        first = known.setdefault(_folded(path), path)
        # Below twin folders every path is a twin; the folders are told once.
        if first != path and known.get(_folded(parent := path.rpartition("/")[0])) in {
            parent,
            None,
        }:
            yield Problem(
                "case-twins", f"differs from {first} only in upper and lower case or accents",
                path, "give one of the two another slug",
            )  # fmt: skip


def _with_folders(path: str) -> Iterator[str]:
    end = path.find("/")
    while end >= 0:
        yield path[:end]
        end = path.find("/", end + 1)
    yield path


def _named(file: SiteFile, allowed: Collection[str]) -> Iterator[Problem]:
    if file.kind != "file":
        yield Problem(file.kind, f"a {file.kind} can't be published", file.path,
                      "put the file itself there")  # fmt: skip
    if not file.path.isprintable():
        yield Problem("bad-name", "the name holds a character that can't stand in an address",
                      ascii(file.path)[1:-1], "rename it")  # fmt: skip
    secret = secret_in_name(file.path)
    if secret and file.path not in allowed:
        yield _leak(file, f"this looks like {secret}")


def _previews(count: int) -> Iterator[Problem]:
    if count:
        yield Problem(
            "preview",
            f"{count} page{'s' if count > 1 else ''} came from a preview build, which shows drafts",
            hint="build without --drafts, or let publish build the site itself",
        )


def _leak(file: SiteFile, message: str) -> Problem:
    return Problem("secret", message, file.path,
                   "take it out of the site's files; if it was ever public, revoke it")  # fmt: skip


def _read(path: str) -> tuple[str, bool]:
    """Return the secret a file holds, and whether it is a page of a preview; a piece at a time."""
    secret, preview, tail = "", False, b""
    page = path.endswith((".html", ".htm"))
    with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - twice as fast on many small files
        while chunk := file.read(_CHUNK):
            piece = tail + chunk
            secret = secret or secret_in_bytes(piece)
            preview = preview or (page and _is_preview(piece))
            tail = piece[-_OVERLAP:]
    return secret, preview


def _is_preview(piece: bytes) -> bool:
    return mark_in(piece).startswith(_PREVIEW) or any(mark in piece for mark in _SERVED)


def _opaque(file: SiteFile) -> bool:
    return file.path.rpartition(".")[2].lower() in _OPAQUE


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _told(size: int) -> str:
    return f"{size / _MB:.1f} MB"
