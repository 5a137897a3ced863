"""The works that a conversation draws on: printed as their authors print them, from both lists, and both mismatches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from sitegen.problems import SiteError
from tests.building import NOWS, BuiltSite, built_in, told, words, write_site
from tests.conftest import PROJECT

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

NOW = NOWS["minimal"]
SEEDS = PROJECT.parent / "shared" / "seeds"
BIB = """@article{kennedy2014policy,
  author = {Kennedy, A.}, title = {Understanding policy}, journal = {Professional Development}, year = {2014}
}
@article{never, author = {Nobody, N.}, title = {Never cited}, journal = {Nowhere}, year = {1999}}
"""
POST = "---\ntitle: P\ndate: 2007-01-01\n{lines}---\n{text}\n"
PRINTED = "Kennedy, A. (2014). An analysis of practice. Professional Development in Education, 40(5), 688-697."


def listed(page: Element) -> list[str]:
    """Return the works in a page's list of references, as they are read."""
    return [words(item) for item in page.iter("li") if item.get("id", "").startswith("ref-")]


def cited(page: Element) -> list[tuple[str, str]]:
    """Return a page's citations: words, and where each leads."""
    return [(words(link), link.get("href", "")) for link in page.iter("a") if link.get("class") == "citation"]


def test_the_seminars_references_come_out_as_they_were_printed(tmp_path: Path) -> None:
    seed = next(SEEDS.glob("001_*.txt"), None)
    if seed is None:
        pytest.skip("the text of the seminar is not beside the checkout")
    _, _, below = seed.read_text(encoding="utf-8").partition("References:")
    lines = [line.strip().removeprefix("•").strip() for line in below.splitlines() if line.strip().startswith("•")][:3]
    keys = ["fraser2007", "kennedy2005", "kennedy2014"]
    front = "references:\n" + "".join(f'  {key}: "{line}"\n' for key, line in zip(keys, lines, strict=True))
    text = "We draw on some frameworks [@fraser2007; @kennedy2005; @kennedy2014]."
    site = built_in(write_site(tmp_path / "site", {"posts/p.md": POST.format(lines=front, text=text)}), NOW)
    page = site.page("/posts/p/")
    assert site.built.problems == ()
    assert listed(page) == lines
    assert cited(page) == [
        ("Fraser et al., 2007", "#ref-fraser2007"),
        ("Kennedy, 2005", "#ref-kennedy2005"),
        ("Kennedy, 2014", "#ref-kennedy2014"),
    ]
    assert "(Fraser et al., 2007; Kennedy, 2005; Kennedy, 2014)" in words(page)


@pytest.fixture
def both(tmp_path: Path) -> BuiltSite:
    """Return a site that cites a printed line of its own and a work of `references.bib`."""
    lines = f'references:\n  kennedy2014practice: "{PRINTED}"\n'
    text = POST.format(lines=lines, text="As [@kennedy2014practice] and [@kennedy2014policy, p. 4] say.")
    return built_in(write_site(tmp_path / "site", {"posts/p.md": text, "references.bib": BIB}), NOW)


def test_works_of_one_author_and_year_get_letters_from_both_lists_together(both: BuiltSite) -> None:
    page = both.page("/posts/p/")
    assert both.built.problems == ()
    assert cited(page) == [
        ("Kennedy, 2014a", "#ref-kennedy2014practice"),
        ("Kennedy, 2014b, p. 4", "#ref-kennedy2014policy"),
    ]
    assert listed(page) == [
        PRINTED.replace("(2014)", "(2014a)"),
        "Kennedy, A. (2014b). Understanding policy. Professional Development.",
    ]


def test_a_feed_has_the_same_list(both: BuiltSite) -> None:
    feed = both.text("feed.atom")
    letters = re.findall(r"Kennedy, A\. \((2014[ab]?)\)", feed)
    assert sorted(set(letters)) == ["2014a", "2014b"]
    assert "Never cited" not in feed


@pytest.mark.parametrize("kind", ["posts", "sessions", "sparks", "pages"])
def test_what_is_cited_and_in_no_list_is_an_error(kind: str, tmp_path: Path) -> None:
    date = {"posts": "date: 2007-01-01\n", "sparks": "opens: 2007-01-01\n"}.get(kind, "")
    text = f"---\ntitle: P\n{date}---\nAs [@kennedy2041policy] says.\n"
    root = write_site(tmp_path / "site", {f"{kind}/p.md": text, "references.bib": BIB})
    with pytest.raises(SiteError) as caught:
        built_in(root, NOW)
    line = text.splitlines().index("As [@kennedy2041policy] says.") + 1
    assert told(caught.value.problems) == ((f"content/{kind}/p.md", line, "unknown-citation"),)


def test_what_is_listed_and_never_cited_is_a_warning_and_a_shared_work_is_none(tmp_path: Path) -> None:
    text = POST.format(lines=f'references:\n  one: "{PRINTED}"\n', text="Nothing is cited.")
    site = built_in(write_site(tmp_path / "site", {"posts/p.md": text, "references.bib": BIB}), NOW)
    assert told(site.built.problems) == (("content/posts/p.md", 5, "not-cited"),)


def test_both_mismatches_are_told_in_one_run(tmp_path: Path) -> None:
    text = POST.format(lines=f'references:\n  one: "{PRINTED}"\n', text="As [@two] says.")
    with pytest.raises(SiteError) as caught:
        built_in(write_site(tmp_path / "site", {"posts/p.md": text}), NOW)
    assert sorted(code for _, _, code in told(caught.value.problems)) == ["not-cited", "unknown-citation"]
