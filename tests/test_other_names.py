"""Fields under the names that they have elsewhere: each is offered the name that it has here."""

from __future__ import annotations

import pytest

from sitegen.problems import Place
from tests.sitemaking import read_text

PATHS = {
    "posts": "posts/2007-02-01-x.md",
    "sessions": "sessions/x.md",
    "sparks": "sparks/x.md",
    "people": "people/x.md",
}


@pytest.mark.parametrize(
    ("kind", "name", "meant"),
    [
        *(("sessions", name, "start") for name in ("date", "time", "when")),
        *(("sessions", name, "room") for name in ("location", "place")),
        *(("sessions", name, "speakers") for name in ("presenter", "presenters", "speaker")),
        *(("sessions", name, "summary") for name in ("abstract", "description")),
        ("posts", "published", "date"),
        ("posts", "author", "authors"),
        *(("posts", name, "tags") for name in ("category", "categories", "tag")),
        *(("posts", name, "summary") for name in ("description", "excerpt")),
        ("sparks", "date", "opens"),
        ("people", "email", "links"),
        ("people", "Website", "links"),
    ],
)
def test_a_name_from_elsewhere_is_offered_the_one_it_has_here(kind: str, name: str, meant: str) -> None:
    (problem,) = read_text(PATHS[kind], f"---\ntitle: T\n{name}: x\n---\n").problems
    assert (problem.line, problem.code, problem.hint) == (3, "unknown-field", f"did you mean '{meant}'?")


def test_a_needed_field_under_another_name_is_one_error() -> None:
    (spark,) = read_text("sparks/x.md", "---\nquestion: Why?\n---\n").problems
    assert (spark.code, spark.is_error, spark.hint) == ("unknown-field", True, "did you mean 'title'?")
    (post,) = read_text("posts/x.md", "---\ntitle: T\npublished: 2007-01-09\n---\n").problems
    assert (post.code, post.is_error, post.hint) == ("unknown-field", True, "did you mean 'date'?")


def test_a_biography_belongs_below_the_front_matter() -> None:
    (problem,) = read_text("people/x.md", "---\nname: Jo\nbio: Hello\n---\n").problems
    assert (Place(problem.line, problem.column), problem.hint) == (Place(3, 1), "write it below the closing --- line")
