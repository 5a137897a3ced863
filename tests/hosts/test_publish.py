"""The workflow that publishes on GitHub Pages, run step by step: what is published, when, and what never is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from sitegen.hosting.files import hosting_files
from sitegen.settings.single import Host
from tests.hosts.github_host import GitHub, Run
from tests.hosts.sites import SQUIRREL, begin_site, commit, digests, git, holding

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

WORKFLOW = dict(hosting_files(Host.PAGES))[".github/workflows/publish.yml"]
LATER = "2026-03-01T00:30:00Z"
"""After the post that is dated ahead has appeared."""
POST = "content/posts/2026-01-07-{0}.md"
TEXT = "---\ntitle: {0}\n---\nAbout it.\n"
WRONG = "---\ntitle: Wrong\nsession: netwroks\n---\nOh.\n"
FORK = "refs/pull/7/merge"
PUBLISHED = {"build": "success", "deploy": "success"}
NOTHING_TO_DO = {"build": "success", "deploy": "skipped"}
FAILED = {"build": "failure", "deploy": "skipped"}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> GitHub:
    """Return a repository with a site that has been published once."""
    place = tmp_path_factory.mktemp("published")
    (place / "github").mkdir()
    found = GitHub(WORKFLOW, begin_site(place / "site", Host.PAGES), place / "github")
    first = found.run()
    assert first.jobs == PUBLISHED, first.log
    assert names(found) == {"shown"}
    return found


@pytest.fixture
def github(published: GitHub, tmp_path: Path) -> GitHub:
    """Return such a repository that is this test's own."""
    return published.copied(tmp_path)


def names(github: GitHub) -> set[str]:
    """Return the slugs of the posts that readers see."""
    return {place.name for place in (github.live / "posts").iterdir() if place.is_dir()}


def proposed(github: GitHub, text: str) -> Run:
    """Return the run for a change that is proposed from a fork."""
    git(github.site, "checkout", "--quiet", "-b", "proposal")
    sha = commit(github.site, {POST.format("proposed"): text})
    git(github.site, "checkout", "--quiet", "main")
    return github.run("pull_request", ref=FORK, sha=sha)


def test_a_push_publishes_the_site_without_drafts(github: GitHub) -> None:
    github.push({POST.format("new"): TEXT.format("New")})
    run = github.run()
    assert run.jobs == PUBLISHED
    assert names(github) == {"shown", "new"}
    assert holding(github.live, SQUIRREL) == []
    assert not (github.live / "_headers").exists()
    assert "Read 1 document (4 as before)" in run.log
    assert "::warning" not in run.log
    assert "Live as of **2026-01-14 12:00 UTC**" in run.summary
    assert "### What comes next" in run.summary
    assert "Much later" in run.summary


def test_a_pull_request_from_a_fork_is_green_has_no_secret_and_publishes_nothing(github: GitHub) -> None:
    github.secrets["TOKEN"] = "of nobody's business"  # noqa: S105  # a made-up one
    live, kept = digests(github.live), len(github.caches)
    run = proposed(github, TEXT.format("Proposed"))
    assert run.jobs == NOTHING_TO_DO
    assert run.summary.startswith("With the proposed change the site would be as follows.\n\n## Harbour\n")
    assert "Read 1 document (4 as before)" in run.log
    assert digests(github.live) == live
    assert len(github.caches) == kept


def test_a_mistake_in_a_pull_request_is_named_where_it_stands(github: GitHub) -> None:
    run = proposed(github, WRONG)
    assert run.jobs == FAILED
    file = POST.format("proposed")
    assert re.search(
        rf"^::error .*file={re.escape(file)},line=3,col=10.*there is no session 'netwroks'", run.log, re.MULTILINE
    )
    assert "This run publishes nothing: what is wrong stands in its annotations" in run.summary
    assert "there is no session 'netwroks'" in run.summary


def test_a_mistake_that_is_pushed_leaves_the_site_as_it_was(github: GitHub) -> None:
    live, kept = digests(github.live), len(github.caches)
    github.push({POST.format("wrong"): WRONG})
    assert github.run().jobs == FAILED
    assert digests(github.live) == live
    assert len(github.caches) == kept
    github.push({POST.format("wrong"): TEXT.format("Mended")})
    assert github.run().jobs == PUBLISHED
    assert names(github) == {"shown", "wrong"}


def test_a_scheduled_run_does_nothing_when_nothing_changes(github: GitHub) -> None:
    kept = len(github.caches)
    github.now = "2026-01-14T13:00:00Z"
    run = github.run("schedule")
    assert run.jobs == NOTHING_TO_DO
    assert "Nothing has changed since the last build." in run.log
    assert "The site is as it was published: there is nothing to do." in run.log
    assert len(github.caches) == kept


def test_a_scheduled_run_publishes_what_is_dated_ahead_when_its_time_has_come(github: GitHub) -> None:
    github.now = LATER
    assert github.run("schedule").jobs == PUBLISHED
    assert names(github) == {"shown", "later"}
    assert github.run("schedule").jobs == NOTHING_TO_DO


