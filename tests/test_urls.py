"""Addresses: what is safe to be one, and how it meets the base URL."""

from __future__ import annotations

import pytest

from sitegen.urls import (
    MAX_COMPONENT_BYTES,
    BaseUrl,
    check_component,
    encode,
    is_external,
    output_name,
    parse_base_url,
    safe_address,
    slugify,
)

PREFIXED = BaseUrl("https://example.org", "/torquay")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://example.org", BaseUrl("https://example.org")),
        ("https://example.org/", BaseUrl("https://example.org")),
        ("  http://localhost:8000 ", BaseUrl("http://localhost:8000")),
        ("HTTPS://Example.ORG/A/b/", BaseUrl("https://example.org", "/A/b")),
        ("http://[::1]:8000/", BaseUrl("http://[::1]:8000")),
        ("https://müller.example", BaseUrl("https://xn--mller-kva.example")),
        ("https://example.org/caf%C3%A9", BaseUrl("https://example.org", "/caf%C3%A9")),
        ("https://example.org/café", BaseUrl("https://example.org", "/caf%C3%A9")),
    ],
)
def test_a_base_url_is_an_origin_and_a_path(text: str, expected: BaseUrl) -> None:
    assert parse_base_url(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "it has to begin with https://"),
        ("example.org", "it has to begin with https://"),
        ("ftp://example.org", "it has to begin with https://"),
        ("https://", "it has no host name after https://"),
        ("https://exa mple.org", "it has no host name after https://"),
        ("https://example.org:port", "it is not a URL"),
        ("https://[::1", "it is not a URL"),
        ("https://jo:secret@example.org", "it can have a host and a path, and nothing else"),
        ("https://example.org/?a", "it can have a host and a path, and nothing else"),
        ("https://example.org/#a", "it can have a host and a path, and nothing else"),
        ("https://example.org/../a", "its path cannot be used: it has '..' in it"),
        ("https://example.org//a", "its path cannot be used: it has an empty part"),
    ],
)
def test_another_base_url_is_refused_and_says_why(text: str, why: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared below
        parse_base_url(text)
    assert str(caught.value) == why


def test_an_address_meets_the_base_urls_path_once() -> None:
    assert PREFIXED.path("/posts/x/") == "/torquay/posts/x/"
    assert PREFIXED.absolute("/posts/x/") == "https://example.org/torquay/posts/x/"
    assert PREFIXED.home == "https://example.org/torquay/"
    assert BaseUrl("https://example.org").path("/") == "/"


@pytest.mark.parametrize("target", ["https://b.org/", "//b.org/", "mailto:a@b.org", "#x", "x.md", ""])
def test_what_is_no_address_of_the_site_stays_as_it_is(target: str) -> None:
    assert PREFIXED.path(target) == target
    assert PREFIXED.absolute(target) == target


def test_an_address_is_percent_encoded_once() -> None:
    assert encode("/Überblick zum Tag/") == "/%C3%9Cberblick%20zum%20Tag/"
    assert encode("/%C3%9C/") == "/%C3%9C/"
    assert encode("/100%/") == "/100%25/"
    assert encode("/a-._~!$&'()*+,;=:@/") == "/a-._~!$&'()*+,;=:@/"


@pytest.mark.parametrize("target", ["https://a.org", "mailto:a@b.org", "//a.org", "tel:+44", "javascript:x", "a+b:c"])
def test_a_target_with_a_scheme_or_two_slashes_is_external(target: str) -> None:
    assert is_external(target)


@pytest.mark.parametrize("target", ["/a", "a.md", "../a:b", "#a", "", "1:2"])
def test_a_target_without_a_scheme_is_the_sites(target: str) -> None:
    assert not is_external(target)


@pytest.mark.parametrize("address", ["/", "/a/", "/a", "/feed.xml", "/été/", "/a b/", "/漢字/", "/%41/"])
def test_a_safe_address_passes(address: str) -> None:
    assert safe_address(address)


def test_an_address_is_composed() -> None:
    assert safe_address("/cafe\u0301/") == "/caf\u00e9/"


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("a/", "it has to begin with /"),
        ("//evil.org/", "it has an empty part"),
        ("/a//b/", "it has an empty part"),
        ("/../a", "it has '..' in it"),
        ("/a/./b", "it has '.' in it"),
        ("/a\\b", "it has a backslash; use /"),
        ("/%2e%2e%2fetc", "it hides a path in percent signs"),
        ("/%252e%252e%252fetc", "it hides a path in percent signs"),
        ("/a%5cb", "it hides a path in percent signs"),
        ("/a%2fb", "it hides a path in percent signs"),
        ("/%252525252e/", "it is percent-encoded again and again"),
        ("/.git/config", "it would be a hidden file"),
        ("/a./", "a part of it ends in a dot, or begins or ends with a space"),
        ("/a /", "a part of it ends in a dot, or begins or ends with a space"),
        ("/ a/", "a part of it ends in a dot, or begins or ends with a space"),
        ("/CON", "'CON' is a device's name on Windows"),
        ("/nul.txt", "'nul.txt' is a device's name on Windows"),
        ("/com1/", "'com1' is a device's name on Windows"),
        ("/c:/x", "it has a character that no file's name can have everywhere"),
        ("/a?b", "it has a character that no file's name can have everywhere"),
        ("/100%", "it has a character that no file's name can have everywhere"),
        ("/a\u0000", "it has a character that no file's name can have everywhere"),
        ("/a\u200bb", "it has an invisible character"),
        ("/a\u202eb", "it has an invisible character"),
    ],
)
def test_an_unsafe_address_is_refused_and_says_why(address: str, why: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared below
        safe_address(address)
    assert str(caught.value) == why


@pytest.mark.parametrize("component", ["a" * MAX_COMPONENT_BYTES, "console", "a.b", "lpt10", "...a"[3:]])
def test_a_part_that_every_file_system_takes_passes(component: str) -> None:
    check_component(component)


@pytest.mark.parametrize(
    ("component", "why"),
    [
        ("", "it has an empty part"),
        ("é" * 128, "a part of it is longer than 255 bytes"),
        ("a/b", "it has a character that no file's name can have everywhere"),
    ],
)
def test_a_part_that_some_file_system_refuses_is_refused(component: str, why: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # the whole message is compared below
        check_component(component)
    assert str(caught.value) == why


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Jo Smith", "jo-smith"),
        ("What's next?!", "what-s-next"),
        ("  --a--b--  ", "a-b"),
        ("Cafe\u0301", "café"),
        ("ÜBER", "über"),
        ("STRAẞE", "strasse"),
        ("हिन्दी", "हिन्दी"),
        ("漢字 2007", "漢字-2007"),
        ("👩‍🏫", ""),
        ("", ""),
        ("0123", "0123"),
    ],
)
def test_a_slug_keeps_letters_and_digits_of_any_script(text: str, slug: str) -> None:
    assert slugify(text) == slug
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("address", "name"),
    [("/", "index.html"), ("/a/", "a/index.html"), ("/feed.xml", "feed.xml"), ("/a/b.txt", "a/b.txt")],
)
def test_an_address_is_served_by_a_file(address: str, name: str) -> None:
    assert output_name(address) == name
