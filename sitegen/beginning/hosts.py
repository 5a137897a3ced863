"""What a new site's README says of its host: where mistakes are told, what wakes the site, how it is set up once."""

from __future__ import annotations

from typing import Final

from sitegen.settings.single import Host
from sitegen.values import Value


class HostWords(Value, frozen=True):
    """Paragraphs of Markdown, without an empty line at their ends."""

    mistakes: str
    waking: str
    setting_up: str


WORDS: Final = {
    Host.NETLIFY: HostWords(
        mistakes="""\
To see whether it worked, look on Netlify under *Deploys*: press the newest one, and read the
end of what it says.""",
        waking="""\
Each hour a machine looks whether something is due, and some minutes later it is on the site. This has
to be [set up once](#for-whoever-sets-it-up); without it, what is due waits until somebody saves something.""",
        setting_up="""\
1. Put this folder into a repository on GitHub.
2. On Netlify, add a new project from that repository. What it asks about building it finds in
   `netlify.toml` by itself.
3. Write the address that the site has now into `content/site.toml`, as `base_url`.
4. So that things appear on their day: add a *build hook* on Netlify (*Project configuration*,
   *Build & deploy*, *Continuous deployment*, *Build hooks*), copy its address, and keep it on GitHub as a secret of
   the repository (*Settings*, *Secrets and variables*, *Actions*) with the name `NETLIFY_BUILD_HOOK`.""",
    ),
    Host.PAGES: HostWords(
        mistakes="""\
To see whether it worked, look at the top of this page under *Actions*: a green tick, or a red cross.
Press the newest line to read what is to be mended.""",
        waking="""\
Each hour a machine looks whether something is due, and some minutes later it is on the site.""",
        setting_up="""\
1. Put this folder into a repository on GitHub.
2. There, under *Settings* and *Pages*, choose *GitHub Actions* as the source.
3. Write the address that this page shows into `content/site.toml`, as `base_url`.

If nobody changes anything for sixty days, GitHub stops looking every hour. Then it asks under
*Actions* whether to go on.""",
    ),
    Host.ANY: HostWords(
        mistakes="""\
Where to see whether it worked depends on your host: ask whoever set the site up.""",
        waking="""\
That happens when the site is built after that moment, and not by itself.""",
        setting_up="""\
Any host of plain files will do. Let it run these two lines when something is saved, and once an hour so
that things appear on their day. Then it publishes the folder `public`:

```sh
python -m pip install -r requirements.txt
python -m sitegen build
```

Write the address of the site into `content/site.toml`, as `base_url`.""",
    ),
}
