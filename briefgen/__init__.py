"""briefgen: from a pile of articles to a published, credited briefing.

The map of this tree:

    cli         the verbs; the only place that prints, prompts and exits
    intake      source -> content/: take, clean, write
    build       content/ -> site/: read, place, arrange, plan, render, sync
    configfile  briefgen.yml -> Config, with the line of every mistake
    errors      the error tree, Notice, how both are told
    values      classes of frozen values, as dataclasses make them, only sooner
    model/      frozen nouns, no I/O
    sources/    where documents come from
    clean/      Document -> Article, no I/O
    content/    reads and writes content/
    render/     Article -> Output
    check/      looks, never changes
    engine/     work with cache and cores; knows no article
    preview/    server and watch; knows a folder and a callable
    publish/    git and GitHub; knows a folder and a repository
"""

__version__ = "0.1.0"

__all__ = ["__version__"]
