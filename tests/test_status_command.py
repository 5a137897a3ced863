"""`sitegen status`: what people, machines and a host's page are told, and with which code it ends."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

import markdown
import pytest

from sitegen.site import State
from sitegen.status import Built, FileState, Turn
from tests.building import copy_site, write_site
from tests.cli_runs import run
from tests.conftest import PROJECT
from tests.disk import put, tree

if TYPE_CHECKING:
    from pathlib import Path

    Capture = pytest.CaptureFixture[str]

NOON = ("--now", "2007-02-14T12:00Z")
UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SITE: dict[str, str | bytes] = {
    "pages/about.md": "---\ntitle: About\n---\nText.\n",
    "pages/later.md": "---\ntitle: Later\ndraft: true\n---\nText.\n",
    "pages/over.md": "---\ntitle: Over\nexpires: 2007-02-01\n---\nText.\n",
    "people/jo.md": "---\nname: Jo\n---\n",
    "posts/2007-03-01-c.md": "---\ntitle: C\n---\nText.\n",
}
TEXT = """\
As of 2007-02-14 12:00 UTC (as --now says):

Scheduled (1): each appears with the first build after its time
  scheduled content/posts/2007-03-01-c.md until 2007-03-01 00:00 UTC: the date in its file's name is still to come
            to do: wait until 2007-03-01 00:00 UTC and build then, or rename the file, with an earlier date in front

Drafts (1)
  draft     content/pages/later.md: its front matter says draft: true
            to do: delete the line 'draft: true' (line 3)

Expired (1)
  expired   content/pages/over.md: its 'expires' is past
            to do: give 'expires' a later day, or delete it (line 3)

People who are not listed (1)
  unlisted  content/people/jo.md: nothing that shows names this person, and their file does not say listed: true
            to do: ask them, and if they agree write 'listed: true' into content/people/jo.md; \
or name them as author, speaker or host

Published (1): 1 page
  published content/pages/about.md

The site next changes by itself at 2007-03-01 00:00 UTC: build it again then.
  the post “C” appears: content/posts/2007-03-01-c.md
No page changes without a build: run one then, unless your host does by itself, once an hour for example.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_site(tmp_path / "site", SITE)


def test_people_are_told_by_state_what_is_not_live_first(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "status", "-C", site, *NOON)
    assert (ran.code, ran.err, ran.out) == (0, "", TEXT)


def test_files_that_are_no_documents_are_told_of_after_them(site: Path, capsys: Capture) -> None:
    put(site, "content/pages/_notes.md")
    put(site, "content/pages/lost.png")
    put(site, "content/static/map.txt")
    put(site, "content/talks/a.md")
    out = run(capsys, "status", "-C", site, *NOON).out
    assert out.partition("  published content/pages/about.md\n")[2].partition("\nThe site next")[0] == (
        "\nFiles that are not read (1)\n"
        "  unread    content/talks/a.md: its folder content/talks: no such folder is known, so it is not read\n"
        "            to do: move it to a folder that is read, or rename content/talks: did you mean 'sessions'?\n"
        "\nPictures and files that nobody shows (1)\n"
        "  unused    content/pages/lost.png: no document shows it or links to it, "
        "and such a file is published only where one does\n"
        "            to do: write into the document beside it: ![What one sees](<lost.png>)\n"
        "\nFiles that are passed over on purpose (1)\n"
        "  ignored   content/pages/_notes.md: its name begins with '_': it is passed over\n"
        "\nPublished pictures and static files: 1 (--all lists them)\n"
    )
    whole = run(capsys, "status", "-C", site, "--all", *NOON).out
    assert "\nPictures, static files and what is read (2)\n" in whole
    assert "\n  published content/static/map.txt at /map.txt\n" in whole


