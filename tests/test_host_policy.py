"""What a page may load: the site's own, what it was given, and nothing that was smuggled in."""

from __future__ import annotations

import pytest

from sitegen.host import policy

NOTHING_EXTRA = (
    "base-uri 'none'; default-src 'none'; form-action 'none'; frame-ancestors 'none'; "
    "img-src 'self'; media-src 'self'; style-src 'self'"
)


def test_a_policy_admits_the_sites_own_pictures_recordings_and_styles_and_nothing_else() -> None:
    assert policy() == NOTHING_EXTRA


def test_a_policy_in_a_page_leaves_out_what_browsers_refuse_there() -> None:
    assert policy(in_page=True) == NOTHING_EXTRA.replace("frame-ancestors 'none'; ", "")


def test_a_policy_admits_the_origins_of_pictures_and_what_a_provider_needs_once_and_in_order() -> None:
    value = policy(
        ("https://z.example", "http://b.example:8080", "https://z.example"),
        {
            "script-src": ("https://giscus.app", "'self'"),
            "frame-src": ("https://giscus.app",),
            "style-src": ("https://giscus.app/default.css",),
            "img-src": ("https://*.disqus.com",),
            "connect-src": ("wss://comments.example", "https://[2001:db8::1]:444"),
        },
    )
    assert value == (
        "base-uri 'none'; connect-src https://[2001:db8::1]:444 wss://comments.example; default-src 'none'; "
        "form-action 'none'; frame-ancestors 'none'; frame-src https://giscus.app; "
        "img-src 'self' http://b.example:8080 https://*.disqus.com https://z.example; media-src 'self'; "
        "script-src 'self' https://giscus.app; style-src 'self' https://giscus.app/default.css"
    )


@pytest.mark.parametrize(
    "source",
    [
        "https://a.example; script-src *",
        "https://a.example, default-src *",
        "https://a.example https://b.example",
        "https://a.example'",
        'https://a.example"',
        "https://a.example\nX-Evil: 1",
        "https://a.example\n",
        "https://a.example/x;y",
        "https://a.example?x",
        "https://b\u00fccher.example",
        "https://*",
        "https://",
        "https:",
        "*",
        "a.example",
        "data:",
        "javascript:",
        "'none'",
        "'unsafe-inline'",
        "'unsafe-eval'",
        "'nonce-abc'",
        "",
    ],
)
def test_a_source_that_could_say_more_than_one_origin_is_left_out(source: str) -> None:
    assert policy((source,), {"script-src": (source, "'self'")}) == NOTHING_EXTRA.replace(
        "; style-src", "; script-src 'self'; style-src"
    )


def test_a_policy_admits_scripts_by_their_hash() -> None:
    digest = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"
    assert f"script-src {digest}; " in policy(extra={"script-src": (digest,)})


@pytest.mark.parametrize("directive", ["default-src", "base-uri", "frame-ancestors", "script-src 'self'; x", ""])
def test_a_directive_that_nobody_may_widen_is_refused(directive: str) -> None:
    with pytest.raises(ValueError, match="cannot be widened"):
        policy(extra={directive: ("'self'",)})
