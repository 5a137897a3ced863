"""Texts that people wrote, and texts made to break things: all are read and told of in words, never a traceback."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.building import built_in, checked_in, parsed, what_could_run, words, write_site
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.problems import Problem
    from tests.building import BuiltSite

SEEDS = PROJECT.parent / "shared/seeds"
CORPORA = PROJECT.parent / "shared/corpora"
NOW = datetime(2021, 3, 1, tzinfo=UTC)
TORQUAY = "000_d58f032669a5b231.txt"
WEBINAR = "001_983da35da5dc624f.txt"
TWITTER = "002_5b53d69f36390e26.txt"
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the seed texts are not beside the checkout")


def needs(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(not (CORPORA / name).exists(), reason=f"{name} is not beside the checkout")


@cache
def seed(name: str) -> str:
    return (SEEDS / name).read_text(encoding="utf-8")


def post_of(front_matter: str, text: str, tmp_path: Path) -> BuiltSite:
    root = write_site(tmp_path / "site", {"posts/real.md": f"---\n{front_matter}\n---\n{text}"})
    return built_in(root, NOW)


def prose(site: BuiltSite) -> str:
    page = site.page("/posts/real/")
    return words(next(one for one in page.iter("div") if "e-content" in one.get("class", "").split()))


@needs_seeds
def test_the_blog_post_of_2007_earns_a_word_about_its_broken_quotation_mark_and_nothing_else(tmp_path: Path) -> None:
    site = post_of("title: Preparing for Naace Conference 2007\ndate: 2007-01-09", seed(TORQUAY), tmp_path)
    problem = site.built.problems[0]
    assert len(site.built.problems) == 1
    assert (problem.path, problem.line, problem.column) == ("content/posts/real.md", 13, 177)
    assert (problem.code, "what’s" in problem.hint, problem.is_error) == ("mojibake", True, False)


@needs_seeds
def test_the_blog_post_of_2007_keeps_its_words_and_drops_the_heading_that_repeats_its_title(tmp_path: Path) -> None:
    site = post_of("title: Preparing for Naace Conference 2007\ndate: 2007-01-09", seed(TORQUAY), tmp_path)
    page = site.page("/posts/real/")
    assert [words(h) for h in page.iter("h1")] == ["Preparing for Naace Conference 2007"]
    assert prose(site).startswith("Date posted: 9 January 2007 http://torquayconference07.naaceblogs.org/2006/12/29/")
    assert prose(site).endswith("there are no physical or temporal barriers to participation.")
    assert "a number of “sparks” before the session" in prose(site)
    assert "{#" not in words(page)
    assert words(next(page.iter("blockquote"))).startswith("Online social networking tools have the potential")


@needs_seeds
def test_an_old_address_with_the_heading_of_the_post_still_leads_there(tmp_path: Path) -> None:
    root = write_site(
        tmp_path / "site",
        {
            "posts/real.md": f"---\ntitle: Preparing for Naace Conference 2007\ndate: 2007-01-09\n---\n{seed(TORQUAY)}",
            "posts/2007-01-10-other.md": (
                "---\ntitle: Other\n---\n[Back](real.md#preparing-for-naace-conference-2007) to it.\n"
            ),
        },
    )
    site = built_in(root, NOW)
    ids = {element.get("id") for element in site.page("/posts/real/").iter()}
    assert "preparing-for-naace-conference-2007" in ids


@needs_seeds
def test_the_webinars_title_wants_quotes_and_the_hint_is_the_line_to_paste(tmp_path: Path) -> None:
    title = seed(WEBINAR).split("\n")[0]
    text = f"---\ntitle: {title}\ndate: 2020-02-20\n---\n{seed(WEBINAR)}"
    (problem,) = checked_in(write_site(tmp_path / "site", {"posts/real.md": text}), NOW).problems
    assert (problem.line, problem.column, problem.is_error) == (2, 8, True)
    assert f'title: "{title}"' in problem.hint


@needs_seeds
def test_the_webinars_monday_is_a_monday_in_2020_and_not_in_2021(tmp_path: Path) -> None:
    title = 'title: "Networking as professional learning: a good thing?"'
    right = post_of(f"{title}\ndate: 2020-02-20", seed(WEBINAR), tmp_path / "right")
    wrong = post_of(f"{title}\ndate: 2021-02-20", seed(WEBINAR), tmp_path / "wrong")
    assert right.built.problems == ()
    assert [(p.code, "2020" in p.hint) for p in wrong.built.problems] == [("weekday", True)]


@needs_seeds
def test_the_webinars_hashtag_and_handle_stay_words(tmp_path: Path) -> None:
    title = 'title: "Networking as professional learning: a good thing?"'
    site = post_of(f"{title}\ndate: 2020-02-20", seed(WEBINAR), tmp_path)
    assert "@IPDA_HongKong will be hosting a Twitter slowchat using the hashtag, #IPDAconversations." in prose(site)
    assert "(Fraser et al., 2007; Kennedy, 2005; Kennedy, 2014)" in prose(site)
    assert prose(site).count("•") == 8


@needs_seeds
def test_the_article_on_twitter_earns_nothing(tmp_path: Path) -> None:
    site = post_of("title: Is Twitter CPD?\ndate: 2018-05-01\nopinion: true", seed(TWITTER), tmp_path)
    assert site.built.problems == ()
    assert prose(site).endswith("to improve professional learning.")


def djangocon() -> dict[str, bytes]:
    """Return the site of a conference of 2018, written for another generator, as it is."""
    folder = CORPORA / "djangocon-us-2018"
    kinds = {"_posts": "posts", "_pages": "pages", "_organizers": "people", "_schedule": "sessions"}
    return {
        f"{kind}/{place.relative_to(folder / name).as_posix()}": place.read_bytes()
        for name, kind in kinds.items()
        for place in sorted((folder / name).rglob("*.md"))
    }


@needs("djangocon-us-2018")
def test_a_site_written_for_another_generator_is_read_and_told_of_in_words(tmp_path: Path) -> None:
    files = djangocon()
    problems = checked_in(write_site(tmp_path / "site", files), NOW).problems
    codes = Counter(problem.code for problem in problems if problem.code == "unknown-field")
    assert codes["unknown-field"] > len(files)
    assert {problem.is_error for problem in problems if problem.code == "unknown-field"} == {False}
    assert {problem.path.removeprefix("content/") for problem in problems} <= files.keys()
    assert len(problems) == len({(p.path, p.line, p.column, p.code, p.message) for p in problems})
    assert_places(problems, tmp_path / "site")


@needs("djangocon-us-2018")
def test_its_posts_are_published_once_their_links_are_whole(tmp_path: Path) -> None:
    there = rb"\1https://2018.djangocon.us/"
    files: dict[str, str | bytes] = {
        path: re.sub(rb"""(\]\(|(?:src|href)=["']|^image: )(?:\{\{[^}]*\}\}|/)/?""", there, data, flags=re.MULTILINE)
        for path, data in djangocon().items()
        if path.startswith("posts/")
    }
    site = built_in(write_site(tmp_path / "site", files), NOW)
    assert len(site.built.site.posts) == len(files)
    assert words(next(site.page("/posts/ready-set-here-we-go/").iter("h1"))) == "Ready, Set, Here We Go!"
    assert "https://2018.djangocon.us" in site.text("_headers")


