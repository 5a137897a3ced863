"""What is wrong with the links, pictures and files that documents name: in bodies, in fields, in the menu."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sitegen.addresses import STATIC
from sitegen.body import Card, LinkStart, Part, Picture, Resource
from sitegen.content_names import PLAIN_TEXT
from sitegen.file_problems import no_document, other_ending
from sitegen.links import Broken, Found, Linker, Waiting, is_worth_a_word
from sitegen.model import Access
from sitegen.placing import error, warning
from sitegen.problems import Place, Problem, Severity
from sitegen.settings import PATH
from sitegen.site import AnyEntry, Person, Post, Session, SessionPhase, Site, Spark, SparkPhase
from sitegen.urls import is_external

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WORD_PROCESSED = frozenset({".docx", ".doc", ".odt", ".rtf", ".pages", ".html", ".htm"})
_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"})


def check_links(site: Site, linker: Linker) -> tuple[Problem, ...]:
    """Return the problems of every link, picture and file that the content names."""
    problems: list[Problem] = []
    for entry in site.everything():
        problems += _body(entry, linker)
        problems += _fields(entry, linker)
    problems += _menu(site, linker)
    problems += _unread(site, linker)
    return tuple(problems)


def used_attachments(site: Site, linker: Linker) -> tuple[str, ...]:
    """Return the paths of the attachments that something that shows names, sorted; nothing else is published."""
    return tuple(sorted(_named(site.shown(), linker, even_unheard=False)))


def _unread(site: Site, linker: Linker) -> Iterator[Problem]:
    """Yield a warning for each file of texts that nobody links to: it was probably meant as a document."""
    beside = {path: posixpath.splitext(posixpath.basename(path)) for path in site.attachments if not _is_apart(path)}
    texts = {path for path, (_, ending) in beside.items() if ending.lower() in PLAIN_TEXT | _WORD_PROCESSED}
    named = _named(site.everything(), linker) if texts else set()
    for path in sorted(texts - named):
        stem, ending = beside[path]
        is_plain = ending.lower() in PLAIN_TEXT
        yield other_ending(path, stem, is_read=False) if is_plain else no_document(path, stem)


def _is_apart(path: str) -> bool:
    """Whether a file is for visitors as it is, or one that an office program keeps while another is open."""
    return path.startswith(STATIC) or posixpath.basename(path).startswith("~$")


def is_heard(entry: AnyEntry) -> bool:
    """Whether what was heard may be told: of a spark once it has closed, of a session once it has begun."""
    if isinstance(entry, Spark):
        return entry.phase is SparkPhase.CLOSED
    return isinstance(entry, Session) and entry.phase in {SessionPhase.NOW, SessionPhase.AFTER}


def _named(entries: Iterable[AnyEntry], linker: Linker, *, even_unheard: bool = True) -> set[str]:
    """Return the attachments that documents name, in their texts and in their fields."""
    return {path for entry in entries for path in attachments_of(entry, linker, even_unheard=even_unheard)}


def attachments_of(
    entry: AnyEntry, linker: Linker, *, even_unheard: bool = True, even_members: bool = False
) -> Iterator[str]:
    """Yield the paths of the attachments that a document names, in its text and in its fields."""
    body = entry.document.body
    heard = body.heard if even_unheard or is_heard(entry) else ()
    in_text = (pair for part in (*body.parts, *body.summary, *heard) for pair in _targets(part))
    in_fields = ((target, is_picture) for _, target, is_picture in file_fields(entry, even_members=even_members))
    for target, is_picture in (*in_text, *in_fields):
        found = linker.resolve(entry, target, is_picture=is_picture)
        if isinstance(found, Found) and found.attachment:
            yield found.attachment


def file_fields(entry: AnyEntry, *, even_members: bool = False) -> Iterator[tuple[str, str, bool]]:
    """Yield the fields that name a file or an address: the field, the target, whether it is a picture.

    A members' session publishes neither its slides nor its recording, so they are left out
    unless asked for.
    """
    if entry.fields.image:
        yield "image", entry.fields.image, True
    if isinstance(entry, Person) and entry.fields.photo:
        yield "photo", entry.fields.photo, True
    if isinstance(entry, Post) and entry.fields.audio:
        yield "audio", entry.fields.audio, False
    if isinstance(entry, Session):
        if even_members or entry.fields.access is not Access.MEMBERS:
            for name in ("slides", "recording"):
                target: str = getattr(entry.fields, name)
                if target:
                    yield name, target, False
        for link in entry.fields.resources:
            yield f"resources.{link.name}", link.target, False


def origin_of(target: str) -> str:
    """Return the origin (`https://host`) of a target that is elsewhere, or an empty text."""
    try:
        parts = urlsplit(target) if is_external(target) else None
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}" if parts is not None and parts.netloc else ""


def _targets(part: Part) -> Iterator[tuple[str, bool]]:
    match part:
        case LinkStart() | Card():
            yield part.target, False
        case Picture():
            yield part.target, True
        case Resource(attribute="srcset"):
            for candidate in part.target.split(","):
                if candidate.strip():
                    yield candidate.split()[0], True
        case Resource():
            yield part.target, posixpath.splitext(part.target)[1].lower() in _PICTURES
        case _:
            return


def _body(entry: AnyEntry, linker: Linker) -> Iterator[Problem]:
    document = entry.document
    has_field = bool(getattr(entry.fields, "heard", ""))
    for number, part in enumerate((*document.body.parts, *document.body.heard)):
        is_in_field = has_field and number >= len(document.body.parts)
        for target, is_picture in _targets(part):
            place = document.place("heard") if is_in_field else getattr(part, "place", Place())
            line, column = place.line + (0 if is_in_field else document.body_line - 1), place.column
            found = linker.resolve(entry, target, is_picture=is_picture)
            if isinstance(found, Broken):
                yield Problem(document.path, line, column, found.code, found.message, found.hint)
            elif isinstance(found, Waiting) and is_worth_a_word(found.entry) and entry.shows:
                message = f"{found.entry.document.path} is {_state_words(found.entry)}, so these words are not a link"
                hint = "publish it, or take the link out"
                yield Problem(document.path, line, column, "hidden-target", message, hint, Severity.WARNING)


def _state_words(entry: AnyEntry) -> str:
    words = {"draft": "a draft", "expired": "expired", "unlisted": "not listed"}
    return words.get(entry.state.value, entry.state.value)


def _fields(entry: AnyEntry, linker: Linker) -> Iterator[Problem]:
    for field, target, is_picture in file_fields(entry, even_members=True):
        found = linker.resolve(entry, target, is_picture=is_picture)
        if isinstance(found, Broken):
            code = "missing-image" if is_picture else "missing-file"
            yield error(entry.document, field, code, found.message, found.hint)
        origin = origin_of(target) if is_picture else ""
        if origin:
            message = f"this picture is on {origin}, which learns of everybody who looks at it"
            yield warning(entry.document, field, "picture-elsewhere", message, "put a copy beside this file")
        if is_picture and posixpath.splitext(target)[1].lower() in {".svg", ".html"} and not is_external(target):
            message = f"'{field}' wants a photograph or a drawing as PNG, JPEG, WebP, AVIF or GIF"
            yield warning(entry.document, field, "picture-type", message, "save it as one of these")
    fields = entry.fields
    if fields.image and fields.image_alt is None:
        hint = 'write image_alt: and what it shows, or image_alt: "" if it adds nothing'
        yield warning(entry.document, "image", "no-alt", "this picture has no text for those who cannot see it", hint)
    if isinstance(entry, Person) and entry.fields.photo and entry.fields.photo_alt is None:
        hint = f'write photo_alt: "{entry.title}"'
        yield warning(entry.document, "photo", "no-alt", "this picture has no text for those who cannot see it", hint)


def _menu(site: Site, linker: Linker) -> Iterator[Problem]:
    for number, item in enumerate(site.settings.menu):
        if is_external(item.url):
            continue
        address = item.url.partition("#")[0].partition("?")[0]
        if address not in linker.addresses:
            found = linker.resolve_address(item.url)
            place = site.settings.places.get(f"menu[{number}].url", Place())
            hint = found.hint if isinstance(found, Broken) else ""
            message = f"the menu's '{item.title}' leads to {item.url}, and there is no such address"
            yield Problem(PATH, place.line, place.column, "broken-link", message, hint)
