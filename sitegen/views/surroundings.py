"""What surrounds a page, and the smallest values that views are made of."""

from __future__ import annotations

from sitegen.values import Value


class SafeHtml(Value, frozen=True):
    """HTML that was sanitised and finished; the one type that a template prints unescaped."""

    text: str = ""

    def __html__(self) -> str:
        """Return the HTML, as template engines ask for it."""
        return self.text

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self.text)


class Time(Value, frozen=True):
    """A moment for people and for machines: `text` in the page's language, `iso` with its offset (or a date alone)."""

    iso: str
    text: str
    """With a time of day: day, time and the zone's name; else the day."""
    day: str
    """The day alone, in words (`Wednesday 21 February 2007`)."""
    clock: str = ""
    """The time of day alone (`10:30`); empty for a date."""
    zone: str = ""
    """The zone's name as printed (`GMT`); empty for a date."""
    short: str = ""
    """The day, short (`21 Feb`)."""
    year: int = 0


class Ref(Value, frozen=True):
    """A title and where it is; an empty address means that it has no page: print the title unlinked."""

    title: str
    address: str = ""


class MenuItem(Value, frozen=True):
    """An entry of the site's menu."""

    title: str
    address: str
    is_current: bool
    """The page itself, or one below it."""


class FeedLink(Value, frozen=True):
    """A feed: its title, where it is, and its media type (`application/atom+xml`)."""

    title: str
    address: str
    media_type: str


class Image(Value, frozen=True):
    """A picture that stands for a document; an empty `alt` says that it tells nothing that the text does not."""

    address: str
    alt: str


class Shell(Value, frozen=True):
    """What surrounds a page's own matter; templates know it as `page`."""

    title: str
    """The page's own title; empty on the home page."""
    address: str
    template: str
    """The name of the page's kind: `home`, `post`, `sessions` …"""
    site_title: str
    site_description: str
    organiser: str
    language: str
    """The page's own, as a BCP 47 tag (`en-GB`)."""
    direction: str
    """`ltr` or `rtl`."""
    description: str
    canonical: str
    """An absolute URL."""
    menu: tuple[MenuItem, ...]
    feeds: tuple[FeedLink, ...]
    """For autodiscovery: the page's own first, then the site's."""
    image: Image | None = None
    linked_data: SafeHtml = SafeHtml()
    """What the page is about, for machines: JSON-LD, safe inside a `script` element."""
    scripts: tuple[str, ...] = ()
    """The theme's scripts that the page may load, by the names of their assets."""
    policy: str = ""
    """The content security policy, for hosts that take it from the page alone."""
    is_hidden: bool = False
    """Search engines are asked to leave it out (a preview, the 404 page)."""
    waits: str = ""
    """In a preview of what readers do not see yet, until when they do not, in words."""
    newer: Ref | None = None
    older: Ref | None = None
    """The neighbours in a series, for `rel=prev` and `rel=next`."""
    has_sparks: bool = False
    """Whether the site has a spark to answer."""
