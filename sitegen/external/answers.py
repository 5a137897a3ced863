"""The nouns of looking outside: a link, how one asks, and what is answered."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from sitegen.values import Value

NEARBY: Final = "is on this machine or in its own network"
"""Of what is not outside, and is not asked."""


class Link(Value, frozen=True):
    """A link to the outside, and where its author wrote it."""

    address: str
    """With its scheme, without its fragment."""
    path: str
    line: int
    column: int
    fragment: str = ""
    """With its `#`."""


class Verdict(StrEnum):
    """What an answer says of a link."""

    GOOD = "good"
    MOVED = "moved"
    """It leads somewhere, and is to be found under another address from now on."""
    GONE = "gone"
    TROUBLE = "trouble"
    """The server is there, and readers get no page from it: an error, a certificate, a circle."""
    SILENT = "silent"
    """Nobody answers: no such host, no connection, no word in time."""
    UNCLEAR = "unclear"
    """The server refuses programs, or is busy: whether readers get a page cannot be told."""


class Answer(Value, frozen=True):
    """What is known of an address."""

    verdict: Verdict
    words: str = ""
    """What happened, as it goes behind the address."""
    location: str = ""
    """Where it leads, if that is elsewhere: of what has `MOVED`, the address to write."""
    status: int = 0
    """The last status (RFC 9110, section 15); 0 where there was none."""

    @property
    def is_word(self) -> bool:
        """Whether anybody outside said anything, and be it that they refuse; a name that leads nearby is nobody."""
        return self.verdict is not Verdict.SILENT and self.words != NEARBY


class Manners(Value, frozen=True):
    """How one asks: who one is, how much, how fast, how long. Times are in seconds."""

    agent: str
    """The `User-Agent`: it names the site, so that who is asked knows whom to write to."""
    own_host: str = ""
    """The site's own host, which is not outside."""
    links: int = 500
    """The most addresses that are asked in one look."""
    seconds: float = 120
    """The longest that one look takes."""
    links_of_host: int = 50
    seconds_of_host: float = 60
    hosts_at_once: int = 8
    pause: float = 1.0
    """Between two requests to one host, of which there are never two at once."""
    patience: float = 10
    """How long to wait for a connection, and for each piece of an answer."""
    longest_wait: float = 15
    """The longest `Retry-After` that is waited for; a longer one ends the asking of that host."""
    hops: int = 8
    """The most redirections that are followed."""
    asks_neighbours: bool = False
    """Whether this machine and its own network are asked, which pages on the web never lead to."""
