"""Say how near cleaning comes to the known answers, set by set.

    python benchmarks/score.py DATA [--fair] [--save FILE] [--against FILE]

DATA is laid out as `known` says. With --fair a page is judged by trees that saw no page of its
site (five folds; needs scikit-learn), without it by those that are shipped, which saw them all.
--save keeps the score of each page, --against says how far today's differ from those kept, with
the bounds that hold the mean difference 95 times in 100.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import time
from collections import Counter
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from statistics import mean
from typing import Any

from known import FOLDS, Known, credits_known, known, page_bytes, truths
from measures import credit, f1, interval, named, overlap, people, runs, words
from trafilatura import extract

from briefgen.clean import clean, forest
from briefgen.clean.body import judge
from briefgen.clean.echoes import without_echoes
from briefgen.clean.lines import lines
from briefgen.clean.steps import STEPS, finished, judge_lines
from briefgen.errors import SourceError
from briefgen.model.document import Cleaned, Document

SETS = ("aeb", "wcxb", "fundus")
NUMBERS = ("F1", "must-have", "kept out")
RIGHT_CAPTION = 0.8
STRAIGHT = str.maketrans("\u2018\u2019\u201c\u201d\u2013\u2014\u00a0", "''\"\"-- ")


@dataclass(frozen=True)
class Row:
    """A page with what was made of it; None where nothing was."""

    known: Known
    cleaned: Cleaned | None

    @property
    def text(self) -> str:
        """The page's text, "" where nothing was made of it."""
        return self.cleaned.text if self.cleaned else ""

    def overlap(self) -> tuple[float, float]:
        """The text's precision and recall, as its set measures them."""
        make = runs if self.known.kind == "aeb" else words
        return overlap(make(self.text), make(self.known.truth["text"]))


def judged(one: Known, trees: forest.Forest) -> Cleaned | None:
    """Clean a page with these trees from where its lines are judged."""
    draft = one.draft
    if draft is None:
        return None
    facts = draft.facts
    found = judge(
        lines(draft.found),
        draft.heard,
        facts.title,
        facts.summary,
        facts.authors,
        score=trees.scores,
    )
    found = without_echoes(found, facts.authors)
    draft = replace(draft, judged=found, verdicts=tuple(row.verdict for row in found))
    try:
        rest = STEPS[STEPS.index(judge_lines) + 1 :]
        return finished(reduce(lambda done, step: step(done), rest, draft))
    except SourceError:
        return None


def all_rows(pages: list[Known], *, fair: bool) -> list[Row]:
    if not fair:
        shipped = forest.read((Path(forest.__file__).with_name("forest.json")).read_text("utf-8"))
        return [Row(one, judged(one, shipped)) for one in pages]
    from train_lines import grown

    rows = []
    for fold in range(FOLDS):
        trees = forest.read(grown([one for one in pages if one.fold != fold]))
        rows += [Row(one, judged(one, trees)) for one in pages if one.fold == fold]
    return rows


def share(hits: list[bool]) -> str:
    return f"{100 * mean(hits):.1f}" if hits else ""


def numbers(row: Row) -> dict[str, float | None]:
    """A page's own F1 and shares of snippets, None where it has none."""
    text, truth = row.text.lower(), row.known.truth
    must = [s.lower() in text for s in truth.get("with") or []]
    out = [s.lower() not in text for s in truth.get("without") or []]
    found = (f1(*row.overlap()), mean(must) if must else None, mean(out) if out else None)
    return dict(zip(NUMBERS, found, strict=True))