def assert_places(problems: tuple[Problem, ...], root: Path) -> None:
    """Every problem stands at a line that its file has, and says what to do where it stops the site."""
    lines = {path: (root / path).read_bytes().count(b"\n") + 1 for path in {problem.path for problem in problems}}
    assert [p for p in problems if not 1 <= p.line <= lines[p.path] or p.column < 1 or not p.message] == []
    assert [p for p in problems if p.is_error and not p.hint] == []


def examples() -> list[str]:
    """Return the examples of the CommonMark specification."""
    text = (CORPORA / "commonmark/spec.txt").read_text(encoding="utf-8")
    found = re.findall(r"^`{32} example[^\n]*\n(.*?)^\.\n.*?^`{32}$", text, re.DOTALL | re.MULTILINE)
    return [example.replace("→", "\t") for example in found]


def naughty_strings() -> list[str]:
    found = json.loads((CORPORA / "naughty-strings/blns.json").read_text(encoding="utf-8"))
    return [str(one) for one in found]


def as_posts(texts: list[str], *, as_titles: bool) -> dict[str, str | bytes]:
    """Return a post for each text, which is its body and, in YAML's double quotes, its title."""
    return {
        f"posts/2007-01-09-n{number}.md": (
            f"---\ntitle: {json.dumps(text) if as_titles else number}\n---\n{text}\n".encode(errors="surrogatepass")
        )
        for number, text in enumerate(texts)
    }


def published(files: dict[str, str | bytes], tmp_path: Path) -> BuiltSite:
    """Check all of the files, and build a site of those that hold no error."""
    root = write_site(tmp_path / "all", files)
    problems = checked_in(root, NOW).problems
    assert_places(problems, root)
    unsound = {problem.path.removeprefix("content/") for problem in problems if problem.is_error}
    assert len(unsound) < len(files) / 2
    sound = {path: data for path, data in files.items() if path not in unsound}
    site = built_in(write_site(tmp_path / "sound", sound), NOW)
    assert len(site.built.site.posts) == len(sound)
    return site


def assert_harmless(site: BuiltSite) -> None:
    """No page holds what runs, and no feed what a reader would trip over."""
    for post in site.built.site.posts:
        assert (post.slug, what_could_run(parsed(site.files[f"{post.address[1:]}index.html"]))) == (post.slug, [])


@needs("commonmark")
def test_every_example_of_commonmark_is_rendered_or_told_of(tmp_path: Path) -> None:
    texts = examples()
    assert len(texts) > 600
    assert_harmless(published(as_posts(texts, as_titles=False), tmp_path))


@needs("naughty-strings")
def test_every_naughty_string_is_a_title_and_a_body_or_told_of(tmp_path: Path) -> None:
    texts = naughty_strings()
    assert len(texts) > 400
    site = published(as_posts(texts, as_titles=True), tmp_path)
    assert_harmless(site)
    for post in site.built.site.posts:
        heading = next(site.page(post.address).iter("h1"))
        number = int(post.slug.removeprefix("n"))
        assert words(heading) == " ".join(texts[number].split())


@needs("python-markdown")
def test_the_texts_of_markdowns_own_tests_are_rendered_or_told_of(tmp_path: Path) -> None:
    places = sorted((CORPORA / "python-markdown/tests").rglob("*.txt"))
    texts = [place.read_text(encoding="utf-8") for place in places]
    assert len(texts) > 100
    assert_harmless(published(as_posts(texts, as_titles=False), tmp_path))
