"""Entries and bodies in, the same with their photos as they are shown out, and what was wrong.

Each picture file is read once and kept by its digest; what is made of it stands in a store by name,
so that an article without a photo under content/ costs nothing here.
"""

from __future__ import annotations

import datetime as dt
import os
import posixpath
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import msgspec

from briefgen.build.dress import Dress
from briefgen.build.order import Made
from briefgen.build.page_files import files_of
from briefgen.build.photo_faults import Said, Told
from briefgen.build.pieces import Piece, shown_digest
from briefgen.build.plates import Plate, drawn_file, maker, plate_of
from briefgen.check import check_photos_within
from briefgen.clean.credit import parse, split_tail
from briefgen.engine.fingerprint import fingerprint
from briefgen.engine.stamp import own_stamp
from briefgen.errors import BriefgenError, ContentError, Notice
from briefgen.model.differing import differing, replaced
from briefgen.model.entry import Figure
from briefgen.model.picture import Drawing, Picture, Stamp
from briefgen.render.pictures import disagreement, dressed, filled, stamp_of
from briefgen.values import dataclass, field, replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from briefgen.build.pieces import Known
    from briefgen.engine.stat_index import StatIndex
    from briefgen.engine.workers import Workers
    from briefgen.model.credit import Credit
    from briefgen.model.entry import Body, Entry
    from briefgen.model.page import Page

__all__ = ["Album"]

_SUM = 16


@dataclass(frozen=True, slots=True)
class _Sighting:
    path: str
    digest: bytes


_Dressed = tuple["Piece", "tuple[Entry, bytes]", tuple[Said, ...]]


@dataclass(slots=True)
class _Kept:
    """What was made of the pictures, by the paths of articles and pages, with what it was made of.

    With what is shown stands what was said of it, to be told in the next build as well. Whole rows
    of articles and pages stand with the places in them that have to be looked at in every build.
    """

    dresses: dict[str, Dress] = field(default_factory=dict)
    drawings: dict[str, tuple[Drawing, Plate, int, str]] = field(default_factory=dict)
    plates: dict[tuple[str, bool], Plate] = field(default_factory=dict)
    entries: dict[str, _Dressed] = field(default_factory=dict)
    texts: dict[str, tuple["Body", int | None, "Body", tuple[Said, ...]]] = field(
        default_factory=dict
    )
    shown: dict[str, tuple[Any, tuple[str, ...]]] = field(default_factory=dict)
    row: tuple[tuple["Known", ...], tuple[_Dressed | None, ...]] | None = None
    entry_row: tuple[tuple["Entry", bytes], ...] = ()
    body_row: tuple[tuple["Known", ...], dict[str, "Body"]] | None = None
    dated: frozenset[int] = frozenset()
    noisy: tuple[int, ...] = ()
    pictured: frozenset[int] = frozenset()
    pages: tuple[tuple["Page", ...], tuple[Made, ...]] | None = None


