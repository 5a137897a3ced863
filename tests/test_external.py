"""Links to the outside: what servers do becomes an answer, politely asked for, bounded, remembered, and told."""

from __future__ import annotations

import json
import os
import shutil
import socket
import ssl
import subprocess
import threading
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.external import (
    Answer,
    Link,
    Manners,
    Outside,
    Verdict,
    check_outside,
    is_cut_off,
    links_of,
    marks_on_own,
)
from sitegen.external.memory import Memory
from sitegen.external.refusals import refusal
from sitegen.marks import manuscripts_of
from sitegen.model import Found, Source
from sitegen.settings import MenuEntry
from sitegen.urls import parse_base_url
from tests.outside_servers import (
    Handler,
    endless_headers,
    garbage,
    huge,
    in_turn,
    no_head,
    serving,
    slowly,
    stall,
    status,
    to,
)
from tests.sitemaking import make_linker, make_settings, make_site

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def manners(**changes: Any) -> Manners:  # noqa: ANN401  # any field of them
    """Return the manners of tests: this machine may be asked, and nobody waits long."""
    usual: dict[str, Any] = {"agent": "sitegen/test (+https://harbour.example.org/)", "asks_neighbours": True}
    usual |= {"pause": 0.0, "patience": 5.0, "seconds": 60.0, "longest_wait": 2.0}
    return Manners(**usual | changes)


def link(address: str, line: int = 1, fragment: str = "") -> Link:
    """Return a link in a post."""
    return Link(address, "content/posts/a.md", line, 3, fragment)


def look(*addresses: str, memory_at: Path | None = None, now: datetime = NOW, **changes: Any) -> Outside:  # noqa: ANN401  # as above
    """Look outside at some addresses."""
    return check_outside([link(address) for address in addresses], manners(**changes), now, memory_at)


def answer_of(address: str, **changes: Any) -> Answer:  # noqa: ANN401  # as above
    """Return what one address answers."""
    return look(address, **changes).answers[address]


def free_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.mark.parametrize(
    ("code", "verdict"),
    [
        (200, Verdict.GOOD),
        (204, Verdict.GOOD),
        (404, Verdict.GONE),
        (410, Verdict.GONE),
        (500, Verdict.TROUBLE),
        (502, Verdict.TROUBLE),
        (401, Verdict.UNCLEAR),
        (403, Verdict.UNCLEAR),
        (405, Verdict.UNCLEAR),
        (451, Verdict.UNCLEAR),
        (503, Verdict.UNCLEAR),
        (999, Verdict.UNCLEAR),
    ],
)
def test_a_status_becomes_a_verdict(code: int, verdict: Verdict) -> None:
    with serving({"/a": status(code)}) as server:
        answer = answer_of(f"{server.base}/a")
        assert (answer.verdict, answer.status) == (verdict, code)


def test_a_page_that_is_there_is_asked_for_its_head_alone() -> None:
    with serving({"/a": status(200)}) as server:
        look(f"{server.base}/a")
        assert server.asked == [("HEAD", "/a")]


def test_a_server_that_knows_no_head_is_asked_for_the_page() -> None:
    with serving({"/a": no_head}) as server:
        assert answer_of(f"{server.base}/a").verdict is Verdict.GOOD
        assert server.asked == [("HEAD", "/a"), ("GET", "/a")]


def test_who_asks_says_who_they_are() -> None:
    with serving({"/a": status(200)}) as server:
        look(f"{server.base}/a")
        assert server.agents == {"sitegen/test (+https://harbour.example.org/)"}


def test_of_a_page_without_end_only_the_beginning_is_read() -> None:
    with serving({"/a": huge}) as server:
        assert answer_of(f"{server.base}/a").verdict is Verdict.GOOD


def test_what_moved_for_good_has_its_new_address() -> None:
    with serving({"/old": to("/new", 301), "/new": to("/newest", 308), "/newest": status(200)}) as server:
        answer = answer_of(f"{server.base}/old")
        assert (answer.verdict, answer.location) == (Verdict.MOVED, f"{server.base}/newest")


