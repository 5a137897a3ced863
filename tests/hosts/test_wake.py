"""The workflow that asks Netlify for a build when something is due, run step by step with a build hook on loopback."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sitegen.hosting.files import hosting_files
from sitegen.settings.single import Host
from tests.hosts.github_host import GitHub
from tests.hosts.sites import begin_site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.slow

WORKFLOW = dict(hosting_files(Host.NETLIFY))[".github/workflows/wake.yml"]
OPENING = "---\ntitle: What now?\nopens: 2026-01-19 08:00\n---\n"
MONDAY_AT_SEVEN = "2026-01-19T07:23:00Z"
MONDAY_AT_EIGHT = "2026-01-19T08:23:00Z"


class Hook(BaseHTTPRequestHandler):
    """Notes who asks; says no if it is told to."""

    asked: list[str]
    answer: int

    def do_POST(self) -> None:
        """Take a request, as Netlify's build hook does."""
        self.rfile.read(int(self.headers["Content-Length"]))
        self.asked.append(self.path)
        self.send_response(self.answer)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the name is the base class's
        """Keep quiet: the tests speak."""


@pytest.fixture
def hook() -> Iterator[tuple[str, type[Hook]]]:
    """Return the address of a build hook, and what it has seen."""
    handler = type("Handler", (Hook,), {"asked": [], "answer": 200})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/build_hooks/abc", handler
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def github(tmp_path: Path, hook: tuple[str, type[Hook]]) -> GitHub:
    """Return a repository with a spark that opens on a Monday at eight, and the secret that the workflow wants."""
    room = tmp_path / "github"
    room.mkdir()
    # Without the session, whose days the site counts.
    quiet = {
        "content/sessions/networks.md": "---\ntitle: Networks\n---\nAn hour.\n",
        "content/sparks/what-now.md": OPENING,
    }
    site = begin_site(tmp_path / "site", Host.NETLIFY, **quiet)
    return GitHub(WORKFLOW, site, room, now=MONDAY_AT_SEVEN, secrets={"NETLIFY_BUILD_HOOK": hook[0]})


def test_netlify_is_asked_once_when_a_spark_opens_and_not_before(github: GitHub, hook: tuple[str, type[Hook]]) -> None:
    before = github.run("schedule")
    assert before.jobs == {"wake": "success"}
    assert "Nothing is due." in before.log
    assert hook[1].asked == []
    github.now = MONDAY_AT_EIGHT
    assert "Something is due: Netlify was asked to build the site." in github.run("schedule").log
    assert hook[1].asked == ["/build_hooks/abc"]
    github.now = "2026-01-19T09:23:00Z"
    assert "Nothing is due." in github.run("schedule").log
    assert hook[1].asked == ["/build_hooks/abc"]


def test_what_netlify_refuses_is_asked_for_again(github: GitHub, hook: tuple[str, type[Hook]]) -> None:
    github.now, hook[1].answer = MONDAY_AT_EIGHT, 404
    assert github.run("schedule").jobs == {"wake": "failure"}
    assert github.caches == []
    hook[1].answer = 200
    assert github.run("schedule").jobs == {"wake": "success"}
    assert hook[1].asked == ["/build_hooks/abc"] * 2
    assert len(github.caches) == 1


def test_a_mistake_elsewhere_in_the_site_keeps_nothing_waiting(github: GitHub, hook: tuple[str, type[Hook]]) -> None:
    github.push({"content/posts/2026-01-07-wrong.md": "---\ntitle: Wrong\nsession: netwroks\n---\nOh.\n"})
    github.now = MONDAY_AT_EIGHT
    assert github.run("schedule").jobs == {"wake": "success"}
    assert hook[1].asked == ["/build_hooks/abc"]


def test_without_the_secret_it_says_so_and_is_green(github: GitHub, hook: tuple[str, type[Hook]]) -> None:
    github.secrets.clear()
    github.now = MONDAY_AT_EIGHT
    run = github.run("schedule")
    assert run.jobs == {"wake": "success"}
    assert "::notice::What is dated ahead will wait for the next change" in run.log
    assert hook[1].asked == []


def test_it_may_do_no_more_than_read() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(WORKFLOW)
    assert workflow["permissions"] == {}
    assert workflow["jobs"]["wake"]["permissions"] == {"contents": "read"}
    # YAML reads the key `on` as true. No pull request starts what has a secret.
    assert set(workflow[True]) == {"schedule", "workflow_dispatch"}
