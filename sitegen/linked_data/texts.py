"""Posts, sparks and people as what is written and who writes it; works that are cited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.linked_data.nodes import Node, home_url, is_web, moment_text, node, picture_url, somebody, url_of, words_of
from sitegen.pages.items import description

if TYPE_CHECKING:
    from sitegen.model import Reference
    from sitegen.pages import Room
    from sitegen.site import Person, Post, Spark

_YEAR = re.compile(r"[0-9]{4}")
_DOI = "10."
"""How every DOI begins, whether `doi:` or an address stands before it."""


def post_node(room: Room, post: Post) -> Node:
    """Return a post as one of the blog's, with the session and the question that it is about."""
    url, fields = url_of(room, post), post.fields
    return node(
        {
            "@type": "BlogPosting",
            "@id": post.uri,
            "headline": post.title,
            "url": url,
            "mainEntityOfPage": url,
            "datePublished": post.date.isoformat() if post.has_time else post.day.isoformat(),
            "dateModified": moment_text(post.updated, fields.updated),
            "author": [somebody(room, name) for name in fields.authors],
            **words_of(room, post),
            "about": [*_topic(room, fields.session), *_question(room, fields.spark)],
            "citation": [_work(reference) for reference in fields.references],
            "isPartOf": {
                "@type": "Blog",
                "@id": home_url(room, "blog"),
                "name": room.site.settings.title,
                "url": room.linker.href("/posts/", absolute=True),
            },
        }
    )


def spark_node(room: Room, spark: Spark) -> Node:
    """Return a spark as a question, and no `QAPage`.

    Google wants one only where readers answer on the page itself, and a count of the answers, which
    nobody knows (https://developers.google.com/search/docs/appearance/structured-data/qapage).
    What was heard is neither `Answer` nor `Comment`: it sums up many answers, and has no author.
    """
    return node(
        {
            "@type": "Question",
            "@id": spark.uri,
            "name": spark.title,
            "text": spark.title,
            "url": url_of(room, spark),
            "datePublished": moment_text(spark.opens, spark.fields.opens or spark.document.file_date),
            "dateModified": moment_text(spark.updated, spark.fields.updated),
            "author": [somebody(room, name) for name in spark.fields.authors],
            **words_of(room, spark),
            "about": _topic(room, spark.session),
        }
    )


def profile_node(room: Room, person: Person) -> Node:
    """Return somebody's page with whom it is about, as Google asks of a `ProfilePage`."""
    fields, url = person.fields, url_of(room, person)
    works_for = {"@type": "Organization", "name": fields.organisation, "url": fields.organisation_url}
    whom = node(
        {
            "@type": "Person",
            "@id": person.uri,
            "name": person.title,
            "url": url,
            "jobTitle": fields.role,
            "worksFor": node(works_for) if fields.organisation else None,
            "description": description(person),
            "image": picture_url(room, person, fields.photo),
            "sameAs": [link.target for link in fields.links if is_web(link.target)],
        }
    )
    page = {
        "@type": "ProfilePage",
        "url": url,
        "dateModified": moment_text(person.updated, fields.updated),
        "inLanguage": person.language,
        "mainEntity": whom,
    }
    return node(page)


def _topic(room: Room, slug: str) -> list[Node]:
    """Name a session's event, which it has once its time is known."""
    session = room.index.sessions.get(slug)
    return [{"@id": session.uri}] if session and session.start else []


def _question(room: Room, slug: str) -> list[Node]:
    spark = room.index.sparks.get(slug)
    return [{"@id": spark.uri}] if spark else []


def _work(reference: Reference) -> Node | str:
    """Return a work that is cited: its printed line where that is all there is."""
    if reference.printed:
        return reference.printed
    doi, url = reference.parts.get("doi", ""), reference.parts.get("url", "")
    return node(
        {
            "@type": "CreativeWork",
            "name": reference.title,
            "author": [{"@type": "Person", "name": author} for author in reference.author],
            "datePublished": reference.year if _YEAR.fullmatch(reference.year) else "",
            "url": f"https://doi.org/{doi[doi.index(_DOI) :]}" if doi else url,
        }
    )
