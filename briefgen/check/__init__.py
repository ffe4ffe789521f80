"""Looks at articles, never changes them: what is missing or wrong, as notices.

addresses  Article -> notices on web addresses that can't be right
editorial  Article, Config -> notices on dates, sources and topics
languages  an article's or a site's language -> notices on those that are none
spelling   what articles call their topics -> notices on topics that go by two names
rights     Article, Config, what its credits say -> notices on photos, credits and excerpts

The codes and their levels stand in docs/check.md.
"""

from briefgen.check.addresses import check_addresses
from briefgen.check.editorial import check_editorial
from briefgen.check.rights import check_photos_within, check_rights, effective_policy

__all__ = [
    "check_addresses",
    "check_editorial",
    "check_photos_within",
    "check_rights",
    "effective_policy",
]
