from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from briefgen.model.article import Edition, EditionItem, Topic
from briefgen.model.entry import Entry
from briefgen.model.when import When
from briefgen.render.entries import placing
from briefgen.render.exchange import exchanged
from briefgen.render.library import Curation, arrange

if TYPE_CHECKING:
    from briefgen.model.config import Config

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)
CURATION = Curation(
    topics=(Topic("topics/rail.md", "rail", "Rail"),),
    editions=(
        Edition("briefings/week.md", "week", "Week", When.parse("2026-01-03"), (EditionItem("a"),)),
    ),
)
Placed = Callable[..., Entry]


def test_an_exchange_is_what_arranging_anew_would_give(placed: Placed, config: Config) -> None:
    """Entries, topics, editions and the files that have pages, all of them."""
    was = placed("a", "2026-01-02", topics=("Rail",))
    other = placed("b", "2026-01-02", topics=("Rail",))
    now = replace(was, title="Another", summary="More")
    site = placing(config, CURATION.topics)
    last = arrange((was, other), CURATION, site, now=NOW).library
    assert last.files == (
        ("briefings/week.md", "briefings/week/"),
        ("topics/rail.md", "topics/rail/"),
    )
    anew = arrange((now, other), CURATION, site, now=NOW).library
    assert exchanged(last, [(was, now)]) == anew


def test_an_id_that_changes_asks_for_arranging_anew(placed: Placed, config: Config) -> None:
    """Another article may have it, and of two with one id the first alone is shown."""
    was = placed("b", "2026-01-02")
    last = arrange((was, placed("a", id="tag:a")), Curation(), placing(config), now=NOW).library
    assert exchanged(last, [(was, replace(was, guid="tag:a"))]) is None
