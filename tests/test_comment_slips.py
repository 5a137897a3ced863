"""How people write what they copied from a provider: what is understood, and the words that the rest earns."""

from __future__ import annotations

import pytest

from sitegen.comments import Form, Parameter, load_provider, settled
from sitegen.settings import CommentSettings
from sitegen.settings.values import Load
from tests.test_comment_settings import EMAIL, ISSO, kept, part, read, told

HOST = "https://talk.example.org"
SCRIPTS = {
    ("isso", "url"): ("/js/embed.min.js", "/js/embed.dev.js"),
    ("remark42", "host"): ("/web/embed.js", "/web/embed.mjs", "/web"),
    ("cusdis", "host"): ("/js/cusdis.es.js", "/js/cusdis.umd.js"),
    ("comentario", "host"): ("/comentario.js",),
}
"""What stands behind a server's address in the snippets of a provider."""
COPIED = [(*of, script) for of, scripts in SCRIPTS.items() for script in scripts]


def parameter_of(name: str, parameter: str) -> Parameter:
    """Return a parameter of a provider."""
    (found,) = (one for one in load_provider(name).parameters if one.name == parameter)
    return found


def advice(name: str, parameter: str) -> str:
    """Return the hint of a value that cannot be meant."""
    one = parameter_of(name, parameter)
    title = load_provider(name).title
    return f'write {parameter} = "{one.example}", with the value that is yours: for {title} it {one.where}'


def values(name: str, parameter: str, written: str) -> dict[str, str]:
    """Return the examples of a provider's parameters, and one as it is written."""
    others = {one.name: one.example for one in load_provider(name).parameters if one.name != parameter}
    return {parameter: written} | others


@pytest.mark.parametrize(("name", "parameter", "script"), COPIED)
@pytest.mark.parametrize("host", [HOST, f"{HOST}/talk", "http://localhost:8080", "HTTPS://Talk.Example.org"])
def test_an_address_that_was_copied_with_its_script_is_that_of_the_server(
    name: str, parameter: str, script: str, host: str
) -> None:
    found = read(*part(name, values(name, parameter, host + script), EMAIL))
    address = host.replace("HTTPS://Talk.Example.org", HOST)
    expected = values(name, parameter, address)
    assert found == (CommentSettings(name, Load.CLICK, "jo@a.org", expected), ())
    assert settled(parameter_of(name, parameter), host.partition("//")[2] + script) == settled(
        parameter_of(name, parameter), host.partition("//")[2]
    )


@pytest.mark.parametrize(("name", "parameter"), SCRIPTS)
@pytest.mark.parametrize("example", [False, True])
def test_the_script_behind_the_example_of_every_address_is_cut(name: str, parameter: str, *, example: bool) -> None:
    one = parameter_of(name, parameter)
    address = one.example if example else f"{one.example}/below"
    assert [settled(one, address + script) for script in SCRIPTS[name, parameter]] == [
        address for _ in SCRIPTS[name, parameter]
    ]


def test_every_address_of_a_provider_is_among_those_compared() -> None:
    names = ("giscus", "utterances", "disqus", "isso", "remark42", "cusdis", "hyvor", "comentario", "mastodon", "none")
    parameters = [(name, one) for name in names for one in load_provider(name).parameters]
    assert {(name, one.name) for name, one in parameters if one.form is Form.ADDRESS} == set(SCRIPTS)
    assert {(name, one.name) for name, one in parameters if one.script} == set(SCRIPTS)


@pytest.mark.parametrize(
    ("name", "parameter", "script"),
    [
        ("isso", "url", "/js/count.min.js"),
        ("isso", "url", "/js/embed.min.js/x.js"),
        ("isso", "url", "/js/embedxmin.js"),
        ("isso", "url", "/comentario.js"),
        ("remark42", "host", "/web/counter.mjs"),
        ("remark42", "host", "/web/last-comments.js"),
        ("cusdis", "host", "/js/iframe.umd.js"),
        ("comentario", "host", "/comentario.mjs"),
    ],
)
def test_an_address_of_another_script_is_refused(name: str, parameter: str, script: str) -> None:
    lines = part(name, values(name, parameter, HOST + script), EMAIL)
    wants = "a server's address and nothing behind it, as https://comments.example.org"
    message = f"'comments.{name}.{parameter}' wants {wants}, not '{HOST}{script}'"
    assert told(*lines) == [(8, len(parameter) + 4, "bad-parameter", message, advice(name, parameter))]
    assert [problem.is_error for problem in read(*lines)[1]] == [True]


@pytest.mark.parametrize(
    "path", ["/website", "/web/talk", "/js", "/comentario", "/embed.min.js.d", "/talk/js", "/webs"]
)
def test_a_path_that_is_no_script_is_the_servers_own(path: str) -> None:
    for name, parameter in SCRIPTS:
        assert settled(parameter_of(name, parameter), HOST + path) == HOST + path


@pytest.mark.parametrize(
    "written",
    [
        "harbour",
        "Harbour",
        "harbour.disqus.com",
        "http://harbour.disqus.com",
        "https://harbour.disqus.com",
        "https://harbour.disqus.com/",
        "harbour.disqus.com/",
        "HTTPS://Harbour.Disqus.com/",
    ],
)
def test_a_shortname_of_disqus_may_be_the_whole_address(written: str) -> None:
    found = read(*part("disqus", {"shortname": written}))
    assert found == (CommentSettings("disqus", Load.CLICK, "", {"shortname": "harbour"}), ())


