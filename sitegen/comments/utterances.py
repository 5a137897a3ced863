"""utterances: threads are issues of a repository on GitHub (https://utteranc.es, where its parameters are)."""

from __future__ import annotations

from hashlib import sha256
from typing import Final
from urllib.parse import quote

from sitegen.comments.parameters import Form, Parameter
from sitegen.comments.provider import Element, Link, Options, Plan, Provider, Shade, Sources, Thread, Topic

_ORIGIN: Final = "https://utteranc.es"


def _term(topic: Topic) -> str:
    """Return a term that is no part of another one: utterances takes the first issue whose title holds it.

    `sparks/who` is a part of `sparks/who-is-in`, and GitHub's search sees no hyphens; the digest ends the one and the
    other differently.
    """
    return f"{topic.tag} {sha256(topic.tag.encode()).hexdigest()[:12]}"


def _thread(options: Options, topic: Topic) -> Thread:
    script: dict[str, str | Shade] = {
        "src": f"{_ORIGIN}/client.js",
        "repo": options["repo"],
        "issue-term": _term(topic),
        "theme": Shade("github-light", "github-dark", "preferred-color-scheme"),
        "crossorigin": "anonymous",
        "async": "",
    }
    if label := options.get("label"):
        script["label"] = label
    search = quote(f'"{_term(topic)}" in:title')
    return Thread(
        ("utteranc.es", "github.com"),
        Plan((Element("script", script),), returning="utterances"),
        Link(f"https://github.com/{options['repo']}/issues?q={search}", at="GitHub"),
    )


def _sources(_options: Options, _statuses: tuple[str, ...]) -> Sources:
    return {"script-src": (_ORIGIN,), "frame-src": (_ORIGIN,)}


PROVIDER: Final = Provider(
    "utterances",
    (
        Parameter("repo", Form.REPOSITORY, "owner/name", "is the repository's address after github.com/"),
        Parameter("label", Form.TEXT, "comment", "is a label that the repository has", is_needed=False),
    ),
    _thread,
    _sources,
    account="GitHub",
)
