"""Reads and writes content/: files of Markdown with front matter.

find         a folder -> the paths of its articles, topics and editions
frontmatter  bytes -> values by key, the line of each, the body
read         bytes -> Article, Topic, Edition, with notices
yamltext     a value -> the lines of front matter that say it
write        Article -> text and path; a person's file with some keys changed
new          a title -> the text of an empty article, topic or edition
"""

from briefgen.content.find import Found, find
from briefgen.content.new import new_article, new_edition, new_topic
from briefgen.content.read import Reading, read_article, read_edition, read_topic
from briefgen.content.write import article_path, article_text, with_changes

__all__ = [
    "Found",
    "Reading",
    "article_path",
    "article_text",
    "find",
    "new_article",
    "new_edition",
    "new_topic",
    "read_article",
    "read_edition",
    "read_topic",
    "with_changes",
]