def test_where_something_is_for_the_moment_is_nothing_to_write_down() -> None:
    with serving({"/old": to("/new", 302), "/new": status(200)}) as server:
        answer = answer_of(f"{server.base}/old")
        assert (answer.verdict, answer.location) == (Verdict.GOOD, f"{server.base}/new")


def test_the_new_address_goes_as_far_as_the_moves_are_for_good() -> None:
    ways = {"/old": to("/new", 301), "/new": to("/today", 302), "/today": status(200)}
    with serving(ways) as server:
        answer = answer_of(f"{server.base}/old")
        assert (answer.verdict, answer.location) == (Verdict.MOVED, f"{server.base}/new")


def test_a_page_that_leads_to_the_front_page_has_gone() -> None:
    with serving({"/2007/a": to("/", 301), "/": status(200)}) as server:
        assert answer_of(f"{server.base}/2007/a").verdict is Verdict.GONE


def test_a_move_to_what_is_gone_is_gone() -> None:
    with serving({"/old": to("/new", 301)}) as server:
        assert answer_of(f"{server.base}/old").verdict is Verdict.GONE


@pytest.mark.parametrize(("code", "verdict"), [(301, Verdict.TROUBLE), (302, Verdict.UNCLEAR)])
def test_a_circle_ends(code: int, verdict: Verdict) -> None:
    with serving({"/a": to("/b", code), "/b": to("/a", code)}) as server:
        assert answer_of(f"{server.base}/a") == Answer(verdict, "leads in a circle", f"{server.base}/a", code)


def test_redirections_are_followed_up_to_a_bound() -> None:
    ways = {f"/{number}": to(f"/{number + 1}", 302) for number in range(30)}
    with serving(ways) as server:
        assert answer_of(f"{server.base}/0", hops=4).words == "leads on more than 4 times"
        assert len(server.asked) == 5


def test_a_redirection_to_another_scheme_is_not_followed() -> None:
    with serving({"/a": to("file:///etc/passwd", 301)}) as server:
        assert answer_of(f"{server.base}/a").verdict is Verdict.UNCLEAR


def test_a_server_that_stalls_is_given_up() -> None:
    with serving({"/a": stall}) as server:
        answer = answer_of(f"{server.base}/a", patience=0.2)
        assert answer == Answer(Verdict.SILENT, "does not answer: nothing came within 0.2 seconds")


def test_a_server_that_stalls_at_head_is_asked_for_the_page() -> None:
    def stalls_at_head(handler: Handler) -> None:
        if handler.command == "HEAD":
            stall(handler)
        else:
            handler.reply(200)

    with serving({"/a": stalls_at_head}) as server:
        assert answer_of(f"{server.base}/a", patience=0.5).verdict is Verdict.GOOD


@pytest.mark.parametrize("way", [garbage, endless_headers])
def test_what_is_no_http_is_told_as_that(way: Any) -> None:  # noqa: ANN401  # a way to answer
    with serving({"/a": way}) as server:
        assert answer_of(f"{server.base}/a") == Answer(Verdict.TROUBLE, "answers with what is no page of the web")


def test_a_closed_door_is_silence() -> None:
    answer = answer_of(f"http://127.0.0.1:{free_port()}/a")
    assert answer == Answer(Verdict.SILENT, "does not answer: there is no connection")


def test_a_host_that_is_not_found_is_silence() -> None:
    assert answer_of("http://nobody.sitegen-nowhere/a").verdict is Verdict.SILENT


def test_a_server_without_tls_cannot_be_spoken_to_safely() -> None:
    with serving({"/a": status(200)}) as server:
        answer = answer_of(f"https://127.0.0.1:{server.server_port}/a")
        assert answer == Answer(Verdict.TROUBLE, "cannot be spoken to safely (TLS)")


