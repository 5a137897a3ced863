"""A site that would lose what it published is refused, unless its organiser says that this is meant."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from sitegen.problems import Problem
from sitegen.shrinking import check_lost
from sitegen.stamp import Request
from tests.building import SETTINGS, write_site
from tests.builds import NOTHING, NOW, job_of, run
from tests.cli_runs import run as run_command
from tests.disk import tree

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.job import Job

ALLOW = "if that is what you want, say so: sitegen build --allow-shrink"
EMPTY = (
    "content",
    1,
    1,
    "empty-site",
    "there is nothing to publish: no post, no session, no spark, no person, no page",
    f"begin a first one: sitegen new post Welcome\n{ALLOW}",
)
MEMBERS = ("posts/a/", "posts/b/", "sessions/c/", "sparks/d/")


HOUSES = {
    **{f"posts/2007-01-0{day}-{name}.md": f"---\ntitle: {name}\n---\nText.\n" for day, name in enumerate("abc", 1)},
    "sparks/what-now.md": "---\ntitle: What now?\nopens: 2007-02-01\n---\nSay.\n",
    "sessions/networks.md": "---\ntitle: Networks\n---\nOn networks.\n",
    "people/jo-smith.md": "---\nname: Jo Smith\nlisted: true\n---\nJo pilots.\n",
    "pages/about.md": "---\ntitle: About\n---\nUs.\n",
}
"""Seven pages of documents, none of which another one needs."""
LEFT = ["of 7 pages that were published, only 3 would be left"]


def built_houses(root: Path) -> Job:
    """Build the site of seven pages, and return how."""
    job = refusing(job_of(write_site(root, HOUSES)))
    assert run(job)[0].error == ""
    return job


def lose_most(job: Job) -> None:
    """Delete four of the seven."""
    for folder in ("posts", "sparks"):
        shutil.rmtree(job.root / "content" / folder)


def losses(problems: tuple[tuple[str, int, int, str, str, str, str], ...]) -> list[str]:
    """Return what is said of lost pages."""
    return [message for _, _, _, code, message, _, _ in problems if code == "lost-pages"]


def refusing(job: Job) -> Job:
    """Return a build as the command line asks for it without the flag."""
    return replace(job, may_shrink=False)


def pages(*addresses: str) -> list[str]:
    return [f"{address}index.html" for address in addresses]


@pytest.mark.parametrize(
    ("after", "message"),
    [
        (MEMBERS, ""),
        (MEMBERS[1:], ""),
        (MEMBERS[2:], "of 4 pages that were published, only 2 would be left"),
        (MEMBERS[3:], "of 4 pages that were published, only 1 would be left"),
        ((), "of 4 pages that were published, nothing would be left"),
        (("posts/x/", "posts/y/", "posts/z/"), ""),
    ],
)
def test_half_of_the_pages_is_too_many_to_lose(after: tuple[str, ...], message: str) -> None:
    found = check_lost(pages(*MEMBERS), pages(*after), ())
    assert [problem.message for problem in found] == ([message] if message else [])


def test_what_goes_is_named_up_to_five_pages() -> None:
    before = [f"posts/{name}/" for name in "abcdefgh"]
    assert check_lost(pages(*before), pages("posts/h/"), ()) == (
        Problem(
            "content",
            1,
            1,
            "lost-pages",
            "of 8 pages that were published, only 1 would be left",
            f"gone would be /posts/a/, /posts/b/, /posts/c/, /posts/d/, /posts/e/ and 2 more\n{ALLOW}",
        ),
    )


@pytest.mark.parametrize(
    "lists",
    [
        ("", "posts/", "posts/page/2/", "archive/", "tags/", "tags/a/", "tags/a/page/2/"),
        ("sparks/", "sparks/d/room/", "sessions/c/slowchat/", "people/", "schedule/", "subscribe/"),
    ],
)
def test_lists_and_what_stands_below_documents_count_on_neither_side(lists: tuple[str, ...]) -> None:
    assert check_lost(pages(*MEMBERS, *lists), pages(*MEMBERS[1:]), ()) == ()
    assert len(check_lost(pages(*MEMBERS), pages(*lists), ())) == 1


@pytest.mark.parametrize(
    ("before", "message"),
    [
        (MEMBERS[:1], "of the one page that was published, nothing would be left"),
        (MEMBERS[:2], "of 2 pages that were published, only 1 would be left"),
    ],
)
def test_half_is_half_however_few_pages_there_are(before: tuple[str, ...], message: str) -> None:
    assert [problem.message for problem in check_lost(pages(*before), pages(*before[1:]), ())] == [message]


def test_pages_that_expire_are_not_lost() -> None:
    assert check_lost(pages(*MEMBERS), pages(*MEMBERS[3:]), ["/posts/a/", "/posts/b/", "/sessions/c/"]) == ()
    assert len(check_lost(pages(*MEMBERS), pages(*MEMBERS[3:]), ["/posts/a/"])) == 1


def test_files_that_are_no_pages_count_for_nothing() -> None:
    assert check_lost(["feed.xml", "404.html", "media/hall.png", "index.html"], [], ()) == ()


def test_an_empty_site_is_refused_and_nothing_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = write_site(tmp_path, {})
    ran = run_command(capsys, "build", "-C", root)
    assert (ran.code, (root / "public").exists()) == (1, False)
    assert ran.err.splitlines()[:3] == [
        f"content:1:1: error: {EMPTY[4]} [empty-site]",
        "  begin a first one: sitegen new post Welcome",
        f"  {ALLOW}",
    ]


def test_an_example_alone_is_no_document(tmp_path: Path) -> None:
    job = job_of(write_site(tmp_path, {"posts/_example.md": "---\ntitle: Example\ndate: 2007-01-01\n---\nText.\n"}))
    assert run(refusing(job))[0].problems == ((*EMPTY, "error"),)


def test_a_folder_that_is_misspelt_is_no_reason_to_publish_nothing(tmp_path: Path) -> None:
    job = job_of(write_site(tmp_path, {"postz/2007-01-01-a.md": "---\ntitle: A\n---\nText.\n"}))
    told = [code for _, _, _, code, *_ in run(refusing(job))[0].problems]
    assert told == ["empty-site", "unknown-folder"]
    assert not job.folder.exists()


def test_a_site_that_waits_for_its_first_day_is_not_empty(tmp_path: Path) -> None:
    text = "---\ntitle: To come\ndate: 2099-01-01\n---\nNot yet.\n"
    job = job_of(write_site(tmp_path, {"posts/to-come.md": text}))
    assert run(refusing(job))[0].error == ""


def test_an_empty_site_is_allowed_each_time_that_it_is_asked_for(tmp_path: Path) -> None:
    job = job_of(write_site(tmp_path, {}))
    allowing = replace(job, may_shrink=True)
    first, _ = run(allowing)
    assert (first.error, first.problems) == ("", ((*EMPTY, "warning"),))
    assert run(allowing) == (first, NOTHING)
    again, _ = run(refusing(job))
    assert (again.error, again.problems) == ("SiteError", ((*EMPTY, "error"),))
    assert again.files == first.files


def test_a_mistake_in_the_only_document_is_told_and_no_emptiness(tmp_path: Path) -> None:
    job = job_of(write_site(tmp_path, {"posts/2007-01-01-a.md": b"---\ntitle: \xff\n---\n"}))
    assert [code for *_, code, _, _, _ in run(refusing(job))[0].problems] == ["not-utf8"]


def test_a_site_that_loses_half_of_its_pages_stays_as_it_was(tmp_path: Path) -> None:
    job = built_houses(tmp_path)
    before = tree(job.folder)
    lose_most(job)
    for _ in range(2):
        result, _ = run(job)
        assert (result.error, losses(result.problems)) == ("SiteError", LEFT)
        assert result.files == before
    result, _ = run(replace(job, may_shrink=True))
    assert (result.error, len(result.files) < len(before)) == ("", True)
    assert run(job)[0] == result


def test_the_loss_is_seen_though_a_host_keeps_the_memory_of_the_last_build_alone(tmp_path: Path) -> None:
    job = built_houses(tmp_path)
    shutil.rmtree(job.folder)
    lose_most(job)
    assert losses(run(job)[0].problems) == LEFT
    assert not job.folder.exists()


def test_the_loss_is_seen_though_a_host_keeps_the_site_alone(tmp_path: Path) -> None:
    job = built_houses(tmp_path)
    shutil.rmtree(job.cache)
    lose_most(job)
    assert losses(run(job)[0].problems) == LEFT


@pytest.mark.parametrize(
    ("request_before", "later"), [(Request(has_drafts=True, is_hidden=True), timedelta()), (Request(), timedelta(400))]
)
def test_what_was_a_look_ahead_is_not_missed(tmp_path: Path, request_before: Request, later: timedelta) -> None:
    waits = "---\ntitle: {}\n{}\n---\nText.\n"
    field = "draft: true" if request_before.has_drafts else "date: 2007-06-01"
    posts = {f"posts/2007-01-0{day}-{name}.md": waits.format(name, field) for day, name in enumerate("abc", 1)}
    root = write_site(tmp_path, {**posts, "pages/about.md": "---\ntitle: About\n---\nUs.\n"})
    assert run(refusing(job_of(root, NOW + later, request_before)))[0].error == ""
    result, _ = run(refusing(job_of(root)))
    assert (result.error, [path for path in result.files if path.startswith("posts/a")]) == ("", [])


def test_pages_that_only_lead_on_count_on_neither_side(tmp_path: Path) -> None:
    old = "aliases: [/a-b/, /b-c/, /c-d/, /d-e/, /e-f/, /f-g/, /g-h/, /h-i/]\n"
    about = "---\ntitle: About\n{}---\nUs.\n"
    files = HOUSES | {"pages/about.md": about.format(old)}
    job = refusing(job_of(write_site(tmp_path, files, f'{SETTINGS}host = "pages"\n')))
    assert run(job)[0].error == ""
    (job.root / "content/pages/about.md").write_text(about.format(""))
    assert run(job)[0].error == ""
    (job.root / "content/pages/about.md").write_text(about.format(old))
    assert run(job)[0].error == ""
    lose_most(job)
    assert losses(run(job)[0].problems) == LEFT


def test_another_output_is_another_site(tmp_path: Path) -> None:
    job = built_houses(tmp_path)
    lose_most(job)
    assert run(replace(job, request=Request(output="other")))[0].error == ""


def test_the_command_says_what_would_go_and_takes_the_flag(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    job = built_houses(tmp_path)
    lose_most(job)
    build = ("build", "-C", job.root, "--now", "2007-02-14T12:00Z")
    ran = run_command(capsys, *build, "--format", "json")
    assert (ran.code, json.loads(ran.out)["built"]) == (1, False)
    assert [problem["code"] for problem in json.loads(ran.out)["problems"]] == ["lost-pages"]
    assert run_command(capsys, *build, "--allow-shrink").code == 0
