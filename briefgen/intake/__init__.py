"""Sources in, cleaned articles out, and filed under content/: take, clean, write.

cleaning  sources -> cleaned articles, each for itself
shelf     content/ -> what is filed already, by address and by text
topics    a cleaned article -> the topic of the site that fits it, and how strong the evidence is
past      sources -> what became of those taken before, known by their bytes
seen      feeds -> what is new in them since they were taken last
raw       what an article was made from, kept under .briefgen/
again     a filed article -> its ledger; the same cleaned again, joined with a person's edits
photos    an article with photos elsewhere -> with those photos as files beside it
filing    a cleaned article -> a file under content/, or a row of another's `also:`
"""

from __future__ import annotations

from briefgen.intake.again import Again, again, article_at, explained
from briefgen.intake.cleaning import Newsletters, Taken, clean_sources, knowledge_of
from briefgen.intake.filing import Choices, Filed, file_article, file_from_inbox, waiting
from briefgen.intake.past import Came, Known, Past, digest_of, name_of
from briefgen.intake.photos import Saved
from briefgen.intake.raw import Origin, Raw
from briefgen.intake.seen import Seen, read_seen, write_seen
from briefgen.intake.shelf import Shelf, duplicates, shelf_of
from briefgen.intake.topics import SiteTopics, TopicError, with_topic_told

__all__ = [
    "Again",
    "Came",
    "Choices",
    "Filed",
    "Known",
    "Newsletters",
    "Origin",
    "Past",
    "Raw",
    "Saved",
    "Seen",
    "Shelf",
    "SiteTopics",
    "Taken",
    "TopicError",
    "again",
    "article_at",
    "clean_sources",
    "digest_of",
    "duplicates",
    "explained",
    "file_article",
    "file_from_inbox",
    "knowledge_of",
    "name_of",
    "read_seen",
    "shelf_of",
    "waiting",
    "with_topic_told",
    "write_seen",
]
