"""The page about comments tells of every provider what the code does, and its snippets are good settings."""

from __future__ import annotations

import re

import pytest

from sitegen.comments import PROVIDERS, LinkKind, Topic, load_provider
from sitegen.model import Source
from sitegen.settings import PATH, CommentSettings, read_settings
from sitegen.settings.values import Load
from sitegen.words import load_words
from tests.conftest import PROJECT

DOCS = PROJECT / "docs" / "content" / "pages"
TEXT = (DOCS / "comments.md").read_text(encoding="utf-8")
SETTINGS = (DOCS / "settings.md").read_text(encoding="utf-8")
NEEDED = 'title = "T"\nbase_url = "https://t.example.org"\nid = "t.example.org,2007"\n'
TITLES = {name: load_provider(name).title or "No provider" for name in PROVIDERS}
STATUS = "https://example.social/@jo/123456"
KEPT = tuple(name for name in PROVIDERS if name != "none")
"""The providers that keep threads."""


def part_of(text: str, heading: str) -> str:
    """Return what stands below a heading, as far as the next of its level or above."""
    level = heading.partition(" ")[0]
    _, found, rest = text.partition(f"\n{heading}\n")
    assert found, f"there is no part '{heading}'"
    return re.split(rf"(?m)^#{{2,{len(level)}}} ", rest)[0]


def snippets(text: str) -> list[str]:
    """Return the blocks of TOML in a text."""
    return re.findall(r"(?ms)^```toml\n(.*?)^```$", text)


