"""Hugo: its settings and layouts; feed, sitemap and highlighting are its own."""

from __future__ import annotations

from typing import Final

from bench.generator import FEED_SIZE, PAGE_SIZE, SITE_TITLE, SITE_URL, Generator, Preview, yaml_front_matter
from bench.peers.layout import page

SETTINGS: Final = f"""\
baseURL = "{SITE_URL}/"
title = "{SITE_TITLE}"
locale = "en"
disableKinds = ["section", "taxonomy"]

[taxonomies]
tag = "tags"

[pagination]
pagerSize = {PAGE_SIZE}

[outputs]
home = ["html", "rss"]
term = ["html"]

[outputFormats.rss]
baseName = "feed"

[services.rss]
limit = {FEED_SIZE}
"""
DATE: Final = '<time>{{ .Date.Format "2006-01-02" }}</time>'
LINK: Final = '<a href="{{ .RelPermalink }}">{{ .Title }}</a>'
POST: Final = f"""\
{{{{ define "main" }}}}<article>
<h1>{{{{ .Title }}}}</h1>
<p>{DATE}</p>
{{{{ .Content }}}}
<ul>{{{{ range .GetTerms "tags" }}}}<li>{LINK}</li>{{{{ end }}}}</ul>
</article>
<nav>{{{{ with .PrevInSection }}}}Before: {LINK}{{{{ end }}}}
{{{{ with .NextInSection }}}}After: {LINK}{{{{ end }}}}</nav>{{{{ end }}}}
"""
INDEX: Final = f"""\
{{{{ define "main" }}}}{{{{ $list := .Paginate .Site.RegularPages }}}}
{{{{ range $list.Pages }}}}<article><h2>{LINK}</h2><p>{DATE}</p><p>{{{{ .Description }}}}</p></article>
{{{{ end }}}}<nav>{{{{ if $list.HasPrev }}}}<a href="{{{{ $list.Prev.URL }}}}">Newer</a>{{{{ end }}}}
{{{{ if $list.HasNext }}}}<a href="{{{{ $list.Next.URL }}}}">Older</a>{{{{ end }}}}</nav>{{{{ end }}}}
"""
TAG: Final = f"""\
{{{{ define "main" }}}}<h1>{{{{ .Title }}}}</h1>
<ul>{{{{ range .Pages }}}}<li>{DATE} {LINK}</li>
{{{{ end }}}}</ul>{{{{ end }}}}
"""


def _outer(word: str = "") -> str:
    return page(f"{{{{ .Title }}}} {word}".strip(), '{{ block "main" . }}{{ end }}')


HUGO: Final = Generator(
    name="hugo",
    title="Hugo",
    program="hugo",
    folder="content/posts",
    front_matter=lambda post: yaml_front_matter(post, "description"),
    files={
        "hugo.toml": SETTINGS,
        "layouts/baseof.html": _outer(),
        "layouts/page.html": POST,
        "layouts/home.html": INDEX,
        "layouts/term.html": TAG,
    },
    build=("--quiet",),
    output="public",
    caches=("resources", ".hugo_build.lock"),
    version=("version",),
    # Its help says that it can be faster so; it renders first what was looked at last, as it does by default.
    preview=Preview(("server", "--renderToMemory", "--port"), "layouts/baseof.html", _outer),
)
