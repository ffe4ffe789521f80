"""A reader's real browser: opens pages of a site and tells all that ran, asked or went elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar, Self

from playwright.sync_api import Browser, Error

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Request

__all__ = ["Reader"]

# A picture of another host is what an article may show; nothing else may leave.
PICTURES = tuple(f"https://{name}.example/" for name in ("p", "page", "feed", "good", "desk"))
# Runs before anything of the page does, in every frame of it.
WATCH = """
window.boo = window.boo || (() => window.told("a script ran: " + location.href));
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.boo();
addEventListener("securitypolicyviolation", (e) => window.told("the policy had to stop " + e.violatedDirective + " " + e.blockedURI + " on " + location.href));
"""
# What a reader's pointer and keys would set off, and what stands in the page that should not.
PROD = """
() => {
  const found = [];
  const kinds = ["click", "mouseover", "mouseenter", "pointerenter", "pointerdown", "focus", "focusin", "blur", "load",
    "error", "toggle", "beforetoggle", "animationstart", "animationend", "transitionend", "keydown", "copy", "paste",
    "scroll", "wheel", "input", "change", "submit", "beforematch", "begin", "end", "start", "finish", "resize"];
  const schemes = new Set(["http:", "https:", "mailto:"]);
  addEventListener("click", (e) => e.preventDefault(), true);
  addEventListener("submit", (e) => e.preventDefault(), true);
  const all = (root) => [...root.querySelectorAll("*")].flatMap((one) => [one, ...(one.shadowRoot ? all(one.shadowRoot) : [])]);
  for (const one of all(document)) {
    const name = one.localName;
    if (document.body && document.body.contains(one) && /^(base|meta|link|style|iframe|frame|object|embed|applet|svg|math|video|audio|marquee|template)$/.test(name)) found.push("<" + name + ">");
    if (name === "script" && one.type !== "application/ld+json" && new URL(one.src || "x:", location).origin !== location.origin) found.push("a script: " + one.outerHTML.slice(0, 200));
    if (name === "script" && one.type === "application/ld+json") try { JSON.parse(one.textContent); } catch (e) { found.push("data that can't be read: " + e); }
    for (const attribute of one.attributes) {
      if (/^on|^style$|^srcdoc$|^formaction$|^ping$|^background$|^poster$/i.test(attribute.name)) found.push(name + " " + attribute.name + "=" + attribute.value);
    }
    for (const key of ["href", "src", "action", "data", "cite"]) {
      if (typeof one[key] === "string" && one[key] && one.hasAttribute(key)) {
        let scheme = "none";
        try { scheme = new URL(one[key], location).protocol; } catch (e) { if (name === "a") continue; }
        if (!schemes.has(scheme)) found.push(name + " " + key + "=" + one[key]);
      }
    }
    for (const kind of kinds) one.dispatchEvent(new Event(kind, { bubbles: false, cancelable: true }));
  }
  return found;
}
"""


@dataclass
class Reader:
    """Opens pages in a browser; `told` is all that went wrong.

    `trusting` takes the pages' policy away: then only sanitising stands before the reader.
    `in_all` counts the pages that all readers of a run have opened.
    """

    browser: Browser
    home: str
    trusting: bool
    told: list[str] = field(default_factory=list)
    opened: int = 0
    in_all: ClassVar[Counter[str]] = Counter()

    def __enter__(self) -> Self:
        self.context: BrowserContext = self.browser.new_context(bypass_csp=self.trusting)
        self.context.expose_function("told", lambda said: self.told.append(said))  # noqa: PLW0108 - it must be a function
        self.context.add_init_script(WATCH)
        self.context.on("request", self._asked)
        self.tab = self.context.new_page()
        self.tab.on("dialog", lambda dialog: (self.told.append("a dialog"), dialog.dismiss()))
        self.tab.on("download", lambda _: self.told.append("a download"))
        self.context.on("page", lambda _: self.told.append("a window opened"))
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    def _asked(self, request: Request) -> None:
        ours = request.url.startswith((self.home, "data:", "blob:"))
        picture = request.resource_type == "image" and request.url.startswith(PICTURES)
        if not ours and not picture:
            self.told.append(f"asked for {request.url} ({request.resource_type})")

    def open(self, path: str, *, prod: bool = True) -> None:
        """Open a page, touch everything on it, and note where it went."""
        address = self.home + path
        self.tab.goto(address, wait_until="load")
        self.opened += 1
        self.in_all["without their policy" if self.trusting else "with their policy"] += 1
        if prod:
            self.prod(path)
        if self.tab.url.partition("#")[0] != address:
            self.told.append(f"{path} went to {self.tab.url}")

    def prod(self, place: str) -> None:
        """Touch everything on the page that is open, and note what should not stand there."""
        try:
            self.told += [f"{place}: {one}" for one in self.tab.evaluate(PROD)]
        except Error as error:
            self.told.append(f"{place} went away: {error}")
