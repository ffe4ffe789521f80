"""Work with a cache and cores, and the swap of finished outputs into the site; knows no article.

Work(store: Path | None = None, *, jobs=1, stamp="")   a context manager
    .map(step, inputs) -> Outcomes        step: a module's function, or a functools.partial of one
    .stream(step, inputs) -> Iterator[result | BriefgenError]
Outcomes .values (failed ones left out) · .errors · .each (in the order of the inputs)
sync(outputs: Iterable[tuple[str, bytes | Path]], folder: Path, *, state: Path) -> Synced
Synced .written .unchanged .removed .kept             paths under the folder, sorted
fingerprint(value) -> bytes
write_atomic(path, data) · write_new(path, data)
"""

from __future__ import annotations
