"""A title in, the last part of an address out: safe in an address and as a file's name anywhere."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b
from urllib.parse import unquote

__all__ = ["SLUG_BYTES", "old_permalink", "path_slug", "slug_fault", "slugify"]

SLUG_BYTES = 200
"""The longest slug in UTF-8: file systems take 255 bytes with the ending."""

_RESERVED = frozenset(
    {"con", "prn", "aux", "nul", "conin$", "conout$"}
    | {f"{port}{n}" for port in ("com", "lpt") for n in "0123456789¹²³"}
)
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ＇](?=\w)")
_DATE = re.compile(r"\d{4}-\d\d-\d\d-(?=.)", re.ASCII)
_UNWRITTEN = re.compile(r"[\x00-\x1f\x7f-\x9f\\:\u2028\u2029\ud800-\udfff]")
_UNSAFE = re.compile(r'[\x00-\x20\x7f-\x9f/\\:*?"<>|#%\[\]{}^`\u00a0\u2028\u2029\ud800-\udfff]')


@lru_cache(maxsize=4096)  # each article asks for its site's topics
def slugify(title: str, max_length: int = 80, *, stem: str = "article") -> str:
    """Return a title as a slug: letters and digits of any script, joined by hyphens, never empty.

    A title without letters, or one that Windows reserves, gets `stem` and a digest of the title.
    """
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", title).casefold())
    words = "".join(c if _is_kept(c) else " " for c in _APOSTROPHES.sub("", text)).split()
    slug = _cut("-".join(words), max_length)
    if slug and slug not in _RESERVED:
        return slug
    digest = blake2b(title.encode("utf-8", "surrogatepass"), digest_size=3).hexdigest()
    return f"{stem}-{digest}"


def slug_fault(slug: str) -> str | None:
    """Return what keeps `slug` from being used as it is, or None when nothing does."""
    if not slug:
        return "is empty"
    if found := _UNSAFE.search(slug):
        return f"holds {found[0]!r}"
    if slug.startswith((".", "-", "~")) or slug.endswith((".", "-")):
        return "begins or ends with a dot, a hyphen or a tilde"
    if slug.partition(".")[0].casefold() in _RESERVED:
        return "is a name that Windows keeps for itself"
    if len(slug.encode()) > SLUG_BYTES:
        return f"is longer than {SLUG_BYTES} bytes"
    return None


def path_slug(path: str) -> str:
    """Return the slug that a file's name gives: "articles/2024/2024-09-14-a-b.md" -> "a-b"."""
    name = path.rpartition("/")[2]
    name = name[:-3] if name.lower().endswith(".md") else name
    name = unicodedata.normalize("NFC", _DATE.sub("", name))
    return slugify(name) if slug_fault(name) else name


def old_permalink(alias: str) -> str:
    """Return an old address within the site as the permalink that servers look up.

    They leave out what follows ? or #, and undo percent-encoding (RFC 3986, 2.1); ValueError tells
    why an address is none of the site's, or why no server would show it.
    """
    path = alias.strip().partition("#")[0].partition("?")[0]
    permalink = unquote(path, errors="surrogateescape").lstrip("/")
    names = permalink.removesuffix("/").split("/")
    if path.startswith("//") or not permalink or {"", ".", ".."} & set(names):
        raise ValueError("is no address within the site")
    for name in names:
        if found := _UNWRITTEN.search(name):
            raise ValueError(f"is no address within the site: it holds {found[0]!r}")
        if name.startswith(".") or permalink.casefold() == "cname":
            raise ValueError(f"can't be an address: web hosts keep {name!r} to themselves")
        if name.endswith((".", " ")) or name.partition(".")[0].casefold() in _RESERVED:
            raise ValueError(f"can't be an address: Windows has no file named {name!r}")
        if len(name.encode()) > SLUG_BYTES:
            raise ValueError(f"can't be an address: a part is longer than {SLUG_BYTES} bytes")
    return permalink


def _is_kept(character: str) -> bool:
    # Marks (M*) belong to letters of Arabic, Hindi or Thai; joiners would break a word in two.
    return unicodedata.category(character)[0] in "LNM" or character in "\u200c\u200d"


def _cut(slug: str, max_length: int) -> str:
    """Shorten a slug at a hyphen where one is near, and to the bytes a file's name can have."""
    short = slug[:max_length]
    if len(slug) > max_length and slug[max_length] != "-" and "-" in short[max_length // 2 :]:
        short = short.rpartition("-")[0]
    return short.encode()[:SLUG_BYTES].decode("utf-8", "ignore").strip("-\u200c\u200d")
