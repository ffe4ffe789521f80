"""A picture file as it was read: its measures, the words in it, and what is made of it."""

from __future__ import annotations

from briefgen.values import dataclass

__all__ = ["Drawing", "Picture", "PictureWords", "Renditions", "Stamp"]


@dataclass(frozen=True, slots=True)
class PictureWords:
    """What a picture's own metadata (XMP, IPTC-IIM, EXIF) say of it; no value is ever empty."""

    creators: tuple[str, ...] = ()
    credit: str | None = None
    rights: str | None = None
    caption: str | None = None
    alt: str | None = None
    instructions: str | None = None
    web_statement: str | None = None
    source: str | None = None

    @property
    def credit_line(self) -> str | None:
        """The line owed by what the file says: "Creator/Credit", else the copyright notice."""
        creator = ", ".join(self.creators)
        if not self.credit:
            return creator or self.rights
        if not creator or creator.casefold() in self.credit.casefold():
            return self.credit
        return f"{creator}/{self.credit}"


@dataclass(frozen=True, slots=True)
class Picture:
    """A readable picture under content/; `width` and `height` are pixels as it is looked at.

    `kinds` are the endings of what is made of it, best first, so that the last can be shown by
    every browser. `flat` says that it is a drawing of few colours.
    """

    path: str
    digest: bytes
    width: int
    height: int
    kinds: tuple[str, ...]
    flat: bool = False
    words: PictureWords = PictureWords()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is written into every file made of a picture: whose it is and what may be done."""

    creators: tuple[str, ...] = ()
    credit: str | None = None
    rights: str | None = None
    source: str | None = None
    instructions: str | None = None
    web_statement: str | None = None


@dataclass(frozen=True, slots=True)
class Renditions:
    """The files made of a picture: `stem`-`width`.`kind` within the site, for each of both."""

    stem: str
    kinds: tuple[str, ...]
    widths: tuple[int, ...]

    def path(self, width: int, kind: str) -> str:
        """Return the path of one of them within the site."""
        return f"{self.stem}-{width}.{kind}"

    @property
    def paths(self) -> tuple[str, ...]:
        """All their paths, best kind first, narrow before wide."""
        return tuple(self.path(width, kind) for kind in self.kinds for width in self.widths)

    @property
    def alone(self) -> bool:
        """Whether there is one file only, so that a browser has no choice."""
        return len(self.kinds) * len(self.widths) == 1

    @property
    def fallback(self) -> str:
        """The path of the widest that every browser can show."""
        return self.path(self.widths[-1], self.kinds[-1])


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture, the kinds and widths of the files to be made of it, and the stamp on each."""

    picture: Picture
    kinds: tuple[str, ...]
    widths: tuple[int, ...]
    stamp: Stamp
