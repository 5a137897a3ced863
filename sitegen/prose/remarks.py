"""What can be said about a body's own words: pictures without alt text or from elsewhere, links that say nothing."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.problems import Place, Remark, Severity
from sitegen.prose.dialect import language_of
from sitegen.prose.engine import knows_language
from sitegen.prose.fences import find_fences, find_open_fences, may_have_fences
from sitegen.prose.footnotes import remarks_on_notes
from sitegen.prose.markers import remarks_on_more
from sitegen.prose.running_text import EMPTY_WORDS
from sitegen.prose.sanitise import HOST, is_elsewhere
from sitegen.prose.tokens import Open, Token, end_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.prose.places import Places

Tokens = tuple[Token, ...]

_HAS_TARGET = {"a": ("href",), "img": ("src",), "source": ("src", "srcset"), "track": ("src",)}
_HAS_TARGET |= {"audio": ("src",), "video": ("src", "poster")}
_REMARKED = frozenset({"img", "source", "video", "audio", "a"})
_FETCHED = frozenset({"src", "poster", "srcset"})
_OF_MARKS = ("<", "--", "—", "[^", "&lt;")
"""What a text has that could have a footnote, or a mark that ends the summary, or something like one."""


def with_places(tokens: Tokens, places: Places) -> Tokens:
    """Return the tokens, each that leads somewhere with the place where its author wrote it."""
    made: list[Token] = []
    until = 0
    toc = Place()
    for index, token in enumerate(tokens):
        if not isinstance(token, Open):
            made.append(token)
            continue
        if token.tag == "div" and "toc" in token.classes:
            until = end_of(tokens, index)
            toc = places.of_text("[TOC]")
        if token.tag not in _HAS_TARGET:
            made.append(token)
        elif index < until:
            made.append(Open(token.tag, token.attributes, toc))
        else:
            made.append(Open(token.tag, token.attributes, _place(token, places)))
    return tuple(made)


def _place(token: Open, places: Places) -> Place:
    target = next((v for name in _HAS_TARGET[token.tag] if (v := token.get(name)) is not None), None)
    if target is None:
        return places.of_tag(token.tag)
    note = re.fullmatch(r"#fn(ref)?\d*:(.+)", target)
    if note:
        return places.of_text(f"[^{note[2]}]") if "footnote-ref" in token.classes else Place()
    return places.of_target(target)


def remarks_on(tokens: Tokens, text: str, language: str, places: Places) -> tuple[Remark, ...]:
    """Return the warnings about pictures, links, code, footnotes and the mark that ends a summary."""
    found = [*_on_tokens(tokens, language)]
    if may_have_fences(text):
        found += _on_code(text.split("\n"))
    if any(mark in text for mark in _OF_MARKS):
        seen = places.outside_code
        found += remarks_on_notes(tokens, seen, places)
        found += remarks_on_more(seen, places)
    return tuple(found)


@lru_cache(maxsize=16)
def _vague_words(language: str) -> frozenset[str]:
    return frozenset("|".join((EMPTY_WORDS["en"], EMPTY_WORDS.get(language, ""))).split("|"))


def _on_tokens(tokens: Tokens, language: str) -> Iterator[Remark]:
    vague = _vague_words(language[:2].lower())
    for index, token in enumerate(tokens):
        if not isinstance(token, Open) or token.tag not in _REMARKED:
            continue
        match token:
            case Open("img"):
                yield from _on_picture(token)
            case Open("source") | Open("video") | Open("audio"):
                yield from _from_elsewhere(token)
            case Open("a") if token.get("href") is not None:
                yield from _on_link(token, tokens[index : end_of(tokens, index)], vague)
            case _:
                pass


def _on_picture(token: Open) -> Iterator[Remark]:
    if token.get("alt") is None:
        source = token.get("src") or ""
        yield Remark(
            token.place,
            "no-alt",
            f"the picture `{source}` has no words for those who cannot see it",
            f'say what it shows: `![what it shows]({source})`; if it only decorates: `![]({source}){{: alt=""}}`',
            Severity.WARNING,
        )
    yield from _from_elsewhere(token)


def _from_elsewhere(token: Open) -> Iterator[Remark]:
    for shown in sorted({shown for shown, _ in _origins((token,))}):
        yield Remark(
            token.place,
            "picture-elsewhere",
            f"this comes from another site, {shown}, which learns who reads the page and can change or remove it",
            "save the file beside this one, if you may, and name that file",
            Severity.WARNING,
        )


def origins_of(tokens: Iterable[Token]) -> tuple[str, ...]:
    """Return the origins (`https://host`, in ASCII) of what the page would fetch from elsewhere, sorted."""
    return tuple(sorted({origin for _, origin in _origins(tokens) if origin}))


def _origins(tokens: Iterable[Token]) -> Iterator[tuple[str, str]]:
    for token in tokens:
        if isinstance(token, Open) and token.tag != "a" and not _FETCHED.isdisjoint(dict(token.attributes)):
            addresses = [token.get("src") or "", token.get("poster") or ""]
            addresses += [piece.split()[0] for piece in (token.get("srcset") or "").split(",") if piece.strip()]
            for address in addresses:
                made = _origin(address) if is_elsewhere(address) else None
                if made:
                    yield made


def _origin(address: str) -> tuple[str, str] | None:
    """Return an address's origin as an author knows it and as a policy names it (empty if it cannot), if it has one."""
    cleaned = re.sub(r"[\t\r\n]", "", address).strip().replace("\\", "/")
    try:
        parts = urlsplit(f"https:{cleaned}" if cleaned.startswith("//") else cleaned)
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return None
    host = parts.hostname or ""
    if not HOST.fullmatch(host):
        return None
    if ":" in host:
        # A policy has no way to name an IPv6 address (CSP Level 3, section 2.3.1).
        return f"{parts.scheme}://[{host}]{port}", ""
    plain = _in_ascii(host)
    return f"{parts.scheme}://{host}{port}", f"{parts.scheme}://{plain}{port}" if plain else ""


