"""A photo or a publisher in, the HTML that a feed's reader shows of it out."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from briefgen.render.addresses import abs_url, resolve
from briefgen.render.allowed import fit_for_feeds

if TYPE_CHECKING:
    from briefgen.model.entry import Figure
    from briefgen.model.page import Site

__all__ = ["body_html", "figure_html", "way_html"]

_WITHIN = re.compile(r'(<a(?: [a-z]+="[^"]*")*? href=")(?=#)')


def body_html(html: str, site: Site, permalink: str) -> str:
    """Return a text's HTML for readers that are no browsers, its addresses absolute.

    `permalink` is that of its page: what a text says of itself ("#notes") is there.
    """
    plain = fit_for_feeds(resolve(html, abs_url("", site.url)))
    page = escape(abs_url(permalink, site.url))
    return _WITHIN.sub(lambda found: found[1] + page, plain)


def way_html(name: str | None, address: str | None) -> str:
    """Return the way to a publisher's page as HTML, "" where there is none."""
    if not address:
        return ""
    return f'<a href="{escape(address)}">{escape(name or address)}</a>'


def figure_html(figure: Figure, site: Site) -> str:
    """Return a photo with its caption and its credit, whose words stand as they were written."""
    words = escape(figure.caption or "", quote=False)
    if figure.credit:
        words += f' <span class="credit">{escape(figure.credit, quote=False)}</span>'
    source = escape(abs_url(figure.src, site.url))
    image = f'<img src="{source}" alt="{escape(figure.alt)}">'
    caption = f"<figcaption>{words.strip()}</figcaption>" if words else ""
    return f"<figure>{image}{caption}</figure>"
