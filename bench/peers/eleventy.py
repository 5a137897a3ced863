"""Eleventy: its settings and Nunjucks templates; plugins for the feed, highlighting and footnotes."""

from __future__ import annotations

from typing import Final

from bench.generator import FEED_SIZE, PAGE_SIZE, SITE_TITLE, SITE_URL, Generator, yaml_front_matter
from bench.peers.layout import page

SETTINGS: Final = f"""\
import {{ feedPlugin }} from "@11ty/eleventy-plugin-rss";
import highlight from "@11ty/eleventy-plugin-syntaxhighlight";
import footnotes from "markdown-it-footnote";

export default function (eleventy) {{
  eleventy.setQuietMode(true);
  eleventy.addPlugin(highlight);
  eleventy.amendLibrary("md", (markdown) => markdown.use(footnotes));
  eleventy.addFilter("day", (date) => date.toISOString().slice(0, 10));
  eleventy.addPlugin(feedPlugin, {{
    type: "rss",
    outputPath: "/feed.xml",
    collection: {{ name: "posts", limit: {FEED_SIZE} }},
    metadata: {{ language: "en", title: "{SITE_TITLE}", base: "{SITE_URL}/", author: {{ name: "The fair" }} }},
  }});
}}

export const config = {{
  markdownTemplateEngine: "njk",
  htmlTemplateEngine: "njk",
  dir: {{ input: "content", includes: "../layouts", output: "_site" }},
}};
"""
DATE: Final = "<time>{{{{ {name}.date | day }}}}</time>"
LINK: Final = '<a href="{{{{ {name}.url }}}}">{{{{ {name}.data.title }}}}</a>'
POST: Final = f"""\
---
layout: base.njk
---
<article>
<h1>{{{{ title }}}}</h1>
<p>{DATE.format(name="page")}</p>
{{{{ content | safe }}}}
<ul>{{% for tag in tags %}}{{% if tag != "posts" %}}<li><a href="/tags/{{{{ tag }}}}/">{{{{ tag }}}}</a></li>
{{% endif %}}{{% endfor %}}</ul>
</article>
{{% set before = collections.posts | getPreviousCollectionItem %}}
{{% set after = collections.posts | getNextCollectionItem %}}
<nav>{{% if before %}}Before: {LINK.format(name="before")}{{% endif %}}
{{% if after %}}After: {LINK.format(name="after")}{{% endif %}}</nav>
"""
INDEX: Final = f"""\
---
layout: base.njk
title: {SITE_TITLE}
pagination: {{data: collections.posts, size: {PAGE_SIZE}, alias: list, reverse: true}}
permalink: "{{% if pagination.pageNumber > 0 %}}/page/{{{{ pagination.pageNumber + 1 }}}}/{{% else %}}/{{% endif %}}"
---
{{% for post in list %}}<article><h2>{LINK.format(name="post")}</h2>
<p>{DATE.format(name="post")}</p><p>{{{{ post.data.description }}}}</p></article>
{{% endfor %}}
<nav>{{% if pagination.href.previous %}}<a href="{{{{ pagination.href.previous }}}}">Newer</a>{{% endif %}}
{{% if pagination.href.next %}}<a href="{{{{ pagination.href.next }}}}">Older</a>{{% endif %}}</nav>
"""
TAG: Final = f"""\
---
layout: base.njk
pagination: {{data: collections, size: 1, alias: tag, filter: [all, posts]}}
permalink: "/tags/{{{{ tag }}}}/"
eleventyComputed: {{title: "{{{{ tag }}}}"}}
---
<h1>{{{{ tag }}}}</h1>
<ul>{{% for post in collections[tag] | reverse %}}<li>{DATE.format(name="post")} {LINK.format(name="post")}</li>
{{% endfor %}}</ul>
"""
SITEMAP: Final = f"""\
---
permalink: /sitemap.xml
eleventyExcludeFromCollections: true
---
<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
{{% for one in collections.all %}}<url><loc>{SITE_URL}{{{{ one.url }}}}</loc>
<lastmod>{{{{ one.date | day }}}}</lastmod></url>
{{% endfor %}}</urlset>
"""

ELEVENTY: Final = Generator(
    name="eleventy",
    title="Eleventy",
    program="eleventy",
    folder="content/posts",
    front_matter=lambda post: yaml_front_matter(post, "description"),
    files={
        "package.json": '{"private": true, "type": "module"}\n',
        "eleventy.config.js": SETTINGS,
        "content/posts/posts.json": '{"layout": "post.njk", "tags": ["posts"], "permalink": "/posts/{{ slug }}/"}\n',
        "layouts/base.njk": page("{{ title }}", "{{ content | safe }}"),
        "layouts/post.njk": POST,
        "content/index.njk": INDEX,
        "content/tags.njk": TAG,
        "content/sitemap.njk": SITEMAP,
    },
    build=("--quiet",),
    output="_site",
    caches=(".cache",),
)
