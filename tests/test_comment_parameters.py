"""The values that comment providers want: which spellings are taken, as what, and which are refused."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from sitegen.comments import PROVIDERS, Form, Parameter, load_provider, settled
from sitegen.comments.parameters import host_of, origin
from tests.comment_plans import STATUS, WITH_THREADS, admitted, examples

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESSES: Final = {
    "https://talk.example.org": "https://talk.example.org",
    "https://talk.example.org/isso": "https://talk.example.org",
    "https://talk.example.org:8443/isso": "https://talk.example.org:8443",
    "http://localhost:8080": "http://localhost:8080",
    "http://127.0.0.1:8080": "http://127.0.0.1:8080",
    "https://xn--mller-kva.example/gespr%C3%A4ch": "https://xn--mller-kva.example",
    "https://a_b.example": "https://a_b.example",
    "https://[2001:db8::1]": "https://[2001:db8::1]",
    "http://[::1]:8080": "http://[::1]:8080",
}
"""Addresses as they are settled, and their origins."""
GOOD: Final[Mapping[Form, Mapping[str, str]]] = {
    Form.TEXT: {"Ideas & answers": "Ideas & answers", '"It\'s"; <b>': '"It\'s"; <b>'},
    Form.ADDRESS: {
        **{address: address for address in ADDRESSES},
        "talk.example.org": "https://talk.example.org",
        "talk.example.org/isso/": "https://talk.example.org/isso",
        "localhost:8080": "https://localhost:8080",
        "https://talk.example.org///": "https://talk.example.org",
        "HTTPS://Talk.Example.ORG/Isso": "https://talk.example.org/Isso",
        "https://talk.example.org:443/isso": "https://talk.example.org/isso",
        "http://talk.example.org:80": "http://talk.example.org",
        "https://talk.example.org:80": "https://talk.example.org:80",
        "http://talk.example.org:443": "http://talk.example.org:443",
        "https://talk.example.org:/isso": "https://talk.example.org/isso",
        "https://[2001:DB8::1]:443": "https://[2001:db8::1]",
        "https://MÜLLER.example": "https://xn--mller-kva.example",
        "müller.example:8443": "https://xn--mller-kva.example:8443",
        "https://mu\u0308ller.example": "https://xn--mller-kva.example",
        "https://talk.example.org/Gespräch/": "https://talk.example.org/Gespr%C3%A4ch",
        "https://talk.example.org/gespr%C3%A4ch": "https://talk.example.org/gespr%C3%A4ch",
    },
    Form.REPOSITORY: {
        "torquay/talk": "torquay/talk",
        "torquay/talk/": "torquay/talk",
        "torquay/talk.git": "torquay/talk",
        "torquay-07/talk.github.io_2": "torquay-07/talk.github.io_2",
        "torquay/.github": "torquay/.github",
        "github.com/torquay/talk": "torquay/talk",
        "www.github.com/torquay/talk": "torquay/talk",
        "https://github.com/torquay/talk": "torquay/talk",
        "https://www.github.com/torquay/talk": "torquay/talk",
        "http://github.com/torquay/talk/": "torquay/talk",
        "https://github.com/torquay/talk.git": "torquay/talk",
        "https://github.com/torquay/talk.git/": "torquay/talk",
    },
    Form.NAME: {"R_kgDOG1a2bc": "R_kgDOG1a2bc", "MDEwOlJlcG9zaXRvcnk=": "MDEwOlJlcG9zaXRvcnk=", "5-a": "5-a"},
    Form.LABEL: {
        "torquay07": "torquay07",
        "our-conference": "our-conference",
        "Torquay07": "torquay07",
        "torquay07.disqus.com": "torquay07",
        "https://torquay07.disqus.com/": "torquay07",
        "http://torquay07.disqus.com": "torquay07",
        "Torquay07.Disqus.com": "torquay07",
        "7": "7",
    },
    Form.NUMBER: {"1234": "1234", "0": "0"},
}
BAD: Final[Mapping[Form, tuple[str, ...]]] = {
    Form.TEXT: ("", "a\nb", "\n"),
    Form.ADDRESS: (
        *("", "/", "https://", "https:///isso", "//talk.example.org", "ftp://talk.example.org", "file:///etc/passwd"),
        *("javascript:alert(1)", "javascript://a.org/%0aalert(1)", "data:text/html,x", "mailto:jo@a.org"),
        *("https://jo:secret@a.org", "https://jo@a.org", "https://@a.org", "a b.org", "https://a.org/x y"),
        *("https://a.org; script-src *", "https://a.org;x", "https://a.org/;x", "https://a.org,b.org"),
        *('https://a.org"x', "https://a.org'x", "https://a.org/<x>", "https://a.org\\x"),
        *("https://a.org?x", "https://a.org/isso?x=1", "https://a.org/#x", "https://a.org#x"),
        *("*", "https://*", "https://*.example.org", "https://a.*.org", "https://a.org:*"),
        *("https://a.org.", "https://a..org", "https://.a.org", "https://ü..example", "https://."),
        *("https://a.org/embed.js", "https://a.org/web/embed.mjs", "a.org/comentario.js/"),
        *("https://-a.org", "https://a-.org", "https://%61.org", "https://a%2eorg", "https://%C3%BC.example"),
        *("https://[::1", "https://[::x]", "https://[fe80::1%eth0]", "https://[fe80::1%25eth0]"),
        *("https://a.org:port", "https://a.org:99999", "https://a.org:-1", "https://a.org:\u0663"),
        *("https://straße.example", "https://STRAẞE.example", "https://ὀδός.example", "https://a\u200db.example"),
    ),
    Form.REPOSITORY: (
        *("", "talk", "/", "torquay/", "/talk", "torquay/talk/issues", "a/b c", "torquay/talk\n", "torquay/talk?x"),
        *("https://gitlab.com/torquay/talk", "https://a.example/https://github.com/a/b", "github.com/torquay"),
        *("../..", "./x", "../x", "x/..", "x/.", ".../x", "a/.git", "https://github.com/../.."),
        *("törquay/talk", "a/b;c", 'a/"b'),
    ),
    Form.NAME: ("", "a b", "a.b", "a/b", "a'b", 'a"b', "a;b", "ab\n", "é", "<a>", "https://a.disqus.com"),
    Form.LABEL: (
        *("", "-a", "a-", "a_b", "a.b", "a b", "a/b", "a;b", "a\n", "é", "*", "disqus.com", ".disqus.com"),
        *("a.b.disqus.com", "a.disqus.com.disqus.com", "a.disqus.com.evil.example", "evil.example/.disqus.com"),
    ),
    Form.NUMBER: ("", "-1", "1.5", "1,234", "1 2", "12\n", "twelve", "٣", "0x1f"),
}
LABELS: Final = st.from_regex(r"[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?", fullmatch=True)
HOSTS: Final = (
    st.lists(LABELS, min_size=1, max_size=4).map(".".join)
    | st.ip_addresses(v=4).map(str)
    | st.ip_addresses(v=6).map("[{}]".format)
)
PORTS: Final = st.just("") | st.integers(1, 65535).map(":{}".format)
PATHS: Final = st.lists(st.from_regex(r"[A-Za-z0-9._~-]{1,8}", fullmatch=True), max_size=3).map(
    lambda parts: "".join(f"/{part}" for part in parts)
)
ODD: Final = st.builds(
    "{}{}{}{}{}{}".format,
    st.sampled_from(("https://", "http://", "HTTPS://", "Http://", "")),
    st.sampled_from(("", "", "", "", "@", "jo@", "jo:secret@")),
    HOSTS
    | HOSTS.map(str.upper)
    | st.lists(st.text("aZ09-_*%üßÄé ", max_size=6), max_size=4).map(".".join)
    | st.text(max_size=8).map(lambda text: text.replace("[", "")),
    PORTS | st.sampled_from((":", ":443", ":80", ":*", ":x")),
    PATHS | st.text("aZ/.%~+ü ;'\"<*", max_size=8).map("/{}".format),
    st.sampled_from(("", "", "", "", "?x", "#x")),
)
"""What somebody may write for an address, right and wrong."""


def address(written: str) -> str | None:
    """Return an address as it is settled."""
    return settled(Parameter("it", Form.ADDRESS, "", ""), written)


def dropped(name: str, server: str) -> dict[str, set[str]]:
    """Return the sources that a provider at a server needs, and that a policy leaves out."""
    provider = load_provider(name)
    own = {one.name: server for one in provider.parameters if one.form is Form.ADDRESS}
    sources = provider.sources(examples(provider) | own, (f"{server}/@jo/1", STATUS))
    assert all(sources.values())
    whole, in_page = admitted(sources), admitted(sources, in_page=True)
    assert "'unsafe-inline'" not in whole.get("script-src", set())
    left_out = {
        directive: set(wanted) - (whole[directive] & in_page[directive]) for directive, wanted in sources.items()
    }
    return {directive: some for directive, some in left_out.items() if some}


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_example_and_every_usual_value_can_be_pasted(name: str) -> None:
    for one in load_provider(name).parameters:
        assert (one.name, settled(one, one.example)) == (one.name, one.example)
        assert one.usual == "" or settled(one, one.usual) == one.usual
        assert not (one.is_needed and one.usual)


@pytest.mark.parametrize("form", Form)
def test_a_parameter_is_settled_as_the_provider_wants_it_or_refused(form: Form) -> None:
    parameter = Parameter("it", form, "", "")
    assert {written: settled(parameter, written) for written in GOOD[form]} == GOOD[form]
    assert [written for written in BAD[form] if settled(parameter, written) is not None] == []


@settings(deadline=None)
@given(written=st.text("aZ09-_.:/[]@%ü \n'\";,<>?#\\=", max_size=20), form=st.sampled_from(Form))
@example(written="a.org", form=Form.ADDRESS)
def test_what_is_settled_breaks_out_of_no_attribute_and_no_directive(written: str, form: Form) -> None:
    for begun in ("", "https://", "https://github.com/"):
        found = settled(Parameter("it", form, "", ""), begun + written) or ""
        assert "\n" not in found
        assert form is Form.TEXT or set(found) & set(" \"'<>;,?#\\") == set()
        assert form is Form.TEXT or "@" not in host_of(found)


@settings(deadline=None)
@given(
    scheme=st.sampled_from(("https", "http")),
    host=HOSTS,
    port=PORTS.filter(lambda port: port not in {":80", ":443"}),
    path=PATHS,
)
def test_an_address_of_a_host_a_port_and_a_path_stays_as_it_is(scheme: str, host: str, port: str, path: str) -> None:
    written = f"{scheme}://{host}{port}{path}"
    assume(not written.endswith((".js", ".mjs")))
    assert address(written) == address(f"{written}/") == address(written.replace(host, host.upper(), 1)) == written
    assert (origin(written), host_of(written)) == (f"{scheme}://{host}{port}", f"{host}{port}")


@settings(deadline=None)
@given(written=ODD)
@example(written="https://*.example.org")
@example(written="https://talk.example.org.")
@example(written="HTTPS://[2001:DB8::1]:8443/isso")
@example(written="http://a_b.MÜLLER.example:80/Gespräch")
def test_every_address_that_is_taken_survives_the_policy(written: str) -> None:
    found = address(written)
    if found is None:
        return
    assert found.isascii()
    assert address(found) == found
    assert origin(found) == origin(found).lower()
    for name in ("isso", "remark42", "cusdis", "comentario", "mastodon"):
        assert dropped(name, found) == {}


@pytest.mark.parametrize("name", WITH_THREADS)
def test_no_source_of_a_provider_is_dropped_from_the_policy(name: str) -> None:
    assert {server: dropped(name, server) for server in ADDRESSES} == {server: {} for server in ADDRESSES}


@pytest.mark.parametrize("settled_address", ADDRESSES)
def test_a_settled_address_has_its_origin_and_its_host(settled_address: str) -> None:
    assert origin(settled_address) == ADDRESSES[settled_address]
    assert host_of(settled_address) == ADDRESSES[settled_address].partition("//")[2]
