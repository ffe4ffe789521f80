"""Sources in, cleaned articles out, and filed under content/: take, clean, write.

cleaning  sources -> cleaned articles, each for itself
shelf     content/ -> what is filed already, by address and by text
topics    a cleaned article -> the topic of the site that fits it
filing    a cleaned article -> a file under content/, or a row of another's `also:`
"""

from __future__ import annotations

from briefgen.intake.cleaning import Taken, clean_sources, knowledge_of
from briefgen.intake.filing import Choices, Filed, file_article
from briefgen.intake.shelf import Shelf, duplicates, shelf_of

__all__ = [
    "Choices",
    "Filed",
    "Shelf",
    "Taken",
    "clean_sources",
    "duplicates",
    "file_article",
    "knowledge_of",
    "shelf_of",
]
