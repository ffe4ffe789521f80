from __future__ import annotations

import datetime as dt
import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st

from briefgen.errors import ThemeError
from briefgen.model.entry import Body, Entry, Figure
from briefgen.model.page import FeedRef, Site, TopicsPage
from briefgen.render.catalogues import catalogue
from briefgen.render.filters import by_day, filters, functions
from briefgen.render.theme import load_theme, shipped_themes

LANGUAGES = ("en", "fr", "es", "de", "ar")
MOMENT = dt.datetime(2026, 3, 20, 8, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def site(language: str = "en") -> Site:
    """A site under a base path."""
    return Site(
        title="Tides",
        url="https://tides.example/repo/",
        base_path="/repo/",
        language=language,
        direction="rtl" if language == "ar" else "ltr",
    )


def call(name: str, *args: object, language: str = "en", **named: object) -> object:
    """What a template gets from a filter or function of the default theme."""
    theme = load_theme("briefing", Path("nowhere"))
    known = {**filters(theme, site(language)), **functions(theme, site(language))}
    return known[name](*args, **named)


def test_addresses_stand_below_the_base_path() -> None:
    """`url` is for links, `abs_url` for what leaves the page, `asset` for the theme's files."""
    assert call("url", "topics/rail/") == "/repo/topics/rail/"
    assert call("abs_url", "topics/rail/") == "https://tides.example/repo/topics/rail/"
    assert re.fullmatch(r"/repo/assets/style\.[0-9a-f]{8}\.css", str(call("asset", "style.css")))


def test_an_unknown_asset_is_told_with_the_nearest() -> None:
    """A misspelt asset stops the build with a hint."""
    with pytest.raises(ThemeError) as caught:
        call("asset", "styles.css")
    assert caught.value.hint == "did you mean style.css?"


@pytest.mark.parametrize(
    ("language", "style", "shown"),
    [
        ("en", "long", "March 20, 2026"),
        ("en-GB", "medium", "20 Mar 2026"),
        ("de", "full", "Freitag, 20. März 2026"),
        ("fr", "month", "mars 2026"),
        ("es", "day", "20 mar"),
        ("ar", "long", "20 مارس 2026"),
        ("ja", "long", "2026年3月20日"),
        ("de", "time", "08:30"),
        ("en", "yyyy/MM", "2026/03"),
        ("xx-unknown", "long", "March 20, 2026"),
    ],
)
def test_dates_are_in_the_sites_language(language: str, style: str, shown: str) -> None:
    """Styles, skeletons and patterns; an unknown language falls back to English."""
    assert call("date", MOMENT, style, language=language) == shown


def test_a_date_may_be_told_in_another_language() -> None:
    """A third argument names the reader's language."""
    assert call("date", MOMENT, "long", "fr") == "20 mars 2026"


def test_isodate_keeps_the_zone_and_what_is_known() -> None:
    """A moment has its offset; a day has no time."""
    assert call("isodate", MOMENT) == "2026-03-20T08:30+01:00"
    assert call("isodate", MOMENT, day_only=True) == "2026-03-20"
    assert call("isodate", dt.date(2026, 3, 20)) == "2026-03-20"


YEARS = {"min_value": dt.datetime(2, 1, 1), "max_value": dt.datetime(9998, 1, 1)}  # noqa: DTZ001


@given(st.datetimes(timezones=st.timezones(), **YEARS))
def test_isodate_is_that_of_the_moment_s_own_zone(moment: dt.datetime) -> None:
    """Law: equal moments of two zones, and both hours where one comes twice, are told apart."""
    isodate = filters(load_theme("briefing", Path("nowhere")), site())["isodate"]
    for one in (moment, moment.astimezone(dt.UTC), moment.replace(fold=1 - moment.fold)):
        assert isodate(one) == one.isoformat(timespec="minutes")


def test_a_body_is_shown_with_its_addresses_resolved() -> None:
    """Inner addresses get the base path; the HTML is not escaped again."""
    body = Body('<p><a href="briefgen:2026/a/">a</a></p>')
    assert call("body", body) == '<p><a href="/repo/2026/a/">a</a></p>'


def test_markdown_is_sanitised() -> None:
    """A curator's note may have emphasis and links, never scripts."""
    shown = str(call("markdown", "It **matters**.<script>alert(1)</script>"))
    assert "<strong>matters</strong>" in shown
    assert "<script" not in shown


def test_an_excerpt_is_plain_words() -> None:
    """Tags go, the first words stay, the cut is marked."""
    assert call("excerpt", Body("<p>One <b>two</b> three</p>"), 2) == "One two…"
    assert call("excerpt", "One two", 2) == "One two"


def test_a_credit_line_is_verbatim() -> None:
    """What is owed is shown as it was given."""
    assert call("credit_line", Figure("a.jpg", credit="PHOTO / AGENCY")) == "PHOTO / AGENCY"


def test_links_out_are_safe_ones() -> None:
    """Only addresses that a reader may follow pass."""
    assert call("link", "https://a.example/?x=1") == "https://a.example/?x=1"
    assert call("link", "javascript:alert(1)") is None


def test_words_are_escaped_with_their_values() -> None:
    """A value with markup in it stays text."""
    assert call("t", "Read at %(source)s", source="<b>") == "Read at &lt;b&gt;"


@pytest.mark.parametrize(
    ("language", "count", "shown"),
    [
        ("en", 1, "One article"),
        ("en", 1200, "1,200 articles"),
        ("fr", 0, "Un article"),
        ("de", 1200, "1.200 Artikel"),
        ("ar", 2, "مقالتان"),
        ("ar", 5, "5 مقالات"),
        ("pt", 3, "3 articles"),
    ],
)
def test_plurals_follow_the_language(language: str, count: int, shown: str) -> None:
    """Each language has its own forms; one that is not shipped reads English."""
    assert call("nt", "One article", "%(n)s articles", count, language=language) == shown


def test_a_site_may_change_one_word(tmp_path: Path) -> None:
    """A catalogue in themes/overrides/locale wins string by string."""
    po = tmp_path / "themes/overrides/locale/en.po"
    po.parent.mkdir(parents=True)
    po.write_text('msgid "Our note"\nmsgstr "Why it matters"\n', "utf-8")
    t = functions(load_theme("briefing", tmp_path), site())["t"]
    assert (t("Our note"), t("Related")) == ("Why it matters", "Related")


def test_words_that_do_not_fit_their_values_are_told() -> None:
    """A placeholder misspelt in a catalogue is an error, not a traceback."""
    with pytest.raises(ThemeError, match="do not fit their values"):
        call("t", "Read at %(sorce)s", source="x")


def test_a_broken_catalogue_is_told() -> None:
    """A file that is no catalogue names its language."""
    with pytest.raises(ThemeError, match="not a catalogue") as caught:
        catalogue({"fr": ("nonsense\n",)}, "fr")
    assert caught.value.path == "locale/fr.po"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_of_the_themes_is_in_every_catalogue(language: str) -> None:
    """The shipped catalogues are complete, hold nothing else, and keep the placeholders."""
    used = set()
    for file in sorted(shipped_themes().rglob("*.html")):
        used |= {
            a or b
            for a, b in re.findall(r"""\bn?t\((?:"([^"]+)"|'([^']+)')""", file.read_text("utf-8"))
        }
    with (shipped_themes() / f"briefing/locale/{language}.po").open("rb") as po:
        messages = {m.id: m for m in read_po(po, locale=language) if m.id}
    singular = {key if isinstance(key, str) else key[0] for key in messages}
    assert singular == used
    for key, message in messages.items():
        said = message.string or ""
        texts = (said,) if isinstance(said, str) else said
        assert all(texts), key
        allowed = set(re.findall(r"%\(\w+\)s", key if isinstance(key, str) else key[1]))
        assert all(set(re.findall(r"%\(\w+\)s", text)) <= allowed for text in texts), key


def test_foreign_texts_name_their_language_and_direction() -> None:
    """`lang` writes nothing for the site's own language, and `dir` only where it turns."""
    assert call("lang", "en") == ""
    assert call("lang", "fr") == ' lang="fr"'
    assert call("lang", "ar") == ' lang="ar" dir="rtl"'
    assert call("lang", "en", language="ar") == ' lang="en" dir="ltr"'
    assert call("lang", 'x" onload="y') == ' lang="x&#34; onload=&#34;y"'


def test_languages_have_names_in_the_sites_language() -> None:
    """A tag that is not known stays as it is."""
    assert call("lang_name", "ja") == "Japanese"
    assert call("lang_name", "ja", language="de") == "Japanisch"
    assert call("lang_name", "zz") == "zz"


def test_feeds_are_named_by_format() -> None:
    """Three feeds of one title are told apart."""
    types = ("application/rss+xml", "application/atom+xml", "application/feed+json")
    names = [call("feed_format", FeedRef("Tides", "x", kind)) for kind in types]
    assert names == ["RSS", "Atom", "JSON Feed"]


def test_entries_are_grouped_by_day_in_their_order() -> None:
    """Pinned ones first, then each day, the undated last, as the list has them."""

    def entry(slug: str, day: int | None, *, pin: bool = False) -> Entry:
        when = dt.datetime(2026, 3, day, tzinfo=dt.UTC) if day else None
        return Entry(f"{slug}.md", slug, f"{slug}/", slug, slug, published=when, pin=pin)

    entries = [
        entry("a", 1, pin=True),
        entry("b", 20),
        entry("c", 20),
        entry("d", 19),
        entry("e", None),
    ]
    found = [
        (day and day.day, pinned, "".join(e.slug for e in group))
        for day, pinned, group in by_day(entries)
    ]
    assert found == [(None, True, "a"), (20, False, "bc"), (19, False, "d"), (None, False, "e")]


@pytest.mark.parametrize("last", ["", "\ud800"])
def test_structured_data_is_as_json_writes_it(last: str) -> None:
    """Every character stands as Python's own encoder writes it; what could end a script does not."""
    told = "".join(map(chr, (*range(0x3000), 0x1F600))) + last
    page = TopicsPage(
        kind="topics",
        template="topics.html",
        path="topics/index.html",
        permalink="topics/",
        title="Topics",
        site=site(),
        description=told,
    )
    said = str(call("json_ld", page))
    words = json.dumps(told, ensure_ascii=False)
    for sign in "<>&":
        words = words.replace(sign, f"\\u{ord(sign):04x}")
    assert f'"description":{words}' in said
    assert json.loads(said)["@graph"][0]["description"] == told


@pytest.mark.parametrize(
    ("language", "other", "marked"),
    [
        ("en-GB", "en", False),
        ("en", "en-US", False),
        ("pt-BR", "pt-PT", False),
        ("zh-TW", "zh-Hant", False),
        ("zh-TW", "zh", True),
        ("sr-Latn", "sr-Cyrl", True),
        ("en-GB", "de", True),
    ],
)
def test_only_another_language_is_marked(language: str, other: str, *, marked: bool) -> None:
    """Regions make no other language; scripts do."""
    assert bool(call("lang", other, language=language)) == marked
