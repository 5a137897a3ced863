"""Comment providers as values: what each is told of a page, whom a browser asks for it, and what it files it under."""

from __future__ import annotations

import json
from hashlib import sha1
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sitegen.comments import PROVIDERS, Plan, Thread, Topic, load_provider, plan_json
from sitegen.comments.parameters import origin
from sitegen.comments.provider import Call, Element, OwnScript, Shade, closest
from sitegen.prose.quick import quick_body
from sitegen.prose.renderer import make_body
from sitegen.quotes import Quotes
from sitegen.values import replace
from tests.browser.providers import PROVIDERS as FAKES
from tests.comment_plans import PATH, SITE, SOURCES, STATUS, TAG, THREADS, TITLE, TOPIC, URL, WITH_THREADS, examples

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.comments import Options, Sources

HOSTILE: Final = "</script><img src=x onerror=\"alert('1')\">&amp;\u2028\n"
EVERY = pytest.mark.parametrize("name", WITH_THREADS)
IDENTITY = st.from_regex(r"""[^\s?#%<>"{}|\\^`]{1,30}""", fullmatch=True)
"""Whatever front matter lets be the identity of a document."""
FILED_UNDER: Final = {
    "giscus": "elements.0.1.data-term",
    "utterances": "elements.0.1.issue-term",
    "disqus": "callbacks.disqus_config.page.identifier",
    "isso": "elements.0.1.data-isso-id",
    "remark42": "variables.remark_config.url",
    "cusdis": "elements.0.1.data-page-id",
    "hyvor": "elements.0.1.page-id",
    "comentario": "elements.0.1.page-id",
}
"""Where in a plan a provider is told what to file the thread under; Mastodon files under a status."""


def thread_of(name: str, topic: Topic) -> Thread:
    """Return a page's thread at a provider that was told its examples."""
    provider = load_provider(name)
    found = provider.thread(examples(provider), topic)
    assert found is not None
    return found


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yield every single value of a JSON value, with the way to it."""
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(one, f"{path}.{key}" if path else str(key))
    else:
        yield path, value


def told(name: str, topic: Topic) -> dict[str, object]:
    """Return every single value that a browser is told for a page, with the way to it in the plan."""
    return dict(leaves(json.loads(plan_json(thread_of(name, topic).plan))))


def key(name: str, topic: Topic) -> str:
    """Return what a provider files a page's thread under."""
    return str(told(name, topic)[FILED_UNDER[name]])


@pytest.mark.parametrize(
    ("name", "options", "expected"), THREADS, ids=[f"{name}-{len(options)}" for name, options, _ in THREADS]
)
def test_a_page_has_exactly_this_thread(name: str, options: Options, expected: Thread | None) -> None:
    assert load_provider(name).thread(options, TOPIC) == expected


@pytest.mark.parametrize(("name", "options", "expected"), SOURCES, ids=[name for name, _, _ in SOURCES])
def test_a_policy_is_asked_for_exactly_these_sources(name: str, options: Options, expected: Sources) -> None:
    assert load_provider(name).sources(options, (STATUS,)) == expected


def test_every_provider_is_among_those_compared() -> None:
    assert {name for name, _, _ in THREADS} == set(PROVIDERS)
    assert {name for name, _, _ in SOURCES} == set(PROVIDERS) - {"mastodon"}
    assert set(FILED_UNDER) == set(WITH_THREADS) - {"mastodon"}


def test_every_provider_has_a_fake_that_browsers_meet_but_for_the_one_that_runs_there() -> None:
    assert {*FAKES, "isso"} == set(WITH_THREADS)


def test_every_name_leads_to_a_provider_and_no_other_does() -> None:
    assert [load_provider(name).title for name in PROVIDERS] == [
        "giscus",
        "utterances",
        "Disqus",
        "Isso",
        "Remark42",
        "Cusdis",
        "Hyvor Talk",
        "Comentario",
        "Mastodon",
        "",
    ]
    for name in ("gisqus", "", "provider", "plans", "../isso"):
        with pytest.raises(ValueError, match="there is no comment provider"):
            load_provider(name)


def test_readers_are_told_with_whom_they_need_an_account() -> None:
    assert {name: load_provider(name).account for name in PROVIDERS if load_provider(name).account} == {
        "giscus": "GitHub",
        "utterances": "GitHub",
        "mastodon": "Mastodon",
    }


