"""A new site's files, from what was answered and the day: settings that are read back, and dates that stay good."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from sitegen import __version__
from sitegen.beginning import Answers, checked
from sitegen.problems import UsageError
from tests.new_sites import NOW, TORQUAY, file_of

if TYPE_CHECKING:
    from collections.abc import Mapping


def settings(answers: Answers, now: datetime = NOW) -> Mapping[str, object]:
    return tomllib.loads(file_of(answers, "content/site.toml", now))


def test_the_settings_say_what_was_answered() -> None:
    answers = Answers(
        title="Torquay 2007",
        timezone="Europe/London",
        base_url="https://example.net",
        language="en-GB",
        host="pages",
        email="sparks@example.org",
        organiser="The blog team",
    )
    assert settings(answers) == {
        "title": "Torquay 2007",
        "base_url": "https://example.net",
        "id": "example.net,2026",
        "description": "What we ask each other before the conference, talk about there, and try afterwards.",
        "language": "en-GB",
        "timezone": "Europe/London",
        "organiser": "The blog team",
        "host": "pages",
        "theme": "default",
        "rooms": ["Main Hall", "Seminar Room"],
        "comments": {"email": "sparks@example.org"},
        "break": [{"title": "Coffee", "start": "2027-01-19 11:00", "end": "11:30"}],
        "theme_options": {"accent": "#0b6e4f"},
    }


def test_what_was_not_answered_waits_behind_a_note() -> None:
    text = file_of(TORQUAY, "content/site.toml")
    assert '\n# organiser = "The programme team"\n' in text
    assert '\n[comments]\n# email = "sparks@example.org"\n' in text


@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("https://torquay07.example.org", "torquay07.example.org,2026"),
        ("http://localhost:8000", "localhost,2026"),
        ("https://jo.github.io/torquay", "jo.github.io,2026-11-22"),
        ("https://xn--bcher-kva.example", "xn--bcher-kva.example,2026"),
    ],
)
def test_the_id_is_the_host_and_when_the_site_began(base_url: str, expected: str) -> None:
    assert settings(Answers(title="T", timezone="UTC", base_url=base_url))["id"] == expected


def test_sites_of_one_host_that_begin_on_one_day_of_theirs_have_that_day() -> None:
    at_night = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    answers = Answers(title="T", timezone="Pacific/Auckland", base_url="https://example.net/a")
    assert settings(answers, at_night)["id"] == "example.net,2027-01-01"


def test_an_example_address_says_so_and_a_real_one_does_not() -> None:
    assert "This one is only an example" in file_of(Answers(title="T", timezone="UTC"), "content/site.toml")
    assert "example:" not in file_of(TORQUAY, "content/site.toml")


TITLES = [
    "Torquay 2007",
    'She said "go"',
    "C:\\conference\\2026",
    "Zuhören für Anfänger",
    "日本語の会議",
    "🎉",
    "{{ title }} {% raw %}",
    "$$title $today ${x}",
    "<script>alert(1)</script> & more",
    "# no heading",
    "[link](/x) *stars* _lines_ `code`",
    "'''quotes'''",
    "true",
    "---",
    "a" * 500,
]


@pytest.mark.parametrize("title", TITLES)
def test_any_title_is_read_back_as_it_was_given(title: str) -> None:
    assert settings(Answers(title=title, timezone="UTC"))["title"] == title
    assert checked("title", title) == title


@pytest.mark.parametrize("title", ['"""\\', "\x00\x01\x1b\x7f", "\u0085\u2028"])
def test_a_text_of_quotes_and_controls_is_still_one_value_of_toml(title: str) -> None:
    assert settings(Answers(title=title, timezone="UTC"))["title"] == title


def test_the_readme_shows_a_title_as_it_is() -> None:
    title = "<b>*R&D* [x](y) `z` #1"
    heading = file_of(Answers(title=title, timezone="UTC"), "README.md").partition("\n")[0]
    assert heading == r"# \<b\>\*R\&D\* \[x\](y) \`z\` \#1"


@pytest.mark.parametrize("month", range(1, 13))
def test_the_first_session_is_a_tuesday_eight_weeks_ahead_and_its_chat_begins_the_monday_before(month: int) -> None:
    now = datetime(2027, month, 28, 12, tzinfo=UTC)
    text = file_of(TORQUAY, "content/sessions/first-session.md", now)
    start, chat = (date.fromisoformat(day) for day in re.findall(r"starts?: (\S+) ", text))
    assert (start.weekday(), chat.weekday()) == (1, 0)
    assert start - chat == timedelta(days=8)
    assert timedelta(weeks=8) <= start - now.date() < timedelta(weeks=9)


def test_the_version_that_wrote_a_site_builds_it() -> None:
    assert f"\nsitegen=={__version__}\n" in file_of(TORQUAY, "requirements.txt")


@pytest.mark.parametrize(
    ("name", "said", "message", "hint"),
    [
        ("timezone", "Londn", "there is no time zone 'Londn'", "did you mean 'Europe/London'?"),
        ("timezone", "new york", "there is no time zone 'new york'", "did you mean 'America/New_York'?"),
        (
            "base_url",
            "conf.example.org",
            "the address cannot be 'conf.example.org': it has to begin with https://",
            "write it as in: https://conf.example.org",
        ),
        ("host", "netlfy", "the host cannot be 'netlfy'", "did you mean 'netlify'?"),
        ("email", "sparks", "'sparks' is not a mail address", "write it as in: sparks@example.org"),
        ("language", "english", "'english' is not a language's short name", "write it as in: en-GB, or de"),
        ("title", "a\x07b", "there is an invisible character (U+0007) in it", "write it as in: Torquay 2007"),
        ("title", "a\udcffb", "'a\\udcffb' cannot be read: it is not UTF-8", "write it as in: Torquay 2007"),
        (
            "title",
            "a\u200bb",
            "there is an invisible character (U+200B) in the name",
            "leave it out; if your script needs it, write it into content/site.toml afterwards",
        ),
    ],
)
def test_an_answer_that_its_setting_does_not_take_is_told(name: str, said: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as told:
        checked(name, said)
    assert (told.value.message, told.value.hint) == (message, hint)
