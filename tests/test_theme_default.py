"""The built-in theme makes a page of every view, however much or little the view holds."""

from __future__ import annotations

import re
import types
from typing import TYPE_CHECKING, Union, get_args, get_origin, get_type_hints

import html5lib
import pytest

from sitegen import views
from sitegen.model import Stage
from sitegen.prose.ids import RESERVED
from sitegen.theme.checks import VIEWS
from sitegen.values import Value, replace
from sitegen.words import known_languages, load_words
from tests.conftest import PROJECT
from tests.test_theme import BASE, loaded, make_shell

if TYPE_CHECKING:
    from sitegen.theme import Theme

NASTY = "</title><script>&\"'"
GIVEN: dict[object, dict[str, str]] = {views.Discussion: {"script": "comments/mastodon.js"}}
"""Fields that name something of the theme's."""
THREAD = re.compile(r'<script src="[^"]*/assets/comments/thread\.\w+\.js" defer></script>')


def make(kind: object, *, full: bool) -> object:
    """Return a value of a view's type: with something in every field, or with nothing in any."""
    if kind is views.SafeHtml:
        return views.SafeHtml("<p>html</p>" if full else "")
    if isinstance(kind, type) and issubclass(kind, Value):
        hints = get_type_hints(kind, vars(views))
        given = GIVEN.get(kind, {}) if full else {}
        return kind(**{name: given.get(name) or make(hints[name], full=full) for name in kind.__struct_fields__})
    if get_origin(kind) is tuple:
        return (make(get_args(kind)[0], full=full),) * 2 if full else ()
    if get_origin(kind) in {types.UnionType, Union}:
        return make(get_args(kind)[0], full=full) if full else None
    examples: dict[object, tuple[object, object]] = {str: ("", NASTY), int: (0, 2), bool: (False, True)}
    return examples[kind][full]


@pytest.fixture(scope="module")
def theme(tmp_path_factory: pytest.TempPathFactory) -> Theme:
    """Return the built-in theme, as a site without themes of its own has it."""
    return loaded(tmp_path_factory.mktemp("site"), "default")


@pytest.mark.parametrize("language", sorted(known_languages()))
@pytest.mark.parametrize("template", sorted(VIEWS))
def test_every_view_makes_a_page_full_or_empty(theme: Theme, template: str, language: str) -> None:
    for full in (True, False):
        shell = make_shell(title=NASTY, template=template.removesuffix(".html"), site_title=NASTY)
        page = theme.render(template, make(VIEWS[template], full=full), shell, load_words(language), BASE)
        assert "<script" not in THREAD.sub("", page)
        check_html(page, template)


@pytest.mark.parametrize("template", sorted(name for name in VIEWS if not name.startswith("cards/")))
def test_every_page_carries_its_scripts_and_what_it_is_about_for_machines(theme: Theme, template: str) -> None:
    data = views.SafeHtml('{"name":"Torquay"}')
    shell = make_shell(scripts=("live.js",), linked_data=data)
    page = theme.render(template, make(VIEWS[template], full=True), shell, load_words("en-GB"), BASE)
    address = BASE.path(theme.asset_address("live.js"))
    assert re.findall("<script.*", THREAD.sub("", page)) == [
        f'<script src="{address}" defer></script>',
        f'<script type="application/ld+json">{data.text}</script>',
    ]
    check_html(page, template)


def test_no_heading_of_an_author_can_have_an_id_that_its_page_has_already() -> None:
    templates = PROJECT / "themes" / "default" / "templates"
    beside_prose = ("base", "home", "page", "person", "post", "session", "spark")
    places = [templates / f"{name}.html" for name in beside_prose]
    places += sorted((templates / "parts").glob("*.html"))
    found = {name for place in places for name in re.findall(r' id="([a-z-]+)"', place.read_text(encoding="utf-8"))}
    found |= {f"stage-{stage}" for stage in Stage}
    assert len(found) > 10
    assert sorted(found - RESERVED) == []


def check_html(page: str, template: str) -> None:
    """Parse a page strictly, which stops at the first mistake in it; a card is no page."""
    if not template.startswith("cards/"):
        html5lib.HTMLParser(strict=True).parse(page)