def test_a_run_that_could_not_publish_is_made_good_by_the_next(github: GitHub) -> None:
    github.is_refusing = True
    github.push({POST.format("new"): TEXT.format("New")})
    assert github.run().jobs == {"build": "success", "deploy": "failure"}
    assert github.run("schedule").jobs == {"build": "success", "deploy": "failure"}
    assert names(github) == {"shown"}
    github.is_refusing = False
    assert github.run("schedule").jobs == PUBLISHED
    assert names(github) == {"shown", "new"}
    assert github.run("schedule").jobs == NOTHING_TO_DO


def test_what_was_built_before_a_newer_change_is_not_published(github: GitHub) -> None:
    live = digests(github.live)
    github.push({POST.format("first"): TEXT.format("First")})
    older = github.run(between=lambda: github.push({POST.format("second"): TEXT.format("Second")}))
    assert older.jobs == PUBLISHED
    assert "Publish" not in older.steps
    assert "::notice::The site has changed since this was built, so it is not published" in older.log
    assert digests(github.live) == live
    assert "Publish" in github.run().steps
    assert names(github) == {"shown", "first", "second"}


def test_an_old_run_that_is_started_again_publishes_nothing_old(github: GitHub) -> None:
    old = github.head()
    first = github.run(sha=old)
    github.push({POST.format("new"): TEXT.format("New")})
    assert github.run().jobs == PUBLISHED
    live = digests(github.live)
    # Only its last job: what it built is no longer the newest.
    assert "Publish" not in github.run(sha=old, again=first).steps
    assert digests(github.live) == live
    # All of it: it builds what is newest now.
    assert "Publish" in github.run(sha=old).steps
    assert digests(github.live) == live


def test_a_push_to_another_branch_waits_until_it_is_proposed(github: GitHub) -> None:
    git(github.site, "branch", "idea")
    assert github.run(ref="refs/heads/idea").jobs == {"build": "skipped", "deploy": "skipped"}


def test_another_branch_that_is_built_by_hand_is_not_published(github: GitHub) -> None:
    git(github.site, "branch", "idea")
    kept = len(github.caches)
    assert github.run("workflow_dispatch", ref="refs/heads/idea", inputs={"allow_shrink": False}).jobs == NOTHING_TO_DO
    assert len(github.caches) == kept


def test_a_run_by_hand_publishes_again_though_nothing_has_changed(github: GitHub) -> None:
    assert github.run("workflow_dispatch", inputs={"allow_shrink": False}).jobs == PUBLISHED


def test_a_site_that_lost_half_its_pages_is_published_only_by_hand_and_knowingly(github: GitHub) -> None:
    (github.site / "content" / "posts" / "2026-01-05-shown.md").unlink()
    commit(github.site)
    run = github.run()
    assert run.jobs == FAILED
    assert "pages that were published, only 1 would be left" in run.log
    assert github.run("workflow_dispatch", inputs={"allow_shrink": False}).jobs == FAILED
    assert (github.live / "posts" / "shown" / "index.html").exists()
    assert github.run("workflow_dispatch", inputs={"allow_shrink": True}).jobs == PUBLISHED
    assert not (github.live / "posts" / "shown").exists()
    assert github.run("schedule").jobs == NOTHING_TO_DO


def test_what_came_with_the_repository_is_neither_published_nor_believed(github: GitHub) -> None:
    github.push({"public/forged.html": "Forged.", ".sitegen/memo.sqlite": "Forged.", ".published/digest": "Forged."})
    assert github.run().jobs == PUBLISHED
    assert not (github.live / "forged.html").exists()
    assert github.run("schedule").jobs == NOTHING_TO_DO


@pytest.mark.parametrize("other", ["https://elsewhere.example.org", "https://harbour.example.org/2007"])
def test_an_address_that_the_settings_do_not_have_is_told_with_the_line_to_paste(github: GitHub, other: str) -> None:
    old = (github.site / "content" / "site.toml").read_text("utf-8")
    github.push({"content/site.toml": old.replace("https://harbour.example.org", other)})
    run = github.run()
    assert run.jobs == PUBLISHED
    assert 'Write: base_url = "https://harbour.example.org"' in run.log


@pytest.mark.parametrize("same", ["'https://harbour.example.org/'", '"http://harbour.example.org"  # ours'])
def test_an_address_that_is_only_written_otherwise_is_no_warning(github: GitHub, same: str) -> None:
    old = (github.site / "content" / "site.toml").read_text("utf-8")
    github.push({"content/site.toml": old.replace('"https://harbour.example.org"', same)})
    run = github.run()
    assert run.jobs == PUBLISHED
    assert "::warning file=content/site.toml" not in run.log


def test_each_job_may_do_no_more_than_it_needs() -> None:
    workflow: dict[Any, Any] = yaml.safe_load(WORKFLOW)
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "build": {"contents": "read"},
        "deploy": {"contents": "read", "pages": "write", "id-token": "write"},
    }
    assert "secrets." not in WORKFLOW
    # YAML reads the key `on` as true.
    assert set(workflow[True]) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    concurrency = workflow["concurrency"]
    assert concurrency["group"] == "publish-${{ github.ref }}"
    assert concurrency["cancel-in-progress"] == "${{ github.event_name == 'pull_request' }}"