def certified(folder: Path, *commands: str) -> ssl.SSLContext:
    """Return what speaks TLS with the certificate `certificate` and its key, which openssl makes in a folder."""
    for command in commands:
        subprocess.run(command.split(), check=True, capture_output=True, cwd=folder)  # noqa: S603  # fixed commands
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "certificate", folder / "key")
    return context


NEEDS_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="makes its certificates with openssl")
CERTIFICATE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj"


@NEEDS_OPENSSL
def test_a_certificate_that_browsers_refuse_is_trouble(tmp_path: Path) -> None:
    context = certified(tmp_path, f"{CERTIFICATE} /CN=127.0.0.1 -keyout key -out certificate")
    with serving({"/a": status(200)}, context) as server:
        answer = answer_of(f"https://127.0.0.1:{server.server_port}/a")
        assert answer == Answer(Verdict.TROUBLE, "has a certificate that it made itself")
        assert server.asked == []


@NEEDS_OPENSSL
def test_a_certificate_of_somebody_unknown_is_nothing_that_can_be_told(tmp_path: Path) -> None:
    # The names of who vouches and of whom differ, and the voucher's own certificate is not sent along.
    own = f"{CERTIFICATE} /CN=voucher -keyout voucher.key -out voucher"
    request = "openssl req -new -newkey rsa:2048 -nodes -subj /CN=127.0.0.1 -keyout key -out request"
    signed = "openssl x509 -req -in request -CA voucher -CAkey voucher.key -set_serial 2 -days 2 -out certificate"
    with serving({"/a": status(200)}, certified(tmp_path, own, request, signed)) as server:
        assert answer_of(f"https://127.0.0.1:{server.server_port}/a").verdict is Verdict.UNCLEAR
        assert server.asked == []


def test_a_busy_server_is_asked_again_when_it_says() -> None:
    with serving({"/a": in_turn(status(429, Retry_After="0"), status(200))}) as server:
        assert answer_of(f"{server.base}/a").verdict is Verdict.GOOD
        assert server.asked == [("HEAD", "/a"), ("HEAD", "/a")]


def test_a_server_that_wants_an_hour_is_left_alone() -> None:
    with serving({f"/{name}": status(429, Retry_After="3600") for name in "abc"}) as server:
        found = look(*(f"{server.base}/{name}" for name in "abc"))
        assert {answer.verdict for answer in found.answers.values()} == {Verdict.UNCLEAR}
        assert server.asked == [("HEAD", "/a")]


def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_between() -> None:
    pages = {f"/{number}": slowly for number in range(6)}
    with serving(pages) as one:
        # Others lead there at the same time, and have to wait for their turn.
        to_one = {f"/to/{number}": to(f"{one.base}/{number}") for number in range(6)}
        with serving(to_one) as two, serving(to_one) as three:
            found = look(*(f"{server.base}{path}" for server in (one, two, three) for path in server.ways), pause=0.02)
        assert dict(found.counts) == {"good": 18}
        assert (len(one.asked), one.most_at_once) == (18, 1)
        moments = sorted(one.times)
        assert min(following[0] - before[1] for before, following in pairwise(moments)) >= 0.015


def test_hosts_are_asked_side_by_side() -> None:
    with serving({"/a": stall}) as slow, serving({"/a": status(200)}) as quick:
        found = look(f"{slow.base}/a", f"{quick.base}/a", seconds=1.0, patience=20.0)
        assert dict(found.counts) == {"good": 1}
        assert found.left == (f"{slow.base}/a",)


def test_only_so_many_links_are_asked_and_the_next_look_goes_on(tmp_path: Path) -> None:
    with serving({f"/{number}": status(200) for number in range(5)}) as server:
        urls = [f"{server.base}/{number}" for number in range(5)]
        first = look(*urls, links=3, memory_at=tmp_path / "outside.json")
        assert (first.asked, first.left) == (3, tuple(urls[3:]))
        second = look(*urls, links=3, memory_at=tmp_path / "outside.json")
        assert (second.asked, second.remembered, second.left) == (2, 3, ())
        assert [path for _, path in server.asked] == ["/0", "/1", "/2", "/3", "/4"]


