"""A row gives back the piece that it was made of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from briefgen.build.pieces import Piece, kept_row, known
from briefgen.model.entry import Entry, TopicRef

ZONE = ZoneInfo("Europe/Lisbon")


def piece(name: str) -> Piece:
    """Return the piece of an article like others."""
    entry = Entry(
        f"{name}.md",
        name,
        f"{name}/",
        name.title(),
        f"tag:{name}",
        topics=(TopicRef("rail", "Rail", "topics/rail/"),),
        source="Mole Press",
        authors=("Ana Reis",),
        language="pt",
        tags=("quay", "night"),
    )
    return Piece(entry.path, entry)


def test_articles_share_what_they_have_alike() -> None:
    """Of fifty thousand each would hold its own; what is read is the same as without."""
    rows = [kept_row(b"file", piece(name)) for name in ("pier", "mole")]
    paths = ["pier.md", "mole.md"]
    shared = dict(zip(paths, paths, strict=True))
    pieces = [known(row, ZONE, {}, shared).piece for row in rows]
    assert pieces == [piece("pier"), piece("mole")]
    assert pieces == [known(row, ZONE, {}).piece for row in rows]
    one, other = [found.entry for found in pieces if found.entry]
    for name in ("topics", "source", "authors", "language", "tags"):
        assert getattr(one, name) is getattr(other, name)
    assert [found.path for found in pieces] == paths
    assert all(found.path is path for found, path in zip(pieces, paths, strict=True))
    assert one.path is paths[0]