def test_the_style_of_every_page_stays_small(theme: Theme) -> None:
    limits = {"style.css": 20_000, "schedule.css": 3_000, "room.css": 6_000, "live.js": 3_000}
    sizes = {asset.address: len(asset.data) for asset in theme.assets}
    assert [name for name, limit in limits.items() if sizes[theme.asset_address(name)] > limit] == []


def test_what_a_thread_asks_and_tells_stands_in_the_order_of_its_use(theme: Theme) -> None:
    view = make(VIEWS["post.html"], full=True)
    page = theme.render("post.html", view, make_shell(), load_words("en-GB"), BASE)
    section = page.partition('id="discussion" ')[2].partition("</section>")[0]
    parts = re.findall(r'data-part="(\w+)"( hidden)?', section)
    assert [name for name, hidden in parts if not hidden] == ["widget"]
    assert [name for name, _ in parts] == [
        *("choice", "ask", "loading", "failed", "shown", "empty", "forget", "widget"),
    ]
    told = section.partition('role="status"')[2].partition("</p>")[0]
    assert re.findall(r'data-part="(\w+)"', told) == ["loading", "failed", "shown", "empty"]
    assert re.findall(r'<div class="widget"[^>]*>', section) == [
        '<div class="widget" data-part="widget" role="group" aria-labelledby="discussion-title" tabindex="-1">'
    ]


START = views.Time("2007-02-21T09:30:00+00:00", "…", "Wednesday 21 February 2007", "09:30", "GMT", "21 Feb", 2007)
END = views.Time("2007-02-21T10:30:00+00:00", "…", "Wednesday 21 February 2007", "10:30", "GMT", "21 Feb", 2007)
LATER = views.Time("2007-04-04T10:30:00+01:00", "…", "Wednesday 4 April 2007", "10:30", "BST", "4 Apr", 2007)


def session_page(theme: Theme, phase: str, *, scripts: tuple[str, ...] = ("live.js",), **fields: object) -> str:
    """Return the page of a session that is in a phase, otherwise empty but for `fields`."""
    item = make(views.SessionItem, full=False)
    assert isinstance(item, views.SessionItem)
    item = replace(
        item, title="Networks", phase=phase, status="scheduled", start=START, end=END, hours="09:30–10:30 GMT"
    )
    view = make(views.SessionView, full=False)
    assert isinstance(view, views.SessionView)
    view = replace(view, **({"item": item} | fields))
    return theme.render("session.html", view, make_shell(scripts=scripts), load_words("en-GB"), BASE)


@pytest.mark.parametrize(
    ("phase", "scripts", "instants"),
    [
        ("before", ("live.js",), [("starts", START.iso), ("ends", END.iso)]),
        ("now", ("live.js",), [("starts", START.iso), ("ends", END.iso)]),
        ("after", ("live.js",), []),
        ("before", (), []),
    ],
)
def test_a_page_tells_its_script_only_what_will_change(
    theme: Theme, phase: str, scripts: tuple[str, ...], instants: list[tuple[str, str]]
) -> None:
    page = session_page(theme, phase, scripts=scripts)
    assert re.findall(r'data-(starts|ends)="([^"]*)"', page) == instants


@pytest.mark.parametrize(
    ("point", "said"),
    [
        (views.ThreadPoint("spark", "before", "", "", START, "coming"), "The question comes on its day."),
        (views.ThreadPoint("spark", "before", "Who listens?", "", START, "coming"), "Slow chat, "),
        (
            views.ThreadPoint("check-in", "after", "Six weeks on", "#six-weeks", LATER, "due"),
            "Tell us under this session what you tried, and what came of it.",
        ),
        (views.ThreadPoint("check-in", "after", "Six weeks on", "#six-weeks", LATER, "coming"), LATER.day),
    ],
)
def test_the_thread_line_tells_what_is_to_come_and_what_is_due(
    theme: Theme, point: views.ThreadPoint, said: str
) -> None:
    knot = session_page(theme, "after", thread=(point,)).partition(f"knot kind-{point.kind}")[2].partition("</li>")[0]
    assert said in knot
    assert ('id="six-weeks"' in knot) == (point.kind == "check-in")