def test_only_so_many_links_of_a_host_are_asked() -> None:
    with serving({f"/{number}": status(200) for number in range(5)}) as server:
        found = look(*(f"{server.base}/{number}" for number in range(5)), links_of_host=2)
        assert (found.asked, len(found.left)) == (2, 3)


def test_a_second_look_asks_nothing(tmp_path: Path) -> None:
    with serving({"/a": status(200), "/old": to("/a", 301)}) as server:
        urls = (f"{server.base}/a", f"{server.base}/old", f"{server.base}/gone")
        first = look(*urls, memory_at=tmp_path / "outside.json")
        asked = len(server.asked)
        second = look(*urls, memory_at=tmp_path / "outside.json", now=NOW + timedelta(hours=1))
        assert (len(server.asked), second.asked, second.remembered) == (asked, 0, 3)
        assert second.problems == first.problems != ()


def test_bad_news_is_soon_asked_after_again(tmp_path: Path) -> None:
    with serving({"/a": status(200)}) as server:
        urls = (f"{server.base}/a", f"{server.base}/gone")
        look(*urls, memory_at=tmp_path / "outside.json")
        later = look(*urls, memory_at=tmp_path / "outside.json", now=NOW + timedelta(days=2))
        assert (later.asked, later.remembered) == (1, 1)
        assert server.asked[-1] == ("GET", "/gone")


@pytest.mark.parametrize(
    "damaged",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"version": 1, "answers": []}',
        b'{"version": 2, "answers": {"http://a.org/": [1, "good", "", "", 200]}}',
        b'{"version": 1, "answers": {"http://a.org/": [1, "splendid", "", "", 200]}}',
        b'{"version": 1, "answers": {"http://a.org/": [99999999999, "good", "", "", 200]}}',
        b'{"version": 1, "answers": {"http://a.org/": ["x"]}}',
        b'{"version": 1, "answers": {"http://a.org/": [-%b, "good", "", "", 200]}}' % (b"9" * 400),
        b"[" * 100_000,
    ],
)
def test_a_damaged_memory_only_means_asking_again(tmp_path: Path, damaged: bytes) -> None:
    place = tmp_path / "outside.json"
    place.write_bytes(damaged)
    memory = Memory(place, NOW)
    assert memory.answer("http://a.org/") is None
    memory.keep({"http://a.org/": Answer(Verdict.GOOD)}, among=["http://a.org/"])
    assert Memory(place, NOW).answer("http://a.org/") == Answer(Verdict.GOOD)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_memory_that_is_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "outside.json")
    found: list[Memory] = []
    reader = threading.Thread(target=lambda: found.append(Memory(tmp_path / "outside.json", NOW)), daemon=True)
    reader.start()
    reader.join(20)
    assert [memory.answer("http://a.org/") for memory in found] == [None]


def test_what_the_site_no_longer_links_to_is_forgotten(tmp_path: Path) -> None:
    place = tmp_path / "outside.json"
    Memory(place, NOW).keep({"http://a.org/": Answer(Verdict.GOOD)}, among=["http://a.org/"])
    Memory(place, NOW).keep({"http://b.org/": Answer(Verdict.GOOD)}, among=["http://b.org/"])
    assert list(json.loads(place.read_text("utf-8"))["answers"]) == ["http://b.org/"]


def test_a_machine_without_a_network_is_one_fact_and_not_many_broken_links(tmp_path: Path) -> None:
    urls = [f"http://127.0.0.1:{free_port()}/{number}" for number in range(4)]
    found = look(*urls, memory_at=tmp_path / "outside.json")
    assert (found.is_reachable, found.problems) == (False, ())
    assert not (tmp_path / "outside.json").exists()


