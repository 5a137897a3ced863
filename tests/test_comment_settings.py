"""The `[comments]` part of `content/site.toml`: the provider, its parameters, and every mistake with its place."""

from __future__ import annotations

from typing import Final

import pytest

from sitegen.comments import PROVIDERS, load_provider
from sitegen.model import Source
from sitegen.problems import Problem, Severity
from sitegen.settings import PATH, CommentSettings, read_settings
from sitegen.settings.values import Load

SITE: Final = 'title = "T"\nbase_url = "https://t.example.org"\nid = "t.example.org,2007"\n'
"""Three lines that nobody can complain of."""
PRINTED: Final = "it is in the script that https://giscus.app prints once a repository and a category are chosen"
REPO_ID: Final = f'repo_id = "R_kgDOG1a2bc", with the value that is yours: for giscus {PRINTED}'
ISSO: Final = (
    'url = "https://comments.example.org", with the value that is yours: for Isso it is the address at which readers '
    "reach your Isso server: public-endpoint in its isso.cfg"
)
REPOSITORY: Final = (
    'repo = "owner/name", with the value that is yours: for {} it is the repository\'s address after github.com/'
)

EMAIL: Final = 'email = "jo@a.org"'
NEEDED: Final = tuple((name, one.name) for name in PROVIDERS for one in load_provider(name).parameters if one.is_needed)
WITH_PARAMETERS: Final = tuple(name for name in PROVIDERS if load_provider(name).parameters)


def read(*lines: str) -> tuple[CommentSettings, tuple[Problem, ...]]:
    """Return what lines from the fourth on say of comments, and what is wrong with them."""
    settings, problems = read_settings(Source(PATH, (SITE + "\n".join(lines)).encode()))
    return settings.comments, problems


def told(*lines: str) -> list[tuple[int, int, str, str, str]]:
    """Return what is wrong with lines from the fourth on: where, which code, and the words."""
    return [(p.line, p.column, p.code, p.message, p.hint) for p in read(*lines)[1]]


def part(name: str, parameters: dict[str, str], *more: str) -> list[str]:
    """Return the lines that name a provider, more beside it, and its parameters."""
    lines = [f'{one} = "{value}"' for one, value in parameters.items()]
    return ["[comments]", f'provider = "{name}"', *more, f"[comments.{name}]", *lines]


def kept(name: str) -> str:
    """Return the provider that settings hold for one that is named; `none` is none."""
    return "" if name == "none" else name


@pytest.mark.parametrize("name", PROVIDERS)
def test_the_examples_of_a_provider_are_settings_that_nobody_can_complain_of(name: str) -> None:
    parameters = load_provider(name).parameters
    written = {one.name: one.example for one in parameters}
    assert read(*part(name, written, EMAIL)) == (CommentSettings(kept(name), Load.CLICK, "jo@a.org", written), ())


@pytest.mark.parametrize("name", PROVIDERS)
def test_what_a_provider_can_do_without_need_not_be_written(name: str) -> None:
    parameters = load_provider(name).parameters
    needed = {one.name: one.example for one in parameters if one.is_needed}
    usual = {one.name: one.usual for one in parameters if one.usual}
    assert read(*part(name, needed, EMAIL)) == (CommentSettings(kept(name), Load.CLICK, "jo@a.org", needed | usual), ())


@pytest.mark.parametrize(("name", "parameter"), NEEDED)
def test_a_parameter_that_is_missing_is_told_with_the_line_to_write_and_where_its_value_is(
    name: str, parameter: str
) -> None:
    provider = load_provider(name)
    (one,) = (one for one in provider.parameters if one.name == parameter)
    others = {other.name: other.example for other in provider.parameters if other is not one}
    settings, problems = read(*part(name, others))
    assert settings == CommentSettings("", Load.CLICK, "", settings.options)
    assert problems == (
        Problem(
            PATH,
            6,
            1,
            "missing-field",
            f"{provider.title} cannot do without its '{parameter}', so pages show no threads",
            f'write under [comments.{name}]: {parameter} = "{one.example}", with the value that is yours: '
            f"for {provider.title} it {one.where}",
            Severity.WARNING,
        ),
    )