def test_readers_are_told_that_they_need_no_account_where_none_can_be_asked_for() -> None:
    assert [name for name in PROVIDERS if load_provider(name).is_open_to_all] == ["isso", "cusdis"]
    assert [name for name in PROVIDERS if load_provider(name).is_open_to_all and load_provider(name).account] == []


@EVERY
def test_a_plain_link_names_github_where_it_leads_there(name: str) -> None:
    link = thread_of(name, TOPIC).link
    assert (link.at if link else "") == ("GitHub" if name in {"giscus", "utterances"} else "")
    assert (urlsplit(link.url).hostname == "github.com" if link else False) == (name in {"giscus", "utterances"})


def test_an_identity_is_a_tag_a_path_and_a_url_made_of_both_ids() -> None:
    assert (TOPIC.tag, TOPIC.path, TOPIC.identity_url) == (TAG, PATH, f"https://torquay07.example.org{PATH}")
    odd = Topic("jo@müller.example,2007-01", "pages/über&uns;'x'", "", "", "de")
    assert odd.tag == "tag:jo@müller.example,2007-01:pages/über&uns;'x'"
    assert odd.path == "/pages/%C3%BCber%26uns%3B%27x%27/?jo@m%C3%BCller.example,2007-01"
    assert odd.identity_url == f"https://müller.example{odd.path}"


@EVERY
def test_a_page_that_moves_keeps_its_thread(name: str) -> None:
    moved = replace(TOPIC, url="https://new.example.org/2007/who/")
    before, after = thread_of(name, TOPIC), thread_of(name, moved)
    assert (before.link, before.contacts) == (after.link, after.contacts)
    changed = {path for path, value in told(name, moved).items() if told(name, TOPIC)[path] != value}
    urls = {
        "cusdis": "elements.0.1.data-page-url",
        "hyvor": "elements.0.1.page-url",
    }
    assert changed == ({urls[name]} if name in urls else set())


@EVERY
def test_a_page_with_another_title_keeps_its_thread(name: str) -> None:
    renamed = replace(TOPIC, title=HOSTILE)
    before, after = thread_of(name, TOPIC), thread_of(name, renamed)
    assert (before.link, before.contacts) == (after.link, after.contacts)
    changed = {path: value for path, value in told(name, renamed).items() if told(name, TOPIC)[path] != value}
    titles = {
        "disqus": "callbacks.disqus_config.page.title",
        "isso": "elements.0.1.data-title",
        "remark42": "variables.remark_config.page_title",
        "cusdis": "elements.0.1.data-page-title",
        "hyvor": "elements.0.1.page-title",
    }
    assert changed == ({titles[name]: HOSTILE} if name in titles else {})


@pytest.mark.parametrize("name", FILED_UNDER)
def test_a_key_is_made_of_the_identity_alone(name: str) -> None:
    other = Topic(SITE, "sparks/who", "Another", "https://elsewhere.example.org/x/", "de", "https://a.org/@jo/1")
    assert key(name, other) == key(name, TOPIC)
    expected = {"utterances": f"{TAG} f6cc7c5881c3", "remark42": TOPIC.identity_url, "isso": PATH, "comentario": PATH}
    assert key(name, TOPIC) == expected.get(name, TAG)


@settings(deadline=None)
@given(first=IDENTITY, second=IDENTITY)
@example(first="sparks/who", second="sparks/who-is-in")
@example(first="pages/a/b", second="pages/a")
@example(first="sparks/é", second="sparks/e\u0301")
@example(first="who", second="sparks/who")
def test_two_documents_never_share_a_thread(first: str, second: str) -> None:
    assume(first != second)
    for name in FILED_UNDER:
        assert key(name, replace(TOPIC, id=first)) != key(name, replace(TOPIC, id=second))


@settings(deadline=None)
@given(identity=IDENTITY, more=IDENTITY)
@example(identity="sparks/who", more="-is-in")
@example(identity="sparks/who", more="/is-in")
@example(identity="a", more="/a")
def test_no_key_begins_with_that_of_an_identity_that_begins_like_it(identity: str, more: str) -> None:
    short, long = replace(TOPIC, id=identity), replace(TOPIC, id=identity + more)
    for name in ("utterances", "isso", "remark42", "comentario"):
        assert not key(name, long).startswith(key(name, short))


@settings(deadline=None)
@given(identity=IDENTITY, before=st.just("") | IDENTITY, after=st.just("") | IDENTITY)
@example(identity="sparks/who", before="", after="-is-in")
@example(identity="who", before="sparks/", after="")
def test_no_term_of_utterances_is_a_part_of_another(identity: str, before: str, after: str) -> None:
    assume(before or after)
    whole = replace(TOPIC, id=before + identity + after)
    assert key("utterances", replace(TOPIC, id=identity)) not in key("utterances", whole)


