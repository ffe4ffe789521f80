"""What is shown after each build."""

from __future__ import annotations

import contextlib
import errno
import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from briefgen.errors import CombinedError, ContentError
from briefgen.preview import Built, PageFact, ServeOptions
from briefgen.preview.changes import Change
from briefgen.preview.rebuild import Rebuild
from briefgen.preview.settle import Changes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SAVED = Path("/x/a.md")


@contextlib.contextmanager
def building(
    *results: Callable[[], Built],
) -> Iterator[tuple[Rebuild, Callable[[], Rebuild], list]]:
    """Give each result in turn, one a save."""
    coming, changes, published = iter(results), Changes(quiet=0.001), []
    rebuild = Rebuild(
        lambda _changed: next(coming)(),
        changes,
        ServeOptions(),
        lambda shown, change: published.append((shown, change)),
    )

    def save() -> Rebuild:
        changes.note(SAVED)
        rebuild.latest(10)
        return rebuild

    rebuild.start()
    rebuild.latest(10)
    yield rebuild, save, published
    rebuild.stop()


def fails(problem: Exception) -> Callable[[], Built]:
    """Return a build that fails so."""

    def build() -> Built:
        raise problem

    return build


def test_with_mistakes_missing_files_keep_their_last_good_state() -> None:
    """A broken article's page stays; once mended, what is not built is gone."""
    wrong = (ContentError("bad"),)
    with building(
        lambda: Built({"a": b"1", "b": b"1"}),
        lambda: Built({"b": b"2"}, errors=wrong),
        lambda: Built({"b": b"3"}),
    ) as (rebuild, save, _):
        assert save().shown.outputs == {"a": b"1", "b": b"2"}
        assert rebuild.shown.built.errors == wrong
        assert save().shown.outputs == {"b": b"3"}


def test_a_build_that_raises_keeps_everything() -> None:
    """All mistakes of one run are shown; a full disk is told as what it is."""
    both = CombinedError([ContentError("one"), ContentError("two")])
    full = OSError(errno.ENOSPC, "No space left on device", "/x/cache")
    with building(
        lambda: Built({"a": b"1"}), fails(both), fails(full), fails(ZeroDivisionError("oh"))
    ) as (_, save, _published):
        assert [error.message for error in save().shown.built.errors] == ["one", "two"]
        (error,) = save().shown.built.errors
        assert (error.message, error.path) == ("No space left on device", "/x/cache")
        (error,) = save().shown.built.errors
        assert "briefgen itself failed" in error.message
        assert "Traceback" in error.hint
        assert save.__closure__ is not None


def test_a_save_that_changes_nothing_is_not_told() -> None:
    """The same outputs, mistakes and notices make no new revision."""
    with building(lambda: Built({"a": b"1"}), lambda: Built({"a": b"1"})) as (_, save, published):
        assert save().shown.revision == 1
        assert len(published) == 1


def test_pages_are_rendered_when_asked_for_and_once() -> None:
    """A call is made on the first look, and not again while it stays the same."""
    made = []

    def page() -> bytes:
        made.append(1)
        return b"page"

    with building(lambda: Built({"a": page})) as (rebuild, _, _published):
        assert made == []
        assert rebuild.content(rebuild.shown, "a") == (b"page", None)
        assert rebuild.content(rebuild.shown, "a") == (b"page", None)
        assert made == [1]


def test_a_page_that_fails_shows_its_last_good_bytes() -> None:
    """The mistake comes beside them."""
    wrong = ContentError("bad")

    def bad() -> bytes:
        raise wrong

    with building(lambda: Built({"a": lambda: b"good"}), lambda: Built({"a": bad})) as (r, save, _):
        r.content(r.shown, "a")
        save()
        assert r.content(r.shown, "a") == (b"good", wrong)


def test_a_change_during_a_build_starts_the_next() -> None:
    """What is saved while a build runs is built after it, and waited for."""
    running, go = threading.Event(), threading.Event()
    changes, calls = Changes(quiet=0.001), []

    def build(changed: frozenset[Path]) -> Built:
        calls.append(changed)
        running.set()
        go.wait(10)
        return Built({"a": b"%d" % len(calls)})

    rebuild = Rebuild(build, changes, ServeOptions(), lambda *_: None)
    rebuild.start()
    running.wait(10)
    changes.note(SAVED)
    go.set()
    assert rebuild.latest(10).outputs == {"a": b"2"}
    assert calls == [frozenset(), {SAVED}]
    rebuild.stop()


def test_what_is_due_is_built_at_its_moment() -> None:
    """Each moment that comes is one build, with nothing touched; then nothing is waited for."""
    clock, days, calls, built = [0.0], [10.0, 20.0], [], threading.Event()

    def build(changed: frozenset[Path]) -> Built:
        calls.append((clock[0], changed))
        coming = [day for day in days if day > clock[0]]
        if not coming:
            built.set()
        left = (lambda: coming[0] - clock[0]) if coming else None
        if coming:
            threading.Timer(0.02, clock.__setitem__, [0, coming[0]]).start()
        return Built({"a": b"%d" % clock[0]}, left=left)

    rebuild = Rebuild(build, Changes(part=0.001), ServeOptions(), lambda *_: None)
    rebuild.start()
    assert built.wait(30)
    assert rebuild.latest(10).outputs == {"a": b"20"}
    rebuild.stop()
    assert calls == [(0, frozenset()), (10, frozenset()), (20, frozenset())]


def test_a_build_that_fails_is_not_tried_again_for_what_was_due() -> None:
    """The moment that passed is caught up with by the next save."""
    late, calls = [5.0], []

    def fail() -> Built:
        calls.append(1)
        raise ContentError("bad")

    with building(
        lambda: Built({"a": b"1"}, left=lambda: late[0]),
        fail,
        lambda: Built({"a": b"2"}),
    ) as (_, save, _published):
        save()
        late[0] = -1.0
        assert save().shown.outputs == {"a": b"2"}
        assert calls == [1]


def test_a_page_that_is_held_back_no_longer_is_told() -> None:
    """The browser hears of a ribbon that goes, though the page is the same."""
    page = PageFact("/a", "A", "a.md", "future")
    with building(
        lambda: Built({"a": b"1"}, pages=(page,)),
        lambda: Built({"a": b"1"}, pages=(replace(page, held=""),)),
    ) as (_, save, published):
        assert save().shown.revision == 2
        assert published[1][1] == Change()


def test_what_a_late_browser_missed_is_known() -> None:
    """The changes after a revision come as one; too old ones are not known."""
    with building(
        lambda: Built({"a": b"1", "b": b"1"}),
        lambda: Built({"a": b"2", "b": b"1"}),
        lambda: Built({"a": b"2", "b": b"2"}),
    ) as (rebuild, save, _):
        save()
        save()
        missed = rebuild.since(1)
        assert missed is not None
        assert missed.changed == ("a", "b")
        assert rebuild.since(99) is None
