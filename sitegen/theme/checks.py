"""What can be known wrong with templates before a page is made: what they name and is not there. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from jinja2 import nodes

from sitegen import views
from sitegen.nearest import did_you_mean
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from sitegen.theme.lookup import Lookup
    from sitegen.theme.parts import TemplateFile
    from sitegen.values import Value

VIEWS: Mapping[str, type] = {
    "home.html": views.HomeView,
    "posts.html": views.PostsView,
    "post.html": views.PostView,
    "sessions.html": views.SessionsView,
    "session.html": views.SessionView,
    "sparks.html": views.SparksView,
    "spark.html": views.SparkView,
    "schedule.html": views.ScheduleView,
    "room.html": views.RoomView,
    "slowchat.html": views.SlowChatView,
    "people.html": views.PeopleView,
    "person.html": views.PersonView,
    "page.html": views.PageView,
    "tags.html": views.TagsView,
    "tag.html": views.TagView,
    "archive.html": views.ArchiveView,
    "subscribe.html": views.SubscribeView,
    "404.html": views.NotFoundView,
    "cards/session.html": views.SessionItem,
    "cards/spark.html": views.SparkItem,
    "cards/person.html": views.PersonItem,
}
"""The templates that a theme has to have, and the view that each is given."""

_FEW = 3
"""Of more missing templates than these, the cause is told instead of each."""
_Node = TypeVar("_Node", bound=nodes.Node)
_REFERENCES: tuple[type[nodes.Node], ...] = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)


class Checker:
    """The parsed templates of a chain of themes, and what they may name."""

    def __init__(
        self,
        lookup: Lookup,
        trees: Mapping[str, nodes.Template],
        assets: Collection[str],
        options: Collection[str],
        words: Mapping[str, frozenset[str]],
    ) -> None:
        """Keep the trees by label, the names of assets and options, and the words with the values that they want."""
        self._lookup = lookup
        # One walk through each tree: Jinja's own search takes as long as the parse, every time it is asked.
        self._nodes = {label: tuple(tree.find_all(nodes.Node)) for label, tree in trees.items()}
        self._bodies = {label: tuple(tree.body) for label, tree in trees.items()}
        self._assets = assets
        self._options = options
        self._words = words

    def check(self, label: str) -> Iterator[Problem]:
        """Yield what one of the chain's own templates names and is not there, in the order of its lines.

        `label` is that of the theme which extends no other.
        """
        yield from self._check_missing(f"{label}/theme.toml")
        for file in sorted(self._lookup.files.values(), key=lambda file: file.label):
            if file.label in self._nodes:
                yield from self._check_references(file)
                yield from self._check_blocks(file)
                yield from self._check_calls(file)
                yield from self._check_attributes(file)

    def _check_missing(self, path: str) -> Iterator[Problem]:
        missing = sorted(set(VIEWS) - set(self._lookup.names()))
        if len(missing) > _FEW:
            message = f"the theme extends no other, and lacks {len(missing)} of the {len(VIEWS)} templates"
            yield Problem(path, 1, 1, "theme-missing", message, 'write `extends = "default"`')
            return
        for name in missing:
            hint = 'write it, or add `extends = "default"` to theme.toml'
            yield Problem(path, 1, 1, "theme-missing", f"the theme has no template `{name}`", hint)

    def references(self, file: TemplateFile) -> tuple[tuple[TemplateFile, ...], bool]:
        """Return the files that a template names, and whether these are all: false if a name is worked out."""
        found: list[TemplateFile] = []
        is_all = True
        for node in self._all(file, *_REFERENCES):
            for name in _names(node):
                target = self._lookup.find(name, file) if name is not None else None
                is_all = is_all and name is not None
                if target is not None:
                    found.append(target)
        return tuple(found), is_all

    def _check_references(self, file: TemplateFile) -> Iterator[Problem]:
        for node in self._all(file, *_REFERENCES):
            if isinstance(node, nodes.Include) and node.ignore_missing:
                continue
            targets = [(name, self._lookup.find(name, file)) for name in _names(node) if name is not None]
            name = targets[0][0] if targets else ""
            if targets and not any(target for _, target in targets):
                hint = did_you_mean(name, self._lookup.names())
                yield _problem(file, node, "theme-missing", f"there is no template `{name}`", hint)
            if isinstance(node, nodes.Extends) and self._is_circle(file):
                hint = f'did you mean {{% extends "parent/{file.name}" %}}?' if name == file.name else ""
                yield _problem(file, node, "theme-cycle", "the template extends itself in a circle", hint)

    def _check_blocks(self, file: TemplateFile) -> Iterator[Problem]:
        """Yield the blocks that no parent prints: they would be left out without a word."""
        parent = self._parent(file)
        inherited = self._blocks_above(file)
        if parent is not None and inherited is not None:
            for node in self._bodies[file.label]:
                if isinstance(node, nodes.Block) and node.name not in inherited:
                    message = f"`{parent.name}` has no block `{node.name}`"
                    yield _problem(file, node, "theme-block", message, did_you_mean(node.name, inherited))
        own = {block.name for block in self._all(file, nodes.Block)}
        for access in self._all(file, nodes.Getattr):
            if isinstance(access.node, nodes.Name) and access.node.name == "self" and inherited is not None:
                known = own | inherited
                if access.attr not in known:
                    message = f"there is no block `{access.attr}`"
                    yield _problem(file, access, "theme-block", message, did_you_mean(access.attr, known))

    def _check_calls(self, file: TemplateFile) -> Iterator[Problem]:
        shadowed = self._assigned(file)
        for call in self._all(file, nodes.Call):
            if not isinstance(call.node, nodes.Name) or call.node.name in shadowed or not call.args:
                continue
            function, argument = call.node.name, call.args[0]
            if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
                continue
            name = argument.value
            if function == "asset" and name not in self._assets:
                hint = did_you_mean(name, self._assets)
                yield _problem(file, call, "theme-missing", f"there is no asset `{name}`", hint)
            if function == "t" and name not in self._words:
                hint = did_you_mean(name, self._words)
                yield _problem(file, call, "theme-words", f"there are no words for `{name}`", hint)
            elif function == "t" and call.dyn_kwargs is None:
                lacking = self._words[name] - {keyword.key for keyword in call.kwargs}
                for value in sorted(lacking):
                    hint = f't("{name}", {value}=…)'
                    yield _problem(file, call, "theme-words", f"the words for `{name}` want a value `{value}`", hint)

    def _check_attributes(self, file: TemplateFile) -> Iterator[Problem]:
        known: dict[str, tuple[str, set[str]]] = {
            "page": ("`page`", _fields(views.Shell)),
            "options": ("the theme's options", set(self._options)),
        }
        if file.name in VIEWS:
            known["view"] = (f"the view of `{file.name}`", _fields(VIEWS[file.name]))
        shadowed = self._assigned(file)
        for access in self._all(file, nodes.Getattr):
            if not isinstance(access.node, nodes.Name) or access.node.name in shadowed:
                continue
            said, names = known.get(access.node.name, ("", set()))
            if said and access.attr not in names:
                message = f"there is no `{access.attr}` in {said}"
                yield _problem(file, access, "theme-undefined", message, did_you_mean(access.attr, names))

    def _parent(self, file: TemplateFile) -> TemplateFile | None:
        extends = next(self._all(file, nodes.Extends), None)
        if extends is None or not isinstance(extends.template, nodes.Const):
            return None
        return self._lookup.find(str(extends.template.value), file)

    def _is_circle(self, file: TemplateFile) -> bool:
        seen = {file.label}
        parent = self._parent(file)
        while parent is not None and parent.label not in seen:
            seen.add(parent.label)
            parent = self._parent(parent)
        return parent is not None and parent.label == file.label

    def _blocks_above(self, file: TemplateFile) -> set[str] | None:
        """Return the blocks of all that a template extends, or `None` where that cannot be known."""
        blocks: set[str] = set()
        seen = {file.label}
        while any(self._all(file, nodes.Extends)):
            parent = self._parent(file)
            if parent is None or parent.label in seen or parent.label not in self._nodes:
                return None
            blocks |= {block.name for block in self._all(parent, nodes.Block)}
            seen.add(parent.label)
            file = parent
        return blocks

    def _assigned(self, file: TemplateFile) -> set[str]:
        """Return the names that a template gives a meaning of its own."""
        return {name.name for name in self._all(file, nodes.Name) if name.ctx in {"store", "param"}}

    def _all(self, file: TemplateFile, *types: type[_Node]) -> Iterator[_Node]:
        """Yield a template's nodes of some types."""
        return (node for node in self._nodes.get(file.label, ()) if isinstance(node, types))


def _names(node: nodes.Node) -> Iterator[str | None]:
    """Yield the names of the templates that a tag names; `None` for one that is worked out."""
    template = getattr(node, "template", None)
    match template:
        case nodes.Const(value=str() as name):
            yield name
        case nodes.Const(value=tuple() | list() as several):
            yield from (one if isinstance(one, str) else None for one in several)
        case nodes.Tuple(items=items) | nodes.List(items=items):
            yield from (item.value if isinstance(item, nodes.Const) else None for item in items)
        case _:
            yield None


def _fields(view: type[Value]) -> set[str]:
    return set(view.__struct_fields__)


def _problem(file: TemplateFile, node: nodes.Node, code: str, message: str, hint: str) -> Problem:
    return Problem(file.label, node.lineno, 1, code, message, hint)