def set_row(kind: str, rows: list[Row]) -> str:
    pairs = [row.overlap() for row in rows]
    precision, recall = (mean(side) for side in zip(*pairs, strict=True))
    each = [f1(*pair) for pair in pairs]
    whole = f1(precision, recall) if kind == "aeb" else mean(each)
    must = [
        (s.lower(), row.text.lower()) for row in rows for s in row.known.truth.get("with") or []
    ]
    out = [
        s.lower() not in row.text.lower()
        for row in rows
        for s in row.known.truth.get("without") or []
    ]
    bent = [s.translate(STRAIGHT) in text.translate(STRAIGHT) for s, text in must]
    cells = [
        kind, str(len(rows)), f"{whole:.4f}", f"{precision:.4f}", f"{recall:.4f}",
        share([score > 0.9995 for score in each]), share([s in text for s, text in must]),
        share(bent), share(out),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def fact_row(kind: str, rows: list[Row]) -> str:
    def known_of(key: str) -> list[tuple[Row, Any]]:
        return [(row, row.known.truth[key]) for row in rows if row.known.truth.get(key)]

    title = [named(r.cleaned and r.cleaned.article.title) == named(t) for r, t in known_of("title")]
    author = [
        people(r.cleaned and r.cleaned.article.authors) == people(t) for r, t in known_of("author")
    ]
    days = [
        (str((r.cleaned and r.cleaned.article.date) or "")[:10], str(t)[:10])
        for r, t in known_of("date")
    ]
    cells = [
        kind, share(title), share(author), share([a == b for a, b in days]),
        share([bool(a) and a != b for a, b in days]),
    ]  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def verdict(row: Row, truth: dict[str, Any]) -> tuple[str, bool | None]:
    """Whether a lead photo's credit is right, and its caption."""
    photos = row.cleaned.article.photos if row.cleaned else ()
    photo = photos[0] if photos else None
    said = credit(photo.credit if photo else None)
    answers = {credit(truth.get("credit")), credit(truth.get("credit_raw"))} - {""}
    if answers:
        told = "right" if said in answers else "wrong" if said else "missed"
    else:
        told = "invented" if said else "rightly none"
    caption = words(truth.get("caption"))
    return told, f1(
        *overlap(words(photo.caption if photo else ""), caption)
    ) >= RIGHT_CAPTION if caption else None


def photo_table(rows: list[Row], data: Path) -> list[str]:
    answers = credits_known(data)
    tallies: dict[str, Counter[str]] = {}
    captions = []
    for row in rows:
        if row.known.key in answers:
            told, caption = verdict(row, answers[row.known.key])
            language = (row.cleaned and row.cleaned.article.language) or "unknown"
            for name in ("all", language.split("-")[0]):
                tallies.setdefault(name, Counter())[told] += 1
            captions += [caption] if caption is not None else []
    names = ("right", "wrong", "missed", "invented", "rightly none")
    lines_ = [
        f"| {language} | " + " | ".join(str(tally[name]) for name in names) + " |"
        for language, tally in sorted(tallies.items(), key=lambda row: -row[1].total())
    ]
    every = tallies["all"]
    said = every["right"] + every["wrong"] + every["invented"]
    owed = every["right"] + every["wrong"] + every["missed"]
    return [
        "| language | " + " | ".join(names) + " |", "|" + "---|" * 6, *lines_, "",
        f"precision {every['right'] / said:.4f}, recall {every['right'] / owed:.4f}",
        f"captions right {share(captions)} %",
    ]  # fmt: skip


def processor(data: Path) -> str:
    """The time of a whole cleaning in times of trafilatura's, page by page in turn."""
    ours, theirs = 0.0, 0.0
    for key in sorted(truths(data)):
        page = page_bytes(data, key)
        start = time.process_time()
        extract(page, with_metadata=True, include_comments=False)
        between = time.process_time()
        with contextlib.suppress(SourceError):
            clean(Document(key, "html", page))
        ours, theirs = ours + time.process_time() - between, theirs + between - start
    return f"processor time: {ours / theirs:.2f} times trafilatura's"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--fair", action="store_true")
    parser.add_argument("--save", type=Path)
    parser.add_argument("--against", type=Path)
    chosen = parser.parse_args()
    rows = all_rows(known(chosen.data), fair=chosen.fair)
    by_set = {
        kind: [r for r in rows if r.known.kind == kind and r.known.truth.get("text")]
        for kind in SETS
    }
    print(
        "| set | pages | F1 | precision | recall | exact % | must-have %"
        " | with quotes alike % | kept out % |"
    )
    print("|" + "---|" * 9)
    for kind, found in by_set.items():
        print(set_row(kind, found))
    print("\n| set | title % | author % | date right % | date wrong % |\n|" + "---|" * 5)
    for kind, found in by_set.items():
        if kind != "aeb":
            print(fact_row(kind, found))
    print(fact_row("both", by_set["wcxb"] + by_set["fundus"]))
    print("\n" + "\n".join(photo_table(rows, chosen.data)))
    scores = {r.known.key: numbers(r) for found in by_set.values() for r in found}
    if chosen.save:
        chosen.save.write_text(json.dumps(scores), "utf-8")
    if chosen.against:
        before = json.loads(chosen.against.read_text("utf-8"))
        for kind in SETS:
            for name in NUMBERS:
                said = [
                    (scores[k][name], before[k][name])
                    for k in scores
                    if k in before and k.startswith(kind)
                ]
                differences = [a - b for a, b in said if a is not None and b is not None]
                if differences:
                    row = (kind, name, *interval(differences))
                    print("{}: {} {:+.4f} ({:+.4f} to {:+.4f})".format(*row))
    if not chosen.fair:
        print("\n" + processor(chosen.data))


if __name__ == "__main__":
    main()