def test_every_parameter_that_is_missing_is_told_at_the_provider_where_it_has_no_part() -> None:
    assert told("[comments]", 'provider = "giscus"') == [
        (
            5,
            12,
            "missing-field",
            f"giscus cannot do without its '{name}', so pages show no threads",
            f"write under [comments.giscus]: {line}",
        )
        for name, line in (
            ("repo", REPOSITORY.format("giscus")),
            ("repo_id", REPO_ID),
            ("category", f'category = "Announcements", with the value that is yours: for giscus {PRINTED}'),
            (
                "category_id",
                f'category_id = "DIC_kwDOG1a2bc4CAbcd", with the value that is yours: for giscus {PRINTED}',
            ),
        )
    ]


@pytest.mark.parametrize(("name", "parameter"), NEEDED)
@pytest.mark.parametrize("written", ["", "   "])
def test_an_empty_value_is_told_as_missing(name: str, parameter: str, written: str) -> None:
    provider = load_provider(name)
    (one,) = (one for one in provider.parameters if one.name == parameter)
    others = {other.name: other.example for other in provider.parameters if other is not one}
    assert told(*part(name, {parameter: written} | others)) == [
        (
            7,
            len(parameter) + 4,
            "missing-field",
            f"{provider.title} cannot do without its '{parameter}', so pages show no threads",
            (
                f'write under [comments.{name}]: {parameter} = "{one.example}", with the value that is yours: '
                f"for {provider.title} it {one.where}"
            ),
        )
    ]


@pytest.mark.parametrize(("name", "parameter"), NEEDED)
def test_a_misspelt_parameter_is_told_once_with_the_name_that_was_meant_and_where_its_value_is(
    name: str, parameter: str
) -> None:
    provider = load_provider(name)
    (one,) = (one for one in provider.parameters if one.name == parameter)
    others = {other.name: other.example for other in provider.parameters if other is not one}
    settings, problems = read(*part(name, {f"{parameter}x": one.example} | others, EMAIL))
    assert settings == CommentSettings("", Load.CLICK, "jo@a.org", settings.options)
    assert [(p.line, p.column, p.code, p.message, p.hint) for p in problems] == [
        (
            8,
            1,
            "unknown-field",
            f"there is no field 'comments.{name}.{parameter}x'",
            f"did you mean '{parameter}'? For {provider.title} it {one.where}",
        )
    ]


def test_a_misspelt_parameter_that_is_there_as_well_is_told_plainly() -> None:
    settings, problems = read(*part("isso", {"urll": "https://b.org", "url": "https://a.org"}))
    assert settings == CommentSettings("isso", Load.CLICK, "", {"url": "https://a.org"})
    assert [(p.line, p.code, p.hint) for p in problems] == [(7, "unknown-field", "did you mean 'url'?")]


def test_a_parameter_that_the_provider_has_not_is_told_with_those_that_it_has() -> None:
    settings, problems = read(*part("utterances", {"repo": "a/b", "issue-term": "pathname"}))
    assert settings == CommentSettings("utterances", Load.CLICK, "", {"repo": "a/b"})
    assert [(p.line, p.code, p.hint, p.is_error) for p in problems] == [
        (8, "unknown-field", "the fields here are: label, repo", False)
    ]