def test_an_error_is_told_of_before_all_else(site: Path, capsys: Capture) -> None:
    put(site, "content/pages/wrong.md", b"---\ntitle: W\nmenu: x\n---\nText.\n")
    ran = run(capsys, "status", "-C", site, *NOON)
    assert ran.code == 1
    assert ran.err.startswith("content/pages/wrong.md:3:7: error: ")
    lines = ran.out.splitlines()
    assert lines[2:6] == [
        "NOTHING NEW IS PUBLISHED until what is wrong is mended: content/pages/wrong.md (line 3).",
        "",
        "With an error (1): published once it is mended",
        "  error     content/pages/wrong.md: line 3: 'menu' wants a whole number up to 9,999,999, and 'x' is none",
    ]
    assert lines[6].startswith("            to do: write ")
    assert "content/pages/wrong.md" not in ran.out.partition("\nPublished (")[2]
    put(site, "content/pages/wrong.md", b"---\ntitle: W\nmenu: x\ncomments: x\n---\nText.\n")
    told = run(capsys, "status", "-C", site, *NOON, "wrong.md").out.splitlines()
    assert told[0] == lines[5].strip()
    assert told[1] == "  “W” will be at https://harbour.example.org/wrong/"
    assert told[2].endswith(" (and 1 more error in this file)")


