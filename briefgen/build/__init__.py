"""content/ in, site/ out: read, place, arrange, plan, render, sync.

order     what is to be built, and what came of it
reading   content/ -> articles, topics, editions
making    pages, feeds -> files of the site, each known by the key of what it shows
pictures  photos under content/ -> figures as shown, and the files made of them
site      the story: an order -> a rendered site -> the folder
"""

from __future__ import annotations

from briefgen.build.order import Made, Order, Rendered, Result
from briefgen.build.site import build_site, render_site

__all__ = ["Made", "Order", "Rendered", "Result", "build_site", "render_site"]
