"""Names in front matter that mean something else: found, or told with the nearest and the file to create."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.assemble import Inputs, assemble
from sitegen.references import is_slug, named_people, references_of
from sitegen.site import Preview, State
from tests.sitemaking import NOW, codes, make_settings, make_site, read_text, told

if TYPE_CHECKING:
    from sitegen.problems import Problem

BASE = {
    "sessions/networks.md": "---\ntitle: N\n---\n",
    "sparks/who.md": "---\ntitle: W\nopens: 2007-01-01\n---\n",
    "people/jo-smith.md": "---\nname: Jo\nlisted: true\n---\n",
}


def problem_of(path: str, lines: str) -> Problem:
    """Return the one problem of a file with these lines, beside a session, a spark and a person."""
    (problem,) = make_site(BASE | {path: f"---\ntitle: T\n{lines}\n---\n"}).problems
    return problem


@pytest.mark.parametrize(
    ("path", "lines", "message", "hint"),
    [
        (
            "posts/2007-01-01-a.md",
            "session: netwroks",
            "there is no session 'netwroks'",
            "did you mean 'networks'? Otherwise create content/sessions/netwroks.md",
        ),
        ("posts/2007-01-01-a.md", "session: zzz", "there is no session 'zzz'", "create content/sessions/zzz.md"),
        (
            "posts/2007-01-01-a.md",
            "spark: whoo",
            "there is no spark 'whoo'",
            "did you mean 'who'? Otherwise create content/sparks/whoo.md",
        ),
        (
            "sparks/a.md",
            "opens: 2007-01-01\nsession: Networks",
            "there is no session 'Networks'",
            "did you mean 'networks'? Otherwise create content/sessions/networks.md",
        ),
        ("people/al.md", "attending: [zzz]", "there is no session 'zzz'", "create content/sessions/zzz.md"),
        (
            "pages/a.md",
            "authors: [jo-smth]",
            "there is no person 'jo-smth'",
            (
                "did you mean 'jo-smith'? Otherwise create content/people/jo-smth.md, "
                "or write the whole name as it is printed"
            ),
        ),
        (
            "sessions/a.md",
            "speakers: zzz",
            "there is no person 'zzz'",
            "create content/people/zzz.md, or write the whole name as it is printed",
        ),
    ],
)
def test_an_unknown_name_is_an_error_with_the_nearest_and_the_file_to_create(
    path: str, lines: str, message: str, hint: str
) -> None:
    problem = problem_of(path, lines)
    assert (problem.message, problem.is_error) == (message, True)
    if "Networks" not in lines:
        assert problem.hint == hint
    else:
        assert problem.hint.startswith("did you mean 'networks'?")


@pytest.mark.parametrize(
    ("path", "lines", "place"),
    [
        ("people/al.md", "attending: [networks, zzz]", (3, 23)),
        ("pages/a.md", "authors: [jo-smith, Jo Smith, zzz]", (3, 31)),
        ("sessions/a.md", "speakers: [jo-smith, zzz]", (3, 22)),
        ("sessions/a.md", "host: zzz", (3, 7)),
        ("sessions/a.md", "slowchat:\n  starts: 2007-02-01 08:00\n  host: [jo-smith, zzz]", (5, 20)),
        ("sparks/a.md", "opens: 2007-01-01\nauthors: zzz", (4, 10)),
    ],
)
def test_an_unknown_name_is_told_where_it_stands(path: str, lines: str, place: tuple[int, int]) -> None:
    problem = problem_of(path, lines)
    assert (problem.line, problem.column) == place


def test_printed_names_have_no_page_and_are_no_mistake() -> None:
    site = make_site({"pages/a.md": "---\ntitle: A\nauthors: [Jo Smith, Communications Team]\n---\n"})
    assert site.problems == ()
    assert list(named_people(site.pages[0])) == []


@pytest.mark.parametrize(
    ("name", "expected"), [("jo", True), ("jo-smith", True), ("Jo Smith", False), ("a\u00a0b", False)]
)
def test_a_name_without_a_space_is_a_slug(name: str, *, expected: bool) -> None:
    assert is_slug(name) is expected


def test_nothing_is_said_of_names_that_may_mean_a_file_that_cannot_be_read() -> None:
    readings = (
        read_text("sessions/networks.md", "---\ntitle: x\n  y: z\n---\n"),
        read_text("posts/2007-01-01-a.md", "---\ntitle: A\nsession: networks\n---\n"),
    )
    assert assemble(Inputs(readings, make_settings(), NOW, Preview())).problems == ()


def test_a_name_of_a_draft_is_a_warning() -> None:
    files = {
        "sessions/n.md": "---\ntitle: N\ndraft: true\n---\n",
        "posts/2007-01-01-a.md": "---\ntitle: A\nsession: n\n---\n",
    }
    site = make_site(files)
    assert told(site.problems) == ["content/posts/2007-01-01-a.md:3:10 warning draft-named"]
    assert site.problems[0].hint == "publish content/sessions/n.md"
    assert make_site(files, preview=Preview(drafts=True)).problems == ()


def test_a_draft_may_name_a_draft() -> None:
    files = {
        "sessions/n.md": "---\ntitle: N\ndraft: true\n---\n",
        "posts/2007-01-01-a.md": "---\ntitle: A\nsession: n\ndraft: true\n---\n",
    }
    assert make_site(files).problems == ()


def test_a_room_that_the_settings_do_not_name_is_an_error_with_the_nearest() -> None:
    settings = make_settings(rooms=("Main Hall", "Seminar 1"))

    def problems(room: str) -> list[tuple[str, str]]:
        site = make_site({"sessions/a.md": f"---\ntitle: A\nroom: {room}\n---\n"}, settings=settings)
        return [(p.message, p.hint) for p in site.problems]

    assert problems("Main Hal") == [("there is no room 'Main Hal'", "did you mean 'Main Hall'?")]
    assert problems("Zoo") == [("there is no room 'Zoo'", "the rooms in content/site.toml are: Main Hall, Seminar 1")]
    assert problems("Main Hall") == []


def test_any_room_will_do_where_the_settings_name_none() -> None:
    assert make_site({"sessions/a.md": "---\ntitle: A\nroom: Zoo\n---\n"}).problems == ()


def cited(body: str, listed: str = "", elsewhere: frozenset[str] = frozenset()) -> list[str]:
    """Return what is wrong with the citations of a post."""
    text = f"---\ntitle: A\n{listed}---\n\n{body}\n"
    return told(make_site({"posts/2007-01-01-a.md": text}, cited_elsewhere=elsewhere).problems)


LISTED = 'references:\n  - kennedy2014: "Kennedy, A. (2014). CPD."\n'


def test_a_work_that_is_cited_and_listed_is_no_mistake() -> None:
    assert cited("See [@kennedy2014, p. 4].", LISTED) == []
    assert cited("See @kennedy2014.", LISTED) == []


def test_a_work_that_is_cited_and_not_listed_is_an_error_at_its_place() -> None:
    assert cited("One.\n\nSee [@kennedy2014; @fraser2007].", LISTED) == [
        "content/posts/2007-01-01-a.md:9:6 error unknown-citation"
    ]


def test_an_unknown_citation_is_offered_the_nearest_or_told_where_to_list_it() -> None:
    def hint(key: str) -> str:
        text = f"---\ntitle: A\n{LISTED}---\n[@kennedy2014] [@{key}]\n"
        return make_site({"posts/2007-01-01-a.md": text}).problems[0].hint

    assert hint("kenedy2014") == "did you mean 'kennedy2014'?"
    assert "references:" in hint("zzz")
    assert "zzz:" in hint("zzz")


def test_a_bare_at_sign_cites_only_what_is_known() -> None:
    assert cited("Ask @nobody about it.") == []


def test_a_work_that_is_listed_and_never_cited_is_a_warning() -> None:
    assert cited("Nothing.", LISTED) == ["content/posts/2007-01-01-a.md:4:5 warning not-cited"]


def test_a_work_in_the_bibliography_may_be_cited_and_need_not_be() -> None:
    assert cited("See [@fraser2007].", elsewhere=frozenset({"fraser2007", "other"})) == []


def test_what_was_heard_may_cite_too() -> None:
    text = f"---\ntitle: A\n{LISTED}---\n## What we heard\n\nSee [@kennedy2014].\n"
    assert codes(make_site({"sessions/a.md": text}).problems) == []


def test_kinds_without_references_have_none() -> None:
    site = make_site(BASE)
    assert [references_of(entry.fields) for entry in site.everything()] == [(), (), ()]


def test_a_person_appears_only_where_something_that_shows_names_them_or_they_agreed() -> None:
    people = {
        f"people/{slug}.md": f"---\nname: {slug}\n---\n" for slug in ("author", "speaker", "host", "other", "chat")
    }
    people["people/agreed.md"] = "---\nname: agreed\nlisted: true\n---\n"
    people["people/attends.md"] = "---\nname: attends\nattending: [n]\n---\n"
    people["people/drafted.md"] = "---\nname: drafted\n---\n"
    people["people/later.md"] = "---\nname: later\n---\n"
    people["people/gone.md"] = "---\nname: gone\nlisted: true\nexpires: 2007-01-01\n---\n"
    site = make_site(
        people
        | {
            "sessions/n.md": "---\ntitle: N\nspeakers: speaker\nhost: [host]\n"
            "slowchat:\n  starts: 2007-02-01 08:00\n  host: chat\n---\n",
            "posts/2007-01-01-a.md": "---\ntitle: A\nauthors: author\n---\n",
            "posts/2007-01-01-b.md": "---\ntitle: B\nauthors: drafted\ndraft: true\n---\n",
            "posts/2008-01-01-c.md": "---\ntitle: C\nauthors: later\n---\n",
        }
    )
    assert [person.slug for person in site.people] == ["agreed", "author", "chat", "host", "speaker"]
    states = {entry.slug: entry.state for entry in site.hidden if entry.document.kind == "people"}
    assert states == {
        "attends": State.UNLISTED,
        "drafted": State.UNLISTED,
        "gone": State.EXPIRED,
        "later": State.UNLISTED,
        "other": State.UNLISTED,
    }
