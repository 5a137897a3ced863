"""`content/site.toml`: every key typed and checked, each problem with its place and the line to paste."""

from __future__ import annotations

from datetime import datetime

import pytest

from sitegen.model import Source, Written
from sitegen.problems import Place, Problem
from sitegen.settings import PATH, Break, CommentSettings, FeedSettings, MenuEntry, Settings, read_settings
from sitegen.settings.values import Load
from sitegen.urls import BaseUrl

NO_ID = "write at the top of the file, above the first line in [brackets], and never change it again"
NEEDED = 'title = "T"\nbase_url = "https://t.example.org"\nid = "t.example.org,2007"\n'


def read_toml(text: str, base_url: str = "") -> tuple[Settings, tuple[Problem, ...]]:
    """Read settings from a text."""
    return read_settings(Source(PATH, text.encode()), base_url)


def settings_of(more: str) -> Settings:
    """Return the settings with these lines below the needed ones, about which nothing is wrong."""
    settings, problems = read_toml(NEEDED + more)
    assert problems == ()
    return settings


def problem_of(more: str) -> Problem:
    """Return the one problem of these lines below the needed ones."""
    (problem,) = read_toml(NEEDED + more)[1]
    assert problem.path == PATH
    return problem


def test_a_title_and_a_base_url_are_enough() -> None:
    settings, problems = read_toml('title = "T"\nbase_url = "https://t.example.org:8000/x/"\n')
    assert (settings.title, settings.base_url, settings.id) == (
        "T",
        BaseUrl("https://t.example.org:8000", "/x"),
        "t.example.org,2000",
    )
    assert [(p.code, p.is_error, p.hint) for p in problems] == [("no-id", False, f'{NO_ID}: id = "t.example.org,2000"')]


def test_the_usual_settings_are_what_content_md_says() -> None:
    settings = settings_of("")
    assert (settings.theme, settings.host, settings.page_size, settings.post_address) == (
        "default",
        "netlify",
        10,
        "/posts/{slug}/",
    )
    assert settings.feeds == FeedSettings(("rss", "atom", "json"), 20, everywhere=True)
    assert settings.comments == CommentSettings("", Load.CLICK, "")


def test_every_setting_is_read() -> None:
    settings = settings_of(
        """description = "no"
language = "de"
timezone = "Europe/London"
organiser = "2007"
theme = "plain"
host = "any"
page_size = 5
rooms = ["Main Hall", "3.10"]

[feeds]
formats = ["atom"]
limit = 3
everywhere = false

[permalinks]
posts = "/{year}/{month}/{day}/{slug}/"

[comments]
provider = "giscus"
load = "always"
email = "sparks@example.org"
[comments.giscus]
repo = "a/b"
repo_id = "R"
category = "C"
category_id = "I"

[[break]]
title = "Coffee"
start = "2007-02-21 10:30"
end = "11:00"
[[break]]
title = "Lunch"
start = 2007-02-21T12:30:00

[[menu]]
title = "Schedule"
url = "/schedule/"
[[menu]]
title = "Elsewhere"
url = "https://a.org/"

[theme_options]
accent = "#0b6e4f"
"""
    )
    assert settings.rooms == ("Main Hall", "3.10")
    assert (settings.page_size, settings.host, settings.language, settings.description) == (5, "any", "de", "no")
    assert settings.feeds == FeedSettings(("atom",), 3, everywhere=False)
    assert settings.post_address == "/{year}/{month}/{day}/{slug}/"
    assert (settings.comments.provider, settings.comments.load, settings.comments.email) == (
        "giscus",
        "always",
        "sparks@example.org",
    )
    assert dict(settings.comments.options) == {"repo": "a/b", "repo_id": "R", "category": "C", "category_id": "I"}
    coffee, lunch = settings.breaks
    start = datetime(2007, 2, 21, 10, 30)  # noqa: DTZ001  # as written
    assert coffee == Break("Coffee", Written(start, has_time=True, text="2007-02-21 10:30"), "11:00")
    assert (lunch.title, lunch.start.moment, lunch.end) == ("Lunch", start.replace(hour=12), None)
    assert settings.menu == (MenuEntry("Schedule", "/schedule/"), MenuEntry("Elsewhere", "https://a.org/"))
    assert dict(settings.theme_options) == {"accent": "#0b6e4f"}


