"""Work with a cache and cores, and the swap of finished outputs into the site; knows no article.

work
    Work(store: Path | None = None, *, jobs=1, stamp=None, watch=None)         a context manager
        .map(step, inputs, *, keep=True) -> Outcomes        .values · .errors · .each, all in order
        .stream(step, inputs, *, keep=True, total=0) -> Iterator[result | BriefgenError]   holds few
        .key(step, inputs) -> list[bytes]                   stands for the result, without making it
        .tallies: dict[step's name, Tally]                  .inputs · .hits · .seconds
        .stage(name) · .timings -> Timings                  .table() -> str · .trace() -> bytes
    A step is a function of a module or a functools.partial of one. Inputs, bound arguments and
    results are frozen dataclasses, tuples, texts, bytes, numbers, dates, enums, paths, None.
output
    sync(outputs: Iterable[tuple[str, Content]], folder, *, state, wait=5.0) -> Synced
    SiteFolder(folder, *, state, wait=5.0)                  a context manager: locked and looked at
        .standing: Mapping[path, key]                       files that stand as we wrote them
        .stamp: bytes · .intact: bool                       for a build that may have nothing to do
        .sync(outputs, *, stamp=b"") -> Synced              once a visit
    Content is bytes | Path | Keyed(key: bytes, content: bytes | Path | None = None)
    Synced .written · .unchanged · .removed · .kept (paths, sorted) · .atomic
amending
    AmendedFolder(folder, *, state, seen).replace(outputs) -> written     all else stands
stat_index
    StatIndex(path).digests(files) -> list[bytes | None] · .save()      unchanged files are not read
fingerprint
    fingerprint(value) -> bytes · Fingerprints()(value, start=b"") -> bytes      for many that share
files
    write_atomic(path, data) · write_new(path, data)        a person's files
stamp, lock
    code_stamp(folders=briefgen, search=None) -> str · locked(path, *, wait=5.0, over=None)
"""
