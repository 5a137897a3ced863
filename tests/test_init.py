"""`sitegen init` writes a site that builds clean, at any time and for good, and never writes over anything."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
import yaml
from jsonschema import Draft7Validator

from sitegen.beginning import Answers
from sitegen.kinds import KINDS
from sitegen.values import replace
from tests.cli_runs import run
from tests.conftest import PROJECT
from tests.disk import put
from tests.new_sites import NOW, TORQUAY, begun, contents, file_of, names

if TYPE_CHECKING:
    from collections.abc import Sequence

Capture = pytest.CaptureFixture[str]

FLAGS = ("--title", "Torquay 2007", "--base-url", "https://torquay07.example.org", "--timezone", "Europe/London")


def test_a_site_begins_with_one_document_of_each_kind(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "init", tmp_path / "torquay", *FLAGS)
    assert (ran.code, ran.err) == (0, "")
    today = datetime.now(ZoneInfo("Europe/London")).date()
    written = contents(tmp_path / "torquay")
    assert {path for path in written if path.startswith("content/") and not path.endswith("_example.md")} == {
        "content/site.toml",
        f"content/posts/{today}-welcome.md",
        "content/sessions/first-session.md",
        "content/sparks/who-is-missing.md",
        "content/people/alex-example.md",
        "content/pages/about.md",
    }
    assert {"README.md", "requirements.txt", ".gitignore", ".editorconfig"} < written.keys()
    assert names(tmp_path) == ["torquay"]


def test_an_odd_title_builds_clean(tmp_path: Path, capsys: Capture) -> None:
    title = '"\\ 🎉 {{ x }} <b> & $y'
    assert run(capsys, "init", tmp_path / "site", "--title", title).code == 0
    build = run(capsys, "build", "-C", tmp_path / "site", "--strict")
    assert (build.code, build.err) == (0, "")
    home = (tmp_path / "site/public/index.html").read_text("utf-8")
    assert "&#34;\\ 🎉 {{ x }} &lt;b&gt; &amp; $y" in home


CLOCKS = {
    "at once": timedelta(),
    "in the slow chat": timedelta(days=51),
    "at the check-ins": timedelta(days=70),
    "after five years": timedelta(days=5 * 365),
    "after a century": timedelta(days=100 * 365),
}


@pytest.mark.parametrize("zone_name", ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago", "Africa/Cairo"])
@pytest.mark.parametrize("after", CLOCKS.values(), ids=CLOCKS)
def test_a_new_site_builds_clean_at_any_time(
    tmp_path: Path, capsys: Capture, after: timedelta, zone_name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    site = begun(tmp_path, Answers(title="T", timezone=zone_name))
    clock = f"{NOW + after + timedelta(minutes=1):%Y-%m-%dT%H:%M:%SZ}"
    build = run(capsys, "build", "-C", site, "--strict", "--now", clock)
    assert (build.code, build.err) == (0, "")
    home = (site / "public/index.html").read_text("utf-8")
    assert "The conversation starts here" in home
    assert "Who is missing from this conversation?" in home


def test_every_host_and_language_builds_clean(tmp_path: Path, capsys: Capture) -> None:
    for host, language in (("pages", "de"), ("any", "cy"), ("netlify", "en-GB")):
        answers = Answers(
            title="T", timezone="UTC", base_url="https://jo.github.io/t", host=host, language=language, email="a@b.org"
        )
        site = begun(tmp_path / host, answers)
        build = run(capsys, "build", "-C", site, "--strict")
        assert (build.code, build.err) == (0, ""), host
    assert 'lang="en"' in (tmp_path / "pages/public/posts/welcome/index.html").read_text("utf-8")


def test_an_example_may_be_deleted_as_its_own_text_says(tmp_path: Path, capsys: Capture) -> None:
    site = begun(tmp_path)
    for name in ("posts/2026-11-22-welcome", "pages/about"):
        (site / f"content/{name}.md").unlink()
    assert run(capsys, "build", "-C", site, "--strict", "--now", "2026-11-23").code == 0
    (site / "content/sessions/first-session.md").unlink()
    for name, line in (("sparks/who-is-missing", "session: first-session\n"), ("people/alex-example", "attending: [")):
        file = site / f"content/{name}.md"
        kept = [text for text in file.read_text("utf-8").splitlines(keepends=True) if not text.startswith(line)]
        file.write_text("".join(kept), "utf-8")
    build = run(capsys, "build", "-C", site, "--strict", "--now", "2026-11-23")
    assert (build.code, build.err) == (0, "")
    (site / "content/people/alex-example.md").unlink()
    (site / "content/sparks/who-is-missing.md").unlink()
    for name in ("ours", "theirs"):
        put(site, f"content/posts/2026-11-22-{name}.md", f"---\ntitle: {name.title()}\n---\nText.\n".encode())
    build = run(capsys, "build", "-C", site, "--strict", "--now", "2026-11-23")
    assert (build.code, build.err) == (0, "")


@pytest.mark.parametrize("folder", ["posts", "sessions", "sparks", "people", "pages"])
def test_an_example_that_is_copied_builds(folder: str, tmp_path: Path, capsys: Capture) -> None:
    site = begun(tmp_path)
    example = (site / "content" / folder / "_example.md").read_text("utf-8")
    put(site, f"content/{folder}/2026-11-22-a-copy.md", example.encode())
    build = run(capsys, "build", "-C", site, "--strict", "--now", "2026-11-23")
    assert (build.code, build.err) == (0, "")


def test_what_the_readme_shows_can_be_pasted(tmp_path: Path, capsys: Capture) -> None:
    site = begun(tmp_path)
    readme = (site / "README.md").read_text("utf-8")
    texts = re.findall(r"```markdown\n(.*?)```", readme, re.DOTALL)
    names = ["posts/2026-11-22-a-short-name", "sparks/what-will-you-try", "sessions/first-steps", "people/jo-smith"]
    assert all(f"`{name.rpartition('/')[2]}.md`" in readme for name in names)
    picture = texts.pop()
    assert picture == "![Six people around a table, laughing](table.jpg)\n"
    for name, text in zip(names, texts, strict=True):
        put(site, f"content/{name}.md", text.encode())
    build = run(capsys, "build", "-C", site, "--strict", "--now", "2026-11-23")
    assert (build.code, build.err) == (0, "")


def test_the_mistake_in_the_readme_is_told_as_it_shows(tmp_path: Path, capsys: Capture) -> None:
    site = begun(tmp_path)
    post = site / "content/posts/2026-11-22-welcome.md"
    post.write_text(post.read_text("utf-8").replace("tags:", "session: frist-session\ntags:"), "utf-8")
    told = run(capsys, "build", "-C", site, "--now", "2026-11-23").err.partition("Nothing was published")[0]
    assert f"```\n{told}```" in (site / "README.md").read_text("utf-8")


def test_every_link_of_the_readme_leads_to_something(tmp_path: Path) -> None:
    site = begun(tmp_path)
    for answers in (TORQUAY, replace(TORQUAY, host="pages"), replace(TORQUAY, host="any")):
        readme = file_of(answers, "README.md")
        headings = {f"#{heading.lower().replace(' ', '-')}" for heading in re.findall(r"(?m)^## (.+)$", readme)}
        links = set(re.findall(r"\]\((?!https?:)([^)]+)\)", readme)) - headings - {"table.jpg"}
        assert "content/site.toml" in links
        assert {link for link in links if not (site / link).exists()} == set()


def test_new_goes_on_where_init_left_off(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "init", tmp_path / "site", *FLAGS)
    last = next(line for line in ran.out.splitlines() if line.startswith("  sitegen new"))
    new = run(capsys, "new", "-C", tmp_path / "site", "spark", "Who is in your network?", "--session", "first-session")
    assert last == '  sitegen new spark "Who is in your network?" --session first-session'
    assert (new.code, new.out) == (0, "Wrote content/sparks/who-is-in-your-network.md.\n")
    assert run(capsys, "build", "-C", tmp_path / "site", "--strict").code == 0


def test_an_existing_folder_keeps_its_files_and_they_are_named(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "README.md", b"Mine.\n")
    put(tmp_path, "notes/a.txt", b"A.\n")
    (tmp_path / ".gitignore").symlink_to("nowhere")
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "init", ".", *FLAGS)
    assert (ran.code, ran.err) == (0, "")
    assert (
        "Left as they were: .gitignore, README.md.\n  Add to .gitignore: /public/ and /.sitegen/, a line each\n"
        in ran.out
    )
    assert "WRITING.md says how to go on, for those too who never open a terminal.\n" in ran.out
    assert "  cd " not in ran.out
    assert ((tmp_path / "README.md").read_bytes(), (tmp_path / "notes/a.txt").read_bytes()) == (b"Mine.\n", b"A.\n")
    assert Path(".gitignore").readlink() == Path("nowhere")
    assert run(capsys, "build", "--strict").code == 0


def test_a_second_site_is_refused_and_nothing_is_written(tmp_path: Path, capsys: Capture) -> None:
    put(tmp_path, "content/notes.txt", b"Mine.\n")
    ran = run(capsys, "init", tmp_path, *FLAGS)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"sitegen: {tmp_path / 'content'} is there already, and nothing is written over it\n"
        "  name another folder, which need not be there yet, as in: sitegen init mysite\n"
    )
    assert contents(tmp_path) == {"content/notes.txt": b"Mine.\n"}


def test_a_file_and_the_home_folder_are_no_places_for_a_site(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, "file", b"")
    monkeypatch.setenv("HOME", str(tmp_path))
    for place in (tmp_path / "file", tmp_path, Path("/"), ""):
        assert run(capsys, "init", place, *FLAGS).code == 2
    below = run(capsys, "init", tmp_path / "file/site", *FLAGS)
    assert (below.code, below.err.partition("\n")[0]) == (2, f"sitegen: {tmp_path / 'file'} is a file")
    assert names(tmp_path) == ["file"]


def test_the_way_into_a_folder_can_be_pasted(tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert "\n  cd ./-2007\n" in run(capsys, "init", "./-2007", *FLAGS).out


def test_what_is_no_address_is_not_proposed_as_one(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "init", tmp_path / "site", "--base-url", "javascript:alert(1)")
    assert (ran.code, ran.err.splitlines()[1:]) == (2, ["  write it as in: https://torquay07.example.org"])


def test_an_answer_that_cannot_be_used_writes_nothing(tmp_path: Path, capsys: Capture) -> None:
    ran = run(capsys, "init", tmp_path / "site", "--timezone", "Londn")
    told = "sitegen: there is no time zone 'Londn'\n  did you mean 'Europe/London'?\n"
    assert (ran.code, ran.out, ran.err) == (2, "", told)
    assert names(tmp_path) == []


def test_without_a_terminal_what_is_assumed_is_said(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.chdir(tmp_path)
    ran = run(capsys, "init", "torquay-2007")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.partition("\nNext:\n")[0].splitlines()[2:] == [
        "Assumed, as no flag says otherwise:",
        "  name       Torquay 2007",
        "  address    https://example.org",
        "  time zone  Europe/Berlin",
        "  host       netlify (for GitHub Pages, begin with --host pages)",
        "The address is only an example. Before you publish, write yours into content/site.toml.",
        "Nobody can answer a spark yet: write an e-mail address for that into content/site.toml.",
    ]
    assert "\nNext:\n  cd torquay-2007\n  sitegen serve\n" in ran.out
    assert 'timezone = "Europe/Berlin"\n' in (tmp_path / "torquay-2007/content/site.toml").read_text("utf-8")


def test_a_folder_without_a_name_for_people_gives_none(tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "init", tmp_path / "a\u200bb")
    assert '\ntitle = "My conference"\n' in (tmp_path / "a\u200bb/content/site.toml").read_text("utf-8")


def test_an_address_of_a_pages_host_is_served_by_it(tmp_path: Path, capsys: Capture) -> None:
    run(capsys, "init", tmp_path / "site", "--base-url", "https://jo.github.io/torquay/")
    text = (tmp_path / "site/content/site.toml").read_text("utf-8")
    assert '\nhost = "pages"\n' in text
    assert '\nbase_url = "https://jo.github.io/torquay"\n' in text


def ask(folder: Path, lines: Sequence[str], *arguments: str) -> tuple[int, str]:
    """Run `init` on a terminal of its own, type the lines, and return how it ended and all that was on the screen."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sitegen", "init", *arguments]
    env = {**os.environ, "PYTHONPATH": str(PROJECT), "TZ": "Europe/London", "TERM": "dumb"}
    process = subprocess.Popen(  # noqa: S603  # our own program, with arguments that the tests wrote
        command, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
    )
    os.close(theirs)
    os.write(ours, f"{''.join(lines)}\x04".encode())  # and whoever asks for more is told that there is none
    screen = b""
    while True:
        try:
            read = os.read(ours, 4096)
        except OSError:  # Linux says so when the other end is closed, macOS reads nothing
            break
        if not read:
            break
        screen += read
    os.close(ours)
    return process.wait(timeout=60), screen.decode().replace("\r\n", "\n")


