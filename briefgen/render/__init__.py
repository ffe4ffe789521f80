"""Article -> Output: places articles on the site and makes its pages' values, feeds and metadata.

addresses   paths within the site -> the addresses readers follow
permalinks  an article, topic or edition -> its address; two that clash -> errors
to_html     Markdown -> Body, sanitised (figures, allowed, bombs: its parts)
words       HTML or Markdown -> plain text, summary, excerpt, number of words
entries     Article -> Entry
library     entries, topics, editions -> Library (editions: its part)
plan        Library -> pages (listings, neighbours, shown, site: its parts)
feed_refs   a site or topic -> the feeds its pages announce
feeds/      Library -> Feed -> RSS, Atom, JSON Feed, OPML
metadata    Page -> its card for link previews; json_ld: Page -> structured data
site_files  pages -> sitemap, robots.txt, web manifest
images      a photo's address -> its path within the site
rights      pages -> the list of photos and texts with their owners
theme       a theme's files and settings; templates: Page -> HTML; filters: what templates call
"""
