"""A site looked over before it is published: what a build finds, what is made proved, what an editor would mark.

Everything is made as for publishing, and nothing is published: pages are drawn and dropped.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from sitegen.build import Checked, Order, check
from sitegen.changes import by_file
from sitegen.external import Link, links_of, marks_on_own
from sitegen.marks import manuscripts_of, marks_in
from sitegen.output import Output, Ready
from sitegen.press import Press
from sitegen.problems import Problem, SiteError, in_order
from sitegen.proofs import Fault, is_provable, prove
from sitegen.render import Rendered, render
from sitegen.values import Value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.workbench import Workbench


class LookedOver(Value, frozen=True):
    """What was found in a site."""

    checked: Checked
    problems: tuple[Problem, ...]
    """What a build would tell, in order."""
    faults: tuple[Fault, ...] = ()
    """What is wrong with what this program makes; empty where nothing could be made."""
    proved: int = 0
    """How many feeds, calendars and lists were read back."""
    made: int = 0
    """How many pages, feeds and calendars were made."""
    marks: tuple[Problem, ...] = ()
    """What an editor would mark, in order."""
    links: tuple[Link, ...] = ()
    """The links to the outside."""


class Tray(Press):
    """A press that keeps what can be proved, in a folder of its own, and of everything else only how it came out."""

    def ready(self, address: str, data: bytes) -> Ready:
        """Return an output that is ready; its bytes are kept if there is a proof for its kind."""
        if is_provable(address):
            return super().ready(address, data)
        return Ready(address, sha256(data).hexdigest())


def look_over(order: Order, bench: Workbench, scratch: Path) -> LookedOver:
    """Look over a site; nothing is written but to the folder `scratch`, which is the caller's to remove.

    Raises UsageError and MachineError as `sitegen.build.build` does; what authors have to mend is among the problems.
    """
    checked = check(order, bench)
    texts = manuscripts_of(checked.site, checked.found)
    links = links_of(checked.site, texts, checked.found.bibliography)
    marks = in_order((*marks_in(checked.site, texts), *marks_on_own(links, checked.linker)))
    if checked.theme is None or any(problem.is_error for problem in checked.problems):
        return LookedOver(checked, checked.problems, marks=marks, links=links)
    tray = Tray(scratch)
    try:
        rendered = render(checked.site, checked.linker, checked.theme, tray, bench)
    except SiteError as error:
        every = SiteError((*checked.problems, *error.problems))
        return LookedOver(checked, every.problems, marks=marks, links=links)
    by_file(rendered.outputs)
    kept = dict(_kept(rendered, tray))
    faults = tuple(fault for address, data in sorted(kept.items()) for fault in prove(address, data))
    return LookedOver(checked, checked.problems, faults, len(kept), rendered.made, marks, links)


def _kept(rendered: Rendered, tray: Tray) -> Iterator[tuple[str, bytes]]:
    """Yield what can be proved: what the site makes, and not the files that its author put there."""
    for output in rendered.outputs:
        match output:
            case Ready(address=address, file=name) if name:
                yield address, (tray.staging / name).read_bytes()
            case Output(address=address, data=data) if is_provable(address):
                yield address, data
            case _:
                pass
