"""Learn the trees that tell an article's lines from its page's, on pages with known answers.

    python benchmarks/train_lines.py DATA [--write]

DATA holds `truth.json.gz`, {page: {"text": ...}}, and `pages/PAGE.html.gz`. Prints the share of the
words rightly told, five-fold by page, so that no page is judged by trees that saw it; with --write
the trees learned on all pages go to briefgen/clean/forest.json. Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier

import briefgen.clean
from briefgen.clean import page as pages
from briefgen.clean.lines import lines
from briefgen.clean.steps import Draft, harvest_figures, read_facts, read_lines
from briefgen.clean.traits import Traits, traits
from briefgen.clean.voices import Voice, glued, voices
from briefgen.model.document import Document, Knowledge

FOREST = Path(briefgen.clean.__file__).with_name("forest.json")
FOLDS = 5


@dataclass(frozen=True)
class Example:
    """A page's lines: what is seen of each, whether it is of the article, and how long it is."""

    rows: list[Traits]
    truth: list[bool]
    words: list[int]


def example(key: str, data: bytes, text: str) -> Example:
    """Read a page as cleaning does, and label its lines by the known text."""
    document = Document(key, "html", data)
    draft = Draft(document, Knowledge(), pages.read(document))
    for step in (read_facts, harvest_figures, read_lines):
        draft = step(draft)
    whole = [line.whole for line in lines(draft.found) if line.whole.text]
    keys = [glued(piece.text) for piece in whole]
    told = [glued(row) for row in text.splitlines()]
    known = Voice("truth", "".join(told), frozenset(filter(None, told)))
    around = zip(keys, ["", *keys], [*keys[1:], ""], strict=False)
    return Example(
        rows=traits(whole, voices(draft.page), draft.facts.title, draft.facts.summary),
        truth=[known.says(*row) > 0.5 for row in around],
        words=[len(piece.text.split()) or 1 for piece in whole],
    )


def matrix(examples: list[Example], names: list[str]) -> np.ndarray:
    rows = [[row.get(name, 0.0) for name in names] for one in examples for row in one.rows]
    return np.array(rows, dtype=np.float32)


def learned(examples: list[Example], names: list[str]) -> HistGradientBoostingClassifier:
    """Trees that weigh a line by its words, and every page alike."""
    weights = [
        (min(count, 80) + 2) / (200 + sum(one.words)) for one in examples for count in one.words
    ]
    truth = [label for one in examples for label in one.truth]
    model = HistGradientBoostingClassifier(
        max_iter=60,
        learning_rate=0.15,
        max_leaf_nodes=10,
        min_samples_leaf=40,
        l2_regularization=3,
        early_stopping=False,
        random_state=0,
    )
    scale = 400
    return model.fit(matrix(examples, names), truth, sample_weight=scale * np.array(weights))


def right(examples: list[Example], names: list[str]) -> float:
    """The share of words rightly told, each page judged by trees that never saw it."""
    shares = []
    for fold in range(FOLDS):
        model = learned([e for i, e in enumerate(examples) if i % FOLDS != fold], names)
        for one in examples[fold::FOLDS]:
            said = model.predict_proba(matrix([one], names))[:, 1] > 0.5
            hits = sum(w for w, a, b in zip(one.words, said, one.truth, strict=True) if a == b)
            shares.append(hits / sum(one.words))
    return sum(shares) / len(shares)


def exported(model: HistGradientBoostingClassifier, names: list[str]) -> str:
    """The trees as data: branches (trait, bound, below, above), leaves (number)."""
    trees = [predictors[0].nodes for predictors in model._predictors]  # noqa: SLF001 - no public face
    used = sorted({int(n["feature_idx"]) for tree in trees for n in tree if not n["is_leaf"]})
    place = {number: at for at, number in enumerate(used)}
    data = [
        [
            [round(float(n["value"]), 4)]
            if n["is_leaf"]
            else [
                place[int(n["feature_idx"])],
                round(float(n["num_threshold"]), 5),
                int(n["left"]),
                int(n["right"]),
            ]
            for n in tree
        ]
        for tree in trees
    ]
    base = float(model._baseline_prediction.ravel()[0])  # noqa: SLF001
    data[0] = [[round(n[0] + base, 4)] if len(n) == 1 else n for n in data[0]]
    return json.dumps({"traits": [names[n] for n in used], "trees": data}, separators=(",", ":"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true")
    chosen = parser.parse_args()
    truth = json.loads(gzip.decompress((chosen.data / "truth.json.gz").read_bytes()))
    keys = sorted(truth)
    random.Random(0).shuffle(keys)
    examples = []
    for key in keys:
        data = gzip.decompress((chosen.data / "pages" / f"{key}.html.gz").read_bytes())
        one = example(key, data, truth[key]["text"])
        examples += [one] if one.rows else []
    names = sorted({name for one in examples for row in one.rows for name in row})
    print(f"{len(examples)} pages, words rightly told, five-fold: {right(examples, names):.4f}")
    if chosen.write:
        FOREST.write_text(exported(learned(examples, names), names) + "\n", "utf-8")


if __name__ == "__main__":
    main()
