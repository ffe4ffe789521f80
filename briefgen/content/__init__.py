"""Reads and writes content/: files of Markdown with front matter.

find         a folder -> the paths of its articles, topics and editions
frontmatter  bytes -> values by key, the line of each, the body
read         bytes -> Article, Topic, Edition, with notices
yamltext     a value -> the lines of front matter that say it
write        Article -> text and path; a person's file with some keys changed
new          a title -> the text of an empty article, topic or edition
"""
