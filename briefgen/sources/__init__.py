"""Where documents come from: source -> Document, each kind in its own module.

take    which kind a source is; folders spread out into their files
files   saved pages and texts
mail    saved mails
mail_sender who sent a mail, passed on or not
mhtml   pages saved as one file
archive the pages in web archives (WARC)
feed    the items of RSS, Atom and JSON Feed
feed_photos the photos beside the text of a feed's items
feed_titles an item's title as plain text
xml_encoding a feed's bytes as UTF-8
opml    lists of feeds; entities in XML refused
stamp   dates of mails and feeds
web     pages and feeds by address
media   what kind of picture bytes are
picture a picture by address
fetch   bytes by address, within bounds
connect connections to the address that was checked, with a deadline
hosts   which hosts may be asked
"""

from __future__ import annotations

from briefgen.sources import archive
from briefgen.sources.take import expand, take

__all__ = ["archive", "expand", "take"]