def test_a_name_that_leads_nearby_is_no_sign_of_a_network() -> None:
    silent = {f"http://{name}.sitegen.dev/": Answer(Verdict.SILENT) for name in "abc"}
    nearby = {"http://127.1/": Answer(Verdict.UNCLEAR, "is on this machine or in its own network")}
    refused = {"http://d.sitegen.dev/": Answer(Verdict.UNCLEAR, "has a certificate that nobody knows")}
    assert [is_cut_off(heard) for heard in (silent, silent | nearby, silent | refused)] == [True, True, False]


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://printer.local/",
        "http://127.0.0.1/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/",
        "http://intranet/",
        "http://example.org/",
        "https://torquay07.example.org/a",
        "https://harbour.test/",
        "https://own.org/a",
        "https://somebody:secret@host.org/",
        "https://host.org:99999/",
        "https://[",
    ],
)
def test_some_addresses_are_never_asked(address: str) -> None:
    assert refusal(address, Manners(agent="x", own_host="own.org"))
    found = look(address, asks_neighbours=False, own_host="own.org").unasked
    assert found == (address.replace("somebody:secret@", "…@"),)


def test_a_name_that_leads_to_this_machine_is_not_asked() -> None:
    # An old way to write 127.0.0.1, which stands for any name that leads there.
    with serving({"/a": status(200)}) as server:
        address = f"http://127.1:{server.server_port}/a"
        assert refusal(address, Manners(agent="x")) == ""
        found = look(address, asks_neighbours=False)
        assert [answer.verdict for answer in found.answers.values()] == [Verdict.UNCLEAR]
        assert server.asked == []


def test_a_name_that_leads_to_this_machine_only_when_it_is_asked_is_told_nothing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[str] = []

    def getaddrinfo(host: str, port: int, *_: object, **__: object) -> list[tuple[object, ...]]:
        found.append(host)
        number = "93.184.215.14" if len(found) % 2 else "127.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (number, port))]

    with serving({"/a": status(200)}) as server:
        monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
        address = f"http://turning.sitegen.dev:{server.server_port}/a"
        answer = answer_of(address, asks_neighbours=False)
        assert (answer.verdict, server.asked) == (Verdict.UNCLEAR, [])
        assert len(found) == 2


@pytest.mark.parametrize("target", ["http://[", "http://[::1::2]/a", "//a\u2100b/"])
def test_a_redirection_to_what_is_no_address_is_an_answer(target: str) -> None:
    with serving({"/a": to(target.encode().decode("latin-1")), "/b": status(200)}) as server:
        found = look(f"{server.base}/a", f"{server.base}/b")
        assert [answer.verdict for answer in found.answers.values()] == [Verdict.TROUBLE, Verdict.GOOD]


def test_a_password_in_a_redirection_is_told_to_nobody() -> None:
    with serving({"/a": to("https://somebody:secret@host.sitegen.dev/a")}) as server:
        answer = answer_of(f"{server.base}/a")
        assert answer.words == "leads to https://…@host.sitegen.dev/a, which is no address that can be asked"
        assert answer.location == "https://…@host.sitegen.dev/a"


def test_what_is_cited_and_is_no_address_is_never_asked() -> None:
    cited = "---\ntitle: A\nreferences:\n  - id: bo\n    title: On\n    url: https://[bad#x\n---\nWords [@bo].\n"
    files = {"posts/2007-01-05-a.md": cited}
    site = make_site(files, settings=make_settings(menu=(MenuEntry("Out", "https://[worse#y"),)))
    sources = tuple(Source(f"content/{path}", text.encode()) for path, text in files.items())
    found = links_of(site, manuscripts_of(site, Found(sources, (), None, None, None, ())))
    assert {(one.address, one.fragment) for one in found} >= {("https://[worse", "#y")}
    assert check_outside(found, manners(), NOW).asked == 0


