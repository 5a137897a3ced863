"""The threads of pages at the comment provider that the settings name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site import AnyEntry, Spark, SparkPhase
from sitegen.threads import wants_thread
from sitegen.views import Discussion

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.pages.room import Room
    from sitegen.site import Site


def discussion(room: Room, entry: AnyEntry) -> Discussion | None:
    """Return an entry's thread: None where it has none."""
    settings = room.site.settings
    name = settings.comments.provider
    if not name or not wants_thread(entry):
        return None
    from sitegen.comments import Topic, load_provider, plan_json  # noqa: PLC0415  # a site pays for what it uses

    provider = load_provider(name)
    topic = Topic(
        settings.id,
        entry.id,
        entry.title,
        room.linker.href(entry.address, absolute=True),
        entry.language,
        entry.fields.mastodon,
    )
    thread = provider.thread(settings.comments.options, topic)
    if thread is None:
        return None
    return Discussion(
        site=settings.id,
        provider=name,
        title=provider.title,
        contacts=thread.contacts,
        load=settings.comments.load,
        plan=plan_json(thread.plan) if room.site.preview.has_threads else "",
        script=f"comments/{thread.plan.script}" if thread.plan.script else "",
        account=provider.account,
        is_open_to_all=provider.is_open_to_all,
        link=thread.link.url if thread.link else "",
        link_kind=thread.link.kind if thread.link else "",
        link_at=(thread.link.at or provider.title) if thread.link else "",
        is_open=not (isinstance(entry, Spark) and entry.phase is SparkPhase.CLOSED),
    )


def thread_sources(site: Site) -> Mapping[str, tuple[str, ...]]:
    """Return what the policy has to admit for the threads of a site, by directive."""
    settings = site.settings.comments
    if not settings.provider or not site.preview.has_threads:
        return {}
    from sitegen.comments import load_provider  # noqa: PLC0415  # as above

    statuses = tuple(sorted({entry.fields.mastodon for entry in site.shown() if wants_thread(entry)} - {""}))
    return load_provider(settings.provider).sources(settings.options, statuses)
