"""A session's sparks in a chain: their order, their openings, a slow chat's days."""

from __future__ import annotations

from tests.sitemaking import make_settings, make_site, told

SESSION = "---\ntitle: N\n{}---\n"


def spark(*lines: str) -> str:
    """Return the text of a spark of the session `n`."""
    return "\n".join(["---", "title: Q", "session: n", *lines, "---", ""])


def chain(files: dict[str, str]) -> list[tuple[str, int, int]]:
    """Return the sparks of a site, shown or not, with number and total."""
    site = make_site(files)
    found = [entry for entry in site.everything() if entry.document.kind == "sparks"]
    pairs = [(entry.slug, getattr(entry, "number", 0), getattr(entry, "total", 0)) for entry in found]
    return sorted(pairs, key=lambda pair: pair[1])


def openings(files: dict[str, str], timezone: str = "Europe/London") -> dict[str, str]:
    """Return when each spark of a site opens."""
    site = make_site(files, settings=make_settings(timezone=timezone))
    return {
        entry.slug: entry.appears.isoformat() if entry.appears else ""
        for entry in site.everything()
        if entry.document.kind == "sparks"
    }


def test_a_chain_is_by_order_then_by_opening_then_as_listed() -> None:
    files = {
        "sessions/n.md": SESSION.format("sparks:\n  zeta: Z?\n  alpha: A?\n"),
        "sparks/late.md": spark("opens: 2007-02-09"),
        "sparks/early.md": spark("opens: 2007-02-01"),
        "sparks/second.md": spark("order: 2", "opens: 2007-01-01"),
        "sparks/first.md": spark("order: 0", "opens: 2007-02-10"),
        "sparks/2007-02-05-dated.md": spark(),
    }
    slugs = ["first", "second", "early", "dated", "late", "zeta", "alpha"]
    assert chain(files) == [(slug, number, 7) for number, slug in enumerate(slugs, start=1)]


def test_a_spark_opens_at_opens_else_its_files_date_else_its_slow_chat_day() -> None:
    files = {
        "sessions/n.md": SESSION.format("slowchat:\n  starts: 2007-02-22 08:00\n"),
        "sparks/2007-02-02-a.md": spark("opens: 2007-02-01 09:00"),
        "sparks/2007-02-03-b.md": spark(),
        "sparks/c.md": spark(),
    }
    assert openings(files) == {
        "a": "2007-02-01T09:00:00+00:00",
        "b": "2007-02-03T00:00:00+00:00",
        "c": "2007-02-22T08:00:00+00:00",
    }


def test_each_spark_without_an_opening_has_its_own_slow_chat_day() -> None:
    files = {
        "sessions/n.md": SESSION.format(
            "sparks:\n  one: 1?\n  two: 2?\n  three: 3?\nslowchat:\n  starts: 2007-02-22 08:00\n"
        ),
        "sparks/last.md": spark("order: 9"),
        "sparks/own.md": spark("opens: 2007-02-01"),
    }
    assert openings(files) == {
        "own": "2007-02-01T00:00:00+00:00",
        "last": "2007-02-22T08:00:00+00:00",
        "one": "2007-02-23T08:00:00+00:00",
        "two": "2007-02-26T08:00:00+00:00",
        "three": "2007-02-27T08:00:00+00:00",
    }


def test_a_slow_chat_may_use_its_weekends() -> None:
    files = {
        "sessions/n.md": SESSION.format(
            "sparks:\n  one: 1?\n  two: 2?\nslowchat:\n  starts: 2007-02-23 08:00\n  weekends: true\n"
        )
    }
    assert openings(files) == {"one": "2007-02-23T08:00:00+00:00", "two": "2007-02-24T08:00:00+00:00"}


def test_a_slow_chat_is_in_its_sessions_zone() -> None:
    files = {
        "sessions/n.md": SESSION.format(
            "timezone: Pacific/Tongatapu\nsparks:\n  one: 1?\nslowchat:\n  starts: 2007-02-22 08:00\n"
        )
    }
    assert openings(files) == {"one": "2007-02-22T08:00:00+13:00"}


def test_a_spark_that_opens_at_once_is_on_pages_and_a_warning_gives_the_line() -> None:
    site = make_site({"sessions/n.md": SESSION.format(""), "sparks/a.md": spark()})
    assert [(s.slug, s.opens, s.shows) for s in site.sparks] == [("a", None, True)]
    assert told(site.problems) == ["content/sparks/a.md:2:8 warning no-opening"]
    assert site.problems[0].hint == "write the day on which it opens, as in: opens: 2026-01-05"


def test_a_listed_spark_that_opens_at_once_is_told_at_its_question() -> None:
    site = make_site({"sessions/n.md": SESSION.format("sparks:\n  one: 1?\n")})
    assert told(site.problems) == ["content/sessions/n.md:4:8 warning no-opening"]


def test_a_draft_is_not_asked_when_it_opens() -> None:
    assert make_site({"sparks/a.md": "---\ntitle: A\ndraft: true\n---\n"}).problems == ()


def test_a_listed_spark_is_a_full_spark_of_its_session() -> None:
    lines = "lang: de\nhashtag: t07\nsparks:\n  one: Eins?\nslowchat:\n  starts: 2007-02-01 08:00\n"
    (one,) = make_site({"sessions/n.md": SESSION.format(lines)}).sparks
    assert (one.slug, one.title, one.session, one.language, one.fields.hashtag, one.address, one.id) == (
        "one",
        "Eins?",
        "n",
        "de",
        "t07",
        "/sparks/one/",
        "sparks/one",
    )
    assert one.document.path == "content/sessions/n.md"


def test_a_listed_sparks_hashtag_is_that_of_the_slow_chat_where_it_has_one() -> None:
    lines = "hashtag: t07\nsparks:\n  one: 1?\nslowchat:\n  starts: 2007-02-01 08:00\n  hashtag: slow\n"
    (one,) = make_site({"sessions/n.md": SESSION.format(lines)}).sparks
    assert one.fields.hashtag == "slow"


def test_a_draft_sessions_listed_sparks_are_drafts() -> None:
    site = make_site({"sessions/n.md": SESSION.format("draft: true\nsparks:\n  one: 1?\n")})
    assert (site.sparks, len(site.hidden)) == ((), 2)


def test_a_spark_without_a_session_has_no_number_and_stands_last() -> None:
    files = {
        "sessions/n.md": SESSION.format(""),
        "sparks/alone.md": "---\ntitle: A\nopens: 2007-01-01\n---\n",
        "sparks/z.md": spark("opens: 2007-02-01"),
    }
    assert [(s.slug, s.session, s.number, s.total) for s in make_site(files).sparks] == [
        ("z", "n", 1, 1),
        ("alone", "", 0, 0),
    ]


def test_a_chain_counts_the_sparks_that_are_still_to_come() -> None:
    files = {
        "sessions/n.md": SESSION.format(""),
        "sparks/a.md": spark("opens: 2007-02-01"),
        "sparks/b.md": spark("opens: 2008-02-01"),
    }
    assert [(s.slug, s.number, s.total) for s in make_site(files).sparks] == [("a", 1, 2)]
