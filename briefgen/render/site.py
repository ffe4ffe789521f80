"""What placing knows of the site in, what every page shows of it out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefgen.model.page import Site
from briefgen.render.addresses import abs_url, base_path, settled_url

if TYPE_CHECKING:
    from briefgen.render.entries import Placing

__all__ = ["site_of"]

_RTL = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "syr", "ug", "ur", "yi"})


def site_of(placing: Placing) -> Site:
    """Return what every page shows of the site."""
    config = placing.config
    return Site(
        title=config.title,
        url=abs_url("", settled_url(config.url)),
        base_path=base_path(config.url),
        language=config.language,
        direction="rtl" if config.language.partition("-")[0].lower() in _RTL else "ltr",
        timezone=config.timezone,
        author=config.author,
        description=config.description,
        nav=placing.topics,
        search=config.search,
        settings=config.settings,
    )
