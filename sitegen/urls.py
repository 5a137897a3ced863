"""The one place where an address of the site meets the base URL, and where an address is proved safe.

Inside, an address is site-absolute and carries no prefix: `/posts/x/`, `/feed.xml`.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from urllib.parse import quote, unquote, urlsplit

from sitegen.values import Value

MAX_COMPONENT_BYTES = 255
"""The longest name that the usual file systems take, in bytes."""

WELL_KNOWN = ".well-known"
"""The one folder with a dot that a site may have (RFC 8615)."""

_WINDOWS_DEVICE = re.compile(r"(?i)^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)")
_EXTERNAL = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|//)")
_PLAIN = re.compile(r"/(?:[A-Za-z0-9._~-][A-Za-z0-9._~/-]*)?")
"""An address of the site that is its own URL: most are."""
_UNRESERVED = "/-._~!$&'()*+,;=:@"


class BaseUrl(Value, frozen=True):
    """Where a site lives: `origin` (`https://host`) and `prefix` (`` or `/path`), neither ending in a slash."""

    origin: str
    prefix: str = ""

    def path(self, address: str) -> str:
        """Return the root-relative URL of an address of the site, percent-encoded; other URLs unchanged."""
        if _PLAIN.fullmatch(address):
            return self.prefix + address
        if is_external(address) or not address.startswith("/"):
            return address
        return self.prefix + encode(address)

    def absolute(self, address: str) -> str:
        """Return the absolute URL of an address of the site; other URLs unchanged."""
        if _PLAIN.fullmatch(address):
            return self.origin + self.prefix + address
        if is_external(address) or not address.startswith("/"):
            return address
        return self.origin + self.path(address)

    @property
    def home(self) -> str:
        """The absolute URL of the home page."""
        return self.absolute("/")


def parse_base_url(text: str) -> BaseUrl:
    """Read a base URL: `http` or `https`, a host, perhaps a path; raise ValueError saying what is wrong."""
    try:
        parts = urlsplit(text.strip())
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise ValueError("it is not a URL") from error
    if parts.scheme not in {"http", "https"}:
        raise ValueError("it has to begin with https://")
    if not host or re.search(r"[^\w.:\-]", host):
        raise ValueError("it has no host name after https://")
    if parts.username is not None or parts.query or parts.fragment:
        raise ValueError("it can have a host and a path, and nothing else")
    try:
        prefix = safe_address(unquote(parts.path) or "/").rstrip("/")
    except ValueError as error:
        raise ValueError(f"its path cannot be used: {error}") from error
    shown = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii") if not host.isascii() else host
    return BaseUrl(f"{parts.scheme}://{shown}{f':{port}' if port else ''}", encode(prefix))


def is_external(target: str) -> bool:
    """Whether a link's target leads away from the site (has a scheme, or begins with `//`)."""
    return bool(_EXTERNAL.match(target))


def encode(address: str) -> str:
    """Percent-encode an address for use in a URL (RFC 3986), leaving what is encoded already."""
    return quote(address, safe=_UNRESERVED + "%" if re.search(r"%[0-9A-Fa-f]{2}", address) else _UNRESERVED)


def safe_address(text: str) -> str:
    """Return `text` as a site-absolute address in NFC, or raise ValueError saying why it cannot be one.

    Refused are all that could leave the site's folder or cannot be a file's name on the usual
    systems: `..`, backslashes, drive letters, encodings of these, device names, trailing dots and
    spaces, dot files, control characters, and parts over 255 bytes.
    """
    plain = text
    for _ in range(4):
        decoded = unquote(plain)
        if decoded == plain:
            break
        plain = decoded
    else:
        raise ValueError("it is percent-encoded again and again")
    if plain != text and (plain.count("/") != text.count("/") or ".." in plain or "\\" in plain):
        raise ValueError("it hides a path in percent signs")
    if not plain.startswith("/"):
        raise ValueError("it has to begin with /")
    if "\\" in plain:
        raise ValueError("it has a backslash; use /")
    if plain.startswith("//"):
        raise ValueError("it has an empty part")
    plain = unicodedata.normalize("NFC", plain)
    body = plain[1:].removesuffix("/")
    components = body.split("/") if body else []
    if len(components) > 1 and components[0] == WELL_KNOWN:
        del components[0]
    for component in components:
        check_component(component)
    return plain


def check_component(component: str) -> None:
    """Raise ValueError, saying why, where one part of an address could not be a file's name everywhere."""
    reason = ""
    if not component:
        reason = "it has an empty part"
    elif component in {".", ".."}:
        reason = f"it has {component!r} in it"
    elif component.startswith("."):
        reason = "it would be a hidden file"
    elif component.endswith((".", " ")) or component.startswith(" "):
        reason = "a part of it ends in a dot, or begins or ends with a space"
    elif _WINDOWS_DEVICE.match(component):
        reason = f"{component!r} is a device's name on Windows"
    elif re.search(r'[\x00-\x1f\x7f<>:"|?*\\/#%]', component):
        reason = "it has a character that no file's name can have everywhere"
    elif any(unicodedata.category(c) in {"Cc", "Cf", "Cs", "Co", "Cn"} for c in component):
        reason = "it has an invisible character"
    elif len(component.encode("utf-8", "surrogatepass")) > MAX_COMPONENT_BYTES:
        reason = f"a part of it is longer than {MAX_COMPONENT_BYTES} bytes"
    if reason:
        raise ValueError(reason)


@lru_cache(maxsize=4096)
def slugify(text: str) -> str:
    """Return `text` as a slug: NFC, lower case, letters and digits of any script, joined by hyphens; perhaps empty."""
    lowered = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    kept = (c if c.isalnum() or unicodedata.category(c) in {"Mn", "Mc"} else "-" for c in lowered)
    return re.sub(r"-+", "-", "".join(kept)).strip("-")


def output_name(address: str) -> str:
    """Return the file, relative to the output folder, that serves an address: `/a/` is `a/index.html`."""
    name = address.removeprefix("/")
    return f"{name}index.html" if not name or name.endswith("/") else name