@settings(deadline=None)
@given(identity=IDENTITY)
def test_two_sites_with_one_server_never_share_a_thread(identity: str) -> None:
    here, next_year = replace(TOPIC, id=identity), replace(TOPIC, id=identity, site_id="torquay07.example.org,2008")
    for name in FILED_UNDER:
        assert key(name, here) != key(name, next_year)


@settings(deadline=None)
@given(identity=IDENTITY)
def test_a_path_is_one_path_whatever_is_in_the_identity(identity: str) -> None:
    parts = urlsplit(replace(TOPIC, id=identity).identity_url)
    assert (parts.scheme, parts.netloc, parts.query, parts.fragment) == (
        "https",
        "torquay07.example.org",
        SITE,
        "",
    )
    assert unquote(parts.path) == f"/{identity}/"


def test_giscus_is_found_by_the_hash_that_it_writes_into_a_discussion() -> None:
    link = thread_of("giscus", TOPIC).link
    assert link is not None
    assert sha1(TAG.encode(), usedforsecurity=False).hexdigest() in unquote(link.url)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("de", "de"),
        ("DE-at", "de"),
        ("de-Latn-CH-1996", "de"),
        ("pt-BR", "br"),
        ("pt-br", "br"),
        ("pt-PT", "usual"),
        ("zh-Hant-TW", "zh"),
        ("zh-tw", "tw"),
        ("zh-TW-x-old", "tw"),
        ("cy", "usual"),
        ("den", "usual"),
        ("", "usual"),
    ],
)
def test_the_closest_language_is_the_tag_or_the_longest_beginning_of_it(language: str, expected: str) -> None:
    known = {"de": "de", "pt-BR": "br", "zh": "zh", "zh-TW": "tw"}
    assert closest(language, known, "usual") == expected


def test_languages_known_by_their_own_tags_are_told_as_the_provider_writes_them() -> None:
    known = ("en", "pt-BR")
    assert [closest(tag, known, "en") for tag in ("PT-br", "pt", "en-GB", "fr")] == ["pt-BR", "en", "en", "en"]
    assert closest("fr", known) == ""


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        (
            "giscus",
            "elements.0.1.data-lang",
            {"el": "gr", "sr-Latn": "hbs", "zh-tw": "zh-TW", "zh-HK": "zh-HK", "cy": "en"},
        ),
        ("isso", "elements.1.1.data-isso-lang", {"de-AT": "de", "pt-br": "pt-BR", "zh-TW": "zh-TW", "cy": "en"}),
        ("remark42", "variables.remark_config.locale", {"uk": "ua", "pt-BR": "bp", "zh-TW": "zh-tw", "cy": "en"}),
        ("disqus", "callbacks.disqus_config.language", {"de-AT": "de", "pt-br": "pt_BR", "pt-PT": "pt"}),
        ("hyvor", "elements.0.1.page-language", {"de-AT": "de", "FR": "fr"}),
        ("comentario", "elements.0.1.lang", {"de-AT": "de", "FR": "fr"}),
    ],
)
def test_the_widget_speaks_the_pages_language(name: str, path: str, expected: dict[str, str]) -> None:
    assert {tag: told(name, replace(TOPIC, language=tag))[path] for tag in expected} == expected


@pytest.mark.parametrize(
    ("name", "path", "simplified", "traditional"),
    [
        ("giscus", "elements.0.1.data-lang", "zh-CN", "zh-TW"),
        ("isso", "elements.1.1.data-isso-lang", "zh", "zh-TW"),
        ("remark42", "variables.remark_config.locale", "zh", "zh-tw"),
        ("cusdis", "elements.1.1.src", *(f"https://cusdis.com/js/widget/lang/{tag}.js" for tag in ("zh-cn", "zh-tw"))),
    ],
)
def test_traditional_chinese_is_told_as_the_provider_calls_it(
    name: str, path: str, simplified: str, traditional: str
) -> None:
    tags = ("zh", "zh-Hans", "zh-Hant", "zh-hant-TW", "zh-TW")
    found = [told(name, replace(TOPIC, language=tag))[path] for tag in tags]
    assert found == [simplified, simplified, traditional, traditional, traditional]


