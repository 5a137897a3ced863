"""Which file a template's name means, seen from where it is written: the chain of themes, child first. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType

from sitegen.theme.parts import TemplateFile
from sitegen.values import Value

PARENT = "parent/"
"""The prefix that reaches past a theme's own templates, to those that it extends."""


class Lookup(Value, frozen=True):
    """The templates of a chain of themes.

    `post.html` is the nearest to the child. In a theme's own file `parent/post.html` is the nearest above
    that theme, and `NAME/post.html` is that of the theme `NAME`, or of the nearest above it.
    """

    themes: tuple[str, ...]
    """The names of the chain, child first."""
    files: Mapping[tuple[int, str], TemplateFile]

    def find(self, name: str, within: TemplateFile | None = None) -> TemplateFile | None:
        """Return the file that `name` means in the template `within`, or `None`."""
        direct = self._nearest(name, 0)
        if direct is not None:
            return direct
        own = within.level if within else -1
        if name.startswith(PARENT):
            return self._nearest(name.removeprefix(PARENT), own + 1)
        theme, slash, rest = name.partition("/")
        levels = [level for level, known in enumerate(self.themes) if known == theme]
        if not slash or not levels:
            return None
        # A site's own `default` over the built-in one: the name means the one above, not the file itself.
        return self._nearest(rest, next((level for level in levels if level > own), levels[0]))

    def names(self) -> tuple[str, ...]:
        """Return the names of all templates, once each."""
        return tuple(sorted({name for _, name in self.files}))

    def _nearest(self, name: str, first: int) -> TemplateFile | None:
        for level in range(first, len(self.themes)):
            found = self.files.get((level, name))
            if found is not None:
                return found
        return None


class Templates(Value, frozen=True):
    """The templates of a chain of themes, ready to render."""

    lookup: Lookup
    codes: Mapping[str, CodeType]
    """By the label of the file."""
    needs: Mapping[str, tuple[str, ...]]
    """The labels of the files that each required template rests on."""
    lasting: frozenset[str] = frozenset()
    """The labels of the files that can be imported once for all pages, as nothing in them can change."""
