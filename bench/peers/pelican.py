"""Pelican: its settings and a theme of plain templates; plugins for the sitemap and for previous and next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from bench.generator import FEED_SIZE, PAGE_SIZE, SITE_TITLE, SITE_URL, Generator
from bench.peers.layout import page

if TYPE_CHECKING:
    from bench.corpus import Post

SETTINGS: Final = f"""\
SITENAME = "{SITE_TITLE}"
SITEURL = "{SITE_URL}"
PATH = "content"
OUTPUT_PATH = "output"
TIMEZONE = "UTC"
DEFAULT_LANG = "en"
THEME = "theme"
THEME_STATIC_PATHS = []
PLUGINS = ["pelican.plugins.neighbors", "pelican.plugins.sitemap"]
SITEMAP = {{"format": "xml"}}
ARTICLE_URL = "posts/{{slug}}/"
ARTICLE_SAVE_AS = "posts/{{slug}}/index.html"
TAG_URL = "tags/{{slug}}/"
TAG_SAVE_AS = "tags/{{slug}}/index.html"
CATEGORY_SAVE_AS = ""
AUTHOR_SAVE_AS = ""
DIRECT_TEMPLATES = ["index"]
PAGINATED_TEMPLATES = {{"index": None}}
DEFAULT_PAGINATION = {PAGE_SIZE}
FEED_ALL_RSS = "feed.xml"
FEED_MAX_ITEMS = {FEED_SIZE}
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
MARKDOWN = {{
    "extension_configs": {{
        "markdown.extensions.extra": {{}},
        "markdown.extensions.codehilite": {{"css_class": "highlight"}},
        "markdown.extensions.meta": {{}},
    }},
    "output_format": "html5",
}}
"""
DATE: Final = "<time>{{{{ {name}.date.strftime('%Y-%m-%d') }}}}</time>"
LINK: Final = '<a href="/{{{{ {name}.url }}}}">{{{{ {name}.title }}}}</a>'
BASE: Final = page("{% block title %}{{ SITENAME }}{% endblock %}", "{% block main %}{% endblock %}")


def _template(main: str, title: str = "") -> str:
    named = f"{{% block title %}}{title}{{% endblock %}}" if title else ""
    return f'{{% extends "base.html" %}}{named}{{% block main %}}{main}{{% endblock %}}\n'


POST: Final = _template(
    f"""<article>
<h1>{{{{ article.title }}}}</h1>
<p>{DATE.format(name="article")}</p>
{{{{ article.content }}}}
<ul>{{% for tag in article.tags %}}<li><a href="/{{{{ tag.url }}}}">{{{{ tag }}}}</a></li>{{% endfor %}}</ul>
</article>
<nav>{{% if article.prev_article %}}Before: {LINK.format(name="article.prev_article")}{{% endif %}}
{{% if article.next_article %}}After: {LINK.format(name="article.next_article")}{{% endif %}}</nav>""",
    title="{{ article.title }}",
)
INDEX: Final = _template(
    f"""{{% for post in articles_page.object_list %}}
<article><h2>{LINK.format(name="post")}</h2><p>{DATE.format(name="post")}</p>{{{{ post.summary }}}}</article>
{{% endfor %}}
<nav>{{% if articles_page.has_previous() %}}<a href="/{{{{ articles_previous_page.url }}}}">Newer</a>{{% endif %}}
{{% if articles_page.has_next() %}}<a href="/{{{{ articles_next_page.url }}}}">Older</a>{{% endif %}}</nav>"""
)
TAG: Final = _template(
    f"""<h1>{{{{ tag }}}}</h1>
<ul>{{% for post in articles %}}<li>{DATE.format(name="post")} {LINK.format(name="post")}</li>
{{% endfor %}}</ul>"""
)


def front_matter(post: Post) -> str:
    """Return front matter as Python-Markdown's `meta` reads it: no quotes, and commas between tags."""
    return (
        f"---\ntitle: {post.title}\nslug: {post.slug}\ndate: {post.date:%Y-%m-%d %H:%M:%S}\n"
        f"tags: {', '.join(post.tags)}\nsummary: {post.summary}\n---\n\n"
    )


PELICAN: Final = Generator(
    name="pelican",
    title="Pelican",
    program="pelican",
    folder="content/posts",
    front_matter=front_matter,
    files={
        "pelicanconf.py": SETTINGS,
        "theme/templates/base.html": BASE,
        "theme/templates/article.html": POST,
        "theme/templates/index.html": INDEX,
        "theme/templates/tag.html": TAG,
    }
    | {f"theme/templates/{name}.html": _template("") for name in ("page", "category", "author")},
    build=("--quiet", "--settings", "pelicanconf.py"),
    output="output",
    caches=("cache", "__pycache__"),
)
