// What a reader types in, the articles that hold it out. The index is read by Pagefind's own script.
const form = document.getElementById("finder");
const list = document.getElementById("found");
const status = document.getElementById("status");
const language = document.documentElement.lang;
const names = ["topic", "source", "date"];
// Scripts without spaces between words stand in the index letter by letter.
const unspaced = /([\u0e01-\u0e5b\u0e81-\u0edf\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\u{20000}-\u{3ffff}]\p{M}*)/gu;
const joined = (text) => text.replace(new RegExp(`(?<=${unspaced.source})(</?mark>)* (</?mark>)*(?=${unspaced.source})`, "gu"), (all) => all.replace(" ", ""));
const asked = (text) => {
  const words = text.replace(unspaced, " $1 ").replace(/\s+/g, " ").trim();
  return unspaced.test(text) && !/\s/.test(text.trim()) ? `"${words}"` : words;
};
const day = (value, style) => new Intl.DateTimeFormat(language, { ...style, timeZone: "UTC" }).format(new Date(value));
const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");

function element(name, text, parent) {
  const made = parent.appendChild(document.createElement(name));
  made.textContent = text;
  return made;
}

function show(result) {
  const card = list.appendChild(document.createElement("li")).appendChild(document.createElement("article"));
  card.className = "card line";
  const link = element("a", result.meta.title, element("h2", "", card));
  link.href = form.dataset.home + result.meta.link.split("/").map(encodeURIComponent).join("/");
  if (result.meta.language !== language) link.parentNode.lang = result.meta.language;
  const words = element("p", "", card);
  words.className = "summary";
  // The index holds words, no markup of ours: only the marks of what was found become elements.
  for (const part of joined(result.excerpt).split(/(<mark>.*?<\/mark>)/)) {
    const mark = /^<mark>(.*)<\/mark>$/.exec(part);
    element(mark ? "mark" : "span", plain(mark ? mark[1] : part), words);
  }
  const facts = element("p", "", card);
  facts.className = "meta";
  if (result.meta.source) element("span", result.meta.source, facts).className = "source";
  if (result.meta.date) element("time", day(result.meta.date, { dateStyle: "long" }), facts).dateTime = result.meta.date;
}

function label(name, value) {
  if (name !== "date" || value.length === 4) return value;
  return day(`${value}-01`, { month: "long", year: "numeric" });
}

let turn = 0;
async function search(engine) {
  const mine = ++turn;
  const chosen = Object.fromEntries(names.filter((n) => form[n].value).map((n) => [n, form[n].value]));
  const term = form.q.value.trim();
  if (!term && !Object.keys(chosen).length) return void (list.replaceChildren(), (status.textContent = ""));
  const answer = await engine.search(term ? asked(term) : null, { filters: chosen, ...(term ? {} : { sort: { date: "desc" } }) });
  const rows = await Promise.all(answer.results.slice(0, 30).map((row) => row.data()));
  if (mine !== turn) return;
  list.replaceChildren();
  rows.forEach(show);
  status.textContent = rows.length ? new Intl.NumberFormat(language).format(answer.results.length) : form.dataset.none;
}

async function start() {
  const engine = await import(new URL(form.dataset.engine, location.href));
  await engine.init();
  const filters = await engine.filters();
  const given = new URLSearchParams(location.search);
  for (const name of names) {
    const values = Object.keys(filters[name] ?? {}).sort();
    for (const value of name === "date" ? values.reverse() : values) form[name].add(new Option(label(name, value), value));
    form[name].value = given.get(name) ?? "";
  }
  form.q.value = given.get("q") ?? "";
  form.hidden = false;
  form.addEventListener("submit", (event) => (event.preventDefault(), search(engine)));
  form.addEventListener("input", () => search(engine));
  await search(engine);
}

start().catch(() => (document.getElementById("unbuilt").hidden = false));
