// Follows the build: morphs this page in place, swaps its styles, shows mistakes and notices.
"use strict";

(() => {
  const me = document.getElementById("briefgen-client");
  if (!me || window.briefgenPreview) return;
  const seen = {
    run: me.dataset.run,
    revision: Number(me.dataset.revision),
    page: me.dataset.page,
    scripts: me.dataset.scripts,
  };
  window.briefgenPreview = seen;
  const KEPT = "briefgen:" + location.pathname;
  let queue = Promise.resolve();
  let base = "/";

  // Addresses are compared as paths without escapes, as the build spells them.
  const plain = (url) => decodeURIComponent(new URL(url, location).pathname);

  // ---- messages ----

  const receive = (message) => {
    queue = queue.then(() => react(message)).catch((problem) => console.warn("briefgen:", problem));
  };

  const react = async (told) => {
    if (told.run === seen.run && told.revision <= seen.revision) return;
    if (told.revision === 0) return; // the first build of a new run: its end will be told
    const next = told.kind === "change" && !told.many && told.run === seen.run && told.revision === seen.revision + 1;
    const message = next ? told : await missed();
    if (message.run === seen.run && message.revision <= seen.revision) return;
    base = message.base;
    if (message.edited && !document.hidden && plain(message.edited) !== plain(location.href)) {
      location.assign(message.edited);
      return;
    }
    await apply(message);
    seen.run = message.run;
    seen.revision = message.revision;
    await refreshState();
  };

  const missed = async () => {
    const asked = new URLSearchParams({ run: seen.run, since: seen.revision, page: seen.page });
    const answer = await fetch(`/_briefgen/changes?${asked}`, { cache: "no-store" });
    return answer.json();
  };

  const apply = async (message) => {
    if (message.gone[seen.page]) {
      location.assign(message.gone[seen.page]);
      return;
    }
    if (message.many) {
      await swapStyles(null, Date.now());
      await morph();
      return;
    }
    const changed = new Set(message.changed.map((key) => base + key));
    const runs = [...document.querySelectorAll("script[src]")];
    if (runs.some((script) => script !== me && changed.has(plain(script.src)))) {
      reload();
      return;
    }
    await swapStyles(changed, message.revision);
    swapImages(changed, message.revision);
    if (message.changed.includes(seen.page)) await morph();
  };

  const reload = () => {
    keep();
    location.reload();
  };

  // ---- styles and pictures ----

  const styleLinks = (root) => [...root.querySelectorAll('link[rel~="stylesheet"][href]')];

  const imports = (sheet) => {
    try {
      return [...sheet.cssRules].flatMap((rule) =>
        rule.styleSheet ? [rule.href, ...imports(rule.styleSheet)] : []);
    } catch {
      return []; // another origin's sheet
    }
  };

  const uses = (link, changed) => {
    const url = new URL(link.href);
    if (url.origin !== location.origin) return false;
    const names = link.sheet ? imports(link.sheet).map((name) => plain(new URL(name, url).href)) : [];
    return changed === null || [plain(link.href), ...names].some((name) => changed.has(name));
  };

  const swapStyles = (changed, mark) =>
    Promise.all(styleLinks(document).filter((link) => uses(link, changed)).map((link) => {
      const url = new URL(link.href);
      url.searchParams.set("briefgen", mark);
      const fresh = link.cloneNode();
      fresh.setAttribute("href", url.pathname + url.search);
      fresh.removeAttribute("integrity");
      return placed(fresh, link).then(() => link.remove());
    }));

  // The old sheet stays until the new one is there: no moment without style, no lost scroll.
  const placed = (fresh, after) =>
    new Promise((done) => {
      fresh.onload = fresh.onerror = done;
      setTimeout(done, 3000);
      if (after) after.after(fresh);
      else document.head.append(fresh);
    });

  const swapImages = (changed, mark) => {
    for (const image of document.images) {
      const url = new URL(image.currentSrc || image.src, location);
      if (!changed.has(plain(url.href))) continue;
      url.searchParams.set("briefgen", mark);
      image.removeAttribute("srcset");
      image.src = url.pathname + url.search;
    }
  };

  // ---- the page itself ----

  const morph = async () => {
    const answer = await fetch(location.href, { cache: "no-store", headers: { accept: "text/html" } });
    const text = await answer.text();
    const next = new DOMParser().parseFromString(text, "text/html");
    const tag = next.getElementById("briefgen-client");
    if (!tag || answer.redirected) {
      location.assign(answer.redirected ? answer.url : location.href);
      return;
    }
    const refresh = next.querySelector('meta[http-equiv="refresh" i]');
    const target = refresh && /url\s*=\s*['"]?([^'"]+)/i.exec(refresh.content);
    if (target) {
      location.assign(new URL(target[1], location));
      return;
    }
    if (tag.dataset.scripts !== seen.scripts) {
      reload();
      return;
    }
    await alignStyles(next);
    const fields = dirtyFields();
    const options = { ignoreActiveValue: true, restoreFocus: true, callbacks };
    document.title = next.title;
    window.Idiomorph.morph(document.head, next.head, { head: { style: "merge" } });
    syncRoot(next.documentElement);
    window.Idiomorph.morph(document.body, next.body, options);
    for (const restore of fields) restore();
    document.dispatchEvent(new CustomEvent("briefgen:morphed"));
  };

  const callbacks = {
    beforeAttributeUpdated: (name, element, kind) => {
      if (name === "open" && /^(details|dialog)$/i.test(element.localName)) return false;
      return !(kind === "remove" && element === document.body);
    },
    beforeNodeMorphed: (old, fresh) => !(old === me && fresh.id === me.id),
  };

  // Attributes that scripts have set on <html> (a colour scheme, "js") stay.
  const syncRoot = (fresh) => {
    for (const { name, value } of fresh.attributes) {
      if (document.documentElement.getAttribute(name) !== value && name !== "class") {
        document.documentElement.setAttribute(name, value);
      }
    }
  };

  // New sheets load before the page changes; swapped ones keep the address they have now.
  const alignStyles = async (next) => {
    const here = new Map(styleLinks(document).map((link) => [new URL(link.href).pathname, link]));
    const loading = [];
    for (const link of styleLinks(next)) {
      const url = new URL(link.getAttribute("href"), location);
      const old = here.get(url.pathname);
      if (old && url.origin === location.origin) {
        link.replaceWith(old.cloneNode());
      } else if (!styleLinks(document).some((other) => other.outerHTML === link.outerHTML)) {
        loading.push(placed(document.importNode(link), null));
      }
    }
    await Promise.all(loading);
  };

  const dirtyFields = () => {
    const restores = [];
    for (const field of document.querySelectorAll("input, textarea, select")) {
      if (field.type === "file") continue;
      const kind = field.localName === "select" ? "select" : /^(checkbox|radio)$/.test(field.type) ? "check" : "text";
      if (kind === "select") {
        const chosen = [...field.options].map((option) => option.selected);
        if ([...field.options].every((option) => option.selected === option.defaultSelected)) continue;
        restores.push(() => again(field, (f) => chosen.forEach((on, i) => f.options[i] && (f.options[i].selected = on))));
      } else if (kind === "check") {
        const { checked, defaultChecked } = field;
        if (checked !== defaultChecked) restores.push(() => again(field, (f) => { f.checked = checked; }));
      } else if (field.value !== field.defaultValue) {
        const { value } = field;
        restores.push(() => again(field, (f) => { if (f.value !== value) f.value = value; }));
      }
    }
    return restores;
  };

  const again = (field, restore) => {
    const name = field.id ? "#" + CSS.escape(field.id) : field.name ? `[name="${CSS.escape(field.name)}"]` : "";
    const now = field.isConnected ? field : name && document.querySelector(name);
    if (now) restore(now);
  };

  // ---- a reload keeps the place ----

  const keep = () => {
    const open = [...document.querySelectorAll("details")].map((element) => element.open);
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ x: scrollX, y: scrollY, open }));
    } catch {
      // storage is off: the place is lost, nothing else
    }
  };

  const restore = () => {
    let kept = null;
    try {
      kept = JSON.parse(sessionStorage.getItem(KEPT));
      sessionStorage.removeItem(KEPT);
    } catch {
      return;
    }
    if (!kept) return;
    document.querySelectorAll("details").forEach((element, i) => {
      if (i in kept.open) element.open = kept.open[i];
    });
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: "instant" });
    back();
    addEventListener("load", back, { once: true });
  };

  // ---- overlay, panel, ribbon ----

  const make = (tag, options = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(options)) {
      if (value === true) element.setAttribute(name, "");
      else if (value !== false && value !== "" && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child !== "" && child != null));
    return element;
  };

  let root = null;
  let dismissed = "";
  let panelOpen = false;

  const surface = () => {
    if (root && root.host.isConnected) return root;
    const host = make("briefgen-preview");
    root = host.attachShadow({ mode: "open" });
    root.append(make("link", { rel: "stylesheet", href: "/_briefgen/overlay.css" }), make("div", { id: "room" }));
    document.documentElement.append(host); // outside <body>, so that no morph touches it
    return root;
  };

  const place = (told) => {
    const name = told.line ? `${told.path}:${told.line}` : told.path;
    if (!name) return "";
    return told.link ? make("a", { href: told.link, class: "place" }, name) : make("span", { class: "place" }, name);
  };

  const mistake = (error) =>
    make("li", { class: "mistake" },
      place(error),
      make("p", { class: "what" }, error.message),
      error.lines.length ? make("pre", {}, ...error.lines.map((line) =>
        make("span", { class: line.here ? "line here" : "line" }, `${String(line.number).padStart(5)}  ${line.text}\n`))) : "",
      error.hint ? make("p", { class: "hint" }, error.hint) : "");

  const overlay = (state) => {
    const count = state.errors.length;
    if (!count || dismissed === JSON.stringify(state.errors)) return "";
    const close = make("button", { type: "button" }, "Hide");
    close.onclick = () => {
      dismissed = JSON.stringify(state.errors);
      show(state);
    };
    return make("section", { id: "overlay", role: "alert" },
      make("header", {}, make("h1", {}, count === 1 ? "One thing to put right" : `${count} things to put right`), close),
      make("p", { class: "below" }, "Below is the last good state of the page."),
      make("ul", {}, ...state.errors.map(mistake)));
  };

  const notice = (told) =>
    make("li", { class: told.level }, place(told), ` ${told.message}`, told.hint ? make("small", {}, ` ${told.hint}`) : "");

  const panel = (state) => {
    if (!state.counts.all) return "";
    const details = make("details", { id: "panel", open: panelOpen },
      make("summary", {}, `${state.counts.here} here, ${state.counts.all} in all`),
      make("h2", {}, "This page"), make("ul", {}, ...state.notices.map(notice)),
      make("h2", {}, "Elsewhere"), make("ul", {}, ...state.others.map(notice)),
      make("p", {}, make("a", { href: "/_briefgen/" }, "All pages")));
    details.ontoggle = () => { panelOpen = details.open; };
    return details;
  };

  const show = (state) => {
    const nothing = !state.errors.length && !state.counts.all && !state.held;
    if (nothing && !root) return;
    const ribbon = state.held ? make("div", { id: "ribbon" }, state.held) : "";
    surface().getElementById("room").replaceChildren(...[overlay(state), panel(state), ribbon].filter(Boolean));
  };

  const refreshState = async () => {
    const answer = await fetch("/_briefgen/state?page=" + encodeURIComponent(seen.page), { cache: "no-store" });
    if (answer.ok) show(await answer.json());
  };

  addEventListener("keydown", (event) => {
    const button = event.key === "Escape" && root && root.querySelector("#overlay button");
    if (button) button.click();
  });

  // ---- the line to the server ----

  const sharedWorker = () => {
    try {
      return window.SharedWorker && new SharedWorker("/_briefgen/worker.js", { name: "briefgen" });
    } catch {
      return null; // forbidden by the page's policy or the browser's settings
    }
  };

  const listen = () => {
    const worker = sharedWorker();
    if (worker) {
      worker.port.onmessage = ({ data }) => receive(data);
      worker.port.start();
      addEventListener("pagehide", () => worker.port.postMessage("leave"));
      const wake = () => document.hidden || worker.port.postMessage("awake");
      for (const kind of ["visibilitychange", "online"]) addEventListener(kind, wake);
      addEventListener("pageshow", (event) => event.persisted && location.reload());
      return;
    }
    const source = new EventSource("/_briefgen/events");
    for (const kind of ["hello", "change"]) {
      source.addEventListener(kind, (event) => receive({ kind, ...JSON.parse(event.data) }));
    }
    source.onerror = () => {
      if (source.readyState === EventSource.CLOSED) setTimeout(listen, 1000);
    };
  };

  restore();
  listen();
  refreshState().catch(() => {});
})();
