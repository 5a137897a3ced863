"""What is wrong with links, pictures and files, each told once at its place."""

from __future__ import annotations

import pytest

from sitegen.link_checks import file_fields, used_attachments
from sitegen.settings import MenuEntry
from tests.sitemaking import link_problems, make_linker, make_settings, make_site, told

OTHERS = {
    "posts/2008-01-01-later.md": "---\ntitle: L\n---\n",
    "posts/2007-01-02-draft.md": "---\ntitle: D\ndraft: true\n---\n",
    "posts/2006-01-02-old.md": "---\ntitle: O\nexpires: 2006-02-01\n---\n",
    "people/jo.md": "---\nname: Jo\n---\n",
}


def problems(body: str, lines: str = "", path: str = "pages/x.md", attachments: tuple[str, ...] = ()) -> list[str]:
    """Return what is wrong with the links of a document, which stands beside others."""
    site = make_site(OTHERS | {path: f"---\ntitle: X\n{lines}---\n{body}\n"}, attachments=attachments)
    return [line.removeprefix(f"content/{path}:") for line in told(link_problems(site))]


def test_a_broken_link_is_told_at_its_place_in_the_file() -> None:
    assert problems("One.\n\nSee [a](a.md) and ![b](b.png).", "summary: s\n") == [
        "7:5 error broken-link",
        "7:19 error missing-image",
    ]


def test_a_lone_link_is_told_once() -> None:
    assert problems("[a](a.md)") == ["4:1 error broken-link"]


def test_a_broken_link_in_what_was_heard_is_told_at_its_place() -> None:
    assert problems("Why?\n\n## What we heard\n\n[a](a.md)", path="sparks/x.md") == ["8:1 error broken-link"]
    assert problems("Why?\n\nSo.", 'heard: "see [a](a.md)"\n', path="sparks/x.md") == ["3:8 error broken-link"]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("../posts/2008-01-01-later.md", []),
        ("/posts/later/", []),
        ("../posts/2007-01-02-draft.md", ["4:4 warning hidden-target"]),
        ("../posts/2006-01-02-old.md", ["4:4 warning hidden-target"]),
        ("../people/jo.md", ["4:4 warning hidden-target"]),
    ],
)
def test_a_link_to_what_does_not_show_is_a_warning_unless_it_is_scheduled(target: str, expected: list[str]) -> None:
    assert problems(f"So [a]({target}).") == expected


def test_a_draft_may_link_to_a_draft() -> None:
    assert problems("So [a](../posts/2007-01-02-draft.md).", "draft: true\n") == []


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        ("pages/x.md", 'image: no.png\nimage_alt: ""\n', "3:8 error missing-image"),
        ("people/x.md", 'listed: true\nphoto: no.png\nphoto_alt: ""\n', "4:8 error missing-image"),
        ("posts/2007-01-01-x.md", "audio: no.mp3\n", "3:8 error missing-file"),
        ("sessions/x.md", "slides: no.pdf\n", "3:9 error missing-file"),
        ("sessions/x.md", "recording: /no.mp4\n", "3:12 error missing-file"),
        ("sessions/x.md", "resources:\n  Handout: no.pdf\n", "4:12 error missing-file"),
        ("sessions/x.md", "access: members\nslides: no.pdf\n", "4:9 error missing-file"),
    ],
)
def test_a_field_that_names_a_missing_file_is_an_error_at_its_place(path: str, lines: str, expected: str) -> None:
    assert problems("", lines, path) == [expected]


def test_a_picture_without_its_text_is_a_warning_and_an_empty_text_is_a_decision() -> None:
    assert problems("", "image: a.png\n", attachments=("pages/a.png",)) == ["3:8 warning no-alt"]
    assert problems("", 'image: a.png\nimage_alt: ""\n', attachments=("pages/a.png",)) == []
    lines = "listed: true\nphoto: a.png\n"
    assert problems("", lines, "people/x.md", ("people/a.png",)) == ["4:8 warning no-alt"]


def test_a_drawing_that_can_run_is_no_picture_for_a_field() -> None:
    found = problems("", 'image: a.svg\nimage_alt: ""\n', attachments=("pages/a.svg",))
    assert found == ["3:8 warning picture-type"]


def test_a_picture_from_elsewhere_is_a_warning() -> None:
    assert problems("", 'image: https://a.org/a.png\nimage_alt: ""\n') == ["3:8 warning picture-elsewhere"]


def test_a_menu_entry_that_leads_nowhere_is_an_error() -> None:
    menu = (
        MenuEntry("Schedule", "/schedule/#x"),
        MenuEntry("Away", "https://a.org"),
        MenuEntry("Lost", "/lost/"),
        MenuEntry("Slip", "/schedule"),
    )
    site = make_site({}, settings=make_settings(menu=menu))
    assert [(p.path, p.code, "/lost/" in p.message or "/schedule" in p.message) for p in link_problems(site)] == [
        ("content/site.toml", "broken-link", True),
        ("content/site.toml", "broken-link", True),
    ]
    assert link_problems(site)[1].hint == "write /schedule/"


def test_only_files_that_something_that_shows_names_are_published() -> None:
    names = ("photo.png", "body.png", "link.pdf", "small.png", "large.png", "heard.png", "draft.png", "unused.png")
    files = {
        "sparks/a.md": "---\ntitle: A\nopens: 2007-01-01\ncloses: 2007-01-02\nimage: photo.png\n---\n"
        '![b](body.png) [l](link.pdf) <img srcset="small.png 1x, large.png 2x" src="small.png" alt="">\n\n'
        "## What we heard\n\n![h](heard.png)\n",
        "sparks/b.md": "---\ntitle: B\ndraft: true\n---\n![d](draft.png)\n",
    }
    site = make_site(files, attachments=[f"sparks/{name}" for name in names])
    assert used_attachments(site, make_linker(site)) == tuple(
        f"content/sparks/{name}" for name in sorted(set(names) - {"draft.png", "unused.png"})
    )


def test_a_members_sessions_slides_and_recording_are_no_files_of_the_site() -> None:
    lines = "slides: s.pdf\nrecording: r.mp4\nresources:\n  H: h.pdf\n"
    names = ["sessions/s.pdf", "sessions/r.mp4", "sessions/h.pdf"]
    open_to_all = make_site({"sessions/x.md": f"---\ntitle: X\n{lines}---\n"}, attachments=names)
    for_members = make_site({"sessions/x.md": f"---\ntitle: X\naccess: members\n{lines}---\n"}, attachments=names)
    assert used_attachments(open_to_all, make_linker(open_to_all)) == tuple(sorted(f"content/{name}" for name in names))
    assert used_attachments(for_members, make_linker(for_members)) == ("content/sessions/h.pdf",)
    assert [field for field, _, _ in file_fields(for_members.sessions[0])] == ["resources.H"]
    assert [field for field, _, _ in file_fields(for_members.sessions[0], even_members=True)] == [
        "slides",
        "recording",
        "resources.H",
    ]
