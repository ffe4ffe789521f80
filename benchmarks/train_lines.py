"""Learn the trees that tell an article's lines from its page's, on pages with known answers.

    python benchmarks/train_lines.py DATA

DATA is laid out as `known` says. The trees learned on all its pages go to
briefgen/clean/forest.json; `score.py --fair` says what they are worth on pages they never saw.
Needs scikit-learn.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from known import Known, known
from sklearn.ensemble import HistGradientBoostingClassifier

import briefgen.clean
from briefgen.clean.hearing import listen
from briefgen.clean.lines import lines
from briefgen.clean.traits import Traits, traits
from briefgen.clean.voices import Voice, glued

# More of these never makes a line less likely to be of the article, or never more: a page unlike
# those learned from is judged by the readers, not by a chance of the pages that were at hand.
FOR = (
    "readers",
    "trusted readers",
    "best reader says",
    "trafilatura says",
    "json-ld says",
    "two voices",
    "kin heard",
    "kin readers",
)
AGAINST = ("hidden", "no voice", "furniture", "leads on")
FOREST = Path(briefgen.clean.__file__).with_name("forest.json")


@dataclass(frozen=True)
class Example:
    """A page's lines: what is seen of each, whether it is of the article, and how long it is."""

    rows: list[Traits]
    truth: list[bool]
    words: list[int]


def example(one: Known) -> Example | None:
    """Label a page's lines by its known text; None for a page without lines or answer."""
    draft = one.draft
    if draft is None or not one.truth.get("text"):
        return None
    whole = [line.whole for line in lines(draft.found) if line.whole.text]
    told = [glued(row) for row in one.truth["text"].splitlines()]
    answer = Voice("truth", "".join(told), frozenset(filter(None, told)))
    known = draft.facts
    rows = traits(whole, listen(whole, draft.heard), known.title, known.summary, known.authors)
    truth = [share > 0.5 for share in listen(whole, [answer]).of("truth")]
    return Example(rows, truth, [len(piece.text.split()) or 1 for piece in whole]) if rows else None


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
        max_iter=150,
        learning_rate=0.08,
        max_leaf_nodes=12,
        max_features=0.15,
        min_samples_leaf=40,
        l2_regularization=5,
        monotonic_cst=[(name in FOR) - (name in AGAINST) for name in names],
        early_stopping=False,
        random_state=0,
    )
    scale = 400
    return model.fit(matrix(examples, names), truth, sample_weight=scale * np.array(weights))


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


def grown(pages: list[Known]) -> str:
    """The trees learned on some pages, as data."""
    examples = [found for one in pages if (found := example(one))]
    names = sorted({name for one in examples for row in one.rows for name in row})
    return exported(learned(examples, names), names)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    FOREST.write_text(grown(known(parser.parse_args().data)) + "\n", "utf-8")


if __name__ == "__main__":
    main()
