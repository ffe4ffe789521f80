"""Frozen nouns, one type a stage; no I/O.

credit      Credit: what a verbatim credit line says, taken apart
document    Document -> Cleaned: what was taken in, its blocks, its ledger
article     Article, Photo: one piece in content/; Topic, Edition: their files
config      Config: briefgen.yml, typed
picture     Picture: a picture's file as read; Renditions: the files made of it
entry       Entry: an article placed on the site; Body: its text as HTML
theme       Theme: templates, words, settings and assets, as loaded
invisible   characters that nobody sees, left out
urls        addresses from outside, parsed without ever raising
day_words   a day in people's words, in many languages
library     Library: all entries, arranged
page        Page and its kinds: everything one page of the site shows; Output
"""
