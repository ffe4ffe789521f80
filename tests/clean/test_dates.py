"""When a page was published: what it says in many ways, and which of them is believed."""

from __future__ import annotations

import pytest

from briefgen.clean import page as pages
from briefgen.clean.dates import dated
from briefgen.model.day_words import read_day
from briefgen.model.document import Document

TEXT = "<p>The harbour council met and agreed on the new ferry line to the islands.</p>"


def dates(body: str, head: str = "", today: str = "2026-01-01") -> tuple[str, str]:
    """Return when a page was published and when it was updated, "" for unknown."""
    html = f"<html><head><title>Ferries</title>{head}</head><body>{body}{TEXT}</body></html>"
    page = pages.read(Document("page.html", "html", html.encode()))
    published, _, updated, _ = dated(page, today)
    return str(published or ""), str(updated or "")


def test_the_day_its_readers_saw_is_the_day() -> None:
    """An evening in the west is the next day in universal time: the shown day counts."""
    head = '<meta property="article:published_time" content="2025-05-03T02:10:00+00:00">'
    zoned = '<h1>Ferries</h1><time datetime="2025-05-02T19:10:00-07:00">May 2, 2025</time>'
    assert dates(zoned, head)[0] == "2025-05-02T19:10:00-07:00"
    assert dates("<h1>Ferries</h1><p>May 2, 2025</p>", head)[0] == "2025-05-02"
    assert dates("<h1>Ferries</h1>", head)[0] == "2025-05-03T02:10:00+00:00"


@pytest.mark.parametrize("shown", ["May 3, 2025", "May 7, 2025", "April 2, 2025"])
def test_a_day_that_no_zone_explains_changes_nothing(shown: str) -> None:
    """A shown day that cannot be the same moment is another article's, or says the same."""
    head = '<meta property="article:published_time" content="2025-05-03T02:10:00+00:00">'
    assert dates(f"<h1>Ferries</h1><p>{shown}</p>", head)[0] == "2025-05-03T02:10:00+00:00"


def test_an_article_changed_before_it_was_published_is_doubted() -> None:
    """JSON-LD whose dates contradict each other was written by a machine: the page is believed."""
    head = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Ferries", '
        '"datePublished": "2025-06-12", "dateModified": "2025-06-08"}</script>'
    )
    assert dates("<h1>Ferries</h1><p>November 2, 2022</p>", head)[0] == "2022-11-02"
    assert dates("<h1>Ferries</h1>", head)[0] == "2025-06-12"


def test_first_published_is_when_it_was_published() -> None:
    """A line that says when it first appeared beats the day of the edition shown."""
    body = (
        "<h1>Ferries</h1><p class=post-date>30 Sep 2022, 11:07am</p>"
        "<p class=date-note>This article was originally published on 26 Sep 2019.</p>"
    )
    assert dates(body)[0] == "2019-09-26"


def test_a_label_before_the_date_says_which_it_is() -> None:
    """The word "updated" in the element before a time makes it the day of the update."""
    body = (
        "<h1>Ferries</h1><p><span>Updated</span> <time datetime=2025-03-04>4 March</time></p>"
        "<p><span>Published</span> <time datetime=2025-02-01>1 February</time></p>"
    )
    assert dates(body) == ("2025-02-01", "2025-03-04")


def test_any_meta_that_says_published_is_read() -> None:
    """House names such as `x-published-date` are read; those of expiry are not."""
    assert dates("", '<meta name="x-published-date" content="2025-05-27T06:03:43Z">')[0].startswith(
        "2025-05-27T06:03:43"
    )
    assert dates("", '<meta name="x-unpublish-date" content="2025-05-27">') == ("", "")


def test_a_dated_row_with_more_behind_it_is_read_by_its_first_part() -> None:
    """A date line that holds the page's tags too is still a date line."""
    tags = "".join(f"<a>Topic number {n}</a>" for n in range(20))
    body = f"<div class=date-header><span>Posted on April 13, 2023</span><div>{tags}</div></div>"
    assert dates(f"<h1>Ferries</h1><p>x</p>{TEXT}{body}")[0] == "2023-04-13"


def test_a_day_to_come_is_not_believed() -> None:
    """A date after today is a plan, not a publication."""
    head = '<meta property="article:published_time" content="2026-05-03T02:10:00+00:00">'
    assert dates("<h1>Ferries</h1>", head) == ("", "")