def test_the_path_shows_its_four_stations_and_which_are_empty(theme: Theme) -> None:
    steps = (
        views.StepItem("try", (views.Ref("One week, one thing", "/posts/x/"),)),
        *(views.StepItem(step, ()) for step in ("evaluate", "reflect", "refine")),
    )
    path = session_page(theme, "after", steps=steps).partition('class="steps"')[2].partition("</ol>")[0]
    assert re.findall("<h3>(.*?)</h3>", path) == ["Try", "Evaluate", "Reflect", "Refine"]
    assert path.count("Nobody has written about this step yet.") == 3
    assert 'class="steps"' not in session_page(theme, "after")


@pytest.mark.parametrize(("length", "size"), [(1, 30), (60, 60), (61, 70), (200, 200), (900, 300)])
def test_a_question_for_a_hall_is_set_by_its_length(theme: Theme, length: int, size: int) -> None:
    view = make(views.RoomView, full=False)
    item = make(views.SparkItem, full=False)
    assert isinstance(view, views.RoomView)
    assert isinstance(item, views.SparkItem)
    view = replace(view, item=replace(item, question="x" * length))
    page = theme.render("room.html", view, make_shell(), load_words("en-GB"), BASE)
    assert re.findall(r"question fit-(\d+)", page) == [str(size)]


def test_who_is_coming_stands_before_the_session_and_afterwards_as_who_came(theme: Theme) -> None:
    person = replace(make_person(), author=views.Author("Jo Smith", "", ""))
    said = {}
    for phase in ("before", "after"):
        page = session_page(theme, phase, scripts=(), attending=(person,))
        before, _, rest = page.partition('id="stage-during"')
        said[phase] = (re.findall(r'id="who"><span>(.*?)</span>', before), "Jo Smith" in before, "Jo Smith" in rest)
    assert said == {"before": (["Who is coming"], True, False), "after": (["Who came"], True, False)}


def make_person() -> views.PersonItem:
    """Return somebody of whom nothing is known."""
    person = make(views.PersonItem, full=False)
    assert isinstance(person, views.PersonItem)
    return person


@pytest.mark.parametrize(("status", "times"), [("scheduled", 0), ("moved", 1), ("cancelled", 1)])
def test_a_session_that_changed_says_when_that_was_written(theme: Theme, status: str, times: int) -> None:
    item = make(views.SessionItem, full=False)
    assert isinstance(item, views.SessionItem)
    item = replace(item, title="Networks", phase="before", status=status, start=START, end=END)
    page = session_page(theme, "before", item=item, updated=LATER)
    assert page.count(f'<time class="dt-updated" datetime="{LATER.iso}">{LATER.day}</time>') == times


def test_a_session_without_a_summary_has_no_empty_line_for_it(theme: Theme) -> None:
    page = session_page(theme, "before", html=views.SafeHtml("<p>Only once.</p>"))
    assert (page.count("Only once."), "p-summary" in page) == (1, False)


@pytest.mark.parametrize(("language", "said"), [("en-GB", "About the speaker"), ("de", "Wer spricht")])
def test_those_who_speak_are_headed_as_speakers(theme: Theme, language: str, said: str) -> None:
    view = make(views.SessionView, full=True)
    assert isinstance(view, views.SessionView)
    view = replace(view, bios=view.bios[:1])
    page = theme.render("session.html", view, make_shell(), load_words(language), BASE)
    assert re.findall(r'id="bios-title">(.*?)<', page) == [said]


def test_every_address_to_subscribe_to_stands_there_to_be_copied(theme: Theme) -> None:
    feed = views.FeedLink("Posts", "/posts/feed.xml", "application/rss+xml")
    view = make(views.SubscribeView, full=False)
    assert isinstance(view, views.SubscribeView)
    calendars = (views.Ref("Schedule", "/schedule.ics"),)
    view = replace(view, kinds=(views.Subscription("Posts", (feed,)),), calendars=calendars, network="/network.opml")
    page = theme.render("subscribe.html", view, make_shell(), load_words("en-GB"), BASE)
    named = [BASE.absolute(address) for address in ("/posts/feed.xml", "/schedule.ics", "/network.opml")]
    assert re.findall(r'<code class="copy">(.*?)</code>', page) == named
