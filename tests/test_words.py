"""What a language says, and how it writes its dates."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from sitegen.quotes import Quotes
from sitegen.words import Words, known_languages, load_words, word_keys
from sitegen.words import dates as cldr
from sitegen.words.calendar import pieces
from sitegen.words.tables import placeholders, read_table
from sitegen.zones import zone, zone_names
from tests.conftest import PROJECT

WEDNESDAY = date(2007, 2, 21)
TEMPLATES = PROJECT / "themes" / "default" / "templates"


def london(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=zone("Europe/London"))  # type: ignore[arg-type,misc]  # the parts of a moment


def test_a_tag_finds_the_table_of_its_language() -> None:
    assert {tag: load_words(tag).table.language for tag in ("en-GB", "de-AT", "DE", "de_CH", "fr", "xx-private")} == {
        "en-GB": "en",
        "de-AT": "de",
        "DE": "de",
        "de_CH": "de",
        "fr": "en",
        "xx-private": "en",
    }


def test_words_without_a_table_are_english_and_say_that_they_are_incomplete() -> None:
    french = load_words("fr-CA")
    assert french.language == "fr-CA"
    assert french.say("sessions") == "Sessions"
    assert french.date(WEDNESDAY) == "mercredi 21 février 2007"
    assert (french.is_complete, load_words("en-NZ").is_complete, load_words("de-AT").is_complete) == (False, True, True)


def test_a_language_that_nobody_knows_is_written_as_in_britain() -> None:
    unknown = load_words("qqq")
    assert (unknown.date(WEDNESDAY), unknown.direction) == ("Wednesday 21 February 2007", "ltr")


def test_the_known_languages_are_the_tables() -> None:
    assert {"en", "de"} <= known_languages()


@pytest.mark.parametrize("language", sorted(known_languages()))
def test_every_table_has_the_english_keys_and_wants_the_same_values(language: str) -> None:
    assert word_keys(language) == word_keys()


@pytest.mark.parametrize("language", sorted(known_languages()))
def test_every_table_has_words_for_every_count(language: str) -> None:
    words = load_words(language)
    plural = [key for key, wanted in word_keys().items() if wanted == {"count"}]
    assert plural
    assert all(words.say(key, count=count) for key in plural for count in (0, 1, 2, 5, 11, 21))


def test_every_key_that_the_default_theme_uses_is_in_the_tables() -> None:
    texts = [path.read_text(encoding="utf-8") for path in TEMPLATES.rglob("*.html")]
    used = {key for text in texts for key in re.findall(r"""\bt\(\s*["']([^"']+)["']""", text)}
    assert len(used) > 50
    assert used - set(word_keys()) == set()


def test_an_unknown_key_is_named() -> None:
    with pytest.raises(KeyError) as caught:
        load_words("de").say("no_such_words")
    assert caught.value.args == ("no_such_words",)


def test_a_missing_value_is_named() -> None:
    with pytest.raises(KeyError) as caught:
        load_words("en").say("organised_by")
    assert caught.value.args == ("name",)
    with pytest.raises(KeyError) as caught:
        load_words("en").say("open_sparks_count")
    assert caught.value.args == ("open_sparks_count: count",)


def test_a_count_chooses_the_plural_form() -> None:
    words = load_words("en")
    assert [words.say("open_sparks_count", count=count) for count in (0, 1, 2)] == [
        "0 open sparks",
        "1 open spark",
        "2 open sparks",
    ]


def test_english_words_keep_the_english_plural_where_they_stand_in_for_another_language() -> None:
    # French counts 0 as one; the words are English all the same.
    assert load_words("fr").say("open_sparks_count", count=0) == "0 open sparks"


def test_a_value_cannot_reach_behind_itself() -> None:
    assert load_words("en").say("organised_by", name="{name.__class__}") == "Organised by {name.__class__}."
    with pytest.raises(ValueError, match="simple name"):
        placeholders("{name.__class__}")


@pytest.mark.parametrize("pattern", ["{0}", "{}", "{name!r}", "{name:>9}", "{name[0]}"])
def test_a_table_may_use_simple_names_alone(pattern: str) -> None:
    with pytest.raises(ValueError, match="simple name"):
        placeholders(pattern)


def test_each_language_has_its_quotation_marks() -> None:
    assert load_words("en").quotes == Quotes("“", "”", "‘", "’", "’")
    assert load_words("de").quotes == Quotes("„", "“", "‚", "‘", "’")


def test_the_direction_is_that_of_the_script() -> None:
    assert [load_words(tag).direction for tag in ("en", "ar", "he", "fa-IR", "ja")] == [
        "ltr",
        "rtl",
        "rtl",
        "rtl",
        "ltr",
    ]


@pytest.mark.parametrize(
    ("language", "day", "short", "month"),
    [
        ("en", "Wednesday 21 February 2007", "21 Feb", "February 2007"),
        ("en-GB", "Wednesday 21 February 2007", "21 Feb", "February 2007"),
        ("en-US", "Wednesday, February 21, 2007", "Feb 21", "February 2007"),
        ("de", "Mittwoch, 21. Februar 2007", "21. Feb.", "Februar 2007"),
        ("fr", "mercredi 21 février 2007", "21 févr.", "février 2007"),
    ],
)
def test_a_day_is_written_as_the_language_does(language: str, day: str, short: str, month: str) -> None:
    words = load_words(language)
    assert (words.date(WEDNESDAY), words.short_date(WEDNESDAY), words.month(WEDNESDAY)) == (day, short, month)


def test_a_moment_is_written_with_its_zone() -> None:
    assert load_words("en-GB").moment(london(2007, 7, 21, 9, 5)) == "Saturday 21 July 2007, 09:05 BST"
    assert load_words("de").moment(london(2007, 2, 21, 10, 30)) == "Mittwoch, 21. Februar 2007, 10:30 Uhr GMT"


@pytest.mark.parametrize(
    ("language", "name", "winter", "summer"),
    [
        ("en", "Europe/London", "GMT", "BST"),
        ("en-GB", "Europe/London", "GMT", "BST"),
        ("en-GB", "Europe/Dublin", "GMT", "IST"),
        ("en-GB", "Europe/Paris", "CET", "CEST"),
        ("en-GB", "America/New_York", "EST", "EDT"),
        ("en-GB", "Pacific/Tongatapu", "UTC+13", "UTC+13"),
        ("en-GB", "America/St_Johns", "NST", "NDT"),
        ("en-GB", "Asia/Kathmandu", "UTC+5:45", "UTC+5:45"),
        ("en-GB", "America/Sao_Paulo", "UTC−3", "UTC−3"),
        ("en-GB", "UTC", "UTC", "UTC"),
        ("de", "Europe/Berlin", "MEZ", "MESZ"),
        ("de", "Europe/London", "GMT", "BST"),
        ("fr", "Europe/Dublin", "GMT", "IST"),
    ],
)
def test_a_zone_has_the_name_that_its_readers_know(language: str, name: str, winter: str, summer: str) -> None:
    words = load_words(language)
    names = [words.zone_name(datetime(2024, month, 15, 12, tzinfo=zone(name))) for month in (1, 7)]
    assert names == [winter, summer]


def test_an_offset_without_a_zone_is_counted_from_utc() -> None:
    words = load_words("en")
    offsets = [timedelta(0), timedelta(hours=-5), timedelta(hours=5, minutes=30)]
    moments = [datetime(2024, 1, 15, 12, tzinfo=timezone(offset)) for offset in offsets]
    assert [words.zone_name(moment) for moment in [*moments, datetime(2024, 1, 1, tzinfo=UTC)]] == [
        "UTC",
        "UTC−5",
        "UTC+5:30",
        "UTC",
    ]


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="without a zone"):
        load_words("en").zone_name(datetime(2024, 1, 1, 12))  # noqa: DTZ001  the mistake that is tested


@pytest.mark.parametrize(
    ("end", "said"),
    [
        ((2007, 2, 21, 11, 30), "10:30–11:30 GMT"),
        ((2007, 2, 22, 1, 0), "10:30–01:00 GMT the next day"),
        ((2007, 2, 24, 11, 30), "21 Feb, 10:30 – 24 Feb, 11:30 GMT"),
    ],
)
def test_hours_say_so_where_they_end_on_another_day(end: tuple[int, ...], said: str) -> None:
    assert load_words("en-GB").hours(london(2007, 2, 21, 10, 30), london(*end)) == said


def test_hours_without_an_end_are_the_start() -> None:
    assert load_words("en-GB").hours(london(2007, 2, 21, 10, 30)) == "10:30 GMT"


def test_hours_are_on_the_clock_of_the_start() -> None:
    end = datetime(2007, 2, 21, 11, 30, tzinfo=UTC).astimezone(zone("Asia/Tokyo"))
    assert load_words("en-GB").hours(london(2007, 2, 21, 10, 30), end) == "10:30–11:30 GMT"


def test_hours_across_a_change_of_clocks_name_both_zones() -> None:
    assert load_words("en-GB").hours(london(2007, 3, 25, 0, 30), london(2007, 3, 25, 3, 30)) == "00:30 GMT–03:30 BST"


@pytest.mark.parametrize(
    ("language", "last", "said"),
    [
        ("en-GB", date(2007, 2, 21), "21 February 2007"),
        ("en-GB", date(2007, 2, 22), "21–22 February 2007"),
        ("en-GB", date(2007, 3, 1), "21 February – 1 March 2007"),
        ("en-GB", date(2008, 3, 1), "21 February 2007 – 1 March 2008"),
        ("de", date(2007, 2, 22), "21.–22. Februar 2007"),
        ("ja", date(2007, 2, 22), "2007年2月21日～22日"),
    ],
)
def test_a_range_of_days_says_once_what_both_share(language: str, last: date, said: str) -> None:
    text = load_words(language).date_range(WEDNESDAY, last)
    assert re.sub(r"[\u2009\u202f]", " ", text) == said


def test_equal_tags_share_their_words() -> None:
    assert load_words("en-GB") is load_words("en-GB")
    assert isinstance(load_words("en-GB"), Words)


OWN_FACTS = sorted(language for language in known_languages() if read_table(language).calendar is not None)


@pytest.mark.parametrize("language", OWN_FACTS)
def test_a_table_that_brings_its_own_facts_writes_as_cldr_does(language: str) -> None:
    words, table = load_words(language), read_table(language)
    assert words.is_own
    assert table.calendar is not None
    locale = table.locale
    assert words.direction == cldr.direction(locale)
    patterns = {name: table.dates.get(name, pattern) for name, pattern in table.calendar.patterns.items()}
    by_skeleton = {"full": "full", "long": "long", "short": "MMMd", "month": "yMMMM"}
    assert table.calendar.patterns == {name: cldr.pattern_for(of, locale) for name, of in by_skeleton.items()}
    days = [date(2007, 1, 1) + timedelta(days=number) for number in range(800)]
    assert [words.date(day) for day in days] == [cldr.write_date(day, patterns["full"], locale) for day in days]
    assert [words.short_date(day) for day in days] == [cldr.write_date(day, patterns["short"], locale) for day in days]
    assert [words.month(day) for day in days] == [cldr.write_date(day, patterns["month"], locale) for day in days]
    ends = [(day, day + timedelta(days=length)) for day in days[::7] for length in (0, 1, 20, 40, 400)]
    assert [words.date_range(*both) for both in ends] == [cldr.write_date_range(*both, locale) for both in ends]
    clocks = [datetime(2007, 2, 21, hour, minute, tzinfo=UTC) for hour in range(24) for minute in (0, 9, 59)]
    assert [words.time(moment) for moment in clocks] == [cldr.write_time(m.time(), locale) for m in clocks]
    rule = cldr.plural_rule(locale)
    key = next(key for key, wanted in word_keys().items() if wanted == {"count"})
    forms = table.words[key]
    assert not isinstance(forms, str)
    assert [words.pattern(key, n) for n in range(200)] == [forms.get(rule(n), forms["other"]) for n in range(200)]


@pytest.mark.parametrize("language", OWN_FACTS)
def test_every_zone_has_the_name_that_cldr_gives_it(language: str) -> None:
    words, locale = load_words(language), read_table(language).locale
    moments = [datetime(2026, month, 15, 12, tzinfo=zone(name)) for name in sorted(zone_names()) for month in (1, 7)]
    assert [words.zone_name(m) for m in moments] == [cldr.zone_name(m, locale) for m in moments]


def test_english_and_german_bring_their_own_facts() -> None:
    assert OWN_FACTS == ["de", "en"]


def test_a_tag_that_means_another_locale_is_written_as_that_one() -> None:
    assert {tag: load_words(tag).date(WEDNESDAY) for tag in ("en", "en-GB", "en_gb", "en-US", "de", "de-AT")} == {
        "en": "Wednesday 21 February 2007",
        "en-GB": "Wednesday 21 February 2007",
        "en_gb": "Wednesday 21 February 2007",
        "en-US": "Wednesday, February 21, 2007",
        "de": "Mittwoch, 21. Februar 2007",
        "de-AT": "Mittwoch, 21. Februar 2007",
    }


def test_a_pattern_has_fields_and_text() -> None:
    assert pieces("d 'de' MMM''y") == (
        (True, "d"),
        (False, " "),
        (False, "de"),
        (False, " "),
        (True, "MMM"),
        (False, ""),
        (True, "y"),
    )
    with pytest.raises(ValueError, match="'Q' is no field"):
        pieces("Q y")