def test_each_value_has_its_place() -> None:
    settings = settings_of('rooms = ["A", "B"]\n[[menu]]\ntitle = "S"\nurl = "/s/"\n[theme_options]\naccent = "red"\n')
    assert settings.places["title"] == Place(1, 9)
    assert settings.places["menu[0].url"] == Place(7, 7)
    assert settings.places["theme_options.accent"] == Place(9, 10)


def test_a_base_url_that_is_handed_in_wins() -> None:
    settings, problems = read_toml(NEEDED, "https://preview.example.org/x")
    assert (settings.base_url, problems) == (BaseUrl("https://preview.example.org", "/x"), ())
    assert settings.id == "t.example.org,2007"


def test_the_id_of_a_preview_is_that_of_the_site() -> None:
    settings, _ = read_toml('title = "T"\nbase_url = "https://t.example.org"\n', "https://preview.example.org")
    assert settings.id == "t.example.org,2000"


def test_a_site_without_settings_is_told_what_to_write() -> None:
    settings, (problem,) = read_settings(None)
    assert settings == Settings()
    assert (problem.path, problem.code, problem.is_error) == (PATH, "no-settings", True)
    assert 'base_url = "https://example.org"' in problem.hint


@pytest.mark.parametrize("key", ["title", "base_url"])
@pytest.mark.parametrize("line", ["", '{} = ""\n'])
def test_a_required_setting_that_is_missing_or_empty_is_an_error(key: str, line: str) -> None:
    rest = "".join(f"{text}\n" for text in NEEDED.splitlines() if not text.startswith(f"{key} "))
    (problem,) = read_toml(line.format(key) + rest)[1]
    assert (problem.code, problem.is_error) == ("missing-field", True)
    assert problem.hint.startswith(f'write {key} = "')


def test_an_empty_id_is_as_if_not_given() -> None:
    _, problems = read_toml(NEEDED.replace("t.example.org,2007", ""))
    assert [problem.code for problem in problems] == ["no-id"]


def test_settings_that_are_not_utf_8_are_an_error_at_their_line() -> None:
    _, (problem,) = read_settings(Source(PATH, b'title = "T"\nx = "caf\xe9"\n'))
    assert (problem.line, problem.code) == (2, "not-utf8")


def test_a_byte_order_mark_and_other_line_ends_change_nothing() -> None:
    data = b"\xef\xbb\xbf" + NEEDED.replace("\n", "\r\n").encode()
    assert read_settings(Source(PATH, data)) == read_toml(NEEDED)


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("organiser = Jo Smith", 'put the text in quotes: organiser = "Jo Smith"'),
        ('organiser = say "x"', 'put the text in quotes: organiser = "say \\"x\\""'),
        ('title = "again"', "keep one of the two"),
        ("organiser", "write: name = value, with texts in double quotes"),
        ("organiser = “Jo Smith”", 'write organiser = "Jo Smith"'),
        ("organiser = ‘Jo Smith’ # us", 'write organiser = "Jo Smith"'),
        ("rooms = [“Lagoon”, “Jetty”]", 'write rooms = ["Lagoon", "Jetty"]'),
        ('rooms = ["Lagoon", "Jetty"\n\n[feeds]\nlimit = 3', "close the list with ]"),
        ('rooms = ["Lagoon",\n  "Jetty"\n', "close the list with ]"),
        ('rooms = ["Lagoon", "Jetty",\ntheme = "x"', "close the list with ]"),
    ],
)
def test_a_line_that_is_no_toml_is_told_at_its_line(line: str, hint: str) -> None:
    settings, (problem,) = read_toml(f"{NEEDED}{line}\n")
    assert (problem.line, problem.code, problem.hint) == (4, "settings", hint)
    assert settings == Settings()


