"""A name in, the files of a new theme out: it works at once, and shows each way to change it."""

from __future__ import annotations

import re

from briefgen.errors import ThemeError

__all__ = ["theme_files"]

_NAME = re.compile(r"[a-z][a-z0-9-]{0,40}")

_ABOUT = """\
name: {name}
version: "1.0"
api: 1
# What this theme leaves out is its parent's.
parent: {parent}
settings:
  corrections:
    type: text
    help: "A line below each article, such as where to write about mistakes."
"""

_STYLE = """\
/* These rules are added after the parent's. Its colours and sizes are custom properties:
   see the first lines of the parent's style.css for all of them. */

.corrections {
  margin-top: 2rem;
  padding-top: .5rem;
  border-top: 1px solid;
}
"""

_ARTICLE = """\
{# All of the parent's page stays but the block below; the manual lists the blocks. #}
{% extends "@parent/article.html" %}
{% block item_footer %}
{{ super() }}
{% if settings.corrections %}<p class="corrections">{{ settings.corrections }}</p>{% endif %}
{% endblock %}
"""


def theme_files(name: str, parent: str) -> dict[str, str]:
    """Return a new theme's files by their paths in its folder; a ThemeError refuses the name."""
    if not _NAME.fullmatch(name):
        raise ThemeError(
            f"{name!r} can't be a theme's name",
            hint="use small letters, digits and hyphens, such as harbour-desk",
        )
    return {
        "theme.yml": _ABOUT.format(name=name, parent=parent),
        "assets/style.css": _STYLE,
        "article.html": _ARTICLE,
    }