@pytest.mark.parametrize("written", ["https://harbour.disqus.com/admin/", "https://disqus.com/admin", "https://a.org/"])
def test_another_address_at_disqus_is_no_shortname(written: str) -> None:
    message = f"'comments.disqus.shortname' wants letters, digits and hyphens, as in a domain, not '{written}'"
    assert told(*part("disqus", {"shortname": written})) == [
        (7, 13, "bad-parameter", message, advice("disqus", "shortname"))
    ]


@pytest.mark.parametrize("written", ["mailto:jo@a.org", "MailTo:jo@a.org", "jo@a.org", "  mailto:jo@a.org "])
def test_an_address_for_mail_may_be_written_as_a_link(written: str) -> None:
    assert read("[comments]", f'email = "{written}"') == (CommentSettings(email="jo@a.org"), ())


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("mailto:", ""),
        ("mailto:jo", "jo"),
        ("mailto:mailto:jo", "mailto:jo"),
        ("jo@a", "jo@a"),
        ("jo at a.org", "jo at a.org"),
        ("Jo <jo@a.org>", "Jo <jo@a.org>"),
    ],
)
def test_what_is_no_address_for_mail_is_an_error(written: str, named: str) -> None:
    hint = 'write it as in: email = "sparks@example.org"'
    assert told("[comments]", f'email = "{written}"') == [(5, 9, "bad-email", f"'{named}' is not a mail address", hint)]


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("isso", ('url = "https://talk.example.org"',)),
        ("giscus", ('repo = "a/b"', 'category = "Ideas"')),
        ("cusdis", ('app_id = "5fce"',)),
        ("hyvor", ("website_id = 1234",)),
    ],
)
@pytest.mark.parametrize("email", [(), (EMAIL,)])
def test_a_part_of_a_provider_that_nobody_names_is_told_with_the_line_to_write(
    name: str, lines: tuple[str, ...], email: tuple[str, ...]
) -> None:
    written = ("[comments]", *email, f"[comments.{name}]", *lines)
    settings, problems = read(*written)
    title = load_provider(name).title
    message = f"pages show no threads of {title}, since 'comments' names no provider"
    assert [(p.line, p.column, p.code, p.message, p.hint, p.is_error) for p in problems] == [
        (5 + len(email), 1, "missing-field", message, f'write under [comments]: provider = "{name}"', False)
    ]
    assert (settings.provider, settings.email) == ("", "jo@a.org" if email else "")


@pytest.mark.parametrize(
    "lines", [("[comments.isso]",), ('provider = "none"', "[comments.isso]", 'url = "https://a.org"')]
)
def test_a_part_that_holds_nothing_or_stands_beside_none_is_not_told(lines: tuple[str, ...]) -> None:
    found, problems = read("[comments]", *lines)
    assert (found.provider, problems) == ("", ())


@pytest.mark.parametrize("name", ["isso", "mastodon", "none", "cusdis"])
@pytest.mark.parametrize("line", ['load = "visible"', 'email = "al@b.org"', 'provider = "isso"'])
def test_what_belongs_to_all_is_told_below_a_provider_with_where_it_goes(name: str, line: str) -> None:
    written = {one.name: one.example for one in load_provider(name).parameters}
    settings, problems = read(*part(name, written, EMAIL), line)
    assert settings == CommentSettings(kept(name), Load.CLICK, "jo@a.org", written)
    field = line.partition(" = ")[0]
    message, hint = f"there is no field 'comments.{name}.{field}'", "move it up, to the lines below [comments]"
    assert [(p.line, p.column, p.code, p.message, p.hint, p.is_error) for p in problems] == [
        (8 + len(written), 1, "unknown-field", message, hint, False)
    ]


@pytest.mark.parametrize(
    ("name", "parameter"), [("isso", "url"), ("giscus", "repo"), ("hyvor", "website_id"), ("disqus", "shortname")]
)
def test_a_whole_script_in_a_value_is_told_as_a_script(name: str, parameter: str) -> None:
    written = "<script src=https://talk.example.org/js/embed.min.js></script>"
    message = f"'comments.{name}.{parameter}' holds a whole script, and of that it wants one value alone"
    assert told(*part(name, values(name, parameter, written), EMAIL)) == [
        (8, len(parameter) + 4, "bad-parameter", message, advice(name, parameter))
    ]


def test_the_advice_on_a_script_is_the_line_to_write() -> None:
    assert advice("isso", "url") == f"write {ISSO}"


@pytest.mark.parametrize("before", [(), ("[comments]",), ("[comments]", 'provider = "isso"')])
@pytest.mark.parametrize(
    "line",
    [
        '<script data-isso="//talk.example.org/" src="//talk.example.org/js/embed.min.js"></script>',
        '  <section id="isso-thread"></section>',
        "<!-- giscus -->",
    ],
)
def test_a_line_of_settings_that_is_a_piece_of_a_page_is_told_as_one(before: tuple[str, ...], line: str) -> None:
    ((number, _, code, message, hint),) = told(*before, line)
    assert (number, code) == (4 + len(before), "settings")
    said = "this is a script or another piece of a page, and settings are names and values"
    assert message == f"the settings cannot be read from here on: {said}"
    assert hint == "delete it; only its values are wanted, in the lines that the manual has under 'Threads on the page'"