@pytest.mark.parametrize(
    ("name", "parameter", "written", "message", "hint"),
    [
        ("giscus", "repo", "talk", "a repository, as owner/name", REPOSITORY.format("giscus")),
        ("utterances", "repo", "a/b/issues", "a repository, as owner/name", REPOSITORY.format("utterances")),
        (
            "isso",
            "url",
            "https://a.org/?x",
            "a server's address and nothing behind it, as https://comments.example.org",
            ISSO,
        ),
        (
            "isso",
            "url",
            "javascript:alert(1)",
            "a server's address and nothing behind it, as https://comments.example.org",
            ISSO,
        ),
        (
            "isso",
            "url",
            "https://jo:secret@a.org",
            "a server's address and nothing behind it, as https://comments.example.org",
            ISSO,
        ),
        (
            "isso",
            "url",
            "https://a.org; script-src *",
            "a server's address and nothing behind it, as https://comments.example.org",
            ISSO,
        ),
        (
            "hyvor",
            "website_id",
            "no. 12",
            "a number",
            (
                'website_id = "1234", with the value that is yours: for Hyvor Talk it is in the console at '
                "https://talk.hyvor.com/console, beside the website's name"
            ),
        ),
        (
            "disqus",
            "shortname",
            "our_conference",
            "letters, digits and hyphens, as in a domain",
            (
                'shortname = "my-conference", with the value that is yours: for Disqus it is at '
                "https://disqus.com/admin/ under Settings, General: the first part of the site's disqus.com address"
            ),
        ),
    ],
)
def test_a_malformed_parameter_is_an_error_that_says_where_its_value_is(
    name: str, parameter: str, written: str, message: str, hint: str
) -> None:
    good = {one.name: one.example for one in load_provider(name).parameters}
    lines = part(name, {parameter: written} | {one: value for one, value in good.items() if one != parameter})
    assert told(*lines) == [
        (
            7,
            len(parameter) + 4,
            "bad-parameter",
            f"'comments.{name}.{parameter}' wants {message}, not '{written}'",
            f"write {hint}",
        )
    ]
    settings, (problem,) = read(*lines)
    assert (settings.provider, parameter in settings.options, problem.is_error) == ("", False, True)


@pytest.mark.parametrize(
    ("name", "line", "expected"),
    [
        ("hyvor", "website_id = 1234", {"website_id": "1234"}),
        ("disqus", 'shortname = "Torquay07.disqus.com"', {"shortname": "torquay07"}),
        ("isso", 'url = "https://Müller.example:443/Gespräch"', {"url": "https://xn--mller-kva.example/Gespr%C3%A4ch"}),
        ("isso", 'url = "comments.example.org/"', {"url": "https://comments.example.org"}),
        ("isso", 'url = "  https://comments.example.org/isso/  "', {"url": "https://comments.example.org/isso"}),
        ("utterances", 'repo = "https://github.com/torquay/talk"', {"repo": "torquay/talk"}),
        ("utterances", 'label = "It\'s; a"\nrepo = "torquay/talk"', {"repo": "torquay/talk", "label": "It's; a"}),
        ("cusdis", "app_id = 5000", {"app_id": "5000", "host": "https://cusdis.com"}),
        ("cusdis", 'app_id = "x"\nhost = "a.org:3000"', {"app_id": "x", "host": "https://a.org:3000"}),
    ],
)
def test_a_parameter_may_be_written_as_people_have_it(name: str, line: str, expected: dict[str, str]) -> None:
    lines = ("[comments]", f'provider = "{name}"', EMAIL, f"[comments.{name}]", line)
    assert read(*lines) == (CommentSettings(name, Load.CLICK, "jo@a.org", expected), ())


@pytest.mark.parametrize(
    "line", ["website_id = 12.5", "website_id = true", "website_id = 2007-01-09", "website_id = -1"]
)
def test_a_value_that_is_no_number_is_told_whatever_toml_takes_it_for(line: str) -> None:
    ((_, _, code, message, _),) = told("[comments]", 'provider = "hyvor"', "[comments.hyvor]", line)
    written = line.partition(" = ")[2]
    assert (code, message) == ("bad-parameter", f"'comments.hyvor.website_id' wants a number, not '{written}'")


@pytest.mark.parametrize(("base_url", "is_told"), [("https://t.example.org", True), ("http://t.example.org", False)])
def test_a_server_that_readers_cannot_reach_from_a_secure_page_is_told(base_url: str, *, is_told: bool) -> None:
    lines = part("isso", {"url": "http://talk.example.org/isso"})
    text = SITE.replace("https://t.example.org", base_url) + "\n".join(lines)
    settings, problems = read_settings(Source(PATH, text.encode()))
    assert settings.comments == CommentSettings("isso", Load.CLICK, "", {"url": "http://talk.example.org/isso"})
    expected = Problem(
        PATH,
        7,
        7,
        "plain-http",
        "browsers do not fetch 'http://talk.example.org/isso' for pages that come over https",
        'write url = "https://talk.example.org/isso"',
        Severity.WARNING,
    )
    assert problems == ((expected,) if is_told else ())


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "[::1]"])
@pytest.mark.parametrize("port", ["", ":8080"])
def test_a_server_on_the_readers_own_machine_may_be_reached_plainly(host: str, port: str) -> None:
    url = f"http://{host}{port}"
    assert read(*part("isso", {"url": url})) == (CommentSettings("isso", Load.CLICK, "", {"url": url}), ())


