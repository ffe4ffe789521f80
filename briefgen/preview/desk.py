"""The pages under /_briefgen/: what is shown → HTML for the person at the desk."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote, urlencode

from briefgen.preview.changes import key_of
from briefgen.preview.told import editor_link, shown_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefgen.preview.built import PageFact
    from briefgen.preview.feedview import Feed
    from briefgen.preview.options import ServeOptions
    from briefgen.preview.rebuild import Shown

__all__ = ["context_page", "feed_page", "feeds_page", "frame_page", "index_page", "message_page"]

ROWS = 200


def frame_page(title: str, body: str) -> bytes:
    """Return a whole page of the desk; `body` is HTML already."""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta name="robots" content="noindex"><meta name="briefgen" content="preview">'
        f"<title>{escape(title)}</title>"
        '<link rel="stylesheet" href="/_briefgen/desk.css"></head><body>'
        '<nav><a href="/_briefgen/">Pages</a> <a href="/_briefgen/?held=1">Held back</a> '
        f'<a href="/_briefgen/feeds">Feeds</a></nav><main><h1>{escape(title)}</h1>{body}</main>'
        "</body></html>"
    ).encode()


def message_page(title: str, message: str) -> bytes:
    """Return a page that says one thing."""
    return frame_page(title, f"<p>{escape(message)}</p>")


def index_page(
    shown: Shown, options: ServeOptions, *, words: str, held_only: bool, start: int
) -> bytes:
    """Return the list of pages, `ROWS` at a time, those that hold `words`."""
    wanted = words.casefold().split()
    found = [
        page
        for page in shown.built.pages
        if (page.held or not held_only)
        and all(word in f"{page.title} {page.url} {page.source}".casefold() for word in wanted)
    ]
    here = {"q": words, **({"held": "1"} if held_only else {})}
    title = "Held back" if held_only else "Pages"
    rows = "".join(_row(page, shown, options) for page in found[start : start + ROWS])
    return frame_page(
        f"{title} ({len(found)})",
        f'<form><input name="q" type="search" value="{escape(words)}" aria-label="Search pages">'
        f"{_hidden(here)} <button>Search</button></form>"
        "<table><thead><tr><th>Title<th>Address<th>File<th>State</thead>"
        f"<tbody>{rows}</tbody></table>{_pager(len(found), start, here)}",
    )


def _hidden(here: dict[str, str]) -> str:
    return '<input type="hidden" name="held" value="1">' if "held" in here else ""


def _row(page: PageFact, shown: Shown, options: ServeOptions) -> str:
    key = key_of(page.url, options.base) if page.url else ""
    title, url = escape(page.title), escape(page.url)
    linked = (
        f'<a href="{escape(quote(unquote(page.url)))}">{title}</a>'
        if key in shown.outputs
        else title
    )
    link = editor_link(page.source, None, options)
    source = escape(shown_path(page.source, options))
    file = f'<a href="{escape(link)}">{source}</a>' if link else source
    context = (
        f' <a href="/_briefgen/context?{escape(urlencode({"page": key}))}">context</a>'
        if shown.built.context is not None and key in shown.outputs
        else ""
    )
    return f"<tr><td>{linked}<td>{url}{context}<td>{file}<td>{escape(page.held or 'shown')}"


def _pager(count: int, start: int, here: dict[str, str]) -> str:
    steps = (("Before", start - ROWS), ("After", start + ROWS))
    return " ".join(
        f'<a href="/_briefgen/?{escape(urlencode({**here, "start": at}))}">{word}</a>'
        for word, at in steps
        if 0 <= at < count
    )


def feeds_page(feeds: Iterable[tuple[str, Feed]]) -> bytes:
    """Return the list of the site's feeds."""
    rows = "".join(
        f'<li><a href="/_briefgen/feed?{escape(urlencode({"file": key}))}">{escape(key)}</a> '
        f"{escape(feed.kind)}: {escape(feed.title)} ({len(feed.entries)})"
        for key, feed in feeds
    )
    return frame_page("Feeds", f"<ul>{rows}</ul>" if rows else "<p>This site has no feed.</p>")


def feed_page(key: str, feed: Feed) -> bytes:
    """Return a feed as a reader shows it: no scripts, no styles, no address of ours."""
    entries = "".join(
        f'<article><h2><a href="{escape(_web_link(entry.link))}" rel="noreferrer">'
        f"{escape(entry.title) or '(no title)'}</a></h2><p><small>{escape(entry.date)}</small></p>"
        f'<iframe sandbox loading="lazy" title="{escape(entry.title)}" '
        f'srcdoc="{escape(_lonely(entry.content))}"></iframe></article>'
        for entry in feed.entries
    )
    return frame_page(f"{feed.title} ({feed.kind})", f"<p>{escape(key)}</p>{entries}")


def _web_link(link: str) -> str:
    # A feed may hold strangers' words; javascript: is not a place to go.
    return link if link.startswith(("http://", "https://", "/")) else "#"


def _lonely(content: str) -> str:
    # A reader does not know our address: what is relative must look as broken here as there. What
    # it does by itself is to keep a picture within its column.
    fitted = "<style>body{font:1rem/1.5 serif}img{max-width:100%;height:auto}</style>"
    return f'<!doctype html><base href="https://reader.invalid/">{fitted}{content}'


def context_page(key: str, context: str) -> bytes:
    """Return what a page's template was given, as JSON text."""
    return frame_page(f"Context of {key}", f"<pre>{escape(context)}</pre>")