def test_on_a_terminal_it_asks_and_asks_again_until_it_can_use_the_answer(tmp_path: Path) -> None:
    lines = [
        "Torquay 2007\n",
        "torquay07.example.org\n",
        "https://torquay07.example.org\n",
        "Lodnon\n",
        "\n",
        "\n",
        "\n",
    ]
    code, screen = ask(tmp_path, lines, "mysite")
    assert code == 0, screen
    assert "What is it called? [Mysite]" in screen
    assert "  write it as in: https://torquay07.example.org\n" in screen
    assert "  did you mean 'Europe/London'?\n" in screen
    assert screen.count("Which time zone is the conference in? [Europe/London]") == 2
    assert "Assumed" not in screen
    found = tomllib.loads((tmp_path / "mysite/content/site.toml").read_text("utf-8"))
    assert {key: found[key] for key in ("title", "base_url", "timezone", "host", "comments")} == {
        "title": "Torquay 2007",
        "base_url": "https://torquay07.example.org",
        "timezone": "Europe/London",
        "host": "netlify",
        "comments": {},
    }


def test_on_a_terminal_it_asks_only_for_what_no_flag_says(tmp_path: Path) -> None:
    code, screen = ask(tmp_path, ["\n", "sparks@example.org\n"], "mysite", *FLAGS)
    assert code == 0, screen
    assert screen.count("?") == 3  # the two questions, and the title of the spark to go on with
    assert 'email = "sparks@example.org"' in (tmp_path / "mysite/content/site.toml").read_text("utf-8")


