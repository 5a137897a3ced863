"""The preview to those who ask it, well or ill: what it serves, whom, and how it begins and ends."""

from __future__ import annotations

import ipaddress
import signal
import socket
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Final

import pytest

from sitegen.serve.sockets import reached_at
from tests.building import write_site
from tests.builds import SMALL
from tests.disk import tree
from tests.serving import EVENTS, PATIENCE, Served, read_answer, serving, starting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET: Final = b"nobody may read this"
SOUND: Final = bytes(range(256)) * 40
FILES: Final[dict[str, str | bytes]] = {
    **{path: data for path, data in SMALL.items() if path != "site.toml"},
    "posts/2007-01-11-heard/index.md": "---\ntitle: Heard\n---\nListen to [the tide](tide.mp3).\n",
    "posts/2007-01-11-heard/tide.mp3": SOUND,
    "static/large.bin": bytes(4_000_000),
    "static/.well-known/security.txt": "Contact: mailto:jo@harbour.example.org\n",
}
GETS_NOTHING: Final = frozenset({400, 404})
HOSTILE: Final = (
    "/../../secret.txt",
    "/..",
    "/../",
    "/posts/../../secret.txt",
    "/%2e%2e/secret.txt",
    "/%2e%2e%2fsecret.txt",
    "/..%2fsecret.txt",
    "/..%2F..%2Fsecret.txt",
    "/%252e%252e%252fsecret.txt",
    "/%252e%252e/secret.txt",
    "/..\\secret.txt",
    "/..%5csecret.txt",
    "/%5c..%5csecret.txt",
    "/%c0%ae%c0%ae/secret.txt",
    "/../site-too/secret.txt",
    "/..%2fsite-too%2fsecret.txt",
    "/secret.txt%00.html",
    "/%00",
    "/index.html%00",
    "/%ff%fe",
    "/%ed%a0%80",
    "/%",
    "/%zz",
    "//evil.example/..",
    "//evil.example/%2e%2e",
    "//posts",
    "///posts/",
    "/./index.html",
    "/posts//index.html",
    "/INDEX.HTML",
    "/index.html/",
    "/_headers",
    "/%5fheaders",
    "/_redirects",
    "/.sitegen-manifest",
    "/.gitignore",
    "/../.sitegen/memo.sqlite",
    "/.well-known/",
    "/-sitegen-/",
    "/-sitegen-/../index.html",
    "/-sitegen-/app.py",
    "/-sitegen-/..%2fapp.py",
    "/C:/secret.txt",
    "/link-in.txt",
    "/link-out.txt",
    "/linked/secret.txt",
    "/1:x",
    "*",
    "/" + "a" * 7_000,
    "/" + "a" * 20_000,
    "/" + "%2e%2e/" * 1_000,
)
BYTES_NO_TEXT_HAS: Final = (b"/\xff\xfe", b"/\xc3\xa9", b"/a\x00b", b"/\x7f", b"/a b", b"/a\tb", b"\xff")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a running preview, with something to be had outside its site and links that lead there."""
    place = tmp_path_factory.mktemp("serve")
    root = write_site(place / "harbour", FILES)
    with serving(root, place / "cache") as running:
        home = running.folder.parent
        (home / "site-too").mkdir()
        for name in ("secret.txt", "site-too/secret.txt"):
            (home / name).write_bytes(SECRET)
        (running.folder / "link-out.txt").symlink_to(home / "secret.txt")
        (running.folder / "link-in.txt").symlink_to(running.folder / "robots-are-welcome.txt")
        (running.folder / "linked").symlink_to(home / "site-too")
        (running.folder / ".dot.txt").write_bytes(SECRET)
        yield running


def test_pages_files_and_folders_are_served(served: Served) -> None:
    found = {
        address: (answer.status, answer.all("content-type"), answer.all("location"))
        for address in ("/", "/posts/long-ago/", "/posts", "/robots-are-welcome.txt", "/feed.json", "/nothing/", "/no")
        for answer in (served.ask(address),)
    }
    html = ["text/html; charset=utf-8"]
    assert found == {
        "/": (200, html, []),
        "/posts/long-ago/": (200, html, []),
        "/posts": (307, [], ["/posts/"]),
        "/robots-are-welcome.txt": (200, ["text/plain; charset=utf-8"], []),
        "/feed.json": (200, ["application/json; charset=utf-8"], []),
        "/nothing/": (404, html, []),
        "/no": (404, html, []),
    }


def test_what_is_missing_gets_the_sites_own_page(served: Served) -> None:
    answer = served.ask("/nothing/<script>alert(1)</script>/%3Cscript%3E")
    own = (served.folder / "404.html").read_text("utf-8")
    assert (answer.status, "alert(1)" in answer.text, "%3Cscript%3E" in answer.text) == (404, False, False)
    head, script, tail = answer.text.partition('<script src="/-sitegen-/preview.js')
    assert (bool(script), head + tail.partition("</script>")[2]) == (True, own)


def test_everything_that_was_published_is_served_as_it_stands_but_for_what_is_the_hosts(served: Served) -> None:
    files = {path: data for path, data in tree(served.folder).items() if not path.endswith(".html")}
    got = {path: served.ask(f"/{path}").status for path in files}
    expected = {
        path: 404 if path.rpartition("/")[2].startswith(("_", ".")) or path.startswith("link") else 200
        for path in files
    }
    assert got == expected
    assert {
        path for path, status in got.items() if status == 200 and served.ask(f"/{path}").body != files[path]
    } == set()


def sound_of(served: Served) -> str:
    """Return the address of the sound."""
    (place,) = (served.folder / "media").glob("tide.*.mp3")
    return f"/media/{place.name}"


def test_no_address_leads_out_of_the_site(served: Served) -> None:
    answers = {target: served.ask(target) for target in HOSTILE} | {
        target.decode("latin-1"): served.ask(target) for target in BYTES_NO_TEXT_HAS
    }
    wrong = {target: answer.status for target, answer in answers.items() if answer.status not in GETS_NOTHING}
    assert wrong == {}
    assert [target for target, answer in answers.items() if SECRET in answer.body] == []
    assert [target for target, answer in answers.items() if answer.all("location")] == []
    assert served.ask("/").status == 200


def test_a_question_that_is_too_long_is_refused_as_a_long_path_is(served: Served) -> None:
    found = {length: served.ask("/?" + "a" * length).status for length in (0, 1_000, 7_000, 10_000, 20_000)}
    assert found == {0: 200, 1_000: 200, 7_000: 200, 10_000: 400, 20_000: 400}
    assert served.ask("/" + "a" * 5_000 + "?" + "a" * 5_000).status == 400
    # Whoever goes on sending may find the server gone before its refusal has come.
    assert {served.ask("/?" + "a" * length).status for length in (100_000, 1_000_000)} <= {0, 400}
    assert served.ask("/").status == 200


def test_the_way_to_a_folder_keeps_what_was_asked_of_it(served: Served) -> None:
    asked = ("/posts?page=2&q=%C3%A9%0d%0aX-Odd:%201", "/posts?", "/posts?next=//evil.example/")
    assert [served.ask(target).all("location") for target in asked] == [
        ["/posts/?page=2&q=%C3%A9%0d%0aX-Odd:%201"],
        ["/posts/"],
        ["/posts/?next=//evil.example/"],
    ]


def test_what_has_gone_since_the_last_build_is_missing_and_no_mistake(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", FILES)
    with serving(root, tmp_path / "cache") as running:
        own = running.ask("/no").text
        for name in ("robots-are-welcome.txt", "posts/long-ago/index.html"):
            (running.folder / name).unlink()
        gone = [running.ask(address) for address in ("/robots-are-welcome.txt", "/posts/long-ago/")]
        assert [(answer.status, answer.text) for answer in gone] == [(404, own)] * 2
        assert "Traceback" not in running.output.text


def test_a_request_for_somebody_else_gets_nothing(served: Served) -> None:
    targets = (
        "http://evil.example/",
        f"http://{served.host}/../secret.txt",
        f"http://{served.host}//evil.example/..",
        "https://evil.example/posts",
        "file:///etc/passwd",
        "evil.example:443",
    )
    answers = {target: served.ask(target) for target in targets}
    assert {target: answer.status for target, answer in answers.items() if answer.status not in GETS_NOTHING} == {}
    assert [target for target, answer in answers.items() if answer.all("location")] == []
    assert served.ask("evil.example:443", method="CONNECT").status in {400, 404, 405}


def test_lines_that_are_no_http_get_an_error_and_the_server_lives(served: Served) -> None:
    said = (b"\r\n\r\n", b"\x16\x03\x01\x02\x00\x01\x00\xfc\r\n\r\n", b"GET /\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n")
    for head in (*said, b"GET / HTTP/1.1\r\nHost: x\r\n folded\r\n\r\n", b"A" * 200_000 + b"\r\n\r\n"):
        assert served.say(head).status in {0, 400, 403, 404, 405, 431, 505}
    assert served.ask("/").status == 200


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("localhost:{port}", 200),
        ("LocalHost:{port}", 200),
        ("127.0.0.1:{port}", 200),
        ("[::1]:{port}", 200),
        ("evil.example", 403),
        ("evil.example:{port}", 403),
        ("127.0.0.1.evil:{port}", 403),
        ("127.0.0.1.evil.example:{port}", 403),
        ("localhost.evil.example:{port}", 403),
        ("evil.localhost:{port}", 403),
        ("evil.example@127.0.0.1:{port}", 403),
        ("127.0.0.1@evil.example:{port}", 403),
        ("127.0.0.1/evil.example:{port}", 403),
        ("192.0.2.7:{port}", 403),
        ("0.0.0.0:{port}", 403),
        ("localhost:1", 403),
        ("localhost:{port}1", 403),
        ("localhost:{port},evil.example", 403),
        ("localhost:{port} evil.example", 403),
        ("", 403),
        (":{port}", 403),
    ],
)
@pytest.mark.parametrize("address", ["/", EVENTS, "/-sitegen-/preview.js", "/nothing/"])
def test_only_who_asks_for_this_machine_is_answered(served: Served, host: str, status: int, address: str) -> None:
    if status == 200 and address == EVENTS:
        return  # it never ends; the channel is listened to elsewhere
    answer = served.ask(address, host=host.format(port=served.port))
    assert answer.status == (404 if status == 200 and address == "/nothing/" else status)


def test_a_request_that_names_no_host_or_two_is_refused(served: Served) -> None:
    own, foreign = f"Host: {served.host}\r\n", "Host: evil.example\r\n"
    heads = {
        "none": "GET / HTTP/1.1\r\n\r\n",
        "none, of old": "GET / HTTP/1.0\r\n\r\n",
        "ours twice": f"GET / HTTP/1.1\r\n{own}{own}\r\n",
        "foreign, ours": f"GET / HTTP/1.1\r\n{foreign}{own}\r\n",
        "ours, foreign": f"GET / HTTP/1.1\r\n{own}{foreign}\r\n",
        "foreign, ours, of old": f"GET / HTTP/1.0\r\n{foreign}{own}\r\n",
    }
    found = {name: served.say(head.encode()).status for name, head in heads.items()}
    assert {name: status for name, status in found.items() if status not in {400, 403}} == {}


@pytest.mark.parametrize("address", ["/", EVENTS, "/feed.json", "/-sitegen-/preview.js"])
@pytest.mark.parametrize(
    "origin",
    ["null", "http://evil.example", "https://localhost:{port}", "http://localhost:1", "http://127.0.0.1:{port}", ""],
)
def test_pages_of_others_may_not_ask(served: Served, address: str, origin: str) -> None:
    answer = served.ask(address, f"Origin: {origin.format(port=served.port)}")
    assert (answer.status, b"harbour" in answer.body.lower()) == (403, False)


def test_a_page_of_the_preview_may_ask(served: Served) -> None:
    assert served.ask("/feed.json", f"Origin: http://{served.host}").status == 200


def test_no_answer_lets_others_read_it(served: Served) -> None:
    origins = ("Origin: http://evil.example", "Origin: null", f"Origin: http://{served.host}")
    asked = [
        served.ask(address, origin, *more, method=method)
        for origin in origins
        for address in ("/", "/feed.json", "/nothing/", "/-sitegen-/preview.js")
        for method, more in (
            ("GET", ()),
            ("OPTIONS", ("Access-Control-Request-Method: GET", "Access-Control-Request-Private-Network: true")),
        )
    ]
    names = {name for answer in asked for name, _ in answer.headers}
    assert {name for name in names if name.startswith("access-control-")} == set()
    with served.channel() as channel:
        assert channel.status == 200


def test_nothing_is_kept_by_a_browser_and_nothing_is_guessed(served: Served) -> None:
    answers = [served.ask(a) for a in ("/", "/feed.json", "/nothing/", "/posts", "/-sitegen-/preview.js")]
    assert {(*a.all("cache-control"), *a.all("x-content-type-options")) for a in answers} == {("no-store", "nosniff")}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW", "get"])
def test_a_preview_is_only_read(served: Served, method: str) -> None:
    before = tree(served.root)
    answers = [served.ask(a, "Content-Length: 0", method=method) for a in ("/", "/nothing/", EVENTS, "/feed.json")]
    assert [answer.status for answer in answers] == [405] * 4
    assert tree(served.root) == before


def test_who_may_only_read_is_told_how(served: Served) -> None:
    # RFC 9110, section 15.5.6: the answer must have it.
    assert served.ask("/", method="DELETE").all("allow") == ["GET, HEAD"]


def test_a_body_that_nobody_wants_is_not_taken_for_the_next_request(served: Served) -> None:
    sneaked = f"GET /feed.json HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode()
    head = f"POST / HTTP/1.1\r\nHost: {served.host}\r\nContent-Length: {len(sneaked)}\r\n\r\n".encode()
    with socket.create_connection(("127.0.0.1", served.port), PATIENCE) as asking:
        asking.sendall(
            head + sneaked + f"GET /no HTTP/1.1\r\nHost: {served.host}\r\nConnection: close\r\n\r\n".encode()
        )
        said = b"".join(iter(lambda: asking.recv(65536), b""))
    assert (said.startswith(b"HTTP/1.1 405 "), b"HTTP/1.1 200 " in said) == (True, False)


@pytest.mark.parametrize("address", ["/", "/robots-are-welcome.txt", "/nothing/", "/posts", "/-sitegen-/preview.js"])
def test_head_says_what_get_would(served: Served, address: str) -> None:
    got, said = served.ask(address), served.ask(address, method="HEAD")
    drop = {"date"}
    assert (said.status, [h for h in said.headers if h[0] not in drop], said.body) == (
        got.status,
        [h for h in got.headers if h[0] not in drop],
        b"",
    )


@pytest.mark.parametrize(
    ("asked", "status", "part", "said"),
    [
        ("bytes=0-3", 206, SOUND[:4], "bytes 0-3/10240"),
        ("bytes=-3", 206, SOUND[-3:], "bytes 10237-10239/10240"),
        ("bytes=10000-", 206, SOUND[10000:], "bytes 10000-10239/10240"),
        ("bytes=10000-99999", 206, SOUND[10000:], "bytes 10000-10239/10240"),
    ],
)
def test_a_player_gets_the_part_of_a_sound_that_it_asks_for(
    served: Served, asked: str, status: int, part: bytes, said: str
) -> None:
    answer = served.ask(sound_of(served), f"Range: {asked}")
    assert (answer.status, answer.body, answer.all("content-range")) == (status, part, [said])
    assert (answer.all("content-type"), answer.all("accept-ranges")) == (["audio/mpeg"], ["bytes"])


@pytest.mark.parametrize("asked", ["bytes=20000-", "bytes=x", "bytes=9-3", "bytes=0-1,3-4", "pages=1", "bytes=-", "x"])
def test_an_odd_range_gets_an_answer(served: Served, asked: str) -> None:
    answer = served.ask(sound_of(served), f"Range: {asked}")
    assert answer.status in {200, 206, 400, 416}
    assert served.ask(sound_of(served)).body == SOUND


def test_stalled_clients_and_a_hundred_open_pages_keep_nobody_waiting(served: Served) -> None:
    with ExitStack() as held:
        for half in (b"", b"GET / HT", b"GET / HTTP/1.1\r\nHost: loc", b"POST / HTTP/1.1\r\nContent-Length: 9\r\n"):
            stalled = held.enter_context(socket.create_connection(("127.0.0.1", served.port), PATIENCE))
            stalled.sendall(half)
        deaf = held.enter_context(socket.create_connection(("127.0.0.1", served.port), PATIENCE))
        deaf.sendall(f"GET /large.bin HTTP/1.1\r\nHost: {served.host}\r\n\r\n".encode())
        channels = [held.enter_context(served.channel()) for _ in range(100)]
        place = served.root / "content/posts/2007-01-01-long-ago.md"
        place.write_text(place.read_text("utf-8") + "\nHeard by a hundred.\n", "utf-8")
        told = {channel.next()["number"] for channel in channels}
        assert told == {channels[0].told[0]["number"] + 1}
        assert "Heard by a hundred." in served.page("/posts/long-ago/")
        assert len(read_answer(deaf).body) == 4_000_000


def test_a_busy_port_that_was_asked_for_is_told_of(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = busy.getsockname()[1]
        with starting(root, tmp_path / "cache", "--port", str(port)) as running:
            assert running.process.wait(PATIENCE) == 2
        assert f"port {port} is in use" in running.output.text
        assert "Traceback" not in running.output.text


def test_without_a_port_the_next_free_one_is_taken(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    with ExitStack() as held:
        # Where somebody else has it, that is as good.
        with suppress(OSError):
            held.enter_context(socket.create_server(("127.0.0.1", 8000)))
        with serving(root, tmp_path / "cache", port=None) as running:
            assert 8000 < running.port <= 8020
            assert running.ask("/").status == 200


def test_a_preview_for_the_whole_network_warns_and_answers_to_numbers_alone(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    with serving(root, tmp_path / "cache", "--host", "0.0.0.0") as running:  # noqa: S104  # what it is about
        running.output.wait("Everybody in your network can read it")
        names = ("127.0.0.1", "192.0.2.7", "[2001:db8::7]", "localhost", "evil.example", "127.0.0.1.evil", "")
        found = {name: running.ask("/", host=f"{name}:{running.port}").status for name in names}
    numbers = dict.fromkeys(("127.0.0.1", "192.0.2.7", "[2001:db8::7]", "localhost"), 200)
    assert found == numbers | dict.fromkeys(("evil.example", "127.0.0.1.evil", ""), 403)


def test_a_preview_for_this_machine_warns_of_nothing(served: Served) -> None:
    assert ("network" in served.output.text, served.address) == (False, f"http://{served.host}")


@pytest.mark.parametrize("host", ["::", "::1"])
def test_a_host_may_be_a_number_of_the_sixth_version(tmp_path: Path, host: str) -> None:
    try:
        socket.create_server((host, 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("this machine has no IPv6")
    root = write_site(tmp_path / "site", {})
    with serving(root, tmp_path / "cache", "--host", host) as running:
        with socket.create_connection(("::1", running.port), PATIENCE) as asking:
            asking.sendall(f"GET / HTTP/1.1\r\nHost: [::1]:{running.port}\r\n\r\n".encode())
            assert read_answer(asking).status == 200
        assert running.address in {f"http://localhost:{running.port}", f"http://[{reached_at(host)}]:{running.port}"}


def test_what_listens_everywhere_is_told_with_an_address_that_others_can_open() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("198.51.100.1", 9))
        except OSError:
            pytest.skip("this machine has no network")
    found = ipaddress.ip_address(reached_at("0.0.0.0"))  # noqa: S104  # nothing is bound here
    assert (found.is_unspecified, found.version) == (False, 4)


@pytest.mark.parametrize("host", ["127.0.0.1", "192.0.2.7", "::1", "harbour"])
def test_what_listens_in_one_place_is_reached_there(host: str) -> None:
    assert reached_at(host) == host


def test_a_host_that_is_not_this_machine_is_told_of(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {})
    with starting(root, tmp_path / "cache", "--host", "192.0.2.7") as running:
        assert running.process.wait(PATIENCE) == 2
    assert "cannot listen on '192.0.2.7'" in running.output.text


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_with_open_pages_and_leaves_nothing_behind(tmp_path: Path, number: int) -> None:
    root, scratch = (
        write_site(tmp_path / "site", {"posts/2007-01-01-one.md": "---\ntitle: One\n---\nIt.\n"}),
        tmp_path / "t",
    )
    scratch.mkdir()
    before = tree(root)
    with serving(root, tmp_path / "cache", env={"TMPDIR": str(scratch)}) as running, ExitStack() as held:
        channels = [held.enter_context(running.channel()) for _ in range(3)]
        stalled = held.enter_context(socket.create_connection(("127.0.0.1", running.port), PATIENCE))
        stalled.sendall(b"GET / HT")
        code = running.end(number)
        for channel in channels:
            channel.rest()
    assert (code, "Traceback" in running.output.text) == (130, False)
    assert (tree(root), [place.name for place in root.iterdir()]) == (before, ["content"])
    assert list(scratch.iterdir()) == []


def test_where_there_is_no_cache_folder_another_is_used_and_taken_away(tmp_path: Path) -> None:
    root, scratch = write_site(tmp_path / "site", {}), tmp_path / "t"
    scratch.mkdir()
    environment = {"TMPDIR": str(scratch), "XDG_CACHE_HOME": "", "HOME": ""}
    with serving(root, tmp_path / "cache", env=environment) as running:
        assert running.ask("/").status == 200
        assert running.end() == 130
    assert ([place.name for place in root.iterdir()], list(scratch.iterdir())) == (["content"], [])


def test_two_previews_of_one_site_keep_out_of_each_others_way(tmp_path: Path) -> None:
    root = write_site(tmp_path / "site", {"posts/2007-01-01-one.md": "---\ntitle: One\n---\nIt.\n"})
    with ExitStack() as held:
        both = [held.enter_context(serving(root, tmp_path / "cache")) for _ in range(2)]
        channels = [held.enter_context(running.channel()) for running in both]
        (root / "content/posts/2007-01-01-one.md").write_text("---\ntitle: One\n---\nNow another.\n", "utf-8")
        for running, channel in zip(both, channels, strict=True):
            while "Now another." not in running.page("/posts/one/"):
                channel.next()
        # Each shows its own address, and neither is told that another one builds.
        pages = [f"{running.address}/posts/one/" in running.page("/posts/one/") for running in both]
        trouble = [told["trouble"] for channel in channels for told in channel.told if told["trouble"]]
        assert (pages, trouble) == ([True, True], [])
