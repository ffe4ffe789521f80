"""The peers' sites: equal and small, each with what a briefing needs, in the peer's own way.

Article pages with their neighbours, a page of the 50 newest and a feed of 30 for each topic, a
front page of the 30 newest with a feed, a sitemap.
"""

# ruff: noqa: E501 - templates break lines where their pages do
from __future__ import annotations

HUGO = {
    "hugo.yaml": """\
baseURL: https://bench.example/
title: Bench
taxonomies: {topic: topics}
outputs: {home: [HTML, RSS], section: [HTML], taxonomy: [HTML], term: [HTML, RSS]}
services: {rss: {limit: 30}}
""",
    "layouts/_default/baseof.html": """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ .Title }} - {{ site.Title }}</title>
<meta name="description" content="{{ .Params.summary }}"><link rel="canonical" href="{{ .Permalink }}">
<meta property="og:title" content="{{ .Title }}"></head>
<body><header>{{ partialCached "nav.html" . }}</header><main>{{ block "main" . }}{{ end }}</main></body></html>
""",
    "layouts/partials/nav.html": (
        '<nav>{{ range site.Taxonomies.topics.Alphabetical }}<a href="{{ .Page.RelPermalink }}">'
        "{{ .Page.Title }}</a> {{ end }}</nav>\n"
    ),
    "layouts/partials/row.html": """\
<article><h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2>
<img src="{{ .Params.photo }}" alt="{{ .Params.photo_alt }}"><small>{{ .Params.photo_credit }}</small>
<p>{{ .Params.summary }}</p><time>{{ .Date.Format "2 January 2006" }}</time> {{ .Params.source }}</article>
""",
    "layouts/_default/single.html": """\
{{ define "main" }}<h1>{{ .Title }}</h1><p>{{ .Params.source }} {{ .Date.Format "2 January 2006" }}</p>
<figure><img src="{{ .Params.photo }}" alt="{{ .Params.photo_alt }}"><figcaption>{{ .Params.photo_caption }}
{{ .Params.photo_credit }}</figcaption></figure>{{ .Content }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
""",
    "layouts/_default/list.html": (
        '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range first 50 .Pages }}'
        '{{ partial "row.html" . }}{{ end }}{{ end }}\n'
    ),
    "layouts/_default/terms.html": (
        '{{ define "main" }}{{ range .Pages }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>'
        "{{ end }}{{ end }}\n"
    ),
    "layouts/index.html": (
        '{{ define "main" }}{{ range first 30 site.RegularPages }}{{ partial "row.html" . }}'
        "{{ end }}{{ end }}\n"
    ),
}

ELEVENTY = {
    "eleventy.config.js": """\
module.exports = function (config) {
  config.addPassthroughCopy({ static: "/" });
  config.addCollection("articles", (api) => api.getFilteredByGlob("content/articles/**/*.md").reverse());
  config.addCollection("topics", (api) => {
    const topics = {};
    for (const one of api.getFilteredByGlob("content/articles/**/*.md").reverse())
      for (const name of one.data.topics) (topics[name] ??= []).push(one);
    return Object.keys(topics).sort().map((name) => (
      { name, slug: name.toLowerCase().replace(/ /g, "-"), entries: topics[name].slice(0, 50) }));
  });
  config.addCollection("beside", (api) => {
    const beside = {}, all = api.getFilteredByGlob("content/articles/**/*.md");
    all.forEach((one, at) => { beside[one.url] = [all[at - 1], all[at + 1]]; });
    return beside;
  });
  return { dir: { input: "content" }, markdownTemplateEngine: false };
};
""",
    "content/articles/articles.11tydata.js": (
        'module.exports = { layout: "article.njk", '
        "permalink: (data) => `/articles/${data.page.fileSlug}/` };\n"
    ),
    "content/_includes/base.njk": """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }} - Bench</title>
<meta name="description" content="{{ summary }}"><link rel="canonical" href="https://bench.example{{ page.url }}">
<meta property="og:title" content="{{ title }}"></head>
<body><header><nav>{% for topic in collections.topics %}<a href="/topics/{{ topic.slug }}/">{{ topic.name }}</a> {% endfor %}</nav></header>
<main>{{ content | safe }}</main></body></html>
""",
    "content/_includes/article.njk": """\
---
layout: base.njk
---
<h1>{{ title }}</h1><p>{{ source }} {{ page.date.toDateString() }}</p>
<figure><img src="{{ photo }}" alt="{{ photo_alt }}"><figcaption>{{ photo_caption }} {{ photo_credit }}</figcaption></figure>
{{ content | safe }}
{% for other in collections.beside[page.url] %}{% if other %}<a href="{{ other.url }}">{{ other.data.title }}</a>{% endif %}{% endfor %}
""",
    "content/_includes/row.njk": """\
<article><h2><a href="{{ one.url }}">{{ one.data.title }}</a></h2>
<img src="{{ one.data.photo }}" alt="{{ one.data.photo_alt }}"><small>{{ one.data.photo_credit }}</small>
<p>{{ one.data.summary }}</p><time>{{ one.date.toDateString() }}</time> {{ one.data.source }}</article>
""",
    "content/index.njk": """\
---
layout: base.njk
title: Bench
permalink: /
---
{% for one in collections.articles.slice(0, 30) %}{% include "row.njk" %}{% endfor %}
""",
    "content/topic.njk": """\
---
layout: base.njk
pagination: { data: collections.topics, size: 1, alias: topic }
permalink: "/topics/{{ topic.slug }}/"
---
<h1>{{ topic.name }}</h1>{% for one in topic.entries %}{% include "row.njk" %}{% endfor %}
""",
    "content/topicfeed.njk": """\
---
pagination: { data: collections.topics, size: 1, alias: topic }
permalink: "/topics/{{ topic.slug }}/index.xml"
---
<rss version="2.0"><channel><title>{{ topic.name }}</title>{% for one in topic.entries.slice(0, 30) %}<item>
<title>{{ one.data.title }}</title><link>https://bench.example{{ one.url }}</link>
<description>{{ one.data.summary }}</description></item>{% endfor %}</channel></rss>
""",
    "content/feed.njk": """\
---
permalink: /index.xml
---
<rss version="2.0"><channel><title>Bench</title>{% for one in collections.articles.slice(0, 30) %}<item>
<title>{{ one.data.title }}</title><link>https://bench.example{{ one.url }}</link>
<description>{{ one.data.summary }}</description></item>{% endfor %}</channel></rss>
""",
    "content/sitemap.njk": """\
---
permalink: /sitemap.xml
---
<urlset>{% for one in collections.articles %}<url><loc>https://bench.example{{ one.url }}</loc></url>{% endfor %}</urlset>
""",
}