def test_on_a_terminal_yes_asks_nothing(tmp_path: Path) -> None:
    code, screen = ask(tmp_path, [], "mysite", "--yes")
    assert code == 0, screen
    assert "  name       Mysite\n" in screen


def test_who_ends_the_questions_has_written_nothing(tmp_path: Path) -> None:
    code, screen = ask(tmp_path, ["T\n"], "mysite")
    assert (code, screen.splitlines()[-1]) == (130, "Nothing was written.")
    assert names(tmp_path) == []


class DatesAsTexts(yaml.SafeLoader):
    """Reads YAML as editors do: a date is a text (YAML 1.2.2 section 10.3)."""


DatesAsTexts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if not tag.endswith(("timestamp", ":int", ":float"))]
    for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
SCHEMAS = {
    "content/site.toml": ".schema/site.json",
    "content/posts/": ".schema/post.json",
    "content/sessions/": ".schema/session.json",
    "content/sparks/": ".schema/spark.json",
    "content/people/": ".schema/person.json",
    "content/pages/": ".schema/page.json",
}


def test_the_settings_name_their_schema_as_editors_look_for_it(tmp_path: Path) -> None:
    site = begun(tmp_path)
    first = (site / "content/site.toml").read_text("utf-8").partition("\n")[0]
    # Taplo and Tombi take the path from the file's own folder.
    assert (site / "content" / first.removeprefix("#:schema ")).resolve() == site / ".schema/site.json"


