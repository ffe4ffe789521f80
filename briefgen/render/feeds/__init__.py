"""Library -> Feed -> bytes, in each format readers subscribe to.

refs      which feeds a page announces
items     Library -> Feed values, with as much of each text as its policy allows
media     a photo -> Media RSS elements
adapter   the one door to feedgen; rss, atom: Feed -> bytes through it
jsonfeed  Feed -> JSON Feed 1.1; opml: a list of feeds -> OPML 2.0
"""