_PELICAN_ROW = """\
{% macro row(one) %}<article><h2><a href="/{{ one.url }}">{{ one.title }}</a></h2>
<img src="{{ one.photo }}" alt="{{ one.photo_alt|e }}"><small>{{ one.photo_credit }}</small>
<p>{{ one.summary }}</p><time>{{ one.locale_date }}</time> {{ one.source }}</article>{% endmacro %}
"""

PELICAN = {
    "pelicanconf.py": """\
SITENAME = "Bench"
SITEURL = ""
FEED_DOMAIN = "https://bench.example"
PATH = "content"
THEME = "theme"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
ARTICLE_PATHS = ["articles"]
STATIC_PATHS = ["images"]
PLUGINS = ["pelican.plugins.neighbors", "pelican.plugins.sitemap"]
SITEMAP = {"format": "xml"}
USE_FOLDER_AS_CATEGORY = False
DEFAULT_CATEGORY = "news"
ARTICLE_URL = "articles/{slug}/"
ARTICLE_SAVE_AS = "articles/{slug}/index.html"
TAG_URL = "topics/{slug}/"
TAG_SAVE_AS = "topics/{slug}/index.html"
CATEGORY_SAVE_AS = AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = TRANSLATION_FEED_ATOM = None
FEED_ALL_RSS = "index.xml"
TAG_FEED_RSS = "topics/{slug}/index.xml"
FEED_MAX_ITEMS = 30
RSS_FEED_SUMMARY_ONLY = True
DEFAULT_PAGINATION = False
FORMATTED_FIELDS = []
""",
    "theme/templates/base.html": """\
<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{% block title %}{{ SITENAME }}{% endblock %}</title>
{% block head %}{% endblock %}</head>
<body><header><nav>{% for tag, _ in tags %}<a href="/{{ tag.url }}">{{ tag }}</a> {% endfor %}</nav></header>
<main>{% block main %}{% endblock %}</main></body></html>
""",
    "theme/templates/row.html": _PELICAN_ROW,
    "theme/templates/article.html": """\
{% extends "base.html" %}{% block title %}{{ article.title|striptags }} - {{ SITENAME }}{% endblock %}
{% block head %}<meta name="description" content="{{ article.summary|striptags|e }}">
<link rel="canonical" href="https://bench.example/{{ article.url }}"><meta property="og:title" content="{{ article.title|striptags|e }}">{% endblock %}
{% block main %}<h1>{{ article.title }}</h1><p>{{ article.source }} {{ article.locale_date }}</p>
<figure><img src="{{ article.photo }}" alt="{{ article.photo_alt|e }}"><figcaption>{{ article.photo_caption }} {{ article.photo_credit }}</figcaption></figure>
{{ article.content }}
{% for other in (article.prev_article, article.next_article) if other %}<a href="/{{ other.url }}">{{ other.title }}</a>{% endfor %}{% endblock %}
""",
    "theme/templates/tag.html": """\
{% extends "base.html" %}{% from "row.html" import row %}
{% block main %}<h1>{{ tag }}</h1>{% for one in articles[:50] %}{{ row(one) }}{% endfor %}{% endblock %}
""",
    "theme/templates/index.html": """\
{% extends "base.html" %}{% from "row.html" import row %}
{% block main %}{% for one in articles[:30] %}{{ row(one) }}{% endfor %}{% endblock %}
""",
}
