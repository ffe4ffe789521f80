"""Links between articles: one that goes nowhere is told with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Built


def test_a_link_to_no_article_is_told_with_its_line(site: Callable[..., Built]) -> None:
    """Links to an absent file and to a draft are named; one to an article is led to its page."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02}
        See [b](b.md#top), but

        not [c](sub/no%20such.md) and not [d](d.md).
        -- content/b.md --
        {title: B, date: 2026-01-02}
        -- content/d.md --
        {title: D, date: 2026-01-02, draft: true}
        Nor [c](none.md), but nobody reads this.
    """)
    dead = [n for n in built.result.notices if n.code == "link-dead"]
    assert [(n.message.partition(" goes")[0], n.level, n.line) for n in dead] == [
        ("the link to sub/no such.md", "warning", 7),
        ("the link to d.md", "warning", 7),
    ]
    assert 'href="/2026/01/02/b/' in built.text("2026/01/02/a/index.html")


SITE = """
    -- content/a.md --
    {title: A, date: 2026-01-02, topic: Rail}
    [topic](topics/rail.md), [edition](briefings/week.md#top), [page](/topics/rail/?a=1#b), [host](/topics/rail),

    [file](/feed.xml), [home](/), [elsewhere](https://a.example/none/), [within](#none).
    -- content/topics/rail.md --
    {title: Rail}
    See [A](../a.md) and [the week](../briefings/week.md).
    -- content/briefings/week.md --
    ---
    title: The week
    date: 2026-01-03
    articles: [a]
    ---
    See [A](/a.md).
"""


def test_a_link_leads_to_a_page_by_its_file_or_its_address(site: Callable[..., Built]) -> None:
    """Articles, topics and editions are linked by their files from each other's texts, feeds too."""
    built = site(SITE)
    assert "link-dead" not in built.told
    page = built.text("2026/01/02/a/index.html")
    assert 'href="/topics/rail/">topic' in page
    assert 'href="/briefings/week/#at-top">edition' in page
    topic = built.text("topics/rail/index.html")
    assert 'href="/2026/01/02/a/">A' in topic
    assert 'href="/briefings/week/">the week' in topic
    assert 'href="/2026/01/02/a/">A' in built.text("briefings/week/index.html")
    assert "https://test.example/2026/01/02/a/&quot;&gt;A" in built.text(
        "briefings/atom.xml"
    ).replace('"&gt;', "&quot;&gt;")
    assert "https://test.example/topics/rail/" in built.text("feed.json")


def test_a_link_to_what_the_site_lacks_is_told(site: Callable[..., Built]) -> None:
    """A topic that is none, an edition held back, a file that is not put on the site, in any text."""
    built = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02, topic: Rail}
        [topic](/topics/rial/),
        [file](report.pdf), [edition](briefings/week.md),
        [no topic](topics/ports.md)
        -- content/report.pdf --
        %PDF
        -- content/topics/rail.md --
        {title: Rail}
        See [that](/nowhere).
        -- content/briefings/week.md --
        {title: The week, date: 2026-01-03, draft: true}
        Nobody reads [this](/none).
    """)
    dead = [n for n in built.result.notices if n.code == "link-dead"]
    assert [
        (n.path.rpartition("content/")[2], n.line, n.message.partition(":")[0]) for n in dead
    ] == [
        ("a.md", 6, "the link to /topics/rial/ goes nowhere"),
        ("a.md", 7, "the link to /report.pdf goes nowhere"),
        ("a.md", 7, "the link to briefings/week.md goes nowhere"),
        ("a.md", 8, "the link to topics/ports.md goes nowhere"),
        ("topics/rail.md", 4, "the link to /nowhere goes nowhere"),
    ]
    assert dead[0].hint == "did you mean topics/rail/?"
    assert "link to where the file stands" in dead[1].hint


def test_a_dead_link_comes_and_goes_with_what_it_leads_to(site: Callable[..., Built]) -> None:
    """A build that is told of nothing but the topic's file sees both, and leads the link."""
    first = site("""
        -- content/a.md --
        {title: A, date: 2026-01-02}
        [topic](topics/rail.md)
    """)
    assert "topics/rail.md goes nowhere" in first.told
    second = site("-- content/topics/rail.md --\n{title: Rail}\n")
    assert "goes nowhere" not in second.told
    assert 'href="/topics/rail/"' in second.text("2026/01/02/a/index.html")
    third = site("-- content/topics/rail.md --\n{title: Rail, slug: trains}\n")
    assert 'href="/topics/trains/"' in third.text("2026/01/02/a/index.html")
