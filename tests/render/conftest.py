from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from briefgen.model.article import Article
from briefgen.model.config import Config
from briefgen.model.when import When
from briefgen.render.entries import Placing, place, placing
from briefgen.render.library import Curation, arrange
from briefgen.render.plan import Planned, plan
from briefgen.render.to_html import to_body

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefgen.model.entry import Body, Entry
    from briefgen.model.page import Page

NOW = dt.datetime(2026, 6, 1, tzinfo=dt.UTC)


@pytest.fixture
def config() -> Config:
    """A site under a base path."""
    return Config(title="Desk", url="https://desk.example/repo/", timezone="Europe/Paris")


@pytest.fixture
def placed(config: Config) -> Callable[..., Entry]:
    """Place an article given by its facts: `placed("a", "2026-01-02", topics=("Rail",))`."""

    def place_one(name: str, date: str | None = None, **facts: object) -> Entry:
        when = When.parse(date) if date else None
        facts = {"title": name.title(), **facts}
        return place(Article(path=f"articles/{name}.md", date=when, **facts), site=placing(config))

    return place_one


@pytest.fixture
def planned(config: Config) -> Callable[..., Planned]:
    """Arrange and plan entries as of June 2026; `bodies` are Markdown by path."""

    def plan_all(*entries: Entry, bodies: dict[str, str] | None = None, **more: object) -> Planned:
        site: Placing = more.pop("site", None) or placing(config)
        library = arrange(entries, more.pop("curation", Curation()), site, now=NOW).library
        texts = bodies or {}
        made = {e.path: to_body(texts.get(e.path, ""), e.path) for e in entries}
        return plan(library, made, site)

    return plan_all


@pytest.fixture
def page() -> Callable[[Planned, str], Page]:
    """Return the page of a plan that answers at a permalink."""

    def find(plan: Planned, permalink: str) -> Page:
        return next(p for p in plan.pages if p.permalink == permalink)

    return find


@pytest.fixture
def body() -> Callable[[str], Body]:
    """Convert Markdown that stands in articles/2026/a.md."""
    return lambda markdown: to_body(markdown, "articles/2026/a.md")