def test_every_place_of_a_broken_link_is_told_with_what_to_do() -> None:
    with serving({"/old": to("/new", 301), "/new": status(200), "/bad": status(500)}) as server:
        base = server.base
        links = [
            link(f"{base}/old", 4, "#there"),
            link(f"{base}/gone", 5),
            link(f"{base}/gone", 9),
            link(f"{base}/bad", 12),
        ]
        found = check_outside(links, manners(), NOW)
        told = [(p.line, p.column, p.code, p.is_error) for p in found.problems]
        assert told == [
            (4, 3, "outside-moved", False),
            (5, 3, "outside-gone", False),
            (9, 3, "outside-gone", False),
            (12, 3, "outside-trouble", False),
        ]
        assert found.problems[0].hint == f"write {base}/new#there"


def test_links_are_found_where_they_were_written() -> None:
    files = {
        "posts/2007-01-05-a.md": (
            "---\ntitle: A\nin_reply_to: https://one.org/\ncanonical: https://two.org/a\n---\n"
            "A [link](https://three.org/a#b), one <https://four.org/> and\n[another][x].\n\n"
            "`https://never.org/` and [mail](mailto:a@b.org), ![p](https://five.org/p.png)\n\n[x]: https://six.org/\n"
        ),
        "people/jo.md": '---\nname: Jo\nlisted: true\nlinks:\n  Blog: https://seven.org/\n  Chat: "@jo"\n---\nHi.\n',
        "posts/2007-01-06-draft.md": "---\ntitle: D\ndraft: true\n---\n[a](https://never.org/)\n",
        "posts/2007-03-06-later.md": "---\ntitle: D\n---\n[a](https://eight.org/)\n",
        "sessions/s.md": (
            "---\ntitle: S\naccess: members\njoin: https://never.org/\nslides: https://never.org/s\n"
            "register: https://nine.org/\nstart: 2007-02-21 10:00\n---\nIn.\n\n<!-- members -->\n[a](https://never.org/m)\n"
        ),
    }
    site = make_site(files, settings=make_settings())
    sources = tuple(Source(f"content/{path}", text.encode()) for path, text in files.items())
    found = links_of(site, manuscripts_of(site, Found(sources, (), None, None, None, ())))
    assert [(one.address + one.fragment, one.path.rpartition("/")[2], one.line, one.column) for one in found] == [
        ("https://seven.org/", "jo.md", 5, 9),
        ("https://one.org/", "2007-01-05-a.md", 3, 14),
        ("https://two.org/a", "2007-01-05-a.md", 4, 12),
        ("https://three.org/a#b", "2007-01-05-a.md", 6, 3),
        ("https://four.org/", "2007-01-05-a.md", 6, 38),
        ("https://six.org/", "2007-01-05-a.md", 7, 1),
        ("https://five.org/p.png", "2007-01-05-a.md", 9, 50),
        ("https://eight.org/", "2007-03-06-later.md", 4, 1),
        ("https://nine.org/", "s.md", 6, 11),
    ]


def test_a_link_to_the_site_itself_has_the_address_to_write() -> None:
    own = "https://torquay07.example.org/2007"
    files = {
        "posts/2007-01-05-a.md": (
            f"---\ntitle: A\n---\n[one]({own}/pages/../about/), [two]({own}/about/#top), [three]({own}/nowhere/),\n"
            "[four](https://torquay07.example.org/other/) and [five](https://elsewhere.example.org/2007/about/).\n"
        ),
        "pages/about.md": "---\ntitle: About\n---\nWords.\n",
    }
    site = make_site(files, settings=make_settings(base_url=parse_base_url(own)))
    sources = tuple(Source(f"content/{path}", text.encode()) for path, text in files.items())
    found = links_of(site, manuscripts_of(site, Found(sources, (), None, None, None, ())))
    told = [(mark.line, mark.column, mark.message, mark.hint) for mark in marks_on_own(found, make_linker(site))]
    whole = "this leads to this site itself by its whole address, so it leaves a preview"
    to_a_file = "link to the file in content/, and the build sees to it that the link works"
    assert told == [
        (4, 1, "this leads to this site itself, which has no address /pages/../about/", to_a_file),
        (4, 60, whole, "write /about/#top"),
        (4, 114, "this leads to this site itself, which has no address /nowhere/", to_a_file),
    ]
