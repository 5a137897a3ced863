"""A driver for tests: publish a site again and again, each time killed one step later, in folders numbered by the step.

Run as `python publish_and_die.py FOLDER`; prints how many steps there were.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from sitegen.output import Copy, Output
from sitegen.publish import publish

_STEPS = frozenset({"open", "os.mkdir", "os.rename", "os.remove", "os.rmdir"})

OLD = (
    Output("/", b"old home"),
    Output("/same/", b"same"),
    Output("/gone/", b"gone"),
    Output("/becomes-folder", b"old file"),
    Output("/becomes-file/a.html", b"old page"),
    Copy("/media/old.bin", "content/old.bin"),
)
NEW = (
    Output("/", b"new home"),
    Output("/same/", b"same"),
    Output("/fresh/page/", b"fresh"),
    Output("/becomes-folder/a.html", b"new page"),
    Output("/becomes-file", b"new file"),
    Copy("/media/new.bin", "content/new.bin"),
)
LATER = (Output("/", b"later home"), Output("/fresh/page/", b"later still"))


def make_site(root: Path) -> None:
    """Make a site with an output of its own, in which somebody else's file stands too."""
    (root / "content").mkdir(parents=True)
    (root / "content/old.bin").write_bytes(b"old bytes")
    (root / "content/new.bin").write_bytes(b"new bytes")
    publish(OLD, root, Path("public"))
    (root / "public/gone/theirs.txt").write_bytes(b"theirs")


def main() -> None:
    """Kill one publishing after each of its steps, until one gets through."""
    base = Path(sys.argv[1])
    step = 0
    while True:
        step += 1
        root = base / str(step)
        make_site(root)
        child = os.fork()
        if child == 0:
            _die_at(step, root)
            publish(NEW, root, Path("public"))
            os._exit(0)
        _, status = os.waitpid(child, 0)
        if status == 0:
            break
    sys.stdout.write(f"{step}\n")


def _die_at(step: int, root: Path) -> None:
    seen = 0

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        nonlocal seen
        if event in _STEPS and any(str(root / "public") in str(argument) for argument in arguments):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)


if __name__ == "__main__":
    main()
