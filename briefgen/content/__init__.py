"""Reads and writes content/: files of Markdown with front matter.

find         a folder -> the paths of its articles, topics and editions
frontmatter  bytes -> values by key, the line of each, the body
read         bytes -> Article, Topic, Edition, with notices
write        Article -> text; a person's text with some front matter changed
new          a title -> the text of an empty article, topic or edition
"""
