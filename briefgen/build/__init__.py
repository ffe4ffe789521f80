"""content/ in, site/ out: read, place, arrange, plan, render, sync.

front     the way in: an order -> the site, or the last build's word where nothing changed
look      what a build looked at, and what the disk says of it now
told      the file of what a build told and looked at
remember  what a build told -> that file, and told again
sift      what was only stamped anew -> nothing changed
standing  nothing changed -> the last site where it stood, brought back if it is gone
amend     a few articles changed -> the site amended; its parts:
  amends      what a build leaves for that: where each article is shown, and how
  stock       the same, read back piece by piece
  rereading   the changed articles, read anew
  replanning  the pages and feeds that show them, planned anew
  showing     those rendered and swapped in
order     what is to be built, and what came of it
reading   content/ -> articles, topics, editions
making    pages, feeds -> files of the site, each known by the key of what it shows
pictures  photos under content/ -> figures as shown
plates    pictures to be drawn -> the files made of them, from a store
telling   what was read and arranged -> all that is to be said of it
sequence  files of the site -> the articles they show, and an order by those
reasons   what the last build was made of -> why a file was written
site      the story: an order -> a rendered site -> the folder
"""

from __future__ import annotations

from briefgen.build.front import build_site, render_site
from briefgen.build.order import Made, Order, Rendered, Result

__all__ = ["Made", "Order", "Rendered", "Result", "build_site", "render_site"]
