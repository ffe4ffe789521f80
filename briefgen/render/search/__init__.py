"""Article pages -> the index that the search page reads, made by Pagefind.

documents  article pages -> one small document each, with as much text as the page shows
bundle     documents -> Pagefind's files, the same bytes for the same documents
settled    what Pagefind writes in no fixed order -> the same in order
"""
