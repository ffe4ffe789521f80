"""The live preview: a folder and a build go in, a site that follows the writer comes out.

Nothing here knows an article. What joins the layer to a build stands in `built`; the rest reads
from the change on disk to the screen:

    built     what a build hands over: outputs, mistakes, notices, facts about pages
    options   what the person at the command line chose
    watch     folders → touched paths (watchdog, or polling)
    settle    touched paths → one change set, once the writer is done
    rebuild   change set → build → what is shown now
    changes   two sets of outputs → the addresses that differ
    events    one message → every browser that listens
    address   an URL path → a file of the site, or a refusal
    guard     who may ask: hosts, origins, fetch sites
    mime      a file's name → its type
    ranges    a Range header → the part asked for
    inject    a page → the page with the preview's own scripts in it
    told      mistakes and notices → what the overlay and the panel show
    feedview  a feed → what a reader makes of it
    desk      the pages under /_briefgen/, as HTML
    session   what all requests of one run share
    answers   the headers that every answer has
    sitefiles the endpoint of the site's own files
    follow    the endpoints of the client in the browser
    app       all of it as an ASGI application
    ports     a free port, bound
    server    `serve`, which blocks until Ctrl-C, and `Preview`, which does not
"""

from __future__ import annotations

from briefgen.preview.built import Build, Built, PageFact, Served
from briefgen.preview.options import ServeOptions

__all__ = ["Build", "Built", "PageFact", "ServeOptions", "Served"]
