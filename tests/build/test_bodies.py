"""Bodies are fetched by their keys, in whatever order they are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from briefgen.build.bodies import Bodies
from briefgen.build.pieces import packed_body, unpacked_body
from briefgen.engine.workers import Workers
from briefgen.model.entry import Body, Figure

if TYPE_CHECKING:
    from pathlib import Path

KEYS = [f"{number:032x}" for number in range(200)]


def order(name: str) -> list[int]:
    """Return the places of bodies in an order of asking."""
    places = list(range(len(KEYS)))
    if name == "runs":
        return [*places[50:120], *places[:60], *places[110:], 199, 199, 0]
    return places if name == "in line" else [place * 37 % len(KEYS) for place in range(300)]


@pytest.mark.parametrize("name", ["in line", "runs", "anyhow"])
def test_each_key_gets_its_own_body(tmp_path: Path, name: str) -> None:
    """Those that come along with another are given when it is their turn, and never for another."""
    with Workers(store=tmp_path / "work.sqlite") as workers:
        kept = {bytes.fromhex(key): packed_body(Body(f"<p>{key}</p>")) for key in KEYS}
        workers.cache.keep({key: data for key, data in kept.items() if data})
        bodies = Bodies(workers.cache, tmp_path, 1000, lambda html, path: f"{path} {html}")
        bodies.line_up(KEYS)
        for place in order(name):
            body = Body(key=KEYS[place])
            assert bodies.html(body, "a.md") == f"a.md <p>{KEYS[place]}</p>"


def test_a_body_that_is_lost_is_made_again(tmp_path: Path) -> None:
    """The store may have been thrown away, or hold what nobody can read; the file still tells."""
    (tmp_path / "a.md").write_text("---\ntitle: A\n---\n\nA *text*.\n")
    with Workers(store=tmp_path / "store/work.sqlite") as workers:
        workers.cache.keep({bytes.fromhex(KEYS[1]): b"\xff\xff"})
        bodies = Bodies(workers.cache, tmp_path, 1000, lambda html, _: html)
        bodies.line_up(KEYS)
        for key in KEYS[:2]:
            assert bodies.html(Body(key=key), "a.md") == "<p>A <em>text</em>.</p>"


def test_a_body_is_kept_whole() -> None:
    """All of it comes back; what is none is refused."""
    body = Body("<p>é</p>", (Figure("a.jpg", credit="B"),), 3, ("a.md",), "k", ("a.jpg",))
    assert unpacked_body(packed_body(body) or b"") == body
    assert packed_body(Body("\ud800")) is None
    assert unpacked_body(b"no body") is None