def test_a_list_that_is_closed_is_not_what_keeps_the_settings_from_being_read() -> None:
    (problem,) = read_toml(f'{NEEDED}rooms = [\n  "[a",\n  Jetty,\n]\n')[1]
    assert (problem.line, problem.hint) == (6, "write: name = value, with texts in double quotes")


@pytest.mark.parametrize("part", ["[comments]", "[feeds]", "[[menu]]\ntitle = 'a'\nurl = '/a/'"])
def test_a_setting_written_below_a_part_is_to_move_to_the_top(part: str) -> None:
    settings, problems = read_toml(f'title = "T"\nbase_url = "https://t.example.org"\n{part}\nid = "t.org,2007"\n')
    assert [(p.code, p.column, p.hint) for p in problems] == [
        ("unknown-field", 1, "move it to the top, above the first line in [brackets]")
    ]
    assert settings.id == "t.example.org,2000"


def test_a_needed_setting_written_below_a_part_is_one_error() -> None:
    _, problems = read_toml('base_url = "https://t.org"\nid = "t.org,2007"\n[feeds]\n  title = "T"\n')
    assert [(p.line, p.column, p.code, p.is_error) for p in problems] == [(4, 3, "unknown-field", True)]


def test_settings_that_nest_without_end_are_an_error() -> None:
    _, problems = read_toml("a = " + "[" * 5000)
    assert [problem.code for problem in problems] == ["settings"]


@pytest.mark.parametrize(
    ("line", "code", "hint"),
    [
        ('langauge = "de"', "unknown-field", "did you mean 'language'?"),
        ('timezone = "Europe/Londn"', "unknown-zone", "did you mean 'Europe/London'?"),
        ('host = "netlfy"', "unknown-value", "did you mean 'netlify'?"),
        ("page_size = 0", "wrong-type", "write page_size = 10"),
        ('[feeds]\nformats = ["rss", "atum"]', "unknown-value", "did you mean 'atom'?"),
        ("[feeds]\nlimits = 3", "unknown-field", "did you mean 'limit'?"),
        ("feeds = 3", "wrong-type", "write a line [feeds] and its fields below"),
        ("theme_options = 3", "wrong-type", "write a line [theme_options] and options below"),
        ('menu = "x"', "wrong-type", "write a line [[menu]] and its fields below"),
        ('[[menu]]\ntitle = "S"\nurl = "schedule"', "bad-url", 'write url = "/schedule/"'),
        ('[[menu]]\ntitle = "S"', "missing-field", 'write url = "…"'),
        ('[[break]]\nstart = "2007-02-21 10:30"', "missing-field", 'write title = "…"'),
        ('[permalinks]\nposts = "/{yaer}/{slug}/"', "bad-permalink", "did you mean 'year'?"),
        ('[permalinks]\nposts = "/posts/{x}/"', "bad-permalink", "known are: {slug}, {year}, {month}, {day}"),
        ('[permalinks]\nposts = "/posts/"', "bad-permalink", 'write posts = "/posts/{slug}/"'),
        ('[permalinks]\nposts = "/posts/{slug}"', "bad-permalink", 'write posts = "/posts/{slug}/"'),
        ('[permalinks]\nposts = "/../{slug}/"', "bad-permalink", 'write posts = "/posts/{slug}/"'),
        ('[comments]\nprovider = "gisqus"', "unknown-value", "did you mean 'giscus'?"),
        ('[comments]\nemail = "jo"', "bad-email", 'write it as in: email = "sparks@example.org"'),
        (
            '[comments]\nprovider = "isso"',
            "missing-field",
            (
                'write under [comments.isso]: url = "https://comments.example.org", with the value that is yours: for '
                "Isso it is the address at which readers reach your Isso server: public-endpoint in its isso.cfg"
            ),
        ),
        ('[comments]\nload = "never"', "unknown-value", "write one of: click, visible, always"),
    ],
)
def test_a_wrong_setting_is_told_in_words_of_toml(line: str, code: str, hint: str) -> None:
    problem = problem_of(line)
    assert (problem.code, problem.hint) == (code, hint)
    assert problem.line >= 4


