from __future__ import annotations

import dataclasses
from collections.abc import Callable

from briefgen.model.entry import Entry
from briefgen.model.page import Page
from briefgen.render.plan import Planned

Placed = Callable[..., Entry]
Plan = Callable[..., Planned]
Find = Callable[[Planned, str], Page]


def test_an_empty_site_has_its_pages(planned: Plan) -> None:
    """Without an article there is a front page, and every list says so."""
    assert [page.path for page in planned().pages] == [
        "index.html",
        "topics/index.html",
        "archive/index.html",
        "sources/index.html",
        "404.html",
    ]


def test_no_two_pages_have_one_file(placed: Placed, planned: Plan) -> None:
    """Every page's file is its own."""
    entries = [placed(f"a{i}", f"2026-01-{i + 1:02}", topics=("Rail",)) for i in range(9)]
    paths = [page.path for page in planned(*entries).pages]
    assert len(paths) == len(set(paths))


def test_neighbours_are_those_of_the_first_topic(placed: Placed, planned: Plan, page: Find) -> None:
    """Newer and older lead through the article's first topic."""
    entries = [
        placed("a", "2026-01-01", topics=("Rail",)),
        placed("b", "2026-01-02", topics=("Sea",)),
        placed("c", "2026-01-03", topics=("Rail", "Sea")),
    ]
    shown = page(planned(*entries), "2026/01/03/c/")
    assert (shown.newer, shown.older.slug) == (None, "a")
    assert [e.slug for e in shown.related] == ["b"]


def test_aliases_lead_to_the_article(placed: Placed, planned: Plan) -> None:
    """An old address is a page that redirects; the article's own address is none."""
    entry = placed("a", "2026-01-01", aliases=("/old.html", "/2026/01/01/a/", "/old.html"))
    redirects = [p for p in planned(entry).pages if p.kind == "redirect"]
    assert [(p.path, p.target, p.noindex) for p in redirects] == [
        ("old.html", "2026/01/01/a/", True)
    ]


def test_aliases_that_are_taken_or_lead_out_are_told(placed: Placed, planned: Plan) -> None:
    """An alias never hides a page, and two articles can't share one."""
    plan = planned(
        placed("a", "2026-01-01", aliases=("/x/", "/archive/")),
        placed("b", "2026-01-02", aliases=("/X/", "../y", "/2026/01/01/a/")),
    )
    told = sorted(f"{e.path}: {e.message}" for e in plan.errors)
    assert told == [
        "articles/a.md: a page of the site itself has the same address: /archive/",
        "articles/a.md: articles/b.md has the same address: /x/ and /X/",
        "articles/b.md: alias '../y' is no address within the site",
        "articles/b.md: articles/a.md has the same address: /2026/01/01/a/",
    ]


def test_policy_cuts_the_body(placed: Placed, planned: Plan, page: Find) -> None:
    """An excerpt is cut at its words, a link shows none, full shows all."""
    text = {f"articles/{name}.md": "One two three." for name in ("e", "f", "l")}
    entries = [
        dataclasses.replace(placed("e", policy="excerpt"), max_words=2),
        placed("f", policy="full"),
        placed("l", policy="link"),
    ]
    plan = planned(*entries, bodies=text)
    shown = [page(plan, f"undated/{name}/") for name in ("e", "f", "l")]
    assert [(p.body.html, p.cut) for p in shown] == [
        ("<p>One two…</p>", True),
        ("<p>One two three.</p>", False),
        ("", True),
    ]


def test_whole_copies_of_a_source_are_not_indexed(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """Search engines shall find the original; our own text and excerpts are ours to be found."""
    source = "https://b.example/x"
    entries = [
        placed("copy", source_url=source),
        placed("own"),
        placed("cut", source_url=source, policy="excerpt"),
    ]
    plan = planned(*entries)
    assert [page(plan, f"undated/{n}/").noindex for n in ("copy", "own", "cut")] == [
        True,
        False,
        False,
    ]


def test_links_between_files_become_links_between_pages(
    placed: Placed, planned: Plan, page: Find
) -> None:
    """A link to another article's file leads to its page; to a file that is none it stays."""
    text = {"articles/a.md": "[b](b%C3%A9.md#s) [c](c.md) [d](d.pdf)"}
    plan = planned(placed("a"), placed("bé", "2026-01-02"), bodies=text)
    assert page(plan, "undated/a/").body.html == (
        '<p><a href="briefgen:2026/01/02/b%C3%A9/#at-s">b</a> <a href="briefgen:articles/c.md">c</a> '
        '<a href="briefgen:articles/d.pdf">d</a></p>'
    )


def test_a_title_changes_the_pages_that_show_it_alone(placed: Placed, planned: Plan) -> None:
    """Every page carries all it shows: one that does not show an article is equal before and after."""
    days = [f"2026-01-{day:02}" for day in range(1, 29)]
    entries = [
        placed(f"a{i}", day, topics=("Rail" if i % 2 else "Sea",)) for i, day in enumerate(days)
    ]
    edited = [dataclasses.replace(e, title="Changed") if e.slug == "a7" else e for e in entries]
    before, after = planned(*entries).pages, planned(*edited).pages
    changed = {b.permalink for b, a in zip(before, after, strict=True) if b != a}
    assert all("Changed" in repr(page) for page in after if page.permalink in changed)
    assert not any("Changed" in repr(page) for page in after if page.permalink not in changed)
    assert "2026/01/01/a0/" not in changed