def rows(text: str) -> list[list[str]]:
    """Return the cells of a text's tables, without their heads."""
    lines = [line for line in text.splitlines() if line.startswith("|")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    heads = {number - 1 for number, row in enumerate(cells) if set("".join(row)) <= set("-:")}
    return [row for number, row in enumerate(cells) if number not in heads and number - 1 not in heads]


def settings_of(snippet: str) -> CommentSettings:
    """Return what the settings say of comments with a snippet in them, about which nothing is wrong."""
    settings, problems = read_settings(Source(PATH, (NEEDED + snippet).encode()))
    assert problems == ()
    return settings.comments


def how_to(name: str) -> str:
    """Return the part about a provider."""
    return part_of(TEXT, f"### {TITLES[name]}")


def snippet_of(name: str) -> str:
    """Return the one block of TOML in the part about a provider."""
    (snippet,) = snippets(how_to(name))
    return snippet


def anchor(heading: str) -> str:
    """Return the anchor that hosts of repositories give a heading of ours."""
    return heading.lower().replace(" ", "-")


def test_the_table_has_a_row_for_every_provider_that_leads_to_its_part() -> None:
    first = [row[0] for row in rows(part_of(TEXT, "## Choose"))]
    assert first == [f"[`{name}`](#{anchor(TITLES[name])})" for name in PROVIDERS]


def test_every_cell_of_the_table_says_something() -> None:
    cells = {row[0]: row[1:] for row in rows(part_of(TEXT, "## Choose"))}
    assert [row for row, said in cells.items() if not all(said) and "`none`" not in row] == []


def test_the_parts_are_those_of_the_providers() -> None:
    assert re.findall(r"(?m)^### (.*)$", part_of(TEXT, "## Set it up")) == list(TITLES.values())


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_snippet_is_all_that_an_organiser_writes(name: str) -> None:
    found = settings_of(snippet_of(name))
    kept = "" if name == "none" else name
    assert (found.provider, found.load, found.email) == (kept, Load.CLICK, "sparks@example.org")


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_how_to_names_exactly_the_providers_own_parameters(name: str) -> None:
    known = [one.name for one in load_provider(name).parameters]
    assert re.findall(r"(?m)^\| `(\w+)` \|", how_to(name)) == known
    assert re.findall(r"(?m)^(\w+) = ", snippet_of(name).partition(f"[comments.{name}]\n")[2]) == known


@pytest.mark.parametrize("name", PROVIDERS)
def test_parameters_that_may_be_left_out_say_so(name: str) -> None:
    said = [row[0].strip("`") for row in rows(how_to(name)) if "may be left out" in row[1]]
    assert said == [one.name for one in load_provider(name).parameters if not one.is_needed]
    usual = [one.usual for one in load_provider(name).parameters if one.usual]
    assert [value for value in usual if f"`{value}`" not in how_to(name)] == []


@pytest.mark.parametrize("name", PROVIDERS)
def test_whether_readers_need_an_account_is_said_as_pages_say_it(name: str) -> None:
    needs = {row[0]: row[2] for row in rows(part_of(TEXT, "## Choose"))}
    said = needs[f"[`{name}`](#{anchor(TITLES[name])})"]
    account = load_provider(name).account
    assert bool(re.match(r"an account at ", said)) == bool(account)
    assert account in said
    assert bool(re.match(r"none(?!, if)", said)) == (load_provider(name).is_open_to_all or name == "none")


@pytest.mark.parametrize("name", KEPT)
def test_the_table_of_the_policy_has_what_the_code_admits(name: str) -> None:
    part = part_of(TEXT, "## What pages may load")
    head = re.findall(r"`([\w-]+)`", part.partition("|---|")[0].rpartition("| provider |")[2])
    cells = {row[0]: row[1:] for row in rows(part)}[TITLES[name]]
    told = {directive: tuple(re.findall(r"`([^`]+)`", cell)) for directive, cell in zip(head, cells, strict=True)}
    statuses = re.findall(r"(?m)^mastodon: (.*)$", how_to(name))
    admitted = load_provider(name).sources(settings_of(snippet_of(name)).options, tuple(statuses))
    assert {directive: sources for directive, sources in told.items() if sources} == dict(admitted)


def test_the_table_of_the_policy_is_about_every_provider_that_keeps_threads() -> None:
    assert [row[0] for row in rows(part_of(TEXT, "## What pages may load"))] == [TITLES[name] for name in KEPT]


def test_how_a_thread_is_locked_is_said_for_every_provider_that_keeps_threads() -> None:
    assert [row[0] for row in rows(part_of(TEXT, "## When a spark closes"))] == [TITLES[name] for name in KEPT]


@pytest.mark.parametrize("name", [name for name in KEPT if name != "mastodon"])
def test_what_a_thread_is_filed_under_is_what_providers_are_told(name: str) -> None:
    topic = Topic("example.org,2007", "sparks/who", "Who?", "https://t.example.org/moved/", "en")
    thread = load_provider(name).thread(settings_of(snippet_of(name)).options, topic)
    assert thread is not None
    plan = thread.plan
    told = repr([[element.attributes for element in plan.elements], plan.variables, plan.callbacks])
    filed = [row for row in rows(part_of(TEXT, "## What a thread hangs on")) if TITLES[name] in row[0].split(", ")]
    (under,) = re.findall(r"`([^`]+)`", filed[0][1])[:1] if name != "utterances" else [topic.tag]
    assert f"'{under}" in told


def test_the_ways_of_loading_are_those_of_the_settings() -> None:
    said = [row[0] for row in rows(part_of(TEXT, "## What readers are asked"))]
    assert said == [f'`"{load}"`' for load in Load]


def test_the_words_that_readers_see_are_quoted_as_they_are() -> None:
    say, host = load_words("en").say, "comments.example.org"
    quoted = [
        say("discussion_show", hosts=host),
        say("discussion_remember", hosts=host),
        say("discussion_forget", hosts=host),
        say("discussion_closed"),
        say("answer_by_email"),
    ]
    text = " ".join(TEXT.split())
    assert [words for words in quoted if f'"{words}"' not in text] == []


def test_the_plain_ways_to_a_discussion_are_those_that_pages_have() -> None:
    kinds: dict[LinkKind | None, list[str]] = {}
    topic = Topic("example.org,2007", "sparks/who", "Who?", "https://t.example.org/moved/", "en", STATUS)
    for name in KEPT:
        thread = load_provider(name).thread(settings_of(snippet_of(name)).options, topic)
        assert thread is not None
        kinds.setdefault(thread.link.kind if thread.link else None, []).append(TITLES[name])
    assert kinds == {
        LinkKind.PAGE: ["giscus", "utterances", "Disqus", "Mastodon"],
        LinkKind.DATA: ["Isso", "Cusdis"],
        LinkKind.FEED: ["Remark42"],
        None: ["Hyvor Talk", "Comentario"],
    }
    text = " ".join(part_of(TEXT, "## What readers are asked").split())
    assert "a page at GitHub, Disqus and Mastodon, a feed at Remark42, plain data at Isso and Cusdis" in text
    assert "Hyvor Talk and Comentario have no such place" in text


def test_who_asks_for_an_account_is_said_as_pages_say_it() -> None:
    asked = [TITLES[name] for name in KEPT if load_provider(name).account]
    free = [TITLES[name] for name in KEPT if load_provider(name).is_open_to_all]
    assert (asked, free) == (["giscus", "utterances", "Mastodon"], ["Isso", "Cusdis"])
    text = " ".join(part_of(TEXT, "## What readers are asked").split())
    assert "need an account for giscus, utterances and Mastodon, and that they need none for Isso and Cusdis" in text


def test_those_whose_failure_the_page_cannot_see_are_named() -> None:
    topic = Topic("example.org,2007", "sparks/who", "Who?", "https://t.example.org/moved/", "en", STATUS)
    stands = {}
    for name in KEPT:
        thread = load_provider(name).thread(settings_of(snippet_of(name)).options, topic)
        assert thread is not None
        stands[TITLES[name]] = bool(thread.plan.stands)
    seen = [title for title, is_seen in stands.items() if is_seen]
    unseen = [title for title, is_seen in stands.items() if not is_seen]
    text = " ".join(part_of(TEXT, "## My thread does not appear").split())
    assert f"with {', '.join(unseen[:-1])} and {unseen[-1]} the place stays empty" in text
    assert f"For {' and '.join(seen)} the page waits" in text


def test_every_provider_that_keeps_threads_has_a_cause_for_one_that_does_not_appear() -> None:
    part = part_of(TEXT, "## My thread does not appear")
    named = {row[0] for row in rows(part)} & set(TITLES.values())
    assert {TITLES[name] for name in KEPT} - named == {"Cusdis"}
    assert "At Cusdis" in " ".join(part.split())


def test_whom_readers_agree_to_contact_beside_the_provider_is_said_in_its_part() -> None:
    topic = Topic("example.org,2007", "sparks/who", "Who?", "https://t.example.org/moved/", "en")
    thread = load_provider("hyvor").thread(settings_of(snippet_of("hyvor")).options, topic)
    assert thread is not None
    assert [host for host in thread.contacts if host not in how_to("hyvor")] == []


def test_the_boxes_that_the_theme_hides_are_those_that_the_page_names() -> None:
    style = (PROJECT / "themes/default/assets/comments/thread.css.jinja").read_text(encoding="utf-8")
    (hidden,) = re.findall(r"\.is-closed :is\((.*)\) \{ display: none; \}", style)
    said = [row[0] for row in rows(part_of(TEXT, "## When a spark closes")) if "the box is hidden" in row[1]]
    assert said == ["Isso", "Comentario"]
    assert {name.partition("-")[0].strip(" .#").title() for name in hidden.split(",")} == set(said)


def test_the_examples_in_the_reference_of_settings_are_good_settings() -> None:
    shown = [snippet for snippet in snippets(SETTINGS) if "[comments" in snippet]
    head = '[comments]\nprovider = "{}"\nemail = "sparks@example.org"\n'
    provided = [settings_of(head.format(name) + one) for one in shown for name in own_part(one)]
    assert [one.provider for one in provided] == [name for name in KEPT if load_provider(name).parameters]
    (both,) = [settings_of(one + snippet_of("isso").partition("\n\n")[2]) for one in shown if not own_part(one)]
    assert (both.provider, both.email) == ("isso", "sparks@example.org")


def own_part(snippet: str) -> list[str]:
    """Return the provider whose own part a snippet is, if it is one's."""
    return re.findall(r"^\[comments\.(\w+)\]", snippet)


def test_what_the_script_looks_for_is_told_to_those_who_write_themes() -> None:
    script = (PROJECT / "themes/default/assets/comments/thread.js").read_text(encoding="utf-8")
    themes = (DOCS / "themes.md").read_text(encoding="utf-8")
    (fields,) = re.findall(r"const \{ ([\w, ]+) \} = section\.dataset", script)
    (states,) = re.findall(r"const parts = \[([^\]]+)\];", script)
    wanted = {f"`data-{name}`" for name in fields.split(", ")}
    wanted |= {f"`data-{name}`" for name in re.findall(r"section\.dataset\.(\w+)", script)}
    wanted |= {f"`{name}`" for name in re.findall(r'"(\w+)"', states)}
    wanted |= {f"`{name}`" for name in re.findall(r'part\("(\w+)"\)', script)}
    wanted |= {f'`data-do="{name}"`' for name in re.findall(r'control\("(\w+)"\)', script)}
    part = part_of(themes, "## Threads")
    assert (len(wanted), sorted(name for name in wanted if name not in part)) == (17, [])