def test_two_days_that_data_tell_are_none() -> None:
    """JSON-LD and meta tags a year apart: only what readers see settles which is right."""
    head = (
        '<script type="application/ld+json">{"@type": "Article", "headline": "Ferries", '
        '"datePublished": "2021-04-03"}</script>'
        '<meta property="article:published_time" content="2025-06-01T08:00:00Z">'
    )
    assert dates("<h1>Ferries</h1>", head) == ("", "")
    assert dates("<h1>Ferries</h1><p>April 3, 2021</p>", head)[0] == "2021-04-03"
    assert dates("<h1>Ferries</h1><p>June 1, 2025</p>", head)[0] == "2025-06-01T08:00:00+00:00"
    assert dates("<h1>Ferries</h1><p>Updated: 9 June 2025</p>", head) == ("2025-06-09", "")


def test_a_page_older_than_its_date_has_none() -> None:
    """Comments from before the day a page gives itself say that it was dated anew."""
    shown = "<h1>Ferries</h1><time datetime=2025-02-12>February 12, 2025</time>"

    def remark(day: str) -> str:
        return f"<ol class=comment-list><li><span class=comment-date>{day}</span> Fine.</li></ol>"

    assert dates(shown + remark("3 May 2019"))[0] == ""
    assert dates(shown + remark("14 February 2025"))[0] == "2025-02-12"
    assert dates(shown + remark("11 February 2025"))[0] == "2025-02-12", "their clock may differ"
    within = f"<div class=has-comments>{shown}<time datetime=2019-05-03>x</time></div>"
    assert dates(within)[0] == "2025-02-12", "the whole page is no comment"


def test_the_ledger_says_why_a_date_is_unknown() -> None:
    """Evidence against a date stands beside the dates found."""
    body = (
        "<h1>Ferries</h1><time datetime=2025-02-12>February 12, 2025</time>"
        "<div class=comments><time datetime=2019-05-03>3 May 2019</time></div>"
    )
    page = pages.read(Document("page.html", "html", f"<html><body>{body}{TEXT}".encode()))
    *found, doubt = dated(page, "2026-01-01")[-1]
    assert ("2025-02-12", False) in [(one.value, one.chosen) for one in found]
    assert (doubt.value, doubt.where) == (
        "unknown",
        "dated anew: readers remarked on it on 2019-05-03",
    )


def test_when_a_file_was_last_touched_dates_nothing() -> None:
    """A machine's modified time alone is no publication; an update that readers see dates it."""
    head = '<meta property="article:modified_time" content="2025-06-01T08:00:00Z">'
    assert dates("<h1>Ferries</h1>", head) == ("", "2025-06-01T08:00:00+00:00")
    seen = "<h1>Ferries</h1><p class=date>Updated June 1, 2025</p>"
    assert dates(seen)[0] == "2025-06-01"


def test_the_date_of_a_teaser_is_not_the_pages() -> None:
    """A day in a list of other articles dates nothing, even where the page has no other."""
    teaser = "<div class=related><p class=post-date>4 May 2024</p><p>Trams</p></div>"
    assert dates(f"<h1>Ferries</h1>{TEXT * 12}{teaser}")[0] == ""


def test_a_film_in_the_page_dates_nothing() -> None:
    """The day a film was uploaded on is the film's."""
    film = "<div><meta itemprop=uploadDate content=2024-01-06><video src=a.mp4></video></div>"
    assert dates(f"<h1>Ferries</h1>{film}")[0] == ""


def test_a_day_with_its_time_is_a_stamp() -> None:
    """A short line with a day and a time of day dates the article, whatever it is called."""
    line = "<div class=technical>Do 25.04.24 | 14:07 Uhr | Von <span>Eva Muster</span></div>"
    assert dates(f"<h3>Fähren</h3>{line}")[0] == "2024-04-25"
    assert dates("<h3>Fähren</h3><div class=technical>Termin: 25.04.24</div>")[0] == ""


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Published 2024 Jun 30", "2024-06-30"),
        ("Do 25.04.24 | 14:07 Uhr", "2024-04-25"),
        ("30 June 2024", "2024-06-30"),
        ("version 10.4.24.1", None),
        ("04/05/24", None),
        ("31.02.24", None),
    ],
)
def test_days_in_words_and_dots(line: str, day: str | None) -> None:
    """Year first and two-figure years between dots are read; what could be another day is not."""
    found = read_day(line)
    assert (str(found) if found else None) == day
