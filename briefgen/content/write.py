"""An article in, its file's text and path out; a person's file in, some keys changed, out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefgen.content.frontmatter import front_matter, without_margins
from briefgen.content.read import ARTICLE_KEYS
from briefgen.content.yamltext import Value, lines_of, one_line, written
from briefgen.errors import ContentError
from briefgen.model.article import Photo
from briefgen.model.slug import slugify

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Mapping

    from briefgen.model.article import Article

__all__ = ["article_path", "article_text", "front_values", "with_changes"]

_ROW = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_QUOTED = re.compile(r"""\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|\[[^\]#]*\])""")


def article_text(article: Article) -> str:
    """Return the text of an article's file: `read_article` gives the same article back."""
    lines = [line for key, value in front_values(article) for line in lines_of(key, value)]
    # A character that is dropped may have hidden an end that reading strips.
    body = without_margins(written(article.body))
    return "\n".join(("---", *lines, "---", f"\n{body}\n" if body else ""))


def article_path(article: Article, zone: dt.tzinfo) -> str:
    """Return where an article is filed, relative to content/: by its day in the site's zone."""
    slug = article.slug or slugify(article.title)
    if article.date is None:
        return f"articles/undated/{slug}.md"
    day = article.date.placed(zone).date()
    return f"articles/{day.year:04}/{day.isoformat()}-{slug}.md"


def with_changes(text: str, changes: Mapping[str, Value | None], *, path: str = "") -> str:
    """Return a file's text with some front matter keys set, or taken out where None is given.

    Every other line, its comments and line ends stay as they are. Raises ContentError where the
    file has no front matter whose keys stand on lines of their own.
    """
    before = front_matter(text.encode("utf-8", "surrogatepass"), path)
    rows: list[str] = _ROW.findall(text)
    for key, value in changes.items():
        lines = front_matter("".join(rows).encode(), path).lines
        rows = _changed(rows, lines, key, value, path)
    after = front_matter("".join(rows).encode(), path)
    same = {key: value for key, value in after.values.items() if key not in changes}
    if same != {key: value for key, value in before.values.items() if key not in changes}:
        raise _not_by_lines(path, next(iter(changes)))
    return "".join(rows)


def _changed(
    rows: list[str], lines: Mapping[str, int], key: str, value: Value | None, path: str
) -> list[str]:
    """Return the rows of a file with one key's rows replaced, taken out or put in."""
    fence = next(number for number, row in enumerate(rows) if row.strip("\ufeff \t\r\n"))
    ending = "".join(c for c in rows[fence] if c in "\r\n")
    for known, number in lines.items():
        if not re.match(rf"[ ]*[\"']?{re.escape(known)}[\"']?[ \t]*:", rows[number - 1]):
            raise _not_by_lines(path, known)
    written = [] if value is None else lines_of(key, value)
    if key in lines:
        start, end = _extent(rows, lines, lines[key] - 1)
        if len(written) == 1 == end - start:
            written[0] += _comment(rows[start])
    else:
        start = end = _place(rows, lines, key, fence + 1)
    first = rows[min(lines.values()) - 1] if lines else ""
    indent = first[: len(first) - len(first.lstrip(" "))]
    return [
        *rows[:start],
        *((f"{indent}{line}" if line else "") + ending for line in written),
        *rows[end:],
    ]


def _extent(rows: list[str], lines: Mapping[str, int], start: int) -> tuple[int, int]:
    """Return where the rows of the key at `start` begin and end, less comments below them."""
    later = [number - 1 for number in lines.values() if number - 1 > start]
    end = min(later) if later else _closing(rows, start)
    indent = len(rows[start]) - len(rows[start].lstrip(" "))
    while end > start + 1 and _stands_alone(rows[end - 1], indent):
        end -= 1
    return start, end


def _stands_alone(row: str, indent: int) -> bool:
    bare = row.strip()
    return not bare or (bare.startswith("#") and len(row) - len(row.lstrip(" ")) <= indent)


def _closing(rows: list[str], start: int) -> int:
    return next(n for n in range(start, len(rows)) if rows[n].rstrip() in {"---", "..."})


def _place(rows: list[str], lines: Mapping[str, int], key: str, top: int) -> int:
    """Return the row before which a new key stands: below those that come before it by rule."""
    if key not in ARTICLE_KEYS:
        return _closing(rows, top)
    before = [lines[known] for known in ARTICLE_KEYS[: ARTICLE_KEYS.index(key)] if known in lines]
    return _extent(rows, lines, max(before) - 1)[1] if before else top


def _comment(row: str) -> str:
    """Return the comment at the end of a one-line `key: value` row, with the space before it."""
    value = row.partition(":")[2].rstrip()
    quotes = _QUOTED.match(value)
    start = value.find(" #", quotes.end() if quotes else 0)
    return value[len(value[:start].rstrip()) :] if start >= 0 else ""


def _not_by_lines(path: str, key: str) -> ContentError:
    return ContentError(
        f"{key} can't be changed here",
        path=path or None,
        hint="write the front matter as one key: value a line, without { }",
    )


def front_values(article: Article) -> Iterator[tuple[str, Value]]:
    """Give each key that has a value, in the order in which they are written."""
    several = len(article.photos) > 1
    photo = article.photos[0] if article.photos and not several else Photo()
    named: dict[str, Value | None] = {
        "title": one_line(article.title),
        "date": article.date,
        "topic": article.topics[0] if len(article.topics) == 1 else None,
        "topics": article.topics if len(article.topics) > 1 else None,
        "source": article.source,
        "source_url": article.source_url,
        "author": article.authors[0] if len(article.authors) == 1 else article.authors,
        "photo": photo.src,
        "photo_alt": photo.alt,
        "photo_caption": photo.caption,
        "photo_credit": photo.credit,
        "photo_until": photo.until,
        "photos": article.photos if several else None,
        "slug": article.slug,
        "summary": article.summary,
        "language": article.language,
        "updated": article.updated,
        "draft": article.draft,
        "pin": article.pin,
        "note": article.note,
        "policy": article.policy,
        "aliases": article.aliases,
        "id": article.id,
        "tags": article.tags,
        "also": article.also,
        "added": article.added,
        "unsafe_html": article.unsafe_html,
    }
    return ((key, value) for key, value in named.items() if value)