def test_a_list_is_no_parameter() -> None:
    assert told("[comments]", 'provider = "isso"', "[comments.isso]", 'url = ["https://a.org"]') == [
        (
            7,
            7,
            "wrong-type",
            "'comments.isso.url' wants a text, and this is a list",
            'write url = "https://a.org"',
        )
    ]


def test_a_part_may_be_written_on_one_line_or_with_dots() -> None:
    expected = (CommentSettings("isso", Load.CLICK, "", {"url": "https://a.org"}), ())
    assert read("[comments]", 'provider = "isso"', 'isso = { url = "https://a.org" }') == expected
    assert read("[comments]", 'provider = "isso"', 'isso.url = "https://a.org"') == expected


def test_the_part_of_another_provider_may_stay_and_changes_nothing() -> None:
    isso, other = part("isso", {"url": "https://a.org"}), ["[comments.utterances]", 'repo = "a/b"']
    expected = (CommentSettings("isso", Load.CLICK, "", {"url": "https://a.org"}), ())
    assert read(*isso, *other) == expected
    assert read(*isso, "[comments.giscus]") == expected


def test_the_part_of_another_provider_is_still_checked() -> None:
    lines = [*part("isso", {"url": "https://a.org"}), "[comments.utterances]", 'repo = "talk"', 'lable = "x"']
    assert [(line, code) for line, _, code, _, _ in told(*lines)] == [(9, "bad-parameter"), (10, "unknown-field")]
    assert read(*lines)[0] == CommentSettings("isso", Load.CLICK, "", {"url": "https://a.org"})


@pytest.mark.parametrize("written", ["Isso", "ISSO", " isso ", "iSSO"])
def test_a_providers_name_may_be_written_in_any_case(written: str) -> None:
    lines = ("[comments]", f'provider = "{written}"', "[comments.isso]", 'url = "https://a.org"')
    assert read(*lines) == (CommentSettings("isso", Load.CLICK, "", {"url": "https://a.org"}), ())


@pytest.mark.parametrize(
    ("name", "meant"), [("Isso", "isso"), ("isos", "isso"), ("gisqus", "giscus"), ("discus", "disqus")]
)
def test_a_part_whose_name_is_misspelt_is_told_with_the_provider_that_was_meant(name: str, meant: str) -> None:
    assert told("[comments]", 'load = "click"', f"[comments.{name}]", 'url = "https://a.org"') == [
        (6, 1, "unknown-field", f"there is no field 'comments.{name}'", f"did you mean '{meant}'?")
    ]


