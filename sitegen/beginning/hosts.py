"""What a new site's README says about its host: where mistakes are told, and what wakes the site."""

from __future__ import annotations

from typing import Final

from sitegen.settings.single import Host
from sitegen.values import Value


class HostWords(Value, frozen=True):
    """Two paragraphs of Markdown."""

    mistakes: str
    waking: str


WORDS: Final = {
    Host.NETLIFY: HostWords(
        "Whether it worked is on Netlify's page of your site, under *Deploys*: press the newest deploy, and\n"
        "read the end of what it says.",
        "Netlify builds the site when you save, and at the hours that were set up there.",
    ),
    Host.PAGES: HostWords(
        "Whether it worked is above, under *Actions*: a green tick, or a red cross. Press the newest line\n"
        "to read what is to be mended.",
        "The site is built when you save, and once an hour, so what is due appears within the hour.",
    ),
    Host.ANY: HostWords(
        "Whether it worked, your host says, or the program that you build with.",
        "A site that nobody builds does not change: have it built once an hour, or once a day.",
    ),
}