def test_what_is_written_is_as_its_schemas_want_it(tmp_path: Path) -> None:
    answers = replace(TORQUAY, email="sparks@example.org", organiser="The blog team", language="de")
    site = begun(tmp_path, answers)
    for path, text in contents(site).items():
        kind = path.rpartition("/")[0] + "/"
        if path == "content/site.toml":
            value = tomllib.loads(text.decode())
        elif kind in SCHEMAS and not path.endswith("_example.md"):
            value = yaml.load(text.decode().split("---\n")[1], DatesAsTexts)  # noqa: S506  # a safe loader, with fewer types
        else:
            continue
        schema = json.loads((site / SCHEMAS.get(path, SCHEMAS.get(kind, ""))).read_text("utf-8"))
        assert list(Draft7Validator(schema).iter_errors(value)) == [], path


def test_each_kind_has_an_example_that_is_not_published(tmp_path: Path, capsys: Capture) -> None:
    site = begun(tmp_path)
    for kind in KINDS:
        assert (site / f"content/{kind}/_example.md").read_text("utf-8").startswith("---\n# This file is an example.")
    run(capsys, "build", "-C", site)
    assert not [path for path in contents(site / "public") if "example" in path and "alex-example" not in path]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("netlify", {".github/workflows/wake.yml", "netlify.toml", "requirements.txt"}),
        ("pages", {".github/workflows/publish.yml", "requirements.txt"}),
        ("any", {"requirements.txt"}),
    ],
)
def test_a_host_finds_the_files_that_it_wants(tmp_path: Path, host: str, expected: set[str]) -> None:
    written = contents(begun(tmp_path, replace(TORQUAY, host=host))).keys()
    assert {path for path in written if "toml" in path or "yml" in path or path == "requirements.txt"} >= expected
    assert ("netlify.toml" in written) == (host == "netlify")
