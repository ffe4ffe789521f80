"""A site amended by a few articles is the one that building everything gives."""

from __future__ import annotations

import datetime as dt
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from briefgen.build import Order, Result, build_site
from briefgen.build.amend import amended
from briefgen.build.look import look
from briefgen.engine import aside
from briefgen.engine.stat_index import disk_time

NOW = dt.datetime(2026, 3, 9, 12, tzinfo=dt.UTC)
COUNT = 9
PICTURED = 3
PHOTO = {"photo": "/images/pier.png", "photo_alt": "A pier.", "photo_credit": "Ada/Wire"}
FRAMED = 8
FIGURES = (
    'It has ![a bell](images/pier.png) amid words.\n\n![A pier.](images/pier.png "At noon."){ credit="Ada/Wire" }\n\n'
    '![Rope.](https://mole.example/rope.jpg "Coiled."){ credit="Bo/Wire" }'
)
CONFIG = (
    "title: Quays\nurl: https://quays.example/news/\ntimezone: Europe/Lisbon\n"
    "editions: {every: day}\nfeeds: {items: 4}\npage_size: 2\n"
)


def article(number: int, **facts: str) -> str:
    """Return the file of an article."""
    told = {
        "title": f"Quay {number}",
        "date": f"2026-03-0{1 + number % 6}T0{number}:30:00",
        "topic": "Harbour" if number % 2 else "Rail",
        "source": "The Mole",
        "source_url": f"https://mole.example/{number}",
        **facts,
    }
    body = told.pop("body", f"The ferry to pier {number} runs again, and nobody waits.")
    head = "".join(f"{name}: {value}\n" for name, value in told.items())
    return f"---\n{head}---\n\n{body}\n"


def write(root: Path, number: int, **facts: str) -> None:
    """Write an article's file."""
    (root / f"content/quay-{number}.md").write_text(article(number, **facts))


@pytest.fixture
def order(tmp_path: Path) -> Order:
    """A site that was built; its files are older than a tick of the disk's clock."""
    root = tmp_path / "site-root"
    (root / "content/topics").mkdir(parents=True)
    (root / "content/images").mkdir()
    (root / "briefgen.yml").write_text(CONFIG)
    for number in range(COUNT):
        write(root, number, **(PHOTO if number == PICTURED else {}))
    write(root, 7, body="As [before](quay-2.md), ferries run.")
    write(root, FRAMED, body=FIGURES)
    (root / "content/topics/rail.md").write_text("---\ntitle: Rail\n---\n\nOn tracks.\n")
    Image.new("RGB", (40, 30), "navy").save(root / "content/images/pier.png")
    time.sleep(0.15)
    order = Order(root, NOW)
    build_site(order)
    return order


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a site with their bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def clean(order: Order) -> tuple[dict[str, bytes], Result]:
    """What building everything gives."""
    with tempfile.TemporaryDirectory() as elsewhere:
        fresh = Order(
            order.root, order.now, output=Path(elsewhere) / "o", state=Path(elsewhere) / "s"
        )
        result = build_site(fresh)
        return tree(fresh.site), result


def amend(order: Order) -> Result | None:
    """Amend the site, where that can be done."""
    view = look(order)
    assert view is not None
    return amended(order, view, disk_time(order.kept / "cache/told"))