def _in_ascii(host: str) -> str:
    """Return a host's name in punycode; empty where browsers may make another of it than Python does (RFC 5894)."""
    if host.isascii():
        return host
    try:
        plain = host.encode("idna")
        is_sure = plain.decode("idna") == host
    except UnicodeError:
        return ""
    return plain.decode("ascii") if is_sure else ""


def _on_link(token: Open, link: Tokens, vague: frozenset[str]) -> Iterator[Remark]:
    target = token.get("href") or ""
    words = words_of(link)
    shown = words + " ".join(t.get("alt") or "" for t in link if isinstance(t, Open) and t.tag == "img").strip()
    if not target.strip():
        message, hint = f"the link “{words}” leads nowhere", f"name where it leads: `[{words or 'words'}](other.md)`"
        yield Remark(token.place, "empty-link", message, hint, Severity.WARNING)
    elif not shown and not token.get("aria-label"):
        message = f"the link to `{target}` has no words to follow it by"
        yield Remark(token.place, "link-text", message, f"`[where it leads]({target})`", Severity.WARNING)
    elif " ".join(re.sub(r"[^\w\s]", " ", words).casefold().split()) in vague:
        message = f"the link text “{words}” does not say where it leads, which a list of links needs"
        yield Remark(token.place, "link-text", message, f"`[where it leads]({target})`", Severity.WARNING)


def _on_code(lines: list[str]) -> Iterator[Remark]:
    for index in find_open_fences(lines):
        message = "this block of code is never closed, so it is not shown as one"
        hint = "close it: put the same marks on a line of their own below the code"
        yield Remark(Place(index + 1, 1), "open-fence", message, hint, Severity.WARNING)
    for fence in find_fences(lines):
        language = language_of(fence)
        if language and not knows_language(language):
            message = f"the code's language `{language}` is not known, so it is shown without colours"
            place = Place(fence.first + 1, 1)
            yield Remark(place, "unknown-language", message, "for plain text write `text`", Severity.WARNING)
