"""A terminal as the readers of the manual have one: each command finds the folder and the environment of the last."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import threading
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.conftest import PROJECT
from tests.serving import PATIENCE, Output

_KEPT: Final = ("LANG", "LC_ALL", "TZ", "TMPDIR", "SSL_CERT_FILE")
_ADDRESS: Final = r"http://localhost:\d+/"
_AFTER: Final = '\ncode=$?\nenv -0 > "$SHOWN_STATE/env"\npwd > "$SHOWN_STATE/folder"\nexit $code\n'


@dataclass(slots=True)
class Terminal:
    """A shell in a folder, with nothing of this machine's own in it but its programs."""

    folder: Path
    env: dict[str, str]
    state: Path

    def run(self, command: str) -> tuple[int, str]:
        """Run a command to its end; return its code, and all that it told."""
        answer = subprocess.run(  # noqa: S603  # what the manual shows is what is tested
            ["/bin/sh", "-c", command + _AFTER],
            cwd=self.folder,
            env=self.env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
            timeout=300,
        )
        self.folder = Path((self.state / "folder").read_text("utf-8").removesuffix("\n"))
        pairs = (self.state / "env").read_text("utf-8").split("\0")
        self.env = dict(pair.split("=", 1) for pair in pairs if "=" in pair)
        return answer.returncode, answer.stdout

    def serve(self, command: str) -> tuple[int, str]:
        """Run a command that serves until Ctrl-C, and end it so once its front page has come; return as `run` does."""
        process = subprocess.Popen(  # noqa: S603  # as above
            ["/bin/sh", "-c", f"exec {command}"],
            cwd=self.folder,
            env=self.env | {"PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        output = Output()
        reader = threading.Thread(target=output.read, args=(process.stdout,), daemon=True)
        reader.start()
        try:
            address = output.wait(_ADDRESS)[0]
            with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310  # the preview's own address
                page.read()
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                code = process.wait()
            reader.join(PATIENCE)
            if process.stdout:
                process.stdout.close()
        return code, output.text


def open_terminal(home: Path, folder: Path, *, has_sitegen: bool = True) -> Terminal:
    """Return a terminal in `folder`; what programs keep for their user goes below `home`."""
    programs, state = home / "programs", home / "state"
    for made in (programs, state):
        made.mkdir(parents=True)
    for name in ("python", "python3"):
        _program(programs / name, (sys.executable,))
    if has_sitegen:
        _program(programs / "sitegen", (sys.executable, "-m", "sitegen"))
    env = {name: os.environ[name] for name in _KEPT if name in os.environ}
    env |= {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "PATH": os.pathsep.join((str(programs), "/usr/local/bin", "/usr/bin", "/bin")),
        "SHOWN_STATE": str(state),
        "BROWSER": "true",
        "PIP_NO_INDEX": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
        "GIT_CONFIG_NOSYSTEM": "1",
        **{f"GIT_{who}_{what}": said for who in ("AUTHOR", "COMMITTER") for what, said in _NAMES},
    }
    if has_sitegen:
        env["PYTHONPATH"] = str(PROJECT)
    return Terminal(folder, env, state)


_NAMES: Final = (("NAME", "Jo Smith"), ("EMAIL", "jo@torquay.example.org"))


def _program(place: Path, command: tuple[str, ...]) -> None:
    place.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', encoding="utf-8")
    place.chmod(0o755)