def test_a_hosts_preview_is_told_of_at_its_own_address(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("NETLIFY", "true")
    monkeypatch.setenv("CONTEXT", "deploy-preview")
    monkeypatch.setenv("DEPLOY_PRIME_URL", "https://deploy-preview-7--harbour.example.app")
    told = json.loads(run(capsys, "status", "-C", site, "--format", "json", *NOON, "about").out)
    assert told["documents"][0]["url"] == "https://deploy-preview-7--harbour.example.app/about/"


def test_thousands_of_posts_stay_readable(tmp_path: Path, capsys: Capture) -> None:
    files: dict[str, str | bytes] = {
        f"posts/2007-01-01-p{number}.md": f"---\ntitle: P{number}\n---\nText.\n" for number in range(1000)
    }
    files |= {f"posts/2007-03-01-l{number}.md": f"---\ntitle: L{number}\n---\nText.\n" for number in range(60)}
    files |= {f"posts/unused-{number}.png": b"x" for number in range(60)}
    files["pages/over.md"] = "---\ntitle: O\nexpires: 2007-02-20\n---\nText.\n"
    site = write_site(tmp_path, files)
    lines = run(capsys, "status", "-C", site, *NOON).out.splitlines()
    assert len(lines) < 130
    assert "Scheduled (60): each appears with the first build after its time" in lines
    assert "  (and 20 more: --all lists them)" in lines
    start = lines.index("Published (1,001): 1 page and 1,000 posts")
    assert lines[start + 1 : start + 3] == [
        "  published content/pages/over.md until 2007-02-21 00:00 UTC",
        "  (and 1,000 more: --all lists them)",
    ]
    assert "  (and 50 more: --all lists them)" in lines
    whole = run(capsys, "status", "-C", site, "--all", *NOON).out
    assert (whole.count("\n  published content/posts/"), whole.count("\n  scheduled ")) == (1000, 60)
    assert "--all lists" not in whole


def test_a_file_is_answered_for_in_words(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture) -> None:
    monkeypatch.chdir(site / "content/pages")
    ran = run(capsys, "status", "-C", site, *NOON, "later.md", "posts/2007-03-01-c.md", "about", "Jo")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out == (
        "draft     content/pages/later.md: its front matter says draft: true\n"
        "  “Later” would be at https://harbour.example.org/later/\n"
        "  to do: delete the line 'draft: true' (line 3)\n"
        "scheduled content/posts/2007-03-01-c.md until 2007-03-01 00:00 UTC: "
        "the date in its file's name is still to come\n"
        "  “C” will be at https://harbour.example.org/posts/c/\n"
        "  until 2007-03-01 00:00 UTC, when it appears\n"
        "  to do: wait until 2007-03-01 00:00 UTC and build then, or rename the file, with an earlier date in front\n"
        "published content/pages/about.md\n"
        "  “About” is at https://harbour.example.org/about/\n"
        "unlisted  content/people/jo.md: nothing that shows names this person, "
        "and their file does not say listed: true\n"
        "  “Jo” would be at https://harbour.example.org/people/jo/\n"
        "  to do: ask them, and if they agree write 'listed: true' into content/people/jo.md; "
        "or name them as author, speaker or host\n"
        "Whether the host has built it, is not known here: there is no built site in public/.\n"
    )


def test_a_file_outside_content_is_said_to_be_no_page(site: Path, capsys: Capture) -> None:
    (site / "netlify.toml").write_text("")
    ran = run(capsys, "status", "-C", site, "netlify.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "sitegen: 'netlify.toml' is outside content/, and no page of the site\n"
        "  what is published comes from content/, and how it looks from themes/\n"
    )


def test_what_nothing_is_called_ends_with_2_and_the_nearest(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "status", "-C", site, *NOON, "abuot.md", "about")
    assert ran.code == 2
    assert ran.err == ("sitegen: nothing in content/ is called 'abuot.md'\n  did you mean content/pages/about.md?\n")
    assert ran.out.startswith("published content/pages/about.md\n")
    told = json.loads(run(capsys, "status", "-C", site, "--format", "json", *NOON, "abuot.md", "about").out)
    assert [one["id"] for one in told["documents"]] == ["pages/about"]
    assert [one["path"] for one in told["files"]] == ["content/pages/about.md"]
    assert told["unknown"] == [{"asked": "abuot.md", "nearest": "content/pages/about.md"}]


def test_what_is_asked_in_no_known_letters_is_still_json(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "status", "-C", site, "--format", "json", *NOON, "\udcff\x9b")
    assert ran.code == 2
    assert json.loads(ran.out.encode())["unknown"] == [{"asked": "\udcff\x9b", "nearest": ""}]


def test_machines_are_told_all_of_it(site: Path, capsys: Capture) -> None:
    put(site, "content/pages/_notes.md")
    ran = run(capsys, "status", "-C", site, "--format", "json", *NOON)
    told = json.loads(ran.out)
    assert (ran.code, ran.err) == (0, "")
    assert list(told) == [
        "now",
        "clock",
        "next_change",
        "changes_next",
        "counts",
        "publishable",
        "built",
        "documents",
        "files",
        "problems",
    ]
    assert (told["now"], told["next_change"]) == ("2007-02-14T12:00:00+00:00", "2007-03-01T00:00:00+00:00")
    assert told["changes_next"] == [
        {
            "at": "2007-03-01T00:00:00+00:00",
            "change": "appears",
            "path": "content/posts/2007-03-01-c.md",
            "kind": "posts",
            "id": "posts/c",
            "title": "C",
            "address": "/posts/c/",
            "cancelled": False,
        }
    ]
    assert told["counts"] == {
        "states": {"published": 1, "scheduled": 1, "draft": 1, "expired": 1, "unlisted": 1},
        "published": {"pages": 1},
        "files": {
            "document": 5,
            "published": 0,
            "read": 1,
            "waiting": 0,
            "unused": 0,
            "ignored": 1,
            "unread": 0,
            "error": 0,
        },
        "errors": 0,
        "warnings": 0,
    }
    assert told["documents"][1] == {
        "path": "content/pages/later.md",
        "kind": "pages",
        "id": "pages/later",
        "title": "Later",
        "address": "/later/",
        "url": "https://harbour.example.org/later/",
        "state": "draft",
        "since": None,
        "until": None,
        "why": "its front matter says draft: true",
        "what_it_takes": "delete the line 'draft: true' (line 3)",
        "built": "unknown",
        "errors": 0,
    }
    assert told["files"][:3] == [
        {
            "path": "content/pages/_notes.md",
            "state": "ignored",
            "address": "",
            "why": "its name begins with '_': it is passed over",
            "what_it_takes": "to have it read, name the file 'notes.md'",
        },
        {"path": "content/pages/about.md", "state": "published", "address": "/about/", "why": "", "what_it_takes": ""},
        {
            "path": "content/pages/later.md",
            "state": "draft",
            "address": "/later/",
            "why": "its front matter says draft: true",
            "what_it_takes": "delete the line 'draft: true' (line 3)",
        },
    ]


SUMMARY = """\
## Harbour

Live as of **2007-02-21 10:00 UTC** (as --now says) at \
[https\\://harbour.example.org/](<https://harbour.example.org/>): 2 sessions and 2 sparks.

**On now**

- [Networks](<https://harbour.example.org/sessions/networks/>), until 2007-02-21 11:00 UTC, Main Hall

**Next**

- [Nets](<https://harbour.example.org/sessions/nets/>), at 2007-02-21 11:30 UTC

**Open sparks (1)**

- [Who?](<https://harbour.example.org/sparks/who/>), until 2007-02-23 00:00 UTC

### What comes next

The site next changes by itself at **2007-02-21 11:00 UTC**, with a build then.

- 2007-02-21 11:30 UTC: the session “Nets” begins (content/sessions/nets.md)
- 2007-02-23 00:00 UTC: the spark “Who?” closes (content/sparks/who.md)

### What waits for somebody

- draft: content/pages/later.md: delete the line 'draft: true' (line 3)\
"""


def test_a_hosts_page_has_a_summary(tmp_path: Path, capsys: Capture) -> None:
    site = write_site(
        tmp_path,
        {
            "pages/later.md": "---\ntitle: Later\ndraft: true\n---\nText.\n",
            "sessions/networks.md": "---\ntitle: Networks\nstart: 2007-02-21 10:00\nroom: Main Hall\n---\nText.\n",
            "sessions/nets.md": "---\ntitle: Nets\nstart: 2007-02-21 11:30\n---\nText.\n",
            "sparks/who.md": "---\ntitle: Who?\nopens: 2007-02-01\ncloses: 2007-02-22\n---\nText.\n",
            "sparks/closed.md": "---\ntitle: So?\nopens: 2007-02-01\ncloses: 2007-02-20\n---\nText.\n",
        },
    )
    ran = run(capsys, "status", "-C", site, "--format", "markdown", "--now", "2007-02-21T10:00Z")
    assert (ran.code, ran.err, ran.out) == (0, "", f"{SUMMARY}\n")


def test_the_summary_begins_with_what_is_wrong(site: Path, capsys: Capture) -> None:
    put(site, "content/pages/wrong.md", b"---\ntitle: W\nmenu: x\nodd: 1\n---\nText.\n")
    ran = run(capsys, "status", "-C", site, "--format", "markdown", *NOON)
    assert (ran.code, ran.err) == (1, "")
    assert ran.out.startswith(
        "## Harbour\n\n**Nothing new is published** until 1 error is mended.\n\n"
        "- content/pages/wrong.md, line 3: 'menu' wants a whole number up to 9,999,999, and 'x' is none ("
    )
    assert "\n- draft: content/pages/later.md: delete the line 'draft: true' (line 3)\n" in ran.out
    assert "\nWould be live as of **2007-02-14 12:00 UTC**" in ran.out
    assert "\n### Worth a look\n\n- content/pages/wrong.md, line 4: there is no field 'odd' (" in ran.out


def test_the_summary_stays_short(tmp_path: Path, capsys: Capture) -> None:
    files: dict[str, str | bytes] = {
        f"posts/{state}-{number}.md": f"---\ntitle: P{number}\ndate: 2007-0{month}-01\nodd: 1\n{line}---\nText.\n"
        for state, month, line in (("now", 1, ""), ("later", 3, ""), ("draft", 1, "draft: true\n"))
        for number in range(40)
    }
    ran = run(capsys, "status", "-C", write_site(tmp_path, files), "--format", "markdown", *NOON)
    assert len(ran.out.splitlines()) < 60
    assert re.findall(r"^- and (\d+) more$", ran.out, re.MULTILINE) == ["30", "30", "110"]


def test_what_authors_write_is_neither_obeyed_by_terminals_nor_by_pages(tmp_path: Path, capsys: Capture) -> None:
    evil = "\\e[31m<img src=x onerror=alert(1)> [a](javascript:b) `c` *d* _e_ ![f](g) ~~h~~ \\u202egfedcba & https://i.example"
    text = f'---\ntitle: "{evil}"\n%s---\nText.\n'
    site = write_site(
        tmp_path,
        {
            "pages/draft.md": text % "draft: true\n",
            "posts/2007-03-01-later.md": text % "",
            "posts/2007-01-01-now.md": text % "",
            "sparks/s.md": text % "opens: 2007-01-01\n",
            "pages/**b** <i>.png": b"x",
        },
    )
    put(site, "content/pages/\x1b[31m.png")
    for form in ("text", "json", "markdown"):
        ran = run(capsys, "status", "-C", site, "--format", form, "--all", *NOON)
        assert UNPRINTABLE.findall(ran.out + ran.err) == []
    for asked in ("posts/2007-03-01-later.md", "\x1b[31m\u202e"):
        ran = run(capsys, "status", "-C", site, *NOON, asked)
        assert UNPRINTABLE.findall(ran.out + ran.err) == []
    summary = run(capsys, "status", "-C", site, "--format", "markdown", *NOON).out
    html = markdown.markdown(summary)
    tags = set(re.findall(r"<(/?[a-z0-9]+)", html))
    assert {tag.lstrip("/") for tag in tags} <= {"h2", "h3", "p", "strong", "ul", "li", "a"}
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        "https://harbour.example.org/",
        "https://harbour.example.org/sparks/s/",
    }