@pytest.mark.parametrize(("language", "words"), [("uk", ["ua"]), ("zh-TW", ["zh-tw"]), ("en-GB", []), ("cy", [])])
def test_the_words_of_cusdis_come_before_its_widget(language: str, words: list[str]) -> None:
    plan = thread_of("cusdis", replace(TOPIC, language=language)).plan
    assert [one.attributes["src"] for one in plan.elements if one.tag == "script"] == [
        *(f"https://cusdis.com/js/widget/lang/{word}.js" for word in words),
        "https://cusdis.com/js/cusdis.es.js",
    ]


@EVERY
def test_every_script_of_a_plan_is_admitted(name: str) -> None:
    provider = load_provider(name)
    sources = provider.sources(examples(provider), (STATUS,))
    scripts = [one.attributes["src"] for one in thread_of(name, TOPIC).plan.elements if one.tag == "script"]
    assert scripts != []
    theirs = {origin(str(src)) for src in scripts if src != OwnScript()}
    assert theirs <= set(sources.get("script-src", ()))


def test_mastodon_is_asked_at_the_servers_of_statuses_each_once() -> None:
    statuses = (STATUS, "https://b.example/@jo/1", "https://example.social/@al/2", "", "https://c.example/about")
    assert load_provider("mastodon").sources({}, statuses) == {
        "connect-src": ("https://b.example", "https://example.social")
    }


def test_a_plan_is_json_with_its_shades_as_objects_and_nothing_that_is_empty() -> None:
    plan = Plan(
        (
            Element("p"),
            Element("b", {"title": HOSTILE, "theme": Shade("day", "night", "both")}),
            Element("script", {"src": OwnScript()}),
        ),
        variables={"v": {"on": True, "theme": Shade("day", "night")}},
        callbacks={"c": {"page": {"title": HOSTILE}}},
        repaint=Call("W.paint", Shade("day", "night")),
        script="w.js",
        stands=".w > p",
        returning="w",
    )
    assert json.loads(plan_json(plan)) == {
        "elements": [
            ["p", {}],
            ["b", {"title": HOSTILE, "theme": {"$shade": {"light": "day", "dark": "night", "auto": "both"}}}],
            ["script", {"src": {"$own": True}}],
        ],
        "variables": {"v": {"on": True, "theme": {"$shade": {"light": "day", "dark": "night"}}}},
        "callbacks": {"c": {"page": {"title": HOSTILE}}},
        "repaint": ["W.paint", {"$shade": {"light": "day", "dark": "night"}}],
        "stands": ".w > p",
        "returning": "w",
    }
    assert json.loads(plan_json(Plan((Element("p"),)))) == {"elements": [["p", {}]]}


IDS: Final = (
    *("discussion", "discussion-title"),
    *("cusdis_thread", "disqus_thread", "isso-thread", "mastodon-replies", "remark42"),
)
"""The ids that pages have of their threads: of the theme, and of the providers' plans."""


def test_the_ids_of_widgets_are_those_that_plans_give_them() -> None:
    elements = (one for name in WITH_THREADS for one in thread_of(name, TOPIC).plan.elements)
    assert sorted(str(one.attributes["id"]) for one in elements if "id" in one.attributes) == list(IDS[2:])


@pytest.mark.parametrize("identity", [*IDS, "isso-root", "isso-style"])
def test_no_heading_takes_the_id_of_a_thread_whichever_way_it_is_read(identity: str) -> None:
    text = f"## {identity}\n\nA text.\n"
    quick, whole = quick_body(text, "en", Quotes()), make_body(text, "en", Quotes())
    assert quick is not None
    assert [[heading.id for heading in body.headings] for body in (quick, whole)] == [[f"s-{identity}"]] * 2
    marked = make_body(f'## Words {{#{identity}}}\n\n<p id="{identity}">A text.</p>\n', "en", Quotes())
    assert identity not in marked.anchors


@EVERY
@pytest.mark.parametrize("title", ["$script", "$own", "$shade", '{"$own": true}', '{"$shade": {"light": "x"}}'])
def test_no_title_is_taken_for_what_the_browser_settles(name: str, title: str) -> None:
    values = told(name, replace(TOPIC, title=title))
    usual = told(name, TOPIC)
    assert values == {path: title if one == TITLE else one for path, one in usual.items()}


@EVERY
def test_a_title_and_an_address_come_out_of_the_json_as_they_went_in(name: str) -> None:
    values = told(name, replace(TOPIC, title=HOSTILE, url=URL + HOSTILE)).values()
    usual = list(told(name, TOPIC).values())
    assert list(values) == [{TITLE: HOSTILE, URL: URL + HOSTILE}.get(str(one), one) for one in usual]
