"""What counts as changed, gone and edited."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from briefgen.preview import Built, PageFact
from briefgen.preview.changes import (
    Change,
    address_of,
    changed_paths,
    destinations,
    edited_page,
    key_of,
    merged,
)

if TYPE_CHECKING:
    import pytest

KEYS = st.sampled_from(["a/index.html", "b/index.html", "index.html", "s.css"])
OUTPUTS = st.dictionaries(KEYS, st.binary(max_size=1))


@given(OUTPUTS, OUTPUTS)
def test_changed_paths_are_exactly_those_that_differ(
    before: dict[str, bytes], after: dict[str, bytes]
) -> None:
    """For bytes, changed means new or other bytes."""
    expected = [key for key in sorted(after) if before.get(key) != after[key]]
    assert list(changed_paths(before, after, frozenset())) == expected


@given(KEYS, st.sampled_from(["/", "/repo/", "/a/b/"]))
def test_address_and_output_path_are_each_others_reverse(key: str, base: str) -> None:
    """An address names one output, and back."""
    assert key_of(address_of(key, base), base) == key


@given(st.lists(OUTPUTS, min_size=1, max_size=6))
def test_merged_changes_name_all_that_differs_in_the_end(states: list[dict[str, bytes]]) -> None:
    """Whoever applies the merged change misses nothing."""
    steps = [
        Change(changed_paths(a, b, frozenset()), dict.fromkeys(a.keys() - b.keys(), "/"))
        for a, b in itertools.pairwise(states)
    ]
    whole = merged(steps)
    assert set(changed_paths(states[0], states[-1], frozenset())) <= set(whole.changed)
    assert states[0].keys() - states[-1].keys() <= whole.gone.keys()
    assert not whole.gone.keys() & states[-1].keys()


def test_a_call_that_stays_the_same_object_is_unchanged() -> None:
    """Pages not yet rendered are compared by identity."""
    page, other = (lambda: b"x"), (lambda: b"x")
    assert changed_paths({"a": page}, {"a": page}, frozenset()) == ()
    assert changed_paths({"a": page}, {"a": other}, frozenset()) == ("a",)


def test_a_picture_read_from_a_touched_file_is_changed() -> None:
    """The same path with new bytes in it counts."""
    picture = Path("/x/a.png")
    assert changed_paths({"a": picture}, {"a": picture}, frozenset({picture})) == ("a",)


def test_a_page_that_went_leads_to_its_new_address_then_its_parent_then_above() -> None:
    """The source's new address comes first, then the parent, then the nearest folder."""
    before = Built(
        {},
        pages=(
            PageFact("/r/a/", "A", "a.md", parent="/r/topics/x/"),
            PageFact("/r/b/", "B", "b.md", parent="/r/topics/x/"),
        ),
    )
    after = Built({}, pages=(PageFact("/r/new/", "A", "a.md"),))
    shown = dict.fromkeys(
        ("index.html", "new/index.html", "topics/x/index.html", "c/index.html"), b""
    )
    keys = ["a/index.html", "b/index.html", "c/d/index.html", "e/index.html", "pic.png"]
    assert destinations(keys, before, after, shown, "/r/") == {
        "a/index.html": "/r/new/",
        "b/index.html": "/r/topics/x/",
        "c/d/index.html": "/r/c/",
        "e/index.html": "/r/",
    }


def test_the_edited_page_is_found_by_its_source() -> None:
    """Sources are spelt from the root or in full; a page that is not shown is not gone to."""
    built = Built({}, pages=(PageFact("/a/", "A", "content/a.md"), PageFact("/b/", "B", "/x/b.md")))
    shown = {"a/index.html": b"", "b/index.html": b""}
    root = Path("/root")
    touched = frozenset({root / "content/a.md"})
    assert edited_page(built, touched, root, shown, "/") == "/a/"
    assert edited_page(built, frozenset({Path("/x/b.md")}), root, shown, "/") == "/b/"
    assert edited_page(built, touched, root, {}, "/") == ""


def test_the_edited_page_is_found_wherever_the_site_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """A site named by a way up and down has its sources named so too."""
    monkeypatch.chdir("/")
    root = Path("tmp/../desk")
    built = Built({}, pages=(PageFact("/a/", "A", str(root / "content/a.md")),))
    saved = frozenset({Path("/desk/content/a.md")})
    assert edited_page(built, saved, root, {"a/index.html": b""}, "/") == "/a/"