@pytest.mark.parametrize(
    ("url", "why"),
    [("t.example.org", "it has to begin with https://"), ("https://", "it has no host name after https://")],
)
def test_a_base_url_that_is_none_is_an_error(url: str, why: str) -> None:
    _, problems = read_toml(NEEDED.replace("https://t.example.org", url))
    assert [(p.line, p.column, p.message) for p in problems] == [(2, 12, f"'base_url' cannot be '{url}': {why}")]


@pytest.mark.parametrize("site_id", ["t.example.org", "t.example.org,07", "a b,2007", ",2007"])
def test_an_id_that_no_tag_uri_can_have_is_an_error(site_id: str) -> None:
    _, problems = read_toml(NEEDED.replace("t.example.org,2007", site_id))
    assert [(p.code, p.is_error) for p in problems] == [("bad-id", True)]


@pytest.mark.parametrize("site_id", ["jo@example.org,2007", "example.org,2007-02", "example.org,2007-02-21"])
def test_an_id_is_an_authority_and_a_date(site_id: str) -> None:
    settings, problems = read_toml(NEEDED.replace("t.example.org,2007", site_id))
    assert (settings.id, problems) == (site_id, ())


def test_hints_are_lines_of_toml_and_never_of_yaml() -> None:
    for line in ('[[break]]\ntitle = "C"\nstart = "soon"', 'language = "English"', '[[break]]\ntitle="C"\nstart=3'):
        hint = problem_of(line).hint
        assert " = " in hint
        assert ": 2026" not in hint.replace("write it as in: ", "")
        assert "[0]" not in hint


def test_a_setting_like_no_other_is_told_which_there_are() -> None:
    hint = problem_of("zzqq = 1").hint
    assert "extra" not in hint
    assert "base_url" in hint


@pytest.mark.parametrize(
    ("provider", "needed"),
    [
        ("utterances", 'repo = "a/b"'),
        ("disqus", 'shortname = "a"'),
        ("isso", 'url = "https://a.org"'),
        ("remark42", 'host = "https://a.org"\nsite_id = "b"'),
        ("cusdis", 'app_id = "a"\nhost = "https://a.org"'),
        ("hyvor", 'website_id = "1"'),
        ("comentario", 'host = "https://a.org"'),
        ("mastodon", ""),
    ],
)
def test_every_comment_provider_has_its_settings(provider: str, needed: str) -> None:
    settings = settings_of(f'[comments]\nprovider = "{provider}"\nemail = "a@b.org"\n[comments.{provider}]\n{needed}\n')
    assert settings.comments.provider == provider
    assert len(settings.comments.options) == len(needed.splitlines())


def test_a_misspelt_setting_of_a_provider_is_offered_the_nearest() -> None:
    _, problems = read_toml(f'{NEEDED}[comments]\nprovider = "isso"\n[comments.isso]\nurll = "x"\n')
    assert [(problem.code, problem.hint.partition("?")[0]) for problem in problems] == [
        ("unknown-field", "did you mean 'url'")
    ]


def test_every_mistake_is_told_in_one_run() -> None:
    _, problems = read_toml('titel = "T"\npage_size = "many"\nhost = "x"\nid = "x"\n')
    assert sorted(problem.code for problem in problems) == [
        "bad-id",
        "missing-field",
        "unknown-field",
        "unknown-value",
        "wrong-type",
    ]


def test_places_are_found_past_texts_and_lists_on_several_lines() -> None:
    settings = settings_of(
        'description = """\nhost = "no"\n"""\nrooms = [\n  "A", # host = [\n  "B",\n]\nhost = "any"\n[[menu]]\n'
        "title = 'S'\nurl = '/s/'\n[[menu]]\ntitle = 'U'\nurl = '/u/'\n"
    )
    assert settings.places["host"] == Place(11, 8)
    assert settings.places["menu[1].url"] == Place(17, 7)
