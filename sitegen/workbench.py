"""What a build is done with: what it remembers by, where, how many processes it may use, and who is told.

None of it makes a difference to what is built.
"""

from __future__ import annotations

from pathlib import Path

from sitegen.code_store import CodeStore
from sitegen.memo import Memo, NoMemo, Shelf
from sitegen.reporter import Reporter, Silence
from sitegen.values import Value, field

_CODE = "template-"


class Workbench(Value, frozen=True):
    """The tools of one build."""

    memo: Memo = field(default_factory=NoMemo)
    reporter: Reporter = field(default_factory=Silence)
    jobs: int | None = 1
    """At most this many processes; None: as many as there are processors."""
    codes: CodeStore | None = None
    """Where compiled templates are kept; None: nowhere."""
    program: str = ""
    """The fingerprint of this program: what another one kept is not used."""
    scratch: Path = Path()
    """A folder on the disk for what several processes hand to each other."""

    @property
    def of_themes(self) -> ThemeMemory:
        """What themes remember by: never keeps their code among a site's data."""
        return ThemeMemory(self.memo, self.codes, self.program)


class ThemeMemory(Value, frozen=True):
    """Keeps what themes want kept, in the place where that is safe."""

    memo: Memo
    codes: CodeStore | None
    program: str

    def get(self, key: str) -> bytes | None:
        """Return what was put under the key, or `None`."""
        if self.codes is not None:
            return self.codes.get(f"{key}-{self.program}")
        return self.memo.get(Shelf.THEME, key.encode()) if not key.startswith(_CODE) else None

    def put(self, key: str, data: bytes) -> None:
        """Keep bytes under the key."""
        if self.codes is not None:
            self.codes.put(f"{key}-{self.program}", data)
        elif not key.startswith(_CODE):
            self.memo.put(Shelf.THEME, key.encode(), data)
            self.memo.keep(Shelf.THEME, (key.encode(),))