def test_a_part_for_a_provider_that_nobody_knows_is_told_with_those_that_are_known() -> None:
    assert told("[comments]", 'load = "click"', "[comments.wordpress]", 'url = "https://a.org"') == [
        (
            6,
            1,
            "unknown-field",
            "there is no field 'comments.wordpress'",
            (
                "the fields here are: comentario, cusdis, disqus, email, giscus, hyvor, isso, load, mastodon, none, "
                "provider, remark42, utterances"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("gisqus", "did you mean 'giscus'?"),
        ("hyvor talk", "did you mean 'hyvor'?"),
        ("disquss", "did you mean 'disqus'?"),
        ("discus", "did you mean 'disqus'?"),
        ("wordpress", f"known are: {', '.join(sorted(PROVIDERS))}"),
        ("</script>", f"known are: {', '.join(sorted(PROVIDERS))}"),
    ],
)
def test_a_provider_that_is_not_known_is_an_error(written: str, hint: str) -> None:
    message = f"there is no comment provider '{written.lower()}'"
    assert told("[comments]", f'provider = "{written}"') == [(5, 12, "unknown-value", message, hint)]


@pytest.mark.parametrize("line", ['isso = "https://a.org"', "isso = true", 'isso = ["https://a.org"]'])
def test_a_part_that_is_no_part_is_an_error(line: str) -> None:
    settings, problems = read("[comments]", 'provider = "utterances"', line, "[comments.utterances]", 'repo = "a/b"')
    assert settings == CommentSettings("utterances", Load.CLICK, "", {"repo": "a/b"})
    assert [(p.line, p.column, p.code, p.message, p.hint) for p in problems] == [
        (
            6,
            8,
            "wrong-type",
            "'comments.isso' wants its own part",
            "write a line [comments.isso] and its fields below",
        )
    ]


@pytest.mark.parametrize("name", WITH_PARAMETERS)
def test_a_part_of_the_provider_itself_that_is_no_part_is_told_once(name: str) -> None:
    settings, problems = read("[comments]", f'provider = "{name}"', f'{name} = "https://a.org"')
    assert settings.provider == ""
    assert [(p.line, p.column, p.code, p.message, p.hint) for p in problems] == [
        (
            6,
            len(name) + 4,
            "wrong-type",
            f"'comments.{name}' wants its own part",
            f"write a line [comments.{name}] and its fields below",
        )
    ]


@pytest.mark.parametrize("name", ["none", "mastodon"])
def test_a_provider_without_settings_has_none_to_offer(name: str) -> None:
    settings, problems = read(*part(name, {"url": "https://a.org", "label": "x"}))
    assert settings == CommentSettings(kept(name))
    assert problems == tuple(
        Problem(
            PATH,
            line,
            1,
            "unknown-field",
            f"there is no field 'comments.{name}.{field}'",
            "it has no settings: delete the line",
            Severity.WARNING,
        )
        for line, field in ((7, "url"), (8, "label"))
    )


@pytest.mark.parametrize("name", PROVIDERS)
def test_a_provider_without_a_page_of_its_own_wants_mail_beside_it(name: str) -> None:
    provider = load_provider(name)
    needed = {one.name: one.example for one in provider.parameters if one.is_needed}
    warning = Problem(
        PATH,
        5,
        12,
        "no-plain-way",
        f"where scripts do not run, nobody can answer: {provider.title} has no other way to its threads",
        'write under [comments]: email = "sparks@example.org", with an address of yours',
        Severity.WARNING,
    )
    settings, problems = read(*part(name, needed))
    assert (settings.provider, problems) == (kept(name), (warning,) if name in {"hyvor", "comentario"} else ())
    assert read(*part(name, needed, EMAIL))[1] == ()


def test_a_provider_that_is_not_whole_is_not_told_to_want_mail() -> None:
    assert [code for _, _, code, _, _ in told("[comments]", 'provider = "hyvor"')] == ["missing-field"]
    assert [code for _, _, code, _, _ in told(*part("comentario", {"host": "a b"}))] == ["bad-parameter"]


@pytest.mark.parametrize("lines", [('comments = "isso"',), ("[[comments]]", 'provider = "isso"')])
def test_comments_that_are_no_part_are_an_error(lines: tuple[str, ...]) -> None:
    settings, problems = read(*lines)
    assert settings == CommentSettings()
    assert [(p.code, p.message, p.hint) for p in problems] == [
        ("wrong-type", "'comments' wants its own part", "write a line [comments] and its fields below")
    ]


def test_no_provider_needs_no_part_and_no_words() -> None:
    assert read("[comments]", 'provider = "none"') == (CommentSettings(), ())
    assert read("[comments]", 'provider = "None"', "[comments.none]") == (CommentSettings(), ())
    assert read("[comments]") == (CommentSettings(), ())
    assert read("[comments]", 'provider = ""') == (CommentSettings(), ())


def test_mail_and_loading_are_settled_beside_the_provider() -> None:
    lines = ("[comments]", 'provider = "mastodon"', 'load = "Visible"', 'email = "jo@a.org"')
    assert read(*lines) == (CommentSettings("mastodon", Load.VISIBLE, "jo@a.org"), ())
    assert read("[comments]", 'provider = "isso"', 'email = "jo@a.org"')[0] == CommentSettings("", email="jo@a.org")
    assert told("[comments]", 'load = "clik"') == [
        (5, 8, "unknown-value", "'comments.load' cannot be 'clik'", "did you mean 'click'?")
    ]


def test_curly_quotes_around_a_value_are_told() -> None:
    assert told(*part("disqus", {"shortname": "“torquay”"})) == [
        (
            7,
            13,
            "curly-quotes",
            "these are curly quotes, which are part of the text here",
            'write shortname = "torquay"',
        )
    ]