CHANGES = {
    "text": {"body": "Another text, a good deal longer than the one before."},
    "title": {"title": "A new name for the pier"},
    "summary": {"summary": "In short."},
    "note": {"note": "Why it matters."},
    "author": {"author": "Ada Quill"},
    "tags": {"tags": "[pier, rope]"},
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_an_article_says_is_amended(order: Order, change: str) -> None:
    """Text, title, summary, note, author, tags: lists, feeds and editions show them at once."""
    for number in (0, PICTURED, 5, 6):
        write(order.root, number, **(PHOTO if number == PICTURED else {}), **CHANGES[change])
        result = amend(order)
        assert result is not None
        assert result.synced is not None
        assert result.synced.written
    files, whole = clean(order)
    assert tree(order.site) == files
    assert (result.counts, result.held, result.notices) == (
        whole.counts,
        whole.held,
        whole.notices,
    )


def test_a_text_with_photos_is_amended(order: Order) -> None:
    """Photos framed and amid words, of the site's own and of another's, stay as they were shown."""
    for title, body in (("New", FIGURES), ("New", f"First of all.\n\n{FIGURES}")):
        write(order.root, FRAMED, title=title, body=body)
        assert amend(order) is not None
        files, _ = clean(order)
        assert tree(order.site) == files
        assert files["feed.xml"].count(b"Ada/Wire") > 1


def test_a_neighbour_with_photos_in_its_text_is_shown_anew(order: Order) -> None:
    """The pages that name a changed article show their own photos as before."""
    write(order.root, 6, title="Beside the pier")
    result = amend(order)
    assert result is not None
    assert result.synced is not None
    assert any("quay-8" in path for path in result.synced.written)
    assert tree(order.site) == clean(order)[0]


@pytest.mark.parametrize("body", ["See [it](none.md).", "![Gone.](images/none.png)"])
def test_what_is_told_with_a_line_is_told_with_the_line_it_is_on(order: Order, body: str) -> None:
    """A text above a dead link or a missing photo moves it down: the next build says so."""
    write(order.root, 2, body=body)
    build_site(order)
    write(order.root, 2, body=f"One more.\n\n{body}")
    told = [
        [(one.path, one.line, one.message) for one in (*result.notices, *result.errors)]
        for result in (build_site(order), clean(order)[1])
    ]
    assert told[0] == told[1]


def test_a_site_touched_after_the_look_is_built_whole(
    order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a hand does to the site meanwhile is seen before anything is swapped."""
    # No copy of the process has looked at all of it by then.
    monkeypatch.setattr(aside, "_pays", lambda: False)
    write(order.root, 2, title="Besides")
    view = look(order)
    (order.site / "robots.txt").unlink()
    assert view is not None
    assert amended(order, view, disk_time(order.kept / "cache/told")) is None
    assert not (order.site / "robots.txt").exists()
    build_site(order)
    assert tree(order.site) == clean(order)[0]


@pytest.mark.parametrize("title", ["Quay 4", "Between"])
def test_a_build_in_between_is_not_amended_over(order: Order, title: str) -> None:
    """What another build wrote after the look stays: everything is built by what stands now."""
    write(order.root, 2, title="Besides")
    view = look(order)
    write(order.root, 4, title=title)
    build_site(order)
    assert view is not None
    assert amended(order, view, disk_time(order.kept / "cache/told")) is None
    assert tree(order.site) == clean(order)[0]


def test_one_amendment_follows_another(order: Order) -> None:
    """An article changed twice, and then another, is shown as it is; then nothing is to be done."""
    for number, title in ((2, "One"), (2, "Two"), (4, "Three")):
        write(order.root, number, title=title)
        assert amend(order) is not None
    assert tree(order.site) == clean(order)[0]
    time.sleep(0.15)
    build_site(order)
    view = look(order)
    assert view is not None
    assert view.standing
    assert not view.changed


def test_what_was_only_touched_is_no_change(order: Order) -> None:
    """A file saved again with the same bytes writes nothing, and is remembered so."""
    path = order.content / "quay-2.md"
    path.write_bytes(path.read_bytes())
    result = amend(order)
    assert result is not None
    assert result.synced is not None
    assert not result.synced.written


def test_a_file_replaced_as_editors_do_is_amended(order: Order) -> None:
    """Editors write beside a file and rename: the folder changes, its names do not."""
    beside = order.content / ".quay-2.md.swp"
    beside.write_text(article(2, title="Renamed over"))
    beside.rename(order.content / "quay-2.md")
    assert amend(order) is not None
    assert tree(order.site) == clean(order)[0]


MOVES = [
    {"date": "2026-03-04"},
    {"topic": "Air"},
    {"draft": "true"},
    {"pin": "true"},
    {"slug": "elsewhere"},
    {"source": "Another"},
    {"body": "A link to [nothing](none.md)."},
    {"titel": "A word misspelt"},
    {"title": "'"},
]


def test_what_moves_an_article_or_has_to_be_told_is_built_whole(order: Order) -> None:
    """Date, topic, draft, pin, address, source, a new notice, a mistake: all is looked at anew."""
    for facts in MOVES:
        write(order.root, 2, **facts)
        assert amend(order) is None
        build_site(order)
        assert tree(order.site) == clean(order)[0]
        write(order.root, 2)
        build_site(order)


@pytest.mark.parametrize(
    "change",
    [
        lambda root: write(root, COUNT),
        lambda root: (root / "content/quay-1.md").unlink(),
        lambda root: (root / "content/quay-1.md").rename(root / "content/pier.md"),
        lambda root: (root / "briefgen.yml").write_text(CONFIG.replace("Quays", "Piers")),
        lambda root: (root / "content/topics/rail.md").write_text("---\ntitle: Rail\n---\n\nOn.\n"),
        lambda root: Image.new("RGB", (40, 30), "red").save(root / "content/images/pier.png"),
        lambda root: (root / "site/index.html").write_text("Other"),
        lambda root: (root / ".briefgen/cache/amends").write_bytes(b"cut"),
        lambda root: (root / ".briefgen/cache/articles").unlink(),
    ],
)
def test_any_other_change_is_built_whole(order: Order, change: object) -> None:
    """Files that come, go or are renamed, settings, topics, pictures, a site that was altered."""
    write(order.root, 2, title="Besides")
    change(order.root)  # type: ignore[operator]
    assert amend(order) is None
    build_site(order)
    assert tree(order.site) == clean(order)[0]


def test_an_edit_loads_no_more_than_it_needs(order: Order) -> None:
    """Dates and words were kept, so that neither Babel nor Markdown nor YAML is loaded to show."""
    code = (
        "import sys; from briefgen.cli import run\n"
        f"sys.argv = ['briefgen', 'build', '-q', {str(order.root)!r}]\n"
        "run()\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    )
    environment = {**os.environ, "SOURCE_DATE_EPOCH": str(int(NOW.timestamp()))}
    loaded = set()
    # The record is of the Python that made it, so that one makes it.
    for title in ("One", "Two"):
        write(order.root, 2, title=title)
        command = [sys.executable, "-c", code]
        run = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
        loaded = set(run.stdout.split())
    assert "Two" in (order.site / "archive/index.html").read_text()
    assert "jinja2" in loaded
    assert not loaded.intersection(("babel", "click", "markdown", "PIL", "trafilatura", "yaml"))


edits = st.tuples(
    st.integers(0, COUNT - 1),
    st.fixed_dictionaries(
        {},
        optional={
            "title": st.sampled_from(("Tide & bell", "<b>Rope</b>", "港", "Tide")),
            "body": st.sampled_from(("One.", "*Two* words", "See [it](quay-1.md).", "港の鐘")),
            "summary": st.sampled_from(("Short.", "A & B", "「鐘」")),
            "topic": st.sampled_from(("Rail", "rail", "Harbour")),
            "draft": st.sampled_from(("true", "false")),
            "policy": st.sampled_from(("full", "excerpt", "link")),
            "aliases": st.sampled_from(("[/old/]", "[/older/, /oldest/]")),
            "updated": st.sampled_from(("2026-03-08", "2026-03-09")),
        },
    ),
)


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(edits, min_size=1, max_size=4))
def test_any_sequence_of_saves_gives_the_site_of_a_clean_build(
    order: Order, sequence: list[tuple[int, dict[str, str]]]
) -> None:
    """Amended or not, after each build the site is what building everything gives."""
    for number, facts in sequence:
        write(order.root, number, **facts)
        build_site(order)
    assert tree(order.site) == clean(order)[0]
