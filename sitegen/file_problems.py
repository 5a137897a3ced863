"""What can be wrong with a file as a file, in the words that its author is told.

Values only; what stands in the file is for others.
"""

from __future__ import annotations

from sitegen.content_names import BIBLIOGRAPHY, KINDS, MARKDOWN, SETTINGS, STATIC, WELL_KNOWN
from sitegen.nearest import did_you_mean
from sitegen.problems import Problem, Severity

_HOMES = f"documents live in {', '.join(KINDS)}; other files in {STATIC}"
_SYNONYMS = {
    **dict.fromkeys(("speaker", "author", "bio", "presenter", "participant"), "people"),
    **dict.fromkeys(("talk", "event", "workshop", "keynote", "programme"), "sessions"),
    **dict.fromkeys(("question", "prompt"), "sparks"),
    **dict.fromkeys(("blog", "new", "article"), "posts"),
    **dict.fromkeys(("image", "img", "file", "asset", "media", "download"), "static"),
}
"""What people call these folders elsewhere, without a plural's s."""
_INSTEAD = {
    "_redirects": "write the old addresses as `aliases:` in the document that has moved",
    "_headers": f"set `host` in content/{SETTINGS}: it chooses what is written for the host",
}


def whole_file(path: str, code: str, message: str, hint: str, severity: Severity = Severity.ERROR) -> Problem:
    """Return a problem of the whole file or folder `path`."""
    return Problem(path, 1, 1, code, message, hint, severity)


def changed(path: str) -> Problem:
    """Return the problem of a file or folder that went away or changed under our eyes."""
    return whole_file(path, "changed-while-read", "this changed while it was being read", "build again")


def unreadable(path: str, error: OSError) -> Problem:
    """Return the problem of a file or folder that the machine would not let us read."""
    if isinstance(error, PermissionError):
        hint = "give the user who builds the site permission to read it"
        return whole_file(path, "unreadable", "this cannot be read: permission denied", hint)
    words = (error.strerror or "unknown reason").lower()
    return whole_file(path, "unreadable", f"this cannot be read: {words}", "check the disk that it is on")


def too_big(path: str, size: int, limit: int) -> Problem:
    """Return the problem of a file of `size` bytes where `limit` are allowed; it is not read."""
    message = f"this file has {size:,} bytes; the limit is {limit:,} ({limit // 1024**2} MiB)"
    return whole_file(path, "too-big", message, "divide it into several files")


def too_deep(path: str, limit: int) -> Problem:
    """Return the problem of a folder below `limit` others."""
    message = f"this folder is more than {limit} folders deep"
    return whole_file(path, "too-deep", message, "folders below the first mean nothing: move the files up")


def not_a_file(path: str) -> Problem:
    """Return the problem of a pipe, a socket or a device."""
    message = "this is neither a file nor a folder, so it is passed over"
    return whole_file(path, "not-a-file", message, "remove it", Severity.WARNING)


def unusable_name(path: str) -> Problem:
    """Return the problem of a name that cannot stand in an address; `path` is escaped."""
    message = "this name is not UTF-8, or has control characters or backslashes in it"
    return whole_file(path, "file-name", message, "rename it, best of all with plain letters, digits and hyphens")


def same_name(path: str, name: str, twin: str) -> Problem:
    """Return the problem of `name` beside `twin`, which some machines take for the same."""
    if name == twin:
        message = f"two names here both read '{name}', with their accents stored in two ways"
    else:
        message = f"'{name}' and '{twin}' differ only in their case, and are one name on some machines"
    return whole_file(path, "same-name", message, "rename one of the two")


def outside_link(path: str, where: str) -> Problem:
    """Return the problem of a link to where no content may come from; it is not read."""
    return whole_file(path, "outside-link", f"this link leads to {where}", "put the file itself here")


def link_loop(path: str) -> Problem:
    """Return the problem of a link that leads back to itself or to a folder that it is in."""
    return whole_file(path, "link-loop", "this link leads back to itself or to where it is", "remove the link")


def broken_link(path: str) -> Problem:
    """Return the problem of a link to nothing."""
    return whole_file(path, "broken-link", "this is a link to something that is not there", "remove the link")


def linked_twice(path: str, where: str) -> Problem:
    """Return the problem of a link to a document or folder that the site has already."""
    message = f"this is '{where}' again, which the site has already, so it is passed over"
    return whole_file(path, "linked-twice", message, "remove the link", Severity.WARNING)


def no_content(path: str) -> Problem:
    """Return the problem of a site without its content."""
    message = "there is no such folder here, so there is no site"
    hint = "go to the site's folder, or name it with -C\nto begin a site: sitegen init mysite"
    return whole_file(path, "no-content", message, hint)


def unknown_folder(path: str, name: str) -> Problem:
    """Return the problem of a folder that means nothing at the top of the content."""
    meant = _SYNONYMS.get(name.lower().rstrip("s"))
    hint = f"did you mean '{meant}'?" if meant else did_you_mean(name, (*KINDS, STATIC), _HOMES)
    return whole_file(path, "unknown-folder", "no such folder is known, so it is not read", hint, Severity.WARNING)


def unknown_file(path: str, name: str) -> Problem:
    """Return the problem of a file that means nothing at the top of the content."""
    if name in {*KINDS, STATIC}:
        hint = "this is to be a folder"
    elif name.lower().endswith(MARKDOWN):
        hint = _HOMES
    else:
        hint = did_you_mean(name, (SETTINGS, BIBLIOGRAPHY), _HOMES)
    return whole_file(path, "unknown-file", "no such file is known here, so it is not read", hint, Severity.WARNING)


def other_ending(path: str, stem: str, *, is_read: bool) -> Problem:
    """Return the problem of a document that is not named `.md`."""
    message = f"the names of documents end in {MARKDOWN}" + ("" if is_read else ", so this one is not read")
    name = stem if stem.lower().endswith(MARKDOWN) else f"{stem}{MARKDOWN}"
    return whole_file(path, "file-ending", message, f"name it {name}", Severity.WARNING)


def no_document(path: str, stem: str) -> Problem:
    """Return the problem of a word processor's file where documents are, which nobody links to."""
    hint = f"save it as Markdown: {stem}{MARKDOWN}, or link to it from a page"
    return whole_file(path, "file-ending", "no page is made of this file", hint, Severity.WARNING)


def unpublishable_name(path: str) -> Problem:
    """Return the problem of a name under `content/static/` that hosts and tools hide."""
    message = f"names that begin with a dot are not published, but for the folder {WELL_KNOWN}"
    return whole_file(path, "unpublishable-name", message, "rename it or remove it")


def reserved_file(path: str, name: str) -> Problem:
    """Return the problem of a file that only the site itself may write."""
    return whole_file(path, "reserved-file", f"{name} is written by the site itself", _INSTEAD[name])