def test_a_summary_is_of_the_whole_site(site: Path, capsys: Capture) -> None:
    ran = run(capsys, "status", "-C", site, "--format", "markdown", *NOON, "about")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[0] == "sitegen: --format markdown tells of the whole site"


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_status_writes_nothing_at_all(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    site = copy_site("conference", tmp_path / "site")
    before = tree(tmp_path)
    assert run(capsys, "status", "-C", site, "--format", form, *NOON).code == 0
    assert tree(tmp_path) == before
    run(capsys, "build", "-C", site, *NOON)
    after = {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)}
    put(site, "content/pages/about.md", b"---\ntitle: About us\n---\nText.\n")
    assert run(capsys, "status", "-C", site, "--format", form, *NOON).code == 0
    later = {path: (tmp_path / path).stat().st_mtime_ns for path in tree(tmp_path)}
    assert {path for path in after | later if after.get(path) != later.get(path)} == {"site/content/pages/about.md"}


def test_a_folder_without_a_site_has_a_status_too(tmp_path: Path, capsys: Capture) -> None:
    for form in ("text", "json", "markdown"):
        ran = run(capsys, "status", "-C", tmp_path, "--format", form)
        assert ran.code == 2
        assert "there is no such folder here" in ran.out + ran.err
    assert list(tmp_path.iterdir()) == []


def test_the_documentation_has_every_key_and_every_word(site: Path, capsys: Capture) -> None:
    part = (PROJECT / "docs/content/pages/why-not-live.md").read_text(encoding="utf-8")
    told = json.loads(run(capsys, "status", "-C", site, "--format", "json", *NOON, "about", "abuot").out)
    words = {*told, *told["documents"][0], *told["files"][0], *told["counts"], *told["built"], *told["unknown"][0]}
    words |= {change for one in told["changes_next"] for change in one}
    words |= {word.value for kind in (State, Turn, Built, FileState) for word in kind} - {"document"}
    assert sorted(word for word in words if f"`{word}`" not in part) == []
