"""Which documents have a thread at the comment provider, and what is wrong with what they tell it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.placing import warning
from sitegen.site import AnyEntry, Post, Spark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.problems import Problem
    from sitegen.site import Site


def wants_thread(entry: AnyEntry) -> bool:
    """Tell whether a document has a thread where there is a provider: posts and sparks unless they say no."""
    wanted = entry.fields.comments
    return isinstance(entry, Post | Spark) if wanted is None else wanted


def check_threads(site: Site) -> Iterator[Problem]:
    """Yield a warning for each status on Mastodon that is to be a thread, and cannot be one."""
    if not site.settings.comments.provider:
        return
    from sitegen.comments import load_provider  # noqa: PLC0415  # a site pays for what it uses

    is_status = load_provider(site.settings.comments.provider).is_status
    if is_status is None:
        return
    is_safe = site.settings.base_url.origin.startswith("https:")
    for entry in site.everything():
        status = entry.fields.mastodon
        if not status or not wants_thread(entry):
            continue
        if not is_status(status):
            message = f"'{status}' is not the address of one status, so the page cannot show its replies"
            hint = "write it as in: mastodon: https://example.social/@jo/123456"
            yield warning(entry.document, "mastodon", "no-status", message, hint)
        elif is_safe and status.lower().startswith("http:"):
            message = f"browsers do not fetch '{status}' for pages that come over https"
            yield warning(entry.document, "mastodon", "plain-http", message, f"write mastodon: https{status[4:]}")