@dataclass(slots=True)
class Album:
    """The pictures under `content`, as the site shows them on a day: `now` is aware.

    With `credited_only` no photo without a credit is shown. `told` is what was wrong with those
    that were asked for, `pictures` what was read and `faults` what could not be; `due` is when the
    next photo's use ends.
    """

    content: Path
    store: Path
    now: dt.datetime
    widths: tuple[int, ...]
    kinds: tuple[str, ...] = ()
    credited_only: bool = False
    pictures: dict[str, Picture] = field(default_factory=dict)
    told: Told = field(default_factory=Told)
    due: dt.datetime | None = None
    faults: dict[str, BriefgenError] = field(default_factory=dict)
    _ends: dict[str, dict[str, dt.datetime]] = field(default_factory=dict)
    _keep: _Kept = field(default_factory=_Kept)
    _heard: list[Said] = field(default_factory=list)

    def follow(self, last: Album | None) -> None:
        """Use again what another album made of the same pictures."""
        if last is not None and last._like == self._like:  # noqa: SLF001 - an album like this one
            self._keep = last._keep  # noqa: SLF001

    @property
    def _like(self) -> tuple[object, ...]:
        return (self.content, self.store, self.widths, self.pictures, self.faults)

    def read(
        self, paths: Iterable[str], index: StatIndex, workers: Workers, part: Callable[..., Any]
    ) -> None:
        """Read the pictures at `paths` under content/; a broken one is told where it is used.

        `part` remembers what was read, as `Memory.part` does.
        """
        named = sorted(set(paths))
        if not named:
            return
        digests = index.digests([f"{self.content}{os.sep}{path}" for path in named])
        rows = zip(named, digests, strict=True)
        seen = tuple([_Sighting(path, digest) for path, digest in rows if digest])
        # A picture needs Pillow, which other sites need not load.
        from briefgen.render.picture_files import encoders

        modern = tuple(kind for kind in encoders() if kind in self.kinds)
        step = partial(_survey_all, workers, self.content, modern)
        read = part("pictures", (self.content, seen, modern), lambda: step(seen))
        for sighting, found in zip(seen, read, strict=True):
            if isinstance(found, BriefgenError):
                self.faults[sighting.path] = found
            else:
                self.pictures[found.path] = found

    def entries(self, pieces: tuple[Known, ...]) -> tuple[tuple[Entry, bytes], ...]:
        """Return each article's entry as it is shown, with a digest that stands for it.

        That is less those photos that can't be shown.
        """
        kept = self._keep
        before, rows = kept.row or (None, ())
        changed = differing(before, pieces)
        again: Sequence[int] = range(len(pieces))
        if changed is not None:
            again = sorted(kept.dated.union(changed))
        if again:
            before_all = rows if changed is not None else (None,) * len(pieces)
            now = replaced(before_all, {at: self._dressed(pieces[at]) for at in again})
            kept.row = (pieces, now)
            kept.entry_row = tuple([row[1] for row in now if row])
            kept.noisy = tuple([at for at, row in enumerate(now) if row and row[2]])
            kept.dated = frozenset(at for at in again if pieces[at].piece.path in self._ends)
        for at in kept.noisy:
            if row := kept.row and kept.row[1][at]:
                self.told.tell(row[2])
        return kept.entry_row

    def _dressed(self, one: Known) -> _Dressed | None:
        piece, bare = one.piece, one.piece.entry
        if bare is None:
            return None
        known = self._keep.entries.get(piece.path)
        if known is not None and known[0] is piece:
            return known
        last = known and known[1]
        self._heard = []
        entry = self._entry(piece, bare) if bare.photos else bare
        digest = one.digest
        if entry is not bare:
            digest = shown_digest(digest, entry)
        shows = last if last is not None and last[0] == entry else (entry, digest)
        dressed = (piece, shows, tuple(self._heard))
        # What is shown to a day is looked at anew each day.
        self._keep.entries.pop(piece.path, None)
        if piece.path not in self._ends:
            self._keep.entries[piece.path] = dressed
        return dressed

    def bodies(self, pieces: tuple[Known, ...]) -> Mapping[str, Body]:
        """Return the text of each article as it is shown, by its path; `entries` came before."""
        kept = self._keep
        before, last = kept.body_row or (None, {})
        changed = differing(before, pieces)
        again: Sequence[int]
        if changed is None:
            again, found, pictured = range(len(pieces)), {}, set()
        else:
            again = sorted({*changed, *kept.pictured, *kept.dated})
            found, pictured = dict(last) if again else last, {*kept.pictured}
        for at in again:
            piece = pieces[at].piece
            body, path = piece.body, piece.path
            has_any = body.pictures or body.figures or body.inline or path in self._ends
            has_any = has_any or path in kept.dresses
            (pictured.add if has_any else pictured.discard)(at)
            found[path] = self.body(body, path, piece.photo_line) if has_any else body
        kept.body_row, kept.pictured = (pieces, found), frozenset(pictured)
        return found

    def _entry(self, piece: Piece, entry: Entry) -> Entry:
        ends = {figure.src: figure.until for figure in entry.photos if figure.until}
        if ends:
            self._ends[piece.path] = ends
        shown = [self._figure(figure, piece.path, piece.photo_line) for figure in entry.photos]
        photos = tuple(figure for figure in shown if figure)
        if photos == entry.photos:
            return entry
        return replace(entry, photos=photos, photo=photos[0] if photos else None)

    def lacking(self, piece: Piece) -> Iterator[Notice]:
        """Yield the notices on an article less those on words that its photos' files have."""
        figures = (*(piece.entry.photos if piece.entry else ()), *piece.body.figures)
        # There is one such notice for each photo that lacks the words, in the photos' order.
        bare = {
            "photo-credit-missing": iter([f for f in figures if f.credit is None]),
            "photo-alt-missing": iter([f for f in figures if not f.alt]),
        }
        for notice in piece.notices:
            figure = next(bare.get(notice.code, iter(())), None)
            picture = self.pictures.get(figure.src) if figure else None
            words = picture.words if picture else None
            credited = notice.code == "photo-credit-missing"
            bare_file = words is None or not words.credit_line
            if self.credited_only and not credited and figure and not figure.credit and bare_file:
                continue  # what is left out needs no description
            if words is None or not (words.credit_line if credited else words.alt):
                yield self._left_out(notice) if credited else notice

    def intro_notices(self, intros: Iterable[tuple[str, Body]]) -> Iterator[Notice]:
        """Yield the notices on the texts of topics and editions, by their files."""
        for path, body in intros:
            notices = (*check_photos_within(body, path), *body.notices)
            yield from self.lacking(Piece(path, body=body, notices=notices))

    def _left_out(self, notice: Notice) -> Notice:
        """Return the notice on a photo without a credit, as it is or as of one left out."""
        if not self.credited_only or notice.code != "photo-credit-missing":
            return notice
        return replace(notice, message=f"{notice.message}, so it is left out", level="info")

    def body(self, body: Body, path: str, line: int | None = None) -> Body:
        """Return the body of the file at `path` with its pictures as they are shown.

        HTML that stands apart is dressed when it is fetched. A photo that the front matter shows
        to a day, which `entry` was told, ends here on the same.
        """
        ends = self._ends.get(path, {})
        if not body.pictures and not body.figures and not body.inline and not ends:
            self._keep.dresses.pop(path, None)
            return body
        known = self._keep.texts.get(path)
        if known is not None and known[:2] == (body, line) and not ends:
            self.told.tell(known[3])
            return known[2]
        self._keep.dresses.pop(path, None)
        self._heard = []
        shown = self._body(body, path, line, ends)
        self.told.tell(self._heard)
        self._keep.texts.pop(path, None)
        if not ends:
            self._keep.texts[path] = (body, line, shown, tuple(self._heard))
        return shown

    def _body(
        self, body: Body, path: str, line: int | None, ends: Mapping[str, dt.datetime]
    ) -> Body:
        written = [replace(figure, until=ends.get(figure.src)) for figure in body.figures]
        figures = tuple(
            self._figure(figure, path, self._place(figure.src, path, line)) for figure in written
        )
        own = {figure.src for figure in body.figures}
        amid = {
            src: self._figure(Figure(src, until=ends.get(src)), path, self._place(src, path, line))
            for src in body.pictures
            if src not in own
        }
        # One that is framed may stand amid words as well.
        pairs = zip(body.figures, figures, strict=True)
        amid |= {before.src: after for before, after in pairs if not before.remote}
        if self.credited_only:
            amid |= dict.fromkeys(body.inline)
        # Another site's pictures amid words are not in the body's list.
        amid |= {src: None for src, end in ends.items() if end <= self.now}
        if not amid and figures == body.figures:
            return body
        dress = self._keep.dresses[path] = Dress(body.figures, figures, amid)
        return dress.body(body)

    @property
    def dress(self) -> Callable[[str, str], str]:
        """What gives the HTML of the file at a path with its pictures as they are shown.

        It holds no more of the album than it takes.
        """
        return partial(_dressed_html, self._keep.dresses)

    def dress_of(self, path: str) -> Dress | None:
        """Return how the pictures in the text of the file at `path` are shown."""
        return self._keep.dresses.get(path)

    def outputs(self, pages: tuple[Page, ...]) -> tuple[Made, ...]:
        """Return the files of the pictures that `pages` show, each once."""
        kept = self._keep
        if not kept.drawings:
            return ()
        before, made = kept.pages or (None, ())
        changed = differing(before, pages)
        if changed is None or any(self._drawn(pages[at])[1] for at in changed):
            paths = {path for page in pages for path in self._drawn(page)[0]}
            made = tuple([drawn_file(path, kept.drawings[path]) for path in sorted(paths)])
        kept.pages = (pages, made)
        return made

    def keep_only(self, outputs: AbstractSet[str], sources: AbstractSet[str]) -> None:
        """Forget what was made for pages and source files that are no more."""
        kept = self._keep
        kept.shown = {path: one for path, one in kept.shown.items() if path in outputs}
        for made in (kept.entries, kept.texts, kept.dresses):
            for path in made.keys() - sources:
                del made[path]

    def _drawn(self, page: Page) -> tuple[tuple[str, ...], bool]:
        """The files of a page's pictures, and whether they are others than at the last look."""
        known = self._keep.shown.get(page.path)
        if known is not None and known[0] is page:
            return known[1], False
        paths = tuple(files_of(page))
        self._keep.shown[page.path] = (page, paths)
        return paths, known is None or known[1] != paths

    def _figure(self, figure: Figure, path: str, line: int | None) -> Figure | None:
        """Return a figure as it is shown; None where its use has ended or its file is no good."""
        if figure.until and self._has_ended(figure, path, line):
            return None
        if figure.remote:
            return figure if figure.credit or not self.credited_only else None
        picture = self.pictures.get(figure.src)
        if picture is None:
            self._miss(figure.src, path, line)
            return None
        self._compare(figure, picture, path, line)
        figure = filled(figure, picture, _credit, split_tail)
        if self.credited_only and not figure.credit:
            return None
        shown = dressed(figure, picture, self.widths, maker())
        self._plan(shown, picture)
        return shown

    def _compare(self, figure: Figure, picture: Picture, path: str, line: int | None) -> None:
        other = disagreement(figure, picture)
        if other is None:
            return
        self._say(
            (picture.path, path),
            Notice(
                "photo-credit-differs",
                f"the photo {picture.path} is credited {figure.credit!r} here, {other!r} in its"
                " own file",
                path,
                line,
                "what is written here is shown; ask its owner which of the two is owed",
                # A curator may know better than the file, and has no other way to say so.
                level="info",
            ),
        )

    def _has_ended(self, figure: Figure, path: str, line: int | None) -> bool:
        if figure.until is None:
            return False
        if figure.until > self.now:
            self.due = min(filter(None, (self.due, figure.until)))
            return False
        end = figure.until.astimezone(self.now.tzinfo)
        self._say(
            (figure.src, path),
            Notice(
                "photo-expired",
                f"the photo {figure.src} was to be used until {end:%Y-%m-%d %H:%M} and is left out",
                path,
                line,
                "delete it, or write a later photo_until: where its owner allows that",
                # Were it a warning, a strict build would fail and leave the photo online.
                level="info",
            ),
        )
        return True

    def _place(self, src: str, path: str, line: int | None) -> int | None:
        """Return the line of a text that names a picture; a kept text knows none of its lines."""
        if src in self.pictures or src.startswith(("http:", "https:")):
            return line
        name = src.rpartition("/")[2]
        try:
            rows = (self.content / path).read_text("utf-8-sig").splitlines()
        except (OSError, ValueError):
            return line
        named = [number for number, row in enumerate(rows, 1) if name in row or quote(name) in row]
        return named[-1] if named else line

    def _miss(self, src: str, path: str, line: int | None) -> None:
        """Note a photo that can't be shown: a file that is no good, or none."""
        if src in self.faults:
            self._say((src, path), line)
        else:
            hint = f"put the file at content/{src}, or mend the photo's path"
            named = posixpath.relpath(src, posixpath.dirname(path))
            if not named.startswith("..") and (self.content / named).is_file():
                hint = f"write /{named}: the path of that file begins under content/"
            missing = ContentError(f"the photo {src} is not there", path=path, line=line, hint=hint)
            self._say((src, path), missing)

    def _say(self, about: tuple[str, str], told: ContentError | Notice | int | None) -> None:
        """Note something of a photo in a file: a mistake, a word, or the line of an unfit one."""
        self._heard.append((about, told))

    def _plan(self, figure: Figure, picture: Picture) -> None:
        made = figure.renditions
        if made is None or made.fallback in self._keep.drawings:
            return
        drawing = Drawing(picture, made.kinds, made.widths, stamp_of(figure, picture))
        plate = self._plate(drawing)
        for width in made.widths:
            for kind in made.kinds:
                self._keep.drawings[made.path(width, kind)] = (drawing, plate, width, kind)

    def _plate(self, drawing: Drawing) -> Plate:
        """Return what a drawing is printed from: one for all the credits of a picture."""
        path, stamped = drawing.picture.path, drawing.stamp != Stamp()
        if (path, stamped) not in self._keep.plates:
            self._keep.plates[path, stamped] = plate_of(drawing, self.content, self.store)
        return self._keep.plates[path, stamped]


def _dressed_html(dresses: Mapping[str, Dress], html: str, path: str) -> str:
    dress = dresses.get(path)
    return dress.html(html) if dress else html


def _survey_all(
    workers: Workers, content: Path, modern: tuple[str, ...], seen: Sequence[_Sighting]
) -> list[Picture | BriefgenError]:
    """Return what each picture file holds, from the cache where it was read before."""
    code = own_stamp()
    keys = [fingerprint(("picture", code, modern, one.path, one.digest)) for one in seen]
    known = workers.cache.found(keys)
    found: dict[bytes, Picture | BriefgenError] = {}
    with suppress(msgspec.MsgspecError):
        found = {k: msgspec.msgpack.decode(row, type=Picture) for k, row in known.items()}
    stale = [(key, one) for key, one in zip(keys, seen, strict=True) if key not in found]
    step = partial(_surveyed, content=str(content), modern=modern)
    read = workers.map(step, [one for _, one in stale], name="look at pictures").each
    found |= {key: one for (key, _), one in zip(stale, read, strict=True)}
    workers.cache.keep(
        {
            key: msgspec.msgpack.encode(found[key])
            for key, _ in stale
            if isinstance(found[key], Picture)
        }
    )
    return [found[key] for key in keys]


def _surveyed(sighting: _Sighting, *, content: str, modern: tuple[str, ...]) -> Picture:
    from briefgen.render.picture_files import survey

    try:
        data = (Path(content) / sighting.path).read_bytes()
    except OSError as error:
        hint = "see who may read the file"
        raise ContentError(
            f"can't be read: {error.strerror}", path=sighting.path, hint=hint
        ) from None
    return survey(sighting.path, sighting.digest, data, modern)


def _credit(line: str) -> Credit | None:
    return parse(line, certain=True) if line else None
